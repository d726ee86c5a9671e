"""The batches beside others do the same work, and the memory of a driver is that of a study."""

import importlib.util

import pytest

from experiments.benchmarks import bench_batches
from experiments.benchmarks.bench_batches import MANY, OURS, WAYS, benchmarks, growth, lost, timed
from experiments.benchmarks.harness import Runs, Timing


@pytest.mark.parametrize("name", WAYS)
def test_every_way_brings_back_every_run(name):
    package, way = WAYS[name]
    if importlib.util.find_spec(package) is None:
        pytest.skip(f"{package} is not installed")
    assert way(5, 0.001) == [0, 1, 2, 3, 4]


def test_ways_that_are_not_installed_are_left_out(monkeypatch):
    monkeypatch.setattr(bench_batches, "find_spec", lambda package: package == "sim")
    assert [variant.name for variant in bench_batches.batches(1, 0.0)] == [OURS]


def test_a_driver_does_all_that_a_study_does(tmp_path):
    from experiments.benchmarks.batch_peers import driven
    from sim.study import read_table

    driven(tmp_path, 7)
    table = read_table(tmp_path / "out")
    assert len(table) == 7 * 3
    assert table[table["response"] == "calls.total"]["value"].tolist() == list(range(7))


def test_only_the_time_of_the_call_counts():
    seen = []
    variant = timed("a", lambda: seen.append(1))
    before = variant.clock()
    variant.run()
    assert seen == [1]
    assert 0 <= variant.clock() - before < 1


def test_goals_are_read_from_what_was_measured():
    runs = Runs(
        {OURS: Timing(OURS, (6.0,)), "joblib": Timing("joblib", (5.0,))},
        {"1000 runs": 100, f"{MANY} runs": 105},
    )
    assert lost(200, 0.05, runs) == pytest.approx(1 / 6)
    assert growth(runs) == pytest.approx(1.05)
    assert [len(each.goals) for each in benchmarks()] == [4, 4, 2]
