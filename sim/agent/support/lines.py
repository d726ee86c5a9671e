"""Straight lines over the roads of a district 航线: how long they take, and which links lie under them."""

from collections.abc import Iterator
from itertools import pairwise
from math import ceil, hypot

from sim.comms.places import distance_m
from sim.network.roads import RoadGraph
from sim.scenario.model import Scenario
from sim.terms.units import HOUR_MS

Spot = tuple[float, float]
"""Metres east and north of the first node."""


class Lines:
    """Where UAVs fly.

    Parameters
    ----------
    scenario
        Places of the nodes, and how UAVs fly.
    graph
        The roads.

    Attributes
    ----------
    ends
        Nodes at the ends of each link.
    spots
        Of each node.
    """

    def __init__(self, scenario: Scenario, graph: RoadGraph) -> None:
        first = scenario.nodes[0]
        self.spots = [
            (
                _signed(distance_m(first.lon, first.lat, node.lon, first.lat), node.lon - first.lon),
                _signed(distance_m(first.lon, first.lat, first.lon, node.lat), node.lat - first.lat),
            )
            for node in scenario.nodes
        ]
        arcs = [graph.arcs_of_link[link][0] for link in range(graph.n_links)]
        self.ends = [(graph.tails[arc], graph.heads[arc]) for arc in arcs]
        flight = scenario.support.flight
        self._swath_m, self._range_m = flight.swath.value, flight.range.value * 1000
        self._m_per_ms = flight.speed.value * 1000 / HOUR_MS
        self.budget_ms = int(flight.endurance.ms * (1 - flight.reserve.value))

    def ms(self, start: Spot, goal: Spot) -> int:
        """Return how long a straight line takes, in ms, rounded up."""
        return ceil(_apart_m(start, goal) / self._m_per_ms)

    def way(self, home: int, links: tuple[int, ...]) -> list[Spot]:
        """Return where a flight turns: each link is flown along, from the end that is nearer."""
        found = [self.spots[home]]
        for link in links:
            ends = [self.spots[node] for node in self.ends[link]]
            found += sorted(ends, key=lambda end: _apart_m(found[-1], end))
        return [*found, self.spots[home]]

    def flight_ms(self, home: int, links: tuple[int, ...]) -> int:
        """Return how long a flight from home along links and back takes, in ms."""
        return sum(self.ms(start, goal) for start, goal in pairwise(self.way(home, links)))

    def in_range(self, home: int, spot: Spot) -> bool:
        """Whether a crew at a node can steer and see there."""
        return _apart_m(self.spots[home], spot) <= self._range_m

    def reach(self, home: int) -> tuple[int, ...]:
        """Return the links that a UAV can look at on a flight of its own."""
        return tuple(
            link
            for link, ends in enumerate(self.ends)
            if all(self.in_range(home, self.spots[node]) for node in ends)
            and self.flight_ms(home, (link,)) <= self.budget_ms
        )

    def passes(self, start: Spot, goal: Spot) -> Iterator[tuple[float, int]]:
        """Yield the links that lie whole within the swath of a line: at which share of it, and which."""
        seen = [self._share(start, goal, spot) for spot in self.spots]
        for link, (one, other) in enumerate(self.ends):
            first, second = seen[one], seen[other]
            if first is not None and second is not None:
                yield max(first, second), link

    def nearest(self, spot: Spot) -> int:
        """Return the node nearest to a spot: for the rain that falls there."""
        return min(range(len(self.spots)), key=lambda node: (_apart_m(spot, self.spots[node]), node))

    def _share(self, start: Spot, goal: Spot, spot: Spot) -> float | None:
        """Return at which share of a line a spot is nearest, or None where it is out of the swath."""
        over, up = goal[0] - start[0], goal[1] - start[1]
        square = over * over + up * up
        along = ((spot[0] - start[0]) * over + (spot[1] - start[1]) * up) / square if square else 0.0
        share = min(1.0, max(0.0, along))
        return share if _apart_m(spot, between(start, goal, share)) <= self._swath_m else None


def between(start: Spot, goal: Spot, share: float) -> Spot:
    """Return the spot at a share of a line."""
    return start[0] + share * (goal[0] - start[0]), start[1] + share * (goal[1] - start[1])


def _apart_m(one: Spot, other: Spot) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])


def _signed(size: float, sign: float) -> float:
    return -size if sign < 0 else size
