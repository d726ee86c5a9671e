"""One long run 单次长运行: where its warm-up ends, and how sure its mean is."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from sim.study.analysis.estimates import LEVEL, Estimate, t_width
from sim.study.analysis.sample import BadSample, Floats, Sample

BATCHES: Final = 20
"""Batches of a run. Source: Schmeiser, Operations Research 30 (1982) 556: 10 to 30 are enough."""


@dataclass(frozen=True)
class WarmUp:
    """What a warm-up check found 预热检验.

    Attributes
    ----------
    cut
        How many observations from the start belong to the warm-up.
    n
        How many there are.
    method
        How it was found.
    settled
        Whether the end of the warm-up was seen: False where the best cut lies in the second half, which says
        that the run is too short, or never settles.
    """

    cut: int
    n: int
    method: str
    settled: bool

    @property
    def share(self) -> float:
        """Share of the run that is warm-up."""
        return self.cut / self.n


def warm_up(series: ArrayLike, batch: int = 5) -> WarmUp:
    """Return where the warm-up of a run ends, by the marginal standard error rule MSER-5.

    Parameters
    ----------
    series
        Observations in the order of time, none missing.
    batch
        Size of the batches whose means are looked at.

    Raises
    ------
    BadSample
        If there are fewer than 10 batches, or an observation is missing.

    Notes
    -----
    Source: White, Cobb and Spratt, Simulation 75 (2000): of all cuts, take the one that makes the standard
    error of what remains smallest, and distrust a cut in the second half.

    Examples
    --------
    >>> warm_up([9.0] * 10 + [0.0, 1.0] * 100)
    WarmUp(cut=10, n=210, method='MSER-5', settled=True)
    """
    row = whole(series)
    k = len(row) // batch
    if k < 10:
        raise BadSample(f"a warm-up check needs 10 batches of {batch}, not {k}")
    means = row[: k * batch].reshape(k, batch).mean(axis=1)
    left = np.arange(k, 0, -1)
    tail = np.cumsum(means[::-1])[::-1]
    square = np.cumsum(means[::-1] ** 2)[::-1]
    error = np.maximum(square - tail**2 / left, 0) / left**2
    best = int(np.argmin(error[: k - batch]))
    return WarmUp(best * batch, len(row), f"MSER-{batch}", best <= k // 2)


def batch_means(series: ArrayLike, batches: int = BATCHES, level: float = LEVEL) -> Estimate:
    """Return the mean of one long run with an interval from the means of batches.

    Parameters
    ----------
    series
        Observations in the order of time, after the warm-up; the few that fill no batch are left off at the
        start.
    batches
        How many batches.
    level
        Level of the interval.

    Raises
    ------
    BadSample
        If there are fewer observations than two for each batch, or one is missing.

    Notes
    -----
    The method says how far neighbouring batches still depend on each other (lag-one correlation): where it is
    above 0.3 or so, the interval is too narrow and the run too short.
    """
    row = whole(series)
    size = len(row) // batches
    if batches < 2 or size < 2:
        raise BadSample(f"{len(row)} observations are too few for {batches} batches")
    means = row[len(row) - size * batches :].reshape(batches, size).mean(axis=1)
    middle, half = float(means.mean()), t_width(means, level)
    method = f"{batches} batch means, lag-one correlation {lag_one(means):.2f}"
    return Estimate(middle, middle - half, middle + half, len(row), level, method)


def lag_one(row: Floats) -> float:
    """Return the correlation of neighbours; 0 where nothing varies."""
    off = row - row.mean()
    spread = float(np.sum(off**2))
    return float(np.sum(off[1:] * off[:-1])) / spread if spread > 0 else 0.0


def whole(series: ArrayLike) -> Floats:
    """Return a series of which nothing is missing.

    Raises
    ------
    BadSample
        If something is.
    """
    of = Sample.of(series)
    if of.missing or not of.n:
        raise BadSample(f"a series needs every observation: {of.missing} missing of {of.n + of.missing}")
    return of.values


def settling(series: ArrayLike) -> Floats:
    """Return the running mean of a series, for a figure: shape (n,)."""
    row = whole(series)
    means: Floats = np.cumsum(row) / np.arange(1, len(row) + 1)
    return means if math.isfinite(float(means[-1])) else row
