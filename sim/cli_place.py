"""The command ``sanduan place`` 选址: where new fire stations should stand, and what they would be worth."""

from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli_parts import ScenarioName, Seed, Sets, check_choice, progress
from sim.terms.errors import BadInput, Fault

if TYPE_CHECKING:
    from rich.table import Table

    from sim.scenario.model import Scenario
    from sim.study.place.desk import District, Proposal
    from sim.study.place.race import Race

KINDS = ("station",)


def place(
    scenario: ScenarioName,
    kind: Annotated[str, typer.Option(help="What is to be placed: station 类别.")] = "station",
    p: Annotated[int, typer.Option(min=1, max=20, help="How many 数量.")] = 1,
    radius: Annotated[float, typer.Option(min=1, max=240, help="Covered within, minutes 覆盖时限.")] = 15.0,
    busy: Annotated[float, typer.Option(min=0, max=0.95, help="Chance that a unit is busy 忙率.")] = 0.1,
    reps: Annotated[int, typer.Option(min=0, max=10_000, help="Most runs of each; 0: no race 重复.")] = 20,
    days: Annotated[float, typer.Option(min=0.1, max=36500, help="Length of each run 天数.")] = 30.0,
    delta: Annotated[float, typer.Option(min=0.001, help="Minutes that matter 有意义之差.")] = 0.1,
    seed: Seed = 1,
    sets: Sets = None,
) -> None:
    """Propose sites by exact location models, then race them in the simulation 选址."""
    from rich.console import Console

    from sim.scenario.load import load
    from sim.study.place.desk import District
    from sim.study.place.race import Rules, race

    check_choice("--kind", kind, KINDS)
    if reps == 1:
        raise BadInput([Fault("--reps", None, None, "", "1", "0 for no race, or at least 2 to compare")])
    console, loaded = Console(), load(scenario, sets or ())
    district = District.of(loaded)
    found = district.proposals(p, radius, busy)
    console.print(_proposed(loaded, district, found))
    if reps:
        rules = Rules(first=min(10, reps), most=reps, delta_min=delta, seed=seed, days=days)
        most = reps * (len(found) + 1)
        with progress() as report:
            raced = race(loaded, found, rules, lambda runs: report(runs, most))
        console.print(_raced(loaded, found, raced))
        sentence = raced.selection.sentence([_called(loaded, name) for name in raced.names])
        typer.echo(f"{sentence.zh} (min)\n{sentence.en} (min)")


def _called(scenario: "Scenario", name: str) -> str:
    """Return the Chinese names of nodes joined by +, as an alternative is called."""
    nodes = scenario.node_ids
    return "+".join(
        scenario.nodes[nodes[part]].name_zh if part in nodes else part for part in name.split("+")
    )


def _proposed(scenario: "Scenario", district: "District", found: "list[Proposal]") -> "Table":
    """Return what the models propose, and how far people are then, by the roads as drawn."""
    from rich.table import Table

    table = Table(title="选址模型的方案 what the models propose", title_justify="left", box=None)
    for head in ("方案 sites", "节点 nodes", "提出者 by"):
        table.add_column(head)
    worst = "最不利断桥\nworst bridge cut"
    for head in ("平均 min\nmean", worst):
        table.add_column(head, justify="right")
    for nodes, by in [((), "today"), *((each.nodes, ", ".join(each.models)) for each in found)]:
        usual = district.mean_min(nodes)
        cut = max((district.mean_min(nodes, bridge) for bridge in district.cut), default=usual)
        name = "+".join(nodes) or "today"
        table.add_row(_called(scenario, name), ", ".join(nodes), by, f"{usual:.2f}", f"{cut:.2f}")
    return table


def _raced(scenario: "Scenario", found: "list[Proposal]", raced: "Race") -> "Table":
    """Return what the simulation says of each proposal against today."""
    from rich.table import Table

    title = "仿真比选：平均响应时间相对现状之差 (分) mean response against today (min)"
    table = Table(title=title, title_justify="left", box=None)
    table.add_column("方案 sites")
    for head in ("差 difference", "95% 区间 interval", "对 pairs", "判断 verdict"):
        table.add_column(head, justify="right")
    for gain in raced.gains:
        interval = f"[{gain.mean.low:+.2f}, {gain.mean.high:+.2f}]"
        words = gain.call.words
        row = (f"{gain.mean.value:+.2f}", interval, str(gain.n), f"{words.zh} {words.en}")
        table.add_row(_called(scenario, gain.name), *row)
    return table
