"""What rows of a scenario's tables are called, in both languages."""

from typing import Final, Protocol

from sim.report.words import Both
from sim.words import both

_UNITS: Final = (
    *(both("m3"), both("mm"), both("m"), both("mg/m3")),
    *(both("faults"), both("poles"), both("breaks")),
)
UNITS_ZH: Final = {unit.en: unit.zh for unit in _UNITS}
"""Chinese names of the units in which the sizes of damage are told."""


class Named(Protocol):
    """A row with an id and names."""

    @property
    def id(self) -> str:
        """Its id in the table."""
        ...

    @property
    def name_zh(self) -> str:
        """Its Chinese name."""
        ...

    @property
    def name_en(self) -> str:
        """Its English name; empty where it has none."""
        ...


def called(row: Named) -> Both:
    """Return the names of a row; the Chinese one where it has no English name."""
    return Both(row.name_zh, row.name_en or row.name_zh)
