"""Couriers, on a line of five nodes: how they go, what they meet, how many there are."""

import pytest
from drills import LINK_MS, Tale, bypass, call, cut, slide, world
from worlds import connected, fails

from sim.record.facts import CallReport, CourierMoved, MessageDropped, RoadReport, SituationReport
from sim.terms.ids import DISPATCH_CENTRE, Band

AT_VILLAGE_MS = 1_320_000
"""A call of 600 s: three attempts in two minutes, ten minutes on foot."""
DELAY_MS = 600_000
WALK_MS, CLIMB_MS = 9_000_000, 1_200_000
"""10 km at 4 km/h by day; 20 min over a slide."""
LEAVES_MS = AT_VILLAGE_MS + DELAY_MS
VILLAGE_1, TOWN_2 = Band.VILLAGE.address(1), Band.TOWNSHIP.address(2)


def between(calls=1, cuts=(), extra=(), service=(), **settings):
    """Return calls at node 1, a minute apart; its village has nothing and belongs to the seat at node 2."""
    data = world([call(600 + 60 * i, 1) for i in range(calls)])
    data["villages"][1]["township"] = "T02"
    data["links"] += extra
    outages = (fails("telecom", "C01"), *service)
    return {**connected(data, None, outages, **settings), "cuts": list(cuts)}


def told(tale, receiver, what=CallReport):
    return [t for t, to, _, _ in tale.arrived(what) if to == receiver]


def test_a_courier_drives_where_the_way_is_open():
    assert told(Tale(between()), TOWN_2) == [AT_VILLAGE_MS + DELAY_MS + LINK_MS]


def test_a_courier_who_meets_a_closed_road_goes_round():
    tale = Tale(between(cuts=[cut(1, 0)], extra=[bypass(30, 1, 2)]))
    assert told(tale, TOWN_2) == [AT_VILLAGE_MS + DELAY_MS + 3 * LINK_MS]


def test_a_courier_who_is_back_tells_of_the_road_and_the_next_avoids_it():
    """The first finds at node 3 that the link is closed, and goes back and round; the second goes round."""
    data = between(cuts=[cut(3, 0)])
    data["villages"][1]["township"] = "T04"
    data["links"] += [bypass(40, 1, 4)]
    tale = Tale(data)
    there_ms = AT_VILLAGE_MS + DELAY_MS + 2 * LINK_MS + 2 * LINK_MS + 4 * LINK_MS
    assert told(tale, Band.TOWNSHIP.address(4)) == [there_ms]
    back_ms = there_ms + (there_ms - AT_VILLAGE_MS - DELAY_MS)
    assert told(tale, VILLAGE_1, RoadReport) == [back_ms]
    data["calls"].append(call(36_000, 1))
    assert told(Tale(data), Band.TOWNSHIP.address(4))[1] == 36_720_000 + DELAY_MS + 4 * LINK_MS


def test_a_courier_who_finds_no_way_comes_back_with_the_message():
    data = between(cuts=[cut(2, 0, 7200)])
    data["villages"][1]["township"] = "T04"
    tale = Tale(data)
    back_ms = AT_VILLAGE_MS + DELAY_MS + 2 * LINK_MS
    assert (back_ms, "no_way") in [(t, fact.reason) for t, fact in tale.all(MessageDropped)]
    assert told(tale, VILLAGE_1, RoadReport) == [back_ms]
    assert told(tale, Band.TOWNSHIP.address(4)) == []  # nobody tells the village that the road is open


def test_a_courier_is_on_a_link_that_closes_and_another_closes_ahead_in_the_same_moment():
    at_s = (AT_VILLAGE_MS + DELAY_MS) / 1000 + 300
    data = between(cuts=[cut(1, at_s), cut(2, at_s)])
    data["villages"][1]["township"] = "T04"
    tale = Tale(data)
    assert told(tale, VILLAGE_1, RoadReport) == [round(at_s * 1000) + 300_000]


def test_while_a_road_is_cut_under_a_courier_it_waits_for_nobody_and_turns_back():
    at_s = (AT_VILLAGE_MS + DELAY_MS) / 1000 + 300
    tale = Tale(between(cuts=[cut(1, at_s)], extra=[bypass(30, 1, 2)]))
    assert told(tale, TOWN_2) == [AT_VILLAGE_MS + DELAY_MS + 300_000 + 300_000 + 3 * LINK_MS]


@pytest.mark.parametrize("couriers", [1, 2])
def test_a_post_sends_no_more_couriers_than_it_has(couriers):
    tale = Tale(between(3, courier={"vehicle": "engine", "couriers": couriers}))
    home_ms = AT_VILLAGE_MS + DELAY_MS + 2 * LINK_MS
    times = told(tale, TOWN_2)
    assert times[:couriers] == [AT_VILLAGE_MS + 60_000 * i + DELAY_MS + LINK_MS for i in range(couriers)]
    for nth, t in enumerate(times[couriers:]):
        free_ms = home_ms + (nth // couriers) * (DELAY_MS + 2 * LINK_MS)
        assert free_ms + DELAY_MS + LINK_MS <= t
    assert len(times) == 3


def test_a_post_without_couriers_waits_until_something_else_carries():
    data = between(courier={"vehicle": "engine", "couriers": 0})
    data["bearers"]["outages"] = [fails("telecom", "C01", 0, 5000)]
    tale = Tale(data)
    assert told(tale, TOWN_2) == [5_002_000]


def test_what_is_brought_by_quicker_means_meanwhile_is_not_brought_again():
    data = between()
    data["bearers"]["outages"] = [fails("telecom", "C01", 0, 2000)]
    tale = Tale(data)
    assert told(tale, TOWN_2) == [2_002_000]


def test_nobody_drives_or_walks_to_a_call_centre_of_another_township():
    tale = Tale(between())
    from_village = [to for t, to, by, _ in tale.arrived(CallReport) if by == "courier"]
    assert set(from_village) == {VILLAGE_1, TOWN_2}


def test_routine_word_takes_no_courier_but_a_runner_in_the_same_place():
    data = world([])
    outages = (fails("telecom", "C00"), fails("telecom", "C01"))
    tale = Tale(connected(data, None, outages, eoc=0, reports={"begin": 0, "end": 0.5}))
    heard = {sender for sender in (0, 1) if told_from(tale, sender)}
    assert heard == {0}


def told_from(tale, township):
    """Return when the district was told how a township stands."""
    return [t for t, _, _, item in tale.arrived(SituationReport) if item.township == township]


# --- on foot


def legs(tale):
    """Return the stretches of the first message that a courier took: on foot or not, from, to, over."""
    moved = [fact for _, fact in tale.all(CourierMoved)]
    return [(f.foot, f.node, f.bound, f.path) for f in moved if f.message == moved[0].message]


def test_a_courier_who_meets_a_slide_leaves_the_vehicle_and_walks_over_it():
    data = between(cuts=[slide(3, 0)])
    data["villages"][1]["township"] = "T04"
    tale = Tale(data)
    assert told(tale, Band.TOWNSHIP.address(4)) == [LEAVES_MS + 2 * LINK_MS + WALK_MS + CLIMB_MS]
    assert legs(tale) == [(False, 1, 4, (1, 2, 3)), (True, 3, 4, (3,)), (True, 4, 4, ())]


@pytest.mark.parametrize(("km", "takes_ms"), [(120, 12 * LINK_MS), (130, WALK_MS + CLIMB_MS)])
def test_it_goes_round_by_vehicle_where_that_is_quicker_than_to_walk(km, takes_ms):
    tale = Tale(between(cuts=[slide(1, 0)], extra=[bypass(km, 1, 2)]))
    assert told(tale, TOWN_2) == [LEAVES_MS + takes_ms]


def test_who_has_walked_past_a_slide_walks_on_though_the_road_beyond_is_open():
    data = between(cuts=[slide(1, 0)])
    data["villages"][1]["township"] = "T03"
    tale = Tale(data)
    assert told(tale, Band.TOWNSHIP.address(3)) == [LEAVES_MS + 2 * WALK_MS + CLIMB_MS]


def test_one_back_from_a_slide_says_that_people_pass_and_the_next_drives_up_to_it():
    data = between(cuts=[slide(3, 0)])
    data["villages"][1]["township"] = "T04"
    there_ms = LEAVES_MS + 2 * LINK_MS + WALK_MS + CLIMB_MS
    back_ms = 2 * there_ms - LEAVES_MS
    data["calls"].append(call(back_ms / 1000 + 3600, 1))
    tale = Tale(data)
    reports = [(t, item) for t, to, _, item in tale.arrived(RoadReport) if to == VILLAGE_1]
    assert reports[0] == (back_ms, RoadReport(3, True, True))
    again = [fact for t, fact in tale.all(CourierMoved) if t > back_ms]
    assert [(f.foot, f.node, f.bound, f.path) for f in again] == [
        (False, 1, 3, (1, 2)),
        (True, 3, 4, (3,)),
        (True, 4, 4, ()),
    ]


def test_a_flood_lets_nobody_pass_and_is_told_so():
    data = between(cuts=[cut(1, 0)])
    tale = Tale(data)
    assert told(tale, TOWN_2) == []
    assert (VILLAGE_1, RoadReport(1, True, False)) in [
        (to, item) for _, to, _, item in tale.arrived(RoadReport)
    ]
    assert [fact.foot for _, fact in tale.all(CourierMoved)][:1] == [False]


def test_a_walker_who_comes_to_a_second_closure_of_another_kind_turns_back_with_the_message():
    data = between(cuts=[slide(1, 0), cut(2, 0)])
    data["villages"][1]["township"] = "T03"
    tale = Tale(data)
    assert told(tale, Band.TOWNSHIP.address(3)) == []
    dropped = [(t, fact.reason) for t, fact in tale.all(MessageDropped) if fact.bearer == "courier"]
    assert dropped[0] == (LEAVES_MS + 2 * (WALK_MS + CLIMB_MS), "no_way")
    reports = [item for _, to, _, item in tale.arrived(RoadReport) if to == VILLAGE_1]
    assert reports[:2] == [RoadReport(1, True, True), RoadReport(2, True, False)]


def test_a_slide_that_comes_down_before_a_walker_costs_the_climb_and_one_behind_nothing():
    at_s = (LEAVES_MS + CLIMB_MS + 3_000_000) / 1000  # on foot on link 1
    data = between(cuts=[slide(1, 0, at_s + 9000), slide(2, at_s), slide(0, at_s)])
    data["villages"][1]["township"] = "T03"
    tale = Tale(data)
    assert told(tale, Band.TOWNSHIP.address(3)) == [LEAVES_MS + 2 * WALK_MS + 2 * CLIMB_MS]
    reports = [item for _, to, _, item in tale.arrived(RoadReport) if to == VILLAGE_1]
    assert RoadReport(0, True, True) not in reports
    assert {RoadReport(1, True, True), RoadReport(2, True, True)} <= {*reports}


def test_units_never_walk_and_their_reports_say_whether_people_pass():
    for closure in (slide, cut):
        tale = Tale(world([call(600, 4)], cuts=[closure(2, 0)]))
        assert tale.told(RoadReport)[0][1:] == (DISPATCH_CENTRE, RoadReport(2, True, closure is slide))
        assert tale.all(CourierMoved) == []
