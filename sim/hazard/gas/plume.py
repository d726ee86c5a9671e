"""How thick a gas or smoke is downwind of where it comes from 高斯烟羽.

A plume of Gauss, which the ground reflects. Its widths over open country are those of Briggs, G. A. (1973),
Diffusion estimation for small emissions, ATDL contribution 79, Oak Ridge, for the classes of Pasquill. It is
steady, its gas as heavy as air, its land flat: in valleys, and for cold heavy gas near its source, it errs.
"""

import math
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from sim.hazard.ground import Spot

_NEAREST_M: Final = 10.0
"""The law holds no nearer than this; what is nearer is as thick."""
_M_PER_KM: Final = 1000.0


class _Widths(NamedTuple):
    """Spread in m at a distance x in m: across, a x / sqrt(1 + 0.0001 x), and upwards."""

    across: float
    upwards: Callable[[float], float]


_OPEN: Final[Mapping[str, _Widths]] = {
    "A": _Widths(0.22, lambda x: 0.20 * x),
    "B": _Widths(0.16, lambda x: 0.12 * x),
    "C": _Widths(0.11, lambda x: 0.08 * x / math.sqrt(1 + 0.0002 * x)),
    "D": _Widths(0.08, lambda x: 0.06 * x / math.sqrt(1 + 0.0015 * x)),
    "E": _Widths(0.06, lambda x: 0.03 * x / (1 + 0.0003 * x)),
    "F": _Widths(0.04, lambda x: 0.016 * x / (1 + 0.0003 * x)),
}


class Wind(NamedTuple):
    """The wind at one time.

    Attributes
    ----------
    speed_m_s
        How fast it blows.
    heading_deg
        Whither, in degrees from north to east.
    stability
        Class of Pasquill, from A (unstable) to F (stable).
    """

    speed_m_s: float
    heading_deg: float
    stability: str = "D"


def widths_m(x_m: float, stability: str) -> tuple[float, float]:
    """Return the standard deviations of a plume across the wind and upwards, in m, at a distance in m.

    Examples
    --------
    >>> [round(width, 1) for width in widths_m(1000, "D")]
    [76.3, 37.9]
    """
    law = _OPEN[stability]
    return law.across * x_m / math.sqrt(1 + 0.0001 * x_m), law.upwards(x_m)


def concentration(rate_g_s: float, height_m: float, wind: Wind, source: Spot, place: Spot) -> float:
    """Return how thick a plume is at the ground, in g/m3; nothing comes upwind.

    Parameters
    ----------
    rate_g_s
        How much is released.
    height_m
        How high above the ground.
    wind
        The wind that carries it.
    source, place
        Where it comes from, and where one breathes it.
    """
    x_m, y_m = _downwind_m(wind.heading_deg, source, place)
    if x_m <= 0:
        return 0.0
    across_m, upwards_m = widths_m(max(x_m, _NEAREST_M), wind.stability)
    middle = rate_g_s / (math.pi * wind.speed_m_s * across_m * upwards_m)
    return middle * math.exp(-((y_m / across_m) ** 2 + (height_m / upwards_m) ** 2) / 2)


def reach_m(rate_g_s: float, height_m: float, wind: Wind, limit_g_m3: float) -> float:
    """Return how far downwind a plume is thicker than a limit somewhere at the ground, in m.

    It is looked for from afar, in steps of a fiftieth, up to 100 km.
    """
    here, x_m = Spot(0, 0), 100_000.0
    north = wind._replace(heading_deg=0.0)
    while x_m > _NEAREST_M:
        if concentration(rate_g_s, height_m, north, here, Spot(0, x_m / _M_PER_KM)) > limit_g_m3:
            return x_m
        x_m *= 0.98
    return 0.0


def _downwind_m(heading_deg: float, source: Spot, place: Spot) -> tuple[float, float]:
    """Return how far a place lies downwind, and how far beside, in m."""
    dx_m, dy_m = (place.x_km - source.x_km) * _M_PER_KM, (place.y_km - source.y_km) * _M_PER_KM
    sin, cos = math.sin(math.radians(heading_deg)), math.cos(math.radians(heading_deg))
    return dx_m * sin + dy_m * cos, dx_m * cos - dy_m * sin
