"""Hazards that are wrong: what is said of each, all at once; and what is no fault."""

import json
from pathlib import Path

import broken
import pytest

from sim.scenario.assumptions import assumptions
from sim.scenario.hazards import KINDS, Hazards
from sim.scenario.load import check, load

MIDDLE = {"lon": 107.1, "lat": 29.0}
HAZARDS = {
    "rainstorms": [{"id": "storm", "begin": 1, "lasts": 24, **MIDDLE}],
    "winds": [{"lasts": 6, **MIDDLE}],
    "ices": [{"lasts": 6, **MIDDLE}],
    "injects": [{"what": "slide", "target": "R01", "at": 3, "until": 8, "size": 400}],
    "slopes": {"kind": "fire"},
}
INJECT = {"what": "slide", "target": "R01", "at": 3, "until": 8}


def good(folder: Path) -> Path:
    return broken.good(folder, hazards=HAZARDS)


def said(folder: Path, *changes: str) -> list[str]:
    return [str(fault) for fault in check(good(folder / "w"), changes)]


def inject(**changes: object) -> str:
    return f"hazards.injects={json.dumps([{**INJECT, **changes}])}"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (inject(target="R9"), "expected an id in roads.csv (got 'R9')"),
        (inject(at=-1), "expected a number from 0 to 1000000 h (got -1)"),
        (inject(until=3), "expected an end after the begin, 3 h (got 3)"),
        (inject(size=-5), "expected a number from 0 to 1000000 1 (got -5)"),
        (inject(what="flood"), "expected one of "),
        (inject(what="fibre_break", target="F9"), "expected an id in fibre.csv (got 'F9')"),
        (inject(what="radio_site_lost", target="R01"), "expected an id in sites.csv (got 'R01')"),
        ("hazards.rainstorms.storm.lon=120", "expected a place in the district or near it: at most 100 km"),
        ("hazards.winds.0.lat=40", "expected a place in the district or near it: at most 100 km"),
        ("hazards.ices.0.lon=190", "expected a number from -180 to 180 deg (got 190)"),
        ("hazards.rainstorms.storm.depth=-1", "expected a number from 0 to 3000 mm (got -1)"),
        ("hazards.rainstorms.storm.peak=0", "expected a number from 0.01 to 0.99 1 (got 0)"),
        ("hazards.slopes.kind=flod", "expected an id in demand.kinds of scenario.yaml (got 'flod')"),
        ("hazards.water.kind=fires", "did you mean 'fire'?"),
        ("hazards.breaks.roads=perhaps", "expected true or false (got 'perhaps')"),
        ("links.R01.slope_deg=95", "expected a number from 0 to 80 (got 95"),
        ("roads.vehicles.light.wade=-3", "expected a number from 0 to 2000 mm (got -3)"),
    ],
)
def test_each_fault_is_told(change: str, expected: str, tmp_path: Path) -> None:
    (fault,) = said(tmp_path, change)
    assert expected in fault


def test_a_storm_without_a_place_is_outside_the_district(tmp_path: Path) -> None:
    (fault,) = said(tmp_path, 'hazards.winds=[{"lasts": 5}]')
    assert "near it" in fault


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    changes = [inject(target="R9", at=-1), "hazards.rainstorms.storm.lat=50", "hazards.slopes.kind=x"]
    assert len(said(tmp_path, *changes)) == 4


def test_two_of_one_name_are_told(tmp_path: Path) -> None:
    twice = json.dumps([{"id": "a", **INJECT}, {"id": "a", **INJECT}])
    (fault,) = said(tmp_path, f"hazards.injects={twice}")
    assert "expected each id once" in fault


def test_what_no_table_holds_cannot_break(tmp_path: Path) -> None:
    faults = said(tmp_path, inject(what="line", target="L1"))
    assert len(faults) == 1
    assert "power_line" in faults[0] or "power_lines" in faults[0]


def test_what_cannot_be_read_is_not_held_against_an_inject(tmp_path: Path) -> None:
    world = good(tmp_path / "w")
    (world / "roads.csv").write_text("id,a\nR01,N00,extra\n", encoding="utf-8")
    assert not [fault for fault in check(world) if "injects" in fault.key]
    assert not [fault for fault in check(world, ["hazards.injects=[7]"]) if "target" in fault.key]


@pytest.mark.parametrize(
    "change",
    [
        inject(what="road_flood", size=300),
        inject(what="fibre_break", target="F1"),
        inject(what="telecom_site_lost", target="CE"),
        inject(what="radio_site_lost", target="HS1"),
        "hazards.breaks.comms=false",
        "hazards.rainstorms.storm.lon=107.9",
        "hazards.injects=[]",
    ],
)
def test_what_is_there_may_break_and_weather_may_be_near(change: str, tmp_path: Path) -> None:
    assert said(tmp_path, change) == []


def test_every_figure_of_hazards_bears_a_label_and_a_source(tmp_path: Path) -> None:
    figures = [f for f in assumptions(load(good(tmp_path / "w"))) if f.path.startswith("hazards.")]
    assert len(figures) > 60
    assert all(figure.source and figure.label for figure in figures)


def test_hazards_are_quiet_until_one_is_written(tmp_path: Path) -> None:
    assert Hazards().is_quiet
    found = load(good(tmp_path / "w")).hazards
    assert not found.is_quiet
    assert set(KINDS) == {"rainstorms", "winds", "ices", "quakes", "wildfires", "releases", "injects"}


def test_mains_break_by_script_only_where_there_are_any(tmp_path: Path) -> None:
    broken_main = inject(what="water_main_break", target="V01")
    (off,) = said(tmp_path, broken_main)
    assert "a table of, and it has none of a water_main" in off
    (no_village,) = said(tmp_path / "on", inject(what="gas_main_break", target="V9"), "utilities.model=true")
    assert "expected an id in villages.csv (got 'V9')" in no_village


def test_an_open_gas_main_is_a_kind_of_incident_that_there_is(tmp_path: Path) -> None:
    (told,) = said(tmp_path, "utilities.gas.kind=nothing")
    assert "utilities.gas.kind" in told
