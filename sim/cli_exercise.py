"""Commands on the file of an exercise 推演文件: what if, branches, its log, its report and its replay."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from sim.cli_parts import DRAWING, LANGS, check_choice, waiting
from sim.terms.errors import BadInput, Fault
from sim.terms.units import SECOND_MS
from sim.words import both, both_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

    from sim.live.outlook import Outlook

_WHAT_IF: Final = both("what if")
_REPLAY: Final = both("replay")
_REPORT: Final = both("report")
_LOG: Final = both("log")
_GO_ON: Final = both("go on")
_BRANCH: Final = both("branch")

exercise = typer.Typer(
    help=both("Look at exercises: what if, branches, log, report, replay").help,
    no_args_is_help=True,
    rich_markup_mode=None,
)
File = Annotated[Path, typer.Argument(metavar="FILE.db", help=both("File of an exercise").help)]
At = Annotated[
    str | None, typer.Option(metavar="HH:MM", help=both("Time since the start, or a bookmark").help)
]
Out = Annotated[Path | None, typer.Option(help=both("New file; default beside FILE.db").help)]
_FORMS: Final = {"word": ".docx", "html": ".html"}


@exercise.command(name="whatif")
def what_if(
    file: File,
    at: At = None,
    reps: Annotated[int, typer.Option(min=1, max=500, help=both("Other lucks").help)] = 20,
    until: Annotated[str, typer.Option(help=both("end, or now: how far it has come").help)] = "end",
    workers: Annotated[int | None, typer.Option(min=1, help=both("Processes").help)] = None,
) -> None:
    """Replay an exercise from a time on, by the policies and with other luck 如果由此重来."""
    from rich.console import Console

    from sim.live.debrief import asked, time_of
    from sim.live.outlook import Asking

    check_choice("--until", until, ("end", "now"))
    question = asked(file, None if at is None else time_of(file, at), until == "end")
    asking = Asking(question, reps, workers).start()
    try:
        _follow(asking.outlook, asking.wait)
    finally:
        asking.stop()
        asking.wait()
    _print(asking.outlook, Console())
    if asking.outlook.faults:
        raise typer.Exit(1)


@exercise.command()
def branch(file: File, at: At = None, out: Out = None) -> None:
    """Branch at a time; without one, before a law of the model broke 建立分支."""
    from sim.live.branches import branch_file
    from sim.live.debrief import time_of

    new, t_ms = branch_file(file, None if at is None else time_of(file, at), out)
    typer.echo(
        f"{_BRANCH.zh_en}: {new}  at {_clock(t_ms)}\n{_GO_ON.zh_en}: sanduan play SCENARIO --exercise {new}"
    )


@exercise.command()
def branches(file: File) -> None:
    """List the branches of an exercise 分支列表."""
    from rich.console import Console
    from rich.table import Table

    from sim.live.branches import family

    table = Table(
        both("file").zh_en,
        both_in("command", "from").zh_en,
        both("at").zh_en,
        both_in("command", "reached").zh_en,
        both("acts").zh_en,
        title=both("branches").zh_en,
    )
    for each in family(file):
        since = _clock(each.t_ms) if each.parent else ""
        table.add_row(each.file, each.parent, since, _clock(each.reached_ms), str(each.acts))
    Console().print(table)


@exercise.command()
def log(file: File) -> None:
    """Write the log of an exercise that has reached its end, for `report`, `review`, `replay` 推演记录."""
    from sim.live.record import LOG, write_record

    folder = write_record(file)
    typer.echo(f"{_LOG.zh_en}: {folder / LOG}\nsanduan report {folder}\nsanduan review {folder}")


@exercise.command()
def report(
    file: File,
    form: Annotated[str, typer.Option("--as", help=both("word or html").help)] = "word",
    out: Out = None,
    template: Annotated[
        str | None, typer.Option(metavar="ID_OR_FILE", help=both("cn-tabletop, hseep or a YAML file").help)
    ] = None,
    lang: Annotated[str, typer.Option(help=both("zh or en").help)] = "zh",
) -> None:
    """Write the evaluation report of an exercise 推演评估报告."""
    from sim.live.debrief import write_exercise_report

    check_choice("--as", form, tuple(_FORMS))
    check_choice("--lang", lang, LANGS)
    target = _new(out or file.with_name(f"{file.stem}-report{_FORMS[form]}"))
    with waiting(DRAWING):
        written = write_exercise_report(file, target, form, template, lang)
    typer.echo(f"{_REPORT.zh_en}: {written}")


@exercise.command()
def replay(
    file: File,
    out: Out = None,
    lang: Annotated[str, typer.Option(help=both("zh or en: shown first").help)] = "zh",
) -> None:
    """Write one HTML page that plays the whole exercise, offline 回放文件."""
    from sim.live.tape import write_tape

    check_choice("--lang", lang, LANGS)
    target = _new(out or file.with_name(f"{file.stem}-replay.html"))
    with waiting(DRAWING):
        written = write_tape(file, target, lang)
    typer.echo(f"{_REPLAY.zh_en}: {written}")


def _new(path: Path) -> Path:
    if path.exists():
        raise BadInput([Fault("--out", None, None, "", str(path), "a file that does not exist yet")])
    return path


def _clock(t_ms: int) -> str:
    """Return a time since the start.

    Examples
    --------
    >>> _clock(5_400_000)
    '+1:30:00'
    """
    minutes, seconds = divmod(t_ms // SECOND_MS, 60)
    return f"+{minutes // 60}:{minutes % 60:02d}:{seconds:02d}"


def _follow(outlook: "Outlook", wait: "Callable[[float], None]") -> None:
    """Show a bar until all is known."""
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(both("replays").zh_en, total=outlook.total)
        while not outlook.over:
            wait(0.3)
            bar.update(task, completed=outlook.done)


def _print(outlook: "Outlook", console: "Console") -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    span = f"{_clock(outlook.t_ms)} … {_clock(outlook.until_ms)}"
    title = f"{_WHAT_IF.zh_en}: {span}, n = {len(outlook.others)}"
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(both_in("command.cli_exercise", "figure").stacked)
    for head in (
        "\n",
        both_in("command", "played").stacked,
        both("policy").stacked,
        both_in("command", "min").stacked,
        "\n10%",
        "\n50%",
        "\n90%",
        both_in("command", "max").stacked,
    ):
        table.add_column(head, justify="right", no_wrap=True)
    for row in outlook.rows():
        figures = [row["played"], row["doctrine"], *(row["band"] or [None] * 5)]
        unit = "" if row["unit"] == "1" else row["unit"]
        table.add_row(f"{row['zh']}\n{row['en']}", unit, *(_number(each) for each in figures))
    console.print(table)
    if outlook.reached_ms < outlook.until_ms:
        said = both("from then on policies decide, in what was played too.").zh_en
        console.print(f"{_clock(outlook.reached_ms)} {said}")
    for fault in sorted(set(outlook.faults.values())):
        console.print(f"[red]{fault}")


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"
