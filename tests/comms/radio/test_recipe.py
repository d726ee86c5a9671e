"""From sites, nodes and elevations to ``radio_loss.csv``."""

import csv

import pytest
from terrains import plane

from sim.comms.radio.cache import LossCache
from sim.comms.radio.loss import Antenna, loss_table
from sim.comms.radio.recipe import antennas_at, read_sites, write_loss_csv
from sim.terms.errors import BadInput

HEADER = "id,name_zh,kind,lon,lat,mast_m\n"
SITES = HEADER + "HS1,候选站,fixed,107.0,29.2,30\nHS2,候选站,portable,107.4,29.2,4\n"


def table(path, text=SITES):
    path.write_text(text, encoding="utf-8")
    return path


def test_sites_are_read_with_their_masts(tmp_path):
    assert read_sites(table(tmp_path / "sites.csv")) == [
        Antenna("HS1", 107.0, 29.2, 30.0),
        Antenna("HS2", 107.4, 29.2, 4.0),
    ]


def test_a_byte_order_mark_does_no_harm(tmp_path):
    assert read_sites(table(tmp_path / "sites.csv", "\ufeff" + SITES))[0].id == "HS1"


def said(path):
    with pytest.raises(BadInput) as raised:
        read_sites(path)
    return [str(fault).replace(str(path), "sites.csv") for fault in raised.value.faults]


def test_a_table_that_is_not_there_is_said(tmp_path):
    (line,) = said(tmp_path / "sites.csv")
    assert line == "sites.csv: expected a table of radio sites (got No such file or directory)"


def test_a_table_in_another_encoding_is_said(tmp_path):
    (tmp_path / "sites.csv").write_bytes(SITES.encode("gb18030"))
    assert said(tmp_path / "sites.csv") == ["sites.csv: expected a table of radio sites (got not UTF-8)"]


def test_all_missing_columns_are_said(tmp_path):
    lines = said(table(tmp_path / "sites.csv", "id,lon\nHS1,107\n"))
    assert lines == ["sites.csv:1: lat: expected this column", "sites.csv:1: mast_m: expected this column"]
    assert len(said(table(tmp_path / "empty.csv", ""))) == 4


def test_all_cells_that_are_no_numbers_are_said_with_their_lines(tmp_path):
    text = HEADER + "A,,fixed,east,29,30\nB,,fixed,107,nan,30\nC,,fixed,107,29\n"
    lines = said(table(tmp_path / "sites.csv", text))
    assert lines == [
        "sites.csv:2: lon: expected a number (got 'east')",
        "sites.csv:3: lat: expected a number (got 'nan')",
        "sites.csv:4: mast_m: expected a number (got None)",
    ]


def test_a_table_without_sites_is_said(tmp_path):
    assert said(table(tmp_path / "sites.csv", HEADER)) == ["sites.csv: expected at least one site"]


# --- writing

PLACES = antennas_at([("T1", 107.2, 29.3), ("T2", 107.1, 29.1)])


def test_every_pair_has_a_row_with_one_decimal(tmp_path):
    sites = read_sites(table(tmp_path / "sites.csv"))
    out = tmp_path / "radio_loss.csv"
    losses = write_loss_csv(out, plane(), sites, PLACES)
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["site"], row["node"]) for row in rows] == [
        ("HS1", "T1"), ("HS1", "T2"), ("HS2", "T1"), ("HS2", "T2"),
    ]  # fmt: skip
    assert [row["loss_db"] for row in rows] == [f"{loss:.1f}" for line in losses for loss in line]
    assert losses == loss_table(plane(), sites, PLACES)


def test_the_same_is_written_byte_for_byte_with_a_cache_and_without(tmp_path):
    sites, kept = read_sites(table(tmp_path / "sites.csv")), LossCache(tmp_path / "kept")
    texts = []
    for cache in (None, kept, kept):
        write_loss_csv(tmp_path / "a.csv", plane(), sites, PLACES, cache=cache)
        texts.append((tmp_path / "a.csv").read_bytes())
    assert texts[0] == texts[1] == texts[2]
    assert b"\r" not in texts[0]


def test_nothing_is_written_where_the_terrain_does_not_reach(tmp_path):
    sites = read_sites(table(tmp_path / "sites.csv"))
    with pytest.raises(BadInput):
        write_loss_csv(tmp_path / "a.csv", plane(), sites, antennas_at([("far", 110.0, 29.0)]))
    assert not (tmp_path / "a.csv").exists()


def test_antennas_at_places_are_held_in_the_hand():
    assert antennas_at([("T1", 107.2, 29.3)]) == [Antenna("T1", 107.2, 29.3, 1.5)]
    assert antennas_at([("T1", 107.2, 29.3)], 10.0)[0].height_m == 10
