"""What generator trucks do in a small district, to the second: nobody is sent to what nobody told of."""

import pytest
from trucks import COMMAND, LINK_H, ORDERED_H, PUMP, SHELTER, Depot, dark, fleet
from worlds import fails
from yards import breaks

from sim.agent.sense import can_deploy
from sim.live.orders import order_of
from sim.live.session import Refused
from sim.record.facts import MessageSent, RoadReport
from sim.record.message import Letter
from sim.record.power_facts import LoadFuelled
from sim.record.support import TruckChanged, TruckOrder, TruckReport, TruckTurned
from sim.terms.ids import Band
from sim.terms.units import HOUR_MS

THERE_H = ORDERED_H + 0.5 + 3 * LINK_H
FED_H = THERE_H + 0.5


def near(found, expected):
    """Whether (hour, status) pairs are those expected, to a few seconds."""
    assert [status for _, status in found] == [status for _, status in expected]
    for (hour, status), (wanted, _) in zip(found, expected, strict=True):
        assert hour == pytest.approx(wanted, abs=0.005), status
    return True


# --- one load


def test_a_truck_is_ordered_when_a_load_is_told_to_be_dark_feeds_it_and_goes_home_when_the_mains_return():
    depot = Depot(fleet(outages=[dark(until=6)])).finish()
    assert depot.orders() == [(pytest.approx(ORDERED_H, abs=0.001), 0, 0)]
    life = [
        (ORDERED_H, "mustering"),
        (ORDERED_H + 0.5, "en_route"),
        (THERE_H, "connecting"),
        (FED_H, "supplying"),
        (6, "returning"),
        (6 + 3 * LINK_H, "refuelling"),
        (6.5 + 3 * LINK_H, "at_base"),
    ]
    assert near(depot.life(), life)


def test_the_load_is_alive_while_the_truck_is_there_and_only_then():
    depot = Depot(fleet(outages=[dark(until=6)])).finish()
    expected = [(1, "dark"), (FED_H, "battery"), (FED_H, "generator"), (6, "mains")]
    found = [pair for pair in depot.runs_on() if pair[1] != "battery"]
    assert near(found, [pair for pair in expected if pair[1] != "battery"])


def test_a_load_that_nobody_told_of_gets_no_truck():
    depot = Depot(fleet(outages=[dark()], support={"notice": 1440, "interval": 1440})).run_h(20)
    assert depot.orders() == []
    assert depot.life() == []


def test_what_is_no_critical_load_gets_no_truck():
    area = {**SHELTER, "id": "B", "kind": "area", "target": "N03", "node": ""}
    assert Depot(fleet([area], [dark()])).finish().orders() == []


def test_a_load_with_mains_gets_no_truck():
    assert Depot(fleet()).finish().orders() == []


def test_a_load_that_has_mains_again_when_the_truck_comes_gets_nothing():
    depot = Depot(fleet(outages=[dark(until=2)])).finish()
    assert "supplying" not in [status for _, status in depot.life()]
    assert depot.facts(LoadFuelled) == []
    assert depot.life()[-1][1] == "at_base"


def test_a_load_that_is_told_of_goes_on_being_told_of_until_it_has_mains():
    depot = Depot(fleet(outages=[dark(until=6)])).finish()
    hours = [hour for hour, source in depot.told() if source != "mains"]
    assert len(hours) >= 4
    assert depot.told()[-1] == (pytest.approx(6 + 10 / 60, abs=0.001), "mains")


def test_a_load_that_is_dark_from_the_beginning_is_told_of_too():
    depot = Depot(fleet(outages=[dark(at=0)])).run_h(3)
    assert depot.orders()[0][0] == pytest.approx(10 / 60, abs=0.001)


# --- fuel


def test_a_truck_out_of_fuel_fills_up_at_its_base_and_comes_back():
    depot = Depot(fleet(outages=[dark()], fuel=1)).run_h(10)
    life = [status for _, status in depot.life()]
    assert life[3:9] == ["supplying", "returning", "refuelling", "en_route", "connecting", "supplying"]
    assert [status for _, status in depot.runs_on()].count("generator") >= 2


def test_fuel_is_neither_made_nor_negative():
    depot = Depot(fleet(outages=[dark(until=5.5)], fuel=2)).finish()
    fuel = [fact.fuel_ms for _, fact in depot.facts(TruckChanged)]
    assert min(fuel) >= 0
    assert max(fuel) <= 2 * HOUR_MS
    given = sum(fact.added_ms for _, fact in depot.facts(LoadFuelled) if fact.added_ms > 0)
    taken = -sum(fact.added_ms for _, fact in depot.facts(LoadFuelled) if fact.added_ms < 0)
    assert 0 <= taken < given


def test_what_is_left_goes_home_with_the_truck():
    depot = Depot(fleet(outages=[dark(until=4)])).finish()
    fed_ms = next(t for t, fact in depot.facts(TruckChanged) if fact.status == "supplying")
    back = next(fact for t, fact in depot.facts(TruckChanged) if t >= 4 * HOUR_MS)
    started_ms = next(t for t, source in depot.runs_on() if source == "generator") * HOUR_MS
    assert fed_ms <= started_ms
    assert back.fuel_ms == pytest.approx(7 * HOUR_MS - (4 * HOUR_MS - started_ms), abs=5_000)


def test_at_a_load_with_a_generator_the_truck_keeps_its_tank_filled():
    depot = Depot(fleet([PUMP], [dark(until=12)])).finish()
    assert near(depot.runs_on()[:2], [(1, "generator"), (1 + 2 + 7, "dark")])
    assert sum(fact.added_ms for _, fact in depot.facts(LoadFuelled) if fact.left_ms) >= 7 * HOUR_MS
    assert all(fact.added_ms > 0 for _, fact in depot.facts(LoadFuelled))


def test_a_load_that_lasts_long_by_itself_is_not_sent_a_truck_yet():
    tank = {**PUMP, "generator_h": 20.0}
    depot = Depot(fleet([tank], [dark()], support={"ahead": 4})).run_h(24)
    assert depot.orders()[0][0] == pytest.approx(17 + 10 / 60, abs=0.2)


# --- roads


def test_a_closed_road_stops_the_truck_until_it_is_opened():
    slide = breaks(1, 1.8, until_h=5)
    depot = Depot(fleet(outages=[dark()], injects=[slide], repair={"sight": 5000})).run_h(9)
    life = {status: hour for hour, status in reversed(depot.life())}
    assert life["stranded"] < 5 < life["connecting"] < life["supplying"]


def test_no_truck_is_ordered_over_a_road_that_is_known_to_be_closed():
    slide = breaks(1, 0.5, until_h=5)
    depot = Depot(fleet(outages=[dark()], injects=[slide])).run_h(9)
    assert depot.orders()[0][0] >= 5


def test_a_truck_that_meets_a_closed_road_says_so():
    depot = Depot(fleet(outages=[dark()], injects=[breaks(1, 1.8)], repair={"sight": 5000})).run_h(4)
    turned = [fact for _, fact in depot.facts(TruckTurned)]
    assert [fact.link for fact in turned] == [1]
    reports = [item for _, item in depot.items() if isinstance(item, RoadReport)]
    assert any(report.link == 1 and report.closed for report in reports)


def test_a_truck_that_is_told_of_a_road_minds_it():
    depot = Depot(fleet(outages=[dark()])).run_h(1.5)
    truck = depot.world.fleet.trucks[0]
    truck.receive(_letter(depot))
    assert 2 in truck.traveller.driver.avoid


def _letter(depot):
    seq = depot.log.add(depot.world.clock.now, MessageSent(0, 1, "ideal", ()))
    return Letter(depot.district, depot.world.clock.now, seq, (RoadReport(2, True),))


# --- several loads


def test_a_truck_leaves_what_matters_less_for_the_command_post():
    depot = Depot(fleet([COMMAND, SHELTER], [dark("L1", 1), dark("L0", 6)])).run_h(9)
    assert [load for _, _, load in depot.orders()][:2] == [1, 0]
    supplied = [fact.load for _, fact in depot.facts(TruckChanged) if fact.status == "supplying"]
    assert supplied[:2] == [1, 0]


def test_a_truck_does_not_leave_the_command_post_for_what_matters_less():
    depot = Depot(fleet([COMMAND, SHELTER], [dark("L0", 1)])).run_h(9)
    assert {load for _, _, load in depot.orders()} == {0}


def test_each_of_two_loads_gets_a_truck_of_its_own():
    depot = Depot(fleet([COMMAND, SHELTER], [dark("L0", 1)], machines=2)).run_h(5)
    assert {(truck, load) for _, truck, load in depot.orders()} == {(0, 0), (1, 1)}


def test_a_truck_that_finds_another_at_its_load_goes_home():
    depot = Depot(fleet(outages=[dark()], machines=2)).run_h(4)
    depot.send(TruckOrder(1, 0, 3))
    depot.run_h(7)
    assert "supplying" not in [status for _, status in depot.life(1)]
    assert depot.life(1)[-1][1] in ("returning", "at_base")


def test_a_truck_that_is_ordered_to_where_it_goes_just_says_how_it_stands():
    depot = Depot(fleet(outages=[dark()])).run_h(1.5)
    before = depot.life()
    depot.send(TruckOrder(0, 0, 3))
    depot.run_h(1.51)
    assert depot.life() == before
    assert isinstance(depot.items()[-1][1], TruckReport)


# --- means


def test_by_telephone_orders_and_words_travel_as_all_others():
    depot = Depot(fleet(outages=[dark(until=6)], wired=True)).run_h(8)
    assert [status for _, status in depot.life()][:4] == ["mustering", "en_route", "connecting", "supplying"]
    assert depot.world.picture(depot.district).support.trucks[0].status in (
        "returning",
        "refuelling",
        "at_base",
    )


def test_a_load_whose_township_cannot_speak_gets_no_truck():
    slide = breaks(2, 0.1)  # nor does a courier get through
    depot = Depot(fleet(outages=[dark()], wired=True, fails=[fails("telecom", "C03")], injects=[slide]))
    depot.run_h(3)
    assert depot.told() != []
    assert depot.world.picture(depot.district).support.supplies == {}
    assert depot.orders() == []


# --- off


def test_where_trucks_are_switched_off_nothing_of_them_is_in_the_log():
    data = fleet(outages=[dark(until=6)])
    data["support"] = {}
    depot = Depot(data).finish()
    assert depot.world.fleet is None
    assert depot.facts(TruckChanged) == []
    assert all(not isinstance(item, TruckReport) for _, item in depot.items())
    assert Band.TRUCK.address(0) > Band.CREW.address(0)


# --- a person in the seat


def test_a_person_can_send_a_truck_only_to_a_load_of_which_the_post_was_told():
    depot = Depot(fleet(outages=[dark()])).run_h(1.1)
    picture = depot.world.picture(depot.district)
    with pytest.raises(Refused, match="told nothing"):
        order_of({"kind": "genset", "truck": 0, "load": 0}, picture, depot.scenario)
    depot.run_h(1.2)
    order = order_of({"kind": "genset", "truck": 0, "load": 0}, picture, depot.scenario)
    assert (order.truck, order.load, order.node) == (0, 0, 3)
    assert can_deploy(picture, depot.scenario, order)


@pytest.mark.parametrize("change", [{"truck": 9}, {"load": 9}, {"node": 1}, {"avoid": (99,)}])
def test_an_order_of_what_is_not_there_cannot_be_given(change):
    depot = Depot(fleet(outages=[dark()])).run_h(1.2)
    picture = depot.world.picture(depot.district)
    order = TruckOrder(**{"truck": 0, "load": 0, "node": 3, "avoid": (), **change})
    assert not can_deploy(picture, depot.scenario, order)
