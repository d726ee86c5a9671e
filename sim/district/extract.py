"""What is taken from a map, whatever its format: ways, places, stations, hospitals and rivers."""

from dataclasses import dataclass

Point = tuple[float, float]
"""Longitude and latitude, degrees, WGS-84."""


@dataclass(frozen=True)
class Names:
    """A name on the map 名称.

    Attributes
    ----------
    local, zh, en
        As written on the spot, in Chinese and in English; empty where the map has none.
    """

    local: str = ""
    zh: str = ""
    en: str = ""

    @property
    def first(self) -> str:
        """The Chinese name, or else the local one."""
        return self.zh or self.local

    @property
    def second(self) -> str:
        """The English name, or the local one beside a Chinese one."""
        return self.en or (self.local if self.zh and self.zh != self.local else "")


@dataclass(frozen=True)
class Way:
    """A stretch of road 道路, all of whose nodes the extract holds.

    Attributes
    ----------
    id
        Number of the way in OpenStreetMap.
    highway
        Value of its tag ``highway``.
    nodes
        Its nodes, in the direction of travel where it is `oneway`.
    """

    id: int
    highway: str
    nodes: tuple[int, ...]
    oneway: bool = False
    bridge: bool = False
    tunnel: bool = False
    names: Names = Names()


@dataclass(frozen=True)
class Place:
    """A city, town, village or hamlet 居民地; `population` is None where the map does not say."""

    id: str
    kind: str
    names: Names
    at: Point
    population: int | None = None


@dataclass(frozen=True)
class Facility:
    """A fire station or hospital 设施; `beds` is None where the map does not say."""

    id: str
    kind: str
    names: Names
    at: Point
    beds: int | None = None
    volunteers: bool = False


@dataclass(frozen=True)
class River:
    """A stretch of river 河流."""

    id: int
    names: Names
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Extract:
    """What an extract holds 地图提取; everything is sorted by its number in the map.

    Attributes
    ----------
    file, digest, stamp
        Name of the file, the BLAKE2b digest of its bytes, and the time of its data as it says itself.
    points
        Place of each node of the `ways`.
    borders
        Administrative borders, as far as their ways say so.
    gaps
        How many stretches of road end because the extract lacks a node.
    """

    file: str
    digest: str
    stamp: str
    points: dict[int, Point]
    ways: tuple[Way, ...]
    places: tuple[Place, ...]
    facilities: tuple[Facility, ...]
    rivers: tuple[River, ...]
    gaps: int = 0
    borders: tuple[tuple[Point, ...], ...] = ()
