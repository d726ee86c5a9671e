"""One scenario laid over another."""

from pathlib import Path

import pytest
from broken import end, gone, good, row, yaml
from worlds_on_disk import write_rows

from sim.scenario.load import check, load
from sim.scenario.quantity import UNSAID
from sim.terms.enums import Label


def over(tmp_path: Path, text: str) -> Path:
    """Return a folder whose scenario.yaml extends a good one beside it."""
    good(tmp_path / "base")
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "scenario.yaml").write_text("extends: ../base\n" + text, encoding="utf-8")
    return folder


def test_a_scenario_that_only_extends_has_the_content_of_its_base(tmp_path: Path) -> None:
    folder = over(tmp_path, "")
    assert load(folder).fingerprint == load(tmp_path / "base").fingerprint


def test_mappings_are_merged_and_all_else_is_replaced(tmp_path: Path) -> None:
    text = "name: own\ndemand:\n  kinds:\n    fire: {priority: 1}\n  surges: []\nforces: {neighbours: true}\n"
    found, base = load(over(tmp_path, text)), load(tmp_path / "base")
    assert found.name == "own"
    assert (found.demand.kinds["fire"].priority, found.demand.surges) == (1, ())
    assert found.demand.kinds["fire"].name == base.demand.kinds["fire"].name
    assert (found.forces.neighbours, found.forces.town_brigades) == (True, True)
    assert found.nodes == base.nodes


def test_a_table_of_its_own_replaces_that_of_the_base(tmp_path: Path) -> None:
    folder = over(tmp_path, "")
    (folder / "units.csv").write_text(
        "id,name_zh,station,type,label,source\nX1,新车,S00,engine,user,order\n", encoding="utf-8"
    )
    assert [unit.id for unit in load(folder).units] == ["X1"]


def test_a_number_never_takes_the_source_of_the_number_it_replaces(tmp_path: Path) -> None:
    folder = over(tmp_path, "roads: {vehicles: {engine: {urban: {value: 30}}}}\n")
    yaml("urban: 40", "urban: {value: 45, label: sourced, source: measured by the police}")(tmp_path / "base")
    urban = load(folder).roads.vehicles["engine"].urban
    assert (urban.value, urban.label) == (30, Label.USER)
    assert "police" not in urban.source


SURE = "label: sourced, source: the brigade"


def test_a_run_card_never_takes_the_source_of_the_one_it_replaces(tmp_path: Path) -> None:
    folder = over(tmp_path, "demand: {kinds: {fire: {run_card: {engine: 2}}}}\n")
    yaml("      priority: 3", "      label: sourced\n      source: the brigade\n      priority: 3")(
        tmp_path / "base"
    )
    assert load(tmp_path / "base").demand.kinds["fire"].source == "the brigade"
    fire = load(folder).demand.kinds["fire"]
    assert (fire.run_card, fire.priority) == ({"engine": 2}, 3)
    assert (fire.label, fire.source) == (Label.USER, UNSAID)


def test_a_kind_keeps_the_source_of_its_run_card_when_something_else_changes(tmp_path: Path) -> None:
    folder = over(tmp_path, "demand: {kinds: {fire: {per_1000: 2}}}\n")
    yaml("      priority: 3", "      label: sourced\n      source: the brigade\n      priority: 3")(
        tmp_path / "base"
    )
    assert load(folder).demand.kinds["fire"].source == "the brigade"


@pytest.mark.parametrize("own", [f"[{'2, ' * 12}]", f"{{values: [{'2, ' * 12}]}}"])
@pytest.mark.parametrize("base", [f"[{'1, ' * 12}]", f"{{values: [{'1, ' * 12}], {SURE}}}"])
def test_weights_replace_those_of_the_base_whole(own: str, base: str, tmp_path: Path) -> None:
    folder = over(tmp_path, f"demand: {{month_weights: {own}}}\n")
    yaml("  surges:", f"  month_weights: {base}\n  surges:")(tmp_path / "base")
    found = load(folder).demand.month_weights
    assert (found.values, found.label, found.source) == ((2,) * 12, Label.USER, UNSAID)


def test_a_shipped_scenario_may_be_extended_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "scenario.yaml").write_text("extends: hamlet\nname: mine\n", encoding="utf-8")
    assert load(tmp_path).nodes == load("hamlet").nodes
    assert load(tmp_path).name == "mine"


def test_patches_of_the_base_come_before_the_own_keys_and_own_patches_last(tmp_path: Path) -> None:
    folder = over(tmp_path, "horizon: 12\npatch:\n  - dispatch.call_takers=9\n  - stations.S00.crew=13\n")
    end("scenario.yaml", "patch: [horizon=11, dispatch.call_takers=8, stations.S00.crew=20]\n")(
        tmp_path / "base"
    )
    found = load(folder, ["stations.S00.crew=14"])
    assert (found.horizon.value, found.dispatch.call_takers.whole, found.stations[0].crew) == (12, 9, 14)
    assert load(tmp_path / "base").horizon.value == 11


def test_faults_of_a_base_bear_its_path(tmp_path: Path) -> None:
    folder = over(tmp_path, "horzon: 3\n")
    row("villages.csv", 3, "N01", "N7")(tmp_path / "base")
    yaml("urban: 40", "urban: 400")(tmp_path / "base")
    assert [str(fault) for fault in check(folder)] == [
        "../base/scenario.yaml:30:14: roads.vehicles.engine.urban: "
        "expected a number from 5 to 100 km/h (got 400)",
        "../base/villages.csv:3:4: node: expected an id in ../base/nodes.csv (got 'N7')",
        "scenario.yaml:2:1: horzon: expected a known key; did you mean 'horizon'?",
    ]


def test_a_base_of_a_base_bears_the_path_from_the_first_folder(tmp_path: Path) -> None:
    folder = over(tmp_path, "")
    third = tmp_path / "deep" / "third"
    third.mkdir(parents=True)
    (third / "scenario.yaml").write_text("extends: ../../own\n", encoding="utf-8")
    gone("nodes.csv")(tmp_path / "base")
    yaml("urban: 40", "urban: 400")(tmp_path / "base")
    assert {fault.file for fault in check(folder)} == {"nodes.csv", "../base/scenario.yaml"}
    assert {fault.file for fault in check(third)} == {"nodes.csv", "../../base/scenario.yaml"}


def test_a_circle_of_bases_is_refused(tmp_path: Path) -> None:
    folder = over(tmp_path, "")
    end("scenario.yaml", "extends: ../own\n")(tmp_path / "base")
    circle = "expected a scenario that does not extend itself (own > base > own)"
    assert [str(fault) for fault in check(folder)] == [f"../base/scenario.yaml:51:10: extends: {circle}"]


def test_what_an_unreadable_base_may_hold_is_not_said_to_be_missing(tmp_path: Path) -> None:
    folder = over(tmp_path, "name: own\nhorizon: -1\n")
    (tmp_path / "base" / "scenario.yaml").write_text("a: [", encoding="utf-8")
    assert [fault.file for fault in check(folder)] == ["../base/scenario.yaml", "scenario.yaml"]


def test_a_table_of_its_own_is_checked_against_those_of_the_base(tmp_path: Path) -> None:
    folder = over(tmp_path, "")
    rows = [
        {"at": "00:00:01", "village": village, "kind": "fire", "severity": ""} for village in ("V00", "V55")
    ]
    write_rows(folder / "calls.csv", rows)
    assert [(fault.file, fault.line, fault.expected) for fault in check(folder)] == [
        ("calls.csv", 3, "an id in ../base/villages.csv")
    ]
