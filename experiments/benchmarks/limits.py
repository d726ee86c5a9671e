"""What a study's driver costs for each run, and how many workers it feeds: figures of `ten_million_runs.md`.

Run with ``python -m experiments.benchmarks.limits [RUNS]``; it takes minutes. Processor times are those of
the driver alone, so that other work on the machine matters little. With Dask installed, a local cluster is
measured as well: the bytes are those that the loopback interface receives, as Linux counts them.
"""

import pickle
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from experiments.benchmarks.batch_peers import driven
from experiments.benchmarks.bench_study import FIGURES, Nap, tasks
from sim.study.journal import OK, Outcome
from sim.study.pool import Backend, LocalPool
from sim.study.store import Store

WORKERS = (1, 2, 8, 32, 64)
LOOPBACK = Path("/proc/net/dev")


def fed(backend: Backend, count: int) -> tuple[float, float]:
    """Make runs of no length and keep them; return wall and driver's processor time for each, in seconds."""
    waiting = tasks(count)
    with TemporaryDirectory() as folder:
        store = Store(Path(folder))
        wall, cpu = time.perf_counter(), time.process_time()
        while waiting or backend.busy:
            while waiting and backend.room:
                backend.submit(waiting.pop())
            ended = backend.results(1.0)
            if ended:
                store.add((f"{task.rep:032x}", outcome) for task, outcome in ended)
        spent = time.perf_counter() - wall, time.process_time() - cpu
        store.close()
    return spent[0] / count, spent[1] / count


def pools(count: int) -> Iterator[tuple[int, float, float]]:
    """Yield workers, wall and processor time for each run, for growing pools of this machine."""
    for workers in WORKERS:
        with closing(LocalPool(Nap(0.0), workers)) as pool:
            for task in tasks(workers):
                pool.submit(task)
            while pool.busy:
                pool.results(1.0)
            yield workers, *fed(pool, count)


def study_s(count: int) -> tuple[float, float, float]:
    """Return processor time of a whole study's driver, bytes kept and bytes of table, each for one run."""
    with TemporaryDirectory() as home:
        begun = time.process_time()
        driven(Path(home), count)
        spent = time.process_time() - begun
        journal, table = Path(home) / "out" / "journal", Path(home) / "out" / "table.csv.gz"
        table = table if table.is_file() else table.with_name("table.parquet")
        kept = sum(path.stat().st_size for path in journal.iterdir())
        return spent / count, kept / count, table.stat().st_size / count


def on_loopback() -> int:
    """Return the bytes that the loopback interface has received so far."""
    line = next(
        each for each in LOOPBACK.read_text(encoding="ascii").splitlines() if each.strip().startswith("lo:")
    )
    return int(line.split(":")[1].split()[0])


def by_dask(count: int) -> tuple[float, float, float]:
    """Return wall time, processor time of driver and scheduler, and bytes on the wire, each for one run."""
    from distributed import LocalCluster

    from sim.study.dask_pool import DaskPool

    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        closing(DaskPool(Nap(0.0), cluster.scheduler_address)) as pool,
    ):
        fed(pool, 20)
        before = on_loopback()
        wall, cpu = fed(pool, count)
        return wall, cpu, (on_loopback() - before) / count


def sizes() -> tuple[int, int]:
    """Return the bytes of a task and of an outcome with 70 figures, as they go through a pipe."""
    outcome = Outcome(OK, FIGURES, "", 50)
    return len(pickle.dumps(tasks(1)[0])), len(pickle.dumps(outcome))


def main(count: int) -> None:
    """Print everything."""
    few, many = study_s(count // 10), study_s(count)
    marginal = (many[0] * count - few[0] * (count // 10)) / (count - count // 10)
    print(f"driver of a study: {1e6 * marginal:.0f} us of processor a run")
    print(
        f"journal {many[1]:.0f} B a run, table {many[2]:.1f} B; task {sizes()[0]} B, outcome {sizes()[1]} B"
    )
    for workers, wall, cpu in pools(count // 4):
        print(f"{workers:3} workers: {1e6 * wall:.0f} us a run, the driver's processor {1e6 * cpu:.0f} us")
    if find_spec("distributed"):
        wall, cpu, size = by_dask(min(count // 10, 2000))
        print(f"Dask: {1e6 * wall:.0f} us a run, client and scheduler {1e6 * cpu:.0f} us, {size:.0f} B sent")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
