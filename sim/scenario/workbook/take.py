"""Sheets of a workbook back into tables: whatever does not belong there is said with sheet and cell."""

import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from sim.scenario import messages
from sim.scenario.csvtable import convert
from sim.scenario.source import Faults, Mark, Table
from sim.scenario.textfile import CONTROL
from sim.scenario.workbook.columns import HEADER, KEY_ROW, SHEETS, UNIT_ROW, Column, sheet_columns, table_of
from sim.sheets.cells import Book, Cell, Sheet, position
from sim.terms.errors import IN_SHEET

ABOUT, NOTES, LISTS = "说明 about", "列说明 notes", "列表 lists"
"""Sheets beside those of tables."""
BASE: Final = "base"
"""Cell of the sheet `ABOUT` beside which the name of the scenario stands."""
OURS: Final = tuple(title.split()[-1] for title in (ABOUT, NOTES, LISTS))
_YES: Final = {"true": True, "是": True, "false": False, "否": False}
_NUMBER_AND_MORE: Final = re.compile(r"([-+]?[0-9][0-9.,]*)\s*([^\d\s].*)")


Place = tuple[str, int | None, int | None]
"""File, row and column of a fault."""


_NO = {"formula": "no_formula", "error": "no_error"}
"""What is said of a cell that holds no value, by its kind."""


class Taken(NamedTuple):
    """What a workbook holds.

    Attributes
    ----------
    tables
        Tables by their keys in the scenario.
    told
        Places of which it was said what is wrong, so that nothing that follows from it need be.
    """

    tables: dict[str, Table]
    told: set[Place]


def taken(book: Book, faults: Faults) -> Taken:
    """Return the tables that a workbook holds.

    Parameters
    ----------
    book
        The workbook, as `sim.sheets.read_book` read it.
    faults
        Where faults are gathered: merged cells, formulas, hidden sheets, missing units, and so on.
    """
    found: dict[str, Table] = {}
    told: set[Place] = set()
    for sheet in book.sheets:
        name, file = table_of(sheet.name), f"{book.file}{IN_SHEET}{sheet.name}"
        if sheet.is_hidden:
            faults.add(Mark(file), "", "visible_sheet")
        if name is None:
            _tell_unknown(sheet, file, faults)
        elif name in found:
            faults.add(Mark(file), "", "unique_sheet", where=found[name].file)
        else:
            taking = _Taking(sheet, Table(name, file), faults)
            found[name] = taking.taken()
            told |= {(file, *at) for at in taking.told}
    if not found:
        faults.add(Mark(book.file), "", "some_sheet", names=", ".join(SHEETS))
    return Taken(found, told)


def base_named(book: Book) -> str:
    """Return the name of the scenario that a workbook says it was written from, or nothing."""
    for sheet in book.sheets:
        if sheet.name == ABOUT:
            lines = (cells for cells in sheet.rows().values() if 1 in cells and cells[1].value == BASE)
            return next((str(cells[2].value) for cells in lines if 2 in cells), "")
    return ""


def _tell_unknown(sheet: Sheet, file: str, faults: Faults) -> None:
    last = sheet.name.split()[-1] if sheet.name.split() else ""
    if last not in OURS and sheet.cells:
        faults.add(Mark(file), "", "known_sheet", hint=faults.near(last, SHEETS))


class _Taking:
    """The reading of one sheet."""

    def __init__(self, sheet: Sheet, table: Table, faults: Faults) -> None:
        self.sheet, self.table, self.faults = sheet, table, faults
        self.known = {column.key: column for column in sheet_columns(table.name)}
        self.told: set[tuple[int, int]] = set()
        self.keys: dict[int, str] = {}
        self.strays: set[int] = set()

    def taken(self) -> Table:
        """Return the table; the whole of what is wrong with its sheet is added to the faults."""
        rows = self.sheet.rows()
        if self._header(rows.get(KEY_ROW, {})):
            self._units(rows.get(UNIT_ROW, {}))
            for number, cells in rows.items():
                if number > HEADER:
                    self._row(number, cells)
        for ref in self.sheet.merged:
            self._merge(ref)
        if any(column == self.table.columns.get("id") and row > HEADER for row, column in self.told):
            self.table.faulty.add("id")  # an id may be meant that is not there
        return self.table

    def _merge(self, ref: str) -> None:
        """Tell of merged cells; those that they swallowed need not be missed."""
        ends = [position(end) for end in ref.split(":")]
        (top, left), (bottom, right) = (ends[0] or (1, 1)), (ends[-1] or (1, 1))
        self._tell(top, left, "", "no_merge", got=ref)
        covered = [row for row in self.table.lines if top <= row <= bottom]
        self.told |= {
            (row, column)
            for row in covered
            for column in self.table.columns.values()
            if left <= column <= right
        }

    def _tell(self, line: int, column: int, key: str, code: str, **said: Any) -> None:
        self.told.add((line, column))
        self.faults.add(Mark(self.table.file, line, column), key, code, **said)

    def _header(self, cells: Mapping[int, Cell]) -> bool:
        """Take the keys of the columns; return whether there are any."""
        for column, cell in cells.items():
            key = str(cell.value).strip()
            if key in self.table.columns:
                self._tell(KEY_ROW, column, key, "unique_column")
            elif key in self.known:
                self.table.columns[key] = column
        if not self.table.columns:
            self.table.whole = False
            self._tell(KEY_ROW, 1, "", "sheet_header", row=KEY_ROW)
            return False
        self.keys = {column: key for key, column in self.table.columns.items()}
        for column, cell in cells.items():
            if str(cell.value).strip() not in self.known:
                self.strays.add(column)
                hint = self.faults.near(cell.value, self.known)
                self._tell(KEY_ROW, column, str(cell.value), "known_column", hint=hint)
        missing = [key for key, each in self.known.items() if each.required and key not in self.table.columns]
        self.table.faulty.update(missing)
        for key in missing:
            self.faults.add(Mark(self.table.file, KEY_ROW), key, "column")
        return True

    def _units(self, cells: Mapping[int, Cell]) -> None:
        for key, column in self.table.columns.items():
            unit, cell = self.known[key].unit, cells.get(column)
            got = "" if cell is None or cell.value is None else str(cell.value).strip()
            if got != unit:
                code = "sheet_unit" if unit else "no_unit"
                self._tell(UNIT_ROW, column, key, code, got=got and repr(got), unit=unit)

    def _row(self, number: int, cells: Mapping[int, Cell]) -> None:
        row: dict[str, Any] = {}
        for column, cell in cells.items():
            key = self.keys.get(column)
            if key is None:
                self._stray(number, column, cell)
                continue
            value = self._value(number, column, self.known[key], cell)
            if value is not None:
                row[key] = value
        if row:
            self.table.rows.append(row)
            self.table.lines.append(number)

    def _stray(self, row: int, column: int, cell: Cell) -> None:
        """Tell of a cell below no key of the table, of each column once."""
        if column not in self.strays:
            self.strays.add(column)
            self._tell(row, column, "", "under_header", got=messages.shown(cell.value))

    def _value(self, row: int, column: int, about: Column, cell: Cell) -> Any:
        """Return what a cell means, or None for an empty one."""
        if cell.kind != "value":
            got = "" if cell.value is None else messages.shown(cell.value)
            self._tell(row, column, about.key, _NO[cell.kind], got=got)
        if not isinstance(cell.value, str):
            return _of_number(cell.value, about)
        text = cell.value.strip()
        bad = CONTROL.search(text)
        if bad:
            self._tell(row, column, about.key, "printable", got=f"U+{ord(bad.group()):04X}")
        value = _of_text(text, about)
        more = _NUMBER_AND_MORE.fullmatch(text) if about.kind in (int, float) else None
        if isinstance(value, str) and more:
            hint = messages.hint("unit_in_header", number=more[1])
            self._tell(row, column, about.key, "number", got=messages.shown(text), hint=hint)
        return value


def _of_text(text: str, about: Column) -> Any:
    if not text:
        return None
    if about.options:
        return next((word for word, zh in about.options if text in (word, zh)), text)
    if about.kind is bool:
        return _YES.get(text.lower(), text)
    return convert(text, about.kind)


def _of_number(value: float | bool | None, about: Column) -> Any:
    """Return a number or truth of a cell as its column has it; in a column of text it is text."""
    if value is None:
        return None
    if about.kind is str:
        return str(value).lower() if isinstance(value, bool) else _digits(value)
    if isinstance(value, bool) or about.kind is bool:
        return value
    return int(value) if about.kind is int and float(value).is_integer() else value


def _digits(value: float) -> str:
    return repr(int(value)) if float(value).is_integer() else repr(value)
