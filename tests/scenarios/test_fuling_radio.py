"""The radio sites of Fuling and the losses to its nodes: complete, reproducible, only candidates."""

import csv
from collections import defaultdict

import pytest
from scenario_maps import ROOT, SHARED, scenario

from sim.comms.radio.budget import FIXED_SITE, HANDHELD, margins
from sim.comms.radio.loss import loss_table
from sim.comms.radio.rasters import read_terrain
from sim.comms.radio.recipe import antennas_at, read_sites

FOLDER = ROOT / "scenarios" / "fuling"


def table(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def losses():
    """Return the losses by node and site."""
    found = defaultdict(dict)
    for row in table("radio_loss.csv"):
        found[row["node"]][row["site"]] = float(row["loss_db"])
    return found


def test_every_site_has_a_loss_to_every_node_once(losses):
    sites, nodes = [row["id"] for row in table("sites.csv")], scenario("fuling").nodes
    assert set(losses) == {node.id for node in nodes}
    assert all(set(row) == set(sites) for row in losses.values())
    assert len(table("radio_loss.csv")) == len(sites) * len(nodes) == 9 * 127


def test_losses_are_between_free_space_and_what_no_radio_bears(losses):
    everything = [loss for row in losses.values() for loss in row.values()]
    assert 50 < min(everything) < 100
    assert 170 < max(everything) < 250


def test_sites_say_that_they_are_candidates_and_nothing_is_known_of_their_radios():
    for row in table("sites.csv"):
        assert row["label"] == "assumption"
        assert "unknown" in row["source"] or row["source"].startswith("assumption:")
        assert (row["kind"], row["mast_m"], row["power_w"]) == ("fixed", "30", "50")


def test_from_the_best_site_a_handheld_is_heard_at_every_seat(losses):
    seats = [township.seat for township in scenario("fuling").townships]
    worst = min(margins(FIXED_SITE, HANDHELD, min(losses[seat].values())).up_db for seat in seats)
    assert len(seats) == 27
    assert worst == pytest.approx(14.2, abs=0.1)


def test_no_one_site_is_heard_at_every_seat(losses):
    seats = [township.seat for township in scenario("fuling").townships]
    for site in (row["id"] for row in table("sites.csv")):
        assert min(margins(FIXED_SITE, HANDHELD, losses[seat][site]).up_db for seat in seats) < 0


needs_grid = pytest.mark.skipif(
    not (SHARED / "dem_30s.asc").is_file(), reason="the elevation grid is not beside this checkout"
)


@needs_grid
def test_the_losses_are_those_that_the_recipe_gives(losses):
    nodes = [(node.id, node.lon, node.lat) for node in scenario("fuling").nodes][::6]
    sites, places = read_sites(FOLDER / "sites.csv"), antennas_at(nodes)
    again = loss_table(read_terrain(SHARED / "dem_30s.asc"), sites, places)
    for site, row in zip(sites, again, strict=True):
        for place, loss_db in zip(places, row, strict=True):
            assert losses[place.id][site.id] == pytest.approx(loss_db, abs=0.051)
