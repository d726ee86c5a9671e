"""Cascades: each fall stands under what it follows from, and what it came to is counted once."""

import pytest
from worlds import line, scenario

from sim.metric.cascade import DAMAGE, FIBRE, MAINS, POST, ROAD, SITE, TURNED, Cascade
from sim.record.facts import (
    FibreChanged,
    MainsChanged,
    MessageSent,
    ReachChanged,
    RoadCut,
    RoadOpened,
    SiteChanged,
    UnitTurned,
)
from sim.record.hazard_facts import DamageBegan, DamageMended, HazardBegan, HazardEnded
from sim.record.log import Log
from sim.run import run
from sim.scenario.load import load
from sim.terms.ids import Band
from sim.terms.units import HOUR_MS

H = HOUR_MS
T0 = Band.TOWNSHIP.address(0)


@pytest.fixture(scope="module")
def district():
    return scenario(line())


def cascade(district, *rows):
    """Return the cascade of (hour, cause, fact) rows, in two batches."""
    found = Cascade(district)
    for first in (0, 2):
        part = rows[first : 2 if first == 0 else None]
        if part:
            found(first, [int(h * H) for h, _, _ in part], [c for _, c, _ in part], [f for _, _, f in part])
    return found


STORM = (
    (1, None, HazardBegan(0, "rainstorm")),
    (2, 0, DamageBegan(0, "line", 4, 1, (("power_line", 5),), 0)),
    (2, 1, MainsChanged(0, False)),
    (6, 2, SiteChanged("telecom", 3, False, "")),
    (6, 3, ReachChanged(T0, False)),
    (8, 1, DamageMended(0)),
    (8, 5, MainsChanged(0, True)),
    (9, 6, SiteChanged("telecom", 3, True, "")),
    (9, 7, ReachChanged(T0, True)),
    (10, None, HazardEnded(0)),
)


def test_each_fall_stands_under_what_it_follows_from(district):
    found = cascade(district, *STORM)
    (root,) = found.roots()
    chain = found.chain(root)
    assert [fall.thing[0] for fall in chain] == ["hazard", DAMAGE, MAINS, SITE, POST]
    assert [fall.parent for fall in chain] == [None, *chain[:-1]]


def test_what_it_came_to_is_people_times_hours(district):
    found = cascade(district, *STORM)
    people = district.townships[0].population
    root = found.roots()[0]
    assert found.tolls[root.seq].person_h == pytest.approx(people * (6 + 3))
    assert found.tolls[root.seq].falls == 5
    mains = found.chain(root)[2]
    assert mains.person_h(found.end_ms) == people * 6


def test_what_never_rises_counts_to_the_end(district):
    found = cascade(district, *STORM[:5], (12, None, HazardEnded(0)))
    site = next(fall for fall in found.falls if fall.thing == (SITE, "telecom", 3))
    assert site.until_ms is None
    assert found.falls[2].person_h(found.end_ms) == district.townships[0].population * 10


def test_a_chain_passes_through_entries_that_are_no_falls(district):
    found = cascade(
        district,
        (1, None, RoadCut(2)),
        (1, 0, MessageSent(0, 1, "ideal", ())),
        (2, 1, UnitTurned(4, 2, 1)),
        (3, None, RoadOpened(2)),
    )
    (root,) = found.roots()
    assert (root.thing, root.until_ms) == ((ROAD, 2), 3 * H)
    assert [fall.thing for fall in root.children] == [(TURNED, 4, 2)]


def test_a_crew_turns_round_because_of_the_link_and_not_of_who_sent_it(district):
    rows = [(1, None, RoadCut(2)), (1, None, MainsChanged(0, False)), (2, 1, UnitTurned(4, 2, 1))]
    found = cascade(district, *rows)
    assert [fall.parent and fall.parent.thing for fall in found.falls] == [None, None, (ROAD, 2)]


def test_what_is_down_does_not_fall_again_and_what_follows_is_the_first_falls(district):
    found = cascade(
        district,
        (1, None, FibreChanged(1, False)),
        (2, None, FibreChanged(1, False)),
        (3, 1, SiteChanged("telecom", 0, False, "")),
        (4, None, FibreChanged(1, True)),
        (5, None, FibreChanged(1, True)),
    )
    (root,) = found.roots()
    assert (root.thing, root.until_ms) == ((FIBRE, 1), 4 * H)
    assert len(root.children) == 1


def test_the_worst_chain_is_the_one_that_most_went_without(district):
    rows = [
        (1, None, HazardBegan(0, "wind")),
        (1, 0, RoadCut(1)),
        (1, 0, MainsChanged(0, False)),
        (1, 0, MainsChanged(1, False)),
        (2, None, MainsChanged(0, True)),
        (9, None, MainsChanged(1, True)),
    ]
    found = cascade(district, *rows)
    assert found.chain(found.roots()[0])[1].thing == (MAINS, 1)


def test_of_chains_in_which_nobody_goes_without_the_longer_is_the_worse(district):
    rows = [
        (1, None, RoadCut(1)),
        (1, None, RoadCut(2)),
        (2, 1, UnitTurned(0, 2, 1)),
        (2, 1, UnitTurned(1, 2, 1)),
    ]
    found = cascade(district, *rows)
    assert [fall.thing for fall in found.roots()] == [(ROAD, 2), (ROAD, 1)]


def test_the_centre_and_stations_are_heard_for_nobody_in_particular(district):
    found = cascade(district, (1, None, ReachChanged(Band.STATION.address(0), False)), (2, None, RoadCut(0)))
    assert found.falls[0].people == 0


def test_a_run_that_loses_its_networks_has_one_fall_for_each_spell():
    of = load("hamlet-silent")
    found = Cascade(of)
    log = run(of, sinks=(found,), days=1)
    assert isinstance(log, Log)
    assert {fall.thing[0] for fall in found.falls} >= {MAINS, SITE, POST}
    fell = [f for *_, f in log.entries() if isinstance(f, MainsChanged) and not f.on]
    assert len([fall for fall in found.falls if fall.thing[0] == MAINS]) == len(fell)
    assert sum(found.tolls[root.seq].falls for root in found.roots()) == len(found.falls)
    sites = [fall for fall in found.falls if fall.thing[0] == SITE]
    assert any(fall.parent is not None for fall in sites)
