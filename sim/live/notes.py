"""What evaluators note beside the journal 评估记录: observations, ratings, findings, answers to "what if".

Nothing of it touches the world; it stands in the same file, durable before it is acknowledged.
"""

import json
import time
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from sim.live.journal import Journal
from sim.live.session import Refused
from sim.words import both

OBSERVATION: Final = "observation"
RATING: Final = "rating"
FINDING: Final = "finding"
OUTLOOK: Final = "outlook"
MOST_WORDS: Final = 500
MARKS: Final = ("", "good", "bad")
"""Whether an observation tells of something that went well, or that is to be improved."""
_SCHEMA: Final = """create table if not exists note (
    number integer primary key, wall real not null, t_ms integer not null, seat text not null,
    kind text not null, body text not null
)"""
Body = Mapping[str, Any]


class Note(NamedTuple):
    """A note 记录.

    Attributes
    ----------
    number
        Counted from one.
    t_ms
        The time of the exercise that it is about.
    seat
        Where it was written.
    kind
        ``observation``, ``rating``, ``finding`` or ``outlook``.
    body
        What it says.
    """

    number: int
    t_ms: int
    seat: str
    kind: str
    body: dict[str, Any]


class Notes:
    """The notes in the file of an exercise.

    Parameters
    ----------
    journal
        The file.
    """

    def __init__(self, journal: Journal) -> None:
        self._db = journal.db
        self._db.execute(_SCHEMA)

    def add(self, t_ms: int, seat: str, kind: str, body: Body) -> int:
        """Write down a note; it is on the disk when this returns its number."""
        row = (time.time(), t_ms, seat, kind, json.dumps(body, ensure_ascii=False))
        done = self._db.execute("insert into note(wall, t_ms, seat, kind, body) values (?, ?, ?, ?, ?)", row)
        return int(done.lastrowid or 0)

    def all(self, kind: str | None = None) -> list[Note]:
        """Return the notes, or those of one kind, by the time that they are about."""
        rows = self._db.execute("select number, t_ms, seat, kind, body from note order by t_ms, number")
        found = [Note(number, t_ms, seat, what, json.loads(body)) for number, t_ms, seat, what, body in rows]
        return [note for note in found if kind in (None, note.kind)]

    def withdraw(self, number: int) -> bool:
        """Take back a note; return whether there was one."""
        return self._db.execute("delete from note where number = ?", (number,)).rowcount > 0

    def take_over(self, other: "Notes", until_ms: int) -> None:
        """Take over what another file says of the time until then: for a branch."""
        for note in other.all():
            if note.t_ms <= until_ms and note.kind in (OBSERVATION, FINDING):
                self.add(note.t_ms, note.seat, note.kind, note.body)


def checked(kind: str, body: Body) -> dict[str, Any]:
    """Return what a note of a kind says, of what somebody filled in.

    Raises
    ------
    Refused
        If something is missing, too long, or none of what can be chosen.
    """
    make = _FORMS.get(kind)
    if make is None:
        raise Refused(both("no such note").en_zh)
    return make(body)


def _observation(body: Body) -> dict[str, Any]:
    mark = body.get("mark", "")
    if mark not in MARKS:
        raise Refused(both("good, bad or neither").en_zh)
    return {"text": _words(body, "text"), "mark": mark, "criterion": _words(body, "criterion", True)}


def _rating(body: Body) -> dict[str, Any]:
    found = {key: _words(body, key) for key in ("template", "criterion", "rating")}
    return found | {"text": _words(body, "text", True)}


def _finding(body: Body) -> dict[str, Any]:
    found = {key: _words(body, key) for key in ("text", "owner", "due")}
    return found | {"action": _words(body, "action", True)}


def _words(body: Body, key: str, may_lack: bool = False) -> str:
    words = body.get(key, "")
    if not isinstance(words, str) or len(words) > MOST_WORDS or not (may_lack or words.strip()):
        raise Refused(f"{key}: " + both("one to {most} characters").fill(most=MOST_WORDS).en_zh)
    return words.strip()


_FORMS: Final[dict[str, Callable[[Body], dict[str, Any]]]] = {
    OBSERVATION: _observation,
    RATING: _rating,
    FINDING: _finding,
}
