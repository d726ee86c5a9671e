"""Patches ``path=value``, from ``--set`` or from a scenario's own list: one value changed in place.

A path names keys of ``scenario.yaml`` (``demand.kinds.fire.per_1000``; entries of a list by their id or
position) or a cell of a table (``stations.FS01.crew``). ``sites.HS99={kind: fixed, ...}`` adds a row, and
``sites.HS06=null`` takes one out.
"""

from collections.abc import Iterable
from typing import Any, Final, NamedTuple, get_origin

from sim.scenario import messages
from sim.scenario.csvtable import convert
from sim.scenario.fields import TABLES, below, columns, default_of, known_keys, type_at
from sim.scenario.model import Scenario
from sim.scenario.patch_rows import add_row, drop_row
from sim.scenario.quantity import Profile, Quantity, vouched_fields
from sim.scenario.source import Draft, Faults, Mark, Node, Path_, Table
from sim.scenario.yamltree import parse
from sim.terms.enums import Label

_ROOT: Final[Path_] = ()


class Patch(NamedTuple):
    """A text ``path=value`` and where it was written."""

    text: str
    mark: Mark


class _Nowhere(Exception):
    """The path leads nowhere, for a reason that has a message."""

    def __init__(self, code: str, hint: str = "", **context: Any) -> None:
        super().__init__(code)
        self.code, self.hint, self.context = code, hint, context


def apply(patch: Patch, draft: Draft, faults: Faults) -> None:
    """Change one value of a draft; a path that leads nowhere is added to the faults.

    Parameters
    ----------
    patch
        What to change, and the position to show in messages.
    draft
        Changed in place.
    faults
        Where faults are gathered.
    """
    path, equals, text = patch.text.partition("=")
    keys = path.strip().split(".")
    if not equals or not all(keys):
        faults.add(patch.mark, "", "assignment", got=messages.shown(patch.text))
        return
    value = parse(text.strip(), patch.mark.file, faults, only_at=patch.mark)
    if value is None and text.strip():
        return
    value = value or Node(None, patch.mark)
    value.key = patch.mark
    try:
        if keys[0] in TABLES:
            table = draft.tables.get(keys[0]) or Table(keys[0], TABLES[keys[0]][0])
            if len(keys) == 2:
                draft.tables[table.name] = table
                _set_row(draft, table, keys[1], value, bool(text.strip()))
            else:
                _set_cell(table, keys, value, text.strip())
        else:
            _set_node(draft, keys, value)
    except _Nowhere as nowhere:
        faults.add(patch.mark, path.strip(), nowhere.code, hint=nowhere.hint, **nowhere.context)


def _set_row(draft: Draft, table: Table, name: str, value: Node, said: bool) -> None:
    """Add a row, or take one out for ``null``."""
    kinds, cells = columns(table.name), value.content
    if (
        "id" not in kinds
        or table.name == "lines"
        or not (isinstance(cells, dict) or (cells is None and said))
    ):
        raise _Nowhere("patch_table", table=table.name)
    if not isinstance(cells, dict):
        drop_row(draft.tables, table.name, _row(table, name))
        return
    for column in cells:
        if column not in kinds or column == "id":
            raise _Nowhere("patch_column", messages.did_you_mean(column, kinds), file=table.file)
    if any(row.get("id") == name for row in table.rows):
        raise _Nowhere("patch_new_row", file=table.file)
    add_row(table, name, value)


def _set_cell(table: Table, keys: list[str], value: Node, text: str) -> None:
    if len(keys) != 3 or table.name == "lines":
        raise _Nowhere("patch_table", table=table.name)
    row, column = _row(table, keys[1]), keys[2]
    kinds = columns(table.name)
    if column not in kinds:
        raise _Nowhere("patch_column", messages.did_you_mean(column, kinds), file=table.file)
    written = value.content if isinstance(value.content, str) else text
    cells = table.rows[row]
    cells[column] = convert(written, kinds[column])
    if not written:
        del cells[column]
    table.marks[row, column] = value.mark
    if "label" in kinds and column not in ("label", "source"):
        # the row's source does not vouch for a value that it never held
        cells["label"] = Label.USER.value
        cells["source"] = f"{cells.get('source', '')}; {column} as patched".lstrip("; ")


def _row(table: Table, name: str) -> int:
    if "id" not in columns(table.name):
        return _index(name, len(table.rows))
    ids = [str(row.get("id")) for row in table.rows]
    if name not in ids:
        raise _Nowhere("patch_row", messages.did_you_mean(name, ids), file=table.file)
    return ids.index(name)


def _index(name: str, length: int) -> int:
    if not length:
        raise _Nowhere("patch_empty")
    if not name.isdecimal() or len(name) > 9 or int(name) >= length:
        raise _Nowhere("patch_index", last=length - 1)
    return int(name)


def _set_node(draft: Draft, keys: list[str], value: Node) -> None:
    node, path = draft.root, _ROOT
    for key in keys[:-1]:
        step, below_it = _step(node, path, key)
        _disown(node, path, step)
        if below_it is None:
            below_it = _implied(path, step, value.mark)
            _put(node, step, below_it)
        _write_out(below_it, type_at((*path, step)))
        node, path = below_it, (*path, step)
    step, _ = _step(node, path, keys[-1], last=True)
    _disown(node, path, step)
    _put(node, step, value)


def _disown(node: Node, path: Path_, step: str | int) -> None:
    """Take label and source from a figure that changes: they do not vouch for a value they never held."""
    if step in vouched_fields(type_at(path)) and isinstance(node.content, dict):
        for stale in ("label", "source"):
            node.content.pop(stale, None)


def _write_out(node: Node, kind: Any) -> None:
    """Turn a figure that was written as a bare number or list into a mapping."""
    inner = _inner(kind)
    if inner and not isinstance(node.content, dict):
        node.content = {inner: Node(node.content, node.mark, node.key, node.text)}


def _inner(kind: Any) -> str:
    """Return the key that holds the figure in a type that may be written without it; else nothing."""
    if kind is Quantity:
        return "value"
    return "values" if isinstance(kind, type) and issubclass(kind, Profile) else ""


def _implied(path: Path_, step: str | int, mark: Mark) -> Node:
    """Return what stands for a part that is not written out: for a figure, its default."""
    inner = _inner(type_at((*path, step)))
    if not inner:
        return Node({}, mark, mark)
    figure = getattr(default_of(type_at(path), str(step)), inner)
    if isinstance(figure, tuple):
        figure = [Node(weight, mark, mark) for weight in figure]
    return Node({inner: Node(figure, mark, mark)}, mark, mark)


def _put(node: Node, step: str | int, value: Node) -> None:
    if isinstance(node.content, dict):
        node.content[str(step)] = value
    elif isinstance(node.content, list):
        node.content[int(step)] = value


def _step(node: Node, path: Path_, key: str, last: bool = False) -> tuple[str | int, Node | None]:
    """Return the key or position that a part of a path names, and the node there if it is written out."""
    if isinstance(node.content, list):
        index = _entry(node.content, key)
        return index, node.content[index]
    if not isinstance(node.content, dict) or type_at(path) is None:
        raise _Nowhere("patch_deeper", at=".".join(map(str, path)))
    kind = type_at(path)
    known = _known(kind, path, node.content)
    may_be_new = last and get_origin(kind) is dict
    if key not in known and not may_be_new:
        raise _Nowhere("patch_target", _suggestion(key, path, known))
    if key not in node.content and get_origin(below(kind, key)) is tuple and not last:
        raise _Nowhere("patch_empty")
    return key, node.content.get(key)


def _known(kind: Any, path: Path_, written: Iterable[str]) -> list[str]:
    """Return the keys a mapping may have: those of its type, those written, those of its default."""
    named = known_keys(kind)
    if kind is Scenario:
        named = [name for name in named if name not in TABLES]
    implied: list[str] = []
    if get_origin(kind) is dict and path and isinstance(type_at(path[:-1]), type):
        implied = list(default_of(type_at(path[:-1]), str(path[-1])) or ())
    return list(dict.fromkeys([*named, *written, *map(str, implied)]))


def _suggestion(key: str, path: Path_, known: list[str]) -> str:
    if path == ("roads",) and key not in known:
        near = messages.did_you_mean(key, known)
        return near or messages.hint("did_you_mean", word=f"links.{key}")
    return messages.did_you_mean(key, known if path else [*known, *TABLES])


def _entry(entries: list[Node], key: str) -> int:
    names = [node.child("id") for node in entries]
    ids = [str(node.content) if node else "" for node in names]
    return ids.index(key) if key in ids else _index(key, len(entries))
