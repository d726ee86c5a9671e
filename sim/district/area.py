"""The area of a district: read from GeoJSON, its size, and which points lie in it."""

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from sim.district.extract import Point
from sim.district.measure import distance_m
from sim.terms.errors import BadInput, Fault

_LIMIT_MB: Final = 50
_WANTED: Final = "an area in GeoJSON: a Polygon or MultiPolygon, longitude before latitude, WGS-84"
_DEEPEST: Final = 5
_BANDS_PER_DEG: Final = 500
Ring = tuple[Point, ...]


@dataclass(frozen=True)
class Area:
    """One or more polygons with holes 区域.

    Attributes
    ----------
    rings
        Outer and inner boundaries alike: a point lies inside where a ray from it crosses an odd number.
    """

    rings: tuple[Ring, ...]

    @cached_property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east and north, in degrees."""
        return _box(point for ring in self.rings for point in ring)

    @cached_property
    def swapped(self) -> "Area":
        """The same with longitude and latitude changed for one another."""
        return Area(tuple(tuple((lat, lon) for lon, lat in ring) for ring in self.rings))

    @cached_property
    def _bands(self) -> dict[int, list[tuple[Point, Point]]]:
        """The sides of all rings by the bands of latitude that they pass, so that few are looked at."""
        bands: dict[int, list[tuple[Point, Point]]] = {}
        for ring in self.rings:
            for a, b in pairwise(ring):
                for band in range(_band(min(a[1], b[1])), _band(max(a[1], b[1])) + 1):
                    bands.setdefault(band, []).append((a, b))
        return bands

    def holds(self, point: Point) -> bool:
        """Whether a point lies inside."""
        sides = self._bands.get(_band(point[1]), ())
        return sum(_crosses(side, point) for side in sides) % 2 == 1

    def held(self, points: Mapping[int, Point]) -> set[int]:
        """Return the numbers of the points that lie inside."""
        west, south, east, north = self.box
        near = {n: p for n, p in points.items() if west <= p[0] <= east and south <= p[1] <= north}
        return {number for number, point in near.items() if self.holds(point)}

    @cached_property
    def km2(self) -> float:
        """Size, in square kilometres; of overlapping rings the absolute difference to their holes."""
        sizes = sorted((abs(_size(ring)), ring) for ring in self.rings)
        total = 0.0
        for size, ring in sizes:
            depth = sum(other != ring and Area((other,)).holds(ring[0]) for _, other in sizes)
            total += size if depth % 2 == 0 else -size
        return total


def hull_of(points: Iterable[Point]) -> Area:
    """Return the convex hull of points, or of points in a line their box."""
    ordered = sorted(set(points))
    hull = (*_half(ordered), *_half(ordered[::-1]))
    if len(hull) < 3 or abs(_size(hull)) < 1e-6:
        west, south, east, north = _box(ordered)
        hull = ((west, south), (east + 0.001, south), (east + 0.001, north + 0.001), (west, north + 0.001))
    return Area(((*hull, hull[0]),))


def _half(ordered: Sequence[Point]) -> list[Point]:
    """Return one side of the hull of sorted points, without its last point."""
    side: list[Point] = []
    for point in ordered:
        while len(side) > 1 and _turn(side[-2], side[-1], point) <= 0:
            side.pop()
        side.append(point)
    return side[:-1]


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _box(points: Iterable[Point]) -> tuple[float, float, float, float]:
    known = list(points)
    lons, lats = [lon for lon, _ in known], [lat for _, lat in known]
    return min(lons), min(lats), max(lons), max(lats)


def _band(lat: float) -> int:
    return math.floor(lat * _BANDS_PER_DEG)


def _crosses(side: tuple[Point, Point], point: Point) -> bool:
    """Whether a ray from a point to the east crosses a side."""
    (x1, y1), (x2, y2) = side
    x, y = point
    return (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1)


def _size(ring: Sequence[Point]) -> float:
    """Return the size of a ring in km2, negative where it runs clockwise."""
    west, south, _east, north = _box(ring)
    middle = (south + north) / 2
    lon_km = distance_m((west, middle), (west + 0.01, middle)) / 10
    lat_km = distance_m((west, middle - 0.005), (west, middle + 0.005)) / 10
    twice = (a[0] * b[1] - b[0] * a[1] for a, b in _sides([(x - west, y - south) for x, y in ring]))
    return sum(round(value * 1e12) for value in twice) / 1e12 / 2 * lon_km * lat_km


def _sides(ring: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
    return zip(ring, [*ring[1:], ring[0]], strict=True)


# --- reading ------------------------------------------------------------------------------------------------


def read_area(file: Path) -> Area:
    """Return the area that a GeoJSON file holds.

    Raises
    ------
    BadInput
        If it holds none, or one whose coordinates are no degrees.
    """
    if not file.is_file():
        raise _refused(file, "", "a GeoJSON file that exists")
    if file.stat().st_size > _LIMIT_MB * 1_000_000:
        raise _refused(file, "", f"a file of at most {_LIMIT_MB} MB")
    try:
        tree = json.loads(file.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise _refused(file, "", _WANTED) from None
    rings = tuple(_rings(tree, file))
    if not rings:
        raise _refused(file, "", _WANTED)
    return Area(rings)


def _refused(file: Path, value: str, expected: str, hint: str = "") -> BadInput:
    return BadInput([Fault(str(file), None, None, "", value, expected, hint)])


def _rings(tree: Any, file: Path, depth: int = 0) -> Iterator[Ring]:
    """Yield the rings of whatever GeoJSON a tree is."""
    kind = tree.get("type") if isinstance(tree, dict) and depth < _DEEPEST else None
    if kind == "FeatureCollection":
        for feature in _listed(tree.get("features")):
            yield from _rings(feature, file, depth + 1)
    elif kind == "Feature":
        yield from _rings(tree.get("geometry"), file, depth + 1)
    elif kind in {"Polygon", "MultiPolygon"}:
        polygons = _listed(tree.get("coordinates"))
        for polygon in polygons if kind == "MultiPolygon" else [polygons]:
            yield from (_ring(ring, file) for ring in _listed(polygon))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _ring(ring: Any, file: Path) -> Ring:
    points = [_point(pair, file) for pair in _listed(ring)]
    if len(points) < 4:
        raise _refused(file, f"{len(points)} points", "rings of at least four points")
    return tuple(points if points[0] == points[-1] else [*points, points[0]])


def _point(pair: Any, file: Path) -> Point:
    numbers = _listed(pair)[:2]
    if len(numbers) < 2 or not all(_is_number(part) for part in numbers):
        raise _refused(file, "", "pairs of numbers, longitude and latitude")
    lon, lat = float(numbers[0]), float(numbers[1])
    if abs(lon) <= 180 and abs(lat) <= 90:
        return lon, lat
    fits = abs(lat) <= 180 and abs(lon) <= 90
    hint = "longitude and latitude swapped?" if fits else "projected coordinates? export as WGS-84"
    raise _refused(file, f"{lon:.10g}, {lat:.10g}", "degrees: longitude, latitude", hint)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
