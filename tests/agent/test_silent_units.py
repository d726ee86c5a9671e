"""Orders that find no means, units that are not heard, word of the roads, to the millisecond on a line."""

import gc
import weakref

import pytest
from drills import LINK_MS, OUT_MS, Tale, bypass, call, cut, world
from worlds import connected, fails, kind, scenario

from sim.record.facts import (
    CallEnded,
    Dispatch,
    MessageDropped,
    MoveUp,
    RoadReport,
    RollCall,
    UnitReport,
    UnitTurned,
)
from sim.record.log import Log
from sim.run import run, run_again
from sim.terms.ids import DISPATCH_CENTRE
from sim.terms.units import HOUR_MS
from sim.world import World

CENTRE = DISPATCH_CENTRE
LINE_MS = 2_000
CELL_MS = 8_000
ITEM_MS = 10_000
DELAY_MS = 600_000
RUNNER_MS = 120_000
TAKEN_MS = 667_000
"""When a call of 600 s is taken: 2 s of line, 5 s to answer, 60 s to ask."""
OUT_THERE_MS = TAKEN_MS + LINE_MS + OUT_MS
LONG = {"fire": kind(work_median=240)}


def no_service(*nodes, at_s=300, until_s=1e9):
    """Return outages at some nodes, after the roll call of the start where not said otherwise."""
    return tuple(fails("telecom", f"C{node:02d}", at_s, until_s) for node in nodes)


def told(tale, receiver, what):
    """Return when and by what one was told of something."""
    return [(t, by) for t, to, by, _ in tale.arrived(what) if to == receiver]


def ordered(tale, what=Dispatch):
    """Return the orders of a kind that the centre has given: (time, unit)."""
    return [(t, item.unit) for t, item in tale.sent_by(CENTRE) if isinstance(item, what)]


def seen_at(data, t_ms, policy="run-card"):
    """Return the picture of the dispatch centre at a time."""
    made = scenario(data)
    live = World(made, Log(run(made, policy).header), policy)
    live.run(t_ms)
    live.close()
    return live.centre.picture


# --- an order that finds no means


@pytest.fixture
def nobody_answers():
    """Return a long call at node 3, two engines at node 4 that cannot be raised, one at node 0 that can."""
    return connected(world([call(600, 3)], {0: 1, 4: 2}, kinds=LONG), None, no_service(4))


def test_an_order_that_finds_no_means_sends_the_next_nearest_at_once(nobody_answers):
    tale = Tale(nobody_answers)
    assert ordered(tale) == [(TAKEN_MS, 1), (TAKEN_MS, 0)]
    assert tale.responses() == {0: OUT_THERE_MS + 3 * LINK_MS}


def test_the_order_goes_by_courier_all_the_same_and_is_obeyed_late(nobody_answers):
    tale = Tale(nobody_answers)
    there_ms = TAKEN_MS + DELAY_MS + 4 * LINK_MS
    assert told(tale, 3, Dispatch) == [(there_ms, "courier")]
    assert tale.way(1)[0] == (there_ms, "turning_out")
    assert tale.first(1, "on_scene") == there_ms + OUT_MS + LINK_MS


def test_the_unit_and_those_beside_it_are_silent_until_they_are_heard(nobody_answers):
    assert seen_at(nobody_answers, TAKEN_MS + 1).silent == [1, 2]
    assert seen_at(nobody_answers, TAKEN_MS + 1).available == {}
    heard_ms = TAKEN_MS + DELAY_MS + 4 * LINK_MS + OUT_MS + LINK_MS + CELL_MS + 2 * ITEM_MS
    assert seen_at(nobody_answers, heard_ms + 10 * 60_000).silent == [2]


def test_those_beside_a_silent_unit_count_again_when_their_telephone_is_back(nobody_answers):
    nobody_answers["bearers"]["outages"] = no_service(4, until_s=1200)
    nobody_answers["calls"].append(call(1260, 4))
    picture = seen_at(nobody_answers, 1_210_000)
    assert (picture.silent, picture.available) == ([], {4: [2]})
    tale = Tale(nobody_answers)
    assert told(tale, 4, RollCall) == [(1_202_000, "fixed")]
    assert tale.sent_to(1) == [(1_260_000 + LINE_MS + 65_000, 2)]


def test_those_beside_a_silent_unit_are_asked_again_until_they_answer(nobody_answers):
    nobody_answers["bearers"] = {**nobody_answers["bearers"], "expiry_routine": 1}
    nobody_answers["bearers"]["outages"] = no_service(4, until_s=5 * 3600)
    tale = Tale(nobody_answers)
    asked = [t for t, item in tale.sent_by(CENTRE) if isinstance(item, RollCall)]
    assert asked == [TAKEN_MS + hour * HOUR_MS for hour in range(5)]
    assert told(tale, 4, RollCall) == [(5 * HOUR_MS + LINE_MS, "fixed")]


def test_with_units_in_the_place_of_the_centre_a_runner_does_and_nobody_else_is_sent():
    data = world([call(600, 1)], {0: 1, 4: 1}, kinds=LONG)
    tale = Tale(connected(data, {"dispatch_centre": ("tiantong",), "T01": ("tiantong",)}, no_service(0, 1)))
    taken_ms = tale.sent_to()[0][0]
    assert tale.sent_to() == [(taken_ms, 0)]
    assert told(tale, 2, Dispatch) == [(taken_ms + RUNNER_MS, "courier")]
    assert tale.way(0)[0] == (taken_ms + RUNNER_MS, "turning_out")


def test_a_courier_who_finds_the_unit_gone_brings_the_order_back():
    """The station has sent its engine on its own before the courier of the centre is there."""
    data = world([call(600, 2), call(610, 3)], {4: 1}, kinds=LONG)
    data["villages"][3]["township"] = "T04"
    tale = Tale(connected(data, None, no_service(3, 4)))
    assert ordered(tale)[0] == (TAKEN_MS, 0)
    there_ms = TAKEN_MS + DELAY_MS + 4 * LINK_MS
    assert told(tale, 2, Dispatch)[0][1] == "voice"
    dropped = [(t, f.bearer, f.reason) for t, f in tale.all(MessageDropped)]
    assert (there_ms + 4 * LINK_MS, "courier", "gone") in dropped


@pytest.mark.parametrize("policy", ["nearest", "run-card", "coverage"])
def test_every_policy_sends_the_next_and_counts_on_no_silent_unit(policy, nobody_answers):
    tale = Tale(nobody_answers, policy)
    assert ordered(tale)[:2] == [(TAKEN_MS, 1), (TAKEN_MS, 0)]
    assert tale.responses() == {0: OUT_THERE_MS + 3 * LINK_MS}


def test_if_nobody_can_be_raised_every_unit_is_tried_once_and_the_clock_goes_on():
    data = world([call(600, 2)], {3: 2, 4: 2}, kinds=LONG)
    tale = Tale(connected(data, None, no_service(3, 4)))
    assert ordered(tale) == [(TAKEN_MS, 0), (TAKEN_MS, 2)]
    assert tale.responses() == {0: TAKEN_MS + DELAY_MS + 3 * LINK_MS + OUT_MS + LINK_MS}


# --- standing by


def test_a_unit_that_stands_by_is_found_by_courier_and_telephone_where_it_stands():
    data = world([call(20_000, 3)], {0: 1, 4: 1}, kinds=LONG)
    data["units"] = data["units"][:1]
    data = connected(data, {"station": ("fixed",), "unit": ("radio370",)}, no_service(4, at_s=15_000))
    tale = Tale(data, journal=[(HOUR_MS, MoveUp(0, 1))])
    there_ms = HOUR_MS + LINE_MS + 4 * LINK_MS
    assert tale.way(0)[1] == (there_ms, "standing_by")
    assert (there_ms + LINE_MS, "fixed") in told(tale, CENTRE, UnitReport)
    word_ms = 20_000_000 + LINE_MS + 65_000 + DELAY_MS + 4 * LINK_MS
    assert told(tale, 2, Dispatch)[0] == (word_ms, "courier")


# --- word of the roads


def test_a_unit_turns_back_at_once_and_reports_when_something_carries_the_word():
    data = connected(world([call(600, 4)]), None, no_service(2))
    data["links"] += [bypass(10, 1, 4)]
    data["cuts"] = [cut(2, 0)]
    data["links"][4]["length_km"] = 100.0
    tale = Tale(data)
    met_ms = OUT_THERE_MS + 2 * LINK_MS
    assert tale.all(UnitTurned) == [(met_ms, UnitTurned(0, 2, 2))]
    assert tale.first(0, "on_scene") == met_ms + LINK_MS + 10 * LINK_MS
    tried_ms = met_ms + 2 * 300_000  # after 400 s it is nearer to node 1, which has service
    assert told(tale, CENTRE, RoadReport) == [(tried_ms + CELL_MS + 2 * ITEM_MS, "cellular")]


def test_news_of_the_roads_reaches_a_unit_when_it_comes_into_service_and_not_before():
    """The cut is told to the centre while the unit drives past node 1, where nothing is heard."""
    data = connected(world([call(600, 4)]), None, no_service(1))
    told_s = (OUT_THERE_MS + 500_000) / 1000
    data["cuts"] = [cut(3, 0, told_after_s=told_s)]
    tale = Tale(data)
    centre_ms = round(told_s * 1000) + LINE_MS
    assert told(tale, CENTRE, RoadReport)[0] == (centre_ms, "fixed")
    heard_ms = centre_ms + 3 * 300_000 + LINE_MS  # tried twice while it is nearer to node 1 than to node 2
    assert told(tale, 2, RoadReport)[0] == (heard_ms, "fixed")
    assert tale.way(0)[2] == (heard_ms, "stranded")


def test_nobody_hears_of_a_road_from_a_unit_that_nothing_carries():
    data = connected(world([call(600, 4)]), {"unit": ("mesh",)}, ())
    data["cuts"] = [cut(2, 0)]
    tale = Tale(data)
    assert tale.all(UnitTurned)
    assert told(tale, CENTRE, RoadReport) == []
    assert seen_at(data, 80_000_000).closed == frozenset()


def test_the_centre_and_the_district_tell_one_another_of_the_roads_once():
    data = connected(world([]), None, (), eoc=2)
    data["cuts"] = [cut(3, 1000, told_after_s=0)]
    tale = Tale(data)
    eoc = 400_001
    assert [(t, to) for t, to, _, _ in tale.arrived(RoadReport)] == [(1_002_000, CENTRE), (1_004_000, eoc)]


# --- people


def test_a_person_orders_over_the_same_bearers_and_a_replay_gives_the_same_log(nobody_answers):
    journal = [(1_000_000, Dispatch(2, 0, 3, 3)), (2_000_000, MoveUp(2, 0))]
    first = run(scenario(nobody_answers), journal=journal)
    assert run_again(first).digest == first.digest
    tale = Tale(nobody_answers, journal=journal[:1])
    assert told(tale, 4, Dispatch) == [(1_000_000 + DELAY_MS + 4 * LINK_MS, "courier")]


def test_a_call_is_handed_over_to_somebody_outside_by_whatever_carries_it():
    data = world([call(600, 0)], kinds={"fire": kind(run_card={"ladder": 1})})
    for outages, ends in (((), [(TAKEN_MS + LINE_MS, "handed_over")]), (no_service(0, at_s=650), [])):
        tale = Tale(connected(data, None, outages))
        closed = [(t, f.stage) for t, f in tale.all(CallEnded)]
        assert [end for end in closed if end[1] == "handed_over"] == ends


def test_a_world_that_is_closed_is_forgotten(nobody_answers):
    made = scenario(nobody_answers)
    live = World(made, Log(run(made).header))
    live.run(5_000_000)
    ghost = weakref.ref(live)
    live.close()
    del live
    gc.collect()
    assert ghost() is None
