"""How a response is told: by its title, in a unit that people use, and which way it is better."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sim.metric.columns import COLUMNS
from sim.report.words import Both, same
from sim.study.model import Response
from sim.words import both, both_in

if TYPE_CHECKING:
    import pandas as pd

_UNITS: Final[dict[str, tuple[float, Both]]] = {
    "s": (1 / 60, both_in("study", "min")),
    "h": (1.0, both_in("report", "h")),
    "share": (100.0, Both("%", "%")),
    "": (1.0, same("")),
}
"""By kind of unit: by what a figure is multiplied, and what it then counts."""


@dataclass(frozen=True)
class Told:
    """A response as it is shown 响应指标.

    Attributes
    ----------
    name
        Its name in the table.
    label
        Its title, or its name where it has none.
    unit
        What the shown figure counts; empty for plain numbers.
    scale
        By what the figure in the table is multiplied.
    better
        Whether less is better, more, or neither.
    worth
        Smallest difference that matters, in the shown unit.
    """

    name: str
    label: Both
    unit: Both
    scale: float
    better: str
    worth: float

    @property
    def smaller_is_better(self) -> bool:
        """Whether less is better, or at least not worse."""
        return self.better != "more"

    @property
    def axis(self) -> Both:
        """The title with its unit."""
        if not self.unit.en:
            return self.label
        return Both(f"{self.label.zh}（{self.unit.zh}）", f"{self.label.en} ({self.unit.en})")

    @property
    def gap_unit(self) -> Both | None:
        """What a difference counts: of shares, percentage points; None for plain numbers."""
        if self.unit.en == "%":
            return both("percentage points")
        return self.unit if self.unit.en else None

    def shown(self, figure: float) -> float:
        """Return a figure of the response's own unit in the shown one."""
        return figure * self.scale


def told(response: Response) -> Told:
    """Return how a response is shown: times in minutes, shares in per cent."""
    scale, unit = _UNITS[_kind(response)]
    label = Both(response.title["zh"], response.title["en"]) if response.title else same(response.name)
    return Told(response.name, label, unit, scale, response.better, response.worth * scale)


def _kind(response: Response) -> str:
    if response.table:
        unit = COLUMNS[response.table][response.column].unit
        return unit if unit in _UNITS else ""
    last = response.figure.rpartition(".")[2]
    if "share" in last.split("_"):
        return "share"
    return next((unit for unit in ("s", "h") if last.endswith(f"_{unit}")), "")


def in_shown_units(table: "pd.DataFrame", responses: Sequence[Told]) -> "pd.DataFrame":
    """Return a table whose values are in the units in which responses are shown."""
    scales = {one.name: one.scale for one in responses}
    return table.assign(value=table["value"] * table["response"].map(scales))
