"""A tree of choices finds what trying every choice finds, and says when it is none for it."""

import math
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.study.place import median, tree
from sim.study.place.choices import all_choices, best_of_all, exchanged, least_worst, units_of
from sim.study.place.highs import OutOfTime
from sim.study.place.median import p_median, regret_robust
from sim.study.place.siting import NoSite, Sited, Siting, mean_cost, worst_cost
from sim.study.place.tree import best_in_tree
from tests.study.place.test_choices import closed, few, random

NOTHING = Sited((), math.inf, -math.inf)


def later():
    return time.monotonic() + 60


@few
@given(st.integers(0, 10**6), st.integers(2, 4))
def test_a_tree_finds_the_least_worst_choice_of_all(seed, p):
    usual = random(seed, 11, 5, fixed=(2,), forbidden=(7,))
    states = [usual, *(closed(usual, seed + k) for k in range(2))]
    least = [0.0, 1.0, 0.5]
    found = best_in_tree(states, p, least, NOTHING, later())
    best = least_worst(states, all_choices(usual.free, p), least)
    assert found.value == pytest.approx(best.value)
    assert found.gap == 0
    assert len(set(found.chosen)) == p
    assert set(found.chosen) <= set(usual.free)
    assert found.value == pytest.approx(worst_cost(states, units_of(usual, found.chosen), least))


@few
@given(st.integers(0, 10**6))
def test_a_good_start_changes_nothing_of_what_is_found(seed):
    siting = random(seed, 12, 6, fixed=(0,))
    start = exchanged([siting], 3, [0.0])
    found = best_in_tree([siting], 3, [0.0], start, later())
    assert found.value == pytest.approx(best_in_tree([siting], 3, [0.0], NOTHING, later()).value)
    assert found.value <= start.value + 1e-9


def test_of_choices_that_are_worth_the_same_the_first_is_found():
    cost = np.array([[1.0, 2, 1, 9, 9], [9, 9, 9, 3, 3], [5, 5, 5, 5, 5]])
    siting = Siting(cost, np.ones(3))
    found = best_in_tree([siting], 2, [0.0], NOTHING, later())
    assert found.chosen == best_of_all(siting, all_choices(siting.free, 2)).chosen == (0, 3)


def test_what_is_too_large_or_may_leave_no_way_is_none_for_a_tree(monkeypatch):
    siting = random(1, 9, 4)
    assert best_in_tree([siting], 1, [0.0], NOTHING, later()) is None
    parted = Siting(np.array([[1.0, np.inf, 2], [np.inf, 1, 2]]), np.ones(2))
    assert best_in_tree([parted], 2, [0.0], NOTHING, later()) is None
    monkeypatch.setattr(tree, "MOST_SEARCHED", 10)
    assert best_in_tree([siting], 3, [0.0], NOTHING, later()) is None


def test_a_tree_out_of_time_says_so_and_highs_takes_over(by_models, monkeypatch):
    siting = random(2, 10, 6)
    with pytest.raises(OutOfTime, match="not seen whole"):
        best_in_tree([siting], 3, [0.0], NOTHING, time.monotonic() - 1)
    best = best_of_all(siting, all_choices(siting.free, 3)).value
    assert p_median(siting, 3).value == pytest.approx(best)

    def late(*_asked):
        raise OutOfTime("late")

    monkeypatch.setattr(median, "best_in_tree", late)
    assert p_median(siting, 3).value == pytest.approx(best)


@pytest.fixture
def by_models(monkeypatch):
    monkeypatch.setattr(median, "are_few", lambda sites, p: False)


@pytest.fixture
def without_highs(monkeypatch):
    def never(*_asked):
        raise AssertionError("a tree is enough")

    monkeypatch.setattr(median, "_solved", never)


def bridges(seed, n):
    """Return a usual state and others in which one place each is far from every candidate but the last."""
    usual = random(seed, 12, n, fixed=(1,))
    states = [usual]
    for place in range(n):
        cost = usual.cost.copy()
        cost[place, :-1] += 0.1 if place else 60.0
        states.append(Siting(cost, usual.weight, usual.fixed))
    return states


@pytest.mark.parametrize("seed", range(3))
def test_the_best_of_a_state_is_proven_only_where_the_regret_hangs_on_it(
    seed, by_models, without_highs, monkeypatch
):
    states, asked = bridges(seed, 8), []
    choices = all_choices(states[0].free, 3)
    least = [best_of_all(state, choices).value for state in states]
    exact = least_worst(states, choices, least)

    def counted(siting, p, limit_s):
        asked.append(siting)
        return p_median(siting, p, limit_s)

    monkeypatch.setattr(median, "p_median", counted)
    found = regret_robust(states, 3)
    assert found.value == pytest.approx(exact.value, abs=1e-6)
    assert found.gap == 0
    assert len(asked) < len(states)


def test_a_guess_that_was_too_high_is_mended_before_the_answer(by_models, without_highs, monkeypatch):
    usual = random(3, 12, 6, fixed=(2,))
    states = [usual, closed(usual, 1), closed(usual, 2)]
    choices = all_choices(usual.free, 2)
    least = [best_of_all(state, choices).value for state in states]

    def poor(asked, p, _least):
        chosen = tuple(asked[0].free[-p:])
        return Sited(chosen, worst_cost(asked, units_of(asked[0], chosen), _least), -math.inf)

    monkeypatch.setattr(median, "exchanged", poor)
    found = regret_robust(states, 2)
    assert found.value == pytest.approx(least_worst(states, choices, least).value, abs=1e-6)
    assert found.gap == pytest.approx(0, abs=1e-5)


def test_where_the_exchange_finds_no_way_the_model_does(by_models, monkeypatch):
    usual = random(4, 8, 4)
    states = [usual, closed(usual, 3)]

    def lost(*_asked):
        raise NoSite("no way")

    monkeypatch.setattr(median, "exchanged", lost)
    found = regret_robust(states, 2)
    choices = all_choices(usual.free, 2)
    least = [best_of_all(state, choices).value for state in states]
    assert found.value == pytest.approx(least_worst(states, choices, least).value, abs=1e-6)
    assert math.isfinite(mean_cost(usual, units_of(usual, found.chosen)))
