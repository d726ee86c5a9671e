"""Laws of waiting for professional teams: stretches add up, and each goes to the class that it should."""

from functools import cache
from itertools import pairwise

import pytest

from sim.metric.fold import Fold, fold
from sim.metric.review.teams import TeamWaits
from sim.record.capability import CapabilityDone, CapabilityNeeded, NeedReport
from sim.record.facts import CallEnded, IncidentBegan, MessageDelivered, MessageSent, RoadReport
from sim.record.repair import CrewChanged, CrewReport, WorkOrder
from sim.report.cascade.told import TEAMS, teams
from sim.report.review.spoken import waited
from sim.run import run
from sim.scenario.load import load
from sim.scenario.model import Scenario
from sim.terms.enums import Party, Skill
from sim.terms.ids import DISPATCH_CENTRE, Band
from sim.terms.losses import LOST, Loss
from sim.terms.tasks import task_number

MIN = 60_000


@cache
def hamlet() -> Scenario:
    return load("hamlet-capable")


def who() -> tuple[int, Skill]:
    """Return a team of the hamlet, and what it alone can do."""
    of = hamlet()
    kinds = [of.team_types[team.type].capabilities for team in of.teams]
    for number, skills in enumerate(kinds):
        for skill in skills:
            if sum(skill in others for others in kinds) == 1:
                return number, skill
    raise AssertionError("no team is alone in what it can do")


def district() -> int:
    posts = [row for row, post in enumerate(hamlet().posts) if post.kind is Party.EOC]
    return Band.POST.address(posts[0]) if posts else DISPATCH_CENTRE


TEAM, SKILL = who()
TASK = task_number(0, SKILL)
AT = hamlet().node_ids[hamlet().teams[TEAM].node]
GOAL = next(
    number
    for number in range(len(hamlet().nodes))
    if number != AT and hamlet().nodes[number].district == hamlet().nodes[AT].district
)


def told(*rows: tuple[int, object], end: int = 100) -> TeamWaits:
    """Return the waits that (minute, fact) rows tell of one incident; messages are numbered by their rows."""
    found = TeamWaits(hamlet())
    begin = (
        (0, IncidentBegan(0, 0, 0, 0, GOAL, (), 1, 1)),
        (0, CapabilityNeeded(0, SKILL.value, 1, "")),
    )
    for seq, (minute, fact) in enumerate((*begin, *rows)):
        found.readers[type(fact)](seq, minute * MIN, fact)
    found.finish(end * MIN)
    return found


def parts(found: TeamWaits) -> list[tuple[Loss, int]]:
    return [(each.loss, (each.until_ms - each.from_ms) // MIN) for each in found.stretches(TASK)]


def sent(item: object, to: int | None = None) -> MessageSent:
    return MessageSent(5, district() if to is None else to, "pace", (item,))  # type: ignore[arg-type]


def changed(status: str, damage: int | None = TASK) -> CrewChanged:
    return CrewChanged(TEAM, status, GOAL, damage, 1)


NEED = sent(NeedReport(0, SKILL.value, GOAL))
ORDER = sent(WorkOrder(TEAM, TASK, (GOAL,)), Band.CREW.address(TEAM))
KNOWN = ((5, NEED), (10, MessageDelivered(2)))
"""The district knows at 10 min; the next row is entry 4."""
ORDERED = (*KNOWN, (15, ORDER), (20, MessageDelivered(4)), (20, changed("mustering")))


def test_until_the_district_is_told_nobody_knows() -> None:
    assert parts(told()) == [(Loss.NOT_KNOWN, 100)]
    assert parts(told((5, NEED))) == [(Loss.NOT_KNOWN, 100)]


def test_where_a_team_stands_free_and_none_is_sent_nobody_decides() -> None:
    assert parts(told(*KNOWN)) == [(Loss.NOT_KNOWN, 10), (Loss.NOT_DECIDED, 90)]


def test_an_order_is_not_carried_until_it_comes_and_then_its_team_is_followed() -> None:
    rows = (*ORDERED, (30, changed("en_route")), (50, changed("stranded")), (70, changed("walking")))
    found = told(*rows, (80, changed("surveying")))
    assert parts(found) == [
        (Loss.NOT_KNOWN, 10),
        (Loss.NOT_DECIDED, 5),
        (Loss.NOT_CARRIED, 5),
        (Loss.TURNOUT, 10),
        (Loss.TRAVEL, 20),
        (Loss.NOT_PASSABLE, 30),
    ]
    assert [each.unit for each in found.stretches(TASK)] == [None, None, None, TEAM, TEAM, TEAM]


def test_an_order_that_never_comes_is_not_carried_to_the_end() -> None:
    assert parts(told(*KNOWN, (15, ORDER)))[-1] == (Loss.NOT_CARRIED, 85)


def test_a_team_that_is_busy_is_not_available_once_the_district_was_told() -> None:
    busy = changed("working", 3)
    report = sent(CrewReport(TEAM, "working", GOAL, 3, 1))
    rows = (*KNOWN, (20, busy), (20, report), (30, MessageDelivered(5)))
    assert parts(told(*rows)) == [(Loss.NOT_KNOWN, 10), (Loss.NOT_DECIDED, 20), (Loss.NOT_AVAILABLE, 70)]


def test_a_team_that_is_free_unheard_is_a_matter_of_word() -> None:
    busy = sent(CrewReport(TEAM, "working", GOAL, 3, 1))
    rows = ((1, busy), (2, MessageDelivered(2)), (5, NEED), (10, MessageDelivered(4)))
    assert parts(told(*rows)) == [(Loss.NOT_KNOWN, 10), (Loss.NOT_CARRIED, 90)]


def test_a_team_that_rests_on_its_errand_is_not_available() -> None:
    rows = (*ORDERED, (30, changed("resting")), (40, changed("working")))
    assert parts(told(*rows))[-1] == (Loss.NOT_AVAILABLE, 10)


def test_where_the_district_holds_every_way_for_closed_it_is_the_roads() -> None:
    links = range(len(hamlet().links))
    reports = tuple(RoadReport(link, True) for link in links)
    opens = tuple(RoadReport(link, False) for link in links)
    shut = MessageSent(5, district(), "pace", reports)
    rows = (*KNOWN, (20, shut), (25, MessageDelivered(4)))
    assert parts(told(*rows)) == [(Loss.NOT_KNOWN, 10), (Loss.NOT_DECIDED, 15), (Loss.NOT_PASSABLE, 75)]
    again = (*rows, (60, MessageSent(5, district(), "pace", opens)), (60, MessageDelivered(6)))
    assert parts(told(*again))[-1] == (Loss.NOT_DECIDED, 40)


def test_a_capability_that_no_team_has_is_not_available() -> None:
    can = {skill for team in hamlet().teams for skill in hamlet().team_types[team.type].capabilities}
    none = next(skill for skill in Skill if skill not in can)
    found = TeamWaits(hamlet())
    rows = (
        IncidentBegan(0, 0, 0, 0, GOAL, (), 1, 1),
        CapabilityNeeded(0, none.value, 1, ""),
        sent(NeedReport(0, none.value, GOAL)),
        MessageDelivered(2),
    )
    for seq, fact in enumerate(rows):
        found.readers[type(fact)](seq, 0, fact)
    found.finish(MIN)
    assert [each.loss for each in found.stretches(task_number(0, none))] == [Loss.NOT_AVAILABLE]


@pytest.mark.parametrize("end", [CapabilityDone(0, SKILL.value, None, False), CallEnded(0, "handed_over")])
def test_a_need_that_ends_otherwise_is_waited_for_no_longer(end: object) -> None:
    found = told(*KNOWN, (40, end), (50, CallEnded(0, "closed")))
    assert sum(minutes for _, minutes in parts(found)) == 40
    assert "was needed no more" in waited(found.waits[TASK], found.stretches(TASK)).en


def test_a_need_that_is_told_to_be_over_is_none() -> None:
    over = sent(NeedReport(0, SKILL.value, GOAL, over=True))
    assert parts(told((5, over), (10, MessageDelivered(2)))) == [(Loss.NOT_KNOWN, 100)]


def test_an_order_to_go_where_nothing_is_needed_changes_nothing() -> None:
    vain = sent(WorkOrder(TEAM, task_number(9, SKILL), (GOAL,)), Band.CREW.address(TEAM))
    assert parts(told((5, vain), (6, MessageDelivered(2)))) == [(Loss.NOT_KNOWN, 100)]


# --- a run --------------------------------------------------------------------------------------------------


@cache
def lived() -> Fold:
    return fold(run(hamlet(), days=2))


def test_stretches_of_a_run_touch_and_last_until_a_team_is_there_or_the_end() -> None:
    found = lived()
    assert found.team_waits.waits
    for task, wait in found.team_waits.waits.items():
        stretches, need = found.team_waits.stretches(task), found.capabilities.needs[task]
        assert (wait.known_ms, wait.there_ms) == (need.known_ms, need.there_ms)
        ends = [ms for ms in (wait.there_ms, wait.ended_ms, found.end_ms) if ms is not None]
        assert (stretches[0].from_ms, stretches[-1].until_ms) == (wait.began_ms, min(ends))
        assert all(a.until_ms == b.from_ms for a, b in pairwise(stretches))
        known = sum(each.until_ms - each.from_ms for each in stretches if each.loss is Loss.NOT_KNOWN)
        assert wait.known_ms is None or known == wait.known_ms - wait.began_ms


def test_where_nothing_beyond_engines_is_needed_nothing_is_followed() -> None:
    assert TeamWaits(load("hamlet")).readers == {}
    assert teams(TeamWaits(load("hamlet"))) == []


def test_the_waits_are_told_the_longest_loss_first_with_their_sum() -> None:
    waits = lived().team_waits
    lines = teams(waits)
    assert len(lines) == 2 + min(TEAMS, len(waits.waits))
    assert lines[0].en.startswith(f"Waiting for professional teams: {len(waits.waits)} needs")
    lost = [
        sum(each.until_ms - each.from_ms for each in waits.stretches(task) if each.loss in LOST)
        for task in waits.waits
    ]
    calls = [
        wait.call
        for _, wait in sorted(zip(lost, waits.waits.values(), strict=True), key=lambda pair: -pair[0])
    ]
    assert f"call {calls[0]}:" in lines[2].en
    assert f"警情 {calls[0]}：" in lines[2].zh
