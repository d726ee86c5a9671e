"""Names of rows, as surveys tell of them."""

from typing import Protocol

from sim.record.survey import Named


class Row(Protocol):
    """A row of a table that has names."""

    @property
    def id(self) -> str:
        """Its id."""
        ...

    @property
    def name_zh(self) -> str:
        """Its Chinese name."""
        ...

    @property
    def name_en(self) -> str:
        """Its English name, or nothing."""
        ...


def named(row: Row) -> Named:
    """Return id and names of a row; the Chinese name where it has no other."""
    return Named(row.id, row.name_zh, row.name_en or row.name_zh)
