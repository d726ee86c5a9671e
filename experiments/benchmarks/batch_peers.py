"""What the benchmark of batches hands to others, and the driver whose memory is measured."""

import time
from pathlib import Path
from typing import Any

import mesa

from experiments.benchmarks.bench_study import FIGURES
from sim.study.journal import OK, Outcome
from sim.study.keys import Task

STUDY = """id: pretended
title: {{zh: 假想, en: Pretended}}
scenario: hamlet
replications: {count}
responses: [response.p50_s, response.p90_s, calls.total]
"""


class NapModel(mesa.Model):
    """A pretended run for `batch_run`: one step that sleeps, and 70 figures.

    Parameters
    ----------
    rep
        Which run it is.
    sleep_s
        How long its step takes.
    """

    def __init__(self, rep: int = 0, sleep_s: float = 0.0, **_: Any) -> None:
        super().__init__()
        self.rep, self.sleep_s = rep, sleep_s
        self.datacollector = mesa.DataCollector(
            model_reporters={name: _reporter(value) for name, value in FIGURES.items()}
        )

    def step(self) -> None:
        """Sleep, and be done."""
        time.sleep(self.sleep_s)
        self.datacollector.collect(self)
        self.running = False


def _reporter(value: float) -> Any:
    return lambda _: value


class InPlace:
    """A back end that pretends runs in this process: a few at a time, as a pool would."""

    busy = 0

    def __init__(self) -> None:
        self._tasks: list[Task] = []

    @property
    def room(self) -> int:
        """How many more tasks it would take."""
        return 4 - len(self._tasks)

    def submit(self, task: Task) -> None:
        """Take a task."""
        self._tasks.append(task)
        self.busy = len(self._tasks)

    def results(self, timeout_s: float) -> list[tuple[Task, Outcome]]:
        """Return every task as done."""
        found = [(task, Outcome(OK, {**FIGURES, "calls.total": task.rep}, "", 1)) for task in self._tasks]
        self._tasks, self.busy = [], 0
        return found

    def close(self) -> None:
        """Do nothing."""


def driven(folder: Path, count: int) -> None:
    """Make a study of so many pretended runs, with everything that a driver does."""
    from sim.study.check import check
    from sim.study.plan import Plan
    from sim.study.sweep import Sweep, opened, write_results

    file = folder / "study.yaml"
    file.write_text(STUDY.format(count=count), encoding="utf-8")
    checked = check(file)
    plan = Plan.of(checked, "code")
    with opened(folder / "out", plan, None) as store:
        Sweep(plan, store).run(InPlace())
        write_results(folder / "out", plan, store)
