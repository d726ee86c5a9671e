"""What metrics and reports say of response levels, and that they say nothing where there are none."""

import io

import pytest
from drills import call, world
from rich.console import Console
from worlds import NOTE, connected, fails, scenario

from sim.metric.fold import fold
from sim.metric.level_columns import LEVEL_COLUMNS
from sim.metric.level_rows import LevelRow, RoundRow, level_rows, level_summary, round_rows
from sim.report.levels.figure import levels, share_known
from sim.report.levels.section import headline, lines, response_levels
from sim.report.material import Material
from sim.report.page import page
from sim.report.parts import Heading, Table, Text
from sim.report.say import DASH
from sim.report.terminal import print_summary
from sim.report.words import Lang
from sim.run import run
from sim.terms.units import HOUR_MS

WARNINGS = ({"colour": "orange", "at": 2}, {"colour": "none", "at": 4})


def log(warnings=WARNINGS, **response):
    lost = (fails("telecom", "C00", 6 * 3600, 9 * 3600), fails("telecom", "C04", 0, 3 * 3600))
    data = connected(world([call(3600, 2)]), {"eoc": ("fixed",)}, lost, None, 0, 1)
    data["posts"].append({"id": "EOC2", "name_zh": "备用", "kind": "eoc", "node": "N03", **NOTE})
    rules = {"levels": True, "stand_down": 1, "succession": {"alternate": "EOC2"}}
    data["response"] = {**rules, "consultation": {"interval": 1}, "staff": {"on": True}, **response}
    data["warning"] = {"variant": "centre", "scripted": list(warnings)}
    data["cuts"] = [{"road": "R02", "at": 5, "until": 7}]
    return run(scenario(data))


@pytest.fixture(scope="module")
def told():
    return Material.of(log())


@pytest.fixture(scope="module")
def found():
    return fold(log())


@pytest.fixture(scope="module")
def none():
    return Material.of(log(levels=False))


def test_the_truth_warrants_a_level_from_the_warning_on_until_it_is_over(found):
    steps = [(each.t_ms / HOUR_MS, each.level) for each in found.levels.warranted]
    assert steps[0] == (0, 0) or steps[0][1] == 4  # a township is silent from the beginning
    assert (pytest.approx(2, abs=0.01), 3) in steps  # once its message is there
    assert next(level for hour, level in steps if hour >= 4) != 3


def test_the_lag_is_from_when_it_was_warranted_until_it_was_decided(found):
    told = level_summary(found)["levels"]["by_level"]["Ⅲ"]
    assert told["warranted_s"] == pytest.approx(2 * 3600, abs=10)
    assert told["lag_s"] == told["decided_s"] - told["warranted_s"] > 600


def test_each_order_has_a_row_and_who_knew_has_a_time(found):
    rows = level_rows(found)
    assert list(LevelRow._fields) == list(LEVEL_COLUMNS["levels"])
    assert list(RoundRow._fields) == list(LEVEL_COLUMNS["rounds"])
    assert {row.kind for row in rows} >= {"township", "station", "dispatch_centre", "eoc"}
    assert all(row.decided_s <= row.sent_s for row in rows)
    assert all(not row.known_s < row.sent_s for row in rows)
    assert len(round_rows(found)) == level_summary(found)["levels"]["rounds"] > 0


def test_people_who_are_cut_off_count_in_truth(found):
    hours = [each.t_ms / HOUR_MS for each in found.levels.warranted]
    assert 5 in hours or found.levels.warranted[-1].level == 0


def test_transfers_measures_and_waits_are_counted(found):
    told = level_summary(found)["levels"]
    assert told["transfers"] == 2
    assert told["measures"]["report"]["takers"] >= 5
    assert told["desk_messages"] > 10
    assert told["reports_per_officer"] > 1


def test_without_levels_nothing_is_said(none):
    assert "levels" not in none.summary
    assert none.response is None
    assert response_levels(none, {}) == []
    assert lines(none) == []
    assert none.tables.levels.empty
    assert none.tables.rounds.empty


def test_the_section_says_what_was_decided_and_who_knew(told):
    (section,) = response_levels(told, {})
    texts = [part.words.en for part in section.parts if isinstance(part, Text)]
    assert "decisions on the level, the highest Ⅲ" in texts[0]
    assert "command moved 2 times" in texts[0]
    assert "report to each officer, where 5 would be best" in texts[1]
    tables = [part for part in section.parts if isinstance(part, Table)]
    assert [row[0].text.en for row in tables[0].rows] == ["Ⅳ", "Ⅲ", "Ⅱ", "Ⅰ"]
    assert tables[0].rows[2][1].text.en == DASH
    assert "Crews called in (people)" in [row[0].text.en for row in tables[1].rows]
    assert "停休召回（人）" in [row[0].text.zh for row in tables[1].rows]


def test_where_no_measure_was_taken_and_nobody_reads_the_section_is_short():
    quiet = Material.of(log(staff={"on": False}, warnings=(), thresholds={"iv": {"silent": 0}}, missing=()))
    (section,) = response_levels(quiet, {})
    assert len([part for part in section.parts if isinstance(part, Heading)]) == 1
    assert "0 decisions" in headline(quiet.summary["levels"]).en
    assert len(lines(quiet)) == 2
    assert levels(quiet.response, quiet.header.horizon_ms, Lang.EN).axes


def test_page_and_terminal_tell_of_levels(told):
    titles = [section.title.zh for section in page(told, {}, Lang.ZH).sections]
    assert "响应等级与指挥" in titles
    out = io.StringIO()
    print_summary(told, Console(file=out, width=120))
    assert "响应等级 levels" in out.getvalue()
    assert "文电 messages read" in out.getvalue()


def test_the_figure_shows_truth_decision_and_who_knew(told):
    figure = levels(told.response, told.header.horizon_ms, Lang.EN)
    above, below = figure.axes
    assert [text.get_text() for text in above.get_legend().get_texts()] == ["Warranted (truth)", "Decided"]
    assert [label.get_text() for label in above.get_yticklabels()] == ["0", "Ⅳ", "Ⅲ", "Ⅱ", "Ⅰ"]
    assert below.get_xlim() == (0, 24)


def test_the_share_that_knows_begins_anew_at_each_decision(found):
    steps = share_known(found.levels)
    times = [each.t_ms for each in found.levels.decisions]
    assert [t for t, share in steps if share == 0] == times
    assert all(0 <= share <= 1 for _, share in steps)
