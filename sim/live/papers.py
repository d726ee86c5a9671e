"""What is taken away from an exercise 成果下载: its report in Word or HTML, its replay page, its log."""

import asyncio
import multiprocessing as mp
import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from starlette.requests import Request

from sim.live.branches import family
from sim.live.debrief import write_exercise_report
from sim.live.downloads import Downloads
from sim.live.record import LOG
from sim.live.session import Refused
from sim.live.tape import write_tape
from sim.words import both

if TYPE_CHECKING:
    from sim.live.room import Room
    from sim.live.server import Server

_HTML: Final = "text/html; charset=utf-8"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PAPERS: Final = {"report.docx": _WORD, "report.html": _HTML, "replay.html": _HTML}
"""What is written anew, and its type."""
_LONGEST_S: Final = 300.0


class Papers:
    """The addresses at which facilitators and evaluators have what is taken away.

    A paper is made from a copy of the exercise's file in a process of its own, one after the other: the clock
    goes on meanwhile.

    Parameters
    ----------
    server
        Whose room it is.

    Attributes
    ----------
    routes
        Of the server.
    """

    def __init__(self, server: "Server") -> None:
        self._server, out = server, Downloads(server)
        self._one = asyncio.Lock()
        self.routes = [
            *(out.at(f"/api/{name}", self._paper, kind) for name, kind in PAPERS.items()),
            out.at(f"/api/{LOG}", self._log, "application/octet-stream"),
        ]

    async def _paper(self, request: Request, seat: str) -> bytes:
        """Make a paper from a copy of the file, in the language that is asked for."""
        name = request.url.path.rsplit("/", 1)[-1]
        lang = "en" if request.query_params.get("lang") == "en" else "zh"
        async with self._one:
            with tempfile.TemporaryDirectory(prefix="sanduan-") as folder:
                file = await self._server.alone(copied, self._server.room, Path(folder))
                target = Path(folder) / name
                await asyncio.to_thread(_in_a_process, file, target, lang)
                if not target.exists():
                    raise Refused(both("it could not be written").en_zh)
                return target.read_bytes()

    async def _log(self, request: Request, seat: str) -> bytes:
        aside = self._server.room.aside
        folder, fault = await self._server.alone(lambda: (aside.record_folder, aside.record_fault))
        if fault:
            raise Refused(fault)
        if folder is None:
            raise Refused(both("the log is written when the exercise has reached its end").en_zh)
        return await asyncio.to_thread((folder / LOG).read_bytes)


def copied(room: "Room", folder: Path) -> Path:
    """Copy the file of an exercise, as far as it has come, and those of its other branches.

    Raises
    ------
    Refused
        If a fault has stopped it: nothing is written of what broke.
    """
    if room.fault:
        raise Refused(both("paused by a fault: go back to before it").en_zh)
    room.settle()
    journal = room.exercise.journal
    for branch in family(journal.path):
        if branch.file != journal.path.name:
            shutil.copy(journal.path.with_name(branch.file), folder)
    file = folder / journal.path.name
    with closing(sqlite3.connect(file)) as copy:
        journal.db.backup(copy)
    return file


def write_paper(file: Path, target: Path, lang: str) -> None:
    """Write a paper about the exercise in a file; what it is its name says."""
    if target.name == "replay.html":
        write_tape(file, target, lang)
    else:
        write_exercise_report(file, target, target.suffix.lstrip("."), None, lang)


def _in_a_process(file: Path, target: Path, lang: str) -> None:
    context: Any = mp.get_context("forkserver" if sys.platform == "linux" else "spawn")
    work = context.Process(target=write_paper, args=(file, target, lang), daemon=True)
    work.start()
    work.join(_LONGEST_S)
    if work.is_alive():
        work.kill()
        work.join()
        target.unlink(missing_ok=True)
