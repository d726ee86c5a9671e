"""Who led is who was told, whichever post sends teams or units or warns: no time is below nothing."""

import math

import pytest
from drills import Tale, call
from lost_centres import EOC, SECOND, lost_centre
from worlds import NOTE, scenario
from yards import AT_ONCE, TYPES, breaks, team, yard

from sim.metric.control import Controls
from sim.metric.exercise import CALL, Posts
from sim.metric.fold import fold
from sim.metric.leaders import dispatchers, leaders, named, of_kind
from sim.metric.people import Crowd
from sim.metric.repair_rows import Chain, chain, damage_rows, repair_summary
from sim.metric.repairs import Repairs
from sim.metric.review.cases import Cases
from sim.record.control import ControlReport
from sim.record.facts import (
    CallAnswered,
    CallReport,
    CallTaken,
    Dispatch,
    IncidentBegan,
    MessageDelivered,
    MessageSent,
    SizeUp,
    UnitReport,
)
from sim.record.hazard_facts import DamageBegan, DamageEased
from sim.record.people import WarningAck, WarningIssued
from sim.record.repair import CrewChanged, DamageReport, WorkOrder
from sim.terms.enums import Party
from sim.terms.ids import DISPATCH_CENTRE, Band
from sim.terms.units import HOUR_MS

FIRST, OTHER, MINDER = (int(Band.POST.address(row)) for row in range(3))
"""The operations centre, its alternate, and the headquarters of the teams."""
TOWN, CREW = int(Band.TOWNSHIP.address(2)), int(Band.CREW.address(0))
SLIDE = DamageBegan(0, "slide", 2, 500, (("road_clearing", HOUR_MS),), None)
WORD = DamageReport(0, "slide", 2, 500, (1, 2), "road_clearing", False)
ORDER = WorkOrder(0, 0, (1, 2))


def posts(*kinds):
    return [
        {"id": f"P{i}", "name_zh": "指挥部", "kind": what, "node": "N00", **NOTE}
        for i, what in enumerate(kinds)
    ]


def led(**changes):
    """Return a line with two operations centres and one team, which hangs on a third post."""
    return scenario(yard([team(post="P2")], posts=posts("eoc", "eoc", "team"), **changes))


def read(reader, *entries):
    """Let what reads a log read entries of (time, fact), numbered from 0."""
    for seq, (t, fact) in enumerate(entries):
        if type(fact) in reader.readers:
            reader.readers[type(fact)](seq, t, fact)
    return reader


def sent(sender, receiver, *body):
    return MessageSent(sender, receiver, "pace", body)


def crew(status, damage=0):
    return CrewChanged(0, status, 1, damage, 2)


def repaired(*entries, headquarters=False):
    """Return what became of a slide that breaks at 0."""
    world = led(repair={**AT_ONCE, "headquarters": headquarters})
    return read(Repairs(world), (0, SLIDE), *entries)


# --- repairs ------------------------------------------------------------------------------------------


def test_damage_is_heard_of_when_the_post_that_sends_the_team_is_told():
    found = repaired(
        (1, sent(TOWN, OTHER, WORD)),
        (10, MessageDelivered(1)),
        (12, sent(OTHER, CREW, ORDER)),
        (20, sent(OTHER, FIRST, WORD)),
        (90, MessageDelivered(4)),
        (95, crew("working")),
    ).damages[0]
    assert (found.seen_ms, found.heard_ms, found.sent.ordered_ms, found.sent.by) == (10, 10, 12, OTHER)
    assert found.told_ms == {OTHER: 10, FIRST: 90}


def test_what_the_other_post_knew_before_does_not_count_for_the_one_that_sent():
    found = repaired(
        (1, sent(TOWN, FIRST, WORD)),
        (10, MessageDelivered(1)),
        (20, sent(FIRST, OTHER, WORD)),
        (50, MessageDelivered(3)),
        (55, sent(OTHER, CREW, ORDER)),
        (60, crew("working")),
    ).damages[0]
    assert (found.seen_ms, found.known_ms, found.heard_ms) == (10, 10, 50)


def test_damage_for_which_nobody_is_sent_is_heard_of_when_any_post_that_leads_is_told():
    found = repaired((1, sent(TOWN, OTHER, WORD)), (10, MessageDelivered(1))).damages[0]
    assert (found.heard_ms, found.needs) == (10, "road_clearing")
    assert repaired((1, sent(TOWN, MINDER, WORD)), (10, MessageDelivered(1))).damages[0].heard_ms is None


def test_a_headquarters_that_sends_by_itself_had_heard_of_it_and_one_that_is_only_told_counts_for_nothing():
    told = (1, sent(TOWN, MINDER, WORD)), (5, MessageDelivered(1)), (7, sent(MINDER, FIRST, WORD))
    later = (30, MessageDelivered(3))
    sends = repaired(*told, later, (8, sent(MINDER, CREW, ORDER)), (9, crew("working")), headquarters=True)
    assert (sends.damages[0].heard_ms, sends.damages[0].sent.by) == (5, MINDER)
    rests = repaired(*told, later, headquarters=True)
    assert (rests.damages[0].seen_ms, rests.damages[0].heard_ms) == (5, 30)


def test_an_order_that_goes_through_a_headquarters_is_one_order_given_when_it_was_decided():
    found = repaired(
        (1, sent(TOWN, FIRST, WORD)),
        (5, MessageDelivered(1)),
        (6, sent(FIRST, MINDER, ORDER)),
        (20, sent(MINDER, CREW, ORDER)),
        (30, crew("mustering")),
        (90, crew("working")),
        headquarters=True,
    )
    errand = found.damages[0].sent
    assert (errand.ordered_ms, errand.by, errand.taken_ms) == (6, FIRST, 30)
    assert found.crews[0].orders == 1


def test_the_parts_add_up_to_the_time_until_the_first_step_is_done_whoever_led():
    found = repaired(
        (1, sent(TOWN, OTHER, WORD)),
        (10, MessageDelivered(1)),
        (12, sent(OTHER, CREW, ORDER)),
        (14, crew("mustering")),
        (20, crew("en_route")),
        (40, crew("surveying")),
        (44, crew("working")),
        (60, DamageEased(0, 1)),
        (70, sent(OTHER, FIRST, WORD)),
        (80, MessageDelivered(9)),
    ).damages[0]
    parts = [hours * HOUR_MS for hours in chain(found)]
    assert parts == pytest.approx([10, 0, 2, 2, 6, 20, 0, 4, 16], abs=1e-6)
    assert math.fsum(parts) == pytest.approx(found.eased_ms)


# --- a world in which the alternate leads -------------------------------------------------------------------


@pytest.fixture(scope="module")
def tale():
    """The centre is lost from the third hour to the eighth; a road breaks while the alternate leads."""
    data = lost_centre([call(5 * 3600, 2)], all=True, watch=5)
    data |= {
        "teams": [team(node=3, ready_min=10)],
        "team_types": TYPES,
        "repair": AT_ONCE,
        "hazards": {"injects": [breaks(3, 6)]},
    }
    return Tale(data)


def test_no_part_of_a_repair_is_below_nothing_and_each_order_follows_its_word(tale):
    found = fold(tale.log)
    while_away = [row for row in found.repairs.damages if row.sent.by == SECOND]
    assert while_away, "the alternate sends a team"
    for row in damage_rows(found):
        assert not [name for name in Chain._fields if getattr(row, name) < 0]
    assert all(row.heard_ms <= row.sent.ordered_ms for row in found.repairs.damages if row.first is not None)
    assert all(not hours < 0 for hours in repair_summary(found)["chain_mean_h"].values())


def test_the_centre_that_was_away_hears_of_it_later_or_never(tale):
    (row,) = [row for row in fold(tale.log).repairs.damages if row.sent.by == SECOND]
    assert row.heard_ms == row.told_ms[SECOND]
    assert row.told_ms.get(EOC, math.inf) > row.told_ms[SECOND]


# --- whom else it concerns ----------------------------------------------------------------------------------


def test_leaders_are_the_operations_centres_and_without_any_the_dispatch_centre():
    assert leaders(led()) == {FIRST, OTHER}
    assert leaders(scenario()) == {DISPATCH_CENTRE}


def test_posts_are_found_by_kind_and_by_id_in_the_order_of_the_table():
    world = led()
    assert of_kind(world, Party.EOC) == [FIRST, OTHER]
    assert of_kind(world, Party.NEIGHBOUR) == []
    assert named(world, "P2", "P0", None) == [FIRST, MINDER]
    assert named(world, None) == []


def test_dispatchers_are_the_dispatch_centre_and_the_second_one_where_there_is_one():
    assert dispatchers(scenario()) == {DISPATCH_CENTRE}
    assert dispatchers(second()) == {DISPATCH_CENTRE, OTHER}


def second():
    """Return a line with a second dispatch centre."""
    return scenario(
        yard(comms="bearers", posts=posts("eoc", "dispatch_centre", "team"), standby={"post": "P1"})
    )


def test_a_warning_is_confirmed_to_whichever_post_leads():
    world = led(warning={"variant": "chain", "scripted": [{"colour": "red", "at": 1}]})
    found = read(
        Crowd(world),
        (1, WarningIssued(0, "red", 0, True)),
        (2, sent(TOWN, OTHER, WarningAck(0, TOWN))),
        (9, MessageDelivered(1)),
        (20, sent(TOWN, MINDER, WarningAck(0, TOWN + 1))),
        (30, MessageDelivered(3)),
    )
    assert found.issued[0].confirmed_ms == {TOWN: 9}


def test_a_measure_is_known_to_be_done_to_whichever_post_leads():
    order = {"id": "stop", "measure": "stop", "colour": "orange", "sector": "school"}
    warned = {"variant": "chain", "scripted": [{"colour": "red", "at": 1}]}
    world = led(control={"on": True, "orders": [order]}, warning=warned)
    told = ControlReport(0, 2, TOWN, True, True, 0)
    found = read(Controls(world), (1, sent(TOWN, OTHER, told)), (9, MessageDelivered(0)))
    assert found.given[0].done == {TOWN: 9}


def taken_by(receiver):
    """Return entries of a call of which one centre is told, and which it takes and answers."""
    return [
        (0, None, IncidentBegan(0, 0, 0, 2, 2, (("engine", 1),), 60, 60)),
        (1, 0, sent(0, receiver, CallReport(0, 0, 2, 2))),
        (5, 1, MessageDelivered(1, "fixed")),
        (6, 2, CallAnswered(0)),
        (9, 3, CallTaken(0)),
        (10, 4, sent(receiver, 2, Dispatch(0, 0, 2, 2))),
        (11, 5, MessageDelivered(5, "fixed")),
        (12, None, sent(2, receiver, SizeUp(0, (("engine", 1),)), UnitReport(0, "in_quarters", 2, None))),
        (20, 7, MessageDelivered(7, "fixed")),
    ]


def batch(sink, entries):
    sink(0, [t for t, _, _ in entries], [cause for _, cause, _ in entries], [fact for _, _, fact in entries])
    return sink


@pytest.mark.parametrize("receiver", [DISPATCH_CENTRE, OTHER])
def test_a_review_knows_what_whichever_dispatch_centre_was_told(receiver):
    found = batch(Cases(second()), taken_by(receiver))
    (case,) = found.cases
    assert (case.taker, case.centre_ms, case.sized_ms) == (receiver, 5, 20)
    assert found.boards.told[0].at(25) == 2


@pytest.mark.parametrize("receiver", [DISPATCH_CENTRE, OTHER])
def test_a_call_is_to_be_decided_on_by_the_dispatch_centre_that_took_it(receiver):
    found = batch(Posts(), taken_by(receiver))
    assert [(c.what, c.known_ms, c.decided_ms) for c in found.of(receiver).choices] == [(CALL, 9, 10)]
    others = {DISPATCH_CENTRE, OTHER} - {receiver}
    assert not any(found.of(other).choices for other in others)
