"""Reading a table from CSV: UTF-8, a header, columns in any order, empty cells for defaults."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from sim.scenario import messages
from sim.scenario.fields import REQUIRED_TABLES, TABLES, columns
from sim.scenario.source import Faults, Mark, Table
from sim.scenario.textfile import read_text
from sim.scenario.yamltree import DIGITS_LIMIT, resolve

CSV_LIMIT_MB: Final = 64
_WHOLE: Final = re.compile(r"[-+]?[0-9]+")


def read_csv(path: Path, shown_as: str, name: str, faults: Faults) -> Table:
    """Return a table; where it cannot be read, an empty one that is not `whole`.

    Parameters
    ----------
    path
        The file.
    shown_as
        Its name in messages.
    name
        Key of the table in the scenario.
    faults
        Where faults are gathered.
    """
    table, before = Table(name, shown_as), len(faults)
    text = read_text(path, shown_as, CSV_LIMIT_MB, faults)
    records = _records(text, table, faults) if text is not None else iter(())
    header = next(records, None)
    if header is not None:
        _take_header(header[1], table, faults)
        for line, cells in records:
            _take_row(line, cells, len(header[1]), table, faults)
    table.whole = table.whole and header is not None
    if len(faults) == before and not table.rows and (header is None or name in REQUIRED_TABLES):
        faults.add(Mark(shown_as), "", "rows" if header else "header")
    return table


def _records(text: str, table: Table, faults: Faults) -> Iterator[tuple[int, list[str]]]:
    """Yield the line on which each record begins, and its cells without surrounding blanks."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                yield line, stripped
            line = reader.line_num + 1
    except csv.Error as error:
        table.whole = False
        faults.add(Mark(table.file, line), "", "csv", hint=str(error))


def _take_header(names: list[str], table: Table, faults: Faults) -> None:
    known = columns(table.name)
    for number, name in enumerate(names, start=1):
        mark = Mark(table.file, 1, number)
        if name in table.columns:
            faults.add(mark, name, "unique_column")
        elif name not in known:
            hint = _header_hint(name, known, faults)
            faults.add(mark, name, "known_column", hint=hint)
        else:
            table.columns[name] = number
    fields = TABLES[table.name][1].model_fields.items()
    missing = [key for key, field in fields if field.is_required() and key not in table.columns]
    table.faulty.update(missing)
    if len(names) == 1 and len(missing) > 1:
        return  # the header was not split, which was said
    for name in missing:
        faults.add(Mark(table.file, 1), name, "column", hint=faults.near(name, set(names) - set(known)))


def _header_hint(name: str, known: Iterable[str], faults: Faults) -> str:
    if any(separator in name for separator in ";\t，|"):
        return messages.hint("separator")
    return faults.near(name, known)


def _take_row(line: int, cells: list[str], width: int, table: Table, faults: Faults) -> None:
    if len(cells) != width:
        table.whole = False
        faults.add(Mark(table.file, line), "", "cells", count=width, got=str(len(cells)))
        return
    kinds = columns(table.name)
    filled = ((name, cells[number - 1]) for name, number in table.columns.items())
    table.rows.append({name: convert(cell, kinds[name]) for name, cell in filled if cell})
    table.lines.append(line)


def convert(cell: str, kind: type) -> Any:
    """Return a cell as its type, or as it stands where it is not of that type.

    Examples
    --------
    >>> convert("TRUE", bool), convert("12", int), convert("1.5", float), convert("1.5", int)
    (True, 12, 1.5, '1.5')
    """
    if kind is str:
        return cell
    if kind is bool:
        return {"true": True, "false": False}.get(cell.lower(), cell)
    if kind is int:
        return int(cell) if _WHOLE.fullmatch(cell) and len(cell) <= DIGITS_LIMIT else cell
    number, _ = resolve(cell)
    return number if isinstance(number, int | float) and not isinstance(number, bool) else cell
