"""The command ``sanduan study`` 仿真试验: check, run, look at and export batches of runs."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from sim.cli_parts import LANGS, check_choice, made
from sim.terms.errors import BadInput, Fault
from sim.words import both, both_in

if TYPE_CHECKING:
    from sim.report.study_page import Finding
    from sim.study.check import Checked
    from sim.study.digest import Mean, Status
    from sim.study.plan import Plan
    from sim.study.pool import Backend
    from sim.study.shards import Shard
    from sim.study.store import Store
    from sim.study.sweep import Sweep

_DAMAGED: Final = both("damaged")
_MORE: Final = both_in("command", "more")
_REPORT: Final = both("report")
_TABLE: Final = both("table")
_RUNS_FAILED: Final = both("runs failed")
_MERGED: Final = both("merged")

study = typer.Typer(
    help=both("Designed batches of runs that can be stopped and resumed").help,
    no_args_is_help=True,
    rich_markup_mode=None,
)

DAMAGED = 1
MOST_SHARDS = 100_000
BACKENDS = ("local", "dask")
MOST_LINES = 60
MOST_ROWS = 400_000
"""Rows of a table, and not more, that are taken into memory to be analysed."""

StudyFile = Annotated[Path, typer.Argument(metavar="FILE", help=both("A study file").help)]
StudyFolder = Annotated[Path, typer.Argument(metavar="DIR", help="A folder that `study run` wrote.")]
Lang = Annotated[str, typer.Option(help=both("zh or en: the language shown first").help)]
Reps = Annotated[int | None, typer.Option(min=1, max=10_000_000, help=both("Instead of the file's").help)]


@study.command()
def check(file: StudyFile, reps: Reps = None) -> None:
    """Say everything that is wrong with a study, all at once, or how many runs it has 检查方案."""
    _, plan = _planned(file, reps)
    _print_size(plan)


@study.command()
def run(
    file: StudyFile,
    out: Annotated[
        Path | None, typer.Option(help=both("Folder, new or begun; runs/ID if left out").help)
    ] = None,
    workers: Annotated[int | None, typer.Option(min=1, max=4096, help=both("Processes").help)] = None,
    backend: Annotated[str, typer.Option(help=both("local or dask").help)] = "local",
    scheduler: Annotated[str, typer.Option(metavar="ADDRESS", help="Of a Dask scheduler.")] = "",
    reps: Reps = None,
    cache: Annotated[Path | None, typer.Option(help=both("Runs that studies share").help)] = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help=both("Share no runs").help)] = False,
    again: Annotated[bool, typer.Option("--again", help=both("Make failed runs again").help)] = False,
    timeout: Annotated[
        float | None, typer.Option(min=0.1, metavar="SECONDS", help=both("Longest time of a run").help)
    ] = None,
    logs: Annotated[bool, typer.Option("--logs", help=both("Keep the log of every run").help)] = False,
    shard: Annotated[str, typer.Option(metavar="I/N", help=both("Make a share of the runs only").help)] = "",
    figures: Annotated[bool, typer.Option(help=both("Draw figures and write the page").help)] = True,
    lang: Lang = "zh",
) -> None:
    """Run a study, or go on with one that was stopped: the same command does both 运行方案."""
    from sim.study.logs import logs_of
    from sim.study.store import CACHE
    from sim.study.sweep import Sweep, opened

    _check_backend(backend, scheduler, timeout)
    check_choice("--lang", lang, LANGS)
    share = _shard(shard)
    checked, plan = _planned(file, reps)
    _print_size(plan)
    folder = out or Path("runs") / plan.study.id
    shared = None if no_cache else cache or folder.absolute().parent / CACHE
    with opened(folder, plan, shared) as store:
        _name_damages(store)
        kept = logs_of(folder, plan) if logs else None
        sweep = Sweep(plan, store, again, share, kept)
        _make(sweep, checked, workers, scheduler, timeout)
        _finish(folder, sweep)
    if share.of == 1:
        _answer(folder, figures, lang, first_only=True)


@study.command()
def merge(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="A new folder, or one of this study.")],
    folders: Annotated[list[Path], typer.Argument(metavar="DIR...", help="Folders of the same study.")],
    figures: Annotated[bool, typer.Option(help=both("Draw figures and write the page").help)] = True,
    lang: Lang = "zh",
) -> None:
    """Put the shares that several `study run --shard` made into one folder, with one table 合并."""
    from sim.study.plan_file import read_plan
    from sim.study.shards import merge as merged
    from sim.study.sweep import opened, write_results

    check_choice("--lang", lang, LANGS)
    plan = read_plan(folders[0])
    with opened(out, plan, None) as store:
        count = merged(store, plan, folders)
        typer.echo(f"{_MERGED.zh_en}: {count} runs\n{_TABLE.zh_en}: {write_results(out, plan, store)}")
    _answer(out, figures, lang, first_only=True)


@study.command()
def status(folder: StudyFolder) -> None:
    """Say how far a study is, and whether anything in its folder is damaged 进度."""
    from sim.study.digest import status as status_of

    found = status_of(folder)
    _print_status(found)
    if found.damages:
        raise typer.Exit(DAMAGED)


@study.command()
def show(
    folder: StudyFolder,
    figures: Annotated[bool, typer.Option(help=both("Draw figures and write the page").help)] = False,
    lang: Lang = "zh",
) -> None:
    """Print what a study found so far: differences, estimates, indices, choices, with intervals 结果."""
    check_choice("--lang", lang, LANGS)
    _answer(folder, figures, lang)


@study.command()
def export(
    folder: StudyFolder,
    csv: Annotated[
        Path, typer.Option(metavar="FILE", help=both("A CSV file; packed if it ends in .gz").help)
    ],
) -> None:
    """Write what has ended as one tidy CSV table, also of a study that is still running 导出."""
    from sim.study.plan_file import reading
    from sim.study.table import export_csv

    with reading(folder) as (plan, store):
        export_csv(csv, plan.columns, plan.rows(store.get))
    typer.echo(f"{_TABLE.zh_en}: {csv}")


# --- running


def _shard(text: str) -> "Shard":
    """Return the share that ``I/N`` names; all runs where nothing is said."""
    from sim.study.shards import Shard

    if not text:
        return Shard()
    number, _, of = text.partition("/")
    if not (number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of) <= MOST_SHARDS):
        expected = f"I/N, such as 3/8: I from 1 to N, N at most {MOST_SHARDS}"
        raise BadInput([Fault("--shard", None, None, "", repr(text), expected)])
    return Shard(int(number), int(of))


def _check_backend(backend: str, scheduler: str, timeout: float | None) -> None:
    if backend == "dask" and timeout is not None:
        expected = "no limit with --backend dask: only workers of this machine can be stopped"
        raise BadInput([Fault("--timeout", None, None, "", f"{timeout:g}", expected)])
    check_choice("--backend", backend, BACKENDS)
    if (backend == "dask") != bool(scheduler):
        expected = "the address of a scheduler, together with --backend dask"
        raise BadInput([Fault("--scheduler", None, None, "", repr(scheduler), expected)])


def _planned(file: Path, reps: int | None) -> "tuple[Checked, Plan]":
    from sim.study.check import check as checked_file
    from sim.study.keys import code_version
    from sim.study.plan import Plan

    checked = checked_file(file)
    return checked, Plan.of(checked, code_version()).with_reps(reps)


def _make(
    sweep: "Sweep", checked: "Checked", workers: int | None, scheduler: str, timeout: float | None
) -> None:
    """Make the runs that are missing; Ctrl-C leaves what has ended."""
    from sim.study.pool import cores

    count = workers or cores()
    made(sweep, _backend(sweep, checked, count, scheduler, timeout), count, "the same command goes on")


def _backend(
    sweep: "Sweep", checked: "Checked", workers: int, scheduler: str, timeout: float | None
) -> "Backend":
    from sim.study.sweep import local, on_dask

    if scheduler:
        return on_dask(checked, scheduler, sweep.logs)
    return local(checked, workers, sweep.logs, timeout)


def _finish(out: Path, sweep: "Sweep") -> None:
    from sim.study.progress import line
    from sim.study.sweep import write_results

    table = write_results(out, sweep.plan, sweep.store)
    typer.echo(line(sweep.count))
    for note in sweep.store.notes:
        typer.echo(note, err=True)
    if sweep.count.bad:
        typer.echo(f"{sweep.count.bad} {_RUNS_FAILED.en_zh}: {out / 'failures.csv'}", err=True)
    if sweep.schedule.short:
        most, rule = len(sweep.schedule.short), sweep.plan.study.replications
        typer.echo(f"{most} cells have a half-width above {rule.half_width:g} after {rule.most} replications")
    typer.echo(f"{_TABLE.zh_en}: {table}")
    if sweep.shard.of > 1:
        typer.echo(both("share done: put all shares together with `sanduan study merge OUT DIR...`").zh_en)


def _name_damages(store: "Store") -> None:
    damages = store.verify()
    for damage in damages:
        typer.echo(f"{_DAMAGED.en_zh}: {damage}", err=True)
    if damages:
        typer.echo(both("what is damaged is computed again").en_zh, err=True)


# --- answers


def _answer(folder: Path, figures: bool, lang: str, first_only: bool = False) -> None:
    """Print findings, or only the sentences of the first; perhaps draw them all."""
    from rich.console import Console

    from sim.report.study_page import console, print_findings
    from sim.study.answers import findings, ground, subtitle, title, write_answers
    from sim.study.digest import means
    from sim.study.plan_file import read_plan

    plan = read_plan(folder)
    if plan.schedule().most * len(plan.study.responses) > MOST_ROWS:
        _print_means(plan, means(folder), Console())
        return
    of = ground(folder)
    found = findings(of)
    if first_only:
        _print_first(found, folder)
    else:
        for head in (title(of), subtitle(of)):
            typer.echo(f"{head.zh}\n{head.en}")
        print_findings(found, console())
    if figures:
        typer.echo(f"{_REPORT.zh_en}: {write_answers(folder, of, found, lang)}")


def _print_first(found: "list[Finding]", folder: Path) -> None:
    for words in found[0].words if found else ():
        typer.echo(f"{words.zh}\n{words.en}")
    typer.echo(f"{_MORE.zh_en}: sanduan study show {folder}")


# --- printing


def _print_size(plan: "Plan") -> None:
    study, schedule = plan.study, plan.schedule()
    rule = study.replications
    most = "" if not rule.response else f" to {rule.most}"
    typer.echo(
        f"{study.id} {study.title['zh']} {study.title['en']}\n"
        f"{len(plan.lines)} scenarios x policies, {len(plan.points)} points ({study.design.kind}), "
        f"{rule.first}{most} replications: {plan.cells * rule.first} runs"
        + (f", {schedule.most} at most" if most else "")
    )


def _print_status(found: "Status") -> None:
    counts = found.counts
    done = sum(counts.values())
    ends = "  ".join(f"{name} {count}" for name, count in sorted(counts.items()))
    typer.echo(f"{found.plan.study.id}: {done} of {found.most} runs at most  {ends}".rstrip())
    for damage in found.damages:
        typer.echo(f"{_DAMAGED.en_zh}: {damage}", err=True)


def _print_means(plan: "Plan", found: "list[Mean]", console: object) -> None:
    from rich.console import Console
    from rich.table import Table

    assert isinstance(console, Console)
    study = plan.study
    table = Table(title=f"{study.id}  seed {study.seed}  mean ± half of a 95 % interval (Student's t)")
    for name in ("scenario", "policy", *(factor.name for factor in study.factors), "response"):
        table.add_column(name, no_wrap=name == "response", overflow="fold")
    for name in ("n", "mean", "±"):
        table.add_column(name, justify="right", no_wrap=True)
    for each in found[:MOST_LINES]:
        point = [str(value) for value in each.point]
        figures = (str(each.n), f"{each.mean:.5g}", f"{each.half_width:.2g}")
        table.add_row(each.scenario, each.policy, *point, each.response, *figures)
    console.print(table)
    if len(found) > MOST_LINES:
        console.print(f"{len(found) - MOST_LINES} more: sanduan study export")
