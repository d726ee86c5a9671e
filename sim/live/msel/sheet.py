"""A script as a table in a file: Excel or CSV, in and out."""

import csv
import io
from collections.abc import Sequence
from typing import Any, Final

from sim.live.msel.columns import BY_HEADER, COLUMNS, KEYS, MOST_CELL, MOST_LINES, Cells
from sim.sheets import Sheet, Value
from sim.terms.errors import Fault
from sim.words import both

Grid = list[list[str]]
"""The text of each cell, row by row."""
MOST_COLUMNS: Final = 40
HEADER_ROWS: Final = 10
"""Within how many rows the headers are looked for."""
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


class Table:
    """A table whose headers were found.

    Attributes
    ----------
    rows
        The cells of each line.
    first
        Number of the first line's row, counted from one.
    places
        Column of each key, from nought.
    faults
        What is wrong with the headers.
    """

    def __init__(self, grid: Grid, file: str) -> None:
        self.rows: list[Cells] = []
        self.faults: list[Fault] = []
        self.first, self.places = 2, dict[str, int]()
        head = next((n for n, row in enumerate(grid[:HEADER_ROWS]) if _headers(row)), None)
        if head is None:
            self.faults.append(
                Fault(file, 1, 1, "A1", "", both("a header").en_zh + ", ".join(c.zh for c in COLUMNS))
            )
            return
        self.places = _headers(grid[head])
        second = len(grid) > head + 1 and len(_headers(grid[head + 1])) >= 2
        self.first = head + 2 + second
        rows = [_cells(row, self.places) for row in grid[self.first - 1 :]]
        while rows and not any(rows[-1].values()):
            rows.pop()
        self.rows = rows
        self._unknown(grid[head], head + 1, file)

    def _unknown(self, row: list[str], number: int, file: str) -> None:
        from difflib import get_close_matches

        from sim.live.msel.columns import letter

        for place, word in enumerate(row):
            if word.strip() and word.strip().lower() not in BY_HEADER:
                near = get_close_matches(word.strip().lower(), BY_HEADER, 1)
                hint = f"did you mean {near[0]!r}?" if near else ""
                cell = f"{letter(place)}{number}"
                self.faults.append(
                    Fault(file, number, place + 1, cell, word[:60], "a known header 已知表头", hint)
                )


def _headers(row: Sequence[str]) -> dict[str, int]:
    """Return the column of each header of a row; empty where it holds no number and nothing to play."""
    found: dict[str, int] = {}
    for place, word in enumerate(row):
        key = BY_HEADER.get(word.strip().lower())
        if key is not None:
            found.setdefault(key, place)
    return found if "id" in found and ("text" in found or "effect" in found) else {}


def _cells(row: list[str], places: dict[str, int]) -> Cells:
    return {key: row[place].strip() if place < len(row) else "" for key, place in places.items()}


def text_of(value: Value) -> str:
    """Return what a cell of a sheet holds, as a script writes it.

    Examples
    --------
    >>> text_of("08:30"), text_of(90.0), text_of(None)
    ('08:30', '90', '')
    """
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def read_csv(data: bytes) -> Grid:
    """Return the cells of a CSV file; of more than `MOST_LINES` lines as many and one.

    Raises
    ------
    ValueError
        If it is no text.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030")
    found: Grid = []
    for row in csv.reader(io.StringIO(text)):
        found.append([cell[: MOST_CELL + 1] for cell in row[:MOST_COLUMNS]])
        if len(found) > MOST_LINES + HEADER_ROWS:
            break
    return found


def grid_of_sheet(sheet: Sheet) -> Grid:
    """Return the text of each cell of a sheet; of more than `MOST_LINES` lines as many and one."""
    last = min(max((row for row, _ in sheet.cells), default=0), MOST_LINES + HEADER_ROWS + 1)
    found: Grid = [[""] * MOST_COLUMNS for _ in range(last)]
    for (row, column), cell in sheet.cells.items():
        if row <= last and column <= MOST_COLUMNS:
            found[row - 1][column - 1] = (cell.moment or text_of(cell.value))[: MOST_CELL + 1]
    return found


def write_csv(rows: Sequence[Cells]) -> bytes:
    """Return a script as CSV, with Chinese headers."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([column.zh for column in COLUMNS])
    writer.writerows([[_plain(row.get(key, "")) for key in KEYS] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def _plain(text: str) -> str:
    """Return a cell of CSV that no program of spreadsheets takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def write_xlsx(rows: Sequence[Cells]) -> bytes:
    """Return a script as a workbook: Chinese headers, English in the second row, all cells as text."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet("MSEL")
    sheet.freeze_panes = "B3"
    for place, column in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width

    def cell(text: str, head: bool) -> Any:
        made = WriteOnlyCell(sheet, value=text)
        made.data_type = "s"  # text that begins with = is no formula
        made.number_format = "@"
        made.alignment = Alignment(wrap_text=True, vertical="top")
        if head:
            made.font, made.fill = Font(bold=True), PatternFill("solid", fgColor="DBE5EE")
        return made

    for header in ([column.zh for column in COLUMNS], [column.en for column in COLUMNS]):
        sheet.append([cell(text, True) for text in header])
    for row in rows:
        sheet.append([cell(row.get(key, ""), False) for key in KEYS])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
