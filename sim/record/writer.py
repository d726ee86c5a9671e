"""Writing the log file ``*.sdlog``: a header, frames, a tail.

A frame is two parts, compressed one by one with zstd: an index and the rows. To count or group by kind,
only the indexes need be read. The tail holds the count and the digest; a file without one was not finished,
and its whole frames can still be read.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec
import zstandard

from sim.record.errors import LogError
from sim.record.facts import Fact
from sim.record.index import encode_span
from sim.record.parts import HEAD, INDEX, MAGIC, ROWS, TAIL, write_part

LEVEL: Final = 3
"""Level of zstd."""


class LogWriter:
    """Streams frames to a log file.

    Parameters
    ----------
    path
        The file; one that is there is replaced.
    head
        Canonical bytes of the header.

    Raises
    ------
    LogError
        If the file cannot be written; so do the methods.
    """

    def __init__(self, path: Path, head: bytes) -> None:
        self._path = path
        self._packer = zstandard.ZstdCompressor(level=LEVEL)
        self._last_ms = 0
        with self._saying():
            self._file = path.open("wb")
            self._file.write(MAGIC)
            write_part(self._file, HEAD, head)
            self._file.flush()

    def frame(self, first: int, times: Sequence[int], facts: Sequence[Fact], rows: memoryview) -> None:
        """Write the frame of a batch whose rows are encoded; it is in the hands of the system on return."""
        index = encode_span(first, self._last_ms, times, facts)
        self._last_ms = times[-1]
        with self._saying():
            write_part(self._file, INDEX, self._packer.compress(index))
            write_part(self._file, ROWS, self._packer.compress(rows))
            self._file.flush()

    def finish(self, count: int, digest: str) -> None:
        """Write the tail and close the file."""
        with self._saying():
            write_part(self._file, TAIL, msgspec.msgpack.encode((count, digest)))
        self.stop()

    def stop(self) -> None:
        """Close the file as it is."""
        with self._saying():
            self._file.close()

    @contextmanager
    def _saying(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise LogError(f"{self._path}: the log cannot be written: {error.strerror}") from error
