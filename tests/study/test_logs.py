"""Logs are kept on request only, each whole, under the address of its run, and can be replayed."""

import pytest
from studies import SMALL, Here, planned, study_file, swept

from sim.record.file import read_log
from sim.run import run_again
from sim.study.answers import findings, ground
from sim.study.keys import Task
from sim.study.logs import logs_of
from sim.study.sweep import setup


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """Return a study of two runs."""
    body = SMALL.replace("replications: 3", "replications: 1").replace("[run-card, nearest]", "[nearest]")
    return study_file(tmp_path_factory.mktemp("logs"), body.replace("days: 2", "days: 1"))


def test_no_log_is_kept_unless_asked_for(small, tmp_path):
    swept(small, tmp_path / "out", lambda checked: Here(setup(checked)()))
    assert not (tmp_path / "out" / "logs").exists()


def test_a_log_stands_under_the_key_of_its_run_and_replays_to_the_same_bytes(small, tmp_path):
    _, plan = planned(small)
    logs = logs_of(tmp_path / "out", plan)
    _, sweep = swept(small, tmp_path / "out", lambda checked: Here(setup(checked, logs)()), logs=logs)
    files = sorted((tmp_path / "out" / "logs").rglob("*.sdlog"))
    tasks = [plan.task(run) for run in plan.schedule()]
    assert files == sorted(logs.path(task) for task in tasks)
    assert sorted(path.stem for path in files) == sorted(plan.key(task) for task in tasks)
    log = read_log(files[0])
    assert run_again(log).digest == log.verify()
    assert sweep.count.done == 2


def test_a_run_without_the_log_that_is_asked_for_is_made_again(small, tmp_path):
    _, plan = planned(small)
    swept(small, tmp_path / "out", lambda checked: Here(setup(checked)()))
    logs = logs_of(tmp_path / "out", plan)
    for done in (2, 0):
        _, sweep = swept(small, tmp_path / "out", lambda checked: Here(setup(checked, logs)()), logs=logs)
        assert sweep.count.done == done


def test_a_log_that_could_not_be_written_whole_is_gone(tmp_path, small):
    _, plan = planned(small)
    logs = logs_of(tmp_path, plan)
    task = Task("hamlet", (), "nearest", 0)

    def broken():
        with logs.writing(task) as path:
            path.write_bytes(b"half")
            raise OSError("full")

    with pytest.raises(OSError, match="full"):
        broken()
    assert [path for path in logs.folder.rglob("*") if path.is_file()] == []


def test_a_log_that_was_kept_tells_whether_a_run_settles(tmp_path):
    body = SMALL.replace("replications: 3", "replications: 1").replace("[run-card, nearest]", "[nearest]")
    for days, said in ((1, "not to be had yet"), (4, "warm-up")):
        (tmp_path / str(days)).mkdir()
        file = study_file(tmp_path / str(days), body.replace("days: 2", f"days: {days}"))
        _, plan = planned(file)
        logs = logs_of(tmp_path / str(days) / "out", plan)
        swept(file, tmp_path / str(days) / "out", lambda checked, logs=logs: Here(setup(checked, logs)()))
        found = findings(ground(tmp_path / str(days) / "out"))[-1]
        assert found.name == "warm-up"
        assert found.words[0].en.startswith(said) or (days == 4 and found.words[0].en == "not seen to settle")
        assert (found.draw is not None) == (days == 4)


def test_without_logs_nothing_is_said_of_warm_up(small, tmp_path):
    swept(small, tmp_path / "out", lambda checked: Here(setup(checked)()))
    assert [each for each in findings(ground(tmp_path / "out")) if each.name == "warm-up"] == []
