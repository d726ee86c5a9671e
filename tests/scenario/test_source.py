"""Positions, wordings and patterns on their own."""

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from worlds import scenario

from sim.scenario import messages
from sim.scenario.geojson import Lines
from sim.scenario.quantity import Quantity, quantity
from sim.scenario.source import Draft, Faults, Mark, Node, Table
from sim.scenario.yamltree import parse, resolve
from sim.terms.enums import Label, RoadClass, StationKind


def test_a_whole_row_and_a_whole_table_have_places_too() -> None:
    table = Table("nodes", "nodes.csv", {"id": 1}, [{"id": "N1"}], [2])
    draft = Draft(Node({}, Mark("scenario.yaml")), {"nodes": table})
    assert draft.find(("nodes", 0)).mark == Mark("nodes.csv", 2)
    assert draft.find(("nodes",)).mark == Mark("nodes.csv")
    assert (draft.name(("nodes", 0)), draft.name(("nodes",)), draft.name(())) == ("nodes.0", "nodes", "")


def test_a_place_in_lines_without_text_is_the_file() -> None:
    lines = Lines("lines", "lines.geojson", rows=[{}], lines=[0])
    assert lines.find(()).mark == lines.find((0, "kind")).mark == Mark("lines.geojson")


def test_the_same_fault_is_kept_once() -> None:
    faults = Faults()
    for _ in range(2):
        faults.add(Mark("f", 1, 2), "key", "number")
    assert (len(faults), bool(faults), [str(fault) for fault in faults]) == (
        1,
        True,
        ["f:1:2: key: expected a number"],
    )


def test_a_text_without_a_place_of_its_own_has_the_one_given() -> None:
    at = Mark("--set")
    node = parse("{a: [1, 2]}", "--set", Faults(), only_at=at)
    assert node is not None
    found = Draft(node, {}).find(("a", 1))
    assert (found.mark, found.key, found.value) == (at, at, 2)
    assert Draft(node, {}).find(("a", 7)).value == [1, 2]


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers(-(10**14), 10**14)
        | st.text(string.printable[:95])
        | st.floats(allow_nan=False, allow_infinity=False),
        lambda below: (
            st.lists(below, max_size=3) | st.dictionaries(st.text(string.ascii_letters), below, max_size=3)
        ),
        max_leaves=8,
    )
)
def test_json_reads_as_yaml_of_the_same_content(value: object) -> None:
    import json

    faults = Faults()
    node = parse(json.dumps(value), "f", faults)
    assert not faults
    assert node is not None
    assert node.plain() == value


@pytest.mark.parametrize(
    "text", ["yes", "off", "1_000", "12:30", "0x", "1e", "+", ".", "1.2.3", "2025-01-01", "１"]
)
def test_what_is_no_number_in_yaml_1_2_is_text(text: str) -> None:
    assert resolve(text) == (text, "")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("+7", 7),
        ("-.5", -0.5),
        ("1.", 1.0),
        ("012", 12),
        ("0o17", 15),
        ("0xFF", 255),
        ("1E3", 1000.0),
        ("TRUE", True),
        ("~", None),
    ],
)
def test_numbers_and_words_of_yaml_1_2(text: str, value: object) -> None:
    assert resolve(text) == (value, "")


@pytest.mark.parametrize("text", ["9" * 16, "0x" + "f" * 20, "-" + "1" * 15])
def test_long_numbers_are_refused(text: str) -> None:
    assert resolve(text) == (None, "short_number")


def test_every_wording_is_used_and_every_used_wording_exists() -> None:
    from pathlib import Path

    folder = Path(messages.__file__).parent
    files = [*folder.rglob("*.py"), *(folder.parent / "study").rglob("*.py")]
    code = "\n".join(path.read_text(encoding="utf-8") for path in files if path.name != "messages.py")
    own = Path(messages.__file__).read_text(encoding="utf-8")
    unused = [key for key in messages.EXPECTED if f'"{key}"' not in code]
    assert unused == []
    assert [key for key in messages.HINT if f'"{key}"' not in code and own.count(f'"{key}"') < 2] == []
    told = re.findall(r'faults\.add\([^"]*?"[^"]*", "(\w+)"', code)
    assert set(told) <= set(messages.EXPECTED)


@given(st.text())
def test_what_is_printed_is_one_line(text: str) -> None:
    assert messages.printable(text).isprintable()
    assert len(messages.shown(text)) < 600


@pytest.mark.parametrize(
    ("text", "plain"), [("１２．５", "12.5"), ("，", ","), ("。", "."), ("−3", "-3"), ("“a”", '"a"')]
)
def test_full_width_characters_have_a_half_width_form(text: str, plain: str) -> None:
    assert messages.half_width(text) == plain
    assert messages.wide_character(text).endswith(f"write '{plain[0]}'")


def test_labels_follow_the_first_word_of_the_source() -> None:
    labels = [
        quantity(1, "s", 0, 2, f"{word}: why").default.label
        for word in ("assumption", "estimate", "measured")
    ]
    assert labels == [Label.ASSUMPTION, Label.ESTIMATE, Label.MEASURED]
    assert quantity(1, "s", 0, 2, "NFPA 1710").default.label is Label.SOURCED


def test_only_times_have_milliseconds() -> None:
    found = scenario()
    assert (found.horizon.is_time, found.horizon.ms) == (True, 30 * 86_400_000)
    speed: Quantity = found.roads.reference.urban
    assert not speed.is_time
    with pytest.raises(KeyError):
        _ = speed.ms


def test_numbers_of_things_are_rows_of_their_sorted_tables() -> None:
    found = scenario()
    for rows, ids in (
        (found.nodes, found.node_ids),
        (found.links, found.link_ids),
        (found.stations, found.station_ids),
    ):
        assert [row.id for row in rows] == sorted(ids) == list(ids)
        assert list(ids.values()) == list(range(len(rows)))
    assert found.kind_ids == {"fire": 0}


def test_speeds_are_known_by_class() -> None:
    assert [scenario().roads.reference.of(each) for each in RoadClass] == [80, 40, 45, 35, 25]


@pytest.mark.parametrize("kind", list(StationKind))
def test_switches_decide_who_takes_part(kind: StationKind) -> None:
    found = scenario()
    station = found.stations[0].model_copy(update={"kind": kind})
    off = {StationKind.NEIGHBOUR, StationKind.MEDICAL}
    assert found.takes_part(station) is (kind not in off)
