"""Logs of the runs of a study, kept on request: each under the address of its run."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sim.study.keys import Task, run_key
from sim.study.plan import Plan

LOGS: Final = "logs"
_SUFFIX: Final = ".sdlog"


@dataclass(frozen=True)
class Logs:
    """Where the logs of a study are kept.

    Attributes
    ----------
    folder
        Absolute; workers of a cluster must see it too.
    fingerprints, seed, days, code
        What, with a task, makes the key of a run.
    """

    folder: Path
    fingerprints: Mapping[str, str]
    seed: int
    days: float | None
    code: str

    def path(self, task: Task) -> Path:
        """Return the file of a run's log, in one of 256 folders."""
        fingerprint = self.fingerprints[task.scenario]
        key = run_key(fingerprint, task.changes, task.policy, self.seed, task.rep, self.days, self.code)
        return self.folder / key[:2] / f"{key}{_SUFFIX}"

    @contextmanager
    def writing(self, task: Task) -> Iterator[Path]:
        """Yield a path to write a log to; it takes its name once it is whole."""
        path = self.path(task)
        path.parent.mkdir(parents=True, exist_ok=True)
        work = path.with_name(f".{path.stem}-{os.getpid()}{_SUFFIX}")
        try:
            yield work
            os.replace(work, path)
        except BaseException:
            work.unlink(missing_ok=True)
            raise


def logs_of(folder: Path, plan: Plan) -> Logs:
    """Return where the logs of a study are kept: beside its table."""
    study = plan.study
    return Logs(folder.absolute() / LOGS, dict(plan.fingerprints), study.seed, study.days, plan.code)
