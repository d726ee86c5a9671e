"""Mains and pumps beside what else there is: other damage, two breaks at once, two villages, a tank twice."""

import math

import pytest
from mains_yards import MODEL, PUMPS, Town, main, town
from worlds import scenario
from yards import team

from sim.agent.utilities.hydrants import HALF
from sim.hazard.mains import velocity_cm_s
from sim.hazard.repair import GAS, GAS_MENDING, PUMPING, WATER, steps
from sim.record.hazard_facts import DamageMended
from sim.record.utilities import WardsChanged, WaterPumped
from sim.scenario.hazards import NETWORKS, Breaks, Repair
from sim.scenario.utilities import Utilities, mains_km
from sim.scenario.work import usual_h
from sim.terms.enums import Asset, DamageKind
from sim.terms.units import HOUR_MS

LEAK, BURST = DamageKind.GAS_MAIN, DamageKind.WATER_MAIN
IDLE = [team("G", "gas", machines=1, operators=0)]
"""Somebody who sends teams, and a team that can do nothing."""


def wards(yard):
    return [(round(hour, 3), fact.dry) for hour, fact in yard.all(WardsChanged)]


# --- pumps beside other damage


def test_where_there_are_pumps_a_slide_is_cleared_as_ever_and_a_flood_is_pumped():
    teams = [team("P", "pumper", ready_min=0), team("R", "digger", ready_min=0)]
    yard = Town(town(teams, utilities=PUMPS)).run_h(1)
    slide, flood = yard.slide(1), yard.floods(2)
    yard.finish()
    assert [fact.damage for _, fact in yard.all(DamageMended)] == [slide.number]
    assert {fact.damage for _, fact in yard.all(WaterPumped)} == {flood.number}
    assert flood.size == 0


@pytest.mark.parametrize("kind", [DamageKind.SMOKE, DamageKind.CORDON])
def test_only_a_flood_is_something_that_pumps_can_do(kind):
    yard = Town(town([team("P", "pumper")], utilities=PUMPS)).run_h(1)
    other = yard.damages.strike(kind, 2, 800, (2, 3))
    assert other.step is None
    flood = yard.floods(1, 800)
    assert flood.step is not None
    assert (flood.step.capability, flood.step.most) == (PUMPING, 2)
    assert flood.step.work_ms == pytest.approx(0.8 * HOUR_MS, abs=1)


def test_pumps_without_mains_break_no_main_and_mains_without_pumps_pump_nothing():
    dry = Town(town([team("P", "pumper")], utilities=MODEL)).run_h(1)
    assert dry.floods().step is None
    wet = scenario(town(utilities=PUMPS))
    assert mains_km(wet, Asset.WATER_MAIN) == [0.0] * 5


# --- two breaks at once


def test_a_street_with_two_broken_gas_mains_is_closed_until_both_are_shut_off():
    yard = Town(town(IDLE)).run_h(1)
    first, second = yard.breaks(LEAK), yard.breaks(LEAK)
    yard.run_h(2)
    assert yard.shut(2)
    yard.damages.advance(first)
    assert yard.shut(2)
    yard.damages.advance(second)
    assert not yard.shut(2)


def test_a_gas_main_away_from_any_street_closes_none():
    yard = Town(town(IDLE)).run_h(1)
    yard.damages.strike(LEAK, 2, 1, (0, 4), steps(LEAK, 1, Repair()))
    yard.run_h(2)
    assert yard.world.context.roads.closed == set()


def test_gas_and_water_of_one_village_are_mended_by_those_who_can():
    teams = [team("W", "water", ready_min=0), team("G", "pipes", ready_min=0)]
    yard = Town(town(teams, [main(2, 1), main(2, 1, "gas_main_break")])).finish()
    mended = [fact.damage for _, fact in yard.all(DamageMended)]
    assert sorted(mended) == [0, 1, 2]  # the mains, and the cordon of the street
    assert [dry for *_, dry in yard.hydrants()] == [True, False]


# --- hospitals


def together(sizes):
    """Return a town with a hospital at a node that villages of some sizes share."""
    data = town(IDLE, hospital=2)
    for row, people in zip(data["villages"][2:], sizes, strict=False):
        row["node"], row["population"] = "N02", people
    return Town(data).run_h(1)


@pytest.mark.parametrize(("broken", "short"), [(2, False), (3, True)])
def test_a_hospital_is_short_when_half_of_the_mains_around_it_are_broken_by_length(broken, short):
    yard = together([900, 1100])
    yard.breaks(BURST, broken)
    yard.run_h(1 + MODEL["tank"] + 0.1)
    assert yard.world.context.takes_patients(2) is not short
    assert wards(yard) == ([(1 + MODEL["tank"], True)] if short else [])


def test_two_villages_without_water_leave_a_hospital_short_that_each_alone_would_not():
    yard = together([300, 300, 400])
    breaks = [yard.breaks(BURST, 2), yard.breaks(BURST, 3)]
    yard.run_h(4)
    assert not yard.world.context.takes_patients(2)
    yard.damages.mend(breaks[0])
    assert yard.world.context.takes_patients(2)
    assert wards(yard) == [(3, True), (4, False)]
    assert HALF == 0.5


def test_a_tank_lasts_as_long_again_where_water_came_back_meanwhile():
    yard = Town(town(IDLE, hospital=2)).run_h(1)
    first = yard.breaks(BURST)
    yard.run_h(2)
    yard.damages.mend(first)
    yard.breaks(BURST)
    yard.run_h(3.5)
    assert wards(yard) == []  # the first two hours ended at three
    yard.run_h(5)
    assert wards(yard) == [(4, True)]


# --- figures


@pytest.mark.parametrize("degree", [4.0, 6.5, 9.77, 12.0])
def test_velocity_and_intensity_are_each_other_s_inverse(degree):
    assert 3.00 * math.log10(velocity_cm_s(degree) / 100) + 9.77 == pytest.approx(degree)


def test_work_on_mains_grows_by_the_break_and_a_valve_is_shut_once():
    rules = Repair()
    (shut, mend), (water,) = steps(LEAK, 3, rules), steps(BURST, 3, rules)
    assert [each.capability for each in (shut, mend, water)] == [GAS, GAS_MENDING, WATER]
    assert shut.work_ms == rules.valve.ms
    assert (mend.work_ms, mend.most) == (3 * rules.gas_main.ms, 3)
    assert (water.work_ms, water.most) == (3 * rules.water_main.ms, 3)


@pytest.mark.parametrize("size", [1, 4])
def test_what_a_district_reckons_with_is_what_is_usual(size):
    rules = Repair()
    shut, mend = steps(LEAK, size, rules)
    (water,) = steps(BURST, size, rules)
    for kind, step in ((LEAK, shut), (LEAK, mend), (BURST, water)):
        assert usual_h(rules, kind, size, step.capability) * HOUR_MS == pytest.approx(step.work_ms)


def test_each_kind_of_main_has_figures_of_its_own_and_a_switch_in_common():
    rules = Utilities.model_validate({"gas": {"length": 3}, "water": {"length": 2}})
    assert [rules.pipes(asset).length.value for asset in (Asset.GAS_MAIN, Asset.WATER_MAIN)] == [3, 2]
    assert NETWORKS[Asset.GAS_MAIN] == NETWORKS[Asset.WATER_MAIN] == "mains"
    assert not Breaks(mains=False).admits(Asset.GAS_MAIN)
    assert Breaks(mains=False).admits(Asset.ROAD)
