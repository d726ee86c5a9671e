"""Laws of water: the published speeds; depth follows the rain, rises and falls, and harms who is low."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rigs import wired
from skies import MIDDLE, drawn, ground, luck, published, sky, wet
from worlds import scenario

from sim.hazard.ground import Ground
from sim.hazard.unfold import Changes, Emergency, Passes, Strike
from sim.hazard.weather.flood_speed import flooded_permille, safe_speed_kmh
from sim.hazard.weather.water import LEVELS_MM, Rivers, Spell, may_flood, over_dip_mm, spells
from sim.scenario.weather import Water
from sim.terms.enums import Asset, DamageKind

HEAVY = {"lasts": 24, "depth": 600, **MIDDLE}
WET = {"dips": 1.0, "rise": 12, "kind": "fire", "rescues": 0.01}


def test_speeds_through_water_are_those_published():
    for row in published("response/pregnolato_depth_speed.csv"):
        assert safe_speed_kmh(float(row["depth_mm"])) == pytest.approx(float(row["v_km_h"]), abs=1e-9)


@settings(max_examples=50)
@given(st.floats(0, 900), st.floats(0, 900), st.floats(0.5, 30), st.floats(15, 100))
def test_deeper_water_never_lets_a_link_bear_more(one, other, length_km, speed_kmh):
    shallow, deep = sorted((one, other))
    shares = [flooded_permille(depth, length_km, 0.2, speed_kmh) for depth in (shallow, deep)]
    assert 1 <= shares[1] <= shares[0] <= 1000


def test_a_dry_link_bears_all_and_a_drowned_stretch_makes_a_long_link_less_slow_than_a_short_one():
    assert flooded_permille(0, 5, 0.2, 40) == 1000
    assert flooded_permille(300, 0.2, 0.2, 40) == round(1000 * safe_speed_kmh(300) / 40)
    assert flooded_permille(300, 20, 0.2, 40) > flooded_permille(300, 2, 0.2, 40)


def test_water_is_told_by_the_next_level_above_it():
    minutes = 15 * 60_000
    (spell,) = spells([0, 60, 310, 290, 90, 10, 0], 50)
    assert spell == Spell(
        ((2 * minutes, 100), (3 * minutes, 350), (4 * minutes, 300), (5 * minutes, 100), (6 * minutes, 0))
    )
    assert spell.deepest == (3 * minutes, 350)


def test_water_that_nobody_minds_is_no_flood_and_one_that_stays_has_no_end():
    assert list(spells([10, 40, 49], 50)) == []
    (spell,) = spells([0, 5000, 5000], 50)
    assert spell.depths == ((30 * 60_000, LEVELS_MM[-1]),)


def test_two_floods_of_a_place_are_two():
    assert len(list(spells([100, 0, 100, 0], 50))) == 2


def test_a_valley_bears_what_it_bears():
    water = Water()
    assert over_dip_mm([0, 40, 50], water, 6) == [0, 0, 60]


def floods(hazard):
    """Return the depths of each flooded place after each change, by key."""
    found = {}
    for what in hazard.happenings:
        if isinstance(what, Strike) and what.kind is DamageKind.ROAD_FLOOD:
            found[what.key] = [what.size]
        elif isinstance(what, Changes):
            found[what.key].append(what.size)
        elif isinstance(what, Passes):
            found[what.key].append(0)
    return found


@pytest.fixture(scope="module")
def flash():
    return drawn(wet(rainstorms=[HEAVY], water=WET))["flash_flood"]


def test_a_road_floods_rises_falls_and_is_dry_again(flash):
    depths = floods(flash)
    assert len(depths) > 5
    for told in depths.values():
        assert all(one != two for one, two in pairwise(told))
        assert told[-1] == 0
    assert any(max(told) > 300 for told in depths.values())


def test_small_bridges_go_only_where_a_metre_came_over_them():
    hazard = drawn(wet(rainstorms=[HEAVY], water={**WET, "rise": 40, "washes_out": 1}))["flash_flood"]
    gone = [what for what in hazard.happenings if isinstance(what, Strike) and what.kind is DamageKind.BRIDGE]
    deepest = {}
    for key, told in floods(hazard).items():
        place = key.rpartition("/")[0]
        deepest[place] = max(deepest.get(place, 0), *told)
    washed = {what.key.rpartition("/")[0] for what in gone}
    assert washed == {place for place, depth in deepest.items() if depth >= 1000} != set()
    assert all([step.capability for step in what.steps] == ["bridge"] * 2 for what in gone)


def test_no_bridge_goes_where_none_may():
    hazard = drawn(wet(rainstorms=[HEAVY], water={**WET, "rise": 40, "washes_out": 0}))["flash_flood"]
    assert {what.kind for what in hazard.happenings if isinstance(what, Strike)} == {DamageKind.ROAD_FLOOD}


def test_more_rain_floods_the_same_places_deeper_and_others_besides():
    less, more = (
        floods(drawn(wet(rainstorms=[{**HEAVY, "depth": depth}], water=WET))["flash_flood"])
        for depth in (300, 600)
    )
    places = [{key.rpartition("/")[0] for key in found} for found in (less, more)]
    assert places[0] < places[1]


def test_people_in_flooded_valleys_call(flash):
    calls = [what for what in flash.happenings if isinstance(what, Emergency)]
    assert calls
    assert all(what.birth.t_ms == what.t_ms and what.key == "" for what in calls)
    quiet = drawn(wet(rainstorms=[HEAVY], water={**WET, "kind": None}))["flash_flood"]
    assert not [what for what in quiet.happenings if isinstance(what, Emergency)]
    assert floods(quiet) == floods(flash)


def test_a_land_without_fords_has_no_flooded_road():
    assert "flash_flood" not in drawn(wet(rainstorms=[HEAVY], water={"dips": 0}))


# --- rivers


def river_world(**water):
    figures = {"river_rise": 0.03, "freeboard": 4, "bank": 1, **water}
    return wet(river=True, rainstorms=[HEAVY], water=figures)


def test_a_river_rises_with_its_basin_and_floods_the_roads_at_its_banks():
    hazard = drawn(river_world())["river_flood"]
    depths = floods(hazard)
    assert depths
    assert all(key.endswith("/小河/0") for key in depths)
    # nodes rise by ten metres each: the road between the lowest is flooded, those above are not
    heights = {key.split("/")[1]: max(told) for key, told in depths.items()}
    assert heights["R00"] > 700
    assert not heights.keys() & {"R02", "R03"}


def test_a_river_stands_as_high_as_its_basin_holds_rain():
    world = river_world()
    land = Ground.of(world)
    over = sky(depth=0)
    flat = Rivers(world.hazards, land, over, luck()).stage_m(land.rivers[0])
    assert not any(flat)
    stage_m = Rivers(world.hazards, land, sky(depth=400), luck()).stage_m(land.rivers[0])
    assert 0 < max(stage_m) < 0.03 * 400
    assert stage_m[-1] < max(stage_m)


def test_roads_far_from_a_river_and_great_bridges_stay_dry():
    assert "river_flood" not in drawn(river_world(bank=0.01))
    data = river_world().model_dump(mode="json")
    for link in data["links"]:
        link["bridge"] = "B1"
    assert "river_flood" not in drawn(scenario(data))


# --- stations


def stations(**water):
    data = wired(
        5,
        horizon=2,
        hazards={"rainstorms": [HEAVY], "water": {"dips": 0, "low_lying": 1, "rise": 60, **water}},
    )
    for i, node in enumerate(data["nodes"]):
        node["lon"] = 107.0 + 0.1 * i
    return scenario(data)


def test_low_exchanges_fail_when_the_water_is_deep_and_cells_do_not():
    world = stations(fails=1)
    land = Ground.of(world)
    strikes = [what for what in drawn(world)["flash_flood"].happenings if isinstance(what, Strike)]
    assert {strike.kind for strike in strikes} == {DamageKind.TELECOM_SITE}
    assert all(
        may_flood(land, Asset.TELECOM_SITE, strike.target) and strike.size >= 500 for strike in strikes
    )
    assert {world.telecom[strike.target].kind.value for strike in strikes} <= {"core", "hub"}


@pytest.mark.parametrize("dry", [{"low_lying": 0}, {"fails": 0}, {"floods_at": 5000, "rise": 1}])
def test_stations_that_stand_high_or_dry_stay_in_service(dry):
    assert "flash_flood" not in drawn(stations(**dry))


def test_exchanges_at_the_banks_of_a_river_fail_with_it():
    data = stations(low_lying=0, river_rise=0.3, freeboard=2, bank=5, fails=1).model_dump(mode="json")
    data["lines"] = [
        {
            "name_zh": "小河",
            "kind": "river",
            "points": [[107.0, 29.001], [107.4, 29.001]],
            "label": "assumption",
            "source": "x",
        }
    ]
    strikes = [what for what in drawn(scenario(data))["river_flood"].happenings if isinstance(what, Strike)]
    assert DamageKind.TELECOM_SITE in {strike.kind for strike in strikes}
    far = {**data, "hazards": {**data["hazards"], "water": {**data["hazards"]["water"], "bank": 0.0}}}
    assert "river_flood" not in drawn(scenario(far))


def test_a_place_has_no_river_where_the_map_has_none():
    assert "river_flood" not in drawn(wet(rainstorms=[HEAVY]))
    assert ground().rivers == ()
