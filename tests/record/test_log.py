"""Laws of the log in memory: order, digest, batches, sinks."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from loglab import HEADER, Entry, entries, write

from sim.record.errors import LogError, NotKept
from sim.record.facts import CallAnswered, Fact, RoadCut, RoadOpened
from sim.record.file import read_log
from sim.record.header import Header, decode_header, encode_header
from sim.record.log import Log
from sim.record.rows import decode_rows, encode_rows
from sim.terms.errors import InvariantBroken


class Ear:
    """A sink that remembers what it was told."""

    def __init__(self) -> None:
        self.heard: list[tuple[int, int, int | None, Fact]] = []
        self.batches = 0

    def __call__(self, first: int, times: Any, causes: Any, facts: Any) -> None:
        self.batches += 1
        self.heard += list(zip(range(first, first + len(times)), times, causes, facts, strict=True))


def test_numbers_rise_by_one_from_nought() -> None:
    log = Log(HEADER)
    assert [log.add(t, RoadCut(t)) for t in (0, 0, 3)] == [0, 1, 2]
    assert len(log) == 3


def test_entries_are_what_was_added() -> None:
    log = Log(HEADER)
    log.add(1, RoadCut(4))
    log.add(2, RoadOpened(4), 0)
    assert list(log.entries()) == [(0, 1, None, RoadCut(4)), (1, 2, 0, RoadOpened(4))]


def test_an_empty_log_has_no_entries_and_the_digest_of_its_header() -> None:
    log, other = Log(HEADER), Log(HEADER)
    assert list(log.entries()) == []
    assert log.digest == other.digest
    assert len(log.digest) == 32


@settings(max_examples=40)
@given(entries(), st.integers(1, 9), st.integers(1, 9))
def test_the_digest_does_not_depend_on_how_the_log_is_cut(rows: list[Entry], one: int, two: int) -> None:
    assert write(rows, batch_rows=one).digest == write(rows, batch_rows=two, keep=False).digest


@settings(max_examples=40)
@given(entries(), entries())
def test_two_logs_have_one_digest_only_if_they_are_equal(one: list[Entry], two: list[Entry]) -> None:
    assert (write(one).digest == write(two).digest) == (one == two)


def test_a_look_at_the_digest_leaves_it_unchanged() -> None:
    looked, left = Log(HEADER), Log(HEADER)
    for t in range(5):
        looked.add(t, CallAnswered(t))
        left.add(t, CallAnswered(t))
        assert looked.digest == looked.digest
    assert looked.digest == left.digest


@pytest.mark.parametrize(
    "change",
    [
        {"program": "9"},
        {"scenario": b"[]"},
        {"fingerprint": "f"},
        {"policy": "coverage"},
        {"seed": 8},
        {"rep": 8},
        {"horizon_ms": 8},
        {"start": "2026-01-01T00:00:00+08:00"},
    ],
)
def test_every_field_of_the_header_is_in_the_digest(change: dict[str, Any]) -> None:
    fields = {name: getattr(HEADER, name) for name in HEADER.__struct_fields__}
    assert Log(Header(**{**fields, **change})).digest != Log(HEADER).digest


def test_a_header_reads_as_it_was_written() -> None:
    assert decode_header(encode_header(HEADER)) == HEADER


@settings(max_examples=30)
@given(entries(), st.integers(1, 7))
def test_sinks_hear_every_entry_once_in_order(rows: list[Entry], batch: int) -> None:
    ear = Ear()
    log = write(rows, sinks=[ear], batch_rows=batch)
    assert ear.heard == list(log.entries())
    assert ear.batches == -(-len(rows) // batch)


def test_a_sink_is_told_at_the_last_entry_of_a_batch() -> None:
    ear = Ear()
    log = Log(HEADER, sinks=[ear], batch_rows=2)
    log.add(0, RoadCut(0))
    assert ear.batches == 0
    log.add(0, RoadCut(1))
    assert ear.batches == 1
    log.flush()
    assert ear.batches == 1


def test_a_log_that_is_not_kept_forgets_but_keeps_its_digest() -> None:
    log = write([(0, None, RoadCut(1))], keep=False)
    with pytest.raises(NotKept, match="keep=True"):
        list(log.entries())
    assert log.digest == write([(0, None, RoadCut(1))]).digest


def test_a_log_that_is_not_kept_is_read_from_its_file(tmp_path: Path) -> None:
    log = Log(HEADER, tmp_path / "a.sdlog", keep=False, batch_rows=2)
    for t in range(5):
        log.add(t, RoadCut(t))
    assert [t for _, t, _, _ in log.entries()] == [0, 1, 2, 3, 4]
    log.close()
    assert [t for _, t, _, _ in log.entries()] == [0, 1, 2, 3, 4]


def test_time_that_falls_is_refused_naming_the_entry() -> None:
    log = Log(HEADER)
    for t in (1, 5, 4):
        log.add(t, RoadCut(0))
    with pytest.raises(InvariantBroken, match="entry 2 at 4 ms after 5 ms"):
        log.flush()


def test_time_that_falls_between_batches_is_refused() -> None:
    log = Log(HEADER, batch_rows=1)
    log.add(5, RoadCut(0))
    with pytest.raises(InvariantBroken, match="entry 1 at 4 ms after 5 ms"):
        log.add(4, RoadCut(0))


def test_time_before_the_start_is_refused() -> None:
    with pytest.raises(InvariantBroken, match="entry 0 at -1 ms after 0 ms"):
        write([(-1, None, RoadCut(0))])


@pytest.mark.parametrize("t", [1.0, np.int64(1), True])
def test_a_time_that_is_not_a_plain_integer_is_refused(t: Any) -> None:
    with pytest.raises(InvariantBroken, match="time is an integer: entry 1"):
        write([(0, None, RoadCut(0)), (t, None, RoadCut(0))])


def test_a_numpy_integer_in_a_fact_is_refused() -> None:
    with pytest.raises(TypeError, match="numpy"):
        write([(0, None, RoadCut(np.int64(3)))])


def test_nothing_can_be_added_to_a_closed_log() -> None:
    log = write([(0, None, RoadCut(0))])
    with pytest.raises(LogError, match="closed"):
        log.add(1, RoadCut(1))


def test_closing_or_abandoning_twice_does_no_harm() -> None:
    log = write([(0, None, RoadCut(0))])
    log.close()
    log.abandon()
    assert log.closed


def test_leaving_a_block_closes_the_log(tmp_path: Path) -> None:
    with Log(HEADER, tmp_path / "a.sdlog") as log:
        log.add(0, RoadCut(0))
    assert log.closed
    assert read_log(tmp_path / "a.sdlog").complete


def test_leaving_a_block_by_an_error_keeps_what_was_added_but_not_as_a_finished_log(tmp_path: Path) -> None:
    ear = Ear()
    path = tmp_path / "a.sdlog"

    def fail() -> None:
        with Log(HEADER, path, sinks=[ear]) as log:
            log.add(0, RoadCut(7))
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert not read_log(path, partial=True).complete
    assert [fact for *_, fact in read_log(path, partial=True).entries()] == [RoadCut(7)]
    assert ear.batches == 0


def test_what_a_sink_raises_reaches_whoever_adds_and_the_entry_is_in_the_file(tmp_path: Path) -> None:
    def refuse(*_: Any) -> None:
        raise InvariantBroken("no")

    path = tmp_path / "a.sdlog"
    log = Log(HEADER, path, sinks=[refuse], batch_rows=1)
    with pytest.raises(InvariantBroken, match="no"):
        log.add(0, RoadCut(7))
    log.abandon()
    assert [fact for *_, fact in read_log(path, partial=True).entries()] == [RoadCut(7)]


def test_an_abandoned_log_in_memory_can_still_be_read() -> None:
    log = Log(HEADER)
    log.add(0, RoadCut(7))
    log.abandon()
    assert len(list(log.entries())) == 1


@settings(max_examples=40)
@given(entries(min_size=1), st.integers(0, 20))
def test_rows_decode_to_what_was_encoded_however_they_are_joined(rows: list[Entry], cut: int) -> None:
    pieces = [piece for piece in (rows[:cut], rows[cut:]) if piece]
    stream = b"".join(bytes(encode_rows(*zip(*piece, strict=True))) for piece in pieces)
    assert decode_rows(len(rows), stream) == rows


@pytest.mark.parametrize("count", [1, 15, 16, 65535, 65536])
def test_rows_have_no_framing_at_any_length(count: int) -> None:
    one = bytes(encode_rows([1], [None], [RoadCut(2)]))
    assert bytes(encode_rows([1] * count, [None] * count, [RoadCut(2)] * count)) == one * count
