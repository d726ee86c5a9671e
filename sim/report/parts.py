"""The parts of a page: what a report says, in both languages, before it is laid out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from sim.report.words import WORDS, Both, Lang, same


@dataclass(frozen=True)
class Text:
    """A paragraph; `look` is ``note`` for small print."""

    words: Both
    look: str = ""
    kind: Literal["text"] = "text"


@dataclass(frozen=True)
class Heading:
    """A heading inside a section."""

    words: Both
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True)
class Picture:
    """A figure, as one image for each language."""

    images: dict[str, str]
    caption: Both
    kind: Literal["figure"] = "figure"


@dataclass(frozen=True)
class Cell:
    """A cell of a table: words, or a bar of (percent, colour) pieces."""

    text: Both
    bar: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Its `look` is ``n`` for numbers, ``v`` for values that may be long, ``w`` for words on one line and
    ``b`` for bars.
    """

    title: Both
    look: str = ""


@dataclass(frozen=True)
class Table:
    """A table; `ids` names its rows for links and tests."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    look: str = ""
    ids: tuple[str, ...] = ()
    kind: Literal["table"] = "table"


@dataclass(frozen=True)
class Key:
    """The meaning of colours."""

    entries: tuple[tuple[str, Both], ...]
    kind: Literal["key"] = "key"


@dataclass(frozen=True)
class Folded:
    """A long table that is opened on request."""

    title: Both
    table: Table
    kind: Literal["folded"] = "folded"


@dataclass(frozen=True)
class Listing:
    """Names and values."""

    entries: tuple[tuple[Both, Both], ...]
    kind: Literal["list"] = "list"


@dataclass(frozen=True)
class Command:
    """A line to type."""

    words: str
    kind: Literal["command"] = "command"


Part: TypeAlias = Text | Heading | Picture | Table | Key | Folded | Listing | Command


@dataclass(frozen=True)
class Section:
    """A section of the page."""

    title: Both
    parts: Sequence[Part]


@dataclass(frozen=True)
class Tile:
    """One figure that matters, with what it is and what it rests on."""

    what: Both
    value: str
    note: Both
    unit: Both | None = None


@dataclass(frozen=True)
class Page:
    """A whole report."""

    title: Both
    subtitle: Both
    headline: Both
    tiles: Sequence[Tile]
    caution: Both
    sections: Sequence[Section]
    credits: Both
    lang: Lang
    font: str = field(default="", repr=False)


def columns(**looks: str) -> tuple[Column, ...]:
    """Return columns whose titles are the words with the given keys, each with its look.

    Examples
    --------
    >>> columns(calls="n")[0].title.en
    'Calls'
    """
    return tuple(Column(WORDS[key], look) for key, look in looks.items())


def cells(*texts: Both | str) -> tuple[Cell, ...]:
    """Return a row of cells; plain strings read alike in both languages."""
    return tuple(Cell(text if isinstance(text, Both) else same(text)) for text in texts)
