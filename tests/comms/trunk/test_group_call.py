"""Laws of group calls: all slots or none, no deadlock, and nothing left behind."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import pytest
from comms.trunk.desks import Fate, ask
from hypothesis import given
from hypothesis import strategies as st

from sim.comms.trunk.group_call import Backhaul, GroupCall
from sim.comms.trunk.slots import Slots
from sim.kernel.clock import Clock
from sim.terms.enums import CallFailure, Precedence

EMERGENCY, COMMAND, ROUTINE = Precedence


class District:
    """Some sites of some slots each, and their links."""

    def __init__(self, *slots: int, patience_ms: int | None = 1_000) -> None:
        self.clock = Clock()
        self.sites = [Slots(self.clock, number, count, patience_ms) for number, count in enumerate(slots)]
        self.links = [Backhaul() for _ in slots]

    def dial(
        self,
        numbers: Sequence[int],
        hold_ms: int = 100,
        precedence: Precedence = ROUTINE,
        patience_ms: int | None = 1_000,
    ) -> Any:
        clock, fate = self.clock, Fate(precedence, self.clock.now)
        call = GroupCall(
            clock,
            [self.sites[number] for number in numbers],
            [self.links[number] for number in numbers],
            hold_ms,
            precedence,
            lambda: fate.began.append(clock.now),
            lambda why: fate.failed.append((clock.now, why)),
            lambda: fate.ended.append(clock.now),
            patience_ms,
        )
        fate.call = call
        call.dial()
        return fate

    @property
    def in_use(self) -> list[int]:
        return [site.in_use for site in self.sites]

    @property
    def leaning(self) -> list[int]:
        return [link.calls for link in self.links]


def test_a_group_call_holds_a_slot_at_each_of_its_sites_for_its_time() -> None:
    here = District(1, 2, 1)
    fate = here.dial([2, 0])
    assert (fate.began, here.in_use, here.leaning) == ([0], [1, 0, 1], [1, 0, 1])
    here.clock.run(1_000)
    assert (fate.ended, fate.failed, here.in_use, here.leaning) == ([100], [], [0, 0, 0], [0, 0, 0])


def test_it_holds_what_it_got_and_starts_when_it_has_them_all() -> None:
    here = District(1, 1, 1)
    ask(here.clock, here.sites[1], 300)
    fate = here.dial([0, 1, 2])
    assert (fate.began, here.in_use) == ([], [1, 1, 0])
    here.clock.run(301)
    assert (fate.began, here.in_use) == ([300], [1, 1, 1])


def test_it_fails_when_its_patience_is_over_and_gives_back_what_it_held() -> None:
    here = District(1, 1)
    ask(here.clock, here.sites[1], 5_000)
    fate = here.dial([0, 1], patience_ms=400)
    waits = ask(here.clock, here.sites[0], 10)
    here.clock.run(3_000)
    assert fate.failed == [(400, CallFailure.NO_SLOT)]
    assert waits.began == [400]
    assert (here.in_use, here.sites[1].waiting, here.leaning) == ([0, 1], 0, [0, 0])


def test_where_a_site_has_no_queue_it_fails_at_once() -> None:
    here = District(1, 1, patience_ms=0)
    ask(here.clock, here.sites[1])
    fate = here.dial([0, 1])
    assert fate.failed == [(0, CallFailure.NO_SLOT)]
    assert here.in_use == [0, 1]


def test_with_patience_without_end_it_waits_as_long_as_the_sites_let_it() -> None:
    here = District(1, 1, patience_ms=None)
    ask(here.clock, here.sites[0], 100_000)
    fate = here.dial([0, 1], patience_ms=None)
    here.clock.run(200_000)
    assert (fate.began, fate.ended) == ([100_000], [100_100])


def test_two_groups_over_the_same_sites_never_wait_for_one_another() -> None:
    here = District(1, 1)
    fates = [here.dial([0, 1]), here.dial([1, 0]), here.dial([0, 1])]
    here.clock.run(1_000)
    assert [fate.ended for fate in fates] == [[100], [200], [300]]


def test_the_more_urgent_group_comes_first() -> None:
    here = District(1, 1)
    fates = [here.dial([0, 1], precedence=each) for each in (ROUTINE, ROUTINE, EMERGENCY)]
    here.clock.run(1_000)
    assert [fate.began[0] for fate in fates] == [0, 200, 100]


def test_over_a_link_that_is_down_there_is_no_group_call() -> None:
    here = District(1, 1)
    here.links[1].cut()
    fate = here.dial([0, 1])
    assert (fate.failed, here.in_use) == ([(0, CallFailure.NO_BACKHAUL)], [0, 0])
    here.links[1].mend()
    assert here.dial([0, 1]).began == [0]


def test_at_one_site_only_no_link_is_needed() -> None:
    here = District(1, 1)
    here.links[0].cut()
    assert here.dial([0]).began == [0]
    assert here.leaning == [0, 0]


@pytest.mark.parametrize("busy", [False, True])
def test_when_a_link_is_cut_calls_over_it_fail_waiting_or_not(busy: bool) -> None:
    here = District(1, 1, 1)
    if busy:
        ask(here.clock, here.sites[1], 500)
    over, beside = here.dial([0, 1]), here.dial([2])
    here.clock.call_after(50, here.links[0].cut)
    here.clock.run(1_000)
    assert over.failed == [(50, CallFailure.NO_BACKHAUL)]
    assert over.ended == []
    assert beside.ended == [100]
    assert here.in_use == [0, 0, 0]


@pytest.mark.parametrize("busy", [False, True])
def test_when_one_of_its_sites_dies_the_whole_call_fails_and_the_other_sites_are_free(busy: bool) -> None:
    here = District(1, 1)
    if busy:
        ask(here.clock, here.sites[1], 500)
    fate = here.dial([0, 1])
    waits = ask(here.clock, here.sites[0], 10)
    here.clock.call_after(50, here.sites[1].close)
    here.clock.run(1_000)
    assert (fate.failed, fate.ended) == ([(50, CallFailure.SITE_LOST)], [])
    assert waits.began == [50]


def test_a_dead_site_lets_nothing_begin() -> None:
    here = District(1, 1, 1)
    here.sites[2].close()
    fate = here.dial([0, 1, 2])
    assert (fate.began, fate.failed) == ([], [(0, CallFailure.SITE_LOST)])
    assert here.in_use == [0, 0, 0]


def test_what_is_over_cannot_fail() -> None:
    here = District(1)
    fate = here.dial([0])
    here.clock.run(200)
    fate.call.fail(CallFailure.NO_SLOT)
    assert (fate.ended, fate.failed) == ([100], [])


def test_an_answer_at_the_end_finds_the_slots_free_but_waits_behind_who_waited() -> None:
    here, order = District(1, 1), []
    call = GroupCall(
        here.clock,
        here.sites,
        here.links,
        100,
        ROUTINE,
        lambda: None,
        order.append,
        lambda: order.append(here.dial([0, 1])),
    )
    call.dial()
    here.clock.run(101)
    assert order[0].began == [100]


@pytest.mark.parametrize("numbers", [[], [0, 0], [1, 0, 1]])
def test_no_site_or_one_twice_is_refused(numbers: list[int]) -> None:
    with pytest.raises(ValueError, match="some sites"):
        District(1, 1).dial(numbers)


groups = st.lists(
    st.tuples(
        st.integers(0, 500),
        st.sets(st.integers(0, 3), min_size=1).map(sorted),
        st.integers(1, 200),
        st.sampled_from(Precedence),
    ),
    max_size=15,
)


def played(slots: list[int], calls: list[Any], cuts: list[Any], patience_ms: int | None) -> tuple[Any, Any]:
    here, fates = District(*slots, patience_ms=None), []

    def dial(numbers: list[int], hold_ms: int, precedence: Precedence) -> None:
        fates.append(here.dial(numbers, hold_ms, precedence, patience_ms))

    for at_ms, numbers, hold_ms, precedence in calls:
        here.clock.call_after(at_ms, partial(dial, numbers, hold_ms, precedence))
    for at_ms, number, what in cuts:
        here.clock.call_after(at_ms, getattr((here.links if what == "cut" else here.sites)[number], what))
    for at_ms in range(0, 4_000, 20):
        here.clock.run(at_ms + 1)
        assert all(site.in_use <= site.capacity for site in here.sites)
    return here, fates


sizes = st.lists(st.integers(1, 2), min_size=4, max_size=4)


@given(sizes, groups)
def test_without_cuts_and_with_patience_every_group_call_comes_to_its_end(
    slots: list[int], calls: list[Any]
) -> None:
    here, fates = played(slots, calls, [], None)
    assert len(fates) == len(calls)
    assert all(len(fate.ended) == 1 and not fate.failed for fate in fates)
    assert (here.in_use, here.leaning) == ([0] * 4, [0] * 4)


cut = st.tuples(st.integers(0, 600), st.integers(0, 3), st.sampled_from(["cut", "close", "open"]))


@given(sizes, groups, st.lists(cut, max_size=4))
def test_whatever_is_cut_every_group_call_ends_once_and_nothing_is_left_behind(
    slots: list[int], calls: list[Any], cuts: list[Any]
) -> None:
    here, fates = played(slots, calls, cuts, 300)
    for fate in fates:
        assert fate.last_words == 1
        assert not fate.began or fate.began[0] <= fate.asked + 300
    assert (here.in_use, here.leaning) == ([0] * 4, [0] * 4)
    assert all(site.waiting == 0 for site in here.sites)
