"""Our own pool of local processes: a killed worker costs its run a second try, a killed driver leaves none.

Every pool of the standard library failed one of these: `concurrent.futures` loses the batch with a killed
worker and leaves orphans behind a killed driver, `multiprocessing.Pool` waits for ever. Here each worker has
one pipe to the driver; it ends when the pipe does.
"""

import multiprocessing as mp
import os
import queue
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from threading import Thread
from typing import Any, Final, Protocol

from sim.study.journal import CRASHED, TIMEOUT, Outcome
from sim.study.keys import Task
from sim.terms.errors import SanduanError

Work = Callable[[Task], Outcome]
Setup = Callable[[], Work]
"""Made once in each worker; must be picklable."""

PRELOAD: Final = ("sim.study.worker", "sim.run")
"""What the server of forks imports once, so that workers start at once."""
TRIES: Final = 3
"""How often a run may kill its worker before it is given up."""
_SHORT_MS: Final = 250
"""Below this, a worker gets its next task before it has ended one."""
_START_FAILURES: Final = 3


class NoWorkers(SanduanError):
    """Workers cannot be started, or a scheduler cannot be reached."""


class Backend(Protocol):
    """Whoever runs tasks somewhere."""

    @property
    def busy(self) -> int:
        """How many tasks are under way."""
        ...

    @property
    def room(self) -> int:
        """How many more tasks it would take now."""
        ...

    def submit(self, task: Task) -> None:
        """Take a task."""
        ...

    def results(self, timeout_s: float) -> list[tuple[Task, Outcome]]:
        """Return what has ended, after waiting for something to end, at most so long."""
        ...

    def close(self) -> None:
        """Stop at once; tasks under way are given up."""
        ...


@dataclass(eq=False)
class _Worker:
    """A process, its pipe, and the tasks that it has, the first of which it is running since `since_s`."""

    process: BaseProcess
    pipe: Connection
    tasks: deque[Task] = field(default_factory=deque)
    ready: bool = False
    since_s: float = 0.0

    def is_late(self, timeout_s: float) -> bool:
        """Whether it has been running one task for longer than that."""
        return self.ready and bool(self.tasks) and time.monotonic() - self.since_s > timeout_s


class LocalPool:
    """Processes on this machine.

    Parameters
    ----------
    setup
        Makes, in each worker, what runs a task.
    workers
        How many processes.
    preload
        Modules that the server of forks imports once for all workers.
    timeout_s
        How long a run may take before its worker is killed and the run is given up; None for any time.

    Attributes
    ----------
    pids
        Of the workers.
    """

    def __init__(
        self,
        setup: Setup,
        workers: int,
        preload: Sequence[str] = PRELOAD,
        timeout_s: float | None = None,
    ) -> None:
        self._setup = setup
        self._timeout_s = timeout_s
        self._context: Any = mp.get_context("forkserver" if sys.platform == "linux" else "spawn")
        if sys.platform == "linux":
            self._context.set_forkserver_preload(list(preload))
        self._again: deque[Task] = deque()
        self._tries: dict[Task, int] = {}
        self._start_failures = 0
        self._depth = 1
        self._workers = [self._start() for _ in range(workers)]

    @property
    def pids(self) -> list[int]:
        """Process ids of the workers."""
        return [worker.process.pid or 0 for worker in self._workers]

    @property
    def busy(self) -> int:
        """How many tasks are under way."""
        return sum(len(worker.tasks) for worker in self._workers) + len(self._again)

    @property
    def room(self) -> int:
        """How many more tasks it would take now."""
        return max(len(self._workers) * self._depth - self.busy, 0)

    def submit(self, task: Task) -> None:
        """Give a task to the worker that has fewest."""
        worker = min(self._workers, key=lambda each: len(each.tasks))
        if not worker.tasks:
            worker.since_s = time.monotonic()
        worker.tasks.append(task)
        with suppress(OSError):  # a dead worker is found out by `results`
            worker.pipe.send(task)

    def results(self, timeout_s: float) -> list[tuple[Task, Outcome]]:
        """Return what has ended; a worker that died is replaced and its tasks are given out again.

        Raises
        ------
        NoWorkers
            If workers die before they can do anything.
        """
        found: list[tuple[Task, Outcome]] = []
        pipes = {worker.pipe: worker for worker in self._workers}
        for pipe in wait(list(pipes), timeout_s):
            found += self._heard(pipes[pipe])  # type: ignore[index]
        found += self._stopped()
        while self._again:
            self.submit(self._again.popleft())
        return found

    def _stopped(self) -> list[tuple[Task, Outcome]]:
        """Kill the workers whose run takes too long, and give up these runs."""
        limit_s = self._timeout_s
        if limit_s is None:
            return []
        late = [worker for worker in self._workers if worker.is_late(limit_s)]
        given_up = []
        for worker in late:
            outcome = Outcome(TIMEOUT, {}, f"the run took longer than {limit_s:g} s", round(limit_s * 1000))
            given_up.append((worker.tasks.popleft(), outcome))
            worker.process.kill()
            self._replace(worker)
        return given_up

    def close(self) -> None:
        """Kill the workers."""
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.pipe.close()
        self._workers = []

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=serve, args=(theirs, self._setup), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def _heard(self, worker: _Worker) -> list[tuple[Task, Outcome]]:
        """Take in what a worker has sent, or that it is dead."""
        found = []
        try:
            while worker.pipe.poll():
                outcome = worker.pipe.recv()
                worker.since_s = time.monotonic()
                if outcome is None:
                    worker.ready, self._start_failures = True, 0
                    continue
                found.append((worker.tasks.popleft(), outcome))
                self._depth = 2 if outcome.wall_ms < _SHORT_MS else 1
        except (EOFError, OSError):
            found += self._buried(worker)
        return found

    def _buried(self, worker: _Worker) -> list[tuple[Task, Outcome]]:
        """Replace a dead worker; the run it was at gets another try, or is given up."""
        given_up = self._tried(worker.tasks.popleft()) if worker.tasks and worker.ready else []
        self._replace(worker)
        return given_up

    def _replace(self, worker: _Worker) -> None:
        """Put a new worker in the place of a dead one, whose tasks are given out again."""
        worker.process.join()
        worker.pipe.close()
        self._start_failures += not worker.ready
        if self._start_failures > _START_FAILURES + len(self._workers):
            raise NoWorkers(f"workers end as soon as they start (exit code {worker.process.exitcode})")
        self._workers[self._workers.index(worker)] = self._start()
        self._again.extend(worker.tasks)

    def _tried(self, task: Task) -> list[tuple[Task, Outcome]]:
        tries = self._tries.get(task, 0) + 1
        if tries < TRIES:
            self._tries[task] = tries
            self._again.append(task)
            return []
        self._tries.pop(task, None)
        return [(task, Outcome(CRASHED, {}, f"the worker died {TRIES} times in this run"))]


# --- in the worker


def serve(pipe: Connection, setup: Setup) -> None:
    """Run what comes through a pipe until it ends, with which the process ends too, wherever it is."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the driver's business
    tasks: queue.SimpleQueue[Task] = queue.SimpleQueue()
    Thread(target=_listen, args=(pipe, tasks), daemon=True).start()
    work = setup()
    try:
        pipe.send(None)  # ready
        while True:
            pipe.send(work(tasks.get()))
    except OSError:
        os._exit(1)


def _listen(pipe: Connection, tasks: "queue.SimpleQueue[Task]") -> None:
    try:
        while True:
            tasks.put(pipe.recv())
    except (EOFError, OSError):
        os._exit(1)


def cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
