"""What generator trucks did, in words and a table: only where they are sent."""

from collections.abc import Mapping
from typing import Any

from sim.report.material import Material
from sim.report.named import called
from sim.report.parts import Column, Section, Table, Text, cells
from sim.report.say import count, decimal
from sim.report.words import Both, same
from sim.words import both, both_in

_TITLE = both("Generator trucks")
_TOLD = both(
    "Generator trucks: {ordered} orders were given and {received} arrived; {loads} "
    "critical loads were fed for {supplied} truck-hours, trucks went home {refuelled} "
    "times for fuel and stood before closed roads for {stranded} h."
)
_NOTE = both(
    "Only critical loads that were said to be without mains got a truck. How long "
    "connecting, fuel and word take are assumptions; see the table of assumptions."
)
_HEADS = (
    (both("Truck"), "w"),
    (both_in("report", "Team"), "w"),
    (both("Fed"), "w"),
    (both("Feeding (h)"), "n"),
    (both("Connecting (h)"), "n"),
    (both("Driving (h)"), "n"),
    (both("Stranded (h)"), "n"),
    (both("At base (h)"), "n"),
    (both("Refuelled"), "n"),
)


def line(told: Mapping[str, Any]) -> Both:
    """Return what trucks did in one sentence."""
    return _TOLD.fill(
        ordered=count(told["ordered"]),
        received=count(told["received"]),
        loads=count(told["loads"]),
        supplied=decimal(told["supplied_h"]),
        refuelled=count(told["refuelled"]),
        stranded=decimal(told["stranded_h"]),
    )


def support(material: Material) -> list[Section]:
    """Return the section of a report in a list, which is empty where no trucks are sent."""
    told = material.summary.get("trucks")
    if told is None:
        return []
    teams = {team.id: called(team) for team in material.scenario.teams}
    loads = {load.id: called(load) for load in material.scenario.loads}
    rows = []
    for row in told["each"]:
        fed = [loads[load] for load in row["loads"]]
        names = Both("、".join(each.zh for each in fed), ", ".join(each.en for each in fed))
        driving = row["mustering_h"] + row["en_route_h"] + row["returning_h"]
        hours = (row["supplying_h"], row["connecting_h"], driving, row["stranded_h"], row["at_base_h"])
        figures = (*map(decimal, hours), count(row["refuelled"]))
        rows.append(cells(same(row["truck"]), teams[row["team"]], names, *figures))
    heads = tuple(Column(words, kind) for words, kind in _HEADS)
    return [Section(_TITLE, [Text(line(told)), Table(heads, tuple(rows)), Text(_NOTE, "note")])]


def told_in_lines(material: Material) -> list[str]:
    """Return the same for the terminal, in both languages; nothing where no trucks are sent."""
    told = material.summary.get("trucks")
    return [] if told is None else [f"{line(told).zh}\n{line(told).en}"]
