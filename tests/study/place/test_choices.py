"""Trying every choice, leaving candidates out and models in time: all find the same, or say how far off."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.kernel.draw import Streams
from sim.study.place import median
from sim.study.place.choices import (
    all_choices,
    are_few,
    best_of_all,
    exchanged,
    least_worst,
    units_of,
    worth_trying,
)
from sim.study.place.highs import OutOfTime
from sim.study.place.median import p_median, p_median_robust, regret_robust
from sim.study.place.siting import NoSite, Sited, Siting, mean_cost, worst_cost


def random(seed, sites, places, fixed=(), forbidden=()):
    drawn = Streams(seed, 0)("test/choices").uniforms(places * (sites + 1))
    cost = 20 * drawn[: places * sites].reshape(places, sites)
    return Siting(cost, 1 + drawn[places * sites :], fixed, forbidden)


def closed(usual, seed):
    """Return a state in which some ways are longer."""
    longer = Streams(seed, 1)("test/choices").uniforms(usual.cost.size).reshape(usual.cost.shape)
    return Siting(usual.cost + np.where(longer < 0.3, 30, 0), usual.weight, usual.fixed, usual.forbidden)


@pytest.fixture
def by_models(monkeypatch):
    """Make every question one for HiGHS."""
    monkeypatch.setattr(median, "are_few", lambda sites, p: False)
    monkeypatch.setattr(median, "best_in_tree", lambda *asked: None)


few = settings(max_examples=15)


@few
@given(st.integers(0, 10**6), st.integers(1, 3))
def test_all_choices_are_the_combinations_in_their_order(seed, p):
    sites = sorted({seed % 7, 8, 11, 12, 20})
    assert all_choices(sites, p).tolist() == [list(each) for each in combinations(sites, p)]


def test_no_site_chosen_is_one_choice_and_too_many_are_none():
    assert all_choices([1, 2], 0).shape == (1, 0)
    with pytest.raises(NoSite, match="3 of 2"):
        all_choices([1, 2], 3)


def test_few_choices_are_those_that_can_be_tried():
    assert are_few(2800, 2)
    assert not are_few(2800, 3)


@few
@given(st.integers(0, 10**6), st.integers(1, 3))
def test_a_candidate_left_out_is_never_needed(seed, p):
    siting = random(seed, 9, 3, fixed=(0,), forbidden=(4,))
    kept = worth_trying([siting], p)
    assert p <= len(kept) <= 7
    assert not {0, 4} & set(kept)
    best = best_of_all(siting, all_choices(siting.free, p)).value
    assert best_of_all(siting, all_choices(kept, p)).value == pytest.approx(best)


def test_of_two_alike_the_first_stays_and_one_that_helps_nobody_goes():
    cost = np.array([[5.0, 1, 1, 9], [5.0, 4, 4, 7]])
    siting = Siting(cost, np.ones(2), fixed=(0,))
    assert worth_trying([siting], 1) == [1]
    assert worth_trying([siting], 3) == [1, 2, 3]


@few
@given(st.integers(0, 10**6))
def test_what_is_left_untried_is_worse_than_the_best(seed):
    siting = random(seed, 130, 4, fixed=(3,))  # 8,256 pairs: more than are tried at first
    found = best_of_all(siting, all_choices(siting.free, 2))
    assert found.gap == 0
    means = [mean_cost(siting, units_of(siting, pair)) for pair in combinations(siting.free, 2)]
    assert found.value == pytest.approx(min(means))


@few
@given(st.integers(0, 10**6))
def test_models_and_trying_everything_agree_on_the_median_and_the_robust_choice(seed):
    usual = random(seed, 12, 5, fixed=(2,), forbidden=(7,))
    states = [usual, *(closed(usual, seed + k) for k in range(3))]
    choices = all_choices(usual.free, 3)
    least = [best_of_all(state, choices).value for state in states]
    assert regret_robust(states, 3).value == pytest.approx(least_worst(states, choices, least).value)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(median, "are_few", lambda sites, p: False)
        patch.setattr(median, "best_in_tree", lambda *asked: None)
        assert [p_median(state, 3).value for state in states] == pytest.approx(least)
        found = regret_robust(states, 3)
        assert found.value == pytest.approx(least_worst(states, choices, least).value, abs=1e-6)
        assert found.gap == pytest.approx(0, abs=1e-5)
        worst = p_median_robust(states, 3)
        assert worst.value == pytest.approx(least_worst(states, choices, [0.0] * 4).value, abs=1e-6)


@few
@given(st.integers(0, 10**6), st.integers(1, 3))
def test_exchanging_finds_a_choice_no_better_than_the_best_and_claims_no_proof(seed, p):
    usual = random(seed, 10, 4, fixed=(1,))
    states, least = [usual, closed(usual, seed)], [0.0, 1.0]
    found = exchanged(states, p, least)
    assert len(found.chosen) == p
    assert found.value == pytest.approx(worst_cost(states, units_of(usual, found.chosen), least))
    assert found.value >= least_worst(states, all_choices(usual.free, p), least).value - 1e-9
    assert found.gap == np.inf


def test_where_no_choice_reaches_all_there_is_none():
    cost = np.array([[1.0, np.inf], [np.inf, 1.0]])
    siting = Siting(cost, np.ones(2))
    for ask in (
        lambda: best_of_all(siting, all_choices([0, 1], 1)),
        lambda: least_worst([siting], all_choices([0, 1], 1), [0.0]),
        lambda: exchanged([siting], 1, [0.0]),
    ):
        with pytest.raises(NoSite):
            ask()


# --- out of time


def test_a_median_out_of_time_is_a_good_choice_that_says_it_is_not_proven(by_models, monkeypatch):
    monkeypatch.setattr(median, "_solved", late)
    siting = random(5, 12, 6)
    found = p_median(siting, 3)
    assert len(found.chosen) == 3
    assert found.gap == found.value > 0


def late(states, p, least, limit_s):
    raise OutOfTime("late")


def test_a_robust_choice_out_of_time_tells_a_gap_that_holds_the_best(by_models, monkeypatch):
    usual = random(6, 12, 6, fixed=(0,))
    states = [usual, *(closed(usual, k) for k in range(4))]
    exact = regret_robust(states, 2)
    ends = iter([0.0, *([1e9] * 10_000)])
    monkeypatch.setattr(median.time, "monotonic", lambda: next(ends))
    found = regret_robust(states, 2)  # every state after the usual one is left to the exchange
    assert found.gap > 0
    assert found.value >= 0
    assert len(found.chosen) == 2
    assert exact.gap == 0


def test_where_time_is_up_at_once_the_exchange_is_what_there_is(by_models, monkeypatch):
    usual = random(7, 8, 4)
    states = [usual, closed(usual, 1)]
    monkeypatch.setattr(median, "_solved", late)
    found = p_median_robust(states, 2)
    assert len(found.chosen) == 2
    assert found.gap == np.inf


def test_rounding_is_no_gap():
    assert Sited((1,), 6.0, 6.0 - 1e-9).gap == 0
    assert Sited((1,), 6.0, 5.0).gap == 1
