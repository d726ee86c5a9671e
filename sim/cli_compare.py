"""The command ``sanduan compare`` 方案比较: which plan is better, by how much, and how sure that is."""

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from sim.cli_parts import LANGS, ScenarioName, Seed, Sets, check_choice, made
from sim.terms.errors import BadInput, Fault
from sim.words import both, both_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.table import Table

    from sim.report.words import Lang
    from sim.study.compare.answer import Answer
    from sim.study.compare.contest import Contest
    from sim.study.compare.proposal import Proposal

_RUNS_FAILED: Final = both("runs failed")
_FIGURE: Final = both_in("command", "figure")
_RESULTS: Final = both("results")

MOST_PLANS = 12
WIDTH = 132
"""As wide is what is printed where there is no terminal."""


def compare(
    scenario: ScenarioName,
    plan: Annotated[list[Path], typer.Option(metavar="FILE", help=both("A plan file; several").help)],
    reps: Annotated[int, typer.Option(min=2, max=100_000, help=both_in("command", "Replications").help)] = 30,
    seed: Seed = 1,
    days: Annotated[
        float | None, typer.Option(min=0.001, max=36500, help=both("Length in days").help)
    ] = None,
    policy: Annotated[str, typer.Option(help=both("Of plans that name none").help)] = "",
    matters: Annotated[
        list[str] | None,
        typer.Option(
            metavar="[UNIT=]N", help=both("Smallest difference that matters; UNIT is min unless said").help
        ),
    ] = None,
    workers: Annotated[int | None, typer.Option(min=1, max=4096, help=both("Processes").help)] = None,
    out: Annotated[
        Path | None, typer.Option(help=both("Folder for results, new or of a comparison").help)
    ] = None,
    sets: Sets = None,
    lang: Annotated[str, typer.Option(help=both("zh or en: language of the verdict").help)] = "zh",
) -> None:
    """Compare plans on the same luck: differences with intervals, and a verdict in plain words 方案比较.

    The first plan is what the others are compared with; a single plan is compared with the scenario as it is.
    """
    from sim.report.words import Lang
    from sim.study.compare.answer import write_answer
    from sim.study.compare.contest import Asking, contest

    check_choice("--lang", lang, LANGS)
    worth = _matters(matters or [])
    if len(plan) > MOST_PLANS:
        raise BadInput([Fault("--plan", None, None, "", str(len(plan)), f"at most {MOST_PLANS} plans")])
    asked = contest(Asking(scenario, tuple(plan), reps, seed, days, policy, tuple(sets or ())))
    with _folder(out) as folder:
        answer = _run(asked, folder, out is not None, workers, worth)
        spoken = Lang(lang)
        _print(answer, spoken)
        if out is not None:
            paths = write_answer(folder, answer, spoken)
            typer.echo(f"{_RESULTS.zh_en}: {out}/  {_FIGURE.zh_en}: {paths[-2]}")


def _matters(texts: list[str]) -> dict[str, float]:
    """Return the smallest differences that matter, by unit."""
    from sim.study.compare.measures import UNITS

    found: dict[str, float] = {}
    faults = []
    for text in texts:
        head, equals, tail = text.rpartition("=")
        unit, figure = (head, tail) if equals else ("min", text)
        value = _positive(figure)
        if value is None or unit not in UNITS:
            expected = f"a number above 0, or UNIT=N with UNIT one of {', '.join(UNITS)}"
            faults.append(Fault("--matters", None, None, "", repr(text), expected))
        else:
            found[unit] = value
    if faults:
        raise BadInput(faults)
    return found


def _positive(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if 0 < value < float("inf") else None


@contextmanager
def _folder(out: Path | None) -> "Iterator[Path]":
    """Yield the folder of the runs: the one that was named, or one that is gone afterwards."""
    from tempfile import TemporaryDirectory

    if out is not None:
        yield out
        return
    with TemporaryDirectory(prefix="sanduan-compare-") as folder:
        yield Path(folder)


def _run(
    asked: "Contest", folder: Path, keep: bool, workers: int | None, matters: dict[str, float]
) -> "Answer":
    """Make the runs that are missing, and judge."""
    from sim.study.compare.answer import Answer
    from sim.study.compare.contest import gathered
    from sim.study.pool import cores
    from sim.study.store import CACHE
    from sim.study.sweep import Sweep, local, opened, write_results

    count = workers or cores()
    cache = folder.absolute().parent / CACHE if keep else None
    with opened(folder, asked.plan, cache) as store:
        sweep = Sweep(asked.plan, store)
        made(sweep, local(asked.checked, count), count, "the same command goes on" if keep else "")
        if keep:
            write_results(folder, asked.plan, store)
        found = gathered(asked, store)
    if found.bad:
        typer.echo(f"{found.bad} {_RUNS_FAILED.en_zh}: {found.error}", err=True)
    if not found.ok:
        raise typer.Exit(1)
    return Answer.of(asked, found, matters)


# --- printing


def _print(answer: "Answer", lang: "Lang") -> None:
    from rich.console import Console

    made_for = Console()
    console = made_for if made_for.is_terminal else Console(width=WIDTH)
    console.print(answer.title.of(lang), style="bold", highlight=False)
    for proposal in answer.contest.proposals[1:]:
        console.print(_table(answer, proposal, lang))
    for line in answer.lines(lang):
        typer.echo(line)


def _table(answer: "Answer", proposal: "Proposal", lang: "Lang") -> "Table":
    """Return the comparisons of one plan."""
    from rich.table import Table

    from sim.report.study_words import tell
    from sim.study.compare.answer import cells, heads

    title = tell(
        "w_head", lang, name=proposal.name.of(lang), baseline=answer.baseline.name.of(lang), overall=""
    )
    table = Table(title=title.rstrip("：: "), title_justify="left", box=None, pad_edge=False)
    for head, is_figure in heads(answer, lang):
        table.add_column(head, justify="right" if is_figure else "left", no_wrap=not is_figure)
    for one in answer.about(proposal):
        table.add_row(*cells(one, lang))
    return table
