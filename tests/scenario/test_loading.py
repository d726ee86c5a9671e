"""Loading good folders, and what cannot be a folder at all."""

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from broken import content, encoded, end, gone, good, row, yaml
from worlds import line, scenario
from worlds_on_disk import write, write_rows

from sim.scenario import layers, yamltree
from sim.scenario.load import check, load
from sim.scenario.model import Scenario
from sim.scenario.times import since_start_ms
from sim.terms.enums import Label
from sim.terms.errors import BadInput


@pytest.mark.parametrize("name", list(layers.shipped()))
def test_shipped_scenarios_have_no_faults(name: str) -> None:
    assert check(name) == []


def test_a_folder_loads_as_the_same_data_in_memory(tmp_path: Path) -> None:
    assert load(write(tmp_path / "w", line())).fingerprint == scenario(line()).fingerprint


def test_a_folder_may_be_named_by_text_or_path(tmp_path: Path) -> None:
    folder = good(tmp_path / "w")
    assert load(folder).fingerprint == load(str(folder)).fingerprint


def test_canonical_json_reads_back_to_the_same_fingerprint(tmp_path: Path) -> None:
    first = load(good(tmp_path / "w"))
    again = Scenario.model_validate_json(first.canonical)
    assert (again.canonical, again.fingerprint) == (first.canonical, first.fingerprint)


def test_canonical_json_written_as_a_folder_loads_to_the_same_fingerprint(tmp_path: Path) -> None:
    first = load("hamlet")
    assert load(write(tmp_path / "w", json.loads(first.canonical))).fingerprint == first.fingerprint


CHANGES = [
    yaml("Line", "Lane"),
    yaml("horizon: 30", "horizon: 31"),
    yaml("horizon: 30", "horizon: {value: 30, source: an order, label: user}"),
    yaml("urban: 40", "urban: 41"),
    yaml('"id": "only",', '"id": "only", "work": 2,'),
    row("nodes.csv", 3, "节点1", "节点一"),
    row("nodes.csv", 3, "107.1", "107.11"),
    row("units.csv", 2, "made for a test", "seen"),
    row("units.csv", 2, "assumption", "sourced"),
    row("calls.csv", 2, "01:00:00", "01:00:01"),
    gone("poi.csv"),
    lambda folder: [gone(file)(folder) for file in ("lines.geojson", "gauges.csv", "stages.csv")],
]


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_of_content_changes_the_fingerprint(change, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    folder = good(tmp_path / "w")
    before = load(folder).fingerprint
    change(folder)
    assert load(folder).fingerprint != before


SAME = [
    encoded("scenario.yaml", "utf-8-sig"),
    encoded("nodes.csv", "utf-8-sig"),
    encoded("lines.geojson", "utf-8-sig"),
    end("scenario.yaml", "# a remark 注\n"),
    end("nodes.csv", "\n,,,,,,,,\n"),
    yaml("horizon: 30", "horizon: 3e1"),
    yaml("horizon: 30", "horizon: 0x1e"),
    yaml("priority: 3", "priority: 0o3"),
    yaml('name: "line"', "name: 'line'"),
    row("districts.csv", 2, "true", "TRUE"),
    row("villages.csv", 2, "T00,N00", " T00 ,N00\u3000"),
    row("nodes.csv", 2, "节点0", '"节点0"'),
]


@pytest.mark.parametrize("act", SAME)
def test_another_spelling_of_the_same_content_keeps_the_fingerprint(act, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    folder = good(tmp_path / "w")
    before = load(folder).fingerprint
    act(folder)
    assert load(folder).fingerprint == before


def test_line_ends_of_windows_change_nothing(tmp_path: Path) -> None:
    folder = good(tmp_path / "w")
    before = load(folder).fingerprint
    for path in folder.iterdir():
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert load(folder).fingerprint == before


def test_order_of_columns_and_rows_changes_nothing(tmp_path: Path) -> None:
    data = line()
    turned = [dict(reversed(node.items())) for node in reversed(data["nodes"])]
    assert load(write(tmp_path / "w", {**data, "nodes": turned})).fingerprint == scenario(data).fingerprint


def test_a_column_with_a_default_may_be_absent_or_its_cells_empty(tmp_path: Path) -> None:
    folder = good(tmp_path / "w")
    without = load(folder)
    data = line(nodes=3)
    write_rows(
        folder / "roads.csv", [{**link, "ref_speed_kmh": None, "bridge": ""} for link in data["links"]]
    )
    assert load(folder).fingerprint == without.fingerprint
    assert without.links[0].ref_speed_kmh is None


def test_text_cells_stay_text_even_where_they_look_like_numbers(tmp_path: Path) -> None:
    folder = good(tmp_path / "w")
    row("townships.csv", 2, "500102000000", "007")(folder)
    row("nodes.csv", 2, "节点0", "1e3")(folder)
    found = load(folder)
    assert (found.townships[0].code, found.nodes[0].name_zh) == ("007", "1e3")


def test_yaml_words_of_version_1_1_stay_text(tmp_path: Path) -> None:
    folder = good(tmp_path / "w")
    yaml('en: "Line"', "en: no")(folder)
    yaml('en: "fire"', "en: 12:30")(folder)
    found = load(folder)
    assert (found.title.en, found.demand.kinds["fire"].name.en) == ("no", "12:30")


def test_a_cell_may_span_lines_and_positions_stay_right(tmp_path: Path) -> None:
    folder = good(tmp_path / "w")
    row("units.csv", 2, "made for a test", '"two\nlines"')(folder)
    row("units.csv", 4, "engine", "truck")(folder)
    assert [(fault.line, fault.column) for fault in check(folder)] == [(4, 4)]


def test_a_bare_number_equal_to_the_default_keeps_the_source_of_the_default(tmp_path: Path) -> None:
    folder = good(tmp_path / "w")
    yaml("forces:", "forces:\n  rest: 20\n  shift: 25")(folder)
    forces = load(folder).forces
    assert forces.rest.source.startswith("NFPA 1584")
    assert forces.shift.label is Label.USER


def test_a_quantity_may_narrow_its_range(tmp_path: Path) -> None:
    folder = good(tmp_path / "w")
    yaml("urban: 40", "urban: {value: 40, low: 30, high: 50, label: estimate, source: seen}")(folder)
    urban = load(folder).roads.vehicles["engine"].urban
    assert (urban.low, urban.high, urban.unit, urban.label) == (30, 50, "km/h", Label.ESTIMATE)


@pytest.mark.parametrize(("low", "high"), [(50, 60), ("a", 50), (30, 20)])
def test_a_stated_range_must_hold_the_value_and_be_one(low: object, high: object, tmp_path: Path) -> None:
    folder = good(tmp_path / "w")
    yaml("urban: 40", f"urban: {{value: 40, low: {low}, high: {high}}}")(folder)
    assert check(folder)[0].key.startswith("roads.vehicles.engine.urban")


def test_many_faults_are_told_at_once_in_the_order_of_their_places(tmp_path: Path) -> None:
    folder = good(tmp_path / "w")
    yaml("urban: 40", "urbn: 40")(folder)
    yaml("horizon: 30", "horizon: -3")(folder)
    row("villages.csv", 3, "N01", "N77")(folder)
    row("nodes.csv", 2, "107.0,29.0", "29.0,107.0")(folder)
    encoded("poi.csv", "gb18030")(folder)
    gone("units.csv")(folder)
    content("lines.geojson", "{")(folder)
    with pytest.raises(BadInput) as caught:
        load(folder)
    places = [(fault.file, fault.line, fault.column) for fault in caught.value.faults]
    assert places == [
        ("lines.geojson", 1, 2),
        ("nodes.csv", 2, 5),
        ("poi.csv", 2, None),
        ("scenario.yaml", 6, 10),
        ("scenario.yaml", 30, 7),
        ("units.csv", None, None),
        ("villages.csv", 3, 4),
    ]
    assert check(folder) == caught.value.faults


def test_tables_are_judged_even_where_the_yaml_cannot_be_read(tmp_path: Path) -> None:
    folder = good(tmp_path / "w")
    content("scenario.yaml", "a: [")(folder)
    row("villages.csv", 3, "N01", "N7")(folder)
    row("villages.csv", 4, "10000", "many")(folder)
    assert [fault.file for fault in check(folder)] == ["scenario.yaml", "villages.csv", "villages.csv"]


def test_what_is_not_a_folder_is_told_and_a_near_name_suggested(tmp_path: Path) -> None:
    names = ", ".join(layers.shipped())
    wanted = f"expected a scenario folder or one of the shipped scenarios: {names}"
    assert [str(fault) for fault in check("hamlt")] == [f"hamlt: {wanted}; did you mean 'hamlet'?"]
    for name in ("no\x00body", "x" * 5000, ""):
        assert len(check(name)) == 1


def test_a_file_in_place_of_a_folder_is_told(tmp_path: Path) -> None:
    folder = good(tmp_path / "w")
    faults = check(folder / "scenario.yaml") + check(folder / "nodes.csv")
    assert [fault.expected for fault in faults] == ["a folder that holds scenario.yaml, not a file"] * 2
    assert [fault.hint for fault in faults] == [f"name the folder {folder}", ""]


def test_an_empty_folder_lacks_its_scenario(tmp_path: Path) -> None:
    assert [str(fault) for fault in check(tmp_path)] == [
        "scenario.yaml: expected a file of this name in the folder"
    ]


def test_an_unreadable_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = good(tmp_path / "w")
    real = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "poi.csv":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert [str(fault) for fault in check(folder)] == [
        "poi.csv: expected a file that can be read (Permission denied)"
    ]


@pytest.mark.parametrize(("file", "limit"), [("scenario.yaml", 5), ("nodes.csv", 64), ("lines.geojson", 5)])
def test_a_huge_file_is_refused_unread(
    file: str, limit: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = good(tmp_path / "w")
    with (folder / file).open("r+b") as stream:
        stream.truncate(limit * 1_000_000 + 1)
    real = Path.read_bytes
    monkeypatch.setattr(
        Path, "read_bytes", lambda path: real(path) if path.name != file else pytest.fail("was read")
    )
    assert [str(fault) for fault in check(folder)] == [f"{file}: expected a file of at most {limit} MB"]


def test_many_values_in_yaml_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = good(tmp_path / "w")
    monkeypatch.setattr(yamltree, "VALUES_LIMIT", 1000)
    end("scenario.yaml", "more: [" + "1," * 1000 + "]\n")(folder)
    assert [fault.expected for fault in check(folder)] == ["at most 1000 keys and values"]


def test_many_dangling_references_are_all_told_in_good_time(tmp_path: Path) -> None:
    folder = good(tmp_path / "w")
    end("calls.csv", "".join(f"01:00:00,V{i},fire,only\n" for i in range(1000, 4000)))(folder)
    faults = check(folder)
    assert len(faults) == 3000
    assert sum(bool(fault.hint) for fault in faults) < 200


def test_an_installed_wheel_finds_its_scenarios_inside_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good(tmp_path / "sim" / "_scenarios" / "mine")
    monkeypatch.setattr(layers, "_PACKAGE", tmp_path / "sim")
    assert list(layers.shipped()) == ["mine"]
    assert load("mine").name == "line"
    monkeypatch.setattr(layers, "_PACKAGE", tmp_path / "nothing" / "sim")
    assert layers.shipped() == {}


def test_loading_imports_no_heavy_library() -> None:
    heavy = "{'numpy', 'pandas', 'scipy', 'networkx', 'mesa', 'simpy', 'matplotlib'}"
    code = f"import sys, sim.scenario.load; print(sorted({heavy} & sys.modules.keys()))"
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("at", ["1:60:00", "1:2:3", "-01:00:00", "", "2025-02-30", "25"])
def test_no_time_is_refused(at: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        since_start_ms(at, datetime.fromisoformat("2025-01-01T00:00:00+08:00"))


def test_a_time_without_zone_is_in_the_zone_of_the_start() -> None:
    start = datetime.fromisoformat("2025-01-01T00:00:00+08:00")
    assert (
        since_start_ms("2025-01-01 01:00", start)
        == since_start_ms("2024-12-31T17:00:00Z", start)
        == 3_600_000
    )
