"""What broken mains do in a small district, and what it takes until they are whole."""

import pytest
from drills import call
from mains_yards import BOTH, MODEL, WET, Town, main, town
from yards import drive_h, team

from sim.hazard.play import is_shut
from sim.metric.cascade import DAMAGE, HYDRANTS, ROAD, Cascade
from sim.record.hazard_facts import DamageBegan, DamageEased, DamageMended
from sim.record.repair import DamageSeen
from sim.record.utilities import HydrantFlow, WardsChanged
from sim.record.water import WaterChanged
from sim.report.cascade.names import Names
from sim.terms.enums import DamageKind

GAS, WATER = DamageKind.GAS_MAIN, DamageKind.WATER_MAIN


# --- water


def test_a_broken_main_leaves_the_hydrants_of_its_village_dry_and_of_no_other_until_it_is_mended():
    shift = {"operational_period": 100}
    yard = Town(town([team("W", "water", ready_min=0)], [main(2, 1)], repair=shift)).finish()
    (dry, wet) = yard.hydrants()
    assert dry == (1, 2, True)
    assert wet[1:] == (2, False)
    assert wet[0] == pytest.approx(1 + drive_h(2) + 12, abs=0.01)


def test_hydrants_stay_dry_until_the_last_of_two_breaks_is_mended():
    yard = Town(town()).run_h(1)
    first, second = yard.breaks(WATER), yard.breaks(WATER)
    yard.damages.mend(first)
    assert yard.hydrants() == [(1, 2, True)]
    yard.damages.mend(second)
    assert [dry for *_, dry in yard.hydrants()] == [True, False]


def test_nobody_mends_a_main_before_somebody_has_seen_and_told_it():
    yard = Town(town(injects=[main(2, 1)], repair={"sight": 60})).finish()
    (seen_h, _), *_ = yard.all(DamageSeen)
    assert seen_h == pytest.approx(2)
    assert min(hour for hour, _, _ in yard.orders()) >= seen_h


def test_no_work_is_done_on_a_main_by_a_team_of_another_kind():
    yard = Town(town([team("G", "gas", ready_min=0)], [main(2, 1)])).finish()
    assert yard.orders() == []
    assert yard.all(DamageMended) == []


def burning(injects=(), water=None):
    """Return a world in which a fire burns in village 2, with water from hydrants alone beyond one tank."""
    data = town(injects=injects)
    data["demand"] = {**data["demand"], "kinds": WET}
    data["calls"] = [call(0, 2)]
    data["water"] = {"model": True, "wet": 1, **(water or {})}
    return Town(data)


def flows(yard):
    return [(round(hour, 4), fact.l_min) for hour, fact in yard.all(HydrantFlow)]


def test_at_a_fire_hydrants_give_what_is_written_down_and_nothing_more_after_the_end():
    yard = burning().finish()
    (came_h, l_min), (_, none) = flows(yard)
    assert (l_min, none) == (1500, 0)
    assert came_h > drive_h(2)


def test_at_a_fire_with_dry_hydrants_engines_fetch_their_water_and_the_work_takes_longer():
    wet, dry = burning().finish(), burning([main(2, 0.01)]).finish()
    assert flows(dry) == []
    assert {fact.inflow_l_min for _, fact in dry.all(WaterChanged)} < {0, 1500} | set(range(1500))
    assert 1500 not in {fact.inflow_l_min for _, fact in dry.all(WaterChanged)}
    assert dry.all(WaterChanged)[-1][0] > wet.all(WaterChanged)[-1][0]


def test_hydrants_that_run_dry_during_a_fire_stop_at_once():
    yard = burning([main(2, 0.6)]).finish()
    assert [l_min for _, l_min in flows(yard)][:2] == [1500, 0]
    assert flows(yard)[1][0] == pytest.approx(0.6, abs=1e-3)


def test_tanks_are_not_filled_at_hydrants_that_are_dry():
    usual, dry = burning([main(2, 0.01)]), burning([main(2, 0.01), main(1, 0.01), main(3, 0.01)])
    for yard in (usual, dry):
        yard.finish()
    most = [max(fact.inflow_l_min for _, fact in yard.all(WaterChanged)) for yard in (usual, dry)]
    assert most[0] > most[1] > 0


# --- hospitals


def test_a_hospital_lives_on_its_tank_and_takes_nobody_once_it_is_empty():
    yard = Town(town([team("G", "gas")], [main(2, 1, until_h=5)], hospital=2))
    takes, node = yard.world.context.takes_patients, 2
    yard.run_h(2.9)
    assert takes(node)
    yard.run_h(3.1)
    assert not takes(node)
    yard.run_h(5.1)
    assert takes(node)
    assert [(round(hour, 3), fact.dry) for hour, fact in yard.all(WardsChanged)] == [(3, True), (5, False)]


def test_a_main_that_is_mended_before_the_tank_is_empty_leaves_the_hospital_as_it_was():
    yard = Town(town([team("G", "gas")], [main(2, 1, until_h=2)], hospital=2)).run_h(9)
    assert yard.all(WardsChanged) == []


def test_a_hospital_elsewhere_has_water():
    yard = Town(town([team("G", "gas")], [main(2, 1)], hospital=3)).run_h(9)
    assert yard.all(WardsChanged) == []


# --- gas


def test_a_street_beside_a_broken_gas_main_is_closed_after_a_while_until_it_is_shut_off():
    yard = Town(town([team("G", "gas", ready_min=0)], [main(2, 1, "gas_main_break")]))
    yard.run_h(1.3)
    assert not yard.shut(1)
    yard.run_h(1.34)
    assert yard.shut(1) or yard.shut(2)
    yard.finish()
    (shut_h, eased), *_ = yard.all(DamageEased)
    assert shut_h == pytest.approx(1 + drive_h(1) + 1, abs=0.01)  # from the end of the street that is nearer
    mended = [hour for hour, fact in yard.all(DamageMended) if fact.damage != eased.damage]
    assert mended == [shut_h]


def test_a_main_that_is_shut_off_in_time_closes_no_street():
    yard = Town(town([team("G", "gas")])).run_h(1)
    main_ = yard.breaks(GAS)
    yard.damages.advance(main_)
    yard.run_h(3)
    assert not yard.shut(2)
    assert is_shut(main_)


def test_a_main_that_is_whole_by_itself_opens_its_street_again():
    yard = Town(town([team("G", "gas", machines=1, operators=0)], [main(2, 1, "gas_main_break", until_h=3)]))
    yard.run_h(2)
    assert {fact.kind for _, fact in yard.all(DamageBegan)} == {"gas_main_break", "cordon"}
    yard.run_h(3.1)
    assert not yard.world.context.roads.closed


def test_who_can_only_shut_gas_off_goes_home_and_who_can_mend_it_stays():
    away = Town(town([team("G", "gas", ready_min=0)], [main(2, 1, "gas_main_break")])).finish()
    stays = Town(town([team("G", "pipes", ready_min=0)], [main(2, 1, "gas_main_break")])).finish()
    assert [fact.damage for _, fact in away.all(DamageMended)] == [1]
    assert {fact.damage for _, fact in stays.all(DamageMended)} == {0, 1}
    assert away.life()[-1][1] == stays.life()[-1][1] == "at_base"


def test_a_team_leaves_a_main_that_is_shut_off_for_one_that_is_open():
    yard = Town(
        town([team("G", "pipes", ready_min=0)], [main(1, 1, "gas_main_break"), main(3, 4, "gas_main_break")])
    )
    yard.finish()
    sent = [damage for _, _, damage in yard.orders()]
    assert sent[:1] == [0]
    late = [hour for hour, fact in yard.all(DamageEased) if fact.damage == sent[1]]
    first = [hour for hour, fact in yard.all(DamageEased) if fact.damage == 0]
    assert first[0] < late[0] < first[1]


def test_only_a_gas_main_is_ever_shut_off():
    yard = Town(town()).run_h(1)
    assert not is_shut(None)
    assert not is_shut(yard.breaks(WATER))
    assert not is_shut(yard.breaks(GAS))


def test_mains_off_means_that_nothing_of_them_is_written_down():
    yard = Town(town(utilities={})).finish()
    assert yard.hydrants() == yard.all(HydrantFlow) == []
    assert not yard.damages.can_break(WATER.asset)


# --- what fell because of what


def test_the_cascade_tells_of_dry_hydrants_closed_streets_and_hospitals_without_water():
    yard = Town(town([team("G", "gas")], [main(2, 1, "gas_main_break"), main(2, 1)], hospital=2)).finish()
    cascade = Cascade(yard.scenario)
    for batch in yard.log.batches():
        cascade(*batch)
    names = Names(yard.scenario)
    told = [(fall.thing[0], names.of(fall).zh) for fall in cascade.falls]
    assert (DAMAGE, "村2 燃气管网破损") in told
    assert (HYDRANTS, "村2") in told
    assert (HYDRANTS, "节点2 医院") in told
    water = next(fall for fall in cascade.falls if fall.thing[0] == HYDRANTS)
    assert water.people == 10000
    assert water.parent is not None
    assert water.parent.thing[0] == DAMAGE
    road = next(fall for fall in cascade.falls if fall.thing[0] == ROAD)
    assert road.parent is not None
    assert road.parent.parent is not None
    assert road.parent.parent.thing[0] == DAMAGE


def test_pumps_and_mains_go_together():
    yard = Town(town([team("P", "pumper", ready_min=0)], [main(2, 1)], utilities=BOTH)).run_h(1)
    flood = yard.floods()
    yard.run_h(8)
    assert flood.size == 0
    assert yard.hydrants() == [(1, 2, True)]


def test_minutes_of_the_cordon_are_those_of_the_scenario():
    rules = {**MODEL, "gas": {"cordon": 60}}
    yard = Town(town([team("G", "gas")], [main(2, 1, "gas_main_break")], utilities=rules)).run_h(1.99)
    assert not yard.world.context.roads.closed
    yard.run_h(2.01)
    assert yard.world.context.roads.closed
