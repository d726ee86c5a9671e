"""What a crew does when a road is cut ahead of it, under it or behind it, and who comes to know of it."""

import pytest
from drills import LINK_MS, OUT_MS, Tale, bypass, call, cut, hospital, world
from worlds import kind

from sim.record.facts import CallReport, Dispatch, RoadCut, RoadOpened, RoadReport, UnitChanged, UnitTurned
from sim.terms.units import MINUTE_MS

ORDERED_MS = 665_000
LEFT_MS = ORDERED_MS + OUT_MS
HALF_HOUR_MS = 30 * MINUTE_MS
CENTRE = 1


def closed(calls, cuts, stations=None, extra=(), **changes):
    """Return a line with cuts, and perhaps more roads."""
    data = world(calls, stations, **changes)
    data["links"] += extra
    return {**data, "cuts": cuts}


# --- ahead


def test_a_crew_finds_the_cut_at_the_link_and_turns_there():
    tale = Tale(closed([call(600, 4)], [cut(2, 0)]))
    met = LEFT_MS + 2 * LINK_MS
    assert tale.all(UnitTurned) == [(met, UnitTurned(0, 2, 2))]
    assert tale.told(RoadReport) == [(met, CENTRE, RoadReport(2, True))]
    assert tale.way(0)[2:] == [(met, "stranded")]
    assert tale.ended()[1] == "open"


def test_a_stranded_crew_sees_the_link_open_and_goes_on():
    tale = Tale(closed([call(600, 4)], [cut(2, 0, 5000)]))
    assert tale.way(0)[2:5] == [
        (LEFT_MS + 2 * LINK_MS, "stranded"),
        (5_000_000, "en_route"),
        (5_000_000 + 2 * LINK_MS, "on_scene"),
    ]
    assert (5_000_000, CENTRE, RoadReport(2, False)) in tale.told(RoadReport)


def test_a_crew_that_knows_another_way_drives_round_at_once():
    tale = Tale(closed([call(600, 4)], [cut(2, 0)], extra=[bypass(100, 1, 4)]))
    met = LEFT_MS + 2 * LINK_MS
    assert tale.first(0, "on_scene") == met + LINK_MS + 10 * LINK_MS
    again = [fact for t, fact in tale.all(UnitChanged) if t == met]
    assert [(fact.status, fact.path) for fact in again] == [("en_route", (1, 4))]


def test_a_cut_mended_before_anybody_comes_delays_nobody():
    assert Tale(closed([call(600, 4)], [cut(3, 0, 1500)])).responses() == {0: LEFT_MS + 4 * LINK_MS}


def test_a_cut_behind_a_crew_does_not_turn_it():
    tale = Tale(closed([call(600, 4)], [cut(0, 2000)]))
    assert tale.responses() == {0: LEFT_MS + 4 * LINK_MS}
    assert not [t for t, _ in tale.all(UnitTurned) if t < tale.ended()[0]]


def test_two_cuts_on_the_way_are_found_one_after_the_other():
    tale = Tale(closed([call(600, 4)], [cut(1, 0, 4000), cut(3, 0, 9000)]))
    assert [fact.link for _, fact in tale.all(UnitTurned)] == [1, 3]
    assert tale.responses() == {0: 9_000_000 + LINK_MS}


def test_a_link_cut_again_turns_the_next_crew_again():
    tale = Tale(closed([call(600, 1), call(20_000, 1)], [cut(0, 0, 3000), cut(0, 19_000, 25_000)]))
    assert [t for t, _ in tale.all(UnitTurned)] == [LEFT_MS, 20_065_000 + OUT_MS]
    assert tale.responses() == {0: 3_000_000 + LINK_MS, 1: 25_000_000 + LINK_MS}


# --- under the wheels


def test_a_crew_on_a_link_that_closes_goes_back_to_where_it_entered():
    into_ms = 300_000
    at = (LEFT_MS + LINK_MS + into_ms) // 1000
    tale = Tale(closed([call(600, 3)], [cut(1, at)], extra=[bypass(20, 1, 3)]))
    assert tale.all(UnitTurned) == [(at * 1000, UnitTurned(0, 1, 1))]
    assert tale.responses() == {0: at * 1000 + into_ms + 2 * LINK_MS}


def test_a_crew_that_was_turned_on_a_link_goes_on_over_it_from_its_beginning_when_it_opens():
    into_ms = 300_000
    at = (LEFT_MS + LINK_MS + into_ms) // 1000
    tale = Tale(closed([call(600, 3)], [cut(1, at, at + 1000)]))
    assert tale.way(0)[2:4] == [(at * 1000, "stranded"), (at * 1000 + 1_000_000, "en_route")]
    assert tale.responses() == {0: at * 1000 + 1_000_000 + into_ms + 2 * LINK_MS}


def test_a_cut_of_a_link_that_the_trip_does_not_take_is_not_felt():
    tale = Tale(closed([call(600, 1)], [cut(3, 800)]))
    assert tale.responses() == {0: LEFT_MS + LINK_MS}
    assert tale.told(RoadReport) == []


# --- what the centre knows


def test_the_next_unit_is_told_to_avoid_what_the_first_has_found():
    tale = Tale(
        closed([call(600, 4), call(9000, 4)], [cut(2, 0)], {0: 2}, extra=[bypass(100, 1, 4)]), "nearest"
    )
    orders = [order for _, _, order in tale.told(Dispatch) if order.call == 1]
    assert orders[0].avoid == (2,)
    assert {fact.unit for _, fact in tale.all(UnitTurned)} == {0}


def test_the_centre_tells_the_others_on_the_road_but_not_the_one_who_told_it():
    kinds = {"fire": kind(run_card={"engine": 2}, severities=[{"id": "x", "needs": {"engine": 2}}])}
    data = closed([call(600, 4)], [cut(2, 0)], {0: 2, 1: 1}, extra=[bypass(100, 0, 4)], kinds=kinds)
    data["links"][0]["length_km"] = 12.5  # 1000 s: the unit from node 0 is 200 s before node 1 when it hears
    tale = Tale(data)
    met = LEFT_MS + LINK_MS
    assert tale.told(RoadReport)[:2] == [(met, CENTRE, RoadReport(2, True)), (met, 2, RoadReport(2, True))]
    again = next(fact for t, fact in tale.all(UnitChanged) if t == met and fact.unit == 0)
    assert (again.path, again.eta_ms) == ((0, 4), 200_000 + 1_000_000 + 10 * LINK_MS)


def test_a_call_is_told_of_roads_by_nobody_unless_someone_is_to_tell():
    tale = Tale(closed([call(600, 1)], [cut(3, 0, 7000)]))
    assert tale.told(RoadReport) == []
    assert [type(fact) for t, fact in tale.all(RoadCut | RoadOpened)] == [RoadCut, RoadOpened]
    assert len(tale.told(CallReport)) == 1


def test_word_of_a_cut_that_comes_before_the_order_spares_the_crew_the_way():
    late = closed([call(600, 4)], [cut(3, 0)], extra=[bypass(60, 0, 4)])
    early = {**late, "cuts": [cut(3, 0, told_after_s=300)]}
    assert Tale(early).responses() == {0: LEFT_MS + 6 * LINK_MS}
    assert Tale(late).responses() == {0: LEFT_MS + (3 + 3 + 6) * LINK_MS}


def test_news_heard_on_the_road_changes_the_way():
    """It hears 90 s after leaving: drives on to the end of the first link, back, and round."""
    data = closed([call(600, 4)], [cut(3, 0, told_after_s=800)], extra=[bypass(60, 0, 4)])
    assert Tale(data).responses() == {0: LEFT_MS + LINK_MS + LINK_MS + 6 * LINK_MS}


def test_news_of_a_road_that_the_trip_does_not_take_changes_nothing():
    data = closed([call(600, 1)], [cut(3, 0, told_after_s=800)])
    tale = Tale(data)
    assert tale.told(RoadReport)[1:] == [(800_000, 2, RoadReport(3, True))]
    assert [status for _, status in tale.way(0)] == [
        "turning_out",
        "en_route",
        "on_scene",
        "returning",
        "in_quarters",
    ]


def test_a_crew_stranded_far_from_the_cut_goes_on_when_it_is_told_that_the_road_is_open():
    data = closed([call(600, 4)], [cut(3, 0, 3600, told_after_s=800)])
    tale = Tale(data)
    assert tale.way(0)[2:4] == [(800_000, "stranded"), (4_400_000, "en_route")]
    left_of_the_link_ms = LINK_MS - 90_000
    assert tale.responses() == {0: 4_400_000 + left_of_the_link_ms + 3 * LINK_MS}


def test_a_call_behind_a_cut_waits_until_the_centre_hears_that_the_road_is_open():
    tale = Tale(closed([call(600, 4)], [cut(3, 0, 3600, told_after_s=300)]))
    assert tale.sent_to() == [(3_900_000, 0)]


def test_a_unit_that_stands_before_a_cut_is_not_counted_on_and_another_is_sent_too():
    tale = Tale(closed([call(600, 1)], [cut(0, 0)], {0: 1, 4: 1}))
    assert tale.sent_to() == [(665_000, 0), (LEFT_MS, 1)]
    assert tale.responses() == {0: LEFT_MS + OUT_MS + 3 * LINK_MS}


def test_a_stranded_unit_whose_call_is_served_by_others_is_called_back():
    tale = Tale(closed([call(600, 1)], [cut(0, 0)], {0: 1, 4: 1}))
    assert tale.way(0)[2:] == [(LEFT_MS, "stranded"), (tale.ended()[0], "in_quarters")]


# --- on the way home, and to the hospital


def test_a_crew_cut_off_on_its_way_home_waits_and_comes_home_later():
    tale = Tale(closed([call(600, 4)], [cut(2, 6000, 20_000)]))
    over = tale.ended()[0]
    assert tale.way(0)[4:] == [
        (over + LINK_MS, "stranded"),
        (20_000_000, "returning"),
        (20_000_000 + 3 * LINK_MS, "in_quarters"),
    ]


def test_an_ambulance_goes_to_a_hospital_that_it_can_reach():
    sick = kind(run_card={"engine": 1}, transport=True)
    data = closed(
        [call(600, 2)],
        [cut(2, 0, told_after_s=0)],
        kinds={"fire": sick},
        hospitals=[hospital(0), hospital(3)],
    )
    data["unit_types"]["engine"]["capabilities"] = ["engine", "ambulance"]
    tale = Tale(data)
    assert [fact.node for _, fact in tale.all(UnitChanged) if fact.status == "at_hospital"] == [0]


def test_an_ambulance_that_finds_the_way_to_the_hospital_cut_turns_to_another():
    sick = kind(run_card={"engine": 1}, transport=True)
    data = closed([call(600, 2)], [cut(2, 0)], kinds={"fire": sick}, hospitals=[hospital(0), hospital(3)])
    data["unit_types"]["engine"]["capabilities"] = ["engine", "ambulance"]
    tale = Tale(data)
    assert tale.first(0, "at_hospital") == tale.ended()[0] + 2 * LINK_MS


def test_an_ambulance_that_can_reach_no_hospital_keeps_the_patient_on_board_no_longer():
    sick = kind(run_card={"engine": 1}, transport=True)
    data = closed([call(600, 0)], [cut(0, 0, told_after_s=0)], kinds={"fire": sick}, hospitals=[hospital(3)])
    data["unit_types"]["engine"]["capabilities"] = ["engine", "ambulance"]
    assert Tale(data).way(0)[-1] == (LEFT_MS + HALF_HOUR_MS, "in_quarters")


# --- off the road


@pytest.fixture
def homes_off_the_road():
    """Return two calls, the second more urgent; the homes at node 1 are 360 s off the road."""
    data = world(
        [call(600, 1), call(1625, 0, "rescue")], kinds={"fire": kind(priority=5), "rescue": kind(priority=1)}
    )
    data["villages"][1]["access_km"] = 2.5
    return data


def test_a_crew_diverted_on_the_way_to_the_homes_drives_back_as_far_as_it_came(homes_off_the_road):
    turned = 1_690_000
    in_ms = turned - (LEFT_MS + LINK_MS)
    assert Tale(homes_off_the_road).responses()[1] == turned + in_ms + LINK_MS


def test_a_crew_sent_anew_on_the_way_back_from_the_homes_first_comes_to_the_road(homes_off_the_road):
    homes_off_the_road["calls"][1] = call(3680, 0)
    tale = Tale(homes_off_the_road)
    over = LEFT_MS + LINK_MS + 360_000 + HALF_HOUR_MS
    assert tale.ended(0)[0] == over
    assert tale.sent_to(1) == [(3_745_000, 0)]
    assert tale.responses()[1] == over + 360_000 + LINK_MS


def test_roads_may_close_while_a_crew_is_off_them(homes_off_the_road):
    homes_off_the_road["calls"].pop()
    homes_off_the_road["cuts"] = [cut(0, 1600, 3000)]
    assert Tale(homes_off_the_road).responses() == {0: LEFT_MS + LINK_MS + 360_000}


def test_word_of_a_cut_behind_it_turns_no_crew_either(homes_off_the_road):
    homes_off_the_road["calls"].pop()
    homes_off_the_road["cuts"] = [cut(0, 1600, 3000, told_after_s=50)]
    tale = Tale(homes_off_the_road)
    assert (1_650_000, 2, RoadReport(0, True)) in tale.told(RoadReport)
    assert tale.responses() == {0: LEFT_MS + LINK_MS + 360_000}


def test_a_cut_just_as_a_crew_comes_to_the_link_stops_it_there():
    at_ms = LEFT_MS + LINK_MS
    tale = Tale(closed([call(600, 3)], [cut(1, at_ms / 1000, at_ms / 1000 + 500)]))
    assert tale.all(UnitTurned) == [(at_ms, UnitTurned(0, 1, 1))]
    assert tale.responses() == {0: at_ms + 500_000 + 2 * LINK_MS}


def test_a_cut_just_as_a_crew_comes_off_the_link_does_not_turn_it():
    at_ms = LEFT_MS + LINK_MS
    tale = Tale(closed([call(600, 3)], [cut(0, at_ms / 1000, at_ms / 1000 + 500)]))
    assert tale.responses() == {0: LEFT_MS + 3 * LINK_MS}
