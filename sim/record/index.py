"""The index of a log file: time and kind of every entry, without the entries.

Each frame has its own: the number of its first entry, how many there are, the steps of time between them
(64 bits, lowest byte first) and the codes of their kinds.
"""

from __future__ import annotations

import operator
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sim.record.facts import FACTS, Fact
from sim.record.parts import BadPart
from sim.record.rows import KIND_CODES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_STEP_BYTES = 8
_HEAD = struct.Struct("<qq")  # number of the first entry, how many entries


@dataclass(frozen=True, slots=True)
class KindCount:
    """How often a kind of fact happened, and when: mean and latest time in ms."""

    count: int
    mean_ms: float
    max_ms: int


class Index(NamedTuple):
    """Time and kind of every entry.

    Attributes
    ----------
    times
        Milliseconds since the start, int64.
    kinds
        Codes of the kinds, positions in `FACTS`, uint8.
    """

    times: NDArray[np.int64]
    kinds: NDArray[np.uint8]

    def by_kind(self) -> dict[type, KindCount]:
        """Return count, mean and latest time for each kind of fact that occurs."""
        found = {}
        for code, kind in enumerate(FACTS):
            times = self.times[self.kinds == code]
            if times.size:
                found[kind] = KindCount(times.size, int(times.sum()) / times.size, int(times[-1]))
        return found


@dataclass(frozen=True, slots=True)
class Span:
    """The index of one frame: number of its first entry, how many entries, and its bytes."""

    first: int
    count: int
    content: bytes


def encode_span(first: int, last_ms: int, times: Sequence[int], facts: Sequence[Fact]) -> bytes:
    """Return the index of a frame.

    Parameters
    ----------
    first
        Number of the first entry.
    last_ms
        Time of the entry before it, 0 where there is none.
    times, facts
        Of the entries; at least one.
    """
    count = len(times)
    steps = map(operator.sub, times, (last_ms, *times[:-1]))
    kinds = bytes(map(KIND_CODES.__getitem__, map(type, facts)))
    return b"".join((_HEAD.pack(first, count), struct.pack(f"<{count}q", *steps), kinds))


def read_span(content: bytes, expected: int) -> Span:
    """Return what the bytes of an index hold; `expected` is the number its first entry must have.

    Raises
    ------
    BadPart
        If it is not the next frame's.
    """
    if len(content) < _HEAD.size:
        raise BadPart("an index without a beginning")
    first, count = _HEAD.unpack_from(content)
    if first != expected or count < 1 or len(content) != _HEAD.size + count * (_STEP_BYTES + 1):
        raise BadPart(f"an index of {count} entries from {first} on, where entry {expected} is next")
    return Span(first, count, content)


def join_spans(spans: Sequence[Span]) -> Index:
    """Return the index of a whole log from those of its frames."""
    import numpy as np

    steps = [np.frombuffer(span.content, "<i8", span.count, _HEAD.size) for span in spans]
    kinds = [np.frombuffer(span.content, "u1", -1, _HEAD.size + _STEP_BYTES * span.count) for span in spans]
    if not spans:
        return Index(np.empty(0, np.int64), np.empty(0, np.uint8))
    return Index(np.cumsum(np.concatenate(steps), dtype=np.int64), np.concatenate(kinds))
