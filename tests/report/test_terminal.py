"""Laws of what is printed after a run."""

import io
import re
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from sim.record.log import Log
from sim.report import print_summary
from sim.report.material import Material
from sim.report.parts import Text
from sim.report.sections import response, trapped
from sim.report.terminal import WORST
from sim.run import run
from sim.scenario.load import load


def printed(log: Log, width: int = 92) -> str:
    sink = io.StringIO()
    print_summary(log, Console(file=sink, width=width, force_terminal=False))
    return sink.getvalue()


@pytest.mark.parametrize("width", [80, 92, 200])
def test_no_line_is_wider_than_the_terminal(hamlet_log: Log, width: int) -> None:
    assert all(cell_len(line) <= min(width, 92) for line in printed(hamlet_log, width).splitlines())


def test_the_headline_figures_are_those_of_the_summary(hamlet_log: Log, hamlet: Material) -> None:
    text = printed(hamlet_log)
    told = hamlet.summary["response"]
    assert f"calls {hamlet.summary['calls']['total']}" in text
    assert f"{told['p50_s'] / 60:.1f}" in text
    assert f"{told['share_10min']:.1%}" in text
    assert hamlet.digest in text
    assert f"({told['reached']}/{hamlet.summary['calls']['total']})" in text


def test_the_slowest_townships_come_first(hamlet_log: Log, hamlet: Material) -> None:
    text = printed(hamlet_log).split("slowest townships")[1]
    frame = hamlet.tables.townships.dropna(subset=["p50_response_s"]).sort_values(
        "p50_response_s", ascending=False
    )
    names = [hamlet.townships[town].zh for town in frame["township"]][:WORST]
    places = [text.index(name) for name in names]
    assert places == sorted(places)


def test_segments_are_held_against_the_goals(hamlet_log: Log) -> None:
    goals = re.findall(r"\d:\d\d / \d+%", printed(hamlet_log))
    assert goals == ["0:15 / 95%", "1:04 / 90%", "1:20 / 90%", "4:00 / 90%"]


def test_a_run_without_calls_is_printed_too(quiet_log: Log) -> None:
    text = printed(quiet_log)
    assert "calls 0" in text
    assert "nan" not in text


def test_what_became_of_trapped_people_is_told_where_there_are_any(hamlet: Material) -> None:
    fates = {"trapped": 9, "alive": 4, "dead": 2, "waiting": 2, "elsewhere": 1}
    (told,) = trapped(replace(hamlet, summary={**hamlet.summary, "trapped": fates}))
    assert told.en == (
        "Trapped people: 9; freed alive 4, dead 2, still waiting at the end 2, "
        "at calls that were handed over 1."
    )
    assert told.zh == "被困 9 人：生还 4，遇难 2，期末仍在等待 2，移交 1。"
    assert trapped(hamlet) == []


def test_a_run_with_trapped_people_prints_and_writes_what_became_of_them() -> None:
    log = run(load("hamlet-quake"))
    words = trapped(Material.of(log))
    assert words
    assert words[0].zh in printed(log).replace("\n", "")
    section = response(Material.of(log), {})
    assert any(isinstance(part, Text) and part.words == words[0] for part in section.parts)
