"""Places, people and forces of a new district follow the map where it speaks, and a stated rule elsewhere."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from little_maps import river, service, spot, village

from sim.district.classes import PEOPLE
from sim.district.extract import Names
from sim.district.forces import BRIGADE_UNITS, MAIN_UNITS, OTHER_UNITS, hospitals, offset_h, reached, stations
from sim.district.measure import Nearest, distance_m
from sim.district.people import (
    MOST_TOGETHER,
    Settled,
    communities,
    nearest_seat,
    settle,
    townships_of,
    without_doubles,
)
from sim.district.rivers import joined
from sim.terms.enums import StationKind
from sim.terms.errors import BadInput

DOORS = Nearest({n: spot(n, 0) for n in range(10)})


# --- places and people


def test_people_are_those_of_the_map_or_of_the_rule():
    places = [
        village(1, 0, 0, people=321),
        village(2, 1, 0),
        village(3, 2, 0, "town"),
        village(4, 3, 0, "hamlet"),
    ]
    settled, far = settle(places, DOORS, None)
    assert {each.place.id: each.people for each in settled} == {
        "n1": 321,
        "n2": PEOPLE["village"],
        "n3": PEOPLE["town"],
        "n4": PEOPLE["hamlet"],
    }
    assert [each.stated for each in settled] == [False, False, True, False]
    assert settled[0].place.id == "n3"
    assert far == []


def test_a_place_far_from_every_road_is_left_out_and_one_without_people_too():
    settled, far = settle([village(1, 50, 50), village(2, 1, 0, people=0), village(3, 0, 0)], DOORS, None)
    assert [each.place.id for each in settled] == ["n3"]
    assert [place.id for place in far] == ["n1"]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(sorted(PEOPLE)), min_size=1, max_size=9), st.integers(501, 10**7))
def test_a_given_total_is_met_to_the_last_person(kinds, total):
    places = [village(0, 0, 0, people=500), *(village(i, 1, 0, kind) for i, kind in enumerate(kinds, 1))]
    settled, _ = settle(places, DOORS, total)
    assert sum(each.people for each in settled) == total
    assert {each.people for each in settled if each.stated} == {500}


@pytest.mark.parametrize(
    ("known", "total", "said"),
    [(300, 200, "more than the 300"), (300, 300, "more than the 300"), (None, 0, "more than the 0")],
)
def test_a_total_that_leaves_nobody_for_a_place_is_refused(known, total, said):
    with pytest.raises(BadInput, match=said):
        settle([village(1, 0, 0, people=known), village(2, 0, 0)], DOORS, total)


def test_a_total_beside_what_the_map_states_of_every_place_is_refused():
    with pytest.raises(BadInput, match="expected the 300 people that the map states"):
        settle([village(1, 0, 0, people=300)], DOORS, 400)
    assert settle([village(1, 0, 0, people=300)], DOORS, 300)[0][0].people == 300


def test_of_two_drawings_of_a_place_the_one_with_people_stated_is_kept():
    twin, other = village(1, 0, 0), village(2, 0.5, 0, "hamlet", people=80)
    other = type(other)(other.id, other.kind, twin.names, other.at, 80)
    far = type(other)("n3", "village", twin.names, spot(9, 9))
    assert [place.id for place in without_doubles((twin, other, far))] == ["n2", "n3"]


def test_townships_are_towns_and_where_those_are_few_villages_too():
    def found(*kinds):
        settled, _ = settle([village(i, i, 0, kind) for i, kind in enumerate(kinds)], DOORS, None)
        return sorted(each.place.kind for each in townships_of(settled))

    assert found("town", "town", "city", "village") == ["city", "town", "town"]
    assert found("town", "village", "hamlet") == ["town", "village"]
    assert found("hamlet", "hamlet") == ["hamlet"]


def test_a_place_belongs_to_the_nearest_seat():
    seats = settle([village(1, 0, 0), village(2, 6, 0)], DOORS, None)[0]
    assert [nearest_seat(spot(x, 1), seats) for x in (0, 2, 4, 9)] == [0, 0, 1, 1]


def test_a_small_place_is_one_community_at_its_node():
    settled = Settled(village(1, 0, 0.5), 900, True, 0)
    (part,) = communities(settled, {0: spot(0, 0)}, DOORS)
    disc_m = 2 / 3 * 1000 * math.sqrt(900 / 4000 / math.pi)
    assert (part.node, part.people, part.parts) == (0, 900, 1)
    assert part.access_m == pytest.approx(1.3 * (disc_m + distance_m(spot(0, 0), spot(0, 0.5))), rel=1e-6)


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 400_000), st.integers(1, 40))
def test_a_large_place_is_spread_and_nobody_is_lost(people, n):
    nodes = Nearest({i: spot(i / 20, 0) for i in range(n)})
    parts = communities(Settled(village(1, 0, 0), people, True, 0), {0: spot(0, 0)}, nodes)
    assert sum(part.people for part in parts) == people
    assert len({part.node for part in parts}) == len(parts) <= math.ceil(people / MOST_TOGETHER)
    assert max(part.people for part in parts) - min(part.people for part in parts) <= 1


# --- forces


def test_a_facility_drawn_twice_is_one_and_one_without_a_road_none():
    drawn = [
        service(i, "hospital", x, y) for i, (x, y) in enumerate([(1, 0), (1.05, 0.05), (3, 0), (60, 60)])
    ]
    assert [(each.id, node) for each, node in reached(drawn, DOORS)] == [("n0", 1), ("n2", 3)]


def test_a_map_without_fire_stations_gets_one_at_the_main_place():
    main = Settled(village(1, 4, 0.1), 900, True, 4)
    (station,) = stations([], main)
    assert station.assumed
    assert (station.node, station.facility.at, station.units) == (4, main.place.at, MAIN_UNITS)


def test_the_station_nearest_to_the_main_place_is_the_main_one():
    main = Settled(village(1, 4, 0), 900, True, 4)
    drawn = [service(1, "fire_station", 9, 0), service(2, "fire_station", 5, 0, volunteers=True)]
    drawn.append(service(3, "fire_station", 0, 0, volunteers=True))
    found = stations([(each, 0) for each in drawn], main)
    assert [each.units for each in found] == [OTHER_UNITS, MAIN_UNITS, BRIGADE_UNITS]
    assert [each.kind for each in found] == [
        StationKind.NATIONAL,
        StationKind.NATIONAL,
        StationKind.TOWNSHIP,
    ]
    assert not any(each.assumed for each in found)


@pytest.mark.parametrize(("people", "fleet"), [(1_000, [1, 1]), (140_000, [2, 1]), (400_000, [4, 4])])
def test_ambulances_go_by_people_one_at_least_to_a_hospital(people, fleet):
    found = [(service(i, "hospital", i, 0), i) for i in range(2)]
    assert [each.ambulances for each in hospitals(found, people)] == fleet


@pytest.mark.parametrize(("lon", "lat", "hours"), [(74, 39, 8), (135, 48, 8), (1.5, 42.5, 0), (-70, -33, -5)])
def test_china_keeps_one_time_and_others_go_by_the_sun(lon, lat, hours):
    assert offset_h((lon, lat)) == hours


# --- rivers


def test_stretches_of_a_river_are_one_line_whatever_way_they_are_drawn():
    pieces = [
        river(1, "乌江", (2, 0), (3, 0)),
        river(2, "乌江", (1, 0), (0, 0)),
        river(3, "乌江", (2, 0), (1, 0)),
        river(4, "乌江", (4, 0), (3, 0)),
        river(5, "长江", (3, 0), (9, 9)),
        river(6, "乌江", (8, 8), (9, 8)),
    ]
    lines = {line.id: line.points for line in joined(pieces)}
    assert lines[1] == tuple(spot(x, 0) for x in range(5))
    assert sorted(lines) == [1, 5, 6]


def test_names_fall_back_from_chinese_to_local():
    assert (Names("Vaduz", "瓦都兹", "").first, Names("Vaduz", "瓦都兹", "").second) == ("瓦都兹", "Vaduz")
    assert (Names("Ordino").first, Names("Ordino").second) == ("Ordino", "")
    assert Names("涪陵", "涪陵", "Fuling").second == "Fuling"
