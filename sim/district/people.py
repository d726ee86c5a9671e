"""Where people live: the places of the map, their people, and the townships they belong to."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sim.district.classes import PEOPLE, RANK
from sim.district.extract import Names, Place, Point
from sim.district.measure import Nearest, distance_m
from sim.terms.errors import BadInput, Fault

FARTHEST_M: Final = 5_000.0
"""Places and facilities farther than this from every road are left out; assumption."""
PER_KM2: Final = 4_000.0
"""People on a square kilometre of a built-up place; assumption."""
DETOUR: Final = 1.3
"""Way by local roads over the straight distance; assumption."""
MOST_TOGETHER: Final = 5_000
"""A place with more people is spread over several nodes; assumption, as the communities of Fuling."""
FEW_TOWNS: Final = 3
"""With fewer cities and towns, villages are taken for townships too; assumption."""
_SAME_M: Final = 2_000.0


@dataclass(frozen=True)
class Settled:
    """A place with its people and its node of the road graph 居民点.

    Attributes
    ----------
    people
        How many live there; `stated` where the map says so.
    node
        Node of the road graph from which it is reached.
    """

    place: Place
    people: int
    stated: bool
    node: int

    @property
    def built_up_m(self) -> float:
        """Radius of the disc in which its people live, in m."""
        return 1000 * math.sqrt(self.people / PER_KM2 / math.pi)


def settle(places: list[Place], doors: Nearest, total: int | None) -> tuple[list[Settled], list[Place]]:
    """Return the places with their people and nodes, and those that are too far from every road.

    Parameters
    ----------
    places
        Places within the district.
    doors
        Nodes that a place may stand at.
    total
        People of the district, where known: then places without a figure share what the others leave.

    Raises
    ------
    BadInput
        If `total` is less than what the map states, or leaves nobody for the other places.
    """
    nodes = {place.id: doors.to(place.at, FARTHEST_M) for place in places}
    far = [place for place in places if nodes[place.id] is None]
    near = [place for place in places if nodes[place.id] is not None]
    people = _people(near, total) if near else {}
    settled = [
        Settled(place, people[place.id], place.population is not None, nodes[place.id] or 0)
        for place in near
        if people[place.id]
    ]
    return sorted(settled, key=_by_size), far


def _by_size(settled: Settled) -> tuple[int, int, str]:
    return -settled.people, RANK[settled.place.kind], settled.place.id


def _people(places: list[Place], total: int | None) -> dict[str, int]:
    stated = {place.id: place.population for place in places if place.population is not None}
    ruled = {place.id: PEOPLE[place.kind] for place in places if place.id not in stated}
    if total is None:
        return stated | ruled
    left, rule = total - sum(stated.values()), sum(ruled.values())
    if left < 0 or (left == 0 and ruled) or (left > 0 and not ruled):
        expected = f"{'more than ' if ruled else ''}the {sum(stated.values())} people that the map states"
        raise BadInput([Fault("--population", None, None, "", str(total), expected)])
    shares = {name: left * people // rule for name, people in ruled.items()}
    rest = left - sum(shares.values())
    for name in sorted(shares, key=lambda name: (-ruled[name], name))[:rest]:
        shares[name] += 1
    return stated | shares


def without_doubles(places: tuple[Place, ...]) -> list[Place]:
    """Return the places, of those of one name close by only one: that with people stated, then the larger."""
    ordered = sorted(places, key=lambda place: (place.population is None, RANK[place.kind], place.id))
    kept: dict[str, list[Place]] = {}
    for place in ordered:
        others = kept.setdefault(place.names.local, [])
        if all(distance_m(place.at, other.at) > _SAME_M for other in others):
            others.append(place)
    return sorted((place for group in kept.values() for place in group), key=lambda place: place.id)


def townships_of(settled: list[Settled]) -> list[Settled]:
    """Return the places that are seats of a township: cities and towns, and villages where those are few."""
    towns = [each for each in settled if RANK[each.place.kind] <= RANK["town"]]
    if len(towns) < FEW_TOWNS:
        towns = [each for each in settled if RANK[each.place.kind] <= RANK["village"]]
    return towns or settled[:1]


def nearest_seat(at: Point, seats: list[Settled]) -> int:
    """Return the position of the seat that is nearest to a point."""
    return min(range(len(seats)), key=lambda i: (distance_m(at, seats[i].place.at), i))


@dataclass(frozen=True)
class Community:
    """People who are reached from one node: a place, or a part of a large one 村社."""

    of: Settled
    number: int
    parts: int
    people: int
    node: int
    access_m: float


def communities(settled: Settled, points: Mapping[int, Point], nodes: Nearest) -> list[Community]:
    """Return the parts of a place: as many of at most `MOST_TOGETHER` people as its streets have nodes for.

    The nodes are taken evenly from those of its built-up disc, ordered by their distance from the middle.
    """
    radius_m, at = settled.built_up_m, settled.place.at
    wanted = math.ceil(settled.people / MOST_TOGETHER)
    around = nodes.all_to(at, radius_m) if wanted > 1 else []
    parts = max(1, min(wanted, len(around)))
    chosen = [around[i * len(around) // parts] for i in range(parts)] if parts > 1 else [settled.node]
    share = settled.people // parts
    mean_m = 2 / 3 * radius_m / math.sqrt(parts)
    offset_m = 0.0 if parts > 1 else distance_m(at, points[settled.node])
    return [
        Community(
            settled, i + 1, parts, share + (i < settled.people % parts), node, (mean_m + offset_m) * DETOUR
        )
        for i, node in enumerate(chosen)
    ]


def lone_place(name: str, at: Point, people: int | None) -> Place:
    """Return the one place of an extract that names none, a town at a point 无居民地时的假定."""
    return Place("assumed", "town", Names(local=name), at, people)
