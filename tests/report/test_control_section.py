"""The section on control measures says in both languages what the log says; it is left out without them."""

import pytest
from rigs import wired
from worlds import NOTE, scenario

from sim.metric.columns import COLUMNS
from sim.metric.control_rows import MeasureRow, control_summary, measure_rows
from sim.metric.fold import fold
from sim.report.control.section import control, lines, rides
from sim.report.material import Material
from sim.report.page import page
from sim.report.parts import Table, Text
from sim.report.words import Lang
from sim.run import run
from sim.terms.control import Measure

HERE = {"node": "N01", "township": "T01", **NOTE}
TERMINALS = [
    {"id": f"{holder}-cell", "holder": holder, "bearer": "cellular", "battery_h": 9, **NOTE}
    for holder in ("village", "key_unit", "bus")
]
SLIDE = {"what": "slide", "target": "R01", "size": 50, "until": 20}
ORDERS = [
    {"id": "go", "measure": "evacuate", "colour": "orange"},
    {"id": "shut", "measure": "stop", "colour": "yellow", "sector": "school", "by": "township"},
    {"id": "never", "measure": "forbid", "colour": "red"},
]


def world(on=True, vehicles=True):
    data = wired(
        horizon=1,
        warning={"variant": "chain", "scripted": [{"colour": "orange", "at": 9}]},
        people={"at_risk": 0.01, "steep": 1, "urban": 1},
        shelters=[{"id": "SH", "name_zh": "场所", "node": "N02", "capacity": 900, **NOTE}],
        key_units=[{"id": "K", "name_zh": "中学", "kind": "school", "day": 500, "night": 50, **HERE}],
        buses=[{"id": "B", "name_zh": "车", "node": "N00", "seats": 45, **NOTE}],
        control={"on": on, "orders": ORDERS, "rides": {"on": on and vehicles}},
        hazards={"injects": [{**SLIDE, "at": 12}, {**SLIDE, "at": 13}]},
    )  # fmt: skip
    data["terminals"] = [*data["terminals"], *TERMINALS]
    data["demand"] = {**data["demand"], "scale": 0}
    return scenario(data)


@pytest.fixture(scope="module")
def log():
    return run(world())


@pytest.fixture(scope="module")
def material(log):
    return Material.of(log)


@pytest.fixture(scope="module")
def off():
    return Material.of(run(world(on=False)))


def texts(sections, lang):
    return " ".join(part.words.of(lang) for s in sections for part in s.parts if isinstance(part, Text))


def test_each_order_has_a_row_with_what_became_of_it(log):
    rows = {row.order: row for row in measure_rows(fold(log))}
    assert list(rows) == ["go", "shut", "never"]
    assert list(MeasureRow._fields) == list(COLUMNS["measures"])
    assert (rows["go"].places, rows["go"].taken, rows["go"].known) == (6, 6, 6)
    assert rows["go"].townships == 5
    assert (rows["shut"].townships, rows["shut"].places, rows["shut"].taken) == (1, 1, 1)
    assert (rows["never"].townships, rows["never"].places) == (0, 0)
    assert 20 * 60 <= rows["go"].p50_s <= rows["go"].p90_s < 40 * 60


def test_the_figures_add_up(log):
    told = control_summary(fold(log))["control"]
    assert set(told["by_measure"]) == {measure.value for measure in Measure}
    assert told["by_measure"]["evacuate"] == {"places": 6, "taken": 6, "share": 1.0}
    assert (told["orders"], told["given"]) == (3, 2)
    assert 0 < told["ordered_people"] <= 500
    assert told["there"] == 200, "two villages lie at the road that was struck"
    assert 0 <= told["in_the_way"] <= told["there"]


def test_who_is_in_a_key_unit_when_its_road_is_struck_depends_on_the_order(log, off):
    told = control_summary(fold(log))["control"]
    assert (told["units"], told["units_warned"], told["units_struck"]) == (1, 1, 1)
    assert told["units_there"] == 500 if told["units_there"] > 50 else 50
    assert told["units_in_the_way"] < told["units_there"]


def test_the_section_says_it_in_both_languages(material):
    sections = control(material)
    told = {Lang.ZH: ("撤", "重点单位", "转运车辆"), Lang.EN: ("standing orders", "Key units", "Vehicles")}
    for lang, words in told.items():
        said = texts(sections, lang)
        assert all(word in said for word in words), said
        assert "{" not in said
    (table,) = [part for s in sections for part in s.parts if isinstance(part, Table)]
    assert len(table.rows) == 3


def test_the_command_prints_it_in_two_lines(material):
    zh, en = lines(material.summary)
    assert "禁停撤疏" not in en
    assert "预置指令 3 条" in zh
    assert "2 of 3 standing orders" in en


def test_without_measures_there_is_no_section_and_no_line(off):
    assert control(off) == []
    assert lines(off.summary) == []
    assert rides(off.summary) == []
    assert off.tables.measures.empty


def test_without_vehicles_and_key_units_nothing_is_said_of_them():
    bare = world(vehicles=False).model_copy(update={"key_units": (), "buses": ()})
    summary = Material.of(run(bare)).summary
    assert len(lines(summary)) == 2
    assert "转运车辆" not in lines(summary)[0]
    assert "Key units" not in lines(summary)[1]


def test_where_nobody_rode_the_wait_is_a_dash():
    nobody = {"vehicles": 1, "used": 0, "trips": 0, "carried": 0, "villages_asked": 0, "wait_p50_min": None}
    (words,) = rides({"rides": {**nobody, "gave_up": 0, "walked_on": 0}})
    assert "–" in words.en or "—" in words.en


def test_the_page_holds_the_section(material):
    from sim.report.html import render

    found = render(page(material, {}, Lang.EN))
    assert "Control measures and key units" in found
