"""Run the benchmarks: ``python -m experiments.benchmarks [GROUP ...]``; all groups where none is named."""

import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from experiments.benchmarks.harness import Benchmark, Outcome, measure
from experiments.benchmarks.tables import keep, screen

PREFIX = "bench_"


def groups() -> list[str]:
    """Return the names of all groups, found by the names of their files."""
    found = Path(__file__).parent.glob(f"{PREFIX}*.py")
    return sorted(path.stem.removeprefix(PREFIX) for path in found)


def benchmarks(group: str) -> list[Benchmark]:
    """Return the benchmarks of a group."""
    made: list[Benchmark] = import_module(f"{__package__}.{PREFIX}{group}").benchmarks()
    return made


def run(group: str) -> list[Outcome]:
    """Measure a group and show it."""
    outcomes = []
    for benchmark in benchmarks(group):
        outcomes.append(measure(benchmark))
        print(screen(outcomes[-1]), flush=True)
    return outcomes


def main(names: Sequence[str]) -> int:
    """Measure the groups and keep the results; return 1 if the results of any differ, 2 if misused."""
    known = groups()
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"no group {', '.join(unknown)}; there are {', '.join(known)}", file=sys.stderr)
        return 2
    differ = False
    for group in names or known:
        outcomes = run(group)
        keep({group: outcomes})  # each at once: nothing measured is lost when a later one is broken off
        differ = differ or any(outcome.difference for outcome in outcomes)
    return int(differ)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
