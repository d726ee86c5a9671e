"""How long ways take on the map as it is drawn, and what a way that was driven took beyond that."""

from functools import cached_property

from sim.network.roads import RoadGraph, access_ms, travel_ms
from sim.network.travel import Travel
from sim.scenario.model import Scenario


class DrawnMap:
    """Ways over the drawn map, on which every link is open 图上道路.

    Parameters
    ----------
    scenario
        Its roads. Nothing is worked out before somebody asks.
    """

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._travel: dict[str, Travel] = {}
        self._access: dict[str, list[int]] = {}

    def open_ms(self, unit: int, place: int, goal: int, path: tuple[int, ...], eta_ms: int) -> int:
        """Return how long a unit would have taken over the open map, at the pace of its own plan.

        Parameters
        ----------
        unit, place, goal
            Who drives to which village, by which node.
        path
            Links that it meant to take; empty where no link can close: then its plan is the open way.
        eta_ms
            How long it expected to take by them, at the pace of that hour.
        """
        if not path:
            return eta_ms
        vehicle = self._vehicle(unit)
        travel = self._of(vehicle)
        planned = sum(travel.link_ms[link] for link in path) + self._access[vehicle][place]
        shortest = travel.time(self._start(goal, path), goal)
        best = planned if shortest is None else shortest + self._access[vehicle][place]
        return min(eta_ms, round(eta_ms * best / planned)) if planned else eta_ms

    def is_open(self, unit: int, source: int, goal: int, closed: frozenset[int]) -> bool:
        """Whether a unit has a way from node to node around links that somebody holds for closed."""
        return self._of(self._vehicle(unit)).time(source, goal, closed) is not None

    @cached_property
    def _graph(self) -> RoadGraph:
        return RoadGraph.of(self._scenario)

    def _vehicle(self, unit: int) -> str:
        scenario = self._scenario
        return scenario.unit_types[scenario.units[unit].type].vehicle

    def _of(self, vehicle: str) -> Travel:
        if vehicle not in self._travel:
            self._travel[vehicle] = Travel(self._graph, travel_ms(self._graph, self._scenario, vehicle))
            self._access[vehicle] = access_ms(self._scenario, vehicle)
        return self._travel[vehicle]

    def _start(self, goal: int, path: tuple[int, ...]) -> int:
        """Return the node at which a path begins that ends at a node."""
        ids, here = self._scenario.node_ids, goal
        for link in reversed(path):
            road = self._scenario.links[link]
            a, b = ids[road.a], ids[road.b]
            here = a if here == b else b
        return here
