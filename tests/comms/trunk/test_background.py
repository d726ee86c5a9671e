"""Laws of the background: more load or fewer slots never help, and no load is never in the way."""

from math import inf
from statistics import fmean

import pytest
from comms.trunk.desks import Fate, ask
from hypothesis import given
from hypothesis import strategies as st

from sim.comms.trunk.background import Background
from sim.comms.trunk.group_call import Backhaul, GroupCall
from sim.comms.trunk.slots import Slots
from sim.kernel.clock import Clock
from sim.kernel.draw import Streams
from sim.terms.enums import CallFailure, Precedence

EMERGENCY, COMMAND, ROUTINE = Precedence
HOLD_MS = 8_000
loads = st.floats(0, 40)
patiences = st.sampled_from([0.0, 1.0, 30_000.0, 600_000.0, inf])


def others(*erlang: float, seed: int = 1) -> Background:
    """Background of loads given from routine upwards."""
    by_class = dict(zip((ROUTINE, COMMAND, EMERGENCY), erlang, strict=False))
    return Background(Streams(seed, 0)("others"), by_class, HOLD_MS)


def site_with(
    background: Background | None, capacity: int, patience_ms: int | None = 30_000
) -> tuple[Clock, Slots]:
    clock = Clock()
    return clock, Slots(clock, 0, capacity, patience_ms, background)


@given(st.integers(1, 20), loads, loads, patiences)
def test_more_load_never_makes_a_free_slot_likelier(
    slots: int, load: float, more: float, patience_ms: float
) -> None:
    light, heavy = others(load), others(load, more)
    assert heavy.erlang == pytest.approx(load + more)
    here, there = (each.p_wait(slots, slots, patience_ms) for each in (light, heavy))
    assert 0 <= here <= there + 1e-12 <= 1 + 1e-12


@given(st.integers(1, 20), st.integers(0, 20), loads, patiences)
def test_a_slot_held_by_a_request_never_makes_a_free_slot_likelier(
    slots: int, left: int, load: float, patience_ms: float
) -> None:
    left = min(left, slots)
    chances = [others(load).p_wait(each, slots, patience_ms) for each in range(left + 1)]
    assert chances == sorted(chances, reverse=True)
    assert chances[0] == 1.0


@given(st.integers(1, 20), loads, st.lists(patiences, min_size=2, max_size=2))
def test_more_patience_never_makes_a_free_slot_likelier(
    slots: int, load: float, patience_ms: list[float]
) -> None:
    short, long = (others(load).p_wait(slots, slots, each) for each in sorted(patience_ms))
    assert short <= long + 1e-12


@given(st.integers(1, 8), st.integers(0, 2), loads, loads, patiences, st.integers(0, 99))
def test_waits_are_never_negative_nor_anything_but_a_number(
    slots: int, rank: int, load: float, above: float, patience_ms: float, seed: int
) -> None:
    drawn = others(load, above, seed=seed)
    for wait_ms in (
        *drawn.line_ms(slots, rank, patience_ms),
        drawn.came_ms(slots, load, 5_000, 2_000, patience_ms),
        drawn.delayed_ms(slots, rank, 3_000, patience_ms),
    ):
        assert wait_ms >= 0
    assert drawn.delayed_ms(slots, 0, 3_000, patience_ms) == 3_000
    assert drawn.delayed_ms(slots, rank, 0.0, patience_ms) == 0.0


def test_a_load_just_below_the_slots_is_drawn_to_an_end() -> None:
    drawn = others(0.1, 0.0, 1 - 1e-12)
    assert drawn.delayed_ms(1, 2, HOLD_MS * 9_999.0, inf) > 0


def test_where_the_more_urgent_take_all_slots_the_others_wait_without_end() -> None:
    drawn = others(0.5, 3.0, 0.5)
    assert drawn.line_ms(3, 2, inf) == drawn.line_ms(3, 1, inf) == (inf, inf)
    assert drawn.line_ms(3, 2, 30_000) == (inf, inf)
    assert sum(drawn.line_ms(3, 0, inf)) < inf


def test_an_overload_beyond_all_measure_is_always_there() -> None:
    drawn = others(5_000.0)
    assert drawn.p_wait(7, 7, 30_000) == 1.0
    assert sum(drawn.line_ms(7, 2, 30_000)) > 30_000


def test_as_much_load_as_slots_is_no_special_case() -> None:
    near = [others(load).p_wait(3, 3, 30_000) for load in (2.999999, 3.0, 3.000001)]
    assert near == sorted(near)
    assert near[2] - near[0] < 1e-5
    waits_ms = [sum(others(3.0, seed=seed).line_ms(3, 2, 30_000)) for seed in range(2_000)]
    # evenly spread up to the patience, and beyond it falling with the time to the next departure
    stage_ms = HOLD_MS / 3
    exact_ms = (30_000**2 / 2 + stage_ms * (30_000 + stage_ms)) / (30_000 + stage_ms)
    assert fmean(waits_ms) == pytest.approx(exact_ms, rel=0.05)


def test_who_came_so_long_before_that_they_gave_up_are_not_in_the_way() -> None:
    drawn = others(2.0)
    assert drawn.came_ms(1, 2.0, 20_000, 31_000, 30_000) == 0.0
    assert drawn.came_ms(1, 2.0, 1e12, 29_999.9, 30_000) >= 0.0
    assert drawn.came_ms(1, 0.0, 1e12, 0.0, inf) == 0.0


def test_loads_are_known_by_class_and_up_to_it() -> None:
    drawn = others(3.0, 2.0, 1.0)
    assert [drawn.load(rank, whole=True) for rank in range(3)] == [1.0, 3.0, 6.0]
    assert [drawn.load(rank, whole=False) for rank in range(3)] == [1.0, 2.0, 3.0]


@pytest.mark.parametrize(
    ("erlang", "hold_ms"), [(-0.1, 8_000), (float("nan"), 8_000), (inf, 8_000), (1.0, 0), (1.0, -5)]
)
def test_no_such_traffic_is_refused(erlang: float, hold_ms: float) -> None:
    with pytest.raises(ValueError, match="traffic"):
        Background(Streams(1, 0)("others"), {ROUTINE: erlang}, hold_ms)


# --- a site with a background


requests = st.lists(
    st.tuples(st.integers(0, 20_000), st.integers(1, 20_000), st.sampled_from(Precedence)), max_size=12
)


def fates(
    background: Background | None, capacity: int, asked: list[tuple[int, int, Precedence]]
) -> list[Fate]:
    clock, site = site_with(background, capacity)
    found: list[Fate] = []
    for at_ms, hold_ms, precedence in asked:
        clock.call_after(
            at_ms, lambda hold=hold_ms, each=precedence: found.append(ask(clock, site, hold, each))
        )
    clock.run(200_000)
    return found


@given(st.integers(1, 3), requests)
def test_a_background_without_load_changes_nothing(
    capacity: int, asked: list[tuple[int, int, Precedence]]
) -> None:
    assert [(fate.began, fate.ended, fate.failed) for fate in fates(None, capacity, asked)] == [
        (fate.began, fate.ended, fate.failed) for fate in fates(others(0.0), capacity, asked)
    ]


@given(st.integers(1, 3), requests, st.floats(0, 10), st.integers(0, 20))
def test_whatever_the_background_each_request_is_served_or_fails_within_its_patience(
    capacity: int, asked: list[tuple[int, int, Precedence]], load: float, seed: int
) -> None:
    for fate in fates(others(load, load / 4, load / 8, seed=seed), capacity, asked):
        assert fate.last_words == 1
        assert not fate.began or 0 <= fate.began[0] - fate.asked <= 30_000
        assert not fate.failed or fate.failed == [(fate.asked + 30_000, CallFailure.NO_SLOT)]


def test_the_background_costs_no_event() -> None:
    clock, site = site_with(others(3.9), 7)
    for at_ms in range(0, 100_000_000, 1_000_000):
        clock.run(at_ms + 1)
        ask(clock, site, 500)
        assert len(clock.env._queue) <= 3


def test_under_an_overload_without_patience_a_request_waits_until_the_site_dies() -> None:
    clock, site = site_with(others(9.0), 7, patience_ms=None)
    first, second = ask(clock, site), ask(clock, site)
    clock.run(10**9)
    site.close()
    assert first.failed == second.failed == [(10**9, CallFailure.SITE_LOST)]


def test_an_emergency_passes_an_overload_of_routine_calls() -> None:
    clock, site = site_with(others(9.0), 7, patience_ms=None)
    routine, emergency = ask(clock, site), ask(clock, site, 100, EMERGENCY)
    clock.run(60_000)
    assert (len(emergency.ended), routine.began) == (1, [])


def test_when_slots_come_back_those_in_line_meet_the_background_anew() -> None:
    clock, site = site_with(others(9.0), 7, patience_ms=None)
    fate = [ask(clock, site) for _ in range(3)]
    clock.run(10_000)
    site.become(200, patience_ms=None)
    clock.run(12_000)
    assert all(each.began[0] >= 10_000 for each in fate)


@pytest.mark.parametrize("seed", range(20))
def test_when_slots_go_under_an_overload_those_in_line_wait_on(seed: int) -> None:
    clock, site = site_with(others(9.0, seed=seed), 7, patience_ms=None)
    talk = [ask(clock, site, None, EMERGENCY) for _ in range(7)]
    clock.run(60_000)
    fate = ask(clock, site)
    site.become(2, patience_ms=None)
    assert sum(each.last_words for each in talk) == 5
    assert (site.in_use, fate.began, site.waiting) == (2, [], 1)


def test_when_the_other_users_fall_silent_those_in_line_start() -> None:
    clock, site = site_with(others(9.0), 7, patience_ms=None)
    fate = [ask(clock, site) for _ in range(3)]
    clock.run(10_000)
    site.mix(others(0.0))
    assert [each.began for each in fate] == [[10_000]] * 3
    site.mix(None)
    assert site.background is None
    assert ask(clock, site).began == [10_000]


def test_when_the_other_users_become_more_those_in_line_wait_for_them() -> None:
    clock, site = site_with(None, 1, patience_ms=None)
    first, second = ask(clock, site, 1_000), ask(clock, site)
    site.mix(others(9.0))
    clock.run(20_000)
    third = ask(clock, site)
    clock.run(10**8)
    assert (first.ended, second.began, third.began) == ([1_000], [1_000], [])


def test_behind_a_request_in_the_only_slot_stand_those_who_came_since_it_asked() -> None:
    waits_ms = []
    for seed in range(400):
        clock, site = site_with(others(0.5, seed=seed), 1, patience_ms=None)
        first = ask(clock, site, 16_000)
        if first.began:
            clock.run(16_000)
            second = ask(clock, site)
            clock.run(10**7)
            waits_ms.append(second.began[0] - 16_000)
    # 16 s bring 0.5 / 8 s * 16 s = one call, that holds the slot for 8 s
    assert fmean(waits_ms) == pytest.approx(8_000, rel=0.2)


def test_who_is_released_from_the_line_lets_those_behind_through_sooner() -> None:
    def second_began_ms(seed: int, release: bool) -> int:
        clock, site = site_with(others(0.5, seed=seed), 1, patience_ms=None)
        ask(clock, site, 10_000)
        first, second = ask(clock, site, 10_000), ask(clock, site, 10_000)
        if release:
            site.release(first.call)
        clock.run(10**7)
        return second.began[0]

    pairs = [(second_began_ms(seed, True), second_began_ms(seed, False)) for seed in range(200)]
    assert all(sooner <= later for sooner, later in pairs)
    assert fmean(later - sooner for sooner, later in pairs) == pytest.approx(10_000, rel=0.05)


@pytest.mark.parametrize("capacity", [1, 3])
def test_group_calls_of_unknown_term_stand_among_the_background(capacity: int) -> None:
    clock = Clock()
    sites = [Slots(clock, n, capacity, 30_000, others(0.6 * capacity, seed=n)) for n in range(2)]
    links = [Backhaul(), Backhaul()]
    began: list[int] = []
    over: list[object] = []
    for number in range(100):
        precedence = list(Precedence)[number % 3]
        call = GroupCall(
            clock,
            sites,
            links,
            4_000,
            precedence,
            lambda: began.append(clock.now),
            over.append,
            lambda: over.append("end"),
        )
        clock.call_after(3_000 * number, call.dial)
    clock.run(1_000_000)
    assert len(over) == 100
    assert 0 < len(began) == over.count("end")
    assert [site.in_use for site in sites] == [0, 0]
    assert [site.waiting for site in sites] == [0, 0]
