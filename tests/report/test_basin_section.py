"""The section on rivers upstream says who was told when and what was done by then, in both languages."""

import pytest
from features import FEATURES

from sim.report.basin.section import basin, headline, lines
from sim.report.material import Material
from sim.report.page import page
from sim.report.parts import Table, Text
from sim.report.say import DASH
from sim.report.words import Lang
from sim.run import run
from sim.scenario.load import load

SHORT = ("horizon=0.2", "warning.variant=chain+neighbours", "demand.scale=0", "bearers.crowds=[]")


def lived(shares, *changes):
    return Material.of(run(load("hamlet-silent", [*SHORT, *FEATURES["basin"][shares], *changes])))


@pytest.fixture(scope="module")
def told():
    return lived("district")


@pytest.fixture(scope="module")
def untold():
    return lived("none")


def test_where_nothing_comes_down_there_is_no_section():
    quiet = Material.of(run(load("hamlet-silent", [*SHORT, "horizon=0.1"])))
    assert basin(quiet) == lines(quiet.summary) == []


def test_the_section_names_word_judgement_water_people_and_roads(told):
    (section,) = basin(told)
    zh, en = lines(told.summary)
    figures = told.summary["basin"]
    assert f"{figures['told_lead_h']:.1f}" in zh
    assert f"{figures['told_lead_h']:.1f}" in en
    assert "the operations centre:" in en
    assert "区应急指挥部" in zh
    texts = [part for part in section.parts if isinstance(part, Text)]
    assert len(texts) == len(headline(figures)) + 1
    assert section.title.zh == "流域联防联控"


def test_the_table_has_a_row_for_each_gauge(told):
    (section,) = basin(told)
    (table,) = (part for part in section.parts if isinstance(part, Table))
    assert len(table.rows) == 1
    assert [column.title.en for column in table.columns][:2] == ["Gauge", "River"]


def test_where_nobody_was_told_it_says_so(untold):
    zh, en = lines(untold.summary)
    assert "nobody was told" in en
    assert "未共享水情" in zh
    assert DASH in en
    assert untold.summary["basin"]["gauges"][0]["told_h"] is None


def test_a_wave_that_stays_below_the_banks_is_said_to():
    low = lived("direct", "basin.scale=0.2")
    zh, en = lines(low.summary)
    assert "came to no road" in en
    assert "未上路" in zh
    assert "along the rivers" in en
    assert "villages with" not in en


@pytest.mark.parametrize("lang", list(Lang))
def test_the_page_holds_the_section_in_its_language(told, lang):
    titles = [section.title.of(lang) for section in page(told, {}, lang).sections]
    assert {Lang.ZH: "流域联防联控", Lang.EN: "Floods told of from upstream"}[lang] in titles


def test_who_has_nobody_at_risk_gets_no_share():
    nobody = lived("district", "people.at_risk=0", "hazards.water.freeboard=1")
    figures = nobody.summary["basin"]
    assert figures["at_risk"] == 0
    assert figures["told_before_share"] is None
    assert DASH in lines(nobody.summary)[1]
