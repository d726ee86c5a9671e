"""Terrain: heights between the points of a grid, great circles, and what is said where nothing is known."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from terrains import grid, plane, ridge

from sim.comms.radio.terrain import EARTH_RADIUS_M, FEWEST_INTERVALS, Terrain, distance_between_m
from sim.terms.errors import BadInput

inside = st.floats(0.0, 0.4)


def at(x, y):
    return 107.0 + x, 29.0 + y


# --- heights


@given(inside, inside)
def test_between_the_points_of_a_plane_the_height_is_that_of_the_plane(x, y):
    terrain = plane(east_m=3.0, north_m=-2.0, base_m=500.0)
    assert terrain.height_m(*at(x, y)) == pytest.approx(500 + 300 * x - 200 * y, abs=1e-3)


@given(st.floats(0.01, 0.99), st.floats(0.01, 0.99), st.lists(st.integers(0, 3000), min_size=9, max_size=9))
def test_no_height_is_outside_those_of_the_four_corners(x, y, heights):
    rows = np.array(heights).reshape(3, 3)
    terrain = Terrain([grid(rows, step=0.1)])
    for column, row in ((0, 0), (1, 0), (0, 1), (1, 1)):
        corners = rows[row : row + 2, column : column + 2]
        found = terrain.height_m(*at(0.1 * (column + x), 0.1 * (row + y)))
        assert corners.min() - 1e-9 <= found <= corners.max() + 1e-9


def test_on_a_point_of_the_grid_the_height_is_its_own():
    terrain = Terrain([grid([[1, 2, 3], [4, 5, 6]], step=0.5)])
    assert [terrain.height_m(107 + x, 29 + y) for y in (0, 0.5) for x in (0, 0.5, 1)] == [1, 2, 3, 4, 5, 6]


def test_half_a_step_beyond_the_outermost_points_their_heights_go_on():
    terrain = Terrain([grid([[1, 2], [3, 4]], step=0.5)])
    assert terrain.height_m(106.8, 28.8) == 1
    assert terrain.height_m(107.7, 29.7) == 4


def test_two_grids_side_by_side_are_one_terrain():
    west, east = grid([[1, 1], [1, 1]], step=0.5), grid([[9, 9], [9, 9]], step=0.5, west=108.0)
    terrain = Terrain([west, east])
    heights = terrain.profile((107.0, 29.2), (108.4, 29.2), 10_000, 100).heights_m
    assert (heights[0], heights[-1]) == (1, 9)
    assert list(heights) == sorted(heights)


def test_where_two_grids_cover_a_place_the_first_that_knows_it_counts():
    gap = grid([[math.nan, math.nan], [5, 5]], step=0.5, source="first")  # the southern row first
    terrain = Terrain([gap, grid([[7, 7], [8, 8]], step=0.5, source="second")])
    assert terrain.height_m(107.0, 29.0) == 7
    assert terrain.height_m(107.0, 29.5) == 5


# --- where nothing is known


def test_a_place_that_is_not_covered_is_said_with_file_extent_and_place():
    with pytest.raises(BadInput) as raised:
        plane().height_m(120.5, 30.25)
    assert str(raised.value) == (
        "hills: expected a place it covers, 106.9950 to 107.4050 east and 28.9950 to 29.4050 north"
        " (got 120.50000, 30.25000)"
    )


def test_a_way_that_leaves_the_terrain_is_refused():
    with pytest.raises(BadInput, match="a place it covers"):
        plane().profile((107.2, 29.2), (108.0, 29.2), 500, 100)


def test_of_several_files_the_folder_is_named():
    terrain = Terrain(
        [grid([[1, 1], [1, 1]], source="dem/a.hgt"), grid([[1, 1], [1, 1]], source="dem/b.hgt")]
    )
    with pytest.raises(BadInput, match=r"dem \(2 files\).*there may be gaps between the files"):
        terrain.height_m(0, 0)


def test_a_gap_in_the_heights_is_said_to_be_one():
    with pytest.raises(BadInput, match=r"hills: expected a height there, but it is a gap \(got 107\.20000"):
        Terrain([grid([[math.nan, 1], [1, 1]], step=0.5)]).height_m(107.2, 29.2)


# --- great circles


def test_a_degree_of_latitude_is_its_share_of_the_circumference():
    assert distance_between_m((107, 29), (107, 30)) == pytest.approx(EARTH_RADIUS_M * math.pi / 180)


@given(inside, inside, inside, inside)
def test_the_distance_is_the_same_both_ways(x, y, to_x, to_y):
    there, back = distance_between_m(at(x, y), at(to_x, to_y)), distance_between_m(at(to_x, to_y), at(x, y))
    assert there == pytest.approx(back, abs=1e-6)


@given(inside, inside, inside, inside)
def test_a_profile_is_as_long_as_the_way_and_begins_and_ends_at_its_ends(x, y, to_x, to_y):
    terrain, start, end = plane(east_m=1.0), at(x, y), at(to_x, to_y)
    profile = terrain.profile(start, end, 250.0, 150)
    assert profile.distance_m == pytest.approx(distance_between_m(start, end))
    assert profile.heights_m[0] == terrain.height_m(*start)
    assert profile.heights_m[-1] == terrain.height_m(*end)


@given(inside, inside, inside, inside, st.integers(10, 200))
def test_a_profile_has_steps_as_asked_and_never_too_many(x, y, to_x, to_y, most):
    profile = plane().profile(at(x, y), at(to_x, to_y), 200.0, most)
    intervals = len(profile.heights_m) - 1
    assert FEWEST_INTERVALS <= intervals <= most
    assert profile.step_m <= 200.0 or intervals == most


def test_from_a_place_to_itself_the_profile_is_flat():
    profile = plane(east_m=5.0).profile(at(0.1, 0.1), at(0.1, 0.1), 100, 50)
    assert len(set(profile.heights_m)) == 1
    assert profile.distance_m == 0


def test_a_profile_crosses_what_lies_between():
    profile = ridge(600).profile(at(0.0, 0.2), at(0.4, 0.2), 250.0, 200)
    middle = len(profile.heights_m) // 2
    assert profile.heights_m[middle] == pytest.approx(600, rel=0.2)
    assert profile.heights_m[0] == profile.heights_m[-1] == 0


def test_the_points_of_a_profile_stand_at_equal_distances():
    """Over a plane that rises with the latitude, equal steps to the north are equal rises."""
    heights = plane(side=200, north_m=10).profile((107.5, 29.0), (107.5, 30.9), 10_000, 50).heights_m
    rises = np.diff(heights)
    assert rises == pytest.approx(np.full(len(rises), rises.mean()), rel=1e-4)


# --- digest


def test_the_digest_knows_the_heights_and_where_they_are_not_the_name():
    rows = [[1, 2], [3, 4]]
    one, renamed = (Terrain([grid(rows, source=name)]).digest for name in ("a", "b"))
    moved, raised = Terrain([grid(rows, west=106)]).digest, Terrain([grid([[1, 2], [3, 5]])]).digest
    assert one == renamed
    assert len({one, moved, raised}) == 3


def test_the_step_is_the_finest_of_the_grids():
    both = Terrain([grid([[1, 1], [1, 1]], step=1.0), grid([[1, 1], [1, 1]], step=0.5)])
    assert both.step_m == pytest.approx(55_597, abs=1)
