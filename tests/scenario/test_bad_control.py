"""Control measures, key units and vehicles that are wrong: what is said of each, all at once."""

import pytest
from rigs import wired
from worlds import NOTE
from worlds_on_disk import write

from sim.scenario.load import check, load

UNIT = {"id": "K1", "name_zh": "学校", "kind": "school", "node": "N00", "township": "T00", "day": 10, **NOTE}
BUS = {"id": "B1", "name_zh": "车", "node": "N00", "seats": 40, **NOTE}
RED = "{id: go, measure: stop, colour: red, "
ORDER = "{id: go, measure: evacuate, colour: red}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    data = wired(warning={"variant": "chain"}, key_units=[UNIT], buses=[BUS])
    for row in data["nodes"]:
        row["lat"] = 29.0
    return write(tmp_path_factory.mktemp("control") / "line", data)


def said(folder, *patches):
    return [str(fault) for fault in check(folder, ["control.on=true", *patches])]


def orders(*texts):
    return f"control.orders=[{', '.join(texts)}]"


def test_sound_orders_are_not_faulted(folder):
    more = (
        "{id: shut, measure: stop, level: 3, by: township, townships: [T01], sector: school, kinds: [fire]}"
    )
    assert said(folder, orders(ORDER, more)) == []
    first, second = load(folder, ["control.on=true", orders(ORDER, more)]).control.orders
    assert (first.measure.value, first.measure.zh[0]) == ("evacuate", "撤")
    assert (second.level, second.townships) == (3, ("T01",))


@pytest.mark.parametrize(
    ("patch", "words"),
    [
        ("comms=ideal", "expected false, or comms: bearers"),
        ("warning.variant=none", "a warning.variant other than none"),
        (orders(ORDER, ORDER), "each id once"),
        (orders("{id: go, measure: evacuate}"), "a colour or a level from which on it is given"),
        (orders("{id: go, measure: dance, colour: red}"), "measure: expected one of"),
        (orders("{id: go, measure: stop, colour: pink}"), "colour: expected one of"),
        (orders("{id: go, measure: stop, level: 7}"), "level: expected the value"),
        (orders(RED + "townships: [T99]}"), "an id in townships.csv (got 'T99')"),
        (orders(RED + "kinds: [fier]}"), "demand.kinds of scenario.yaml (got 'fier')"),
        (orders(RED + "sector: schol}"), "a kind of key_units.csv"),
        ("key_units.K1.township=T99", "an id in townships.csv"),
        ("key_units.K1.node=N99", "an id in nodes.csv"),
        ("buses.B1.node=N99", "an id in nodes.csv"),
        ("buses.B1.seats=0", "seats: expected"),
        ("control.evacuate=2", "evacuate: expected a number from 0 to 1"),
    ],
)  # fmt: skip
def test_each_fault_is_said_with_what_was_expected(patch, words, folder):
    assert any(words in fault for fault in said(folder, patch)), said(folder, patch)


def test_where_measures_are_off_nothing_else_is_asked_for(folder):
    assert [str(fault) for fault in check(folder, ["comms=ideal", "warning.variant=none"])] == []
