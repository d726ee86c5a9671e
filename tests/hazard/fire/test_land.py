"""Laws of the land: cells know their place, heights lie between those of the points, rivers do not burn."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from perils import MIDDLE, ground, struck
from worlds import NOTE

from sim.hazard.fire.land import Grid, land, points, surface
from sim.hazard.ground import Spot
from sim.scenario.model import Scenario
from sim.scenario.perils import Burning

GRID = Grid(Spot(3, 4), 0.1, 5)
POINTS = [(Spot(0, 0), 100.0, 1.0), (Spot(2, 0), 300.0, 0.5), (Spot(0, 3), 200.0, 2.0)]


def terrain(rows):
    """Return the hamlet with points of its own."""
    data = json.loads(struck().canonical)
    data["terrain"] = [{"lon": x, "lat": y, "elev_m": z, "fuel": fuel, **NOTE} for x, y, z, fuel in rows]
    return Scenario.model_validate_json(json.dumps(data))


@pytest.mark.parametrize("cell", range(GRID.side**2))
def test_a_cell_lies_where_it_is_found(cell):
    place = GRID.place(cell)
    assert GRID.cell(place) == cell
    assert GRID.cell(Spot(place.x_km + 0.049, place.y_km - 0.049)) == cell


def test_the_middle_cell_is_the_start_and_beyond_the_grid_there_is_none():
    assert GRID.place(GRID.start) == Spot(3, 4)
    assert [GRID.cell(Spot(x, y)) for x, y in ((3.6, 4), (2.4, 4), (3, 4.6), (3, 3.4))] == [None] * 4


@given(st.floats(-3, 5), st.floats(-3, 6))
def test_heights_lie_between_those_of_the_points(x_km, y_km):
    height_m, fuel = surface(POINTS)(Spot(x_km, y_km))
    assert 100 <= height_m <= 300
    nearest = min(POINTS, key=lambda point: point[0].to(Spot(x_km, y_km)))
    assert fuel == nearest[2] or any(
        point[0].to(Spot(x_km, y_km)) == pytest.approx(nearest[0].to(Spot(x_km, y_km))) for point in POINTS
    )


@pytest.mark.parametrize("point", POINTS)
def test_at_a_point_it_is_the_height_of_the_point(point):
    assert surface(POINTS)(point[0]) == (point[1], point[2])
    beside = Spot(point[0].x_km + 1e-4, point[0].y_km)
    assert surface(POINTS)(beside)[0] == pytest.approx(point[1], abs=0.01)


def test_half_way_between_two_points_alone_it_is_their_mean():
    assert surface(POINTS[:2])(Spot(1, 0))[0] == pytest.approx(200)


def test_far_from_all_points_it_is_about_their_mean():
    assert surface(POINTS)(Spot(5000, 5000))[0] == pytest.approx(200, abs=1)


def test_without_points_of_its_own_it_takes_the_road_nodes_and_the_usual_fuel():
    own = ground(struck())
    found = points(own, Burning.model_validate({"fuel": 0.8}))
    assert [height_m for _, height_m, _ in found] == list(own.heights_m)
    assert {fuel for *_, fuel in found} == {0.8}


def test_points_of_its_own_take_their_place():
    own = ground(terrain([(107.97, 30.02, 700.0, 1.6), (107.98, 30.02, 900.0, 0.0)]))
    found = land(own, own.spot(107.97, 30.02), 0.3, Burning())
    assert found.heights_m[found.grid.start] == 700
    assert found.fuel[found.grid.start] == 1.6
    assert min(found.heights_m) >= 700


def test_a_river_does_not_burn_within_its_distance_and_all_else_does():
    own = ground(struck())
    found = land(own, own.spot(**MIDDLE), 2.0, Burning.model_validate({"river": 0.3}))
    for cell, fuel in enumerate(found.fuel):
        wet = any(river.distance_km(found.grid.place(cell)) < 0.3 for river in own.rivers)
        assert (fuel == 0) is wet
    assert 0 in found.fuel
    assert 1 in found.fuel


def test_the_grid_reaches_as_far_as_it_is_asked_to():
    own = ground(struck())
    found = land(own, Spot(0, 0), 1.0, Burning.model_validate({"cell": 300}))
    assert (found.grid.half, len(found.fuel)) == (4, 81)
