"""The same runs on a cluster, carried by Dask (the extra `cluster`)."""

import hashlib
import pickle
from threading import Lock
from typing import Any, Final

from sim.study.journal import CRASHED, Outcome
from sim.study.keys import Task
from sim.study.pool import TRIES, NoWorkers, Setup, Work

_WINDOW: Final = 4
"""Tasks that are handed over for each thread of the cluster: the scheduler never holds more."""
_CONNECT_S: Final = 10
_RESULT_S: Final = 2
_LOST_MOST: Final = 10
_packed: dict[str, bytes] = {}
_ready: dict[str, Work] = {}
_lock = Lock()


class DaskPool:
    """Workers of a Dask scheduler; they need sanduan installed, but none of the study's files.

    Parameters
    ----------
    setup
        Makes, in each worker, what runs a task.
    address
        Of the scheduler, such as ``tcp://10.0.0.1:8786``. Dask runs what anybody sends it who can reach it:
        keep it on a network you trust, or give it TLS.

    Raises
    ------
    NoWorkers
        If Dask is not installed, or nobody answers at the address.
    """

    def __init__(self, setup: Setup, address: str) -> None:
        try:
            from distributed import Client
        except ImportError as error:
            raise NoWorkers("Dask is not installed: pip install 'sanduan[cluster]'") from error
        try:
            self._client: Any = Client(address, timeout=_CONNECT_S, set_as_default=False)
        except (OSError, ValueError) as error:
            raise NoWorkers(f"no Dask scheduler answers at {address}: {error}") from error
        packed = pickle.dumps(setup, pickle.HIGHEST_PROTOCOL)
        self._name = hashlib.blake2b(packed, digest_size=16).hexdigest()
        self._client.register_plugin(_plugin(self._name, packed), name=f"sanduan-{self._name}")
        self._tasks: dict[Any, Task] = {}
        self._tries: dict[Task, int] = {}

    @property
    def busy(self) -> int:
        """How many tasks are under way."""
        return len(self._tasks)

    @property
    def room(self) -> int:
        """How many more tasks it would take now."""
        threads: int = max(sum(self._client.nthreads().values()), 1)
        return max(_WINDOW * threads - self.busy, 0)

    def submit(self, task: Task) -> None:
        """Hand a task to the scheduler, which gives it out again if its worker dies."""
        future = self._client.submit(run_there, self._name, task, pure=False, retries=TRIES - 1)
        self._tasks[future] = task

    def results(self, timeout_s: float) -> list[tuple[Task, Outcome]]:
        """Return what has ended, after waiting for something to end, at most so long."""
        found = []
        for future in sorted(self._ended(timeout_s), key=lambda each: str(each.key)):
            try:
                outcome = self._outcome(future)
            except TimeoutError:  # it was with a worker that died, and is on its way again
                continue
            task = self._tasks.pop(future)
            if outcome is not None:
                found.append((task, outcome))
            else:
                self._try_again(task)
        return found

    def close(self) -> None:
        """Give up what is under way, and let go of the scheduler."""
        self._client.cancel(list(self._tasks))
        self._client.close()

    def _ended(self, timeout_s: float) -> list[Any]:
        from distributed import wait

        try:
            with self._client.as_current():
                wait(list(self._tasks), timeout=timeout_s, return_when="FIRST_COMPLETED")
        except TimeoutError:
            return []
        except Exception:  # some were lost with their worker; which, each of them knows
            pass
        return [future for future in self._tasks if future.done()]

    def _outcome(self, future: Any) -> Outcome | None:
        """Return how a task ended; None where the cluster has lost it or its result."""
        if future.status == "error":
            return Outcome(CRASHED, {}, f"the cluster gave the run up: {type(future.exception()).__name__}")
        try:
            found: Outcome = future.result(timeout=_RESULT_S)
        except TimeoutError:
            raise
        except Exception:  # whatever a cluster raises when a worker and all it knew is gone
            return None
        return found

    def _try_again(self, task: Task) -> None:
        self._tries[task] = self._tries.get(task, 0) + 1
        if self._tries[task] > _LOST_MOST:
            raise NoWorkers(f"the cluster has lost one run {_LOST_MOST} times: every run that ended is kept")
        self.submit(task)


def _plugin(name: str, packed: bytes) -> Any:
    """Return what Dask gives to every worker, also to those that come later or again.

    Data that are scattered instead are lost with the worker that holds them, and all tasks with them.
    """
    from distributed import WorkerPlugin

    class Ready(WorkerPlugin):  # type: ignore[misc]  # distributed is untyped
        def setup(self, worker: Any) -> None:
            keep(name, packed)

    return Ready()


def keep(name: str, packed: bytes) -> None:
    """Keep, in a worker of the cluster, what a study needs."""
    with _lock:
        _packed.clear()
        _packed[name] = packed


def run_there(name: str, task: Task) -> Outcome:
    """Run a task in a worker of the cluster."""
    with _lock:  # threads of one worker share what is kept; run one thread for each process
        if name not in _ready:
            _ready.clear()
            _ready[name] = pickle.loads(_packed[name])()
        return _ready[name](task)
