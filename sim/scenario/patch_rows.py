"""Patches of whole rows: ``sites.HS99={kind: fixed, ...}`` adds a row, ``sites.HS06=null`` takes one out."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sim.scenario.csvtable import convert
from sim.scenario.fields import columns
from sim.scenario.source import Node, Table
from sim.terms.enums import Label, LoadKind

SOURCE: Final = "added by a patch"
_OF_A_SITE: Final = (("losses", "site", None), ("loads", "target", LoadKind.RADIO_SITE.value))
"""Table, column and kind of the rows that say nothing without their radio site."""


def add_row(table: Table, name: str, cells: Node) -> None:
    """Add a row; where the cells say no label and source, it is the user's.

    Parameters
    ----------
    table
        Changed in place.
    name
        Id of the row, which stands in no row yet.
    cells
        A mapping of values by column; columns that the table does not know are for whoever calls to refuse.
    """
    assert isinstance(cells.content, dict)
    kinds, number = columns(table.name), len(table.rows)
    vouched = {"label": Label.USER.value, "source": SOURCE} if "label" in kinds else {}
    told = {key: _cell(node, kinds[key]) for key, node in cells.content.items() if node.content is not None}
    table.rows.append({"id": name, **vouched, **told})
    table.lines.append(0)
    table.marks[number, ""] = cells.mark
    for column in kinds:
        below = cells.content.get(column)
        table.marks[number, column] = below.mark if below is not None else cells.mark


def _cell(node: Node, kind: type) -> Any:
    """Return a value as a cell of a file would give it: digits stay a text where one is asked for."""
    if isinstance(node.content, dict | list):
        return node.plain()
    return convert(node.text or str(node.content), kind)


def drop_row(tables: Mapping[str, Table], name: str, number: int) -> None:
    """Take a row out; with a radio site go its losses and its load, which say nothing without it.

    Parameters
    ----------
    tables
        All tables, changed in place.
    name
        Key of the table.
    number
        Which row.
    """
    gone = tables[name].rows[number].get("id")
    _keep(tables[name], [row for row in range(len(tables[name].rows)) if row != number])
    for other, column, kind in _OF_A_SITE if name == "sites" else ():
        if other in tables:
            rows = enumerate(tables[other].rows)
            left = [n for n, row in rows if row.get(column) != gone or row.get("kind") != kind]
            _keep(tables[other], left)


def _keep(table: Table, kept: Sequence[int]) -> None:
    """Keep some rows of a table, with the positions of their cells."""
    place = {old: new for new, old in enumerate(kept)}
    table.rows = [table.rows[row] for row in kept]
    table.lines = [table.lines[row] for row in kept]
    table.marks = {(place[row], at): mark for (row, at), mark in table.marks.items() if row in place}
