"""The commands ``sanduan coverage`` 到达覆盖 and ``sanduan critical`` 关键性排序."""

from pathlib import Path
from typing import Annotated, Final

import typer

from sim.cli_parts import (
    DRAWING,
    LANGS,
    ScenarioName,
    Seed,
    Sets,
    all_or_nothing,
    check_choice,
    output_folder,
    progress,
    waiting,
)
from sim.words import both

_MAP: Final = both("map")
_RESULTS: Final = both("results")

Out = Annotated[Path | None, typer.Option(help=both("New folder for the results").help)]
Language = Annotated[str, typer.Option(help=both("zh or en: language of tables and maps").help)]


def coverage(
    scenario: ScenarioName,
    kind: Annotated[
        str | None, typer.Option(help=both("Kind of incident; default: the most urgent").help)
    ] = None,
    out: Out = None,
    sets: Sets = None,
    lang: Language = "zh",
) -> None:
    """Map how soon first unit and full response could be where, by day, night and rain 到达覆盖."""
    from rich.console import Console

    from sim.report.reach import print_reach, write_reach
    from sim.report.words import Lang
    from sim.scenario.load import load
    from sim.survey.reach import reach

    check_choice("--lang", lang, LANGS)
    folder, loaded, words = output_folder(out, scenario, "-coverage"), load(scenario, sets or ()), Lang(lang)
    with waiting(both("times of arrival").zh_en):
        found = reach(loaded, kind)
    with all_or_nothing(folder) as work, waiting(DRAWING):
        write_reach(loaded, found, work, words)
    print_reach(loaded, found, Console(), words)
    typer.echo(f"{_RESULTS.zh_en}: {folder}/  {_MAP.zh_en}: {folder / 'coverage.html'}")


def critical(
    scenario: ScenarioName,
    out: Out = None,
    seed: Seed = 1,
    sets: Sets = None,
    lang: Language = "zh",
) -> None:
    """Rank roads, bridges, grid and networks by what is lost without each 关键性排序."""
    from rich.console import Console

    from sim.report.reach import print_critical, write_critical
    from sim.report.words import Lang
    from sim.scenario.load import load
    from sim.survey import survey
    from sim.survey.removal import power_losses, road_losses

    check_choice("--lang", lang, LANGS)
    folder, loaded, words = output_folder(out, scenario, "-critical"), load(scenario, sets or ()), Lang(lang)
    with waiting(both("removing one after another").zh_en):
        roads, power = road_losses(loaded), power_losses(loaded)
    with progress() as report:
        joined = load(scenario, [*(sets or ()), "comms=bearers"])
        networks = survey(joined, 0.0, seed, 0, report).failures if joined.telecom or joined.sites else []
    with all_or_nothing(folder) as work, waiting(DRAWING):
        write_critical(loaded, roads, power, networks, work, words)
    print_critical(roads, power, networks, Console(), words)
    typer.echo(f"{_RESULTS.zh_en}: {folder}/  {_MAP.zh_en}: {folder / 'roads.png'}")
