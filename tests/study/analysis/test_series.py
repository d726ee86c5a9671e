"""Laws of one long run: warm-up check and batch means."""

import math

import numpy as np
import pytest
from analysis_lab import exponential, lindley, normal
from hypothesis import given
from hypothesis import strategies as st

from sim.study.analysis.sample import BadSample
from sim.study.analysis.series import batch_means, lag_one, settling, warm_up


@given(st.integers(0, 40), st.integers(1, 30))
def test_a_step_at_the_start_is_cut_where_it_ends(batches: int, height: int) -> None:
    series = [height * 10.0] * (5 * batches) + [0.0, 1.0, 0.0, 1.0, 0.5] * 100
    found = warm_up(series)
    assert (found.cut, found.settled) == (5 * batches, True)
    assert found.share == found.cut / len(series)


def test_a_run_that_keeps_rising_is_not_settled() -> None:
    assert not warm_up(np.arange(1000.0) ** 2).settled


def test_an_empty_queue_s_warm_up_is_seen_from_its_waits() -> None:
    """Of queues M/M/1 of load 0.9 that begin crowded, the mean of what remains is nearer the truth."""
    services = exponential("warm/service", 20_000, 20)
    gaps = exponential("warm/gap", 20_000, 20) / 0.9
    waits = np.array(list(lindley(np.full(20, 1000.0), services, gaps)))
    errors = []
    for lane in range(20):
        found = warm_up(waits[:, lane])
        errors.append((abs(waits[:, lane].mean() - 9), abs(waits[found.cut :, lane].mean() - 9)))
        assert found.cut > 0
    before, after = np.mean(errors, axis=0)
    assert after < before / 3


@pytest.mark.parametrize("length", [0, 49])
def test_a_series_of_fewer_than_ten_batches_is_an_error(length: int) -> None:
    with pytest.raises(BadSample):
        warm_up([1.0] * length)


def test_a_series_with_a_gap_is_an_error() -> None:
    for kind in (warm_up, batch_means, settling):
        with pytest.raises(BadSample, match="1 missing"):
            kind([1.0, math.nan] + [2.0] * 100)


@given(st.floats(-100, 100))
def test_batch_means_of_a_constant_have_no_width(value: float) -> None:
    found = batch_means([value] * 200)
    assert found.value == pytest.approx(value)
    assert found.half_width == pytest.approx(0, abs=1e-9)


def test_batch_means_use_the_end_of_a_series_that_does_not_divide() -> None:
    found = batch_means([99.0] + [1.0, 3.0] * 20, batches=20)
    assert found.value == 2
    assert found.n == 41


@pytest.mark.parametrize(("length", "batches"), [(39, 20), (100, 1), (6, 4)])
def test_too_few_observations_for_the_batches_are_an_error(length: int, batches: int) -> None:
    with pytest.raises(BadSample, match="too few"):
        batch_means([1.0] * length, batches=batches)


def test_dependence_of_batches_is_told() -> None:
    slow = np.repeat(np.arange(40.0), 5)
    assert "correlation 0.8" in batch_means(slow).method
    assert abs(lag_one(normal("white", 4000))) < 0.05
    assert lag_one(np.array([2.0, 2.0])) == 0


def test_a_running_mean_ends_at_the_mean() -> None:
    assert settling([1.0, 3.0, 5.0]).tolist() == [1, 2, 3]
