"""What UAVs did, in words and a table: only where they are sent."""

from collections.abc import Mapping
from typing import Any

from sim.report.material import Material
from sim.report.named import called
from sim.report.parts import Column, Section, Table, Text, cells
from sim.report.say import count, decimal
from sim.report.words import Both, same

_TITLE = Both("无人机侦察", "UAVs")
_TOLD = Both(
    "无人机侦察：下达 {ordered} 次、送达 {received} 次；飞行 {flights} 架次 {flown} 小时，"
    "因夜间或降雨待飞 {held} 小时；查看路段 {seen} 条，上报 {sent} 次、送达 {delivered} 次，"
    "其中与派遣时掌握情况不符 {changed} 次。",
    "UAVs: {ordered} orders were given and {received} arrived; {flights} flights took {flown} h, and UAVs "
    "waited {held} h for light or weather. They saw {seen} links; of {sent} reports {delivered} arrived, and "
    "{changed} of these told something else than was believed when they were sent.",
)
_NOTE = Both(
    "仅查看视野内完整路段；路段视为节点间直线；风为设定大风之阵风，无设定则不计。续航、航速、视野与降雨限值均为假定，见“假定”。",
    "Only links that lie whole within the swath are seen; roads count as straight between nodes, and wind "
    "is that of scripted gales. Endurance, speed, swath and limits are assumptions; see the table of "
    "assumptions.",
)
_HEADS = (
    (Both("无人机", "UAV"), "w"),
    (Both("队伍", "Team"), "w"),
    (Both("架次", "Flights"), "n"),
    (Both("飞行（时）", "Flown (h)"), "n"),
    (Both("待飞（时）", "Held (h)"), "n"),
    (Both("查看路段", "Links seen"), "n"),
    (Both("其中中断", "Closed"), "n"),
    (Both("上报", "Reports"), "n"),
    (Both("送达", "Arrived"), "n"),
    (Both("改变认识", "Changed"), "n"),
)
_COUNTS = ("ordered", "received", "flights", "seen", "sent", "delivered", "changed")


def line(told: Mapping[str, Any]) -> Both:
    """Return what UAVs did in one sentence."""
    counts = {key: count(told[key]) for key in _COUNTS}
    return _TOLD.fill(**counts, flown=decimal(told["flown_h"]), held=decimal(told["held_h"]))


def scouting(material: Material) -> list[Section]:
    """Return the section of a report in a list, which is empty where no UAVs are sent."""
    told = material.summary.get("uavs")
    if told is None:
        return []
    teams = {team.id: called(team) for team in material.scenario.teams}
    rows = [
        cells(
            same(row["uav"]),
            teams[row["team"]],
            count(row["flights"]),
            decimal(row["flown_h"]),
            decimal(row["held_h"]),
            *(count(row[key]) for key in ("seen", "closed", "sent", "delivered", "changed")),
        )
        for row in told["each"]
    ]
    heads = tuple(Column(words, kind) for words, kind in _HEADS)
    return [Section(_TITLE, [Text(line(told)), Table(heads, tuple(rows)), Text(_NOTE, "note")])]


def told_of_uavs(material: Material) -> list[str]:
    """Return the same for the terminal, in both languages; nothing where no UAVs are sent."""
    told = material.summary.get("uavs")
    return [] if told is None else [f"{line(told).zh}\n{line(told).en}"]
