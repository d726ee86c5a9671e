"""The situation at any time is what the log's truth had come to by then, no more and no less."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.metric.fold import fold
from sim.metric.situation import Peril, Post, Situation, State
from sim.record.facts import (
    FibreChanged,
    MainsChanged,
    ReachChanged,
    RoadCut,
    RoadOpened,
    SiteChanged,
    TeamChanged,
)
from sim.record.hazard_facts import DamageBegan, HazardBegan, HazardEnded, RoadLimited, RoadSlowed
from sim.record.power_facts import LoadChanged
from sim.record.repair import CrewChanged
from sim.run import run
from sim.scenario.load import load


def follow(*rows):
    """Return the situation that (time in ms, fact) rows tell."""
    found = Situation()
    for t, fact in rows:
        found.readers[type(fact)](0, t, fact)
    found.finish(99)
    return found


CELL = ("telecom", 4)
PAIRS = [
    (RoadCut(3, True), RoadOpened(3), "closed", {3: True}),
    (RoadSlowed(3, 500), RoadSlowed(3, 1000), "slowed", {3: 500}),
    (RoadLimited(3, ("light",)), RoadLimited(3, ()), "limited", {3: ("light",)}),
    (MainsChanged(1, False), MainsChanged(1, True), "dark", {1: True}),
    (LoadChanged(2, "dark", 0), LoadChanged(2, "mains", 0), "loads", {2: "dark"}),
    (SiteChanged(*CELL, False, ""), SiteChanged(*CELL, True, ""), "sites", {CELL: True}),
    (FibreChanged(5, False), FibreChanged(5, True), "fibres", {5: True}),
    (ReachChanged(200_001, False), ReachChanged(200_001, True), "silent", {200_001: True}),
    (HazardBegan(0, "rainstorm"), HazardEnded(0), "hazards", {0: Peril("rainstorm", 10)}),
]
CUTS = ("closed", "dark", "loads", "sites", "fibres")


@pytest.mark.parametrize(("begun", "ended", "part", "held"), PAIRS, ids=[pair[2] for pair in PAIRS])
def test_what_begins_is_so_until_it_ends(begun, ended, part, held):
    found = follow((10, begun), (20, ended))
    assert found.at(9) == State(9)
    assert getattr(found.at(10), part) == getattr(found.at(19), part) == held
    assert found.at(20) == State(20)


@pytest.mark.parametrize(("begun", "ended", "part", "held"), PAIRS, ids=[pair[2] for pair in PAIRS])
def test_a_state_is_whole_unless_a_road_a_supply_or_plant_is_not(begun, ended, part, held):
    found = follow((10, begun), (20, ended))
    assert found.at(10).is_whole == (part in ("silent", "hazards"))
    assert found.at(20).is_whole


@pytest.mark.parametrize(("begun", "ended", "part", "held"), PAIRS, ids=[pair[2] for pair in PAIRS])
def test_the_first_cut_is_that_of_a_road_a_supply_or_plant(begun, ended, part, held):
    assert follow((10, begun), (20, ended)).begin_ms == (10 if part in CUTS else None)


def test_what_was_never_cut_and_is_mended_is_no_cut():
    assert follow((0, MainsChanged(0, True)), (1, SiteChanged("telecom", 0, True, ""))).begin_ms is None


def test_damage_that_cuts_nothing_is_where_it_begins_but_a_cut_comes_before_it():
    damage = DamageBegan(0, "line", 1, 1, (), None)
    assert follow((5, damage), (7, damage)).begin_ms == 5
    assert follow((5, damage), (8, RoadCut(0))).begin_ms == 8
    assert follow().begin_ms is None


def test_an_earthquake_stays_where_other_hazards_pass():
    found = follow((1, HazardBegan(0, "earthquake")), (2, HazardEnded(0)), (3, HazardEnded(7)))
    assert found.at(50).hazards == {0: Peril("earthquake", 1)}


def test_teams_are_where_they_last_said():
    crew = CrewChanged(2, "en_route", 9, 0, 1, "", 600, (4, 5))
    found = follow((1, crew), (4, TeamChanged(0, "on_air", 3)), (6, CrewChanged(2, "working", 9, 0, 1)))
    assert found.at(4).crews == {2: Post("en_route", 9, 1, 600, (4, 5))}
    assert found.at(4).teams == {0: Post("on_air", 3, 4)}
    assert found.at(6).crews == {2: Post("working", 9, 6)}
    assert found.begin_ms is None


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 3), st.booleans()), max_size=12), st.integers(0, 12))
def test_a_state_is_the_sum_of_what_was_told_by_then(cuts, t_ms):
    rows = [(t, RoadCut(link) if cut else RoadOpened(link)) for t, (link, cut) in enumerate(cuts)]
    closed = set()
    for _, fact in rows[: t_ms + 1]:
        (closed.add if isinstance(fact, RoadCut) else closed.discard)(fact.link)
    assert set(follow(*rows).at(t_ms).closed) == closed


def test_a_run_ends_in_the_state_that_its_contact_tells():
    found = fold(run(load("hamlet-silent"), seed=5, days=0.5))
    state = found.situation.at(found.end_ms)
    open_spells = {
        thing for thing, spells in found.contact.spells.items() if any(s.until_ms is None for s in spells)
    }
    assert {("mains", township) for township in state.dark} == {t for t in open_spells if t[0] == "mains"}
    assert {("fibre", fibre) for fibre in state.fibres} == {t for t in open_spells if t[0] == "fibre"}
    assert open_spells
    assert not state.is_whole
