"""``sanduan new`` writes a whole scenario or nothing, and says in one line what is wrong with its input."""

import sys

import pytest
from typer.testing import CliRunner

import sim.cli

MAP = """<osm version="0.6">
<node id="1" lat="29.50" lon="107.00"/><node id="2" lat="29.50" lon="107.02"/>
<node id="3" lat="29.51" lon="107.03"/><node id="4" lat="29.50" lon="107.04"/>
<node id="5" lat="29.501" lon="107.01"><tag k="place" v="town"/><tag k="name" v="渠口"/></node>
<node id="6" lat="29.501" lon="107.04"><tag k="place" v="village"/><tag k="name" v="白沙"/></node>
<way id="1"><nd ref="1"/><nd ref="2"/><nd ref="3"/><tag k="highway" v="primary"/></way>
<way id="2"><nd ref="2"/><nd ref="4"/><tag k="highway" v="secondary"/><tag k="bridge" v="yes"/></way>
</osm>"""


def sanduan(*words):
    return CliRunner().invoke(sim.cli.app, [str(word) for word in words])


@pytest.fixture
def osm(tmp_path):
    file = tmp_path / "little.osm"
    file.write_text(MAP, encoding="utf-8")
    return file


def needs_osmium():
    pytest.importorskip("osmium", reason="osmium is not installed: pip install sanduan[osm]")


def test_three_commands_lead_from_a_map_to_a_report(tmp_path, osm):
    needs_osmium()
    folder, out = tmp_path / "deep" / "qukou.1", tmp_path / "out"
    done = sanduan("new", folder, "--osm", osm, "--name", "渠口 县")
    assert done.exit_code == 0, done.output
    assert "3 roads 路段, 1 bridges 桥梁" in done.stdout
    assert "sanduan check" in done.stdout
    checked = sanduan("check", folder)
    assert checked.exit_code == 0, checked.output
    assert "qukou-1 渠口 县" in checked.stdout
    ran = sanduan("run", folder, "--days", 10, "--out", out)
    assert ran.exit_code == 0, ran.output
    assert "渠口" in (out / "report.html").read_text(encoding="utf-8")


def test_a_workbook_that_is_none_is_refused_before_the_map_is_read(tmp_path):
    book, osm = tmp_path / "forces.xlsx", tmp_path / "broken.osm"
    book.write_text("no workbook", encoding="utf-8")
    osm.write_text("no map", encoding="utf-8")
    done = sanduan("new", tmp_path / "district", "--osm", osm, "--forces", book)
    assert (done.exit_code, "forces.xlsx: expected an Excel workbook" in done.stderr) == (2, True)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["broken.osm", "forces.xlsx"]


def test_the_folder_lends_its_name(tmp_path, osm):
    needs_osmium()
    assert sanduan("new", tmp_path / "白沙县", "--osm", osm, "--population", 5000).exit_code == 0
    assert "白沙县" in (tmp_path / "白沙县" / "districts.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--osm", "none.osm.pbf"], "none.osm.pbf: expected an OpenStreetMap extract that exists"),
        (["--osm", "little.osm", "--boundary", "none.geojson"], "a GeoJSON file that exists"),
        (["--osm", "little.osm", "--name", " "], "--name"),
        (["--osm", "little.osm", "--name", "长" * 61], "--name"),
        (["--osm", "little.osm", "--name", "a\x1bb"], "--name"),
        (["--osm", "north.osm"], "lat: expected a number from -60 to 72.9"),
    ],
)
def test_bad_input_is_one_line_and_leaves_nothing_behind(tmp_path, osm, monkeypatch, words, said):
    needs_osmium()
    monkeypatch.chdir(tmp_path)
    (tmp_path / "north.osm").write_text(MAP.replace('lat="29.', 'lat="79.'), encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    done = sanduan("new", "deep/er", *words)
    assert done.exit_code == 2, done.output
    assert said in done.stderr
    assert "Traceback" not in done.output
    assert sorted(tmp_path.rglob("*")) == before


def test_a_folder_that_exists_is_left_as_it_is(tmp_path, osm):
    done = sanduan("new", tmp_path, "--osm", osm)
    assert done.exit_code == 2
    assert "a folder that does not exist yet" in done.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["little.osm"]


def test_without_osmium_the_extra_is_named(tmp_path, osm, monkeypatch):
    monkeypatch.setitem(sys.modules, "osmium", None)
    done = sanduan("new", tmp_path / "x", "--osm", osm)
    assert done.exit_code == 2
    assert done.stderr.strip().splitlines() == [
        'reading OpenStreetMap needs the package osmium 缺少 osmium: pip install "sanduan[osm]"'
    ]
    assert not (tmp_path / "x").exists()


# --- relief and forces


def grid(file, west, south):
    """Write heights that rise to the east, a degree wide."""
    head = f"ncols 11\nnrows 11\nxllcenter {west}\nyllcenter {south}\ncellsize 0.1\nNODATA_value -9999\n"
    file.write_text(
        head + "\n".join(["100 200 300 400 500 600 700 800 900 1000 1100"] * 11), encoding="ascii"
    )
    return file


def test_terrain_gives_heights(tmp_path, osm):
    needs_osmium()
    done = sanduan("new", tmp_path / "a", "--osm", osm, "--dem", grid(tmp_path / "dem.asc", 106.5, 29))
    assert done.exit_code == 0, done.output
    nodes = (tmp_path / "a" / "nodes.csv").read_text(encoding="utf-8")
    assert "elevation: from dem.asc" in nodes
    assert "600.0" in nodes


def test_terrain_of_elsewhere_is_one_line(tmp_path, osm):
    needs_osmium()
    dem = grid(tmp_path / "dem.asc", 10, 40)
    done = sanduan("new", tmp_path / "a", "--osm", osm, "--dem", dem)
    assert (done.exit_code, len(done.stderr.strip().splitlines())) == (2, 1)
    assert "4 of 4 nodes lie like this" in done.stderr
    assert not (tmp_path / "a").exists()


def test_forces_of_a_workbook_take_the_place_of_the_rules(tmp_path, osm):
    needs_osmium()
    openpyxl = pytest.importorskip(
        "openpyxl", reason="openpyxl is not installed: pip install sanduan[office]"
    )
    assert sanduan("new", tmp_path / "a", "--osm", osm).exit_code == 0
    assert sanduan("workbook", tmp_path / "a", "--out", tmp_path / "a.xlsx").exit_code == 0
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    book["站点 stations"]["B5"] = "渠口消防救援站"
    book.save(tmp_path / "b.xlsx")
    done = sanduan("new", tmp_path / "b", "--osm", osm, "--forces", tmp_path / "b.xlsx")
    assert done.exit_code == 0, done.output
    assert "渠口消防救援站" in (tmp_path / "b" / "stations.csv").read_text(encoding="utf-8")
    book["站点 stations"]["G5"] = "N0"
    book.save(tmp_path / "c.xlsx")
    bad = sanduan("new", tmp_path / "c", "--osm", osm, "--forces", tmp_path / "c.xlsx")
    assert bad.exit_code == 2
    assert "c.xlsx › 站点 stations › G5: node: expected an id in nodes.csv (got 'N0')" in bad.stderr
    assert not (tmp_path / "c").exists()
