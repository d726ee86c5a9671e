"""Files that somebody brings in 上传: workbooks are read as all others are, by a process of its own."""

import csv
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from sim.live.msel.columns import MOST_LINES
from sim.live.msel.lines import Inject, Reader
from sim.live.msel.sheet import Grid, Table, grid_of_sheet, read_csv
from sim.scenario.model import Scenario
from sim.sheets import read_book
from sim.terms.errors import BadInput, Fault, SanduanError

MOST_BYTES: Final = 5 * 1024 * 1024


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
        return _workbook(data)
    if Path(name).suffix.lower() != ".csv":
        raise BadUpload("an Excel workbook (.xlsx) or CSV is expected 须为Excel工作簿或CSV")
    try:
        return read_csv(data)
    except (ValueError, csv.Error) as error:
        raise BadUpload(f"no CSV 不是CSV: {error}") from error


def _workbook(data: bytes) -> Grid:
    """Return the cells of the first sheet of a workbook."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "workbook.xlsx")
        file.write_bytes(data)
        try:
            book = read_book(file)
        except BadInput as refused:
            fault = refused.faults[0]
            why = f"{fault.expected}; {fault.hint}" if fault.hint else fault.expected
            raise BadUpload(f"the workbook cannot be read 工作簿无法读取: expected {why}") from None
    return grid_of_sheet(book.sheets[0]) if book.sheets else []


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
