"""SpreadsheetML into plain cells: names of sheets, shared texts, and the cells of each sheet.

Source: ECMA-376 part 1 (Office Open XML), chapter 18.
"""

import math
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

from sim.sheets import limits
from sim.sheets.cells import Cell, Sheet, Value, address, position
from sim.sheets.markup import Reader, read_into
from sim.sheets.moments import Styles, moment
from sim.sheets.parts import MEGABYTE, Parts, Refused, opened, target_of

BOOK: Final = "xl/workbook.xml"
RELATIONS: Final = "xl/_rels/workbook.xml.rels"
_WHOLE: Final = re.compile(r"-?[0-9]{1,15}")
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SHARED: Final = "/sharedStrings"
_STYLES: Final = "/styles"
_WORKSHEET: Final = "/worksheet"


def read_sheets(file: Path) -> list[Sheet]:
    """Return the sheets of a workbook in their order; charts and macros are passed over, never run.

    Raises
    ------
    Refused
        If it is no workbook, or more than one may be.
    """
    with opened(file) as parts:
        names, targets, texts, styles = _Names(), _Targets(), _Texts(), Styles()
        read_into(names, parts.blocks(BOOK), BOOK)
        read_into(targets, parts.blocks(RELATIONS), RELATIONS)
        if targets.shared and parts.has(targets.shared):
            read_into(texts, parts.blocks(targets.shared), targets.shared)
        if targets.styles and parts.has(targets.styles):
            read_into(styles, parts.blocks(targets.styles), targets.styles)
        known = _Known(texts.found, styles, names.since_1904)
        return _all_cells(parts, names.sheets, targets.sheets, known)


def _all_cells(
    parts: Parts, named: list[tuple[str, str, str]], targets: Mapping[str, str], known: "_Known"
) -> list[Sheet]:
    if len(named) > limits.SHEETS:
        raise Refused(f"at most {limits.SHEETS} sheets", got=str(len(named)))
    spent = _Spent()
    found = []
    for name, state, relation in named:
        if relation in targets:
            sheet = Sheet(name, state)
            read_into(_Cells(sheet, known, spent), parts.blocks(targets[relation]), targets[relation])
            found.append(sheet)
    return found


def unescaped(text: str) -> str:
    """Return a text with the characters that Excel writes as ``_x000D_`` in their place.

    Examples
    --------
    >>> unescaped("a_x0041__x005F_x0041_")
    'aA_x0041_'
    """
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


class _Known(NamedTuple):
    """What is known of all sheets: shared texts, styles, and whether days count from 1904 on."""

    texts: list[str]
    styles: Styles
    since_1904: bool


class _Names(Reader):
    """Title, state and relation of each sheet, and the day from which dates count."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, str]] = []
        self.since_1904 = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet":
            title, state = attributes.get("name", ""), attributes.get("state", "visible")
            self.sheets.append((unescaped(title), state, _id(attributes)))
        elif name == "workbookPr":
            self.since_1904 = attributes.get("date1904") in {"1", "true"}


def _id(attributes: Mapping[str, str]) -> str:
    """Return the id of a relation, whichever prefix it bears."""
    return next((value for key, value in attributes.items() if key.endswith(":id")), "")


class _Targets(Reader):
    """Which part each relation of the workbook leads to."""

    def __init__(self) -> None:
        self.sheets: dict[str, str] = {}
        self.shared = self.styles = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name != "Relationship" or attributes.get("TargetMode") == "External":
            return
        kind, target = attributes.get("Type", ""), target_of("xl", attributes.get("Target", ""))
        if kind.endswith(_WORKSHEET):
            self.sheets[attributes.get("Id", "")] = target
        elif kind.endswith(_SHARED):
            self.shared = target
        elif kind.endswith(_STYLES):
            self.styles = target


class _Texts(Reader):
    """The shared texts, without how they are to be read aloud."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._pieces: list[str] = []
        self._within, self._aloud = False, 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._aloud += name == "rPh"
        self._within = name == "t" and not self._aloud

    def text(self, data: str) -> None:
        if self._within:
            self._pieces.append(data)

    def end(self, name: str) -> None:
        self._within = False
        self._aloud -= name == "rPh"
        if name == "si":
            self.found.append(unescaped("".join(self._pieces)))
            self._pieces.clear()


class _Spent:
    """How much of the limits all sheets together have used."""

    def __init__(self) -> None:
        self.cells = self.characters = 0

    def take(self, text: Value, where: str) -> None:
        """Count a cell."""
        length = len(text) if isinstance(text, str) else 0
        self.cells += 1
        self.characters += length
        if length > limits.CELL_TEXT:
            raise Refused(f"a text of at most {limits.CELL_TEXT} characters", where=where)
        if self.cells > limits.CELLS:
            raise Refused(f"at most {limits.CELLS} filled cells", where=where)
        if self.characters > limits.TEXT_MB * MEGABYTE:
            raise Refused(f"at most {limits.TEXT_MB} MB of text", where=where)


_TRUTHS: Final = {"TRUE()": True, "FALSE()": False}
"""What LibreOffice writes for a truth that somebody typed: no formula of the planner's."""


class _Cells(Reader):
    """The cells of a sheet."""

    def __init__(self, sheet: Sheet, known: _Known, spent: _Spent) -> None:
        self.sheet, self.known, self.spent = sheet, known, spent
        self.texts, self.style = known.texts, ""
        self.row = self.column = self.rows = 0
        self.kind, self.formula, self.aloud = "n", False, 0
        self.pieces: list[str] | None = None
        self.taken: list[str] = []
        self.asked: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "row":
            self._start_row(attributes)
        elif name == "c":
            self._start_cell(attributes)
        elif name in {"v", "t"} and not self.aloud:
            self.pieces = self.taken
        elif name == "f":
            self.formula, self.pieces = True, self.asked
        elif name == "rPh":
            self.aloud += 1
        elif name == "mergeCell":
            self.spent.take(None, self.sheet.name)
            self.sheet.merged.append(attributes.get("ref", "")[:40])

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        self.rows += 1
        number = attributes.get("r", "")
        self.row = int(number) if number.isascii() and number.isdigit() and len(number) < 8 else self.row + 1
        self.column = 0
        if self.rows > limits.ROWS:
            raise Refused(f"at most {limits.ROWS} rows", where=f"{self.sheet.name}")

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        at = position(attributes.get("r", ""))
        self.row, self.column = at or (self.row, self.column + 1)
        self.kind, self.formula = attributes.get("t", "n"), False
        self.style = attributes.get("s", "")
        self.taken.clear()
        self.asked.clear()

    def text(self, data: str) -> None:
        if self.pieces is not None:
            self.pieces.append(data)

    def end(self, name: str) -> None:
        if name in {"v", "t", "f"}:
            self.pieces = None
        elif name == "rPh":
            self.aloud -= 1
        elif name == "c" and (self.taken or self.formula):
            self._take("".join(self.taken))

    def _take(self, raw: str) -> None:
        value, kind = self._value(raw)
        truth = _TRUTHS.get("".join(self.asked)) if self.formula else None
        if truth is not None:
            value, kind, self.formula = truth, "value", False
        if self.formula:
            kind = "formula"
        if value is not None or self.formula:
            self.spent.take(value, f"{self.sheet.name} {address(self.row, self.column)}")
            self.sheet.cells[self.row, self.column] = Cell(value, kind, self._moment(value))

    def _moment(self, value: Value) -> str:
        """Return a number as the date or time that the cell shows, if it does."""
        counts = isinstance(value, int | float) and not isinstance(value, bool)
        if not counts or not self.known.styles.shows(self.style):
            return ""
        assert isinstance(value, int | float)
        return moment(value, self.known.since_1904)

    def _value(self, raw: str) -> tuple[Value, str]:
        if self.kind == "s":
            known = raw.isascii() and raw.isdigit() and len(raw) < 10 and int(raw) < len(self.texts)
            return (self.texts[int(raw)], "value") if known else (raw, "error")
        if self.kind == "b":
            return raw.strip() == "1", "value"
        if self.kind == "n":
            return _number(raw)
        return unescaped(raw) or None, "error" if self.kind == "e" else "value"


def _number(raw: str) -> tuple[Value, str]:
    text = raw.strip()
    if not text:
        return None, "value"
    if _WHOLE.fullmatch(text):
        return int(text), "value"
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    return (number, "value") if math.isfinite(number) else (text, "error")
