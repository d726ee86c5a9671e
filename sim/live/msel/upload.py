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
from sim.words import both

_THE_WORKBOOK_CANNOT_BE_R: Final = both("the workbook cannot be read")
_NO_CSV: Final = both("no CSV")

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
        raise BadUpload(both("the file is larger than 5 MB").en_zh)
    if data[:4] == b"PK\x03\x04":
        return _workbook(data)
    if Path(name).suffix.lower() != ".csv":
        raise BadUpload(both("an Excel workbook (.xlsx) or CSV is expected").en_zh)
    try:
        return read_csv(data)
    except (ValueError, csv.Error) as error:
        raise BadUpload(f"{_NO_CSV.en_zh}: {error}") from error


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
            raise BadUpload(f"{_THE_WORKBOOK_CANNOT_BE_R.en_zh}: expected {why}") from None
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
        raise BadUpload(both("more than {most} lines").fill(most=MOST_LINES).en_zh)
    reader = Reader(scenario, name)
    lines = reader.read(table.rows, table.first, table.places)
    return table, lines, [*table.faults, *reader.faults]
