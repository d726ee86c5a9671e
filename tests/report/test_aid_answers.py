"""The report tells who was asked, what they answered and why not, and what kept them busy."""

import pytest
from drills import Tale, call
from leagues import league
from worlds import kind

from sim.metric import lending
from sim.report.aid.answers import answers, own_storm, refusals
from sim.report.aid.section import aid
from sim.report.material import Material
from sim.report.words import WORDS

TWO = [call(0, 1), call(60, 2)]
BUSY = {
    "mode": "historical",
    "kinds": {"fire": kind(work_median=300)},
    "surges": [{"begin": 0, "end": 24, "factor": 1000}],
}


@pytest.fixture(scope="module")
def lent():
    return Material.of(Tale(league(TWO)).log)


@pytest.fixture(scope="module")
def busy():
    """Return a day on which the neighbour cannot lend for its own calls, and we ask from 6 h on."""
    own = {"neighbours": {"own_storm": True, "calls": 3, "strength_sigma": 0}}
    calls = [call(hour * 3600, 1) for hour in range(6, 12)]
    return Material.of(Tale(league(calls, 4, aid=own) | {"demand": BUSY}).log)


def said(texts):
    (text,) = texts
    return text.words


def rows(table, lang):
    return [[getattr(cell.text, lang) for cell in row] for row in table.rows]


def test_each_answer_names_who_was_asked_and_what_came(lent):
    table = answers(lent)
    (row,) = rows(table, "zh")
    assert len(row) == len(table.columns)
    assert row[1] == "NB1"
    assert row[-3:] == ["1", "1", "–"]


def test_who_declined_is_told_with_the_reason(busy):
    reasons = {row[-1] for row in rows(answers(busy), "en")}
    assert "engaged by its own storm" in reasons
    words = said(refusals(busy))
    assert "engaged by its own storm (" in words.en
    assert "自身受灾，力量在用 " in words.zh
    assert " got none: " in words.en


def test_where_all_were_offered_something_it_says_so(lent):
    words = said(refusals(lent))
    assert words.en == "All of 1 requests that went out were offered units."
    assert words.zh == "共向外请求 1 次，次次得到应允。"


def test_what_neighbours_had_to_do_at_home_is_told_where_it_is_on_alone(busy, lent):
    told = busy.summary["own_storm"]
    words = said(own_storm(busy))
    assert f"{told['calls']} calls" in words.en
    assert f"本地警情 {told['calls']} 起" in words.zh
    assert own_storm(lent) == []


def test_where_nobody_was_asked_nothing_is_told():
    quiet = Material.of(Tale(league(TWO, policy="none", horizon=0.1)).log)
    assert refusals(quiet) == []
    assert answers(quiet).rows == ()


def test_the_section_holds_requests_answers_and_loans_with_when_each_was_lent(lent):
    (section,) = aid(lent)
    tables = [part.table for part in section.parts if part.kind == "folded"]
    assert [len(table.rows) for table in tables] == [1, 1, 1]
    loans = tables[2]
    (row,) = rows(loans, "en")
    heads = [column.title.en for column in loans.columns]
    assert row[heads.index("Promised at")].startswith("01-01 08:")
    assert row[heads.index("Called back at")] == "–"


def test_every_reason_has_its_words():
    reasons = ("UNHEARD", "UNANSWERED", "UNABLE", "ENGAGED", "RESERVE", "OUT", "AWAY")
    for name in reasons:
        words = WORDS[f"aid_why_{getattr(lending, name)}"]
        assert words.zh
        assert words.en
