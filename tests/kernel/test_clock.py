"""Laws of the clock: whole milliseconds, one total order, a watchdog that forgets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.kernel.clock import Behaviour, Clock, Interrupt, Watchdog


def test_time_starts_at_zero_and_is_a_whole_number() -> None:
    clock = Clock()
    assert clock.now == 0
    clock.call_after(7, lambda: None)
    clock.run(10)
    assert (clock.now, type(clock.now)) == (10, int)


@given(st.lists(st.integers(0, 50), max_size=30))
def test_actions_happen_in_order_of_time_then_of_scheduling(delays: list[int]) -> None:
    clock = Clock()
    seen: list[tuple[int, int]] = []
    for number, delay in enumerate(delays):
        clock.call_after(delay, lambda number=number: seen.append((clock.now, number)))
    clock.run(51)
    assert seen == sorted((delay, number) for number, delay in enumerate(delays))


def test_a_run_stops_before_what_happens_at_its_end() -> None:
    clock = Clock()
    seen: list[str] = []
    clock.call_after(10, lambda: seen.append("inside"))
    clock.run(10)
    seen.append("outside")
    clock.run(11)
    assert seen == ["outside", "inside"]


@given(st.lists(st.integers(1, 100), min_size=1, max_size=8, unique=True))
def test_running_in_pieces_is_running_at_once(stops: list[int]) -> None:
    def ticks(pieces: list[int]) -> list[int]:
        clock, seen = Clock(), []

        def beat() -> Behaviour:
            while True:
                yield clock.wait(3)
                seen.append(clock.now)

        clock.start(beat())
        for stop in pieces:
            clock.run(stop)
        return seen

    assert ticks(sorted(stops)) == ticks([max(stops)])


def test_time_never_runs_backwards() -> None:
    clock = Clock()
    clock.run(5)
    with pytest.raises(ValueError, match="until"):
        clock.run(4)


def test_a_signal_wakes_whoever_waits_and_carries_a_value() -> None:
    clock = Clock()
    bell = clock.signal()
    heard: list[tuple[int, str]] = []

    def listener() -> Behaviour:
        heard.append(((clock.now), (yield bell)))
        heard.append((clock.now, "awake"))

    clock.start(listener())
    clock.call_after(4, lambda: bell.succeed("fire") and None)
    clock.run(5)
    assert heard == [(0, "fire"), (4, "awake")]


def test_a_behaviour_can_be_cut_short() -> None:
    clock = Clock()
    seen: list[tuple[int, object]] = []

    def sleeper() -> Behaviour:
        try:
            yield clock.wait(100)
        except Interrupt as interrupt:
            seen.append((clock.now, interrupt.cause))

    asleep = clock.start(sleeper())
    clock.call_after(30, lambda: asleep.interrupt("recall"))
    clock.run(200)
    assert seen == [(30, "recall")]


def rings(orders: list[tuple[int, int | None]]) -> list[int]:
    """Times at which a watchdog rings that is set (delay) or cancelled (None) at given times."""
    clock, seen = Clock(), []
    dog = Watchdog(clock, lambda: seen.append(clock.now))
    for at, delay in orders:
        act = dog.cancel if delay is None else (lambda delay=delay: dog.set(delay))
        clock.call_after(at, act)
    clock.run(1000)
    return seen


def test_a_watchdog_rings_once() -> None:
    assert rings([(0, 5)]) == [5]


def test_setting_a_watchdog_again_forgets_the_time_before() -> None:
    assert rings([(0, 5), (3, 5)]) == [8]
    assert rings([(0, 50), (3, 5)]) == [8]


def test_a_cancelled_watchdog_is_silent() -> None:
    assert rings([(0, 5), (4, None)]) == []
    assert rings([(0, 5), (4, None), (6, 5)]) == [11]


@given(
    st.lists(
        st.tuples(st.integers(0, 100), st.one_of(st.none(), st.integers(1, 60))),
        min_size=1,
        max_size=12,
        unique_by=lambda order: order[0],
    )
)
def test_a_watchdog_rings_only_for_the_last_setting_that_nothing_overtook(
    orders: list[tuple[int, int | None]],
) -> None:
    orders = sorted(orders, key=lambda order: order[0])
    ends = [at for at, _ in orders[1:]] + [10_000]
    expected = [
        at + delay for (at, delay), end in zip(orders, ends, strict=True) if delay and at + delay < end
    ]
    # An order at the very moment of a ring was scheduled first, so it comes first and the ring is forgotten.
    assert rings(orders) == expected


def test_a_watchdog_may_be_set_by_its_own_ring() -> None:
    clock, seen = Clock(), []

    def ring() -> None:
        seen.append(clock.now)
        if len(seen) < 3:
            dog.set(10)

    dog = Watchdog(clock, ring)
    dog.set(10)
    clock.run(1000)
    assert seen == [10, 20, 30]
