"""Exceptions. Everything that sanduan raises on purpose is a `SanduanError`."""

from dataclasses import dataclass
from typing import Final

IN_SHEET: Final = " › "
"""Parts the name of a workbook from that of a sheet, in the name of a file."""


class SanduanError(Exception):
    """Base of all errors that are said on purpose."""


class InvariantBroken(SanduanError):
    """A law of conservation, causality or geography was broken: a fault of the model, never of the input."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with the input, said so that its author can mend it.

    Attributes
    ----------
    file
        The file, relative to the scenario's folder where possible.
    line, column
        Counted from one; None where the fault belongs to the whole file.
    key
        Dotted path of the key, or the column of a table.
    value
        What was found, shortened for print.
    expected
        What was expected, in words.
    hint
        For example "did you mean 'horizon'?"; empty where there is none.
    """

    file: str
    line: int | None
    column: int | None
    key: str
    value: str
    expected: str
    hint: str = ""

    def __str__(self) -> str:
        """Return the fault on one line, in the form editors can jump to."""
        where = place(self.file, self.line, self.column)
        found = f" (got {self.value})" if self.value else ""
        hint = f"; {self.hint}" if self.hint else ""
        key = f"{self.key}: " if self.key else ""
        return f"{where}: {key}expected {self.expected}{found}{hint}"


def place(file: str, line: int | None = None, column: int | None = None) -> str:
    """Return where something stands: as file, line and column, or as sheet and cell.

    Examples
    --------
    >>> place("units.csv", 7, 4), place(f"forces.xlsx{IN_SHEET}units", 7, 4)
    ('units.csv:7:4', 'forces.xlsx › units › D7')
    """
    if IN_SHEET not in file or line is None:
        return ":".join(str(part) for part in (file, line, column) if part is not None)
    return f"{file}{IN_SHEET}{letters(column)}{line}" if column else f"{file}{IN_SHEET}{line}"


def letters(column: int) -> str:
    """Return the letters of a column of a sheet.

    Examples
    --------
    >>> letters(1), letters(26), letters(27), letters(16384)
    ('A', 'Z', 'AA', 'XFD')
    """
    head, last = divmod(column - 1, 26)
    return (letters(head) if head else "") + chr(ord("A") + last)


class BadInput(SanduanError):
    """The input has faults; all of them are listed.

    Attributes
    ----------
    faults
        Every fault that was found, in the order of file, line and column.
    """

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = sorted(faults, key=lambda f: (f.file, f.line or 0, f.column or 0, f.key))
        super().__init__("\n".join(str(fault) for fault in self.faults))
