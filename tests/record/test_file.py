"""Laws of the log file: it gives back what was written, and says so when it cannot."""

import struct
import zlib
from io import BytesIO
from pathlib import Path

import msgspec
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st
from loglab import HEADER, Entry, entries, write

from sim.record import file as reader
from sim.record.errors import LogDamaged, LogError
from sim.record.facts import FACTS, RoadCut, RoadOpened
from sim.record.file import read_log
from sim.record.header import SCHEMA, Header, encode_header
from sim.record.index import encode_span
from sim.record.log import Log
from sim.record.parts import HEAD, INDEX, MAGIC, ROWS, TAIL, BadPart, find_part, write_part
from sim.record.rows import KIND_CODES, encode_rows

CUTS: list[Entry] = [(t * 3, None if t == 0 else t - 1, RoadCut(t % 5)) for t in range(10)]
ROWS_PER_FRAME = 4


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the bytes of a finished log of three frames."""
    path = tmp_path_factory.mktemp("whole") / "a.sdlog"
    write(CUTS, path, batch_rows=ROWS_PER_FRAME)
    return path.read_bytes()


def _saved(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "b.sdlog"
    path.write_bytes(content)
    return path


def _forged(parts: list[tuple[bytes, bytes]], header: bytes | None = None) -> bytes:
    file = BytesIO()
    file.write(MAGIC)
    write_part(file, HEAD, encode_header(HEADER) if header is None else header)
    for tag, content in parts:
        write_part(file, tag, content)
    return file.getvalue()


def _pack(content: bytes) -> bytes:
    return zstandard.ZstdCompressor().compress(content)


def _frame(first: int, rows: list[Entry], index: bytes | None = None) -> list[tuple[bytes, bytes]]:
    times, causes, facts = zip(*rows, strict=True)
    span = encode_span(first, 0, times, facts) if index is None else index
    return [(INDEX, _pack(span)), (ROWS, _pack(bytes(encode_rows(times, causes, facts))))]


def _tail(count: int, digest: str) -> tuple[bytes, bytes]:
    return TAIL, msgspec.msgpack.encode((count, digest))


@settings(max_examples=60)
@given(entries(), st.integers(1, 9))
def test_a_file_gives_back_what_was_written(
    tmp_path_factory: pytest.TempPathFactory, rows: list[Entry], n: int
) -> None:
    path = tmp_path_factory.mktemp("log") / "a.sdlog"
    log = write(rows, path, batch_rows=n)
    read = read_log(path)
    assert list(read.entries()) == list(log.entries())
    assert (read.header, read.digest, len(read)) == (HEADER, log.digest, len(rows))
    assert read.complete
    assert read.verify() == log.digest == write(rows).digest


@settings(max_examples=30)
@given(entries(), st.integers(1, 9))
def test_the_index_tells_time_and_kind_of_each_row(
    tmp_path_factory: pytest.TempPathFactory, rows: list[Entry], n: int
) -> None:
    path = tmp_path_factory.mktemp("log") / "a.sdlog"
    write(rows, path, batch_rows=n)
    index = read_log(path).index()
    assert index.times.tolist() == [t for t, _, _ in rows]
    assert index.kinds.tolist() == [KIND_CODES[type(fact)] for _, _, fact in rows]


def test_grouping_by_kind_counts_averages_and_finds_the_latest(tmp_path: Path) -> None:
    path = tmp_path / "a.sdlog"
    write([(1, None, RoadCut(0)), (5, None, RoadOpened(0)), (8, None, RoadCut(0))], path, batch_rows=2)
    found = read_log(path).index().by_kind()
    assert {kind: (f.count, f.mean_ms, f.max_ms) for kind, f in found.items()} == {
        RoadCut: (2, 4.5, 8),
        RoadOpened: (1, 5.0, 5),
    }


def test_batches_are_the_frames(whole: bytes, tmp_path: Path) -> None:
    sizes = [(first, len(times)) for first, times, _, _ in read_log(_saved(tmp_path, whole)).batches()]
    assert sizes == [(0, 4), (4, 4), (8, 2)]


def test_reading_twice_gives_the_same(whole: bytes, tmp_path: Path) -> None:
    read = read_log(_saved(tmp_path, whole))
    assert list(read.entries()) == list(read.entries())


def test_the_code_of_a_kind_is_for_ever() -> None:
    names = (
        "IncidentBegan CallAnswered CallTaken CallEnded UnitChanged UnitTurned FuelChanged RoadCut RoadOpened"
    )
    names += " MessageSent MessageDelivered MessageLost RunEnded"
    assert [kind.__name__ for kind in FACTS][:13] == names.split()


def test_a_flipped_bit_in_any_byte_is_detected_and_named(whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "b.sdlog"
    for position in range(len(whole)):
        for bit in range(8) if position < 30 else (position % 8,):
            broken = bytearray(whole)
            broken[position] ^= 1 << bit
            path.write_bytes(broken)
            with pytest.raises(LogDamaged, match=r"b\.sdlog: (header|frame \d), byte \d+: ") as caught:
                read_log(path).verify()
            assert caught.value.path == path
            assert caught.value.byte <= position


def test_damage_is_named_by_frame_and_byte(whole: bytes, tmp_path: Path) -> None:
    sound = read_log(_saved(tmp_path, whole))
    second = sound._frames[1]
    broken = bytearray(whole)
    broken[second.rows.byte + 20] ^= 1
    with pytest.raises(LogDamaged, match="altered") as caught:
        list(read_log(_saved(tmp_path, bytes(broken))).entries())
    assert (caught.value.frame, caught.value.byte) == (1, second.rows.byte)


def test_frames_before_the_damage_are_read(whole: bytes, tmp_path: Path) -> None:
    third = read_log(_saved(tmp_path, whole))._frames[2]
    broken = bytearray(whole)
    broken[third.rows.byte + 20] ^= 1
    seen = []
    with pytest.raises(LogDamaged):
        seen.extend(entry[0] for entry in read_log(_saved(tmp_path, bytes(broken))).entries())
    read = read_log(_saved(tmp_path, bytes(broken)))
    batches = read.batches()
    assert [next(batches)[0], next(batches)[0]] == [0, 4]


def test_every_truncation_is_detected_and_leaves_a_readable_prefix(whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "b.sdlog"
    head = read_log(_saved(tmp_path, whole))._frames[0].index.byte
    for size in range(len(whole)):
        path.write_bytes(whole[:size])
        with pytest.raises(LogDamaged):
            read_log(path)
        if size >= head:
            prefix = list(read_log(path, partial=True).entries())
            assert [(t, cause, fact) for _, t, cause, fact in prefix] == CUTS[: len(prefix)]
            assert len(prefix) in {0, 4, 8, 10}


def test_a_prefix_has_the_digest_of_a_log_that_ended_there(whole: bytes, tmp_path: Path) -> None:
    third = read_log(_saved(tmp_path, whole))._frames[2]
    read = read_log(_saved(tmp_path, whole[: third.index.byte]), partial=True)
    assert not read.complete
    assert len(read) == 8
    assert read.digest == write(CUTS[:8]).digest


def test_a_log_that_was_not_closed_is_refused_unless_a_prefix_is_wanted(tmp_path: Path) -> None:
    path = tmp_path / "a.sdlog"
    log = Log(HEADER, path, batch_rows=2)
    for t in range(5):
        log.add(t, RoadCut(t))
    with pytest.raises(LogDamaged, match="no tail: the run was not finished"):
        read_log(path)
    assert len(list(read_log(path, partial=True).entries())) == 4
    log.abandon()
    assert len(list(read_log(path, partial=True).entries())) == 5


def test_an_empty_log_can_be_written_and_read(tmp_path: Path) -> None:
    path = tmp_path / "a.sdlog"
    log = write([], path)
    read = read_log(path)
    assert list(read.entries()) == []
    assert len(read) == len(read.index().times) == 0
    assert read.index().by_kind() == {}
    assert read.verify() == log.digest


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", MAGIC[:-1] + b"\x02" + b"x" * 99])
def test_what_is_no_log_is_refused(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(LogDamaged, match="header, byte 0: not a log of sanduan"):
        read_log(_saved(tmp_path, content))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(LogError, match=r"none\.sdlog: the log cannot be read: No such file"):
        read_log(tmp_path / "none.sdlog")


def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(LogError, match=r"a\.sdlog: the log cannot be written: No such file"):
        Log(HEADER, tmp_path / "none" / "a.sdlog")


def test_a_log_of_another_schema_is_refused_by_number(tmp_path: Path) -> None:
    fields = {name: getattr(HEADER, name) for name in HEADER.__struct_fields__}
    other = encode_header(Header(**{**fields, "schema": SCHEMA + 1}))
    with pytest.raises(LogDamaged, match=f"schema {SCHEMA + 1}; this program reads schema {SCHEMA}"):
        read_log(_saved(tmp_path, _forged([_tail(0, "")], other)))


def test_a_header_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LogDamaged, match="header, byte 8"):
        read_log(_saved(tmp_path, _forged([_tail(0, "")], b"\x01")))


def test_a_forged_log_of_sound_parts_reads(tmp_path: Path) -> None:
    content = _forged([*_frame(0, CUTS), _tail(len(CUTS), write(CUTS).digest)])
    assert read_log(_saved(tmp_path, content)).verify() == write(CUTS).digest


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ([*_frame(0, CUTS), _tail(10, "0" * 32)], "the tail says 10 entries with digest 0000"),
        ([*_frame(0, CUTS), _tail(9, write(CUTS).digest)], "the tail says 9 entries"),
        ([*_frame(1, CUTS), _tail(10, "")], "10 entries from 1 on, where entry 0 is next"),
        ([*_frame(0, CUTS), *_frame(0, CUTS), _tail(20, "")], "10 entries from 0 on, where entry 10 is next"),
        ([*_frame(0, CUTS, encode_span(0, 1, *zip(*[(t, f) for t, _, f in CUTS], strict=True)))], "agree"),
        ([*_frame(0, CUTS, b"short")], "an index without a beginning"),
        ([*_frame(0, CUTS, struct.pack("<qq", 0, 0))], "an index of 0 entries"),
        ([*_frame(0, CUTS, struct.pack("<qq", 0, 10))], "an index of 10 entries"),
        ([(INDEX, _pack(b"")), (ROWS, _pack(b""))], "a part that is empty"),
        ([(INDEX, b"no zstd"), (ROWS, b"")], "zstd|frame"),
        ([_frame(0, CUTS)[0], (ROWS, _pack(b"\xc1" * 99))], "frame 0"),
        ([_frame(0, CUTS)[0], (ROWS, _pack(b"\x93\x00\xc0\x92\xa2zz\x00"))], "frame 0"),
        ([(ROWS, b"")], "a part b'ROWS' where b'INDX' or b'TAIL' belongs"),
        ([(INDEX, b""), (INDEX, b"")], "a part b'INDX' where b'ROWS' belongs"),
        ([_tail(0, ""), _tail(0, "")], "something follows the tail"),
        ([(TAIL, b"\x01")], "frame 0"),
    ],
)
def test_parts_that_do_not_fit_together_are_refused(
    parts: list[tuple[bytes, bytes]], words: str, tmp_path: Path
) -> None:
    closed = parts if any(tag == TAIL for tag, _ in parts) or len(parts) < 2 else [*parts, _tail(10, "")]
    with pytest.raises(LogDamaged, match=words):
        read_log(_saved(tmp_path, _forged(closed))).verify()


def test_a_part_may_not_ask_for_more_memory_than_a_log_needs(
    whole: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "_MOST_BYTES", 50)
    with pytest.raises(LogDamaged, match="larger than 1 GiB"):
        read_log(_saved(tmp_path, whole)).verify()


def test_a_part_must_be_where_it_is_looked_for(whole: bytes) -> None:
    with pytest.raises(BadPart, match="checksum"):
        find_part(BytesIO(whole), 9, (HEAD,), len(whole))


def test_the_checksum_covers_the_length_of_a_part() -> None:
    file = BytesIO()
    write_part(file, ROWS, b"abc")
    raw = bytearray(file.getvalue())
    assert struct.unpack("<I", raw[8:12])[0] == zlib.crc32(b"abc")
    raw[4] = 2
    with pytest.raises(BadPart, match="altered"):
        find_part(BytesIO(bytes(raw)), 0, (ROWS,), len(raw))


def test_a_full_disk_is_said(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with pytest.raises(LogError, match="cannot be written: No space left"):
        write(CUTS, Path("/dev/full"))
