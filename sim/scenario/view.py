"""A draft seen as far as it can be read: what cross checks ask of it, and how they tell of faults."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from sim.scenario import messages
from sim.scenario.fields import REQUIRED_TABLES, default_of, type_at
from sim.scenario.quantity import Quantity
from sim.scenario.sections import Roads
from sim.scenario.source import Draft, Faults, Path_, value_in
from sim.terms.errors import IN_SHEET, place

IN_YAML: Final = "of scenario.yaml"


class View:
    """A draft seen as far as it can be read: rows, ids, values with their defaults.

    Parameters
    ----------
    draft
        The scenario as read.
    faults
        Where faults are gathered.
    """

    def __init__(self, draft: Draft, faults: Faults) -> None:
        self.draft, self.faults, self.tree = draft, faults, draft.plain()

    def tell(self, path: Path_, code: str, near: Iterable[str] = (), **context: Any) -> None:
        """Add a fault of the value at a path; the nearest of `near` is suggested."""
        found = self.draft.find(path)
        value = self.setting(*path)
        got, hint = messages.shown(value), self.faults.near(value, near)
        self.faults.add(found.mark, self.draft.name(path), code, got=got, hint=hint, **context)

    def tell_key(self, path: Path_, code: str, near: Iterable[str] = (), **context: Any) -> None:
        """Add a fault of the key that ends a path."""
        mark, hint = self.draft.find(path).key, self.faults.near(path[-1], near)
        self.faults.add(mark, self.draft.name(path), code, got=messages.shown(path[-1]), hint=hint, **context)

    def rows(self, table: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
        """Yield the position and the cells of each row of a table."""
        yield from enumerate(self.draft.tables[table].rows)

    def ids(self, table: str) -> dict[str, int]:
        """Return the position of the first row with each id."""
        found: dict[str, int] = {}
        for number, row in self.rows(table):
            if isinstance(row.get("id"), str):
                found.setdefault(row["id"], number)
        return found

    def known(self, table: str) -> bool:
        """Whether the ids of a table could be read, so that absence from it means something."""
        source = self.draft.tables[table]
        missing = table in REQUIRED_TABLES and not source.rows
        return source.whole and not missing and "id" not in source.faulty

    def mapping(self, *path: str | int) -> Mapping[str, Any]:
        """Return the mapping at a path, empty where there is none."""
        value = value_in(self.tree, path)
        return value if isinstance(value, dict) else {}

    def entries(self, *path: str | int) -> Sequence[Any]:
        """Return the list at a path, empty where there is none."""
        value = value_in(self.tree, path)
        return value if isinstance(value, list) else ()

    def setting(self, *path: str | int) -> Any:
        """Return the value at a path of ``scenario.yaml`` or its default; of a quantity, the number."""
        value = value_in(self.tree, path)
        if value is None:
            value = default_of(type_at(path[:-1]), str(path[-1]))
        if isinstance(value, Quantity):
            return value.value
        return value.get("value") if isinstance(value, dict) else value

    def number(self, *path: str | int) -> float | None:
        """Return the number at a path or its default, or None where it is no number."""
        value = self.setting(*path)
        return value if isinstance(value, int | float) and not isinstance(value, bool) else None

    def place(self, path: Path_) -> str:
        """Return where the value at a path stands, as file and line."""
        mark = self.draft.find(path).mark
        return place(mark.file, mark.line, mark.column if IN_SHEET in mark.file else None)

    def refer(self, table: str, column: str, known: Iterable[str], where: str) -> None:
        """Tell of every cell of a column that is none of the known ids, which stand in `where`."""
        names = dict.fromkeys(known)
        for number, row in self.rows(table):
            if isinstance(row.get(column), str) and row[column] not in names:
                self.tell((table, number, column), "reference", names, table=where)

    def drives(self, path: Path_, vehicle: object) -> None:
        """Tell of a vehicle at a path that the roads do not know; it may be the one by default."""
        known = self.mapping("roads", "vehicles") or default_of(Roads, "vehicles")
        if isinstance(vehicle, str) and vehicle not in known:
            self.tell(path, "reference", known, table=f"roads.vehicles {IN_YAML}")

    def names(self, path: Path_, name: object, table: str) -> None:
        """Tell of a name at a path that is no id of a table."""
        if isinstance(name, str) and self.known(table) and name not in self.ids(table):
            self.tell(path, "reference", self.ids(table), table=self.draft.tables[table].file)

    def once(self, path: Path_) -> None:
        """Tell of every entry of a list whose id an entry before it bears."""
        seen: dict[str, int] = {}
        for i in range(len(self.entries(*path))):
            name = self.mapping(*path, i).get("id")
            if isinstance(name, str) and seen.setdefault(name, i) != i:
                self.tell((*path, i, "id"), "unique_id", where=self.place((*path, seen[name], "id")))

    def span(self, path: Path_, begin: str, end: str) -> None:
        """Tell of a span of time that does not end after it begins."""
        first, last = self.number(*path, begin), self.number(*path, end)
        if first is not None and last is not None and last <= first:
            self.tell((*path, end), "order", begin=first)

    def spans(self, path: Path_, begin: str, end: str) -> None:
        """Tell of every span of a list that does not end after it begins."""
        for i in range(len(self.entries(*path))):
            if self.mapping(*path, i):
                self.span((*path, i), begin, end)
