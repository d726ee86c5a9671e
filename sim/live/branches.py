"""Branches of an exercise 推演分支: a family of files, of which none is ever overwritten."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import quote

from sim.live.exercise import Exercise, begun, branched
from sim.live.journal import Journal, JournalError
from sim.live.session import Session
from sim.record.seat import Act
from sim.terms.errors import InvariantBroken
from sim.terms.units import MINUTE_MS

SIGN: Final = "~"
"""Between the name of the first file of a family and the number of a branch."""
_STEP_MS: Final = MINUTE_MS


class Branch(NamedTuple):
    """A file of a family.

    Attributes
    ----------
    file
        Its name.
    parent, t_ms
        The file that it was branched from, and when; empty and nought for the first.
    reached_ms
        How far it has come.
    acts
        How many acts it holds.
    """

    file: str
    parent: str
    t_ms: int
    reached_ms: int
    acts: int


def family(path: Path) -> list[Branch]:
    """Return the branches of an exercise, the first file first, then by number.

    Files that cannot be read now, such as one that another program holds, are left out.
    """
    stem = path.stem.partition(SIGN)[0]
    files = sorted(path.parent.glob(f"{_plain(stem)}*{path.suffix}"), key=lambda each: _number(each.stem))
    found = [_branch(each) for each in files if each.stem == stem or each.stem.startswith(f"{stem}{SIGN}")]
    return [branch for branch in found if branch is not None]


def family_with(exercise: Exercise) -> list[Branch]:
    """Return the branches of an exercise that is held, among them its own, in their order."""
    own = of_exercise(exercise)
    found = [branch for branch in family(exercise.journal.path) if branch.file != own.file]
    return sorted([*found, own], key=lambda each: _number(Path(each.file).stem))


def free_path(path: Path) -> Path:
    """Return the name of the next branch of a family."""
    stem = path.stem.partition(SIGN)[0]
    number = 1
    while (found := path.with_name(f"{stem}{SIGN}{number}{path.suffix}")).exists():
        number += 1
    return found


def branch_file(path: Path, until_ms: int | None, new: Path | None = None) -> tuple[Path, int]:
    """Branch an exercise that nobody holds; return the new file and the time until which it goes as the old.

    Parameters
    ----------
    path
        The file.
    until_ms
        Until when; where None, to the last minute at which no law of the model was broken.
    new
        The new file; the next of the family where None.

    Raises
    ------
    JournalError
        If the file is not that of an exercise, is damaged, or the new one exists; if nothing is broken and no
        time was given.
    """
    if not path.exists():
        raise JournalError(f"{path}: no exercise has begun in this file")
    with closing(Journal(path)) as old:
        t_ms = _last_sound_ms(old) if until_ms is None else until_ms
        target = free_path(path) if new is None else new
        made = branched(old, target, t_ms)
        made.close()
    return target, t_ms


def _last_sound_ms(journal: Journal) -> int:
    """Return the last minute, or act, until which a replay breaks no law."""
    session = begun(journal)
    acts = [(entry.t_ms, entry.act) for entry in journal.entries()]
    sound_ms, reached_ms = 0, max([journal.reached()[0], *(t for t, _ in acts)])
    try:
        while sound_ms < reached_ms:
            until_ms = min([sound_ms + _STEP_MS, reached_ms, *(t for t, _ in acts[:1])])
            _go_on(session, acts, until_ms)
            sound_ms = until_ms
    except InvariantBroken:
        return max(0, sound_ms - 1)  # what was done in the very millisecond may be what broke it
    finally:
        session.world.close()
    raise JournalError(f"{journal.path}: no law of the model is broken in it: say a time to branch at")


def _go_on(session: Session, acts: list[tuple[int, Act]], until_ms: int) -> None:
    session.advance(until_ms)
    while acts and acts[0][0] <= until_ms:
        session.act(acts.pop(0)[1])


def _branch(path: Path) -> Branch | None:
    """Return what a file says of itself, without taking hold of it."""
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True, timeout=0.05)) as db:
            parent = db.execute("select value from exercise where key = 'parent'").fetchone()
            reached = db.execute("select t_ms from reached").fetchone()
            acts = db.execute("select count(*) from entry").fetchone()
    except sqlite3.Error:
        return None
    said = _parent(None if parent is None else parent[0])
    return Branch(path.name, *said, 0 if reached is None else reached[0], acts[0])


def of_exercise(exercise: Exercise) -> Branch:
    """Return what there is to say of the exercise that is being played."""
    said, session = _parent(exercise.journal.get("parent")), exercise.session
    return Branch(exercise.journal.path.name, *said, session.now_ms, len(session.acts))


def _parent(said: bytes | None) -> tuple[str, int]:
    if said is None:
        return "", 0
    parent = json.loads(said)
    return str(parent["file"]), int(parent["t_ms"])


def _number(stem: str) -> tuple[int, str]:
    digits = stem.rpartition(SIGN)[2]
    return (int(digits) if SIGN in stem and digits.isdigit() else 0), stem


def _plain(stem: str) -> str:
    """Return a name as it stands in a pattern of files."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in stem)
