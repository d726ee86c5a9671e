"""Distances on the map, near the ground, and the nearest of many points."""

import itertools
import math
from collections.abc import Sequence
from typing import Final

from sim.district.extract import Point

_EQUATOR_M: Final = 6_378_137.0
_FLATTENING: Final = 1 / 298.257223563
_E2: Final = _FLATTENING * (2 - _FLATTENING)
_DEG: Final = math.pi / 180


def distance_m(a: Point, b: Point) -> float:
    """Return the distance of two points on the ground, in m.

    Exact to a few parts in a million over less than 50 km, by the radii of curvature of the ellipsoid at the
    middle.

    Source: NGA.STND.0036 (WGS 84), axes of the ellipsoid.

    Examples
    --------
    >>> round(distance_m((107.0, 29.5), (107.0, 30.5)) / 1000, 2)
    110.85
    """
    middle = (a[1] + b[1]) / 2 * _DEG
    w2 = 1 - _E2 * math.sin(middle) ** 2
    east = (b[0] - a[0]) * _DEG * _EQUATOR_M * math.cos(middle) / math.sqrt(w2)
    north = (b[1] - a[1]) * _DEG * _EQUATOR_M * (1 - _E2) / w2**1.5
    return math.hypot(east, north)


def length_m(points: Sequence[Point]) -> float:
    """Return the length of a line on the ground, in m."""
    return math.fsum(distance_m(a, b) for a, b in itertools.pairwise(points))


class Nearest:
    """Finds the nearest of many points 最近点; of two as near the one with the lower number.

    Parameters
    ----------
    points
        Each thing's number and its place.
    """

    def __init__(self, points: dict[int, Point]) -> None:
        self._points = points
        self._cells: dict[tuple[int, int], list[int]] = {}
        for number, at in sorted(points.items()):
            self._cells.setdefault(_cell(at), []).append(number)

    def to(self, at: Point, within_m: float) -> int | None:
        """Return the number of the nearest point within a distance, or None where there is none.

        It is looked for close by first, as most things stand beside a road.
        """
        reach_m = min(_CLOSE_M, within_m)
        while not (found := self._around(at, reach_m)) and reach_m < within_m:
            reach_m = min(4 * reach_m, within_m)
        return min(found)[1] if found else None

    def all_to(self, at: Point, within_m: float) -> list[int]:
        """Return the numbers of all points within a distance, the nearest first."""
        return [number for _, number in sorted(self._around(at, within_m))]

    def _around(self, at: Point, within_m: float) -> list[tuple[float, int]]:
        x, y = _cell(at)
        rows = math.ceil(within_m / (_CELL_DEG * 110_000))
        columns = math.ceil(rows / max(0.05, math.cos(at[1] * _DEG)))
        near = (
            number
            for i in range(x - columns, x + columns + 1)
            for j in range(y - rows, y + rows + 1)
            for number in self._cells.get((i, j), ())
        )
        measured = ((distance_m(at, self._points[number]), number) for number in near)
        return [pair for pair in measured if pair[0] <= within_m]


_CELL_DEG: Final = 0.01
_CLOSE_M: Final = 500.0


def _cell(at: Point) -> tuple[int, int]:
    return math.floor(at[0] / _CELL_DEG), math.floor(at[1] / _CELL_DEG)
