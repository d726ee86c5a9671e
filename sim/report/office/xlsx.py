"""A run as an Excel workbook 工作簿: a summary, one sheet for each table, and what the run rests on."""

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from sim.report.basis import TOUCHES, bounds, touched
from sim.report.material import Material
from sim.report.office.brief import TITLE, origin, sentences
from sim.report.office.fixed import fixed
from sim.report.office.layout import lines_of, places, printed_wide
from sim.report.words import WORDS, Both, Lang
from sim.scenario.assumptions import assumptions
from sim.scenario.doubts import is_used
from sim.words import both

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from sim.metric.column import Column

_LEAST: Final = 9
_MOST: Final = 60
_LOOKED_AT: Final = 200
"""Rows that the width of a column is judged by."""
_BOLD: Final = 2
"""Places by which bold words are wider, and the edges of a cell."""
_LINE_PT: Final = 15.5
"""Height of a line of a head."""
_MORE: Final = (both("Label"), TOUCHES, both("In use"))
_IN_USE: Final = {True: both("yes"), False: both("no")}
BASIS: Final = both("Figures")


def workbook(material: Material, lang: Lang) -> bytes:
    """Return a run as the bytes of an Excel file, the same for the same run.

    Parameters
    ----------
    material
        The run.
    lang
        Language of headers and sentences; names of sheets and ids are those of ``tables/*.csv``.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    _summary(book, material, lang)
    for name, heads, rows in sheets(material, lang):
        _sheet(book, name, heads, rows)
    sink = BytesIO()
    book.save(sink)
    return fixed(sink.getvalue())


def sheets(material: Material, lang: Lang) -> Iterator[tuple[str, list[str], list[list[Any]]]]:
    """Yield name, headers and rows of each sheet after the summary; a table without rows has none."""
    from sim.metric.columns import COLUMNS

    for name, table in material.tables.items():
        if len(table):
            columns = COLUMNS[name]
            heads = [_head(key, columns[key], lang) for key in map(str, table.columns)]
            yield name, heads, [[_plain(value) for value in row] for row in table.itertuples(index=False)]
    yield _figures(material, lang)


def _figures(material: Material, lang: Lang) -> tuple[str, list[str], list[list[Any]]]:
    heads = [WORDS[key].of(lang) for key in ("quantity", "value", "unit", "range", "source")]
    rows: list[list[Any]] = []
    for each in assumptions(material.scenario):
        told = [each.path, _number(each.text), each.unit, bounds(each), each.source, each.label.value]
        rows.append([*told, touched(each).of(lang), _IN_USE[is_used(material.scenario, each.path)].of(lang)])
    return BASIS.of(lang), [*heads, *(words.of(lang) for words in _MORE)], rows


def _head(key: str, column: "Column", lang: Lang) -> str:
    words = column.zh if lang is Lang.ZH else column.en
    return f"{words}\n{key}" if column.unit in ("", "1") else f"{words} [{column.unit}]\n{key}"


def _plain(value: Any) -> Any:
    """Return a value as Excel holds it: nothing for what is not known, Python's own numbers."""
    import pandas as pd

    if pd.isna(value):
        return None
    value = value.item() if hasattr(value, "item") else value
    return value if isinstance(value, bool | int | float) else str(value)


def _number(text: str) -> Any:
    try:
        return float(text)
    except ValueError:
        return text


def _summary(book: "Workbook", material: Material, lang: Lang) -> None:
    from openpyxl.styles import Alignment, Font

    sheet = book.create_sheet(TITLE.of(lang))
    title = material.scenario.title
    sheet.append([WORDS["title"].fill(name=Both(title.zh, title.en)).of(lang)])
    sheet["A1"].font = Font(bold=True, size=16)
    for words in sentences(material):
        sheet.append([words.of(lang)])
        sheet.merge_cells(start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=2)
        sheet.cell(sheet.max_row, 1).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[sheet.max_row].height = 34
    sheet.append([])
    for what, value in origin(material):
        sheet.append([what.of(lang), value.of(lang)])
    sheet.column_dimensions["A"].width = 24
    sheet.column_dimensions["B"].width = 90
    printed_wide(sheet, 0)


def _sheet(book: "Workbook", name: str, heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(name)
    sheet.append(list(heads))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="DDE3EA")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    _fill(sheet, rows)
    widths = [_width([row[number] for row in rows], head) for number, head in enumerate(heads)]
    lines = (lines_of(head, width - _BOLD) for head, width in zip(heads, widths, strict=True))
    sheet.row_dimensions[1].height = _LINE_PT * max(lines, default=1)
    sheet.freeze_panes = "A2"
    printed_wide(sheet)
    sheet.auto_filter.ref = sheet.dimensions
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def _fill(sheet: "Worksheet", rows: Iterable[Sequence[Any]]) -> None:
    """Write rows; what begins with ``=`` stays words, never a formula."""
    for row in rows:
        sheet.append(list(row))
        for cell in sheet[sheet.max_row]:
            if isinstance(cell.value, str):
                cell.data_type = "s"
            elif isinstance(cell.value, float):
                cell.number_format = "#,##0.00" if abs(cell.value) >= 1 else "0.0000"


def _width(column: Sequence[Any], head: str = "") -> float:
    """Return a width that shows most values, and the key at the end of a head unbroken."""
    longest = places(head.rpartition("\n")[2]) + _BOLD
    for value in column[:_LOOKED_AT]:
        text = f"{value:.2f}" if isinstance(value, float) else str(value)
        longest = max(longest, places(text))
    return min(max(longest + 2, _LEAST), _MOST)
