"""Metamorphic laws of routing: how answers change, or do not, when the map is changed in a known way."""

import pickle
import random
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from road_graphs import BACKENDS, Town, grid, towns

from sim.network.roads import IntArray, RoadGraph
from sim.network.router import UNREACHABLE, Router, make_router
from sim.network.travel import OPEN, Travel

FAST = BACKENDS[:2]
maps = towns(max_nodes=8, max_links=16)
few = settings(max_examples=40)


def routers(town: Town) -> Iterator[Router]:
    return (town.router(backend) for backend in FAST)


def whole(router: Router, nodes: range) -> IntArray:
    return router.table(nodes, nodes)


@given(maps)
@few
def test_a_closed_link_is_as_good_as_none(town: Town) -> None:
    kept = [number for number in range(len(town.links)) if number not in town.closed]
    without = Town(town.n_nodes, tuple(town.links[number] for number in kept))
    for backend in FAST:
        closed, removed = town.router(backend), without.router(backend)
        for source in town.nodes:
            for target in town.nodes:
                was, now = closed.route(source, target), removed.route(source, target)
                assert (was is None) == (now is None)
                if was is not None and now is not None:
                    assert (was.ms, was.nodes) == (now.ms, now.nodes)
                    assert was.links == tuple(kept[link] for link in now.links)


@given(maps)
@few
def test_turning_every_link_round_swaps_sources_and_targets(town: Town) -> None:
    links = tuple((b, a, oneway, ms) for a, b, oneway, ms in town.links)
    turned = Town(town.n_nodes, links, town.closed)
    for there, back in zip(routers(town), routers(turned), strict=True):
        assert (whole(there, town.nodes) == whole(back, town.nodes).T).all()


@given(maps)
@few
def test_where_every_link_leads_both_ways_the_way_back_takes_as_long(town: Town) -> None:
    links = tuple((a, b, False, ms) for a, b, _, ms in town.links)
    for router in routers(Town(town.n_nodes, links, town.closed)):
        table = whole(router, town.nodes)
        assert (table == table.T).all()


@given(maps, st.integers(2, 1000))
@few
def test_times_scale_with_the_links_and_routes_stay(town: Town, factor: int) -> None:
    slow = Town(town.n_nodes, tuple((*link[:3], link[3] * factor) for link in town.links), town.closed)
    for fast, slower in zip(routers(town), routers(slow), strict=True):
        for source in town.nodes:
            was, now = fast.route(source, 0), slower.route(source, 0)
            assert (was and (was.ms * factor, was.links)) == (now and (now.ms, now.links))


@given(maps)
@few
def test_a_detour_over_a_third_place_is_never_faster(town: Town) -> None:
    for router in routers(town):
        table = whole(router, town.nodes)
        for via in town.nodes:
            detour = table[:, [via]] + table[[via], :]
            assert (table <= np.minimum(detour, UNREACHABLE)).all()


@given(maps)
@few
def test_every_part_of_a_route_is_a_route(town: Town) -> None:
    for router in routers(town):
        for source in town.nodes:
            route = router.route(source, town.n_nodes - 1)
            for place, node in enumerate(route.nodes if route else ()):
                rest = router.route(node, town.n_nodes - 1)
                assert route is not None
                assert rest is not None
                assert (rest.nodes, rest.links) == (route.nodes[place:], route.links[place:])


@given(maps)
@few
def test_closing_a_link_off_the_route_leaves_the_route(town: Town) -> None:
    for router in routers(town):
        route = router.route(0, town.n_nodes - 1)
        if route is not None:
            router.close([link for link in range(len(town.links)) if link not in route.links])
            assert router.route(0, town.n_nodes - 1) == route


@given(maps, st.integers(0, 8))
@few
def test_a_new_node_without_links_changes_no_time(town: Town, extra: int) -> None:
    larger = Town(town.n_nodes + extra, town.links, town.closed)
    for small, large in zip(routers(town), routers(larger), strict=True):
        assert (whole(small, town.nodes) == whole(large, town.nodes)).all()
        for node in range(town.n_nodes, larger.n_nodes):
            assert large.nearest(node, larger.nodes) == [(0, node)]


@given(maps, st.randoms(use_true_random=False))
@few
def test_the_order_in_which_arcs_are_listed_changes_nothing(town: Town, rng: random.Random) -> None:
    graph = town.graph
    order = rng.sample(range(graph.n_arcs), graph.n_arcs)
    columns = [column[order] for column in (graph.tail, graph.head, graph.link)]
    shuffled = RoadGraph(graph.n_nodes, graph.n_links, *columns, graph.lon_deg, graph.lat_deg)
    for backend in FAST:
        here, there = town.router(backend), make_router(shuffled, town.arc_ms[order], backend)
        there.set_closed(town.closed)
        for source in town.nodes:
            assert here.route(source, 0) == there.route(source, 0)


@given(maps, st.randoms(use_true_random=False))
@few
def test_the_order_and_number_of_the_sources_change_no_time(town: Town, rng: random.Random) -> None:
    sources = rng.choices(town.nodes, k=12)
    for router in routers(town):
        alone = [router.times_to(0, [source])[0] for source in sources]
        assert router.times_to(0, sources) == alone
        travel = Travel(town.graph, town.arc_ms)
        assert travel.times_to(0, sources, town.closed) == alone


@given(maps, st.data())
@few
def test_preparing_places_changes_no_answer(town: Town, data: st.DataObject) -> None:
    places = data.draw(st.lists(st.integers(0, town.n_nodes - 1)))
    plain, prepared = Travel(town.graph, town.arc_ms), Travel(town.graph, town.arc_ms)
    prepared.prepare(places)
    for closed in (OPEN, town.closed):
        for target in town.nodes:
            assert plain.times_to(target, town.nodes, closed) == prepared.times_to(target, town.nodes, closed)
            assert plain.route(0, target, closed) == prepared.route(0, target, closed)


@given(maps)
@few
def test_all_routers_of_travel_give_the_same_answers(town: Town) -> None:
    first, *others = [Travel(town.graph, town.arc_ms, backend) for backend in BACKENDS]
    for closed in (town.closed, OPEN, town.closed):
        for source in town.nodes:
            route, ms = first.route(source, 0, closed), first.time(source, 0, closed)
            assert ms == (route and route.ms)
            for other in others:
                assert other.route(source, 0, closed) == route
                assert other.time(source, 0, closed) == ms


def test_a_graph_that_was_routed_on_can_be_sent_to_a_worker() -> None:
    town = grid(4)
    graph = town.graph
    here = make_router(graph, town.arc_ms)
    route = here.route(0, 15)
    sent: RoadGraph = pickle.loads(pickle.dumps(graph))
    assert make_router(sent, town.arc_ms).route(0, 15) == route
    assert (sent.elimination_order == graph.elimination_order).all()


@pytest.mark.parametrize("seed", range(3))
def test_on_a_town_of_a_thousand_nodes_routers_agree_through_a_storm(seed: int) -> None:
    rng = random.Random(seed)
    streets = grid(32).links
    town = Town(32 * 32, tuple((a, b, rng.random() < 0.1, rng.randint(1, 5000)) for a, b, *_ in streets))
    fast, fallback = routers(town)
    for _ in range(12):
        links = rng.sample(range(len(streets)), 25)
        for router in (fast, fallback):
            router.close(links)
            router.open(links[:8])
        target, sources = rng.choice(town.nodes), rng.sample(town.nodes, 20)
        assert fast.times_to(target, sources) == fallback.times_to(target, sources)
        assert fast.nearest(target, sources, 3) == fallback.nearest(target, sources, 3)
        assert fast.route(sources[0], target) == fallback.route(sources[0], target)
        assert (fast.all_from(target) == fallback.all_from(target)).all()


class Storm(RuleBasedStateMachine):
    """Links close and open at will; every router stays with what NetworkX says of the open ones."""

    @initialize(town=towns(max_nodes=6, max_links=10))
    def begin(self, town: Town) -> None:
        self.town = town
        self.routers = [town.router(backend, OPEN) for backend in FAST]
        self.travels = [Travel(town.graph, town.arc_ms, backend) for backend in FAST]
        self.closed: frozenset[int] = OPEN

    def some(self, wishes: frozenset[int]) -> frozenset[int]:
        return frozenset(wish for wish in wishes if wish < len(self.town.links))

    @rule(wishes=st.frozensets(st.integers(0, 9), max_size=3))
    def close(self, wishes: frozenset[int]) -> None:
        self.closed |= self.some(wishes)
        for router in self.routers:
            router.close(self.some(wishes))

    @rule(wishes=st.frozensets(st.integers(0, 9), max_size=3))
    def open(self, wishes: frozenset[int]) -> None:
        self.closed -= self.some(wishes)
        for router in self.routers:
            router.open(self.some(wishes))

    @rule(wishes=st.frozensets(st.integers(0, 9), max_size=5))
    def believe(self, wishes: frozenset[int]) -> None:
        self.closed = self.some(wishes)
        for router in self.routers:
            router.set_closed(self.closed)

    @rule(trip=st.tuples(st.integers(0, 5), st.integers(0, 5)))
    def ask(self, trip: tuple[int, int]) -> None:
        source, target = (min(end, self.town.n_nodes - 1) for end in trip)
        best = self.town.without(self.closed).best(source, target)
        for asked in self.routers:
            assert asked.route(source, target) == best
        for travel in self.travels:
            assert travel.route(source, target, self.closed) == best
            assert travel.time(source, target, self.closed) == (best and best.ms)

    @invariant()
    def every_router_knows_what_is_closed(self) -> None:
        assert all(router.closed == self.closed for router in self.routers)


class TestStorm(Storm.TestCase):  # type: ignore[name-defined]
    """The storm, run by pytest."""

    settings = settings(max_examples=20, stateful_step_count=15)
