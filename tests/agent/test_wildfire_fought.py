"""A wildfire with crews and without on the same luck: line, withdrawal, the end, and whose work it is."""

import pytest

from sim.metric.fold import Fold
from sim.record.capability import CapabilityDone, CrewsWithdrew, FireOut, LineBuilt
from sim.record.facts import CallEnded, IncidentBegan, MessageSent
from sim.record.hazard_facts import HazardBegan, HazardEnded
from sim.record.repair import CrewChanged, WorkOrder
from sim.run import run
from sim.scenario.load import load
from sim.terms.enums import Skill
from sim.terms.tasks import is_task, task_of

QUICK = ["hazards.burning.cell=100", "hazards.wildfires.hill.lasts=9", "horizon=1"]
NOBODY = [f"capability.suppression.{who}=0" for who in ("person", "forest_unit", "engine_unit")]


def fire(*sets):
    """Return the log and the fold of the hamlet's wildfire."""
    of = load("hamlet-capable", [*QUICK, *sets])
    fold = Fold(of)
    log = run(of)
    for batch in log.batches():
        fold(*batch)
    return log, fold


@pytest.fixture(scope="module")
def crews():
    return fire()


@pytest.fixture(scope="module")
def nobody():
    return fire(*NOBODY)


def facts(log, what):
    """Return the facts of a kind with their times."""
    return [(t, fact) for _, t, _, fact in log.entries() if isinstance(fact, what)]


def out(log):
    """Return when and how the fire is out."""
    ((t, fact),) = facts(log, FireOut)
    return t, fact


def test_less_burns_with_crews_and_their_line_contains_it(crews, nobody):
    (early, with_crews), (late, without) = out(crews[0]), out(nobody[0])
    assert with_crews.burnt < 0.8 * without.burnt
    assert with_crews.contained
    assert not without.contained
    assert early < late


def test_without_crews_no_line_is_closed(crews, nobody):
    assert facts(nobody[0], LineBuilt) == []
    assert facts(crews[0], LineBuilt)


def test_it_begins_at_the_same_place_and_time_whoever_comes(crews, nobody):
    one, other = (
        [
            (t, fact)
            for t, fact in facts(log, IncidentBegan)
            if fact.kind == facts(log, IncidentBegan)[0][1].kind
        ]
        for log, _ in (crews, nobody)
    )
    assert one[0] == other[0]


def test_a_fire_that_is_fought_ends_once_as_a_hazard(crews):
    fires = [fact.hazard for _, fact in facts(crews[0], HazardBegan) if fact.kind == "wildfire"]
    ended = [fact.hazard for _, fact in facts(crews[0], HazardEnded) if fact.hazard in fires]
    assert ended == fires


def test_no_line_is_closed_before_somebody_is_there(crews):
    began = facts(crews[0], LineBuilt)[0][0]
    there = [
        t for t, fact in facts(crews[0], CrewChanged) if fact.status == "working" and is_task(fact.damage)
    ]
    assert min(there) < began


def test_who_fights_it_is_free_once_it_is_out(crews):
    t, _ = out(crews[0])
    done = facts(crews[0], CapabilityDone)
    assert [(when, fact.team) for when, fact in done if fact.capability == "forest_fire"] == [(t, None)]
    later = [
        fact
        for when, fact in facts(crews[0], CrewChanged)
        if when > t and is_task(fact.damage) and task_of(fact.damage)[1] is Skill.FOREST_FIRE
    ]
    assert all(fact.status not in ("working", "standing_by") for fact in later)


def test_the_call_of_a_fire_is_not_closed_before_it_is_out(crews):
    t, _ = out(crews[0])
    call = next(fact.call for _, fact in facts(crews[0], CapabilityDone) if fact.capability == "forest_fire")
    closed = [when for when, fact in facts(crews[0], CallEnded) if fact.call == call]
    assert closed
    assert min(closed) >= t


def test_crews_withdraw_where_it_comes_too_hot_and_go_back(crews):
    hot, _ = fire("capability.suppression.intensity=400", "hazards.wildfires.hill.wind=6")
    turns = [fact.out for _, fact in facts(hot, CrewsWithdrew)]
    assert turns == [bool(1 - i % 2) for i in range(len(turns))]
    assert turns
    reasons = {fact.reason for _, fact in facts(hot, CrewChanged) if fact.status == "standing_by"}
    assert "held" in reasons


def test_teams_are_sent_to_the_fire_by_the_district_alone(crews):
    senders = {
        fact.sender
        for _, fact in facts(crews[0], MessageSent)
        for item in fact.body
        if isinstance(item, WorkOrder) and is_task(item.damage)
    }
    assert len(senders) == 1


def test_figures_tell_line_and_burnt_area_as_the_log_does(crews):
    log, fold = crews
    told = fold.capabilities.summary()["capabilities"]["fires"]
    _, fact = out(log)
    (fire,) = told.values()
    began = next(t for t, each in facts(log, HazardBegan) if each.kind == "wildfire")
    assert fire["out_s"] == (out(log)[0] - began) / 1000
    assert fire["burnt_ha"] == pytest.approx(fact.burnt * 1.0)
    assert fire["line_m"] == 100 * sum(len(each.cells) for _, each in facts(log, LineBuilt))


def test_the_line_is_told_in_metres_while_the_fire_still_burns():
    capabilities = Fold(load("hamlet-capable", QUICK)).capabilities
    capabilities.readers[LineBuilt](1, 60_000, LineBuilt(0, (5, 6, 7), 9))
    (fire,) = capabilities.summary()["capabilities"]["fires"].values()
    assert (fire["line_m"], fire["burnt_ha"], fire["out_s"]) == (300, None, None)
