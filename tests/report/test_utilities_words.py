"""What is said of mains and pumps holds every figure, in both languages, by figures made by hand."""

import copy
from types import SimpleNamespace

import pytest

from sim.report.say import DASH
from sim.report.utilities.section import headline, lines, utilities
from sim.report.utilities.words import UTILITY_WORDS
from sim.report.words import WORDS, Both

TOLD = {
    "gas": {"places": 11, "breaks": 12, "shut": 13, "shut_mean_h": 1.4, "whole": 15, "whole_mean_h": 1.6},
    "water": {"places": 21, "breaks": 22, "shut": 0, "shut_mean_h": None, "whole": 25, "whole_mean_h": 2.6},
    "calls": 31,
    "cordons": 32,
    "dry_villages": 33,
    "dry_people": 12345,
    "dry_person_h": 67890.4,
    "wards": 34,
    "wards_h": 3.5,
    "pumps": {"floods": 41, "dry": 42, "m3": 4321.6, "sooner_h": 4.3},
    "each": [
        {
            "kind": "gas_main_break",
            "village": "V",
            "breaks": 51,
            "began_h": 5.2,
            "shut_h": 5.3,
            "whole_h": 5.4,
        },
        {
            "kind": "water_main_break",
            "village": "V",
            "breaks": 61,
            "began_h": 6.2,
            "shut_h": None,
            "whole_h": None,
        },
    ],
}
GAS = ("11", "13", "15", "1.4", "31", "32")
WATER = ("21", "25", "2.6", "33", "12,345", "67,890", "34", "3.5")
PUMPS = ("41", "42", "4,322", "4.3")


def changed(**parts):
    """Return the figures with some parts replaced."""
    found = copy.deepcopy(TOLD)
    for name, part in parts.items():
        found[name] = {**found[name], **part} if isinstance(part, dict) else part
    return found


def material(told=TOLD, pumps=True):
    """Return what a report is made from, as far as this section asks."""
    on = SimpleNamespace(utilities=SimpleNamespace(pumps=SimpleNamespace(on=pumps)))
    summary = {} if told is None else {"utilities": told}
    return SimpleNamespace(summary=summary, scenario=on, parties={("village", "V"): Both("甲村", "Jia")})


@pytest.mark.parametrize(("part", "figures"), list(enumerate([GAS, WATER, PUMPS])))
def test_every_figure_is_said_in_both_languages(part, figures):
    words = headline(TOLD)[part]
    for text in (words.zh, words.en):
        assert not [figure for figure in figures if figure not in text]
        assert "{" not in text


@pytest.mark.parametrize(
    ("part", "told"),
    [
        (0, changed(gas={"shut_mean_h": None})),
        (1, changed(water={"whole_mean_h": None})),
        (2, changed(pumps={"sooner_h": None})),
    ],
)
def test_a_mean_of_nothing_is_a_dash(part, told):
    assert DASH in headline(told)[part].zh
    assert DASH in headline(told)[part].en
    assert DASH not in headline(TOLD)[part].en


def test_pumps_are_spoken_of_only_where_there_are_any():
    assert headline(TOLD, pumps=False) == headline(TOLD)[:2]
    assert len(lines(material(pumps=False))[1]) < len(lines(material())[1])


def test_the_command_says_what_the_report_says():
    (section,) = utilities(material())
    told = [part.words for part in section.parts if hasattr(part, "words")][:3]
    chinese, english = lines(material())
    assert chinese == "".join(words.zh for words in told)
    assert english == " ".join(words.en for words in told)


def test_each_main_has_a_row_and_what_has_not_come_is_a_dash():
    (section,) = utilities(material())
    (table,) = [part for part in section.parts if hasattr(part, "rows")]
    gas, water = table.rows
    assert len(gas) == len(water) == 6
    assert all(figure in str(gas) for figure in ("51", "5.2", "5.3", "5.4", "甲村"))
    assert DASH not in str(gas)
    assert str(water).count(DASH) == 2 * str(water[-1]).count(DASH) > 0


def test_without_mains_there_is_no_table_and_without_either_no_section():
    (section,) = utilities(material(changed(each=[])))
    assert not [part for part in section.parts if hasattr(part, "rows")]
    assert utilities(material(None)) == lines(material(None)) == []


def test_all_words_of_the_section_are_in_the_common_list():
    for key, (chinese, english) in UTILITY_WORDS.items():
        assert (WORDS[key].zh, WORDS[key].en) == (chinese, english)
