"""What a policy may know beforehand: the map as it was drawn, the units on paper, the run cards."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sim.network.travel import Travel
from sim.scenario.model import Scenario
from sim.terms.needs import Needs
from sim.terms.units import MINUTE_MS


@dataclass(frozen=True, slots=True)
class Area:
    """People who live around a seat 镇街: they are covered when a unit stands near enough."""

    node: int
    population: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The static knowledge of a post 预案.

    Attributes
    ----------
    run_cards, priorities
        First alarm and urgency (1 first) by number of kind.
    capabilities, vehicles, homes
        Of each unit by number: what it can do, what it drives, the number of its station; units that take
        no part have no capabilities.
    station_nodes
        Node of each station by number.
    travel
        Fastest ways by kind of vehicle, under whatever links the one who asks holds for closed.
    areas
        Townships at home.
    coverage_ms
        Within this time of a unit, an area is covered.
    queue_limit
        Calls that may wait for a unit.
    escalate_ms
        After so long without a word from the scene, a policy that knows alarms sends the next one.
    """

    run_cards: Sequence[Needs]
    priorities: Sequence[int]
    capabilities: Sequence[tuple[str, ...]]
    vehicles: Sequence[str]
    homes: Sequence[int]
    station_nodes: Sequence[int]
    travel: Mapping[str, Travel]
    areas: Sequence[Area]
    coverage_ms: int
    queue_limit: int
    escalate_ms: int = 10 * MINUTE_MS

    @classmethod
    def of(cls, scenario: Scenario, travel: Mapping[str, Travel]) -> "Plan":
        """Return the plan that a scenario's tables and figures make."""
        kinds = [scenario.demand.kinds[key] for key in sorted(scenario.demand.kinds)]
        stations = [scenario.stations[scenario.station_ids[unit.station]] for unit in scenario.units]
        types = [scenario.unit_types[unit.type] for unit in scenario.units]
        home = {district.id for district in scenario.districts if district.home}
        node = scenario.node_ids
        return cls(
            run_cards=[tuple(sorted((c, n) for c, n in kind.run_card.items() if n)) for kind in kinds],
            priorities=[kind.priority for kind in kinds],
            capabilities=[
                t.capabilities if scenario.takes_part(s) else () for t, s in zip(types, stations, strict=True)
            ],
            vehicles=[t.vehicle for t in types],
            homes=[scenario.station_ids[unit.station] for unit in scenario.units],
            station_nodes=[node[station.node] for station in scenario.stations],
            travel=travel,
            areas=[Area(node[t.seat], t.population) for t in scenario.townships if t.district in home],
            coverage_ms=scenario.dispatch.coverage.ms,
            queue_limit=scenario.dispatch.queue_limit.whole,
            escalate_ms=scenario.dispatch.escalate.ms,
        )


class Ranking:
    """Stations' nodes in the order of their time to a place, on the open map: looked up for each call.

    Parameters
    ----------
    travel
        Fastest ways of one kind of vehicle.
    nodes
        The nodes to rank.
    """

    def __init__(self, travel: Travel, nodes: Sequence[int]) -> None:
        self._travel = travel
        self._nodes = sorted(set(nodes))
        self._known: dict[int, list[tuple[int, int]]] = {}

    def to(self, target: int, closed: frozenset[int]) -> list[tuple[int, int]]:
        """Return (ms, node) of every node from which the target can be reached, nearest first."""
        if closed:
            return self._ranked(target, closed)
        known = self._known.get(target)
        if known is None:
            known = self._known[target] = self._ranked(target, closed)
        return known

    def knows(self, node: int) -> bool:
        """Whether a node is one of those that are ranked."""
        place = bisect_left(self._nodes, node)
        return place < len(self._nodes) and self._nodes[place] == node

    def _ranked(self, target: int, closed: frozenset[int]) -> list[tuple[int, int]]:
        times = self._travel.times_to(target, self._nodes, closed)
        return sorted((ms, node) for ms, node in zip(times, self._nodes, strict=True) if ms is not None)
