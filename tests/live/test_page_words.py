"""The words of the pages: each key once, all that is asked for is there, and Chinese as the terms have it."""

import re
from collections import Counter
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

import sim.live.atlas
from sim.live.atlas import atlas
from sim.live.tape import page
from sim.record.facts import MessageSent
from sim.scenario.load import load
from sim.words.catalogue import chinese

PAGES = Path(sim.live.atlas.__file__).parent / "pages"
TABLES = ("words.js", "words-orders.js", "words-terms.js")
ENTRY = re.compile(
    r'(?:^|[{,])\s*(?:"([\w.]+)"|(\w+)): both(?:_in\("([\w.]+)", |\()"([^"]*)"\)', re.MULTILINE
)
ASKED = re.compile(r'\bt\("(\w+)"\)')
CHOSEN = re.compile(r'\bt\(([^()]*"\w+"[^()]*\?[^()]*|[^()]*\? [^()]*"\w+"[^()]*)\)')


def entries(file):
    found = ENTRY.findall((PAGES / file).read_text(encoding="utf-8"))
    return [(a or b, chinese(english, context), english) for a, b, context, english in found]


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
    for script in sorted(PAGES.glob("*.js")):
        text = script.read_text(encoding="utf-8")
        asked = set(ASKED.findall(text))
        for choice in CHOSEN.findall(text):
            asked |= set(re.findall(r'[?:] "(\w+)"', choice))
        assert asked <= known | {key for key, _, _ in entries(script.name)}, script.name


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


def told(kind):
    """Return the tags of all that a message can tell."""
    parts = get_args(kind)
    return set().union(*map(told, parts)) if parts else {getattr(kind, "__struct_config__", None)} - {None}


TAGS = sorted(config.tag for config in told(get_type_hints(MessageSent)["body"]))


@pytest.mark.parametrize("tag", TAGS)
def test_all_that_can_be_told_or_ordered_has_words_and_is_not_shown_by_its_tag(tag):
    script = "".join((PAGES / file).read_text(encoding="utf-8") for file in TABLES)
    assert re.search(rf"^  {tag}: \(", script, re.MULTILINE)


def test_the_page_that_plays_an_exercise_knows_the_same_words():
    text = page({"atlas": {"title": {"zh": "试"}}}, "zh")
    for file in TABLES:
        for key, zh, _ in entries(file):
            assert zh in text, key
    assert [tag for tag in TAGS if not re.search(rf"^  {tag}: \(", text, re.MULTILINE)] == []
    assert not re.search(r"^(import|export) ", text, re.MULTILINE)


DECLARED = re.compile(r"^(?:export )?(?:const|let|function|async function|class) (\w+)", re.MULTILINE)
LENT = re.compile(r"^import \{ ([^}]*) \} from", re.MULTILINE)


@pytest.mark.parametrize("script", sorted(path.name for path in PAGES.glob("*.js")))
def test_no_script_declares_what_it_is_lent_as_no_browser_would_read_it(script):
    text = (PAGES / script).read_text(encoding="utf-8")
    names = DECLARED.findall(text) + [
        name.strip() for names in LENT.findall(text) for name in names.split(",")
    ]
    assert names
    assert [name for name, times in Counter(names).items() if times > 1] == []
