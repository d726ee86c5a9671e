"""Who asks, who lends and who is let go, from a picture told by hand."""

import pytest
from leagues import EOC, NEIGHBOUR, league
from rooms import plan
from worlds import scenario

from sim.agent.aid import aid_plan
from sim.picture import Picture
from sim.policy.aid import FindAid, Lend
from sim.policy.ask_aid import AID_POLICIES, AskForAid, AutomaticAid, Prepositioned
from sim.record.aid import (
    CommitResource,
    DeploymentStatus,
    ReleaseResource,
    RequestResource,
    RequisitionResource,
    ResponseToRequestResource,
)
from sim.record.facts import CallOver, CallReport, RoadReport, UnitReport
from sim.record.message import Letter
from sim.scenario.aid import Aid
from sim.terms.ids import DISPATCH_CENTRE
from sim.terms.units import MINUTE_MS

M = MINUTE_MS
OURS, HOME, AWAY = 0, 0, 4


class Desk:
    """A post on paper, and what it says."""

    def __init__(self, make, me=DISPATCH_CENTRE, lends=4, **options):
        self.scenario = scenario(league([], lends, demand={"kinds": {}}, **options) | {"demand": DEMAND})
        self.aid = aid_plan(self.scenario, plan(self.scenario))
        self.policy = make(self)
        self.picture = Picture(me)

    def hear(self, *body, at=0):
        self.picture.now_ms = max(self.picture.now_ms, at * M)
        self.picture.learn(Letter(9, at * M, 0, body))

    def says(self, at):
        """Return what it says at a time, in minutes; each is in the picture before the next."""
        self.picture.now_ms = at * M
        given = []
        for order in self.policy.decide(self.picture):
            self.picture.note(order)
            given.append(order)
        return given


DEMAND = {
    "kinds": {
        "fire": {
            "name": {"zh": "火灾", "en": "fire"},
            "run_card": {"engine": 1},
            "severities": [{"id": "only", "needs": {"engine": 1}}],
        }
    }
}


def centre(policy=AskForAid, **options):
    """Return a dispatch centre whose only engine is out."""
    desk = Desk(lambda desk: policy(desk.aid), **options)
    desk.hear(UnitReport(OURS, "on_scene", 1, 99))
    return desk


def office(**options):
    """Return the operations centre of the district, which has been asked for two engines."""
    desk = Desk(lambda desk: FindAid(desk.aid, EOC), me=EOC, **options)
    desk.hear(asks())
    return desk


def lender(**options):
    """Return a neighbour with four engines at home."""
    desk = Desk(lambda desk: Lend(desk.aid, desk.aid.lenders[0]), me=NEIGHBOUR, **options)
    units = desk.aid.lenders[0].units
    desk.hear(*(UnitReport(unit, "in_quarters", AWAY, None) for unit in units))
    return desk


def asks(count=2, number=0, to=EOC, origin=DISPATCH_CENTRE, standing=False):
    return RequestResource(to, origin, number, (("engine", count),), 0, 5, 2, 2, standing)


# --- the dispatch centre --------------------------------------------------------------------------------


def test_nothing_is_asked_for_before_a_call_has_lacked_for_so_long():
    desk = centre()
    desk.hear(CallReport(5, 0, 2, 2))
    assert desk.says(0) == []
    assert desk.says(4) == []
    (order,) = desk.says(5)
    assert (order.to, order.needs, order.call, order.station) == (EOC, (("engine", 1),), 5, 0)


def test_what_is_promised_is_not_asked_for_again_until_it_is_overdue():
    desk = centre()
    desk.hear(CallReport(5, 0, 2, 2))
    desk.says(0), desk.says(5)
    desk.hear(CommitResource(DISPATCH_CENTRE, NEIGHBOUR, 0, (1,)), at=20)
    assert desk.says(60) == []
    (again,) = desk.says(5 + 180)
    assert again.request == 1


def test_only_what_is_lacking_beyond_a_promise_is_asked_for():
    desk = centre()
    for call in (5, 6, 7):
        desk.hear(CallReport(call, 0, 2, 2))
    desk.says(0)
    assert [order.needs for order in desk.says(5)] == [(("engine", 3),)]
    desk.hear(CallReport(8, 0, 2, 2), at=6)
    desk.says(6)
    (more,) = [order for order in desk.says(11) if order.request == 1]
    assert (more.needs, more.call) == ((("engine", 1),), 6)


def test_who_was_declined_asks_again_after_a_while():
    desk = centre()
    desk.hear(CallReport(5, 0, 2, 2))
    desk.says(0), desk.says(5)
    desk.hear(ResponseToRequestResource(DISPATCH_CENTRE, EOC, 0, ()), at=10)
    assert desk.says(20) == []
    (again,) = desk.says(36)
    assert again.request == 1


def test_an_unanswered_request_is_repeated_and_then_placed_directly():
    desk = centre(aid={"direct_after": 1})
    desk.hear(CallReport(5, 0, 2, 2))
    desk.says(0), desk.says(5)
    assert [order.to for order in desk.says(35)] == [EOC]
    assert desk.says(50) == []
    assert [order.to for order in desk.says(66)] == [NEIGHBOUR]


def test_idle_aid_is_let_go_and_told_again_until_it_answers():
    desk = centre()
    desk.hear(UnitReport(1, "standing_by", HOME, None), at=10)
    assert desk.says(100) == []
    assert desk.says(130) == [ReleaseResource(3, 1)]
    assert 1 in desk.picture.aid.releasing
    assert desk.says(140) == []
    assert desk.says(161) == [ReleaseResource(3, 1)]
    desk.hear(DeploymentStatus(1, "released"), at=162)
    assert desk.says(200) == []
    assert 1 not in desk.picture.units


def test_aid_is_not_let_go_while_anything_lacks():
    desk = centre()
    desk.hear(UnitReport(1, "standing_by", AWAY, None))
    desk.hear(RoadReport(3, True))  # it cannot get away
    desk.hear(CallReport(5, 0, 2, 2), at=1)
    assert not [order for order in desk.says(400) if isinstance(order, ReleaseResource)]


def test_a_lack_that_ends_is_forgotten():
    desk = centre()
    desk.hear(CallReport(5, 0, 2, 2))
    desk.says(0)
    desk.hear(UnitReport(OURS, "en_route", 1, 5), at=3)
    assert desk.says(8) == []
    desk.hear(UnitReport(OURS, "stranded", 1, 5), at=9)
    assert desk.says(10) == []  # a new lack
    assert len(desk.says(15)) == 1


def test_a_call_that_is_over_lacks_nothing():
    desk = centre()
    desk.hear(CallReport(5, 0, 2, 2))
    desk.says(0)
    desk.hear(CallOver(5), at=3)
    assert desk.says(8) == []


@pytest.mark.parametrize("name", AID_POLICIES)
def test_a_centre_looks_again_while_anything_is_open_and_then_no_more(name):
    desk = centre(AID_POLICIES[name], aid={"ahead": {"units": 0}})
    desk.says(0)
    assert desk.policy.wait_ms(desk.picture) is None
    desk.hear(CallReport(5, 0, 2, 2), at=1)
    assert desk.policy.wait_ms(desk.picture) == 5 * M


# --- the border, and ahead ------------------------------------------------------------------------------


def test_a_neighbour_is_told_at_once_of_a_call_that_it_reaches_sooner():
    desk = centre(AutomaticAid)
    desk.hear(CallReport(5, 0, 3, 3), UnitReport(OURS, "en_route", 0, 5))
    (order,) = desk.says(0)
    assert (order.to, order.standing, order.call) == (NEIGHBOUR, True, 5)
    assert desk.says(1) == []  # once for each call


def test_a_neighbour_is_not_told_of_a_call_to_which_our_own_are_nearer():
    desk = centre(AutomaticAid)
    desk.hear(CallReport(5, 0, 2, 2), UnitReport(OURS, "en_route", 1, 5))
    assert desk.says(0) == []


def test_a_neighbour_behind_a_closed_road_is_not_told():
    desk = centre(AutomaticAid)
    desk.hear(RoadReport(3, True), CallReport(5, 0, 3, 3))
    assert desk.says(0) == []


def test_the_barest_stations_are_those_that_most_people_depend_on():
    desk = centre(Prepositioned, nodes=7)
    assert desk.policy.barest(3) == [0]
    assert desk.policy.barest(0) == []


def test_what_was_asked_for_ahead_is_kept_until_its_time_is_over():
    desk = centre(Prepositioned, aid={"ahead": {"units": 1, "at": 1, "until": 10}})
    assert desk.says(0) == []
    assert desk.policy.wait_ms(desk.picture) == 60 * M
    (order,) = desk.says(60)
    assert (order.call, order.needs) == (None, (("engine", 1),))
    desk.hear(CommitResource(DISPATCH_CENTRE, NEIGHBOUR, 0, (1,)), at=70)
    desk.hear(UnitReport(1, "standing_by", HOME, None), at=100)
    assert desk.says(599) == []
    assert desk.says(600) == [ReleaseResource(3, 1)]


# --- the operations centre ------------------------------------------------------------------------------


def test_an_office_asks_takes_what_is_needed_and_passes_the_promise_on():
    desk = office()
    (order,) = desk.says(0)
    assert (order.to, order.origin, order.needs) == (NEIGHBOUR, EOC, (("engine", 2),))
    desk.hear(ResponseToRequestResource(EOC, NEIGHBOUR, 0, (1, 2)), at=1)
    assert desk.says(1) == [RequisitionResource(NEIGHBOUR, EOC, 0, (1, 2))]
    desk.hear(CommitResource(EOC, NEIGHBOUR, 0, (1, 2)), at=2)
    passed, over = desk.says(2)
    assert passed == CommitResource(DISPATCH_CENTRE, NEIGHBOUR, 0, (1, 2))
    assert over == ResponseToRequestResource(DISPATCH_CENTRE, EOC, 0, ())
    assert desk.says(3) == []
    assert desk.policy.wait_ms(desk.picture) is None


def test_who_asks_again_is_told_again():
    desk = office()
    desk.says(0)
    desk.hear(ResponseToRequestResource(EOC, NEIGHBOUR, 0, (1, 2)), CommitResource(EOC, NEIGHBOUR, 0, (1, 2)))
    first = desk.says(1)[-2:]
    desk.hear(asks(), at=2)
    assert desk.says(2) == first


def test_a_neighbour_that_does_not_answer_is_passed_over():
    desk = office()
    desk.says(0)
    assert desk.says(29) == []
    assert desk.policy.wait_ms(desk.picture) == 5 * M
    assert desk.says(31) == [ResponseToRequestResource(DISPATCH_CENTRE, EOC, 0, ())]


def test_a_neighbour_that_promises_and_does_not_send_word_is_passed_over():
    desk = office()
    desk.says(0)
    desk.hear(ResponseToRequestResource(EOC, NEIGHBOUR, 0, (1,)), at=1)
    desk.says(1)
    assert desk.says(20) == []
    assert desk.says(32) == [ResponseToRequestResource(DISPATCH_CENTRE, EOC, 0, ())]


def test_a_neighbour_that_had_nothing_a_while_ago_is_not_asked():
    desk = office()
    desk.says(0)
    desk.hear(ResponseToRequestResource(EOC, NEIGHBOUR, 0, ()), at=1)
    assert desk.says(1) == [ResponseToRequestResource(DISPATCH_CENTRE, EOC, 0, ())]
    desk.hear(asks(number=1), at=20)
    assert desk.says(20) == [ResponseToRequestResource(DISPATCH_CENTRE, EOC, 1, ())]
    desk.hear(asks(number=2), at=40)
    assert [order.to for order in desk.says(40)] == [NEIGHBOUR]


def test_an_offer_beyond_the_need_is_not_taken():
    desk = office()
    desk.says(0)
    desk.hear(ResponseToRequestResource(EOC, NEIGHBOUR, 0, (1, 2, 3)), at=1)
    assert desk.says(1) == [RequisitionResource(NEIGHBOUR, EOC, 0, (1, 2))]


def test_nobody_is_asked_to_whom_no_way_is_known():
    desk = Desk(lambda desk: FindAid(desk.aid, EOC), me=EOC)
    desk.hear(RoadReport(1, True), asks())
    assert desk.says(0) == [ResponseToRequestResource(DISPATCH_CENTRE, EOC, 0, ())]


# --- the neighbour --------------------------------------------------------------------------------------


def test_a_neighbour_offers_what_is_beyond_its_reserve():
    desk = lender()
    desk.hear(asks(3, origin=EOC))
    assert desk.says(0) == [ResponseToRequestResource(EOC, NEIGHBOUR, 0, (1, 2))]


def test_a_neighbour_promises_what_is_left_when_it_is_taken_up():
    desk = lender()
    desk.hear(asks(2, origin=EOC), asks(2, number=1, origin=EOC))
    desk.says(0)
    for number in (0, 1):
        desk.hear(RequisitionResource(NEIGHBOUR, EOC, number, (1, 2)), at=1)
    first, second = desk.says(1)
    assert (first.units, second.units) == ((1, 2), ())
    assert desk.picture.aid.lent == {1, 2}


def test_a_neighbour_promises_at_once_under_a_standing_agreement():
    desk = lender()
    desk.hear(asks(1, to=NEIGHBOUR, standing=True))
    assert desk.says(0) == [CommitResource(DISPATCH_CENTRE, NEIGHBOUR, 0, (1,))]


def test_a_neighbour_that_has_promised_says_so_to_whoever_asks():
    desk = lender()
    desk.hear(asks(1, origin=EOC))
    desk.says(0)
    desk.hear(RequisitionResource(NEIGHBOUR, EOC, 0, (1,)))
    desk.says(1)
    desk.hear(asks(1, origin=DISPATCH_CENTRE), at=2)
    assert desk.says(2) == [CommitResource(DISPATCH_CENTRE, NEIGHBOUR, 0, (1,))]


def test_what_has_come_home_can_be_lent_again():
    desk = lender(lends=2)
    desk.picture.aid.lent.add(1)
    desk.hear(asks(1, origin=EOC))
    assert desk.says(0)[0].units == ()
    desk.hear(DeploymentStatus(1, "home"), asks(1, number=1, origin=EOC), at=5)
    assert desk.says(5)[0].units == (1,)
    assert 1 in desk.picture.units


def test_a_neighbour_never_asks_to_look_again():
    desk = lender()
    assert desk.policy.wait_ms(desk.picture) is None


@pytest.mark.parametrize(
    ("keep", "least", "units", "spare"),
    [(0.5, 1, 9, 4), (0.5, 1, 4, 2), (0, 0, 4, 4), (1, 0, 4, 0), (0, 3, 4, 1), (0, 9, 4, 0), (0.34, 0, 3, 1)],
)
def test_a_reserve_is_a_share_or_a_number_whichever_is_more(keep, least, units, spare):
    rules = Aid.model_validate({"keep": keep, "keep_units": least})
    assert rules.spare(units) == spare


def test_word_of_requests_that_a_post_does_not_know_changes_nothing():
    picture = Picture(EOC)
    body = (
        ResponseToRequestResource(EOC, NEIGHBOUR, 7, (1,)),
        RequisitionResource(EOC, NEIGHBOUR, 7, (1,)),
        CommitResource(EOC, NEIGHBOUR, 7, (1,)),
        ReleaseResource(EOC, 1),
    )
    assert not any(picture.learn(Letter(9, 0, 0, (item,))) for item in body)
    assert picture.aid.requests == {}


def test_who_is_let_go_and_answers_that_it_is_not_free_is_counted_on_again():
    desk = centre()
    desk.hear(UnitReport(1, "standing_by", HOME, None), at=10)
    assert len(desk.says(130)) == 1
    assert 1 not in desk.picture.units
    desk.hear(UnitReport(1, "en_route", HOME, 7), at=131)
    assert desk.says(200) == []
    assert 1 in desk.picture.units
    assert desk.picture.aid.releasing == {}


def test_older_word_of_a_unit_that_has_left_does_not_bring_it_back():
    picture = Picture(DISPATCH_CENTRE)
    picture.learn(Letter(9, 10, 0, (UnitReport(1, "standing_by", 0, None),)))
    assert picture.available == {0: [1]}
    picture.learn(Letter(9, 20, 0, (DeploymentStatus(1, "released"),)))
    assert (picture.available, picture.units) == ({}, {})
    assert not picture.learn(Letter(9, 15, 0, (UnitReport(1, "standing_by", 0, None),)))
    assert picture.units == {}
    picture.learn(Letter(9, 30, 0, (UnitReport(1, "standing_by", 0, None),)))
    assert picture.available == {0: [1]}  # lent anew


def test_who_is_on_the_way_says_nothing_that_a_post_must_forget():
    picture = Picture(DISPATCH_CENTRE)
    picture.learn(
        Letter(9, 10, 0, (UnitReport(1, "standing_by", 0, None), DeploymentStatus(1, "checked_in")))
    )
    assert picture.units.keys() == {1}
