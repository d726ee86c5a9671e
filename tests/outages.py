"""A log made by hand in which the power network fails twice, and every load lives on what it has.

The scenario is the line of `stories` on the power network of `mains_bench`: a line breaks, a tie closes, a
substation breaks, pumps run on their generator and are refuelled, and all is mended.
"""

from typing import Any

import stories
from mains_bench import HOMES, tables
from stories import END_S, Story

from sim.record.facts import MainsChanged, RunEnded
from sim.record.hazard_facts import DamageBegan, DamageEased, DamageMended
from sim.record.power_facts import (
    LoadChanged,
    LoadFuelled,
    PowerLineChanged,
    PowerNodeChanged,
    SwitchChanged,
)
from sim.scenario.model import Scenario

SS2, TA = 2, 3
L1, L2, TIE = 1, 2, 3
HOME, AREA, PUMP = 1, 2, 3
TANK_MS = 4 * 3_600_000
BURNT_MS, ADDED_MS = 6_985_000, 1_800_000
"""From 2015 s to 9000 s; half an hour at 5615 s."""
LEFT_MS = TANK_MS - BURNT_MS + ADDED_MS


def scenario(**changes: Any) -> Scenario:
    """Return the line with a power network."""
    return stories.scenario(**{**tables(HOMES), **changes})


def powered() -> Story:
    """Return a story in which every law holds, and power fails in every way once."""
    story = Story()
    for unit, node in enumerate((0, 0, 4)):
        story.unit(f"u{unit}/roll", 0, unit, "in_quarters", node, None, 0)
    _line(story)
    _substation(story)
    story.add("whole", 10_000, DamageMended(0))
    story.add("l1/back", 10_000, PowerLineChanged(L1, True), "whole")
    story.add("tie/open", 10_000, SwitchChanged(TIE, False), "l1/back")
    story.add("tie/dead", 10_000, PowerLineChanged(TIE, False), "tie/open")
    story.add("end", END_S, RunEnded(0))
    return story


def _line(story: Story) -> None:
    """Let the line to the second substation break, and a tie feed it from the first."""
    story.add("pole", 600, DamageBegan(0, "pole", L1, 3, (("power_line", 7_200_000),), None))
    story.add("l1", 600, PowerLineChanged(L1, False), "pole")
    _dark(story, "one", 600, "l1")
    story.add("tie", 606, SwitchChanged(TIE, True), "one/ss2")
    _light(story, "tied", 606, "tie", TANK_MS)


def _substation(story: Story) -> None:
    """Let the substation itself break: now only the pumps go on."""
    story.add("flood", 2000, DamageBegan(1, "flooded_station", SS2, 700, (("power_line", 1),) * 2, None))
    _dark(story, "two", 2000, "flood")
    story.add("two/tie", 2000, PowerLineChanged(TIE, False), "two/ss2")
    story.add("pump/started", 2015, LoadChanged(PUMP, "generator", TANK_MS), "two/pump")
    story.add("fuel", 5615, LoadFuelled(PUMP, ADDED_MS, TANK_MS - 3_600_000 + ADDED_MS))
    story.add("eased", 8000, DamageEased(1, 0))
    story.add("dry", 9000, DamageMended(1), "eased")
    _light(story, "two", 9000, "dry", LEFT_MS)


def _dark(story: Story, name: str, at_s: float, cause: str) -> None:
    story.add(f"{name}/ss2", at_s, PowerNodeChanged(SS2, False), cause)
    story.add(f"{name}/ta", at_s, PowerNodeChanged(TA, False), cause)
    story.add(f"{name}/l2", at_s, PowerLineChanged(L2, False), cause)
    story.add(f"{name}/homes", at_s, LoadChanged(HOME, "dark", 0), f"{name}/ss2")
    story.add(f"{name}/area", at_s, LoadChanged(AREA, "dark", 0), f"{name}/ta")
    story.add(f"{name}/pump", at_s, LoadChanged(PUMP, "battery", TANK_MS), f"{name}/ss2")
    story.add(f"{name}/mains", at_s, MainsChanged(1, False), f"{name}/homes")


def _light(story: Story, name: str, at_s: float, cause: str, left_ms: int) -> None:
    story.add(f"{name}/ss2/back", at_s, PowerNodeChanged(SS2, True), cause)
    story.add(f"{name}/ta/back", at_s, PowerNodeChanged(TA, True), cause)
    story.add(f"{name}/l2/back", at_s, PowerLineChanged(L2, True), cause)
    story.add(f"{name}/tie/back", at_s, PowerLineChanged(TIE, True), cause)
    story.add(f"{name}/homes/back", at_s, LoadChanged(HOME, "mains", 0), f"{name}/ss2/back")
    story.add(f"{name}/area/back", at_s, LoadChanged(AREA, "mains", 0), f"{name}/ta/back")
    story.add(f"{name}/pump/back", at_s, LoadChanged(PUMP, "mains", left_ms), f"{name}/ss2/back")
    story.add(f"{name}/mains/back", at_s, MainsChanged(1, True), f"{name}/homes/back")
