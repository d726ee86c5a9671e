"""Laws of plumes: what is released all comes by, thins out downwind, and never upwind."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.hazard.gas.plume import Wind, concentration, reach_m, widths_m
from sim.hazard.ground import Spot

HERE = Spot(0, 0)
CLASSES = "ABCDEF"
NORTH = Wind(3.0, 0.0)
FAR_KM = st.floats(0.05, 20)


@pytest.mark.parametrize(
    ("stability", "across_m", "upwards_m"), [("A", 209.8, 200.0), ("D", 76.3, 37.9), ("F", 38.1, 12.3)]
)
def test_the_widths_are_those_of_briggs_at_one_kilometre(stability, across_m, upwards_m):
    assert widths_m(1000, stability) == (pytest.approx(across_m, abs=0.1), pytest.approx(upwards_m, abs=0.1))


@pytest.mark.parametrize("stability", CLASSES)
@pytest.mark.parametrize("x_km", [0.2, 2.0])
def test_all_that_is_released_comes_by_at_any_distance(stability, x_km):
    """Summed over the area across the wind, thickness times wind is the rate; upwards it is half of Gauss."""
    wind = Wind(2.0, 0.0, stability)
    across_m, upwards_m = widths_m(1000 * x_km, stability)
    step_m = across_m / 20
    line = math.fsum(
        concentration(50, 0, wind, HERE, Spot(step * step_m / 1000, x_km)) * step_m
        for step in range(-120, 121)
    )
    assert line * upwards_m * math.sqrt(math.pi / 2) * 2.0 == pytest.approx(50, rel=1e-6)


@given(FAR_KM, FAR_KM, st.sampled_from(CLASSES))
def test_it_thins_out_downwind_and_to_the_side(x_km, more_km, stability):
    wind = Wind(3.0, 0.0, stability)
    near = concentration(10, 0, wind, HERE, Spot(0, x_km))
    assert concentration(10, 0, wind, HERE, Spot(0, x_km + more_km)) < near
    assert concentration(10, 0, wind, HERE, Spot(0.01 * more_km, x_km)) < near


@given(st.floats(-20, -0.001), st.floats(-1, 1))
def test_nothing_comes_upwind(back_km, side_km):
    assert concentration(10, 0, NORTH, HERE, Spot(side_km, back_km)) == 0


@given(st.floats(0, 360), FAR_KM, st.floats(-0.5, 0.5))
def test_only_the_place_seen_from_the_wind_counts(heading_deg, along_km, side_km):
    sin, cos = math.sin(math.radians(heading_deg)), math.cos(math.radians(heading_deg))
    place = Spot(5 + along_km * sin + side_km * cos, 7 + along_km * cos - side_km * sin)
    turned = concentration(10, 2, Wind(3.0, heading_deg), Spot(5, 7), place)
    assert turned == pytest.approx(
        concentration(10, 2, NORTH, HERE, Spot(side_km, along_km)), rel=1e-6, abs=1e-30
    )


@given(st.floats(0.1, 100), FAR_KM)
def test_twice_as_much_is_twice_as_thick_and_a_faster_wind_thins_it(rate_g_s, x_km):
    thick = concentration(rate_g_s, 0, NORTH, HERE, Spot(0, x_km))
    assert concentration(2 * rate_g_s, 0, NORTH, HERE, Spot(0, x_km)) == pytest.approx(2 * thick)
    assert concentration(rate_g_s, 0, Wind(6.0, 0.0), HERE, Spot(0, x_km)) == pytest.approx(thick / 2)


def test_from_high_up_it_comes_to_the_ground_further_off():
    near, far = Spot(0, 0.1), Spot(0, 3)
    assert concentration(10, 50, NORTH, HERE, near) < 1e-6 * concentration(10, 0, NORTH, HERE, near)
    assert concentration(10, 50, NORTH, HERE, far) > 0.5 * concentration(10, 0, NORTH, HERE, far)


@pytest.mark.parametrize("stability", CLASSES)
def test_beyond_its_reach_a_plume_is_thin_and_just_within_it_is_thick(stability):
    wind = Wind(2.0, 0.0, stability)
    reach = reach_m(1000, 2, wind, 0.0058)
    assert 100 < reach < 100_000
    assert concentration(1000, 2, wind, HERE, Spot(0, reach / 1000)) > 0.0058
    assert concentration(1000, 2, wind, HERE, Spot(0, reach / 980)) <= 0.0058


def test_a_plume_that_is_nowhere_thick_reaches_nowhere():
    assert reach_m(1e-9, 0, NORTH, 1.0) == 0
