"""Incidents that need more than engines: who knows it, who goes, and what waits for them, to the minute."""

from functools import cache

import pytest
from drills import call, hospital
from yards import QUICK, TYPES, Yard, at, drive_h, team, yard

from sim.metric.fold import Fold
from sim.record.capability import CapabilityDone, CapabilityNeeded, NeedReport
from sim.record.casualties import CasualtyBegan, CasualtyReport
from sim.record.facts import CallEnded, CallTaken, MessageSent, UnitChanged
from sim.record.hazard_facts import PeopleTrapped
from sim.record.repair import CrewChanged, WorkOrder
from sim.terms.enums import Skill
from sim.terms.ids import DISPATCH_CENTRE, PUBLIC, Band
from sim.terms.statuses import ON_SCENE
from sim.terms.tasks import is_task, task_number

BEGIN_H = 1.0
READY_H = 0.5
WORK_H = 2.0
ENGINES_H = 0.5
RESCUERS = {**QUICK, "capabilities": ["mine_rescue"], "fuel": 10000}
WALKERS = {**RESCUERS, "on_foot": 1}
FORESTERS = {**QUICK, "capabilities": ["mine_rescue", "road_clearing"], "fuel": 10000}
EOC = Band.POST.address(0)


def rule(**changes):
    """Return a rule: every fire needs mine rescue for two hours, and no caller says so."""
    base = {"id": "all", "capability": "mine_rescue", "kinds": ["fire"], "said": 0, "work": WORK_H}
    return {**base, "work_sigma": 0, "frees": True, **changes}


def needy(teams=(), node=2, rules=None, calls=None, **changes):
    """Return a line of nodes with a fire at one of them."""
    types = {**TYPES, "miner": RESCUERS, "climber": WALKERS, "forester": FORESTERS}
    made = {
        "calls": [call(BEGIN_H * 3600, node)] if calls is None else calls,
        "capability": {"model": True, "rules": [rule()] if rules is None else rules},
        "team_types": types,
    }
    return yard(teams, **{**made, **changes})


def miners(name="A", kind="miner", **more):
    """Return a team that can do it, ready in half an hour."""
    return team(name, kind, **{"ready_min": READY_H * 60, "machines": 1, **more})


@cache
def lived(*, able=True):
    """Return a world that has run to its end, with a team that can use its machine or not."""
    return Yard(needy([miners(operators=1 if able else 0)])).finish()


def folded(found):
    """Return the fold of a world's log."""
    fold = Fold(found.scenario)
    for batch in found.log.batches():
        fold(*batch)
    return fold


def first(found, status=ON_SCENE):
    """Return when a unit first has a status."""
    return next(hour for hour, fact in found.all(UnitChanged) if fact.status == status)


def sent_tasks(found):
    """Return the orders to go to incidents: (hour, team, task)."""
    return [each for each in found.orders() if is_task(each[2])]


# --- need, order, work, end


def test_nobody_is_sent_before_the_first_unit_has_told_what_is_needed():
    found = lived()
    ordered = sent_tasks(found)
    assert [(team, task) for _, team, task in ordered] == [(0, task_number(0, Skill.MINE_RESCUE))]
    assert at(ordered[0][0]) == at(first(found))


def test_the_district_hears_of_it_from_the_centre_and_the_centre_from_the_scene():
    to = [receiver for _, receiver, item in lived().told(NeedReport) if not item.over]
    assert to[:2] == [DISPATCH_CENTRE, EOC]


def test_what_a_caller_says_when_asked_is_a_message_and_is_known_by_no_other_way():
    found = Yard(needy([miners()], rules=[rule(said=1)])).finish()
    told = [(at(hour), receiver) for hour, receiver, item in found.told(NeedReport) if not item.over]
    taken = next(at(hour) for hour, _ in found.all(CallTaken))
    assert told[0] == (taken, DISPATCH_CENTRE)
    assert at(sent_tasks(found)[0][0]) >= taken


def test_a_team_musters_drives_works_and_goes_home_as_to_damage():
    found = lived()
    there = first(found) + READY_H + drive_h(2)
    statuses = {}
    for hour, status in found.life():
        statuses.setdefault(status, at(hour))
    assert statuses["working"] == at(there)
    assert [at(hour) for hour, _ in found.all(CapabilityDone)] == [at(there + WORK_H)]
    assert list(statuses) == ["mustering", "en_route", "working", "returning", "at_base"]


def test_engines_hold_until_the_capability_is_at_work():
    found = lived()
    there = first(found) + READY_H + drive_h(2)
    closed = [hour for hour, fact in found.all(CallEnded) if fact.stage == "closed"]
    assert [at(hour) for hour in closed] == [at(there + max(WORK_H, ENGINES_H))]


def test_the_rest_of_the_engines_work_is_done_after_a_capability_that_takes_less():
    found = Yard(needy([miners()], rules=[rule(work=0.1)])).finish()
    working = next(hour for hour, fact in found.all(CrewChanged) if fact.status == "working")
    done = next(hour for hour, _ in found.all(CapabilityDone))
    closed = next(hour for hour, fact in found.all(CallEnded) if fact.stage == "closed")
    assert at(done) == at(working + 0.1)
    assert at(closed) == at(done + ENGINES_H - 0.1)


def test_an_incident_that_needs_a_capability_is_never_closed_without_it():
    found = lived(able=False)
    assert [fact.stage for _, fact in found.all(CallEnded)] == ["open"]
    assert found.all(CapabilityDone) == []


def test_a_team_with_machines_and_nobody_trained_for_them_is_not_sent():
    assert sent_tasks(lived(able=False)) == []


def test_without_the_section_nothing_of_it_is_in_the_log():
    found = Yard(needy([miners()], capability={"model": False, "rules": [rule()]})).finish()
    assert found.all(CapabilityNeeded) == []
    assert sent_tasks(found) == []
    closed = next(hour for hour, fact in found.all(CallEnded))
    assert at(closed) == at(first(found) + ENGINES_H)


# --- what callers say


def test_a_caller_who_says_so_has_the_team_sent_when_the_call_is_taken():
    found = Yard(needy([miners()], rules=[rule(said=1)])).finish()
    assert sent_tasks(found)[0][0] < first(found)
    assert found.all(CapabilityNeeded)[0][1].said == "mine_rescue"


def test_a_caller_who_is_mistaken_sends_a_team_for_nothing_and_the_first_unit_corrects_it():
    other = {**QUICK, "capabilities": ["medical"], "fuel": 10000}
    rules = [rule(mistaken="medical", wrong=1)]
    data = needy([miners(), team("B", "medic", node=4, machines=1, ready_min=1)], rules=rules)
    data["team_types"] = {**data["team_types"], "medic": other}
    found = Yard(data).finish()
    tasks = {task: hour for hour, _, task in sent_tasks(found)}
    assert set(tasks) == {task_number(0, Skill.MEDICAL), task_number(0, Skill.MINE_RESCUE)}
    assert tasks[task_number(0, Skill.MEDICAL)] < tasks[task_number(0, Skill.MINE_RESCUE)]
    assert folded(found).capabilities.vain == 1
    assert [fact.capability for _, fact in found.all(CapabilityDone)] == ["mine_rescue"]


# --- who goes


def test_the_nearest_that_is_able_goes_and_only_as_many_as_are_wanted():
    found = Yard(needy([miners("A", node=0), miners("B", node=3), team("C", node=2)])).finish()
    assert [team for _, team, _ in sent_tasks(found)] == [1]
    two = Yard(needy([miners("A", node=0), miners("B", node=3)], rules=[rule(teams=2)])).finish()
    assert [team for _, team, _ in sent_tasks(two)] == [1, 0]
    alone, both = (next(hour for hour, _ in each.all(CapabilityDone)) for each in (found, two))
    assert both < alone


def test_a_team_that_mends_a_road_is_called_away_from_it_to_lives():
    foresters = team("A", "forester", machines=1, ready_min=10)
    found = Yard(needy([foresters], node=1))
    slide = found.slide(3, [40.0])
    found.run_h(0.5)
    found.order(0, slide)
    found.finish()
    done = found.all(CapabilityDone)
    assert [fact.team for _, fact in done] == [0]
    assert done[0][0] < 10


def test_a_team_walks_where_the_road_is_closed_and_its_work_can_be_done_on_foot():
    shut = [{"road": "R01", "at": 1.2, "until": 1e6, "told_after": 0, "foot": True}]
    walks, waits = (
        Yard(needy([miners(kind=kind, node=1)], rules=[rule(said=1)], cuts=shut)).finish()
        for kind in ("climber", "miner")
    )
    assert "walking" in [status for _, status in walks.life()]
    assert len(walks.all(CapabilityDone)) == 1
    assert waits.all(CapabilityDone) == []


def test_a_team_is_at_one_errand_at_a_time():
    calls = [call(3600, 2), call(3700, 3)]
    found = Yard(needy([miners()], calls=calls)).finish()
    done = [hour for hour, _ in found.all(CapabilityDone)]
    assert len(done) == 2
    assert done[1] - done[0] >= WORK_H
    errands = [fact.damage for _, fact in found.all(CrewChanged) if fact.status == "working"]
    assert errands == [task_number(0, Skill.MINE_RESCUE), task_number(1, Skill.MINE_RESCUE)]


def test_an_order_to_a_task_that_nobody_ever_needed_brings_a_team_home_again():
    found = Yard(needy([miners()], calls=[]))
    found.run_h(1)
    district = found.world.works.district
    district.issue(WorkOrder(0, task_number(5, Skill.MINE_RESCUE), (2,)), None)
    found.finish()
    assert [status for _, status in found.life()][-1] == "at_base"
    assert found.all(CapabilityDone) == []


# --- those who are trapped


@pytest.mark.parametrize("able", [True, False])
def test_rescued_dead_and_still_trapped_are_those_who_were_trapped(able):
    data = needy([miners(operators=int(able))], rules=[rule(trapped=40)])
    found = Yard(data).finish()
    trapped = sum(len(fact.until_ms) for _, fact in found.all(PeopleTrapped))
    told = folded(found).rescue.rescued
    assert trapped > 10
    assert told.trapped == trapped == told.alive + told.dead + told.waiting + told.elsewhere
    assert (told.alive > 0.9 * trapped) is able
    assert (told.waiting + told.dead == trapped) is not able


def test_who_is_freed_when_the_engines_have_gone_to_rest_is_a_casualty_too():
    more = {"casualties": {"model": True}, "bearers": {"courier": {"vehicle": "engine"}}}
    data = needy(
        [miners()], rules=[rule(work=12, trapped=40)], hospitals=[{**hospital(3), "beds": 40}], **more
    )
    found = Yard(data).finish()
    ((ended, _),) = found.all(CallEnded)
    last = [fact.status for hour, fact in found.all(UnitChanged) if hour < ended][-1]
    assert last == "restoring"
    hurt = [hour for hour, _ in found.all(CasualtyBegan)]
    assert hurt
    assert set(hurt) == {ended}
    told = [fact.sender for _, fact in found.all(MessageSent) if type(fact.body[0]) is CasualtyReport]
    assert told[0] == PUBLIC


def test_another_team_or_none_leaves_what_is_needed_and_who_is_trapped_unchanged():
    rules = [rule(trapped=3, share=0.5, work_sigma=0.5, said=0.5)]
    calls = [call(600 * i, i % 5) for i in range(12)]
    one, other = (Yard(needy(teams, rules=rules, calls=calls)).finish() for teams in ([miners()], [team()]))
    for what in (CapabilityNeeded, PeopleTrapped):
        assert one.all(what) == other.all(what)
        assert one.all(what)


def test_one_rule_more_changes_nothing_of_another():
    calls = [call(600 * i, i % 5) for i in range(8)]
    mine = rule(share=0.5, work_sigma=0.5)
    more = [rule(id="b", capability="medical", share=0.5), mine]
    one, other = (Yard(needy(rules=each, calls=calls)).finish() for each in ([mine], more))
    wanted = [
        [fact for _, fact in each.all(CapabilityNeeded) if fact.capability == "mine_rescue"]
        for each in (one, other)
    ]
    assert wanted[0] == wanted[1]


def test_the_first_of_two_rules_for_one_capability_counts():
    rules = [rule(work=1), rule(id="b", work=9)]
    found = Yard(needy([miners()], rules=rules)).finish()
    assert [fact.work_ms for _, fact in found.all(CapabilityNeeded)] == [3_600_000]


@pytest.mark.parametrize(
    "changes", [{"kinds": ["other"]}, {"severities": ["none"]}, {"origins": ["slide"]}, {"share": 0}]
)
def test_a_rule_holds_only_for_what_it_names(changes):
    assert Yard(needy([miners()], rules=[rule(**changes)])).finish().all(CapabilityNeeded) == []


# --- figures


def test_the_table_says_when_each_step_was_and_why_something_was_never_done():
    row = folded(lived()).capabilities.summary()["capabilities"]["by_skill"]["mine_rescue"]
    assert (row["needed"], row["done_n"], row["never"]) == (1, 1, 0)
    assert row["known_p50_s"] <= row["sent_p50_s"] < row["there_p50_s"] < row["done_p50_s"]
    unable = folded(lived(able=False)).capabilities.summary()["capabilities"]["by_skill"]["mine_rescue"]
    assert unable["reasons"] == {"unable": 1}


def test_why_something_was_never_done_is_the_first_step_that_is_missing():
    late = folded(Yard(needy([miners()], rules=[rule(work=400)])).finish()).capabilities
    busy = [call(3600, 2), call(3700, 3)]
    waits = folded(Yard(needy([miners()], rules=[rule(work=400, said=1)], calls=busy)).finish()).capabilities
    assert [row[-1] for row in late.rows()] == ["unfinished"]
    assert sorted(row[-1] for row in waits.rows()) == ["unfinished", "unsent"]


def test_nothing_is_told_of_a_run_in_which_nothing_was_needed():
    assert folded(Yard(needy(calls=[])).finish()).capabilities.summary() == {}


# --- handed over to others


def test_a_call_that_others_took_over_leaves_nothing_for_teams_under_way():
    data = needy([miners()], rules=[rule(said=1)])
    fire = data["demand"]["kinds"]["fire"]
    data["demand"]["kinds"]["fire"] = {**fire, "run_card": {"ladder": 1}}
    data["demand"]["kinds"]["fire"]["severities"] = [{"id": "only", "needs": {"ladder": 1}}]
    found = Yard(data).finish()
    assert [fact.stage for _, fact in found.all(CallEnded)] == ["handed_over"]
    assert sent_tasks(found)
    assert found.all(CapabilityDone) == []
    assert found.life()[-1][1] == "at_base"


def test_a_call_at_which_a_team_works_is_not_taken_over_by_others():
    busy = [call(0, 4, "long"), call(BEGIN_H * 3600, 2)]
    data = needy([miners()], rules=[rule(said=1)], calls=busy)
    kinds = data["demand"]["kinds"]
    kinds["long"] = {**kinds["fire"], "work_median": 600}
    found = Yard(data).run_h(BEGIN_H + READY_H + drive_h(2) + 0.1)
    assert found.life()[-1][1] == "working"
    incident = found.world.context.incidents[1]
    incident.hand_over(incident.cause)
    found.finish()
    assert [(fact.call, fact.stage) for _, fact in found.all(CallEnded)] == [(0, "closed"), (1, "closed")]
