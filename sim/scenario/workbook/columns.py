"""The sheets of a workbook and their columns, from the classes of the rows."""

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any, Final, Literal, get_args, get_origin

from sim.scenario.check import REFERENCES
from sim.scenario.fields import TABLES, bare, columns, default_of, limits
from sim.scenario.workbook.words import COLUMNS, COUNT, EN, UNITS

_LEFT_OUT: Final = ("districts", "nodes", "links", "losses", "terrain", "calls", "lines", "msel")
"""Tables that come from maps, are computed, or have a workbook of their own."""
SHEETS: Final = tuple(name for name in TABLES if name not in _LEFT_OUT)
"""Tables that are sheets of a workbook."""
IN_YAML: Final = {
    ("units", "type"): ("unit_types",),
    ("teams", "type"): ("team_types",),
    ("teams", "vehicle"): ("roads", "vehicles"),
    ("comms_teams", "vehicle"): ("roads", "vehicles"),
}
"""Columns that name a key of ``scenario.yaml``: where it stands."""
HEADER: Final = 4
"""Rows of the header: Chinese name, English name, unit, key."""
_LAST: Final = ("label", "source")
UNIT_ROW, KEY_ROW = 3, 4
_HAN: Final = re.compile(r"[0-9A-Za-z]*[\u4e00-\u9fff]+")


@dataclass(frozen=True)
class Column:
    """A column of a sheet 列.

    Attributes
    ----------
    key
        The column of the table.
    zh, en
        Its names.
    unit
        Unit of its numbers; ``1`` of what is counted, empty where it is no number.
    kind
        ``bool``, ``int``, ``float`` or ``str``.
    required
        Whether each row needs it; `default` stands for an empty cell else.
    options
        The words it may be, each with its Chinese name; empty where it is none of a few.
    target
        Table whose ids it holds, or empty.
    low, high
        Bounds of a number.
    meaning
        What it says, in English.
    """

    key: str
    zh: str
    en: str
    unit: str
    kind: type
    required: bool
    default: Any
    options: tuple[tuple[str, str], ...]
    target: str
    low: float | None
    high: float | None
    meaning: str


@cache
def sheet_columns(name: str) -> tuple[Column, ...]:
    """Return the columns of the sheet of a table, in the order of its class, label and source at the end."""
    known = columns(name)
    keys = [key for key in known if key not in _LAST] + [key for key in known if key in _LAST]
    return tuple(_column(name, key, known[key]) for key in keys)


def _column(name: str, key: str, kind: type) -> Column:
    model = TABLES[name][1]
    field, bounds = model.model_fields[key], limits(model, key)
    return Column(
        key,
        COLUMNS.get(key, key),
        EN.get(key, key.rpartition("_")[0].replace("_", " ") or key if _unit_word(key) else _plain(key)),
        _unit(key, kind),
        kind,
        field.is_required(),
        default_of(model, key),
        _options(bare(field.annotation)),
        next((target for table, column, target in REFERENCES if (table, column) == (name, key)), ""),
        bounds.get("ge", bounds.get("gt")),
        bounds.get("le", bounds.get("lt")),
        field.description or "",
    )


def _plain(key: str) -> str:
    return key.replace("_", " ")


def _unit_word(key: str) -> str:
    last = key.rpartition("_")[2]
    return last if last in UNITS and last != key else ""


def _unit(key: str, kind: type) -> str:
    """Return the unit of a column: the end of its name; one for what is counted.

    Examples
    --------
    >>> _unit("length_km", float), _unit("kv", float), _unit("beds", int), _unit("kind", str)
    ('km', 'kV', '1', '')
    """
    if kind not in (int, float):
        return ""
    return UNITS.get(key.rpartition("_")[2], COUNT)


def _options(annotation: Any) -> tuple[tuple[str, str], ...]:
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return tuple((member.value, getattr(member, "zh", "")) for member in annotation)
    if get_origin(annotation) is Literal:
        return tuple((getattr(part, "value", part), getattr(part, "zh", "")) for part in get_args(annotation))
    return ()


def title_of(name: str) -> str:
    """Return the title of the sheet of a table: its Chinese name, if its class has one, and its key.

    Examples
    --------
    >>> title_of("stations"), title_of("power_lines")
    ('站点 stations', '电力线路 power_lines')
    """
    first = (TABLES[name][1].__doc__ or "").partition("\n")[0]
    found = _HAN.search(first.replace("``", ""))
    return f"{found.group()} {name}" if found else name


def meaning_of(name: str) -> str:
    """Return what the rows of a table are, in a sentence."""
    return (TABLES[name][1].__doc__ or "").partition("\n")[0].partition(":")[2].strip()


def table_of(title: str) -> str | None:
    """Return the table whose sheet bears a title, or None: its last word counts.

    Examples
    --------
    >>> table_of("站点 stations"), table_of("stations"), table_of("Sheet1")
    ('stations', 'stations', None)
    """
    last = title.rsplit(maxsplit=1)[-1] if title.split() else ""
    return last if last in SHEETS else None
