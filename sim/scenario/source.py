"""Where every value of a scenario stands in its files, so that whatever is wrong can be pointed at."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, TypeAlias

from sim.scenario import messages
from sim.terms.errors import Fault

Scalar: TypeAlias = "str | int | float | bool | None"
HINT_LIMIT: Final = 100
Path_: TypeAlias = tuple[str | int, ...]


class Mark(NamedTuple):
    """A position in a file, counted from one; in a table, `column` is the number of the cell."""

    file: str
    line: int | None = None
    column: int | None = None


@dataclass(slots=True)
class Node:
    """A value of a YAML file with its position.

    Attributes
    ----------
    content
        A scalar, a mapping of nodes or a list of nodes.
    mark
        Where the value begins.
    key
        Where its key begins, if it is the value of a key.
    text
        A scalar as it was written.
    bad
        Whether a fault was already reported for it.
    """

    content: "Scalar | dict[str, Node] | list[Node]"
    mark: Mark
    key: Mark | None = None
    text: str = ""
    bad: bool = False

    def child(self, key: str | int) -> "Node | None":
        """Return the node under a key or at a position, or None."""
        if isinstance(self.content, dict):
            return self.content.get(str(key))
        if isinstance(self.content, list) and isinstance(key, int) and key < len(self.content):
            return self.content[key]
        return None

    def plain(self) -> Any:
        """Return the value without positions, ready for JSON."""
        if isinstance(self.content, dict):
            return {key: node.plain() for key, node in self.content.items()}
        if isinstance(self.content, list):
            return [node.plain() for node in self.content]
        return self.content


class Found(NamedTuple):
    """What stands at a path: mark of the value, mark of its key, the value, whether it is known to be bad."""

    mark: Mark
    key: Mark
    value: Any
    bad: bool


@dataclass
class Table:
    """The rows of a table with their positions.

    Attributes
    ----------
    name
        Its key in the scenario.
    file
        The file, as shown.
    columns
        Number of the cell by column.
    rows, lines
        The rows, converted where they could be, and the line of each.
    faulty
        Columns whose fault was already reported for the whole table.
    marks
        Positions of single cells that do not come from the file; a whole row's by an empty column.
    whole
        Whether all rows could be read, so that absence from the table means something.
    """

    name: str
    file: str
    columns: dict[str, int] = field(default_factory=dict)
    rows: list[dict[str, Any]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    faulty: set[str] = field(default_factory=set)
    marks: dict[tuple[int, str], Mark] = field(default_factory=dict)
    whole: bool = True

    def mark(self, row: int, column: str | None = None) -> Mark:
        """Return the position of a cell, or of a row."""
        if column is None:
            return self.marks.get((row, "")) or Mark(self.file, self.lines[row])
        at = self.marks.get((row, column))
        return at or Mark(self.file, self.lines[row], self.columns.get(column))

    def find(self, path: Path_) -> Found:
        """Return what stands at (row, column, ...) or the nearest place to it."""
        if not path or not isinstance(path[0], int):
            return Found(Mark(self.file), Mark(self.file), None, not self.whole)
        row, column = path[0], str(path[1]) if len(path) > 1 else None
        mark = self.mark(row, column)
        value = self.rows[row].get(column) if column else None
        return Found(mark, mark, value, column in self.faulty)


@dataclass
class Draft:
    """A scenario as read, before it is checked: the YAML tree and the tables.

    Attributes
    ----------
    root
        The mapping of ``scenario.yaml``.
    tables
        Tables by their key in the scenario.
    whole
        Whether everything could be read that belongs to it, so that what is absent is missing.
    """

    root: Node
    tables: dict[str, Table]
    whole: bool = True

    def plain(self) -> dict[str, Any]:
        """Return the whole scenario as one tree of plain values."""
        tree: dict[str, Any] = self.root.plain()
        return {**tree, **{name: table.rows for name, table in self.tables.items()}}

    def find(self, path: Path_) -> Found:
        """Return what stands at a path, or at its nearest ancestor."""
        if path and path[0] in self.tables:
            return self.tables[str(path[0])].find(path[1:])
        node, bad = self.root, self.root.bad
        for key in path:
            below = node.child(key)
            if below is not None:
                node, bad = below, bad or below.bad
            elif not (key == "values" and isinstance(node.content, list)):  # weights may be a bare list
                break
        return Found(node.mark, node.key or node.mark, node.plain(), bad)

    def name(self, path: Path_) -> str:
        """Return how a path is called: the column of a cell, else the path as ``--set`` takes it."""
        table = self.tables.get(str(path[0])) if path else None
        if table is None:
            return ".".join(_names(self.root, path))
        if len(path) < 3:
            return ".".join(map(str, path))
        column, row = ".".join(map(str, path[2:])), int(path[1])
        if table.find(path[1:]).mark.file == table.file:
            return column
        return f"{table.name}.{table.rows[row].get('id', row)}.{column}"


def _names(node: Node | None, path: Path_) -> Iterator[str]:
    """Yield the parts of a path; an entry of a list goes by its id, if it has one."""
    for key in path:
        below = node.child(key) if node else None
        own = below.child("id") if below and isinstance(key, int) else None
        yield str(own.content) if own and isinstance(own.content, str) else str(key)
        node = below


def value_in(tree: Any, path: Path_) -> Any:
    """Return the value at a path of a plain tree, or None where there is none."""
    for key in path:
        if isinstance(tree, dict):
            tree = tree.get(key)
        elif isinstance(tree, list) and isinstance(key, int) and key < len(tree):
            tree = tree[key]
        else:
            return None
    return tree


class Faults:
    """The list in which everything that is wrong is gathered."""

    def __init__(self) -> None:
        self._faults: dict[Fault, None] = {}
        self._suggestions = 0

    def __bool__(self) -> bool:
        return bool(self._faults)

    def __len__(self) -> int:
        return len(self._faults)

    def __iter__(self) -> Iterator[Fault]:
        return iter(self._faults)

    def add(self, mark: Mark, key: str, code: str, *, got: str = "", hint: str = "", **context: Any) -> None:
        """Add a fault.

        Parameters
        ----------
        mark
            Where it is.
        key
            Dotted path, or column.
        code
            Key of the wording in `sim.scenario.messages.EXPECTED`; `context` fills its gaps.
        got
            What was found, already shortened.
        hint
            What may help.
        """
        wanted = messages.expected(code, **context)
        file, key, wanted, hint = map(messages.printable, (mark.file, key, wanted, hint))
        fault = Fault(file, mark.line, mark.column, key, got, wanted, hint)
        self._faults.setdefault(fault)

    def take(self, fault: Fault) -> None:
        """Add a fault that was found elsewhere."""
        self._faults.setdefault(fault)

    def near(self, word: object, known: Iterable[str]) -> str:
        """Return a hint at the nearest known word; after many hints none, since searching takes its time."""
        self._suggestions += 1
        return messages.did_you_mean(word, known) if self._suggestions <= HINT_LIMIT else ""
