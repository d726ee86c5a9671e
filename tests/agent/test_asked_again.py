"""Policies that want to decide again though nothing is heard: each is asked, and none while another leads."""

from types import SimpleNamespace

import pytest
from drills import Tale, call, world
from stories import header
from test_standby import centres
from worlds import scenario

from sim.agent.command import look_again_ms
from sim.agent.response.succession import InCommand
from sim.agent.standby import Holds, WhileInCommand
from sim.policy import SecondAlarm
from sim.record.log import Log
from sim.record.standby import CentreLost
from sim.terms.units import HOUR_MS, MINUTE_MS
from sim.world import World


class Clerk:
    """Gives no orders, and wants to decide at one time; keeps when it was asked."""

    def __init__(self, at_ms=None):
        self.at_ms, self.asked_ms = at_ms, []

    def decide(self, picture):
        self.asked_ms.append(picture.now_ms)
        return iter(())

    def look_again_ms(self, picture):
        return None if self.at_ms is None or picture.now_ms >= self.at_ms else self.at_ms


class Watchful(SecondAlarm):
    """Asks for the next alarm in time; one that is asked without end breaks the run."""

    asked = 0

    def look_again_ms(self, picture):
        type(self).asked += 1
        assert type(self).asked < 1000, "asked without end"
        return super().look_again_ms(picture)


def test_a_policy_that_never_asks_is_not_called_again():
    assert look_again_ms(SimpleNamespace(decide=iter), None) is None
    assert look_again_ms(Clerk(), SimpleNamespace(now_ms=0)) is None


def test_whoever_decides_besides_is_called_again_too_and_the_first_time_counts():
    still = scenario(world(()))
    made = World(still, Log(header(still)), policy=Clerk())
    early, late = Clerk(20 * MINUTE_MS), Clerk(40 * MINUTE_MS)
    for clerk in (late, early):
        made.centre.also(clerk)
    made.centre.think(None)
    made.run(HOUR_MS)
    for clerk in (early, late):
        assert {20 * MINUTE_MS, 40 * MINUTE_MS} <= set(clerk.asked_ms)


def test_a_lost_centre_is_not_asked_again_and_again_what_silence_from_a_scene_brings():
    Watchful.asked = 0
    tale = Tale(centres(calls=[call(3400, 2), call(5400, 2)]), policy=Watchful)
    assert [fact.lost for _, fact in tale.all(CentreLost)] == [True, False]
    assert 0 < Watchful.asked < 1000


def test_who_does_not_lead_wants_nothing_and_who_leads_what_the_policy_wants():
    picture, holds = SimpleNamespace(now_ms=0), Holds(False)
    waits = WhileInCommand(Clerk(5), holds)
    assert waits.look_again_ms(picture) is None
    holds.now = True
    assert waits.look_again_ms(picture) == 5


@pytest.mark.parametrize(("since_ms", "wanted_ms"), [(None, None), (0, 100), (30, 130)])
def test_an_alternate_looks_again_when_it_leads_and_has_listened_for_its_time(since_ms, wanted_ms):
    policy = InCommand(Clerk(90), SimpleNamespace(since_ms=since_ms), after_ms=100)
    assert policy.look_again_ms(SimpleNamespace(now_ms=40)) == wanted_ms


def test_an_alternate_whose_policy_never_asks_does_not_either():
    policy = InCommand(Clerk(), SimpleNamespace(since_ms=0), after_ms=100)
    assert policy.look_again_ms(SimpleNamespace(now_ms=40)) is None
