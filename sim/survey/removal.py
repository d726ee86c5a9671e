"""What goes when one thing goes: roads, bridges, and lines and substations of the grid 关键性排序.

Each is taken out of the district as it is drawn, alone, and the same question is asked again. Sites, fibres
and mains of the networks are asked in `sim.survey.failures`.
"""

import math
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import Final

import numpy as np

from sim.comms.mains_build import grid_of
from sim.network.power import Grid
from sim.network.roads import IntArray, RoadGraph, travel_ms
from sim.network.router import UNREACHABLE, Router, make_router
from sim.record.reach import NOTHING, Gone, Later, PowerLoss, RoadLoss
from sim.record.survey import Named
from sim.scenario.loads import load_people
from sim.scenario.model import Scenario
from sim.scenario.sections import Turnout
from sim.scenario.tables import Road
from sim.survey.names import named
from sim.survey.reach import engine_vehicle, home_villages, stations_that_go
from sim.terms.enums import PowerNodeKind
from sim.terms.units import MINUTE_MS

SLOWER_MS: Final = MINUTE_MS
"""From this on somebody counts as reached later."""
_LEAST_MS: Final = 1


# --- roads


def road_losses(scenario: Scenario) -> list[RoadLoss]:
    """Return what is lost with each bridge and each link alone, the gravest first.

    What costs nothing is left out. First come those that cut off most people from engines, seat or hospitals,
    then those that cost most minutes. A link is told of beside its bridge only where the bridge has others.
    Only links on somebody's fastest way can matter, and only those are tried.

    Raises
    ------
    NoEngine
        If no fire station takes part.
    """
    all_asked = _questions(scenario)
    used = frozenset[int]().union(*(asked.used for asked in all_asked))
    found = []
    for what, thing, links in _parts(scenario, used):
        lost = [asked.loss(frozenset(links)) for asked in all_asked]
        if any(each.cut_off or each.worst_min for each in lost):
            found.append(RoadLoss(what, thing, links, *lost))
    return sorted(found, key=_gravity)


def _gravity(row: RoadLoss) -> tuple[float, ...]:
    minutes = math.fsum(each.mean_min for each in row.lost)
    return -row.cut_off, -minutes, list(Gone).index(row.what), row.links[0]


def _questions(scenario: Scenario) -> list["_Nearest"]:
    """Return what is asked of every state of the roads."""
    nodes = scenario.node_ids
    stations = stations_that_go(scenario)
    starts = [scenario.forces.turnout.get(row.kind, Turnout()).day.ms for row in stations]
    engines = [(nodes[row.node], start) for row, start in zip(stations, starts, strict=True)]
    seats = [(nodes[row.seat], 0) for row in scenario.districts if row.home]
    hospitals = [(nodes[row.node], 0) for row in scenario.hospitals]
    return [_Nearest(scenario, ends) for ends in (engines, seats, hospitals)]


def _parts(scenario: Scenario, used: frozenset[int]) -> Iterator[tuple[Gone, Named, tuple[int, ...]]]:
    """Yield bridges, then links, of which some lie on somebody's fastest way."""
    bridges: dict[str, list[int]] = {}
    for number, road in enumerate(scenario.links):
        if road.bridge:
            bridges.setdefault(road.bridge, []).append(number)
    alone = {links[0] for links in bridges.values() if len(links) == 1}
    for name, links in sorted(bridges.items()):
        if used.intersection(links):
            called = _called(scenario, scenario.links[links[0]])
            yield Gone.BRIDGE, Named(name, called.zh, called.en), tuple(links)
    for number in sorted(used - alone):
        yield Gone.LINK, _called(scenario, scenario.links[number]), (number,)


def _called(scenario: Scenario, road: Road) -> Named:
    """Return a link by the names of its ends, or of their ids where those have none."""
    ends = [scenario.nodes[scenario.node_ids[end]] for end in (road.a, road.b)]
    return Named(
        road.id,
        " – ".join(node.name_zh or node.id for node in ends),
        " – ".join(node.name_en or node.name_zh or node.id for node in ends),
    )


class _Nearest:
    """Knows how far people are from the nearest of some places: by a node that leads to each of them.

    Ways are taken from the places to the people, also those to a hospital: one-way links aside, both take as
    long.
    """

    def __init__(self, scenario: Scenario, ends: Sequence[tuple[int, int]]) -> None:
        vehicle = engine_vehicle(scenario)
        graph = RoadGraph.of(scenario)
        self._origin, self._links = graph.n_nodes, graph.n_links
        self._router = _from_all(graph, travel_ms(graph, scenario, vehicle), ends)
        rows = home_villages(scenario)
        self._at = np.array([scenario.node_ids[scenario.villages[row].node] for row in rows], np.int64)
        self._people = np.array([scenario.villages[row].population for row in rows], np.int64)
        self._usual = self._times_ms(frozenset())

    def _times_ms(self, closed: frozenset[int]) -> IntArray:
        """Return how far each village is while some links are closed."""
        self._router.set_closed(closed)
        return np.asarray(self._router.all_from(self._origin), np.int64)[self._at]

    @cached_property
    def used(self) -> frozenset[int]:
        """The links on the fastest way to some village."""
        found: set[int] = set()
        self._router.set_closed(frozenset())
        for node in dict.fromkeys(self._at[self._usual != UNREACHABLE].tolist()):
            route = self._router.route(self._origin, node)
            found.update(route.links if route is not None else ())
        return frozenset(link for link in found if link < self._links)

    def loss(self, closed: frozenset[int]) -> Later:
        """Return what some closed links cost."""
        if not closed & self.used:
            return NOTHING
        before, after = self._usual, self._times_ms(closed)
        had, has = before != UNREACHABLE, after != UNREACHABLE
        later = np.where(had & has, after - before, 0)
        still = int(self._people[has].sum())
        return Later(
            int(self._people[had & ~has].sum()),
            int(self._people[later > SLOWER_MS].sum()),
            float((later * self._people).sum()) / still / MINUTE_MS if still else 0.0,
            float(later.max(initial=0)) / MINUTE_MS,
        )


def _from_all(graph: RoadGraph, arc_ms: IntArray, ends: Sequence[tuple[int, int]]) -> Router:
    """Return a router over the roads and one node more, from which a way leads to each place."""
    origin, n = graph.n_nodes, len(ends)
    homes = np.array([node for node, _ in ends], np.int64)
    starts = np.array([max(start, _LEAST_MS) for _, start in ends], np.int64)
    wide = RoadGraph(
        origin + 1,
        graph.n_links + n,
        np.concatenate([graph.tail, np.full(n, origin, np.int64)]),
        np.concatenate([graph.head, homes]),
        np.concatenate([graph.link, graph.n_links + np.arange(n, dtype=np.int64)]),
        np.append(graph.lon_deg, graph.lon_deg.mean()),
        np.append(graph.lat_deg, graph.lat_deg.mean()),
    )
    return make_router(wide, np.concatenate([arc_ms, starts]))


# --- power


def power_losses(scenario: Scenario) -> list[PowerLoss]:
    """Return who goes dark with each node and line of the grid alone, the gravest first."""
    if not scenario.power_nodes:
        return []
    found = []
    grid, asked = grid_of(scenario), _Lit(scenario)
    before = asked.dark(grid)
    for what, thing, number in _grid_parts(scenario):
        turn = grid.set_node if what is Gone.POWER_NODE else grid.set_line
        turn(number, False)
        at_once = asked.dark(grid)
        closed = _close_ties(grid)
        tied = asked.dark(grid)
        for line in closed:
            grid.switch(line, closed=False)
        turn(number, True)
        lost = [now - was for now, was in zip(chain(at_once, tied), chain(before, before), strict=True)]
        if lost[0] or lost[1]:
            found.append(PowerLoss(what, thing, *lost))
    rank = list(Gone)
    return sorted(
        found,
        key=lambda row: (*(-lost for lost in row[2:]), rank.index(row.what), row.thing.id),
    )


def _grid_parts(scenario: Scenario) -> Iterator[tuple[Gone, Named, int]]:
    for number, row in enumerate(scenario.power_nodes):
        if row.kind is not PowerNodeKind.AREA:
            yield Gone.POWER_NODE, named(row), number
    names = {row.id: named(row) for row in scenario.power_nodes}
    for number, line in enumerate(scenario.power_lines):
        if not line.normally_open:
            a, b = names[line.a], names[line.b]
            yield Gone.POWER_LINE, Named(line.id, f"{a.zh} – {b.zh}", f"{a.en} – {b.en}"), number


def _close_ties(grid: Grid) -> list[int]:
    """Close every open line that joins a dark part to a live one, as long as there are any; return them."""
    closed: list[int] = []
    while True:
        helping = [line for line in range(len(grid.lines)) if grid.bridges_dark(line)]
        if not helping:
            return closed
        grid.switch(helping[0], closed=True)
        closed.append(helping[0])


class _Lit:
    """Counts who is dark in a state of the grid."""

    def __init__(self, scenario: Scenario) -> None:
        numbers = {row.id: number for number, row in enumerate(scenario.power_nodes)}
        self._at = [numbers[row.at] for row in scenario.loads]
        self._people = load_people(scenario)
        self._critical = [not row.kind.is_people for row in scenario.loads]

    def dark(self, grid: Grid) -> tuple[int, int]:
        """Return people without power, and loads that are no homes without."""
        live = grid.live
        off = [not live[node] for node in self._at]
        people = sum(people for people, is_off in zip(self._people, off, strict=True) if is_off)
        return people, sum(critical and is_off for critical, is_off in zip(self._critical, off, strict=True))
