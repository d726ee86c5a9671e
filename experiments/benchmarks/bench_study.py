"""P12 and P13: what a study's pool costs for each run, how well it scales, and what a killed worker costs."""

import os
import signal
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from experiments.benchmarks.harness import Benchmark, Goal, Runs, Variant, all_equal
from sim.study.journal import OK, Outcome
from sim.study.keys import Task
from sim.study.pool import LocalPool
from sim.study.store import Store

WORKERS = 2
FIGURES = {f"segments.travel.{i}": i / 7 for i in range(70)}
SETS = {"80 x 50 ms": (80, 0.05), "12 x 0.5 s": (12, 0.5), "2000 empty": (2000, 0.0)}


@dataclass(frozen=True)
class Nap:
    """A run that only sleeps, and has as many figures as a summary."""

    sleep_s: float

    def __call__(self) -> Callable[[Task], Outcome]:
        """Return one who runs."""
        return self.run

    def run(self, task: Task) -> Outcome:
        """Sleep."""
        time.sleep(self.sleep_s)
        return Outcome(OK, FIGURES, "", round(self.sleep_s * 1000))


@dataclass
class Wall:
    """A clock that counts only what it is told: the time from the first task to the last result."""

    spent_s: float = 0.0

    def read(self) -> float:
        """Return the seconds counted so far."""
        return self.spent_s


def tasks(count: int) -> list[Task]:
    """Return different tasks."""
    return [Task("", (), "", rep) for rep in range(count)]


def pooled(count: int, sleep_s: float, kept: bool, kill: bool, wall: Wall) -> list[int]:
    """Run naps through our pool, and keep them in a store; perhaps kill a worker on the way."""
    found: list[int] = []
    waiting = tasks(count)
    with TemporaryDirectory() as folder, closing(LocalPool(Nap(sleep_s), WORKERS)) as pool:
        store = Store(Path(folder), Path(folder) / "cache")
        warm(pool)
        begun = time.perf_counter()
        while waiting or pool.busy:
            while waiting and pool.room:
                pool.submit(waiting.pop())
            ended = pool.results(1.0)
            if kept and ended:
                store.add((f"{task.rep:032x}", outcome) for task, outcome in ended)
            found += [task.rep for task, _ in ended]
            if kill and len(found) >= 2:
                kill = False
                os.kill(pool.pids[0], signal.SIGKILL)
        wall.spent_s += time.perf_counter() - begun
        store.close()
    return sorted(found)


def warm(pool: LocalPool) -> None:
    """Wait until every worker has started."""
    for task in tasks(WORKERS):
        pool.submit(task)
    while pool.busy:
        pool.results(1.0)


def executed(count: int, sleep_s: float, wall: Wall) -> list[int]:
    """Run naps through the pool of the standard library."""
    with ProcessPoolExecutor(WORKERS, get_context("forkserver")) as pool:
        list(pool.map(Nap(sleep_s).run, tasks(WORKERS)))
        begun = time.perf_counter()
        ended: Iterable[Outcome] = pool.map(Nap(sleep_s).run, tasks(count))
        found = [rep for rep, outcome in enumerate(ended) if outcome.status == OK]
        wall.spent_s += time.perf_counter() - begun
    return found


def timed(name: str, way: Callable[[Wall], object]) -> Variant:
    """Return a variant of which the time from first task to last result counts, on the wall clock."""
    wall = Wall()
    return Variant(name, partial(way, wall), clock=wall.read)


def naps(count: int, sleep_s: float) -> list[Variant]:
    """Return ways to run naps."""
    return [
        timed("pool and store", partial(_pooled, count, sleep_s, True, False)),
        timed("pool", partial(_pooled, count, sleep_s, False, False)),
        timed("ProcessPoolExecutor", partial(_executed, count, sleep_s)),
    ]


def _pooled(count: int, sleep_s: float, kept: bool, kill: bool, wall: Wall) -> list[int]:
    return pooled(count, sleep_s, kept, kill, wall)


def _executed(count: int, sleep_s: float, wall: Wall) -> list[int]:
    return executed(count, sleep_s, wall)


def killed() -> list[Variant]:
    """Return naps with and without a killed worker."""
    return [
        timed("undisturbed", partial(_pooled, 12, 0.5, True, False)),
        timed("a worker killed", partial(_pooled, 12, 0.5, True, True)),
    ]


def loss(count: int, sleep_s: float, runs: Runs) -> float:
    """Return the share of the workers' time that is not spent in runs."""
    return 1 - count * sleep_s / WORKERS / runs.timings["pool and store"].median_s


def per_task(count: int, runs: Runs) -> float:
    """Return the time for each empty task, in microseconds."""
    return runs.timings["pool and store"].median_s / count * 1e6


def extra(runs: Runs) -> float:
    """Return what a killed worker costs, in seconds."""
    return runs.timings["a worker killed"].median_s - runs.timings["undisturbed"].median_s


def _goal(name: str, count: int, sleep_s: float) -> Goal:
    limits = {"80 x 50 ms": 0.05, "12 x 0.5 s": 0.02}
    if sleep_s == 0:
        return Goal("pool and store, per task", 300, partial(per_task, count), "us")
    return Goal("share of time not in runs", limits[name], partial(loss, count, sleep_s), "1")


def benchmarks() -> list[Benchmark]:
    """Return P12 and P13."""
    found = [
        Benchmark(
            "P12",
            f"study engine, {name}",
            f"{WORKERS} workers, {name}, each with 70 figures; wall time from the first task to the last "
            "result, workers started before; the runs that came back are compared. The store keeps each run "
            "in a journal and in the cache.",
            partial(naps, count, sleep_s),
            [_goal(name, count, sleep_s)],
            all_equal,
            repeats=3,
        )
        for name, (count, sleep_s) in SETS.items()
    ]
    return [
        *found,
        Benchmark(
            "P13",
            "a worker killed",
            "12 x 0.5 s on two workers, one of them killed with SIGKILL after two results; the runs that "
            "came back are compared. Ideal is 3.0 s.",
            killed,
            [Goal("seconds lost", 1.0, extra, "s")],
            all_equal,
            repeats=3,
        ),
    ]
