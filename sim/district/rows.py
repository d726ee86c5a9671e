"""The tables of a new district, as rows: every one with its label and its source."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sim.district.build import District
from sim.district.extract import Facility, Names
from sim.district.forces import BEDS
from sim.district.graph import Link, beside_m
from sim.district.people import Settled, nearest_seat
from sim.district.relief import Relief
from sim.terms.enums import StationKind

Row = dict[str, Any]
HOME: Final = "D1"
_OSM: Final = "OpenStreetMap"
_UNITS: Final[Mapping[str, tuple[str, str]]] = {
    "engine": ("水罐消防车", "engine"),
    "tanker": ("供水消防车", "tanker"),
    "ladder": ("举高消防车", "ladder"),
    "rescue": ("抢险救援车", "rescue vehicle"),
    "hazmat": ("防化洗消车", "hazmat vehicle"),
    "brigade_engine": ("镇街消防车", "brigade engine"),
}
_CREWS: Final[Mapping[str, int]] = {
    "engine": 6,
    "tanker": 3,
    "ladder": 3,
    "rescue": 5,
    "hazmat": 5,
    "brigade_engine": 4,
}
"""People in each type of unit; those of the scenario fuling, which the new one takes its unit types from."""
_AMBULANCE_CREW: Final = 3
_FACILITIES: Final[Mapping[str, tuple[str, str]]] = {
    "fire_station": ("消防站", "Fire station"),
    "hospital": ("医院", "Hospital"),
}


def tables(district: District, relief: Relief | None = None) -> dict[str, list[Row]]:
    """Return the rows of each table, by the name of its file; without relief the land is flat."""
    seats = {seat.place.id: f"T{number:03d}" for number, seat in enumerate(district.seats, start=1)}
    stations = list(_stations(district))
    return {
        "districts.csv": [_district(district)],
        "nodes.csv": list(_nodes(district, relief)),
        "roads.csv": list(_roads(district, relief)),
        "townships.csv": list(_townships(district, seats)),
        "villages.csv": list(_villages(district, seats)),
        "stations.csv": [station for station, _ in stations],
        "units.csv": [unit for _, units in stations for unit in units],
        "hospitals.csv": list(_hospitals(district)),
    }


def node_id(node: int) -> str:
    """Return the id of a node of the road graph: its number in OpenStreetMap."""
    return f"N{node}"


def described(osm_id: str) -> str:
    """Return where a thing of the map stands in it.

    Examples
    --------
    >>> described("n12"), described("w7")
    ('OpenStreetMap node 12', 'OpenStreetMap way 7')
    """
    return f"{_OSM} {'node' if osm_id[0] == 'n' else 'way'} {osm_id[1:]}"


def _district(district: District) -> Row:
    area = "area of the given boundary" if district.bounded else "area of the convex hull of the roads"
    stated = sum(place.stated for place in district.places)
    people = f"population: sum of {len(district.places)} places, of which the map states {stated}"
    return {
        "id": HOME,
        "name_zh": district.name,
        "name_en": "",
        "home": "true",
        "seat": node_id(district.main.node),
        "area_km2": f"{max(0.01, district.area.km2):.2f}",
        "population": district.people,
        "label": "assumption",
        "source": f"assumption: seat at the largest place; {people}, the others by rule; {area}",
    }


def _nodes(district: District, relief: Relief | None) -> Iterator[Row]:
    here: dict[int, Settled] = {}
    height = f"from {relief.source}" if relief else "assumption, flat, as no terrain was given"
    for place in district.places:
        here.setdefault(place.node, place)
    for node in sorted(district.points):
        lon, lat = district.points[node]
        settled = here.get(node)
        names = settled.place.names if settled else Names(en=f"Junction {node}", zh=f"路口{node}")
        yield {
            "id": node_id(node),
            "name_zh": names.first,
            "name_en": names.second,
            "kind": settled.place.kind if settled else "junction",
            "lon": f"{lon:.6f}",
            "lat": f"{lat:.6f}",
            "elev_m": relief.heights_m[node] if relief else 0,
            "district": HOME,
            "label": "measured" if relief and node not in relief.filled else "assumption",
            "source": f"position: {_OSM} node {node}; elevation: {height}"
            + (
                "; a gap there: assumption, as at the nearest node"
                if relief and node in relief.filled
                else ""
            ),
        }


def _roads(district: District, relief: Relief | None) -> Iterator[Row]:
    for number, link in enumerate(district.links, start=1):
        road_class, oneway, bridge, tunnel = link.traits
        names, mark = link.way.names, " (bridge 桥梁)" if bridge else " (tunnel 隧道)" if tunnel else ""
        yield {
            "id": f"{'B' if bridge else 'U' if tunnel else 'R'}{number:05d}",
            "a": node_id(link.a),
            "b": node_id(link.b),
            "road_class": road_class.value,
            "length_km": f"{max(1.0, link.length_m) / 1000:.3f}",
            "oneway": str(oneway).lower(),
            **({"slope_deg": relief.slopes_deg[number - 1]} if relief else {}),
            "bridge": f"BR{number:05d}" if bridge else "",
            "name_zh": (names.first + mark).strip(),
            "label": "measured",
            "source": _told(link),
        }


def _told(link: Link) -> str:
    ways = len({step.way.id for step in link.steps})
    others = f" and {ways - 1} more" if ways > 1 else ""
    tags = ", bridge" * link.way.bridge + ", tunnel" * link.way.tunnel + ", oneway" * link.way.oneway
    return (
        f"length: computed along {_OSM} way {link.way.id}{others}, highway={link.way.highway}{tags}; "
        "class: by that tag; speed: by class (assumption)"
    )


def _townships(district: District, ids: Mapping[str, str]) -> Iterator[Row]:
    people, roads = [0] * len(district.seats), [1.0] * len(district.seats)
    for place in district.places:
        people[nearest_seat(place.place.at, district.seats)] += place.people
    for link in district.links:
        roads[nearest_seat(district.points[link.a], district.seats)] += link.length_m
    whole = sum(round(road) for road in roads)
    for i, seat in enumerate(district.seats):
        area = district.area.km2 * round(roads[i]) / whole
        yield {
            "id": ids[seat.place.id],
            "name_zh": seat.place.names.first,
            "name_en": seat.place.names.second,
            "code": seat.place.id,
            "kind": seat.place.kind,
            "seat": node_id(seat.node),
            "district": HOME,
            "population": people[i],
            "area_km2": f"{max(0.01, area):.2f}",
            "label": "assumption",
            "source": f"seat: {_of(seat)}; its land: assumption, what lies nearest to it; population: sum of "
            "its places; area: assumption, its share of the length of roads",
        }


def _of(settled: Settled) -> str:
    return "assumption" if settled.place.id == "assumed" else described(settled.place.id)


def _villages(district: District, ids: Mapping[str, str]) -> Iterator[Row]:
    for number, part in enumerate(district.communities, start=1):
        place = part.of.place
        seat = district.seats[nearest_seat(place.at, district.seats)]
        suffix = f" {part.number}" if part.parts > 1 else ""
        counted = "as the map states" if part.of.stated else f"assumption by rule, place={place.kind}"
        spread = f", one of {part.parts} even parts" if part.parts > 1 else ""
        yield {
            "id": f"V{number:04d}",
            "name_zh": place.names.first + suffix,
            "name_en": place.names.second and place.names.second + suffix,
            "township": ids[seat.place.id],
            "node": node_id(part.node),
            "population": part.people,
            "access_km": f"{min(60.0, part.access_m / 1000):.2f}",
            "label": "assumption",
            "source": f"place: {_of(part.of)}; population: {counted}{spread}; access: assumption by rule "
            "(built-up disc)",
        }


def _called(facility: Facility, number: int) -> tuple[str, str]:
    """Return the name of a facility in Chinese and English, where the map has none by its number."""
    zh, en = _FACILITIES[facility.kind]
    return facility.names.first or f"{zh}{number}", facility.names.second or (
        "" if facility.names.local else f"{en} {number}"
    )


def _stations(district: District) -> Iterator[tuple[Row, list[Row]]]:
    for number, station in enumerate(district.stations, start=1):
        told = (
            "no station on the map: assumed at the main place"
            if station.assumed
            else _place(station.facility)
        )
        crew = sum(_CREWS[unit] * count for unit, count in station.units.items())
        row = _station(
            station.facility, f"FS{number:02d}", _called(station.facility, number), station.kind, station.node
        )
        row |= {"crew": crew, "source": f"assumption: {told}; grade and crew by rule"}
        yield row, list(_units(row, station.units, "assumption: mix by rule, after the stations of fuling"))
    for number, hospital in enumerate(district.hospitals, start=1):
        zh, en = _called(hospital.facility, number)
        names = f"{zh}急救站"[:80], f"{en or zh}, ambulances"[:80]
        row = _station(hospital.facility, f"MD{number:02d}", names, StationKind.MEDICAL, hospital.node)
        row |= {
            "crew": _AMBULANCE_CREW * hospital.ambulances,
            "source": "assumption: an ambulance post at each hospital",
        }
        units = {"ambulance": hospital.ambulances}
        yield row, list(_units(row, units, "assumption: about one ambulance for 50,000 people"))


def _place(facility: Facility) -> str:
    return f"position from {described(facility.id)}"


def _station(facility: Facility, name: str, names: tuple[str, str], kind: StationKind, node: int) -> Row:
    return {
        "id": name,
        "name_zh": names[0],
        "name_en": names[1],
        "kind": kind.value,
        "district": HOME,
        "node": node_id(node),
        "lon": f"{facility.at[0]:.6f}",
        "lat": f"{facility.at[1]:.6f}",
        "crew": 0,
        "label": "assumption",
        "source": "",
    }


def _units(station: Row, units: Mapping[str, int], source: str) -> Iterator[Row]:
    types = [name for name, count in units.items() for _ in range(count)]
    for number, name in enumerate(types, start=1):
        zh, en = _UNITS.get(name, ("救护车", "ambulance"))
        yield {
            "id": f"{station['id']}-{number}",
            "name_zh": f"{station['name_zh']} {zh}{number}"[:80],
            "name_en": f"{station['name_en'] or station['name_zh']}, {en} {number}"[:80],
            "station": station["id"],
            "type": name,
            "label": "assumption",
            "source": source,
        }


def _hospitals(district: District) -> Iterator[Row]:
    for number, hospital in enumerate(district.hospitals, start=1):
        facility = hospital.facility
        zh, en = _called(facility, number)
        beds = "beds: as the map states" if facility.beds is not None else "beds: assumption"
        yield {
            "id": f"HO{number:02d}",
            "name_zh": zh,
            "name_en": en,
            "level": "unknown",
            "node": node_id(hospital.node),
            "lon": f"{facility.at[0]:.6f}",
            "lat": f"{facility.at[1]:.6f}",
            "beds": BEDS if facility.beds is None else facility.beds,
            "label": "sourced" if facility.beds is not None else "assumption",
            "source": f"{_place(facility)}; {beds}",
        }


def lines(district: District) -> list[tuple[Row, list[list[float]]]]:
    """Return the lines of the map, each as its properties and its points: rivers, and the given boundary."""
    found: list[tuple[Row, list[list[float]]]] = []
    for river in district.rivers:
        properties = {
            "name_zh": river.names.first,
            "name_en": river.names.second,
            "kind": "river",
            "label": "sourced",
            "source": f"{_OSM} way {river.id}",
        }
        found.append((properties, _thinned(river.points)))
    for ring in district.area.rings if district.bounded else ():
        properties = {
            "name_zh": district.name,
            "name_en": "",
            "kind": "border",
            "label": "user",
            "source": "the boundary that was given",
        }
        found.append((properties, _thinned(ring)))
    return found


_FINEST_M: Final = 30.0
"""A line of the map is drawn no finer than this; what floods and maps see does not need more."""


def _thinned(points: tuple[tuple[float, float], ...]) -> list[list[float]]:
    """Return a line of as few of its points as leave none more than `_FINEST_M` beside it, ends kept.

    Source: Douglas and Peucker (1973).
    """
    kept, waiting = {0, len(points) - 1}, [(0, len(points) - 1)]
    while waiting:
        low, high = waiting.pop()
        between = range(low + 1, high)
        far = max(between, key=lambda i: (beside_m(points[i], points[low], points[high]), -i), default=None)
        if far is not None and beside_m(points[far], points[low], points[high]) > _FINEST_M:
            kept.add(far)
            waiting += [(low, far), (far, high)]
    return [[round(lon, 6), round(lat, 6)] for lon, lat in (points[i] for i in sorted(kept))]
