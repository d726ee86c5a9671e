"""Laws of the Irregular Terrain Model that hold for every path."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sim.comms.radio.conditions import (
    NO_LOCATION,
    NO_SITUATION,
    Climate,
    Conditions,
    Siting,
    TerrainClass,
    Variability,
    within,
)
from sim.comms.radio.itm import area, free_space_db, point_to_point
from sim.comms.radio.profile import Profile, horizons, line_through, mean_height_m, roughness_m
from sim.comms.radio.variability import deviate
from sim.terms.errors import BadInput

EARTH = 1 / 8_500_000
heights = st.floats(0.5, 300)
roughness = st.floats(0, 1000)
distance = st.floats(1_000, 500_000)
siting = st.sampled_from(Siting)
hills = st.lists(st.floats(0, 2000), min_size=3, max_size=60)
shares = st.floats(1, 99)
modes = st.sampled_from([mode + more for mode in Variability for more in (0, 10, 20, 30)])
anything = st.builds(
    Conditions,
    f_mhz=st.floats(100, 20_000),
    n0=st.floats(250, 400),
    epsilon=st.floats(4, 80),
    sigma_s_per_m=st.floats(0.001, 0.1),
    vertical=st.booleans(),
    climate=st.sampled_from(Climate),
    mdvar=modes,
    time_pct=shares,
    location_pct=shares,
    situation_pct=shares,
)


# --- every path


@given(distance, roughness, heights, heights, anything, siting, siting)
def test_over_every_area_the_loss_is_a_number_not_far_below_free_space(
    d, dh, one, other, wanted, care, care_2
):
    found = area(d, dh, (one, other), wanted, (care, care_2))
    assert math.isfinite(found.loss_db)
    assert found.reference_db >= 0
    assert found.free_space_db == free_space_db(d, wanted.f_mhz)


@given(st.floats(50, 2000), hills, heights, heights, anything)
def test_over_every_profile_the_loss_is_a_number(step, z, one, other, wanted):
    found = point_to_point(Profile(step, z), (one, other), wanted)
    assert math.isfinite(found.loss_db)
    assert found.reference_db >= 0
    assert found.roughness_m >= 0


@given(distance, distance, roughness, heights, heights)
def test_over_an_area_the_reference_attenuation_grows_with_the_distance_in_rough_country(
    d, more, dh, one, other
):
    near, far = (area(at, dh + 90, (one, other), Conditions()) for at in (d, d + more))
    assert far.reference_db + far.free_space_db > near.reference_db + near.free_space_db


@given(st.floats(50, 2000), hills, heights, heights, shares, shares, modes)
def test_to_be_surer_is_to_reckon_with_more_loss(step, z, one, other, sure, surer, mode):
    assume(sure < surer)
    low, high = (
        point_to_point(
            Profile(step, z),
            (one, other),
            Conditions(mdvar=mode, time_pct=pct, location_pct=pct, situation_pct=pct),
        )
        for pct in (sure, surer)
    )
    assert high.loss_db >= low.loss_db - 1e-9


@given(st.floats(50, 2000), st.integers(2, 50), st.floats(0, 2000), heights, heights)
def test_over_a_flat_profile_the_loss_is_the_same_both_ways(step, count, level, one, other):
    flat = Profile(step, [level] * (count + 1))
    there, back = (point_to_point(flat, ends, Conditions()) for ends in ((one, other), (other, one)))
    assert there.loss_db == pytest.approx(back.loss_db, abs=1e-6)
    assert there.roughness_m == pytest.approx(0, abs=1e-9)


@given(st.floats(50, 2000), hills, heights, heights)
def test_over_a_profile_the_loss_is_nearly_the_same_both_ways(step, z, one, other):
    """Not exactly: roughness is read at places counted from the transmitter."""
    there = point_to_point(Profile(step, z), (one, other), Conditions())
    back = point_to_point(Profile(step, z[::-1]), (other, one), Conditions())
    assert there.free_space_db == back.free_space_db
    if there.mode == back.mode and there.roughness_m == pytest.approx(back.roughness_m, rel=1e-3):
        assert there.loss_db == pytest.approx(back.loss_db, abs=0.5)


# --- what stands in the way


@pytest.mark.parametrize("wall_m", [100, 300, 1000])
def test_a_wall_between_the_ends_costs_more_the_higher_it_is(wall_m):
    flat = [0.0] * 41
    lower, higher = (
        point_to_point(Profile(500, [*flat[:20], top, *flat[21:]]), (30, 1.5), Conditions()).loss_db
        for top in (wall_m, 1.5 * wall_m)
    )
    assert higher > lower + 2


def test_a_receiver_on_a_hill_of_its_own_hears_more():
    """The receiver's height is read at the last point: one point before it would miss this hill."""
    plain = [100.0] * 50
    low = point_to_point(Profile(500, plain), (30, 1.5), Conditions())
    high = point_to_point(Profile(500, [*plain[:-1], 160.0]), (30, 1.5), Conditions())
    assert high.loss_db < low.loss_db - 10


def test_a_higher_mast_is_heard_farther():
    losses = [area(20_000, 90, (mast, 1.5), Conditions()).loss_db for mast in (4, 15, 30, 60)]
    assert losses == sorted(losses, reverse=True)


def test_care_in_siting_never_harms():
    losses = [area(15_000, 200, (4, 1.5), Conditions(), (care, Siting.RANDOM)).loss_db for care in Siting]
    assert losses == sorted(losses, reverse=True)
    assert losses[0] - losses[-1] > 3


# --- the profile


@given(st.floats(-50, 50), st.floats(0, 2000), st.integers(6, 60))
def test_the_line_through_a_straight_slope_is_the_slope(rise, base, count):
    slope = [base + rise * number for number in range(count)]
    start, end = line_through(slope, 100.0, 0.0, 100.0 * (count - 1))
    assert start == pytest.approx(slope[0], abs=20 * abs(rise) / count + 1e-6)
    assert end == pytest.approx(slope[-1], abs=20 * abs(rise) / count + 1e-6)


def test_a_part_without_two_points_is_widened():
    assert line_through([1.0, 1.0, 1.0, 5.0], 100.0, 20.0, 30.0) == (1.0, 1.0)
    assert line_through([1.0, 1.0, 1.0, 1.0], 100.0, 300.0, 300.0) == (1.0, 1.0)


def test_a_slope_is_not_rough_and_a_short_part_has_no_roughness():
    slope = Profile(100, [10.0 * number for number in range(60)])
    assert roughness_m(slope, 0, 5900) == pytest.approx(0, abs=3)
    assert roughness_m(slope, 0, 150) == 0


def test_roughness_is_the_range_of_all_but_the_outer_tenths():
    waves = Profile(100, [100 * math.sin(number / 3) for number in range(2000)])
    assert roughness_m(waves, 0, 199_900) == pytest.approx(2 * 100 * math.cos(0.1 * math.pi), rel=0.05)


def test_ends_that_see_each_other_are_each_others_horizon():
    (up, down), (one, other) = horizons(Profile(1000, [0.0] * 11), (30, 10), EARTH)
    assert one == other == 10_000
    assert up + down == pytest.approx(-10_000 * EARTH)


def test_a_hill_is_the_horizon_of_both_ends_at_its_own_angle():
    (up, down), (one, other) = horizons(Profile(1000, [0, 0, 0, 200, 0, 0, 0, 0, 0.0]), (0, 0), EARTH)
    assert (one, other) == (3000, 5000)
    assert up == pytest.approx(200 / 3000 - 3000 * EARTH / 2)
    assert down == pytest.approx(200 / 5000 - 5000 * EARTH / 2)


def test_the_mean_height_leaves_out_a_tenth_at_each_end():
    assert mean_height_m([1000.0, *[10.0] * 9, 1000.0]) == 10


# --- figures


@pytest.mark.parametrize(
    ("pct", "z"), [(50, 0), (10, 1.28155), (90, -1.28155), (1, 2.32635), (97.5, -1.95996)]
)
def test_deviates_are_those_of_the_normal_distribution(pct, z):
    assert deviate(pct) == pytest.approx(z, abs=4.5e-4)


def test_free_space_loses_six_decibels_for_twice_the_distance_or_frequency():
    assert free_space_db(1000, 370) == pytest.approx(32.45 + 20 * math.log10(370))
    assert free_space_db(2000, 370) - free_space_db(1000, 370) == pytest.approx(6.0206, abs=1e-4)
    assert free_space_db(1000, 740) - free_space_db(1000, 370) == pytest.approx(6.0206, abs=1e-4)


def test_each_mode_of_variability_gives_another_loss():
    shown = {
        mode: area(
            30_000, 90, (30, 1.5), Conditions(mdvar=mode, time_pct=90, location_pct=80, situation_pct=70)
        )
        for mode in Variability
    }
    assert len({round(loss.loss_db, 3) for loss in shown.values()}) == 4
    assert len({loss.reference_db for loss in shown.values()}) == 1


@pytest.mark.parametrize("mode", Variability)
def test_what_does_not_vary_needs_no_reserve(mode):
    def loss(more):
        wanted = Conditions(mdvar=mode + more, time_pct=90, location_pct=90, situation_pct=90)
        return area(30_000, 90, (30, 1.5), wanted).loss_db

    assert loss(NO_LOCATION + NO_SITUATION) < loss(NO_LOCATION) < loss(0)
    assert loss(NO_LOCATION + NO_SITUATION) < loss(NO_SITUATION) < loss(0)


def test_over_the_sea_of_a_temperate_year_rare_signals_are_strongest():
    def gain(climate):
        usual, rare = (
            area(150_000, 0, (30, 30), Conditions(climate=climate, time_pct=pct)).loss_db for pct in (50, 1)
        )
        return usual - rare

    assert gain(Climate.MARITIME_TEMPERATE_SEA) > gain(Climate.CONTINENTAL_TEMPERATE) > 0


def test_classes_of_terrain_are_in_the_order_of_their_roughness():
    rough = [terrain.roughness_m for terrain in TerrainClass]
    assert rough == [0, 30, 90, 200, 500]
    assert all(terrain.zh for terrain in TerrainClass)


# --- what is refused


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("f_mhz", 19), ("f_mhz", 20_001), ("n0", 249), ("n0", 401), ("epsilon", 0.9), ("sigma_s_per_m", 0),
        ("climate", 0), ("climate", 8), ("mdvar", -1), ("mdvar", 34), ("mdvar", 14), ("time_pct", 0),
        ("time_pct", 100), ("location_pct", 0), ("situation_pct", 100), ("f_mhz", float("nan")),
    ],
)  # fmt: skip
def test_conditions_outside_the_range_of_the_model_are_refused_by_name(name, value):
    with pytest.raises(BadInput) as raised:
        Conditions(**{name: value})
    assert any(fault.key.startswith(name) for fault in raised.value.faults)


def test_all_that_is_wrong_is_said_at_once():
    with pytest.raises(BadInput) as raised:
        Conditions(f_mhz=1, n0=1, time_pct=0)
    assert len(raised.value.faults) == 3


@pytest.mark.parametrize("antennas", [(0.4, 1.5), (30, 0.4), (3001, 1.5), (30, 3001)])
def test_antennas_too_low_or_too_high_are_refused(antennas):
    with pytest.raises(BadInput, match=r"0\.5 to 3000"):
        area(10_000, 90, antennas, Conditions())
    with pytest.raises(BadInput, match=r"0\.5 to 3000"):
        point_to_point(Profile(1000, [0.0] * 11), antennas, Conditions())


def test_ways_and_roughness_outside_the_range_are_refused():
    with pytest.raises(BadInput, match="distance in m"):
        area(2_000_001, 90, (30, 1.5), Conditions())
    with pytest.raises(BadInput, match="roughness in m"):
        area(10_000, -1, (30, 1.5), Conditions())
    with pytest.raises(BadInput, match="points of the profile"):
        point_to_point(Profile(1000, [0.0, 0.0]), (30, 1.5), Conditions())


def test_ground_that_conducts_too_well_is_refused_rather_than_answered():
    sea = Conditions(f_mhz=20, epsilon=81, sigma_s_per_m=5)
    with pytest.raises(BadInput, match="the model does not hold here"):
        area(10_000, 1000, (0.5, 0.5), sea)


@given(st.floats(0, 10))
def test_what_is_within_its_range_is_let_through(value):
    within("a thing", [("size", value, 0, 10)])
    with pytest.raises(BadInput):
        within("a thing", [("size", value + 11, 0, 10)])
