"""The log of an exercise that has reached its end 推演记录: a folder for `report`, `review`, `replay`."""

import multiprocessing as mp
import shutil
import sys
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock, Thread
from typing import Any, Final

from sim.live.exercise import begun
from sim.live.journal import Journal, JournalError
from sim.live.outlook import Question
from sim.live.session import Session
from sim.record.seat import Act, decode_act
from sim.run import run
from sim.scenario.model import Scenario
from sim.terms.errors import SanduanError

LOG: Final = "run.sdlog"
_ONE: Final = Lock()
"""Held by whoever writes a log."""


def folder_of(file: Path) -> Path:
    """Return the folder of an exercise's results: beside its file, by the name of it."""
    return file.with_suffix("")


def write_record(file: Path) -> Path:
    """Write the log of an exercise that nobody holds; return its folder.

    Raises
    ------
    JournalError
        If it has not reached its end, or the folder exists.
    """
    if not file.exists():
        raise JournalError(f"{file}: no exercise has begun in this file")
    journal = Journal(file)
    try:
        session = begun(journal)
        acts = [(entry.t_ms, entry.act) for entry in journal.entries()]
        reached_ms = journal.reached()[0]
        question = _question(session, acts, reached_ms)
    finally:
        journal.close()
    session.world.close()
    if reached_ms < question.until_ms:
        raise JournalError(f"{file}: the exercise has not reached its end: play on, or ask for its report")
    if folder_of(file).exists():
        raise JournalError(f"{folder_of(file)}: exists already")
    return record(question, folder_of(file))


def record(question: Question, folder: Path) -> Path:
    """Run what people did once more, to the end, and write the log into a new folder, whole or not at all."""
    work = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    acts: list[tuple[int, Any]] = [(t, decode_act(data)) for t, data in question.acts]
    scenario = Scenario.of(question.scenario)
    try:
        run(scenario, question.policy, question.seed, question.rep, acts, path=work / LOG, keep=False)
        work.rename(folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return folder


class Recorder:
    """Writes the log of an exercise in a process of its own, while its screens go on.

    The process is started, and waited for, in a thread: on a busy machine it takes seconds until it is up.
    One is written at a time.

    Parameters
    ----------
    session
        Which has reached its end.
    file
        Of the exercise.

    Attributes
    ----------
    folder
        Where the log goes.
    fault
        Why it could not be written; empty where nothing went wrong.
    """

    def __init__(self, session: Session, file: Path) -> None:
        self.folder = folder_of(file)
        self.fault = ""
        self._thread: Thread | None = None
        if not self.folder.exists():
            question = _question(session, session.acts, session.now_ms)
            self._thread = Thread(target=self._run, args=(question,), name="record", daemon=True)
            self._thread.start()

    @property
    def written(self) -> bool:
        """Whether the log is there."""
        return self.folder.exists()

    @property
    def busy(self) -> bool:
        """Whether it is being written, or waits for another."""
        return self._thread is not None and self._thread.is_alive()

    def wait(self, timeout_s: float) -> None:
        """Wait until it is written, at most so long."""
        if self._thread is not None:
            self._thread.join(timeout_s)

    def _run(self, question: Question) -> None:
        try:
            with _ONE:
                if not self.written:  # by the one before: the exercise was left and come back to
                    _in_a_process(question, self.folder)
        except Exception as error:  # said where the log is asked for, never silently
            self.fault = str(error) if isinstance(error, SanduanError) else _named(error)


def _in_a_process(question: Question, folder: Path) -> None:
    """Write a log in a process of its own, and wait for it.

    Raises
    ------
    SanduanError
        If it is not written: what went wrong there.
    """
    context: Any = mp.get_context("forkserver" if sys.platform == "linux" else "spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_record, args=(theirs, question, folder), daemon=True)
    with ours, theirs:
        process.start()
        theirs.close()
        try:
            fault = ours.recv()
        except EOFError:
            process.join()
            fault = f"ProcessError: exit code {process.exitcode}"
    process.join()
    if fault:
        raise SanduanError(fault)


def _record(pipe: Connection, question: Question, folder: Path) -> None:
    """Write a log, and say through a pipe what went wrong: nothing, as a rule."""
    try:
        record(question, folder)
    except BaseException as error:  # a router in Rust that panics raises no Exception
        pipe.send(_named(error))
    else:
        pipe.send("")


def _named(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"


def _question(session: Session, acts: list[tuple[int, Act]], reached_ms: int) -> Question:
    return Question.of(session.header, acts, 0, reached_ms, session.header.horizon_ms)
