"""Laws of the count of trapped people: each has one fate, and a call that ends sooner never costs a life."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import scenario

from sim.metric.invariants import Monitor
from sim.metric.laws.law import LAWS
from sim.metric.rescue import Rescue, Rescued
from sim.record.facts import CallEnded, IncidentBegan
from sim.record.hazard_facts import PeopleTrapped
from sim.terms.errors import InvariantBroken

HOME = IncidentBegan(0, 0, 0, 0, 0, (), 10, 10)
TRAPPED = PeopleTrapped(0, (100, 200, 300))


def fate(*entries, until_ms=1000):
    """Return what became of people by facts at times."""
    found = Rescue()
    for seq, (t, fact) in enumerate(entries):
        found.readers[type(fact)](seq, t, fact)
    found.finish(until_ms)
    return found.rescued


def test_those_who_live_when_the_call_ends_are_freed_alive_and_the_others_too_late():
    assert fate((0, TRAPPED), (200, CallEnded(0, "closed"))) == Rescued(3, 1, 2, 0, 0)


def test_who_is_still_trapped_at_the_end_waits_or_has_died():
    assert fate((0, TRAPPED), (250, CallEnded(0, "open")), until_ms=250) == Rescued(3, 0, 2, 1, 0)
    assert fate((0, TRAPPED), until_ms=150) == Rescued(3, 0, 1, 2, 0)


def test_of_a_call_that_is_handed_over_nothing_more_is_known():
    assert fate((0, TRAPPED), (50, CallEnded(0, "handed_over"))) == Rescued(3, 0, 0, 0, 3)


def test_a_call_without_trapped_people_counts_for_nobody():
    assert fate((5, CallEnded(7, "closed"))) == Rescued(0, 0, 0, 0, 0)


CALLS = st.lists(
    st.tuples(
        st.lists(st.integers(1, 500), min_size=1, max_size=4),
        st.integers(0, 500),
        st.sampled_from(["closed", "handed_over", "open"]),
    ),
    max_size=6,
)


@given(CALLS)
def test_everybody_has_one_fate(calls):
    entries = [(0, PeopleTrapped(i, tuple(lives))) for i, (lives, _, _) in enumerate(calls)]
    entries += [(t, CallEnded(i, stage)) for i, (_, t, stage) in enumerate(calls)]
    found = fate(*entries)
    assert found.trapped == sum(len(lives) for lives, _, _ in calls)
    assert found.alive + found.dead + found.waiting + found.elsewhere == found.trapped


@given(st.lists(st.integers(1, 500), min_size=1, max_size=5), st.integers(0, 400), st.integers(0, 100))
def test_a_call_that_ends_sooner_never_costs_a_life(lives, t, later):
    trapped = (0, PeopleTrapped(0, tuple(lives)))
    sooner = fate(trapped, (t, CallEnded(0, "closed")))
    late = fate(trapped, (t + later, CallEnded(0, "closed")))
    assert sooner.alive >= late.alive


def watch(*facts):
    Monitor(scenario())(0, range(len(facts)), [None] * len(facts), facts)


def test_people_trapped_as_a_call_begins_break_no_law():
    watch(HOME, TRAPPED)


@pytest.mark.parametrize(
    "facts",
    [
        [TRAPPED],
        [HOME, TRAPPED, TRAPPED],
        [HOME, PeopleTrapped(1, (5,))],
        [HOME, CallEnded(0, "open"), TRAPPED],
    ],
)
def test_people_who_are_trapped_twice_or_at_no_call_break_one(facts):
    with pytest.raises(InvariantBroken) as caught:
        watch(*facts)
    assert str(caught.value).startswith(LAWS["trapped"].en)
