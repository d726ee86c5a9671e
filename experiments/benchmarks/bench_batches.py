"""P12 beside others: the same runs by the study engine, joblib, Mesa's `batch_run` and the EMA Workbench.

Each way starts two workers and makes the same pretended runs, which sleep and return 70 figures. What is not
sleep is the tool's own: starting, handing out, bringing back, and for the study engine keeping every run in
journal and cache on the way, which no other does. Also: what memory a driver takes for few runs and for many.
"""

import math
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from experiments.benchmarks.bench_study import FIGURES, WORKERS, Nap, Wall, tasks
from experiments.benchmarks.harness import Benchmark, Goal, Runs, Variant, all_equal, nothing_to_compare
from sim.study.pool import LocalPool
from sim.study.store import Store

SETS = {"200 x 50 ms": (200, 0.05), "20 x 0.5 s": (20, 0.5)}
OURS = "study engine, with store"
FEW, MANY = 1_000, 20_000


def nap(rep: int, sleep_s: float) -> dict[str, float]:
    """Return the figures of a pretended run."""
    time.sleep(sleep_s)
    return {**FIGURES, "rep": rep}


# --- ways to make a batch; each returns which runs came back


def by_engine(count: int, sleep_s: float) -> list[int]:
    """Run through our pool and store, started and ended here."""
    found, waiting = [], tasks(count)
    with TemporaryDirectory() as folder, closing(LocalPool(Nap(sleep_s), WORKERS)) as pool:
        store = Store(Path(folder), Path(folder) / "cache")
        while waiting or pool.busy:
            while waiting and pool.room:
                pool.submit(waiting.pop())
            ended = pool.results(1.0)
            if ended:
                store.add((f"{task.rep:032x}", outcome) for task, outcome in ended)
            found += [task.rep for task, _ in ended]
        store.close()
    return sorted(found)


def by_joblib(count: int, sleep_s: float) -> list[int]:
    """Run through joblib, in memory."""
    from joblib import Parallel, delayed
    from joblib.externals.loky import get_reusable_executor

    rows = Parallel(n_jobs=WORKERS)(delayed(nap)(rep, sleep_s) for rep in range(count))
    get_reusable_executor().shutdown(wait=True)
    return sorted(row["rep"] for row in rows)


def by_mesa(count: int, sleep_s: float) -> list[int]:
    """Run through Mesa's `batch_run`, in memory."""
    from mesa import batch_run

    rows: list[dict[str, Any]] = batch_run(
        _model(),
        {"rep": list(range(count)), "sleep_s": sleep_s},
        number_processes=WORKERS,
        max_steps=1,
        display_progress=False,
    )
    return sorted({int(row["rep"]) for row in rows})


def _model() -> Any:
    from experiments.benchmarks.batch_peers import NapModel

    return NapModel


def by_workbench(count: int, sleep_s: float) -> list[int]:
    """Run through the EMA Workbench, in memory."""
    from ema_workbench import Constant, IntegerParameter, Model, MultiprocessingEvaluator, ScalarOutcome
    from ema_workbench.em_framework.points import Scenario

    made = Model("nap", function=nap)
    made.uncertainties = [IntegerParameter("rep", 0, max(count, 2))]
    made.constants = [Constant("sleep_s", sleep_s)]
    made.outcomes = [ScalarOutcome("rep"), *(ScalarOutcome(name) for name in _plain())]
    with MultiprocessingEvaluator(made, n_processes=WORKERS) as evaluator:
        _, outcomes = evaluator.perform_experiments([Scenario(f"{rep}", rep=rep) for rep in range(count)])
    return sorted(int(rep) for rep in outcomes["rep"])


def _plain() -> list[str]:
    return list(FIGURES)


WAYS: dict[str, tuple[str, Callable[[int, float], list[int]]]] = {
    OURS: ("sim", by_engine),
    "joblib": ("joblib", by_joblib),
    "Mesa batch_run": ("mesa", by_mesa),
    "EMA Workbench": ("ema_workbench", by_workbench),
}


def batches(count: int, sleep_s: float) -> Sequence[Variant]:
    """Return every way whose package is installed, timed on the wall clock, start and end included."""
    return [
        timed(name, partial(way, count, sleep_s))
        for name, (package, way) in WAYS.items()
        if find_spec(package)
    ]


def timed(name: str, way: Callable[[], object]) -> Variant:
    """Return a variant of which the wall clock counts."""
    wall = Wall()

    def run() -> object:
        begun = time.perf_counter()
        found = way()
        wall.spent_s += time.perf_counter() - begun
        return found

    return Variant(name, run, clock=wall.read)


def lost(count: int, sleep_s: float, runs: Runs) -> float:
    """Return the share of the workers' time that is not spent in runs."""
    return 1 - count * sleep_s / WORKERS / runs.timings[OURS].median_s


def beside(peer: str, runs: Runs) -> float:
    """Return our time as a multiple of a peer's; NaN where it is not installed."""
    return runs.ratio(OURS, peer) if peer in runs.timings else math.nan


# --- memory of the driver


def peak_mib(count: int) -> float:
    """Return the peak memory of a driver that makes so many runs, in a process of its own, in MiB."""
    said = subprocess.run(
        [sys.executable, "-m", "experiments.benchmarks.bench_batches", str(count)],
        check=True,
        capture_output=True,
        text=True,
    )
    return float(said.stdout.split()[-1])


def drive(count: int) -> float:
    """Make pretended runs of a study in this process, table and all; return its peak memory in MiB."""
    from experiments.benchmarks.batch_peers import driven

    with TemporaryDirectory() as folder:
        driven(Path(folder), count)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def memories() -> Sequence[Variant]:
    """Return few runs and many."""
    return [Variant(f"{count} runs", partial(peak_mib, count), repeats=1) for count in (FEW, MANY)]


def growth(runs: Runs) -> float:
    """Return the memory of many runs as a multiple of that of few."""
    return float(runs.results[f"{MANY} runs"]) / float(runs.results[f"{FEW} runs"])  # type: ignore[arg-type]


def many(runs: Runs) -> float:
    """Return the memory of the driver of many runs, in MiB."""
    return float(runs.results[f"{MANY} runs"])  # type: ignore[arg-type]


def benchmarks() -> list[Benchmark]:
    """Return the batches and the memory."""
    found = [
        Benchmark(
            "P12",
            f"batches beside others, {name}",
            f"{WORKERS} workers, {name}, each with 70 figures; wall time of the whole call, start and end of "
            "the workers included; the runs that came back are compared. Ideal is "
            f"{count * sleep_s / WORKERS:g} s. Only the study engine keeps each run on disk.",
            partial(batches, count, sleep_s),
            [
                Goal(
                    "share of time not in runs, start included",
                    0.2,
                    partial(lost, count, sleep_s),
                    "1",
                ),
                *(Goal(f"{OURS} / {peer}", 1.1, partial(beside, peer)) for peer in list(WAYS)[1:]),
            ],
            all_equal,
            repeats=2,
        )
        for name, (count, sleep_s) in SETS.items()
    ]
    memory = Benchmark(
        "P14",
        "memory of a study's driver",
        f"A study of one point with {FEW} and with {MANY} replications, runs pretended in the driver itself: "
        "plan, journal, table, points, failures. Peak resident memory of the process; its time says nothing.",
        memories,
        [
            Goal(f"peak memory, {MANY} runs / {FEW}", 1.1, growth),
            Goal(f"peak memory, {MANY} runs", 300, many, "MiB"),
        ],
        nothing_to_compare,
        repeats=1,
    )
    return [*found, memory]


if __name__ == "__main__":
    print(drive(int(sys.argv[1])))
