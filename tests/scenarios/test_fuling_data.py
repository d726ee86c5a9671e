"""The tables of Fuling: complete, consistent, and calibrated to the national figures."""

import csv
import gzip
from collections import Counter, defaultdict
from itertools import pairwise
from math import fsum, pi, sqrt

import pytest
from scenario_maps import NAMES, ROOT, SHARED, km_between, rows, scenario

needs_source = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the source data of Fuling are not beside this checkout"
)


@pytest.fixture(scope="module")
def fuling():
    return scenario("fuling")


def test_the_district_is_complete(fuling):
    sizes = {
        "districts": 7, "nodes": 127, "links": 276, "townships": 27, "villages": 433,
        "hospitals": 32, "pois": 48,
    }  # fmt: skip
    assert {table: len(getattr(fuling, table)) for table in sizes} == sizes


def test_the_people_are_those_of_the_census_of_2020(fuling):
    assert sum(village.population for village in fuling.villages) == 1_115_016


def test_there_are_eight_river_bridges_four_over_each_river(fuling):
    bridges = {link.bridge: link.name_zh for link in fuling.links if link.bridge}
    assert sorted(bridges) == [f"BR0{n}" for n in range(1, 9)]
    assert ["长江" in bridges[key] for key in sorted(bridges)] == [True] * 4 + [False] * 4
    assert all("桥" in name for name in bridges.values())


def test_one_district_is_home_and_six_are_neighbours(fuling):
    assert Counter(district.home for district in fuling.districts) == {True: 1, False: 6}


def test_the_nodes_are_those_of_the_trunk_graph(fuling):
    assert Counter(node.kind for node in fuling.nodes) == {
        "township": 27, "former_township": 17, "interchange": 27, "bridge_end": 16, "expressway_hub": 2,
        "border_town": 32, "district_seat": 6,
    }  # fmt: skip


def test_the_forces_are_those_of_the_source(fuling):
    assert Counter(station.kind.value for station in fuling.stations) == {
        "national": 7, "township": 19, "enterprise": 3, "forest": 2, "rescue": 1,
        "neighbour": 6, "medical": 14,
    }  # fmt: skip


def test_the_switches_of_forces_let_out_the_right_stations(fuling):
    out = Counter(station.kind.value for station in fuling.stations if not fuling.takes_part(station))
    assert out == {"neighbour": 6, "medical": 14}


def test_every_neighbour_lends_from_its_seat(fuling):
    seats = {district.id: district.seat for district in fuling.districts}
    lending = [station for station in fuling.stations if station.kind == "neighbour"]
    assert all(station.node == seats[station.district] for station in lending)
    assert {station.district for station in lending} == {d.id for d in fuling.districts if not d.home}


def test_nobody_lives_outside_the_district(fuling):
    home = {node.id for node in fuling.nodes if node.district == "500102"}
    assert {village.node for village in fuling.villages} <= home


def test_a_village_bears_the_code_of_its_township(fuling):
    codes = {township.id: township.code for township in fuling.townships}
    assert all(village.id[1:10] == codes[village.township] for village in fuling.villages)


def _is_community(village):
    return village.name_zh.endswith("社区")


def _by_node(fuling, wanted):
    """Return the villages that are wanted by township and node, in the order of their codes."""
    found = defaultdict(list)
    for village in fuling.villages:
        if wanted(village):
            found[village.township, village.node].append(village)
    return found


def _disc_km(fuling, township, node):
    """Return the radius of the disc on which the people of a node's communities live at 100 m2 a head."""
    own = _by_node(fuling, _is_community)[township.id, node]
    return sqrt(min(sum(village.population for village in own) * 1e-4, township.area_km2) / pi)


def test_communities_villages_and_market_communities_share_a_township_as_5_9_to_1_to_2(fuling):
    for township in fuling.townships:
        own = [village for village in fuling.villages if village.township == township.id]
        weights = [
            1 if not _is_community(village) else 5.9 if village.node == township.seat else 2
            for village in own
        ]
        unit = township.population / fsum(weights)
        assert sum(village.population for village in own) == township.population
        assert all(
            abs(village.population - weight * unit) < 1 for village, weight in zip(own, weights, strict=True)
        )


def test_the_communities_hold_the_urban_people_of_the_census(fuling):
    urban = sum(village.population for village in fuling.villages if _is_community(village))
    assert urban == pytest.approx(801_151, rel=0.001)


def test_a_community_stands_at_the_seat_unless_it_bears_the_name_of_a_former_one(fuling):
    seat = {township.id: township.seat for township in fuling.townships}
    away = {v.name_zh for v in fuling.villages if _is_community(v) and v.node != seat[v.township]}
    assert away == {"镇安社区", "惠民社区", "仁义社区", "明家社区", "石龙社区"}


def test_communities_fill_a_disc_around_their_node_ring_by_ring(fuling):
    townships = {township.id: township for township in fuling.townships}
    for (township, node), own in _by_node(fuling, _is_community).items():
        radius = _disc_km(fuling, townships[township], node)
        edges = [sqrt(i / len(own)) * radius for i in range(len(own) + 1)]
        means = [2 / 3 * (b**3 - a**3) / (b**2 - a**2) for a, b in pairwise(edges)]
        even = [max(0.2, 1.4 * mean) for mean in means]
        assert [village.access_km for village in own] == pytest.approx(even, abs=0.006)


def test_villages_lie_farther_out_than_the_communities_of_their_node(fuling):
    townships = {township.id: township for township in fuling.townships}
    for (township, node), own in _by_node(fuling, lambda village: not _is_community(village)).items():
        ways = [village.access_km for village in own]
        assert ways == sorted(ways)
        assert ways[0] >= 1.4 * _disc_km(fuling, townships[township], node)


def test_access_stays_between_a_street_block_and_twelve_kilometres(fuling):
    ways = [village.access_km for village in fuling.villages]
    assert (min(ways), max(ways)) == (0.2, 12)
    assert sum(way in {0.2, 12} for way in ways) == 2


def _countryside(fuling):
    """Return distance and people of the cells of the grid outside the towns, by township and node."""
    place = {node.id: (node.lon, node.lat) for node in fuling.nodes}
    townships = {township.code: township for township in fuling.townships}
    disc, nodes = {}, defaultdict(list)
    for township, node in _by_node(fuling, lambda village: True):
        nodes[township].append(node)
    for township in fuling.townships:
        disc |= {node: _disc_km(fuling, township, node) for node in nodes[township.id]}
    cells = defaultdict(list)
    with gzip.open(SHARED / "population_grid_30s.csv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            here, township = (float(row["lon"]), float(row["lat"])), townships[row["township_code"]].id
            away, node = min((km_between(place[node], here), node) for node in nodes[township])
            if away > disc[node]:
                cells[township, node].append((away, float(row["pop_2020_est"])))
    return cells


@needs_source
def test_villages_divide_over_the_nodes_of_a_township_as_the_rural_people_of_the_grid(fuling):
    cells, villages = _countryside(fuling), _by_node(fuling, lambda village: not _is_community(village))
    people = {key: fsum(count for _, count in own) for key, own in cells.items()}
    for township in {key[0] for key in villages}:
        keys = [key for key in people if key[0] == township]
        number, total = sum(len(villages[key]) for key in keys), fsum(people[key] for key in keys)
        assert all(abs(len(villages[key]) - number * people[key] / total) < 1 for key in keys)


@needs_source
def test_the_mean_way_to_the_villages_of_a_node_is_that_of_the_rural_people_of_the_grid(fuling):
    cells = _countryside(fuling)
    for key, own in _by_node(fuling, lambda village: not _is_community(village)).items():
        if max(village.access_km for village in own) < 12:
            mean = fsum(away * people for away, people in cells[key]) / fsum(
                people for _, people in cells[key]
            )
            assert fsum(village.access_km for village in own) / len(own) == pytest.approx(
                1.4 * mean, abs=0.006
            )


def test_a_village_that_bears_the_name_of_a_former_seat_stands_there(fuling):
    node = {(village.township, village.name_zh): village.node for village in fuling.villages}
    named = {
        ("T016", "镇安社区"): "V4743", ("T122", "惠民社区"): "V6215", ("T119", "仁义社区"): "V6241",
        ("T129", "明家社区"): "V6212", ("T128", "聚宝村"): "V6209", ("T011", "石龙社区"): "V6243",
    }  # fmt: skip
    assert {key: node[key] for key in named} == named


def test_every_seat_of_a_township_present_or_former_has_villages(fuling):
    seats = {node.id for node in fuling.nodes if node.kind in {"township", "former_township"}}
    assert {village.node for village in fuling.villages} == seats


def test_a_mean_call_needs_the_vehicles_and_people_of_the_national_statistics(fuling):
    kinds = [kind for kind in fuling.demand.kinds.values() if kind.enabled]
    crew = {able: kind.crew.whole for able, kind in fuling.unit_types.items()}
    crew["assist"] = (crew["engine"] + crew["rescue"]) / 2  # whichever is nearer
    calls = fsum(kind.per_1000.value for kind in kinds)
    vehicles = fsum(kind.per_1000.value * _mean(kind, lambda able: 1) for kind in kinds) / calls
    people = fsum(kind.per_1000.value * _mean(kind, crew.__getitem__) for kind in kinds) / calls
    assert vehicles == pytest.approx(1.92, abs=0.03)
    assert people == pytest.approx(10.6, rel=0.05)


def _mean(kind, worth):
    total = fsum(severity.weight.value for severity in kind.severities)
    weighed = (
        severity.weight.value * sum(units * worth(able) for able, units in severity.needs.items())
        for severity in kind.severities
    )
    return fsum(weighed) / total


def test_the_shares_of_the_kinds_are_the_published_ones(fuling):
    published = {"fire": 0.343, "rescue": 0.181, "social": 0.351, "security": 0.059, "false_alarm": 0.067}
    rates = {key: kind.per_1000.value for key, kind in fuling.demand.kinds.items() if kind.enabled}
    total = sum(rates.values())
    assert {key: rate / total for key, rate in rates.items()} == pytest.approx(published, abs=0.003)


def test_medical_calls_wait_for_their_switch(fuling):
    medical = fuling.demand.kinds["medical"]
    assert not medical.enabled
    assert medical.transport
    assert medical.per_1000.value == pytest.approx(154_234 / 5 / 2_090, rel=0.01)


def test_an_ambulance_stands_for_about_fifty_thousand_people(fuling):
    ambulances = sum(unit.type == "ambulance" for unit in fuling.units)
    assert 1_115_016 / ambulances == pytest.approx(50_000, rel=0.05)


def test_the_border_is_a_ring_of_the_size_of_the_district(fuling):
    (border,) = [line.points for line in fuling.lines if line.kind == "border"]
    assert border[0] == border[-1]
    assert len(border) <= 80
    turns = fsum(p[0] * q[1] - q[0] * p[1] for p, q in pairwise(border))
    assert abs(turns) / 2 * 111.32 * 110.6 * 0.8686 == pytest.approx(2941, rel=0.01)


@needs_source
def test_the_rivers_are_drawn_by_us_and_share_no_point_with_the_shapes_that_are_not_shipped(fuling):
    import json

    shapes = json.loads((SHARED / "rivers.geojson").read_text(encoding="utf-8"))["features"]
    theirs: set[tuple[float, float]] = set()
    for shape in shapes:
        rings = shape["geometry"]["coordinates"]
        for ring in rings if shape["geometry"]["type"] == "Polygon" else [rings]:
            theirs |= {(round(lon, 3), round(lat, 3)) for lon, lat in ring}
    ours = {
        (round(lon, 3), round(lat, 3))
        for line in fuling.lines
        if line.kind == "river"
        for lon, lat in line.points
    }
    assert 60 <= len(ours) <= 100
    assert not ours & theirs


@needs_source
def test_every_township_and_village_of_the_source_is_there(fuling):
    assert {village.id[1:] for village in fuling.villages} == {row["code"] for row in rows("villages.csv")}
    assert {t.id: t.population for t in fuling.townships} == {
        row["id"]: int(row["pop_2020_est"]) for row in rows("townships.csv")
    }


@needs_source
def test_no_station_has_more_vehicles_than_bays_nor_other_people_than_the_source(fuling):
    source = {row["id"]: row for row in rows("stations.csv")}
    units = Counter(unit.station for unit in fuling.units)
    for station in fuling.stations:
        if station.kind != "medical":
            assert units[station.id] <= int(source[station.id]["vehicles"])
            assert station.crew == int(source[station.id]["staff"])


def test_no_scenario_ships_the_elevation_grid_or_foreign_shapes():
    files = {path.name for name in NAMES for path in (ROOT / "scenarios" / name).iterdir()}
    assert not {file for file in files if "dem" in file or "rivers" in file}
