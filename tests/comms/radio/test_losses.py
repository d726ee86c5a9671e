"""The table of losses: near and far, with terrain and without, between sites and from hand to hand."""

import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from terrains import grid, plane, ridge

from sim.comms.radio.conditions import Conditions, Siting, TerrainClass
from sim.comms.radio.itm import area, free_space_db, point_to_point
from sim.comms.radio.loss import (
    HANDHELD_M,
    NEAR_M,
    Antenna,
    LossModel,
    area_loss_db,
    backhaul_table,
    direct_loss_db,
    loss_table,
    near_loss_db,
    pair_loss_db,
    reach_m,
)
from sim.comms.radio.terrain import Terrain
from sim.terms.errors import BadInput

MODEL = LossModel()
heights = st.floats(0.5, 100)


def mast(id_, x, y, height_m=30.0):
    return Antenna(id_, 107.0 + x, 29.0 + y, height_m)


# --- under a kilometre


@given(st.floats(0, NEAR_M), heights, heights)
def test_near_by_nothing_is_better_than_free_space(distance_m, one, other):
    slant = max((distance_m**2 + (one - other) ** 2) ** 0.5, 1)
    assert near_loss_db(distance_m, (one, other), 370) >= free_space_db(slant, 370) - 1e-9


@given(st.floats(0, NEAR_M), st.floats(0, NEAR_M), heights, heights)
def test_near_by_the_loss_never_falls_with_the_distance(distance_m, more_m, one, other):
    near, far = (near_loss_db(d, (one, other), 370) for d in (distance_m, distance_m + more_m))
    assert far >= near


def test_near_by_two_rays_count_where_they_are_the_larger_loss():
    assert near_loss_db(900, (1.5, 1.5), 370) == pytest.approx(40 * 2.9542425 - 20 * 0.3521825, abs=1e-4)
    assert near_loss_db(100, (30, 30), 370) == pytest.approx(free_space_db(100, 370))


def test_two_antennas_on_one_mast_are_a_metre_apart():
    assert near_loss_db(0, (30, 30), 370) == free_space_db(1, 370)


# --- with terrain


def test_a_pair_over_terrain_is_the_terrain_model_on_its_profile():
    terrain, one, other = ridge(), mast("a", 0.0, 0.2), mast("b", 0.4, 0.2, 1.5)
    profile = terrain.profile(one.place, other.place, terrain.step_m / 4, 150)
    expected = point_to_point(profile, (30.0, 1.5), Conditions()).loss_db
    assert pair_loss_db(terrain, one, other, MODEL) == expected


def test_a_pair_under_a_kilometre_is_not_given_to_the_terrain_model():
    terrain = ridge()
    one, other = mast("a", 0.1, 0.2), mast("b", 0.1, 0.205, 1.5)
    assert pair_loss_db(terrain, one, other, MODEL) == pytest.approx(
        near_loss_db(555.97, (30, 1.5), 370), abs=0.01
    )


def test_a_ridge_between_takes_most_of_the_signal():
    one, other = mast("a", 0.0, 0.2), mast("b", 0.4, 0.2, 1.5)
    assert pair_loss_db(ridge(), one, other, MODEL) > pair_loss_db(plane(), one, other, MODEL) + 10


def test_rows_are_sites_and_columns_are_places():
    sites = [mast("a", 0.0, 0.2), mast("b", 0.2, 0.2)]
    places = [mast("x", 0.4, 0.0, 1.5), mast("y", 0.4, 0.1, 1.5)]
    table = loss_table(plane(), sites, places)
    assert table == tuple(tuple(pair_loss_db(plane(), s, p, MODEL) for p in places) for s in sites)


def test_places_on_one_spot_are_computed_once_and_have_one_loss(monkeypatch):
    terrain, asked = plane(), []
    whole = terrain.profile
    monkeypatch.setattr(terrain, "profile", lambda *words: asked.append(words) or whole(*words))
    places = [mast(name, 0.3, 0.3, 1.5) for name in ("v1", "v2", "v3")]
    (row,) = loss_table(terrain, [mast("a", 0, 0)], places)
    assert len(asked) == 1
    assert len(set(row)) == 1


def test_a_place_that_the_terrain_does_not_cover_is_refused():
    with pytest.raises(BadInput, match="a place it covers"):
        loss_table(plane(), [mast("a", 0, 0)], [mast("x", 2, 0, 1.5)])


def test_no_sites_or_no_places_make_an_empty_table():
    assert loss_table(plane(), [], [mast("x", 0, 0)]) == ()
    assert loss_table(plane(), [mast("x", 0, 0)], []) == ((),)


@pytest.mark.skipif(sys.gettrace() is not None, reason="what is traced is slower")
def test_a_large_table_takes_less_than_ten_seconds_of_one_core():
    """20 sites by 460 places on a grid of 30 arc-seconds; a tenth of it is measured."""
    rough = [[(x * 37 + y * 91) % 700 for x in range(120)] for y in range(120)]
    terrain = Terrain([grid(rough, step=1 / 120)])
    sites = [mast(f"s{n}", 0.3 + 0.02 * n, 0.45) for n in range(20)]
    places = [mast(f"p{n}", 0.02 * n, 0.01 + 0.02 * (n * 7 % 46), 1.5) for n in range(46)]
    begun = time.process_time()
    loss_table(terrain, sites, places)
    assert 10 * (time.process_time() - begun) < 10


# --- without terrain


@given(st.floats(NEAR_M, 60_000), st.sampled_from(TerrainClass))
def test_without_terrain_the_area_mode_counts_with_the_roughness_of_the_class(distance_m, terrain_class):
    model = LossModel(terrain_class=terrain_class)
    sited = (Siting.VERY_CAREFUL, Siting.RANDOM)
    expected = area(distance_m, terrain_class.roughness_m, (30, 1.5), Conditions(), sited).loss_db
    floor = near_loss_db(NEAR_M, (30, 1.5), 370)
    assert area_loss_db(distance_m, (30, 1.5), model) == max(expected, floor)


@pytest.mark.parametrize("terrain_class", TerrainClass)
@pytest.mark.parametrize("ends", [(30.0, 1.5), (1.5, 1.5), (4.0, 1.5)])
def test_without_terrain_the_loss_never_falls_with_the_distance(terrain_class, ends):
    model = LossModel(terrain_class=terrain_class)
    losses = [area_loss_db(100.0 * number, ends, model) for number in range(600)]
    assert losses == sorted(losses)


def test_without_terrain_a_table_can_be_made_too():
    (row,) = loss_table(None, [mast("a", 0, 0)], [mast("x", 0, 0.1, 1.5), mast("y", 0, 0.2, 1.5)])
    assert row[0] < row[1]
    assert row[0] == pytest.approx(area_loss_db(11_119.5, (30, 1.5), MODEL), abs=1e-3)


# --- between sites, and from hand to hand


def test_between_sites_the_loss_is_the_same_both_ways():
    sites = [mast("a", 0.0, 0.2), mast("b", 0.4, 0.2), mast("c", 0.2, 0.4)]
    table = backhaul_table(ridge(), sites)
    assert [table[n][n] for n in range(3)] == [0, 0, 0]
    assert table == tuple(zip(*table, strict=True))
    assert table[0][1] > table[1][2] > 90


def test_between_sites_without_terrain_both_are_sited_with_care():
    sites = [mast("a", 0.0, 0.0), mast("b", 0.0, 0.2)]
    (_, careful), _ = backhaul_table(None, sites)
    assert careful < area_loss_db(22_239, (30, 30), MODEL)


@pytest.mark.parametrize("terrain_class", TerrainClass)
def test_from_hand_to_hand_is_less_far_than_from_hand_to_mast(terrain_class):
    direct = reach_m(142, lambda d: direct_loss_db(d, terrain_class))
    sited = reach_m(142, lambda d: area_loss_db(d, (30, HANDHELD_M), LossModel(terrain_class=terrain_class)))
    assert direct < 0.5 * sited


def test_a_reach_is_where_the_loss_passes_the_limit():
    assert reach_m(100, lambda distance_m: distance_m / 20) == pytest.approx(2000, abs=1)
    assert reach_m(-1, lambda distance_m: distance_m) == 0
    assert reach_m(1e9, lambda distance_m: distance_m) == pytest.approx(1_000_000, abs=1)
