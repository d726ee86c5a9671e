"""Laws of travel: an answer depends on the question and the mask alone, and asking again costs a look-up."""

import random
import subprocess
import sys
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from road_graphs import BACKENDS, Town, grid, towns

from sim.network import travel as module
from sim.network.router import Backend, Router
from sim.network.travel import OPEN, Travel

LINE = Town(4, ((0, 1, False, 10), (1, 2, False, 20), (2, 3, True, 30)))
each_backend = pytest.mark.parametrize("backend", BACKENDS)


class Counting:
    """A router that counts what it is asked."""

    def __init__(self, router: Router) -> None:
        self._router = router
        self.asked = 0
        self.row_cost = 500

    def __getattr__(self, name: str) -> object:
        self.asked += name in ("times_to", "route", "all_to", "all_from", "table")
        return getattr(self._router, name)


def counted(monkeypatch: pytest.MonkeyPatch, town: Town, backend: Backend = "cch") -> tuple[Travel, Counting]:
    spy = Counting(town.router(backend))
    monkeypatch.setattr(module, "make_router", lambda *_: spy)
    return Travel(town.graph, town.arc_ms), spy


@given(towns(max_nodes=7, max_links=12), st.data())
@settings(max_examples=40)
def test_an_answer_depends_on_the_question_and_the_mask_alone(town: Town, data: st.DataObject) -> None:
    node = st.integers(0, town.n_nodes - 1)
    mask = st.frozensets(st.integers(0, len(town.links) - 1), max_size=4) if town.links else st.just(OPEN)
    masks = data.draw(st.lists(mask, min_size=1, max_size=4))
    questions = data.draw(st.lists(st.tuples(node, node, st.sampled_from(masks)), max_size=12))
    for backend in BACKENDS[:2]:
        travel = Travel(town.graph, town.arc_ms, backend)
        for source, target, closed in questions:
            fresh = town.router(backend, closed)
            assert travel.route(source, target, closed) == fresh.route(source, target)
            assert [travel.time(source, target, closed)] == fresh.times_to(target, [source])
            assert travel.times_to(source, town.nodes, closed) == fresh.times_to(source, town.nodes)


@given(st.randoms(use_true_random=False))
@settings(max_examples=10)
def test_little_memory_and_many_masks_change_no_answer(rng: random.Random) -> None:
    town = grid(5)
    masks = [frozenset(rng.sample(range(len(town.links)), 3)) for _ in range(5)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_LANES", 2)
        patch.setattr(module, "_ROWS_BYTES", 1)
        travel = Travel(town.graph, town.arc_ms)
        for _ in range(40):
            source, target = rng.choice(town.nodes), rng.choice(town.nodes)
            closed = rng.choice([OPEN, *masks])
            right = town.router("scipy", closed)
            assert [travel.time(source, target, closed)] == right.times_to(target, [source])
            assert travel.route(source, target, closed) == right.route(source, target)


def test_a_question_that_was_asked_often_is_not_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    travel, spy = counted(monkeypatch, grid(4))
    while not travel._open.to.known:
        travel.time(3, 12)
    asked = spy.asked
    assert [travel.time(source, 12) for source in (3, 0, 12)] == [6000, 3000, 0]
    assert travel.times_to(12, [3, 0, 12]) == [6000, 3000, 0]
    assert travel.route(3, 12) == grid(4).router("networkx").route(3, 12)
    assert spy.asked == asked


def test_a_place_that_many_are_reached_from_gets_a_row_too(monkeypatch: pytest.MonkeyPatch) -> None:
    travel, spy = counted(monkeypatch, grid(4))
    for target in range(1, 16):
        travel.time(0, target)
    assert list(travel._open.come_from.known) == [0]
    assert not travel._open.to.known
    asked = spy.asked
    assert [travel.time(0, target) for target in (15, 3)] == [6000, 3000]
    assert spy.asked == asked


def test_sources_with_and_without_a_row_are_answered_in_the_order_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    travel, _ = counted(monkeypatch, grid(4))
    travel._open.come_from.learn(5)
    assert travel.times_to(15, [5, 0, 5, 15]) == [4000, 6000, 4000, 0]


def test_prepared_places_cost_no_question_either_way(monkeypatch: pytest.MonkeyPatch) -> None:
    travel, spy = counted(monkeypatch, LINE)
    travel.prepare([3, 1, 3])
    asked = spy.asked
    assert (travel.time(0, 3), travel.time(3, 0), travel.time(1, 0), travel.time(0, 1)) == (60, None, 10, 10)
    assert travel.times_to(2, [1, 3]) == [20, None]
    assert travel.route(0, 3) is not None
    assert spy.asked == asked


def test_alternating_masks_keep_what_was_learnt_under_each() -> None:
    town = grid(4)
    travel = Travel(town.graph, town.arc_ms)
    truth, belief = frozenset({0, 3}), frozenset({0})
    for _ in range(4):
        travel.time(0, 15, truth)
        travel.time(0, 15, belief)
    lanes = dict(travel._lanes)
    travel.time(0, 15, frozenset({3, 0}))
    travel.time(0, 15, frozenset({0}))
    assert list(travel._lanes.items()) == list(lanes.items())
    assert all(list(lane.to.known) == [15] for lane in lanes.values())


def test_beyond_a_few_masks_the_one_not_used_for_longest_gives_way() -> None:
    town = grid(4)
    travel = Travel(town.graph, town.arc_ms)
    masks = [frozenset({link}) for link in range(8)]
    for mask in masks[:6]:
        travel.time(0, 15, mask)
    router = travel._lanes[masks[1]].router
    travel.time(0, 15, masks[0])
    travel.time(0, 15, masks[6])
    assert list(travel._lanes) == [*masks[2:6], masks[0], masks[6]]
    assert travel._lanes[masks[6]].router is router
    assert router.closed == masks[6]


def test_rows_are_kept_to_a_bound_and_the_first_made_gives_way() -> None:
    town = grid(4)
    travel = Travel(town.graph, town.arc_ms)
    travel._open.to._max_rows = 3
    travel.prepare([0, 1, 2])
    travel.prepare([0, 5])
    assert list(travel._open.to.known) == [1, 2, 5]
    assert travel.time(15, 0) == 6000


@each_backend
def test_a_place_without_a_way_has_neither_time_nor_route(backend: Backend) -> None:
    travel = Travel(LINE.graph, LINE.arc_ms, backend)
    for _ in range(3):
        assert travel.time(3, 0) is None
        assert travel.times_to(0, [3, 1]) == [None, 10]
        assert travel.route(3, 0) is None
        assert travel.time(0, 3, frozenset({1})) is None
        assert travel.route(0, 3, frozenset({1})) is None


def test_on_a_large_map_the_second_route_to_a_place_makes_its_row() -> None:
    town = grid(60)
    travel = Travel(town.graph, town.arc_ms)
    once = travel.route(0, 3599)
    assert list(travel._open.to.known) == []
    twice = travel.route(0, 3599)
    assert list(travel._open.to.known) == [3599]
    assert once is not None
    assert once == twice
    assert once.ms == 118_000


@each_backend
def test_answers_are_python_integers(backend: Backend) -> None:
    travel = Travel(LINE.graph, LINE.arc_ms, backend)
    answers: list[object] = []
    for _ in range(3):
        answers += [travel.time(0, 2), *travel.times_to(2, [0, 1]), *travel.link_ms]
        route = travel.route(0, 2)
        assert route is not None
        answers += [route.ms, *route.links, *route.nodes]
    assert {type(answer) for answer in answers} == {int}


def test_the_time_of_a_link_is_that_of_its_arcs_which_must_be_the_same() -> None:
    assert Travel(LINE.graph, LINE.arc_ms).link_ms == [10, 20, 30]
    with pytest.raises(ValueError, match="both arcs of a link"):
        Travel(LINE.graph, np.array([10, 11, 20, 20, 30]))


SCRIPT = """
from road_graphs import grid
from sim.network.travel import Travel
town = grid(6)
travel = Travel(town.graph, town.arc_ms)
masks = [frozenset({3 * m, 7, 11 + m}) for m in range(9)]
print([travel.route(s, 35, m) for m in masks for s in range(0, 30, 7)], list(travel._lanes))
"""


def run_with_hash_seed(seed: str) -> str:
    paths: Sequence[str] = [path for path in sys.path if path]
    found = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = {paths!r}\n{SCRIPT}"],
        env={"PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )
    return found.stdout


def test_answers_do_not_depend_on_the_hash_seed() -> None:
    assert run_with_hash_seed("0") == run_with_hash_seed("4711") != ""


def test_the_router_stays_unloaded_where_only_its_words_are_needed() -> None:
    code = "import sys, sim.network.travel; print({'scipy', 'networkx', 'pydantic'} & set(sys.modules))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "set()"
