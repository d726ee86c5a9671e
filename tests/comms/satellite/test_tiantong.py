"""Satellite telephones: outdoors, registered, charged, and a circuit free in the beam."""

from math import fsum

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.comms.erlang import erlang_b
from sim.comms.satellite.tiantong import (
    OPEN_AVAILABILITY,
    VALLEY_AVAILABILITY,
    Beam,
    CallOutcome,
    Handheld,
    dial,
    sees_sky,
)
from sim.kernel.draw import Streams
from sim.terms.units import DAY_MS, HOUR_MS

PHONE = Handheld()
TIMES = st.integers(0, 10 * DAY_MS)
CHARGES = st.floats(0, 1)
FULL, EMPTY = Beam(circuits=0), Beam(background_erlang=0.0)


def stream(name="test/tiantong", rep=0):
    return Streams(7, rep)(name)


# --- registration and set-up


def test_whoever_steps_out_talks_after_registration_and_set_up():
    assert PHONE.registered_ms(10_000) == 55_000
    assert PHONE.talking_ms(10_000, 10_000) == 70_000


def test_whoever_has_been_out_for_long_only_waits_for_the_set_up():
    assert PHONE.talking_ms(HOUR_MS, 0) == HOUR_MS + 15_000


@given(TIMES, TIMES)
def test_nobody_talks_before_registration_or_in_less_than_the_set_up(now_ms, since_ms):
    talking_ms = PHONE.talking_ms(now_ms, since_ms)
    assert talking_ms >= now_ms + 15_000
    assert talking_ms >= PHONE.registered_ms(since_ms) + 15_000
    assert type(talking_ms) is int


@pytest.mark.parametrize(("hanzi", "messages"), [(0, 1), (1, 1), (70, 1), (71, 2), (350, 5), (351, 6)])
def test_a_long_text_goes_as_several_messages(hanzi, messages):
    assert PHONE.text_ms(HOUR_MS, 0, hanzi) == HOUR_MS + messages * 15_000
    assert PHONE.text_ms(0, 0, hanzi) == 45_000 + messages * 15_000


# --- the battery


def test_a_full_battery_gives_six_hours_of_talk_or_three_days_of_standby():
    assert PHONE.flat_after_ms(1.0, talking=True) == 6 * HOUR_MS
    assert PHONE.flat_after_ms(1.0, talking=False) == 3 * DAY_MS
    assert PHONE.charge_after(1.0, 3 * HOUR_MS, 0) == pytest.approx(0.5)
    assert PHONE.charge_after(1.0, 0, DAY_MS) == pytest.approx(2 / 3)


@given(CHARGES, st.booleans())
def test_a_charge_is_used_up_when_it_says(charge, talking):
    lasts_ms = PHONE.flat_after_ms(charge, talking)
    spent = (lasts_ms, 0) if talking else (0, lasts_ms)
    assert PHONE.charge_after(charge, *spent) == pytest.approx(0, abs=1e-7)


@given(CHARGES, TIMES, TIMES, TIMES)
def test_a_charge_never_rises_and_is_never_negative(charge, talked_ms, stood_by_ms, more_ms):
    left = PHONE.charge_after(charge, talked_ms, stood_by_ms)
    assert 0 <= PHONE.charge_after(charge, talked_ms + more_ms, stood_by_ms) <= left <= charge
    assert PHONE.charge_after(charge, talked_ms, stood_by_ms + more_ms) <= left


@given(CHARGES, st.integers(0, HOUR_MS), st.integers(0, HOUR_MS))
def test_the_battery_does_not_mind_how_often_it_is_asked(charge, one_ms, other_ms):
    in_two = PHONE.charge_after(PHONE.charge_after(charge, one_ms, 0), other_ms, 0)
    assert in_two == pytest.approx(PHONE.charge_after(charge, one_ms + other_ms, 0), abs=1e-12)


# --- the sky


def test_so_many_places_see_the_satellite_as_the_availability_says():
    streams = Streams(7, 0)
    seen = [sees_sky(streams(f"test/sky/{place}"), VALLEY_AVAILABILITY) for place in range(2000)]
    assert np.mean(seen) == pytest.approx(VALLEY_AVAILABILITY, abs=0.015)


@given(st.integers(0, 10_000), st.floats(0, 1), st.floats(0, 1))
def test_a_higher_availability_never_hides_the_satellite(place, one, other):
    low, high = (sees_sky(stream(f"test/sky/{place}"), availability) for availability in sorted((one, other)))
    assert high or not low


def test_a_place_is_never_better_off_in_a_valley():
    for place in range(300):
        name = f"test/sky/{place}"
        assert sees_sky(stream(name), OPEN_AVAILABILITY) or not sees_sky(stream(name), VALLEY_AVAILABILITY)


# --- the beam


def test_an_ordinary_beam_loses_one_call_in_fifty():
    assert Beam().blocking(0) == pytest.approx(0.0186906711)  # 50 circuits, 40 erlang: table of Erlang's B


@pytest.mark.parametrize(("factor", "least"), [(2, 0.39), (5, 0.75), (7, 0.82), (10, 0.87)])
def test_a_surge_fills_the_beam(factor, least):
    assert least < Beam().surged(factor).blocking(0) < least + 0.01


def test_a_surge_counts_from_the_ordinary_load_and_passes():
    assert Beam().surged(7).surged(2).blocking(0) == Beam(surge=2).blocking(0) == erlang_b(50, 80.0)
    assert Beam().surged(7).surged(1) == Beam()


@given(st.integers(0, 80), st.floats(0, 400), st.integers(0, 100))
def test_each_call_of_our_own_leaves_less_for_the_next(circuits, load, own):
    beam = Beam(circuits, load)
    assert beam.blocking(own) <= beam.blocking(own + 1) <= 1
    assert beam.blocking(own) == erlang_b(max(0, circuits - own), load)


def test_a_beam_full_of_our_own_calls_is_busy():
    beam = Beam(circuits=3, background_erlang=0.1)
    assert [beam.blocking(own) for own in (3, 4, 99)] == [1, 1, 1]
    assert beam.busy(stream(), 3)


@pytest.mark.parametrize("surge", [1.0, 1.3, 3.0])
def test_as_many_calls_find_it_busy_as_erlang_says(surge):
    beam, draws = Beam(surge=surge), stream()
    busy = fsum(beam.busy(draws, 5) for _ in range(20_000)) / 20_000
    assert busy == pytest.approx(beam.blocking(5), abs=0.01)


def joint(circuits, background, own):
    """Shares of the states (background calls, own calls) of a loss system, by its balance equations."""
    states = [(b, n) for b in range(circuits + 1) for n in range(circuits + 1 - b)]
    number = {state: index for index, state in enumerate(states)}
    flow = np.zeros((len(states), len(states)))
    for (b, n), here in number.items():
        moves = [((b + 1, n), background), ((b, n + 1), own), ((b - 1, n), b), ((b, n - 1), n)]
        for there, rate in moves:
            if there in number and rate:
                flow[number[there], here] += rate
                flow[here, here] -= rate
    flow[0] = 1.0
    shares = np.linalg.solve(flow, np.eye(len(states))[0])
    return {state: shares[index] for state, index in number.items()}


@pytest.mark.parametrize(("background", "own_load"), [(2.0, 0.5), (4.0, 3.0), (12.0, 1.0)])
def test_given_our_calls_the_background_fills_the_rest_as_erlang_says(background, own_load):
    """What is drawn without background events is exactly what a model with them has in the long run."""
    circuits = 6
    shares, beam = joint(circuits, background, own_load), Beam(circuits, background)
    for own in range(circuits + 1):
        given_own = [share for (_, n), share in shares.items() if n == own]
        full = shares[circuits - own, own] / fsum(given_own)
        assert beam.blocking(own) == pytest.approx(full, abs=1e-10)


@pytest.mark.parametrize(("circuits", "load"), [(-1, 1.0), (5, -1.0)])
def test_a_beam_with_negative_figures_is_refused(circuits, load):
    with pytest.raises(ValueError, match="0 or more"):
        Beam(circuits, load)


# --- a call


@pytest.mark.parametrize(
    ("beam", "charge", "outdoors", "sky", "outcome"),
    [
        (EMPTY, 1.0, True, True, CallOutcome.CONNECTED),
        (FULL, 1.0, True, True, CallOutcome.BUSY),
        (EMPTY, 0.0, True, True, CallOutcome.FLAT),
        (EMPTY, 1.0, False, True, CallOutcome.INDOORS),
        (EMPTY, 1.0, True, False, CallOutcome.HIDDEN),
        (FULL, 0.0, False, False, CallOutcome.FLAT),
        (FULL, 1.0, False, False, CallOutcome.INDOORS),
        (FULL, 1.0, True, False, CallOutcome.HIDDEN),
    ],
)
def test_a_call_needs_charge_open_sky_and_a_free_circuit(beam, charge, outdoors, sky, outcome):
    assert dial(stream(), beam, 0, charge, outdoors, sky) is outcome


def test_each_call_takes_one_number_whatever_becomes_of_it():
    """Another day indoors leaves the luck of later calls as it was."""
    one, other = stream(), stream()
    dial(one, Beam(), 0, 1.0, outdoors=True, sky=True)
    dial(other, Beam(), 0, 0.0, outdoors=False, sky=False)
    assert one.uniform() == other.uniform()


def test_outcomes_bear_chinese_names():
    assert len({outcome.zh for outcome in CallOutcome}) == len(CallOutcome) == 5
