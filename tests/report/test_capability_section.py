"""The section on capabilities tells in both languages what was needed, who came, and why not."""

import pytest

from sim.report.capability.section import capabilities, fires, headline, lines
from sim.report.material import Material
from sim.run import run
from sim.scenario.load import load

QUICK = ["hazards.burning.cell=100", "hazards.wildfires.hill.lasts=6", "horizon=1.5"]
FIRE = {"burnt_ha": 12.0, "line_m": 300, "contained": 1, "out_s": 7200.0}


@pytest.fixture(scope="module")
def told():
    return Material.of(run(load("hamlet-capable", QUICK)))


def test_a_table_has_a_row_for_each_capability(told):
    (section,) = capabilities(told)
    table = section.parts[1]
    assert len(table.rows) == len(told.summary["capabilities"]["by_skill"])
    assert section.title.zh == "专业能力需求与处置"


def test_the_terminal_names_each_capability_and_the_lack_of_a_team(told):
    said = "\n".join(lines(told))
    by_skill = told.summary["capabilities"]["by_skill"]
    assert all(skill in said for skill in by_skill)
    assert ("no team able" in said) is any("unable" in row["reasons"] for row in by_skill.values())


def test_nothing_is_said_where_no_incident_needed_more_than_engines():
    quiet = Material.of(run(load("hamlet-silent", ["horizon=0.2"])))
    assert capabilities(quiet) == []
    assert lines(quiet) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "contained after 2.0 h"),
        ({"contained": 0}, "out after 2.0 h, not contained"),
        ({"out_s": None, "burnt_ha": None}, "still burning at the end"),
    ],
)
def test_a_fire_is_told_as_it_ended(changes, words):
    (said,) = fires({"fires": {"0": {**FIRE, **changes}}})
    assert words in said.en
    assert said.zh != said.en


def test_the_headline_adds_up_all_capabilities():
    row = {"needed": 2, "known_n": 2, "sent_n": 1, "there_n": 1, "done_n": 0, "never": 2}
    said = headline({"by_skill": {"hazmat": row, "medical": row}, "vain": 3})
    assert said.en.startswith(
        "4 needs: the district was told of 4, sent teams to 2, teams came to 2, 0 were done"
    )
