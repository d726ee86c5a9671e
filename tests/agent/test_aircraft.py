"""Helicopters: over cut roads, by day, in fair weather, and down before it is dark."""

import pytest
from drills import Tale, call, cut
from leagues import stages
from tiers_above import tiered
from worlds import scenario

from sim.agent.air import AirTravel, Sky
from sim.network.roads import RoadGraph
from sim.network.travel import Travel
from sim.record.facts import UnitChanged
from sim.record.upper import FlightHeld, FlightLeg
from sim.scenario.lenders import lenders
from sim.terms.units import HOUR_MS, MINUTE_MS

CALLS = [call(0, 1), call(60, 1)]
DAY_H = 24


def flown(calls=CALLS, **options):
    data = tiered(calls, flies=True, municipal=1, **options)
    (unit,) = next(row.units for row in lenders(scenario(data)) if row.tier)
    return Tale(data), unit


def air_of(**options):
    data = scenario(tiered(CALLS, flies=True, **options))
    return AirTravel(RoadGraph.of(data), data), data


# --- ways through the air -----------------------------------------------------------------------------------


def test_a_flight_takes_its_line_at_its_speed_and_the_time_to_start_and_land():
    travel, _ = air_of()
    km = 9.733  # a tenth of a degree of longitude at 29 degrees north
    expected_ms = 5 * MINUTE_MS + km / 200 * HOUR_MS
    assert travel.time(0, 1) == pytest.approx(expected_ms, rel=1e-3)
    assert travel.time(3, 3) == 0


def test_closed_roads_are_nothing_to_it():
    travel, _ = air_of()
    assert travel.time(0, 6, frozenset(range(6))) == travel.time(0, 6)
    assert travel.times_to(6, [0, 6], frozenset({1})) == [travel.time(0, 6), 0]


def test_it_lands_at_pads_alone_where_there_are_any():
    travel, _ = air_of(air={"pads": ["N00", "N03"]})
    assert travel.time(0, 1) is None
    assert travel.route(0, 1) is None
    assert travel.time(1, 3) is not None


def test_a_way_through_the_air_goes_over_no_link():
    travel, _ = air_of()
    travel.prepare([0])
    route = travel.route(0, 4)
    assert isinstance(travel, Travel)
    assert route.links == ()
    assert route.ms == travel.time(0, 4)


# --- the sky ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hour", "why"), [(0, None), (10.9, None), (11.1, "night"), (22.4, "night"), (22.6, None)]
)
def test_nobody_flies_between_last_and_first_light(hour, why):
    _, data = air_of()  # starts at 08:00; light is from 06:30 to 19:00
    assert Sky(data, None).forbids(0, round(hour * HOUR_MS)) == why


def test_nobody_flies_in_hard_rain_where_it_falls():
    _, data = air_of()
    sky = Sky(data, lambda node, t_ms: 12.0 if node == 2 else 10.0)
    assert (sky.forbids(2, 0), sky.forbids(1, 0)) == ("rain", None)


def test_scripted_rain_keeps_all_on_the_ground():
    _, data = air_of(roads={"rain": [{"begin": 1, "end": 2, "rate": 20}]})
    sky = Sky(data, None)
    assert [sky.rain_at(0, round(hour * HOUR_MS)) for hour in (0.5, 1.5, 2)] == [0, 20, 0]


# --- in a world ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def over():
    """Roads are cut at both ends of the place that burns, and the neighbour lends nothing."""
    return flown([call(0, 0), call(60, 2)], cuts=[cut(1, 0, told_after_s=0), cut(2, 0, told_after_s=0)])


def test_a_helicopter_reaches_a_place_to_which_no_road_leads(over):
    tale, unit = over
    assert [fact for _, fact in tale.all(UnitChanged) if (fact.unit, fact.status) == (unit, "on_scene")]


def test_it_checks_in_works_is_released_and_comes_home(over):
    tale, unit = over
    told = [stage for _, stage in stages(tale, unit)]
    assert told[:4] == ["mustering", "departed", "checked_in", "assigned"]
    assert told[-1] == "home"


def test_no_flight_is_in_the_dark_or_in_hard_rain(over):
    for tale, _ in (over, flown([call(9.5 * 3600, 1), call(9.6 * 3600, 1)], horizon=2)):
        legs = tale.all(FlightLeg)
        assert legs
        assert all(leg.rain <= 1000 for _, leg in legs)
        sky = Sky(scenario(tiered(CALLS, flies=True)), None)
        assert not any(sky.is_dark(t) or sky.is_dark(t - leg.ms) for t, leg in legs)


def test_one_that_is_ready_at_night_leaves_at_first_light():
    tale, unit = flown([call(9.5 * 3600, 1), call(9.6 * 3600, 1)], horizon=2)
    ((held_ms, held), *_) = tale.all(FlightHeld)
    departed_ms = next(t for t, stage in stages(tale, unit) if stage == "departed")
    assert held.reason == "night"
    assert held_ms >= 11 * HOUR_MS
    assert 22.5 * HOUR_MS <= departed_ms < 22.5 * HOUR_MS + 10 * MINUTE_MS


def test_one_that_stands_by_is_not_ready_in_the_dark():
    late = [call(0, 1), call(60, 1), call(12 * 3600, 1), call(12 * 3600, 1)]
    tale, unit = flown(late, horizon=2, aid={"idle": 10000})
    dark = [(t, fact.status) for t, fact in tale.all(UnitChanged) if fact.unit == unit and t > 11 * HOUR_MS]
    rests = [t for t, status in dark if status == "restoring"]
    goes = [t for t, status in dark if status == "turning_out"]
    assert rests
    assert rests[0] < 11.2 * HOUR_MS
    assert all(t >= 22.5 * HOUR_MS for t in goes)


def test_rain_on_the_way_brings_it_down_before_it_and_it_goes_on_when_it_has_passed():
    rain = [{"begin": 1.65, "end": 4, "rate": 30}]
    tale, unit = flown(horizon=2, roads={"rain": rain}, aid={"approval": 0, "lack": 0})
    legs = [leg for _, leg in tale.all(FlightLeg) if leg.who == unit + 2]
    ((_, held), *_) = tale.all(FlightHeld)
    assert held.reason == "rain"
    assert all(leg.rain <= 1000 for leg in legs)
    assert [status for _, status in stages(tale, unit)][-1] == "home"


def test_one_that_would_not_land_before_dark_says_that_it_does_not_come():
    late = [call(0, 0), call(60, 0), call(10.8 * 3600, 5), call(10.8 * 3600, 5)]
    tale, unit = flown(late, horizon=2, aid={"idle": 10000}, air={"speed": 60})
    way = [(t, fact.status) for t, fact in tale.all(UnitChanged) if fact.unit == unit]
    refused = [t for t, status in way if status == "restoring" and 10.8 * HOUR_MS < t < 11 * HOUR_MS]
    assert refused, way
