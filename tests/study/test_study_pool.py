"""A pool gives every task back once, whoever is killed, and leaves no process behind."""

import os
import signal
import threading
import time
from contextlib import closing
from multiprocessing import Pipe

import pytest
from tasks import Broken, Slow, Work, task

from sim.study.journal import CRASHED, OK, TIMEOUT, Outcome
from sim.study.pool import TRIES, LocalPool, NoWorkers, cores, serve


def all_done(pool, tasks, on_result=lambda pool: None, limit_s=60.0):
    """Run tasks through a pool; return the outcomes by task."""
    waiting, found, begun = list(tasks), {}, time.monotonic()
    while waiting or pool.busy:
        assert time.monotonic() - begun < limit_s, "the pool hangs"
        while waiting and pool.room:
            pool.submit(waiting.pop(0))
        for done, outcome in pool.results(0.2):
            assert done not in found
            found[done] = outcome
            on_result(pool)
    return found


def alive(pid):
    """Whether a process lives, and is no zombie."""
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize("workers", [1, 2])
def test_every_task_comes_back_once(workers):
    with closing(LocalPool(Work(), workers)) as pool:
        found = all_done(pool, [task(i) for i in range(40)])
    assert {done.rep: outcome.figures["rep"] for done, outcome in found.items()} == {i: i for i in range(40)}
    assert len({outcome.figures["pid"] for outcome in found.values()}) <= workers


def test_all_workers_take_part():
    with closing(LocalPool(Work(0.05), 2)) as pool:
        found = all_done(pool, [task(i) for i in range(40)])
    assert len({outcome.figures["pid"] for outcome in found.values()}) == 2


def test_a_pool_takes_few_tasks_at_a_time():
    with closing(LocalPool(Work(0.3), 2)) as pool:
        assert pool.room == 2
        pool.submit(task(0))
        assert (pool.room, pool.busy) == (1, 1)
        all_done(pool, [])
        assert pool.room == 2  # long tasks: one for each worker


def test_short_tasks_are_handed_out_ahead():
    with closing(LocalPool(Work(), 2)) as pool:
        all_done(pool, [task(0)])
        assert pool.room == 4


def test_a_task_whose_worker_was_killed_is_done_by_another(tmp_path):
    with closing(LocalPool(Work(folder=tmp_path), 2)) as pool:
        found = all_done(pool, [task(i, "die once" if i % 5 == 0 else "") for i in range(20)])
    assert {outcome.status for outcome in found.values()} == {OK}
    assert len(found) == 20
    assert len(list(tmp_path.iterdir())) == 4


def test_a_task_that_kills_every_worker_is_given_up_and_the_others_go_on():
    with closing(LocalPool(Work(), 2)) as pool:
        found = all_done(pool, [task(i, "die" if i == 3 else "") for i in range(20)])
    ends = {done.rep: outcome.status for done, outcome in found.items()}
    assert ends == {i: CRASHED if i == 3 else OK for i in range(20)}
    assert f"{TRIES} times" in found[task(3, "die")].error


def test_workers_killed_from_outside_are_replaced():
    killed = []

    def kill(pool):
        if len(killed) < 3:
            killed.append(pool.pids[len(killed) % 2])
            os.kill(killed[-1], signal.SIGKILL)

    with closing(LocalPool(Work(0.02), 2)) as pool:
        found = all_done(pool, [task(i) for i in range(30)], kill)
        assert not set(killed) & set(pool.pids)
    assert len(found) == 30
    assert {outcome.status for outcome in found.values()} == {OK}


def test_a_closed_pool_leaves_no_process():
    pool = LocalPool(Work(30), 2)
    pids = pool.pids
    for i in range(2):
        pool.submit(task(i))
    pool.results(0.5)
    assert all(alive(pid) for pid in pids)
    pool.close()
    assert not any(alive(pid) for pid in pids)
    assert (pool.pids, pool.busy) == ([], 0)


def test_workers_that_cannot_start_are_told_of():
    pool = LocalPool(Broken(), 1)
    with closing(pool), pytest.raises(NoWorkers, match="exit code 7"):
        all_done(pool, [task(0)])


def test_ctrl_c_is_left_to_the_driver():
    with closing(LocalPool(Work(0.05), 1)) as pool:
        all_done(pool, [task(0)])
        (before,) = pool.pids
        os.kill(before, signal.SIGINT)
        found = all_done(pool, [task(1)])
        assert pool.pids == [before]
    assert found[task(1)].figures["pid"] == before


def test_there_is_at_least_one_core():
    assert 1 <= cores() <= (os.cpu_count() or 1)


def test_where_nobody_tells_which_cores_are_ours_all_are(monkeypatch):
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert cores() == 1


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_worker_says_it_is_ready_works_and_ends_with_its_pipe(monkeypatch):
    """In this process, where leaving at once is made an ordinary exit."""
    ours, theirs = Pipe()
    heard = []

    def work(given):
        heard.append(given.rep)
        if given.rep == 2:
            ours.close()  # the driver is dead
        return Outcome(OK, {})

    def leave(code):
        raise SystemExit(code)

    monkeypatch.setattr(os, "_exit", leave)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    for i in (1, 2):
        ours.send(task(i))
    before = threading.enumerate()
    with pytest.raises(SystemExit):
        serve(theirs, lambda: work)
    for thread in threading.enumerate():  # the listener must not meet the true os._exit
        if thread not in before:
            thread.join(10)
            assert not thread.is_alive()
    assert heard == [1, 2]


def test_a_run_that_takes_too_long_is_given_up_and_the_others_go_on():
    with closing(LocalPool(Slow(), 2, preload=["tasks"], timeout_s=1.0)) as pool:
        ended = all_done(pool, [task(i) for i in range(8)])
    assert {done.rep: outcome.status for done, outcome in ended.items()} == {
        rep: TIMEOUT if rep == 3 else OK for rep in range(8)
    }
    assert ended[task(3)].error == "the run took longer than 1 s"


def test_without_a_limit_a_slow_run_ends():
    with closing(LocalPool(Slow(1.5), 1, preload=["tasks"])) as pool:
        assert all_done(pool, [task(3)])[task(3)].status == OK
