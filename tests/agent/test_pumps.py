"""What pumps do at flooded roads, to the minute, and what nature does meanwhile."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mains_yards import PUMPS, Town, town
from yards import EOC, drive_h, team

from sim.agent.sight import is_shallow, seen
from sim.agent.utilities.pumps import Pool, level_mm, mm_ms
from sim.hazard.weather.water import LEVELS_MM
from sim.record.hazard_facts import DamageChanged, DamageMended, RoadLimited
from sim.record.repair import CrewChanged, DamageReport, WorkDone
from sim.scenario.utilities import Pumps
from sim.terms.enums import DamageKind
from sim.terms.units import HOUR_MS

HALF_H = 0.5
"""A metre of water and two pumps."""


def pumping(machines=2, node=0, utilities=PUMPS, **changes):
    pumps = [team("P", "pumper", node=node, machines=machines, ready_min=0)]
    return Town(town(pumps, utilities=utilities, **changes))


def flooded(mm=1000, link=1, **changes):
    """Return a world in which a link has been flooded for an hour, and the flood."""
    yard = pumping(**changes).run_h(1)
    return yard, yard.floods(link, mm)


THERE_H = 1 + drive_h(1)
"""When a team is at the nearer end of a link flooded after an hour, from next door."""


# --- with a team


def test_a_team_pumps_a_road_dry_as_fast_as_its_pumps_can():
    yard, flood = flooded()
    yard.run_h(THERE_H + HALF_H - 0.01)
    assert 0 < flood.size <= 50
    yard.run_h(THERE_H + HALF_H + 0.01)
    assert flood.size == 0
    assert not flood.whole  # nature has not had it dry yet
    assert sum(litres for _, litres, _ in yard.pumped()) == 1_000_000


def test_one_pump_takes_twice_as_long_as_two():
    yard, flood = flooded(machines=1)
    yard.run_h(THERE_H + 2 * HALF_H - 0.01)
    assert flood.size > 0
    yard.run_h(THERE_H + 2 * HALF_H + 0.01)
    assert flood.size == 0


def test_no_more_pumps_work_than_find_room():
    yard, flood = flooded(machines=5)
    yard.run_h(THERE_H + HALF_H - 0.01)
    assert flood.size > 0


def test_what_is_told_apart_is_each_depth_once_and_the_road_opens_on_the_way():
    yard, _ = flooded()
    yard.run_h(4)
    depths = [fact.size for _, fact in yard.all(DamageChanged)]
    assert depths == [*reversed([mm for mm in LEVELS_MM if mm < 1000]), 0]
    assert not yard.shut(1)


def test_cars_pass_again_sooner_than_by_nature():
    yard, _ = flooded(mm=400)
    yard.run_h(4)
    limits = [fact.vehicles for _, fact in yard.all(RoadLimited)]
    assert limits[-1] == ()


def test_the_team_goes_home_when_it_is_dry_and_the_district_has_heard_how_it_went():
    yard, _ = flooded()
    yard.run_h(6)
    assert yard.life()[-1][1] == "at_base"
    told = [item for _, who, item in yard.told(DamageReport) if who == EOC]
    assert told[0].capability == "pumping"
    assert told[-1].capability == ""


def test_what_is_left_to_pump_is_told_every_hour():
    yard, _ = flooded(mm=2000, machines=1)
    yard.run_h(6)
    left = [item.left_ms for _, who, item in yard.told(DamageReport) if who == EOC and item.left_ms]
    assert left == [HOUR_MS]


def test_pumping_is_no_work_of_a_repair():
    yard, _ = flooded()
    yard.finish()
    assert yard.all(WorkDone) == []
    assert {fact.status for _, fact in yard.all(CrewChanged)} >= {"working", "returning"}


def test_a_team_without_operators_pumps_nothing():
    data = town([team("P", "pumper", machines=2, operators=0, ready_min=0)], utilities=PUMPS)
    yard = Town(data).run_h(1)
    flood = yard.floods()
    yard.run_h(9)
    assert flood.size == 1000
    assert yard.pumped() == []


# --- nature


def test_what_flows_in_is_pumped_besides():
    yard, flood = flooded()
    yard.run_h(THERE_H + 0.1)
    yard.nature(flood, 1500)
    assert flood.size > 1000
    yard.run_h(THERE_H + 0.75 - 0.01)
    assert flood.size > 0
    yard.run_h(THERE_H + 0.75 + 0.03)
    assert flood.size == 0
    assert sum(litres for _, litres, _ in yard.pumped()) == pytest.approx(1_500_000, rel=0.05)


def test_what_nature_takes_need_not_be_pumped():
    yard, flood = flooded()
    yard.run_h(THERE_H + 0.1)
    yard.nature(flood, 500)
    yard.run_h(THERE_H + 0.3)
    assert flood.size == 0
    assert sum(litres for _, litres, _ in yard.pumped()) < 600_000


def test_a_flood_that_was_pumped_and_falls_by_nature_is_never_less_than_dry():
    yard, flood = flooded()
    yard.run_h(THERE_H + 0.4)
    yard.nature(flood, 50)
    assert flood.size == 0
    yard.run_h(8)
    assert yard.life()[-1][1] == "at_base"


def test_water_that_comes_again_is_a_flood_anew_and_the_team_is_sent_again():
    yard, flood = flooded()
    yard.run_h(4)
    yard.nature(flood, 1800)
    assert flood.size == 800
    yard.run_h(8)
    assert flood.size == 0
    assert [damage for _, _, damage in yard.orders()] == [flood.number, flood.number]


def test_a_flood_that_nobody_pumps_is_as_deep_as_nature_says():
    yard = Town(town(utilities=PUMPS)).run_h(1)
    flood = yard.floods(1, 400)
    for mm in (600, 1500, 200, 50):
        yard.nature(flood, mm)
        assert flood.size == mm
    yard.damages.mend(flood)
    assert flood.whole


def test_a_team_at_work_is_free_when_nature_has_the_road_dry():
    yard, flood = flooded()
    yard.run_h(THERE_H + 0.1)
    yard.damages.mend(flood, flood.cause)
    yard.run_h(6)
    assert len(yard.all(DamageMended)) == 1
    assert yard.life()[-1][1] == "at_base"
    left = [left_mm for _, _, left_mm in yard.pumped()]
    assert all(later <= mm for mm, later in pairwise(left))


# --- off, and shallow


def test_without_pumps_nobody_is_sent_and_water_falls_of_itself_alone():
    yard, flood = flooded(utilities={})
    yard.run_h(6)
    assert flood.steps == ()
    assert yard.orders() == []
    yard.nature(flood, 300)
    assert flood.size == 300


def test_without_anybody_who_sends_them_there_are_no_pumps():
    data = town(utilities=PUMPS)
    data["teams"] = []
    yard = Town(data).run_h(1)
    assert yard.floods().steps == ()


def test_nobody_is_sent_to_water_through_which_cars_pass():
    yard, flood = flooded(mm=300)
    yard.run_h(6)
    assert is_shallow(flood)
    assert seen(flood).capability == ""
    assert yard.orders() == []


def test_other_damage_is_never_shallow_and_is_moved_as_it_was():
    yard = pumping().run_h(1)
    slide = yard.slide(1)
    assert not is_shallow(slide)
    yard.nature(slide, 7)
    assert slide.size == 7
    assert seen(slide).capability == "road_clearing"


def test_a_pool_is_done_once_it_is_dry():
    _, flood = flooded()
    pool = Pool(flood)
    assert (pool.number, pool.done, pool.whole) == (flood.number, 0, False)
    assert pool.step == flood.step
    flood.size = 0
    assert pool.whole
    assert pool.cause == flood.cause


def test_more_area_or_a_weaker_pump_takes_longer():
    usual = mm_ms(Pumps())
    assert usual == pytest.approx(HOUR_MS * 3 / 1000, abs=1)
    assert mm_ms(Pumps.model_validate({"area": 6000})) == 2 * usual
    assert mm_ms(Pumps.model_validate({"rate": 500})) == 2 * usual


@given(st.integers(0, 5000))
def test_a_level_is_never_below_the_water_and_is_one_that_is_told_apart(depth_mm):
    level = level_mm(depth_mm)
    assert level == 0 if depth_mm == 0 else level in LEVELS_MM
    assert level >= min(depth_mm, LEVELS_MM[-1])


@settings(max_examples=8)
@given(st.lists(st.tuples(st.floats(0.05, 1), st.sampled_from(LEVELS_MM)), min_size=1, max_size=6))
def test_whatever_nature_does_no_pump_drains_below_nothing(course):
    yard, flood = flooded()
    hour = 1.0
    for wait_h, mm in course:
        hour += wait_h
        yard.run_h(hour)
        yard.nature(flood, mm)
        assert flood.size >= 0
    yard.run_h(hour + 6)
    assert all(left_mm >= 0 for _, _, left_mm in yard.pumped())
    assert flood.size <= 300  # what cars pass is left to nature
    assert flood.kind is DamageKind.ROAD_FLOOD
