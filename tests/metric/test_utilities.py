"""The figures of mains and pumps, each by a log told by hand."""

import math

import pytest
from mains_yards import BOTH, PUMPS, town
from worlds import scenario

from sim.metric.utilities import UtilityUse
from sim.record.facts import IncidentBegan
from sim.record.hazard_facts import DamageBegan, DamageChanged, DamageEased, DamageMended
from sim.record.utilities import HydrantsChanged, WardsChanged, WaterPumped
from sim.terms.units import HOUR_MS

H = HOUR_MS
WORLD = scenario(town(utilities=BOTH))
PEOPLE = [village.population for village in WORLD.villages]


def broken(damage, kind="water_main_break", village=1, size=3):
    return DamageBegan(damage, kind, village, size, (), None)


def pumped(damage, litres):
    return WaterPumped(0, damage, litres, 0)


def figures(*entries, end_h=10, world=WORLD):
    """Return the figures of a log of (hour, fact)."""
    use = UtilityUse(world)
    for seq, (hour, fact) in enumerate(entries):
        use.readers[type(fact)](seq, round(hour * H), fact)
    use.finish(round(end_h * H))
    return use.summary()["utilities"]


# --- mains --------------------------------------------------------------------------------------------------


def test_a_gas_main_is_shut_off_at_the_first_step_and_whole_at_the_last():
    found = figures(
        (1, broken(4, "gas_main_break")),
        (2.5, DamageEased(4, 1)),
        (3, DamageEased(4, 2)),
        (6, DamageMended(4)),
    )
    gas = found["gas"]
    assert (gas["places"], gas["breaks"], gas["shut"], gas["whole"]) == (1, 3, 1, 1)
    assert (gas["shut_mean_h"], gas["whole_mean_h"]) == (1.5, 5)
    row = {"kind": "gas_main_break", "village": "V01", "breaks": 3, "began_h": 1, "shut_h": 1.5, "whole_h": 5}
    assert found["each"] == [row]


def test_a_water_main_is_never_shut_off_it_is_whole_or_it_is_not():
    found = figures((1, broken(4)), (2, DamageEased(4, 1)), (2, broken(5, village=2)), (6, DamageMended(4)))
    assert (found["water"]["places"], found["water"]["shut"], found["water"]["whole"]) == (2, 0, 1)
    assert found["water"]["whole_mean_h"] == 5
    assert math.isnan(found["water"]["shut_mean_h"])
    assert [math.isnan(row["whole_h"]) for row in found["each"]] == [False, True]
    assert found["gas"]["places"] == 0


def test_other_damage_is_no_main_whatever_becomes_of_it():
    found = figures((1, broken(4, "slide")), (2, DamageEased(4, 1)), (3, DamageMended(4)))
    assert found["each"] == []
    assert (found["gas"]["places"], found["water"]["places"], found["cordons"]) == (0, 0, 0)


def test_only_cordons_without_a_size_are_those_of_mains():
    found = figures((1, broken(4, "cordon", size=0)), (1, broken(5, "cordon", size=12)))
    assert found["cordons"] == 1


def test_calls_of_the_kind_that_gas_brings_are_counted_and_no_others():
    leaks = scenario(town(utilities={**BOTH, "gas": {"kind": "fire"}}))
    kinds = [leaks.kind_ids["fire"]] * 2 + [99]
    entries = [(1, IncidentBegan(i, k, 0, 1, 1, (), 1, 1)) for i, k in enumerate(kinds)]
    assert figures(*entries, world=leaks)["calls"] == 2


def test_where_gas_brings_no_calls_none_is_counted():
    assert WORLD.utilities.gas.kind is None
    assert figures((1, IncidentBegan(0, 0, 0, 1, 1, (), 1, 1)))["calls"] == 0


# --- who lacks water ----------------------------------------------------------------------------------------


def test_people_without_hydrants_count_by_the_hour_and_to_the_end_where_it_lasts():
    found = figures(
        (1, HydrantsChanged(1, True)),
        (3, HydrantsChanged(1, False)),
        (4, HydrantsChanged(1, True)),
        (5, HydrantsChanged(1, False)),
        (8, HydrantsChanged(2, True)),
    )
    assert found["dry_villages"] == 2
    assert found["dry_people"] == PEOPLE[1] + PEOPLE[2]
    assert found["dry_person_h"] == pytest.approx(3 * PEOPLE[1] + 2 * PEOPLE[2])


def test_wards_without_water_count_by_the_hour_and_people_do_not():
    found = figures((1, WardsChanged(2, True)), (1.5, WardsChanged(2, False)), (9, WardsChanged(3, True)))
    assert (found["wards"], found["wards_h"]) == (2, 1.5)
    assert found["dry_people"] == 0


# --- pumps --------------------------------------------------------------------------------------------------


def test_pumps_are_credited_with_the_time_until_nature_would_have_had_it_dry():
    found = figures(
        (1, pumped(7, 4000)),
        (2, pumped(7, 1000)),
        (3, DamageChanged(7, 0)),
        (8, DamageMended(7)),
        (2, pumped(8, 500)),
    )["pumps"]
    assert (found["floods"], found["dry"], found["m3"], found["sooner_h"]) == (2, 1, 5.5, 5)


def test_a_place_that_fills_again_is_not_dry_until_it_is_pumped_anew():
    again = [(1, pumped(7, 1)), (2, DamageChanged(7, 0)), (3, DamageChanged(7, 40))]
    assert figures(*again)["pumps"]["dry"] == 0
    found = figures(*again, (4, DamageChanged(7, 0)), (9, DamageMended(7)))["pumps"]
    assert (found["dry"], found["sooner_h"]) == (1, 5)


def test_what_nature_never_drains_and_what_nobody_pumps_gains_no_hours():
    found = figures((1, pumped(7, 1)), (2, DamageChanged(7, 0)), (3, DamageChanged(8, 0)))["pumps"]
    assert (found["floods"], found["dry"]) == (1, 1)
    assert math.isnan(found["sooner_h"])


# --- where there is nothing ---------------------------------------------------------------------------------


def test_a_scenario_with_neither_is_not_followed_and_one_with_either_is():
    neither = UtilityUse(scenario(town(utilities={})))
    neither.finish(H)
    assert neither.readers == neither.summary() == {}
    pumps = UtilityUse(scenario(town(utilities=PUMPS)))
    assert pumps.readers
    assert set(pumps.summary()) == {"utilities"}


def test_a_quiet_day_has_figures_of_nothing():
    found = figures()
    assert (found["dry_villages"], found["dry_person_h"], found["wards_h"]) == (0, 0, 0)
    assert (found["pumps"]["floods"], found["pumps"]["m3"], found["each"]) == (0, 0, [])
