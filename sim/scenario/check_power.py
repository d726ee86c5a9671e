"""What no single value shows of the power network: feeders without a source, loads that hang on nothing."""

from collections.abc import Mapping
from typing import Any, Final

from sim.scenario.fields import TABLES, default_of
from sim.scenario.source import Mark
from sim.scenario.tables import LoadRow, PowerLine
from sim.scenario.view import View
from sim.terms.enums import LoadKind, PowerNodeKind

_KINDS: Final = {kind.value: kind for kind in LoadKind}
_BACKUP: Final = ("ups_h", "generator_h", "fuel_h", "start_s")
"""Columns on what a load has against an outage."""


def check_power(view: View) -> None:
    """Tell of every fault that shows only when the tables of the power network are seen together."""
    _lines(view)
    _sources(view)
    seen: dict[tuple[LoadKind, str], int] = {}
    for number, row in view.rows("loads"):
        kind = _KINDS.get(str(row.get("kind")))
        if kind is not None:
            _target(view, number, row, kind, seen)
            _backup(view, number, row, kind)


def _lines(view: View) -> None:
    for number, row in view.rows("power_lines"):
        if row.get("a") is not None and row.get("a") == row.get("b"):
            view.tell(("power_lines", number, "b"), "two_ends")
        for column in ("switching", "delay_min"):
            said = row.get(column, default_of(PowerLine, column))
            if said != default_of(PowerLine, column) and row.get("normally_open", False) is False:
                view.tell(("power_lines", number, column), "tie")


def _sources(view: View) -> None:
    """Let a way of lines, ties among them, lead from a source to every node."""
    nodes = view.ids("power_nodes")
    if not (view.known("power_nodes") and view.known("power_lines")) or not nodes:
        return
    ends = [(row.get("a"), row.get("b")) for _, row in view.rows("power_lines")]
    kinds = [row.get("kind") for _, row in view.rows("power_nodes")]
    if any(a not in nodes or b not in nodes for a, b in ends) or not all(map(_is_kind, kinds)):
        return  # which was said
    first = [row["id"] for _, row in view.rows("power_nodes") if row["kind"] == PowerNodeKind.SOURCE.value]
    if not first:
        view.faults.add(Mark(view.draft.tables["power_nodes"].file), "kind", "power_source")
        return
    fed = _reached(first, ends)
    dark = [name for name in nodes if name not in fed]
    if dark:
        more = len(dark) - 1
        others = f", nor to {more} other{'s' * (more > 1)}" if more else ""
        view.tell(("power_nodes", nodes[dark[0]], "id"), "fed", others=others)


def _is_kind(kind: Any) -> bool:
    return kind in {each.value for each in PowerNodeKind}


def _reached(first: list[str], ends: list[tuple[Any, Any]]) -> set[str]:
    ahead: dict[str, list[str]] = {}
    for a, b in ends:
        ahead.setdefault(a, []).append(b)
        ahead.setdefault(b, []).append(a)
    reached, waiting = set(first), list(first)
    while waiting:
        for name in ahead.get(waiting.pop(), ()):
            if name not in reached:
                reached.add(name)
                waiting.append(name)
    return reached


def _target(
    view: View,
    number: int,
    row: Mapping[str, Any],
    kind: LoadKind,
    seen: dict[tuple[LoadKind, str], int],
) -> None:
    """Let a load name what it is the load of, which no other load does."""
    path, name = ("loads", number, "target"), row.get("target")
    if not kind.table:
        if name:
            view.tell(path, "no_target", kind=kind.value)
    elif not name or not isinstance(name, str):
        view.tell(path, "a_target", table=TABLES[kind.table][0], kind=kind.value)
    elif view.known(kind.table) and name not in view.ids(kind.table):
        view.tell(path, "reference", view.ids(kind.table), table=view.draft.tables[kind.table].file)
    elif seen.setdefault((kind, name), number) != number:
        where = view.place(("loads", seen[kind, name], "target"))
        view.tell(path, "one_load", kind=kind.value, where=where)


def _backup(view: View, number: int, row: Mapping[str, Any], kind: LoadKind) -> None:
    """Let the backup of a load stand in one table, and its fuel fit into its tank."""
    for column in _BACKUP if kind.own_backup else ():
        if row.get(column, default_of(LoadRow, column)) != default_of(LoadRow, column):
            table = TABLES[kind.table][0]
            view.tell(("loads", number, column), "own_backup", kind=kind.value, table=table)
    tank, fuel = row.get("generator_h", 0), row.get("fuel_h")
    if isinstance(fuel, int | float) and isinstance(tank, int | float) and fuel > tank:
        view.tell(("loads", number, "fuel_h"), "fuel_fits", tank=tank)
