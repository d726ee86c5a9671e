"""Reading a workbook by a process of its own, whatever the workbook does to it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from sim.sheets import limits
from sim.sheets.cells import Book, Cell, Sheet
from sim.terms.errors import IN_SHEET, BadInput, Fault

_HOME: Final = Path(__file__).resolve().parents[2]
_LIKE_IT: Final = ("SYSTEMROOT", "PATH")


def read_book(file: Path) -> Book:
    """Return the sheets of an Excel workbook as plain cells.

    Parameters
    ----------
    file
        An ``.xlsx`` file. It is never run, and nothing that it links to is followed.

    Raises
    ------
    BadInput
        If it is no workbook, holds more than a workbook of tables may (`sim.sheets.limits`), declares
        entities, or keeps the process that reads it too long.
    """
    if not file.is_file():
        raise _refused(file, "", "an Excel workbook (.xlsx) that exists")
    found = _answer(file)
    if "refused" in found:
        where, expected, got, hint = found["refused"]
        raise _refused(file, where, expected, got, hint)
    return Book(file.name, [_sheet(each) for each in found["sheets"]])


def _refused(file: Path, where: str, expected: str, got: str = "", hint: str = "") -> BadInput:
    name = f"{file.name}{IN_SHEET}{where}" if where else str(file)
    return BadInput([Fault(name, None, None, "", got, expected, " ".join(hint.split())[:200])])


def _sheet(raw: dict[str, Any]) -> Sheet:
    cells = {(row, column): Cell(*cell) for row, column, *cell in raw["cells"]}
    return Sheet(raw["name"], raw["state"], cells, raw["merged"])


def _answer(file: Path) -> dict[str, Any]:
    """Return what the process answers; where it does not, a refusal."""
    known = {key: os.environ[key] for key in _LIKE_IT if key in os.environ}
    command = [sys.executable, "-S", "-s", "-m", "sim.sheets.child", str(file.resolve())]
    try:
        done = subprocess.run(
            command,
            env={**known, "PYTHONPATH": str(_HOME), "PYTHONUTF8": "1"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=limits.WALL_S,
            check=True,
        )
        answer: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError):
        limit = f"a workbook that is read in {limits.CPU_S} s and {limits.MEMORY_MB} MB of memory"
        return {"refused": ["", limit, "", ""]}
    return answer
