"""Places in GCJ-02 are told by their offset from the roads; places in WGS-84 never are."""

import math

import pytest
from typer.testing import CliRunner

import sim.cli
from sim.scenario.datum import gcj_offset_m, is_shifted, shifted_tables
from sim.scenario.load import load

PER_DEG = math.pi / 180 * 6_378_245


def shifted(lon, lat, share=1.0):
    """Return a place as a map in GCJ-02 shows it."""
    east, north = gcj_offset_m(lon, lat)
    return lon + share * east / PER_DEG / math.cos(math.radians(lat)), lat + share * north / PER_DEG


@pytest.mark.parametrize(
    ("place", "seen"), [((116.39, 39.9), (116.39624, 39.90140)), ((121.47, 31.23), (121.47452, 31.22807))]
)
def test_the_offset_is_that_of_published_pairs(place, seen):
    assert shifted(*place) == pytest.approx(seen, abs=3e-5)


def test_there_is_no_offset_abroad():
    assert gcj_offset_m(1.5, 42.5) == (0.0, 0.0)
    assert not is_shifted([((1.5, 42.5), (1.5, 42.5))] * 9)


def test_places_are_told_only_where_most_are_shifted_and_enough():
    road = (107.39, 29.71)
    pair, true = (shifted(*road), road), (road, road)
    assert is_shifted([pair] * 5)
    assert is_shifted([pair] * 6 + [true] * 3)
    assert not is_shifted([pair] * 4)
    assert not is_shifted([pair] * 5 + [true] * 3)
    assert not is_shifted([(shifted(*road, share=-1.0), road)] * 9)
    assert not is_shifted([true] * 9)


def test_stations_taken_from_a_public_map_are_warned_of(tmp_path):
    found = load("fuling")
    assert shifted_tables(found) == []
    at = {node.id: (node.lon, node.lat) for node in found.nodes}
    wrong = []
    for station in found.stations:
        lon, lat = shifted(*at[station.node])
        wrong += [f"stations.{station.id}.lon={lon:.6f}", f"stations.{station.id}.lat={lat:.6f}"]
    assert shifted_tables(load("fuling", wrong)) == ["stations"]
    sets = [word for change in wrong for word in ("--set", change)]
    done = CliRunner().invoke(sim.cli.app, ["check", "fuling", *sets])
    assert done.exit_code == 0
    assert "places of stations lie beside their roads by 4" in done.stderr
    assert "GCJ-02" in done.stderr
