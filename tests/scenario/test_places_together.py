"""A district may lie anywhere, but it lies in one place."""

import pytest
from worlds import line
from worlds_on_disk import write

from sim.scenario.load import check


def moved(tmp_path, lon, lat, spoil=None):
    """Return the faults of a little world whose middle lies near a place, one row of it spoiled."""
    data = line()
    for table in ("nodes", "stations"):
        for row in data[table]:
            row["lon"] = round((row["lon"] - 107.0 + lon + 180) % 360 - 180, 6)
            row["lat"] = round(row["lat"] - 29.0 + lat, 6)
    if spoil:
        spoil(data)
    return [str(fault) for fault in check(write(tmp_path / "w", data))]


@pytest.mark.parametrize(
    ("lon", "lat"),
    [(107.4, 29.7), (1.5, 42.5), (-70.6, -33.4), (179.99, -16.5), (18.9, 69.6), (0.0, 0.0)],
    ids=["Fuling", "Andorra", "Santiago", "across the date line", "Tromsø", "on the equator"],
)
def test_a_district_may_lie_anywhere(tmp_path, lon, lat):
    assert moved(tmp_path, lon, lat) == []


@pytest.mark.parametrize(
    ("table", "key", "value", "said"),
    [
        ("stations", "lon", 15.2, "stations.csv:2:"),
        ("stations", "lat", 24.5, "lat: expected a place within 500 km of the middle of the nodes, "),
        ("nodes", "lon", -1.5, "(got -1.5)"),
    ],
)
def test_a_place_that_strays_is_told(tmp_path, table, key, value, said):
    lon, lat = (7.2, 42.5) if key == "lon" else (1.5, 42.5)
    faults = moved(tmp_path, lon, lat, lambda data: data[table][0].update({key: value}))
    assert len(faults) == 1
    assert said in faults[0]
    assert "swapped" not in faults[0]


def test_a_swapped_pair_is_told_where_both_ways_are_on_the_map(tmp_path):
    def swap(data):
        row = data["stations"][0]
        row["lon"], row["lat"] = row["lat"], row["lon"]

    (fault,) = moved(tmp_path, 1.5, 42.5, swap)
    assert fault.endswith("longitude and latitude swapped?")


def test_where_no_node_has_a_place_nothing_is_said_of_the_others(tmp_path):
    def spoil(data):
        for row in data["nodes"]:
            row["lon"] = "east"

    assert all("nodes.csv" in fault for fault in moved(tmp_path, 1.5, 42.5, spoil))
