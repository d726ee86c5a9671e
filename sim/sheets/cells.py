"""What is read from a workbook: sheets of plain cells."""

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Final, NamedTuple, TypeAlias

from sim.terms.errors import letters

Value: TypeAlias = "str | int | float | bool | None"
_NAME: Final = re.compile("([A-Z]{1,3})([1-9][0-9]{0,6})")
_BEFORE_A: Final = ord("A") - 1


class Cell(NamedTuple):
    """A filled cell 单元格.

    Attributes
    ----------
    value
        Text, number, or true and false; of a formula what Excel computed last, if anything.
    kind
        ``value``, ``formula`` or ``error`` (such as #REF!).
    moment
        A number that is shown as a date or time, as in ISO 8601; else empty.
    """

    value: Value
    kind: str = "value"
    moment: str = ""


@dataclass
class Sheet:
    """A sheet 工作表.

    Attributes
    ----------
    name
        Its title.
    state
        ``visible``, ``hidden`` or ``veryHidden``.
    cells
        The filled cells by row and column, both counted from one.
    merged
        Ranges of merged cells, such as ``A1:B2``.
    """

    name: str
    state: str = "visible"
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)

    @property
    def is_hidden(self) -> bool:
        """Whether whoever opens the workbook does not see it."""
        return self.state != "visible"

    def row(self, number: int) -> dict[int, Cell]:
        """Return the filled cells of a row by column."""
        return {column: cell for (row, column), cell in self.cells.items() if row == number}

    def rows(self) -> dict[int, dict[int, Cell]]:
        """Return the filled cells of all rows that have any, in their order."""
        found: dict[int, dict[int, Cell]] = {}
        for (row, column), cell in sorted(self.cells.items(), key=lambda each: each[0]):
            found.setdefault(row, {})[column] = cell
        return found


@dataclass
class Book:
    """A workbook 工作簿: its file's name and its sheets in their order."""

    file: str
    sheets: list[Sheet]


def address(row: int, column: int) -> str:
    """Return the name of a cell.

    Examples
    --------
    >>> address(7, 4)
    'D7'
    """
    return f"{letters(column)}{row}"


def position(name: str) -> tuple[int, int] | None:
    """Return row and column of the name of a cell, or None where it is none.

    Examples
    --------
    >>> position("D7"), position("XFD1048576"), position("7D"), position("A0")
    ((7, 4), (1048576, 16384), None, None)
    """
    found = _NAME.fullmatch(name)
    return (int(found[2]), column_of(found[1])) if found else None


@cache
def column_of(name: str) -> int:
    """Return the number of a column by its letters.

    Examples
    --------
    >>> column_of("A"), column_of("XFD")
    (1, 16384)
    """
    column = 0
    for letter in name:
        column = column * 26 + ord(letter) - _BEFORE_A
    return column
