"""Vehicles are sent by what the district was told: the nearest free one, as many as the seats ask for."""

import pytest
from rigs import wired
from worlds import scenario

from sim.network.roads import RoadGraph, travel_ms
from sim.network.travel import Travel
from sim.picture import Picture
from sim.policy.rides import NearestBus, RidePlan
from sim.record.facts import RoadReport
from sim.record.message import Letter
from sim.record.rides import BusReport, RideOrder, RideRequest

WORLD = scenario(wired())
GRAPH = RoadGraph.of(WORLD)


@pytest.fixture(scope="module")
def plan():
    travel = {"light": Travel(GRAPH, travel_ms(GRAPH, WORLD, "light"), "auto")}
    nodes = [WORLD.node_ids[village.node] for village in WORLD.villages]
    return RidePlan([40, 40, 40], ["light"] * 3, nodes, travel)


def told(*items, picture=None, sent_ms=0):
    picture = Picture(0) if picture is None else picture
    for item in items:
        picture.learn(Letter(1, sent_ms, 0, (item,)))
    return picture


def orders(plan, picture):
    found = []
    for order in NearestBus(plan).decide(picture):
        picture.rides.note(order)
        found.append((order.bus, order.village))
    return found


def idle(*nodes):
    return [BusReport(bus, "idle", node) for bus, node in enumerate(nodes)]


def test_who_has_heard_of_nothing_sends_nobody(plan):
    assert orders(plan, Picture(0)) == []
    assert orders(plan, told(*idle(0, 1))) == []
    assert orders(plan, told(RideRequest(2, 10))) == []


def test_the_nearest_goes_and_as_many_as_are_needed(plan):
    assert orders(plan, told(*idle(0, 3, 4), RideRequest(2, 40))) == [(1, 2)]
    assert orders(plan, told(*idle(0, 3, 4), RideRequest(2, 60))) == [(1, 2), (0, 2)]
    assert orders(plan, told(*idle(0, 3, 4), RideRequest(2, 900))) == [(1, 2), (0, 2), (2, 2)]


def test_who_is_sent_already_counts_and_is_not_sent_again(plan):
    picture = told(*idle(0, 3, 4), RideRequest(2, 40))
    assert orders(plan, picture) == [(1, 2)]
    assert orders(plan, picture) == []
    told(RideRequest(4, 10), picture=picture)
    assert orders(plan, picture) == [(2, 4)]


def test_a_vehicle_is_free_again_once_it_has_said_so(plan):
    picture = told(*idle(3), RideRequest(2, 40))
    assert orders(plan, picture) == [(0, 2)]
    told(BusReport(0, "carrying", 2, 2, 0), picture=picture, sent_ms=5)
    told(RideRequest(4, 40), picture=picture, sent_ms=5)
    assert orders(plan, picture) == []
    told(BusReport(0, "idle", 2), picture=picture, sent_ms=6)
    assert orders(plan, picture) == [(0, 4)]


def test_what_is_older_and_was_overtaken_is_not_believed(plan):
    picture = told(BusReport(0, "idle", 3), RideRequest(2, 0), sent_ms=9)
    told(BusReport(0, "carrying", 1), RideRequest(2, 40), picture=picture, sent_ms=4)
    assert picture.rides.buses[0].status == "idle"
    assert orders(plan, picture) == []


def test_nobody_is_sent_over_a_road_that_is_known_to_be_closed(plan):
    picture = told(*idle(0, 3), RoadReport(2, True), RideRequest(2, 80))
    assert orders(plan, picture) == [(0, 2)]
    assert orders(plan, told(*idle(3), RoadReport(2, True), RideRequest(2, 80))) == []


def test_an_order_to_a_vehicle_tells_a_picture_of_units_nothing():
    picture = told(RideOrder(0, 1))
    assert not picture.units
    assert not picture.rides.buses
