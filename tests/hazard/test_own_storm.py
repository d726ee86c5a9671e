"""The storm over a neighbour: as much as ours, later; its calls: as many as its people and the rain make."""

import math

import pytest
from leagues import league
from worlds import kind, scenario

from sim.hazard.own_storm import OwnStorm, home_rain
from sim.kernel.draw import Streams
from sim.terms.units import HOUR_MS

HOURS = 48
OURS = tuple(float(hour % 7) for hour in range(HOURS))
STILL = {"lag_spread": 0, "strength_sigma": 0}
"""A neighbour whose storm is drawn without spread."""


def world(own=None, kinds=None, **changes):
    aid = {"neighbours": {"own_storm": True, **STILL, **(own or {})}}
    return scenario(league([], aid=aid, kinds=kinds or {"fire": kind(per_1000=800)}, **changes))


def storm(own=None, ours=OURS, rep=0, hours=HOURS, **changes):
    return OwnStorm(world(own, **changes), "D2", ours, Streams(1, rep), hours * HOUR_MS)


def calls_of(found):
    """Return all calls of a storm, one after the other."""
    calls, call = [], found.next_call(0)
    while call is not None:
        calls.append(call)
        call = found.next_call(call.t_ms)
    return calls


# --- rain -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lag", [-3, 0, 5])
def test_a_neighbour_that_follows_us_wholly_has_our_rain_so_many_hours_later(lag):
    found = storm({"correlation": 1, "lag": lag})
    then = [found.rain_mm_h(hour * HOUR_MS) for hour in range(HOURS)]
    assert then == [OURS[hour - lag] if 0 <= hour - lag < HOURS else 0 for hour in range(HOURS)]


def test_a_neighbour_that_does_not_follow_us_has_as_much_rain_at_another_time():
    found = storm({"correlation": 0}, rep=3)
    then = [found.rain_mm_h(hour * HOUR_MS) for hour in range(HOURS)]
    assert math.fsum(then) == pytest.approx(math.fsum(OURS))
    assert then != list(OURS)


def test_rain_grows_with_strength():
    alone, double = (storm({"strength": strength}) for strength in (1, 2))
    times = range(0, HOURS * HOUR_MS, HOUR_MS)
    assert [double.rain_mm_h(t) for t in times] == [2 * alone.rain_mm_h(t) for t in times]


def test_the_lag_lies_within_its_spread():
    lags = [storm({"lag": 2, "lag_spread": 4}, rep=rep).lag_ms / HOUR_MS for rep in range(40)]
    assert -2 <= min(lags) < 0
    assert 4 < max(lags) <= 6


def test_our_rain_is_the_mean_over_our_seats_and_none_without_a_storm():
    made = world()
    away = made.node_ids[next(row.seat for row in made.townships if row.district == "D2")]
    assert home_rain(made, None, HOUR_MS) == ()
    told = home_rain(made, lambda node, t_ms: 1000.0 if node == away else float(node), 2 * HOUR_MS)
    ours = [made.node_ids[row.seat] for row in made.townships if row.district != "D2"]
    assert told[0] == pytest.approx(sum(ours) / len(ours))
    assert len(told) >= 2


# --- calls ----------------------------------------------------------------------------------------------


def test_calls_are_as_many_as_people_and_rates_make():
    found = storm(ours=(), hours=4000)
    people = next(row.population for row in world().districts if row.id == "D2")
    mean = 800 * people / 1000 * 4000 / 8760
    assert abs(len(calls_of(found)) - mean) < 4 * math.sqrt(mean)
    assert found.per_hour(0) == pytest.approx(mean / 4000)


def test_rain_multiplies_calls_by_what_the_rules_say():
    wet, dry = storm({"correlation": 1, "lag": 0, "per_rain": 0.5}), storm({"per_rain": 0})
    for hour in range(HOURS):
        factor = 1 + 0.5 * OURS[hour]
        assert wet.per_hour(hour * HOUR_MS) == pytest.approx(factor * dry.per_hour(hour * HOUR_MS))


def test_our_surges_come_to_a_neighbour_with_the_lag():
    surge = {"begin": 3, "end": 5, "factor": 4}
    demand = {"mode": "historical", "kinds": {"fire": kind(per_1000=800)}, "surges": [surge]}
    found = storm({"lag": 2}, ours=(), demand=demand)
    rates = [found.per_hour(hour * HOUR_MS) / found.per_hour(0) for hour in range(9)]
    assert rates == pytest.approx([1] * 5 + [4] * 2 + [1] * 2)


def test_each_call_has_needs_and_work_and_comes_after_the_one_before_and_before_the_end():
    calls = calls_of(storm())
    times = [call.t_ms for call in calls]
    assert times == sorted(set(times))
    assert 0 < times[0] < times[-1] <= HOURS * HOUR_MS
    assert {(call.needs, call.work_ms) for call in calls} == {((("engine", 1),), HOUR_MS // 2)}


def test_without_rates_nobody_calls():
    assert storm({"calls": 0}).next_call(0) is None
    assert (
        storm(kinds={"fire": kind(per_1000=800, enabled=False), "other": kind(per_1000=0)}).next_call(0)
        is None
    )


def test_calls_of_a_neighbour_have_luck_of_their_own_and_the_same_each_time():
    assert calls_of(storm()) == calls_of(storm())
    assert calls_of(storm()) != calls_of(storm(rep=1))
