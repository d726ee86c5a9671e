"""The points of a design in its order, and what was found there."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.study.analysis.sample import BadSample, Floats, grid

if TYPE_CHECKING:
    import pandas as pd


def read_points(folder: Path | str) -> "pd.DataFrame":
    """Return the points of a study's design: ``points.csv`` of its folder, with ids as text.

    Raises
    ------
    BadSample
        If the folder has none.
    """
    import pandas as pd

    path = Path(folder) / "points.csv"
    if not path.is_file():
        raise BadSample(f"{path}: no such file; this is no folder of a study")
    # an id such as 12e5 would else be read as a number
    table: pd.DataFrame = pd.read_csv(path, dtype={"point": str})
    return table


def outputs(
    table: "pd.DataFrame",
    points: "pd.DataFrame",
    response: str,
    where: Mapping[str, Any] | None = None,
) -> Floats:
    """Return a response by point of a design, in the design's order, and by replication.

    Parameters
    ----------
    table
        Table of a study.
    points
        Its ``points.csv``: ``position`` and ``point``. A point that stands there twice was run once.
    response
        Name of the response.
    where
        Values that other columns must have; it must leave one scenario and one policy.

    Returns
    -------
    array
        Shape (points, replications); NaN where a run failed, has no such figure, or was not made.

    Raises
    ------
    BadSample
        If several scenarios or policies are left.
    """
    found = grid(table, response, ["point"], where)
    column = {cell[0]: number for number, cell in enumerate(found.cells)}
    wanted = points.sort_values("position", kind="stable")["point"].tolist()
    result = np.full((len(wanted), len(found.reps)), np.nan)
    for row, point in enumerate(wanted):
        if point in column:
            result[row] = found.values[:, column[point]]
    return result


def unit_points(
    points: "pd.DataFrame", factors: Sequence[str], levels: Mapping[str, Sequence[Any]] | None = None
) -> Floats:
    """Return the points of a grid with every factor from 0 to 1, by the rank of its value.

    Parameters
    ----------
    points
        ``points.csv`` of a study.
    factors
        Which columns.
    levels
        Values of a factor in their order, where the design may have left some out or they are words; all
        values that occur, sorted, where left out.

    Returns
    -------
    array
        Shape (points, factors).

    Raises
    ------
    BadSample
        If a factor has a value that is not among its levels.
    """
    ordered = points.sort_values("position", kind="stable")
    columns = []
    for name in factors:
        values = ordered[name].tolist()
        ranks = list((levels or {}).get(name) or sorted(set(values)))
        if any(value not in ranks for value in values):
            raise BadSample(f"factor {name} takes values that are not among its levels")
        columns.append([ranks.index(value) / max(len(ranks) - 1, 1) for value in values])
    return np.array(columns, dtype=np.float64).T.reshape(len(ordered), len(factors))
