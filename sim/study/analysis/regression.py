"""Which factor matters 敏感性分析: regression over a Latin hypercube, and how far it can be trusted.

A standardised coefficient says by how many of its standard deviations a response moves if a factor moves by
one of its own. The share of the variance that the line explains (R²) says how much of the response that is
about: what is curved, what works only together and what is luck stays outside. Ranks in place of values
follow whatever rises or falls throughout.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.study.analysis.estimates import LEVEL, Estimate, checked
from sim.study.analysis.points import outputs
from sim.study.analysis.resample import RESAMPLES_OF_WHOLE, picks
from sim.study.analysis.sample import BadSample, Floats

if TYPE_CHECKING:
    import pandas as pd

TRUSTED: Final = 0.7
"""From this share of the variance on, coefficients tell what matters.

Source: Saltelli et al., Global Sensitivity Analysis: The Primer (2008), section 1.2.
"""
_ROWS_MORE: Final = 6
"""So many points more than factors are asked for; assumption."""


@dataclass(frozen=True)
class Regression:
    """Standardised coefficients of one response 标准化回归系数.

    Attributes
    ----------
    factors
        Names of the factors.
    coefficients
        Of each, of values or of ranks, with bootstrap intervals.
    r2
        Share of the variance of the points' means that the line explains, less what as many random factors
        would (adjusted).
    ranks
        Whether ranks stand in place of values: they do where a line through values explains too little and
        one through ranks more.
    rows, dropped
        Points that count, and those without a value.
    """

    factors: tuple[str, ...]
    coefficients: tuple[Estimate, ...]
    r2: float
    ranks: bool
    rows: int
    dropped: int

    @property
    def is_trusted(self) -> bool:
        """Whether the line explains enough for its coefficients to tell what matters."""
        return self.r2 >= TRUSTED


def regression(
    values: ArrayLike, found: ArrayLike, factors: Sequence[str], seed: int, level: float = LEVEL
) -> Regression:
    """Return the standardised coefficients of a response by ordinary least squares.

    Parameters
    ----------
    values
        Value of each factor at each point, shape (points, factors).
    found
        Outputs, shape (points,) or (points, replications); a point counts by the mean of its replications.
    factors
        Names of the factors.
    seed
        Seed of the resampling.
    level
        Level of the intervals: bootstrap percentiles over points.

    Raises
    ------
    BadSample
        If too few points have values, or a factor or the response does not vary.
    """
    x, y = np.asarray(values, np.float64), np.asarray(found, np.float64)
    y = y.reshape(len(x), -1)
    whole = ~np.isnan(y).any(axis=1)
    x, mean = x[whole], y[whole].mean(axis=1)
    least = x.shape[1] + _ROWS_MORE
    if len(x) < least:
        raise BadSample(
            f"a regression of {x.shape[1]} factors needs {least} points with values, not {len(x)}"
        )
    plain, r2 = _fitted(x, mean)
    x_ranks, mean_ranks = _ranked(x), _ranked(mean[:, None])[:, 0]
    by_rank, r2_ranks = _fitted(x_ranks, mean_ranks)
    ranks = r2 < TRUSTED and r2_ranks > r2
    if ranks:
        x, mean, plain, r2 = x_ranks, mean_ranks, by_rank, r2_ranks
    drawn = _redrawn(x, mean, picks(len(x), RESAMPLES_OF_WHOLE, seed, "regression"))
    low, high = np.nanquantile(drawn, [(1 - checked(level)) / 2, (1 + level) / 2], axis=0)
    dropped = int((~whole).sum())
    estimates = tuple(
        Estimate(
            float(b), float(left), float(right), len(x), level, "bootstrap of points", dropped, seed=seed
        )
        for b, left, right in zip(plain, low, high, strict=True)
    )
    return Regression(tuple(factors), estimates, r2, ranks, len(x), dropped)


def _fitted(x: Floats, y: Floats) -> tuple[Floats, float]:
    """Return the standardised coefficients, and the adjusted share of the variance that they explain."""
    spread, height = x.std(axis=0), float(y.std())
    if not (spread > 0).all() or not height > 0:
        raise BadSample("a factor or the response is the same at all points: there is nothing to explain")
    z, target = (x - x.mean(axis=0)) / spread, (y - y.mean()) / height
    found = np.linalg.lstsq(z, target, rcond=None)[0]
    left = float(((target - z @ found) ** 2).mean())
    n, width = x.shape
    return found, 1 - left * (n - 1) / (n - width - 1)


def _redrawn(x: Floats, y: Floats, rows: NDArray[np.int64]) -> Floats:
    """Return the coefficients of resamples of points, shape (resamples, factors); NaN where one has none."""
    found = np.full((len(rows), x.shape[1]), np.nan)
    for number, row in enumerate(rows):
        try:
            found[number] = _fitted(x[row], y[row])[0]
        except BadSample:
            continue  # the resample holds a factor at one value only
    return found


def _ranked(table: Floats) -> Floats:
    """Return the rank of each value in its column; the mean rank of those that are the same."""
    found = np.empty_like(table)
    for number, column in enumerate(table.T):
        _, places, counts = np.unique(column, return_inverse=True, return_counts=True)
        found[:, number] = (np.cumsum(counts) - (counts - 1) / 2)[places]
    return found


def regression_of(
    table: "pd.DataFrame",
    points: "pd.DataFrame",
    response: str,
    factors: Sequence[str],
    seed: int,
    where: Mapping[str, Any] | None = None,
    level: float = LEVEL,
) -> Regression:
    """Return the standardised coefficients of a study with the design ``latin_hypercube``.

    Parameters
    ----------
    table, points, response, where
        As for `sim.study.analysis.points.outputs`.
    factors
        Names of the factors, in the order of the file.
    seed, level
        As for `regression`.

    Raises
    ------
    BadSample
        If a factor's values are words, or as `regression`.
    """
    ordered = points.sort_values("position", kind="stable")
    try:
        values = ordered[list(factors)].astype(np.float64).to_numpy()
    except (TypeError, ValueError):
        raise BadSample("a regression needs factors whose values are numbers, or true and false") from None
    return regression(values, outputs(table, points, response, where), factors, seed, level)
