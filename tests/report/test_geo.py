"""Laws of the plane on which maps are drawn."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.report.geo import (
    EARTH_RADIUS_KM,
    Box,
    Plane,
    cells,
    clockwise,
    densest,
    edge_point,
    nice_length,
)

SMALL = st.floats(-30, 30, allow_nan=False).map(lambda x: round(x, 3))
POINTS = st.lists(st.tuples(SMALL, SMALL), min_size=1, max_size=12, unique=True)
FRAME = Box(-40, -40, 40, 40)


def great_circle_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    (lon1, lat1), (lon2, lat2) = (tuple(map(math.radians, point)) for point in (a, b))
    half = (
        math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(half))


def area(ring: list[tuple[float, float]]) -> float:
    return (
        abs(math.fsum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True))) / 2
    )


@settings(max_examples=60)
@given(st.floats(-0.4, 0.4), st.floats(-0.4, 0.4))
def test_lengths_on_the_plane_are_those_on_the_ground_within_one_percent(dlon: float, dlat: float) -> None:
    plane = Plane(107.3, 29.7)
    true = great_circle_km((107.3, 29.7), (107.3 + dlon, 29.7 + dlat))
    assert math.hypot(*plane.at(107.3 + dlon, 29.7 + dlat)) == pytest.approx(true, rel=0.01, abs=1e-6)


def test_east_is_to_the_right_and_north_is_up() -> None:
    x, y = Plane(107, 30).at(107.1, 30.1)
    assert x > 0
    assert y > 0
    assert x < y  # a degree of longitude is shorter than one of latitude


@settings(max_examples=60)
@given(st.floats(1e-3, 1e6))
def test_a_nice_length_fits_and_is_at_least_two_fifths_of_the_limit(limit: float) -> None:
    length = nice_length(limit)
    assert length <= limit * (1 + 1e-9)
    assert length >= limit * 0.4 * (1 - 1e-9)
    digit = length / 10 ** math.floor(math.log10(length * (1 + 1e-9)))
    assert round(digit, 6) in {1, 2, 5}


@settings(max_examples=60)
@given(POINTS)
def test_cells_tile_the_frame(seats: list[tuple[float, float]]) -> None:
    assert math.fsum(area(ring) for ring in cells(seats, FRAME.corners)) == pytest.approx(80 * 80, rel=1e-6)


@settings(max_examples=60)
@given(POINTS)
def test_every_corner_of_a_cell_is_at_least_as_near_to_its_seat_as_to_any_other(
    seats: list[tuple[float, float]],
) -> None:
    for seat, ring in zip(seats, cells(seats, FRAME.corners), strict=True):
        for corner in ring:
            assert math.dist(corner, seat) <= min(math.dist(corner, other) for other in seats) + 1e-6


def test_a_cell_stays_inside_an_area_that_is_not_convex() -> None:
    bay = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (5.0, 2.0), (0.0, 10.0)]
    rings = cells([(1.0, 1.0), (9.0, 1.0)], bay)
    assert math.fsum(area(ring) for ring in rings) == pytest.approx(area(bay))


def test_seats_at_one_place_share_their_cell() -> None:
    one, two = cells([(1.0, 1.0), (1.0, 1.0)], FRAME.corners)
    assert one == two == list(FRAME.corners)


@settings(max_examples=40)
@given(POINTS)
def test_turning_a_ring_clockwise_keeps_its_points_and_is_done_once(ring: list[tuple[float, float]]) -> None:
    turned = clockwise(ring)
    assert sorted(turned) == sorted(ring)
    assert clockwise(turned) == turned


def test_the_densest_square_holds_the_crowd_and_not_the_outlier() -> None:
    crowd = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)]
    found = densest([*crowd, (30.0, 30.0)], side=2)
    assert found == Box(0, 0, 1, 1)


def test_few_seats_need_no_map_of_their_own() -> None:
    assert densest([(0.0, 0.0), (0.1, 0.0), (0.0, 0.1)], side=2) is None


@settings(max_examples=60)
@given(st.tuples(st.floats(-500, 500), st.floats(-500, 500)))
def test_a_neighbour_is_named_at_the_edge_in_its_direction(target: tuple[float, float]) -> None:
    spot = edge_point(target, FRAME)
    if FRAME.holds(target):
        assert spot == target
    else:
        assert FRAME.grown(1e-9).holds(spot)
        assert max(abs(spot[0]), abs(spot[1])) == pytest.approx(40)
        assert spot[0] * target[1] == pytest.approx(spot[1] * target[0], abs=1e-6)


@settings(max_examples=60)
@given(POINTS, st.floats(0.5, 2))
def test_a_squared_box_has_the_ratio_and_holds_all_it_held(
    points: list[tuple[float, float]], ratio: float
) -> None:
    box = Box.around(points).grown(1)
    squared = box.squared(ratio)
    assert squared.width == pytest.approx(ratio * squared.height)
    assert squared.grown(1e-9).contains(box)


def test_boxes_that_only_touch_do_not_overlap() -> None:
    assert not Box(0, 0, 1, 1).overlaps(Box(1, 0, 2, 1))
    assert not Box(0, 0, 1, 1).overlaps(Box(0, 1, 1, 2))
    assert Box(0, 0, 1, 1).overlaps(Box(0.5, 0.5, 2, 2))


def test_a_box_around_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="not enough values"):
        Box.around([])
