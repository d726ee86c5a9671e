"""Puts a new district together: an extract in, everything that its tables hold out."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from sim.district.area import Area, hull_of, read_area
from sim.district.classes import DETAILS, MOST_LINKS
from sim.district.datum import shift_of
from sim.district.extract import Extract, Facility, Place, Point, River
from sim.district.forces import Hospital, Station, hospitals, reached, stations
from sim.district.graph import Link, Streets
from sim.district.measure import Nearest
from sim.district.osm import read_extract
from sim.district.people import (
    Community,
    Settled,
    communities,
    lone_place,
    settle,
    townships_of,
    without_doubles,
)
from sim.district.rivers import joined
from sim.terms.errors import BadInput, Fault

Located = TypeVar("Located", Place, Facility)


@dataclass(frozen=True)
class District:
    """A new district, before it is written 新建区县.

    Attributes
    ----------
    points
        Place of each node of the road graph.
    area
        The boundary that was given, or else the convex hull of the roads; then not `bounded`.
    seats, places
        Places that are seats of townships, and all places, the largest first.
    notes
        What whoever reads the scenario should know: what was left out, and what was assumed for want of data.
    """

    name: str
    extract: Extract
    area: Area
    bounded: bool
    points: dict[int, Point]
    links: list[Link]
    places: list[Settled]
    seats: list[Settled]
    communities: list[Community]
    stations: list[Station]
    hospitals: list[Hospital]
    rivers: list[River]
    notes: list[str] = field(default_factory=list)

    @property
    def main(self) -> Settled:
        """The largest place, where the government sits; assumption."""
        return self.places[0]

    @property
    def people(self) -> int:
        """How many live in the district."""
        return sum(place.people for place in self.places)


def build(osm: Path, boundary: Path | None, name: str, population: int | None) -> District:
    """Return the district of an OpenStreetMap extract, or of an area within it.

    Parameters
    ----------
    osm
        The extract.
    boundary
        GeoJSON of the area, WGS-84, or None for the whole extract. One in GCJ-02 is noticed where it
        follows rivers or borders of the map once it is moved back.
    name
        Name of the district.
    population
        People of the district, or None where it is not known.

    Raises
    ------
    NoOsmium
        If the package that reads extracts is not installed.
    BadInput
        If a file is not what it should be, holds no roads, or the two do not meet.
    """
    area = read_area(boundary) if boundary else None
    extract = read_extract(osm)
    if not extract.ways:
        raise _refused(osm, "at least one road that vehicles drive (highway=...), with its nodes")
    within = _within(extract, area, boundary)
    district = _built(extract, area, within, name, population, osm)
    shift = shift_of(area, extract) if area else None
    if shift:
        district.notes.insert(0, shift.note)
    return district


def _refused(file: Path, expected: str, hint: str = "") -> BadInput:
    return BadInput([Fault(str(file), None, None, "", "", expected, hint)])


def _within(extract: Extract, area: Area | None, file: Path | None) -> set[int]:
    """Return the nodes within the area; where there are none, say what is wrong with it."""
    if area is None or file is None:
        return set(extract.points)
    held = area.held(extract.points)
    if held:
        return held
    hint = "longitude and latitude swapped?" if area.swapped.held(extract.points) else ""
    west, south, east, north = hull_of(extract.points.values()).box
    box = f"{west:.4f} to {east:.4f} east, {south:.4f} to {north:.4f} north"
    raise _refused(file, f"an area with roads of the extract, which lie {box}", hint)


def _built(
    extract: Extract, area: Area | None, within: set[int], name: str, population: int | None, osm: Path
) -> District:
    notes: list[str] = []
    places = without_doubles(tuple(_inside(extract.places, area)))
    streets, left_out = _streets(extract, within, osm)
    _tell_roads(extract, streets, left_out, notes)
    settled = _settled(places, streets, name, population, notes)
    found = {
        kind: reached(
            [each for each in _inside(extract.facilities, area) if each.kind == kind], streets.doors
        )
        for kind in ("fire_station", "hospital")
    }
    stops = {place.node for place in settled} | {node for each in found.values() for _, node in each}
    links = _links(streets, stops, osm)
    points = {node: streets.points[node] for link in links for node in (link.a, link.b)}
    nodes = Nearest(points)
    people = sum(place.people for place in settled)
    _tell_forces(found, notes)
    return District(
        name,
        extract,
        area or hull_of(points.values()),
        area is not None,
        points,
        links,
        settled,
        townships_of(settled),
        [part for place in settled for part in communities(place, points, nodes)],
        stations(found["fire_station"], settled[0]),
        hospitals(found["hospital"], people) if found["hospital"] else [],
        _rivers(extract, area),
        notes,
    )


def _inside(things: Iterable[Located], area: Area | None) -> list[Located]:
    return [thing for thing in things if area is None or area.holds(thing.at)]


def _rivers(extract: Extract, area: Area | None) -> list[River]:
    """Return the rivers that have a name, those that pass the area, each as long as its stretches meet."""
    near = [
        river
        for river in extract.rivers
        if river.names.local and (area is None or any(area.holds(at) for at in river.points))
    ]
    return joined(near)


def _streets(extract: Extract, within: set[int], osm: Path) -> tuple[Streets, frozenset[str]]:
    """Return the roads in as much detail as keeps the graph manageable, and what was left out for it."""
    best: tuple[Streets, frozenset[str]] | None = None
    for left_out in DETAILS:
        streets = Streets(extract, left_out, within)
        if streets.steps:
            best = streets, left_out
        if best and len(best[0].links(())) <= MOST_LINKS:
            break
    if best is None:
        raise _refused(osm, "roads that lead to one another and back, at least two nodes of them")
    return best


def _links(streets: Streets, stops: set[int], osm: Path) -> list[Link]:
    links = streets.links(stops)
    if not links:
        raise _refused(osm, "roads that lead from one node to another, not only round in a circle")
    return links


def _settled(
    places: list[Place], streets: Streets, name: str, population: int | None, notes: list[str]
) -> list[Settled]:
    settled, far = settle(places, streets.doors, population)
    if far:
        notes.append(f"{len(far)} places farther than 5 km from every road are left out.")
    if settled:
        return settled
    notes.append(
        "The extract names no place where people live: one town is assumed in the middle of the roads."
    )
    at = _central([streets.points[node] for step in streets.steps for node in (step.a, step.b)])
    return settle([lone_place(name, at, population)], streets.doors, None)[0]


def _central(points: list[Point]) -> Point:
    """Return the point nearest to the middle of all."""
    lon, lat = (sorted(point[i] for point in points)[len(points) // 2] for i in (0, 1))
    return min(points, key=lambda point: ((point[0] - lon) ** 2 + (point[1] - lat) ** 2, point))


def _tell_roads(extract: Extract, streets: Streets, left_out: frozenset[str], notes: list[str]) -> None:
    lost = 1 - streets.kept_m / streets.total_m
    notes.append(
        f"{streets.kept_m / 1000:.1f} km of road are in one piece and kept; {lost:.1%} hang together with "
        "the rest only outside of the extract, or not at all, and are left out."
    )
    if extract.gaps:
        notes.append(f"{extract.gaps} ways miss nodes: the extract was clipped. They end at the gap.")
    if left_out:
        notes.append(
            f"To keep the graph manageable, these are left out: highway={', '.join(sorted(left_out))}."
        )


def _tell_forces(found: dict[str, list[tuple[Facility, int]]], notes: list[str]) -> None:
    if not found["fire_station"]:
        notes.append("The extract holds no fire station: one is assumed at the main place.")
    if not found["hospital"]:
        notes.append("The extract holds no hospital: medical calls cannot be switched on until one is added.")
