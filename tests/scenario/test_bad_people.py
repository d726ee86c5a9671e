"""Warnings and shelters that are wrong: what is said of each, and what is no fault."""

from pathlib import Path

import broken
import pytest

from sim.scenario.load import check, load

SHELTERS = [{"id": "SH", "name_zh": "场所", "node": "N01", "capacity": 50, **broken.NOTE}]


def good(folder: Path) -> Path:
    warning = {"scripted": [{"colour": "red", "at": 2, "townships": ["T01"]}]}
    return broken.good(folder, shelters=SHELTERS, warning=warning)


def said(folder: Path, *changes: str) -> list[str]:
    return [str(fault) for fault in check(good(folder / "w"), changes)]


def test_shelters_and_warnings_are_read(tmp_path: Path) -> None:
    of = load(good(tmp_path / "w"))
    assert of.shelters[0].capacity == 50
    assert of.warning.scripted[0].colour.zh == "红色"
    assert of.warning.variant == "none"


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        (["warning.variant=shout"], "warning.variant"),
        (["warning.scripted.0.colour=green"], "colour"),
        (["warning.answer_day=1.2"], "warning.answer_day"),
        (["people.at_risk=-1"], "people.at_risk"),
        (["warning.leave_from=pink"], "warning.leave_from"),
    ],
)
def test_a_bad_value_is_told_with_its_key(tmp_path: Path, changes: list[str], part: str) -> None:
    faults = said(tmp_path, *changes)
    assert len(faults) == 1
    assert part in faults[0]


def test_a_shelter_at_a_node_that_is_not_there_is_told(tmp_path: Path) -> None:
    bad = [{**SHELTERS[0], "node": "N77"}]
    (fault,) = check(broken.good(tmp_path / "w", shelters=bad))
    assert str(fault).startswith("shelters.csv:2")
    assert "an id in nodes.csv (got 'N77')" in str(fault)


def test_a_warning_for_a_township_that_is_not_there_is_told(tmp_path: Path) -> None:
    warning = {"scripted": [{"colour": "red", "at": 2, "townships": ["T01", "T77"]}]}
    (fault,) = check(broken.good(tmp_path / "w", warning=warning))
    assert "warning.scripted.0.townships.1" in str(fault)
    assert "townships.csv (got 'T77')" in str(fault)


def test_warnings_ask_for_networks_that_can_fail(tmp_path: Path) -> None:
    faults = said(tmp_path, "warning.variant=chain", "comms=ideal")
    assert any("warning.variant" in fault and "comms: bearers" in fault for fault in faults)


def test_warnings_ask_for_a_post_that_issues_them(tmp_path: Path) -> None:
    bad = broken.good(tmp_path / "w", posts=[broken.POST], warning={"variant": "chain"})
    told = [str(fault) for fault in check(bad, ["comms=bearers"])]
    assert any("a post of kind eoc" in fault for fault in told)
