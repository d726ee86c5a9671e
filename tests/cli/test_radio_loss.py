"""``sanduan radio-loss``: a table of losses for a scenario, or one line on what is wrong."""

import csv
import shutil

import pytest
from test_commands import ROOT, sanduan

from sim.comms.radio.terrain import distance_between_m
from sim.scenario.load import load

SITES = """id,name_zh,lon,lat,elev_m,township,mast_m,label,source
S1,甲站,{lon},{lat},250,T1,30,assumption,made for a test
S2,乙站,{lon},{north},250,T1,30,assumption,made for a test
"""


@pytest.fixture
def place(tmp_path):
    """Return a folder with a copy of the hamlet, sites in it, and flat terrain around it."""
    folder = tmp_path / "hamlet"
    shutil.copytree(ROOT / "scenarios" / "hamlet", folder)
    nodes = load(folder).nodes
    west, south = min(node.lon for node in nodes), min(node.lat for node in nodes)
    sites = SITES.format(lon=west, lat=south, north=south + 0.05)
    (folder / "sites.csv").write_text(sites, encoding="utf-8")
    step, side = 0.02, 60
    head = f"ncols {side}\nnrows {side}\nxllcenter {west - 0.2}\nyllcenter {south - 0.2}\ncellsize {step}\n"
    (tmp_path / "flat.asc").write_text(head + "250 " * side * side, encoding="utf-8")
    return tmp_path


def test_the_table_has_each_site_with_each_node_and_stands_in_the_scenario(place):
    result = sanduan("radio-loss", place / "hamlet", "--terrain", place / "flat.asc")
    assert result.exit_code == 0, result.stderr
    nodes = load(place / "hamlet").nodes
    assert result.stdout.startswith(f"2 x {len(nodes)}: ")
    with (place / "hamlet" / "radio_loss.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [(row["site"], row["node"]) for row in rows] == [(s, n.id) for s in ("S1", "S2") for n in nodes]


def test_over_flat_country_what_is_farther_is_weaker(place):
    out = place / "out.csv"
    assert (
        sanduan("radio-loss", place / "hamlet", "--terrain", place / "flat.asc", "--out", out).exit_code == 0
    )
    assert not (place / "hamlet" / "radio_loss.csv").exists()
    with out.open(encoding="utf-8") as file:
        losses = {row["node"]: float(row["loss_db"]) for row in csv.DictReader(file) if row["site"] == "S1"}
    (site,) = [line.split(",") for line in (place / "hamlet" / "sites.csv").read_text().splitlines()[1:2]]
    at = float(site[2]), float(site[3])
    far = sorted(
        (distance_between_m(at, (node.lon, node.lat)), losses[node.id]) for node in load("hamlet").nodes
    )
    beyond = [loss for distance_m, loss in far if distance_m > 1000]
    assert beyond == sorted(beyond)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("hamlt", "--terrain", "flat.asc"), "did you mean 'hamlet'?"),
        (("hamlet", "--terrain", "none.asc"), "a table of radio sites"),
        (("{place}/hamlet", "--terrain", "none.asc"), "none.asc: expected a file, but there is none"),
        (("{place}/hamlet", "--terrain", "{place}/small.asc"), "small.asc: expected a place it covers"),
        (("{place}/hamlet", "--terrain", "{place}/flat.asc", "--out", "/dev/null/a.csv"), "/dev/null"),
    ],
)
def test_whatever_is_wrong_is_said_in_one_line_with_exit_code_2(place, words, said):
    flat = (place / "flat.asc").read_text(encoding="utf-8")
    (place / "small.asc").write_text(flat.replace("cellsize 0.02", "cellsize 0.0001"), encoding="utf-8")
    result = sanduan("radio-loss", *(word.format(place=place) for word in words))
    assert result.exit_code == 2
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert not (place / "hamlet" / "radio_loss.csv").exists()
