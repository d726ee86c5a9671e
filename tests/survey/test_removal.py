"""What goes when one thing goes: by hand on a line and a ring, and as the model itself says on the hamlet."""

import csv
import json

import pytest
from rich.console import Console
from typer.testing import CliRunner
from worlds import NOTE, line, scenario

from sim.cli import app
from sim.network.roads import RoadGraph, travel_ms
from sim.network.travel import Travel
from sim.record.reach import NOTHING, Gone
from sim.report.reach import print_critical
from sim.report.reach.words import WORDS
from sim.report.words import Lang
from sim.scenario.load import load
from sim.survey.reach import engine_vehicle, home_villages
from sim.survey.removal import power_losses, road_losses


def row(**changes):
    """Five villages on a line, engines at its west end, a hospital at its east end."""
    data = line(stations={0: 2}, **changes)
    data["stations"][0]["kind"] = "national"
    place = {"id": "H1", "name_zh": "医院", "node": "N04", "lon": 107.4, "lat": 29.0, **NOTE}
    data["hospitals"] = [{**place, "level": "2A", "beds": 10}]
    return data


def ring():
    data = row()
    data["links"].append({**data["links"][0], "id": "R99", "a": "N04", "b": "N00", "length_km": 100.0})
    return data


def by_id(losses):
    return {loss.thing.id: loss for loss in losses}


# --- roads


def test_a_line_without_a_link_cuts_off_all_beyond_it():
    found = by_id(road_losses(scenario(row())))
    people = [village.population for village in scenario(row()).villages]
    assert set(found) == {"R00", "R01", "R02", "R03"}
    for place, loss in enumerate(found[f"R0{n}"] for n in range(4)):
        assert loss.engine.cut_off == loss.seat.cut_off == sum(people[place + 1 :])
        assert loss.hospital.cut_off == sum(people[: place + 1])
        assert loss.cut_off == max(loss.engine.cut_off, loss.hospital.cut_off)


def test_the_gravest_comes_first():
    found = road_losses(scenario(row()))
    assert [loss.cut_off for loss in found] == sorted((loss.cut_off for loss in found), reverse=True)


def test_a_ring_without_a_link_makes_people_wait_and_cuts_off_nobody():
    world = scenario(ring())
    found = by_id(road_losses(world))
    assert all(loss.cut_off == 0 for loss in found.values())
    graph = RoadGraph.of(world)
    travel = Travel(graph, travel_ms(graph, world, engine_vehicle(world)))
    nodes = [world.node_ids[world.villages[i].node] for i in home_villages(world)]
    usual = [travel.time(0, node) for node in nodes]
    without = [travel.time(0, node, frozenset({0})) for node in nodes]
    later = [b - a for a, b in zip(usual, without, strict=True)]
    people = [village.population for village in world.villages]
    loss = found["R00"].engine
    assert loss.worst_min == pytest.approx(max(later) / 60_000)
    assert loss.slower == sum(n for n, ms in zip(people, later, strict=True) if ms > 60_000)
    mean = sum(n * ms for n, ms in zip(people, later, strict=True)) / sum(people) / 60_000
    assert loss.mean_min == pytest.approx(mean)


def test_a_link_on_nobodys_way_is_not_told_of():
    assert "R99" not in by_id(road_losses(scenario(ring())))


def test_a_bridge_goes_with_all_its_links_and_its_only_link_is_told_of_once():
    data = row()
    data["links"][1]["bridge"] = "B1"
    found = by_id(road_losses(scenario(data)))
    assert found["B1"].what is Gone.BRIDGE
    assert found["B1"].links == (1,)
    assert "R01" not in found
    data["links"][2]["bridge"] = "B1"
    found = by_id(road_losses(scenario(data)))
    assert found["B1"].links == (1, 2)
    assert {"R01", "R02"} <= set(found)
    assert found["B1"].engine.cut_off >= found["R01"].engine.cut_off


def test_without_a_hospital_nobody_loses_it():
    found = road_losses(scenario({**row(), "hospitals": []}))
    assert found
    assert all(loss.hospital == NOTHING for loss in found)


def test_a_second_station_never_makes_a_loss_of_engines_graver():
    one = by_id(road_losses(scenario(row())))
    data = line(stations={0: 2, 4: 1})
    for station in data["stations"]:
        station["kind"] = "national"
    two = by_id(road_losses(scenario({**row(), "stations": data["stations"], "units": data["units"]})))
    assert all(two[name].engine.cut_off <= loss.engine.cut_off for name, loss in one.items())
    assert two["R00"].engine.cut_off == 0


# --- power


@pytest.fixture(scope="module")
def silent():
    return load("hamlet")


def test_the_source_takes_everybody_and_ties_never_make_it_worse(silent):
    found = power_losses(silent)
    assert found[0].dark == max(loss.dark for loss in found) > 0
    for loss in found:
        assert 0 <= loss.dark_tied <= loss.dark
        assert 0 <= loss.critical_tied <= loss.critical


def test_no_grid_nothing_to_lose():
    assert power_losses(scenario(row())) == []


def test_the_grid_is_whole_again_after_each(silent):
    assert power_losses(silent) == power_losses(silent)


def test_an_open_tie_and_an_area_are_not_taken_out(silent):
    named = {loss.thing.id for loss in power_losses(silent)}
    assert not named & {line.id for line in silent.power_lines if line.normally_open}
    assert not named & {node.id for node in silent.power_nodes if node.kind.value == "area"}


# --- the command


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("critical") / "out"
    found = CliRunner().invoke(app, ["critical", "hamlet-silent", "--out", str(out), "--lang", "zh"])
    assert found.exit_code == 0, found.output
    return out, found.output


def test_the_command_ranks_roads_grid_and_networks(folder):
    out, text = folder
    for key in ("roads", "power", "networks"):
        assert WORDS[key].zh in text
        with (out / f"{key}.csv").open(encoding="utf-8-sig", newline="") as file:
            ranks = [int(each["rank"]) for each in csv.DictReader(file)]
        assert ranks == list(range(1, len(ranks) + 1))
        assert ranks


def test_the_geojson_has_the_links_of_each_loss(folder):
    shapes = json.loads((folder[0] / "roads.geojson").read_text(encoding="utf-8"))["features"]
    world = load("hamlet-silent")
    losses = road_losses(world)
    assert len(shapes) == len(losses)
    for shape, loss in zip(shapes, losses, strict=True):
        assert len(shape["geometry"]["coordinates"]) == len(loss.links)
        assert shape["properties"]["engine_cut_off"] == loss.engine.cut_off


def test_the_map_is_drawn(folder):
    assert (folder[0] / "roads.png").read_bytes().startswith(b"\x89PNG")


def test_where_nothing_is_lost_it_says_so():
    for lang in Lang:
        console = Console(width=100, record=True)
        print_critical([], [], [], console, lang)
        assert WORDS["none"].of(lang) in console.export_text()
