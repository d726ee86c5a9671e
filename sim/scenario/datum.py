"""Places in GCJ-02 火星坐标 among those in WGS-84: beside their roads by one and the same tell-tale offset.

Maps of China sold to the public are shifted by some hundred metres, the same way in a whole district.
"""

import math
from collections.abc import Sequence
from typing import Final

from sim.scenario.model import Scenario
from sim.scenario.tables import EAST, NORTH, SOUTH, WEST

FEWEST: Final = 5
"""Places with fewer, chance may look like the offset; assumption."""
SHARE: Final = 2 / 3
"""Of the places that must lie beside their node as the offset says; assumption."""
NEAR_M: Final = 150.0
"""How far from the offset a place may lie; assumption."""
_AXIS_M: Final = 6_378_245.0
_E2: Final = 0.006_693_421_622_965_943
_TABLES: Final = ("stations", "hospitals", "pois")

Offset = tuple[float, float]
"""Metres to the east and to the north."""


def gcj_offset_m(lon: float, lat: float) -> Offset:
    """Return how far a place in GCJ-02 lies from itself in WGS-84, in metres east and north; nought abroad.

    Source: the shift as it was found from published pairs of coordinates; it stands in no standard.

    Examples
    --------
    >>> tuple(round(part) for part in gcj_offset_m(116.39, 39.9)), gcj_offset_m(9.5, 47.1)
    ((534, 155), (0.0, 0.0))
    """
    if not (WEST <= lon <= EAST and SOUTH <= lat <= NORTH):
        return 0.0, 0.0
    x, y, turn = lon - 105.0, lat - 35.0, math.pi
    waves = 20 * math.sin(6 * x * turn) + 20 * math.sin(2 * x * turn)
    root = math.sqrt(abs(x))
    d_lat = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    d_lat += 2 / 3 * (waves + 20 * math.sin(y * turn) + 40 * math.sin(y / 3 * turn))
    d_lat += 2 / 3 * (160 * math.sin(y / 12 * turn) + 320 * math.sin(y / 30 * turn))
    d_lon = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    d_lon += 2 / 3 * (waves + 20 * math.sin(x * turn) + 40 * math.sin(x / 3 * turn))
    d_lon += 2 / 3 * (150 * math.sin(x / 12 * turn) + 300 * math.sin(x / 30 * turn))
    return d_lon, d_lat


def is_shifted(pairs: Sequence[tuple[Offset, Offset]]) -> bool:
    """Tell whether places lie beside where they should as GCJ-02 lies beside WGS-84.

    Parameters
    ----------
    pairs
        Longitude and latitude of each place, and of the road that it stands at.
    """
    hits = sum(_is_hit(place, road) for place, road in pairs)
    return len(pairs) >= FEWEST and hits >= SHARE * len(pairs)


def _is_hit(place: Offset, road: Offset) -> bool:
    east, north = gcj_offset_m(*road)
    per_deg = math.pi / 180 * _AXIS_M
    dx = (place[0] - road[0]) * per_deg * math.cos(math.radians(road[1]))
    dy = (place[1] - road[1]) * per_deg
    return math.hypot(east, north) > NEAR_M and math.hypot(dx - east, dy - north) < NEAR_M


def shifted_tables(scenario: Scenario) -> list[str]:
    """Return the tables whose places lie beside their road nodes by the offset of GCJ-02."""
    at = {node.id: (node.lon, node.lat) for node in scenario.nodes}
    return [
        name
        for name in _TABLES
        if is_shifted([((row.lon, row.lat), at[row.node]) for row in getattr(scenario, name)])
    ]
