"""Which values of a table count: what failed, or has no such figure, is counted beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.terms.errors import SanduanError

if TYPE_CHECKING:
    import pandas as pd

Floats: TypeAlias = NDArray[np.float64]
"""An array of numbers; its shape is told where it is used."""

FIXED: Final = ("study", "point", "scenario", "policy", "seed", "rep", "key", "status", "response", "value")
"""Columns of a table that are not factors."""


class BadSample(SanduanError):
    """The values are not what a method needs: too few, of different lengths, or of several cells at once."""


@dataclass(frozen=True)
class Sample:
    """Values of one response, one for each replication 样本.

    Attributes
    ----------
    values
        The figures that there are, shape (n,).
    failed
        Runs that ended in an error and so have none.
    missing
        Runs that ended well and have no such figure, for example because nobody was reached.
    """

    values: Floats
    failed: int = 0
    missing: int = 0

    @property
    def n(self) -> int:
        """How many figures there are."""
        return len(self.values)

    @staticmethod
    def of(values: "ArrayLike | Sample") -> "Sample":
        """Return numbers as a sample; those that are not a number are missing.

        Raises
        ------
        BadSample
            If they are not one row of numbers, or one of them is infinite.

        Examples
        --------
        >>> Sample.of([1.0, float("nan"), 3.0])
        Sample(values=array([1., 3.]), failed=0, missing=1)
        """
        if isinstance(values, Sample):
            return values
        row = np.asarray(values, dtype=np.float64)
        if row.ndim != 1 or np.isinf(row).any():
            raise BadSample("expected one row of finite numbers")
        known = ~np.isnan(row)
        return Sample(row[known], missing=int((~known).sum()))


def factors_of(table: "pd.DataFrame") -> list[str]:
    """Return the columns of a table that are factors, in their order."""
    return [str(name) for name in table.columns if name not in FIXED]


def rows_of(table: "pd.DataFrame", response: str, where: Mapping[str, Any] | None = None) -> "pd.DataFrame":
    """Return the rows of one response, and of given values in other columns.

    Raises
    ------
    BadSample
        If there is no such column, or no such row.
    """
    kept = table["response"] == response
    for column, value in (where or {}).items():
        if column not in table.columns:
            raise BadSample(f"the table has no column {column}")
        kept &= table[column] == value
    if not kept.any():
        told = ", ".join(f"{column} = {value}" for column, value in (where or {}).items())
        raise BadSample(f"the table has no row of response {response}" + (f" with {told}" if told else ""))
    return table[kept]


def sample(table: "pd.DataFrame", response: str, where: Mapping[str, Any] | None = None) -> Sample:
    """Return the sample of one response, in the order of the replications.

    Parameters
    ----------
    table
        Table of a study.
    response
        Name of the response.
    where
        Values that other columns must have, for example ``{"policy": "nearest"}``.

    Raises
    ------
    BadSample
        If there is no such row.
    """
    rows = rows_of(table, response, where).sort_values(["seed", "rep"], kind="stable")
    good = rows["status"] == "ok"
    values = Sample.of(rows.loc[good, "value"].to_numpy(dtype=np.float64))
    return Sample(values.values, failed=int((~good).sum()), missing=values.missing)


@dataclass(frozen=True)
class Grid:
    """Values of one response by replication and cell; what a run does not have is not a number.

    Attributes
    ----------
    values
        Shape (replications, cells).
    cells
        What each column of `values` is: the values of the columns that tell cells apart.
    reps
        (seed, rep) of each row of `values`.
    failed, missing
        As for `Sample`.
    """

    values: Floats
    cells: tuple[tuple[Any, ...], ...]
    reps: tuple[tuple[int, int], ...]
    failed: int = 0
    missing: int = 0


def grid(
    table: "pd.DataFrame", response: str, by: Sequence[str], where: Mapping[str, Any] | None = None
) -> Grid:
    """Return a response by replication and by cell, cells in the order in which they stand in the table.

    Parameters
    ----------
    table, response, where
        As for `sample`.
    by
        Columns that tell the cells apart, for example ``["policy", "point"]``.

    Raises
    ------
    BadSample
        If a replication has several runs in one cell: then `by` or `where` must say more.
    """
    rows = rows_of(table, response, where)
    if rows.duplicated([*by, "seed", "rep"]).any():
        raise BadSample(f"several runs of one replication have the same {', '.join(by) or 'cell'}: say which")
    good = rows["status"] == "ok"
    value = rows["value"].where(good)
    cells = list(dict.fromkeys(zip(*(rows[name].tolist() for name in by), strict=True)))
    reps = sorted(set(zip(rows["seed"].tolist(), rows["rep"].tolist(), strict=True)))
    columns = {cell: number for number, cell in enumerate(cells)}
    lines = {rep: number for number, rep in enumerate(reps)}
    filled = np.full((len(reps), len(cells)), np.nan)
    at_line = [lines[rep] for rep in zip(rows["seed"].tolist(), rows["rep"].tolist(), strict=True)]
    at_column = [columns[cell] for cell in zip(*(rows[name].tolist() for name in by), strict=True)]
    filled[at_line, at_column] = value.to_numpy(dtype=np.float64)
    missing = int(value[good].isna().sum())
    return Grid(filled, tuple(cells), tuple(reps), failed=int((~good).sum()), missing=missing)


def told_cell(names: Sequence[str], values: Sequence[Any]) -> str:
    """Return a cell in words: scenarios, policies and variants by their names, other factors with theirs.

    Examples
    --------
    >>> told_cell(["policy", "crews"], ["nearest", 3.0]), told_cell(["brigades"], [True])
    ('nearest, crews = 3', 'brigades = true')
    """
    return ", ".join(
        value if isinstance(value, str) else f"{name} = {_plain(value)}"
        for name, value in zip(names, values, strict=True)
    )


def _plain(value: Any) -> str:
    return str(value).lower() if str(value) in ("True", "False") else f"{value:g}"
