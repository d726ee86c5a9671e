"""The sections on casualties and supplies say what the log says, in both languages, where asked for."""

import math
from collections import Counter

import pytest
from drills import cut
from relief_worlds import STORE, SURE, Lived, data, hurt
from worlds import NOTE

from sim.metric.casualties import CAUSES
from sim.metric.fold import fold
from sim.metric.parties import party
from sim.metric.summary import summary
from sim.metric.tables import tables
from sim.record.casualties import CasualtyChanged
from sim.report.material import Material
from sim.report.office.brief import sentences
from sim.report.page import page
from sim.report.relief.section import casualties_told, lines, relief, supplies_told
from sim.report.words import Lang
from sim.terms.enums import Party
from sim.terms.ids import Band

SHELTERS = [{"id": "A", "name_zh": "甲", "name_en": "Hall", "node": "N01", "capacity": 600, **NOTE}]


@pytest.fixture(scope="module")
def lived():
    world = data(
        2,
        ((3, 4), (0, 40)),
        {**SURE, "red": 0.5, "green": 0.4, "black": 0.1, "scripted": [hurt(1, 2, 20)], "occupied": 0.5},
        {"stores": [{**STORE, "aircraft": 1}], "home_food": 0.2},
        cuts=[cut(3, 1800)],
        shelters=SHELTERS,
    )
    return Lived(world)


@pytest.fixture(scope="module")
def material(lived):
    return Material.of(lived.log)


def text(parts):
    return repr(parts)


def test_casualties_are_waiting_carried_in_hospital_discharged_or_dead_and_nothing_else(lived):
    told = summary(lived.log)["casualties"]
    assert sum(told["states"].values()) == told["people"] == sum(told["triage"].values()) == 20
    dead = told["states"]["dead"]
    assert dead == sum(told["died"].values()) == told["died_waiting"] + told["died"][CAUSES[0]]


def test_counts_by_the_log_alone_are_those_of_the_summary(lived):
    last = {fact.casualty: fact.state for _, fact in lived.all(CasualtyChanged)}
    states = summary(lived.log)["casualties"]["states"]
    counted = Counter(last.values())
    counted["dead"] = states["dead"]  # those dead at once change no more
    assert {state: counted[state] for state in states} == states


def test_town_and_village_add_up(lived):
    told = summary(lived.log)["casualties"]
    for figure in ("people", "treated", "died"):
        assert told["communities"][figure] + told["villages"][figure] == told["of_all"][figure]
    wants = summary(lived.log)["supplies"]
    assert wants["communities"]["people"] + wants["villages"]["people"] == wants["people"]


def test_delivered_is_no_more_than_sent_and_rows_add_up(lived):
    found = fold(lived.log)
    for row in found.wants.mode_rows():
        assert row.delivered + row.returned <= row.sent
    unmet = found.wants.summary()["supplies"]["unmet"]
    rows = found.wants.rows()
    assert math.isclose(unmet["food"], math.fsum(row.unmet_food for row in rows))
    assert (
        sum(row.came for row in found.casualties.hospital_rows())
        >= summary(lived.log)["casualties"]["of_all"]["treated"]
    )


def test_tables_have_a_row_for_each(lived):
    found = tables(lived.log)
    assert len(found.casualties) == 20
    assert len(found.hospitals) == 2
    assert list(found.consignments["mode"]) == ["truck", "boat", "foot", "air"]
    assert list(found.places_short["place"]) == ["V04"]


def test_the_report_tells_of_both_in_both_languages(material):
    one, two = relief(material)
    for section, zh, en in ((one, "伤员", "casualties"), (two, "救灾物资", "Consignments")):
        assert zh in text(section)
        assert en in text(section)
    zh, en, *_ = lines(material.summary)
    assert "伤员 20 人" in zh
    assert en.startswith("20 casualties")
    assert "{" not in zh + en
    html = page(material, {}, Lang.ZH)
    assert one.title in [section.title for section in html.sections]


def test_a_shelter_that_runs_short_is_called_by_its_name(material):
    short = Material.of(material.log) if hasattr(material, "log") else material
    assert "村4" in text(relief(short)[1])


def test_where_nothing_is_asked_for_nothing_is_told():
    quiet = Material.of(Lived(data()).log)
    assert relief(quiet) == []
    assert lines(quiet.summary) == []
    assert len(quiet.tables.casualties) == len(quiet.tables.hospitals) == len(quiet.tables.consignments) == 0


def test_hospitals_stores_and_shelters_are_called_by_their_ids(lived):
    names = [(Band.HOSPITAL, "H00"), (Band.SHELTER, "A"), (Band.STORE, "ST")]
    for band, name in names:
        assert party(lived.scenario, band.address(0)) == (Party.FACILITY, name)


def test_the_first_page_of_an_office_report_tells_who_was_treated_and_supplied(lived):
    material = Material.of(lived.log)
    said = [words.zh for words in sentences(material)]
    assert casualties_told(material.summary["casualties"]).zh in said
    assert supplies_told(material.summary["supplies"]).zh in said
