"""The driver of a study: it hands out runs, keeps what comes back, and writes the table at the end."""

import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from sim.study.check import Checked
from sim.study.journal import OK, Outcome, StoreError
from sim.study.keys import Task
from sim.study.logs import Logs
from sim.study.plan import FAILURE_COLUMNS, POINT_COLUMNS, Plan
from sim.study.plan_file import write_plan
from sim.study.pool import Backend, LocalPool
from sim.study.schedule import Run
from sim.study.shards import Shard
from sim.study.store import MANIFEST, STORE_VERSION, Store, read_manifest, write_manifest
from sim.study.table import export_csv, file_digest, write_table
from sim.study.worker import Setup

TABLES: Final = ("points.csv", "failures.csv")
_WAIT_S: Final = 0.5


@dataclass
class Count:
    """How far a study is.

    Attributes
    ----------
    most
        Runs that there are at most.
    kept
        Runs that had been made before, here or by another study.
    done, bad
        Runs made now, and those of them that did not end well.
    begun_s
        When the first run was begun, on the monotonic clock.
    work_ms
        Time that the runs made now took in their workers.
    """

    most: int
    kept: int = 0
    done: int = 0
    bad: int = 0
    work_ms: int = 0
    begun_s: float = field(default_factory=time.monotonic)

    @property
    def rate(self) -> float:
        """Runs made in a second; 0 before the first."""
        spent_s = time.monotonic() - self.begun_s
        return self.done / spent_s if self.done and spent_s > 0 else 0.0

    @property
    def left(self) -> int:
        """Runs that are left at most."""
        return self.most - self.kept - self.done

    @property
    def left_s(self) -> float | None:
        """Seconds that are left at most, by the rate so far; None before the first run has ended."""
        return self.left / self.rate if self.rate else None


Listener = Callable[[Count], None]
"""Told after every run."""


def setup(checked: Checked, logs: Logs | None = None) -> Setup:
    """Return what workers need; they keep logs where `logs` says where."""
    study = checked.study
    return Setup(checked.bases, study.days, study.seed, study.responses, logs)


def local(
    checked: Checked, workers: int, logs: Logs | None = None, timeout_s: float | None = None
) -> Backend:
    """Return processes on this machine; a run that takes longer than `timeout_s` is given up."""
    return LocalPool(setup(checked, logs), workers, timeout_s=timeout_s)


def on_dask(checked: Checked, address: str, logs: Logs | None = None) -> Backend:
    """Return the workers of a Dask scheduler."""
    from sim.study.dask_pool import DaskPool

    return DaskPool(setup(checked, logs), address)


class Sweep:
    """A study under way in its folder.

    Parameters
    ----------
    plan
        What to run.
    store
        Where to keep it.
    again
        Whether runs that did not end well are made again.
    shard
        Which share of the runs to make; all of them by default.
    logs
        Where logs must be; a run that has none is made again.

    Attributes
    ----------
    count
        How far it is.
    """

    def __init__(
        self,
        plan: Plan,
        store: Store,
        again: bool = False,
        shard: Shard = Shard(),  # noqa: B008  # frozen
        logs: Logs | None = None,
    ) -> None:
        self.plan, self.store, self.again = plan, store, again
        self.shard, self.logs = shard, logs
        self.schedule = plan.schedule()
        self.count = Count(shard.most(plan.cells, plan.study.replications))
        self._runs: dict[Task, deque[Run]] = {}

    def run(self, backend: Backend, listener: Listener = lambda _: None) -> None:
        """Make every run that is not there yet.

        Parameters
        ----------
        backend
            Who runs; closed at the end, whatever happens.
        listener
            Told after every run.
        """
        try:
            while True:
                self._hand_out(backend)
                if not backend.busy:
                    return
                if found := backend.results(_WAIT_S):
                    self._keep(found)
                    listener(self.count)
        finally:
            backend.close()

    def missing(self) -> Run | None:
        """Return the first run that can be begun and is not there yet; what is there is counted."""
        while (run := self.schedule.next()) is not None:
            if not self.shard.holds(run, self.plan.study.replications):
                continue
            outcome = self._found(run)
            if outcome is None:
                return run
            self.count.kept += 1
            self.schedule.tell(run, self.plan.watched(outcome))
        return None

    def _hand_out(self, backend: Backend) -> None:
        while backend.room and (run := self.missing()) is not None:
            task = self.plan.task(run)
            twins = self._runs.setdefault(task, deque())
            twins.append(run)
            if len(twins) == 1:  # two variants may change the same: that is run once
                backend.submit(task)

    def _found(self, run: Run) -> Outcome | None:
        task = self.plan.task(run)
        outcome = self.store.get(self.plan.key(task))
        if outcome is None or not self.plan.is_whole(outcome):
            return None
        if self.logs is not None and outcome.status == OK and not self.logs.path(task).is_file():
            return None
        return None if self.again and outcome.status != OK else outcome

    def _keep(self, found: list[tuple[Task, Outcome]]) -> None:
        self.store.add((self.plan.key(task), outcome) for task, outcome in found)
        for task, outcome in found:
            for run in self._runs.pop(task):
                self.schedule.tell(run, self.plan.watched(outcome))
                self.count.done += 1
            self.count.bad += outcome.status != OK
            self.count.work_ms += outcome.wall_ms


# --- the folder


@contextmanager
def opened(folder: Path, plan: Plan, cache: Path | None) -> Iterator[Store]:
    """Open the folder of a study, made where it does not exist.

    Raises
    ------
    StoreError
        If it belongs to another study or version, or to no study.
    """
    claim(folder, plan)
    store = Store(folder, cache, plan.code)
    try:
        yield store
    finally:
        store.close()


def claim(folder: Path, plan: Plan) -> None:
    """Make the folder of a study, or see that it is one of this study; write the manifest."""
    if folder.exists() and not (folder / MANIFEST).exists() and any(folder.iterdir()):
        raise StoreError(f"{folder}: there is something else in it: name a new folder, or that of the study")
    folder.mkdir(parents=True, exist_ok=True)
    old: dict[str, Any] = read_manifest(folder) if (folder / MANIFEST).exists() else {}
    said = old.get("study", {}).get("id", plan.study.id)
    if said != plan.study.id:
        raise StoreError(f"{folder}: holds the study {said}, not {plan.study.id}: name another folder")
    write_manifest(folder, manifest(plan, old))
    write_plan(folder, plan)


def manifest(plan: Plan, old: dict[str, Any]) -> dict[str, Any]:
    """Return what the folder says of itself.

    Parameters
    ----------
    plan
        The study.
    old
        What it said before: former digests of the study file and former programs are kept.
    """
    from sim.study.machine import machine, versions

    now = {"digest": plan.study.digest, "code": plan.code}
    history = [each for each in old.get("history", []) if each != now]
    return {
        "store": STORE_VERSION,
        "study": plan.study.plain(),
        "file": str(plan.study.file.resolve()),
        **now,
        "history": [*history, now],
        "scenarios": dict(plan.fingerprints),
        "policies": [list(line) for line in plan.lines],
        "points": len(plan.points),
        "cells": plan.cells,
        "most_runs": plan.schedule().most,
        "versions": versions(),
        "machine": machine(),
    }


def write_results(folder: Path, plan: Plan, store: Store) -> Path:
    """Write table, points and failures of what has ended; return the path of the table."""
    points, failures = (folder / name for name in TABLES)
    names = [factor.name for factor in plan.study.factors]
    export_csv(points, (*POINT_COLUMNS, *names), plan.point_rows())
    export_csv(failures, FAILURE_COLUMNS, plan.failure_rows(store.get))
    table = write_table(folder, plan.columns, plan.rows(store.get))
    content = read_manifest(folder)
    content["files"] = {path.name: file_digest(path) for path in (table, points, failures)}
    write_manifest(folder, content)
    return table
