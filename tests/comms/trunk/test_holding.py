"""Laws of how long a call holds its slot."""

from math import log, sqrt
from statistics import fmean, stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.comms.trunk.holding import Speech, offered_erlang, text_ms
from sim.kernel.draw import Streams


def speech(count: int, law: Speech) -> list[int]:
    draws = Streams(7, 0)("speech")
    return [law.draw_ms(draws) for _ in range(count)]


def test_speech_has_its_mean_and_spread() -> None:
    held = speech(20_000, Speech())
    assert fmean(held) == pytest.approx(8_000, abs=3 * 6_400 / sqrt(20_000))
    assert stdev(held) / fmean(held) == pytest.approx(0.8, rel=0.05)


def test_speech_is_lognormal() -> None:
    logs = [log(held) for held in speech(20_000, Speech(8_000, 0.8))]
    middle, sigma = log(8_000 / sqrt(1.64)), sqrt(log(1.64))
    for share, quantile in ((0.1, -1.2816), (0.25, -0.6745), (0.5, 0.0), (0.75, 0.6745), (0.9, 1.2816)):
        assert fmean(each <= middle + quantile * sigma for each in logs) == pytest.approx(share, abs=0.01)


def test_speech_without_spread_is_its_mean() -> None:
    assert speech(3, Speech(5_000, 0)) == [5_000] * 3


def test_speech_is_at_least_a_millisecond_and_a_whole_number() -> None:
    held = speech(100, Speech(0.5, 3.0))
    assert min(held) == 1
    assert all(type(each) is int for each in held)


@pytest.mark.parametrize(("mean_ms", "cv"), [(0, 0.8), (-1, 0.8), (8_000, -0.1), (float("nan"), 0.8)])
def test_speech_of_no_length_is_refused(mean_ms: float, cv: float) -> None:
    with pytest.raises(ValueError, match="mean"):
        Speech(mean_ms, cv)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_longer_text_never_holds_a_slot_for_less(bits: int, more: int) -> None:
    assert text_ms(bits) <= text_ms(bits + more)
    assert 0 <= text_ms(bits) - bits / 1.6 < 1


def test_a_faster_slot_holds_a_text_for_less() -> None:
    assert [text_ms(4_800, rate) for rate in (1.6, 2.4, 3.2)] == [3_000, 2_000, 1_500]


@pytest.mark.parametrize(("bits", "rate"), [(-1, 1.6), (10, 0.0), (10, float("nan"))])
def test_no_text_and_no_rate_are_refused(bits: int, rate: float) -> None:
    with pytest.raises(ValueError, match="cannot be sent"):
        text_ms(bits, rate)


def test_users_offer_what_they_hold_on_average() -> None:
    assert offered_erlang(60, 30, 8_000) == pytest.approx(4.0)
    assert offered_erlang(20, 15, 8_000) == pytest.approx(2 / 3)
