"""Laws of wildfires: smoke closes roads for a time, flames take what stands in them, villages call."""

import math
from itertools import pairwise

import pytest
from perils import calls, drawn, ground, luck, strikes, struck

from sim.hazard.fire.model import burn
from sim.hazard.fire.smoke import CLEAR_M, changes, sight_m, sources, worst_sight_m
from sim.hazard.gas.plume import Wind, concentration
from sim.hazard.ground import Spot
from sim.hazard.unfold import Changes, Passes, Phase, Strike
from sim.scenario.perils import Burning
from sim.terms.enums import Asset, DamageKind, HazardKind
from sim.terms.units import HOUR_MS

HILL = {"lon": 107.985, "lat": 30.03}
"""South of 东风垭口, whose node the wind carries it to."""
FIRE = {"begin": 10, "lasts": 12, "wind": 4, "temperature": 38, "humidity": 25, **HILL}
HELP = {"kind": "fire"}


def wildfire(rep=0, burning=HELP, **changes):
    return drawn(struck(wildfires=[{**FIRE, **changes}], burning=burning), rep)


@pytest.fixture(scope="module")
def north():
    return wildfire()


def burnt(rep=0, burning=HELP, **changes):
    of = struck(wildfires=[{**FIRE, **changes}], burning=burning)
    return burn(of.hazards, ground(of), of.hazards.wildfires[0], luck(rep))


def test_it_begins_when_it_is_scripted_and_is_over_once_all_is_clear(north):
    (hazard,) = north
    assert hazard.kind is HazardKind.WILDFIRE
    assert hazard.happenings[0] == Phase(10 * HOUR_MS, True)
    assert hazard.happenings[-1] == Phase(max(act.t_ms for act in hazard.happenings), False)
    assert hazard.happenings[-1].t_ms >= 22 * HOUR_MS


def test_smoke_comes_thickens_and_lifts_of_itself(north):
    (hazard,) = north
    open_since = {}
    for act in hazard.happenings:
        if isinstance(act, Strike) and act.kind is DamageKind.SMOKE:
            assert act.steps == ()
            assert 0 <= act.size < CLEAR_M
            assert act.key not in open_since
            open_since[act.key] = act.t_ms
        elif isinstance(act, Changes):
            assert open_since[act.key] < act.t_ms
            assert act.size < CLEAR_M
        elif isinstance(act, Passes):
            assert open_since.pop(act.key) < act.t_ms
    assert not open_since
    assert strikes(north, lambda strike: strike.kind is DamageKind.SMOKE)


def test_the_wind_decides_whose_road_is_in_smoke(north):
    def smoky(found):
        return {s.target for s in strikes(found, lambda s: s.kind is DamageKind.SMOKE)}

    assert smoky(north) != smoky(wildfire(heading=180))


def test_a_longer_fire_burns_all_that_a_shorter_one_does_and_more():
    areas = [burnt(lasts=lasts) for lasts in (2, 6, 12)]
    for less, more in pairwise(areas):
        assert all(b <= a for a, b in zip(less.minutes, more.minutes, strict=True))
        assert less.area_ha < more.area_ha


def test_by_the_hour_each_cell_burns_once():
    found = burnt()
    hours = found.by_hour(12)
    cells = [cell for hour in hours for cell in hour]
    assert len(cells) == len(set(cells)) == round(found.area_ha)
    for hour, some in enumerate(hours):
        assert all(60 * hour <= found.minutes[cell] < 60 * (hour + 1) for cell in some)


def test_another_replication_burns_other_cells():
    assert burnt(0).minutes != burnt(1).minutes


def test_without_luck_of_cells_every_replication_burns_alike():
    calm = {**HELP, "spread_sigma": 0}
    assert burnt(0, calm).minutes == burnt(1, calm).minutes


@pytest.fixture(scope="module")
def through():
    """A fire that takes whatever its flames come to, from a hill beside the town of the hamlet's cells."""
    town = {"lon": 107.95, "lat": 30.015}
    return wildfire(burning={**HELP, "takes": 1, "river": 0}, lasts=30, wind=6, reach=4, **town)


def test_flames_take_what_stands_in_them_once(through):
    taken = strikes(through, lambda strike: strike.kind is not DamageKind.SMOKE)
    assert {strike.kind.asset for strike in taken} >= {Asset.FIBRE, Asset.TELECOM_SITE}
    assert len({strike.key for strike in taken}) == len(taken)
    for strike in taken:
        assert 10 * HOUR_MS <= strike.t_ms <= 40 * HOUR_MS
        assert strike.steps
        assert strike.size >= 1


def test_flames_that_take_nothing_take_nothing():
    town = {"lon": 107.95, "lat": 30.015}
    spared = wildfire(burning={**HELP, "takes": 0, "river": 0}, lasts=30, wind=6, reach=4, **town)
    assert {strike.kind for strike in strikes(spared)} <= {DamageKind.SMOKE}


def test_the_first_call_tells_of_the_fire_and_villages_call_as_it_comes_near(through):
    first, *others = calls(through)
    assert first.t_ms == 10 * HOUR_MS
    assert struck().villages[first.birth.place].id == "V11"
    places = [call.birth.place for call in others]
    assert len(places) == len(set(places)) > 0
    assert first.birth.place not in places
    for call in others:
        assert 10 * HOUR_MS < call.t_ms <= 40 * HOUR_MS


def test_no_village_calls_that_the_flames_never_come_near_to():
    assert len(calls(wildfire(lasts=0.2, burning={**HELP, "threat": 0.1}))) == 1
    assert not calls(wildfire(burning={}))


def test_each_village_has_luck_of_its_own():
    short, long = wildfire(lasts=6), wildfire(lasts=12)
    assert [call for call in calls(long) if call in calls(short)] == calls(short)


def test_what_begins_beyond_the_horizon_never_does():
    assert not wildfire(begin=90)


# --- smoke -------------------------------------------------------------------------------------------------


def test_sight_is_that_of_koschmieder():
    assert sight_m(0.001, Burning()) == pytest.approx(3.912 / 4.5 * 1000)
    assert sight_m(0.0, Burning()) == math.inf


def test_what_burns_smokes_by_its_load_wherever_it_is_gathered():
    grid = burnt().grid
    found = sources(grid, range(100), Burning())
    each_g_s = 100**2 * 1.5 * 15 * 0.2 / 3600
    assert math.fsum(rate for _, rate in found) == pytest.approx(100 * each_g_s)
    assert 1 < len(found) < 100
    assert sources(grid, [7], Burning()) == [(grid.place(7), pytest.approx(each_g_s))]
    assert sources(grid, [], Burning()) == []


def test_one_sees_as_far_as_at_the_worst_place():
    smoke = [(Spot(0, 0), 500.0), (Spot(0.2, 0), 300.0)]
    near, far = Spot(0, 1), Spot(0, 4)
    thick = math.fsum(concentration(rate, 0, Wind(3, 0), place, near) for place, rate in smoke)
    assert worst_sight_m(Burning(), 3, 0, smoke, [far, near]) == sight_m(thick, Burning())
    assert worst_sight_m(Burning(), 3, 180, smoke, [far, near]) == math.inf
    assert worst_sight_m(Burning(), 0, 0, smoke, [near]) < worst_sight_m(Burning(), 3, 0, smoke, [near])


def test_only_another_step_of_sight_is_a_change():
    sights = [900.0, 150.0, 160.0, 90.0, 30.0, 20.0, 500.0, 99.0]
    assert list(changes(sights)) == [(1, 150), (3, 90), (4, 30), (6, CLEAR_M), (7, 99), (8, CLEAR_M)]
    assert list(changes([])) == list(changes([300.0])) == []
