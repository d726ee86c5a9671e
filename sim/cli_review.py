"""The command ``sanduan review`` 复盘: what happened minute by minute, and where time was lost."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from sim.cli_parts import LANGS, MOST, Seed, Sets, all_or_nothing, check_choice, output_folder, progress
from sim.terms.errors import BadInput, Fault
from sim.words import both

if TYPE_CHECKING:
    from sim.metric.fold import Fold, Readable

_FIGURES: Final = both("figures")
_TEXT: Final = both("text")
_RESULTS: Final = both("results")

_LOG = "run.sdlog"


def review(
    what: Annotated[
        str,
        typer.Argument(metavar="SCENARIO_OR_DIR", help=both("A scenario, or a folder of `run`").help),
    ],
    call: Annotated[int | None, typer.Option(min=0, help=both("Tell this call").help)] = None,
    worst: Annotated[int, typer.Option(min=1, max=50, help=both("Tell so many, the worst first").help)] = 1,
    policy: Annotated[str | None, typer.Option(help=both("nearest, run-card or coverage").help)] = None,
    seed: Seed = 1,
    rep: Annotated[int, typer.Option(min=0, max=MOST, help=both("Replication").help)] = 0,
    days: Annotated[
        float | None, typer.Option(min=0.001, max=36500, help=both("Length in days").help)
    ] = None,
    out: Annotated[Path | None, typer.Option(help=both("New folder for the results").help)] = None,
    sets: Sets = None,
    lang: Annotated[str, typer.Option(help=both("zh or en: the language printed and drawn").help)] = "zh",
) -> None:
    """Tell the worst incidents minute by minute, and where their time was lost 复盘."""
    from rich.console import Console

    from sim.report.review import look_at
    from sim.report.review.told import print_review
    from sim.report.review.write import write_review

    check_choice("--lang", lang, LANGS)
    old = _log_of(what)
    name = Path(what).resolve().name if old is not None else what
    folder = output_folder(out, name, "-review")
    with all_or_nothing(folder) as work:
        log, fold = _read(old, sets) if old is not None else _run(what, sets, policy, seed, rep, days, work)
        look = look_at(log, fold, _chosen(fold, call, worst))
        write_review(look, work, lang)
    print_review(look, Console(), lang)
    figures = ", ".join(f"incident-{number}.png" for number in look.stories)
    typer.echo(
        f"{_RESULTS.zh_en}: {folder}/  {_TEXT.zh_en}: review.{lang}.md  "
        f"{_FIGURES.zh_en}: losses.png, {figures}"
    )


def _log_of(what: str) -> Path | None:
    """Return the log of a folder that `run` wrote, or the log that is named; None for a scenario."""
    path = Path(what)
    log = path / _LOG if path.is_dir() else path
    return log if log.is_file() and log.suffix == ".sdlog" else None


def _read(path: Path, sets: list[str] | None) -> "tuple[Readable, Fold]":
    """Return a log that was written, and its fold."""
    from sim.metric.fold import fold
    from sim.record.file import read_log

    if sets:
        expected = "nothing: the run is over; to change a figure, name the scenario instead of the folder"
        raise BadInput([Fault("--set", None, None, "", sets[0], expected)])
    log = read_log(path)
    return log, fold(log)


def _run(
    scenario: str,
    sets: list[str] | None,
    policy: str | None,
    seed: int,
    rep: int,
    days: float | None,
    work: Path,
) -> "tuple[Readable, Fold]":
    """Run a scenario, and return its log and fold; the log stays with the results."""
    from sim.metric.fold import Fold
    from sim.run import run
    from sim.scenario.load import load

    loaded = load(scenario, sets or ())
    fold = Fold(loaded)
    with progress() as report:
        path = work / _LOG
        log = run(loaded, policy, seed, rep, days=days, path=path, keep=False, sinks=(fold,), progress=report)
    return log, fold


def _chosen(fold: "Fold", call: int | None, worst: int) -> list[int]:
    """Return the calls that are to be told."""
    from sim.metric.review.rows import worst_first

    if call is None:
        return [row.call.fact.call for row in worst_first(fold.spent)[:worst]]
    if call >= len(fold.spent):
        expected = f"a call of the run, from 0 to {len(fold.spent) - 1}" if fold.spent else "a run with calls"
        raise BadInput([Fault("--call", None, None, "", str(call), expected)])
    return [call]
