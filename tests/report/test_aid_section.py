"""The section on aid says what the summary counts, in both languages, and only where aid was asked for."""

import io

import pytest
from drills import Tale, call
from leagues import league
from rich.console import Console

from sim.metric.columns import COLUMNS
from sim.report.aid.section import aid, headline, told_in_lines
from sim.report.aid.words import AID_WORDS
from sim.report.material import Material
from sim.report.terminal import print_summary
from sim.report.words import WORDS

TWO = [call(0, 1), call(60, 2)]


@pytest.fixture(scope="module")
def asked():
    return Material.of(Tale(league(TWO)).log)


@pytest.fixture(scope="module")
def quiet():
    return Material.of(Tale(league(TWO, policy="none", horizon=0.1)).log)


def texts(section, lang):
    """Return all that a section says in a language."""
    found = []
    for part in section.parts:
        if part.kind == "text":
            found.append(getattr(part.words, lang))
        elif part.kind == "folded":
            found += [getattr(cell.text, lang) for row in part.table.rows for cell in row]
    return found


def test_where_nobody_asked_there_is_no_section(quiet):
    assert aid(quiet) == []
    assert told_in_lines(quiet) == []


def test_it_tells_what_was_asked_for_lent_and_home(asked):
    words = headline(asked.summary["aid"])
    assert words.en.startswith("Aid was asked for 1 times, 0 of them straight")
    assert words.zh.startswith("共请求增援 1 次，其中 0 次按边界协议直接通报")
    assert "1 are home again" in words.en
    assert "1 车次已归建" in words.zh


def test_each_request_and_each_loan_has_a_row(asked):
    (section,) = aid(asked)
    requests, answers, loans = (part.table for part in section.parts if part.kind == "folded")
    assert (len(requests.rows), len(answers.rows), len(loans.rows)) == (1, 1, 1)
    assert len(requests.rows[0]) == len(requests.columns)
    assert len(loans.rows[0]) == len(loans.columns)
    assert "for call 1" in texts(section, "en")
    assert "按需，警情 1" in texts(section, "zh")
    assert "home" in texts(section, "en")


@pytest.mark.parametrize(
    ("policy", "extra", "way"),
    [
        ("automatic", {}, "standing agreement"),
        ("pre-positioned", {"ahead": {"units": 1, "at": 0}}, "ahead"),
    ],
)
def test_each_way_of_asking_has_its_word(policy, extra, way):
    calls = [call(0, 3)] if policy == "automatic" else [call(3000, 1)]
    (section,) = aid(Material.of(Tale(league(calls, policy=policy, aid=extra, horizon=0.1)).log))
    assert way in texts(section, "en")


def test_the_terminal_tells_it_on_lines_that_fit(asked):
    (told,) = told_in_lines(asked)
    assert "请求 requests 1" in told
    sink = io.StringIO()
    print_summary(asked, Console(file=sink, width=92))
    assert "增援 aid" in sink.getvalue()


def test_every_word_stands_in_both_languages():
    for key, (zh, en) in AID_WORDS.items():
        assert WORDS[key].zh == zh
        assert WORDS[key].en == en
        assert zh
        assert en


def test_every_end_of_a_loan_has_a_word():
    assert "end" in COLUMNS["loans"]
    assert all(f"aid_end_{end}" in WORDS for end in ("home", "out", "never_left"))
