"""Span of control and joint duty: both change nothing unless they are on."""

import pytest
from drills import Tale, call
from test_response_levels import district

from sim.record.response import ConsultationEnded, DeskServed, DutyBrief, LevelDecided
from sim.scenario.response import Desks, Response
from sim.terms.units import MINUTE_MS

STAFF = {"on": True, "desks": 1, "service": 10, "law": "fixed"}
YELLOW = ({"colour": "yellow", "at": 1},)
REPORTS = {"reports": {"begin": 0, "end": 24}}


def tale(**response):
    return Tale(district([call(600, 1)], warnings=YELLOW, bearers=REPORTS, **response))


def served(told):
    return [(t, fact.waited_ms) for t, fact in told.all(DeskServed)]


@pytest.fixture(scope="module")
def usual():
    return tale(staff=STAFF)


def test_within_the_span_nothing_is_slowed():
    rules = Desks.model_validate_json('{"desks": 2, "slow": 1}')
    assert [rules.slowed(reports) for reports in (0, 5, 10)] == [1, 1, 1]


def test_beyond_it_messages_take_longer_by_as_much_as_is_said():
    rules = Desks.model_validate_json('{"desks": 2, "slow": 1, "span": 5}')
    assert [rules.slowed(reports) for reports in (15, 20)] == [1.5, 2]


def test_by_default_nobody_is_slowed_however_many_report():
    assert Desks().slowed(10_000) == 1
    assert not Response().joint.on


def test_too_many_reports_slow_the_staff_and_with_it_the_level(usual):
    slow = tale(staff={**STAFF, "span": 1, "slow": 1})
    assert served(slow)[-1][1] > served(usual)[-1][1]
    assert slow.all(LevelDecided)[0][0] >= usual.all(LevelDecided)[0][0]


def test_a_wide_span_leaves_all_as_it_was(usual):
    assert served(tale(staff={**STAFF, "span": 50, "slow": 1})) == served(usual)


def test_who_has_an_officer_in_the_room_is_read_sooner(usual):
    joint = tale(staff=STAFF, joint={"on": True, "reading": 0})
    briefed = [t for t, to, _ in joint.told(DutyBrief)]
    assert briefed
    at_once, queued = served(joint)[5], served(usual)[5]
    assert at_once[1] == queued[1]  # both waited alike for somebody to be free
    assert queued[0] - at_once[0] == 10 * MINUTE_MS


def test_members_who_sit_together_need_not_be_called():
    took = []
    for on in (False, True):
        told = tale(joint={"on": on}, consultation={"assemble": 15, "lasts": 30})
        took.append(told.all(ConsultationEnded)[0][0] - told.all(LevelDecided)[0][0])
    assert took[0] - took[1] == 10 * MINUTE_MS
