"""The sections on first minutes, water and forces: what is off, what is refused, what a figure rests on."""

import pytest

from sim.scenario.assumptions import assumptions
from sim.scenario.first_minutes import FirstMinutes
from sim.scenario.load import check, load


def test_all_of_it_is_off_unless_a_scenario_asks_for_it():
    made = load("hamlet")
    assert not made.minds_first_minutes
    assert not made.water.model
    assert not made.forces.micro_stations
    assert not made.forces.volunteers


@pytest.mark.parametrize(
    "switch", ["first_minutes.discovery", "forces.micro_stations", "forces.volunteers"], ids=str
)
def test_each_switch_alone_turns_first_minutes_on(switch):
    assert load("hamlet", [f"{switch}=true"]).minds_first_minutes


def test_a_figure_of_volunteers_that_is_changed_leaves_their_others_as_they_are():
    rules = load("hamlet", ["first_minutes.volunteers.beat=30"]).first_minutes.volunteers
    assert (rules.beat.value, rules.muster.value, rules.people.whole) == (30, 5, 8)
    assert FirstMinutes().micro.muster.value == 1


def test_a_kind_that_is_not_there_is_named_with_a_hint():
    (fault,) = check("hamlet", ["first_minutes.kinds=[fir]"])
    assert fault.key == "first_minutes.kinds.0"
    assert "did you mean 'fire'?" in str(fault)
    assert check("hamlet", ["first_minutes.kinds=[fire, rescue]"]) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("first_minutes.detectors.share=1.5", "from 0 to 1"),
        ("water.tank=-1", "from 0 to 30"),
        ("water.model=maybe", "true or false"),
        ("forces.micro_stations=2", "true or false"),
    ],
)
def test_a_figure_out_of_its_range_is_refused(change, words):
    (fault,) = check("hamlet", [change])
    assert words in str(fault)


def test_every_figure_says_where_it_comes_from():
    told = [each for each in assumptions(load("hamlet")) if each.path.startswith(("first_minutes", "water"))]
    assert len(told) >= 28
    assert all(each.source and each.label for each in told)
    assert {each.label.value for each in told} == {"assumption", "sourced"}
