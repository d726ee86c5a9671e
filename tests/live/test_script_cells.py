"""The cells of a script: what is understood in Chinese and English, and what each fault says."""

from datetime import datetime

import pytest
from exercises import district, hamlet

from sim.live.msel import cells
from sim.live.msel.cells import BadCell, Effect, Names, Trigger
from sim.live.msel.columns import BY_HEADER, COLUMNS, KEYS
from sim.live.msel.lines import Reader
from sim.scenario.exercise import InjectRow
from sim.terms.enums import BearerKind, DamageKind, Precedence
from sim.terms.ids import DISPATCH_CENTRE, PUBLIC, Band
from sim.terms.units import DAY_MS, HOUR_MS, MINUTE_MS

START = datetime.fromisoformat("2025-01-01T22:00:00+08:00")


@pytest.fixture(scope="module")
def names():
    return Names(hamlet())


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("T+90", 90 * MINUTE_MS),
        ("t+1:30", 90 * MINUTE_MS),
        ("T+1:30:30", 90 * MINUTE_MS + 30_000),
        ("T+2小时", 2 * HOUR_MS),
        ("22:15", 15 * MINUTE_MS),
        ("01:00", 3 * HOUR_MS),
        ("D2 22:00", DAY_MS),
        ("2025-01-01 23:00:00", HOUR_MS),
        ("2025-01-01T15:00:00+00:00", HOUR_MS),
    ],
)
def test_a_time_is_read_in_every_form(text, ms):
    assert cells.time_ms(text, START) == ms


@pytest.mark.parametrize("text", ["soon", "25:99", "2024-12-31 08:00", "D1 08:00", "T+", "T+-5"])
def test_a_time_that_is_none_or_lies_before_the_start_is_refused(text):
    with pytest.raises(BadCell):
        cells.time_ms(text, START)


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("30", 30 * MINUTE_MS),
        ("30分", 30 * MINUTE_MS),
        ("1.5h", 90 * MINUTE_MS),
        ("1天", DAY_MS),
        ("20 s", 20_000),
    ],
)
def test_a_length_of_time_is_in_minutes_unless_it_says_otherwise(text, ms):
    assert cells.span_ms(text) == ms
    with pytest.raises(BadCell):
        cells.span_ms(f"D{text}")


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("closed:R01 for 30min", Trigger("closed", 0, 1, 30 * MINUTE_MS)),
        ("断路：R01 持续 30分", Trigger("closed", 0, 1, 30 * MINUTE_MS)),
        ("silent:T1", Trigger("silent", Band.TOWNSHIP.address(0), 1)),
        ("响应等级:3", Trigger("level", "", 3)),
        ("order:dispatch>=2", Trigger("order", "dispatch", 2)),
        ("警情>=5", Trigger("incidents", "", 5)),
        ("lost>=3", Trigger("lost", "", 3)),
        ("inject:I1+15", Trigger("inject", "I1", 1, 15 * MINUTE_MS)),
        ("送达:I1", Trigger("delivered", "I1", 1)),
    ],
)
def test_a_condition_is_read_in_both_languages(names, text, condition):
    assert cells.trigger(text, names) == condition


@pytest.mark.parametrize(
    "text", ["sunny", "closed", "closed:R99", "level:7", "silent:nobody", "down:X", "level"]
)
def test_a_condition_on_what_there_is_not_is_refused(names, text):
    with pytest.raises(BadCell):
        cells.trigger(text, names)


def test_sites_are_conditions_by_their_network():
    scenario = hamlet("hamlet-silent")
    first = (*scenario.sites, *scenario.telecom)[0]
    network = "radio370" if scenario.sites else "telecom"
    assert cells.trigger(f"down:{first.id}", Names(scenario)).what == f"{network}/0"
    last = scenario.telecom[-1]
    assert cells.trigger(f"停用:{last.id}", Names(scenario)).what == f"telecom/{len(scenario.telecom) - 1}"


def test_an_effect_names_kind_target_size_and_length(names):
    assert cells.effect("slide:R01:300 for 6h", names) == Effect(DamageKind.SLIDE, 0, 300, 6 * HOUR_MS)
    assert cells.effect("滑坡塌方:R01", names) == Effect(DamageKind.SLIDE, 0)
    for text in ("slide", "slide:R99", "storm:R01"):
        with pytest.raises(BadCell):
            cells.effect(text, names)


def test_posts_are_named_by_id_or_name_and_nobody_is_somebody_outside(names):
    assert names.address("T1") == names.address(hamlet().townships[0].name_zh) == Band.TOWNSHIP.address(0)
    assert names.address("119") == names.address("DC1") == names.address("centre") == DISPATCH_CENTRE
    assert names.address("eoc") == names.address("EOC1")
    assert names.sender("") == names.sender("导调") == PUBLIC
    assert names.sender("T1") == Band.TOWNSHIP.address(0)
    with pytest.raises(BadCell, match="centre"):
        names.address("nobody")


def test_where_messages_are_ideal_only_the_centre_is_told():
    with pytest.raises(BadCell):
        Names(hamlet("hamlet")).address("T1")


def test_bearers_and_precedences_have_both_names():
    assert cells.bearer("固定电话与光纤") == cells.bearer("fixed") == BearerKind.FIXED.value
    assert cells.bearer("auto") == cells.bearer("") == cells.precedence(" ") == ""
    assert cells.precedence("特急") == Precedence.EMERGENCY.value
    with pytest.raises(BadCell, match="courier"):
        cells.bearer("pigeon")


def test_every_column_is_a_field_of_the_scenarios_table_and_has_a_header_of_its_own():
    assert tuple(InjectRow.model_fields) == KEYS
    for column in COLUMNS:
        assert BY_HEADER[column.zh] == BY_HEADER[column.en] == column.key


# --- lines


def read(*rows):
    reader = Reader(district(), "a.xlsx")
    return reader.read(rows, 3), [(fault.key, fault.line) for fault in reader.faults]


def test_a_line_that_is_whole_has_no_fault():
    lines, faults = read(
        {
            "id": "1",
            "time": "T+5",
            "recipient": "centre",
            "text": "x",
            "indicator": "指令：dispatch",
            "due": "10",
        }
    )
    assert faults == []
    assert (lines[0].t_ms, lines[0].order, lines[0].due_ms) == (5 * MINUTE_MS, "dispatch", 10 * MINUTE_MS)
    assert not lines[0].by_hand


def test_every_fault_is_told_at_once_with_its_cell():
    _, faults = read(
        {"id": "1", "time": "never", "recipient": "nobody", "text": "x", "bearer": "pigeon"},
        {"id": "1", "text": "told to nobody"},
        {"id": "", "recipient": "centre"},
        {"id": "4", "recipient": "centre", "text": "y" * 201, "trigger": "inject:9", "notes": "z" * 501},
    )
    assert set(faults) == {
        ("B3", 3),
        ("E3", 3),
        ("F3", 3),
        ("A4", 4),
        ("E4", 4),
        ("A5", 5),
        ("I5", 5),
        ("I6", 6),
        ("M6", 6),
        ("P6", 6),
    }


def test_cells_are_named_by_where_they_stand_in_the_sheet():
    reader = Reader(district(), "a.xlsx")
    reader.read([{"id": "1", "text": "x", "recipient": "nobody"}], 7, {"id": 2, "text": 1, "recipient": 27})
    assert [fault.key for fault in reader.faults] == ["AB7"]


def test_a_script_has_an_end():
    _, faults = read(*[{"id": str(n), "recipient": "centre", "text": "x"} for n in range(2001)])
    assert faults == [("A2003", 2003)]
