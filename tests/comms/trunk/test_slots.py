"""Laws of the slots of one site: who gets one, when, and what becomes of everybody when the site changes."""

from functools import partial

import pytest
from comms.trunk.desks import Fate, ask

from sim.comms.trunk.slots import PATIENCE_MS, RANK, Slots
from sim.kernel.clock import Clock
from sim.terms.enums import CallFailure, Precedence

EMERGENCY, COMMAND, ROUTINE = Precedence


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_free_slot_is_given_at_once_and_held_for_as_long_as_asked(clock: Clock) -> None:
    site = Slots(clock, 0, 1)
    fate = ask(clock, site, 700)
    assert (fate.began, site.in_use) == ([0], 1)
    clock.run(10_000)
    assert (fate.ended, fate.failed, site.in_use) == ([700], [], 0)


def test_as_many_talk_at_once_as_there_are_slots(clock: Clock) -> None:
    site = Slots(clock, 0, 3)
    fates = [ask(clock, site) for _ in range(5)]
    assert [len(fate.began) for fate in fates] == [1, 1, 1, 0, 0]
    assert (site.in_use, site.waiting) == (3, 2)
    clock.run(1_000)
    assert [fate.began for fate in fates] == [[0], [0], [0], [100], [100]]


def test_the_more_urgent_comes_first_then_who_asked_first_and_nobody_is_interrupted(clock: Clock) -> None:
    site = Slots(clock, 0, 1)
    order = (ROUTINE, ROUTINE, COMMAND, EMERGENCY, COMMAND, EMERGENCY)
    fates = [ask(clock, site, 100, precedence) for precedence in order]
    clock.run(10_000)
    assert [fate.began[0] // 100 for fate in fates] == [0, 5, 3, 1, 4, 2]
    assert all(fate.ended == [fate.began[0] + 100] for fate in fates)


def test_precedences_rank_from_emergency_to_routine() -> None:
    assert [RANK[precedence] for precedence in (EMERGENCY, COMMAND, ROUTINE)] == [0, 1, 2]
    assert [precedence.zh for precedence in RANK] == ["特急", "指挥", "普通"]


def test_who_waits_longer_than_patience_fails(clock: Clock) -> None:
    site = Slots(clock, 0, 1, patience_ms=50)
    first, second = ask(clock, site, 100), ask(clock, site)
    clock.run(1_000)
    assert (first.ended, first.failed) == ([100], [])
    assert (second.began, second.ended, second.failed) == ([], [], [(50, CallFailure.NO_SLOT)])
    assert site.waiting == 0


def test_patience_is_half_a_minute_unless_said_otherwise(clock: Clock) -> None:
    site = Slots(clock, 0, 1)
    ask(clock, site, 60_000)
    waits = ask(clock, site)
    clock.run(60_000)
    assert waits.failed == [(PATIENCE_MS, "no_slot")] == [(30_000, CallFailure.NO_SLOT)]


def test_without_patience_there_is_no_queue(clock: Clock) -> None:
    repeater = Slots(clock, 0, 1, patience_ms=0)
    ask(clock, repeater)
    late = ask(clock, repeater, 100, EMERGENCY)
    assert late.failed == [(0, CallFailure.NO_SLOT)]
    assert repeater.waiting == 0


def test_with_patience_without_end_nobody_fails(clock: Clock) -> None:
    site = Slots(clock, 0, 1, patience_ms=None)
    fates = [ask(clock, site, 1_000_000) for _ in range(4)]
    clock.run(4_000_001)
    assert [fate.ended for fate in fates] == [[1_000_000 * n] for n in (1, 2, 3, 4)]


def test_what_has_no_term_is_held_until_it_is_released(clock: Clock) -> None:
    site = Slots(clock, 0, 1)
    holder, waiter = ask(clock, site, None), ask(clock, site)
    clock.run(5_000)
    assert site.in_use == 1
    site.release(holder.call)
    assert (holder.ended, holder.failed, waiter.began) == ([], [], [5_000])


def test_who_leaves_the_line_is_passed_over_and_hears_nothing_more(clock: Clock) -> None:
    site = Slots(clock, 0, 1)
    ask(clock, site)
    leaves, stays = ask(clock, site), ask(clock, site)
    site.release(leaves.call)
    clock.run(100_000)
    assert (leaves.began, leaves.last_words, stays.began) == ([], 0, [100])


def test_releasing_what_is_over_changes_nothing(clock: Clock) -> None:
    site = Slots(clock, 0, 1)
    over = ask(clock, site)
    clock.run(200)
    ask(clock, site)
    site.release(over.call)
    assert site.in_use == 1


def test_a_call_taken_out_leaves_its_slot_free_until_those_in_line_are_served(clock: Clock) -> None:
    site = Slots(clock, 0, 1)
    first, second = ask(clock, site), ask(clock, site)
    site.leave(first.call)
    assert (site.in_use, second.began) == (0, [])
    site.serve()
    assert (site.in_use, second.began) == (1, [0])


def test_the_slot_of_who_was_released_early_is_not_freed_again_at_its_term(clock: Clock) -> None:
    site = Slots(clock, 0, 1)
    early = ask(clock, site, 100)
    site.release(early.call)
    later = ask(clock, site, 1_000)
    clock.run(500)
    assert (site.in_use, later.ended) == (1, [])


def test_a_call_waits_talks_and_is_over(clock: Clock) -> None:
    site = Slots(clock, 0, 1)
    ask(clock, site)
    call = ask(clock, site).call
    seen = [(call.waiting, call.over)]
    clock.run(150)
    seen.append((call.waiting, call.over))
    clock.run(1_000)
    seen.append((call.waiting, call.over))
    assert seen == [(True, False), (False, False), (False, True)]


# --- a site that dies and comes back


def test_when_a_site_dies_all_its_calls_fail(clock: Clock) -> None:
    site = Slots(clock, 0, 1)
    talks, waits = ask(clock, site), ask(clock, site)
    clock.call_after(40, site.close)
    clock.run(100_000)
    assert (talks.failed, talks.ended) == ([(40, CallFailure.SITE_LOST)], [])
    assert (waits.failed, waits.began) == ([(40, CallFailure.SITE_LOST)], [])
    assert (site.in_use, site.waiting) == (0, 0)


def test_at_a_closed_site_every_request_fails_at_once_and_when_it_opens_they_are_served(clock: Clock) -> None:
    site = Slots(clock, 0, 1)
    site.close()
    refused = ask(clock, site)
    assert (refused.failed, refused.call.over) == ([(0, "site_lost")], True)
    site.open()
    assert ask(clock, site).began == [0]


def test_a_term_from_before_the_site_died_means_nothing_after_it_opened(clock: Clock) -> None:
    site = Slots(clock, 0, 1)
    ask(clock, site, 100)
    site.close()
    site.open()
    after = ask(clock, site, 1_000)
    clock.run(500)
    assert (site.in_use, after.ended) == (1, [])


def test_who_asks_again_when_told_of_failure_finds_the_site_already_closed(clock: Clock) -> None:
    site, said = Slots(clock, 0, 1), []

    def ask_again(why: CallFailure) -> None:
        said.append(why)
        site.request(10, ROUTINE, partial(said.append, "began"), said.append)

    site.request(100, ROUTINE, lambda: None, ask_again)
    site.close()
    assert said == [CallFailure.SITE_LOST, CallFailure.SITE_LOST]


def test_an_answer_asked_for_at_the_end_of_a_call_waits_behind_who_waited(clock: Clock) -> None:
    site, order = Slots(clock, 0, 1), []

    def answer() -> None:
        site.request(10, ROUTINE, partial(order.append, "answer"), order.append)

    site.request(10, ROUTINE, lambda: None, order.append, answer)
    site.request(10, ROUTINE, partial(order.append, "waited"), order.append)
    clock.run(100)
    assert order == ["waited", "answer"]


def test_where_nobody_queues_an_answer_at_the_end_of_a_call_finds_its_slot_free(clock: Clock) -> None:
    repeater, fates = Slots(clock, 0, 1, patience_ms=0), []
    repeater.request(10, ROUTINE, lambda: None, fates.append, lambda: fates.append(ask(clock, repeater)))
    clock.run(11)
    assert fates[0].began == [10]


# --- another level of fallback


def test_when_slots_go_the_least_urgent_and_latest_calls_are_cut_off(clock: Clock) -> None:
    site = Slots(clock, 0, 4)
    fates = [ask(clock, site, 100, each) for each in (ROUTINE, COMMAND, ROUTINE, EMERGENCY)]
    site.become(2)
    assert [fate.failed for fate in fates] == [
        [(0, CallFailure.SLOT_LOST)],
        [],
        [(0, CallFailure.SLOT_LOST)],
        [],
    ]
    site.become(4)
    assert (site.in_use, site.capacity) == (2, 4)


def test_when_slots_come_back_those_in_line_start(clock: Clock) -> None:
    site = Slots(clock, 0, 1)
    fates = [ask(clock, site) for _ in range(4)]
    site.become(3)
    assert [len(fate.began) for fate in fates] == [1, 1, 1, 0]


def test_where_the_queue_is_given_up_those_in_line_fail(clock: Clock) -> None:
    site = Slots(clock, 0, 1)
    talks, waits = ask(clock, site), ask(clock, site)
    site.become(1, patience_ms=0)
    assert (talks.failed, waits.failed) == ([], [(0, CallFailure.NO_SLOT)])


def test_those_in_line_keep_the_patience_with_which_they_came(clock: Clock) -> None:
    site = Slots(clock, 0, 1, patience_ms=50)
    ask(clock, site, 1_000)
    before = ask(clock, site)
    site.become(1, patience_ms=500)
    after = ask(clock, site)
    clock.run(2_000)
    assert [fate.failed[0][0] for fate in (before, after)] == [50, 500]


@pytest.mark.parametrize(("capacity", "patience_ms"), [(0, 10), (-1, None), (1, -1)])
def test_no_slot_or_less_than_no_patience_is_refused(
    clock: Clock, capacity: int, patience_ms: int | None
) -> None:
    with pytest.raises(ValueError, match="slot and patience"):
        Slots(clock, 0, capacity, patience_ms)
    site = Slots(clock, 0, 2)
    with pytest.raises(ValueError, match="slot and patience"):
        site.become(capacity, patience_ms)
    assert site.capacity == 2


def test_a_call_costs_one_time_out_and_one_more_if_it_waits(clock: Clock) -> None:
    site = Slots(clock, 0, 1)
    ask(clock, site)
    assert len(clock.env._queue) == 1
    ask(clock, site)
    assert len(clock.env._queue) == 2


def test_what_became_of_a_request_is_told_once() -> None:
    assert Fate(ROUTINE, 0, ended=[1], failed=[(2, CallFailure.NO_SLOT)]).last_words == 2
