"""The land a wildfire burns on 地形与可燃物: a grid of heights and of fuel around where it starts.

Heights are those of the scenario's own points (``terrain.csv``) or, without any, of the road nodes; between
them they are weighted by the inverse square of the distance (Shepard 1968). Roads run in valleys, so without
points of its own the land comes out too gentle.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple, TypeAlias

from sim.hazard.ground import Ground, River, Spot
from sim.scenario.perils import Burning

Point: TypeAlias = tuple[Spot, float, float]
"""A place, its height in m and the factor of its fuel."""
_FULL: Final = 1e-6
"""Points nearer than this, in km, count alone."""
_RINGS: Final = 64


class Grid(NamedTuple):
    """Square cells around a place, in rows from south to north and in each row from west to east.

    Attributes
    ----------
    middle
        Of the cell in the middle.
    cell_km
        Side of a cell.
    half
        Cells from the middle to each side.
    """

    middle: Spot
    cell_km: float
    half: int

    @property
    def side(self) -> int:
        """Cells in a row, and rows."""
        return 2 * self.half + 1

    @property
    def start(self) -> int:
        """Number of the cell in the middle."""
        return self.half * self.side + self.half

    def place(self, cell: int) -> Spot:
        """Return the middle of a cell."""
        row, column = divmod(cell, self.side)
        return Spot(
            self.middle.x_km + (column - self.half) * self.cell_km,
            self.middle.y_km + (row - self.half) * self.cell_km,
        )

    def cell(self, place: Spot) -> int | None:
        """Return the cell in which a place lies, or None where it lies beyond."""
        column = math.floor((place.x_km - self.middle.x_km) / self.cell_km + 0.5) + self.half
        row = math.floor((place.y_km - self.middle.y_km) / self.cell_km + 0.5) + self.half
        return row * self.side + column if 0 <= row < self.side and 0 <= column < self.side else None


class Land(NamedTuple):
    """A grid with the height in m and the factor of fuel of each cell; 0 does not burn."""

    grid: Grid
    heights_m: tuple[float, ...]
    fuel: tuple[float, ...]


def land(ground: Ground, start: Spot, reach_km: float, burning: Burning) -> Land:
    """Return the land around a place.

    Parameters
    ----------
    ground
        Points of the terrain, nodes, rivers.
    start
        Where the fire starts.
    reach_km
        How far the grid goes to each side.
    burning
        Size of a cell, usual fuel, and how far from a river nothing burns.
    """
    cell_km = burning.cell.value / 1000
    grid = Grid(start, cell_km, max(1, math.ceil(reach_km / cell_km)))
    places = [grid.place(cell) for cell in range(grid.side**2)]
    shape = surface(points(ground, burning))
    found = [shape(place) for place in places]
    wet_km = burning.river.value
    banks = _banks(ground, grid, wet_km)
    bare = [any(bank.distance_km(place) < wet_km for bank in banks) for place in places]
    fuel = (0.0 if dry else factor for (_, factor), dry in zip(found, bare, strict=True))
    return Land(grid, tuple(height_m for height_m, _ in found), tuple(fuel))


def _banks(ground: Ground, grid: Grid, wet_km: float) -> list[River]:
    """Return the pieces of rivers that can be near a cell, each straight."""
    far_km = math.sqrt(2) * (grid.half + 1) * grid.cell_km + wet_km
    pieces = (River(river.name, ends) for river in ground.rivers for ends in pairwise(river.points))
    return [piece for piece in pieces if piece.distance_km(grid.middle) < far_km]


def points(ground: Ground, burning: Burning) -> list[Point]:
    """Return the points of the terrain, or the road nodes with the usual fuel where there are none."""
    rows = ground.scenario.terrain
    if rows:
        return [(ground.spot(row.lon, row.lat), row.elev_m, row.fuel) for row in rows]
    fuel = burning.fuel.value
    return [(place, high_m, fuel) for place, high_m in zip(ground.nodes, ground.heights_m, strict=True)]


def surface(known: Sequence[Point]) -> Callable[[Spot], tuple[float, float]]:
    """Return what gives the height and fuel at a place: height between points, fuel of the nearest."""
    bin_km = _spacing_km(known)
    bins: dict[tuple[int, int], list[Point]] = {}
    for point in known:
        bins.setdefault(_bin(point[0], bin_km), []).append(point)

    def at(place: Spot) -> tuple[float, float]:
        near = _near(bins, place, bin_km) or known
        ranked = [(place.to(spot), high_m, fuel) for spot, high_m, fuel in near]
        distance_km, high_m, fuel = min(ranked)
        if distance_km < _FULL:
            return high_m, fuel
        weights = [1 / (far_km * far_km) for far_km, _, _ in ranked]
        heights = (weight * height for weight, (_, height, _) in zip(weights, ranked, strict=True))
        return math.fsum(heights) / math.fsum(weights), fuel

    return at


def _spacing_km(known: Sequence[Point]) -> float:
    """Return about twice the usual distance between points."""
    xs, ys = [spot.x_km for spot, _, _ in known], [spot.y_km for spot, _, _ in known]
    area_km2 = max(max(xs) - min(xs), 0.1) * max(max(ys) - min(ys), 0.1)
    return 2 * math.sqrt(area_km2 / len(known))


def _bin(place: Spot, bin_km: float) -> tuple[int, int]:
    return math.floor(place.x_km / bin_km), math.floor(place.y_km / bin_km)


def _near(bins: Mapping[tuple[int, int], list[Point]], place: Spot, bin_km: float) -> list[Point]:
    """Return the points in the bins around a place: one ring further than the first that holds any."""
    x, y = _bin(place, bin_km)
    found: list[Point] = []
    for ring in range(_RINGS):
        had = bool(found)
        found += (point for key in _ring(x, y, ring) for point in bins.get(key, ()))
        if had:
            break
    return found


def _ring(x: int, y: int, ring: int) -> Iterable[tuple[int, int]]:
    """Yield the bins at a distance from one, in the order of their numbers."""
    for dx in range(-ring, ring + 1):
        for dy in range(-ring, ring + 1):
            if max(abs(dx), abs(dy)) == ring:
                yield x + dx, y + dy
