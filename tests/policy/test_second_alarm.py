"""Alarms: a size-up beyond the first alarm, or silence from the scene, brings the whole next alarm."""

import pytest
from drills import call, world
from rooms import Room
from worlds import kind, scenario

from sim.policy import RunCard, SecondAlarm
from sim.record.facts import Recall, RoadReport, SizeUp, UnitChanged, UnitReport
from sim.run import run
from sim.terms.units import MINUTE_MS

TWO = {"fire": kind(run_card={"engine": 2})}
WAIT = 10 * MINUTE_MS


def room(policy=SecondAlarm, **changes):
    made = Room(policy, {0: 8}, TWO, **changes)
    made.ring(0, 2)
    return made


def test_the_first_alarm_is_the_run_card():
    assert [unit for unit, _ in room().sent()] == [0, 1]


def test_a_size_up_beyond_the_alarm_brings_the_whole_next_one():
    alarmed, plain = room(), room(RunCard)
    for each in (alarmed, plain):
        each.decide()
        each.hear(SizeUp(0, (("engine", 3),)), at_ms=100)
    assert [unit for unit, _ in plain.sent()] == [2]
    assert [unit for unit, _ in alarmed.sent()] == [2, 3]


def test_a_size_up_beyond_all_alarms_brings_what_it_asks_for():
    made = room()
    made.decide()
    made.hear(SizeUp(0, (("engine", 7),)), at_ms=100)
    assert len(made.sent()) == 5
    assert made.policy.alarm_of(0, (("engine", 7),)) == 3


def test_a_size_up_within_the_alarm_brings_nobody_and_calls_back_who_is_too_much():
    made = room()
    made.decide()
    made.hear(UnitReport(0, "on_scene", 2, 0), SizeUp(0, (("engine", 1),)), at_ms=100)
    assert made.decide() == [Recall(1, 0)]


def test_silence_from_the_scene_brings_one_alarm_more_each_time_but_no_fourth():
    made = room()
    assert len(made.sent()) == 2
    for turn, more in enumerate((2, 2, 0), 1):
        made.picture.now_ms = turn * WAIT - 1
        assert made.sent() == []
        made.picture.now_ms = turn * WAIT
        assert len(made.sent()) == more


def test_a_size_up_after_silence_ends_the_alarm():
    made = room()
    made.decide()
    made.picture.now_ms = WAIT
    made.decide()
    made.hear(UnitReport(0, "on_scene", 2, 0), SizeUp(0, (("engine", 2),)), at_ms=WAIT + 1)
    recalled = [order.unit for order in made.decide() if isinstance(order, Recall)]
    assert len(recalled) == 2
    assert made.policy.look_again_ms(made.picture) is None


def test_it_looks_again_when_silence_raises_the_next_call():
    made = room()
    made.decide()
    assert made.policy.look_again_ms(made.picture) == WAIT
    made.picture.now_ms = WAIT
    made.decide()
    assert made.policy.look_again_ms(made.picture) == 2 * WAIT
    made.picture.now_ms = 2 * WAIT
    made.decide()
    assert made.policy.look_again_ms(made.picture) is None


def test_how_long_silence_is_borne_is_a_figure_of_the_scenario():
    made = room(dispatch={"escalate": 3})
    made.decide()
    assert made.policy.look_again_ms(made.picture) == 3 * MINUTE_MS


@pytest.mark.parametrize(("policy", "gone"), [("second-alarm", 6), ("run-card", 2)])
def test_the_centre_raises_the_alarm_by_the_clock_though_nothing_is_heard(policy, gone):
    # the way is so long that nobody can be there before the third alarm
    log = run(scenario(world([call(0, 4)], {0: 8}, kinds=TWO)), policy, days=0.03)
    facts = [fact for _, _, _, fact in log.entries() if isinstance(fact, UnitChanged)]
    assert len({fact.unit for fact in facts if fact.status == "turning_out"}) == gone


def test_a_road_report_wakes_no_alarm():
    made = room()
    made.decide()
    made.hear(RoadReport(3, True), at_ms=1)
    assert made.sent() == []
