"""An exercise: a session whose acts are on the disk before they are acknowledged; it survives a kill."""

import gc
import json
from collections.abc import Callable
from pathlib import Path
from typing import Self

from sim.live.journal import Journal, JournalError
from sim.live.msel.script import KEY
from sim.live.notes import Notes
from sim.live.session import Refused, Session
from sim.record.seat import Act
from sim.scenario.model import Scenario
from sim.terms.version import VERSION


class Exercise:
    """A session and its journal.

    Parameters
    ----------
    journal
        The file.
    session
        What its entries were done in.

    Attributes
    ----------
    journal, session
        As given.
    """

    def __init__(self, journal: Journal, session: Session) -> None:
        self.journal, self.session = journal, session

    @classmethod
    def begin(
        cls, path: Path, scenario: Scenario, policy: str | None = None, seed: int = 1, rep: int = 0
    ) -> Self:
        """Begin an exercise in a new file.

        Raises
        ------
        JournalError
            If the file is that of an exercise that has begun.
        """
        journal = Journal(path)
        if journal.get("scenario") is not None:
            journal.close()
            raise JournalError(f"{path}: an exercise has begun in this file: it can be gone on with")
        session = Session(scenario, policy, seed, rep)
        about = {"program": VERSION, "policy": session.header.policy, "seed": seed, "rep": rep}
        journal.set("about", json.dumps(about).encode())
        journal.set("scenario", scenario.canonical)
        made = cls(journal, session)
        made.settle()
        return made

    @classmethod
    def resume(cls, path: Path) -> Self:
        """Go on with an exercise as it was shown last, whatever ended it.

        Raises
        ------
        JournalError
            If the file is damaged, or of another version, or its replay is not what was seen.
        """
        return cls._opened(path, _replayed)

    @classmethod
    def at_start(cls, path: Path) -> Self:
        """Return an exercise before anything was done in it, to be played once more beside its journal.

        Raises
        ------
        JournalError
            If the file is damaged, or of another version.
        """
        return cls._opened(path, begun)

    @classmethod
    def _opened(cls, path: Path, session: Callable[[Journal], Session]) -> Self:
        if not path.exists():
            raise JournalError(f"{path}: no exercise has begun in this file")
        journal = Journal(path)
        try:
            return cls(journal, session(journal))
        except BaseException:
            journal.close()
            raise

    def branch(self, path: Path, until_ms: int) -> "Exercise":
        """Return an exercise in a new file that goes as this one went until a time.

        This one stays as it is. What was done in the very millisecond is part of it.

        Raises
        ------
        JournalError
            If the file is that of an exercise that has begun.
        """
        return branched(self.journal, path, until_ms)

    def settle(self) -> None:
        """Write down how far time has come: to be called before anybody is shown it."""
        self.journal.reach(self.session.now_ms, self.session.log.digest)

    def do(self, seat: str, act: Act) -> int:
        """Let somebody do something at a seat; it is on the disk when this returns its number.

        Raises
        ------
        Refused
            If it cannot be done; that is in the audit table.
        """
        try:
            self.session.check(act)
        except Refused as error:
            self.journal.refuse(self.session.now_ms, seat, repr(act), str(error))
            error.noted = True
            raise
        number = self.journal.append(self.session.now_ms, seat, act)
        self.session.act(act)
        return number

    def close(self) -> None:
        """Let go of the world and the file.

        The world is forgotten here and now: a router may only be let go in the thread that has made it.
        """
        self.journal.close()
        self.session.world.close()
        del self.session
        gc.collect()


def branched(old: Journal, path: Path, until_ms: int) -> Exercise:
    """Return an exercise in a new file that goes as a journal tells until a time; see `Exercise.branch`.

    Raises
    ------
    JournalError
        If the file is that of an exercise that has begun.
    """
    journal = Journal(path)
    if journal.get("scenario") is not None:
        journal.close()
        raise JournalError(f"{path}: an exercise has begun in this file")
    try:
        _copy(old, journal, until_ms)
        session = _replayed(journal)
        session.advance(until_ms)
    except BaseException:  # a law breaks before that time: no half of a file stays
        journal.close()
        path.unlink(missing_ok=True)
        raise
    made = Exercise(journal, session)
    made.settle()
    return made


def _copy(old: Journal, new: Journal, until_ms: int) -> None:
    """Write what a journal tells until a time into another."""
    for key in ("about", "scenario"):
        new.set(key, old.get(key) or b"")
    if (script := old.get(KEY)) is not None:
        new.set(KEY, script)
    new.set("parent", json.dumps({"file": old.path.name, "t_ms": until_ms}).encode())
    for entry in old.entries():
        if entry.t_ms <= until_ms:
            new.append(entry.t_ms, entry.seat, entry.act)
    for t_ms, name in old.marks():
        if t_ms <= until_ms:
            new.mark(t_ms, name)
    new.admit_as(old)
    Notes(new).take_over(Notes(old), until_ms)


def begun(journal: Journal) -> Session:
    """Return a session at the beginning of what a journal tells.

    Raises
    ------
    JournalError
        If no exercise has begun in the file, or one of another version.
    """
    about, scenario = journal.get("about"), journal.get("scenario")
    if about is None or scenario is None:
        raise JournalError(f"{journal.path}: no exercise has begun in this file")
    said = json.loads(about)
    if said["program"] != VERSION:
        raise JournalError(f"{journal.path}: an exercise of sanduan {said['program']}; this is {VERSION}")
    return Session(Scenario.of(scenario), said["policy"], said["seed"], said["rep"])


def _replayed(journal: Journal) -> Session:
    """Return the session that a journal tells, as it was shown last."""
    session = begun(journal)
    acts = [(entry.t_ms, entry.act) for entry in journal.entries()]
    t_ms, count, _ = journal.reached()
    session.replay(acts[:count], t_ms)
    made_sure(journal, session)
    for at, act in acts[count:]:
        session.replay([(at, act)], at)
    return session


def made_sure(journal: Journal, session: Session) -> None:
    """Make sure that a replay that has come as far as screens have shown is what they showed.

    Raises
    ------
    JournalError
        If it is not.
    """
    t_ms, _, digest = journal.reached()
    if digest and session.log.digest != digest:
        raise JournalError(f"{journal.path}: the replay is not what was seen at {t_ms} ms")
