"""The command ``sanduan place`` 选址: where forces should stand, and what they would be worth."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli_parts import ScenarioName, Seed, Sets, check_choice, progress, waiting
from sim.terms.errors import BadInput, Fault

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
        str, typer.Option(help="What is to be placed: station, reserve or base_station 类别.")
    ] = "station",
    p: Annotated[int, typer.Option(min=1, max=20, help="How many 数量.")] = 1,
    radius: Annotated[float, typer.Option(min=1, max=240, help="Covered within, minutes 覆盖时限.")] = 15.0,
    busy: Annotated[
        float, typer.Option(min=0, max=0.95, help="Chance that a unit is busy, or a site down 忙率.")
    ] = 0.1,
    reps: Annotated[int, typer.Option(min=0, max=10_000, help="Most runs of each; 0: no race 重复.")] = 20,
    days: Annotated[float, typer.Option(min=0.1, max=36500, help="Length of each run 天数.")] = 30.0,
    delta: Annotated[
        float, typer.Option(min=0.001, help="Difference that matters, in min or h 有意义之差.")
    ] = 0.1,
    terrain: Annotated[
        Path | None, typer.Option(help="Elevations, for base stations: .asc, .hgt, .tif, .npz 高程文件.")
    ] = None,
    candidates: Annotated[
        Path | None, typer.Option(help="CSV of id, lon, lat, mast_m; default: the highest hills 候选站址.")
    ] = None,
    limit: Annotated[
        float, typer.Option(min=1, max=86_400, help="Most seconds for each location model 求解限时.")
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
    with waiting("选址求解 location models"):
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
        with waiting("道路与行程 roads and ways"):
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

    table = Table(title="选址模型的方案 what the models propose", title_justify="left", box=None)
    for head in ("方案 sites", "编号 ids", "提出者 by"):
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
        yield (
            f"{model}: 限时内未证明最优，至多相差 {gap:.3g} "
            f"not proven the best in time: another choice may be better by up to {gap:.3g} (--limit)."
        )
    if not gaps:
        yield "各模型均已证明最优 Each model's choice is proven to be its best."


def _raced(kind: "Kind", raced: "Race") -> "Table":
    """Return what the simulation says of each proposal against today."""
    from rich.table import Table

    measure = kind.measure
    title = f"仿真比选：{measure.zh}相对现状之差 ({measure.unit}) {measure.en} against today ({measure.unit})"
    table = Table(title=title, title_justify="left", box=None)
    table.add_column("方案 sites")
    for head in ("差 difference", "95% 区间 interval", "对 pairs", "判断 verdict"):
        table.add_column(head, justify="right")
    for gain in raced.gains:
        interval = f"[{gain.mean.low:+.2f}, {gain.mean.high:+.2f}]"
        words = gain.call.words
        row = (f"{gain.mean.value:+.2f}", interval, str(gain.n), f"{words.zh} {words.en}")
        table.add_row(_called(kind, gain.name), *row)
    return table
