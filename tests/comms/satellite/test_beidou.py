"""Short messages: split by size, one in an interval, and lost with a chance of their own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.comms.satellite.beidou import Sending, ShortMessage
from sim.kernel.draw import Streams
from sim.terms.units import DAY_MS, MINUTE_MS

SERVICE = ShortMessage()
GLOBAL = ShortMessage(message_bits=560, success=0.9646)
BITS = st.integers(0, 200_000)
TIMES = st.integers(0, DAY_MS)


@pytest.mark.parametrize(
    ("bits", "messages"), [(0, 1), (1, 1), (14_000, 1), (14_001, 2), (28_000, 2), (28_001, 3), (140_000, 10)]
)
def test_a_text_is_split_where_a_message_is_full(bits, messages):
    assert SERVICE.messages(bits) == messages


def test_a_message_holds_a_thousand_characters_and_a_global_one_forty():
    assert SERVICE.messages(1000 * SERVICE.hanzi_bits) == 1
    assert SERVICE.messages(1001 * SERVICE.hanzi_bits) == 2
    assert GLOBAL.messages(40 * GLOBAL.hanzi_bits) == 1
    assert GLOBAL.messages(41 * GLOBAL.hanzi_bits) == 2


def test_the_first_message_of_a_terminal_leaves_at_once():
    assert SERVICE.sending(500, 7_000, None) == Sending(7_000, 7_000, 9_000, 1)


def test_after_a_message_the_next_waits_for_its_interval():
    assert SERVICE.sending(500, 7_000, 0) == Sending(60_000, 60_000, 62_000, 1)
    assert SERVICE.sending(500, 60_000, 0).first_ms == 60_000
    assert SERVICE.sending(500, 61_000, 0).first_ms == 61_000


@given(BITS, TIMES, st.none() | TIMES)
def test_a_terminal_never_sends_two_messages_within_an_interval(bits, now_ms, last_ms):
    sending = SERVICE.sending(bits, now_ms, last_ms)
    assert sending.first_ms >= now_ms
    assert last_ms is None or sending.first_ms >= last_ms + MINUTE_MS
    assert sending.last_ms - sending.first_ms == (sending.messages - 1) * MINUTE_MS
    assert sending.arrives_ms == sending.last_ms + 2_000
    assert all(type(figure) is int for figure in sending)


@given(st.lists(BITS, min_size=2, max_size=6), TIMES)
def test_texts_handed_over_together_leave_one_after_the_other(texts, now_ms):
    last_ms = None
    for bits in texts:
        sending = SERVICE.sending(bits, now_ms, last_ms)
        assert sending.first_ms == (now_ms if last_ms is None else last_ms + MINUTE_MS)
        last_ms = sending.last_ms
    assert last_ms - now_ms == (sum(map(SERVICE.messages, texts)) - 1) * MINUTE_MS


@given(BITS, st.integers(0, 50_000), TIMES)
def test_a_longer_text_never_arrives_earlier(bits, more, now_ms):
    assert SERVICE.sending(bits + more, now_ms, 0).arrives_ms >= SERVICE.sending(bits, now_ms, 0).arrives_ms


def test_a_negative_length_is_refused():
    with pytest.raises(ValueError, match="0 bits"):
        SERVICE.sending(-1, 0, None)


@pytest.mark.parametrize("service", [SERVICE, GLOBAL])
def test_so_many_messages_arrive_as_the_service_promises(service):
    arrived = service.arrive(Streams(11, 0)("test/beidou"), 40_000)
    assert sum(arrived) / 40_000 == pytest.approx(service.success, abs=0.003)


def test_each_message_takes_one_number_whatever_becomes_of_it():
    one, other = Streams(11, 0)("test/a"), Streams(11, 0)("test/a")
    assert len(GLOBAL.arrive(one, 7)) == 7
    for _ in range(7):
        other.uniform()
    assert one.uniform() == other.uniform()


def test_a_better_service_loses_no_message_that_a_worse_one_brings():
    names = [f"test/{number}" for number in range(200)]
    for name in names:
        worse, better = (service.arrive(Streams(1, 0)(name), 3) for service in (GLOBAL, SERVICE))
        assert all(there or not here for here, there in zip(worse, better, strict=True))


def test_nothing_arrives_of_a_service_that_fails_always_and_all_of_one_that_never_does():
    draws = Streams(1, 0)("test/certain")
    assert ShortMessage(success=0.0).arrive(draws, 50) == (False,) * 50
    assert ShortMessage(success=1.0).arrive(draws, 50) == (True,) * 50
