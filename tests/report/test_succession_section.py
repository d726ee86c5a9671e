"""What a report and the command say of who led the district: only what happened, in both languages."""

import io
import math

import pytest
from drills import Tale, call
from lost_centres import lost_centre
from rich.console import Console

from sim.metric.succession import Successions
from sim.report.html import render
from sim.report.material import Material
from sim.report.page import page
from sim.report.parts import Text
from sim.report.say import DASH
from sim.report.succession.section import in_lines, succession, succession_told
from sim.report.succession.words import SUCCESSION_WORDS
from sim.report.terminal import print_summary
from sim.report.words import WORDS, Lang

TOLD = {
    "lost": 1,
    "lost_h": 24.0,
    "alone_h": 0.9,
    "taken": 1,
    "led_h": 23.2,
    "both_h": 0.1,
    "asked": 40,
    "told": 38,
    "told_p50_min": 1.5,
    "orders": 12,
    "flows_h": 1.25,
    "set_up_h": 0.75,
}
"""Figures of a centre that was lost once and replaced from a vehicle."""


def said(**changes):
    """Return the sentences on some figures, in Chinese and in English."""
    parts = succession_told({**TOLD, **changes})
    assert all("{" not in part.zh + part.en for part in parts)
    return [part.zh for part in parts], [part.en for part in parts]


@pytest.fixture(scope="module")
def borne():
    """The centre is lost for five hours, and its alternate leads from a vehicle."""
    data = lost_centre([call(6 * 3600 + i, 2) for i in range(6)], vehicle="engine", place="N02", all=True)
    data["bearers"]["deputies"] = True
    data["response"]["thresholds"] = {"iii": {"calls": 2}}
    return Material.of(Tale(data).log)


@pytest.fixture(scope="module")
def alone():
    """The same without an alternate."""
    return Material.of(Tale(lost_centre(alternate=None)).log)


def texts(material):
    (section,) = succession(material)
    return [part.words for part in section.parts if isinstance(part, Text)]


# --- by hand ------------------------------------------------------------------------------------------------


def test_every_figure_of_the_summary_stands_in_the_sentences():
    chinese, english = said()
    for told in ("".join(chinese), "".join(english)):
        assert all(
            figure in told for figure in ("24.0", "0.9", "23.2", "0.1", "40", "38", "1.5", "12", "1.2")
        )
    assert len(chinese) == len(english) == 3
    assert "车载指挥所" in chinese[-1]
    assert "command vehicle" in english[-1]


def test_who_was_told_is_said_only_where_somebody_took_command():
    chinese, english = said(taken=0, set_up_h=math.nan)
    assert len(chinese) == len(english) == 1
    assert "接替通知" not in chinese[0]
    assert "Word of who leads" not in english[0]


def test_a_vehicle_is_spoken_of_only_where_it_was_set_up():
    chinese, english = said(set_up_h=math.nan)
    assert len(chinese) == 2
    assert not [text for text in english if "vehicle" in text]


@pytest.mark.parametrize("nothing", [None, math.nan])
def test_what_never_came_is_a_dash_and_no_number(nothing):
    _, english = said(told_p50_min=nothing, flows_h=nothing)
    assert f"within {DASH} minutes" in english[1]
    assert f"again {DASH} hours" in english[1]
    assert "nan" not in "".join(english).lower()


def test_deputies_are_told_beside_the_centre_or_by_themselves():
    deputies = {"deputies": {"turned": 1234, "townships": 3}}
    chinese, english = in_lines(deputies)
    assert "1,234 次" in chinese
    assert english.startswith("The neighbouring township")
    both = in_lines({**deputies, "succession": TOLD})
    assert len(both) == 2
    assert both[0].endswith(chinese)
    assert both[1].endswith(english)


def test_the_command_says_nothing_where_there_is_neither():
    assert in_lines({}) == []


# --- from runs ----------------------------------------------------------------------------------------------


def test_the_section_tells_both_languages_and_ends_with_what_it_rests_on(borne):
    words = texts(borne)
    assert len(words) == 5
    assert all(each.zh and each.en for each in words)
    assert words[-1] == WORDS["succession_note"]
    assert "command vehicle" in words[2].en


def test_the_command_prints_what_the_report_says(borne):
    screen = Console(file=io.StringIO(), width=400)
    print_summary(borne, screen)
    printed = "".join(screen.file.getvalue().split())
    assert all("".join(line.split()) in printed for line in in_lines(borne.summary))


@pytest.mark.parametrize("lang", list(Lang))
def test_the_page_shows_it_in_each_language(borne, lang):
    assert texts(borne)[0].of(lang) in render(page(borne, {}, lang))


def test_without_an_alternate_it_says_that_nobody_led_and_of_no_notice(alone):
    words = texts(alone)
    assert len(words) == 2
    assert "took command 0 times" in words[0].en
    assert alone.summary["succession"]["flows_h"] is None


def test_a_district_whose_centre_cannot_be_lost_has_no_section(borne, alone):
    whole = Material.of(Tale(lost_centre(lost=[])).log)
    assert succession(whole) == []
    assert Successions(whole.scenario).summary() == {}
    assert succession(borne)
    assert succession(alone)


def test_all_words_of_the_section_are_in_the_common_list():
    for key, (chinese, english) in SUCCESSION_WORDS.items():
        assert (WORDS[key].zh, WORDS[key].en) == (chinese, english)
