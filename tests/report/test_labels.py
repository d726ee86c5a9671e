"""Laws of placing names on a map."""

import math
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from sim.report.geo import Box
from sim.report.labels import Name, place

FRAME = Box(0, 0, 800, 600)
SPOTS = st.tuples(st.integers(20, 780), st.integers(20, 580))
NAMES = st.lists(st.builds(Name, SPOTS, st.integers(30, 90), st.integers(10, 16)), max_size=25)
TAKEN = st.lists(
    st.builds(lambda p, s: Box(p[0], p[1], p[0] + s, p[1] + s), SPOTS, st.integers(5, 60)), max_size=8
)


@settings(max_examples=60)
@given(NAMES, TAKEN)
def test_no_name_covers_another_or_what_is_taken_or_leaves_the_frame(
    names: list[Name], taken: list[Box]
) -> None:
    boxes = [box for box in place(names, taken, FRAME) if box]
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))
    assert not any(box.overlaps(other) for box in boxes for other in taken)
    assert all(FRAME.contains(box) for box in boxes)


@settings(max_examples=60)
@given(NAMES, TAKEN)
def test_a_placed_name_keeps_its_size_and_stays_near_its_point(names: list[Name], taken: list[Box]) -> None:
    for name, box in zip(names, place(names, taken, FRAME), strict=True):
        if box:
            assert math.isclose(box.width, name.width)
            assert math.isclose(box.height, name.height)
            assert math.dist(box.centre, name.anchor) < name.width + 10 * name.height


@settings(max_examples=20)
@given(NAMES, TAKEN)
def test_placing_is_a_function_of_its_arguments(names: list[Name], taken: list[Box]) -> None:
    assert place(names, taken, FRAME) == place(list(names), list(taken), FRAME)


def test_a_lone_name_stands_to_the_right_of_its_point() -> None:
    (box,) = place([Name((400, 300), 60, 12)], [], FRAME)
    assert box is not None
    assert box.west > 400
    assert box.centre[1] == 300


def test_a_name_without_a_free_place_is_left_out() -> None:
    assert place([Name((400, 300), 60, 12)], [FRAME], FRAME) == [None]
    assert place([Name((5, 5), 60, 12)], [], Box(0, 0, 10, 10)) == [None]


def test_names_of_one_point_all_find_a_place() -> None:
    assert None not in place([Name((400, 300), 60, 12)] * 5, [], FRAME)
