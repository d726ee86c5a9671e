"""What a unit does from the order to the return, to the millisecond, and how the work on scene goes on."""

import pytest
from drills import DAY, LINK_MS, NIGHT, OUT_MS, TAKEN_MS, Tale, call, hospital, world
from worlds import kind

from sim.record.facts import CallAnswered, CallOver, CallTaken, FuelChanged, SizeUp, UnitChanged, UnitReport
from sim.terms.units import HOUR_MS, MINUTE_MS

BORN_MS = 600_000
ORDERED_MS = BORN_MS + TAKEN_MS
HALF_HOUR_MS = 30 * MINUTE_MS


def fire(needs=1, first=1, **changes):
    """Return the kinds of a world in which each fire needs some engines."""
    return {
        "fire": kind(
            run_card={"engine": first}, severities=[{"id": "x", "needs": {"engine": needs}}], **changes
        )
    }


# --- one unit, one call


def test_a_unit_turns_out_drives_works_and_returns_on_the_millisecond():
    tale = Tale(world([call(600, 2)]))
    there = ORDERED_MS + OUT_MS + 2 * LINK_MS
    assert tale.way(0) == [
        (ORDERED_MS, "turning_out"),
        (ORDERED_MS + OUT_MS, "en_route"),
        (there, "on_scene"),
        (there + HALF_HOUR_MS, "returning"),
        (there + HALF_HOUR_MS + 2 * LINK_MS, "in_quarters"),
    ]
    assert tale.ended() == (there + HALF_HOUR_MS, "closed")


def test_a_call_is_answered_asked_about_and_only_then_dispatched():
    tale = Tale(world([call(600, 2)]))
    assert tale.all(CallAnswered)[0][0] == BORN_MS + 5_000
    assert tale.all(CallTaken)[0][0] == tale.sent_to()[0][0] == ORDERED_MS


def test_a_centre_that_answers_and_asks_in_no_time_dispatches_at_once():
    data = world([call(600, 2)], dispatch={"answer": 0, "process_median": 0, "process_law": "fixed"})
    assert Tale(data).sent_to() == [(BORN_MS, 0)]


def test_a_call_next_to_the_station_still_takes_the_turnout():
    tale = Tale(world([call(600, 0)]))
    assert tale.responses() == {0: ORDERED_MS + OUT_MS}
    assert [status for _, status in tale.way(0)] == ["turning_out", "en_route", "on_scene", "in_quarters"]


def test_the_way_to_the_homes_is_driven_there_and_back():
    data = world([call(600, 1)])
    data["villages"][1]["access_km"] = 2.5  # at 25 km/h
    tale = Tale(data)
    there = ORDERED_MS + OUT_MS + LINK_MS + 6 * MINUTE_MS
    assert tale.first(0, "on_scene") == there
    assert tale.first(0, "in_quarters") == there + HALF_HOUR_MS + 6 * MINUTE_MS + LINK_MS


def test_each_change_of_status_is_told_to_the_centre_as_it_happens():
    tale = Tale(world([call(600, 2)]))
    changed = [(t, fact.unit, fact.status) for t, fact in tale.all(UnitChanged)]
    assert [(t, told.unit, told.status) for t, _, told in tale.told(UnitReport)] == changed


def test_the_first_on_scene_tells_the_need_and_the_last_word_is_that_it_is_over():
    tale = Tale(world([call(600, 2)]))
    assert tale.told(SizeUp) == [(tale.first(0, "on_scene"), 1, SizeUp(0, (("engine", 1),)))]
    assert tale.told(CallOver) == [(tale.ended()[0], 1, CallOver(0))]


def test_what_is_expected_on_setting_out_is_the_time_that_the_trip_takes():
    tale = Tale(world([call(600, 3)]))
    out = next(fact for _, fact in tale.all(UnitChanged) if fact.status == "en_route")
    assert (out.eta_ms, out.node) == (3 * LINK_MS, 3)
    assert tale.first(0, "on_scene") - tale.first(0, "en_route") == out.eta_ms


# --- night and rain


def test_at_night_the_turnout_is_longer_and_the_road_slower():
    tale = Tale(world([call(600, 2)], start=NIGHT))
    assert tale.first(0, "en_route") - ORDERED_MS == 60_000
    assert tale.first(0, "on_scene") - tale.first(0, "en_route") == 2 * LINK_MS / 0.8


def test_rain_slows_by_its_factor_while_it_lasts():
    data = world([call(600, 2), call(40_000, 2)], roads={"rain": [{"begin": 0, "end": 2}]})
    tale = Tale(data)
    assert tale.first(0, "on_scene") - tale.first(0, "en_route") == round(2 * LINK_MS / 0.7)
    assert tale.first(0, "on_scene", 1) - tale.first(0, "en_route", 1) == 2 * LINK_MS


def test_night_and_rain_slow_together():
    tale = Tale(world([call(600, 1)], start=NIGHT, roads={"rain": [{}]}))
    assert tale.first(0, "on_scene") - tale.first(0, "en_route") == round(LINK_MS / (0.8 * 0.7))


# --- how the work goes on


@pytest.mark.parametrize("needs", [1, 2, 3])
def test_a_part_of_the_needed_units_works_at_that_part_of_the_speed(needs):
    tale = Tale(world([call(600, 0)], {0: 1}, kinds=fire(needs)))
    assert tale.ended()[0] - tale.first(0, "on_scene") == needs * HALF_HOUR_MS


def test_the_second_half_of_the_need_doubles_the_speed_from_its_arrival():
    tale = Tale(world([call(600, 0)], {0: 1, 1: 1}, kinds=fire(2, 2)))
    alone_ms = tale.first(1, "on_scene") - tale.first(0, "on_scene")
    assert alone_ms == LINK_MS
    assert tale.ended()[0] - tale.first(1, "on_scene") == HALF_HOUR_MS - alone_ms / 2


def test_units_beyond_the_need_do_not_hasten_the_work():
    tale = Tale(world([call(600, 0)], {0: 3}, kinds=fire(1, 3)), "nearest")
    assert len(tale.sent_to()) == 3
    assert tale.ended()[0] - tale.first(0, "on_scene") == HALF_HOUR_MS


def test_a_call_that_needs_nobody_is_done_in_its_own_time_once_somebody_is_there():
    tale = Tale(world([call(600, 0)], kinds=fire(0)))
    assert tale.ended() == (tale.first(0, "on_scene") + HALF_HOUR_MS, "closed")


def test_a_slower_crew_takes_longer_in_proportion():
    data = world([call(600, 0)])
    data["unit_types"]["engine"]["work_rate"] = 0.5
    tale = Tale(data)
    assert tale.ended()[0] - tale.first(0, "on_scene") == 2 * HALF_HOUR_MS


def test_work_that_takes_no_time_is_over_in_the_millisecond_of_the_arrival():
    tale = Tale(world([call(600, 2)], kinds=fire(work_median=0)))
    assert tale.ended() == (tale.first(0, "on_scene"), "closed")


def test_a_call_that_is_not_over_at_the_horizon_is_open():
    data = world([call(600, 2), call(82_000, 2)], kinds=fire(work_median=600))
    tale = Tale(data)
    assert tale.ended(1) == (24 * HOUR_MS, "open")


# --- after the work


def test_after_a_fire_water_is_refilled_before_the_unit_is_ready():
    tale = Tale(world([call(600, 1)], kinds=fire(uses_water=True)))
    assert tale.first(0, "in_quarters") - tale.first(0, "restoring") == 10 * MINUTE_MS


def test_a_crew_rests_when_it_has_worked_an_hour_and_starts_to_count_anew():
    data = world([call(600, 0), call(6000, 0), call(12_000, 0), call(18_000, 0)])
    tale = Tale(data)
    restored = [i for i, (_, status) in enumerate(tale.way(0)) if status == "restoring"]
    way = tale.way(0)
    assert len(restored) == 2
    assert all(way[i + 1][0] - way[i][0] == 20 * MINUTE_MS for i in restored)
    assert [sum(status == "on_scene" for _, status in way[:i]) for i in restored] == [2, 4]


def test_a_crew_of_a_new_shift_is_fresh():
    """The second call ends after eight o'clock, when the crew has changed."""
    data = world([call(600, 0), call(86_000, 0)], horizon=2, kinds=fire(work_median=40))
    assert "restoring" not in [status for _, status in Tale(data).way(0)]


def test_a_unit_that_was_called_back_before_the_scene_has_no_water_to_refill():
    """The nearer engine ends the call before the other is there."""
    data = world([call(600, 0)], {0: 1, 4: 1}, kinds=fire(1, 2, uses_water=True, work_median=20))
    tale = Tale(data, "nearest")
    assert "on_scene" not in [status for _, status in tale.way(1)]
    assert "restoring" not in [status for _, status in tale.way(1)]


def test_a_tank_below_a_quarter_is_filled_at_home():
    data = world([call(600, 4)])
    data["unit_types"]["engine"] |= {"fuel": 40, "fuel_rate": 24}
    tale = Tale(data)
    hours = (8 * LINK_MS + HALF_HOUR_MS) / HOUR_MS
    assert tale.first(0, "in_quarters") - tale.first(0, "restoring") == 10 * MINUTE_MS
    filled = next(fact for t, fact in tale.all(FuelChanged))
    assert filled == FuelChanged(0, int(hours * 24_000), int(hours * 24_000), 40_000)


def test_fuel_is_booked_at_the_end_even_of_a_unit_that_never_filled_up():
    tale = Tale(world([call(600, 2)]))
    ran_h = (4 * LINK_MS + HALF_HOUR_MS) / HOUR_MS
    assert [fact for _, fact in tale.all(FuelChanged)] == [
        FuelChanged(0, int(ran_h * 18_000), 0, 200_000 - int(ran_h * 18_000))
    ]


def test_a_trip_longer_than_the_tank_is_filled_up_on_the_way():
    data = world([call(600, 4)])
    data["unit_types"]["engine"] |= {"fuel": 5, "fuel_rate": 60}
    tale = Tale(data, "nearest")
    assert all(fact.left_ml >= 0 for _, fact in tale.all(FuelChanged))
    assert any(fact.used_ml == fact.filled_ml > 5_000 for _, fact in tale.all(FuelChanged))


# --- patients


def ambulance(calls, hospitals=(3,), nodes=5, **changes):
    """Return a world with one ambulance at node 0."""
    kinds = {"sick": kind(run_card={"ambulance": 1}, severities=[{"id": "x", "needs": {"ambulance": 1}}])}
    kinds["sick"] |= {"transport": True, **changes}
    data = world(calls, nodes=nodes, kinds=kinds, hospitals=[hospital(node) for node in hospitals])
    data["unit_types"]["engine"]["capabilities"] = ["ambulance"]
    return data


def test_a_patient_is_taken_to_the_nearest_hospital_and_handed_over_there():
    tale = Tale(ambulance([call(600, 2, "sick")], hospitals=(0, 3)))
    over = tale.ended()[0]
    at_the_door = over + LINK_MS
    assert tale.way(0)[3:] == [
        (over, "transporting"),
        (at_the_door, "at_hospital"),
        (at_the_door + 15 * MINUTE_MS, "returning"),
        (at_the_door + 15 * MINUTE_MS + 3 * LINK_MS, "in_quarters"),
    ]


def test_where_there_is_no_hospital_the_patient_stays():
    tale = Tale(ambulance([call(600, 2, "sick")], hospitals=()))
    assert [status for _, status in tale.way(0)][-2:] == ["returning", "in_quarters"]


def test_an_ambulance_with_a_patient_takes_no_other_call():
    tale = Tale(ambulance([call(600, 2, "sick"), call(4_200, 4, "sick")]))
    left = tale.first(0, "at_hospital") + 15 * MINUTE_MS
    assert tale.sent_to(1) == [(left, 0)]


def test_a_fire_engine_carries_no_patient():
    data = ambulance([call(600, 2, "sick")])
    data["unit_types"]["engine"]["capabilities"] = ["engine"]
    data["demand"]["kinds"]["sick"] |= {
        "run_card": {"engine": 1},
        "severities": [{"id": "x", "needs": {"engine": 1}}],
    }
    assert "transporting" not in [status for _, status in Tale(data).way(0)]


# --- luck


def test_turnout_varies_from_order_to_order_and_from_unit_to_unit():
    data = world([call(600 + 9000 * i, 0) for i in range(4)], {0: 2}, kinds=fire(2, 2), forces={}, horizon=2)
    tale = Tale(data)
    spread = {
        tale.first(unit, "en_route", nth) - tale.first(unit, "turning_out", nth)
        for unit in (0, 1)
        for nth in range(4)
    }
    assert len(spread) == 8


def test_a_station_of_a_kind_without_turnout_figures_takes_the_usual_ones():
    tale = Tale(world([call(600, 0)], start=DAY, forces={"turnout": {"township": {"day": 999}}}))
    assert 20_000 < tale.first(0, "en_route") - tale.first(0, "turning_out") < 100_000
