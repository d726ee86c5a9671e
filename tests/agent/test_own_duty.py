"""A neighbour with a storm of its own: it lends what its calls leave ready, later, and calls units back."""

from collections import Counter

import pytest
from drills import Tale, call
from leagues import NEIGHBOUR, league, stages
from worlds import kind

from sim.metric.aid_rows import loan_rows
from sim.metric.fold import fold
from sim.metric.lending import ENGAGED, UNANSWERED
from sim.metric.summary import summary
from sim.record.aid import (
    CommitResource,
    LoanChanged,
    ReleaseResource,
    RequestResource,
    ResponseToRequestResource,
)
from sim.record.facts import MessageSent, UnitChanged, UnitReport
from sim.record.own_storm import (
    OwnCallBegan,
    OwnCallEnded,
    OwnDuty,
    OwnLoad,
    RecallNotice,
    RequestWeighed,
)
from sim.terms.ids import DISPATCH_CENTRE, Band
from sim.terms.units import HOUR_MS, MINUTE_MS

M = MINUTE_MS
TWO = [call(0, 1), call(60, 2)]
"""Two calls, and one engine at home, which takes the first."""
LATER = [call(hour * 3600, 1) for hour in range(6, 20)]
"""Calls of five hours each, one an hour."""
DESK = Band.STATION.address(1)
"""The neighbour's duty desk: its station is the second row."""
STILL = {"own_storm": True, "loss": 0, "lag": 0, "lag_spread": 0, "strength_sigma": 0, "weighing_sigma": 0}


def world(ours=TWO, lends=4, aid=None, surge=(0, 0), bearers=False, policy="on-request", **own):
    """Return a league whose neighbour has calls of five hours each, a thousand times as many in a surge."""
    begin, end = surge
    demand = {
        "mode": "historical",
        "kinds": {"fire": kind(work_median=300)},
        "surges": [{"begin": begin, "end": end, "factor": 1000}],
    }
    aid = {**(aid or {}), "neighbours": {**STILL, **own}}
    return league(ours, lends, policy, aid, bearers=bearers) | {"demand": demand}


@pytest.fixture(scope="module")
def hit():
    """Return the tale of a neighbour with several calls an hour all day, which we ask from 6 h on."""
    return Tale(world(LATER, surge=(0, 24), calls=3))


@pytest.fixture(scope="module")
def recalled():
    """Return that of a neighbour that lends two units before its own calls come, from 8 h on."""
    idle = {"idle": 10_000, "ask_again": 30}
    return Tale(world([call(0, 1), call(60, 2), call(61, 2)], aid=idle, surge=(8, 12), calls=6))


def of(tale, what):
    return [(t, fact) for t, fact in tale.all(what)]


# --- its own calls --------------------------------------------------------------------------------------


def test_units_at_own_calls_are_engaged_and_free_again_when_the_work_and_the_ways_are_done(hit):
    began: dict[int, int] = {}
    spans = []
    for t, fact in of(hit, OwnDuty):
        if fact.on:
            began[fact.unit] = t
        else:
            spans.append(t - began.pop(fact.unit))
    assert len(spans) >= 8
    assert set(spans) == {330 * M}


def test_calls_wait_while_nobody_is_at_home_and_are_served_in_their_order(hit):
    served = [fact.number for _, fact in of(hit, OwnDuty) if fact.on]
    assert served == sorted(served) == list(range(len(served)))
    assert len(of(hit, OwnCallBegan)) > len(served)
    assert {fact.number for _, fact in of(hit, OwnCallEnded)} <= set(served)


def test_the_post_is_told_by_messages_how_many_wait_and_who_is_engaged(hit):
    told = [item.waiting for _, receiver, item in hit.told(OwnLoad) if receiver == NEIGHBOUR]
    assert told[:2] == [1, 2]
    assert {fact.sender for _, fact in hit.all(MessageSent) if type(fact.body[0]) is OwnLoad} == {DESK}
    states = {item.status for _, receiver, item in hit.told(UnitReport) if receiver == NEIGHBOUR}
    assert states == {"in_quarters", "unstaffed"}


def test_what_is_engaged_at_home_is_unmanned_in_the_log(hit):
    first, fact = of(hit, OwnDuty)[0]
    assert (first, "unstaffed") in [(t, s.status) for t, s in hit.all(UnitChanged) if s.unit == fact.unit]


def test_a_call_that_units_of_the_tables_cannot_serve_is_none_of_theirs():
    data = world(surge=(0, 24), calls=3)
    needs = [{"id": "only", "needs": {"rescue": 1}}]
    data["demand"]["kinds"]["fire"] = kind(severities=needs, run_card={"engine": 1})
    assert of(Tale(data), OwnCallBegan) == []


def test_it_is_off_unless_a_scenario_asks_for_it():
    found = Tale(world(LATER, surge=(0, 24), calls=3, own_storm=False))
    assert not any(of(found, what) for what in (OwnCallBegan, OwnDuty, RequestWeighed))
    assert found.all(LoanChanged)
    assert "own_storm" not in summary(found.log)


def test_upper_tiers_and_a_world_without_a_policy_have_no_calls_of_their_own():
    assert of(Tale(world(policy="none", surge=(0, 24), calls=3)), OwnCallBegan) == []


# --- its own losses -------------------------------------------------------------------------------------


def test_units_are_lost_to_rain_and_come_back_after_so_long():
    rain = {"id": "s", "begin": 0, "lasts": 20, "lon": 107.0, "lat": 29.0, "depth": 300, "reach": 200}
    data = world(calls=0, loss=5, lost_for=3) | {"hazards": {"rainstorms": [rain]}}
    lost: dict[int, int] = {}
    spans = []
    for t, fact in of(Tale(data), OwnDuty):
        assert fact.number is None
        if fact.on:
            lost[fact.unit] = t
        else:
            spans.append(t - lost.pop(fact.unit))
    assert len(spans) >= 4
    assert set(spans) == {3 * HOUR_MS}


# --- lending --------------------------------------------------------------------------------------------


def test_a_neighbour_whose_units_are_engaged_declines(hit):
    answers = [item.units for _, item in hit.sent_by(NEIGHBOUR) if type(item) is ResponseToRequestResource]
    assert answers
    assert set(answers) == {()}
    assert {ENGAGED} <= {row.why for row in fold(hit.log).lending.rows()} <= {ENGAGED, UNANSWERED}


def weighed_ms(tale):
    """Return how long the first request was weighed, from its coming to the neighbour."""
    weighed, _ = of(tale, RequestWeighed)[0]
    came = min(t for t, receiver, _ in tale.told(RequestResource) if receiver == NEIGHBOUR)
    answer = min(t for t, item in tale.sent_by(NEIGHBOUR) if type(item) is ResponseToRequestResource)
    assert answer == weighed
    return weighed - came


def test_a_neighbour_with_all_at_home_answers_at_once():
    assert weighed_ms(Tale(world(calls=0))) == 0


def test_the_answer_is_the_later_the_more_are_engaged():
    found = Tale(world([call(40_000, 1), call(40_001, 1)], surge=(0, 24), calls=0.05))
    asked, _ = of(found, RequestWeighed)[0]
    duty = [fact for t, fact in of(found, OwnDuty) if t < asked]
    engaged = sum(1 if fact.on else -1 for fact in duty)
    assert 0 < engaged < 4
    assert weighed_ms(found) == pytest.approx(60 * M * engaged / 4, abs=20 * M)


def test_what_standing_agreements_cover_is_not_weighed():
    found = Tale(world([call(0, 3)], policy="automatic", calls=0))
    assert found.all(LoanChanged)
    assert of(found, RequestWeighed) == []


def test_words_over_the_telephone_do_the_same():
    found = Tale(world(LATER, surge=(0, 24), calls=3, bearers=True))
    assert any(receiver == NEIGHBOUR for _, receiver, _ in found.told(OwnLoad))
    answers = [item.units for _, item in found.sent_by(NEIGHBOUR) if type(item) is ResponseToRequestResource]
    assert set(answers) == {()}


def test_who_comes_home_while_own_calls_wait_is_engaged_at_once(recalled):
    home = {unit: next(t for t, s in stages(recalled, unit) if s == "home") for unit in (1, 2)}
    for unit, at_ms in home.items():
        assert (at_ms, True) in [(t, fact.on) for t, fact in of(recalled, OwnDuty) if fact.unit == unit]


# --- calling back ---------------------------------------------------------------------------------------


def test_units_are_called_back_with_notice_when_own_calls_wait_and_come_home(recalled):
    promised = [item.units for _, item in recalled.sent_by(NEIGHBOUR) if type(item) is CommitResource]
    lent = {unit for units in promised for unit in units}
    notices = [(t, item) for t, item in recalled.sent_by(NEIGHBOUR) if type(item) is RecallNotice]
    assert len(lent) == 2
    assert {item.unit for _, item in notices} == lent
    for t, item in notices:
        assert (item.at_ms, item.to) == (t + 60 * M, DISPATCH_CENTRE)
        assert stages(recalled, item.unit)[-1][1] == "home"
        released = next(at for at, stage in stages(recalled, item.unit) if stage == "released")
        assert released >= item.at_ms


def test_nobody_is_called_back_before_own_calls_wait(recalled):
    waits = min(t for t, receiver, item in recalled.told(OwnLoad) if receiver == NEIGHBOUR and item.waiting)
    assert min(t for t, item in recalled.sent_by(NEIGHBOUR) if type(item) is RecallNotice) >= waits


def test_figures_count_what_the_log_tells(recalled):
    told = summary(recalled.log)["own_storm"]
    kinds = Counter(type(fact) for _, _, _, fact in recalled.entries)
    assert told["calls"] == kinds[OwnCallBegan]
    assert told["still_open"] == kinds[OwnCallBegan] - kinds[OwnCallEnded]
    assert told["recalls"] == 2
    notices = {item.unit: t for t, item in recalled.sent_by(NEIGHBOUR) if type(item) is RecallNotice}
    assert sorted(row.recalled_s for row in loan_rows(fold(recalled.log))) == sorted(
        t / 1000 for t in notices.values()
    )


def test_a_notice_is_taken_back_when_nothing_waits_any_more_as_it_ends():
    idle = {"idle": 10_000}
    found = Tale(
        world([call(0, 1), call(60, 2), call(61, 2)], aid=idle, surge=(8, 8.7), calls=1.5, notice=800)
    )
    notices = [item for _, item in found.sent_by(NEIGHBOUR) if type(item) is RecallNotice]
    assert [item.at_ms is None for item in notices].count(True) == len(notices) / 2 >= 1
    assert not [item for _, item in found.sent_by(NEIGHBOUR) if type(item) is ReleaseResource]
    assert summary(found.log)["own_storm"]["recalls"] == 0
