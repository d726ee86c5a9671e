"""The municipality orders neighbours for what it lacks itself, each once, the nearest first."""

from dataclasses import replace

from tiers_above import MUNICIPALITY, tiered
from worlds import scenario

from sim.agent.aid import aid_plan
from sim.network.roads import RoadGraph, travel_ms
from sim.network.travel import Travel
from sim.picture import Picture
from sim.policy.aid import Lend
from sim.policy.plan import Plan
from sim.policy.tiers import LendAndOrder
from sim.record.aid import AidOrdered, CommitResource, RequestResource, ResponseToRequestResource
from sim.record.facts import UnitReport
from sim.record.message import Letter
from sim.scenario.lenders import lenders

EOC = 400_001


def desk(**options):
    """Return plan, municipality and its picture, in which its units stand at home."""
    data = scenario(tiered([], demand={"kinds": {"fire": fire()}}, **options))
    graph = RoadGraph.of(data)
    plan = Plan.of(data, {"engine": Travel(graph, travel_ms(graph, data, "engine"))})
    aid = aid_plan(data, plan)
    city = next(row for row in lenders(data) if row.tier)
    picture = Picture(MUNICIPALITY)
    for unit in city.units:
        picture.learn(Letter(unit + 2, 0, 0, (UnitReport(unit, "in_quarters", 5, None),)))
    return aid, city, picture


def fire():
    return {
        "name": {"zh": "火灾", "en": "fire"},
        "per_1000": 1.0,
        "run_card": {"engine": 1},
        "severities": [{"id": "only", "needs": {"engine": 1}}],
    }


def asks(count):
    return RequestResource(MUNICIPALITY, EOC, 0, (("engine", count),), 0, 5, 2, 2)


def answers(count, **options):
    aid, city, picture = desk(**options)
    policy = LendAndOrder(aid, city)
    picture.learn(Letter(EOC, 0, 0, (asks(count),)))
    found = []
    for order in policy.decide(picture):
        picture.aid.note(order, 0)
        found.append(order)
    return found, (policy, picture)


def test_what_it_has_it_offers_and_orders_nobody():
    found, _ = answers(2, municipal=2)
    assert [type(order) for order in found] == [ResponseToRequestResource]


def test_what_it_lacks_a_neighbour_is_ordered_to_send():
    found, _ = answers(3, municipal=2)
    offer, order = found
    assert len(offer.units) == 2
    assert type(order) is AidOrdered
    assert order.needs == (("engine", 1),)
    assert order.origin == EOC


def test_a_neighbour_is_ordered_once_for_a_request():
    found, (policy, picture) = answers(3, municipal=2)
    picture.learn(Letter(EOC, 0, 0, (asks(3),)))
    again = list(policy.decide(picture))
    assert len(found) == 2
    assert [type(order) for order in again] == [ResponseToRequestResource]


def test_nobody_is_ordered_to_send_what_nobody_has():
    found, _ = answers(9, municipal=1, lends=1)
    (order,) = [order for order in found if type(order) is AidOrdered]
    assert order.needs == (("engine", 1),)


def test_an_order_frees_the_reserve_of_its_receiver_alone():
    aid, _, _ = desk(lends=2)
    near = next(row for row in aid.lenders if not row.tier)
    picture = Picture(near.address)
    for unit in near.units:
        picture.learn(Letter(unit + 2, 0, 0, (UnitReport(unit, "in_quarters", 4, None),)))
    order = AidOrdered(near.address, EOC, 0, (("engine", 2),), 0)
    picture.learn(Letter(MUNICIPALITY, 0, 0, (order,)))
    (promise,) = Lend(aid, near).decide(picture)
    assert promise == CommitResource(EOC, near.address, 0, near.units)


def test_tiers_stand_after_all_neighbours_however_near_they_are():
    aid, city, _ = desk(national=1)
    order = [row.tier for _, row in aid.ranked(5, frozenset(), (("engine", 1),))]
    assert order == ["", "municipal", "national"]
    assert city.node == 5


def test_an_upper_tier_is_waited_for_as_long_as_its_own_rules_say():
    aid, city, _ = desk()
    near = next(row for row in aid.lenders if not row.tier)
    assert aid.patience_ms(city.address) == aid.upper.municipal.answer.ms
    assert aid.patience_ms(near.address) == replace(aid).rules.answer.ms
