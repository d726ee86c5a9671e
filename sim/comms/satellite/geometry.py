"""Where a geostationary satellite 静止卫星 stands in the sky of a place, and how long light takes.

The Earth is a sphere of the equator's radius. Geodetic and geocentric latitudes differ by at most 0.2
degrees, and so do elevations.
"""

import math
from dataclasses import dataclass
from typing import Final, NamedTuple

EARTH_RADIUS_KM: Final = 6378.137
"""Radius of the Earth at the equator (WGS 84)."""
ORBIT_RADIUS_KM: Final = 42164.17
"""Radius of the geostationary orbit: one turn in a sidereal day."""
LIGHT_KM_MS: Final = 299.792458
"""Speed of light, in km per millisecond (SI)."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the ground.

    Attributes
    ----------
    lat_deg, lon_deg
        Latitude and longitude, north and east positive.
    height_km
        Above the sea, in km.
    """

    lat_deg: float
    lon_deg: float
    height_km: float = 0.0


class Look(NamedTuple):
    """A satellite as a place sees it 星下视角.

    Attributes
    ----------
    elevation_deg
        Above the horizon; negative below it.
    azimuth_deg
        From north over east, from 0 to less than 360.
    range_km
        Slant range 斜距.
    """

    elevation_deg: float
    azimuth_deg: float
    range_km: float


def look(place: Place, satellite_lon_deg: float) -> Look:
    """Return where a geostationary satellite stands, by its longitude, east positive.

    Examples
    --------
    >>> [round(figure, 1) for figure in look(Place(29.7, 107.39), 101.4)]
    [54.7, 192.0, 36794.7]
    """
    lat, turn = math.radians(place.lat_deg), math.radians(satellite_lon_deg - place.lon_deg)
    radius_km = EARTH_RADIUS_KM + place.height_km
    cosine = math.cos(lat) * math.cos(turn)
    up_km = ORBIT_RADIUS_KM * cosine - radius_km
    north_km = -ORBIT_RADIUS_KM * math.sin(lat) * math.cos(turn)
    east_km = ORBIT_RADIUS_KM * math.sin(turn)
    along_km = math.hypot(north_km, east_km)
    azimuth_deg = (math.degrees(math.atan2(-east_km, -north_km)) + 180) % 360
    return Look(math.degrees(math.atan2(up_km, along_km)), azimuth_deg, math.hypot(up_km, along_km))


def visible(seen: Look, horizon_deg: float) -> bool:
    """Whether a satellite stands above the terrain horizon 地形遮蔽角 of its azimuth, in degrees.

    Below a horizon of 0 degrees, too, it is hidden: by the Earth.
    """
    return seen.elevation_deg > max(0.0, horizon_deg)


def hop_ms(up_km: float, down_km: float) -> int:
    """Return the time from station to satellite to station 单跳时延, in whole milliseconds.

    Parameters
    ----------
    up_km, down_km
        Slant ranges of the sender and of the receiver.
    """
    return round((up_km + down_km) / LIGHT_KM_MS)
