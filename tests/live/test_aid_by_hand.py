"""A neighbour's seat answers, the centre asks, the operations centre finds: by the protocol, by hand."""

from functools import cache

import pytest
from drills import call
from hands import came, facts, fill, sat, wait
from leagues import EOC, NEIGHBOUR, league
from tiers_above import tiered
from worlds import scenario

from sim.live.session import Refused
from sim.record.aid import (
    AidApproved,
    AidNeeded,
    AidOrdered,
    CommitResource,
    LoanChanged,
    RequestResource,
    ResponseToRequestResource,
)
from sim.run import run_again
from sim.terms.ids import DISPATCH_CENTRE, Band

CITY, COUNTY = Band.POST.address(2), Band.POST.address(3)
SOON = 0.45
"""Hours until the neighbour has been asked, and its answer is still waited for."""
LENT = 1
"""A unit of the neighbour's; 0 is ours."""


@cache
def world(bearers=True, lends=2):
    return scenario(league([call(60, 0), call(120, 0)], bearers=bearers, lends=lends))


def same_again(session):
    log = session.finish()
    assert run_again(log).digest == log.digest
    return log


def test_a_neighbour_offers_and_promises_and_its_units_come():
    session = sat(world(), NEIGHBOUR)
    wait(session, SOON)
    view = session.world.picture(NEIGHBOUR).aid.requests[0]
    assert not view.answered
    assert not facts(session, LoanChanged)
    fill(session, NEIGHBOUR, "rrr", request=0, units=[LENT])
    wait(session, 0.1)
    assert view.wanted == (LENT,)  # the operations centre, played by its policy, calls for what was offered
    fill(session, NEIGHBOUR, "cr", request=0, units=[LENT])
    wait(session, 6)
    assert {f.stage for _, f in facts(session, LoanChanged)} >= {"mustering", "departed"}
    assert came(session, DISPATCH_CENTRE, CommitResource)[0].units == (LENT,)
    with pytest.raises(Refused):
        fill(session, NEIGHBOUR, "cr", request=0, units=[2])  # once for each request
    same_again(session)


def test_who_refuses_sends_nobody_and_the_centre_hears_that_there_is_no_more():
    session = sat(world(), NEIGHBOUR)
    wait(session, SOON)
    fill(session, NEIGHBOUR, "rrr", request=0, units=[])
    wait(session, SOON)
    assert not facts(session, LoanChanged)
    assert came(session, DISPATCH_CENTRE, ResponseToRequestResource)
    assert session.world.picture(DISPATCH_CENTRE).aid.requests[0].over
    same_again(session)


@pytest.mark.parametrize(
    "form",
    [
        ("cr", {"request": 0, "units": [0]}),  # not its own
        ("cr", {"request": 0, "units": [LENT, LENT]}),
        ("cr", {"request": 7, "units": [LENT]}),
        ("cr", {"request": 0, "units": "all"}),
        ("rrr", {"request": 0, "units": [9]}),
        ("rel", {"unit": LENT}),  # it is not lent
        ("rr", {"request": 0, "to": NEIGHBOUR, "needs": {"engine": 1}}),
        ("dispatch", {"unit": LENT, "call": 0}),
    ],
)
def test_a_neighbour_can_promise_nothing_that_it_has_not(form):
    session = sat(world(), NEIGHBOUR)
    wait(session, SOON)
    with pytest.raises(Refused):
        fill(session, NEIGHBOUR, form[0], **form[1])


def test_a_neighbour_that_calls_a_unit_back_still_knows_it_and_it_comes_home():
    session = sat(world(), NEIGHBOUR)
    wait(session, SOON)
    fill(session, NEIGHBOUR, "cr", request=0, units=[LENT])
    wait(session, 0.5)
    fill(session, NEIGHBOUR, "rel", unit=LENT)
    assert LENT in session.world.picture(NEIGHBOUR).units
    wait(session, 0.1)
    assert [f.stage for _, f in facts(session, LoanChanged)][-1] == "released"
    wait(session, 4)
    assert [f.stage for _, f in facts(session, LoanChanged)][-1] == "home"
    assert not session.world.picture(NEIGHBOUR).aid.lent
    same_again(session)


def test_a_seat_handed_back_is_played_by_the_policy_which_answers_at_once():
    session = sat(world(True), NEIGHBOUR)
    wait(session, SOON)
    assert not facts(session, LoanChanged)
    session.give_back(NEIGHBOUR)
    wait(session, 0.1)
    assert facts(session, LoanChanged) or session.world.picture(NEIGHBOUR).aid.requests[0].answered
    session.take(NEIGHBOUR)
    wait(session, SOON)
    same_again(session)


def test_people_at_centre_and_operations_centre_ask_find_and_release():
    session = sat(world(), DISPATCH_CENTRE, EOC)
    wait(session, 0.2)
    fill(session, DISPATCH_CENTRE, "rr", call=1, station=0, needs={"engine": 1})
    assert [f.request for _, f in facts(session, AidNeeded)] == [0]
    wait(session, 0.5)
    assert facts(session, AidApproved)
    assert not came(session, NEIGHBOUR, RequestResource)  # nobody at the operations centre has asked yet
    fill(session, EOC, "rr", request=0, to=NEIGHBOUR, needs={"engine": 1})
    with pytest.raises(Refused):
        fill(session, EOC, "rr", request=0, to=NEIGHBOUR, needs={"engine": 1})
    wait(session, 0.1)
    offer = session.world.picture(EOC).aid.requests[0].offered[NEIGHBOUR]
    fill(session, EOC, "rqr", request=0, to=NEIGHBOUR, units=list(offer))
    wait(session, 0.1)
    fill(session, EOC, "cr", request=0, by=NEIGHBOUR)
    fill(session, EOC, "rrr", request=0, units=[])
    wait(session, 6)
    centre = session.world.picture(DISPATCH_CENTRE)
    assert centre.aid.requests[0].coming == list(offer)
    assert offer[0] in centre.units
    fill(session, DISPATCH_CENTRE, "rel", unit=offer[0])
    wait(session, 5)
    assert [f.stage for _, f in facts(session, LoanChanged)][-1] == "home"
    same_again(session)


@pytest.mark.parametrize(
    "form",
    [
        {"call": 99, "station": 0, "needs": {"engine": 1}},
        {"call": 1, "station": 9, "needs": {"engine": 1}},
        {"call": 1, "station": 0, "needs": {"airship": 1}},
        {"call": 1, "station": 0, "needs": {"engine": 0}},
        {"call": 1, "station": 0, "needs": 3},
        {"call": 1, "station": 0, "to": EOC, "needs": {"engine": 1}},
        {"station": 0, "to": NEIGHBOUR, "needs": {"engine": 1}},
    ],
)
def test_the_centre_asks_for_nothing_that_nobody_has_or_knows(form):
    session = sat(world(), DISPATCH_CENTRE)
    wait(session, 0.2)
    with pytest.raises(Refused):
        fill(session, DISPATCH_CENTRE, "rr", **form)


def test_a_call_under_a_standing_agreement_goes_straight_to_the_neighbour():
    session = sat(world(), DISPATCH_CENTRE)
    wait(session, 0.2)
    fill(session, DISPATCH_CENTRE, "rr", call=1, station=0, needs={"engine": 1}, to=NEIGHBOUR)
    wait(session, 0.2)
    assert facts(session, LoanChanged)
    session.give_back(DISPATCH_CENTRE)
    wait(session, 4)
    same_again(session)


@pytest.mark.parametrize(("kind", "form"), [
    ("rqr", {"request": 0, "to": NEIGHBOUR, "units": [LENT]}),
    ("cr", {"request": 0, "by": NEIGHBOUR}),
    ("rrr", {"request": 0, "units": [LENT]}),
    ("rr", {"request": 0, "to": 5, "needs": {"engine": 1}}),
    ("rqr", {"request": 3, "to": NEIGHBOUR, "units": []}),
])  # fmt: skip
def test_the_operations_centre_takes_and_passes_on_nothing_that_was_not_offered(kind, form):
    session = sat(world(), EOC)
    wait(session, SOON)
    with pytest.raises(Refused):
        fill(session, EOC, kind, **form)


def test_an_upper_tier_orders_a_neighbour_by_hand_once():
    data = tiered([call(60, 0), call(120, 0), call(180, 0)], upper={"orders": True}, lends=2, bearers=True)
    session = sat(scenario(data), CITY)
    wait(session, 6)
    assert 0 in session.world.picture(CITY).aid.requests
    fill(session, CITY, "ao", request=0, to=COUNTY, needs={"engine": 1})
    with pytest.raises(Refused):
        fill(session, CITY, "ao", request=0, to=COUNTY, needs={"engine": 1})
    wait(session, 1)
    assert came(session, COUNTY, AidOrdered)
    same_again(session)
