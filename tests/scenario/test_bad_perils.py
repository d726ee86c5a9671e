"""Earthquakes, fires and releases that are wrong: what is said of each, all at once; and what is no fault."""

import json
from pathlib import Path

import broken
import pytest

from sim.scenario.load import check, load

MIDDLE = {"lon": 107.1, "lat": 29.0}
HAZARDS = {
    "quakes": [{"id": "main", "begin": 1, "magnitude": 6.5, **MIDDLE}],
    "wildfires": [{"begin": 1, **MIDDLE}],
    "releases": [{"begin": 1, "stability": "F", **MIDDLE}],
    "homes": {"kind": "fire"},
    "burning": {"kind": "fire"},
    "gassing": {"kind": "fire", "patients": "fire"},
}


def said(folder: Path, *changes: str) -> list[str]:
    return [str(fault) for fault in check(broken.good(folder / "w", hazards=HAZARDS), changes)]


def test_none_of_them_is_at_fault(tmp_path: Path) -> None:
    assert said(tmp_path) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("hazards.quakes.main.lon=112", "expected a place in the district or near it: at most 300 km"),
        ("hazards.wildfires.0.lat=29.2", "expected a place in the district or near it: at most 10 km"),
        ("hazards.releases.0.lat=28.8", "expected a place in the district or near it: at most 10 km"),
        ("hazards.quakes.main.lat=107", "expected a number from -60 to 72.9 deg (got 107)"),
        ("hazards.quakes.main.magnitude=9.5", "expected a number from 3 to 8.5 1 (got 9.5)"),
        ("hazards.quakes.main.begin=-2", "expected a number from 0 to 1000000 h (got -2)"),
        ("hazards.quakes.main.strike=400", "expected a number from 0 to 360 deg (got 400)"),
        ("hazards.wildfires.0.humidity=0", "expected a number from 1 to 100 % (got 0)"),
        ("hazards.wildfires.0.lasts=0", "expected a number from 0.1 to 1000 h (got 0)"),
        ("hazards.releases.0.rate=0", "expected a number from 1e-06 to 10000 kg/s (got 0)"),
        ("hazards.releases.0.wind=0", "expected a number from 0.5 to 40 m/s (got 0)"),
        ("hazards.releases.0.stability=G", "expected one of"),
        ("hazards.homes.kind=fires", "did you mean 'fire'?"),
        ("hazards.burning.kind=x", "expected an id in demand.kinds of scenario.yaml (got 'x')"),
        ("hazards.gassing.patients=x", "expected an id in demand.kinds of scenario.yaml (got 'x')"),
        ("hazards.homes.survival.scale=0", "expected a number from 0.01 to 1000 h (got 0)"),
        ("hazards.shaking.b=5", "expected a number from 0.3 to 2 1 (got 5)"),
        ("hazards.quake=[]", "quake"),
    ],
)
def test_each_fault_is_told(change: str, expected: str, tmp_path: Path) -> None:
    (fault,) = said(tmp_path, change)
    assert expected in fault


def test_one_without_a_place_is_outside_the_district(tmp_path: Path) -> None:
    (fault,) = said(tmp_path, 'hazards.quakes=[{"magnitude": 6}]')
    assert "near it" in fault


def test_a_distant_earthquake_may_be_outside_it(tmp_path: Path) -> None:
    assert said(tmp_path, "hazards.quakes.main.lon=109") == []


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    changes = ["hazards.quakes.main.lon=120", "hazards.wildfires.0.lat=40", "hazards.homes.kind=x"]
    assert len(said(tmp_path, *changes)) == 3


def test_two_of_one_name_are_told(tmp_path: Path) -> None:
    twice = json.dumps([{"id": "a", **MIDDLE}, {"id": "a", **MIDDLE}])
    (fault,) = said(tmp_path, f"hazards.releases={twice}")
    assert "expected each id once" in fault


def test_each_can_be_reached_by_its_name_and_its_figures_have_sources(tmp_path: Path) -> None:
    world = load(broken.good(tmp_path / "w", hazards=HAZARDS), ["hazards.quakes.main.magnitude=7"])
    (quake,) = world.hazards.quakes
    assert quake.magnitude.value == 7
    assert quake.strike.source.startswith("assumption")
    assert [point.fuel for point in world.terrain] == [1.5]
