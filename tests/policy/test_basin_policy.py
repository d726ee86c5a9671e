"""What told stages call for: the highest that counts still, its colour, and the roads it is to reach."""

import pytest
from features import FEATURES
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.agent.basin.build import river_plan
from sim.picture.rivers import RiverBoard
from sim.policy.basin import BankLink, RiverPlan
from sim.record.basin import RiverStage
from sim.scenario.load import load
from sim.terms.colours import COLOURS
from sim.terms.enums import WarningColour
from sim.terms.units import HOUR_MS

RIVER = "试验河"
SCENARIO = load("hamlet-silent", list(FEATURES["basin"]["none"]))
LINKS = {RIVER: (BankLink(3, 0, 400), BankLink(5, 1, 900))}
PLAN = RiverPlan(SCENARIO, {RIVER: (0, 1)}, LINKS)


def board(*readings):
    found = RiverBoard()
    for t_h, rise_m in readings:
        found.learn(RiverStage(0, round(100 * (100 + rise_m)), round(t_h * HOUR_MS)))
    return found


def expected(now_h, *readings):
    return PLAN.expected_cm(board(*readings), RIVER, round(now_h * HOUR_MS))


def test_who_was_told_nothing_expects_nothing():
    assert expected(1) == 0
    assert board().latest(0) is None
    assert PLAN.colour(0) is WarningColour.NONE


def test_a_reading_counts_until_its_water_has_passed_and_no_longer():
    assert expected(2.5, (1, 7)) == 700  # an hour's way, and half an hour to be safe
    assert expected(2.51, (1, 7)) == 0


def test_the_highest_that_counts_still_decides_though_a_lower_one_came_later():
    assert expected(2, (1, 7), (1.5, 3)) == 700
    assert expected(2.6, (1, 7), (1.5, 3)) == 300


def test_only_the_share_that_arrives_is_expected():
    less = load("hamlet-silent", [*FEATURES["basin"]["none"], "gauges.G1.keeps=0.5"])
    assert RiverPlan(less, {}, {}).expected_cm(board((1, 7)), RIVER, HOUR_MS) == 350


def test_stages_of_other_rivers_do_not_count():
    assert PLAN.expected_cm(board((1, 7)), "无名河", HOUR_MS) == 0


@pytest.mark.parametrize(
    ("rise_cm", "colour"),
    [(299, "none"), (300, "blue"), (450, "yellow"), (600, "orange"), (799, "orange"), (800, "red")],
)
def test_each_rise_calls_for_the_colour_whose_limit_it_reaches(rise_cm, colour):
    assert PLAN.colour(rise_cm).value == colour


def test_roads_are_barred_that_the_rise_is_to_reach_and_no_others():
    assert PLAN.to_bar(RIVER, 399) == []
    assert [each.link for each in PLAN.to_bar(RIVER, 400)] == [3]
    assert [each.link for each in PLAN.to_bar(RIVER, 900)] == [3, 5]
    assert PLAN.to_bar("无名河", 900) == []


@settings(max_examples=30)
@given(st.lists(st.tuples(st.floats(0, 5), st.floats(0, 20)), max_size=6), st.floats(0, 8), st.randoms())
def test_in_whatever_order_words_come_the_same_is_expected(readings, now_h, luck):
    shuffled = list(readings)
    luck.shuffle(shuffled)
    assert expected(now_h, *readings) == expected(now_h, *shuffled, *shuffled)


@settings(max_examples=30)
@given(st.integers(0, 1500), st.integers(0, 500))
def test_a_higher_rise_never_calls_for_less(rise_cm, more_cm):
    low, high = (COLOURS.index(PLAN.colour(cm)) for cm in (rise_cm, rise_cm + more_cm))
    assert low <= high
    assert set(PLAN.to_bar(RIVER, rise_cm)) <= set(PLAN.to_bar(RIVER, rise_cm + more_cm))


def test_the_plan_names_the_townships_and_roads_along_each_gauged_river():
    plan = river_plan(SCENARIO)
    assert plan.rivers == [RIVER]
    assert plan.links[RIVER]
    assert {each.township for each in plan.links[RIVER]} <= set(plan.townships[RIVER])
    lowest = min(each.freeboard_cm for each in plan.links[RIVER])
    assert lowest >= 100 * SCENARIO.hazards.water.freeboard.value
    assert not [each for each in plan.links[RIVER] if SCENARIO.links[each.link].bridge]


def test_a_river_without_a_gauge_is_in_no_plan():
    assert river_plan(load("hamlet-silent")).rivers == []


def test_the_latest_reading_is_the_newest_not_the_last_that_came():
    assert board((2, 5), (1, 7)).latest(0) == (2 * HOUR_MS, 10500)
