"""Laws of a courier: pace by day and night, climbs, and that nobody arrives before setting off."""

from __future__ import annotations

import csv
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.comms.courier import CourierPace, DriveLeg, WalkLeg
from sim.terms.units import DAY_MS, HOUR_MS, MINUTE_MS

AT_ONCE = CourierPace(decision_ms=0)
NO_NIGHT = CourierPace(decision_ms=0, night_from_ms=0, night_until_ms=0)
NOON, MIDNIGHT = 12 * HOUR_MS, 0
legs = st.lists(
    st.builds(WalkLeg, st.floats(0, 30), st.floats(0, 1500))
    | st.builds(DriveLeg, st.integers(0, 5 * HOUR_MS)),
    max_size=5,
)
moments = st.integers(0, 3 * DAY_MS)


def hours(pace: CourierPace, at_ms: int, *way: WalkLeg | DriveLeg) -> float:
    return (pace.arrival_ms(at_ms, way) - at_ms) / HOUR_MS


def test_by_day_it_is_four_kilometres_an_hour_and_at_night_two_and_a_half() -> None:
    assert hours(AT_ONCE, NOON, WalkLeg(8.0)) == 2.0
    assert hours(AT_ONCE, MIDNIGHT, WalkLeg(5.0)) == 2.0


def test_six_hundred_metres_of_climb_add_an_hour() -> None:
    assert hours(AT_ONCE, NOON, WalkLeg(4.0, 600.0)) == 2.0
    assert hours(AT_ONCE, NOON, WalkLeg(0.0, 300.0)) == 0.5


def test_by_vehicle_it_takes_what_was_given_by_day_and_night() -> None:
    for at_ms in (NOON, MIDNIGHT):
        assert hours(AT_ONCE, at_ms, DriveLeg(90 * MINUTE_MS), WalkLeg(0.0)) == 1.5


def test_a_courier_sets_off_after_the_decision() -> None:
    assert CourierPace(decision_ms=7).arrival_ms(NOON, []) == NOON + 7


def test_who_is_overtaken_by_the_night_walks_the_rest_at_its_pace() -> None:
    """From 18 to 20 h eight kilometres, then five in the two hours after."""
    assert hours(AT_ONCE, 18 * HOUR_MS, WalkLeg(13.0)) == 4.0
    assert hours(AT_ONCE, 6 * HOUR_MS, WalkLeg(5.0 + 8.0)) == 4.0


def test_through_a_night_and_a_day_and_a_night_it_is_the_sum_of_all() -> None:
    assert hours(AT_ONCE, 19 * HOUR_MS, WalkLeg(4.0 + 12 * 2.5 + 12 * 4.0 + 2.5)) == 26.0


def test_the_local_clock_counts_not_that_of_the_run() -> None:
    assert hours(CourierPace(decision_ms=0, start_ms=21 * HOUR_MS), 0, WalkLeg(5.0)) == 2.0


def test_where_there_is_no_night_it_is_always_day() -> None:
    assert hours(NO_NIGHT, MIDNIGHT, WalkLeg(400.0)) == 100.0


@pytest.mark.parametrize("leg", [WalkLeg(-1.0), WalkLeg(1.0, -1.0), DriveLeg(-1)])
def test_a_leg_has_nothing_negative(leg: WalkLeg | DriveLeg) -> None:
    with pytest.raises(ValueError, match="nothing negative"):
        AT_ONCE.arrival_ms(0, [leg])


@pytest.mark.parametrize(
    "wrong", [{"day_km_h": 0}, {"night_km_h": -1}, {"climb_m_per_h": 0}, {"decision_ms": -1}]
)
def test_speeds_are_positive_and_times_not_negative(wrong) -> None:
    with pytest.raises(ValueError, match="speeds are positive"):
        CourierPace(**wrong)


# --- laws over ways


@given(moments, legs)
def test_nobody_arrives_before_the_decision_nor_faster_than_by_day_nor_slower_than_by_night(
    at_ms, way
) -> None:
    setting_off = at_ms + CourierPace().decision_ms
    took_ms = CourierPace().arrival_ms(at_ms, way) - setting_off
    by_day, by_night = (
        sum(
            leg.travel_ms if isinstance(leg, DriveLeg) else AT_ONCE.walk_h(leg, night) * HOUR_MS
            for leg in way
        )
        for night in (False, True)
    )
    assert by_day - len(way) <= took_ms <= by_night + len(way)


@given(moments, legs, st.builds(WalkLeg, st.floats(0, 30), st.floats(0, 1500)))
def test_a_longer_way_never_takes_less(at_ms, way, more) -> None:
    assert AT_ONCE.arrival_ms(at_ms, [*way, more]) >= AT_ONCE.arrival_ms(at_ms, way)


@given(st.lists(moments, min_size=2), legs)
def test_who_sets_off_later_never_overtakes(starts, way) -> None:
    arrivals = [AT_ONCE.arrival_ms(at_ms, way) for at_ms in sorted(starts)]
    assert all(b - a >= -len(way) for a, b in pairwise(arrivals))


@given(moments, st.floats(0, 40), st.floats(0, 1500), st.integers(2, 5))
def test_a_way_told_in_parts_takes_as_long_as_in_one(at_ms, km, climb, parts) -> None:
    whole = AT_ONCE.arrival_ms(at_ms, [WalkLeg(km, climb)])
    told = AT_ONCE.arrival_ms(at_ms, [WalkLeg(km / parts, climb / parts)] * parts)
    assert abs(told - whole) <= parts + 1


# --- a case: no oracle, for nobody printed the length of the way


def test_the_report_from_huangyukou_came_when_a_night_walk_out_of_a_gorge_says() -> None:
    """Beijing 2025: everything cut at 22:00, cadres found a signal on foot at 04:30.

    The way is an assumption: 10 to 14 km down a gorge with 200 to 500 m of climb.
    """
    file = (
        Path(__file__).resolve().parents[2]
        / "../shared/data/validation/events/command_and_alert_timeline.csv"
    )
    if not file.is_file():
        pytest.skip("the timeline of events is not there: ../shared/data/validation/events")
    with file.open(encoding="utf-8", newline="") as rows:
        reported = [
            float(row[3]) for row in csv.reader(rows) if "reach a place with signal on foot" in row[1]
        ]
    short, long = (
        hours(CourierPace(start_ms=22 * HOUR_MS), 0, WalkLeg(km, climb))
        for km, climb in ((10, 200), (14, 500))
    )
    print(f"walked in {short:.1f} to {long:.1f} h, reported after {reported} h")
    assert len(reported) == 1
    assert short <= reported[0] <= long
