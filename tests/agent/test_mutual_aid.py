"""Aid from a neighbour, from the lack to the way home, to the millisecond on a line."""

from itertools import pairwise

import pytest
from drills import LINK_MS, OUT_MS, TAKEN_MS, Tale, call, cut, world
from leagues import EOC, NEIGHBOUR, league, stages
from worlds import kind

from sim.record.aid import (
    AidApproved,
    AidNeeded,
    CommitResource,
    DeploymentStatus,
    LoanChanged,
    ReleaseResource,
    RequestResource,
    RequisitionResource,
    ResponseToRequestResource,
)
from sim.record.facts import Dispatch, MessageSent, MoveUp, UnitReport
from sim.terms.ids import DISPATCH_CENTRE, UnitId, unit_address
from sim.terms.units import HOUR_MS, MINUTE_MS

M = MINUTE_MS
TWO = [call(0, 1), call(60, 2)]
"""Two calls, and one engine at home, which takes the first."""
OURS, FIRST, SECOND = 0, 1, 2
"""Our engine, and those of the neighbour."""


@pytest.fixture(scope="module")
def tale():
    """Return the tale of a call that aid serves."""
    return Tale(league(TWO, horizon=1))


@pytest.fixture(scope="module")
def carried():
    """Return the same where messages travel by telephone."""
    return Tale(league(TWO, bearers=True))


def kinds_sent(tale):
    """Return the kinds of messages about aid, in the order of sending, without repeats."""
    about = (RequestResource, ResponseToRequestResource, RequisitionResource, CommitResource)
    return [
        (type(item).__name__, receiver)
        for _, fact in tale.all(MessageSent)
        for item, receiver in [(fact.body[0], fact.receiver)]
        if isinstance(item, about)
    ]


def test_a_lack_is_told_up_approved_offered_taken_promised_and_passed_on(tale):
    assert kinds_sent(tale)[:6] == [
        ("RequestResource", EOC),
        ("RequestResource", NEIGHBOUR),
        ("ResponseToRequestResource", EOC),
        ("RequisitionResource", NEIGHBOUR),
        ("CommitResource", EOC),
        ("CommitResource", DISPATCH_CENTRE),
    ]


def test_the_centre_asks_when_a_call_has_lacked_for_so_long(tale):
    ((t, need),) = tale.all(AidNeeded)
    assert (need.request, need.call, need.needs) == (0, 1, (("engine", 1),))
    assert 0 <= t - (60_000 + TAKEN_MS + 5 * M) <= 5 * M  # it looks once in 5 min


def test_approval_and_assembly_take_what_is_drawn_for_them(tale):
    asked = tale.all(AidNeeded)[0][0]
    approved = tale.all(AidApproved)[0][0]
    assert approved - asked == 10 * M
    assert stages(tale, FIRST)[0] == (approved, "mustering")
    assert stages(tale, FIRST)[1] == (approved + 20 * M, "departed")


def test_a_unit_checks_in_at_our_station_is_assigned_goes_back_there_and_comes_home(tale):
    left = stages(tale, FIRST)[1][0]
    names = [stage for _, stage in stages(tale, FIRST)]
    assert names == ["mustering", "departed", "checked_in", "assigned", "checked_in", "released", "home"]
    checked_in = stages(tale, FIRST)[2][0]
    assert checked_in == left + 4 * LINK_MS
    assert tale.first(FIRST, "on_scene") == checked_in + OUT_MS + 2 * LINK_MS


def test_aid_that_stands_by_idle_is_released_after_so_long(tale):
    *_, (back, _), (released, _), _ = stages(tale, FIRST)
    assert 120 * M <= released - back <= 126 * M
    (order,) = [item for _, _, item in tale.told(ReleaseResource)]
    assert order.unit == FIRST


def test_crews_rest_where_they_stand_by(tale):
    way = [status for _, status in tale.way(FIRST)]
    assert way[way.index("on_scene") :][:4] == ["on_scene", "moving_up", "restoring", "standing_by"]
    assert tale.first(FIRST, "standing_by", 1) - tale.first(FIRST, "restoring") == 20 * M


def test_the_centre_hears_of_a_unit_only_while_it_is_on_loan(tale):
    told = [
        (t, item.status)
        for t, receiver, item in tale.told(UnitReport)
        if receiver == DISPATCH_CENTRE and item.unit == FIRST
    ]
    checked_in, released = (
        next(t for t, s in stages(tale, FIRST) if s == what) for what in ("checked_in", "released")
    )
    assert min(told)[0] == checked_in
    assert max(told)[0] < released


def test_the_centre_gives_no_order_to_units_that_have_not_checked_in(tale):
    ordered = [(t, item.unit) for t, item in tale.sent_by(DISPATCH_CENTRE) if isinstance(item, Dispatch)]
    checked_in = stages(tale, FIRST)[2][0]
    assert {unit for _, unit in ordered} == {OURS, FIRST}
    assert all(t >= checked_in for t, unit in ordered if unit == FIRST)


def test_every_stage_of_a_loan_names_what_it_follows_from(tale):
    causes = [cause for _, _, cause, fact in tale.entries if isinstance(fact, LoanChanged)]
    assert None not in causes


def test_what_is_kept_is_never_lent(tale):
    assert stages(tale, SECOND) == []


def test_aid_travels_by_telephone_as_well(carried, tale):
    assert [stage for _, stage in stages(carried, FIRST)] == [stage for _, stage in stages(tale, FIRST)]
    asked, approved = carried.all(AidNeeded)[0][0], carried.all(AidApproved)[0][0]
    assert approved > asked + 10 * M  # the words take time to say


def test_without_a_policy_nobody_lends():
    found = Tale(league(TWO, policy="none"))
    assert not found.all(AidNeeded)
    assert not found.way(FIRST)


# --- what goes wrong ----------------------------------------------------------------------------------------


def test_a_neighbour_with_its_reserve_alone_declines():
    found = Tale(league(TWO, lends=1, horizon=0.2))
    answers = [item.units for _, _, item in found.told(ResponseToRequestResource) if item.origin == NEIGHBOUR]
    assert set(answers) == {()}
    assert not found.all(LoanChanged)
    asked = [t for t, _ in found.all(AidNeeded)]
    assert all(b - a >= 30 * M for a, b in pairwise(asked))
    assert len(asked) > 1


def test_a_unit_that_meets_a_closed_road_stays_out_until_it_opens():
    data = league(TWO, cuts=[cut(1, 3000, until_s=6 * 3600)], horizon=1)
    found = Tale(data)
    assert "stranded" in [status for _, status in found.way(FIRST)]
    checked_in = next(t for t, stage in stages(found, FIRST) if stage == "checked_in")
    assert checked_in > 6 * HOUR_MS


def test_what_is_still_out_at_the_end_is_not_home():
    found = Tale(league(TWO, horizon=0.1))
    assert [stage for _, stage in stages(found, FIRST)][-1] in ("checked_in", "assigned", "departed")


def silent_eoc(**aid):
    """Return a league whose operations centre has no telephone, and to which nobody runs."""
    pace = {"dispatch_centre": ["fixed", "cellular"]}
    return league(TWO, bearers=True, aid=aid, carries={"eoc": ("beidou",)}, pace=pace, horizon=0.3)


def test_a_silent_operations_centre_is_asked_again_and_nothing_is_approved():
    found = Tale(silent_eoc())
    asked = [t for t, receiver, item in found.told(RequestResource) if (receiver, item.request) == (EOC, 0)]
    assert len(asked) > 1
    assert all(b - a >= 30 * M for a, b in pairwise(asked))
    assert not found.all(AidApproved)
    assert not found.all(LoanChanged)


def test_a_silent_operations_centre_is_passed_over_where_the_rules_say_so():
    found = Tale(silent_eoc(direct_after=1))
    direct = [(t, item) for t, receiver, item in found.told(RequestResource) if receiver == NEIGHBOUR]
    asked = found.all(AidNeeded)[0][0]
    assert direct[0][0] - asked >= HOUR_MS
    assert direct[0][1].origin == DISPATCH_CENTRE
    assert not found.all(AidApproved)
    assert "checked_in" in [stage for _, stage in stages(found, FIRST)]


# --- the other policies -------------------------------------------------------------------------------------


def test_a_standing_agreement_sends_a_neighbour_straight_to_calls_near_the_border():
    found = Tale(league([call(0, 3)], policy="automatic", horizon=0.2, kinds={"fire": kind()}))
    ((_, need),) = found.all(AidNeeded)
    assert need.standing
    assert not found.all(AidApproved)
    assert found.first(FIRST, "on_scene") == TAKEN_MS + OUT_MS + LINK_MS
    assert [stage for _, stage in stages(found, FIRST)] == ["mustering", "assigned", "released", "home"]
    assert found.told(MoveUp) == []


def test_a_standing_agreement_ends_where_the_belt_does():
    found = Tale(league([call(0, 1)], policy="automatic", horizon=0.2))
    assert not found.all(AidNeeded)
    near = Tale(league([call(0, 3)], policy="automatic", horizon=0.2, aid={"belt": 5}))
    assert not near.all(AidNeeded)


def test_a_standing_agreement_sends_nobody_where_our_own_are_nearer():
    found = Tale(league([call(0, 2)], policy="automatic", nodes=6, horizon=0.2, aid={"belt": 1000}))
    assert not found.all(AidNeeded)


def test_a_unit_under_a_standing_agreement_turns_back_when_it_is_not_needed():
    found = Tale(
        league([call(0, 4)], policy="automatic", nodes=8, home=2, horizon=0.2, kinds={"fire": kind()})
    )
    homes = [stages(found, unit)[-1][1] for unit in (2, 3) if stages(found, unit)]
    assert homes == ["home"]


def test_aid_asked_for_ahead_stands_by_before_anybody_calls():
    found = Tale(
        league([call(20_000, 1)], lends=4, policy="pre-positioned", aid={"ahead": {"units": 1, "at": 0.5}})
    )
    (t, need), *_ = found.all(AidNeeded)
    assert (t, need.call) == (HOUR_MS // 2, None)
    unit = found.all(LoanChanged)[0][1].unit
    assert [stage for _, stage in stages(found, unit)][:3] == ["mustering", "departed", "checked_in"]
    assert stages(found, unit)[-1][1] != "released"


def test_aid_asked_for_ahead_goes_home_when_its_time_is_over():
    aid = {"ahead": {"units": 1, "at": 0, "until": 5}, "idle": 30}
    found = Tale(league([call(80_000, 1)], lends=4, policy="pre-positioned", aid=aid))
    unit = found.all(LoanChanged)[0][1].unit
    released = next(t for t, stage in stages(found, unit) if stage == "released")
    assert 5 * HOUR_MS <= released <= 5.2 * HOUR_MS
    assert stages(found, unit)[-1][1] == "home"


def test_all_policies_meet_the_same_delays():
    drawn = {"approval_sigma": 0.86, "assembly_sigma": 0.59, "belt": 1}
    tales = [Tale(league(TWO, policy=name, aid=drawn, horizon=0.5)) for name in ("on-request", "automatic")]
    waits = []
    for tale in tales:
        (began, _), (left, _), *_ = stages(tale, FIRST)
        waits.append((tale.all(AidApproved)[0][0] - tale.all(AidNeeded)[0][0], left - began))
    assert waits[0] == waits[1] != (10 * M, 20 * M)


# --- who obeys whom -----------------------------------------------------------------------------------------


def test_coverage_does_not_send_aid_home_from_where_it_checked_in():
    found = Tale(league(TWO, horizon=0.4), policy="coverage")
    moves = [item for _, item in found.sent_by(DISPATCH_CENTRE) if isinstance(item, MoveUp)]
    assert all(item.unit != FIRST for item in moves)
    assert "assigned" in [stage for _, stage in stages(found, FIRST)]


def test_units_that_the_same_centre_sends_as_its_own_need_no_loan():
    data = league(TWO, policy="none", horizon=0.2)
    data["forces"] = {**data["forces"], "neighbours": True}
    found = Tale(data)
    assert found.way(FIRST)
    assert not found.all(LoanChanged)


def test_a_neighbour_whose_crew_is_too_small_sends_nobody():
    data = league(TWO, horizon=0.2)
    next(row for row in data["stations"] if row["kind"] == "neighbour")["crew"] = 4
    found = Tale(data)
    assert {stage for unit in (1, 2) for _, stage in stages(found, unit)} <= {
        *("mustering", "departed", "checked_in", "assigned", "home")
    }


def test_who_says_that_it_is_home_is_no_more_counted_on():
    found = Tale(league(TWO, horizon=1))
    ends = [
        (receiver, item.stage) for _, receiver, item in found.told(DeploymentStatus) if item.unit == FIRST
    ]
    assert ends == [(DISPATCH_CENTRE, "released"), (NEIGHBOUR, "released"), (NEIGHBOUR, "home")]


def test_the_world_of_a_test_has_no_aid_by_itself():
    found = Tale(world(TWO))
    assert not found.all(AidNeeded)
    assert unit_address(UnitId(FIRST)) == 3
