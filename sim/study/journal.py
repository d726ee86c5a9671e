"""A journal of runs: one SQLite file, which one driver appends to and anybody may read.

Each run is committed as it ends, so that a killed driver loses at most the runs that were under way. Each row
bears a checksum over its key and content: SQLite's own check finds half of the flipped bits, this one all
that would change a figure.
"""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Final, NamedTuple

from sim.terms.errors import SanduanError

Figures = dict[str, int | float | None]
"""The figures of a run by dotted path."""
Packed = tuple[str, str, bytes, str, int, int]
"""A row of a journal: key, status, content, error, wall clock in ms, checksum."""
OK: Final = "ok"
FAILED: Final = "failed"
CRASHED: Final = "crashed"
TIMEOUT: Final = "timeout"
_LEVEL: Final = 1
_WAIT_S: Final = 30.0
_SCHEMA: Final = (
    "CREATE TABLE IF NOT EXISTS runs"
    " (key TEXT PRIMARY KEY, status TEXT, content BLOB, error TEXT, wall_ms INTEGER, crc INTEGER)"
)
_SELECT: Final = "SELECT rowid, key, status, content, error, wall_ms, crc FROM runs"
_INSERT: Final = "INSERT OR REPLACE INTO runs VALUES (?, ?, ?, ?, ?, ?)"


class StoreError(SanduanError):
    """A folder of a study cannot be written or read."""


class StoreFull(StoreError):
    """Nothing more can be written; what was written is kept."""


class Outcome(NamedTuple):
    """How a run ended.

    Attributes
    ----------
    status
        ``ok``, ``failed``, ``crashed`` or ``timeout``.
    figures
        What it found; empty unless ``ok``.
    error
        What went wrong; empty if ``ok``.
    wall_ms
        How long it took on the wall clock; no part of any result.
    """

    status: str
    figures: Figures
    error: str = ""
    wall_ms: int = 0


class Damage(NamedTuple):
    """A row, or a whole file, that is not what was written."""

    file: Path
    row: int | None
    what: str

    def __str__(self) -> str:
        """Return it on one line."""
        row = "" if self.row is None else f", row {self.row}"
        return f"{self.file}{row}: {self.what}"


class Journal:
    """A file of runs by key.

    Parameters
    ----------
    path
        The file.
    writable
        Whether it is made where it does not exist, and appended to.

    Raises
    ------
    StoreFull
        From `add`, if the disk is full.
    StoreError
        If it cannot be opened or written.
    """

    def __init__(self, path: Path, writable: bool = False) -> None:
        self.path = path
        self.damages: list[Damage] = []
        try:
            self._db = sqlite3.connect(path, timeout=_WAIT_S, isolation_level=None, check_same_thread=False)
            if writable:
                self._db.execute("PRAGMA journal_mode=WAL")
                self._db.execute("PRAGMA synchronous=NORMAL")
                self._db.execute(_SCHEMA)
        except sqlite3.Error as error:
            raise _told(path, error) from error

    def __len__(self) -> int:
        """Return the number of rows, damaged or not."""
        try:
            return int(self._db.execute("SELECT count(*) FROM runs").fetchone()[0])
        except sqlite3.Error:
            return 0

    def add(self, rows: Iterable[tuple[str, Outcome]]) -> None:
        """Append runs, all or none."""
        self.write([pack(key, outcome) for key, outcome in rows])

    def write(self, packed: Sequence[Packed]) -> None:
        """Append runs that were packed, all or none."""
        try:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.executemany(_INSERT, packed)
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            with suppress(sqlite3.Error):
                self._db.execute("ROLLBACK")
            raise _told(self.path, error) from error

    def get(self, key: str) -> Outcome | None:
        """Return a run; None where there is none, or only a damaged one."""
        try:
            row = self._db.execute(f"{_SELECT} WHERE key = ?", (key,)).fetchone()
        except sqlite3.Error as error:
            self._damaged(None, str(error))
            return None
        return self._unpacked(row) if row else None

    def keys(self) -> Iterator[tuple[str, Outcome]]:
        """Yield every whole run; what is damaged is added to `damages`."""
        rows = self._db.execute(_SELECT)
        while True:
            try:
                row = rows.fetchone()
            except sqlite3.Error as error:
                self._damaged(None, str(error))
                return
            if row is None:
                return
            outcome = self._unpacked(row)
            if outcome is not None:
                yield row[1], outcome

    def verify(self) -> list[Damage]:
        """Read everything and return what is damaged."""
        self.damages = []
        try:
            for (line,) in self._db.execute("PRAGMA integrity_check").fetchall():
                if line != "ok":
                    self._damaged(None, line.splitlines()[0])
            for _ in self.keys():
                pass
        except sqlite3.Error as error:
            self._damaged(None, str(error))
        return self.damages

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def _damaged(self, row: int | None, what: str) -> None:
        found = Damage(self.path, row, what)
        if found not in self.damages:
            self.damages.append(found)

    def _unpacked(self, row: tuple[int, str, str, bytes, str, int, int]) -> Outcome | None:
        number, key, status, content, error, wall_ms, crc = row
        try:
            if crc == checksum(key, status, content, error):
                return Outcome(status, json.loads(zlib.decompress(content)), error, wall_ms)
        except (TypeError, ValueError, AttributeError, zlib.error):
            pass
        self._damaged(number, "a run that does not agree with its checksum")
        return None


def pack(key: str, outcome: Outcome) -> Packed:
    """Return the row of a run."""
    text = json.dumps(outcome.figures, ensure_ascii=False, separators=(",", ":"))
    content = zlib.compress(text.encode(), _LEVEL)
    crc = checksum(key, outcome.status, content, outcome.error)
    return key, outcome.status, content, outcome.error, outcome.wall_ms, crc


def checksum(key: str, status: str, content: bytes, error: str) -> int:
    """Return the checksum of a row."""
    crc = zlib.crc32(f"{key}\0{status}\0{error}\0".encode())
    return zlib.crc32(content, crc)


def _told(path: Path, error: sqlite3.Error) -> StoreError:
    if "full" in str(error) or "disk I/O" in str(error):
        advice = "free some space and give the same command: every run that ended is kept"
        return StoreFull(f"{path}: the disk is full ({error}); {advice}")
    return StoreError(f"{path}: {error}")


def read_all(path: Path) -> list[tuple[str, Outcome]]:
    """Return every whole run of a journal."""
    with closing(Journal(path)) as journal:
        return list(journal.keys())
