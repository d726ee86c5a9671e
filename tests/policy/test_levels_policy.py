"""Which level is right: by the table of the scenario, from the picture alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.network.islands import Islands
from sim.picture import Picture
from sim.policy.levels import LevelPlan
from sim.record.facts import RoadReport, SituationReport
from sim.record.message import Letter
from sim.record.people import WeatherWarning
from sim.record.repair import DamageReport
from sim.record.response import DutyBrief, LevelOrder
from sim.scenario.response import Counts, Response, Thresholds
from sim.terms.ids import Band
from sim.terms.levels import LEVELS, covers, rank
from sim.terms.units import HOUR_MS

MIN90 = 90 * 60_000
LINE = [(0, 1), (1, 2), (2, 3)]
PEOPLE = {0: 100, 2: 2000, 3: 3000}


def plan(**settings):
    rules = Response.model_validate({"levels": True, **settings})
    return LevelPlan(rules, Islands(LINE, PEOPLE, 0), 3, MIN90)


def told(picture, *body, sender=1, sent_ms=0):
    picture.learn(Letter(sender, sent_ms, 0, body))


def test_an_empty_picture_warrants_nothing():
    assert plan().right(Picture(0)) == 0


def test_each_count_comes_from_what_was_told():
    picture = Picture(0)
    told(picture, WeatherWarning(0, "yellow", 3, False))
    told(picture, DutyBrief(7, 3, False))
    told(picture, RoadReport(1, True))
    told(picture, DamageReport(0, "slide", 1, 5, (1, 2), "road_clearing", False))
    assert plan().counts(picture) == Counts(2, 7, 3, 0, 1, 5000)
    told(picture, RoadReport(1, False), sent_ms=5)
    told(picture, DamageReport(0, "slide", 1, 5, (1, 2), "", True), sent_ms=5)
    told(picture, WeatherWarning(1, "none", 3, False), sent_ms=5)
    assert plan().counts(picture) == Counts(0, 7, 3, 0, 0, 0)


def test_an_older_brief_that_was_overtaken_is_not_believed():
    picture = Picture(0)
    assert picture.learn(Letter(1, 10, 0, (DutyBrief(5, 1, True),)))
    assert not picture.learn(Letter(1, 9, 0, (DutyBrief(9, 9, False),)))
    assert not picture.learn(Letter(1, 11, 0, (DutyBrief(5, 1, False),)))
    assert plan().counts(picture).calls == 5


def test_townships_are_silent_only_where_they_should_have_reported():
    picture = Picture(0)
    picture.now_ms = 10 * HOUR_MS
    assert plan().counts(picture).silent == 0
    picture.response.expects_ms = 9 * HOUR_MS
    assert plan().counts(picture).silent == 0
    picture.response.expects_ms = 8 * HOUR_MS
    told(picture, SituationReport(1, 0), sender=Band.TOWNSHIP.address(1), sent_ms=9 * HOUR_MS)
    assert plan().silent(picture) == [0, 2]


def test_townships_with_open_calls_take_part_in_a_consultation():
    picture = Picture(0)
    told(picture, SituationReport(2, 3), sender=Band.TOWNSHIP.address(2))
    told(picture, SituationReport(0, 0), sender=Band.TOWNSHIP.address(0))
    assert plan().members(picture, (1, 7)) == (1, 7, Band.TOWNSHIP.address(2))


@pytest.mark.parametrize(
    ("counts", "level"),
    [
        (Counts(), 0),
        (Counts(warning=2), 4),
        (Counts(warning=4), 2),
        (Counts(silent=1, calls=45), 3),
        (Counts(damages=59), 2),
        (Counts(damages=60), 1),
        (Counts(cut_off=10_000), 3),
        (Counts(missing=30), 1),
    ],
)
def test_one_count_is_enough_for_a_level(counts, level):
    assert Thresholds().warranted(counts) == level


@given(
    st.tuples(*[st.integers(0, 400)] * 6), st.integers(0, 5), st.integers(1, 50), st.sampled_from([0.5, 1.0])
)
def test_more_never_warrants_a_lower_level_nor_does_haste(values, which, more, share):
    counts = Counts(*values)
    worse = counts._replace(**{Counts._fields[which]: values[which] + more})
    table = Thresholds()
    assert rank(table.warranted(worse)) >= rank(table.warranted(counts))
    assert rank(table.warranted(counts, share)) >= rank(table.warranted(counts))


def test_a_threshold_of_nought_counts_for_nothing():
    table = Thresholds.model_validate({"iv": {"silent": 0}})
    assert table.warranted(Counts(silent=2)) == 0


def test_levels_are_ordered_from_none_to_the_first():
    assert [rank(level) for level in LEVELS] == [0, 1, 2, 3, 4]
    assert [least for least in (0, 4, 3, 2, 1) if covers(3, least)] == [4, 3]


def test_who_was_cut_off_before_is_not_cut_off_by_closed_roads():
    islands = Islands([*LINE, (4, 5)], {**PEOPLE, 5: 10}, 0)
    assert islands.cut_off(()) == 0
    assert islands.cut_off({0}) == 5000
    assert islands.cut_off({2, 3}) == 3000


def test_a_way_round_leaves_nobody_cut_off():
    assert Islands([*LINE, (0, 3)], PEOPLE, 0).cut_off([1]) == 0
    assert Islands([*LINE, (0, 3)], PEOPLE, 0).cut_off([1, 3]) == 5000


def test_an_order_of_a_level_tells_a_picture_nothing_of_units():
    picture = Picture(0)
    picture.note(LevelOrder(3, 1))
    assert not picture.units


def test_the_worst_warning_of_any_township_counts_and_of_one_township_the_last_number():
    picture = Picture(0)
    told(picture, WeatherWarning(0, "yellow", 0, False), WeatherWarning(1, "red", 1, True))
    assert picture.response.warning == 4
    told(picture, WeatherWarning(3, "blue", 1, False))
    told(picture, WeatherWarning(2, "red", 1, True))
    assert picture.response.warning == 2
    told(picture, WeatherWarning(4, "none", 0, False), WeatherWarning(5, "none", 1, False))
    assert picture.response.warning == 0


def test_a_plan_of_ones_own_goes_before_that_for_all():
    rules = Response.model_validate({"plans": ({"id": "T1", "measure": "report", "level": 1},)})
    assert rules.level_of("report", "T1") == 1
    assert rules.level_of("report", "T2") == rules.level_of("muster", "T1") == 3
