"""Geostationary satellites in the sky: symmetry, limits, and the time of light."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.comms.satellite.geometry import (
    EARTH_RADIUS_KM,
    ORBIT_RADIUS_KM,
    Look,
    Place,
    hop_ms,
    look,
    visible,
)

LATITUDES, LONGITUDES = st.floats(-89, 89), st.floats(-180, 180)
FULING = Place(29.7, 107.39)


def test_below_the_satellite_it_stands_in_the_zenith_at_the_height_of_its_orbit():
    seen = look(Place(0.0, 110.5), 110.5)
    assert seen.elevation_deg == 90
    assert seen.range_km == pytest.approx(ORBIT_RADIUS_KM - EARTH_RADIUS_KM)
    assert hop_ms(seen.range_km, seen.range_km) == 239


def test_north_of_the_equator_it_stands_south_on_its_meridian_and_north_below():
    assert look(Place(30.0, 110.5), 110.5).azimuth_deg == pytest.approx(180)
    assert look(Place(-30.0, 110.5), 110.5).azimuth_deg == pytest.approx(0)


def test_from_the_poles_no_geostationary_satellite_is_seen():
    assert look(Place(90.0, 0.0), 110.5).elevation_deg == pytest.approx(-8.6, abs=0.1)
    assert not visible(look(Place(89.0, 110.5), 110.5), -20.0)


def test_the_edge_of_the_seen_earth_is_81_degrees_away():
    """arccos(6378 / 42164) = 81.3 degrees."""
    assert look(Place(81.2, 0.0), 0.0).elevation_deg > 0 > look(Place(81.4, 0.0), 0.0).elevation_deg


@given(LATITUDES, LONGITUDES, LONGITUDES)
def test_east_and_west_are_mirror_images(lat_deg, lon_deg, satellite_lon_deg):
    east = look(Place(lat_deg, lon_deg), satellite_lon_deg)
    west = look(Place(lat_deg, -lon_deg), -satellite_lon_deg)
    assert (east.elevation_deg, east.range_km) == pytest.approx((west.elevation_deg, west.range_km))
    turned_deg = (east.azimuth_deg + west.azimuth_deg) % 360
    assert min(turned_deg, 360 - turned_deg) == pytest.approx(0, abs=1e-6)


@given(LATITUDES, LONGITUDES, LONGITUDES)
def test_a_turn_of_the_earth_with_the_satellite_changes_nothing(lat_deg, lon_deg, satellite_lon_deg):
    here = look(Place(lat_deg, lon_deg), satellite_lon_deg)
    there = look(Place(lat_deg, lon_deg + 360), satellite_lon_deg)
    assert here.elevation_deg == pytest.approx(there.elevation_deg, abs=1e-6)


@given(LATITUDES, LONGITUDES, LONGITUDES)
def test_the_slant_range_follows_from_the_elevation(lat_deg, lon_deg, satellite_lon_deg):
    """The law of cosines in the triangle of place, satellite and centre of the Earth."""
    from math import radians, sin

    seen = look(Place(lat_deg, lon_deg), satellite_lon_deg)
    square = (
        EARTH_RADIUS_KM**2
        + seen.range_km**2
        + 2 * EARTH_RADIUS_KM * seen.range_km * sin(radians(seen.elevation_deg))
    )
    assert square**0.5 == pytest.approx(ORBIT_RADIUS_KM)
    assert 0 <= seen.azimuth_deg < 360


def test_higher_ground_is_as_much_nearer():
    low, high = look(Place(0.0, 0.0), 0.0), look(Place(0.0, 0.0, 2.0), 0.0)
    assert low.range_km - high.range_km == pytest.approx(2.0)


@pytest.mark.parametrize(("horizon_deg", "seen"), [(0, True), (54, True), (55, False), (80, False)])
def test_a_gorge_hides_what_stands_below_its_rim(horizon_deg, seen):
    assert visible(look(FULING, 101.4), horizon_deg) is seen


def test_what_stands_on_the_horizon_is_hidden():
    assert not visible(Look(20.0, 180.0, 39_000.0), 20.0)
    assert visible(Look(20.0, 180.0, 39_000.0), 19.9)


def test_looking_down_a_slope_does_not_show_what_the_earth_hides():
    assert not visible(Look(-1.0, 180.0, 41_000.0), -5.0)


def test_a_hop_takes_a_quarter_of_a_second_in_whole_milliseconds():
    seen = look(FULING, 110.5)
    hop = hop_ms(seen.range_km, seen.range_km)
    assert (hop, type(hop)) == (245, int)
    assert hop_ms(0.0, 299_792.458) == 1000
