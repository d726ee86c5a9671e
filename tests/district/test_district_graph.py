"""The road graph of a map: in one piece, no node where a road only passes, bridges links of their own."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from little_maps import in_memory, spot, street

from sim.district.graph import Streets
from sim.district.measure import Nearest, distance_m, length_m
from sim.terms.enums import RoadClass

LINE = {n: (n / 10, 0) for n in range(1, 8)}


def graph(ways, spots, stops=(), left_out=frozenset()):
    streets = Streets(in_memory(ways, spots), left_out, spots)
    return streets, streets.links(stops)


def ends(links):
    return [(link.a, link.b) for link in links]


# --- chains


def test_a_road_without_crossings_is_one_link_as_long_as_its_steps():
    streets, links = graph([street(1, 1, 2, 3, 4)], LINE)
    assert ends(links) == [(1, 4)]
    assert links[0].length_m == pytest.approx(length_m([spot(*LINE[n]) for n in (1, 2, 3, 4)]), abs=0.01)
    assert streets.total_m == streets.kept_m


def test_a_road_is_parted_where_another_meets_it():
    _, links = graph([street(1, 1, 2, 3), street(2, 2, 9)], {**LINE, 9: (0.2, 1)})
    assert ends(links) == [(1, 2), (2, 3), (2, 9)]


def test_a_stop_parts_a_road():
    _, links = graph([street(1, 1, 2, 3)], LINE, stops=[2])
    assert ends(links) == [(1, 2), (2, 3)]


def test_a_change_of_class_parts_a_road_and_a_change_of_name_does_not():
    ways = [street(1, 1, 2), street(2, 2, 3), street(3, 3, 4, highway="primary")]
    _, links = graph(ways, LINE)
    assert ends(links) == [(1, 3), (3, 4)]
    assert [link.traits[0] for link in links] == [RoadClass.URBAN, RoadClass.TRUNK]


@pytest.mark.parametrize("mark", ["bridge", "tunnel"])
def test_a_bridge_or_tunnel_is_a_link_of_its_own(mark):
    ways = [street(1, 1, 2), street(2, 2, 3, **{mark: True}), street(3, 3, 4)]
    _, links = graph(ways, LINE)
    assert ends(links) == [(1, 2), (2, 3), (3, 4)]
    assert [getattr(link.way, mark) for link in links] == [False, True, False]


def test_the_way_of_a_link_is_its_longest():
    ways = [street(7, 1, 2), street(3, 2, 3, 4), street(5, 4, 5)]
    _, links = graph(ways, LINE)
    assert [link.way.id for link in links] == [3]


def test_of_ways_as_long_the_lower_number_is_named():
    ways = [street(9, 1, 2), street(4, 2, 3)]
    assert graph(ways, LINE)[1][0].way.id == 4


def test_a_pair_of_nodes_is_one_step_however_often_it_is_drawn():
    _, links = graph([street(1, 1, 2, 3), street(2, 3, 2, 1)], LINE)
    assert ends(links) == [(1, 3)]


def test_two_roads_between_two_crossings_are_two_links():
    spots = {1: (0, 0), 2: (1, 0), 3: (0.5, 0.1), 4: (0.5, -0.1)}
    _, links = graph([street(1, 1, 3, 2), street(2, 1, 4, 2)], spots, stops=[1, 2])
    assert ends(links) == [(1, 2), (1, 2)]


def test_a_bend_far_beside_the_straight_line_is_kept():
    spots = {1: (0, 0), 2: (1, 1), 3: (2, 0), 4: (2.5, 0.05), 5: (3, 0)}
    _, links = graph([street(1, 1, 2, 3, 4, 5)], spots)
    assert ends(links) == [(1, 2), (2, 3), (3, 5)]


def test_a_bridge_is_never_parted_for_its_bend():
    spots = {1: (0, 0), 2: (1, 1), 3: (2, 0)}
    assert ends(graph([street(1, 1, 2, 3, bridge=True)], spots)[1]) == [(1, 3)]


# --- one-way streets


def test_a_one_way_ring_keeps_its_direction():
    ways = [street(1, 3, 2, 1, oneway=True), street(2, 1, 4, 3, oneway=True)]
    spots = {1: (0, 0), 2: (0.1, 0.1), 3: (0.2, 0), 4: (0.1, -0.1)}
    _, links = graph(ways, spots, stops=[1, 3])
    assert ends(links) == [(1, 3), (3, 1)]
    assert all(link.traits[1] for link in links)


def test_a_one_way_street_from_which_nothing_leads_back_is_left_out():
    streets, links = graph([street(1, 1, 2, 3), street(2, 3, 4, oneway=True)], LINE)
    assert ends(links) == [(1, 3)]
    assert streets.kept_m < streets.total_m


def test_where_one_way_streets_meet_head_on_the_node_stays():
    spots = {**LINE, 8: (0.1, 1), 9: (0.3, 1)}
    ways = [
        street(1, 1, 2, oneway=True),
        street(2, 3, 2, oneway=True),
        street(3, 1, 8, 9, 3),
        street(4, 2, 8),
    ]
    _, links = graph(ways, spots)
    assert {2, 8} <= {node for pair in ends(links) for node in pair}


# --- loops and parts


def test_a_short_loop_at_the_end_of_a_street_is_left_out():
    spots = {1: (0, 0), 2: (0.1, 0), 3: (0.12, 0.02), 4: (0.14, 0)}
    _, links = graph([street(1, 1, 2), street(2, 2, 3, 4, 2)], spots)
    assert ends(links) == [(1, 2)]


def test_a_long_loop_is_parted():
    spots = {1: (0, 0), 2: (1, 0), 3: (2, 1), 4: (3, 0), 5: (2, -1)}
    _, links = graph([street(1, 1, 2), street(2, 2, 3, 4, 5, 2)], spots)
    assert all(a != b for a, b in ends(links))
    assert math.fsum(link.length_m for link in links) == pytest.approx(
        length_m([spot(*spots[n]) for n in (1, 2, 3, 4, 5, 2)]), abs=0.1
    )


def test_a_ring_that_nothing_leads_to_is_parted_too():
    spots = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1)}
    _, links = graph([street(1, 1, 2, 3, 4, 1)], spots)
    assert links
    assert all(a != b for a, b in ends(links))


def test_the_largest_part_is_kept():
    spots = {**LINE, 20: (5, 5), 21: (5, 6)}
    streets, links = graph([street(1, 20, 21), street(2, 1, 2, 3)], spots)
    assert ends(links) == [(1, 3)]
    assert {step.way.id for step in streets.steps} == {2}


def test_nodes_outside_of_the_district_end_a_road():
    streets = Streets(in_memory([street(1, 1, 2, 3, 4)], LINE), frozenset(), [1, 2])
    assert ends(streets.links(())) == [(1, 2)]


def test_what_is_left_out_by_class_is_no_part_of_the_graph():
    ways = [street(1, 1, 2, 3), street(2, 3, 4, highway="primary")]
    assert ends(graph(ways, LINE, left_out=frozenset({"residential"}))[1]) == [(3, 4)]
    assert graph(ways, LINE, left_out=frozenset({"residential", "primary"}))[1] == []


def test_nothing_stands_on_an_expressway_or_in_a_tunnel_where_there_is_another_road():
    ways = [
        street(1, 1, 2, highway="motorway"),
        street(2, 2, 3),
        street(3, 3, 4, tunnel=True),
    ]
    streets, _ = graph(ways, LINE)
    assert streets.doors.to(spot(0.1, 0), 50_000) == 2
    assert streets.doors.to(spot(0.4, 0), 50_000) == 3
    alone, _ = graph([street(1, 1, 2, highway="motorway")], LINE)
    assert alone.doors.to(spot(0.1, 0), 50_000) == 1


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_contraction_keeps_length_and_reach_of_every_map(data):
    """Whatever is drawn: no link bites its tail, no metre counts twice, every node reaches every other."""
    many = st.lists(st.integers(1, 12), min_size=2, max_size=6)
    drawn = data.draw(st.lists(st.tuples(many, st.booleans()), min_size=1, max_size=6))
    ways = [street(i, *nodes, oneway=oneway) for i, (nodes, oneway) in enumerate(drawn, start=1)]
    spots = {n: (n * 7 % 5, n * 3 % 4) for n in range(1, 13)}
    streets, links = graph(ways, spots)
    assert all(link.a != link.b for link in links)
    assert math.fsum(link.length_m for link in links) <= streets.kept_m + 1e-3
    ahead = {}
    for link in links:
        ahead.setdefault(link.a, set()).add(link.b)
        if not link.traits[1]:
            ahead.setdefault(link.b, set()).add(link.a)
    nodes = {node for link in links for node in (link.a, link.b)}
    for start in nodes:
        reached, waiting = {start}, [start]
        while waiting:
            new = ahead.get(waiting.pop(), set()) - reached
            reached |= new
            waiting += new
        assert reached == nodes


# --- distances


@pytest.mark.parametrize(
    ("lat", "lon_km", "lat_km"),
    [(0, 111.320, 110.574), (30, 96.486, 110.852), (60, 55.800, 111.412)],
)
def test_a_degree_is_as_long_as_on_the_ellipsoid(lat, lon_km, lat_km):
    """The lengths of a degree that textbooks tabulate for WGS-84."""
    assert distance_m((10.0, lat), (10.01, lat)) / 10 == pytest.approx(lon_km, abs=0.001)
    assert distance_m((10.0, lat - 0.005), (10.0, lat + 0.005)) / 10 == pytest.approx(lat_km, abs=0.001)


def test_the_nearest_is_found_close_by_and_far_away():
    points = {5: spot(0, 0), 3: spot(0, 0), 9: spot(10, 0)}
    nearest = Nearest(points)
    assert nearest.to(spot(0.1, 0), 5_000) == 3
    assert nearest.to(spot(6, 0), 50_000) == 9
    assert nearest.to(spot(50, 50), 5_000) is None
    assert nearest.all_to(spot(1, 0), 20_000) == [3, 5, 9]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 8), st.floats(0, 8)), min_size=1, max_size=20), st.floats(0, 8))
def test_the_nearest_is_the_one_that_looking_at_all_finds(spots, x):
    points = {i: spot(*at) for i, at in enumerate(spots)}
    at = spot(x, 4)
    best = min(points, key=lambda i: (distance_m(at, points[i]), i))
    assert Nearest(points).to(at, 100_000) == best
