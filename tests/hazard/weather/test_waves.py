"""Waves from upstream pass each gauge in turn, reach the district later, and add to what rain brings."""

import pytest
from features import FEATURES

from sim.hazard.every import hazards
from sim.hazard.ground import Ground
from sim.hazard.unfold import Emergency, Strike, Wets
from sim.hazard.weather.waves import arrives_m, between, head_of, rise_m
from sim.kernel.draw import Streams
from sim.scenario.load import load
from sim.terms.enums import HazardKind
from sim.terms.units import HOUR_MS

WAVE = FEATURES["basin"]["none"]
LOWER = (
    "gauges.G2={name_zh: 下游站, river: 试验河, post: NB1, distance_km: 4, travel_h: 0.25, keeps: 0.5, "
    "usual_m: 90, warning_m: 93, guarantee_m: 95}"
)
RIVER = "试验河"


def hamlet(*changes):
    return load("hamlet-silent", [*WAVE, *changes])


def luck_of(rep=0):
    streams = Streams(1, rep)
    return lambda name: streams(f"hazard/river_flood/{name}")


def flood(scenario, rep=0):
    """Return what the river does in six hours."""
    found = [h for h in hazards(scenario, Streams(1, rep), 6 * HOUR_MS) if h.kind is HazardKind.RIVER_FLOOD]
    return found[0].happenings if found else ()


@pytest.fixture(scope="module")
def scenario():
    return hamlet(LOWER)


@pytest.fixture(scope="module")
def water(scenario):
    return flood(scenario)


def test_a_wave_is_scripted_at_the_uppermost_gauge_and_passes_the_lower_one_later(scenario):
    upper, lower = scenario.gauges
    assert head_of(scenario, RIVER) == upper
    for t_h in (0.6, 1.0, 1.5, 2.2):
        risen_m = rise_m(scenario, upper, t_h)
        assert rise_m(scenario, lower, t_h + 0.75) * lower.keeps == pytest.approx(risen_m)


def test_before_and_after_the_script_and_without_a_gauge_no_river_is_risen(scenario):
    upper = scenario.gauges[0]
    assert rise_m(scenario, upper, 0.4) == rise_m(scenario, upper, 3.1) == 0
    assert rise_m(scenario, upper, 1.5) == 12
    assert head_of(scenario, "无名河") is None
    assert rise_m(scenario, upper.model_copy(update={"river": "无名河"}), 1.5) == 0
    assert between([], 1.0) == 0


def test_the_wave_comes_to_the_district_after_its_way_and_with_the_share_that_arrives():
    exact = hamlet("basin.error=0", "gauges.G1.keeps=0.5")
    stages = arrives_m(exact, RIVER, 24, luck_of())
    assert max(stages) == 6
    assert stages.index(6) == 9  # the end of the quarter of an hour that ends at 2.5 h
    assert arrives_m(exact, "无名河", 3, luck_of()) == [0, 0, 0]


def test_what_arrives_errs_by_luck_that_is_the_same_for_whoever_is_told():
    told = [arrives_m(hamlet(f"basin.shares={shares}"), RIVER, 24, luck_of()) for shares in ("none",)]
    told += [
        arrives_m(hamlet(f"basin.shares={shares}", "warning.variant=chain"), RIVER, 24, luck_of())
        for shares in ("district", "direct")
    ]
    assert told[0] == told[1] == told[2]
    assert arrives_m(hamlet(), RIVER, 24, luck_of(1)) != told[0]


@pytest.mark.parametrize("scale", [0.5, 1, 2])
def test_a_higher_wave_is_higher_everywhere_in_proportion(scale):
    one, other = arrives_m(hamlet(), RIVER, 24, luck_of()), hamlet(f"basin.scale={scale}")
    assert arrives_m(other, RIVER, 24, luck_of()) == pytest.approx([scale * m for m in one])


def test_it_floods_roads_and_villages_without_any_rain_and_only_after_its_way(water):
    roads = [each for each in water if isinstance(each, Strike)]
    wets = [each for each in water if isinstance(each, Wets)]
    assert roads
    assert wets
    assert min(each.t_ms for each in (*roads, *wets)) > 1.5 * HOUR_MS
    assert wets[-1].depth_mm == 0


def test_people_call_only_from_villages_where_the_river_stands(scenario):
    water = flood(hamlet("basin.rescues=100"))
    calls = [each for each in water if isinstance(each, Emergency)]
    wet = {each.village for each in water if isinstance(each, Wets)}
    assert calls
    assert {each.birth.place for each in calls} <= wet
    assert all(each.at_home for each in calls)
    assert not [e for e in flood(hamlet("basin.rescues=0")) if isinstance(e, Emergency)]


def test_without_a_kind_of_incident_nobody_calls():
    silent = load("hamlet-silent", [*WAVE, "hazards.water.kind=null"])
    assert not [each for each in flood(silent) if isinstance(each, Emergency)]


def test_a_wave_adds_to_the_flood_that_rain_makes():
    rain = "hazards.rainstorms=[{begin: 0.25, lasts: 4, depth: 350, reach: 15, lon: 107.98, lat: 29.99}]"
    dry, wet = flood(hamlet()), flood(hamlet(rain))
    first_dry = min(each.t_ms for each in dry if isinstance(each, Strike))
    assert min(each.t_ms for each in wet if isinstance(each, Strike)) <= first_dry


def test_where_no_wave_is_modelled_the_rivers_do_as_before():
    off = hamlet("basin.model=false")
    assert hazards(off, Streams(1, 0), 6 * HOUR_MS) == []
    assert arrives_m(off, RIVER, 8, luck_of()) == [0] * 8
    assert rise_m(off, off.gauges[0], 1.5) == 0
    assert Ground.of(off).rivers[0].name == RIVER
