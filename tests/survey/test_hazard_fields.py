"""Laws of the fields of hazards: what they show is what the run meets, and nothing before it begins."""

import math

import pytest
from perils import ground, struck

from sim.hazard.every import rain
from sim.hazard.gas.release import Plume
from sim.hazard.quake.shaking import FELT, epicentral
from sim.kernel.draw import Draws, Streams
from sim.record.capability import FireOut, LineBuilt
from sim.record.hazard_facts import HazardBegan
from sim.record.hazard_fields import Bounds, Field
from sim.run import run
from sim.scenario.load import load
from sim.scenario.model import Scenario
from sim.survey.hazards import COLUMNS, Hazards, seen
from sim.terms.enums import HazardKind
from sim.terms.units import HOUR_MS, MINUTE_MS

SEED = 1
DAY = 24 * HOUR_MS
TOWN = {"lon": 107.95, "lat": 30.015}


def of(world: Scenario, rep: int = 0, **more: object) -> Hazards:
    return Hazards(world, SEED, rep, 3 * DAY, **more)  # type: ignore[arg-type]


def from_corner(lon: float, lat: float) -> Bounds:
    """Return bounds whose south-west corner is a place."""
    return lon, lat, lon + 0.2, lat + 0.1


def only(fields: tuple[Field, ...], kind: HazardKind) -> Field:
    (field,) = [field for field in fields if field.kind is kind]
    return field


# --- rain and rivers ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def wet() -> Scenario:
    return load("hamlet-rain")


@pytest.mark.parametrize("rep", [0, 1])
def test_the_rain_on_the_map_is_the_rain_of_the_run(wet: Scenario, rep: int) -> None:
    falls = rain(wet, Streams(SEED, rep), 3 * DAY)
    assert falls is not None
    drawn = of(wet, rep)
    for number, node in enumerate(wet.nodes[:3]):
        for hour in (7, 20, 30):
            field = only(
                drawn.at(hour * HOUR_MS, from_corner(node.lon, node.lat)).fields, HazardKind.RAINSTORM
            )
            assert field.values[0][0] == pytest.approx(falls(number, hour * HOUR_MS), rel=1e-3, abs=1e-6)


def test_no_rain_is_drawn_before_a_storm_or_after_it(wet: Scenario) -> None:
    begin_ms = wet.hazards.rainstorms[0].begin.ms
    drawn = of(wet)
    assert drawn.at(begin_ms - 1, from_corner(108, 30)).fields == ()
    assert drawn.at(begin_ms, from_corner(108, 30)).fields != ()
    assert drawn.at(3 * DAY - 1, from_corner(108, 30)).fields == ()


def test_the_grid_fills_its_bounds_with_cells_about_as_wide_as_high(wet: Scenario) -> None:
    bounds = west, south, east, north = from_corner(107.9, 29.9)
    field = only(of(wet).at(DAY, bounds).fields, HazardKind.RAINSTORM)
    assert (field.lons[0], field.lats[0], len(field.lons)) == (west, south, COLUMNS)
    assert (field.lons[-1], field.lats[-1]) == (pytest.approx(east), pytest.approx(north))
    wide = (field.lons[1] - field.lons[0]) * math.cos(math.radians(29.95))
    assert field.lats[1] - field.lats[0] == pytest.approx(wide, rel=0.05)
    assert field.most == max(map(max, field.values))


def test_rivers_rise_with_the_rain_and_stand_as_usual_before_it(wet: Scenario) -> None:
    drawn, bounds = of(wet), from_corner(108, 30)
    (river,) = [number for number, line in enumerate(wet.lines) if line.kind == "river"]
    assert drawn.at(wet.hazards.rainstorms[0].begin.ms, bounds).rises_m == {river: 0.0}
    assert drawn.at(0, bounds).rises_m == {}
    assert drawn.at(40 * HOUR_MS, bounds).rises_m[river] > drawn.at(6 * HOUR_MS, bounds).rises_m[river] > 0


def test_where_nothing_befalls_there_is_nothing_to_see() -> None:
    nothing = of(load("hamlet")).at(DAY, from_corner(108, 30))
    assert (nothing.fields, nothing.rises_m, nothing.epicentres) == ((), {}, ())


# --- earthquakes --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shaken() -> Scenario:
    return load("hamlet-quake")


def test_an_earthquake_shakes_its_epicentre_as_hard_as_its_magnitude_says(shaken: Scenario) -> None:
    quake = shaken.hazards.quakes[0]
    bounds = from_corner(quake.lon.value, quake.lat.value)
    now = of(shaken).at(quake.begin.ms, bounds)
    field = only(now.fields, HazardKind.EARTHQUAKE)
    assert field.values[0][0] == pytest.approx(epicentral(quake.magnitude.value), abs=0.001)
    assert all(FELT <= degree <= field.values[0][0] + 0.001 for row in field.values for degree in row)
    (main,) = now.epicentres
    assert main == (pytest.approx(quake.lon.value), pytest.approx(quake.lat.value), quake.magnitude.value)


def test_aftershocks_only_add_to_what_has_shaken(shaken: Scenario) -> None:
    quake = shaken.hazards.quakes[0]
    bounds = from_corner(quake.lon.value - 0.1, quake.lat.value - 0.05)
    drawn = of(shaken)
    before, first, last = (drawn.at(t_ms, bounds) for t_ms in (quake.begin.ms - 1, quake.begin.ms, 2 * DAY))
    assert before.fields == before.epicentres == ()
    pairs = zip(first.fields[0].values, last.fields[0].values, strict=True)
    assert all(a <= b for one, other in pairs for a, b in zip(one, other, strict=True))
    assert len(last.epicentres) > 1
    magnitudes = [shock.magnitude for shock in last.epicentres]
    assert magnitudes == sorted(magnitudes, reverse=True)


# --- wildfires ----------------------------------------------------------------------------------------------


def burnt(field: Field) -> int:
    return sum(age_h >= 0 for row in field.values for age_h in row)


def test_a_fire_on_the_map_has_burnt_what_the_log_says_it_burnt() -> None:
    world = load("hamlet-capable", ["capability.suppression.model=true"])
    log = run(world, seed=SEED, rep=0)
    fires = [
        fact.hazard for *_, fact in log.entries() if isinstance(fact, HazardBegan) and fact.kind == "wildfire"
    ]
    rows = [(t, fact) for _, t, _, fact in log.entries() if isinstance(fact, LineBuilt | FireOut)]
    lines = [(t, fires.index(fact.hazard), fact.cells) for t, fact in rows if isinstance(fact, LineBuilt)]
    outs = [(t, fact) for t, fact in rows if isinstance(fact, FireOut)]
    assert lines
    assert outs
    drawn, alone = seen(log.header, world, lines), seen(log.header, world)
    for t, out in outs:
        fields = [each for each in drawn(t, from_corner(108, 30)).fields if each.kind is HazardKind.WILDFIRE]
        assert burnt(fields[fires.index(out.hazard)]) == out.burnt
        unfought = [
            each for each in alone(3 * DAY, from_corner(108, 30)).fields if each.kind is HazardKind.WILDFIRE
        ]
        assert burnt(unfought[fires.index(out.hazard)]) > out.burnt


def test_a_fire_burns_from_where_it_starts_and_ever_more() -> None:
    world = load("hamlet-capable")
    fire, drawn = world.hazards.wildfires[0], of(world)
    begin_ms, areas = fire.begin.ms, []
    for hour in (0, 1, 3):
        field = only(drawn.at(begin_ms + hour * HOUR_MS, from_corner(108, 30)).fields, HazardKind.WILDFIRE)
        middle = len(field.lats) // 2
        assert (field.lons[middle], field.lats[middle]) == (
            pytest.approx(fire.lon.value),
            pytest.approx(fire.lat.value),
        )
        assert field.values[middle][middle] == hour
        areas.append(burnt(field))
    assert areas == sorted(areas)
    assert (areas[0], areas[-1] > 1) == (1, True)
    kinds = [field.kind for field in drawn.at(begin_ms - 1, from_corner(108, 30)).fields]
    assert HazardKind.WILDFIRE not in kinds


# --- gas ----------------------------------------------------------------------------------------------------


def test_gas_lies_where_the_plume_of_the_run_lies_while_it_is_released() -> None:
    world = struck(releases=[{"id": "leak", "begin": 1, "lasts": 2, "rate": 2, **TOWN}])
    release, land = world.hazards.releases[0], ground(world)
    plume = Plume(release, land.spot(**TOWN), streams(world, "wind"))
    drawn = of(world)
    field = only(drawn.at(HOUR_MS + 40 * MINUTE_MS, from_corner(108, 30)).fields, HazardKind.CHEMICAL)
    assert field.most > 1
    for row in (10, 70, 110):
        for column in (20, 60, 65):
            place = land.spot(field.lons[column], field.lats[row])
            told = plume.mg_m3(2, place) / release.limit.value
            assert field.values[row][column] == pytest.approx(told, rel=1e-3, abs=1e-9)
    assert drawn.at(HOUR_MS - 1, from_corner(108, 30)).fields == ()
    assert drawn.at(3 * HOUR_MS, from_corner(108, 30)).fields == ()


def streams(world: Scenario, purpose: str) -> Draws:
    """Return a stream of the one release of a world."""
    return Streams(SEED, 0)(f"hazard/release/{world.hazards.releases[0].id}/{purpose}")


def test_the_same_question_has_the_same_answer(wet: Scenario) -> None:
    drawn = of(wet)
    assert drawn.at(DAY, from_corner(108, 30)) is drawn.at(DAY, from_corner(108, 30))
    assert drawn.at(DAY, from_corner(108, 30)) == of(wet).at(DAY, from_corner(108, 30))
    assert drawn.at(DAY, from_corner(108, 30)) != of(wet, 1).at(DAY, from_corner(108, 30))
