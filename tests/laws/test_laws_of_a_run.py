"""The laws of the design, on districts that Hypothesis builds."""

import copy
from collections import defaultdict
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from random_worlds import districts, policies
from worlds import scenario

from sim.record.facts import (
    CallAnswered,
    CallEnded,
    CallTaken,
    Dispatch,
    IncidentBegan,
    MessageDelivered,
    MessageLost,
    MessageSent,
    RoadCut,
    RoadOpened,
    RoadReport,
    RunEnded,
    UnitChanged,
    UnitTurned,
)
from sim.record.file import read_log
from sim.run import run, run_again

DAYS = 2.5
UNDER_WAY = {"en_route", "transporting", "returning", "out_of_service", "moving_up", "stranded"}
few = settings(max_examples=25)


def happened(data, policy="run-card", **options):
    return list(run(scenario(data), policy, days=DAYS, **options).entries())


@few
@given(districts(), policies, st.integers(0, 3))
def test_a_run_is_a_function_of_its_arguments(data, policy, seed):
    first = run(scenario(data), policy, seed=seed, days=DAYS)
    assert run(scenario(copy.deepcopy(data)), policy, seed=seed, days=DAYS).digest == first.digest
    assert run_again(first).digest == first.digest


@few
@given(districts(), policies)
def test_every_router_gives_the_same_log(data, policy):
    digests = {
        run(scenario(data), policy, days=1, backend=name).digest for name in ("cch", "scipy", "networkx")
    }
    assert len(digests) == 1


@few
@given(districts(), policies)
def test_time_never_falls_and_causes_come_first(data, policy):
    entries = happened(data, policy)
    assert [seq for seq, *_ in entries] == list(range(len(entries)))
    assert all(before[1] <= after[1] for before, after in pairwise(entries))
    assert all(cause is None or cause < seq for seq, _, cause, _ in entries)
    caused = [fact for _, _, cause, fact in entries if cause is None]
    assert all(
        isinstance(fact, IncidentBegan | RoadCut | RoadOpened | RunEnded | UnitChanged) for fact in caused
    )


@few
@given(districts(), policies)
def test_each_call_ends_in_exactly_one_state(data, policy):
    stages = defaultdict(list)
    for _, _, _, fact in happened(data, policy):
        if isinstance(fact, IncidentBegan | CallAnswered | CallTaken | CallEnded):
            stages[fact.call].append(type(fact))
    full = [IncidentBegan, CallAnswered, CallTaken, CallEnded]
    for seen in stages.values():
        assert seen[-1] is CallEnded
        assert seen[:-1] == full[: len(seen) - 1]


@few
@given(districts(), policies)
def test_messages_sent_are_delivered_lost_or_in_flight(data, policy):
    entries = happened(data, policy)
    sent = [seq for seq, _, _, fact in entries if isinstance(fact, MessageSent)]
    ended = [fact.message for *_, fact in entries if isinstance(fact, MessageDelivered | MessageLost)]
    assert len(set(ended)) == len(ended)
    assert len(sent) == len(ended) + entries[-1][3].in_flight


@few
@given(districts(), policies)
def test_no_unit_turns_out_before_an_order_has_reached_it(data, policy):
    ordered = set()
    orders = {}
    for seq, _, _, fact in happened(data, policy):
        if isinstance(fact, MessageSent):
            orders[seq] = [(item.unit, item.call) for item in fact.body if isinstance(item, Dispatch)]
        elif isinstance(fact, MessageDelivered):
            ordered.update(orders[fact.message])
        elif isinstance(fact, UnitChanged) and fact.status in ("turning_out", "en_route", "on_scene"):
            assert (fact.unit, fact.call) in ordered


@settings(max_examples=60)
@given(districts(), policies)
def test_nobody_crosses_a_closed_link(data, policy):
    """Who arrives had every link of the path open at some time on the way: else he turned or set out anew."""
    shut, closed = {}, set()
    for _, t, _, fact in happened(data, policy):
        if isinstance(fact, RoadCut):
            closed.add(fact.link)
        elif isinstance(fact, RoadOpened):
            closed.discard(fact.link)
            shut = {unit: links - {fact.link} for unit, links in shut.items()}
        elif isinstance(fact, UnitTurned):
            assert fact.link in closed
            shut.pop(fact.unit, None)
        elif isinstance(fact, UnitChanged):
            met = shut.pop(fact.unit, set())
            assert fact.status in UNDER_WAY or not met, (t, fact, met)
            shut[fact.unit] = set(fact.path) & closed


class Crews:
    """What each crew knows of closed links, followed through a log."""

    def __init__(self):
        self.avoid = defaultdict(set)
        self.sent = {}

    def sees(self, seq, fact):
        if isinstance(fact, MessageSent):
            self.sent[seq] = (fact.receiver - 2, fact.body)
        elif isinstance(fact, MessageDelivered):
            unit, body = self.sent[fact.message]
            for item in body:
                self.hears(unit, item)
        elif isinstance(fact, UnitTurned):
            self.avoid[fact.unit].add(fact.link)
        elif isinstance(fact, RoadOpened):
            for known in self.avoid.values():
                known.discard(fact.link)  # who stands there sees it
        elif isinstance(fact, UnitChanged) and fact.status == "in_quarters":
            self.avoid[fact.unit].clear()

    def hears(self, unit, item):
        if isinstance(item, Dispatch):
            self.avoid[unit] |= set(item.avoid)
        elif isinstance(item, RoadReport) and item.closed:
            self.avoid[unit].add(item.link)
        elif isinstance(item, RoadReport):
            self.avoid[unit].discard(item.link)


@few
@given(districts())
def test_nobody_plans_over_a_link_they_know_to_be_closed(data):
    """A crew knows what its last order and the news since then have told it, and what it has seen itself."""
    crews = Crews()
    for seq, _, _, fact in happened(data):
        crews.sees(seq, fact)
        if isinstance(fact, UnitChanged):
            assert not crews.avoid[fact.unit] & set(fact.path)


@few
@given(districts(), policies, policies)
def test_another_policy_meets_the_same_luck(data, one, other):
    def luck(policy):
        return [
            (t, fact) for _, t, _, fact in happened(data, policy) if isinstance(fact, IncidentBegan | RoadCut)
        ]

    assert luck(one) == luck(other)


@few
@given(districts(cuts=False))
def test_another_unit_changes_no_luck(data):
    more = copy.deepcopy(data)
    more["units"].append({**more["units"][0], "id": "U999"})

    def luck(plain):
        return [(t, fact) for _, t, _, fact in happened(plain) if isinstance(fact, IncidentBegan)]

    assert luck(data) == luck(more)


def test_streaming_to_a_file_and_keeping_in_memory_give_the_same_log(tmp_path):
    district = scenario()
    kept = run(district, days=DAYS)
    streamed = run(district, days=DAYS, path=tmp_path / "run.sdlog", keep=False)
    assert read_log(tmp_path / "run.sdlog").digest == kept.digest == streamed.digest
