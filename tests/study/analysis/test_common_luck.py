"""On Fuling, two dispatch policies compared on common random numbers take ten times fewer replications."""

import math

import numpy as np
import pytest

from sim.metric.tables import tables
from sim.run import run
from sim.scenario.load import load
from sim.study.analysis.paired import paired

REPS, DAYS = 20, 20


@pytest.fixture(scope="module")
def minutes() -> dict[str, np.ndarray]:
    """Return the mean response time of each replication by policy, in minutes."""
    scenario = load("fuling")
    return {
        policy: np.array(
            [
                tables(run(scenario, policy, seed=1, rep=rep, days=DAYS)).calls.response_s.mean() / 60
                for rep in range(REPS)
            ]
        )
        for policy in ("nearest", "run-card")
    }


@pytest.mark.slow
def test_common_luck_shrinks_the_variance_of_a_difference_ten_times(minutes: dict[str, np.ndarray]) -> None:
    found = paired(minutes["run-card"], minutes["nearest"], "run-card", "nearest")
    assert found.n == REPS
    assert found.lost == 0
    assert found.reduction >= 10


@pytest.mark.slow
def test_without_common_luck_there_is_no_such_gain(minutes: dict[str, np.ndarray]) -> None:
    """The same runs, paired with those of another replication."""
    apart = paired(minutes["run-card"], np.roll(minutes["nearest"], 1))
    together = paired(minutes["run-card"], minutes["nearest"])
    assert 0.4 < apart.reduction < 2.5
    assert together.mean.half_width < apart.mean.half_width / math.sqrt(5)
