"""Laws 4, 5, 7, 8 and 9 of runs whose messages travel by bearers, on districts that Hypothesis builds.

The monitor looks on in every run: that none raises is itself a law.
"""

import copy
import os
import subprocess
import sys
from collections import Counter, defaultdict
from statistics import fmean

import pytest
from drills import call, world
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_worlds import networked, policies, silenced
from rigs import outage, wired
from worlds import scenario
from worlds_on_disk import write

from sim.comms.member import precedence_of
from sim.network.roads import RoadGraph, travel_ms, walk_ms
from sim.network.travel import Travel
from sim.record.facts import (
    CallReport,
    CourierMoved,
    IncidentBegan,
    MessageDelivered,
    MessageDropped,
    MessageLost,
    MessageSent,
    MessageTaken,
    RoadCut,
    RoadOpened,
    UnitChanged,
)
from sim.run import run, run_again
from sim.scenario.model import Scenario
from sim.terms.enums import BearerKind, Precedence
from sim.terms.ids import DISPATCH_CENTRE, Band
from sim.terms.units import HOUR_MS

DAYS = 1.5
COURIER, VOICE = BearerKind.COURIER.value, BearerKind.VOICE.value
few = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])


def entries(data, policy="run-card", **options):
    return list(run(scenario(data), policy, days=DAYS, **options).entries())


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(networked(), policies)
def test_each_message_ends_once_or_is_in_flight_and_no_law_is_broken(data, policy):
    told = entries(data, policy)
    sent = [seq for seq, _, _, fact in told if isinstance(fact, MessageSent)]
    ended = Counter(fact.message for *_, fact in told if isinstance(fact, MessageDelivered | MessageLost))
    assert set(ended.values()) <= {1}
    assert set(ended) <= set(sent)
    assert told[-1][3].in_flight == len(sent) - len(ended)


@few
@given(networked(), policies, st.integers(0, 3))
def test_a_run_with_networks_is_a_function_of_its_arguments(data, policy, seed):
    first = run(scenario(data), policy, seed=seed, days=DAYS)
    assert run(scenario(copy.deepcopy(data)), policy, seed=seed, days=DAYS).digest == first.digest
    assert run_again(first).digest == first.digest


@few
@given(networked())
def test_no_courier_gets_over_a_link_that_is_closed_to_its_means_all_the_while(data):
    """One who is where it meant to go had every link of its path open, for wheels or feet, at some time."""
    closed, shut, errands = set(), set(), {}
    for *_, fact in entries(data):
        if isinstance(fact, RoadCut):
            closed.add(fact.link)
            shut |= set() if fact.foot else {fact.link}
        elif isinstance(fact, RoadOpened):
            closed.discard(fact.link)
            shut.discard(fact.link)
            errands = {one: (way, links - {fact.link}) for one, (way, links) in errands.items()}
        elif isinstance(fact, CourierMoved):
            way, met = errands.pop(fact.message, (fact, set()))
            assert fact.node != way.bound or not met, (fact, met)
            errands[fact.message] = fact, set(fact.path) & (shut if fact.foot else closed)


@few
@given(networked(), policies)
def test_every_router_carries_couriers_alike(data, policy):
    assert len({run(scenario(data), policy, days=1, backend=name).digest for name in ("cch", "scipy")}) == 1


def test_another_process_with_another_hash_seed_writes_the_same_bytes(tmp_path):
    data = wired(bearers={"outages": [outage("mains", "all", 2, 20), outage("fibre", "F0", 5, 30)]})
    data["demand"]["kinds"]["fire"]["per_1000"] = 40
    data["bearers"]["reports"] = {"begin": 1, "end": 40}
    folder = write(tmp_path / "wired", data)
    ask = (
        "import sys; from sim.scenario.load import load; from sim.run import run;"
        "print(run(load(sys.argv[1]), days=2, backend=sys.argv[2]).digest)"
    )
    digests = set()
    for seed in ("0", "1", "4711"):
        for backend in ("cch", "scipy"):
            env = {**os.environ, "PYTHONHASHSEED": seed}
            command = [sys.executable, "-c", ask, str(folder), backend]
            digests.add(subprocess.run(command, env=env, check=True, capture_output=True, text=True).stdout)
    assert len(digests) == 1
    assert len(digests.pop().strip()) >= 32


# --- law 8


def luck(told):
    return [(t, fact) for _, t, _, fact in told if isinstance(fact, IncidentBegan | RoadCut)]


@few
@given(networked(), policies, policies)
def test_with_networks_and_without_and_by_any_policy_the_luck_is_the_same(data, one, other):
    expected = luck(entries(data, one))
    assert luck(entries(data, other)) == expected
    assert luck(entries({**data, "comms": "ideal"}, one)) == expected


@few
@given(networked())
def test_what_fails_by_script_does_not_change_what_befalls_the_district(data):
    whole = {**data, "bearers": {**data["bearers"], "outages": []}}
    assert luck(entries(whole)) == luck(entries(data))


# --- law 7 and the order of means


@few
@given(networked(), policies)
def test_a_message_is_with_one_quick_means_at_a_time_and_comes_by_one_that_has_it(data, policy):
    held = defaultdict(set)
    for *_, fact in entries(data, policy):
        if isinstance(fact, MessageTaken):
            assert held[fact.message] <= {COURIER}
            assert fact.bearer not in held[fact.message]
            held[fact.message].add(fact.bearer)
        elif isinstance(fact, MessageDropped):
            held[fact.message].remove(fact.bearer)
        elif isinstance(fact, MessageDelivered):
            assert fact.by in held.pop(fact.message)
        elif isinstance(fact, MessageLost):
            assert COURIER not in held.pop(fact.message, set())


@few
@given(networked(), policies)
def test_what_is_routine_goes_on_foot_no_further_than_a_runner(data, policy):
    told, ran = entries(data, policy), {}
    for _, t, _, fact in told:
        if isinstance(fact, MessageTaken) and fact.bearer == COURIER:
            if precedence_of(told[fact.message][3].body) is Precedence.ROUTINE:
                ran[fact.message] = t
        elif isinstance(fact, MessageDelivered) and fact.by == COURIER and fact.message in ran:
            assert t - ran[fact.message] == scenario(data).bearers.courier.runner.ms


@few
@given(networked(), policies)
def test_with_every_other_bearer_down_all_is_carried_by_courier_or_said_face_to_face(data, policy):
    told = entries(silenced(data), policy)
    by = {fact.by for *_, fact in told if isinstance(fact, MessageDelivered)}
    assert by <= {COURIER, VOICE}


class Distance:
    """How soon a word from a place can be at another at the very least, carried by feet or wheels.

    Everything is taken as favourable as can be: roads open and dry, by day, no decision to take.
    """

    def __init__(self, district: Scenario) -> None:
        graph = RoadGraph.of(district)
        names = sorted({district.bearers.courier.vehicle, *(t.vehicle for t in district.unit_types.values())})
        tables = [travel_ms(graph, district, name) for name in names] + [walk_ms(graph, district)]
        self._travel = [Travel(graph, table, "scipy") for table in tables]

    def ms(self, one: int, other: int) -> int | None:
        """Return the least time from one node to another; None where no way leads there."""
        if one == other:
            return 0
        times = [travel.time(one, other) for travel in self._travel]
        return min((ms for ms in times if ms is not None), default=None)


def home(district, address):
    """Return the node at which a post's picture is, or None for one that moves."""
    nodes = district.node_ids
    if address == DISPATCH_CENTRE:
        return nodes[next(p.node for p in district.posts if p.kind.value == "dispatch_centre")]
    band, row = Band.split(address) or (None, 0)
    tables = {
        Band.STATION: [s.node for s in district.stations],
        Band.TOWNSHIP: [t.seat for t in district.townships],
        Band.VILLAGE: [v.node for v in district.villages],
        Band.POST: [p.node for p in district.posts],
    }
    return nodes[tables[band][row]] if band in tables else None


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(networked(), policies)
def test_no_picture_learns_of_a_call_earlier_than_a_courier_could_carry_the_word(data, policy):
    district = scenario(silenced(data))
    bound = Distance(district)
    delay_ms = district.bearers.courier.delay.ms
    born, bodies, heard = {}, {}, 0
    for seq, t, _, fact in run(district, policy, days=DAYS).entries():
        if isinstance(fact, IncidentBegan):
            born[fact.call] = t, fact.node
        elif isinstance(fact, MessageSent):
            bodies[seq] = fact
        elif isinstance(fact, MessageDelivered):
            sent = bodies[fact.message]
            where = home(district, sent.receiver)
            if where is None:
                continue
            for item in sent.body:
                call_number = getattr(item, "call", None)
                if call_number is None:
                    continue
                began_ms, node = born[call_number]
                way_ms = bound.ms(node, where)
                assert way_ms is not None, "the word came where no way leads"
                # people walk to the village or the station in their place, then somebody sets out
                on_foot_ms = min(district.bearers.caller.walk.ms, district.bearers.courier.runner.ms)
                first_ms = on_foot_ms if isinstance(item, CallReport) else 0
                setting_out_ms = delay_ms if isinstance(item, CallReport) and way_ms else 0
                assert t >= began_ms + first_ms + setting_out_ms + way_ms
                heard += 1


def test_word_does_come_by_courier_where_nothing_else_carries_it():
    data = wired(3, {0: 1}, calls=[call(3600, 2)], horizon=2)
    data["demand"] = world([])["demand"]
    data["terminals"] = [row for row in data["terminals"] if row["bearer"] in ("fixed", "radio370")]
    data["bearers"] = {"outages": [outage(what, "all", 0.5) for what in ("site", "telecom")]}
    told = list(run(scenario(data)).entries())
    by_courier = [
        (t, told[fact.message][3])
        for _, t, _, fact in told
        if isinstance(fact, MessageDelivered) and fact.by == COURIER
    ]
    centre = next(t for t, sent in by_courier if (sent.receiver, type(sent.body[0])) == (1, CallReport))
    minute_ms = 60_000
    # three minutes of telephoning, ten of walking, ten to set out, 20 km of trunk road at 55 km/h by night
    least_ms = HOUR_MS + 22 * minute_ms + round(20 / 55 * HOUR_MS)
    assert least_ms <= centre <= least_ms + 10 * minute_ms
    assert any(fact.status == "on_scene" for *_, fact in told if isinstance(fact, UnitChanged))


# --- law 9


def blackout(battery_h, seed):
    """Return how long each call of a storm took to be heard at the centre, to the end where it was not."""
    calls = [call(3600 * hour + 600, hour % 5) for hour in range(1, 30)]
    data = wired(calls=calls, horizon=2)
    data["demand"] = world([])["demand"]
    for table in ("sites", "telecom", "terminals"):
        data[table] = [{**row, "battery_h": battery_h} for row in data[table]]
    data["bearers"] = {"outages": [outage("mains", "all", 2, 26)], "public": {"battery_cv": 0}}
    born, took, bodies = {}, {}, {}
    for seq, t, _, fact in run(scenario(data), seed=seed).entries():
        if isinstance(fact, IncidentBegan):
            born[fact.call] = t
        elif isinstance(fact, MessageSent):
            bodies[seq] = fact
        elif isinstance(fact, MessageDelivered) and bodies[fact.message].receiver == DISPATCH_CENTRE:
            for item in bodies[fact.message].body:
                if isinstance(item, CallReport):
                    took.setdefault(item.call, t - born[item.call])
    return fmean(took.get(number, 48 * HOUR_MS - born[number]) for number in born)


@pytest.mark.parametrize("seed", [1, 2])
def test_bigger_batteries_never_make_word_of_calls_later_on_average(seed):
    means = [blackout(hours, seed) for hours in (0, 4, 10, 30)]
    assert means == sorted(means, reverse=True)
    assert means[0] > 10 * means[-1]
