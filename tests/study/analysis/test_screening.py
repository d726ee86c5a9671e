"""Laws of Morris' screening."""

import importlib.util
import math

import numpy as np
import pandas as pd
import pytest
from analysis_lab import Array, g_function, normal, trajectories
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.study.analysis.sample import BadSample
from sim.study.analysis.screening import morris, morris_of

NAMES = ("x1", "x2", "x3", "x4")
UNITS = trajectories(20, 4)


def values(estimates) -> list[float]:
    return [one.value for one in estimates]


@settings(max_examples=25)
@given(st.lists(st.floats(-50, 50), min_size=4, max_size=4))
def test_effects_of_a_linear_model_are_its_coefficients(slopes: list[float]) -> None:
    found = morris(UNITS, UNITS @ np.array(slopes), NAMES, seed=1)
    assert values(found.mu) == pytest.approx(slopes, abs=1e-9)
    assert values(found.mu_star) == pytest.approx(np.abs(slopes), abs=1e-9)
    assert values(found.sigma) == pytest.approx([0] * 4, abs=1e-9)


def test_an_interaction_shows_in_the_spread_and_a_change_of_sign_in_mu_star() -> None:
    output = (UNITS[:, 0] - 0.5) * (UNITS[:, 1] - 0.5) + UNITS[:, 2]
    found = morris(UNITS, output, NAMES, seed=1)
    mu, mu_star, sigma = (values(kind) for kind in (found.mu, found.mu_star, found.sigma))
    assert abs(mu[0]) < 0.2 < mu_star[0]
    assert sigma[0] > 0.2
    assert sigma[2] == pytest.approx(0, abs=1e-12)
    assert mu_star[3] == 0


def test_the_g_function_s_factors_are_ranked_as_their_coefficients() -> None:
    units = trajectories(60, 8)
    found = morris(units, g_function(units), [f"x{i}" for i in range(8)], seed=1)
    sizes = values(found.mu_star)
    assert sizes[0] > sizes[1] > sizes[2] > sizes[3] > max(sizes[4:])
    assert found.mu_star[0].low > found.mu_star[2].high


@pytest.mark.skipif(importlib.util.find_spec("SALib") is None, reason="SALib is not installed")
def test_salib_finds_the_same_effects() -> None:
    from SALib.analyze import morris as salib

    output = UNITS[:, 0] * 3 + UNITS[:, 1] * UNITS[:, 2]
    problem = {"num_vars": 4, "names": list(NAMES), "bounds": [[0, 1]] * 4}
    theirs = salib.analyze(problem, UNITS, output, num_levels=4, seed=1)
    found = morris(UNITS, output, NAMES, seed=1)
    assert values(found.mu_star) == pytest.approx(list(theirs["mu_star"]))
    assert values(found.sigma) == pytest.approx(list(theirs["sigma"]))


def with_luck(reps: int, spread: float) -> Array:
    return np.asarray((3 * UNITS[:, 0])[:, np.newaxis] + spread * normal("luck", len(UNITS), reps))


def test_what_luck_alone_would_give_is_told() -> None:
    found = morris(UNITS, with_luck(6, 2.0), NAMES, seed=1)
    for number in (1, 2, 3):  # factors that do nothing
        assert found.mu_star[number].low < found.floor[number] < found.mu_star[number].high
    assert found.mu_star[0].low > found.floor[0]
    assert found.caveat is None


def test_luck_that_all_points_share_is_none() -> None:
    shared = (3 * UNITS[:, 0])[:, np.newaxis] + 10 * normal("shared", 5)
    found = morris(UNITS, shared, NAMES, seed=1)
    assert max(found.floor) == pytest.approx(0, abs=1e-9)


def test_one_replication_is_told_to_hide_luck() -> None:
    found = morris(UNITS, UNITS[:, 0], NAMES, seed=1)
    assert found.caveat is not None
    assert all(math.isnan(one) for one in found.floor)


def test_a_failed_run_costs_the_steps_at_its_ends_and_is_told() -> None:
    output = UNITS[:, 0].copy()
    output[2] = math.nan
    found = morris(UNITS, output, NAMES, seed=1)
    assert found.dropped == 2
    assert sum(found.trajectories) == 4 * 20 - 2
    assert found.mu[0].value == pytest.approx(1)


def test_a_factor_with_too_few_steps_is_an_error() -> None:
    output = np.full(10, math.nan)
    with pytest.raises(BadSample, match="factor x1 has fewer than two steps"):
        morris(trajectories(2, 4), output, NAMES, seed=1)


def test_what_is_no_trajectory_is_an_error() -> None:
    with pytest.raises(BadSample, match="no trajectories"):
        morris(UNITS[:-1], UNITS[:-1, 0], NAMES, seed=1)
    jump = UNITS.copy()
    jump[1] = 1 - jump[0]
    with pytest.raises(BadSample, match="several factors"):
        morris(jump, UNITS[:, 0], NAMES, seed=1)


def test_effects_are_read_from_a_study_by_the_ranks_of_its_levels() -> None:
    units = trajectories(12, 2)
    scale = np.array([1, 10, 100, 1000])
    points = pd.DataFrame({"a": scale[np.rint(units[:, 0] * 3).astype(int)], "b": units[:, 1]})
    points["point"] = [f"{a}-{b:.4f}" for a, b in zip(points["a"], points["b"], strict=True)]
    points["position"] = range(len(points))
    output = 5 * units[:, 0]
    table = points.drop(columns="position").assign(
        study="s", scenario="h", policy="n", seed=1, rep=0, key="k", status="ok", response="y", value=output
    )
    found = morris_of(table.drop_duplicates("point"), points, "y", ["a", "b"], seed=1)
    assert values(found.mu) == pytest.approx([5, 0])
