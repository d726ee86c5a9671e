"""Which mains shaking, slides, bridges and floods break, and who calls of gas."""

import json
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mains_yards import MODEL, town
from perils import HORIZON_MS, MIDDLE, calls, drawn, ground, strikes
from worlds import kind, scenario

from sim.hazard.every import hazards, lucks
from sim.hazard.mains import KINDS, repairs_per_km, velocity_cm_s, with_mains
from sim.hazard.unfold import Changes, Hazard, Passes, Phase, Strike
from sim.kernel.draw import Streams
from sim.scenario.load import load
from sim.scenario.model import Scenario
from sim.scenario.utilities import mains_km
from sim.scenario.water import has_hydrants
from sim.terms.enums import Asset, DamageKind, HazardKind
from sim.terms.units import HOUR_MS

STRONG = {"id": "q", "magnitude": 7.3, "begin": 2, **MIDDLE}
SURE = {"slide": 1, "bridge": 1, "scour": 1}
MAINS = {DamageKind.WATER_MAIN, DamageKind.GAS_MAIN}


@cache
def plain():
    return load("hamlet-silent").canonical


def hamlet(utilities=None, shaking=None, **quake) -> Scenario:
    """Return the hamlet under an earthquake, in which all lives near a hydrant."""
    data = json.loads(plain())
    one = {"aftershocks": False, **(shaking or {})}
    data["hazards"] = {**data["hazards"], "quakes": [{**STRONG, **quake}], "shaking": one}
    data["water"] = {**data["water"], "hydrant_towns": ["street", "town", "township"], "hydrant_reach": 60}
    data["utilities"] = {**MODEL, **(utilities or {})}
    return Scenario.model_validate_json(json.dumps(data))


def is_main(strike):
    return strike.kind in MAINS


# --- figures


def test_repairs_are_those_of_the_published_curve():
    # 1 in/s on 1,000 ft: 0.00187 repairs, whatever units one comes from
    assert repairs_per_km(8, 1.0) == pytest.approx(0.00187 * velocity_cm_s(8) / 2.54 / 0.3048)


@given(st.floats(4, 12), st.floats(0.01, 2), st.floats(0.1, 5))
def test_harder_shaking_and_weaker_pipes_break_more(intensity, more, material):
    assert repairs_per_km(intensity + more, material) > repairs_per_km(intensity, material)
    assert repairs_per_km(intensity, material + more) > repairs_per_km(intensity, material)


def test_mains_lie_where_hydrants_are_and_follow_the_people():
    made = hamlet({"water": {"length": 2}})
    pairs = list(zip(made.villages, mains_km(made, Asset.WATER_MAIN), strict=True))
    assert all(km == pytest.approx(row.population * 2 / 1000) for row, km in pairs)
    assert mains_km(hamlet({"model": False}), Asset.GAS_MAIN) == [0.0] * len(made.villages)
    far = scenario({**town(), "water": {"hydrant_towns": ["street"]}})
    assert not any(has_hydrants(far))
    assert mains_km(far, Asset.GAS_MAIN) == [0.0] * 5


def test_gas_is_worked_on_from_both_ends_of_the_shortest_street_and_water_where_it_broke():
    land = ground(scenario(town()))
    assert [thing.nodes for thing in land.assets[Asset.GAS_MAIN]] == [(0, 1), (1, 0), (2, 1), (3, 2), (4, 3)]
    assert [thing.nodes for thing in land.assets[Asset.WATER_MAIN]] == [(0,), (1,), (2,), (3,), (4,)]
    assert ground(scenario(town(utilities={}))).assets[Asset.GAS_MAIN] == ()


# --- shaking


@pytest.fixture(scope="module")
def shaken():
    """Return the hamlet, shaken hard, with weak pipes."""
    return drawn(hamlet({"water": {"material": 10, "counts": 1}, "gas": {"material": 10}}))


def test_shaking_breaks_mains_at_its_time_each_village_once(shaken):
    found = strikes(shaken, is_main)
    assert {strike.kind for strike in found} == MAINS
    assert {strike.t_ms for strike in found} == {2 * HOUR_MS}
    keys = [strike.key for strike in found]
    assert len(keys) == len(set(keys))
    assert all(strike.size >= 1 and strike.steps and strike.nodes for strike in found)


def test_mains_change_nothing_of_what_else_breaks(shaken):
    off = drawn(hamlet({"model": False}))
    assert strikes(off, is_main) == []
    assert strikes(shaken, lambda strike: not is_main(strike)) == strikes(off)
    (one,), (other,) = shaken, off
    assert isinstance(one.happenings[0], Phase)
    assert one.happenings[0] == other.happenings[0]


def test_a_larger_earthquake_and_weaker_pipes_break_whatever_less_does():
    def broken(magnitude, material):
        pipes = {"material": material, "counts": 1}
        found = drawn(hamlet({"water": pipes, "gas": pipes}, magnitude=magnitude))
        return {strike.key: strike.size for strike in strikes(found, is_main)}

    few, more, most = broken(6.3, 2), broken(7.3, 2), broken(7.3, 10)
    assert set(few) <= set(more) <= set(most)
    assert all(few[key] <= more[key] for key in few)
    assert all(more[key] <= most[key] for key in more)
    assert most


def test_weak_shaking_breaks_none():
    assert strikes(drawn(hamlet({"water": {"material": 10}}, magnitude=4)), is_main) == []


def test_an_aftershock_breaks_mains_of_its_own():
    found = drawn(hamlet({"gas": {"material": 10}, "least": 4}, shaking={"aftershocks": True}))
    by = [sum(is_main(act) for act in hazard.happenings if isinstance(act, Strike)) for hazard in found]
    assert by[0] > 0
    assert len(found) > 1


def test_networks_that_hazards_may_not_break_stay_whole():
    data = json.loads(hamlet({"gas": {"material": 10}}).canonical)
    data["hazards"]["breaks"] = {**data["hazards"]["breaks"], "mains": False}
    assert strikes(drawn(Scenario.model_validate_json(json.dumps(data))), is_main) == []


# --- what tears the street, tears the main


def torn(*acts, utilities=None, length_km=10.0):
    """Return what breaks on the line where a hazard does something to its roads."""
    made = scenario(
        {**town(utilities={**MODEL, "gas": SURE, "water": SURE, "reach": 20, **(utilities or {})})}
    )
    phases = Phase(0, True), Phase(10 * HOUR_MS, False)
    storm = Hazard(HazardKind.LANDSLIDE, "landslide", (phases[0], *acts, phases[1]))
    (found,) = with_mains([storm], ground(made), lucks(Streams(1, 0)), HORIZON_MS)
    assert [act for act in found.happenings if act in acts] == list(acts)
    return strikes([found], is_main), found


def hits(what, size=500, t_ms=HOUR_MS, key="x"):
    return Strike(t_ms, what, 2, size, (2, 3), (), key)


@pytest.mark.parametrize("what", [DamageKind.SLIDE, DamageKind.BRIDGE])
def test_a_slide_or_a_fallen_bridge_takes_the_mains_of_its_street(what):
    found, _ = torn(hits(what))
    assert {strike.kind for strike in found} == set(KINDS.values())
    assert len(found) == 2
    assert {strike.t_ms for strike in found} == {HOUR_MS}
    assert {strike.nodes for strike in found} == {(2, 3)}
    assert {strike.target for strike in found} <= {2, 3}


def test_a_flood_takes_them_when_it_is_a_metre_deep_and_once():
    up = Changes(2 * HOUR_MS, "x", 1000), Changes(3 * HOUR_MS, "x", 1500), Passes(4 * HOUR_MS, "x")
    found, _ = torn(hits(DamageKind.ROAD_FLOOD, 200), *up)
    assert {strike.t_ms for strike in found} == {2 * HOUR_MS}
    assert len(found) == 2
    at_once, _ = torn(hits(DamageKind.ROAD_FLOOD, 1500))
    assert {strike.t_ms for strike in at_once} == {HOUR_MS}
    shallow, _ = torn(hits(DamageKind.ROAD_FLOOD, 500), Changes(2 * HOUR_MS, "x", 800))
    assert shallow == []


def test_what_closes_a_street_without_touching_the_ground_leaves_mains_whole():
    assert torn(hits(DamageKind.SMOKE), hits(DamageKind.CORDON, key="y"))[0] == []
    fibre = Strike(HOUR_MS, DamageKind.FIBRE, 0, 200, (2, 3), (), "f")
    assert torn(fibre)[0] == []


def test_nothing_breaks_where_no_town_is_or_no_share_goes():
    nobody, hazard = torn(hits(DamageKind.SLIDE), utilities={"gas": {"slide": 0}, "water": {"slide": 0}})
    assert nobody == []
    assert hazard.happenings[-1].t_ms == 10 * HOUR_MS
    assert torn(hits(DamageKind.SLIDE), utilities={"reach": 0})[0] == []


# --- who calls


def gassy(rate, horizon_ms=HORIZON_MS, kind_id="leak"):
    data = town(utilities={**MODEL, "gas": {**SURE, "kind": kind_id, "calls": rate}, "reach": 20})
    data["demand"] = {**data["demand"], "kinds": {"fire": kind(), "leak": kind(per_1000=0)}}
    made = scenario(data)
    storm = Hazard(
        HazardKind.LANDSLIDE, "s", (Phase(0, True), hits(DamageKind.SLIDE), Phase(2 * HOUR_MS, False))
    )
    return with_mains([storm], ground(made), lucks(Streams(1, 0)), horizon_ms)


def test_people_call_of_gas_until_the_horizon_from_the_village_where_it_broke():
    found = gassy(2)
    (main,) = strikes(found, lambda strike: strike.kind is DamageKind.GAS_MAIN)
    rang = calls(found)
    assert 80 < len(rang) < 220  # 142 in 71 hours on the mean
    assert {call.key for call in rang} == {main.key}
    assert {call.birth.place for call in rang} == {main.target}
    assert all(main.t_ms < call.t_ms < HORIZON_MS for call in rang)
    assert found[0].happenings[-1].t_ms >= rang[-1].t_ms


def test_fewer_call_where_fewer_are_to_or_the_time_is_shorter():
    assert len(calls(gassy(0.2))) < len(calls(gassy(2)))
    assert len(calls(gassy(2, 5 * HOUR_MS))) < len(calls(gassy(2)))
    assert calls(gassy(0)) == calls(gassy(2, kind_id=None)) == []


def test_the_hazards_of_a_world_are_the_same_in_any_run():
    made = hamlet({"gas": {"material": 10}})
    assert hazards(made, Streams(1, 3), HORIZON_MS) == hazards(made, Streams(1, 3), HORIZON_MS)
