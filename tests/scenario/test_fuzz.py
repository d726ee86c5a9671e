"""Whatever is done to the files: a scenario loads, or its faults are told; nothing else ever happens."""

from pathlib import Path

import pytest
from broken import good
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.scenario.load import check, load
from sim.terms.errors import BadInput

NASTY = [
    "",
    " ",
    "nan",
    ".inf",
    "-1",
    "1e999",
    "9" * 40,
    "0x10",
    "true",
    "null",
    "１",
    "N00",
    "\x00",
    "\ud800",
    '"\\ud800"',
    '"\\0"',
    "[1, {a: 2}]",
    "{value: 3, unit: h}",
    "{value: {}, low: x}",
    "*a",
    "&a b",
    "!x y",
    "? ",
    "---\n",
    "\r",
    "\ufeff",
    "<<: {a: 1}",
    "a: b: c",
    "- ",
    "%YAML 1.1\n",
    "{}",
    "[]",
    "2025-13-01",
    "0001-01-01T00:00:00+23:59",
    "9999-12-31T23:59:59-23:59",
    "'",
    '"',
    ",",
    "x" * 200,
    "🚒",
]
FILES = [
    "calls.csv",
    "districts.csv",
    "lines.geojson",
    "nodes.csv",
    "poi.csv",
    "roads.csv",
    "scenario.yaml",
    "stations.csv",
    "units.csv",
    "villages.csv",
]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return one good folder; each example puts back the file it broke."""
    return good(tmp_path_factory.mktemp("fuzz") / "world")


def judge(folder: Path, patches: tuple[str, ...] = ()) -> None:
    """Check that a folder either loads or is refused in words."""
    faults = check(folder, patches)
    assert all(str(fault).isprintable() and str(fault).encode() for fault in faults)
    assert all(fault.file and fault.expected for fault in faults)
    if faults:
        with pytest.raises(BadInput):
            load(folder, patches)
    else:
        assert len(load(folder, patches).fingerprint) == 32


def judge_with(folder: Path, file: str, data: bytes) -> None:
    """Judge a folder with other bytes in one file, then put them back."""
    before = (folder / file).read_bytes()
    try:
        (folder / file).write_bytes(data)
        judge(folder)
    finally:
        (folder / file).write_bytes(before)


def as_bytes(text: str) -> bytes:
    """Return the bytes of any text, also of half a surrogate pair."""
    return text.encode("utf-8", errors="surrogatepass")


@settings(max_examples=60)
@given(
    st.sampled_from(FILES),
    st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=4),
)
def test_flipped_bytes_do_no_harm(world: Path, file: str, flips: list[tuple[float, int]]) -> None:
    data = bytearray((world / file).read_bytes())
    for where, byte in flips:
        data[int(where * len(data))] = byte
    judge_with(world, file, bytes(data))


@settings(max_examples=60)
@given(st.sampled_from([file for file in FILES if file.endswith(".csv")]), st.data())
def test_replaced_cells_do_no_harm(world: Path, file: str, data: st.DataObject) -> None:
    rows = [line.split(",") for line in (world / file).read_text(encoding="utf-8").splitlines()]
    for _ in range(data.draw(st.integers(1, 3))):
        cells = data.draw(st.sampled_from(rows))
        cells[data.draw(st.integers(0, len(cells) - 1))] = data.draw(
            st.sampled_from(NASTY) | st.text(max_size=5)
        )
    judge_with(world, file, as_bytes("\n".join(",".join(cells) for cells in rows)))


@settings(max_examples=80)
@given(st.data())
def test_changed_lines_of_yaml_do_no_harm(world: Path, data: st.DataObject) -> None:
    lines = (world / "scenario.yaml").read_text(encoding="utf-8").splitlines()
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(lines) - 1))
        key, colon, value = lines[at].partition(":")
        nasty = data.draw(st.sampled_from(NASTY))
        act = data.draw(st.sampled_from(["drop", "value", "key", "twice", "under", "mine"]))
        changed = {
            "drop": [],
            "value": [f"{key}: {nasty}"],
            "key": [f"{nasty}{colon}{value}"],
            "twice": [lines[at]] * 2,
            "under": [f"{key}:", f"{' ' * 20}{nasty}: {value}"],
            "mine": [f"{key}: {data.draw(st.sampled_from(lines))}"],
        }
        lines[at : at + 1] = changed[act]
        lines = lines or ["{}"]
    judge_with(world, "scenario.yaml", as_bytes("\n".join(lines)))


@settings(max_examples=30)
@given(st.sampled_from(FILES), st.floats(0, 1), st.sampled_from(NASTY))
def test_a_file_cut_short_or_with_something_put_in_does_no_harm(
    world: Path, file: str, where: float, nasty: str
) -> None:
    data = (world / file).read_bytes()
    at = int(where * len(data))
    judge_with(world, file, data[:at])
    judge_with(world, file, data[:at] + as_bytes(nasty) + data[at:])


PATHS = [
    "horizon",
    "demand.kinds.fire",
    "demand.kinds.fire.severities.0.needs",
    "roads.rain.0.end",
    "forces.turnout",
]
PATHS += [
    "stations.S00.crew",
    "links.R00.a",
    "calls.0.at",
    "lines.0.kind",
    "unit_types.engine.crew_min",
    "extends",
]


@settings(max_examples=60)
@given(
    st.sampled_from(PATHS) | st.text(max_size=12),
    st.sampled_from(["", ".0", ".value", ".x"]),
    st.sampled_from(NASTY) | st.text(max_size=8),
)
def test_patches_do_no_harm(world: Path, path: str, more: str, value: str) -> None:
    judge(world, (f"{path}{more}={value}",))
