"""The journal of an exercise in a file 推演日志: SQLite, durable before anything is acknowledged, chained.

Each entry holds the hash of the one before it, so that an altered, missing or moved entry is found. Beside
the entries stands how far time had come when screens last showed it: nobody has ever seen more than what a
recovery gives back.
"""

import sqlite3
import time
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Final

from sim.record.seat import Act, BadAct, decode_act, encode_act
from sim.terms.errors import SanduanError

FORMAT: Final = 1
"""Number of the form of the file."""
_SCHEMA: Final = """
create table exercise (key text primary key, value blob not null) without rowid;
create table entry (
    number integer primary key, t_ms integer not null, seat text not null, act blob not null,
    wall real not null, hash blob not null
);
create table reached (
    one integer primary key check (one = 1),
    t_ms integer not null, entries integer not null, digest text not null
);
create table audit (
    number integer primary key, wall real not null, t_ms integer not null, seat text not null,
    what text not null, reason text not null
);
create table control (
    number integer primary key, wall real not null, t_ms integer not null,
    seat text not null, what text not null
);
create table mark (number integer primary key, t_ms integer not null, name text not null, wall real not null);
create table pass (kind text not null, hash blob primary key, seat text not null) without rowid;
"""


class JournalError(SanduanError):
    """The file of an exercise cannot be used; what is wrong with it is said in one line."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody did 一条行动.

    Attributes
    ----------
    number
        Counted from one.
    t_ms
        When, since the start of the scenario.
    seat
        Name of the seat at which it was done.
    act
        What.
    """

    number: int
    t_ms: int
    seat: str
    act: Act


class Journal:
    """The file of one exercise.

    Parameters
    ----------
    path
        The file; made where it does not exist.

    Raises
    ------
    JournalError
        If it is no file of an exercise, or one of another form.
    """

    def __init__(self, path: Path) -> None:
        self.path: Final = path
        new = not path.exists() or path.stat().st_size == 0
        self._db = sqlite3.connect(path, timeout=0.5, isolation_level=None)
        try:
            self._db.execute("pragma locking_mode=exclusive")
            self._db.execute("pragma journal_mode=wal")
            self._db.execute("pragma synchronous=full")
            if new:
                self._db.executescript(f"begin; {_SCHEMA} commit;")
                self.set("format", str(FORMAT).encode())
            found = self.get("format")
        except sqlite3.Error as error:
            self._db.close()
            raise JournalError(f"{path}: not the file of an exercise, or in use: {error}") from error
        if found != str(FORMAT).encode():
            self._db.close()
            raise JournalError(f"{path}: an exercise of form {found!r}; this program writes form {FORMAT}")
        self._last = self._read_last()

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    @property
    def db(self) -> sqlite3.Connection:
        """The database, for what is kept beside the journal in tables of its own."""
        return self._db

    # --- what the exercise is

    def get(self, key: str) -> bytes | None:
        """Return what was set under a key; None where nothing was."""
        row = self._db.execute("select value from exercise where key = ?", (key,)).fetchone()
        return None if row is None else bytes(row[0])

    def set(self, key: str, value: bytes) -> None:
        """Set a key."""
        self._db.execute("insert or replace into exercise values (?, ?)", (key, value))

    # --- what people did

    def append(self, t_ms: int, seat: str, act: Act) -> int:
        """Write down what somebody does; it is on the disk when this returns. Return its number."""
        number, before = self._last
        data = encode_act(act)
        link = _chained(before, number + 1, t_ms, seat, data)
        row = (number + 1, t_ms, seat, data, time.time(), link)
        self._db.execute("insert into entry values (?, ?, ?, ?, ?, ?)", row)
        self._last = number + 1, link
        return number + 1

    def entries(self) -> list[Entry]:
        """Return all that was done, in order.

        Raises
        ------
        JournalError
            If an entry was altered, taken out or moved.
        """
        found, link = [], b""
        rows = self._db.execute("select number, t_ms, seat, act, hash from entry order by number")
        for expected, (number, t_ms, seat, data, said) in enumerate(rows, 1):
            link = _chained(link, number, t_ms, seat, bytes(data))
            if number != expected or link != bytes(said):
                raise JournalError(f"{self.path}: entry {expected} of the journal is missing or was altered")
            found.append(Entry(number, t_ms, seat, self._decode(number, bytes(data))))
        return found

    # --- how far it has come

    def reach(self, t_ms: int, digest: str) -> None:
        """Write down how far time has come, and the digest of the log there, before anybody is shown it."""
        row = (t_ms, self._last[0], digest)
        self._db.execute("insert or replace into reached values (1, ?, ?, ?)", row)

    def reached(self) -> tuple[int, int, str]:
        """Return time, number of entries and digest as last written down; no digest at the very beginning."""
        row = self._db.execute("select t_ms, entries, digest from reached").fetchone()
        return (0, 0, "") if row is None else (row[0], row[1], row[2])

    # --- what was refused, and marks

    def refuse(self, t_ms: int, seat: str, what: str, reason: str) -> None:
        """Write down an action that was refused."""
        row = (time.time(), t_ms, seat, what[:500], reason[:500])
        self._db.execute("insert into audit(wall, t_ms, seat, what, reason) values (?, ?, ?, ?, ?)", row)

    def refused(self) -> list[tuple[int, str, str, str]]:
        """Return what was refused: (time in ms, seat, what, reason)."""
        return self._db.execute("select t_ms, seat, what, reason from audit order by number").fetchall()

    def control(self, t_ms: int, seat: str, what: str) -> None:
        """Write down what a facilitator does with the exercise: its clock, its seats, its branches."""
        row = (time.time(), t_ms, seat, what[:500])
        self._db.execute("insert into control(wall, t_ms, seat, what) values (?, ?, ?, ?)", row)

    def controls(self) -> list[tuple[int, str, str]]:
        """Return what facilitators did: (time in ms, seat, what)."""
        return self._db.execute("select t_ms, seat, what from control order by number").fetchall()

    def mark(self, t_ms: int, name: str) -> None:
        """Set a bookmark."""
        self._db.execute(
            "insert into mark(t_ms, name, wall) values (?, ?, ?)", (t_ms, name[:80], time.time())
        )

    def marks(self) -> list[tuple[int, str]]:
        """Return the bookmarks: (time in ms, name)."""
        return self._db.execute("select t_ms, name from mark order by t_ms, number").fetchall()

    # --- who may come in: only hashes are kept

    def admit(self, kind: str, secret: str, seat: str) -> None:
        """Remember a secret, a ``token`` or a ``cookie``, that lets somebody in to a seat."""
        self._db.execute("insert or replace into pass values (?, ?, ?)", (kind, _hashed(secret), seat))

    def seat_of(self, kind: str, secret: str) -> str | None:
        """Return the seat that a secret lets in to; None where it lets in nowhere."""
        asked = "select seat from pass where kind = ? and hash = ?"
        row = self._db.execute(asked, (kind, _hashed(secret))).fetchone()
        return None if row is None else str(row[0])

    def exchange(self, token: str, cookie: str) -> str | None:
        """Take a token for a cookie, once; return the seat, or None where it is no good."""
        seat = self.seat_of("token", token)
        if seat is not None:
            self._db.execute("begin")
            self._db.execute("delete from pass where hash = ?", (_hashed(token),))
            self.admit("cookie", cookie, seat)
            self._db.execute("commit")
        return seat

    def admit_as(self, other: "Journal") -> None:
        """Let in whoever another journal lets in, and nobody else: a link used there is used here too."""
        self._db.execute("begin")
        self._db.execute("delete from pass")
        self._db.executemany("insert into pass values (?, ?, ?)", other._passes())
        self._db.execute("commit")

    def _passes(self) -> list[tuple[str, bytes, str]]:
        return self._db.execute("select kind, hash, seat from pass").fetchall()

    def forget_tokens(self) -> None:
        """Let no link that was printed before be good any more."""
        self._db.execute("delete from pass where kind = 'token'")

    def _read_last(self) -> tuple[int, bytes]:
        row = self._db.execute("select number, hash from entry order by number desc limit 1").fetchone()
        return (0, b"") if row is None else (int(row[0]), bytes(row[1]))

    def _decode(self, number: int, data: bytes) -> Act:
        try:
            return decode_act(data)
        except BadAct as error:
            raise JournalError(f"{self.path}: entry {number} of the journal: {error}") from error


def _chained(before: bytes, number: int, t_ms: int, seat: str, data: bytes) -> bytes:
    """Return the hash of an entry and of all before it."""
    head = f"{number}|{t_ms}|{len(seat.encode())}|{seat}|".encode()
    return blake2b(before + head + data, digest_size=16).digest()


def _hashed(secret: str) -> bytes:
    return blake2b(secret.encode(), digest_size=16).digest()
