"""What hazards stand on 承灾体: roads, rivers, people and parts of networks, with places in kilometres."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from sim.network.roads import RoadGraph
from sim.network.router import make_router
from sim.scenario.model import Scenario
from sim.scenario.utilities import mains_km
from sim.terms.enums import Asset, RoadClass
from sim.terms.units import KM_PER_DEG


class Spot(NamedTuple):
    """A place on a plane that touches the Earth in the middle of the nodes, in km east and north of there."""

    x_km: float
    y_km: float

    def to(self, other: "Spot") -> float:
        """Return the distance to another place in km."""
        return math.hypot(other.x_km - self.x_km, other.y_km - self.y_km)

    def between(self, other: "Spot", share: float) -> "Spot":
        """Return the place that lies at a share of the straight way to another."""
        dx, dy = other.x_km - self.x_km, other.y_km - self.y_km
        return Spot(self.x_km + share * dx, self.y_km + share * dy)


class Stretch(NamedTuple):
    """A link 路段 as hazards see it; its number is its row.

    Attributes
    ----------
    id
        In the table.
    nodes
        Numbers of the nodes at its ends.
    ends
        Where they are; what lies between is taken to be straight.
    length_km, road_class, bridge
        As in the table; `bridge` is empty where it is none.
    low_m, high_m
        Height of its lower and of its higher end.
    slope_deg
        Mean slope of the land along it, where it was measured.
    """

    id: str
    nodes: tuple[int, int]
    ends: tuple[Spot, Spot]
    length_km: float
    road_class: RoadClass
    bridge: str
    low_m: float
    high_m: float
    slope_deg: float | None = None

    def at(self, share: float) -> Spot:
        """Return the place at a share of the way from its first end."""
        return self.ends[0].between(self.ends[1], share)

    @property
    def middle(self) -> Spot:
        """The place half-way."""
        return self.at(0.5)

    @property
    def rise(self) -> float:
        """Difference in height of its ends, as a share of its length."""
        return (self.high_m - self.low_m) / (1000 * self.length_km)


class Thing(NamedTuple):
    """A part of a network: a station, a line, a cable; its number is its row.

    Attributes
    ----------
    id
        In its table.
    ends
        Where it stands, or where it begins and ends.
    nodes
        Road nodes next to it, from which it can be worked on.
    length_km
        Of a line; 0 where it stands at one place.
    """

    id: str
    ends: tuple[Spot, Spot]
    nodes: tuple[int, ...]
    length_km: float = 0.0

    def at(self, share: float) -> Spot:
        """Return the place at a share of its way."""
        return self.ends[0].between(self.ends[1], share)

    def stretch(self, heights_m: Sequence[float]) -> Stretch:
        """Return it as a stretch over the land, between the heights of the road nodes at its ends."""
        low_m, high_m = sorted((heights_m[self.nodes[0]], heights_m[self.nodes[-1]]))
        length_km = self.length_km or 0.001
        nodes = self.nodes[0], self.nodes[-1]
        return Stretch(self.id, nodes, self.ends, length_km, RoadClass.LOCAL, "", low_m, high_m)


class River(NamedTuple):
    """A river as a chain of places."""

    name: str
    points: tuple[Spot, ...]

    def distance_km(self, spot: Spot) -> float:
        """Return how far a place is from it."""
        return min(_to_segment(spot, a, b) for a, b in zip(self.points, self.points[1:], strict=False))


class Banks:
    """The land within a distance of a river; the same as asking the distance, but soon done with what is far.

    Parameters
    ----------
    river
        The river.
    within_km
        Below this distance a place lies on its banks.
    """

    def __init__(self, river: River, within_km: float) -> None:
        self._within_km = within_km
        self._pieces = [
            (*_around(a, b, within_km), a, b) for a, b in zip(river.points, river.points[1:], strict=False)
        ]
        boxes = [piece[:4] for piece in self._pieces]
        self._west, self._south = min(box[0] for box in boxes), min(box[1] for box in boxes)
        self._east, self._north = max(box[2] for box in boxes), max(box[3] for box in boxes)

    def hold(self, spot: Spot) -> bool:
        """Return whether a place lies on the banks."""
        x, y = spot
        if not (self._west <= x <= self._east and self._south <= y <= self._north):
            return False
        return any(
            _to_segment(spot, a, b) < self._within_km
            for west, south, east, north, a, b in self._pieces
            if west <= x <= east and south <= y <= north
        )


def _around(a: Spot, b: Spot, by_km: float) -> tuple[float, float, float, float]:
    """Return west, south, east and north of the land around a straight line, a little more for rounding."""
    far = by_km * 1.001 + 1e-6
    west, east = sorted((a.x_km, b.x_km))
    south, north = sorted((a.y_km, b.y_km))
    return west - far, south - far, east + far, north + far


@dataclass(frozen=True)
class Ground:
    """All that a hazard can befall.

    Attributes
    ----------
    scenario
        Where it comes from, for tables that hazards seldom ask for.
    origin
        Longitude and latitude of the middle of the plane, in degrees.
    nodes, heights_m
        Place and height of each node.
    links
        The roads.
    villages, townships
        Place of each village (that of its node) and of each township (that of its seat).
    rivers
        The rivers of the map.
    assets
        Parts of networks by what they are; roads are in `links`.
    """

    scenario: Scenario
    origin: tuple[float, float]
    nodes: tuple[Spot, ...]
    heights_m: tuple[float, ...]
    links: tuple[Stretch, ...]
    villages: tuple[Spot, ...]
    townships: tuple[Spot, ...]
    rivers: tuple[River, ...]
    assets: Mapping[Asset, tuple[Thing, ...]]

    @classmethod
    def of(cls, scenario: Scenario) -> "Ground":
        """Return the ground of a scenario."""
        origin = _middle(scenario)
        nodes = tuple(spot(origin, node.lon, node.lat) for node in scenario.nodes)
        number = scenario.node_ids
        heights_m = tuple(node.elev_m for node in scenario.nodes)
        return cls(
            scenario,
            origin,
            nodes,
            heights_m,
            tuple(_stretches(scenario, nodes)),
            tuple(nodes[number[village.node]] for village in scenario.villages),
            tuple(nodes[number[township.seat]] for township in scenario.townships),
            tuple(_rivers(scenario, origin)),
            {asset: tuple(_things(scenario, asset, origin, nodes)) for asset in Asset},
        )

    @cached_property
    def fibres_along(self) -> Mapping[int, tuple[int, ...]]:
        """The fibres that are laid along each link, by its number: each goes the shortest way by road."""
        fibres = self.assets[Asset.FIBRE]
        if not fibres:
            return {}
        graph = RoadGraph.of(self.scenario)
        metres = [max(1, round(1000 * link.length_km)) for link in self.links]
        router = make_router(graph, np.asarray(metres, np.int64)[graph.link], "scipy")
        found: dict[int, list[int]] = {}
        for number, fibre in enumerate(fibres):
            route = router.route(*fibre.nodes)
            for link in route.links if route else ():
                found.setdefault(link, []).append(number)
        return {link: tuple(numbers) for link, numbers in found.items()}

    def spot(self, lon: float, lat: float) -> Spot:
        """Return the place of a longitude and latitude in degrees."""
        return spot(self.origin, lon, lat)

    def nearest_node(self, place: Spot) -> int:
        """Return the road node that is nearest to a place."""
        return nearest(self.nodes, place)


def spot(origin: tuple[float, float], lon: float, lat: float) -> Spot:
    """Return a place on the plane that touches the Earth at an origin (longitude, latitude), in degrees.

    Examples
    --------
    >>> [round(km, 3) for km in spot((107.0, 30.0), 107.0, 31.0)]
    [0.0, 111.195]
    """
    squeeze = math.cos(math.radians(origin[1]))
    return Spot((lon - origin[0]) * squeeze * KM_PER_DEG, (lat - origin[1]) * KM_PER_DEG)


def nearest(places: Sequence[Spot], place: Spot) -> int:
    """Return which of some places is nearest to one; of two as near, the first."""
    return min(range(len(places)), key=lambda number: (places[number].to(place), number))


def _middle(scenario: Scenario) -> tuple[float, float]:
    lons, lats = [node.lon for node in scenario.nodes], [node.lat for node in scenario.nodes]
    return (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2


def _to_segment(place: Spot, a: Spot, b: Spot) -> float:
    dx, dy = b.x_km - a.x_km, b.y_km - a.y_km
    square = dx * dx + dy * dy
    along = ((place.x_km - a.x_km) * dx + (place.y_km - a.y_km) * dy) / square if square else 0.0
    return place.to(a.between(b, min(1.0, max(0.0, along))))


def _stretches(scenario: Scenario, nodes: Sequence[Spot]) -> Iterable[Stretch]:
    number = scenario.node_ids
    for road in scenario.links:
        a, b = number[road.a], number[road.b]
        heights = sorted((scenario.nodes[a].elev_m, scenario.nodes[b].elev_m))
        ends = nodes[a], nodes[b]
        low_m, high_m = heights
        length_km, of_class, bridge = road.length_km, road.road_class, road.bridge
        yield Stretch(road.id, (a, b), ends, length_km, of_class, bridge, low_m, high_m, road.slope_deg)


def _rivers(scenario: Scenario, origin: tuple[float, float]) -> Iterable[River]:
    for line in scenario.lines:
        if line.kind == "river":
            yield River(line.name_zh, tuple(spot(origin, lon, lat) for lon, lat in line.points))


def _things(
    scenario: Scenario, asset: Asset, origin: tuple[float, float], nodes: Sequence[Spot]
) -> Iterable[Thing]:
    """Yield the parts of a network, in the order of its table."""
    number = scenario.node_ids
    if asset is Asset.RADIO_SITE:
        for site in scenario.sites:
            place = spot(origin, site.lon, site.lat)
            yield Thing(site.id, (place, place), (nearest(nodes, place),))
    elif asset is Asset.TELECOM_SITE:
        for row in scenario.telecom:
            node = number[row.node]
            yield Thing(row.id, (nodes[node], nodes[node]), (node,))
    elif asset is Asset.FIBRE:
        yield from _cables(scenario, nodes)
    elif asset in (Asset.WATER_MAIN, Asset.GAS_MAIN):
        yield from _mains(scenario, asset, nodes)
    elif asset is not Asset.ROAD:
        yield from _power(scenario, asset, origin, nodes)


def _cables(scenario: Scenario, nodes: Sequence[Spot]) -> Iterable[Thing]:
    at = {row.id: scenario.node_ids[row.node] for row in scenario.telecom}
    for fibre in scenario.fibres:
        a, b = at[fibre.a], at[fibre.b]
        yield Thing(fibre.id, (nodes[a], nodes[b]), (a, b), fibre.length_km)


def _mains(scenario: Scenario, asset: Asset, nodes: Sequence[Spot]) -> Iterable[Thing]:
    """Yield the mains of each village; gas is worked on from both ends of the shortest street there.

    That is the street which is closed for it.
    """
    if not scenario.utilities.model:
        return
    streets = shortest_streets(scenario) if asset is Asset.GAS_MAIN else {}
    for village, km in zip(scenario.villages, mains_km(scenario, asset), strict=True):
        node = scenario.node_ids[village.node]
        yield Thing(village.id, (nodes[node], nodes[node]), streets.get(node, (node,)), km)


def shortest_streets(scenario: Scenario) -> dict[int, tuple[int, int]]:
    """Return the ends of the shortest link at each node that has one: itself, then the other."""
    found: dict[int, tuple[float, int]] = {}
    for link in scenario.links:
        ends = scenario.node_ids[link.a], scenario.node_ids[link.b]
        for here, there in (ends, ends[::-1]):
            found[here] = min(found.get(here, (math.inf, 0)), (link.length_km, there))
    return {here: (here, there) for here, (_, there) in found.items()}


def _power(
    scenario: Scenario, asset: Asset, origin: tuple[float, float], nodes: Sequence[Spot]
) -> Iterable[Thing]:
    """Yield stations or lines of the power network, where the scenario has one."""
    stations: Sequence[Any] = getattr(scenario, "power_nodes", ())
    places = {row.id: spot(origin, row.lon, row.lat) for row in stations}
    near = {name: nearest(nodes, place) for name, place in places.items()}
    if asset is Asset.POWER_NODE:
        for row in stations:
            yield Thing(row.id, (places[row.id], places[row.id]), (near[row.id],))
        return
    lines: Sequence[Any] = getattr(scenario, "power_lines", ())
    for line in lines:
        ends = places[line.a], places[line.b]
        yield Thing(line.id, ends, (near[line.a], near[line.b]), line.length_km)
