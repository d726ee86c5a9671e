"""What people, posts and stations do when the networks fail, to the millisecond, on a line of five nodes."""

import pytest
from drills import LINK_MS, OUT_MS, Tale, call, world
from worlds import connected, fails, kind

from sim.record.facts import (
    CallAnswered,
    CallOver,
    CallReport,
    CallTaken,
    Dispatch,
    RollCall,
    UnitChanged,
)
from sim.terms.ids import DISPATCH_CENTRE, Band

CENTRE = DISPATCH_CENTRE
BORN_MS = 600_000
LINE_MS = 2_000
SAT_MS = 60_000
ITEM_MS = 10_000
"""Forty characters, read out."""
ASK_MS = 65_000
WALK_MS = 600_000
RUNNER_MS = 120_000
DELAY_MS = 600_000
ALONE_MS = 180_000
GIVEN_UP_MS = BORN_MS + 2 * 60_000
"""When a caller has tried three times, a minute apart."""
AT_VILLAGE_MS = GIVEN_UP_MS + WALK_MS
SATELLITE = {"dispatch_centre": ("fixed", "cellular", "tiantong")}
STATION_4 = Band.STATION.address(1)
TOWN_4 = Band.TOWNSHIP.address(4)
LONG = {"fire": kind(work_median=120)}


def no_service(*nodes, at_s=0, until_s=1e9):
    """Return outages of the cells, and with them the lines, at some nodes."""
    return tuple(fails("telecom", f"C{node:02d}", at_s, until_s) for node in nodes)


def told(tale, receiver, what=CallReport):
    """Return when and by what one was told of something."""
    return [(t, by) for t, to, by, _ in tale.arrived(what) if to == receiver]


# --- who tells of a call


def test_a_call_comes_when_the_line_is_set_up_and_no_sooner():
    tale = Tale(connected(world([call(600, 2)])))
    assert told(tale, CENTRE) == [(BORN_MS + LINE_MS, "fixed")]
    assert tale.responses() == {0: BORN_MS + LINE_MS + ASK_MS + LINE_MS + OUT_MS + 2 * LINK_MS}


def test_a_caller_without_service_tries_walks_and_has_the_village_telephone_by_satellite():
    tale = Tale(connected(world([call(600, 2)]), {**SATELLITE, "V02": ("tiantong",)}, no_service(2)))
    assert told(tale, Band.VILLAGE.address(2)) == [(AT_VILLAGE_MS, "courier")]
    assert told(tale, CENTRE) == [(AT_VILLAGE_MS + SAT_MS + ITEM_MS, "tiantong")]
    assert tale.sent_to() == [(AT_VILLAGE_MS + SAT_MS + ITEM_MS + ASK_MS, 0)]


@pytest.mark.parametrize(("attempts", "gives_up_ms"), [(1, 0), (2, 60_000), (5, 240_000)])
def test_a_caller_walks_after_as_many_attempts_as_are_set(attempts, gives_up_ms):
    data = connected(world([call(600, 2)]), None, no_service(2), caller={"attempts": attempts})
    assert told(Tale(data), Band.VILLAGE.address(2)) == [(BORN_MS + gives_up_ms + WALK_MS, "courier")]


def test_a_caller_whose_telephone_works_again_in_time_does_not_walk():
    tale = Tale(connected(world([call(600, 2)]), None, no_service(2, until_s=690)))
    assert told(tale, CENTRE) == [(690_000 + LINE_MS, "fixed")]
    assert told(tale, Band.VILLAGE.address(2)) == []


def test_a_call_that_is_heard_twice_is_answered_once():
    """The caller is on the way to the village when the telephone works again, and calls both of them."""
    tale = Tale(connected(world([call(600, 2)]), None, no_service(2, until_s=750)))
    assert told(tale, CENTRE) == [(752_000, "fixed"), (754_000, "fixed")]
    assert [len(tale.all(what)) for what in (CallAnswered, CallTaken)] == [1, 1]
    assert len(tale.sent_to()) == 1


@pytest.fixture
def hamlet_of_another_seat():
    """Return a line in which the village at node 1 belongs to the township whose seat is at node 2."""
    data = world([call(600, 1)])
    data["villages"][1]["township"] = "T02"
    return data


def test_a_village_with_nothing_sends_a_courier_to_its_township_which_telephones(hamlet_of_another_seat):
    tale = Tale(connected(hamlet_of_another_seat, None, no_service(1)))
    there_ms = AT_VILLAGE_MS + DELAY_MS + LINK_MS
    assert told(tale, Band.TOWNSHIP.address(2)) == [(there_ms, "courier")]
    assert told(tale, CENTRE) == [(there_ms + LINE_MS, "fixed")]


def test_in_the_same_place_it_takes_a_runner():
    tale = Tale(connected(world([call(600, 2)]), {"T02": ("tiantong",), **SATELLITE}, no_service(2)))
    assert told(tale, Band.TOWNSHIP.address(2)) == [(AT_VILLAGE_MS + RUNNER_MS, "courier")]
    assert told(tale, CENTRE)[0] == (AT_VILLAGE_MS + RUNNER_MS + SAT_MS + ITEM_MS, "tiantong")


# --- a township and its own station


@pytest.fixture
def far_end():
    """Return a line with stations at both ends, and a call at node 3, of a village of the far end."""
    data = world([call(600, 3)], {0: 1, 4: 1})
    data["villages"][3]["township"] = "T04"
    return data


AT_TOWN_MS = AT_VILLAGE_MS + DELAY_MS + LINK_MS
AT_STATION_MS = AT_TOWN_MS + RUNNER_MS
ACTS_MS = AT_STATION_MS + ALONE_MS


def test_a_station_cut_off_waits_calls_the_roll_and_sends_its_own_by_voice(far_end):
    tale = Tale(connected(far_end, None, no_service(3, 4)))
    assert told(tale, TOWN_4) == [(AT_TOWN_MS, "courier")]
    assert told(tale, STATION_4) == [(AT_STATION_MS, "courier")]
    assert told(tale, 3, RollCall) == [(ACTS_MS, "voice")]
    assert told(tale, 3, Dispatch)[0] == (ACTS_MS, "voice")
    assert tale.responses() == {0: ACTS_MS + OUT_MS + LINK_MS}
    assert (tale.all(CallAnswered)[0][0], tale.all(CallTaken)[0][0]) == (ACTS_MS, ACTS_MS)


def test_a_call_that_is_over_when_word_of_it_comes_costs_one_vain_journey(far_end):
    tale = Tale(connected(far_end, None, no_service(3, 4)))
    over = tale.ended()
    assert over == (ACTS_MS + OUT_MS + LINK_MS + 1_800_000, "closed")
    word = AT_TOWN_MS + DELAY_MS + 4 * LINK_MS
    assert told(tale, CENTRE)[0] == (word, "courier")
    sent = [t for t, item in tale.sent_by(CENTRE) if isinstance(item, Dispatch)]
    assert sent == [word + ASK_MS]
    there = word + ASK_MS + LINE_MS + OUT_MS + 3 * LINK_MS
    assert tale.way(0) == [
        (there - 3 * LINK_MS - OUT_MS, "turning_out"),
        (there - 3 * LINK_MS, "en_route"),
        (there, "returning"),
        (there + 3 * LINK_MS, "in_quarters"),
    ]
    assert CallOver(0) in [item for _, item in tale.sent_by(2)]


def test_what_is_over_is_not_opened_again_when_the_second_courier_comes(far_end):
    tale = Tale(connected(far_end, None, no_service(3, 4)))
    assert len(told(tale, CENTRE)) == 2  # from the township, and from the station
    assert len([item for _, item in tale.sent_by(CENTRE) if isinstance(item, Dispatch)]) == 1


def test_the_centre_sends_nobody_to_a_call_that_it_hears_is_served(far_end):
    """All is back while the engine works: its word comes before the call has been asked about."""
    tale = Tale(connected(far_end, None, no_service(3, 4, until_s=4000)))
    assert told(tale, CENTRE)[0] == (4_002_000, "fixed")
    assert [item for _, item in tale.sent_by(CENTRE) if isinstance(item, Dispatch)] == []
    assert {fact.unit for _, fact in tale.all(UnitChanged) if fact.call == 0} == {1}


def test_a_station_that_reaches_the_centre_in_time_leaves_the_call_to_it(far_end):
    back_s = ACTS_MS / 1000 - 60
    tale = Tale(connected(far_end, None, no_service(3, 4, until_s=back_s)))
    assert told(tale, 3, RollCall) == []
    assert tale.sent_to() == [(ACTS_MS - 60_000 + LINE_MS + ASK_MS, 1)]
    assert told(tale, 3, Dispatch) == [(ACTS_MS - 60_000 + LINE_MS + ASK_MS + LINE_MS, "fixed")]


def test_people_beside_a_station_walk_to_it():
    tale = Tale(connected(world([call(600, 4)], {0: 1, 4: 1}), None, no_service(4)))
    assert told(tale, STATION_4) == [(GIVEN_UP_MS + RUNNER_MS, "courier")]
    assert tale.responses() == {0: GIVEN_UP_MS + RUNNER_MS + ALONE_MS + OUT_MS}


def test_a_station_on_its_own_hears_of_a_call_once_and_hands_nothing_over():
    data = world([call(600, 4), call(620, 4), call(640, 4)], {0: 1, 4: 1}, kinds=LONG)
    data = connected(data, None, no_service(4))
    data["dispatch"] = {**data["dispatch"], "queue_limit": 0}
    tale = Tale(data)
    from_station = [item for t, item in tale.sent_by(STATION_4)]
    assert [item.call for item in from_station if isinstance(item, CallReport)] == [0, 1, 2]
    assert not [item for item in from_station if type(item).__name__ == "HandOver"]


def test_a_station_whose_only_engine_is_out_sends_it_on_when_it_is_back():
    data = world([call(600, 4), call(660, 4)], {0: 1, 4: 1})
    tale = Tale(connected(data, None, no_service(4), courier={"vehicle": "engine", "couriers": 0}))
    assert [number for _, number in sorted((t, c) for c, t in tale.responses().items())] == [0, 1]
    assert tale.sent_to(1)[-1] == (tale.first(1, "in_quarters"), 1)
