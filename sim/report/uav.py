"""What UAVs did, in words and a table: only where they are sent."""

from collections.abc import Mapping
from typing import Any

from sim.report.material import Material
from sim.report.named import called
from sim.report.parts import Column, Section, Table, Text, cells
from sim.report.say import count, decimal
from sim.report.words import Both, same
from sim.words import both, both_in

_TITLE = both("UAVs")
_TOLD = both(
    "UAVs: {ordered} orders were given and {received} arrived; {flights} flights took "
    "{flown} h, and UAVs waited {held} h for light or weather. They saw {seen} links; of "
    "{sent} reports {delivered} arrived, and {changed} of these told something else than "
    "was believed when they were sent."
)
_NOTE = both(
    "Only links that lie whole within the swath are seen; roads count as straight "
    "between nodes, and wind is that of scripted gales. Endurance, speed, swath and "
    "limits are assumptions; see the table of assumptions."
)
_HEADS = (
    (both("UAV"), "w"),
    (both_in("report", "Team"), "w"),
    (both("Flights"), "n"),
    (both("Flown (h)"), "n"),
    (both("Held (h)"), "n"),
    (both("Links seen"), "n"),
    (both_in("report", "Closed"), "n"),
    (both("Reports"), "n"),
    (both_in("report.uav", "Arrived"), "n"),
    (both("Changed"), "n"),
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
