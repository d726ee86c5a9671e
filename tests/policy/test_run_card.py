"""Dispatch as a centre does it: from the road, with diversion and with recall of what is too much."""

import pytest
from rooms import Room, needing
from worlds import kind

from sim.policy import Nearest, RunCard
from sim.record.facts import Dispatch, Recall, ReliefWanted, RoadReport, SizeUp, UnitReport

TWO_KINDS = {"fire": kind(priority=5), "rescue": kind(priority=1)}


def on_its_way(room, unit, node, number, at_ms=100):
    room.hear(UnitReport(unit, "en_route", node, number), at_ms=at_ms)


def test_a_unit_on_its_way_home_counts_from_where_it_last_reported():
    room = Room(RunCard, {0: 1, 4: 1})
    room.hear(UnitReport(1, "returning", 2, None), at_ms=10)
    room.ring(0, 1, at_ms=20)
    assert room.sent() == [(0, 0)]
    room.ring(1, 3, at_ms=30)
    assert room.sent() == [(1, 1)]


def test_a_unit_on_its_way_home_that_cannot_do_it_or_cannot_come_is_left_alone():
    room = Room(RunCard, {0: 1, 4: 1}, {"fire": needing(engine=1), "other": needing(ladder=1)})
    room.hear(UnitReport(0, "returning", 1, None), UnitReport(1, "unstaffed", 4, None), at_ms=10)
    room.hear(RoadReport(1, True), at_ms=11)
    room.ring(0, 3, at_ms=20)
    assert room.sent() == []


def test_nearest_does_not_look_at_units_on_their_way_home():
    room = Room(Nearest, {0: 1})
    room.hear(UnitReport(0, "returning", 2, None), at_ms=10)
    room.ring(0, 2, at_ms=20)
    assert room.decide() == []


@pytest.mark.parametrize("status", ["turning_out", "en_route"])
def test_a_unit_on_its_way_to_what_is_less_urgent_is_diverted(status):
    room = Room(RunCard, {0: 1}, TWO_KINDS)
    room.ring(0, 4, 0)
    room.decide()
    room.hear(UnitReport(0, status, 0, 0), at_ms=100)
    room.ring(1, 1, 1, at_ms=200)
    assert room.sent() == [(0, 1)]


def test_a_unit_that_has_been_ordered_but_has_not_answered_yet_may_be_diverted():
    room = Room(RunCard, {0: 1}, TWO_KINDS)
    room.ring(0, 4, 0)
    room.decide()
    room.ring(1, 1, 1)
    assert room.sent() == [(0, 1)]


def test_a_unit_at_work_is_never_diverted():
    room = Room(RunCard, {0: 1}, TWO_KINDS)
    room.ring(0, 4, 0)
    room.decide()
    room.hear(UnitReport(0, "on_scene", 4, 0), at_ms=100)
    room.ring(1, 1, 1, at_ms=200)
    assert room.decide() == []


def test_the_nearest_of_those_that_can_be_diverted_goes():
    room = Room(RunCard, {0: 1, 3: 1}, TWO_KINDS)
    room.ring(0, 2, 0)
    room.ring(1, 2, 0)
    room.decide()
    on_its_way(room, 0, 1, 1)
    on_its_way(room, 1, 3, 0)
    room.ring(2, 0, 1, at_ms=200)
    assert room.sent()[0] == (0, 2)


def test_a_unit_that_cannot_come_is_not_diverted():
    room = Room(RunCard, {0: 1}, TWO_KINDS)
    room.ring(0, 0, 0)
    room.decide()
    room.hear(RoadReport(0, True), at_ms=50)
    room.ring(1, 1, 1, at_ms=100)
    assert room.decide() == []


def test_ready_units_go_before_any_is_diverted():
    room = Room(RunCard, {0: 1, 4: 1}, TWO_KINDS)
    room.ring(0, 1, 0)
    room.decide()
    on_its_way(room, 0, 1, 0)
    room.ring(1, 0, 1, at_ms=200)
    assert room.sent() == [(1, 1)]


# --- what is too much


def three_sent(policy=RunCard):
    room = Room(policy, {0: 3}, {"fire": needing(engine=3)})
    room.ring(0, 1)
    room.decide()
    for unit in range(3):
        on_its_way(room, unit, 0, 0)
    return room


def test_nothing_is_called_back_before_somebody_has_seen_the_need():
    assert three_sent().decide() == []


def test_what_is_beyond_the_need_and_not_there_yet_is_called_back():
    room = three_sent()
    room.hear(UnitReport(1, "on_scene", 1, 0), SizeUp(0, (("engine", 1),)), at_ms=200)
    assert room.decide() == [Recall(0, 0), Recall(2, 0)]
    assert room.decide() == []


def test_who_is_on_scene_stays_even_beyond_the_need():
    room = three_sent()
    for unit in (0, 1):
        room.hear(UnitReport(unit, "on_scene", 1, 0), at_ms=200)
    room.hear(SizeUp(0, (("engine", 1),)), at_ms=200)
    assert room.decide() == [Recall(2, 0)]


def test_nothing_is_called_back_as_long_as_something_is_lacking():
    room = three_sent()
    room.hear(UnitReport(1, "on_scene", 1, 0), SizeUp(0, (("engine", 4),)), at_ms=200)
    assert room.decide() == []


def test_a_reliever_is_not_called_back_as_surplus():
    room = Room(RunCard, {0: 2})
    room.ring(0, 1)
    room.decide()
    room.hear(UnitReport(0, "on_scene", 1, 0), SizeUp(0, (("engine", 1),)), at_ms=200)
    room.hear(ReliefWanted(0, 0), at_ms=300)
    assert room.decide() == [Dispatch(1, 0, 1, 1, (), 0)]
    on_its_way(room, 1, 0, 0, at_ms=400)
    assert room.decide() == []


def test_the_nearest_policy_calls_no_surplus_back():
    room = three_sent(Nearest)
    room.hear(UnitReport(1, "on_scene", 1, 0), SizeUp(0, (("engine", 1),)), at_ms=200)
    assert room.decide() == []
