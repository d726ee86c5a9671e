"""Laws of robust choice."""

import math

import numpy as np
import pytest
from analysis_lab import normal, table_of
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sim.study.analysis.robust import Robustness, regrets, robustness, robustness_of
from sim.study.analysis.sample import BadSample

PAYOFF = np.array([[1.0, 9.0, 4.0], [5.0, 5.0, 5.0], [2.0, 8.0, 6.0]])
"""Costs of three alternatives in three states."""
matrices = arrays(float, (4, 5), elements=st.floats(-100, 100))


def of(values=PAYOFF, **options) -> Robustness:
    return robustness(values, ["dare", "even", "half"], ["s1", "s2", "s3"], 1, **options)


@given(matrices)
def test_somebody_has_no_regret_in_every_state_and_nobody_a_negative_one(values: np.ndarray) -> None:
    found = regrets(values)
    assert (found.min(axis=0) == 0).all()
    assert (found >= 0).all()


@given(matrices)
def test_more_is_better_is_less_is_better_upside_down(values: np.ndarray) -> None:
    assert (regrets(values, smaller_is_better=False) == regrets(-values)).all()


@given(matrices, arrays(float, 5, elements=st.floats(-50, 50)))
def test_what_a_state_costs_everybody_is_nobody_s_regret(values: np.ndarray, bad: np.ndarray) -> None:
    assert regrets(values + bad) == pytest.approx(regrets(values), abs=1e-9)


def test_each_criterion_makes_the_choice_of_the_textbook() -> None:
    found = {one.name: one for one in of(goal=5.0).alternatives}
    assert found["dare"].max_regret.value == 4
    assert found["even"].max_regret.value == 4
    assert found["half"].max_regret.value == 3
    assert found["half"].by == ("max_regret",)
    assert set(found["dare"].by) == {"mean"}
    assert set(found["even"].by) == {"worst", "domain"}
    assert (found["even"].worst, found["dare"].worst) == (5, 9)
    assert found["even"].domain is not None
    assert found["even"].domain.value == 1
    assert found["dare"].domain.value == pytest.approx(2 / 3)


def test_where_more_is_better_the_worst_is_the_least_and_a_goal_is_a_floor() -> None:
    found = {one.name: one for one in of(goal=5.0, smaller_is_better=False).alternatives}
    assert found["dare"].worst == 1
    assert found["dare"].domain.value == pytest.approx(1 / 3)
    assert "worst" in found["even"].by


def test_without_a_goal_there_is_no_domain() -> None:
    found = of()
    assert found.alternatives[0].domain is None
    assert "domain" not in found.frame().columns


def test_one_replication_says_that_regrets_are_overstated() -> None:
    found = of()
    assert found.caveat is not None
    assert found.alternatives[0].max_regret.half_width == math.inf
    assert math.isnan(found.alternatives[0].chosen_share)


def lucky(reps: int, spread: float, seed: int = 1) -> np.ndarray:
    return np.asarray(PAYOFF + spread * normal("robust", reps, 3, 3, seed=seed))


def test_with_replications_the_interval_holds_the_largest_regret() -> None:
    hits = []
    for seed in range(200):
        found = of(lucky(40, 1.0, seed))
        regrets_ = [one.max_regret for one in found.alternatives]
        hits.append([one.low <= truth <= one.high for one, truth in zip(regrets_, (4, 4, 3), strict=True)])
    assert np.mean(hits) > 0.92
    assert (found.alternatives[0].max_regret.n, found.caveat) == (40, None)


def test_how_sure_the_choice_is_depends_on_luck() -> None:
    sure, unsure = of(lucky(40, 0.1)), of(lucky(40, 6.0))
    assert sure.alternatives[2].chosen_share == 1
    assert unsure.alternatives[2].chosen_share < 0.9
    for found in (sure, unsure):
        assert sum(one.chosen_share for one in found.alternatives) == pytest.approx(1)


def test_luck_that_all_share_makes_nobody_less_sure() -> None:
    shared = PAYOFF + 50 * normal("all", 30)[:, np.newaxis, np.newaxis]
    found = of(shared)
    assert [one.max_regret.half_width for one in found.alternatives] == pytest.approx([0, 0, 0], abs=1e-9)


def test_a_replication_that_is_not_whole_is_left_out_and_told() -> None:
    values = lucky(10, 0.1)
    values[3, 1, 1] = math.nan
    found = of(values)
    assert (found.reps, found.dropped) == (9, 1)
    values[:, 0, 0] = math.nan
    with pytest.raises(BadSample, match="no replication"):
        of(values)


def test_shapes_that_do_not_fit_are_an_error() -> None:
    with pytest.raises(BadSample, match="3 alternatives"):
        of(PAYOFF[:, :2])


def cost(policy: str, rep: int, rain: int, **_: object) -> float:
    return float(PAYOFF["abc".index(policy), rain] + normal("cost", 20)[rep])


def test_alternatives_and_states_are_read_from_a_study() -> None:
    table = table_of(cost, policies=("a", "b", "c"), rain=(0, 1, 2), reps=20)
    found = robustness_of(table, "wait", ["policy"], ["rain"], 1, goal=5.5)
    assert found.names == ("a", "b", "c")
    assert found.states == ("rain = 0", "rain = 1", "rain = 2")
    assert found.regret == pytest.approx(regrets(PAYOFF))
    frame = found.frame().set_index("alternative")
    assert frame.loc["c", "max_regret"] == pytest.approx(3)
    assert "max_regret" in frame.loc["c", "best_by"]


def test_a_state_in_which_an_alternative_was_not_run_is_named() -> None:
    table = table_of(cost, policies=("a", "b"), rain=(0, 1), reps=3)
    partial = table[(table.policy == "a") | (table.rain == 0)]
    with pytest.raises(BadSample, match="b was not run in rain = 1"):
        robustness_of(partial, "wait", ["policy"], ["rain"], 1)
