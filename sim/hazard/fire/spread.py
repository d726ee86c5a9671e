"""How a wildfire spreads 林火蔓延: cell by cell, faster with the wind and uphill.

The rate is that of Wang Zhengfei (1983, 山火初始蔓延速度测算法; 1992, 通用森林火险级系统), who measured fires
in China: R = (0.0299 T + 0.047 W + 0.009 (100 - h) - 0.304) Ks exp(0.1783 v) exp(3.533 tan(slope)^1.2), in
m/min, with T in degrees, W the force of the wind by Beaufort, h the humidity in %, v in m/s; against the wind
and downhill the exponents change sign (Mao Xianmin 1993, 风和地形对林火蔓延速度的影响). The time at which a
cell is reached is the shortest over all ways there (Finney, M. A., 2002, Fire growth using minimum travel
time methods, Canadian Journal of Forest Research 32, 1420-1424).
"""

import heapq
import math
from collections.abc import Collection, Iterator, Sequence
from typing import Final, NamedTuple

from sim.hazard.fire.land import Grid, Land
from sim.scenario.perils import Wildfire

_STEEPEST: Final = 1.0
"""Slopes beyond 45 degrees count as such; assumption."""
_SLOWEST_M_MIN: Final = 0.01
_NEIGHBOURS: Final = ((-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 1), (1, -1), (1, 0), (1, 1))
"""Steps north and east."""
_M_PER_KM: Final = 1000


def force(wind_m_s: float) -> float:
    """Return the force of a wind by Beaufort, with fractions: v = 0.836 B^1.5.

    Examples
    --------
    >>> round(force(5.5), 1)
    3.5
    """
    return math.pow(wind_m_s / 0.836, 2 / 3)


def still_m_min(temperature: float, wind_m_s: float, humidity: float) -> float:
    """Return the rate of spread on level land before wind and fuel count, in m/min; at least 0.01.

    Parameters
    ----------
    temperature
        Of the air, in degrees Celsius.
    wind_m_s
        Speed of the wind; its force dries the fuel.
    humidity
        Relative, in %.
    """
    dry = 0.0299 * temperature + 0.047 * force(wind_m_s) + 0.009 * (100 - humidity) - 0.304
    return max(_SLOWEST_M_MIN, dry)


def wind_factor(along_m_s: float) -> float:
    """Return how much the wind hastens a fire; below one against the wind."""
    return math.exp(0.1783 * along_m_s)


def slope_factor(rise: float) -> float:
    """Return how much a slope hastens a fire that climbs it; below one downhill.

    Parameters
    ----------
    rise
        Tangent of the slope in the direction of the fire.
    """
    return math.exp(math.copysign(3.533 * math.pow(min(abs(rise), _STEEPEST), 1.2), rise))


class Spread(NamedTuple):
    """How a fire spreads, by cell.

    Attributes
    ----------
    minutes
        When the fire comes to it, since the fire began; infinite where it never does.
    rates_m_min
        How fast it comes there; 0 where it starts, and where it never comes.
    """

    minutes: list[float]
    rates_m_min: list[float]


class _Step(NamedTuple):
    """A step to a neighbour: rows north, columns east, length, and the rate on level land of usual fuel."""

    north: int
    east: int
    length_m: float
    rate_m_min: float


def arrivals_min(land: Land, fire: Wildfire, paces: Sequence[float]) -> list[float]:
    """Return when the fire comes to each cell if nobody fights it; for the parameters see `spread`."""
    return spread(land, fire, paces).minutes


def spread(
    land: Land,
    fire: Wildfire,
    paces: Sequence[float],
    closed: Collection[int] = frozenset(),
    before: Spread | None = None,
    now_min: float = 0,
) -> Spread:
    """Return how the fire spreads.

    Parameters
    ----------
    land
        The grid, heights and fuel; the fire starts in the middle, whatever grows there.
    fire
        Weather, and how long it lasts.
    paces
        For each cell, the factor by which luck makes it burn faster than usual.
    closed
        Cells that crews have closed: they do not burn.
    before, now_min
        How it has spread by a time, in minutes since it began: that is done, and the rest goes on from there.
    """
    lasts_min, steps = fire.lasts.ms / 60_000, _steps(land.grid, fire)
    reached, rates = _by_now(land.grid, before, now_min)
    front = [(minute, cell) for cell, minute in enumerate(reached) if minute < math.inf]
    if before is not None:
        front = [each for each in front if any(reached[o] == math.inf for o in beside(land.grid, each[1]))]
    heapq.heapify(front)
    while front:
        now, cell = heapq.heappop(front)
        if now > reached[cell]:
            continue
        for other, length_m, rate in _onward(land, steps, paces, cell):
            then = now + length_m / rate
            if then < reached[other] and then <= lasts_min and other not in closed:
                reached[other], rates[other] = then, rate
                heapq.heappush(front, (then, other))
    return Spread(reached, rates)


def _by_now(grid: Grid, before: Spread | None, now_min: float) -> tuple[list[float], list[float]]:
    """Return when each cell that burns by now began to, infinite for others, and the rates."""
    if before is None:
        reached = [math.inf] * grid.side**2
        reached[grid.start] = 0.0
        return reached, [0.0] * grid.side**2
    burns = [minute <= now_min for minute in before.minutes]
    reached = [minute if on else math.inf for minute, on in zip(before.minutes, burns, strict=True)]
    return reached, [rate if on else 0.0 for rate, on in zip(before.rates_m_min, burns, strict=True)]


def _steps(grid: Grid, fire: Wildfire) -> list[_Step]:
    """Return the steps to the neighbours, each with its rate on level land."""
    still = still_m_min(fire.temperature.value, fire.wind.value, fire.humidity.value)
    heading = math.radians(fire.heading.value)
    found = []
    for north, east in _NEIGHBOURS:
        length = math.hypot(north, east)
        along_m_s = fire.wind.value * (north * math.cos(heading) + east * math.sin(heading)) / length
        found.append(_Step(north, east, length * grid.cell_km * _M_PER_KM, still * wind_factor(along_m_s)))
    return found


def beside(grid: Grid, cell: int) -> Iterator[int]:
    """Yield the neighbours of a cell."""
    row, column = divmod(cell, grid.side)
    for north, east in _NEIGHBOURS:
        if 0 <= row + north < grid.side and 0 <= column + east < grid.side:
            yield cell + north * grid.side + east


def _onward(
    land: Land, steps: Sequence[_Step], paces: Sequence[float], cell: int
) -> Iterator[tuple[int, float, float]]:
    """Yield the neighbours of a cell that burn, how far they are in m, and the rate in m/min."""
    side = land.grid.side
    row, column = divmod(cell, side)
    for north, east, length_m, rate_m_min in steps:
        if not (0 <= row + north < side and 0 <= column + east < side):
            continue
        other = cell + north * side + east
        if land.fuel[other] > 0:
            rise = (land.heights_m[other] - land.heights_m[cell]) / length_m
            rate = rate_m_min * slope_factor(rise) * land.fuel[other] * paces[other]
            yield other, length_m, rate
