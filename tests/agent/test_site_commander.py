"""Command on scene: who leads, what the one who leads knows, and what it does when the centre is silent."""

import pytest
from drills import LINK_MS, OUT_MS, Tale, call, cut, world
from worlds import connected, fails, kind, scenario

from sim.record.facts import (
    CommandChanged,
    Dispatch,
    MessageLost,
    RoadReport,
    Serving,
    SizeUp,
    UnitChanged,
    UnitTurned,
)
from sim.record.log import Log
from sim.run import run
from sim.terms.ids import DISPATCH_CENTRE, Band
from sim.world import World

LINE_MS = 2_000
ASK_MS = 65_000
BRIEF_MS = 60_000
ALONE_MS = 180_000
RETRY_MS = 300_000
COMMAND = Band.SITE_COMMANDER.address(0)
STATION_4 = Band.STATION.address(1)
TWO = kind(run_card={"engine": 2}, severities=[{"id": "x", "needs": {"engine": 2}}], work_median=240)
ONE = kind(work_median=240)
FAR_AWAY = 1e9


def no_service(*nodes, at_s=300, until_s=FAR_AWAY):
    """Return outages of the cells at some nodes."""
    return tuple(fails("telecom", f"C{node:02d}", at_s, until_s) for node in nodes)


def leaders(tale):
    """Return who leads at call 0, each with the time."""
    return [(t, fact.unit) for t, fact in tale.all(CommandChanged) if fact.call == 0]


def commander(data, t_ms, policy="run-card", number=0):
    """Return the commander of a call at a time."""
    made = scenario(data)
    live = World(made, Log(run(made, policy).header), policy)
    live.run(t_ms)
    found = live.context.commands.open.get(number)
    live.close()
    return found


# --- who leads


@pytest.fixture
def two_from_both_ends():
    """Return a fire at node 3 that needs two engines: unit 1 of node 4 comes first, then unit 0 of node 0."""
    return connected(world([call(600, 3)], {0: 1, 4: 1}, kinds={"fire": TWO}))


FIRST_MS = 600_000 + LINE_MS + ASK_MS + LINE_MS + OUT_MS + LINK_MS
SECOND_MS = FIRST_MS + 2 * LINK_MS


def test_the_first_on_scene_takes_command_whatever_its_number_and_keeps_it(two_from_both_ends):
    tale = Tale(two_from_both_ends)
    assert tale.first(0, "on_scene") == SECOND_MS
    assert leaders(tale) == [(FIRST_MS, 1)]


def test_nobody_leads_where_all_word_is_everywhere_at_once(two_from_both_ends):
    assert Tale({**two_from_both_ends, "comms": "ideal"}).all(CommandChanged) == []


def test_command_passes_to_the_lowest_number_on_scene_when_the_leader_leaves():
    """A crew that is relieved leaves: its reliever has come last, but command goes by number."""
    data = connected(world([call(600, 3)], {0: 1, 4: 2}, kinds={"fire": {**TWO, "work_median": 2000}}))
    data["forces"]["operational_period"] = 2
    tale = Tale(data)
    changes = leaders(tale)
    assert changes[0] == (FIRST_MS, 1)
    left_ms = next(t for t, status in tale.way(1) if status in ("out_of_service", "returning"))
    assert changes[1] == (left_ms, 0 if left_ms > SECOND_MS else 2)


def test_command_ends_when_all_leave_and_begins_anew_with_the_next():
    """The only engine has burnt its fuel, fills up at home and comes back."""
    data = connected(world([call(600, 0)], {0: 1}, kinds={"fire": kind(work_median=3000)}))
    data["unit_types"]["engine"]["fuel_rate"] = 60
    tale = Tale(data)
    led = leaders(tale)
    assert [unit for _, unit in led[:3]] == [0, None, 0]
    assert led[1][0] == next(t for t, status in tale.way(0) if t > led[0][0] and status != "on_scene")


# --- what it knows


def test_the_commander_knows_what_is_said_on_scene_without_a_message(two_from_both_ends):
    tale = Tale(two_from_both_ends)
    seen = commander(two_from_both_ends, SECOND_MS + 1).picture
    assert {number: view.status for number, view in seen.units.items()} == {0: "on_scene", 1: "on_scene"}
    assert seen.calls[0].needs == (("engine", 2),)
    assert {fact for _, to, fact in tale.told(SizeUp) if to == COMMAND} == set()


def test_the_centre_tells_the_commander_once_who_comes_and_how_old_that_is(two_from_both_ends):
    tale = Tale(two_from_both_ends)
    said = [(t, item) for t, to, item in tale.told(Serving) if to == COMMAND]
    assert len(said) == 1
    t, item = said[0]
    sized_ms = next(t for t, to, _, _ in tale.arrived(SizeUp) if to == DISPATCH_CENTRE)
    assert t == sized_ms + BRIEF_MS
    (unit, status, _, told_ms), set_out_ms = item.units[0], tale.first(0, "en_route")
    assert (unit, status, told_ms) == (0, "en_route", set_out_ms)
    arrived = next(t for t, to, _, _ in tale.arrived(Serving) if to == COMMAND)
    before, after = (commander(two_from_both_ends, ms).picture.units for ms in (arrived, arrived + 1))
    assert (sorted(before), sorted(after)) == ([1], [0, 1])
    assert after[0].told_ms == set_out_ms


def test_a_lone_unit_is_told_nothing_and_sends_nothing_more():
    data = connected(world([call(600, 3)], {0: 1}, kinds={"fire": ONE}))
    tale = Tale(data)
    assert leaders(tale)
    assert tale.told(Serving) == []


def test_who_is_under_way_tells_the_commander_of_a_closed_road(two_from_both_ends):
    data = {**two_from_both_ends, "cuts": [cut(2, 650)]}
    tale = Tale(data)
    (turned_ms, turn), *_ = tale.all(UnitTurned)
    assert turn.unit == 0
    heard = [(t, item) for t, to, _, item in tale.arrived(RoadReport) if to == COMMAND]
    assert heard
    assert heard[0][0] > turned_ms
    assert commander(data, heard[0][0]).picture.closed == frozenset()
    assert commander(data, heard[0][0] + 1).picture.closed == {2}


def test_what_is_under_way_to_a_commander_when_command_ends_is_lost():
    """The work is done in the very seconds in which the centre tells who comes."""
    data = world([call(600, 3)], {0: 1, 4: 1}, kinds={"fire": {**TWO, "work_median": 1}})
    data["demand"]["kinds"]["fire"]["severities"] = [{"id": "x", "needs": {"engine": 1}}]
    data = connected(data)
    tale = Tale(data, "nearest")
    ended_ms = tale.ended()[0]
    told = [t for t, to, _ in tale.told(Serving) if to == COMMAND]
    gone = [t for t, fact in tale.all(MessageLost) if fact.reason == "gone"]
    assert all(t < ended_ms for t in told)
    assert len(gone) == sum(t + LINE_MS + 10_000 > ended_ms for t in told)


def test_what_it_knows_is_the_same_whenever_it_is_first_looked_at(two_from_both_ends):
    """It only remembers what it hears until somebody looks: the picture must not hang on when that is."""
    made = scenario(two_from_both_ends)
    live = World(made, Log(run(made, "run-card").header), "run-card")
    live.run(FIRST_MS + 1)
    early = live.context.commands.open[0].picture
    assert sorted(early.units) == [1]
    live.run(SECOND_MS + 1)
    assert live.context.commands.open[0].picture is early
    live.close()
    late = commander(two_from_both_ends, SECOND_MS + 1).picture
    assert (early.units, early.calls, early.heard) == (late.units, late.calls, late.heard)
    assert (early.closed, early.owner, early.turnover) == (late.closed, late.owner, late.turnover)


# --- alone


@pytest.fixture
def alone():
    """Return a fire at node 3 that turns out to need three, from where nothing reaches the centre.

    Radios reach one another over three links, and the centre has none: the station at node 4 can be asked.
    """
    three = {**ONE, "severities": [{"id": "x", "needs": {"engine": 3}}]}
    data = world([call(600, 3)], {0: 1, 2: 1, 4: 1}, kinds={"fire": three})
    carries = {"station": ("fixed", "radio370"), "unit": ("radio370",)}
    return connected(data, carries, no_service(4, at_s=300), radio={"direct_range": 12})


def asked(tale):
    """Return whom a commander has asked for help, and when."""
    return [
        (t, to)
        for t, to, item in tale.told(Serving)
        if Band.STATION <= to < Band.TOWNSHIP and isinstance(item, Serving)
    ]


def test_a_commander_who_is_not_heard_waits_and_asks_the_nearest_station(alone):
    tale = Tale(alone)
    there_ms = leaders(tale)[0][0]
    assert [
        t for t, to, _, _ in tale.arrived(SizeUp) if to == DISPATCH_CENTRE and t < there_ms + ALONE_MS
    ] == []
    first_ms, first = asked(tale)[0]
    assert first_ms == there_ms + ALONE_MS
    assert first in {Band.STATION.address(1), Band.STATION.address(2)}


def test_a_station_that_is_asked_tells_the_centre_or_sends_its_own(alone):
    tale = Tale(alone)
    t, station = asked(tale)[0]
    passed_on = [
        (when, by)
        for when, to, by, item in tale.arrived(SizeUp)
        if to == DISPATCH_CENTRE and when >= t and item.needs == (("engine", 3),)
    ]
    sent = [t for t, fact in tale.sent_by(station) if isinstance(fact, Dispatch)]
    assert passed_on or sent
    assert len({fact.unit for _, fact in tale.all(UnitChanged) if fact.status == "on_scene"}) == 3
