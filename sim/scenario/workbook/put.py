"""Tables into CSV files, and a folder of a scenario around them."""

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.scenario import layers
from sim.scenario.check import cross_check
from sim.scenario.fields import TABLES
from sim.scenario.source import Draft, Faults, Table
from sim.scenario.validate import validated
from sim.scenario.workbook.columns import sheet_columns
from sim.scenario.workbook.take import taken
from sim.sheets.cells import Book
from sim.terms.errors import IN_SHEET, BadInput


def drafted(name_or_folder: str | Path, patches: tuple[str, ...] = ()) -> Draft:
    """Return a scenario as it is written: the rows of its tables with the blanks that they have.

    Raises
    ------
    BadInput
        If anything is wrong with it.
    """
    faults = Faults()
    draft = layers.read(name_or_folder, patches, faults)
    if draft is not None:
        validated(draft, faults)
        cross_check(draft, faults)
    if draft is None or faults:
        raise BadInput(list(faults))
    return draft


def laid_over(base: Draft, book: Book) -> dict[str, Table]:
    """Return the tables of a workbook that replace those of a scenario, checked together with the rest of it.

    Only those that differ are returned.

    Raises
    ------
    BadInput
        If anything is wrong with the workbook; each fault names sheet and cell, and all are listed.
    """
    faults = Faults()
    own, told = taken(book, faults)
    found = {name: table for name, table in own.items() if table.rows != base.tables[name].rows}
    draft = Draft(base.root, {**base.tables, **own}, base.whole)
    later = Faults()
    validated(draft, later)
    cross_check(draft, later)
    only_own = bool(faults)  # what is missing elsewhere follows from what is wrong here
    for fault in later:
        place = fault.file, fault.line, fault.column
        if place not in told and (IN_SHEET in fault.file or not only_own):
            faults.take(fault)
    if faults:
        raise BadInput(list(faults))
    return found


def written(tables: Mapping[str, Table], folder: Path) -> None:
    """Write tables into a folder as CSV files, each with the columns that it uses."""
    for name, table in tables.items():
        (folder / TABLES[name][0]).write_text(csv_text(table), encoding="utf-8", newline="")


def csv_text(table: Table) -> str:
    """Return a table as CSV: the required columns and those that any row fills, in the order of its sheet."""
    used = {key for row in table.rows for key in row}
    keys = [about.key for about in sheet_columns(table.name) if about.required or about.key in used]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(keys)
    for row in table.rows:
        writer.writerow([_cell(row.get(key)) for key in keys])
    return text.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return repr(value) if isinstance(value, int | float) else str(value)
