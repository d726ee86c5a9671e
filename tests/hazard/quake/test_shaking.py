"""Laws of shaking: published isoseismals are met, it fades with distance, and never with magnitude."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.hazard.ground import Spot
from sim.hazard.quake.shaking import (
    FELT,
    acceleration_m_s2,
    area_km2,
    epicentral,
    half_axes_km,
    intensity_at,
    intensity_between,
)

PUBLISHED = {
    "Changning 2019": (6.0, 8, 3058),
    "Kangding 2014": (6.3, 8, 8760),
    "Ludian 2014": (6.5, 9, 10350),
    "Luding 2022": (6.8, 9, 19089),
}
"""Magnitude, highest intensity and area of degree VI and above in km2, as the China Earthquake Administration
(Ludian, Kangding, Luding) and Sichuan's earthquake bureau (Changning) published them."""
MAGNITUDE = st.floats(4, 8)
DISTANCE_KM = st.floats(0, 200)


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_area_of_degree_six_is_within_a_quarter_of_that_published(name):
    magnitude, _, published_km2 = PUBLISHED[name]
    assert area_km2(magnitude, 6) == pytest.approx(published_km2, rel=0.25)


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_highest_intensity_is_within_a_degree_of_that_published(name):
    magnitude, published, _ = PUBLISHED[name]
    assert epicentral(magnitude) == pytest.approx(published, abs=1)


@pytest.mark.xfail(strict=True, reason="95 km2, where 379 km2 were published for Xingwen 2022, magnitude 5.1")
def test_the_area_of_a_small_earthquake_is_that_published():
    """It is not: here the law in use falls short, and this is why it stays.

    Wang et al. (2000) fitted western China as a whole; their area of degree VI is a quarter of that of
    Xingwen, and within a quarter of it for the four larger earthquakes above. A factor of our own for small
    magnitudes would rest on one area alone. The laws by zone behind GB 18306-2015, among them one for regions
    of moderate earthquakes such as the Sichuan basin, are in no copy at hand against which their coefficients
    could be checked. What it does: aftershocks and scripted earthquakes below about magnitude 5.5 break too
    little. The main shocks of the shipped scenarios are larger.
    """
    assert area_km2(5.1, 6) == pytest.approx(379, rel=0.25)


def test_both_axes_of_the_published_law_meet_in_the_middle():
    """The two axes were fitted so that they give one intensity at the epicentre."""
    middle = epicentral(7.0)
    a_km, b_km = half_axes_km(7.0, middle - 1e-9)
    assert (a_km, b_km) == (pytest.approx(0, abs=0.01), pytest.approx(0, abs=0.01))


@given(MAGNITUDE, DISTANCE_KM, DISTANCE_KM)
def test_a_place_lies_on_the_ellipse_of_its_intensity(magnitude, along_km, across_km):
    found = intensity_at(magnitude, along_km, across_km)
    assert FELT <= found <= max(FELT, epicentral(magnitude))
    if found > FELT + 0.01:
        inner, outer = half_axes_km(magnitude, found + 0.002), half_axes_km(magnitude, found - 0.002)
        assert _stretched(along_km, across_km, outer) <= 1 <= _stretched(along_km, across_km, inner)


def _stretched(along_km, across_km, axes):
    return math.hypot(along_km / axes[0], across_km / axes[1]) if min(axes) > 0 else math.inf


@given(MAGNITUDE, DISTANCE_KM, DISTANCE_KM, st.floats(0.01, 2))
def test_a_larger_earthquake_shakes_no_place_less_and_a_further_place_shakes_no_more(
    magnitude, along_km, across_km, more
):
    here = intensity_at(magnitude, along_km, across_km)
    assert intensity_at(magnitude + more, along_km, across_km) >= here
    assert intensity_at(magnitude, along_km + 100 * more, across_km) <= here + 0.001


def test_along_the_fault_it_shakes_harder_than_across_it():
    epicentre, north, east = Spot(10, 20), Spot(10, 60), Spot(50, 20)
    along = intensity_between(6.5, epicentre, 0, north)
    across = intensity_between(6.5, epicentre, 0, east)
    assert along > across + 0.1
    assert intensity_between(6.5, epicentre, 90, east) == pytest.approx(along, abs=1e-6)
    assert intensity_between(6.5, epicentre, 180, north) == pytest.approx(along, abs=1e-6)


@settings(max_examples=25)
@given(MAGNITUDE, st.floats(0, 360), st.floats(-80, 80), st.floats(-80, 80))
def test_only_the_place_seen_from_the_fault_counts(magnitude, strike_deg, x_km, y_km):
    here = intensity_between(magnitude, Spot(0, 0), strike_deg, Spot(x_km, y_km))
    assert intensity_between(magnitude, Spot(7, -3), strike_deg, Spot(x_km + 7, y_km - 3)) == pytest.approx(
        here, abs=0.002
    )
    assert intensity_between(magnitude, Spot(0, 0), strike_deg, Spot(-x_km, -y_km)) == pytest.approx(
        here, abs=0.002
    )


@pytest.mark.parametrize(
    ("degree", "low_m_s2", "high_m_s2"), [(6, 0.456, 0.936), (7, 0.936, 1.94), (8, 1.94, 4.01)]
)
def test_the_acceleration_lies_in_the_class_of_the_standard(degree, low_m_s2, high_m_s2):
    """Classes of peak acceleration of GB/T 17742-2020."""
    assert low_m_s2 < acceleration_m_s2(degree) < high_m_s2
