"""A cluster gives the same table as this machine; without Dask, or a scheduler, that is said."""

import importlib.util
import sys
from contextlib import nullcontext
from itertools import cycle

import pytest
from studies import Here, planned, study_file, swept
from tasks import Fake, Work, task

from sim.study.dask_pool import DaskPool, keep, run_there
from sim.study.journal import CRASHED, OK
from sim.study.pool import NoWorkers
from sim.study.sweep import on_dask

installed = importlib.util.find_spec("distributed") is not None
needs_dask = pytest.mark.skipif(not installed, reason="distributed (the extra cluster) is not installed")


@pytest.fixture(scope="module")
def cluster():
    """Start a scheduler with two worker processes."""
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as found:
        yield found.scheduler_address


@needs_dask
def test_a_cluster_gives_the_same_table(cluster, tmp_path):
    file = study_file(tmp_path)
    here, _ = swept(file, tmp_path / "here", lambda c: Here(Fake(0)()))
    there, _ = swept(file, tmp_path / "there", lambda c: DaskPool(Fake(0.01), cluster))
    assert there == here


@needs_dask
def test_real_runs_on_a_cluster_give_the_same_table(cluster, tmp_path):
    from sim.study.sweep import setup

    file = study_file(tmp_path)
    here, _ = swept(file, tmp_path / "here", lambda c: Here(setup(c)()))
    there, _ = swept(file, tmp_path / "there", lambda c: on_dask(c, cluster))
    assert there == here


@needs_dask
def test_a_cluster_holds_few_tasks_at_a_time_and_gives_up_what_kills_workers(cluster):
    pool = DaskPool(Work(), cluster)
    assert pool.room == 8
    waiting, ended = [task(i, "die" if i == 3 else "") for i in range(12)], {}
    while waiting or pool.busy:
        while waiting and pool.room:
            pool.submit(waiting.pop())
        ended |= {done.rep: outcome.status for done, outcome in pool.results(0.5)}
    pool.close()
    assert ended == {i: CRASHED if i == 3 else OK for i in range(12)}


@needs_dask
def test_a_scheduler_that_is_not_there_is_told(monkeypatch):
    monkeypatch.setattr("sim.study.dask_pool._CONNECT_S", 0.5)
    with pytest.raises(NoWorkers, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        DaskPool(Work(), "tcp://127.0.0.1:9")


def test_without_dask_the_extra_is_named(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "distributed", None)
    checked, _ = planned(study_file(tmp_path))
    with pytest.raises(NoWorkers, match=r"pip install 'sanduan\[cluster\]'"):
        on_dask(checked, "tcp://127.0.0.1:9")


def test_a_worker_of_a_cluster_makes_what_it_needs_once():
    import pickle

    keep("one", pickle.dumps(Work()))
    found = [run_there("one", task(i)).figures["rep"] for i in range(3)]
    assert found == [0, 1, 2]
    keep("other", pickle.dumps(Work()))
    assert run_there("other", task(7)).figures["rep"] == 7


class Wire:
    """Stands for Dask where it is not installed: futures that end when they are waited for."""

    loses = 4

    def __init__(self, address, **options):
        self.address, self.cancelled, self.count = address, [], 0

    def register_plugin(self, plugin, name):
        plugin.setup(None)

    def nthreads(self):
        return {"worker": 2}

    def submit(self, function, *words, **options):
        self.count += 1
        return Future(self.count, function, words)

    def as_current(self):
        return nullcontext()

    def cancel(self, futures):
        self.cancelled = futures

    def close(self):
        pass


class Future:
    """A task that ends when it is asked for, or fails."""

    def __init__(self, key, function, words):
        self.key, self.function, self.words = key, function, words
        self.ended = False
        self.status = "error" if words[1].policy == "die" else "finished"

    def done(self):
        return self.ended

    def result(self, timeout):
        if self.words[1].policy == "lose" and self.key < Wire.loses:
            raise RuntimeError("already forgotten")
        return self.function(*self.words)

    def exception(self):
        return OSError("gone")


class Distributed:
    """The names that we use of Dask; waiting ends well, late, or badly in turn."""

    Client = Wire
    WorkerPlugin = object
    moods = cycle((None, TimeoutError, OSError))

    @classmethod
    def wait(cls, futures, timeout, return_when):
        mood = next(cls.moods)
        if mood is not None:
            raise mood
        for future in futures[:2]:
            future.ended = True


def test_the_adapter_keeps_to_what_every_back_end_promises(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", Distributed)
    pool = DaskPool(Work(), "tcp://x")
    assert pool.room == 8
    for i in range(5):
        pool.submit(task(i, "die" if i == 2 else ""))
    assert (pool.busy, pool.room) == (5, 3)
    found = {}
    while len(found) < 4:
        found |= {done.rep: outcome for done, outcome in pool.results(0.1)}
    assert [found[i].status for i in range(4)] == [OK, OK, CRASHED, OK]
    assert "OSError" in found[2].error
    pool.close()
    assert len(pool._client.cancelled) == 1


def drained(pool):
    """Return all that a pool still gives."""
    found = []
    while pool.busy:
        found += pool.results(0.1)
    return found


def test_a_result_that_the_cluster_has_lost_is_computed_again(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", Distributed)
    pool = DaskPool(Work(), "tcp://x")
    pool.submit(task(1, "lose"))
    assert [outcome.status for _, outcome in drained(pool)] == [OK]
    assert pool._client.count == 4


def test_a_cluster_that_loses_everything_is_told_of(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", Distributed)
    monkeypatch.setattr(Wire, "loses", 10**6)
    pool = DaskPool(Work(), "tcp://x")
    pool.submit(task(1, "lose"))
    with pytest.raises(NoWorkers, match="lost one run 10 times"):
        drained(pool)
