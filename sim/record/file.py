"""Reading the log file ``*.sdlog`` (`sim.record.writer` tells its form)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO, Final

import msgspec
import zstandard

from sim.record.errors import LogDamaged, LogError
from sim.record.facts import Fact
from sim.record.header import DIGEST_BYTES, Header, decode_header
from sim.record.index import Index, Span, encode_span, join_spans, read_span
from sim.record.parts import HEAD, INDEX, MAGIC, ROWS, TAIL, BadPart, Part, find_part, read_part
from sim.record.rows import Batch, Cause, decode_rows

_MOST_BYTES = 2**30  # of one part, unpacked: no file may ask for more memory than this
_NO_TAIL = "the file has no tail: the run was not finished, or the file was cut short"


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the two parts of a frame are."""

    number: int
    index: Part
    rows: Part


class LogFile:
    """A log in a file, read with the same protocol as a `Log` in memory.

    Parameters
    ----------
    path
        The file.
    partial
        Whether a file that was not finished, or was cut short, is read as far as its frames are whole.

    Attributes
    ----------
    path, header
        The file, and what it is a log of.
    complete
        Whether the file has the tail of a finished log.

    Raises
    ------
    LogError
        If the file cannot be read or has another schema.
    LogDamaged
        If it is no log, is torn or was altered; reading entries raises it at the first altered frame.
    """

    def __init__(self, path: Path, partial: bool = False) -> None:
        self.path: Final = path
        self._unpacker = zstandard.ZstdDecompressor()
        self._frames: list[_Frame] = []
        self._tail: tuple[int, str] | None = None
        with self._open() as file:
            self._size = os.fstat(file.fileno()).st_size
            head = self._read_head(file)
            with self._naming(None, head.byte):
                self._head = read_part(file, head)
                self.header: Final[Header] = decode_header(self._head)
            with suppress(LogDamaged) if partial else nullcontext():
                self._find_frames(file, head.end)

    def __len__(self) -> int:
        """Return the number of entries in whole frames."""
        return self._tail[0] if self._tail is not None else len(self.index().times)

    @property
    def complete(self) -> bool:
        """Whether the run was finished and its log closed."""
        return self._tail is not None

    @property
    def digest(self) -> str:
        """The digest as written; recomputed where the file has no tail."""
        return self._tail[1] if self._tail is not None else self.verify()

    def batches(self) -> Iterator[Batch]:
        """Yield (first number, times, causes, facts), frame by frame."""
        for frame, span, rows in self._unpacked():
            yield self._batch(frame, span, rows)

    def entries(self) -> Iterator[tuple[int, int, Cause, Fact]]:
        """Yield (number, time in ms, cause, fact) for all entries."""
        for first, times, causes, facts in self.batches():
            yield from zip(range(first, first + len(times)), times, causes, facts, strict=True)

    def index(self) -> Index:
        """Return time and kind of every entry; the rows are not read."""
        with self._open() as file:
            return join_spans([span for _, span in self._spans(file)])

    def verify(self) -> str:
        """Read everything, compare it with the indexes and the tail, and return the digest recomputed.

        Raises
        ------
        LogDamaged
            If anything does not agree.
        """
        hasher = blake2b(self._head, digest_size=DIGEST_BYTES)
        count = clock = 0
        for frame, span, rows in self._unpacked():
            _, times, _, facts = self._batch(frame, span, rows)
            with self._naming(frame.number, frame.index.byte):
                if encode_span(span.first, clock, times, facts) != span.content:
                    raise BadPart("an index that does not agree with its rows")
            hasher.update(rows)
            count, clock = count + len(times), times[-1]
        self._compare_tail(count, hasher.hexdigest())
        return hasher.hexdigest()

    def _compare_tail(self, count: int, digest: str) -> None:
        if self._tail is not None and self._tail != (count, digest):
            said = f"the tail says {self._tail[0]} entries with digest {self._tail[1]}"
            found = f"the frames hold {count} with digest {digest}"
            raise LogDamaged(self.path, len(self._frames), self._size, f"{said}, {found}")

    def _batch(self, frame: _Frame, span: Span, rows: bytes) -> Batch:
        with self._naming(frame.number, frame.rows.byte):
            times, causes, facts = zip(*decode_rows(span.count, rows), strict=True)
        return span.first, times, causes, facts

    def _unpacked(self) -> Iterator[tuple[_Frame, Span, bytes]]:
        with self._open() as file:
            for frame, span in self._spans(file):
                yield frame, span, self._content(file, frame, frame.rows)

    def _spans(self, file: BinaryIO) -> Iterator[tuple[_Frame, Span]]:
        expected = 0
        for frame in self._frames:
            index = self._content(file, frame, frame.index)
            with self._naming(frame.number, frame.index.byte):
                span = read_span(index, expected)
            yield frame, span
            expected += span.count

    def _content(self, file: BinaryIO, frame: _Frame, part: Part) -> bytes:
        with self._naming(frame.number, part.byte):
            packed = read_part(file, part)
            if not 0 < zstandard.frame_content_size(packed) <= _MOST_BYTES:
                raise BadPart(
                    "a part that is empty, does not tell its size, or is larger than 1 GiB unpacked"
                )
            return self._unpacker.decompress(packed)

    def _read_head(self, file: BinaryIO) -> Part:
        if file.read(len(MAGIC)) != MAGIC:
            raise LogDamaged(self.path, None, 0, "not a log of sanduan, or one of another version")
        with self._naming(None, len(MAGIC)):
            return find_part(file, len(MAGIC), (HEAD,), self._size)

    def _find_frames(self, file: BinaryIO, byte: int) -> None:
        """Find the parts of every frame, up to the tail."""
        while byte < self._size:
            number = len(self._frames)
            with self._naming(number, byte):
                index = find_part(file, byte, (INDEX, TAIL), self._size)
            if index.tag == TAIL:
                self._read_tail(file, number, index)
                return
            with self._naming(number, index.end):
                rows = find_part(file, index.end, (ROWS,), self._size)
            self._frames.append(_Frame(number, index, rows))
            byte = rows.end
        raise LogDamaged(self.path, len(self._frames), byte, _NO_TAIL)

    def _read_tail(self, file: BinaryIO, number: int, part: Part) -> None:
        with self._naming(number, part.byte):
            tail = msgspec.msgpack.decode(read_part(file, part), type=tuple[int, str])
        if part.end != self._size:
            raise LogDamaged(self.path, number, part.end, "something follows the tail: it was altered")
        self._tail = tail

    @contextmanager
    def _open(self) -> Iterator[BinaryIO]:
        try:
            file = self.path.open("rb")
        except OSError as error:
            raise LogError(f"{self.path}: the log cannot be read: {error.strerror}") from error
        with file:
            yield file

    @contextmanager
    def _naming(self, frame: int | None, byte: int) -> Iterator[None]:
        """Say file, frame and byte with what is found wrong inside."""
        try:
            yield
        except (BadPart, msgspec.MsgspecError, zstandard.ZstdError, UnicodeDecodeError) as error:
            raise LogDamaged(self.path, frame, byte, str(error)) from error


def read_log(path: Path, partial: bool = False) -> LogFile:
    """Open a log file for reading.

    Parameters
    ----------
    path
        The file.
    partial
        Whether to read a file that was not finished, or was cut short, as far as its frames are whole.

    Returns
    -------
    LogFile
        Read it with ``entries()``, ``batches()`` or ``index()``; check it with ``verify()``.

    Raises
    ------
    LogError
        If the file cannot be read or has another schema.
    LogDamaged
        If it is no log, is torn or was altered.
    """
    return LogFile(path, partial)
