"""Study files for tests, written in a few words, and runs of them without the command."""

from pathlib import Path

from sim.study.check import check
from sim.study.plan import Plan
from sim.study.store import Store
from sim.study.sweep import Sweep, local, opened, write_results

HEAD = "id: try\ntitle: {zh: 试, en: Try}\n"
SMALL = """
scenario: hamlet
policies: [run-card, nearest]
days: 2
factors:
  calls: {role: uncertainty, path: demand.scale, levels: [4, 8]}
design: {kind: full_factorial}
replications: 3
responses: [response.p50_s, calls.total]
"""


def study_file(folder: Path, body: str = SMALL, head: str = HEAD) -> Path:
    """Write a study file and return it."""
    path = folder / "try.yaml"
    path.write_text(head + body, encoding="utf-8")
    return path


def planned(file: Path, code: str = "code"):
    """Return a study held against its scenarios, and its plan."""
    checked = check(file)
    return checked, Plan.of(checked, code)


class Here:
    """A back end that runs in this process, and can be told to stop after some runs."""

    def __init__(self, work, room: int = 3, most: int | None = None) -> None:
        self.work, self.width, self.most = work, room, most
        self.tasks, self.done, self.closed = [], [], False

    @property
    def busy(self) -> int:
        return len(self.tasks)

    @property
    def room(self) -> int:
        return self.width - len(self.tasks)

    def submit(self, task) -> None:
        self.tasks.append(task)

    def results(self, timeout_s):
        if self.most is not None and len(self.done) >= self.most:
            raise KeyboardInterrupt
        task = self.tasks.pop()  # the last first: order must not matter
        self.done.append(task)
        return [(task, self.work(task))]

    def close(self) -> None:
        self.closed = True


def swept(file: Path, out: Path, backend=None, code: str = "code", cache: Path | None = None, **options):
    """Run a study into a folder and return the bytes of its table and the back end or pool."""
    checked, plan = planned(file, code)
    with opened(out, plan, cache) as store:
        sweep = Sweep(plan, store, **options)
        sweep.run(local(checked, 1) if backend is None else backend(checked))
        return write_results(out, plan, store).read_bytes(), sweep


def kept(out: Path, code: str = "code") -> int:
    """Return how many runs a folder holds."""
    store = Store(out)
    try:
        return len(dict(store.runs()))
    finally:
        store.close()
