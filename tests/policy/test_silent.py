"""Policies and units that cannot be raised: not counted on, not sent anew, and back when they are heard."""

import pytest
from rooms import Room, needing

from sim.policy import POLICIES
from sim.record.facts import Dispatch, MoveUp, Recall, ReliefWanted, UnitReport

KINDS = {"a_rescue": {**needing(engine=1), "priority": 1}, "fire": needing(engine=1)}


def room(policy="run-card", stations=None, **more):
    return Room(POLICIES[policy], stations or {0: 1, 4: 1}, **more)


@pytest.mark.parametrize("policy", sorted(POLICIES))
def test_when_the_nearest_cannot_be_raised_the_next_is_sent(policy):
    here = room(policy)
    here.ring(0, 1)
    (order,) = here.decide()
    assert order.unit == 0
    assert here.picture.miss(order)
    assert here.sent() == [(1, 0)]
    assert here.sent() == []


@pytest.mark.parametrize("policy", sorted(POLICIES))
def test_a_silent_unit_that_is_heard_counts_again(policy):
    here = room(policy)
    here.ring(0, 1)
    (order,) = here.decide()
    here.picture.miss(order)
    here.hear(UnitReport(0, "turning_out", 0, 0), at_ms=50)
    assert here.sent() == []


def test_a_silent_unit_is_not_diverted():
    here = room(stations={0: 1}, kinds=KINDS)
    here.ring(0, 1, what=1)
    (order,) = here.decide()
    here.picture.miss(order)
    here.ring(1, 2, what=0)
    assert not [order for order in here.decide() if isinstance(order, Dispatch)]


def test_what_is_beyond_the_need_is_reckoned_without_the_silent():
    """One engine is needed; the silent one does not count, so the one on its way is not called back."""
    here = room()
    here.ring(0, 1)
    (order,) = here.decide()
    here.picture.miss(order)
    here.decide()
    here.hear(UnitReport(1, "en_route", 4, 0), at_ms=50)
    here.picture.calls[0].needs = (("engine", 1),)
    here.picture.calls[0].changes += 1
    assert not [order for order in here.decide() if isinstance(order, Recall)]


def test_a_reliever_that_cannot_be_raised_is_replaced():
    here = room(stations={0: 1, 3: 1, 4: 1})
    here.ring(0, 0)
    here.decide()
    here.hear(UnitReport(0, "on_scene", 0, 0), ReliefWanted(0, 0), at_ms=50)
    (order,) = here.decide()
    assert (order.unit, order.relieves) == (1, 0)
    here.picture.miss(order)
    again = here.decide()
    assert (2, 0) in [(order.unit, order.relieves) for order in again]


def test_a_move_up_that_finds_no_means_fills_no_gap():
    here = room("coverage", stations={0: 2, 4: 1})
    here.hear(UnitReport(2, "en_route", 4, 7), at_ms=10)
    (order,) = here.decide()
    assert order == MoveUp(order.unit, 1)
    covered = here.policy._promised(here.picture)
    here.picture.miss(order)
    assert covered != 0
    assert here.policy._promised(here.picture) == 0
