"""The monitor lets sound loans pass, and finds each fault planted in them by the law it breaks."""

import pytest
from leagues import EOC, NEIGHBOUR, league
from worlds import scenario

from sim.metric.invariants import Monitor
from sim.metric.laws.law import LAWS
from sim.record.aid import AidApproved, AidNeeded, LoanChanged, RequestResource, RequisitionResource
from sim.record.facts import (
    CallAnswered,
    CallEnded,
    CallReport,
    CallTaken,
    Dispatch,
    IncidentBegan,
    MessageDelivered,
    MessageSent,
    MoveUp,
    RunEnded,
    UnitChanged,
)
from sim.terms.errors import InvariantBroken
from sim.terms.ids import UnitId, unit_address

WORLD = scenario(
    league(
        [],
        lends=2,
        demand={
            "kinds": {
                "fire": {
                    "name": {"zh": "火灾", "en": "fire"},
                    "run_card": {"engine": 1},
                    "severities": [{"id": "only", "needs": {"engine": 1}}],
                }
            }
        },
    )
)
LENT, OTHER = 1, 2
NEEDS = (("engine", 1),)
HOME, STAGING = 4, 0
WAY_MS = 3_200_000


def asks(standing=False):
    return RequestResource(NEIGHBOUR, EOC, 0, NEEDS, 0, 0, 2, 2, standing)


def loan(stage, unit=LENT, request=0):
    return LoanChanged(unit, request, stage, HOME)


def unit(status, node=HOME, call=None, crew=6, eta_ms=0, number=LENT):
    return UnitChanged(number, status, node, call, crew, eta_ms)


def to(number, order):
    return MessageSent(NEIGHBOUR, unit_address(UnitId(number)), "ideal", (order,))


def sound():
    """Return a sound log as (time, fact): a unit is lent, checks in, serves a call and comes home."""
    dispatch = Dispatch(LENT, 0, 2, 2)
    return [
        (0, unit("in_quarters", 0, crew=0, number=0)),
        (0, unit("in_quarters", crew=0)),
        (0, unit("in_quarters", crew=0, number=OTHER)),
        (0, IncidentBegan(0, 0, 0, 2, 2, NEEDS, 10, 0)),
        (0, MessageSent(0, 1, "ideal", (CallReport(0, 0, 2, 2),))),
        (0, MessageDelivered(4)),
        (0, CallAnswered(0)),
        (0, CallTaken(0)),
        (10, AidNeeded(0, 0, 0, NEEDS)),
        (20, AidApproved(0)),
        (20, MessageSent(EOC, NEIGHBOUR, "ideal", (asks(),))),
        (20, MessageDelivered(10)),
        (30, loan("mustering")),
        (40, to(LENT, MoveUp(LENT, 0))),
        (40, MessageDelivered(13)),
        (40, unit("moving_up", STAGING, eta_ms=WAY_MS)),
        (40, loan("departed")),
        (40 + WAY_MS, unit("standing_by", STAGING)),
        (40 + WAY_MS, loan("checked_in")),
        (50 + WAY_MS, to(LENT, dispatch)),
        (50 + WAY_MS, MessageDelivered(19)),
        (50 + WAY_MS, unit("turning_out", STAGING, 0)),
        (50 + WAY_MS, loan("assigned")),
        (60 + WAY_MS, unit("en_route", 2, 0)),
        (70 + WAY_MS, unit("moving_up", STAGING)),
        (80 + WAY_MS, unit("restoring", STAGING)),
        (90 + WAY_MS, unit("standing_by", STAGING)),
        (90 + WAY_MS, loan("checked_in")),
        (95 + WAY_MS, loan("released")),
        (95 + WAY_MS, unit("moving_up", HOME)),
        (99 + WAY_MS, unit("in_quarters", crew=0)),
        (99 + WAY_MS, loan("home")),
    ]


NAMED = (CallAnswered, CallTaken)


def watch(rows):
    """Let the monitor look at facts; each follows from the one before, a delivery from its sending."""
    monitor = Monitor(WORLD)
    times, facts = zip(*rows, strict=True)
    causes = [
        fact.message
        if isinstance(fact, MessageDelivered)
        else number - 1
        if isinstance(fact, NAMED)
        else None
        for number, fact in enumerate(facts)
    ]
    monitor(0, times, causes, facts)


def with_fact(place, fact):
    rows = sound()
    rows[place] = rows[place][0], fact
    return rows


def upto(place, *facts):
    rows = sound()[:place]
    return [*rows, *((rows[-1][0], fact) for fact in facts)]


ENDED = RunEnded(0)
PLANTED = [
    ("lent", "checked in from nowhere", upto(12, loan("checked_in"))),
    ("lent", "of a unit of ours", upto(12, loan("mustering", unit=0))),
    ("lent", "left twice", upto(17, loan("departed"))),
    ("lent", "released twice", upto(29, loan("released"))),
    ("lent", "for another request", with_fact(16, loan("departed", request=1))),
    ("lent", "at home, and on loan", upto(31, CallEnded(0, "open"), ENDED)),
    ("reserve", "both engines", upto(13, loan("mustering", unit=OTHER))),
    ("agreed", "without a request", upto(10, loan("mustering"))),
    ("agreed", "before the request has come", upto(11, loan("mustering"))),
    ("agreed", "for another request than the one that came", upto(12, loan("mustering", request=3))),
    (
        "agreed",
        "goes where it is not lent",
        upto(12, to(OTHER, MoveUp(OTHER, 0)), MessageDelivered(12), unit("moving_up", STAGING, number=OTHER)),
    ),
    (
        "agreed",
        "serves before it has checked in",
        upto(13, to(LENT, Dispatch(LENT, 0, 2, 2)), MessageDelivered(13), unit("turning_out", HOME, 0)),
    ),
    ("status", "rests at home and stands by", upto(3, unit("restoring", crew=0))),
]


@pytest.mark.parametrize(
    ("law", "fault", "rows"), PLANTED, ids=[f"{law}: {what}" for law, what, _ in PLANTED]
)
def test_each_fault_is_found_by_the_law_it_breaks(law, fault, rows):
    with pytest.raises(InvariantBroken) as caught:
        watch(rows)
    assert str(caught.value).startswith(LAWS[law].en), fault


@pytest.mark.parametrize("length", [12, 16, 19, 28, 32])
def test_a_sound_loan_breaks_no_law(length):
    watch(sound()[:length])


def test_what_is_still_out_at_the_end_breaks_no_law():
    rows = [row for row in sound()[:19] if not isinstance(row[1], IncidentBegan | CallAnswered | CallTaken)]
    rows = [row for row in rows if not isinstance(row[1], MessageSent | MessageDelivered)]
    asked = MessageSent(EOC, NEIGHBOUR, "ideal", (asks(),))
    moves = to(LENT, MoveUp(LENT, 0))
    head = [*rows[:3], (0, asked), (0, MessageDelivered(3)), (0, moves), (0, MessageDelivered(5))]
    watch([*head, *rows[3:], (rows[-1][0], ENDED)])


def test_a_standing_agreement_lets_a_unit_go_straight_to_a_call():
    rows = with_fact(10, MessageSent(EOC, NEIGHBOUR, "ideal", (asks(standing=True),)))[:13]
    order = to(LENT, Dispatch(LENT, 0, 2, 2))
    watch([*rows, (40, order), (40, MessageDelivered(13)), (40, unit("turning_out", HOME, 0))])


def test_what_was_asked_for_stands_when_it_is_taken_up():
    taken = RequisitionResource(NEIGHBOUR, EOC, 0, (LENT,))
    watch([*sound()[:12], (20, MessageSent(EOC, NEIGHBOUR, "ideal", (taken,))), (20, MessageDelivered(12))])


def test_units_of_ours_do_not_rest_where_they_stand_by():
    ours = to(0, MoveUp(0, 1))
    rows = [*sound()[:8], (10, ours), (10, MessageDelivered(8)), (10, unit("moving_up", HOME, number=0))]
    with pytest.raises(InvariantBroken) as caught:
        watch([*rows, (20, unit("restoring", HOME, number=0))])
    assert str(caught.value).startswith(LAWS["place"].en)
