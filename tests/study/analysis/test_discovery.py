"""Laws of scenario discovery."""

import math

import numpy as np
import pandas as pd
import pytest
from analysis_lab import uniform
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from sim.study.analysis.discovery import Box, Discovery, Limit, prim
from sim.study.analysis.sample import BadSample


def space(n: int = 800, seed: int = 1) -> pd.DataFrame:
    return pd.DataFrame(uniform("prim", n, 4, seed=seed), columns=["rain", "repair", "battery", "crews"])


def wet_and_slow(points: pd.DataFrame) -> np.ndarray:
    return ((points["rain"] > 0.6) & (points["repair"] < 0.5)).to_numpy()


def noisy(points: pd.DataFrame, share: float, seed: int = 1) -> np.ndarray:
    return wet_and_slow(points) ^ (uniform("flip", len(points), seed=seed) < share)


def limit_of(found: Discovery, factor: str) -> Limit:
    return next(limit for limit in found.box.limits if limit.factor == factor)


@pytest.mark.parametrize("seed", range(5))
def test_a_box_that_is_there_is_found(seed: int) -> None:
    points = space(seed=seed)
    found = prim(points, wet_and_slow(points))
    assert {limit.factor for limit in found.box.limits} == {"rain", "repair"}
    assert limit_of(found, "rain").low == pytest.approx(0.6, abs=0.05)
    assert limit_of(found, "repair").high == pytest.approx(0.5, abs=0.05)
    assert found.box.coverage > 0.93
    assert found.box.density > 0.93


@pytest.mark.parametrize("seed", range(5))
def test_factors_that_do_nothing_have_large_quasi_p_values(seed: int) -> None:
    points = space(seed=seed)
    found = prim(points, noisy(points, 0.1, seed))
    for limit in found.box.limits:
        if limit.factor in ("rain", "repair"):
            assert limit.quasi_p < 1e-6
        else:
            assert limit.quasi_p > 0.05


def inside(points: pd.DataFrame, box: Box) -> np.ndarray:
    mask = np.ones(len(points), dtype=bool)
    for limit in box.limits:
        mask &= limit.holds(points[limit.factor].to_numpy())
    return mask


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 1000), st.floats(0.0, 0.4))
def test_every_box_is_what_its_limits_say(seed: int, share: float) -> None:
    points = space(200, seed)
    hit = noisy(points, share, seed)
    found = prim(points, hit)
    for box in found.boxes:
        held = inside(points, box)
        assert box.n == held.sum()
        assert box.cases == hit[held].sum()
        assert box.coverage == pytest.approx(hit[held].sum() / hit.sum())
        assert box.density == pytest.approx(hit[held].mean())
        assert box.mass == pytest.approx(held.mean())


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 1000))
def test_density_never_falls_along_the_trajectory_and_no_box_is_too_small(seed: int) -> None:
    points = space(200, seed)
    found = prim(points, noisy(points, 0.2, seed), least_mass=0.1)
    densities = [box.density for box in found.boxes]
    assert densities == sorted(densities)
    assert all(box.n >= 20 for box in found.boxes)
    assert found.boxes[0].mass == found.boxes[0].coverage == 1
    assert found.box.score == max(box.score for box in found.boxes)


def test_a_peel_is_patient() -> None:
    points = space()
    sizes = [box.n for box in prim(points, wet_and_slow(points)).boxes]
    assert sizes[1] >= 0.95 * sizes[0] - 1
    faster = prim(points, wet_and_slow(points), peel=0.2)
    assert len(faster.boxes) < len(sizes)


def test_words_and_truth_values_can_limit_a_box() -> None:
    points = space(600)
    points["scheme"] = np.array(["none", "one", "two"])[np.arange(600) % 3]
    points["night"] = [bool(i % 2) for i in range(600)]
    hit = ((points["scheme"] != "two") & points["night"] & (points["rain"] > 0.4)).to_numpy()
    found = prim(points, hit)
    assert limit_of(found, "scheme").kept == ("none", "one")
    assert limit_of(found, "night").kept == (True,)
    assert math.isnan(limit_of(found, "night").low)
    assert found.box.density > 0.95


def test_a_factor_of_few_levels_is_peeled_a_level_at_a_time() -> None:
    points = space(400).assign(crews=[i % 4 for i in range(400)])
    found = prim(points, (points["crews"] >= 2).to_numpy())
    assert limit_of(found, "crews").low == 2
    assert found.box.density == found.box.coverage == 1


def test_the_quasi_p_value_is_that_of_the_box_without_the_limit() -> None:
    points = space(400)
    hit = noisy(points, 0.1)
    box = prim(points, hit).box
    limit = box.limits[0]
    rest = Box(box.limits[1:], 0, 0, 0, 0, 0)
    density = hit[inside(points, rest)].mean()
    assert limit.quasi_p == pytest.approx(stats.binom.sf(box.cases - 1, box.n, density))


def test_points_without_a_value_are_neither_cases_nor_not() -> None:
    points = space(300)
    hit = wet_and_slow(points).astype(float)
    hit[:30] = math.nan
    found = prim(points, hit)
    assert (found.n, found.left_out) == (270, 30)
    plain = prim(points[30:].reset_index(drop=True), hit[30:])
    assert found.boxes == plain.boxes


@pytest.mark.parametrize("hit", [[0] * 20, [1] * 20])
def test_nothing_to_tell_apart_is_an_error(hit: list[int]) -> None:
    with pytest.raises(BadSample, match="nothing to tell apart"):
        prim(space(20), hit)


def test_marks_for_other_points_are_an_error() -> None:
    with pytest.raises(BadSample, match="20 points"):
        prim(space(20), [1, 0])


def test_pasting_gives_back_what_peeling_took_too_much() -> None:
    """Cases at one end only: whatever a peel took from the other factors by chance comes back."""
    points = space(500)
    found = prim(points, (points["rain"] > 0.8).to_numpy())
    last = found.boxes[-1]
    assert last.density == 1
    assert last.coverage > 0.9


def test_the_trajectory_is_a_tidy_table() -> None:
    points = space(200)
    found = prim(points, wet_and_slow(points))
    frame = found.frame()
    assert len(frame) == len(found.boxes)
    assert frame["limited"].iloc[0] == 0
    assert frame["density"].is_monotonic_increasing
    assert found.method.startswith("PRIM")


def test_a_box_without_cases_has_no_score() -> None:
    assert Box((), 0.0, 0.0, 0.1, 10, 0).score == 0
