"""Over 1,000 studies of a queue with known mean, 95 % intervals cover the truth 93 to 97 % of the time.

The queue is M/M/1 at load 0.5 in its steady state, of mean service 1: the mean wait is 1, the share that does
not wait 0.5 (Erlang 1909; Gross and Harris, Fundamentals of Queueing Theory, section 2.2).
"""

import math
from collections.abc import Callable

import numpy as np
import pytest
from analysis_lab import Array, mm1_waits

from sim.study.analysis.estimates import Estimate, bootstrap, mean, proportion, quantile
from sim.study.analysis.paired import paired
from sim.study.analysis.series import batch_means

STUDIES, REPS, CUSTOMERS = 1000, 30, 300
LOAD = 0.5
WAIT = LOAD / (1 - LOAD)


def mean_and_last(rate: float, service: float = 1.0) -> tuple[Array, Array]:
    """Return the mean wait of all customers and the wait of the last, each of shape (studies, reps)."""
    total = np.zeros((STUDIES, REPS))
    for wait in mm1_waits("coverage", CUSTOMERS, STUDIES, REPS, rate=rate, service=service):
        total += wait
    return total / CUSTOMERS, wait


@pytest.fixture(scope="module")
def waits() -> tuple[Array, Array]:
    return mean_and_last(LOAD)


def coverage(rows: Array, kind: Callable[[Array], Estimate], truth: float) -> float:
    found = [kind(row) for row in rows]
    return float(np.mean([one.low <= truth <= one.high for one in found]))


def test_the_mean_wait_is_covered_as_often_as_the_interval_says(waits: tuple[Array, Array]) -> None:
    assert waits[0].mean() == pytest.approx(WAIT, abs=0.01)
    assert 0.93 <= coverage(waits[0], mean, WAIT) <= 0.97


def test_the_share_that_does_not_wait_is_covered(waits: tuple[Array, Array]) -> None:
    def share(row: Array) -> Estimate:
        return proportion(int((row == 0).sum()), len(row))

    assert 0.93 <= coverage(waits[1], share, 1 - LOAD) <= 0.97


def test_a_quantile_of_the_wait_is_covered_at_least_as_often(waits: tuple[Array, Array]) -> None:
    """Of the wait, the share above t is load x exp(-(1 - load) t)."""
    truth = math.log(LOAD / 0.3) / (1 - LOAD)
    covered = coverage(waits[1], lambda row: quantile(row, 0.7), truth)
    assert 0.94 <= covered <= 0.99


def test_the_bootstrap_covers_the_mean_nearly_as_often(waits: tuple[Array, Array]) -> None:
    def spread_of(row: Array) -> Estimate:
        return bootstrap(row, lambda x: np.asarray(x.mean(axis=-1)), seed=1, resamples=400)

    assert 0.92 <= coverage(waits[0], spread_of, WAIT) <= 0.97


def test_a_paired_difference_is_covered_and_takes_fewer_replications() -> None:
    """The same customers at a server that is a tenth faster, of a calmer queue: differences are more skewed
    than waits, and at load 0.5 take more than 300 customers to be covered as often."""
    slow, fast = (mean_and_last(0.3, service)[0] for service in (1.0, 0.9))
    truth = 0.9 * 0.27 / 0.73 - 0.3 / 0.7
    pairs = [paired(one, other) for one, other in zip(fast, slow, strict=True)]
    covered = np.mean([pair.mean.low <= truth <= pair.mean.high for pair in pairs])
    assert 0.93 <= covered <= 0.97
    assert np.median([pair.reduction for pair in pairs]) > 10


def test_batch_means_of_one_long_run_are_covered() -> None:
    runs = np.array(list(mm1_waits("long", 8000, STUDIES, rate=LOAD)))
    assert 0.92 <= coverage(runs.T, batch_means, WAIT) <= 0.97
