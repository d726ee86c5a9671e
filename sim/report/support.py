"""What generator trucks did, in words and a table: only where they are sent."""

from collections.abc import Mapping
from typing import Any

from sim.report.material import Material
from sim.report.named import called
from sim.report.parts import Column, Section, Table, Text, cells
from sim.report.say import count, decimal
from sim.report.words import Both, same

_TITLE = Both("应急发电车", "Generator trucks")
_TOLD = Both(
    "发电车调派：下达 {ordered} 次、送达 {received} 次；为 {loads} 处重要负荷供电 {supplied} 车时，"
    "回库加油 {refuelled} 次，因道路中断受阻 {stranded} 车时。",
    "Generator trucks: {ordered} orders were given and {received} arrived; {loads} critical loads were fed "
    "for {supplied} truck-hours, trucks went home {refuelled} times for fuel and stood before closed roads "
    "for {stranded} h.",
)
_NOTE = Both(
    "仅向有报告停电的重要负荷派车；停电无人报告者不派。接电、续航与报告时间均为假定，见“假定”。",
    "Only critical loads that were said to be without mains got a truck. How long connecting, fuel and word "
    "take are assumptions; see the table of assumptions.",
)
_HEADS = (
    (Both("车辆", "Truck"), "w"),
    (Both("队伍", "Team"), "w"),
    (Both("供电对象", "Fed"), "w"),
    (Both("供电（时）", "Feeding (h)"), "n"),
    (Both("接电（时）", "Connecting (h)"), "n"),
    (Both("行驶（时）", "Driving (h)"), "n"),
    (Both("受阻（时）", "Stranded (h)"), "n"),
    (Both("在库（时）", "At base (h)"), "n"),
    (Both("加油", "Refuelled"), "n"),
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
