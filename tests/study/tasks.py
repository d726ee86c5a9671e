"""Work for pools under test: each is made in a worker from what was sent there."""

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from sim.study.journal import OK, Outcome
from sim.study.keys import Task


def task(number: int, what: str = "") -> Task:
    """Return a task whose replication is a number, and whose policy says what is to happen."""
    return Task("scenario", (), what, number)


@dataclass(frozen=True)
class Work:
    """Sleeps, and says which process did it; some tasks end badly."""

    sleep_s: float = 0.0
    folder: Path = Path()

    def __call__(self):
        return self.work

    def work(self, given: Task) -> Outcome:
        time.sleep(self.sleep_s)
        if given.policy == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if given.policy == "die once":
            tried = self.folder / f"tried-{given.rep}"
            if not tried.exists():
                tried.touch()
                os.kill(os.getpid(), signal.SIGKILL)
        return Outcome(OK, {"rep": given.rep, "pid": os.getpid()}, "", round(self.sleep_s * 1000))


@dataclass(frozen=True)
class Slow:
    """Takes its time over the task with the number 3."""

    sleep_s: float = 60.0

    def __call__(self):
        return self.work

    def work(self, given: Task) -> Outcome:
        time.sleep(self.sleep_s if given.rep == 3 else 0.01)
        return Outcome(OK, {"rep": given.rep}, "", 10)


@dataclass(frozen=True)
class Broken:
    """Cannot be made."""

    def __call__(self):
        os._exit(7)


@dataclass(frozen=True)
class Fake:
    """Stands for a run: a figure that is a function of the task, after a nap."""

    sleep_s: float = 0.02

    def __call__(self):
        return self.work

    def work(self, given: Task) -> Outcome:
        time.sleep(self.sleep_s)
        value = (given.rep * 7919 + len("".join(given.changes)) * 104729 + len(given.policy)) % 1000 / 7
        return Outcome(
            OK, {"response.p50_s": value, "calls.total": given.rep}, "", round(self.sleep_s * 1000)
        )
