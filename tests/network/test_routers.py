"""Laws of routing: every router gives the one right answer, whatever is closed."""

import random
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from road_graphs import BACKENDS, Town, grid, towns

from sim.network import cch
from sim.network.cch import CchRouter
from sim.network.csgraph import ScipyRouter
from sim.network.reference import ReferenceRouter
from sim.network.roads import RoadGraph
from sim.network.router import UNREACHABLE, Backend, Route, Ways, make_router
from sim.terms.errors import InvariantBroken

FAST: tuple[Backend, ...] = ("cch", "scipy")
LINE = Town(4, ((0, 1, False, 10), (1, 2, False, 20), (2, 3, True, 30)))
FORK = Town(4, ((0, 2, False, 5), (0, 1, False, 5), (2, 3, False, 5), (1, 3, False, 5)))

each_backend = pytest.mark.parametrize("backend", BACKENDS)


@given(towns(max_nodes=9, max_links=20))
@settings(max_examples=80)
def test_every_router_agrees_with_networkx_whatever_is_closed(town: Town) -> None:
    reference = town.router("networkx")
    for backend in FAST:
        router = town.router(backend)
        for target in town.nodes:
            assert router.times_to(target, town.nodes) == reference.times_to(target, town.nodes)
            assert router.nearest(target, town.nodes) == reference.nearest(target, town.nodes)
            assert (router.all_to(target) == reference.all_to(target)).all()
            assert (router.all_from(target) == reference.all_from(target)).all()
            for source in town.nodes:
                assert router.route(source, target) == reference.route(source, target)


@given(towns())
@settings(max_examples=80)
def test_a_route_is_the_fastest_and_of_several_the_one_with_the_smallest_links(town: Town) -> None:
    routers = [town.router(backend) for backend in BACKENDS]
    for source in town.nodes:
        for target in town.nodes:
            best = town.best(source, target)
            assert [router.route(source, target) for router in routers] == [best] * len(routers)


@given(towns(), st.data())
@settings(max_examples=40)
def test_a_table_holds_the_times_between_any_sources_and_targets(town: Town, data: st.DataObject) -> None:
    some = st.lists(st.integers(0, town.n_nodes - 1), max_size=8)
    sources, targets = data.draw(some), data.draw(some)
    for backend in BACKENDS:
        router = town.router(backend)
        table = router.table(sources, targets)
        assert table.shape == (len(sources), len(targets))
        assert table.dtype == np.int64
        for column, target in enumerate(targets):
            times = [None if ms == UNREACHABLE else ms for ms in table[:, column].tolist()]
            assert times == router.times_to(target, sources)


@given(towns(max_nodes=8, max_links=16), st.data())
@settings(max_examples=40)
def test_closing_and_opening_again_restores_every_time_bit_for_bit(town: Town, data: st.DataObject) -> None:
    links = st.lists(st.integers(0, max(0, len(town.links) - 1)), max_size=6 if town.links else 0)
    for backend in BACKENDS:
        router = town.router(backend, frozenset())
        before = router.table(town.nodes, town.nodes)
        for cut in data.draw(st.lists(links, max_size=4)):
            router.close(cut)
            router.times_to(0, town.nodes)
        router.open(sorted(router.closed))
        assert router.closed == frozenset()
        assert router.table(town.nodes, town.nodes).tobytes() == before.tobytes()


@given(towns(max_nodes=8, max_links=16), st.data())
@settings(max_examples=40)
def test_what_was_closed_before_leaves_no_trace(town: Town, data: st.DataObject) -> None:
    masks = st.lists(st.frozensets(st.integers(0, max(0, len(town.links) - 1))), max_size=4)
    past = data.draw(masks) if town.links else []
    for backend in FAST:
        router = town.router(backend, frozenset())
        for mask in past:
            router.set_closed(mask)
            router.route(0, town.n_nodes - 1)
        router.set_closed(town.closed)
        fresh = town.router(backend)
        assert router.closed == fresh.closed == town.closed
        assert (router.table(town.nodes, town.nodes) == fresh.table(town.nodes, town.nodes)).all()


@given(towns(max_nodes=8, max_links=16), st.integers(0, 15))
@settings(max_examples=40)
def test_cutting_a_road_never_shortens_a_path(town: Town, cut: int) -> None:
    for backend in BACKENDS:
        router = town.router(backend)
        before = router.table(town.nodes, town.nodes)
        router.close([cut] if cut < len(town.links) else [])
        assert (router.table(town.nodes, town.nodes) >= before).all()


@given(towns(max_nodes=8, max_links=14), st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_relabelling_the_nodes_changes_no_time_and_no_link_of_a_route(town: Town, rng: random.Random) -> None:
    new = rng.sample(town.nodes, town.n_nodes)
    links = tuple((new[a], new[b], oneway, ms) for a, b, oneway, ms in town.links)
    other = Town(town.n_nodes, links, town.closed)
    for backend in BACKENDS:
        here, there = town.router(backend), other.router(backend)
        for source in town.nodes:
            for target in town.nodes:
                was, now = here.route(source, target), there.route(new[source], new[target])
                assert (was and (was.ms, was.links)) == (now and (now.ms, now.links))


@given(towns(max_nodes=7, max_links=12, max_ms=9), st.integers(0, 11))
@settings(max_examples=40)
def test_splitting_a_link_in_two_changes_no_time(town: Town, which: int) -> None:
    if which >= len(town.links) or which in town.closed or town.links[which][3] == 1:
        return
    a, b, oneway, ms = town.links[which]
    middle = town.n_nodes
    halves = ((a, middle, oneway, 1), (middle, b, oneway, ms - 1))
    kept = tuple(link for number, link in enumerate(town.links) if number != which)
    closed = frozenset(number - (number > which) for number in town.closed)
    split = Town(town.n_nodes + 1, kept + halves, closed)
    for backend in BACKENDS:
        before = town.router(backend).table(town.nodes, town.nodes)
        assert (split.router(backend).table(town.nodes, town.nodes) == before).all()


@given(towns(max_nodes=9, max_links=20))
@settings(max_examples=40)
def test_a_route_is_contiguous_avoids_closed_links_and_takes_the_sum_of_its_links(town: Town) -> None:
    for backend in FAST:
        router = town.router(backend)
        for source in town.nodes:
            route = router.route(source, 0)
            if route is None:
                continue
            assert route.nodes[0] == source
            assert route.nodes[-1] == 0
            assert sum(town.links[link][3] for link in route.links) == route.ms
            assert not town.closed.intersection(route.links)
            for link, tail, head in zip(route.links, route.nodes, route.nodes[1:], strict=False):
                a, b, oneway, _ = town.links[link]
                assert (tail, head) in ([(a, b)] if oneway else [(a, b), (b, a)])


def test_among_many_ties_all_routers_take_the_same_route() -> None:
    town, rng = grid(9), random.Random(5)
    for _ in range(6):
        town = town.without(frozenset(rng.sample(range(len(town.links)), 12)))
        routers = [town.router(backend) for backend in BACKENDS]
        for _ in range(12):
            source, target = rng.choice(town.nodes), rng.choice(town.nodes)
            first, *others = [router.route(source, target) for router in routers]
            assert others == [first, first]


@each_backend
def test_the_way_to_where_one_is_takes_no_time_and_no_link(backend: Backend) -> None:
    router = LINE.router(backend)
    assert router.route(2, 2) == Route(0, (), (2,))
    assert router.times_to(2, [2]) == [0]


@each_backend
def test_a_one_way_link_is_driven_one_way(backend: Backend) -> None:
    router = LINE.router(backend)
    assert router.route(0, 3) == Route(60, (0, 1, 2), (0, 1, 2, 3))
    assert router.route(3, 0) is None
    assert router.times_to(0, [3, 2]) == [None, 30]
    assert router.all_from(3).tolist() == [UNREACHABLE, UNREACHABLE, UNREACHABLE, 0]


@each_backend
def test_a_tie_is_broken_by_the_link_and_not_by_the_node(backend: Backend) -> None:
    assert FORK.router(backend).route(0, 3) == Route(10, (0, 2), (0, 2, 3))
    assert FORK.router(backend, frozenset({2})).route(0, 3) == Route(10, (1, 3), (0, 1, 3))


@pytest.mark.parametrize("first", [1, 2])
@each_backend
def test_a_tie_past_dead_ends_is_broken_by_the_link_too(backend: Backend, first: int) -> None:
    dead_ends = ((1, 4, True, 1), (2, 5, True, 1))
    streets = ((0, first), (0, 3 - first), (1, 3), (2, 3))
    town = Town(6, (*dead_ends, *((a, b, False, 5) for a, b in streets)))
    assert town.router(backend).route(0, 3) == Route(10, (2, 3 + first), (0, first, 3))


@each_backend
def test_the_nearest_come_by_time_then_position_and_the_unreachable_are_left_out(backend: Backend) -> None:
    router = LINE.router(backend)
    sources = [3, 2, 0, 1, 0]
    assert router.nearest(1, sources) == [(0, 3), (10, 2), (10, 4), (20, 1)]
    assert router.nearest(1, sources, 2) == [(0, 3), (10, 2)]
    assert router.nearest(1, sources, 0) == []
    assert router.nearest(1, []) == []
    assert router.times_to(1, []) == []


@given(towns(max_nodes=9, max_links=20), st.integers(1, 9))
@settings(max_examples=40)
def test_the_nearest_few_are_the_first_of_all(town: Town, count: int) -> None:
    for backend in BACKENDS:
        router = town.router(backend)
        for target in town.nodes:
            assert router.nearest(target, town.nodes, count) == router.nearest(target, town.nodes)[:count]


@each_backend
def test_closing_what_is_closed_and_opening_what_is_open_changes_nothing(backend: Backend) -> None:
    router = LINE.router(backend)
    router.close([1, 1])
    router.close([1])
    assert router.closed == {1}
    assert router.times_to(2, [0]) == [None]
    router.open([0, 1])
    assert router.times_to(2, [0]) == [30]


@each_backend
def test_a_fork_has_closures_of_its_own(backend: Backend) -> None:
    router = LINE.router(backend, frozenset({0}))
    fork = router.fork()
    assert fork.closed == frozenset()
    fork.close([1])
    assert (router.times_to(3, [1]), fork.times_to(3, [1])) == ([50], [None])
    assert (router.times_to(1, [0]), fork.times_to(1, [0])) == ([None], [10])


@each_backend
def test_results_are_python_integers(backend: Backend) -> None:
    router = LINE.router(backend)
    route = router.route(0, 2)
    assert route is not None
    numbers = [*router.times_to(2, [0, 1]), *router.nearest(2, [0])[0], route.ms, *route.links, *route.nodes]
    assert {type(number) for number in numbers} == {int}


@each_backend
@pytest.mark.parametrize("ms", [0, -1, UNREACHABLE])
def test_a_time_below_a_millisecond_or_without_end_is_refused(backend: Backend, ms: int) -> None:
    town = Town(2, ((0, 1, False, ms),))
    with pytest.raises(ValueError, match=rf"from 1 to \d+ ms, got {ms} to {ms}"):
        make_router(town.graph, town.arc_ms, backend)


def test_times_that_do_not_fit_the_arcs_are_refused() -> None:
    with pytest.raises(ValueError, match="each of 5 arcs, got 2"):
        make_router(LINE.graph, np.array([1, 1]))


@each_backend
def test_a_node_or_link_that_does_not_exist_is_refused_by_its_number(backend: Backend) -> None:
    router = LINE.router(backend)
    for wrong in (
        lambda: router.times_to(4, [0]),
        lambda: router.nearest(0, [4]),
        lambda: router.route(-1, 0),
        lambda: router.table([0], [9]),
        lambda: router.all_to(4),
        lambda: router.all_from(-1),
        lambda: router.close([3]),
        lambda: router.open([3]),
        lambda: router.set_closed(frozenset({0, -1})),
    ):
        with pytest.raises(IndexError, match=r"no (node|link) -?\d: they are numbered from 0 to"):
            wrong()
    assert router.closed == frozenset()


@each_backend
def test_a_trip_of_twenty_five_days_is_no_way_in_every_router(backend: Backend) -> None:
    half = UNREACHABLE // 2
    town = Town(3, ((0, 1, False, half), (1, 2, False, half + 1)))
    router = town.router(backend)
    assert router.times_to(2, [0, 1]) == [None, half + 1]
    assert router.route(0, 2) is None
    assert router.table([0], [1, 2]).tolist() == [[half, UNREACHABLE]]
    shorter = Town(3, ((0, 1, False, half), (1, 2, False, half)))
    assert shorter.router(backend).times_to(2, [0]) == [UNREACHABLE - 1]


@each_backend
def test_a_map_without_roads_leads_nowhere(backend: Backend) -> None:
    router = Town(2, ()).router(backend)
    assert router.times_to(0, [0, 1]) == [0, None]
    assert router.route(0, 1) is None
    assert router.nearest(1, [0], 1) == []


@pytest.mark.parametrize("backend", FAST)
def test_a_place_that_is_cut_off_is_found_out_at_once(backend: Backend) -> None:
    town = grid(40)
    corner = frozenset({0, 39 * 40})
    router = town.router(backend, corner)
    began = time.process_time()
    for _ in range(20):
        assert router.times_to(0, [1599, 5]) == [None, None]
        assert router.times_to(1599, [0, 1598]) == [None, 1000]
        assert router.route(1599, 0) is None
    assert time.process_time() - began < 1


def test_the_fast_router_is_taken_where_it_is_installed_and_scipy_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert cch.is_installed()
    assert isinstance(make_router(LINE.graph, LINE.arc_ms), CchRouter)
    monkeypatch.setattr(cch, "is_installed", lambda: False)
    assert isinstance(make_router(LINE.graph, LINE.arc_ms), ScipyRouter)
    assert isinstance(make_router(LINE.graph, LINE.arc_ms, "networkx"), ReferenceRouter)


def test_the_fallback_searches_a_small_disc_for_the_nearest_of_many() -> None:
    town = grid(50)
    router = ScipyRouter(town.graph, town.arc_ms)
    seen = []
    search = router._back.times_from

    def spy(start: np.ndarray, limit: float) -> np.ndarray:
        times = search(start, limit)
        seen.append(int(np.isfinite(times).sum()))
        return times

    router._back.times_from = spy  # type: ignore[method-assign]
    assert router.nearest(1275, range(0, 2500, 10), 1)
    assert sum(seen) < 250


def test_a_walk_over_times_that_cannot_be_says_so() -> None:
    ways = Ways(RoadGraph.from_links([0], [1], n_nodes=2), [5, 5])
    with pytest.raises(InvariantBroken, match="stops at node 0, 9 ms before"):
        ways.walk((0, 1), [9, 0].__getitem__, ())
