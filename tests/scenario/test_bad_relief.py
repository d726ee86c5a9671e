"""Casualties and supplies that are wrong: what is said of each, and what is no fault."""

from pathlib import Path

import broken
import pytest

from sim.scenario.load import check, load

HOSPITAL = {
    "level": "2",
    "node": "N01",
    "lon": 107.0,
    "lat": 29.0,
    "beds": 10,
    "name_zh": "医院",
    **broken.NOTE,
}
STORE = {"id": "ST", "name": {"zh": "库", "en": "store"}, "node": "N01"}
SHELTER = {"id": "SH", "name_zh": "场所", "node": "N01", "capacity": 50, **broken.NOTE}


def good(folder: Path, **changes) -> Path:
    parts = {
        "hospitals": [{"id": "H1", **HOSPITAL}],
        "shelters": [SHELTER],
        "casualties": {"model": True, "scripted": [{"at": 1, "village": "V01"}]},
        "relief": {"model": True, "stores": [STORE], "vehicle": "engine", "shelters": {"dual_use": ["SH"]}},
        "bearers": {"courier": {"vehicle": "engine"}},
    }
    return broken.good(folder, **{**parts, **changes})


def said(folder: Path, *changes: str) -> list[str]:
    return [str(fault) for fault in check(good(folder / "w"), changes)]


def test_casualties_and_supplies_are_read_and_off_by_default(tmp_path: Path) -> None:
    of = load(good(tmp_path / "w"))
    assert of.casualties.scripted[0].people.whole == 20
    assert of.relief.stores[0].water.value == 20000
    plain = load(broken.good(tmp_path / "v"))
    assert not plain.casualties.model
    assert not plain.relief.model


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        (["casualties.red=1.2"], "casualties.red"),
        (["casualties.divert=best"], "casualties.divert"),
        (["casualties.treat_red=0"], "casualties.treat_red"),
        (["relief.home_food=-1"], "relief.home_food"),
        (["relief.stores.ST.trucks=1.5"], "trucks"),
        (["casualties.scripted.0.village=V77"], "casualties.scripted.0.village"),
        (["relief.stores.ST.node=N77"], "node"),
        (["relief.shelters.dual_use=[SX]"], "relief.shelters.dual_use.0"),
        (["relief.vehicle=sledge"], "relief.vehicle"),
        (["bearers.courier.vehicle=sledge"], "bearers.courier.vehicle"),
        (["relief.stores=[]"], "at least one store"),
        (["casualties.per_incident={floods: {value: 1, unit: '1', low: 0, high: 9}}"], "floods"),
        (["forces.medical=true"], "forces.medical"),
    ],
)
def test_a_bad_value_is_told_with_its_key(tmp_path: Path, changes: list[str], part: str) -> None:
    faults = said(tmp_path, *changes)
    assert any(part in fault for fault in faults), faults


def test_casualties_ask_for_a_hospital(tmp_path: Path) -> None:
    faults = check(good(tmp_path / "w", hospitals=[]))
    assert any("at least one hospital" in str(fault) for fault in faults)


def test_two_stores_of_one_name_are_told(tmp_path: Path) -> None:
    relief = {"model": True, "stores": [STORE, STORE], "vehicle": "engine"}
    (fault,) = check(good(tmp_path / "w", relief=relief))
    assert "relief.stores" in str(fault)


def test_what_is_off_may_lack_what_it_would_need(tmp_path: Path) -> None:
    off = {"casualties": {"model": False}, "relief": {"model": False, "vehicle": "sledge"}}
    faults = [str(fault) for fault in check(good(tmp_path / "w", hospitals=[], **off))]
    assert not [fault for fault in faults if "loads.csv" not in fault]
