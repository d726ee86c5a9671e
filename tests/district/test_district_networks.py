"""A new district comes with networks by rule, a storm over it, and the relief that terrain gives it."""

import pytest
from little_maps import LAT, LON, SHARED, spot, write_map

from sim.district.build import build
from sim.district.networks import networks, tree
from sim.district.relief import relief_of
from sim.district.rows import _thinned, lines, tables
from sim.district.write import write
from sim.scenario.load import load
from sim.terms.errors import BadInput, Fault

pytest.importorskip("osmium", reason="osmium is not installed: pip install sanduan[osm]")


@pytest.fixture(scope="module")
def district(tmp_path_factory):
    return build(write_map(tmp_path_factory.mktemp("map") / "little.osm"), None, "渠口", None)


@pytest.fixture(scope="module")
def folder(district, tmp_path_factory):
    folder = tmp_path_factory.mktemp("new")
    write(district, folder, "little")
    return folder


def missing(lon, lat):
    raise BadInput([Fault("tile.hgt", None, None, "", f"{lon:.5f}, {lat:.5f}", "a place it covers")])


# --- networks


def test_a_new_district_and_its_storm_have_no_faults(folder):
    calm, storm = load(folder), load(folder / "three-cuts")
    assert (calm.comms, storm.comms) == ("ideal", "bearers")
    assert storm.name == "little-three-cuts"
    assert (storm.title.zh, storm.title.en) == ("渠口·三断", "渠口, three cuts")
    assert storm.units == calm.units
    assert storm.hazards.breaks.power


def test_the_storm_stands_over_the_middle_of_the_district(folder, district):
    (rain,) = load(folder / "three-cuts").hazards.rainstorms
    west, south, east, north = district.area.box
    assert west < rain.lon.value < east
    assert south < rain.lat.value < north
    assert 5 <= rain.reach.value <= 100
    assert rain.depth.label.value == "assumption"


def test_every_township_has_cells_a_feeder_and_a_shelter(folder):
    scenario = load(folder)
    townships = {row.id for row in scenario.townships}
    assert {row.township for row in scenario.telecom if row.kind == "cell"} == townships
    assert {f"A-{name}" for name in townships} <= {row.id for row in scenario.power_nodes}
    assert {row.id for row in scenario.shelters} == {f"SH-{name}" for name in townships}
    assert {row.target for row in scenario.loads if row.kind == "township"} == townships


def test_every_row_of_the_networks_says_that_it_is_assumed(district):
    for rows in networks(district).values():
        assert all(row["label"] == "assumption" and row["source"].startswith("assumption: ") for row in rows)


def test_a_tree_leads_from_its_root_to_every_point_along_the_shortest_ways():
    points = [(0.0, 0.0), (1.0, 0.0), (2.0, 0.0), (0.0, 0.5), (2.0, 0.4)]
    assert tree(points, 0) == [None, 0, 1, 0, 2]
    assert tree(points, 4) == [1, 2, 4, 0, None]
    assert tree([(0.0, 0.0)], 0) == [None]


# --- relief


def test_heights_and_slopes_come_from_the_terrain(district):
    relief = relief_of(district, lambda lon, lat: 100 + 1000 * (lon - LON), "tile.hgt")
    rows = {row["id"]: row for row in tables(district, relief)["nodes.csv"]}
    assert rows["N7"]["elev_m"] == pytest.approx(100 + 1000 * (spot(6, 0)[0] - LON))
    assert (rows["N7"]["label"], "tile.hgt" in rows["N7"]["source"]) == ("measured", True)
    slopes = {row["slope_deg"] for row in tables(district, relief)["roads.csv"]}
    assert slopes == {0.6}  # 1,000 m on a degree of longitude here, 96.8 km


def test_a_district_with_relief_is_a_scenario(district, tmp_path):
    relief = relief_of(district, lambda lon, lat: 250.0, "tile.hgt")
    write(district, tmp_path, "little", relief)
    assert {node.elev_m for node in load(tmp_path).nodes} == {250.0}
    assert {link.slope_deg for link in load(tmp_path).links} == {0.0}
    assert "measured: from tile.hgt" in (tmp_path / "SOURCES.md").read_text(encoding="utf-8")


def test_terrain_that_ends_beside_a_road_gives_no_slope_there(district):
    edge = max(lat for _, lat in district.points.values())
    relief = relief_of(district, lambda lon, lat: missing(lon, lat) if lat > edge else 10.0, "a.asc")
    assert set(relief.slopes_deg) == {0.0}


def test_terrain_of_another_place_is_said_once_with_how_many_nodes_it_misses(district):
    with pytest.raises(BadInput) as refused:
        relief_of(district, missing, "tile.hgt")
    (fault,) = refused.value.faults
    assert fault.expected.endswith(f"{len(district.points)} of {len(district.points)} nodes lie like this")
    assert (fault.file, fault.key, fault.hint) == ("tile.hgt", "--dem", "")


def test_a_gap_in_the_terrain_takes_the_height_of_the_nearest_node(district, monkeypatch):
    monkeypatch.setattr("sim.district.relief.MOST_FILLED", 0.2)
    bare = district.points[7]
    relief = relief_of(district, lambda lon, lat: missing(lon, lat) if (lon, lat) == bare else 77.0, "a.asc")
    assert relief.filled == (7,)
    assert relief.heights_m[7] == 77.0
    row = next(row for row in tables(district, relief)["nodes.csv"] if row["id"] == "N7")
    assert (row["label"], "nearest node" in row["source"]) == ("assumption", True)


def test_swapped_longitude_and_latitude_of_terrain_are_said(district):
    with pytest.raises(BadInput, match="longitude and latitude swapped"):
        relief_of(district, lambda lon, lat: 5.0 if lat > LAT + 50 else missing(lon, lat), "tile.hgt")


def test_a_real_grid_gives_heights_of_fuling(tmp_path):
    grid = SHARED / "fuling/dem_30s.asc"
    if not grid.exists():
        pytest.skip("no elevations of Fuling beside the checkout")
    from sim.comms.radio.rasters import read_terrain

    terrain = read_terrain(grid)
    assert 100 < terrain.height_m(107.39, 29.71) < 600


# --- lines


def test_lines_are_drawn_with_as_few_points_as_show_them(district):
    straight = tuple((107 + i / 1000, 29.5) for i in range(100))
    assert _thinned(straight) == [[107.0, 29.5], [107.099, 29.5]]
    bent = (*straight, (107.099, 29.6))
    assert _thinned(bent) == [[107.0, 29.5], [107.099, 29.5], [107.099, 29.6]]
    assert _thinned(straight[:2]) == [[107.0, 29.5], [107.001, 29.5]]
    assert lines(district) == []
