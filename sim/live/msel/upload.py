"""Files that somebody brings in 上传: looked at before they are opened, and opened in a process of their own.

What does not look like a script is refused in a moment, whatever it would unfold to.
"""

import csv
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Final

from sim.live.msel.columns import MOST_LINES
from sim.live.msel.lines import Inject, Reader
from sim.live.msel.sheet import Grid, Table, read_csv
from sim.scenario.model import Scenario
from sim.terms.errors import Fault, SanduanError

MOST_BYTES: Final = 5 * 1024 * 1024
MOST_MEMBERS: Final = 200
MOST_UNPACKED: Final = 30 * 1024 * 1024
MOST_RATIO: Final = 60
SMALL: Final = 64 * 1024
"""What unpacks to less may be packed as tightly as it likes."""
MOST_TAGS: Final = 400_000
"""In the XML of a workbook: some 2,000 rows of 40 cells that are filled."""
_PIECE: Final = 1024 * 1024
_DECLARES: Final = (b"<!DOCTYPE", b"<!ENTITY")
MOST_S: Final = 10.0
"""Wall time of the process that reads a workbook."""


class BadUpload(SanduanError):
    """A file is not what may be brought in; it was not opened, or its reader was ended."""


def grid_of(name: str, data: bytes) -> Grid:
    """Return the cells of a file that somebody brings in.

    Raises
    ------
    BadUpload
        If it is too large, no table, or one that unfolds to too much.
    """
    if len(data) > MOST_BYTES:
        raise BadUpload("the file is larger than 5 MB 文件超过5 MB")
    if data[:4] == b"PK\x03\x04":
        look_at(data)
        return _apart(data)
    if Path(name).suffix.lower() != ".csv":
        raise BadUpload("an Excel workbook (.xlsx) or CSV is expected 须为Excel工作簿或CSV")
    try:
        return read_csv(data)
    except (ValueError, csv.Error) as error:
        raise BadUpload(f"no CSV 不是CSV: {error}") from error


def look_at(data: bytes) -> None:
    """Look at a workbook without opening it.

    Raises
    ------
    BadUpload
        If it has too many members, rows or cells, unfolds to too much, or declares entities.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as box:
            members = box.infolist()
            if len(members) > MOST_MEMBERS:
                raise BadUpload("too many members in the workbook 压缩包成员过多")
            whole = sum(member.file_size for member in members)
            if whole > MOST_UNPACKED or any(_is_bomb(member) for member in members):
                raise BadUpload("the workbook unfolds to too much 压缩比或解压后大小超限")
            parts = [member for member in members if member.filename.endswith((".xml", ".rels"))]
            if sum(_tags(box, part) for part in parts) > MOST_TAGS:
                raise BadUpload("the workbook has too many rows or cells 工作簿行列过多")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise BadUpload(f"no Excel workbook 不是Excel工作簿: {error}") from error


def _is_bomb(member: zipfile.ZipInfo) -> bool:
    return member.file_size > SMALL and member.file_size > MOST_RATIO * max(1, member.compress_size)


def _tags(box: zipfile.ZipFile, member: zipfile.ZipInfo) -> int:
    """Return how many tags a member of XML holds, read piece by piece.

    Raises
    ------
    BadUpload
        If it declares a type of document, as no workbook needs to, or is not in UTF-8.
    """
    count, kept = 0, b""
    with box.open(member) as opened:
        while piece := opened.read(_PIECE):
            count += piece.count(b"<")
            if b"\0" in piece or any(word in kept + piece for word in _DECLARES):
                raise BadUpload("the workbook declares entities 工作簿含实体声明或编码不符")
            kept = piece[-10:]
    return count


def _apart(data: bytes) -> Grid:
    """Return the cells of a workbook that another process reads."""
    root = str(Path(__file__).parents[3])
    path = os.pathsep.join([root, *filter(None, sys.path)])
    env = {**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "sim.live.msel.child"],
            input=data,
            capture_output=True,
            timeout=MOST_S,
            env=env,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise BadUpload("the workbook takes too long to read 工作簿读取超时") from error
    if done.returncode != 0:
        last = (done.stderr.decode(errors="replace").strip().splitlines() or [f"exit {done.returncode}"])[-1]
        raise BadUpload(f"the workbook cannot be read 工作簿无法读取: {last[:200]}")
    found: Grid = json.loads(done.stdout)
    return found


def script_of(name: str, data: bytes, scenario: Scenario) -> tuple[Table, list[Inject], list[Fault]]:
    """Return the table of a file, its lines, and everything that is wrong with them by cell.

    Raises
    ------
    BadUpload
        If the file may not be brought in.
    """
    table = Table(grid_of(name, data), name)
    if len(table.rows) > MOST_LINES:
        raise BadUpload(f"more than {MOST_LINES} lines 超过{MOST_LINES}行")
    reader = Reader(scenario, name)
    lines = reader.read(table.rows, table.first, table.places)
    return table, lines, [*table.faults, *reader.faults]
