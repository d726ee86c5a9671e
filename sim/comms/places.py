"""Where things are on the Earth: distances, and what lies within an area."""

import math
from collections.abc import Mapping
from typing import Final

EARTH_RADIUS_M: Final = 6_371_009.0
"""Mean radius of the Earth, in m. Source: IUGG."""


def distance_m(a_lon: float, a_lat: float, b_lon: float, b_lat: float) -> float:
    """Return the length of the great circle between two points given in degrees, in m.

    Examples
    --------
    >>> round(distance_m(107.0, 29.0, 107.0, 30.0))
    111195
    """
    a_phi, b_phi = math.radians(a_lat), math.radians(b_lat)
    up, over = math.sin((b_phi - a_phi) / 2), math.sin(math.radians(b_lon - a_lon) / 2)
    square = up * up + math.cos(a_phi) * math.cos(b_phi) * over * over
    return 2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(square)))


def places_within(
    area_km2: float, lon: float, lat: float, positions: Mapping[int, tuple[float, float]]
) -> tuple[int, ...]:
    """Return the places in a circle of some area around a point, in the order of their ids.

    Parameters
    ----------
    area_km2
        Of the circle, in km2.
    lon, lat
        Its centre, in degrees.
    positions
        Longitude and latitude of each place, in degrees.
    """
    radius_m = math.sqrt(area_km2 / math.pi) * 1000
    return tuple(place for place in sorted(positions) if distance_m(lon, lat, *positions[place]) <= radius_m)
