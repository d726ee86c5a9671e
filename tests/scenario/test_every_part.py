"""What holds for every column, every quantity, every reference and every key: each is tried in turn."""

import csv
import re
from pathlib import Path
from typing import Any

import pytest
from broken import good, staffed
from worlds_on_disk import FILES, write_rows

from sim.scenario.assumptions import assumptions
from sim.scenario.fields import REQUIRED_TABLES, TABLES
from sim.scenario.load import check, load
from sim.scenario.model import Scenario
from sim.scenario.quantity import Quantity
from sim.terms.errors import Fault

Rows = list[dict[str, Any]]


def rows_of(folder: Path, file: str) -> Rows:
    """Return the rows of a table as text."""
    with (folder / file).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def cells_that(required: bool) -> list[tuple[str, str]]:
    """Return every table with each of its columns that must, or need not, be filled."""
    found = []
    for name, file in FILES.items():
        for column, field in TABLES[name][1].model_fields.items():
            if field.is_required() is required:
                found.append((file, column))
    return found


def cells_of(kind: type) -> list[tuple[str, str]]:
    """Return every table with each of its columns that hold a type."""
    return [
        (file, column)
        for name, file in FILES.items()
        for column, field in TABLES[name][1].model_fields.items()
        if field.annotation in (kind, kind | None)
    ]


def with_cell(folder: Path, file: str, column: str, value: str) -> list[Fault]:
    """Put a value into a cell of the first row, check, and put the table back."""
    rows = rows_of(folder, file)
    before = (folder / file).read_bytes()
    write_rows(folder / file, [{**rows[0], column: value}, *rows[1:]])
    faults = check(folder)
    (folder / file).write_bytes(before)
    return faults


def quantities(folder: Path) -> list[tuple[str, Quantity]]:
    """Return the quantities among the figures of a scenario with their paths."""
    scenario = load(folder)
    found = [(figure.path, value_at(scenario, figure.path)) for figure in assumptions(scenario)]
    return [(path, value) for path, value in found if isinstance(value, Quantity)]


def value_at(scenario: Scenario, path: str) -> Any:
    """Return what stands at a path of a scenario."""
    value: Any = scenario
    for key in path.split("."):
        if isinstance(value, tuple):
            value = {str(getattr(entry, "id", None) or i): entry for i, entry in enumerate(value)}
        value = value[key] if isinstance(value, dict) else getattr(value, key)
    return value


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return one good folder that each test leaves as it was."""
    return staffed(tmp_path_factory.mktemp("every") / "world")


@pytest.mark.parametrize(("file", "column"), cells_that(required=True))
def test_a_required_column_that_is_absent_is_told_once(file: str, column: str, world: Path) -> None:
    before = (world / file).read_bytes()
    write_rows(world / file, [{k: v for k, v in row.items() if k != column} for row in rows_of(world, file)])
    told = [(fault.line, fault.key, fault.expected) for fault in check(world) if fault.file == file]
    (world / file).write_bytes(before)
    assert told == [(1, column, "a column of this name")]


@pytest.mark.parametrize(("file", "column"), cells_that(required=True))
def test_a_required_cell_that_is_empty_is_told_at_its_place(file: str, column: str, world: Path) -> None:
    number = list(rows_of(world, file)[0]).index(column) + 1
    told = [
        (fault.file, fault.line, fault.column, fault.expected) for fault in with_cell(world, file, column, "")
    ]
    assert (file, 2, number, "a value, but the cell is empty") in told


@pytest.mark.parametrize(("file", "column"), cells_that(required=False))
def test_an_optional_cell_may_be_empty(file: str, column: str, world: Path) -> None:
    assert with_cell(world, file, column, "") == []


@pytest.mark.parametrize(("file", "column"), cells_of(float) + cells_of(int) + cells_of(bool))
@pytest.mark.parametrize("value", ["x", "1;2", "--1", "1e999", "９"])
def test_what_is_no_number_is_told_in_every_column_of_numbers(
    value: str, file: str, column: str, world: Path
) -> None:
    told = [fault for fault in with_cell(world, file, column, value) if fault.key == column]
    assert told[0].expected.startswith(("a number", "a whole number", "true or false", "a finite number"))
    assert told[0].value == repr(value)
    assert ("full-width" in told[0].hint) is (value == "９")


FROM_ONE = {
    "carriers": "a number from 1 to 16",
    "channels": "a number from 1 to 100000",
    "shifts": "a number from 1 to 3",
    "seats": "a number from 1 to 1000",
}


@pytest.mark.parametrize(("file", "column"), cells_of(int))
def test_people_and_things_are_counted_in_whole_numbers(file: str, column: str, world: Path) -> None:
    wanted = FROM_ONE.get(column, "a number of at least 0")
    assert with_cell(world, file, column, "-1")[0].expected == wanted
    assert with_cell(world, file, column, "1.5")[0].expected.startswith("a whole number")


REFERENCES = [
    ("districts.csv", "seat", "nodes.csv"),
    ("nodes.csv", "district", "districts.csv"),
    ("roads.csv", "a", "nodes.csv"),
    ("roads.csv", "b", "nodes.csv"),
    ("townships.csv", "seat", "nodes.csv"),
    ("townships.csv", "district", "districts.csv"),
    ("villages.csv", "township", "townships.csv"),
    ("villages.csv", "node", "nodes.csv"),
    ("stations.csv", "district", "districts.csv"),
    ("stations.csv", "node", "nodes.csv"),
    ("units.csv", "station", "stations.csv"),
    ("units.csv", "type", "unit_types of scenario.yaml"),
    ("hospitals.csv", "node", "nodes.csv"),
    ("poi.csv", "node", "nodes.csv"),
    ("calls.csv", "village", "villages.csv"),
    ("calls.csv", "kind", "demand.kinds of scenario.yaml"),
    ("posts.csv", "node", "nodes.csv"),
    ("sites.csv", "township", "townships.csv"),
    ("sites.csv", "backhaul", "sites.csv or telecom.csv"),
    ("radio_loss.csv", "site", "sites.csv"),
    ("radio_loss.csv", "node", "nodes.csv"),
    ("telecom.csv", "node", "nodes.csv"),
    ("telecom.csv", "township", "townships.csv"),
    ("fibre.csv", "a", "telecom.csv"),
    ("fibre.csv", "b", "telecom.csv"),
    (
        "terminals.csv",
        "holder",
        "townships.csv, villages.csv, key_units.csv, buses.csv, stations.csv, units.csv, "
        "comms_teams.csv, teams.csv, posts.csv",
    ),
    ("comms_teams.csv", "node", "nodes.csv"),
    ("comms_teams.csv", "vehicle", "roads.vehicles of scenario.yaml"),
    ("power_nodes.csv", "node", "nodes.csv"),
    ("power_lines.csv", "a", "power_nodes.csv"),
    ("power_lines.csv", "b", "power_nodes.csv"),
    ("loads.csv", "at", "power_nodes.csv"),
    ("loads.csv", "node", "nodes.csv"),
]


@pytest.mark.parametrize(("file", "column", "target"), REFERENCES)
def test_every_reference_must_lead_somewhere(file: str, column: str, target: str, world: Path) -> None:
    told = [
        fault for fault in with_cell(world, file, column, "ZZ9") if (fault.file, fault.key) == (file, column)
    ]
    assert [(fault.line, fault.value, fault.expected) for fault in told] == [
        (2, "'ZZ9'", f"an id in {target}")
    ]


@pytest.mark.parametrize("name", REQUIRED_TABLES)
def test_each_required_table_is_missed(name: str, world: Path) -> None:
    file = FILES[name]
    before = (world / file).read_bytes()
    (world / file).unlink()
    told = [str(fault) for fault in check(world)]
    (world / file).write_bytes(before)
    assert told == [f"{file}: expected a file of this name in the folder"]


def without(folder: Path, name: str) -> list[Fault]:
    """Take a table away, check, and put it back."""
    file = folder / TABLES[name][0]
    before = file.read_bytes()
    file.unlink()
    faults = check(folder)
    file.write_bytes(before)
    return faults


NAMED = {
    "sites": {"radio_loss.csv", "loads.csv"},
    "telecom": {"fibre.csv", "sites.csv"},
    "hospitals": {"loads.csv"},
    "power_nodes": {"power_lines.csv", "loads.csv"},
    "power_lines": {"power_nodes.csv"},
    "posts": {"posts.csv", "teams.csv", "gauges.csv"},
    "gauges": {"stages.csv"},
    "lines": {"gauges.csv"},
}


@pytest.mark.parametrize("name", [name for name in TABLES if name not in (*REQUIRED_TABLES, *NAMED)])
def test_each_other_table_may_be_absent(name: str, world: Path) -> None:
    assert without(world, name) == []


@pytest.mark.parametrize(("name", "namers"), NAMED.items())
def test_a_table_that_others_name_is_missed_by_them(name: str, namers: set[str], world: Path) -> None:
    assert {fault.file for fault in without(world, name)} == namers


def test_all_that_need_not_be_there_may_be_absent_at_once(tmp_path: Path) -> None:
    folder = staffed(tmp_path / "w", bearers={})
    for name, (file, _) in TABLES.items():
        if name not in REQUIRED_TABLES:
            (folder / file).unlink()
    found = load(folder)
    assert all(getattr(found, name) == () for name in TABLES if name not in REQUIRED_TABLES)


def test_every_quantity_is_held_to_its_range(world: Path) -> None:
    for path, quantity in quantities(world):
        wanted = f"a number from {quantity.low:.10g} to {quantity.high:.10g} {quantity.unit}"
        for beyond in (quantity.low - 1, quantity.high * 2 + 1):
            told = check(world, [f"{path}={beyond!r}"])
            assert (path, wanted) in [(fault.key, fault.expected) for fault in told]


def test_what_is_counted_comes_in_whole_numbers(world: Path) -> None:
    counts = [(path, quantity) for path, quantity in quantities(world) if quantity.is_count]
    assert {"dispatch.call_takers", "dispatch.queue_limit", "unit_types.engine.crew"} <= {
        path for path, _ in counts
    }
    for path, quantity in counts:
        wanted = f"a whole number from {quantity.low:.10g} to {quantity.high:.10g} {quantity.unit}"
        assert (path, wanted) in [(f.key, f.expected) for f in check(world, [f"{path}=2.5"])]
        told = check(world, [f"{path}={{value: 2.5, source: half a man}}"])
        assert (f"{path}.value", wanted) in [(f.key, f.expected) for f in told]


FIGURES = [
    ("demand.kinds.fire.priority", "0", "a number from 1 to 9"),
    ("demand.kinds.fire.run_card.engine", "51", "a number of at most 50"),
    ("demand.kinds.fire.severities.only.needs.engine", "201", "a number of at most 200"),
    ("demand.month_weights.values.3", "-1", "a number of at least 0"),
    ("demand.hour_weights.values.3", "1000001", "a number of at most 1000000"),
]


@pytest.mark.parametrize(("path", "value", "expected"), FIGURES)
def test_figures_that_are_no_quantities_are_held_to_their_range(
    path: str, value: str, expected: str, world: Path
) -> None:
    assert [(f.key, f.expected) for f in check(world, [f"{path}={value}"])] == [(path, expected)]
    (figure,) = [figure for figure in assumptions(load(world)) if path.startswith(figure.path)]
    assert not figure.low <= float(value) <= figure.high


def test_every_quantity_knows_its_unit(world: Path) -> None:
    for path, quantity in quantities(world):
        told = check(world, [f"{path}={{value: {quantity.value}, unit: furlong}}"])
        assert [(fault.key, fault.expected) for fault in told] == [
            (f"{path}.unit", f"the unit {quantity.unit}")
        ]


@pytest.mark.parametrize("key", [name for name, f in Scenario.model_fields.items() if name not in TABLES])
def test_every_key_of_the_scenario_minds_its_type_and_its_spelling(key: str, world: Path) -> None:
    (fault, *_) = check(world, [f"{key}=[[]]"])
    assert (fault.file, fault.key.partition(".")[0]) == ("--set", key)
    (fault,) = check(world, [f"{key}x=1"])
    assert fault.hint == f"did you mean '{key}'?"


@pytest.mark.parametrize("key", ["name", "title", "start", "demand", "unit_types"])
def test_every_required_key_is_missed(key: str, tmp_path: Path) -> None:
    folder = good(tmp_path / "w")
    text = (folder / "scenario.yaml").read_text(encoding="utf-8")
    changed = re.sub(rf"(?m)^{key}:", f"removed_{key}:", text)
    (folder / "scenario.yaml").write_text(changed, encoding="utf-8")
    told = [(fault.key, fault.expected) for fault in check(folder)]
    assert (key, "this key") in told
    assert (f"removed_{key}", "a known key") in told
