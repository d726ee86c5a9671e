"""The command ``sanduan place`` 选址: where forces should stand, and what they would be worth."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli_parts import ScenarioName, Seed, Sets, check_choice, progress, waiting
from sim.terms.errors import BadInput, Fault
from sim.words import Both, both, both_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.table import Table

    from sim.scenario.model import Scenario
    from sim.study.place.desk import Proposal
    from sim.study.place.kinds import Kind
    from sim.study.place.race import Race

KINDS = ("station", "reserve", "base_station")


def place(
    scenario: ScenarioName,
    kind: Annotated[
        str, typer.Option(help=both("What is to be placed: station, reserve or base_station").help)
    ] = "station",
    p: Annotated[int, typer.Option(min=1, max=20, help=both("How many").help)] = 1,
    radius: Annotated[float, typer.Option(min=1, max=240, help=both("Covered within, minutes").help)] = 15.0,
    busy: Annotated[
        float, typer.Option(min=0, max=0.95, help=both("Chance that a unit is busy, or a site down").help)
    ] = 0.1,
    reps: Annotated[
        int, typer.Option(min=0, max=10_000, help=both("Most runs of each; 0: no race").help)
    ] = 20,
    days: Annotated[float, typer.Option(min=0.1, max=36500, help=both("Length of each run").help)] = 30.0,
    delta: Annotated[
        float, typer.Option(min=0.001, help=both("Difference that matters, in min or h").help)
    ] = 0.1,
    terrain: Annotated[
        Path | None, typer.Option(help=both("Elevations, for base stations: .asc, .hgt, .tif, .npz").help)
    ] = None,
    candidates: Annotated[
        Path | None, typer.Option(help=both("CSV of id, lon, lat, mast_m; default: the highest hills").help)
    ] = None,
    limit: Annotated[
        float, typer.Option(min=1, max=86_400, help=both("Most seconds for each location model").help)
    ] = 60.0,
    seed: Seed = 1,
    sets: Sets = None,
) -> None:
    """Propose sites by exact location models, then race them in the simulation 选址."""
    from rich.console import Console

    from sim.scenario.load import load
    from sim.study.place.race import Rules, race

    check_choice("--kind", kind, KINDS)
    if reps == 1:
        raise BadInput([Fault("--reps", None, None, "", "1", "0 for no race, or at least 2 to compare")])
    changes = [*(sets or ()), "comms=bearers"] if kind == "base_station" else sets or ()
    console, loaded = Console(), load(scenario, changes)
    asked = _kind(loaded, kind, terrain, candidates)
    with waiting(both("location models").zh_en):
        found = asked.propose(p, radius, busy, limit)
    console.print(_proposed(asked, found))
    for line in [*asked.notes, *_unproven(found)]:
        typer.echo(line)
    if reps:
        rules = Rules(first=min(10, reps), most=reps, delta_min=delta, seed=seed, days=days)
        most = reps * (len(found) + 1)
        with progress() as report:
            raced = race(loaded, found, rules, lambda runs: report(runs, most), asked.built, asked.measure)
        console.print(_raced(asked, raced))
        sentence = raced.selection.sentence([_called(asked, name) for name in raced.names])
        unit = asked.measure.unit
        typer.echo(f"{sentence.zh} ({unit})\n{sentence.en} ({unit})")


def _kind(scenario: "Scenario", kind: str, terrain: Path | None, candidates: Path | None) -> "Kind":
    """Return what is to be placed, ready to propose."""
    from sim.study.place.kinds import base_stations, reserve, stations

    if kind != "base_station":
        given = {"--terrain": terrain, "--candidates": candidates}
        faults = [
            Fault(name, None, None, "", str(path), "--kind base_station")
            for name, path in given.items()
            if path
        ]
        if faults:
            raise BadInput(faults)
        with waiting(both("roads and ways").zh_en):
            return stations(scenario) if kind == "station" else reserve(scenario)
    from sim.comms.radio.rasters import read_terrain
    from sim.comms.radio.recipe import read_sites
    from sim.study.place.masts import Masts, peaks

    if terrain is None:
        raise BadInput([Fault("--terrain", None, None, "", "", "elevations, to place base stations")])
    ground = read_terrain(terrain)
    hills = peaks(scenario, ground) if candidates is None else read_sites(candidates)
    with progress() as report:
        return base_stations(scenario, Masts.of(scenario, ground, hills, report))


def _called(kind: "Kind", name: str) -> str:
    """Return the Chinese names of ids joined by +, as an alternative is called."""
    return "+".join(kind.names.get(part, part) for part in name.split("+"))


def _proposed(kind: "Kind", found: "list[Proposal]") -> "Table":
    """Return what the models propose, and what it is worth on the map."""
    from rich.table import Table

    table = Table(title=both("what the models propose").zh_en, title_justify="left", box=None)
    for head in (both("sites").zh_en, both("ids").zh_en, both("by").zh_en):
        table.add_column(head)
    for head in kind.heads:
        table.add_column(head, justify="right")
    for ids, by in [((), "today"), *((each.nodes, ", ".join(each.models)) for each in found)]:
        worth = (f"{value:.2f}" for value in kind.worth(ids))
        table.add_row(_called(kind, "+".join(ids) or "today"), ", ".join(ids), by, *worth)
    return table


def _unproven(found: "list[Proposal]") -> "Iterator[str]":
    """Yield a line for each model that ran out of time: how far from the best it may be; one if none did."""
    gaps = {model: gap for each in found for model, gap in each.gaps.items()}
    for model, gap in gaps.items():
        words = both(
            "not proven the best in time: another choice may be better by up to {gap:.3g} (--limit)."
        )
        yield f"{model}: {words.fill(gap=gap).zh_en}"
    if not gaps:
        yield both("Each model's choice is proven to be its best.").zh_en


def _raced(kind: "Kind", raced: "Race") -> "Table":
    """Return what the simulation says of each proposal against today."""
    from rich.table import Table

    measure = kind.measure
    title = both("{name} against today ({unit})")
    told = title.fill(name=Both(measure.zh, measure.en), unit=measure.unit)
    table = Table(title=told.zh_en, title_justify="left", box=None)
    table.add_column(both("sites").zh_en)
    for head in (
        both_in("command", "difference").zh_en,
        "95% " + both("interval").zh_en,
        both_in("command", "pairs").zh_en,
        both_in("command", "verdict").zh_en,
    ):
        table.add_column(head, justify="right")
    for gain in raced.gains:
        interval = f"[{gain.mean.low:+.2f}, {gain.mean.high:+.2f}]"
        words = gain.call.words
        row = (f"{gain.mean.value:+.2f}", interval, str(gain.n), f"{words.zh} {words.en}")
        table.add_row(_called(kind, gain.name), *row)
    return table
