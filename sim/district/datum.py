"""A boundary in GCJ-02 火星坐标, told by the rivers and borders of the map that it follows once moved back.

A boundary need not follow a road, but borders follow rivers, and other borders. One in GCJ-02 lies beside
them by the offset of the place; moved back by it, it lies on them.
"""

import math
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from sim.district.area import Area
from sim.district.extract import Extract, Point
from sim.district.measure import distance_m
from sim.scenario.datum import gcj_offset_m

ON_M: Final = 40.0
"""Within this, or up to twice it aslant, a point of the boundary counts as on a line.

Source: assumption; how finely borders are drawn.
"""
FEWEST: Final = 12
"""So many points must lie on lines once moved back; assumption."""
SHARE: Final = 0.2
"""And such a share of those that were looked at; assumption."""
TIMES: Final = 3
"""And so many times those that lie on lines as given; assumption."""
_MOST: Final = 600
_M_PER_DEG: Final = 111_195.0
_SQUEEZE: Final = 0.85


class Shift(NamedTuple):
    """What tells that a boundary is in GCJ-02.

    Attributes
    ----------
    east_m, north_m
        How far it lies beside where it should.
    moved, given, of
        Points that lie on a river or border once moved back, as given, and all that were looked at.
    """

    east_m: float
    north_m: float
    moved: int
    given: int
    of: int

    @property
    def note(self) -> str:
        """The warning, in both languages."""
        far = math.hypot(self.east_m, self.north_m)
        return (
            f"warning 注意: the boundary seems to be in GCJ-02, {far:.0f} m beside WGS-84: {self.given} of "
            f"{self.of} of its points lie on rivers and borders of the map as given, {self.moved} once moved "
            f"by {-self.east_m:.0f} m east and {-self.north_m:.0f} m north. Move it so, or export it in "
            f"WGS-84. 边界疑为GCJ-02坐标，应东移 {-self.east_m:.0f} 米、北移 {-self.north_m:.0f} 米。"
        )


def shift_of(area: Area, extract: Extract) -> Shift | None:
    """Return what tells that a boundary is in GCJ-02; None where nothing does.

    Parameters
    ----------
    area
        The boundary as it was given.
    extract
        Rivers and borders of the map, in WGS-84.
    """
    points = _some([point for ring in area.rings for point in ring[:-1]])
    back = [_back(point) for point in points]
    if points == back:
        return None
    lines = (*(river.points for river in extract.rivers), *extract.borders)
    marks = {_cell(mark) for mark in _marks(lines, area.box)}
    moved, given = (sum(_is_on(marks, point) for point in each) for each in (back, points))
    if moved < max(FEWEST, SHARE * len(points), TIMES * given):
        return None
    west, south, east, north = area.box
    offset = gcj_offset_m((west + east) / 2, (south + north) / 2)
    return Shift(*offset, moved, given, len(points))


def _back(point: Point) -> Point:
    """Return in WGS-84 a place in GCJ-02: less the offset there, which is the same over its own length."""
    east, north = gcj_offset_m(*point)
    per_lon = _M_PER_DEG * math.cos(math.radians(point[1]))
    return point[0] - east / per_lon, point[1] - north / _M_PER_DEG


def _cell(point: Point) -> tuple[int, int]:
    """Return the square that a place lies in, about `ON_M` wide in the middle latitudes of China."""
    return math.floor(point[0] * _M_PER_DEG * _SQUEEZE / ON_M), math.floor(point[1] * _M_PER_DEG / ON_M)


def _is_on(marks: set[tuple[int, int]], point: Point) -> bool:
    """Whether a place lies in a square of a line, or in one beside it."""
    x, y = _cell(point)
    return any((x + i, y + j) in marks for i in (-1, 0, 1) for j in (-1, 0, 1))


def _some(points: list[Point]) -> list[Point]:
    """Return points evenly out of many."""
    step = max(1, math.ceil(len(points) / _MOST))
    return points[::step]


def _marks(lines: Iterable[tuple[Point, ...]], box: tuple[float, float, float, float]) -> Iterator[Point]:
    """Yield points along lines about a box, no two neighbours farther apart than a step."""
    west, south, east, north = box
    for line in lines:
        for a, b in pairwise(line):
            if west - 0.02 < a[0] < east + 0.02 and south - 0.02 < a[1] < north + 0.02:
                parts = max(1, math.ceil(distance_m(a, b) / ON_M))
                for share in (i / parts for i in range(parts + 1)):
                    yield a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
