"""Laws of wind, ice and lightning: published formulas; more load fails the same lines sooner, and more."""

from dataclasses import replace
from math import exp

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rigs import wired
from skies import HOUR, MIDDLE, drawn, ground, luck, sky, wet
from worlds import scenario

from sim.hazard.ground import Spot, Thing
from sim.hazard.unfold import Strike
from sim.hazard.weather.lines import (
    Lightning,
    Weather,
    blow,
    fails,
    freeze,
    line_fails,
    mast_area_km2,
    strokes_per_flash_density,
)
from sim.scenario.hazards import Hazards
from sim.scenario.weather import Ice, Wind
from sim.terms.enums import Asset, DamageKind

LINES = 40


def grid(count=LINES, km=20.0):
    """Return the line of nodes with power lines over it, all from its middle to one side."""
    land = ground()
    ends = land.nodes[2], land.nodes[3]
    rows = tuple(Thing(f"L{i:02d}", ends, (2, 3), km) for i in range(count))
    return replace(land, assets={**land.assets, Asset.POWER_LINE: rows})


def wind(**row):
    return Wind.model_validate({"lasts": 12.0, **{k: float(v) for k, v in {**MIDDLE, **row}.items()}})


def struck(happenings, kind=DamageKind.POLE):
    return {what.key: what for what in happenings if isinstance(what, Strike) and what.kind is kind}


def gale(gust, seed=1, **row):
    return blow(wind(gust=gust, **row), Hazards(), grid(), luck(seed))


def test_fragility_is_a_half_at_the_median_and_two_in_a_hundred_at_25_metres_a_second():
    assert fails(40, 40, 0.229) == 0.5
    assert fails(25, 40, 0.229) == pytest.approx(0.02, abs=0.0005)
    assert line_fails(25, 40, 0.229, 10) == pytest.approx(1 - 0.98**10, abs=0.005)


@settings(max_examples=40)
@given(st.floats(0, 90), st.floats(0, 90), st.floats(0.1, 100))
def test_more_load_and_more_length_never_fail_less(one, other, length_km):
    less, more = sorted((one, other))
    assert line_fails(less, 40, 0.3, length_km) <= line_fails(more, 40, 0.3, length_km)
    assert line_fails(more, 40, 0.3, length_km) <= line_fails(more, 40, 0.3, 2 * length_km)


def test_lines_fail_as_often_as_their_chance_says():
    failed = sum(len(struck(gale(28, seed))) for seed in range(12))
    chance = line_fails(28, 40, 0.229, 20)
    assert failed / (12 * LINES) == pytest.approx(chance, abs=0.06)


def test_more_wind_fails_the_same_lines_sooner_and_others_besides():
    less, more = struck(gale(24)), struck(gale(34))
    assert 0 < len(less) < len(more)
    for key, strike in less.items():
        assert more[key].t_ms <= strike.t_ms
        assert (more[key].size, more[key].steps) == (strike.size, strike.steps)


def test_a_gale_is_hardest_half_way_and_nobody_fails_after_that():
    for strike in struck(gale(30, begin=5)).values():
        assert 5 * HOUR < strike.t_ms <= 11 * HOUR


def test_wind_fades_outwards():
    weather = Weather(wind(gust=40, reach=10), Hazards(), grid(), luck())
    middle = ground().spot(**MIDDLE)
    assert weather.here(middle) == 1
    assert weather.here(Spot(middle.x_km + 10, middle.y_km)) == pytest.approx(exp(-0.5))


def test_trees_fall_over_roads_in_hard_wind_only():
    lots = Hazards.model_validate_json('{"lines": {"trees": 5}}')
    found = struck(blow(wind(gust=45), lots, ground(), luck()), DamageKind.DEBRIS)
    assert len(found) == 4
    assert all(len(strike.steps) == 1 and strike.size >= 1 for strike in found.values())
    assert not struck(blow(wind(gust=5), lots, ground(), luck()), DamageKind.DEBRIS)


def test_each_pole_adds_to_the_work():
    work = {strike.size: strike.steps[0].work_ms for strike in struck(gale(40)).values()}
    assert len(work) > 2


def frozen(thickness, above, seed=1):
    ice = Ice.model_validate({"lasts": 12.0, "thickness": float(thickness), "above": float(above), **MIDDLE})
    return struck(freeze(ice, Hazards(), grid(), luck(seed)))


def test_ice_breaks_lines_above_its_height_only():
    # the nodes of the line lie at 200 to 240 m
    assert frozen(40, 100)
    assert not frozen(40, 1000)
    assert not frozen(0, 100)
    assert set(frozen(20, 100)) <= set(frozen(40, 100))


def test_strokes_into_lines_and_masts_are_those_of_the_standards():
    # IEEE 1410: 11.15 strokes a year on 100 km of a line ten metres high, for one flash on a km2
    assert 100 * strokes_per_flash_density(10) == pytest.approx(11.15, abs=0.01)
    # IEC 62305-2: a disc of three heights, here 90 m, doubled on a hilltop
    assert mast_area_km2(30) == pytest.approx(2 * 0.025447, abs=1e-6)


def lightning(depth, seed=1, **figures):
    settings_ = Hazards.model_validate({"lines": {"stays": 1.0, **figures}})
    over = sky(depth=depth)
    return struck(Lightning(settings_, grid(), over, luck(seed)).happenings(), DamageKind.LINE)


def test_lightning_comes_with_rain_and_more_of_it_with_more():
    assert not lightning(0)
    less, more = lightning(60), lightning(400)
    assert set(less) < set(more)
    assert all(more[key].t_ms <= strike.t_ms for key, strike in less.items())


def test_flashes_are_as_many_as_rain_for_each_says():
    flashes = Lightning(Hazards(), grid(), sky(), luck()).flashes_km2([40.0] * 8)
    assert flashes[-1] == pytest.approx(80 * 1e6 / 1e8)  # two hours of 40 mm/h


def test_masts_are_struck():
    figures = {"mast_fails": 1, "flash": 1e6}
    storms = [{"lasts": 24, "depth": 400, **MIDDLE}]
    world = scenario(wired(5, horizon=2, hazards={"rainstorms": storms, "lines": figures}))
    found = struck(drawn(world)["lightning"].happenings, DamageKind.RADIO_SITE)
    assert found
    assert all(strike.steps[0].capability == "telecom" for strike in found.values())


def test_winds_and_ice_of_a_scenario_are_hazards_of_their_own():
    gales = [{"id": "gale", "lasts": 12, "gust": 45, **MIDDLE}]
    found = drawn(wet(winds=gales, ices=[{"lasts": 6, **MIDDLE}], lines={"trees": 5}))
    assert set(found) == {"wind/gale", "ice/0"}
    phases = [what.t_ms for what in found["ice/0"].happenings]
    assert phases == [0, 6 * HOUR]
