"""Laws of capabilities and of line at fires, each broken once by hand."""

import pytest

from sim.metric.laws.capability import CapabilityLaws
from sim.record.capability import CapabilityDone, CapabilityNeeded, CrewsWithdrew, FireOut, LineBuilt
from sim.record.facts import CallEnded
from sim.record.repair import WorkDone
from sim.scenario.load import load
from sim.terms.enums import Skill
from sim.terms.errors import InvariantBroken
from sim.terms.tasks import task_number

ROPES, FORESTERS = 3, 6
"""Rows of teams of the hamlet."""
NEED = CapabilityNeeded(0, "mountain_cave", 100, "")
DONE = CapabilityDone(0, "mountain_cave", ROPES, True)
WORK = WorkDone(ROPES, task_number(0, Skill.MOUNTAIN_CAVE), 0, 100)
LINE = LineBuilt(1, (5, 6), 9)
OUT = FireOut(1, True, 9, 50)
RETREAT = CrewsWithdrew(1, True)


@pytest.fixture(scope="module")
def scenario():
    return load("hamlet-capable")


def tell(scenario, *facts):
    """Let laws look at facts, one after the other."""
    checks = CapabilityLaws(scenario).checks
    for seq, fact in enumerate(facts):
        checks[type(fact)](seq, seq, fact)


@pytest.mark.parametrize(
    "story",
    [
        (NEED, WORK, DONE, CallEnded(0, "closed")),
        (NEED, CallEnded(0, "open")),
        (NEED, CallEnded(0, "handed_over")),
        (
            CapabilityNeeded(0, "forest_fire", 5, ""),
            FireOut(1, False, 9, 50),
            CapabilityDone(0, "forest_fire", None, False),
        ),
        (CrewsWithdrew(1, True), CrewsWithdrew(1, False), LINE, LineBuilt(1, (7,), 9), OUT),
        (WorkDone(0, 3, 0, 7),),
    ],
)
def test_what_follows_the_laws_passes(scenario, story):
    tell(scenario, *story)


@pytest.mark.parametrize(
    "story",
    [
        (NEED, NEED),
        (DONE,),
        (NEED, DONE),
        (NEED, WORK, CapabilityDone(0, "mountain_cave", FORESTERS, True)),
        (NEED, WORK, CapabilityDone(0, "mountain_cave", None, True)),
        (NEED, WORK, DONE, DONE),
        (NEED, CallEnded(0, "closed")),
        (CapabilityNeeded(0, "forest_fire", 5, ""), CapabilityDone(0, "forest_fire", None, False)),
        (LINE, LINE),
        (LINE, LineBuilt(1, (7,), 8)),
        (LINE, OUT, LineBuilt(1, (7,), 9)),
        (LINE, OUT, OUT),
        (OUT,),
        (CrewsWithdrew(1, False),),
        (CrewsWithdrew(1, True), CrewsWithdrew(1, True)),
    ],
)
def test_what_breaks_a_law_is_named(scenario, story):
    with pytest.raises(InvariantBroken):
        tell(scenario, *story)
