"""From an extract to a folder with a scenario: what the map says is kept, what it does not is labelled."""

import csv
import os
import subprocess
import sys

import pytest
from little_maps import LIVED_IN, ROOT, SERVICES, SHARED, STREETS, write_area, write_map

from sim.district.build import build
from sim.district.osm import NoOsmium, read_extract
from sim.district.write import write
from sim.run import run
from sim.scenario.load import load
from sim.terms.enums import RoadClass, StationKind
from sim.terms.errors import BadInput

pytest.importorskip("osmium", reason="osmium is not installed: pip install sanduan[osm]")
ANDORRA = SHARED / "osm/andorra.osm.pbf"
LIECHTENSTEIN = SHARED / "osm/liechtenstein-2013-08-03.osm.pbf"


def made(tmp_path, name="渠口", boundary=None, population=None, file="little.osm.pbf", **more):
    """Return the scenario of a little map, from its folder, and the district it was built from."""
    district = build(write_map(tmp_path / file, **more), boundary, name, population)
    folder = tmp_path / "made"
    folder.mkdir()
    write(district, folder, "made")
    return load(folder), district


@pytest.fixture(scope="module")
def little(tmp_path_factory):
    return made(tmp_path_factory.mktemp("little"))


def rows(folder, file):
    with (folder / file).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def real(file):
    if not file.is_file():
        pytest.skip(f"the extract is not there: ../shared/data/osm/{file.name}")
    return file


# --- roads


def test_roads_keep_class_bridge_tunnel_and_name(little):
    scenario, _ = little
    roads = {(road.a, road.b): road for road in scenario.links}
    bridge, tunnel = roads["N4", "N5"], roads["N2", "N7"]
    assert (bridge.bridge, bridge.name_zh) == (bridge.id.replace("B", "BR"), "大桥 (bridge 桥梁)")
    assert (tunnel.road_class, tunnel.name_zh) == (RoadClass.SECONDARY, "(tunnel 隧道)")
    assert [road.id[0] for road in scenario.links].count("R") == len(roads) - 2
    assert roads["N3", "N10"].road_class is RoadClass.URBAN
    assert roads["N1", "N2"].name_zh == "人民路"
    assert "highway=primary, bridge" in bridge.source


def test_paths_and_islands_are_no_part_of_it_and_it_is_said(little):
    scenario, district = little
    nodes = {node.id for node in scenario.nodes}
    assert not nodes & {"N20", "N21", "N30"}
    assert any("in one piece" in note for note in district.notes)


@pytest.mark.parametrize(
    ("tags", "ends", "oneway"),
    [
        ({"oneway": "yes"}, ("N1", "N2"), True),
        ({"oneway": "-1"}, ("N2", "N1"), True),
        ({"oneway": "no", "junction": "roundabout"}, ("N1", "N2"), False),
        ({"junction": "roundabout"}, ("N1", "N2"), True),
        ({"highway": "motorway"}, ("N1", "N2"), True),
        ({}, ("N1", "N2"), False),
    ],
)
def test_one_way_streets_lead_the_way_the_map_says(tmp_path, tags, ends, oneway):
    way = {"nodes": [1, 2], "highway": "primary"} | tags
    extract = read_extract(write_map(tmp_path / "x.osm", streets={10: way}))
    (found,) = extract.ways
    assert (found.nodes, found.oneway) == (tuple(int(end[1:]) for end in ends), oneway)


@pytest.mark.parametrize(
    ("tags", "open_"),
    [
        ({"access": "private"}, False),
        ({"access": "no", "emergency": "yes"}, True),
        ({"area": "yes"}, False),
        ({"highway": "track"}, False),
        ({"highway": "construction"}, False),
        ({"highway": "trunk_link"}, True),
        ({"access": "destination"}, True),
    ],
)
def test_only_roads_that_a_fire_engine_may_drive_are_taken(tmp_path, tags, open_):
    way = {"nodes": [1, 2], "highway": "primary"} | tags
    assert len(read_extract(write_map(tmp_path / "x.osm", streets={10: way})).ways) == open_


def test_a_clipped_way_ends_at_the_gap_and_it_is_said(tmp_path):
    scenario, district = made(tmp_path, leave_out=(6, 9), file="clipped.osm.pbf")
    assert "N6" not in {node.id for node in scenario.nodes}
    assert any("2 ways miss nodes" in note for note in district.notes)


def test_a_node_that_follows_itself_is_one(tmp_path):
    street = {10: {"nodes": [1, 1, 2], "highway": "primary"}}
    assert read_extract(write_map(tmp_path / "x.osm", streets=street)).ways[0].nodes == (1, 2)


def test_a_graph_that_would_be_too_large_leaves_small_streets_out(tmp_path, monkeypatch):
    monkeypatch.setattr("sim.district.build.MOST_LINKS", 6)
    scenario, district = made(tmp_path)
    assert RoadClass.URBAN not in {road.road_class for road in scenario.links}
    assert any("highway=living_street, residential, road" in note for note in district.notes)


def test_detail_is_kept_where_without_it_nothing_would_be_left(tmp_path, monkeypatch):
    monkeypatch.setattr("sim.district.build.MOST_LINKS", 0)
    streets = {1: {"nodes": [1, 2, 3], "highway": "residential"}}
    scenario, _ = made(tmp_path, streets=streets)
    assert scenario.links


# --- people and forces


def test_people_are_told_apart_by_where_their_number_comes_from(little):
    scenario, district = little
    town = [village for village in scenario.villages if village.name_zh.startswith("渠口")]
    assert sum(village.population for village in town) == 12_000
    assert all("as the map states" in village.source for village in town)
    others = [village for village in scenario.villages if village not in town]
    assert {village.name_zh: village.population for village in others} == {"白沙": 1_000, "石坝": 100}
    assert all("assumption by rule" in village.source for village in others)
    assert scenario.districts[0].population == 13_100 == sum(seat.population for seat in scenario.townships)
    assert any("1 places farther" in note for note in district.notes)


def test_townships_share_the_area(little):
    scenario, _ = little
    assert [township.name_zh for township in scenario.townships] == ["渠口", "白沙"]
    assert sum(seat.area_km2 for seat in scenario.townships) == pytest.approx(
        scenario.districts[0].area_km2, abs=0.02
    )


def test_stations_and_hospitals_stand_where_the_map_has_them(little):
    scenario, _ = little
    stations = {station.id: station for station in scenario.stations}
    assert [stations[name].name_zh for name in ("FS01", "FS02")] == ["渠口消防站", "白沙志愿消防队"]
    assert [stations[name].kind for name in ("FS01", "FS02")] == [StationKind.NATIONAL, StationKind.TOWNSHIP]
    assert (scenario.hospitals[0].beds, scenario.hospitals[0].name_zh) == (240, "医院1")
    assert stations["MD01"].kind is StationKind.MEDICAL
    assert {unit.type for unit in scenario.units} >= {"engine", "brigade_engine", "ambulance"}


def test_a_building_is_a_facility_too_and_a_river_a_line(tmp_path):
    streets = STREETS | {
        60: {"nodes": [2, 3, 8, 2], "amenity": "hospital", "name": "县医院"},
        61: {"nodes": [1, 2, 3], "waterway": "river", "name": "乌江"},
        62: {"nodes": [3, 4], "waterway": "river", "name": "乌江"},
        63: {"nodes": [4, 5], "waterway": "river"},
        64: {"nodes": [4, 5], "waterway": "stream", "name": "小溪"},
        65: {"nodes": [998, 999], "amenity": "hospital"},
    }
    scenario, _ = made(tmp_path, streets=streets, services={})
    assert [hospital.name_zh for hospital in scenario.hospitals] == ["县医院"]
    assert [(line.name_zh, line.kind, len(line.points)) for line in scenario.lines] == [("乌江", "river", 2)]


def test_without_stations_hospitals_and_places_the_district_still_runs(tmp_path):
    scenario, district = made(tmp_path, services={}, places={}, name="无名")
    said = " ".join(district.notes)
    assert "no fire station" in said
    assert "no hospital" in said
    assert "no place" in said
    assert [station.id for station in scenario.stations] == ["FS01"]
    assert "assumed at the main place" in scenario.stations[0].source
    assert scenario.villages[0].name_zh.startswith("无名")
    assert run(scenario, days=20).digest == run(scenario, days=20).digest


def test_a_given_number_of_people_is_shared_out(tmp_path):
    scenario, _ = made(tmp_path, population=30_000)
    assert scenario.districts[0].population == 30_000
    assert sum(village.population for village in scenario.villages) == 30_000


def test_the_names_of_a_map_cannot_break_a_table(tmp_path):
    odd = {40: {"at": (2, 0.1), "place": "town", "name": '"a",\tb;\u202ec {x} ' + "长" * 200}}
    scenario, _ = made(tmp_path, places=odd, name='say "hi": {now} #1')
    assert scenario.title.zh == 'say "hi": {now} #1'
    assert scenario.townships[0].name_zh.startswith('"a", b; c {x} 长')


# --- the area


def test_a_boundary_takes_its_part_and_is_drawn(tmp_path):
    area = write_area(tmp_path / "area.geojson", (-0.5, -2), (3.5, -2), (3.5, 1), (-0.5, 1))
    scenario, district = made(tmp_path, boundary=area)
    assert {node.id for node in scenario.nodes} == {"N1", "N3", "N4", "N10"}
    assert {village.name_zh[:2] for village in scenario.villages} == {"渠口", "石坝"}
    assert [line.kind for line in scenario.lines] == ["border"]
    assert scenario.districts[0].area_km2 == pytest.approx(district.area.km2, abs=0.01)


@pytest.mark.parametrize(
    ("corners", "swap", "said"),
    [
        ([(20, 20), (30, 20), (30, 30)], False, "an area with roads of the extract, which lie 107.0000 to"),
        ([(-1, -2), (8, -2), (8, 3), (-1, 3)], True, "longitude and latitude swapped?"),
    ],
)
def test_a_boundary_beside_the_extract_is_refused(tmp_path, corners, swap, said):
    area = write_area(tmp_path / "area.geojson", *corners, swap=swap)
    with pytest.raises(BadInput, match=r"area\.geojson") as refusal:
        build(write_map(tmp_path / "x.osm.pbf"), area, "x", None)
    assert said in str(refusal.value)


def test_a_boundary_swapped_outside_of_china_is_told_by_the_extract(tmp_path):
    real(ANDORRA)
    file = tmp_path / "swapped.geojson"
    ring = [[42.48, 1.48], [42.6, 1.48], [42.6, 1.6], [42.48, 1.48]]
    file.write_text(f'{{"type": "Polygon", "coordinates": [{ring}]}}', encoding="utf-8")
    with pytest.raises(BadInput, match="longitude and latitude swapped"):
        build(ANDORRA, file, "x", None)


# --- what is no extract


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("junk.osm.pbf", b"not a map at all, not a map at all", "an OpenStreetMap extract, whole"),
        ("empty.osm.pbf", b"", "an OpenStreetMap extract, whole"),
        ("junk.txt", b"junk", "an OpenStreetMap extract, whole"),
        ("torn.osm", b'<osm version="0.6"><node id="1"', "an OpenStreetMap extract, whole"),
        ("bare.osm", b'<osm version="0.6"></osm>', "at least one road"),
    ],
)
def test_what_is_no_extract_is_said_in_one_line(tmp_path, name, content, said):
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(BadInput) as refusal:
        build(file, None, "x", None)
    assert said in str(refusal.value)
    assert name in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_pbf_that_breaks_off_is_refused(tmp_path):
    whole = write_map(tmp_path / "x.osm.pbf").read_bytes()
    (tmp_path / "half.osm.pbf").write_bytes(whole[: len(whole) - 40])
    with pytest.raises(BadInput, match="whole"):
        read_extract(tmp_path / "half.osm.pbf")


@pytest.mark.parametrize(
    "streets",
    [
        {1: {"nodes": [1, 2], "highway": "primary", "oneway": "yes"}},
        {1: {"nodes": [100, 101, 102, 100], "highway": "residential"}},
        {1: {"nodes": [998, 999], "highway": "primary"}},
    ],
)
def test_roads_that_make_no_graph_are_refused(tmp_path, streets):
    spots = {100: (0, 0), 101: (0.01, 0), 102: (0.01, 0.01)}
    file = write_map(tmp_path / "x.osm", streets=streets, spots=spots, places={}, services={})
    with pytest.raises(BadInput, match="road"):
        build(file, None, "x", None)


def test_without_osmium_one_line_names_the_extra(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "osmium", None)
    with pytest.raises(NoOsmium, match=r"pip install \"sanduan\[osm\]\""):
        read_extract(tmp_path / "x.osm.pbf")


# --- the same bytes


WRITE = """
import sys
from pathlib import Path
from sim.district.build import build
from sim.district.write import write
folder = Path(sys.argv[2])
folder.mkdir()
write(build(Path(sys.argv[1]), None, "x", None), folder, "x")
"""


def test_the_same_extract_gives_the_same_bytes_in_any_process(tmp_path):
    file = write_map(tmp_path / "x.osm.pbf", streets=STREETS, places=LIVED_IN, services=SERVICES)
    for seed in ("1", "2"):
        env = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", WRITE, str(file), str(tmp_path / seed)]
        subprocess.run(command, check=True, env=env, cwd=tmp_path)
    first, second = (
        [file for file in sorted((tmp_path / seed).rglob("*")) if file.is_file()] for seed in ("1", "2")
    )
    assert [file.name for file in first] == [file.name for file in second]
    assert [file.read_bytes() for file in first] == [file.read_bytes() for file in second]


def test_xml_and_pbf_of_one_map_give_the_same_tables(tmp_path):
    folders = []
    for kind in ("osm", "osm.pbf"):
        folder = tmp_path / f"as-{kind}"
        folder.mkdir()
        write(build(write_map(tmp_path / f"x.{kind}"), None, "x", None), folder, "x")
        folders.append(folder)
    for file in ("nodes.csv", "roads.csv", "villages.csv", "stations.csv", "units.csv"):
        assert rows(folders[0], file) == rows(folders[1], file)


# --- real maps


def test_andorra_runs_and_its_roads_are_as_long_as_measured_elsewhere(tmp_path):
    """398 km of drivable roads were measured on this extract by another program, on the ellipsoid."""
    district = build(real(ANDORRA), None, "Andorra", None)
    assert district.extract.gaps == 0
    assert sum(link.length_m for link in district.links) == pytest.approx(398_000, rel=0.02)
    assert 1_000 < len(district.links) < 5_000
    folder = tmp_path / "andorra"
    folder.mkdir()
    write(district, folder, "andorra")
    scenario = load(folder)
    assert {township.name_zh for township in scenario.townships} >= {
        "安道尔城",
        "Ordino",
        "Canillo",
        "Encamp",
    }
    assert (len(scenario.hospitals), len(scenario.lines) > 0) == (7, True)
    assert "ODbL" in (folder / "SOURCES.md").read_text(encoding="utf-8")
    assert run(scenario, days=3).digest


def test_liechtenstein_keeps_its_six_fire_stations():
    district = build(real(LIECHTENSTEIN), None, "Liechtenstein", None)
    assert len(district.stations) == 6
    assert not any(station.assumed for station in district.stations)
    assert "Vaduz" in {seat.place.names.local for seat in district.seats}
    assert sum(link.length_m for link in district.links) == pytest.approx(357_000, rel=0.02)
