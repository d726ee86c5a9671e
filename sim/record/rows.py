"""Entries as canonical bytes: one row is the MessagePack array (t, cause, fact), and rows follow each other.

A stream of rows has no framing of its own, so its digest does not depend on how the log was cut into batches.
"""

import struct
from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

import msgspec

from sim.record.facts import FACTS, Fact

Cause: TypeAlias = int | None
"""Number of the entry that an entry follows from."""
Batch: TypeAlias = tuple[int, Sequence[int], Sequence[Cause], Sequence[Fact]]
"""Entries that follow each other: number of the first, times in ms, causes, facts."""
Sink: TypeAlias = Callable[[int, Sequence[int], Sequence[Cause], Sequence[Fact]], None]
"""What a log hands its batches to: a monitor, a fold, a screen."""

KIND_CODES: Final[dict[type, int]] = {kind: code for code, kind in enumerate(FACTS)}
"""Code of each kind of fact in the index of a log file."""

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(list[tuple[int, Cause, Fact]])
_LONGEST_FIX = 15  # MessagePack: up to here the head of an array is one byte, up to 65535 three, then five
_LONGEST_16 = 0xFFFF
_ARRAY_32 = b"\xdd"


def encode_rows(times: Sequence[int], causes: Sequence[Cause], facts: Sequence[Fact]) -> memoryview:
    """Return the rows of a batch as one stream of bytes.

    Raises
    ------
    TypeError
        If something in a fact is not plain Python (a NumPy integer, for example).
    """
    count = len(times)
    head = 1 if count <= _LONGEST_FIX else 3 if count <= _LONGEST_16 else 5
    return memoryview(_ENCODER.encode(list(zip(times, causes, facts, strict=True))))[head:]


def decode_rows(count: int, stream: bytes) -> list[tuple[int, Cause, Fact]]:
    """Return the entries of a stream of `count` rows.

    Raises
    ------
    msgspec.DecodeError
        If the stream does not hold exactly that many rows of known facts.
    """
    return _DECODER.decode(b"".join((_ARRAY_32, struct.pack(">I", count), stream)))
