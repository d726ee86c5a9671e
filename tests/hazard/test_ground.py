"""Laws of the ground: distances are those on Earth, numbers are rows, cables lie along the shortest road."""

from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rigs import wired
from weather.skies import ground, wet
from worlds import scenario

from sim.hazard.ground import Ground, River, Spot, Thing, nearest, spot
from sim.terms.enums import Asset

KM_PER_DEG = 111.195


def test_a_degree_is_as_long_as_on_earth():
    east, north = spot((107.0, 30.0), 108.0, 30.0), spot((107.0, 30.0), 107.0, 31.0)
    assert east.x_km == pytest.approx(KM_PER_DEG * 0.8660, rel=1e-4)
    assert north.y_km == pytest.approx(KM_PER_DEG, rel=1e-5)
    assert spot((107.0, 30.0), 107.0, 30.0) == (0, 0)


@given(st.floats(-50, 50), st.floats(-50, 50), st.floats(0, 1))
def test_a_share_of_a_way_is_that_share_of_its_length(x_km, y_km, share):
    a, b = Spot(1.0, -2.0), Spot(x_km, y_km)
    assert isclose(a.to(a.between(b, share)), share * a.to(b), abs_tol=1e-9)


def test_things_bear_the_numbers_of_their_rows():
    world = scenario(wired(5))
    land = Ground.of(world)
    for asset, rows in (
        (Asset.FIBRE, world.fibres),
        (Asset.RADIO_SITE, world.sites),
        (Asset.TELECOM_SITE, world.telecom),
    ):
        assert [thing.id for thing in land.assets[asset]] == [row.id for row in rows]
    assert [link.id for link in land.links] == [link.id for link in world.links]
    assert land.assets[Asset.POWER_LINE] == land.assets[Asset.POWER_NODE] == ()
    assert len(land.villages) == len(world.villages)
    assert len(land.townships) == len(world.townships)


def test_links_know_their_heights_and_the_slope_between_their_ends():
    link = ground().links[1]
    assert (link.low_m, link.high_m) == (210, 220)
    assert link.rise == pytest.approx(10 / 10_000)
    assert link.middle == link.at(0.5)
    assert link.nodes == (1, 2)


def test_a_river_is_as_far_as_its_nearest_bend():
    river = River("x", (Spot(0, 0), Spot(10, 0), Spot(10, 10)))
    assert river.distance_km(Spot(5, 3)) == 3
    assert river.distance_km(Spot(13, 14)) == 5
    assert river.distance_km(Spot(-3, -4)) == 5
    assert River("x", (Spot(1, 1), Spot(1, 1))).distance_km(Spot(4, 5)) == 5


def test_of_two_places_as_near_the_first_counts():
    assert nearest([Spot(1, 0), Spot(-1, 0)], Spot(0, 0)) == 0
    land = ground()
    assert [land.nearest_node(place) for place in land.nodes] == list(range(5))
    assert land.spot(107.2, 29.0) == land.nodes[2]


def test_rivers_of_the_map_are_on_the_ground_and_borders_are_not():
    data = wet(river=True).model_dump(mode="json")
    data["lines"].append({**data["lines"][0], "kind": "border"})
    assert [river.name for river in Ground.of(scenario(data)).rivers] == ["小河"]


def test_a_cable_is_laid_along_the_shortest_road():
    along = Ground.of(scenario(wired(5))).fibres_along
    # fibre 1 + n goes from the hub at node 0 to node n
    assert along == {link: tuple(range(link + 2, 6)) for link in range(4)}
    assert ground().fibres_along == {}


def test_a_line_is_a_stretch_between_the_heights_of_its_ends():
    land = ground()
    line = Thing("L", (land.nodes[0], land.nodes[4]), (0, 4), 38.0)
    stretch = line.stretch(land.heights_m)
    assert (stretch.length_km, stretch.low_m, stretch.high_m) == (38.0, 200, 240)
    assert stretch.ends == line.ends
    assert line.at(1) == land.nodes[4]


def test_a_power_network_is_on_the_ground_where_a_scenario_has_one():
    class Row:
        def __init__(self, **cells):
            self.__dict__.update(cells)

    class Powered:
        power_nodes = (Row(id="A", lon=107.0, lat=29.0), Row(id="B", lon=107.4, lat=29.0))
        power_lines = (Row(id="L1", a="B", b="A", length_km=40.0),)

        def __getattr__(self, name):
            return getattr(wet(), name)

    land = Ground.of(Powered())
    assert [thing.nodes for thing in land.assets[Asset.POWER_NODE]] == [(0,), (4,)]
    (line,) = land.assets[Asset.POWER_LINE]
    assert (line.nodes, line.length_km) == ((4, 0), 40.0)
