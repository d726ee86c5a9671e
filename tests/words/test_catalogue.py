"""Laws of the catalogue: one for all words, at one with the code, with nothing left to translate."""

import ast
import io
import re
import string
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from sim.words import Both, Lang, both, both_in, same
from sim.words.book import APART, book, book_script
from sim.words.catalogue import DOMAIN, LANGUAGE, LOCALE, catalogue, chinese

ROOT = Path(__file__).parents[2]
FILE = LOCALE / LANGUAGE / "LC_MESSAGES" / f"{DOMAIN}.po"
KEYWORDS = {"both": None, "both_in": ((1, "c"), 2)}
FILES = [
    (path, method)
    for suffix, method in ((".py", "python"), (".js", "javascript"))
    for path in sorted((ROOT / "sim").rglob(f"*{suffix}"))
    if re.search(r"\bboth(_in)?\(", path.read_text(encoding="utf-8"))  # reading all takes half a minute
]
HAN = re.compile("[\u3400-\u9fff]")
SCRIPTS = sorted((ROOT / "sim/live").rglob("*.js"))
SAYING = [
    path
    for part in ("cli*.py", "live/**/*.py", "metric/**/*.py", "report/**/*.py", "study/**/*.py")
    for path in sorted((ROOT / "sim").glob(part))
    if path.parts[-2:] not in {("msel", "columns.py"), ("msel", "cells.py")}  # words that files are read by
]


def gaps(words):
    return sorted({name for _, name, _, _ in string.Formatter().parse(words) if name})


@cache
def listed():
    pofile = pytest.importorskip("babel.messages.pofile", reason="babel is not installed")
    with FILE.open("rb") as source:
        return pofile.read_po(source, locale=LANGUAGE)


def entries():
    return [each for each in listed() if each.id]


# --- the files


def test_what_is_read_is_what_the_catalogue_compiles_to():
    mofile = pytest.importorskip("babel.messages.mofile", reason="babel is not installed")
    sink = io.BytesIO()
    mofile.write_mo(sink, listed())
    assert sink.getvalue() == FILE.with_suffix(".mo").read_bytes()


def test_code_and_catalogue_name_the_same_words():
    extract = pytest.importorskip("babel.messages.extract", reason="babel is not installed")
    said = {
        (context, words)
        for path, method in FILES
        for _, words, _, context in extract.extract_from_file(method, path, keywords=KEYWORDS)
    }
    known = {(each.context, each.id) for each in entries()}
    assert sorted(map(str, said - known)) == []
    assert sorted(map(str, known - said)) == []


def test_nothing_is_left_to_translate_or_in_doubt_or_obsolete():
    assert [each.id for each in entries() if not each.string.strip() or each.fuzzy] == []
    assert list(listed().obsolete) == []


def test_both_languages_have_the_same_gaps():
    odd = {each.id for each in entries() if gaps(each.id) != gaps(each.string)}
    assert odd == {"{type} {id} of {station}"}  # a Chinese id says the type


def test_english_words_hold_no_chinese():
    assert [each.id for each in entries() if HAN.search(each.id)] == []


def test_a_context_stands_only_where_the_english_has_more_than_one_chinese():
    meanings = {}
    for each in entries():
        meanings.setdefault(each.id, set()).add(each.string)
    assert [each.id for each in entries() if each.context and len(meanings[each.id]) == 1] == []


# --- the code


@pytest.mark.parametrize("path", SAYING, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_pair_of_words_stands_in_the_code(path):
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        pair = node.elts if isinstance(node, ast.Tuple) else node.args if isinstance(node, ast.Call) else []
        texts = [each.value for each in pair if isinstance(each, ast.Constant)]
        found += [
            (zh, en)
            for zh, en in pairwise(each for each in texts if isinstance(each, str))
            if HAN.search(zh) and re.search("[A-Za-z]", en) and not HAN.search(en)
        ]
    assert found == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_say_their_chinese_by_the_catalogue(path):
    text = path.read_text(encoding="utf-8")
    for name in ('"中文"', '"三断"'):  # the name of the other language, and ours
        text = text.replace(name, "")
    assert HAN.findall(text) == []


# --- what is said


def test_words_come_with_their_chinese():
    words = both("results")
    assert words.en == "results"
    assert words.zh == words.of(Lang.ZH) == chinese("results")
    assert words.of(Lang.EN) == "results"


def test_a_context_chooses_among_the_meanings():
    one = next(each for each in entries() if each.context)
    assert both_in(one.context, one.id) == Both(one.string, one.id)
    assert any(both_in(each.context, each.id).zh != one.string for each in entries() if each.id == one.id)


def test_words_without_chinese_are_said_in_english():
    assert both("no such words") == both_in("nowhere", "no such words") == same("no such words")


def test_the_catalogue_is_read_once():
    assert catalogue() is catalogue()


def test_both_languages_stand_beside_or_above_one_another():
    words = Both("结果", "results")
    assert words.zh_en == "结果 results"
    assert words.en_zh == "results 结果"
    assert words.stacked == "结果\nresults"
    assert words.help == "results 结果."


def test_a_book_holds_the_words_that_scripts_say_and_no_others():
    one = next(each for each in entries() if each.context and '"' not in each.id)
    known = next(each for each in entries() if not each.context and '"' not in each.id)
    scripts = f'x(both("{known.id}", {{ n }}), both_in("{one.context}", "{one.id}"), other("Send"))'
    assert book(scripts) == {known.id: known.string, f"{one.context}{APART}{one.id}": one.string}


def test_words_with_quotes_are_found_in_scripts():
    assert book('both("a \\"quoted\\" word")') == {'a "quoted" word': 'a "quoted" word'}


def test_the_book_of_the_pages_is_all_that_their_scripts_say_in_chinese():
    told = book("\n".join(path.read_text(encoding="utf-8") for path in SCRIPTS))
    assert len(told) > 200
    known = {(f"{each.context}{APART}" if each.context else "") + each.id: each.string for each in entries()}
    assert {key: known.get(key) for key in told} == told
    assert book_script("").startswith("export const BOOK = {}")
