"""Laws of estimates, and intervals of textbooks."""

import math

import numpy as np
import pytest
from analysis_lab import exponential, normal, table_of
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim.study.analysis.estimates import (
    bootstrap,
    estimates,
    mean,
    order_bounds,
    proportion,
    quantile,
    share,
)
from sim.study.analysis.sample import BadSample, Sample

samples = st.lists(st.floats(-1e3, 1e3), min_size=2, max_size=40)


def sd(values: np.ndarray, axis: int = -1) -> np.ndarray:
    return np.asarray(values.std(axis=axis))


@given(samples, st.sampled_from([0.8, 0.95, 0.99]))
def test_the_interval_of_a_mean_is_student_s(values: list[float], level: float) -> None:
    found = mean(values, level)
    error = stats.sem(values)
    if error > 1e-9:
        low, high = stats.t.interval(level, len(values) - 1, np.mean(values), error)
        assert found.low == pytest.approx(low, abs=1e-6)
        assert found.high == pytest.approx(high, abs=1e-6)
    assert found.low <= found.value <= found.high


@given(samples)
def test_a_higher_level_never_makes_an_interval_narrower(values: list[float]) -> None:
    for kind in (mean, lambda v, level: quantile(v, 0.5, level)):
        assert kind(values, 0.8).half_width <= kind(values, 0.99).half_width


@given(samples, st.floats(-100, 100), st.floats(0.1, 10))
def test_shift_and_scale_pass_through_an_estimate(values: list[float], shift: float, scale: float) -> None:
    row = np.array(values)
    one, other = mean(row), mean(shift + scale * row)
    assert other.value == pytest.approx(shift + scale * one.value, abs=1e-6)
    assert other.half_width == pytest.approx(scale * one.half_width, abs=1e-6)


@pytest.mark.parametrize("kind", [mean, lambda v: quantile(v, 0.5), lambda v: bootstrap(v, sd, 1)])
def test_of_one_value_nothing_is_known(kind) -> None:
    found = kind([3.0])
    assert (found.low, found.high, found.n) == (-math.inf, math.inf, 1)
    empty = kind([])
    assert math.isnan(empty.value)
    assert (empty.low, empty.high) == (-math.inf, math.inf)


@pytest.mark.parametrize(
    "kind", [mean, lambda v: quantile(v, 0.5), lambda v: share(v, 2), lambda v: bootstrap(v, sd, 1)]
)
def test_every_estimate_says_what_failed_and_what_is_missing(kind) -> None:
    found = kind(Sample(np.array([1.0, 2.0, 4.0]), failed=2, missing=3))
    assert (found.n, found.failed, found.missing, found.level) == (3, 2, 3, 0.95)
    assert found.method


@given(st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_s_interval_is_scipy_s(pair: tuple[int, int]) -> None:
    hits, n = pair
    found = proportion(hits, n)
    theirs = stats.binomtest(hits, n).proportion_ci(0.95, method="wilson")
    assert found.low == pytest.approx(theirs.low, abs=1e-12)
    assert found.high == pytest.approx(theirs.high, abs=1e-12)
    assert 0 <= found.low <= found.value <= found.high <= 1


def test_a_share_of_nothing_may_be_anything() -> None:
    found = proportion(0, 0)
    assert math.isnan(found.value)
    assert (found.low, found.high) == (0, 1)


@pytest.mark.parametrize(("hits", "n"), [(3, 2), (-1, 2)])
def test_more_hits_than_trials_are_an_error(hits: int, n: int) -> None:
    with pytest.raises(BadSample, match="hits"):
        proportion(hits, n)


def test_a_share_counts_values_at_the_bound() -> None:
    assert share([1.0, 2.0, 3.0, math.nan], 2.0).value == pytest.approx(2 / 3)


@pytest.mark.parametrize("level", [0, 1, -0.5, 95])
def test_a_level_out_of_range_is_an_error(level: float) -> None:
    for kind in (mean, lambda v, level: quantile(v, 0.5, level), lambda v, level: share(v, 1, level)):
        with pytest.raises(BadSample, match="level"):
            kind([1.0, 2.0], level)


@pytest.mark.parametrize("q", [0, 1, 2])
def test_a_quantile_out_of_range_is_an_error(q: float) -> None:
    with pytest.raises(BadSample, match="quantile"):
        quantile([1.0, 2.0], q)


@given(st.integers(1, 300), st.floats(0.02, 0.98), st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_order_statistics_cover_a_quantile_at_least_as_often_as_they_say(
    n: int, q: float, level: float
) -> None:
    low, high = order_bounds(n, q, level)
    cover = stats.binom.cdf(high - 1, n, q) - stats.binom.cdf(low - 1, n, q)
    assert cover >= level - 1e-12
    tail = (1 - level) / 2
    assert stats.binom.cdf(low, n, q) > tail  # one further up would be too far
    assert high == n + 1 or stats.binom.cdf(high - 2, n, q) < 1 - tail


def test_the_bounds_of_a_median_are_those_of_the_tables() -> None:
    """Source: Conover, Practical Nonparametric Statistics (3rd ed., 1999), table A3."""
    assert order_bounds(20, 0.5, 0.95) == (6, 15)
    assert order_bounds(10, 0.5, 0.95) == (2, 9)


@given(st.lists(st.floats(0.01, 100), min_size=1, max_size=40), st.floats(0.05, 0.95))
def test_an_interval_of_order_statistics_follows_any_rising_change_of_scale(
    values: list[float], q: float
) -> None:
    one, other = quantile(values, q), quantile(np.log(values), q)
    for plain, logged in ((one.low, other.low), (one.high, other.high)):
        if math.isfinite(plain):
            assert math.log(plain) == pytest.approx(logged)
        else:
            assert plain == logged


def test_a_small_sample_leaves_a_high_quantile_open_above() -> None:
    found = quantile(range(10), 0.95)
    assert found.high == math.inf
    assert math.isfinite(found.low)


def test_a_bootstrap_interval_is_near_scipy_s() -> None:
    values = exponential("bca", 60)
    ours = bootstrap(values, sd, seed=1, resamples=20_000)
    theirs = stats.bootstrap((values,), sd, n_resamples=20_000, vectorized=True).confidence_interval
    assert ours.low == pytest.approx(theirs.low, rel=0.02)
    assert ours.high == pytest.approx(theirs.high, rel=0.02)


def test_a_bootstrap_interval_is_the_same_for_the_same_seed_alone() -> None:
    values = normal("again", 30)
    assert bootstrap(values, sd, seed=1) == bootstrap(values, sd, seed=1)
    assert bootstrap(values, sd, seed=1) != bootstrap(values, sd, seed=2)


def test_a_bootstrap_of_what_never_varies_has_no_width() -> None:
    found = bootstrap([2.0] * 8, sd, seed=1)
    assert found.value == found.low == found.high == 0


def test_a_table_of_estimates_has_a_row_for_each_cell_response_and_statistic() -> None:
    table = table_of(lambda rep, rain, **_: rain + rep, policies=("a", "b"), rain=(1, 2), reps=20)
    found = estimates(table, quantiles=(0.5, 0.9))
    assert len(found) == 2 * 2 * 3
    row = found[(found.policy == "b") & (found.rain == 2) & (found.statistic == "mean")].iloc[0]
    assert (row.value, row.n, row.level, row.method) == (11.5, 20, 0.95, "t")
    assert set(found.statistic) == {"mean", "p50", "p90"}


def test_a_cell_whose_runs_all_failed_has_a_row_that_says_so() -> None:
    table = table_of(
        lambda rep, **_: rep, policies=("a", "b"), reps=3, failed=[("b", rep) for rep in range(3)]
    )
    found = estimates(table, by=["policy"]).set_index(["policy", "statistic"])
    assert found.loc[("b", "mean"), "failed"] == 3
    assert found.loc[("b", "mean"), "n"] == 0
    assert found.loc[("a", "mean"), "failed"] == 0
