"""Rainstorms 暴雨: steady rain, and moving cells of hard rain, as mm/h at a place and a time.

A storm has as much luck as it has cells: when and where each is born, where it goes and how hard it is. Its
depth only scales how hard, so that storms of another severity are the same storm, only heavier. The mean over
all luck of what falls in its middle is its depth.

Source of the form: cells in a storm as a clustered Poisson process, after Waymire, Gupta and Rodriguez-Iturbe
(1984), A spectral theory of rainfall intensity at the meso-beta scale, Water Resour. Res. 20, 1453-1465.
"""

import math
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from sim.hazard.ground import Ground, Spot
from sim.hazard.unfold import Luck
from sim.kernel.draw import Draws
from sim.scenario.weather import Rainstorm
from sim.terms.units import HOUR_MS

STEP_MS: Final = HOUR_MS // 4
"""Time for which the rain at a place is taken to be constant."""
STEP_H: Final = STEP_MS / HOUR_MS
_NEAR: Final = 3.5
"""Distance beyond which a cell brings no rain, in radii: there it has a five hundredth of its hardest."""
_VEER_DEG: Final = 15.0
"""How far cells stray from the heading of their storm, one standard deviation; assumption."""


class Cell(NamedTuple):
    """A cell of hard rain.

    Attributes
    ----------
    born_h
        When it brings its first rain, since the start.
    at
        Where it is in the middle of its life.
    drift
        How far it goes in an hour.
    peak_mm_h
        How hard it rains in its middle in the middle of its life.
    """

    born_h: float
    at: Spot
    drift: Spot
    peak_mm_h: float


class Storm:
    """One rainstorm over the ground.

    Parameters
    ----------
    row
        Its figures.
    ground
        What it falls on.
    luck
        Its streams, of which ``cells`` is used.

    Attributes
    ----------
    begin_ms, end_ms
        When it begins, and when the last rain of its last cell may fall.
    cells
        Its cells, in the order of birth.
    """

    def __init__(self, row: Rainstorm, ground: Ground, luck: Luck) -> None:
        self._row = row
        self._middle = ground.spot(row.lon.value, row.lat.value)
        self._begin_h, self._lasts_h = row.begin.ms / HOUR_MS, row.lasts.ms / HOUR_MS
        self._life_h, self._radius_km = row.cell_life.ms / HOUR_MS, row.cell_radius.value
        self.begin_ms = row.begin.ms
        self.end_ms = row.begin.ms + row.lasts.ms + row.cell_life.ms
        self.cells = tuple(self._born(luck("cells")))

    def _born(self, draws: Draws) -> Iterator[Cell]:
        mean = self._row.cell_rate.value * self._lasts_h
        born = draws.exponential(1.0)
        while born < mean:
            yield self._cell(born / mean, draws)
            born += draws.exponential(1.0)

    def _cell(self, share: float, draws: Draws) -> Cell:
        """Return a cell that is born when a share of the storm's rain has fallen."""
        row = self._row
        reach_km, sigma = row.reach.value, row.cell_sigma.value
        at = Spot(self._middle.x_km + draws.normal(reach_km), self._middle.y_km + draws.normal(reach_km))
        heading = math.radians(row.heading.value + draws.normal(_VEER_DEG))
        speed_kmh = row.speed.value
        drift = Spot(speed_kmh * math.sin(heading), speed_kmh * math.cos(heading))
        harder = draws.lognormal(1.0, sigma) * math.exp(-sigma * sigma / 2)
        begin_h = self._begin_h + self._lasts_h * self._when(share)
        return Cell(begin_h, at, drift, self._mean_peak_mm_h * harder)

    def _when(self, share: float) -> float:
        """Return the share of its time by which a share of its rain has fallen: a triangle with its peak."""
        peak = self._row.peak.value
        if share < peak:
            return math.sqrt(share * peak)
        return 1 - math.sqrt((1 - share) * (1 - peak))

    @cached_property
    def _mean_peak_mm_h(self) -> float:
        """How hard the mean cell is with which the middle gets its depth; place and cell are bells."""
        row = self._row
        cells = row.cell_rate.value * self._lasts_h
        wide = (row.reach.value**2 + self._radius_km**2) / self._radius_km**2
        return row.depth.value * row.cell_share.value * wide / (cells * self._life_h / 2)

    def steady_mm_h(self, t_h: float) -> float:
        """Return how hard it rains in its middle outside its cells, at a time in hours since the start."""
        row, share = self._row, (t_h - self._begin_h) / self._lasts_h
        if not 0 < share < 1:
            return 0.0
        peak = row.peak.value
        risen = share / peak if share < peak else (1 - share) / (1 - peak)
        return 2 * row.depth.value * (1 - row.cell_share.value) / self._lasts_h * risen

    def left_at(self, spot: Spot) -> float:
        """Return the share of the steady rain of its middle that falls at a place."""
        return _bell(spot.to(self._middle) / self._row.reach.value)

    @cached_property
    def _far_km(self) -> float:
        """Distance from the middle of its way beyond which a cell never brings rain."""
        return _NEAR * self._radius_km + self._row.speed.value * self._life_h / 2

    def showers(self, spot: Spot) -> Iterator[tuple[int, float]]:
        """Yield what cells bring to a place: step, and rain in mm/h in the middle of it."""
        (x_km, y_km), far_km, life_h, radius_km = spot, self._far_km, self._life_h, self._radius_km
        for born_h, (at_x, at_y), (drift_x, drift_y), peak_mm_h in self.cells:
            dx, dy = at_x - x_km, at_y - y_km
            if -far_km < dx < far_km and -far_km < dy < far_km:
                first, last = math.ceil(born_h / STEP_H - 0.5), math.floor((born_h + life_h) / STEP_H - 0.5)
                for step in range(first, last + 1):
                    gone_h = (step + 0.5) * STEP_H - born_h - life_h / 2
                    away = math.hypot(dx + gone_h * drift_x, dy + gone_h * drift_y) / radius_km
                    if away < _NEAR:
                        yield step, peak_mm_h * (1 - abs(2 * gone_h / life_h)) * math.exp(-away * away / 2)


class Sky:
    """All rainstorms together 降雨场.

    Parameters
    ----------
    storms
        The storms.
    horizon_ms
        Until when rain is asked for.
    """

    def __init__(self, storms: Sequence[Storm], horizon_ms: int) -> None:
        self.storms = storms
        self._steps = max(1, -(-horizon_ms // STEP_MS))
        middles = [(step + 0.5) * STEP_H for step in range(self._steps)]
        self._steady = [[storm.steady_mm_h(t_h) for t_h in middles] for storm in storms]
        self._known: dict[Spot, list[float]] = {}

    def rate_mm_h(self, spot: Spot, t_ms: int) -> float:
        """Return how hard it rains at a place at a time before the horizon, in its quarter of an hour."""
        series = self.series(spot)
        return series[min(t_ms // STEP_MS, len(series) - 1)]

    def series(self, spot: Spot) -> list[float]:
        """Return the rain at a place in mm/h, for each quarter of an hour until the horizon."""
        if spot not in self._known:
            self._known[spot] = self._at(spot)
        return self._known[spot]

    def _at(self, spot: Spot) -> list[float]:
        """Return the rain by the middle of each step; storms and cells are added in their order."""
        found = [0.0] * self._steps
        for storm, steady in zip(self.storms, self._steady, strict=True):
            left = storm.left_at(spot)
            found = [rate + left * more for rate, more in zip(found, steady, strict=True)]
            for step, mm_h in storm.showers(spot):
                if 0 <= step < self._steps:
                    found[step] += mm_h
        return found


def held(rain_mm_h: Sequence[float], drains_h: float) -> list[float]:
    """Return what a basin holds of the rain, in mm, after each step: it drains as a linear reservoir.

    Examples
    --------
    >>> [round(mm, 2) for mm in held([4.0, 4.0, 0.0], 1.0)]
    [0.88, 1.57, 1.23]
    """
    keeps = math.exp(-STEP_H / drains_h)
    gains = drains_h * (1 - keeps)
    found, now = [], 0.0
    for rate in rain_mm_h:
        now = now * keeps + rate * gains
        found.append(now)
    return found


def _bell(away: float) -> float:
    return math.exp(-away * away / 2)
