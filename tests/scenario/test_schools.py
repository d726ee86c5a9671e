"""Schools of which there is no list: one to a township, open on weekdays, closed in an hour."""

import json
from datetime import timedelta

import pytest
from drills import DAY
from worlds import NOTE, line, scenario
from worlds_on_disk import write

from sim.scenario.control import KeyUnit
from sim.scenario.load import check, load
from sim.scenario.model import Scenario
from sim.scenario.schools import SCHOOL, Schools, people_in, with_schools
from sim.terms.units import DAY_MS, HOUR_MS, MINUTE_MS

UNIT = KeyUnit.model_validate_json(
    json.dumps(
        {
            "id": "S",
            "name_zh": "校",
            "kind": SCHOOL,
            "township": "T00",
            "node": "N00",
            "day": 90,
            "night": 2,
            **NOTE,
        }
    )
)


def asks(**schools):
    return {**line(), "start": DAY, "control": {"schools": {"on": True, **schools}}}


def schools_of(data):
    return [row for row in with_schools(data)["key_units"] if row["kind"] == SCHOOL]


def test_every_township_of_the_district_gets_a_school_with_its_share_of_pupils():
    data = asks(share=0.1)
    home = {row["id"] for row in data["districts"] if row["home"]}
    towns = [row for row in data["townships"] if row["district"] in home]
    found = schools_of(data)
    assert [row["township"] for row in found] == [row["id"] for row in towns]
    assert [row["day"] for row in found] == [round(0.1 * row["population"]) for row in towns]
    assert [row["node"] for row in found] == [row["seat"] for row in towns]
    assert {row["label"] for row in found} == {"assumption"}


def test_a_share_may_be_a_quantity_with_its_source_and_is_that_of_the_section_where_left_out():
    whole = {"value": 0.1, "unit": "1", "low": 0, "high": 1, "source": "x", "label": "user"}
    assert schools_of(asks(share=whole)) == schools_of(asks(share=0.1))
    assert schools_of(asks()) == schools_of(asks(share=Schools().share.value))


def test_a_township_with_a_school_in_the_table_gets_no_other_and_nothing_is_added_twice():
    data = asks()
    data["key_units"] = [{"id": "S", "kind": SCHOOL, "township": data["townships"][0]["id"]}]
    rows = schools_of(data)
    assert [row["township"] for row in rows].count(data["townships"][0]["id"]) == 1
    again = with_schools(with_schools(asks()))
    assert again == with_schools(asks())


def test_nothing_is_added_where_no_schools_are_asked_for():
    for data in (line(), {**line(), "control": {"schools": {"on": False}}}, {**line(), "control": 3}):
        assert with_schools(data) is data


def test_faulty_rows_are_left_to_those_who_tell_of_faults():
    data = asks(share="much")
    del data["townships"][0]["seat"]
    rows = schools_of(data)
    assert len(rows) == len(data["townships"]) - 1
    assert {row["day"] for row in rows} == {0}


def test_a_scenario_on_disk_has_them_and_its_log_too(tmp_path):
    write(tmp_path / "line", asks())
    assert check(tmp_path / "line") == []
    found = load(tmp_path / "line")
    assert {unit.kind for unit in found.key_units} == {SCHOOL}
    assert Scenario.of(found.canonical) == found
    assert json.loads(found.canonical)["key_units"][0]["label"] == "assumption"
    faults = check(
        tmp_path / "line", ["control.orders=[{id: x, measure: stop, colour: red, sector: school}]"]
    )
    assert not [fault for fault in faults if "sector" in str(fault)]


@pytest.mark.parametrize(
    ("at_h", "people"),
    [(0, 90), (-1, 2), (9.9, 90), (10, 2), (24, 90)],
)
def test_pupils_are_in_from_the_morning_until_the_afternoon(at_h, people):
    """The world begins at eight in the morning of a Wednesday."""
    world = scenario(asks())
    assert (world.start.weekday(), world.start.hour) == (2, 8)
    assert people_in(world, UNIT, round(at_h * HOUR_MS)) == people


def test_nobody_is_in_at_the_weekend_but_those_of_the_night():
    world = scenario(asks())
    assert [people_in(world, UNIT, day * DAY_MS) for day in range(6)] == [90, 90, 90, 2, 2, 90]
    assert (world.start + timedelta(days=3)).weekday() == 5


def test_hours_count_from_where_the_world_begins_within_the_hour_and_by_parts_of_it():
    rules = asks()
    rules["control"]["schools"]["opens"] = 8.5
    rules["start"] = "2025-01-01T07:45:00+08:00"
    world, mine = scenario(rules), UNIT.model_copy(update={"kind": "mine"})
    assert [people_in(world, UNIT, minutes * MINUTE_MS) for minutes in (44, 45)] == [2, 90]
    assert [people_in(world, mine, minutes * MINUTE_MS) for minutes in (14, 15)] == [2, 90]


def test_other_units_and_schools_of_a_table_alone_keep_their_hours():
    mine = UNIT.model_copy(update={"kind": "mine"})
    for world, each in ((scenario(line()), UNIT), (scenario(asks()), mine)):
        hour = 24 - world.start.hour
        assert people_in(world, each, (hour + 19) * HOUR_MS) == 90
        assert people_in(world, each, (hour + 20) * HOUR_MS) == 2
