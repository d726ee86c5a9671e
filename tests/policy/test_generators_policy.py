"""Which load gets a generator truck, decided from a picture told by hand and from nothing else."""

import pytest
from drills import world
from worlds import scenario

from sim.network.roads import RoadGraph, travel_ms
from sim.network.travel import Travel
from sim.picture import Picture
from sim.policy.generators import GeneratorPlan, SendGenerators
from sim.record.facts import RoadReport
from sim.record.message import Letter
from sim.record.support import SupplyReport, TruckReport
from sim.terms.units import HOUR_MS

CLINIC, HUB, SHELTER = 0, 1, 2
RANKS = {CLINIC: 0, HUB: 2, SHELTER: 5}


class Desk:
    """An operations centre on paper: a clinic at node 4, a hub at node 2, a shelter at node 1."""

    def __init__(self, *homes):
        made = scenario(world([]))
        graph = RoadGraph.of(made)
        travel = {"engine": Travel(graph, travel_ms(graph, made, "engine"))}
        nodes = {CLINIC: 4, HUB: 2, SHELTER: 1}
        plan = GeneratorPlan(RANKS, nodes, homes, ["engine"] * len(homes), travel, 4 * HOUR_MS)
        self.policy, self.picture = SendGenerators(plan), Picture(400_000)

    def tell(self, *body, at_ms=0):
        self.picture.now_ms = max(self.picture.now_ms, at_ms)
        return self.picture.learn(Letter(5, at_ms, 0, body))

    def dark(self, load, left_h=0.0, source="dark", at_ms=0):
        return self.tell(SupplyReport(load, source, round(left_h * HOUR_MS)), at_ms=at_ms)

    def truck(self, truck, status, node, load=None, at_ms=0, heard_ms=None):
        return self.tell(TruckReport(truck, status, node, load, HOUR_MS, heard_ms), at_ms=at_ms)

    def decide(self, misses=()):
        given = []
        for order in self.policy.decide(self.picture):
            self.picture.note(order)
            given.append((order.truck, order.load))
            if order.truck in misses:
                self.picture.miss(order)
        return given


def test_nobody_is_sent_to_what_nobody_told_of():
    assert Desk(0).decide() == []


def test_nobody_is_sent_to_what_has_mains():
    desk = Desk(0)
    desk.tell(SupplyReport(CLINIC, "mains", None))
    assert desk.decide() == []


def test_nobody_is_sent_to_what_is_not_critical():
    desk = Desk(0)
    desk.dark(7)
    assert desk.decide() == []


def test_what_matters_most_comes_first():
    desk = Desk(0)
    desk.dark(SHELTER)
    desk.dark(CLINIC)
    assert desk.decide() == [(0, CLINIC)]


@pytest.mark.parametrize(("left_h", "orders"), [(3.9, [(0, HUB)]), (4.0, [(0, HUB)]), (4.1, [])])
def test_what_lasts_longer_than_the_limit_waits(left_h, orders):
    desk = Desk(0)
    desk.dark(HUB, left_h, "battery")
    assert desk.decide() == orders


def test_what_lasts_for_ever_is_left_alone():
    desk = Desk(0)
    desk.tell(SupplyReport(HUB, "battery", None))
    assert desk.decide() == []


def test_the_truck_that_is_there_first_goes():
    desk = Desk(0, 3)
    desk.dark(CLINIC)
    assert desk.decide() == [(1, CLINIC)]


def test_a_truck_beyond_a_road_that_is_known_to_be_closed_is_not_sent():
    desk = Desk(0, 3)
    desk.tell(RoadReport(3, True))
    desk.dark(CLINIC)
    assert desk.decide() == []


def test_a_truck_that_is_meant_for_a_load_is_enough():
    desk = Desk(0, 0)
    desk.dark(CLINIC)
    assert desk.decide() == [(0, CLINIC)]
    assert desk.decide() == []


def test_a_truck_that_cannot_be_raised_is_not_counted_on():
    desk = Desk(0, 0)
    desk.dark(CLINIC)
    assert desk.decide(misses=(0,)) == [(0, CLINIC), (1, CLINIC)]


def test_a_truck_that_is_heard_again_is_counted_on_again():
    desk = Desk(0)
    desk.dark(CLINIC)
    desk.decide(misses=(0,))
    assert desk.truck(0, "at_base", 0, at_ms=1000)
    assert desk.picture.support.trucks[0].silent is False


def test_an_order_is_answered_by_a_truck_that_has_heard_it_and_by_no_older_word():
    desk = Desk(0)
    desk.picture.now_ms = 5000
    desk.dark(CLINIC)
    desk.decide()
    desk.truck(0, "at_base", 0, at_ms=4000, heard_ms=None)
    assert desk.picture.support.trucks[0].goes_to == CLINIC
    desk.truck(0, "returning", 4, at_ms=6000, heard_ms=5000)
    assert desk.picture.support.trucks[0].goes_to is None


def test_an_overtaken_word_changes_nothing():
    desk = Desk(0)
    desk.truck(0, "supplying", 4, CLINIC, at_ms=2000)
    assert not desk.truck(0, "at_base", 0, at_ms=1000)
    desk.dark(HUB, at_ms=2000)
    assert not desk.tell(SupplyReport(HUB, "mains", None), at_ms=1000)
    assert desk.picture.support.supplies[HUB].source == "dark"


def test_word_that_mains_are_there_calls_for_a_decision_once():
    desk = Desk(0)
    desk.dark(HUB)
    assert desk.tell(SupplyReport(HUB, "mains", None), at_ms=1)
    assert not desk.tell(SupplyReport(HUB, "mains", None), at_ms=2)


def test_a_truck_at_work_is_taken_from_what_matters_least():
    desk = Desk(0, 0)
    desk.truck(0, "supplying", 2, HUB)
    desk.truck(1, "supplying", 1, SHELTER)
    desk.dark(CLINIC)
    assert desk.decide() == [(1, CLINIC)]


@pytest.mark.parametrize("status", ["refuelling", "supplying"])
def test_a_truck_is_not_taken_from_what_matters_more_nor_while_it_fills_up(status):
    desk = Desk(0)
    desk.truck(0, status, 4, CLINIC if status == "supplying" else SHELTER)
    desk.dark(HUB)
    assert desk.decide() == []


def test_those_under_way_want_to_know_of_the_roads():
    desk = Desk(0, 0, 0)
    desk.truck(0, "en_route", 0, CLINIC)
    desk.truck(1, "at_base", 0)
    desk.truck(2, "supplying", 4, CLINIC)
    assert list(desk.picture.support.under_way()) == [0]
    desk.dark(SHELTER)
    assert desk.decide() == [(1, SHELTER)]
    assert list(desk.picture.support.under_way()) == [0, 1]


def test_an_order_that_was_replaced_is_missed_no_more():
    desk = Desk(0)
    desk.dark(SHELTER)
    first = next(iter(desk.policy.decide(desk.picture)))
    desk.picture.note(first)
    desk.dark(CLINIC)
    second = type(first)(0, CLINIC, 4)
    desk.picture.note(second)
    assert not desk.picture.miss(first)
    assert desk.picture.miss(second)
