"""The ``sanduan`` command 命令行."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

import typer

from sim.cli_check import check
from sim.cli_compare import compare
from sim.cli_coverage import coverage, critical
from sim.cli_exercise import exercise
from sim.cli_guide import guide
from sim.cli_msel import app as msel
from sim.cli_new import new
from sim.cli_parts import (
    DRAWING,
    LANGS,
    MOST,
    POLICY_HELP,
    ScenarioName,
    Seed,
    Sets,
    all_or_nothing,
    check_choice,
    output_folder,
    progress,
    said_plainly,
    waiting,
)
from sim.cli_place import place
from sim.cli_play import play
from sim.cli_report import report
from sim.cli_review import review
from sim.cli_standards import standards
from sim.cli_study import study
from sim.cli_workbook import workbook
from sim.terms.errors import BadInput, Fault
from sim.words import both, both_in

if TYPE_CHECKING:
    from sim.record.log import Log
    from sim.scenario.model import Scenario

_REPORT: Final = both("report")
_RESULTS: Final = both("results")
_FIGURE: Final = both_in("command", "figure")
_MAP: Final = both("map")

app = typer.Typer(
    name="sanduan",
    help=both("sanduan").en_zh
    + both("emergency response while roads, networks and power are being cut").help,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.command()
def run(
    scenario: ScenarioName,
    policy: Annotated[str | None, typer.Option(help=POLICY_HELP)] = None,
    seed: Seed = 1,
    rep: Annotated[int, typer.Option(min=0, max=MOST, help=both("Replication").help)] = 0,
    days: Annotated[
        float | None, typer.Option(min=0.001, max=36500, help=both("Length in days").help)
    ] = None,
    out: Annotated[Path | None, typer.Option(help=both("New folder for the results").help)] = None,
    sets: Sets = None,
    figures: Annotated[bool, typer.Option(help=both("Draw figures and write the report").help)] = True,
    lang: Annotated[str, typer.Option(help=both("zh or en: the language shown first").help)] = "zh",
    map_hours: Annotated[
        str | None, typer.Option(metavar="6,24,72", help=both("Maps so many hours after the first cut").help)
    ] = None,
) -> None:
    """Run a scenario; print a table, write log, tables, figures and report 推演."""
    with said_plainly():
        from sim.report.sequence.times import parse
        from sim.scenario.load import load

        check_choice("--lang", lang, LANGS)
        drawn = _Drawn(figures, lang, None if map_hours is None else parse(map_hours))
        folder = output_folder(out, scenario)
        _run_into(folder, load(scenario, sets or ()), policy, seed, rep, days, drawn)


@app.command()
def comms(
    scenario: ScenarioName,
    at: Annotated[
        float, typer.Option(metavar="HOURS", help=both_in("command", "Hours since the start").help)
    ] = 0.0,
    seed: Seed = 1,
    rep: Annotated[int, typer.Option(min=0, max=MOST, help=both("Replication").help)] = 0,
    out: Annotated[Path | None, typer.Option(help=both("New folder for the results").help)] = None,
    sets: Sets = None,
    lang: Annotated[str, typer.Option(help=both("zh or en: language of names").help)] = "zh",
) -> None:
    """Survey the networks at a time: who reaches whom by what, what hangs on what 通信勘察."""
    with said_plainly():
        from rich.console import Console

        from sim.report.comms import print_survey, write_survey
        from sim.scenario.load import load
        from sim.survey import survey

        check_choice("--lang", lang, LANGS)
        folder = output_folder(out, scenario, "-comms")
        loaded = load(scenario, [*(sets or ()), "comms=bearers"])
        with all_or_nothing(folder) as work:
            with progress() as report:
                found = survey(loaded, at, seed, rep, report)
            with waiting(DRAWING):
                write_survey(loaded, found, work, lang)
        print_survey(loaded, found, Console(), lang)
        typer.echo(f"{_RESULTS.zh_en}: {folder}/  {_MAP.zh_en}: {folder / 'figures' / 'map.png'}")


@app.command()
def cascade(
    scenario: ScenarioName,
    policy: Annotated[str | None, typer.Option(help=POLICY_HELP)] = None,
    seed: Seed = 1,
    rep: Annotated[int, typer.Option(min=0, max=MOST, help=both("Replication").help)] = 0,
    days: Annotated[
        float | None, typer.Option(min=0.001, max=36500, help=both("Length in days").help)
    ] = None,
    out: Annotated[Path | None, typer.Option(help=both("New folder for the results").help)] = None,
    sets: Sets = None,
    lang: Annotated[str, typer.Option(help=both("zh or en: language of the figure").help)] = "zh",
) -> None:
    """Run a scenario and tell what fell because of what: hazard, road, power, communications 灾害链."""
    with said_plainly():
        from rich.console import Console

        from sim.metric.cascade import Cascade
        from sim.report.cascade import print_cascade, write_cascade
        from sim.run import run as run_scenario
        from sim.scenario.load import load

        check_choice("--lang", lang, LANGS)
        folder = output_folder(out, scenario, "-cascade")
        loaded = load(scenario, sets or ())
        found = Cascade(loaded)
        with all_or_nothing(folder) as work:
            with progress() as report:
                run_scenario(
                    loaded, policy, seed, rep, days=days, keep=False, sinks=(found,), progress=report
                )
            with waiting(DRAWING):
                write_cascade(loaded, found, work, lang)
        print_cascade(loaded, found, Console())
        typer.echo(f"{_RESULTS.zh_en}: {folder}/  {_FIGURE.zh_en}: {folder / 'cascade.png'}")


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
        typer.echo(both("same").en_zh if same else both("DIFFERENT").en_zh)
        if not same:
            raise typer.Exit(1)


@app.command()
def schema() -> None:
    """Print the JSON Schema of scenario.yaml and of the tables beside it 数据格式."""
    import json

    from sim.scenario.schema import schema as scenario_schema

    typer.echo(json.dumps(scenario_schema(), ensure_ascii=False, indent=2))


@app.command(name="radio-loss")
def radio_loss(
    scenario: ScenarioName,
    terrain: Annotated[Path, typer.Option(help=both("Elevations: .asc, .hgt, .tif, .npz or a folder").help)],
    out: Annotated[
        Path | None, typer.Option(help=both("Default: radio_loss.csv of the scenario").help)
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


# --- commands in files of their own -------------------------------------------------------------------------


for _command in [*study.registered_commands, *exercise.registered_commands]:
    assert _command.callback is not None
    _command.callback = said_plainly()(_command.callback)
app.add_typer(study, name="study")
app.add_typer(exercise, name="exercise")
app.command()(said_plainly()(check))
app.command()(said_plainly()(compare))
app.command()(said_plainly()(place))
app.command()(said_plainly()(review))
app.command()(said_plainly()(new))
app.command()(said_plainly()(standards))
app.command()(said_plainly()(coverage))
app.command()(said_plainly()(critical))
app.command()(said_plainly()(guide))
app.command()(said_plainly()(play))
app.add_typer(msel, name="msel")
app.command()(said_plainly()(report))
app.command()(said_plainly()(workbook))


# --- where results go ---------------------------------------------------------------------------------------


def _log_in(folder: Path) -> Path:
    path = folder / "run.sdlog" if folder.is_dir() else folder
    if not path.is_file():
        expected = "a folder with run.sdlog, as `sanduan run` writes it"
        raise BadInput([Fault(str(folder), None, None, "", "", expected)])
    return path


class _Drawn(NamedTuple):
    """What a run is to draw: whether anything, in which language, maps of how many hours after a cut."""

    figures: bool
    lang: str
    map_hours: tuple[float, ...] | None


def _run_into(
    folder: Path,
    scenario: "Scenario",
    policy: str | None,
    seed: int,
    rep: int,
    days: float | None,
    drawn: _Drawn,
) -> None:
    from rich.console import Console

    from sim.metric.fold import Fold
    from sim.report import print_summary, write_report
    from sim.report.material import Material
    from sim.run import run as run_scenario
    from sim.survey.hazards import seen

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
        with waiting(DRAWING):
            material = Material.of(log, fold, seen(log.header, scenario, fold.situation.fought))
            write_report(material, work, drawn.figures, drawn.lang, drawn.map_hours)
    print_summary(material, Console())
    typer.echo(
        f"{_RESULTS.zh_en}: {folder}/"
        + (f"  {_REPORT.zh_en}: {folder / 'report.html'}" if drawn.figures else "")
    )
