"""A second dispatch centre where response levels are on: it hears of levels, and sits in the meetings."""

import pytest
from drills import Tale, call, world
from leagues import post
from worlds import connected

from sim.record.response import ConsultationEnded, DutyBrief, LevelKnown
from sim.record.standby import CentreMoved
from sim.terms.ids import DISPATCH_CENTRE, Band
from sim.terms.units import HOUR_MS

SECOND = Band.POST.address(1)
CARRIES = {"eoc": ("fixed", "cellular")}
WARNED = {
    "variant": "centre",
    "scripted": [{"colour": "yellow", "at": 2}, {"colour": "red", "at": 2.5}],
}


@pytest.fixture(scope="module")
def lost():
    """The first centre is lost from the first hour to the fourth, and the level rises meanwhile."""
    data = connected(world([call(600, 1)], {0: 2, 4: 1}), CARRIES, (), None, 0, 0)
    data["posts"].append(post("DC2", "dispatch_centre", 4))
    data["standby"] = {"post": "DC2", "lost": [{"at": 1, "until": 4}]}
    data["response"] = {"levels": True, "consultation": {"assemble": 5, "lasts": 10, "interval": 2}}
    data["warning"] = WARNED
    return Tale(data)


def test_the_second_centre_hears_of_the_levels_that_are_decided_while_it_commands(lost):
    taken_ms, back_ms = (t for t, _ in lost.all(CentreMoved))
    heard = [(t, fact.level) for t, fact in lost.all(LevelKnown) if fact.address == SECOND]
    assert [level for _, level in heard] == [4, 2]
    assert all(taken_ms < t < back_ms for t, _ in heard)


def test_in_a_meeting_the_seat_of_the_dispatch_centre_is_taken_by_the_one_that_commands(lost):
    rounds = [fact for t, fact in lost.all(ConsultationEnded) if t < 4 * HOUR_MS]
    assert rounds
    assert all(fact.present == (DISPATCH_CENTRE,) and fact.held for fact in rounds)


def test_whoever_sits_there_briefs_the_district_from_its_own_picture(lost):
    taken_ms, back_ms = (t for t, _ in lost.all(CentreMoved))
    by_second = [t for t, item in lost.sent_by(SECOND) if type(item) is DutyBrief]
    assert by_second
    assert all(taken_ms < t < back_ms for t in by_second)
    by_first = [t for t, item in lost.sent_by(DISPATCH_CENTRE) if type(item) is DutyBrief]
    assert any(t > back_ms for t in by_first)
