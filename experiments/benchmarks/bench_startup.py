"""P16 and P17: how soon there is help, and how soon a small run is done."""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from experiments.benchmarks.harness import (
    Benchmark,
    Goal,
    Runs,
    Variant,
    nothing_to_compare,
    ratio,
)

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("numpy", "scipy", "networkx", "pandas", "matplotlib", "mesa", "simpy", "pydantic")
CALL = "import sys; from sim.cli import main; sys.argv = {argv!r}; main()"
SMALL_DAYS = "1.2"


def children_s() -> float:
    """Return the processor time of all child processes that have ended, in steps finer than 10 ms."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def python(code: str) -> subprocess.CompletedProcess[str]:
    """Run a program in a fresh interpreter, one thread each, with this copy of sanduan.

    Its modules are compiled as an installer leaves them, like those of the libraries it is measured against.
    """
    one_thread = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    env = {**os.environ, **one_thread, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # then the first run, which does not count, compiles them
    return subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, encoding="utf-8", env=env
    )


def alone(name: str, code: str) -> Variant:
    """Return a variant that is a process of its own."""
    return Variant(name, partial(python, code), clock=children_s)


def sanduan(*words: str) -> str:
    """Return the program that the command is."""
    return CALL.format(argv=["sanduan", *words])


# P16: help

LOADED = (
    "import atexit, sys; "
    f"atexit.register(lambda: print('loaded:', *(name for name in {HEAVY!r} if name in sys.modules)));"
)


def helps() -> list[Variant]:
    """Return the help, and what any process takes."""
    return [alone("sanduan --help", sanduan("--help")), alone("python -c pass", "pass")]


def nothing_heavy(results: Mapping[str, object]) -> str:
    """Look which heavy libraries help imports."""
    said = python(LOADED + sanduan("--help")).stdout
    loaded = said.rpartition("loaded:")[2].split()
    return f"help imports {', '.join(loaded)}" if loaded else ""


# P17: a small run


def small_run(report: bool) -> int:
    """Run the hamlet in a fresh interpreter, to the log in memory or to the report; return its exit code."""
    if not report:
        return python(
            "from sim.run import run; from sim.scenario.load import load; "
            f"run(load('hamlet'), days={SMALL_DAYS})"
        ).returncode
    folder = Path(tempfile.mkdtemp())
    try:
        words = ("run", "hamlet", "--days", SMALL_DAYS, "--no-figures", "--out", str(folder / "out"))
        return python(sanduan(*words)).returncode
    finally:
        shutil.rmtree(folder)


def small_runs() -> list[Variant]:
    """Return a small run with and without what comes after it, and what they are measured by."""
    return [
        Variant("run and report", partial(small_run, True), clock=children_s),
        Variant("run only", partial(small_run, False), clock=children_s),
        alone("import mesa", "import mesa"),
        alone("import numpy, simpy", "import numpy, simpy"),
    ]


def over_mesa(runs: Runs) -> float:
    """Return what a run takes beyond the import of Mesa, as a multiple of the import of NumPy and SimPy."""
    ours, mesa = (runs.timings[name].median_s for name in ("run only", "import mesa"))
    return (ours - mesa) / runs.timings["import numpy, simpy"].median_s


def benchmarks() -> Sequence[Benchmark]:
    """Return P16 and P17."""
    return [
        Benchmark(
            "P16",
            "help",
            f"The whole process; none of {', '.join(HEAVY)} may be imported.",
            helps,
            [ratio("sanduan --help", "python -c pass", 6)],
            nothing_heavy,
            repeats=11,
        ),
        Benchmark(
            "P17",
            "small run",
            f"The hamlet for {SMALL_DAYS} days, cold start to log and report; figures are not drawn.",
            small_runs,
            [
                ratio("run and report", "import mesa", 1.5),
                ratio("run only", "import mesa", 1.5),
                Goal("(run only - import mesa) / import numpy, simpy", 3, over_mesa),
            ],
            nothing_to_compare,
            repeats=7,
        ),
    ]
