"""Laws of a pool: nothing is lent twice or lost, or free while someone waits, and turns come in order."""

from typing import Any

import simpy
from hypothesis import given
from hypothesis import strategies as st

from sim.kernel.clock import Clock, Interrupt
from sim.kernel.pool import Pool, Turn

visits = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 20), st.integers(0, 2)), max_size=25
)  # comes at, stays for, priority


def test_the_smallest_free_thing_is_lent_first() -> None:
    pool = Pool(Clock(), [3, 1, 2])
    assert [pool.take(), pool.take()] == [1, 2]
    pool.give_back(1)
    assert [pool.take(), pool.take(), pool.take()] == [1, 3, None]


def test_free_things_and_those_who_wait_are_counted() -> None:
    pool = Pool(Clock(), ["a"])
    assert (pool.free, pool.waiting) == (1, 0)
    pool.take()
    pool.wait()
    assert (pool.free, pool.waiting) == (0, 1)


def test_a_thing_changes_hands_before_anything_else_of_that_millisecond() -> None:
    clock, seen = Clock(), []
    pool = Pool(clock, [1])
    pool.take()

    def waiter() -> Any:
        seen.append((yield pool.wait()))

    def giver() -> Any:
        yield clock.wait(5)
        clock.call_after(0, lambda: seen.append("ordinary"))
        pool.give_back(1)

    clock.start(waiter())
    clock.start(giver())
    clock.run(6)
    assert seen == [1, "ordinary"]
    assert (pool.free, pool.waiting) == (0, 0)


def test_the_most_urgent_comes_first_then_who_has_waited_longest() -> None:
    clock, served = Clock(), []
    pool = Pool(clock, [1])

    def customer(name: str, priority: int) -> Any:
        item = pool.take()
        if item is None:
            item = yield pool.wait(priority)
        served.append(name)
        yield clock.wait(10)
        pool.give_back(item)

    for name, priority in (("first", 9), ("b", 5), ("a", 2), ("c", 5), ("d", 2)):
        clock.start(customer(name, priority))
    clock.run(100)
    assert served == ["first", "a", "d", "b", "c"]


def test_who_leaves_the_queue_is_passed_over() -> None:
    pool = Pool(Clock(), [1])
    pool.take()
    turns = [pool.wait(), pool.wait(), pool.wait()]
    pool.leave(turns[0])
    pool.leave(turns[2])
    pool.give_back(1)
    assert [turn.triggered for turn in turns] == [False, True, False]


def test_who_is_interrupted_in_the_moment_of_the_turn_gives_the_thing_back() -> None:
    clock, seen = Clock(), []
    pool = Pool(clock, [1])
    pool.take()

    def waiter() -> Any:
        turn = pool.wait()
        try:
            yield turn
        except Interrupt:
            pool.leave(turn)
            seen.append("left")

    def next_in_line() -> Any:
        seen.append((yield pool.wait()))

    first = clock.start(waiter())
    clock.start(next_in_line())

    def both() -> None:
        first.interrupt()
        pool.give_back(1)

    clock.call_after(3, both)
    clock.run(10)
    assert seen == ["left", 1]


def times_of_service(seats: int, people: list[tuple[int, int, int]], wants: Any) -> list[tuple[int, int]]:
    """Return (customer, time) in the order in which they are served; `wants` makes a way to take and give."""
    clock, served = Clock(), []
    take, give = wants(clock, seats)

    def customer(number: int, at: int, stay: int, priority: int) -> Any:
        yield clock.wait(at)
        held = yield from take(priority)
        served.append((number, clock.now))
        yield clock.wait(stay)
        give(held)

    for number, visit in enumerate(people):
        clock.start(customer(number, *visit))
    clock.run(10_000)
    return served


def by_pool(clock: Clock, seats: int) -> Any:
    pool = Pool(clock, range(seats))
    lent: set[int] = set()

    def take(priority: int) -> Any:
        item = pool.take()
        if item is None:
            item = yield pool.wait(priority)
        assert item not in lent
        lent.add(item)
        return item

    def give(item: int) -> None:
        lent.remove(item)
        pool.give_back(item)
        assert pool.free == 0 or pool.waiting == 0

    return take, give


def by_simpy(clock: Clock, seats: int) -> Any:
    resource = simpy.PriorityResource(clock.env, seats)

    def take(priority: int) -> Any:
        request = resource.request(priority)
        yield request
        return request

    return take, resource.release


@given(st.integers(1, 3), visits)
def test_everybody_is_served_when_simpys_own_resource_would_serve_them(seats: int, people: Any) -> None:
    ours, theirs = (times_of_service(seats, people, wants) for wants in (by_pool, by_simpy))
    assert len(ours) == len(people)
    begun = dict(ours)
    assert sorted(begun) == list(range(len(people)))
    # those who come in one millisecond may be served in another order, but the times are the same
    if len({at for at, *_ in people} | {0}) == len(people) + 1 and seats == 1:
        assert ours == theirs
    if len({priority for *_, priority in people}) <= 1:
        assert sorted(time for _, time in ours) == sorted(time for _, time in theirs)


def test_a_turn_is_an_event_that_carries_what_is_lent() -> None:
    clock = Clock()
    turn = Turn(clock.env)
    turn.call("engine")
    assert (turn.triggered, turn.ok, turn.value) == (True, True, "engine")
