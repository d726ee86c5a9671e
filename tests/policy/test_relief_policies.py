"""Ambulances, supplies and shelters are sent by what was told, and by nothing else."""

import dataclasses
import json

from hypothesis import given, settings
from hypothesis import strategies as st
from relief_worlds import SURE, data
from worlds import NOTE, scenario

from sim.agent.supplies.rivers import Landings
from sim.network.roads import RoadGraph, travel_ms, walk_ms
from sim.network.travel import Travel
from sim.picture import Picture
from sim.policy.casualties import CarePlan, FetchWounded
from sim.policy.supplies import BringSupplies, SupplyPlan
from sim.record.casualties import AmbulanceReport, BedReport, CasualtyReport
from sim.record.message import Letter
from sim.record.supplies import ConsignmentReport, OpenShelter, ShelterReport, StoreReport, SupplyNeed
from sim.terms.ids import DISPATCH_CENTRE, Band
from sim.terms.units import HOUR_MS

WORLD = scenario(data(casualties=SURE, relief={}))
GRAPH = RoadGraph.of(WORLD)
LIGHT = Travel(GRAPH, travel_ms(GRAPH, WORLD, "light"), "csgraph")
FOOT = Travel(GRAPH, walk_ms(GRAPH, WORLD), "csgraph")


def care(by_report=True, beds=(5, 5)):
    return FetchWounded(CarePlan([2, 4], list(beds), {0: LIGHT, 1: LIGHT}, by_report, HOUR_MS))


def told(*items, at_ms=0, picture=None):
    picture = Picture(DISPATCH_CENTRE) if picture is None else picture
    picture.now_ms = at_ms
    picture.learn(Letter(9, at_ms, 0, items))
    return picture


def given_orders(policy, picture):
    found = []
    for order in policy.decide(picture):
        picture.note(order)
        found.append(order)
    return found


READY = (AmbulanceReport(0, "ready", 0, None), AmbulanceReport(1, "ready", 3, None))


def test_the_nearest_ambulance_goes_and_no_more_than_wait():
    picture = told(*READY, CasualtyReport(7, 1, 1, 1, 0))
    (order,) = given_orders(care(), picture)
    assert (order.unit, order.call, order.hospital) == (0, 7, 0)
    assert not given_orders(care(), picture)


def test_red_ones_come_first_whoever_was_told_first():
    picture = told(READY[0], CasualtyReport(1, 1, 1, 0, 3))
    told(CasualtyReport(2, 4, 4, 1, 0), at_ms=5, picture=picture)
    (order,) = given_orders(care(), picture)
    assert order.call == 2


def test_a_hospital_told_full_or_dark_is_passed_by_and_one_of_which_nothing_was_told_is_not():
    wounded = CasualtyReport(7, 1, 1, 1, 0)
    assert care().hospital(told(wounded), 1) == 0
    assert care().hospital(told(wounded, BedReport(0, 0, True)), 1) == 1
    assert care().hospital(told(wounded, BedReport(0, 9, False)), 1) == 1
    assert care(beds=(0, 5)).hospital(told(wounded), 1) == 1
    assert care(by_report=False).hospital(told(wounded, BedReport(0, 0, True)), 1) == 0


def test_where_all_are_told_full_the_nearest_must_take_them():
    picture = told(BedReport(0, 0, True), BedReport(1, 0, True))
    assert care().hospital(picture, 1) == 0


def test_beds_to_which_somebody_is_bound_are_taken_until_the_hospital_tells_anew():
    picture = told(*READY, CasualtyReport(7, 1, 1, 2, 0), BedReport(0, 1, True), at_ms=10)
    assert [order.hospital for order in given_orders(care(), picture)] == [0, 1]
    told(BedReport(0, 1, True), at_ms=20, picture=picture)
    assert care().hospital(picture, 1) == 0


def test_an_order_that_nobody_answers_is_given_to_another_after_a_while():
    picture = told(*READY, CasualtyReport(7, 1, 1, 1, 0))
    assert [order.unit for order in given_orders(care(), picture)] == [0]
    picture.now_ms = HOUR_MS
    assert [order.unit for order in given_orders(care(), picture)] == [1]


def test_where_no_way_is_known_nobody_is_sent():
    picture = told(*READY, CasualtyReport(7, 1, 1, 1, 0))
    picture.closed = frozenset({0, 1})
    assert not given_orders(care(), picture)


def test_older_words_that_come_later_change_nothing():
    picture = told(BedReport(0, 3, True), CasualtyReport(7, 1, 1, 2, 0), READY[0], at_ms=50)
    older = (BedReport(0, 9, True), CasualtyReport(7, 1, 1, 9, 0), AmbulanceReport(0, "loading", 4, 7))
    told(*older, at_ms=40, picture=picture)
    assert picture.care.beds[0].free == 3
    assert picture.care.wounded[7].red == 2
    assert picture.care.ambulances[0].status == "ready"


def test_a_crew_that_leaves_tells_who_still_waits():
    picture = told(READY[0], CasualtyReport(7, 1, 1, 2, 1))
    told(AmbulanceReport(0, "transporting", 1, 7, (0, 1)), at_ms=9, picture=picture)
    assert (picture.care.wounded[7].red, picture.care.wounded[7].yellow) == (0, 1)


# --- supplies ----------------------------------------------------------------------------------------------


def plan(sails=False, **rules):
    relief = WORLD.relief.model_copy(update=rules)
    shelters = [(100, 1, True), (100, 2, True), (100, 3, False)]
    places = [0, 1, 2, 3, 4, 1, 2, 3]
    return SupplyPlan([0], places, 5, LIGHT, FOOT, lambda a, b: sails, shelters, relief)


STOCKED = StoreReport(0, (1000, 1000, 100), (2, 1, 1, 1))
NEED = SupplyNeed(4, 50, (100, 0, 0))


def modes(picture, **options):
    return [order.mode for order in given_orders(BringSupplies(plan(**options)), picture)]


def test_by_road_where_it_is_believed_open_else_by_boat_on_foot_by_air():
    assert modes(told(STOCKED, NEED)) == ["truck"]
    shut = told(STOCKED, NEED)
    shut.closed = frozenset({3})
    assert modes(shut, sails=True) == ["boat"]
    near = told(STOCKED, SupplyNeed(1, 50, (100, 0, 0)))
    near.closed = frozenset({0})
    assert modes(near) == ["foot"]
    far = told(STOCKED, NEED)
    far.closed = far.closed_on_foot = frozenset({3})
    assert modes(far) == ["air"]


def test_unknown_need_and_unknown_stocks_are_not_served():
    assert not modes(told(STOCKED))
    assert not modes(told(NEED))


def test_the_same_need_is_not_served_twice_unless_the_goods_are_lost():
    picture = told(STOCKED, NEED)
    assert modes(picture) == ["truck"]
    assert not modes(picture)
    picture.now_ms = 13 * HOUR_MS
    assert modes(picture) == ["truck"]


def test_what_came_after_the_last_word_counts_and_what_came_before_does_not():
    picture = told(STOCKED, NEED)
    assert modes(picture) == ["truck"]
    told(ConsignmentReport(0, 4, "truck", (100, 0, 0), "delivered"), at_ms=5, picture=picture)
    assert not modes(picture)
    told(NEED, at_ms=9, picture=picture)
    assert modes(picture) == ["truck"]


def test_a_way_that_failed_is_not_tried_again_soon():
    picture = told(STOCKED, NEED)
    assert modes(picture) == ["truck"]
    told(ConsignmentReport(0, 4, "truck", (100, 0, 0), "returned"), at_ms=5, picture=picture)
    assert modes(picture) == ["air"]


def test_most_people_come_first_and_nobody_who_said_it_is_over():
    picture = told(STOCKED, NEED, SupplyNeed(1, 90, (10, 0, 0)), SupplyNeed(2, 0, (10, 0, 0)))
    orders = given_orders(BringSupplies(plan()), picture)
    assert [order.place for order in orders] == [1, 4]


@settings(max_examples=25)
@given(
    st.tuples(*(st.integers(0, 5000) for _ in range(3))),
    st.tuples(*(st.integers(0, 5000) for _ in range(3))),
    st.integers(0, 4),
)
def test_orders_never_ask_for_more_than_is_told_to_be_there_or_wanted(wants, stocks, trucks):
    picture = told(StoreReport(0, stocks, (trucks, 0, 0, 0)), SupplyNeed(4, 9, wants))
    orders = given_orders(BringSupplies(plan()), picture)
    for i in range(3):
        total = sum(order.goods[i] for order in orders)
        assert total <= min(wants[i], stocks[i])
    assert len(orders) <= trucks
    rules = WORLD.relief
    weights = (rules.water_weight.value, rules.food_weight.value, rules.tent_weight.value)
    for order in orders:
        kg = sum(weight * amount for weight, amount in zip(weights, order.goods, strict=True))
        assert kg <= rules.truck_load.value + 1e-6


def openings(picture):
    return [o.shelter for o in given_orders(BringSupplies(plan()), picture) if isinstance(o, OpenShelter)]


def test_places_open_where_people_were_told_to_leave_once_each():
    picture = told()
    picture.warnings.call(0, Band.TOWNSHIP.address(2), 99)
    assert openings(picture) == [1]
    assert not openings(picture)


def test_next_to_a_shelter_told_nearly_full_another_opens_and_only_one_at_a_time():
    picture = told(ShelterReport(2, 85, 100, True))
    assert openings(picture) == [1]
    assert not openings(picture)
    told(ShelterReport(1, 90, 100, True), at_ms=5, picture=picture)
    assert openings(picture) == [0]
    assert not openings(told(ShelterReport(2, 10, 100, True)))
    told(ShelterReport(1, 1, 1, False), at_ms=1, picture=picture)
    assert picture.supplies.shelters[1].people == 90


def test_boats_join_places_at_one_river_and_no_others():
    rivers = [
        {"name_zh": "江", "kind": "river", "points": [[107.0, 29.0], [107.1, 29.0], [107.1, 29.0]], **NOTE},
        {"name_zh": "溪", "kind": "river", "points": [[107.3, 29.0], [107.4, 29.0]], **NOTE},
        {"name_zh": "界", "kind": "border", "points": [[107.0, 29.0], [107.4, 29.0]], **NOTE},
    ]
    landings = Landings(scenario(data(relief={}, lines=rivers)))
    assert landings.joins(0, 1)
    assert landings.joins(3, 4)
    assert not landings.joins(1, 3)
    assert not landings.joins(2, 2)


def test_plans_hold_no_truth():
    names = {field.name for kind in (CarePlan, SupplyPlan) for field in dataclasses.fields(kind)}
    assert not names & {"hospitals", "clock", "context", "closed", "stocks"}
    assert json.dumps(sorted(names))
