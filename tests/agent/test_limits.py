"""How long a crew and a tank last, and who takes over."""

import pytest
from drills import LINK_MS, OUT_MS, Tale, call, world
from worlds import kind

from sim.agent.tank import Tank
from sim.record.facts import Dispatch, FuelChanged, ReliefWanted
from sim.scenario.sections import Title, UnitType
from sim.terms.units import HOUR_MS, MINUTE_MS

ORDERED_MS = 665_000
TEN_HOURS = {"fire": kind(work_median=600)}


def long_work(stations=None, **forces):
    """Return a world with a call of ten hours next to the first station."""
    data = world([call(600, 0)], stations, kinds=TEN_HOURS)
    data["forces"] |= forces
    return data


def relief(tale):
    """Return the orders to relieve the first unit: (time, unit)."""
    return [(t, order.unit) for t, _, order in tale.told(Dispatch) if order.relieves == 0]


# --- people


@pytest.mark.parametrize("policy", ["nearest", "run-card", "coverage"])
def test_a_crew_that_has_been_out_for_an_operational_period_is_relieved(policy):
    tale = Tale(long_work({0: 1, 1: 1}, operational_period=2), policy)
    spent = ORDERED_MS + 2 * HOUR_MS
    assert tale.told(ReliefWanted)[0] == (spent, 1, ReliefWanted(0, 0))
    assert (spent, 3, Dispatch(1, 0, 0, 0, (), 0)) in tale.told(Dispatch)
    relieved = spent + OUT_MS + LINK_MS
    assert tale.first(1, "on_scene") == relieved
    assert (relieved, "restoring") in tale.way(0)


def test_work_that_changes_hands_takes_no_longer():
    tale = Tale(long_work({0: 1, 1: 1}, operational_period=2), "nearest")
    assert len(tale.told(ReliefWanted)) >= 3
    assert tale.ended() == (ORDERED_MS + OUT_MS + 10 * HOUR_MS, "closed")


def test_where_nobody_can_relieve_a_crew_it_works_on():
    tale = Tale(long_work(operational_period=2))
    assert len(tale.told(ReliefWanted)) == 1
    assert tale.ended() == (ORDERED_MS + OUT_MS + 10 * HOUR_MS, "closed")


def test_a_crew_is_relieved_as_soon_as_somebody_is_free():
    data = long_work({0: 1, 1: 1}, operational_period=4)
    data["demand"]["kinds"] = {**TEN_HOURS, "rescue": kind()}
    data["calls"].append(call(14_000, 1, "rescue"))
    tale = Tale(data, "nearest")
    back = tale.first(1, "in_quarters")
    assert back > ORDERED_MS + 4 * HOUR_MS
    assert relief(tale)[0] == (back, 1)


def test_whoever_was_to_relieve_but_is_called_away_relieves_later():
    """An urgent call diverts the reliever, who is sent anew when it has been served."""
    kinds = {**TEN_HOURS, "rescue": kind(priority=1)}
    data = world([call(600, 0), call(8000, 2, "rescue")], {0: 1, 2: 1}, kinds=kinds)
    data["forces"]["operational_period"] = 2
    tale = Tale(data)
    assert tale.sent_to(1) == [(8_065_000, 1)]
    assert relief(tale)[:2] == [(ORDERED_MS + 2 * HOUR_MS, 1), (tale.ended(1)[0], 1)]


def test_a_relieved_crew_rests():
    tale = Tale(long_work({0: 1, 1: 1}, operational_period=2), "nearest")
    way = tale.way(0)
    place = way.index((tale.first(1, "on_scene"), "restoring"))
    assert way[place + 1] == (way[place][0] + 20 * MINUTE_MS, "in_quarters")


# --- fuel


def thirsty(stations=None, kinds=TEN_HOURS, fuel=20):
    """Return a world whose engines burn 20 l in an hour and keep a tenth of the tank for the way home."""
    data = world([call(600, 0)], stations, kinds=kinds)
    data["unit_types"]["engine"] |= {"fuel": fuel, "fuel_rate": 20, "refuel": 10}
    return data


LASTS_MS = round(0.9 * HOUR_MS)


def about(t_ms):
    """Return a time to within a second: fuel is counted in whole millilitres."""
    return pytest.approx(t_ms, abs=1000)


def test_how_long_a_tank_lasts_does_not_depend_on_when_one_asks():
    tank = Tank(UnitType(name=Title(zh="车", en="engine"), capabilities=("engine",)))
    tank.run(0, True)
    assert tank.lasts_until(HOUR_MS) == tank.lasts_until(0)


def test_a_tank_is_low_when_three_quarters_are_burnt_whenever_one_asks():
    tank = Tank(UnitType(name=Title(zh="车", en="engine"), capabilities=("engine",)))
    tank.run(0, True)
    low_ms = round((tank.lasts_until(0)) / 0.9 * 0.75)
    assert not tank.is_low(low_ms - 1000)
    assert tank.is_low(low_ms + 1000)


def test_what_a_running_engine_has_burnt_is_booked_once():
    tank = Tank(UnitType(name=Title(zh="车", en="engine"), capabilities=("engine",)))
    tank.run(0, True)
    full_ml = tank.left_ml
    first, _ = tank.reckon(HOUR_MS, fill=False)
    second, _ = tank.reckon(2 * HOUR_MS, fill=False)
    assert first == second > 0
    assert tank.left_ml == full_ml - 2 * first
    assert tank.reckon(2 * HOUR_MS, fill=True) == (0, 2 * first)
    assert tank.left_ml == full_ml


def test_a_tank_that_stands_still_lasts_as_much_longer():
    tank = Tank(UnitType(name=Title(zh="车", en="engine"), capabilities=("engine",)))
    tank.run(0, True)
    tank.run(HOUR_MS, False)
    assert tank.lasts_until(3 * HOUR_MS) - tank.lasts_until(HOUR_MS) == 2 * HOUR_MS


def test_a_unit_leaves_the_scene_while_there_is_fuel_for_the_way_home():
    tale = Tale(thirsty(), "nearest")
    assert tale.first(0, "restoring") == about(ORDERED_MS + OUT_MS + LASTS_MS)
    assert tale.all(FuelChanged)[0][1].used_ml == pytest.approx(18_000, abs=10)


def test_a_unit_that_has_filled_up_is_sent_again_and_the_work_goes_on_where_it_stopped():
    tale = Tale(thirsty(kinds={"fire": kind(work_median=60)}), "nearest")
    again = tale.first(0, "in_quarters")
    rest_ms = HOUR_MS - LASTS_MS
    assert tale.sent_to() == [(ORDERED_MS, 0), (again, 0)]
    assert tale.ended()[0] == about(again + OUT_MS + rest_ms)


def test_another_is_sent_in_the_place_of_a_unit_whose_tank_is_empty():
    data = thirsty({0: 1, 2: 1})
    data["calls"] = [call(600, 1)]
    tale = Tale(data, "nearest")
    left = tale.first(0, "out_of_service")
    assert left == about(ORDERED_MS + OUT_MS + LASTS_MS)
    assert tale.sent_to()[:2] == [(ORDERED_MS, 0), (left, 1)]
    assert tale.first(1, "on_scene") == left + OUT_MS + LINK_MS


def test_another_is_sent_even_if_the_first_is_at_home_at_once():
    tale = Tale(thirsty({0: 1, 1: 1}), "nearest")
    left = tale.first(0, "restoring")
    assert left == about(ORDERED_MS + OUT_MS + LASTS_MS)
    assert tale.sent_to()[1] == (left, 1)


def test_another_is_sent_in_the_place_of_a_unit_that_comes_with_its_tank_all_but_empty():
    data = thirsty({0: 2}, fuel=19)
    data["calls"] = [call(600, 4)]
    tale = Tale(data, "nearest")
    left = tale.first(0, "out_of_service")
    assert left == about(tale.first(0, "on_scene"))
    assert tale.sent_to()[1] == (left, 1)


@pytest.mark.parametrize("policy", ["run-card", "coverage"])
def test_a_unit_whose_tank_is_empty_is_not_sent_before_it_has_filled_up(policy):
    data = thirsty({0: 1})
    data["calls"] = [call(600, 1)]
    tale = Tale(data, policy)
    dry = tale.first(0, "on_scene") + LASTS_MS - LINK_MS
    assert tale.first(0, "out_of_service") == about(dry)
    assert tale.sent_to()[1][0] > tale.first(0, "restoring")


def test_a_unit_asks_for_relief_first_if_its_crew_lasts_less_long_than_its_tank():
    data = thirsty({0: 1}, fuel=100)
    data["forces"]["operational_period"] = 2
    tale = Tale(data, "nearest")
    assert tale.told(ReliefWanted)[0][0] == ORDERED_MS + 2 * HOUR_MS
    assert tale.first(0, "restoring") == about(ORDERED_MS + OUT_MS + 4.5 * HOUR_MS)


def test_a_unit_that_comes_home_with_a_tank_all_but_empty_fills_up():
    """Of 20 l it burns 13.3 l on the way and on the scene, and the rest down to a sixth on the way home."""
    data = thirsty(kinds={"fire": kind(work_median=25)}, fuel=20)
    data["calls"] = [call(600, 1)]
    tale = Tale(data, "nearest")
    assert tale.first(0, "in_quarters") - tale.first(0, "restoring") == 10 * MINUTE_MS
    assert tale.all(FuelChanged)[0][1].filled_ml == pytest.approx(2 * 4444 + 8333, abs=10)


def test_an_engine_that_burns_nothing_never_runs_dry():
    data = thirsty()
    data["unit_types"]["engine"]["fuel_rate"] = 0
    tale = Tale(data)
    assert tale.ended() == (ORDERED_MS + OUT_MS + 10 * HOUR_MS, "closed")
    assert tale.all(FuelChanged) == []


def test_work_that_ends_before_the_limit_is_not_broken_off():
    tale = Tale(thirsty(kinds={"fire": kind(work_median=53)}))
    assert tale.ended() == (ORDERED_MS + OUT_MS + 53 * MINUTE_MS, "closed")
    assert len(tale.sent_to()) == 1
