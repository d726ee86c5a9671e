"""Reading an OpenStreetMap extract: the one module that knows osmium and its formats."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from sim.district.classes import CLASSES, PEOPLE
from sim.district.extract import Extract, Facility, Names, Place, Point, River, Way
from sim.terms.errors import BadInput, Fault, SanduanError

_FACILITIES: Final = ("fire_station", "hospital")
_KEYS: Final = ("highway", "place", "amenity", "waterway", "boundary")
_CLOSED: Final = frozenset({"no", "private"})
_AGAINST: Final = "-1"
_ALONG: Final = frozenset({"yes", "true", "1", _AGAINST})
_ROUND: Final = frozenset({"roundabout", "circular"})
_VOLUNTEERS: Final = re.compile(r"volunt|freiwillig|志愿|专职|微型", re.IGNORECASE)
_COUNT: Final = re.compile(r"\d{1,3}(?:[ ,.'\u00a0\u202f]\d{3})+|\d+")
_MOST_PEOPLE: Final = 50_000_000
_NAME_LENGTH: Final = 60
_BLOCK: Final = 1 << 20


class NoOsmium(SanduanError):
    """The package that reads OpenStreetMap extracts is not installed."""


def read_extract(file: Path) -> Extract:
    """Return what an OpenStreetMap extract holds.

    Parameters
    ----------
    file
        An extract as PBF (``.osm.pbf``) or XML (``.osm``).

    Raises
    ------
    NoOsmium
        If the package osmium is missing.
    BadInput
        If there is no such file, or it is no extract.
    """
    try:
        import osmium
    except ImportError:
        raise NoOsmium(
            'reading OpenStreetMap needs the package osmium 缺少 osmium: pip install "sanduan[osm]"'
        ) from None
    if not file.is_file():
        raise BadInput([Fault(str(file), None, None, "", "", "an OpenStreetMap extract that exists")])
    taken = _Taken()
    try:
        stamp = osmium.io.Reader(str(file)).header().get("osmosis_replication_timestamp", "")
        locations = osmium.FileProcessor(str(file)).with_locations()
        for thing in locations.with_filter(osmium.filter.KeyFilter(*_KEYS)):
            taken.take(thing)
    except (RuntimeError, ValueError) as error:
        expected = "an OpenStreetMap extract, whole, as .osm.pbf or .osm"
        raise BadInput([Fault(str(file), None, None, "", "", expected, _plain(error))]) from None
    return taken.extract(file.name, _digest(file), stamp)


def _plain(error: Exception) -> str:
    return " ".join(str(error).split())


def _digest(file: Path) -> str:
    digest = hashlib.blake2b(digest_size=16)
    with file.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


@dataclass
class _Taken:
    """What has been taken from an extract so far."""

    points: dict[int, Point] = field(default_factory=dict)
    ways: list[Way] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    facilities: list[Facility] = field(default_factory=list)
    rivers: list[River] = field(default_factory=list)
    gaps: int = 0
    borders: list[tuple[Point, ...]] = field(default_factory=list)

    def take(self, thing: Any) -> None:
        """Take what a node or way of the map is, if it is anything that a scenario holds."""
        tags = {tag.k: tag.v for tag in thing.tags}
        if thing.is_node():
            self._take_point(tags, f"n{thing.id}", (thing.location.lon, thing.location.lat))
        elif thing.is_way():
            self._take_way(thing, tags)

    def _take_point(self, tags: dict[str, str], name: str, at: Point) -> None:
        names = _names(tags)
        if tags.get("place") in PEOPLE and names.local:
            people = _count(tags.get("population", ""), _MOST_PEOPLE)
            self.places.append(Place(name, tags["place"], names, _rounded(at), people))
        if tags.get("amenity") in _FACILITIES:
            beds = _count(tags.get("beds", ""), 100_000)
            told = f"{names.local} {tags.get('fire_station:type', '')} {tags.get('operator:type', '')}"
            volunteers = bool(_VOLUNTEERS.search(told))
            self.facilities.append(Facility(name, tags["amenity"], names, _rounded(at), beds, volunteers))

    def _take_way(self, way: Any, tags: dict[str, str]) -> None:
        if tags.get("highway") in CLASSES and _is_open(tags):
            self._take_road(way, tags)
        elif tags.get("amenity") in _FACILITIES:
            inner = [point for _, point in _located(way) if point]
            if inner:
                self._take_point({**tags, "place": ""}, f"w{way.id}", _middle(inner))
        elif tags.get("waterway") == "river":
            for points in _runs(_located(way)):
                self.rivers.append(River(way.id, _names(tags), tuple(_rounded(at) for _, at in points)))

        if tags.get("boundary") == "administrative":
            self.borders += [tuple(_rounded(at) for _, at in points) for points in _runs(_located(way))]

    def _take_road(self, way: Any, tags: dict[str, str]) -> None:
        located = list(_located(way))
        runs = list(_runs(located))
        self.gaps += any(point is None for _, point in located)
        oneway = _oneway(tags)
        for run in runs:
            self.points.update((node, _rounded(at)) for node, at in run)
            nodes = tuple(node for node, _ in run)
            taken = Way(
                way.id,
                tags["highway"],
                nodes[::-1] if oneway == _AGAINST else nodes,
                bool(oneway),
                _is_marked(tags, "bridge"),
                _is_marked(tags, "tunnel"),
                _names(tags, tags.get("ref", "")),
            )
            self.ways.append(taken)

    def extract(self, file: str, digest: str, stamp: str) -> Extract:
        """Return all that was taken, each kind in the order of the map's numbers."""
        return Extract(
            file,
            digest,
            stamp,
            self.points,
            tuple(sorted(self.ways, key=lambda way: (way.id, way.nodes))),
            tuple(sorted(self.places, key=lambda place: _number(place.id))),
            tuple(sorted(self.facilities, key=lambda each: _number(each.id))),
            tuple(sorted(self.rivers, key=lambda river: (river.id, river.points))),
            self.gaps,
            tuple(sorted(self.borders)),
        )


def _number(name: str) -> tuple[str, int]:
    return name[0], int(name[1:])


def _located(way: Any) -> Iterator[tuple[int, Point | None]]:
    """Yield each node of a way with its place, or with None where the extract lacks it."""
    for node in way.nodes:
        location = node.location
        yield node.ref, (location.lon, location.lat) if location.valid() else None


def _runs(located: Any) -> Iterator[list[tuple[int, Point]]]:
    """Yield the stretches of two nodes and more between the gaps, without a node that follows itself."""
    run: list[tuple[int, Point]] = []
    for node, at in [*located, (0, None)]:
        if at is None:
            if len(run) > 1:
                yield run
            run = []
        elif not run or run[-1][0] != node:
            run.append((node, at))


def _rounded(at: Point) -> Point:
    return round(at[0], 6), round(at[1], 6)


def _middle(points: list[Point]) -> Point:
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    return (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2


def _is_marked(tags: dict[str, str], key: str) -> bool:
    return tags.get(key, "no") != "no"


def _is_open(tags: dict[str, str]) -> bool:
    """Whether a fire engine may drive there: general bans stand aside for it, locked gates do not."""
    if tags.get("emergency") in {"yes", "designated"}:
        return True
    return tags.get("access") not in _CLOSED and tags.get("area") != "yes"


def _oneway(tags: dict[str, str]) -> str:
    """Return the direction of a one-way street, or nothing where traffic goes both ways."""
    said = tags.get("oneway", "")
    if said in _ALONG:
        return said
    implied = tags.get("junction") in _ROUND or tags["highway"] in {"motorway", "motorway_link"}
    return "yes" if implied and said != "no" else ""


def _names(tags: dict[str, str], otherwise: str = "") -> Names:
    local = tags.get("name", "") or otherwise
    zh = tags.get("name:zh-Hans", "") or tags.get("name:zh", "")
    return Names(_short(local), _short(zh), _short(tags.get("name:en", "")))


def _short(text: str) -> str:
    """Return a name on one line, short enough for a table."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return line[:_NAME_LENGTH].rstrip()


def _count(text: str, most: int) -> int | None:
    """Return the number that a text states, with or without marks between thousands, or None.

    Examples
    --------
    >>> _count("24678", 99_999), _count("1,200 (2012)", 99_999), _count("many", 9), _count("12", 9)
    (24678, 1200, None, None)
    """
    found = _COUNT.search(text)
    number = int(re.sub(r"\D", "", found.group())) if found else None
    return number if number is not None and number <= most else None
