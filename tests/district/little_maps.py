"""Little maps for the tests of new districts: in memory, and as files that osmium writes."""

import json
from pathlib import Path
from typing import Any

from sim.district.extract import Extract, Facility, Names, Place, River, Way

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT / "../shared/data"
LON, LAT = 107.0, 29.5
"""Where a little map lies: its grid of 0.01 degrees begins here."""
STREETS = {
    10: {"nodes": [1, 2, 3, 4], "highway": "primary", "name": "人民路", "name:en": "Renmin Road"},
    11: {"nodes": [4, 5], "highway": "primary", "bridge": "yes", "name": "大桥"},
    12: {"nodes": [5, 6, 7], "highway": "primary"},
    13: {"nodes": [2, 8, 9, 7], "highway": "secondary", "tunnel": "yes"},
    14: {"nodes": [3, 10], "highway": "residential"},
    15: {"nodes": [20, 21], "highway": "residential"},
    16: {"nodes": [1, 30], "highway": "footway"},
}
"""A road along, over a bridge, a way round through a tunnel, a street, an island apart, and a path."""
SPOTS = {
    1: (0, 0),
    2: (1, 0),
    3: (2, 0),
    4: (3, 0),
    5: (4, 0),
    6: (5, 0),
    7: (6, 0),
    8: (2, 2),
    9: (5, 2),
    10: (2, -1),
    20: (9, 9),
    21: (9, 8),
    30: (0, 1),
}
LIVED_IN = {
    40: {"at": (2, 0.1), "place": "town", "name": "渠口", "name:en": "Qukou", "population": "12,000"},
    41: {"at": (6, 0.1), "place": "village", "name": "白沙"},
    42: {"at": (2, -1.1), "place": "hamlet", "name": "石坝"},
    43: {"at": (40, 40), "place": "village", "name": "远山"},
    44: {"at": (0, 0.2), "place": "locality", "name": "荒地"},
}
SERVICES = {
    50: {"at": (3, 0.1), "amenity": "fire_station", "name": "渠口消防站"},
    51: {"at": (6, 0.2), "amenity": "fire_station", "name": "白沙志愿消防队"},
    52: {"at": (2, 0.2), "amenity": "hospital", "beds": "240"},
}


def spot(x: float, y: float) -> tuple[float, float]:
    """Return longitude and latitude of a point of the grid."""
    return round(LON + x / 100, 6), round(LAT + y / 100, 6)


def street(number: int, *nodes: int, highway: str = "residential", **how: Any) -> Way:
    """Return a way of a map in memory."""
    return Way(number, highway, nodes, **how)


def in_memory(ways: list[Way], spots: dict[int, tuple[float, float]], **what: Any) -> Extract:
    """Return an extract of ways whose nodes lie on the grid."""
    points = {node: spot(*at) for node, at in spots.items()}
    rest = {"places": (), "facilities": (), "rivers": (), "gaps": 0} | what
    return Extract("little.osm", "0" * 32, "", points, tuple(ways), **rest)


def village(number: int, x: float, y: float, kind: str = "village", people: int | None = None) -> Place:
    """Return a place of a map in memory."""
    return Place(f"n{number}", kind, Names(f"村{number}"), spot(x, y), people)


def service(number: int, kind: str, x: float, y: float, **how: Any) -> Facility:
    """Return a fire station or hospital of a map in memory."""
    return Facility(f"n{number}", kind, Names(), spot(x, y), **how)


def river(number: int, name: str, *spots: tuple[float, float]) -> River:
    """Return a stretch of river of a map in memory."""
    return River(number, Names(name), tuple(spot(*at) for at in spots))


def write_map(file: Path, leave_out: tuple[int, ...] = (), **more: dict[int, dict[str, Any]]) -> Path:
    """Write the little map, or one with other streets, places and services, as PBF or XML.

    Nodes that are left out are those that a clipped extract lacks.
    """
    import osmium

    streets = more.get("streets", STREETS)
    dots = {**more.get("places", LIVED_IN), **more.get("services", SERVICES)}
    spots = {**SPOTS, **more.get("spots", {})}
    with osmium.SimpleWriter(str(file)) as writer:
        for node, at in sorted(spots.items()):
            if node not in leave_out:
                writer.add_node(osmium.osm.mutable.Node(id=node, location=spot(*at)))
        for node, tags in sorted(dots.items()):
            about = {key: value for key, value in tags.items() if key != "at"}
            writer.add_node(osmium.osm.mutable.Node(id=node, location=spot(*tags["at"]), tags=about))
        for way, tags in sorted(streets.items()):
            about = {key: value for key, value in tags.items() if key != "nodes"}
            writer.add_way(osmium.osm.mutable.Way(id=way, nodes=tags["nodes"], tags=about))
    return file


def write_area(file: Path, *spots: tuple[float, float], swap: bool = False) -> Path:
    """Write a polygon of points of the grid as GeoJSON."""
    ring = [list(spot(*at))[:: -1 if swap else 1] for at in (*spots, spots[0])]
    file.write_text(json.dumps({"type": "Polygon", "coordinates": [ring]}), encoding="utf-8")
    return file
