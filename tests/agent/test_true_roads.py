"""The roads as they are, apart for those who drive and those who walk."""

import pytest
from stories import header
from worlds import line, scenario

from sim.agent.roads import FOOT, TrueRoads
from sim.kernel.clock import Clock
from sim.network.roads import pace
from sim.record.facts import RoadCut, RoadOpened
from sim.record.log import Log

WORLD = scenario(line())


@pytest.fixture
def log():
    return Log(header(WORLD))


@pytest.fixture
def roads(log):
    return TrueRoads(Clock(), log, {}, pace(WORLD), True, obstacle_ms=60_000)


def facts(log):
    return [fact for *_, fact in log.entries()]


def test_what_closes_a_link_closes_it_for_everybody_unless_it_is_said_that_people_pass(roads, log):
    roads.cut(1, None)
    roads.cut(2, None, foot=True)
    assert (roads.closed_to("engine"), roads.closed_to(FOOT)) == ({1, 2}, {1})
    assert [roads.passable(link) for link in range(3)] == [True, False, True]
    assert facts(log) == [RoadCut(1, False), RoadCut(2, True)]


def test_a_slide_may_become_impassable_but_not_the_other_way_round(roads, log):
    for foot in (True, True, False, True, False):
        roads.cut(3, None, foot)
    assert facts(log) == [RoadCut(3, True), RoadCut(3, False)]
    roads.reopen(3, None)
    roads.reopen(3, None)
    assert facts(log)[2:] == [RoadOpened(3)]
    assert roads.closed == roads.closed_on_foot == set()
    roads.cut(3, None, foot=True)
    assert roads.passable(3)


def test_only_people_on_foot_lose_time_and_only_at_what_closes_a_link(roads):
    roads.cut(1, None, foot=True)
    assert [roads.lost_ms(FOOT, link) for link in (0, 1)] == [0, 60_000]
    assert roads.lost_ms("engine", 1) == 0


def test_whoever_watches_feels_each_change_once(roads):
    felt = []
    roads.watch(7, lambda *change: felt.append(change))
    roads.cut(1, None, foot=True)
    roads.cut(1, None, foot=True)
    roads.cut(1, None)
    roads.reopen(1, None)
    assert felt == [(1, True, 0), (1, True, 1), (1, False, 2)]
    assert roads.last_change == {1: 2}
