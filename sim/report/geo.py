"""From longitude and latitude to kilometres on paper, and the geometry that a map needs."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

Point: TypeAlias = tuple[float, float]

EARTH_RADIUS_KM: Final = 6371.0088
"""Mean radius of the earth (IUGG)."""
KM_PER_DEGREE: Final = math.pi * EARTH_RADIUS_KM / 180


@dataclass(frozen=True, slots=True)
class Plane:
    """A local map projection: equal lengths along both axes at one latitude, good to 1 % over a county.

    Attributes
    ----------
    lon, lat
        The point that becomes (0, 0), in degrees.
    """

    lon: float
    lat: float

    def at(self, lon: float, lat: float) -> Point:
        """Return the kilometres east and north of the centre.

        Examples
        --------
        >>> [round(km, 1) for km in Plane(107, 30).at(108, 31)]
        [96.3, 111.2]
        """
        return (lon - self.lon) * KM_PER_DEGREE * math.cos(math.radians(self.lat)), (
            lat - self.lat
        ) * KM_PER_DEGREE

    def degrees(self, point: Point) -> Point:
        """Return the longitude and latitude of a point of the plane.

        Examples
        --------
        >>> [round(degrees, 6) for degrees in Plane(107, 30).degrees(Plane(107, 30).at(108, 31))]
        [108.0, 31.0]
        """
        squeeze = math.cos(math.radians(self.lat))
        return self.lon + point[0] / (KM_PER_DEGREE * squeeze), self.lat + point[1] / KM_PER_DEGREE


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with sides along the axes."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def around(cls, points: Iterable[Point]) -> "Box":
        """Return the smallest box that holds all points.

        Raises
        ------
        ValueError
            If there is no point.
        """
        xs, ys = zip(*points, strict=True)
        return cls(min(xs), min(ys), max(xs), max(ys))

    @property
    def width(self) -> float:
        """Extent from west to east."""
        return self.east - self.west

    @property
    def height(self) -> float:
        """Extent from south to north."""
        return self.north - self.south

    @property
    def centre(self) -> Point:
        """The middle."""
        return (self.west + self.east) / 2, (self.south + self.north) / 2

    def grown(self, margin: float) -> "Box":
        """Return the box with a margin on each side."""
        return Box(self.west - margin, self.south - margin, self.east + margin, self.north + margin)

    def squared(self, ratio: float) -> "Box":
        """Return the smallest box about the same centre whose width is `ratio` times its height."""
        height = max(self.height, self.width / ratio)
        x, y = self.centre
        return Box(x - ratio * height / 2, y - height / 2, x + ratio * height / 2, y + height / 2)

    def holds(self, point: Point) -> bool:
        """Whether a point is inside."""
        return self.west <= point[0] <= self.east and self.south <= point[1] <= self.north

    def overlaps(self, other: "Box") -> bool:
        """Whether two boxes share an area."""
        apart_x = self.east <= other.west or other.east <= self.west
        return not (apart_x or self.north <= other.south or other.north <= self.south)

    def contains(self, other: "Box") -> bool:
        """Whether the other box is wholly inside."""
        return self.holds((other.west, other.south)) and self.holds((other.east, other.north))

    @property
    def corners(self) -> tuple[Point, ...]:
        """The four corners, anticlockwise from the south-west."""
        return (
            (self.west, self.south),
            (self.east, self.south),
            (self.east, self.north),
            (self.west, self.north),
        )


def clockwise(ring: Sequence[Point]) -> list[Point]:
    """Return a ring in clockwise order.

    Examples
    --------
    >>> clockwise([(0.0, 0.0), (1.0, 0.0), (0.0, 1.0)])
    [(0.0, 1.0), (1.0, 0.0), (0.0, 0.0)]
    """
    turned = zip(ring, [*ring[1:], *ring[:1]], strict=True)
    area = math.fsum(a[0] * b[1] - b[0] * a[1] for a, b in turned)
    return list(ring) if area <= 0 else list(reversed(ring))


def nice_length(limit: float) -> float:
    """Return the longest of 1, 2 and 5 times a power of ten that is not above `limit`.

    Examples
    --------
    >>> nice_length(17.0), nice_length(0.9), nice_length(5.0)
    (10.0, 0.5, 5.0)
    """
    power = 10.0 ** math.floor(math.log10(limit))
    return max(step * power for step in (1.0, 2.0, 5.0) if step * power <= limit * (1 + 1e-12))


def cells(seats: Sequence[Point], ring: Sequence[Point]) -> list[list[Point]]:
    """Return, for each seat, the part of an area that is nearer to it than to any other (Voronoi cell).

    Seats at the same place share their cell. A part of the area that falls into pieces stays one ring, its
    pieces joined by lines along the cell's sides.

    Parameters
    ----------
    seats
        Places on the plane.
    ring
        Outline of the area, of any shape.
    """
    return [_cell(seat, seats, list(ring)) for seat in seats]


def _cell(seat: Point, seats: Sequence[Point], ring: list[Point]) -> list[Point]:
    for other in seats:
        if other != seat:
            ring = _nearer(ring, seat, other)
    return ring


def _nearer(ring: list[Point], seat: Point, other: Point) -> list[Point]:
    """Clip a ring to the side of a bisector on which the seat lies."""

    def beyond(point: Point) -> float:
        return math.dist(point, seat) ** 2 - math.dist(point, other) ** 2

    kept: list[Point] = []
    for start, end in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        a, b = beyond(start), beyond(end)
        if a <= 0:
            kept.append(start)
        if a * b < 0:
            share = a / (a - b)
            kept.append((start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])))
    return kept


def densest(seats: Sequence[Point], side: float, least: int = 4) -> Box | None:
    """Return the square that holds the most seats, drawn round just those, if it holds at least `least`.

    Parameters
    ----------
    seats
        Places on the plane.
    side
        Side of the square that is moved about.
    least
        Fewer seats than this need no map of their own.
    """
    best: list[Point] = []
    for x, _ in seats:
        for _, y in seats:
            window = Box(x, y, x + side, y + side)
            inside = [seat for seat in seats if window.holds(seat)]
            best = max(best, inside, key=len)
    return Box.around(best) if len(best) >= least else None


def edge_point(target: Point, frame: Box) -> Point:
    """Return the target if it lies in the frame, else where the line to it from the centre meets the edge."""
    if frame.holds(target):
        return target
    x, y = frame.centre
    dx, dy = target[0] - x, target[1] - y
    reach = [abs(half / d) for half, d in ((frame.width / 2, dx), (frame.height / 2, dy)) if d]
    share = min(reach)
    return x + share * dx, y + share * dy
