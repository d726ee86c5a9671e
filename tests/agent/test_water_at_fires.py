"""Water at fires: worked by hand, from full tanks to the last that fetch it."""

from itertools import pairwise

import pytest
from drills import LINK_MS, OUT_MS, TAKEN_MS, Tale, call, cut, plain, world
from hypothesis import given
from hypothesis import strategies as st
from worlds import connected, fails, kind, scenario

from sim.agent.water import has_hydrants, left_ml
from sim.metric.summary import summary
from sim.metric.tables import tables
from sim.record.facts import IncidentBegan, SizeUp, UnitChanged
from sim.record.water import WaterChanged
from sim.run import run
from sim.scenario.load import load
from sim.terms.units import MINUTE_MS

WET = kind(uses_water=True)
"""Half an hour of work of one engine."""
ALL_WET = {"model": True, "wet": 1, "hydrant_towns": []}
"""Every minute of the work needs water, and no place has hydrants: tanks are filled at the station."""
NEED = 840
"""Litres a minute of one engine: 14 L/s."""
ARRIVED = TAKEN_MS + OUT_MS + 2 * LINK_MS
LASTS = 5_000_000 * 60 // NEED + 1
"""A tank of 5 t at 14 L/s: a little less than six minutes, in ms."""


def rig(*calls, water=ALL_WET, kinds=None, stations=None, **changes):
    made = {"fire": WET} if kinds is None else kinds
    return world(list(calls) or [call(0, 2)], stations, kinds=made, water=water, **changes)


def shuttle(km, tank_l=5000, use_ms=4 * MINUTE_MS, kmh=45):
    """Litres a minute that one brings from so far: there and back, 20 L/s to fill, then to empty."""
    drive_ms = 2 * km / kmh * 3_600_000
    return round(tank_l / ((drive_ms + tank_l / 20 * 1000 + use_ms) / MINUTE_MS))


def waters(tale):
    return [(t, f.stock_ml, f.need_l_min, f.inflow_l_min) for t, f in tale.all(WaterChanged)]


# --- by hand


def test_a_lone_engine_far_from_water_works_as_fast_as_it_can_fetch():
    # 5 t at 14 L/s last 357 s; then it fetches over 20 km: 2 x 1600 s of road, 250 s to fill, 357 s of use
    tale = Tale(rig())
    alone = shuttle(20, use_ms=5000 / 14 * 1000)
    assert alone == 79
    assert waters(tale)[:2] == [(ARRIVED, 5_000_000, NEED, 0), (ARRIVED + LASTS, 0, NEED, alone)]
    rest_ms = (30 * MINUTE_MS - LASTS) * NEED / alone
    assert tale.ended()[0] == pytest.approx(ARRIVED + LASTS + rest_ms, abs=10)


def test_water_is_needed_until_the_fire_is_knocked_down_and_overhaul_goes_on_without():
    # a tenth of half an hour: three minutes, for which one tank is enough
    tale = Tale(rig(water={**ALL_WET, "wet": 0.1}))
    assert tale.ended()[0] == ARRIVED + 30 * MINUTE_MS
    first, last, _ = waters(tale)
    assert first == (ARRIVED, 5_000_000, NEED, 0)
    assert last[0] == ARRIVED + 3 * MINUTE_MS + 1
    assert last[1:] == (5_000_000 - 3 * NEED * 1000 - NEED // 60, 0, 0)


def test_a_hydrant_that_gives_enough_makes_no_difference():
    usual = Tale(rig(water={}))
    data = rig(water={**ALL_WET, "hydrant_towns": ["town"]})
    tale = Tale(data)
    assert tale.ended() == usual.ended() == (ARRIVED + 30 * MINUTE_MS, "closed")
    assert {(need, inflow) for _, _, need, inflow in waters(tale)} == {(NEED, 1500), (0, 0)}
    assert {stock for _, stock, _, _ in waters(tale)} == {5_000_000}


def test_a_hydrant_that_gives_half_of_the_need_halves_the_work_when_tanks_are_empty():
    water = {**ALL_WET, "hydrant_towns": ["town"], "hydrants": 1, "hydrant_flow": 7, "tank": 0}
    assert Tale(rig(water=water)).ended()[0] == ARRIVED + 60 * MINUTE_MS


def test_a_tanker_that_keeps_up_lets_the_work_go_on():
    data = rig(stations={0: 2}, kinds={"fire": {**WET, "run_card": {"engine": 1, "tanker": 1}}})
    data["demand"]["kinds"]["fire"]["severities"] = [{"id": "x", "needs": {"engine": 1, "tanker": 1}}]
    engine = data["unit_types"]["engine"]
    data["unit_types"]["tanker"] = {**engine, "capabilities": ["tanker"]}
    data["units"][1]["type"] = "tanker"
    tale = Tale(data)
    brings, alone = shuttle(20, tank_l=10_000), shuttle(20, use_ms=5000 / 14 * 1000)
    dry_ms = 15_000_000 * 60 / (NEED - brings)
    steps = waters(tale)
    assert steps[1] == (ARRIVED, 15_000_000, NEED, brings)
    assert steps[2] == (pytest.approx(ARRIVED + dry_ms, abs=1), 0, NEED, brings + alone)
    rest_ms = (30 * MINUTE_MS - dry_ms) * NEED / (brings + alone)
    assert tale.ended()[0] == pytest.approx(ARRIVED + dry_ms + rest_ms, abs=10)
    near = {**data, "calls": [call(0, 0)]}  # 810 L/min: the tanks make up for the rest
    assert Tale(near).ended() == Tale({**near, "water": {}}).ended()


def with_tankers(count, **water):
    """One engine, and tankers that the run card does not know, at the first station."""
    data = rig(stations={0: 1 + count}, water={**ALL_WET, **water})
    engine = data["unit_types"]["engine"]
    data["unit_types"]["tanker"] = {**engine, "capabilities": ["tanker"]}
    for row in data["units"][1:]:
        row["type"] = "tanker"
    return data


def test_those_on_scene_ask_for_a_tanker_each_time_that_the_tanks_are_empty():
    tale = Tale(with_tankers(2))
    dry = ARRIVED + LASTS
    asked = [(t, dict(item.needs).get("tanker", 0)) for t, to, item in tale.told(SizeUp) if to == 1]
    assert asked[:2] == [(ARRIVED, 0), (dry, 1)]
    assert (dry, 1) in tale.sent_to()
    came = tale.first(1, "on_scene")
    assert [count for t, count in asked if t > came] == [2]
    assert tale.ended()[0] < Tale(with_tankers(2, most_tankers=0)).ended()[0]


def test_nobody_asks_for_tankers_where_there_are_none():
    tale = Tale(rig())
    assert {item.needs for _, _, item in tale.told(SizeUp)} == {(("engine", 1),)}


def test_an_engine_that_is_not_needed_at_the_pump_fetches():
    data = rig(stations={0: 2}, kinds={"fire": {**WET, "run_card": {"engine": 2}}})
    steps = waters(Tale(data, "nearest"))
    assert (NEED, shuttle(20)) in [step[2:] for step in steps]


def test_when_tanks_are_empty_all_but_one_fetch():
    two = {**WET, "run_card": {"engine": 2}, "severities": [{"id": "x", "needs": {"engine": 2}}]}
    steps = waters(Tale(rig(stations={0: 2}, kinds={"fire": two})))
    dry = next(step for step in steps if step[1] == 0 and step[2])
    assert dry[2:] == (2 * NEED, shuttle(20))


def test_whoever_was_at_a_scene_comes_to_the_next_with_an_empty_tank():
    # the second call comes while the engine is on its way home; a run card sends it on from there
    data = rig(call(0, 2), call(9000, 1), water={**ALL_WET, "wet": 0.1})
    tale = Tale(data)
    brought = {fact.call: fact.brought_ml for _, fact in tale.all(WaterChanged) if fact.brought_ml}
    back = tale.first(0, "in_quarters")
    assert brought == ({0: 5_000_000, 1: 5_000_000} if back < 9000_000 else {0: 5_000_000})
    soon = Tale(rig(call(0, 2), call(3600, 1), water={**ALL_WET, "wet": 0.1}))
    assert soon.first(0, "on_scene", 1) < soon.first(0, "in_quarters")
    assert {fact.call for _, fact in soon.all(WaterChanged) if fact.brought_ml} == {0}


def test_what_needs_no_water_is_left_alone():
    data = rig(kinds={"fire": kind()})
    tale = Tale(data)
    assert waters(tale) == []
    assert plain(tale.log) == plain(Tale({**data, "water": {}}).log)


def test_no_open_road_no_water():
    # the road behind the engine is cut, and the station with it: what the tank held is all there is
    data = rig(cuts=[cut(0, ARRIVED / 1000 + 1)])
    tale = Tale(data)
    assert (0, NEED, 0) in [step[1:] for step in waters(tale)]
    assert tale.ended()[1] == "open"
    assert summary(tale.log)["water"]["stopped_h"] > 5


def test_the_mains_feed_the_hydrants():
    water = {**ALL_WET, "hydrant_towns": ["town"], "tank": 0}
    lit = Tale(connected(rig(water=water)))
    dark = Tale(connected(rig(water=water), outages=(fails("mains", "T02"),)))
    assert {inflow for *_, inflow in waters(lit)} == {1500, 0}
    assert {inflow for *_, inflow in waters(dark)} == {750, 0}
    lit_ms, dark_ms = (tale.ended()[0] - tale.first(0, "on_scene") for tale in (lit, dark))
    assert dark_ms == pytest.approx(lit_ms * NEED / 750, abs=10)


# --- places with hydrants


def test_hydrants_stand_in_streets_and_towns_near_the_node():
    data = rig()
    data["townships"][1]["kind"] = "township"
    data["villages"][3]["access_km"] = 2.0
    made = scenario({**data, "water": {"model": True}})
    assert has_hydrants(made) == [True, False, True, False, True]


# --- laws


@given(
    st.integers(0, 10**8),
    st.integers(0, 5000),
    st.integers(0, 5000),
    st.integers(0, 10**7),
    st.integers(0, 10**7),
)
def test_tanks_run_down_the_same_in_one_go_or_in_two_and_never_below_nothing(stock, need, inflow, one, two):
    through = left_ml(left_ml(stock, need, inflow, one), need, inflow, two)
    at_once = left_ml(stock, need, inflow, one + two)
    assert 0 <= at_once <= stock
    assert 0 <= through - at_once <= 1
    assert left_ml(stock, need, need + inflow, one) == stock


@pytest.fixture(scope="module")
def months():
    """The same weeks of the hamlet with enough water, with some, and with hardly any."""
    busy = "demand.kinds.fire.per_1000=10"
    sets = [[], ["water.model=true"], ["water.model=true", "water.hydrants=0", "water.tank=1"]]
    return [run(load("hamlet", [busy, *each]), "nearest", seed=3, days=8) for each in sets]


def test_births_are_the_same_with_water_and_without(months):
    born = [[(t, f) for _, t, _, f in log.entries() if isinstance(f, IncidentBegan)] for log in months]
    assert born[0] == born[1] == born[2]


def test_less_water_means_more_waiting_for_it(months):
    told = [summary(log)["water"] for log in months]
    assert set(told[0].values()) == {0}
    assert 0 < told[1]["limited_h"] < told[2]["limited_h"]
    assert told[1]["used_t"] > 0


def test_water_used_is_what_was_brought_and_came(months):
    for row in tables(months[1]).water.to_dict("records"):
        steps = [
            (t, f)
            for _, t, _, f in months[1].entries()
            if isinstance(f, WaterChanged) and f.call == row["call"]
        ]
        came = sum(
            min(a.inflow_l_min, a.need_l_min) * (later - t) / 60 for (t, a), (later, _) in pairwise(steps)
        )
        left = steps[-1][1].stock_ml
        assert row["used_t"] * 1e6 == pytest.approx(row["brought_t"] * 1e6 - left + came, abs=2000)


def test_a_unit_that_left_a_scene_is_refilled_before_it_stands_ready():
    data = rig(water={**ALL_WET, "wet": 0.1})
    statuses = [fact.status for _, fact in Tale(data).all(UnitChanged)]
    assert statuses[-2:] == ["restoring", "in_quarters"]
