"""Why a repair waited is said in words, from how far it came."""

import json

import pytest

from sim.metric.repairs import Errand, Repair
from sim.record.hazard_facts import DamageBegan
from sim.report.cascade.waits import waits
from sim.scenario.load import load
from sim.terms.units import HOUR_MS

H = HOUR_MS


@pytest.fixture(scope="module")
def district():
    return load("hamlet-slide")


def repair(**known):
    hours = {name: None if h is None else round(h * H) for name, h in known.items() if name.endswith("_ms")}
    rest = {name: value for name, value in known.items() if not name.endswith("_ms")}
    began = DamageBegan(0, "slide", 0, 500, (("road_clearing", 1),), None)
    return Repair(began, **{"began_ms": 10 * H, **hours, **rest})


def errand(**hours):
    return Errand(**{name: round(h * H) for name, h in hours.items()})


DONE = {
    "ordered_ms": 12,
    "taken_ms": 12.05,
    "out_ms": 13,
    "there_ms": 16,
    "work_ms": 16.5,
    "stranded_ms": 2,
}


def test_the_parts_of_a_finished_repair_are_told_with_the_longest_marked(district):
    done = repair(seen_ms=10.5, known_ms=11.5, eased_ms=18, errands={0: errand(**DONE)}, first=0)
    said = waits(district, done)
    team = district.teams[0]
    assert said.en == (
        f"eased after 8.0 h by {team.name_en}: until seen 0.5, until told 1.0, until ordered 0.5, "
        "mustering 0.9, on the way 1.0, before closed roads 2.0 (longest), "
        "surveying and waiting 0.5, at work 1.5"
    )
    assert said.zh.startswith(f"8.0 时初步恢复（{team.name_zh}）：发现 0.5，上报 1.0")
    assert "受阻 2.0（最长）" in said.zh
    assert "until the order came" not in said.en, "three minutes are not worth a word"


def test_work_that_stopped_for_danger_is_told(district):
    done = repair(seen_ms=10, known_ms=10, eased_ms=18, held_ms=1.5, errands={0: errand(**DONE)}, first=0)
    assert waits(district, done).en.endswith("; work was stopped for danger for 1.5 h")
    assert waits(district, done).zh.endswith("；其间停工避险 1.5 时")


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({}, "nobody had seen it by the end"),
        ({"seen_ms": 12}, "seen after 2.0 h, but no word of it reached who sends teams"),
        ({"seen_ms": 12, "known_ms": 13}, "known after 3.0 h; nothing could be done but wait"),
        (
            {"seen_ms": 12, "known_ms": 13, "needs": "road_clearing"},
            "known after 3.0 h, but no team was sent: of 3 for road clearing none was free and knew a way",
        ),
        (
            {"seen_ms": 12, "known_ms": 13, "errands": {0: errand(ordered_ms=13)}},
            "a team was ordered, but the order had not reached it by the end",
        ),
    ],
)
def test_what_never_began_says_how_far_it_came(district, known, said):
    assert waits(district, repair(**known)).en == said
    assert waits(district, repair(**known)).zh


@pytest.mark.parametrize(
    ("came", "said"),
    [
        (("ordered_ms", "taken_ms", "out_ms"), "had the order, but was not there by the end"),
        (
            ("ordered_ms", "taken_ms", "out_ms", "stranded_ms"),
            "had the order, but was not there by the end, and stood before closed roads for 2.0 h",
        ),
        (("ordered_ms", "taken_ms", "out_ms", "there_ms"), "was there, but could not begin by the end"),
        (tuple(DONE), "was at work, and not done by the end"),
    ],
)
def test_of_several_teams_the_one_that_came_furthest_is_told(district, came, said):
    errands = {1: errand(ordered_ms=11), 0: errand(**{name: DONE[name] for name in came})}
    told = waits(district, repair(seen_ms=10, known_ms=10, errands=errands))
    assert told.en == f"{district.teams[0].name_en} {said}"
    assert told.zh.startswith(district.teams[0].name_zh)


def test_every_capability_a_damage_can_need_has_a_name(district):
    for team in json.loads(district.canonical)["team_types"].values():
        for skill in team["capabilities"]:
            assert waits(district, repair(seen_ms=10, known_ms=10, needs=skill)).zh
