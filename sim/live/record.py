"""The log of an exercise that has reached its end 推演记录: a folder for `report`, `review`, `replay`."""

import multiprocessing as mp
import shutil
import sys
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Final

from sim.live.exercise import begun
from sim.live.journal import Journal, JournalError
from sim.live.outlook import Question
from sim.live.session import Session
from sim.record.seat import Act, decode_act
from sim.run import run
from sim.scenario.model import Scenario

LOG: Final = "run.sdlog"


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
    """

    def __init__(self, session: Session, file: Path) -> None:
        self.folder = folder_of(file)
        self._process: BaseProcess | None = None
        if not self.folder.exists():
            question = _question(session, session.acts, session.now_ms)
            context: Any = mp.get_context("forkserver" if sys.platform == "linux" else "spawn")
            self._process = context.Process(target=record, args=(question, self.folder), daemon=True)
            self._process.start()

    @property
    def written(self) -> bool:
        """Whether the log is there."""
        return self.folder.exists()

    @property
    def busy(self) -> bool:
        """Whether it is being written."""
        return self._process is not None and self._process.is_alive()

    def wait(self, timeout_s: float) -> None:
        """Wait until it is written, at most so long."""
        if self._process is not None:
            self._process.join(timeout_s)


def _question(session: Session, acts: list[tuple[int, Act]], reached_ms: int) -> Question:
    return Question.of(session.header, acts, 0, reached_ms, session.header.horizon_ms)
