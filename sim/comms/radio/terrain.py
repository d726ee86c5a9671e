"""Terrain 地形: heights above sea level at any place, and the profile between two places."""

import hashlib
import math
from collections.abc import Sequence
from functools import cached_property
from itertools import compress
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.comms.radio.profile import Profile
from sim.terms.errors import BadInput, Fault

EARTH_RADIUS_M: Final = 6_371_008.8
"""Mean radius of the earth, IUGG."""
FEWEST_INTERVALS: Final = 4
"""Of a profile: with fewer, hardly a hill between the ends is seen."""

Heights = NDArray[np.float32]


class Grid(NamedTuple):
    """Heights on a grid of equal steps in longitude and latitude 高程格网.

    Attributes
    ----------
    source
        The file, as named in messages.
    west, south
        Longitude and latitude of the south-westernmost height, degrees.
    step_lon, step_lat
        Between two heights, degrees.
    heights_m
        By latitude, from the south, and longitude, from the west; not a number where unknown.
    """

    source: str
    west: float
    south: float
    step_lon: float
    step_lat: float
    heights_m: Heights

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east and north of what is covered: half a step around the outermost heights."""
        rows, columns = self.heights_m.shape
        return (
            self.west - 0.5 * self.step_lon,
            self.south - 0.5 * self.step_lat,
            self.west + (columns - 0.5) * self.step_lon,
            self.south + (rows - 0.5) * self.step_lat,
        )

    def covers(self, lon: float, lat: float) -> bool:
        """Tell whether a place is on the grid."""
        west, south, east, north = self.bounds
        return west <= lon <= east and south <= lat <= north

    def heights_at(self, lons: NDArray[np.float64], lats: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return heights by bilinear interpolation; beyond the outermost heights these go on."""
        rows, columns = self.heights_m.shape
        x = np.clip((lons - self.west) / self.step_lon, 0.0, columns - 1)
        y = np.clip((lats - self.south) / self.step_lat, 0.0, rows - 1)
        left = np.minimum(x.astype(np.intp), columns - 2)
        below = np.minimum(y.astype(np.intp), rows - 2)
        x -= left
        y -= below
        z = self.heights_m
        low = _weighed(z[below, left], 1.0 - x) + _weighed(z[below, left + 1], x)
        high = _weighed(z[below + 1, left], 1.0 - x) + _weighed(z[below + 1, left + 1], x)
        return _weighed(low, 1.0 - y) + _weighed(high, y)


def _weighed(heights_m: NDArray[Any], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return heights times weights, where a gap of no weight counts nothing."""
    return np.where(weights > 0.0, heights_m * weights, 0.0)


class Terrain:
    """Heights from one grid, or from several that lie side by side.

    Parameters
    ----------
    grids
        Where two cover a place, the first counts.
    """

    def __init__(self, grids: Sequence[Grid]) -> None:
        self._grids = tuple(grids)

    @cached_property
    def digest(self) -> str:
        """Hexadecimal digest of all heights and where they are, whatever the format of their files."""
        digest = hashlib.blake2b(digest_size=16)
        for grid in self._grids:
            digest.update(repr((grid[1:5], grid.heights_m.shape)).encode())
            digest.update(np.asarray(grid.heights_m, "<f4").tobytes())
        return digest.hexdigest()

    @property
    def step_m(self) -> float:
        """The finest step of the grids from south to north."""
        return min(math.radians(grid.step_lat) for grid in self._grids) * EARTH_RADIUS_M

    def height_m(self, lon: float, lat: float) -> float:
        """Return the height of a place.

        Raises
        ------
        BadInput
            If no grid covers it, or the height is unknown there.
        """
        return self._heights([lon], [lat])[0]

    def profile(
        self, start: tuple[float, float], end: tuple[float, float], step_m: float, most: int
    ) -> Profile:
        """Return the heights along the great circle 大圆 between two places, at equal steps.

        Parameters
        ----------
        start, end
            Longitude and latitude, degrees.
        step_m
            At most this far from one height to the next, unless that takes too many.
        most
            Number of intervals that is not exceeded.

        Raises
        ------
        BadInput
            If a part of the way is not covered, or a height on it is unknown.
        """
        distance_m = distance_between_m(start, end)
        intervals = min(max(math.ceil(distance_m / step_m), FEWEST_INTERVALS), most)
        return Profile(distance_m / intervals, self._heights(*_great_circle(start, end, intervals)))

    def _heights(self, lons: Sequence[float], lats: Sequence[float]) -> list[float]:
        grid = self._grid_of_all(lons, lats)
        if grid is not None:
            found = grid.heights_at(np.array(lons), np.array(lats))
            if np.isfinite(found).all():
                return list(found.tolist())
        return [self._known(lon, lat) for lon, lat in zip(lons, lats, strict=True)]

    def _grid_of_all(self, lons: Sequence[float], lats: Sequence[float]) -> Grid | None:
        """Return a grid that covers all places, if there is one."""
        corners = (min(lons), min(lats)), (max(lons), max(lats))
        return next((grid for grid in self._grids if all(grid.covers(*corner) for corner in corners)), None)

    def _known(self, lon: float, lat: float) -> float:
        """Return the height from the first grid that knows it."""
        covering = list(compress(self._grids, (grid.covers(lon, lat) for grid in self._grids)))
        for grid in covering:
            height_m = float(grid.heights_at(np.array([lon]), np.array([lat]))[0])
            if math.isfinite(height_m):
                return height_m
        place = f"{lon:.5f}, {lat:.5f}"
        if covering:
            raise BadInput(
                [Fault(covering[0].source, None, None, "", place, "a height there, but it is a gap")]
            )
        raise BadInput([self._not_covered(place)])

    def _not_covered(self, place: str) -> Fault:
        parts = [grid.bounds for grid in self._grids]
        west, south = min(part[0] for part in parts), min(part[1] for part in parts)
        east, north = max(part[2] for part in parts), max(part[3] for part in parts)
        first = self._grids[0].source
        source = first if len(parts) == 1 else f"{Path(first).parent} ({len(parts)} files)"
        expected = f"a place it covers, {west:.4f} to {east:.4f} east and {south:.4f} to {north:.4f} north"
        hint = "" if len(parts) == 1 else "there may be gaps between the files"
        return Fault(source, None, None, "", place, expected, hint)


# --- on the sphere ------------------------------------------------------------------------------------------


def distance_between_m(start: tuple[float, float], end: tuple[float, float]) -> float:
    """Return the great-circle distance between two places, each a longitude and a latitude in degrees.

    Examples
    --------
    >>> round(distance_between_m((107.0, 29.0), (107.0, 30.0)))
    111195
    """
    lon, lat, other_lon, other_lat = map(math.radians, (*start, *end))
    half = math.sin(0.5 * (other_lat - lat)) ** 2
    half += math.cos(lat) * math.cos(other_lat) * math.sin(0.5 * (other_lon - lon)) ** 2
    return 2.0 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(half)))


def _great_circle(
    start: tuple[float, float], end: tuple[float, float], intervals: int
) -> tuple[list[float], list[float]]:
    """Return longitudes and latitudes of equally spaced places from start to end, both included."""
    angle = distance_between_m(start, end) / EARTH_RADIUS_M
    if angle == 0.0:
        return [start[0]] * (intervals + 1), [start[1]] * (intervals + 1)
    (x, y, z), (to_x, to_y, to_z) = _on_sphere(*start), _on_sphere(*end)
    lons, lats = [start[0]], [start[1]]
    for number in range(1, intervals):
        part = number / intervals * angle
        here, there = math.sin(angle - part), math.sin(part)
        at_x, at_y = here * x + there * to_x, here * y + there * to_y
        lons.append(math.degrees(math.atan2(at_y, at_x)))
        lats.append(math.degrees(math.atan2(here * z + there * to_z, math.hypot(at_x, at_y))))
    return [*lons, end[0]], [*lats, end[1]]


def _on_sphere(lon: float, lat: float) -> tuple[float, float, float]:
    east, north = math.radians(lon), math.radians(lat)
    return math.cos(north) * math.cos(east), math.cos(north) * math.sin(east), math.sin(north)
