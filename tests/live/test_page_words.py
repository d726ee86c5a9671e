"""The words of the pages: each key once, all that is asked for is there, and Chinese as the terms have it."""

import re
from collections import Counter
from pathlib import Path

import pytest

import sim.live.atlas
from sim.live.atlas import atlas
from sim.scenario.load import load

PAGES = Path(sim.live.atlas.__file__).parent / "pages"
TABLES = ("words.js", "words-orders.js", "words-terms.js")
ENTRY = re.compile(r'(?:^|[{,])\s*(?:"([\w.]+)"|(\w+)): \["([^"]*)", "([^"]*)"\]', re.MULTILINE)
ASKED = re.compile(r'\bt\("(\w+)"\)')
CHOSEN = re.compile(r'\bt\(([^()]*"\w+"[^()]*\?[^()]*|[^()]*\? [^()]*"\w+"[^()]*)\)')


def entries(file):
    return [(a or b, zh, en) for a, b, zh, en in ENTRY.findall((PAGES / file).read_text(encoding="utf-8"))]


@pytest.fixture(scope="module")
def words():
    return [entry for file in TABLES for entry in entries(file)]


def test_no_word_has_two_meanings_as_the_later_would_hide_the_first(words):
    assert len(words) > 200
    assert [key for key, times in Counter(key for key, _, _ in words).items() if times > 1] == []


def test_every_word_is_in_both_languages(words):
    for key, zh, en in words:
        assert re.search("[\u4e00-\u9fff]|^Excel", zh), key
        assert en.strip(), key
        assert not re.search("[\u4e00-\u9fff]", en), key


def test_whatever_a_page_asks_for_is_in_a_table(words):
    known = {key for key, _, _ in words}
    for page in sorted(PAGES.glob("*.js")):
        text = page.read_text(encoding="utf-8")
        asked = set(ASKED.findall(text))
        for choice in CHOSEN.findall(text):
            asked |= set(re.findall(r'[?:] "(\w+)"', choice))
        assert asked <= known, page.name


def test_english_terms_stand_beside_the_chinese_of_the_enumeration():
    terms = atlas(load("hamlet-slide"))["words"]
    rows = entries("words-terms.js")
    assert len(rows) > 40
    for key, zh, _ in rows:
        kind, _, value = key.partition(".")
        assert terms[kind][value] == zh, key


def test_whatever_is_asked_for_beside_the_exercise_is_in_its_own_table():
    known = {key for key, _, _ in entries("aside.js")}
    text = (PAGES / "aside.js").read_text(encoding="utf-8")
    assert len(known) > 40
    assert set(re.findall(r'\bw\("(\w+)"', text)) <= known
