"""What is asked of a study's results: as its file says, and where it says nothing, what its design is for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sim.study.analysis.estimates import LEVEL
from sim.study.plan import Plan
from sim.study.spread import Value

if TYPE_CHECKING:
    import pandas as pd

GRIDS: Final = ("one_point", "list", "full_factorial", "fractional_factorial")
"""Designs whose points are told one by one; of the others, only all together."""
MOST_CELLS: Final = 40
"""More cells, or alternatives, than this make no figure that can be read."""


@dataclass(frozen=True)
class Asked:
    """What is asked of the results.

    Attributes
    ----------
    cells
        Columns that tell apart what is estimated.
    by, baseline
        Columns that tell alternatives apart, and the alternative that others are compared with; empty where
        there is nothing to compare.
    states
        Columns that tell the states of the world apart: scenarios and uncertainties.
    factors
        All factors.
    kind
        Kind of the design.
    level, control
        Of intervals and families.
    """

    cells: tuple[str, ...]
    by: tuple[str, ...]
    baseline: tuple[Value, ...]
    states: tuple[str, ...]
    factors: tuple[str, ...]
    kind: str
    level: float
    control: str


def asked(plan: Plan, table: "pd.DataFrame") -> Asked:
    """Return what is asked of a study.

    Parameters
    ----------
    plan
        The study.
    table
        Its table; a column with one value tells nothing apart.
    """
    study = plan.study
    many = [name for name in table.columns if table[name].nunique() > 1]
    roles: dict[str, list[str]] = {"lever": ["policy"], "uncertainty": ["scenario"]}
    for factor in study.factors:
        roles[factor.role].append(factor.name)
    grid = study.design.kind in GRIDS
    varied = {role: [name for name in names if name in many] for role, names in roles.items()}
    by = study.analysis.by or tuple(varied["lever"] or varied["uncertainty"] if grid else _lines(many))
    return Asked(
        cells=_cells(table, many, [factor.name for factor in study.factors]) if grid else _lines(many),
        by=by,
        baseline=_first(table, by, study.analysis.baseline),
        states=tuple(name for name in varied["uncertainty"] if name not in by),
        factors=tuple(factor.name for factor in study.factors),
        kind=study.design.kind,
        level=study.analysis.level or LEVEL,
        control=study.analysis.control,
    )


def _lines(many: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in ("scenario", "policy") if name in many)


def _cells(table: "pd.DataFrame", many: Sequence[str], factors: Sequence[str]) -> tuple[str, ...]:
    """Return the columns that tell all cells apart; of too many, only scenarios and policies."""
    names = tuple(name for name in ("scenario", "policy", *factors) if name in many)
    few = not names or len(table[list(names)].drop_duplicates()) <= MOST_CELLS
    return names if few else _lines(many)


def _first(table: "pd.DataFrame", by: Sequence[str], said: Sequence[Value]) -> tuple[Value, ...]:
    """Return the baseline in the types of the table; its first alternative where none is said."""
    if not by:
        return ()
    if not said:
        return tuple(table[name].tolist()[0] for name in by)
    return tuple(_typed(table[name].tolist(), value) for name, value in zip(by, said, strict=True))


def _typed(values: Sequence[Any], value: Value) -> Value:
    """Return the value of a column that is the same, or reads the same: of mixed levels all are texts."""
    if value in values:
        return value
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text if text in values else value
