"""The report of a cascade: chains in words of both languages, a table of all falls, a figure."""

import csv

import pytest
from typer.testing import CliRunner
from worlds import line, scenario

import sim.cli
from sim.metric.cascade import Cascade
from sim.record.facts import FibreChanged, MainsChanged, ReachChanged, RoadCut, SiteChanged, UnitTurned
from sim.record.hazard_facts import DamageBegan, DamageMended, HazardBegan, HazardEnded
from sim.report.cascade import write_cascade
from sim.report.cascade.told import told
from sim.scenario.load import load
from sim.terms.ids import Band, unit_address
from sim.terms.units import HOUR_MS


def fallen(district, *rows):
    found = Cascade(district)
    hours, causes, facts = zip(*rows, strict=True)
    found(0, [int(hour * HOUR_MS) for hour in hours], list(causes), list(facts))
    return found


@pytest.fixture(scope="module")
def silent():
    return load("hamlet-silent")


@pytest.fixture(scope="module")
def storm(silent):
    """Everything that can fall, once: two lines with the mains behind them, a road, a fibre, sites, posts."""
    return fallen(
        silent,
        (1, None, HazardBegan(0, "rainstorm")),
        (2, 0, DamageBegan(0, "line", 0, 1, (("power_line", 0),), 0)),
        (2, 1, MainsChanged(0, False)),
        (3, 2, SiteChanged("radio370", 0, False, "")),
        (3, 3, ReachChanged(Band.TOWNSHIP.address(0), False)),
        (3, 3, ReachChanged(unit_address(0), False)),
        (4, 0, DamageBegan(1, "flooded_station", 0, 700, (("power_node", 0),), 0)),
        (4, 6, MainsChanged(1, False)),
        (5, 0, DamageBegan(2, "slide", 0, 6000, (("road", 0),), 0)),
        (5, 8, RoadCut(0)),
        (6, 9, UnitTurned(0, 0, 1)),
        (6, 0, DamageBegan(3, "fibre_break", 0, 200, (("fibre", 0),), 0)),
        (6, 11, FibreChanged(0, False)),
        (6, 0, DamageBegan(4, "telecom_site_lost", 0, 1, (("telecom_site", 0),), 0)),
        (6, 13, SiteChanged("telecom", 0, False, "")),
        (6, 0, DamageBegan(5, "radio_site_lost", 0, 1, (("radio_site", 0),), 0)),
        (6, 15, SiteChanged("radio370", 999, False, "")),
        (8, 1, DamageMended(0)),
        (8, 17, MainsChanged(0, True)),
        (9, None, HazardEnded(0)),
    )


def test_a_run_without_falls_says_so(silent):
    assert [line.en for lines in told(silent, Cascade(silent)) for line in lines] == ["nothing fell"]


def test_the_worst_chain_is_told_step_by_step_in_both_languages(silent, storm):
    head, chain, damages = told(silent, storm)
    assert head[0].en.startswith("17 falls from 1 origins")
    assert chain[1].en.startswith("+01:00  hazard: rainstorm 1, for 8.0 h")
    assert silent.townships[1].name_zh in "".join(line.zh for line in [*chain, *damages])
    assert all("�" not in line.zh and line.zh and line.en for line in [*chain, *damages])


def test_the_damages_by_which_people_lost_most_come_first(silent, storm):
    *_, damages = told(silent, storm)
    assert damages[0].en.endswith("of 2 by which any did")
    tolls = [storm.tolls[fall.seq].person_h for fall in storm.damages(storm.roots()[0])]
    assert tolls == sorted(tolls, reverse=True)
    assert len(damages) == 1 + 2 * 2, "a heading, then for each what fell and why its repair waited"
    assert [line.en.strip() for line in damages[2::2]] == ["Repair: nobody had seen it by the end"] * 2
    node = silent.power_nodes[0]
    flooded = next(line for line in damages if "flooded station" in line.en)
    assert f"{node.name_zh} 站房受淹（700 毫米）" in flooded.zh
    assert "not back at the end" in flooded.en


def test_a_single_damage_needs_no_list():
    district = scenario(line())
    found = fallen(
        district,
        (1, None, HazardBegan(0, "rainstorm")),
        (2, 0, DamageBegan(0, "slide", 0, 1, (("road", 0),), 0)),
        (2, 1, MainsChanged(0, False)),
    )
    assert len(told(district, found)) == 2


def test_all_falls_are_written_with_what_they_follow_from(silent, storm, tmp_path):
    files = write_cascade(silent, storm, tmp_path, "en")
    assert {file.name for file in files} >= {"cascade.csv", "cascade.txt", "cascade.png", "cascade.svg"}
    with (tmp_path / "cascade.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == len(storm.falls)
    text = (tmp_path / "cascade.txt").read_text(encoding="utf-8")
    assert "rainstorm 1" in text
    assert "暴雨 1" in text


def test_the_command_tells_and_draws_the_chain_of_a_run(tmp_path):
    words = ["cascade", "hamlet-slide", "--days", "1", "--lang", "en", "--out", str(tmp_path / "out")]
    done = CliRunner().invoke(sim.cli.app, words)
    assert done.exit_code == 0, done.output
    assert "falls from" in done.output
    assert (tmp_path / "out" / "cascade.png").stat().st_size > 10_000
