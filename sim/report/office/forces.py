"""The forces of a scenario as an Excel workbook 力量数据工作簿, for a planner to fill in and to hand back.

A sheet for each table, its header in Chinese and English with the unit of each column, drop-down lists for
what is one of a few words or names a row of another table, notes on every column, assumptions in colour.
"""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from sim.report.office.fixed import fixed
from sim.report.office.layout import places, printed_wide
from sim.scenario.source import Draft, Table
from sim.scenario.workbook.columns import (
    HEADER,
    IN_YAML,
    KEY_ROW,
    SHEETS,
    UNIT_ROW,
    Column,
    meaning_of,
    sheet_columns,
    title_of,
)
from sim.scenario.workbook.take import ABOUT, BASE, LISTS, NOTES
from sim.words import both, both_in

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_SEE: Final = both("see")
_EMPTY: Final = both("empty")
_CHOOSE_FROM_THE_LIST: Final = both("choose from the list")

SPARE: Final = 500
"""Rows below the filled ones that have drop-down lists."""
LAST_COLUMN: Final = 16_384
_PROMPT: Final = 220
_FILLS: Final = {"assumption": "FFF2CC", "estimate": "FFF9E5"}
_HEAD: Final = "DDE3EA"
_NEEDED: Final = "C9DAF0"
_WIDTHS: Final = (9, 44)
_ABOUT: Final = 100
"""Width of the sheet that says what to do, in characters."""
_LINE_PT: Final = 16
_TOLD: Final = (
    both(
        "Each sheet is a table of the scenario. The first four rows are its header: leave "
        "them as they are, and fill in from the fifth row on."
    ),
    both(
        "Columns with a darker header are required. Yellow rows are assumptions or "
        "estimates: once they are replaced, set the label to user and say the source."
    ),
    both("Write numbers alone: their units stand in the header. No merged cells, formulas or hidden sheets."),
    both("To read it back: sanduan workbook THIS.xlsx --into FOLDER"),
)


def forces_workbook(draft: Draft, names: Sequence[str] = SHEETS) -> bytes:
    """Return the workbook of a scenario as bytes, the same for the same scenario.

    Parameters
    ----------
    draft
        The scenario, without faults.
    names
        Tables that become sheets.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    _about(book, draft)
    lists = _Lists(draft)
    for name in names:
        _Sheet(book, draft.tables[name], lists).draw()
    _notes(book, names)
    lists.draw(book)
    sink = BytesIO()
    book.save(sink)
    return fixed(sink.getvalue())


def _about(book: "Workbook", draft: Draft) -> None:
    from openpyxl.styles import Alignment, Font

    sheet = book.create_sheet(ABOUT)
    title = draft.root.child("title")
    said = title.plain() if title is not None else {}
    name = draft.root.child("name")
    sheet.append([f"{said.get('zh', '')} {said.get('en', '')}"])
    sheet["A1"].font = Font(bold=True, size=16)
    for words in _TOLD:
        sheet.append([words.zh])
        sheet.append([words.en])
    sheet.append([BASE, name.content if name is not None else ""])
    for row in sheet.iter_rows(min_row=2):
        row[0].alignment = Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[row[0].row].height = _LINE_PT * (1 + places(str(row[0].value)) // _ABOUT)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = _ABOUT, _WIDTHS[1]
    printed_wide(sheet, 0)
    sheet.protection.sheet = True


class _Lists:
    """The sheet of what drop-down lists offer: ids of other tables, and words with their Chinese names."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._columns: dict[str, list[tuple[str, str]]] = {}

    def range_of(self, table: str, about: Column) -> str:
        """Return the range that a column may be chosen from, or nothing where it is free."""
        if about.target in SHEETS:
            letter = _letter(1 + [each.key for each in sheet_columns(about.target)].index("id"))
            last = HEADER + len(self._draft.tables[about.target].rows) + SPARE
            return f"'{title_of(about.target)}'!${letter}${HEADER + 1}:${letter}${last}"
        key, entries = self._entries(table, about)
        if not entries:
            return ""
        self._columns.setdefault(key, entries)
        letter = _letter(1 + 2 * list(self._columns).index(key))
        return f"'{LISTS}'!${letter}$2:${letter}${1 + len(entries)}"

    def _entries(self, table: str, about: Column) -> tuple[str, list[tuple[str, str]]]:
        if about.options:
            return f"{table}.{about.key}" if about.key == "kind" else about.key, list(about.options)
        if about.kind is bool:
            return "true/false", [("TRUE", "是"), ("FALSE", "否")]
        if about.target:
            rows = self._draft.tables[about.target].rows
            return about.target, [(row["id"], row.get("name_zh", "")) for row in rows]
        path = IN_YAML.get((table, about.key))
        return (".".join(path), self._in_yaml(path)) if path else ("", [])

    def _in_yaml(self, path: tuple[str, ...]) -> list[tuple[str, str]]:
        node = self._draft.root
        for key in path:
            below = node.child(key)
            if below is None:
                return []
            node = below
        tree = node.plain()
        return [(key, _zh(tree[key])) for key in sorted(tree)] if isinstance(tree, dict) else []

    def draw(self, book: "Workbook") -> None:
        """Write the sheet."""
        sheet = book.create_sheet(LISTS)
        for number, (key, entries) in enumerate(self._columns.items()):
            for row, pair in enumerate([(key, "中文"), *entries], start=1):
                for offset, value in enumerate(pair):
                    _put(sheet, row, 1 + 2 * number + offset, value)
        sheet.freeze_panes = "A2"
        sheet.protection.sheet = True


def _zh(tree: Any) -> str:
    name = tree.get("name") if isinstance(tree, dict) else None
    return str(name.get("zh", "")) if isinstance(name, dict) else ""


def _letter(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(column))


def _put(sheet: "Worksheet", row: int, column: int, value: Any) -> Any:
    """Write a value; what begins with ``=`` stays words, and what Excel takes for an escape is escaped."""
    from openpyxl.utils.escape import escape

    cell = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = escape(value.replace("_x", "_x005F_x")) if "_x" in value else value
        cell.data_type = "s"
    else:
        cell.value = value
    return cell


class _Sheet:
    """The sheet of one table."""

    def __init__(self, book: "Workbook", table: Table, lists: _Lists) -> None:
        self.table, self.lists = table, lists
        self.about = sheet_columns(table.name)
        self.sheet = book.create_sheet(title_of(table.name))
        self.last = HEADER + len(table.rows) + SPARE

    def draw(self) -> None:
        """Write header, rows, lists, colours and protection."""
        for number, about in enumerate(self.about, start=1):
            self._head(number, about)
            self._offer(number, about)
        for row, cells in enumerate(self.table.rows, start=HEADER + 1):
            self._row(row, cells)
        self._mark_assumptions()
        self._protect()
        self.sheet.freeze_panes = f"C{HEADER + 1}"
        printed_wide(self.sheet, HEADER)

    def _head(self, number: int, about: Column) -> None:
        from openpyxl.comments import Comment
        from openpyxl.styles import Alignment, Font, PatternFill, Protection

        fill = PatternFill("solid", fgColor=_NEEDED if about.required else _HEAD)
        for row, text in enumerate((about.zh, about.en, about.unit, about.key), start=1):
            cell = _put(self.sheet, row, number, text or None)
            cell.font = Font(bold=row == 1, italic=row == KEY_ROW, color="666666" if row == KEY_ROW else None)
            cell.fill, cell.protection = fill, Protection(locked=True)
            cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="center")
        note = Comment(told(about), "sanduan", width=300, height=140)
        self.sheet.cell(1, number).comment = note

    def _offer(self, number: int, about: Column) -> None:
        """Offer a list, or bounds, and say what the column means to whoever selects a cell."""
        from openpyxl.worksheet.datavalidation import DataValidation

        source = self.lists.range_of(self.table.name, about)
        rule = DataValidation(**_rule(about, source), allow_blank=True)
        rule.showInputMessage = rule.showErrorMessage = True
        rule.promptTitle = f"{about.zh} {about.en}"[:32]
        rule.prompt = told(about)[:_PROMPT]
        rule.error = f"{about.zh} {about.key}: {_bounds(about) or _CHOOSE_FROM_THE_LIST.zh_en}"[:_PROMPT]
        letter = _letter(number)
        rule.add(f"{letter}{HEADER + 1}:{letter}{self.last}")
        self.sheet.add_data_validation(rule)

    def _row(self, row: int, cells: Mapping[str, Any]) -> None:
        from openpyxl.styles import Protection

        for number, about in enumerate(self.about, start=1):
            if about.key in cells:
                _put(self.sheet, row, number, cells[about.key]).protection = Protection(locked=False)

    def _mark_assumptions(self) -> None:
        from openpyxl.formatting.rule import FormulaRule
        from openpyxl.styles import PatternFill

        keys = [about.key for about in self.about]
        label, last = _letter(1 + keys.index("label")), _letter(len(keys))
        for word, colour in _FILLS.items():
            formula = [f'${label}{HEADER + 1}="{word}"']
            fill = PatternFill("solid", bgColor=colour)
            area = f"A{HEADER + 1}:{last}{self.last}"
            self.sheet.conditional_formatting.add(area, FormulaRule(formula=formula, fill=fill))

    def _protect(self) -> None:
        """Lock the header, and nothing else; rows may be added, deleted, sorted and formatted."""
        from openpyxl.styles import Protection
        from openpyxl.worksheet.dimensions import ColumnDimension

        for number, about in enumerate(self.about, start=1):
            size = self.sheet.column_dimensions[_letter(number)]
            size.width, size.protection = _width(about, self.table), Protection(locked=False)
        after = len(self.about) + 1
        rest = ColumnDimension(self.sheet, _letter(after), min=after, max=LAST_COLUMN, width=9)
        rest.protection = Protection(locked=False)
        self.sheet.column_dimensions[_letter(after)] = rest
        guard = self.sheet.protection
        guard.sheet = True
        guard.insertRows = guard.deleteRows = guard.formatCells = guard.formatColumns = False
        guard.formatRows = guard.sort = guard.autoFilter = False


def _rule(about: Column, source: str) -> dict[str, Any]:
    if source:
        return {"type": "list", "formula1": source, "errorStyle": "stop" if about.options else "warning"}
    if about.kind not in (int, float) or about.low is None:
        return {"type": None}
    kind = "whole" if about.kind is int else "decimal"
    if about.high is None:
        return {"type": kind, "operator": "greaterThanOrEqual", "formula1": f"{about.low:.10g}"}
    span = {"formula1": f"{about.low:.10g}", "formula2": f"{about.high:.10g}"}
    return {"type": kind, "operator": "between", **span}


def _bounds(about: Column) -> str:
    unit = f" {about.unit}" if about.unit not in ("", "1") else ""
    if about.low is None:
        return ""
    return (
        f"{about.low:.10g} – {about.high:.10g}{unit}"
        if about.high is not None
        else f"≥ {about.low:.10g}{unit}"
    )


def told(about: Column) -> str:
    """Return what is to know about a column: what it means, its unit, bounds and default, what it may be."""
    parts = [f"{about.zh} {about.en}" + (f": {about.meaning}" if about.meaning else "")]
    parts += [f"[{about.unit}]"] if about.unit else []
    parts += [_bounds(about)] if about.low is not None else []
    parts += [both("required").zh_en] if about.required else [f"{_EMPTY.zh_en}: {_default(about)}"]
    parts += [f"{_SEE.zh_en} {about.target}"] if about.target else []
    parts += [", ".join(f"{word} {zh}" for word, zh in about.options)] if about.options else []
    return "; ".join(parts)


def _default(about: Column) -> str:
    default = getattr(about.default, "value", about.default)
    return "–" if default in (None, "") else str(default)


def _width(about: Column, table: Table) -> float:
    texts: Iterable[str] = (
        about.zh * 2,
        about.key,
        *(str(row.get(about.key, "")) for row in table.rows[:200]),
    )
    return min(max(max(map(places, texts)) + 2, _WIDTHS[0]), _WIDTHS[1])


def _notes(book: "Workbook", names: Sequence[str]) -> None:
    """Write what every column of every sheet means."""
    from openpyxl.styles import Font

    sheet = book.create_sheet(NOTES)
    sheet.append(
        [
            both("sheet").zh_en,
            both("column").zh_en,
            "中文",
            both_in("command", "unit").zh_en,
            both("meaning").zh_en,
        ]
    )
    for name in names:
        sheet.append([title_of(name), "", "", "", meaning_of(name)])
        for about in sheet_columns(name):
            sheet.append([title_of(name), about.key, about.zh, about.unit, told(about)])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for letter, width in zip("ABCDE", (26, 16, 18, 9, 110), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    printed_wide(sheet)
    sheet.protection.sheet = True


assert UNIT_ROW < KEY_ROW == HEADER
