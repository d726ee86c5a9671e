"""The ``sanduan`` command 命令行."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from sim.cli_folder import all_or_nothing
from sim.cli_new import new
from sim.cli_place import place
from sim.cli_study import study
from sim.terms.errors import BadInput, Fault, InvariantBroken, SanduanError

if TYPE_CHECKING:
    from sim.record.log import Log
    from sim.run import Progress
    from sim.scenario.model import Scenario

app = typer.Typer(
    name="sanduan",
    help="sanduan 三断: emergency response while roads, networks and power are being cut 断路、断网、断电.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

BAD_INPUT = 2
BROKEN = 3
MOST = 2**64 - 1
_SLOW_S = 2.0

ScenarioName = Annotated[str, typer.Argument(metavar="SCENARIO", help="A shipped scenario or a folder 想定.")]
Sets = Annotated[
    list[str] | None, typer.Option("--set", metavar="PATH=VALUE", help="Change one figure 改参数.")
]


@app.command()
def run(
    scenario: ScenarioName,
    policy: Annotated[str | None, typer.Option(help="nearest, run-card or coverage 派遣策略.")] = None,
    seed: Annotated[int, typer.Option(min=0, max=MOST, help="Seed 随机种子.")] = 1,
    rep: Annotated[int, typer.Option(min=0, max=MOST, help="Replication 重复号.")] = 0,
    days: Annotated[float | None, typer.Option(min=0.001, max=36500, help="Length in days 推演天数.")] = None,
    out: Annotated[Path | None, typer.Option(help="New folder for the results 输出目录.")] = None,
    sets: Sets = None,
    figures: Annotated[bool, typer.Option(help="Draw figures and write the report 图件与报告.")] = True,
    lang: Annotated[str, typer.Option(help="zh or en: the language shown first 语言.")] = "zh",
) -> None:
    """Run a scenario; print a table, write log, tables, figures and report 推演."""
    with said_plainly():
        from sim.scenario.load import load

        _check_choice("--lang", lang, ("zh", "en"))
        folder = _output_folder(out, scenario)
        _run_into(folder, load(scenario, sets or ()), policy, seed, rep, days, figures, lang)


@app.command()
def comms(
    scenario: ScenarioName,
    at: Annotated[float, typer.Option(metavar="HOURS", help="Hours since the start 开始后小时数.")] = 0.0,
    seed: Annotated[int, typer.Option(min=0, max=MOST, help="Seed 随机种子.")] = 1,
    rep: Annotated[int, typer.Option(min=0, max=MOST, help="Replication 重复号.")] = 0,
    out: Annotated[Path | None, typer.Option(help="New folder for the results 输出目录.")] = None,
    sets: Sets = None,
    lang: Annotated[str, typer.Option(help="zh or en: language of names 语言.")] = "zh",
) -> None:
    """Survey the networks at a time: who reaches whom by what, what hangs on what 通信勘察."""
    with said_plainly():
        from rich.console import Console

        from sim.report.comms import print_survey, write_survey
        from sim.scenario.load import load
        from sim.survey import survey

        _check_choice("--lang", lang, ("zh", "en"))
        folder = _output_folder(out, scenario, "-comms")
        loaded = load(scenario, [*(sets or ()), "comms=bearers"])
        with all_or_nothing(folder) as work:
            with progress() as report:
                found = survey(loaded, at, seed, rep, report)
            write_survey(loaded, found, work, lang)
        print_survey(loaded, found, Console(), lang)
        typer.echo(f"结果 results: {folder}/  地图 map: {folder / 'figures' / 'map.png'}")


@app.command()
def cascade(
    scenario: ScenarioName,
    policy: Annotated[str | None, typer.Option(help="nearest, run-card or coverage 派遣策略.")] = None,
    seed: Annotated[int, typer.Option(min=0, max=MOST, help="Seed 随机种子.")] = 1,
    rep: Annotated[int, typer.Option(min=0, max=MOST, help="Replication 重复号.")] = 0,
    days: Annotated[float | None, typer.Option(min=0.001, max=36500, help="Length in days 推演天数.")] = None,
    out: Annotated[Path | None, typer.Option(help="New folder for the results 输出目录.")] = None,
    sets: Sets = None,
    lang: Annotated[str, typer.Option(help="zh or en: language of the figure 语言.")] = "zh",
) -> None:
    """Run a scenario and tell what fell because of what: hazard, road, power, communications 灾害链."""
    with said_plainly():
        from rich.console import Console

        from sim.metric.cascade import Cascade
        from sim.report.cascade import print_cascade, write_cascade
        from sim.run import run as run_scenario
        from sim.scenario.load import load

        _check_choice("--lang", lang, ("zh", "en"))
        folder = _output_folder(out, scenario, "-cascade")
        loaded = load(scenario, sets or ())
        found = Cascade(loaded)
        with all_or_nothing(folder) as work:
            with progress() as report:
                run_scenario(
                    loaded, policy, seed, rep, days=days, keep=False, sinks=(found,), progress=report
                )
            write_cascade(loaded, found, work, lang)
        print_cascade(loaded, found, Console())
        typer.echo(f"结果 results: {folder}/  图 figure: {folder / 'cascade.png'}")


@app.command()
def replay(folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that `run` wrote.")]) -> None:
    """Run again what a log's header says, and compare the digests 复核."""
    with said_plainly():
        from sim.record.file import read_log
        from sim.run import run_again

        old = read_log(_log_in(folder))
        written = old.verify()
        with progress() as report:
            new = run_again(old, progress=report)
        same = written == new.digest
        typer.echo(f"log      {written}\nreplay   {new.digest}")
        typer.echo("same 一致" if same else "DIFFERENT 不一致")
        if not same:
            raise typer.Exit(1)


@app.command()
def check(scenario: ScenarioName, sets: Sets = None) -> None:
    """Say everything that is wrong with a scenario, all at once 检查想定."""
    with said_plainly():
        from sim.scenario.assumptions import assumptions
        from sim.scenario.load import load

        found = load(scenario, sets or ())
        typer.echo(f"{found.name} {found.title.zh} {found.title.en}: no faults 无误.")
        typer.echo(f"Fingerprint {found.fingerprint}")
        figures = assumptions(found)
        doubtful = [figure for figure in figures if figure.label.value in ("assumption", "estimate")]
        typer.echo(f"{len(doubtful)} of {len(figures)} figures are assumptions or estimates 假定或估算.")


@app.command()
def schema() -> None:
    """Print the JSON Schema of scenario.yaml and of the tables beside it 数据格式."""
    import json

    from sim.scenario.schema import schema as scenario_schema

    typer.echo(json.dumps(scenario_schema(), ensure_ascii=False, indent=2))


@app.command(name="radio-loss")
def radio_loss(
    scenario: ScenarioName,
    terrain: Annotated[Path, typer.Option(help="Elevations: .asc, .hgt, .tif, .npz or a folder 高程文件.")],
    out: Annotated[
        Path | None, typer.Option(help="Default: radio_loss.csv of the scenario 输出文件.")
    ] = None,
) -> None:
    """Compute the loss from each 370 MHz site to each node of a scenario 电波传播损耗."""
    with said_plainly():
        from sim.comms.radio import recipe
        from sim.comms.radio.rasters import read_terrain
        from sim.scenario.layers import shipped
        from sim.scenario.load import load

        nodes = load(scenario).nodes
        folder = shipped().get(scenario, Path(scenario))
        sites = recipe.read_sites(folder / recipe.SITES_FILE)
        places = recipe.antennas_at((node.id, node.lon, node.lat) for node in nodes)
        target = out or folder / recipe.LOSS_FILE
        recipe.write_loss_csv(target, read_terrain(terrain), sites, places)
        typer.echo(f"{len(sites)} x {len(places)}: {target}")


def main() -> None:
    """Run the command; also when output is a pipe with another encoding than UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    app()


# --- how a command speaks -----------------------------------------------------------------------------------


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
            tasks.append(bar.add_task("推演 run", total=total_ms))
        if tasks:
            bar.update(tasks[0], completed=done_ms)

    try:
        yield report
    finally:
        if tasks:
            bar.stop()


def _check_choice(option: str, value: str, choices: tuple[str, ...]) -> None:
    if value not in choices:
        raise BadInput([Fault(option, None, None, "", repr(value), f"one of {', '.join(choices)}")])


for _command in study.registered_commands:
    assert _command.callback is not None
    _command.callback = said_plainly()(_command.callback)
app.add_typer(study, name="study")
app.command()(said_plainly()(place))
app.command()(said_plainly()(new))


# --- where results go ---------------------------------------------------------------------------------------


def _output_folder(out: Path | None, scenario: str, what: str = "") -> Path:
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


def _log_in(folder: Path) -> Path:
    path = folder / "run.sdlog" if folder.is_dir() else folder
    if not path.is_file():
        expected = "a folder with run.sdlog, as `sanduan run` writes it"
        raise BadInput([Fault(str(folder), None, None, "", "", expected)])
    return path


def _run_into(
    folder: Path,
    scenario: "Scenario",
    policy: str | None,
    seed: int,
    rep: int,
    days: float | None,
    figures: bool,
    lang: str,
) -> None:
    from rich.console import Console

    from sim.metric.fold import Fold
    from sim.report import print_summary, write_report
    from sim.report.material import Material
    from sim.run import run as run_scenario

    fold = Fold(scenario)

    with all_or_nothing(folder) as work:
        with progress() as report:
            log: Log = run_scenario(
                scenario,
                policy,
                seed,
                rep,
                days=days,
                path=work / "run.sdlog",
                keep=False,
                sinks=(fold,),
                progress=report,
            )
        material = Material.of(log, fold)
        write_report(material, work, figures=figures, lang=lang)
    print_summary(material, Console())
    typer.echo(f"结果 results: {folder}/" + (f"  报告 report: {folder / 'report.html'}" if figures else ""))
