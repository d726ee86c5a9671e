"""The laws of the design where messages can fail: any district, any outages, any means in anybody's hands.

Every run is watched by the monitor, which raises at the first entry that breaks a law.
"""

from collections import defaultdict

import pytest
from drills import Tale, call, cut, world
from hypothesis import given, settings
from hypothesis import strategies as st
from random_worlds import districts, policies
from worlds import connected, fails, kind, scenario

from sim.network.roads import RoadGraph, travel_ms, walk_ms
from sim.network.travel import Travel
from sim.record.facts import (
    CallReport,
    Dispatch,
    MessageDelivered,
    MessageLost,
    MessageSent,
    MessageTaken,
    RunEnded,
    TeamChanged,
    UnitChanged,
)
from sim.run import run, run_again
from sim.scenario.load import load
from sim.terms.ids import DISPATCH_CENTRE, Band

DAYS = 1.0
few = settings(max_examples=15)
EVERYBODY = ("dispatch_centre", "station", "township", "village", "unit")
MEANS = ("fixed", "cellular", "tiantong", "beidou", "vsat")
TABLES = ("posts", "telecom", "fibres", "terminals", "comms_teams", "comms", "bearers")


@st.composite
def troubled(draw):
    """Build a district whose communications fail somehow."""
    data = draw(districts())
    nodes = len(data["nodes"])
    hours = st.floats(0, 20)
    spans = st.tuples(st.integers(0, nodes - 1), hours, hours)
    outages = [
        fails("telecom", f"C{node:02d}", at * 3600, (at + length) * 3600 + 1)
        for node, at, length in draw(st.lists(spans, max_size=6))
    ]
    outages += [
        fails("fibre", f"F{node:02d}", at * 3600, (at + length) * 3600 + 1)
        for node, at, length in draw(st.lists(spans, max_size=3))
    ]
    carries = {holder: tuple(sorted(draw(st.sets(st.sampled_from(MEANS))))) for holder in EVERYBODY}
    teams = draw(
        st.dictionaries(
            st.sampled_from(["A", "B"]),
            st.tuples(st.sampled_from(["scout", "vsat", "uav_cell", "mesh"]), st.integers(0, nodes - 1)),
        )
    )
    reports = {"begin": 0, "end": 24}
    return connected(data, carries, tuple(outages), teams, draw(st.integers(0, nodes - 1)), reports=reports)


@settings(max_examples=40)
@given(troubled(), policies)
def test_whatever_fails_the_run_ends_and_keeps_every_law(data, policy):
    entries = list(run(scenario(data), policy, days=DAYS).entries())
    sent = sum(isinstance(fact, MessageSent) for *_, fact in entries)
    ended = [fact.message for *_, fact in entries if isinstance(fact, MessageDelivered | MessageLost)]
    assert len(set(ended)) == len(ended)
    assert isinstance(entries[-1][3], RunEnded)
    assert sent == len(ended) + entries[-1][3].in_flight


@few
@given(troubled(), policies, st.integers(0, 3))
def test_a_run_with_failing_communications_is_a_function_of_its_arguments(data, policy, seed):
    first = run(scenario(data), policy, seed=seed, days=DAYS)
    assert run_again(first).digest == first.digest


@few
@given(troubled(), policies)
def test_tables_of_communications_change_nothing_where_they_are_ideal(data, policy):
    plain = {key: value for key, value in data.items() if key not in TABLES}
    ideal = {**data, "comms": "ideal"}
    bare, within = (run(scenario(each), policy, days=DAYS).entries() for each in (plain, ideal))
    assert list(bare) == list(within)


@few
@given(troubled())
def test_nobody_turns_out_before_an_order_has_reached_them(data):
    orders, reached = {}, set()
    for seq, _, _, fact in run(scenario(data), days=DAYS).entries():
        if isinstance(fact, MessageSent):
            orders[seq] = [(item.unit, item.call) for item in fact.body if isinstance(item, Dispatch)]
        elif isinstance(fact, MessageDelivered):
            reached.update(orders[fact.message])
        elif isinstance(fact, UnitChanged) and fact.status == "turning_out":
            assert (fact.unit, fact.call) in reached


@few
@given(districts())
def test_with_nothing_but_couriers_no_word_is_sooner_than_a_courier_could_be(data):
    """From the birth of a call: three attempts, two minutes on foot, and the way over open roads."""
    made = scenario(connected(data, dict.fromkeys(EVERYBODY, ()), (fails("telecom", "all"),)))
    graph = RoadGraph.of(made)
    ways = [Travel(graph, travel_ms(graph, made, "engine")), Travel(graph, walk_ms(graph, made))]
    born, sent = {}, {}
    for seq, t, _, fact in run(made, days=DAYS).entries():
        if isinstance(fact, MessageSent):
            sent[seq] = fact
            for item in fact.body:
                if isinstance(item, CallReport):
                    born.setdefault(item.call, t)
        elif isinstance(fact, MessageDelivered) and sent[fact.message].receiver == DISPATCH_CENTRE:
            for item in sent[fact.message].body:
                if isinstance(item, CallReport):
                    way_ms = min(way.time(item.node, 0) for way in ways)
                    assert t >= born[item.call] + 120_000 + 120_000 + way_ms
                    assert fact.by == "courier"


# --- all means dead for three days


@pytest.fixture(scope="module")
def dead():
    """Return the log of three days on the hamlet in which nothing but feet and voices carries."""
    patches = [
        "bearers.outages.0.at=0.1",
        "bearers.outages.0.until=72",
        "bearers.outages.1.at=0.1",
        "bearers.outages.1.until=72",
        "bearers.outages.2.at=0.1",
        "bearers.outages.2.until=72",
        "bearers.outages.3.at=0.1",
        "bearers.outages.3.until=72",
        "bearers.outages.0.what=telecom",
        "bearers.outages.0.target=all",
        "bearers.satellite.outdoor=0",
        "bearers.satellite.beidou_success=0",
        "bearers.satellite.vsat_set_up=240",
        "bearers.radio.direct_range=0",
    ]
    return list(run(load("hamlet-silent", patches)).entries())


def test_three_days_of_silence_end_and_keep_the_laws(dead):
    assert dead[-1][1] == 72 * 3_600_000
    assert len(dead) < 300_000


def test_in_three_days_of_silence_nothing_carries_but_feet_voices_and_what_teams_bring(dead):
    """In one place radios still reach one another: no site has part in it until a team has set one up."""
    on_air = min(t for _, t, _, fact in dead if isinstance(fact, TeamChanged) and fact.status == "on_air")
    late = [(t, fact) for _, t, _, fact in dead if isinstance(fact, MessageTaken) and t > 3_600_000]
    came = {f.by for _, t, _, f in dead if isinstance(f, MessageDelivered) and t > 3_600_000}
    assert came == {"courier", "voice", "radio370"}
    assert not [fact for t, fact in late if fact.via and t < on_air]


def test_in_three_days_of_silence_stations_answer_on_their_own(dead):
    orders = defaultdict(int)
    for *_, fact in dead:
        if isinstance(fact, MessageSent) and isinstance(fact.body[0], Dispatch):
            orders[fact.sender >= Band.STATION] += 1
    assert orders[True] > 0


def test_a_message_that_nothing_carries_is_tried_no_more_often_than_every_retry():
    two = kind(work_median=120)
    data = world([call(600, 4), call(700, 3)], {0: 1, 4: 1}, kinds={"fire": two})
    data = {**connected(data, None, (fails("telecom", "all", 300),)), "cuts": [cut(1, 400)]}
    tale = Tale(data)
    tries = sum(len(tale.all(what)) for what in (MessageSent, MessageDelivered))
    assert tries < 400
