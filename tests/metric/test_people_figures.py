"""The figures of warnings and people at risk add up, and say what the log says."""

import math

import pytest
from rigs import wired
from worlds import NOTE, scenario

from sim.metric import people_rows
from sim.metric.fold import fold
from sim.metric.summary import summary
from sim.record.people import PeopleMoved
from sim.report.material import Material
from sim.report.page import page
from sim.report.people.figure import evacuation
from sim.report.people.section import people
from sim.report.people.terminal import lines
from sim.report.words import Lang
from sim.run import run
from sim.terms.enums import PeopleState, ToldBy

SCRIPT = [{"colour": "blue", "at": 1}, {"colour": "red", "at": 3, "townships": ["T00", "T01", "T02"]}]


def world(variant="chain"):
    data = wired(
        horizon=1,
        warning={"variant": variant, "scripted": SCRIPT},
        people={"at_risk": 0.01, "steep": 1, "urban": 1},
        shelters=[
            {"id": "SH", "name_zh": "场所", "name_en": "Hall", "node": "N01", "capacity": 200, **NOTE},
            {"id": "SX", "name_zh": "空场所", "node": "N04", "capacity": 0, **NOTE},
        ],
        hazards={
            "injects": [
                {"what": "slide", "target": "R00", "at": 5, "size": 500, "until": 8},
                {"what": "slide", "target": "R00", "at": 9, "size": 500, "until": 10},
            ]
        },
    )
    data["villages"] = [
        {**row, "name_zh": "幸福社区" if row["id"] == "V01" else row["name_zh"]} for row in data["villages"]
    ]
    return scenario(data)


@pytest.fixture(scope="module")
def log():
    return run(world(), seed=1)


@pytest.fixture(scope="module")
def found(log):
    return fold(log)


def test_every_person_is_in_one_state_at_every_time(found):
    for level in found.crowd.levels:
        assert sum(level.people) == 500
        assert min(level.people) >= 0
    states = people_rows.people_summary(found)["people"]["states"]
    assert tuple(states.values()) == found.crowd.levels[-1].people
    assert list(states) == [state.value for state in PeopleState]


def test_villages_add_up_to_the_whole(found):
    told, rows = people_rows.people_summary(found)["people"], people_rows.village_rows(found)
    assert sum(row.at_risk for row in rows) == told["at_risk"] == 500
    assert sum(row.sheltered for row in rows) == told["states"]["sheltered"]
    assert sum(row.warned for row in rows) == sum(told["by"].values())
    assert told["to_leave"]["people"] == 300
    assert told["communities"]["people"] + told["villages"]["people"] == 300
    assert told["communities"]["people"] == 100 == sum(row.at_risk for row in rows if row.urban)


def test_shares_of_those_warned_only_rise_with_time(found):
    for key in ("to_leave", "communities", "villages"):
        reach = people_rows.people_summary(found)["people"][key]
        shares = [reach[name] for name in ("warned_15min", "warned_30min", "warned_60min", "warned")]
        assert shares == sorted(shares)
        assert shares[0] >= 0
        assert shares[-1] <= 1
        assert reach["warned_p50_min"] <= reach["warned_p90_min"]


def test_shelters_hold_who_went_in(log, found):
    went = sum(
        fact.people
        for batch in log.batches()
        for fact in batch[3]
        if isinstance(fact, PeopleMoved) and fact.shelter == 0
    )
    hall, closed = people_rows.shelter_rows(found)
    assert hall == ("SH", 200, went, went / 200)
    assert went > 0
    assert closed.people == 0
    assert math.isnan(closed.share)


def test_warnings_are_told_with_who_confirmed(found):
    rows = people_rows.warning_rows(found)
    assert [(row.township, row.colour, row.leave) for row in rows] == [
        *((f"T{i:02d}", "blue", False) for i in range(5)),
        *((f"T{i:02d}", "red", True) for i in range(3)),
    ]
    assert all(row.villages == 1 and row.villages_in_time <= row.villages_confirmed <= 1 for row in rows)
    told = people_rows.people_summary(found)["people"]
    assert told["townships_asked"] == told["villages_asked"] == 8
    assert told["townships_unconfirmed"] == sum(not row.in_time for row in rows)


def test_who_had_left_is_counted_when_the_first_damage_comes(found):
    rows = {row.village: row for row in people_rows.village_rows(found)}
    assert rows["V00"].struck_s == rows["V01"].struck_s == 5 * 3600
    assert 0 < rows["V00"].left_by_then <= rows["V00"].at_risk
    assert math.isnan(rows["V03"].struck_s)


def test_a_broadcast_has_nobody_confirm():
    told = summary(run(world("broadcast"), seed=1))["people"]
    assert told["villages_asked"] is None
    assert told["townships_unconfirmed"] is None
    assert {by for by, people in told["by"].items() if people} <= {"broadcast", "neighbour"}
    assert "无人确认" in lines({"people": told})[0]


def test_without_warnings_there_is_nothing_to_tell():
    log = run(world("none"), seed=1)
    material = Material.of(log)
    assert "people" not in material.summary
    assert lines(material.summary) == []
    assert people(material, {}) == []
    assert not len(material.tables.warnings)
    assert not len(material.tables.evacuation)


def test_the_report_tells_it_in_both_languages(log, found):
    material = Material.of(log, found)
    (section,) = people(material, {"evacuation": {"zh": "x", "en": "y"}})
    told = material.summary["people"]
    assert section in page(material, {"evacuation": {"zh": "x", "en": "y"}}, Lang.ZH).sections
    zh, en = lines(material.summary)
    assert f"{told['at_risk']} 人" in zh
    assert f"{told['at_risk']} people are at risk" in en
    assert "{" not in zh + en


def test_the_figure_stacks_everybody(log, found):
    drawn = evacuation(Material.of(log, found).crowd, Lang.EN)
    ax = drawn.axes[0]
    assert ax.get_ylim()[1] == 500
    assert ax.get_xlim() == (0, 24)
    assert len(ax.collections) == len(PeopleState)


def test_every_means_of_telling_is_counted(found):
    assert list(people_rows.people_summary(found)["people"]["by"]) == [by.value for by in ToldBy]
