"""Thirty browsers, five hundred moving objects, twice a second: cheap for the server and not late."""

import pytest

pytest.importorskip("uvicorn", reason="the live exercise needs the extra `live`")
pytest.importorskip("httpx", reason="clients come in by httpx")

from experiments.benchmarks import bench_live
from experiments.benchmarks.harness import Runs


def test_the_goals_of_the_push_are_those_of_the_issue():
    (found,) = bench_live.benchmarks()
    runs = Runs({}, {"push": bench_live.Load(0.01, 40.0, 100.0, 2.0)})
    assert [(goal.limit, goal.unit, goal.value(runs)) for goal in found.goals] == [
        (3.0, "%", pytest.approx(1.0)),
        (250.0, "ms", 100.0),
    ]
    assert bench_live._percentile([1.0, 2.0, 3.0], 95) == 3.0
    assert bench_live._percentile([], 95) == float("inf")


@pytest.mark.slow
def test_pushing_takes_a_small_share_of_a_core_and_comes_in_time(monkeypatch):
    monkeypatch.setattr(bench_live, "SPAN_S", 10.0)
    found = bench_live.measured()
    assert found.core < 0.03
    assert found.p95_ms < 250
    assert found.per_s > 1.8
