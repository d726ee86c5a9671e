"""The invented scenarios: small enough to know their shape by heart."""

import networkx as nx
import pytest
from scenario_maps import graph, nodes_of, scenario


def test_the_hamlet_is_small():
    hamlet = scenario("hamlet")
    assert len(hamlet.nodes) == 12
    assert len(hamlet.townships) == 3
    assert sum(township.population for township in hamlet.townships) == 20_000
    assert [link.bridge for link in hamlet.links if link.bridge] == ["BR1"]


def test_the_hamlet_has_two_national_stations_a_brigade_and_a_medical_post():
    kinds = sorted(station.kind.value for station in scenario("hamlet").stations)
    assert kinds == ["medical", "national", "national", "township"]


def test_the_banks_of_the_hamlet_each_have_a_national_station():
    north, south = sorted(nodes_of(scenario("hamlet"), "national"))
    near = graph(scenario("hamlet"))
    near.remove_edge("H02", "H03")
    near.remove_node("H07")  # the way round the head of the river
    assert not nx.has_path(near, north, south)


def test_without_its_bridge_the_hamlet_drives_round_the_head_of_the_river():
    roads = graph(scenario("hamlet"))
    by_bridge = nx.dijkstra_path_length(roads, "H01", "H04", weight="km")
    roads.remove_edge("H02", "H03")
    path = nx.dijkstra_path(roads, "H01", "H04", weight="km")
    round_it = nx.dijkstra_path_length(roads, "H01", "H04", weight="km")
    assert "H07" in path
    assert by_bridge == pytest.approx(6.44)
    assert round_it == pytest.approx(49.05)


def test_the_cut_hamlet_is_the_hamlet_with_one_cut():
    whole, cut = scenario("hamlet"), scenario("hamlet-cut")
    changed = {"name", "title", "cuts"}
    assert whole.model_dump(exclude=changed) == cut.model_dump(exclude=changed)
    assert whole.fingerprint != cut.fingerprint
    assert whole.cuts == ()


def test_the_cut_is_of_the_bridge_for_a_day_and_nobody_tells_the_centre():
    of = scenario("hamlet-cut")
    (cut,) = of.cuts
    assert of.links[of.link_ids[cut.road]].bridge == "BR1"
    assert (cut.at.value, cut.until.value) == (6, 30)
    assert cut.told_after.value > 24 * 365


def test_both_counties_are_at_home_with_seat_stations_and_people():
    of = scenario("two-counties")
    assert [district.home for district in of.districts] == [True, True]
    for district in of.districts:
        assert {station.kind.value for station in of.stations if station.district == district.id} >= {
            "national",
            "township",
        }
        assert of.nodes[of.node_ids[district.seat]].district == district.id
        assert district.population > 50_000


def test_two_roads_join_the_counties():
    of = scenario("two-counties")
    county = {node.id: node.district for node in of.nodes}
    joins = [link for link in of.links if county[link.a] != county[link.b]]
    assert len(joins) == 2
    apart = graph(of)
    apart.remove_edges_from([(link.a, link.b) for link in joins])
    assert nx.number_connected_components(apart) == 2


def test_a_town_of_county_a_is_nearer_to_a_national_station_of_county_b():
    of = scenario("two-counties")
    minutes = nx.single_source_dijkstra_path_length(graph(of), "A07", weight="min")
    near = min(nodes_of(of, "national"), key=minutes.__getitem__)
    assert near == "B05"


@pytest.mark.parametrize("name", ["hamlet", "two-counties"])
def test_invented_places_carry_codes_that_no_real_place_has(name):
    assert all(township.code.startswith(("5098", "5099")) for township in scenario(name).townships)
