"""The append-only log 事件日志 of one run."""

import operator
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from sim.record.errors import LogError, NotKept
from sim.record.facts import Fact
from sim.record.file import read_log
from sim.record.header import DIGEST_BYTES, Header, encode_header
from sim.record.rows import Batch, Cause, Sink, encode_rows
from sim.record.writer import LogWriter
from sim.terms.errors import InvariantBroken

BATCH_ROWS: Final = 8192
"""Entries between two flushes: large enough to compress well, small enough to lose little in a crash."""


class Log:
    """The entries of one run, in order, with their digest.

    Adding an entry only appends to lists. Every few thousand entries a flush encodes them, feeds the digest,
    writes a frame to the file and hands the batch to the sinks. The digest covers header and rows; how
    the log was cut into batches, kept or written leaves it unchanged.

    Parameters
    ----------
    header
        What the log is a log of.
    path
        File to stream to (``*.sdlog``), or None.
    keep
        Whether entries stay in memory after they are flushed.
    sinks
        Called with each batch, in order, after it is written; what they raise reaches who added the entry.
    batch_rows
        Entries between two flushes.

    Examples
    --------
    >>> from sim.record.facts import RoadCut
    >>> log = Log(Header(program="0", scenario=b"{}", fingerprint="", policy="nearest", seed=1, rep=0,
    ...                  horizon_ms=1000, start="2025-01-01T00:00:00+08:00"))
    >>> log.add(5, RoadCut(3))
    0
    >>> list(log.entries())
    [(0, 5, None, RoadCut(link=3, foot=False))]
    """

    def __init__(
        self,
        header: Header,
        path: Path | None = None,
        keep: bool = True,
        sinks: Sequence[Sink] = (),
        batch_rows: int = BATCH_ROWS,
    ) -> None:
        self.header: Final = header
        self.path: Final = path
        self.closed = False
        self._keep = keep
        self._sinks = tuple(sinks)
        self._batch_rows = batch_rows
        head = encode_header(header)
        self._hash = blake2b(head, digest_size=DIGEST_BYTES)
        self._writer = None if path is None else LogWriter(path, head)
        self._next = 0
        self._last_ms = 0
        self._kept: tuple[list[int], list[Cause], list[Fact]] = ([], [], [])
        self._fresh()

    def __len__(self) -> int:
        """Return the number of entries."""
        return self._next

    def __enter__(self) -> Self:
        """Return the log; leaving the block closes it, or abandons it where the block failed."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()
        else:
            self.abandon()

    def add(self, t: int, fact: Fact, cause: Cause = None) -> int:
        """Append an entry.

        Parameters
        ----------
        t
            Milliseconds since the start; never less than that of the entry before.
        fact
            What happened.
        cause
            Number of the entry it follows from.

        Returns
        -------
        int
            The number of the entry.
        """
        seq = self._next
        self._next = seq + 1
        self._times.append(t)
        self._causes.append(cause)
        self._facts.append(fact)
        if seq == self._due:
            self.flush()
        return seq

    def flush(self) -> None:
        """Encode, write and hand on what was added since the last flush.

        Raises
        ------
        LogError
            If the log is closed or the file cannot be written.
        InvariantBroken
            If time fell, or a sink found a law broken.
        """
        if self.closed:
            raise LogError("the log is closed: nothing can be added to it")
        batch = self._store()
        if batch is not None:
            for sink in self._sinks:
                sink(*batch)

    def close(self) -> None:
        """Flush, and write the tail that says the log is complete; closing twice does no harm."""
        if not self.closed:
            self.flush()
            if self._writer is not None:
                self._writer.finish(len(self), self._hash.hexdigest())
            self._seal()

    def abandon(self) -> None:
        """Write what was added, but no tail: the file is a log that was not finished. Sinks are not told."""
        if not self.closed:
            self._store()
            if self._writer is not None:
                self._writer.stop()
            self._seal()

    @property
    def digest(self) -> str:
        """BLAKE2b of the header and all rows so far, 32 hexadecimal digits."""
        self._settle()
        return self._hash.hexdigest()

    def batches(self) -> Iterator[Batch]:
        """Yield (first number, times, causes, facts) for all entries so far, from memory or from the file.

        Raises
        ------
        NotKept
            If the log is neither kept nor written.
        """
        self._settle()
        if self._keep:
            if self._next:
                yield 0, *self._kept
        elif self.path is not None:
            yield from read_log(self.path, partial=True).batches()
        else:
            raise NotKept

    def entries(self) -> Iterator[tuple[int, int, Cause, Fact]]:
        """Yield (number, time in ms, cause, fact) for all entries so far."""
        for first, times, causes, facts in self.batches():
            yield from zip(range(first, first + len(times)), times, causes, facts, strict=True)

    def _settle(self) -> None:
        if not self.closed:
            self.flush()

    def _seal(self) -> None:
        self.closed = True
        self._due = self._next  # the next entry asks for a flush, which refuses

    def _fresh(self) -> None:
        self._times: list[int] = []
        self._causes: list[Cause] = []
        self._facts: list[Fact] = []
        self._due = self._next + self._batch_rows - 1

    def _store(self) -> Batch | None:
        """Take what is pending into the digest, the file and the memory."""
        times, causes, facts = self._times, self._causes, self._facts
        if not times:
            return None
        first = self._next - len(times)
        self._fresh()
        self._check_clock(first, times)
        rows = encode_rows(times, causes, facts)
        self._hash.update(rows)
        if self._writer is not None:
            self._writer.frame(first, times, facts, rows)
        if self._keep:
            self._kept[0].extend(times)
            self._kept[1].extend(causes)
            self._kept[2].extend(facts)
        return first, times, causes, facts

    def _check_clock(self, first: int, times: list[int]) -> None:
        if set(map(type, times)) != {int}:
            at = next(i for i, t in enumerate(times) if type(t) is not int)
            raise InvariantBroken(f"time is an integer: entry {first + at} is stamped {times[at]!r}")
        if times[0] < self._last_ms or not all(map(operator.le, times, times[1:])):
            before = [self._last_ms, *times]
            at = next(i for i, t in enumerate(times) if t < before[i])
            raise InvariantBroken(
                f"time never falls: entry {first + at} at {times[at]} ms after {before[at]} ms"
            )
        self._last_ms = times[-1]
