"""First minutes and water in the report and on the terminal: told where played, and not a word elsewhere."""

import pytest
from rich.console import Console

from sim.report.at_hand import at_hand, lines, told
from sim.report.material import Material
from sim.report.terminal import print_summary
from sim.run import run
from sim.scenario.load import load
from sim.study.responses import known_figures

BUSY = "demand.kinds.fire.per_1000=20"
FOUND = "first_minutes.discovery=true"
WENT = "forces.volunteers=true"
WATER = "water.model=true"


def material(*sets):
    return Material.of(run(load("hamlet", [BUSY, *sets]), seed=3, days=8))


@pytest.fixture(scope="module")
def everything():
    return material(FOUND, WENT, WATER, "first_minutes.detectors.share=0.5")


def test_what_was_not_played_is_not_told():
    quiet = material()
    assert lines(quiet.summary) == told(quiet) == at_hand(quiet) == []


@pytest.mark.parametrize(
    ("sets", "words"),
    [((FOUND,), ["had to be found"]), ((WENT,), ["Neighbours"]), ((WATER,), ["Water"])],
    ids=["found", "neighbours", "water"],
)
def test_each_thing_has_its_sentence(sets, words):
    said = lines(material(*sets).summary)
    assert len(said) == len(words)
    assert all(word in each.en for word, each in zip(words, said, strict=True))


def test_the_sentences_hold_the_figures_in_both_languages(everything):
    first, water = everything.summary["first_minutes"], everything.summary["water"]
    found, went, wet = lines(everything.summary)
    for words in (found.zh, found.en):
        assert str(first["found"]) in words
        assert str(first["found_by_detector"]) in words
    for words in (went.zh, went.en):
        assert all(str(first[name]) in words for name in ("neighbours_went", "held", "put_out"))
    for words in (wet.zh, wet.en):
        assert f"{water['limited_h']:.1f}" in words


def test_the_section_says_that_its_rules_are_assumptions(everything):
    (section,) = at_hand(everything)
    assert len(section.parts) == 4
    assert "assumptions" in section.parts[-1].words.en


def test_the_terminal_tells_it_before_the_digests(everything, tmp_path):
    with (tmp_path / "out.txt").open("w", encoding="utf-8") as file:
        print_summary(everything, Console(file=file, width=200))
    text = (tmp_path / "out.txt").read_text(encoding="utf-8")
    assert text.index("供水：") < text.index("Water:") < text.index("日志摘要")


def test_a_study_may_ask_for_every_figure_of_it_also_where_it_is_off():
    names = known_figures(load("hamlet"))
    asked = ("first_minutes.held", "first_minutes.mean_found_s", "water.limited_h", "water.stopped_h")
    assert set(asked) <= set(names)
