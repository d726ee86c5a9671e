"""What the commands share: their options, how they speak, and where their results go."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, NoReturn

import typer

from sim.terms.errors import BadInput, Fault, InvariantBroken, SanduanError
from sim.words import both, both_in

if TYPE_CHECKING:
    from sim.run import Progress
    from sim.scenario.model import Scenario
    from sim.study.pool import Backend
    from sim.study.sweep import Sweep

_WARNING: Final = both_in("command", "warning")
_STOPPED: Final = both("stopped")

BAD_INPUT: Final = 2
"""Exit code of bad input."""
BROKEN: Final = 3
"""Exit code of a broken invariant."""
INTERRUPTED: Final = 130
"""Exit code after Ctrl-C."""
MOST: Final = 2**64 - 1
"""Largest seed and replication."""
LANGS: Final = ("zh", "en")
POLICY_HELP: Final = both("nearest, run-card, second-alarm, coverage or module:Name of your own").help
DRAWING: Final = both("drawing and writing").zh_en
"""What is said while figures and reports are made."""
_SLOW_S: Final = 2.0

ScenarioName = Annotated[
    str, typer.Argument(metavar="SCENARIO", help=both("A shipped scenario or a folder").help)
]
Sets = Annotated[
    list[str] | None, typer.Option("--set", metavar="PATH=VALUE", help=both("Change one figure").help)
]
Seed = Annotated[int, typer.Option(min=0, max=MOST, help=both("Seed").help)]


# --- how a command speaks


@contextmanager
def said_plainly() -> Iterator[None]:
    """Say what is wrong in one line per fault, without a traceback, and leave with the exit code for it."""
    try:
        yield
    except BadInput as error:
        _leave([str(fault) for fault in error.faults], BAD_INPUT)
    except InvariantBroken as error:
        _leave([f"sanduan is at fault, not the input: {error}"], BROKEN)
    except SanduanError as error:
        _leave([str(error)], BAD_INPUT)
    except OSError as error:
        _leave([f"{error.filename or 'a file'}: {error.strerror or error}"], BAD_INPUT)


def _leave(lines: list[str], code: int) -> NoReturn:
    for line in lines:
        typer.echo(line, err=True)
    raise typer.Exit(code)


@contextmanager
def progress() -> "Iterator[Progress]":
    """Show a bar on a terminal once the work has taken two seconds."""
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    bar = Bar(console=Console(stderr=True), transient=True)
    begun = time.monotonic()
    tasks: list[TaskID] = []

    def report(done_ms: int, total_ms: int) -> None:
        if not tasks and time.monotonic() - begun > _SLOW_S:
            bar.start()
            tasks.append(bar.add_task(both("run").zh_en, total=total_ms))
        if tasks:
            bar.update(tasks[0], completed=done_ms)

    try:
        yield report
    finally:
        if tasks:
            bar.stop()


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """Show on a terminal that something is at work whose end nobody can tell."""
    from rich.console import Console

    with Console(stderr=True).status(what):
        yield


def made(sweep: "Sweep", backend: "Backend", workers: int, then: str) -> None:
    """Make the runs of a study that are missing, and show how far it is; Ctrl-C leaves what has ended.

    Parameters
    ----------
    sweep
        The study.
    backend
        Who runs.
    workers
        How many run at once, for the estimate of the time.
    then
        What is said after Ctrl-C.
    """
    from sim.study.progress import line, shown

    try:
        with shown(sys.stderr, workers) as listener:
            sweep.run(backend, listener)
    except KeyboardInterrupt:
        said = f"{_STOPPED.en_zh}: {then}" if then else both("stopped").en_zh
        typer.echo(f"{line(sweep.count)}\n{said}", err=True)
        raise typer.Exit(INTERRUPTED) from None


def check_choice(option: str, value: str, choices: tuple[str, ...]) -> None:
    """Refuse a value that is none of a few words.

    Raises
    ------
    BadInput
        If it is none of them.
    """
    if value not in choices:
        raise BadInput([Fault(option, None, None, "", repr(value), f"one of {', '.join(choices)}")])


def warn_of_datum(scenario: "Scenario") -> None:
    """Warn of tables whose places lie beside their roads by the offset of GCJ-02."""
    from sim.scenario.datum import gcj_offset_m, shifted_tables

    for name in shifted_tables(scenario):
        middle = scenario.nodes[len(scenario.nodes) // 2]
        east, north = gcj_offset_m(middle.lon, middle.lat)
        typer.echo(
            f"{_WARNING.en_zh}: places of {name} lie beside their roads by {east:.0f} m east "
            f"and {north:.0f} m north, as GCJ-02 lies beside WGS-84: " + both("convert them").en_zh,
            err=True,
        )


# --- where results go


def output_folder(out: Path | None, scenario: str, what: str = "") -> Path:
    """Return a folder that does not exist yet, in one that can be written to."""
    if out is None:
        stem = Path(scenario).resolve().name if Path(scenario).is_dir() else scenario
        numbered = (Path("runs") / f"{stem}{what}-{number:03d}" for number in range(1, 100_000))
        return next(folder for folder in numbered if not folder.exists())
    if out.exists():
        raise BadInput([Fault("--out", None, None, "", str(out), "a folder that does not exist yet")])
    home = next(parent for parent in out.absolute().parents if parent.exists())
    if not (home.is_dir() and os.access(home, os.W_OK)):
        expected = f"a place to write to, which {home} is not"
        raise BadInput([Fault("--out", None, None, "", str(out), expected)])
    return out


@contextmanager
def all_or_nothing(folder: Path) -> Iterator[Path]:
    """Yield a working folder that takes its name when all is written, and is gone when anything fails."""
    import shutil
    import tempfile

    new = [parent for parent in folder.parents if not parent.exists()]
    folder.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        yield work
        work.chmod(0o755)
        work.rename(folder)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        for parent in new:
            with suppress(OSError):  # somebody else has written there by now
                parent.rmdir()
        raise
