"""Laws of distance, and what lies within an area."""

from math import cos, pi, radians, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.comms.places import EARTH_RADIUS_M, distance_m, places_within

points = st.tuples(st.floats(-180, 180), st.floats(-90, 90))


@given(points, points)
def test_it_is_as_far_back_as_there_and_nothing_is_farther_than_the_other_side(a, b) -> None:
    there = distance_m(*a, *b)
    assert there == pytest.approx(distance_m(*b, *a), abs=1e-6)
    assert 0 <= there <= pi * EARTH_RADIUS_M + 1e-6


@given(points, points, points)
def test_a_detour_is_never_shorter(a, b, c) -> None:
    assert distance_m(*a, *c) <= distance_m(*a, *b) + distance_m(*b, *c) + 1e-3


def test_a_degree_of_latitude_is_111_km_and_of_longitude_less_by_the_cosine() -> None:
    assert distance_m(107, 29, 107, 30) == pytest.approx(111_195, abs=1)
    assert distance_m(107, 29.7, 107.01, 29.7) == pytest.approx(1111.95 * cos(radians(29.7)), rel=1e-4)


def test_within_an_area_is_what_is_nearer_than_its_radius() -> None:
    """50 km2 reach 3.99 km."""
    radius_deg = sqrt(50 / pi) * 1000 / 111_195
    positions = {
        3: (107.0, 29.0 + radius_deg * 0.999),
        1: (107.0, 29.0 - radius_deg * 1.001),
        0: (107.0, 29.0),
    }
    assert places_within(50, 107.0, 29.0, positions) == (0, 3)


@given(st.floats(1, 500), st.floats(0, 500), st.lists(points, max_size=8))
def test_a_larger_area_never_loses_a_place(area, more, where) -> None:
    positions = dict(enumerate(where))
    assert set(places_within(area, 107, 29, positions)) <= set(places_within(area + more, 107, 29, positions))
