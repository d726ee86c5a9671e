"""Smoke on roads 烟雾: how far one sees in it, hour by hour.

What burns in an hour smokes in that hour, from a few places that stand for the cells around them. Sight in
smoke is that of Koschmieder (1924): 3.912 / (extinction x thickness).
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from sim.hazard.fire.land import Grid
from sim.hazard.gas.plume import Wind, concentration
from sim.hazard.ground import Spot
from sim.scenario.perils import Burning

CLEAR_M: Final = 200
"""Sight from which on smoke slows nobody: the farthest of the steps that traffic rules know."""
IN_FLAMES_M: Final = 10
"""Sight where a road runs through flames; assumption."""
CLASSES_M: Final = (50, 100, CLEAR_M)
"""Steps of sight that traffic rules know; a change within one is not told."""
_CONTRAST: Final = 3.912
_BLOCK: Final = 8
"""Cells to each side that smoke from one place."""
_SLOWEST_M_S: Final = 0.5
_HOUR_S: Final = 3600


def sight_m(thickness_g_m3: float, burning: Burning) -> float:
    """Return how far one sees in smoke, in m.

    Examples
    --------
    >>> round(sight_m(0.01, Burning()))
    87
    """
    return _CONTRAST / (burning.extinction.value * thickness_g_m3) if thickness_g_m3 > 0 else math.inf


def sources(grid: Grid, cells: Iterable[int], burning: Burning) -> list[tuple[Spot, float]]:
    """Return the places from which the cells of one hour smoke, and how much, in g/s near the ground."""
    blocks: dict[tuple[int, int], list[int]] = {}
    for cell in cells:
        row, column = divmod(cell, grid.side)
        blocks.setdefault((row // _BLOCK, column // _BLOCK), []).append(cell)
    each_g_s = burning.cell.value**2 * burning.load.value * burning.smoke.value * burning.low.value / _HOUR_S
    found = []
    for key in sorted(blocks):
        places = [grid.place(cell) for cell in blocks[key]]
        x_km, y_km = (math.fsum(values) / len(places) for values in zip(*places, strict=True))
        found.append((Spot(x_km, y_km), each_g_s * len(places)))
    return found


def worst_sight_m(
    burning: Burning,
    wind_m_s: float,
    heading_deg: float,
    smoke: Sequence[tuple[Spot, float]],
    at: Iterable[Spot],
) -> float:
    """Return how far one sees at the worst of some places, in m."""
    wind = Wind(max(_SLOWEST_M_S, wind_m_s), heading_deg)
    thickest = 0.0
    for place in at:
        thick = math.fsum(concentration(rate, 0.0, wind, source, place) for source, rate in smoke)
        thickest = max(thickest, thick)
    return sight_m(thickest, burning)


def changes(sights_m: Sequence[float]) -> Iterator[tuple[int, int]]:
    """Yield the hours in which sight is of another step, and the sight; `CLEAR_M` where it is clear."""
    before = len(CLASSES_M)
    for hour, sight in enumerate([*sights_m, math.inf]):
        step = sum(sight >= limit_m for limit_m in CLASSES_M)
        if step != before:
            yield hour, int(min(sight, CLEAR_M))
        before = step
