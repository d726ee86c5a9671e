"""Which factor matters 敏感性分析: Sobol's indices, with what is luck kept apart from what is the factors'.

Of a model with luck in it, the indices here are those of its *mean* over luck. Products of different
replications estimate its variances without bias: what luck adds to one replication is independent of what it
adds to another, also under common random numbers. The usual estimators, on means over replications, count the
rest of the noise as interactions of all factors.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.report.study_words import told
from sim.report.words import Both
from sim.study.analysis.estimates import LEVEL, Estimate, checked
from sim.study.analysis.points import outputs
from sim.study.analysis.resample import RESAMPLES_OF_WHOLE, picks
from sim.study.analysis.sample import BadSample, Floats

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Sobol:
    """Sobol's indices of one response.

    Attributes
    ----------
    factors
        Names of the factors.
    first
        First-order indices 一阶指数: the share of the variance that a factor explains alone.
    total
        Total indices 总效应指数: the share that would be gone were the factor known, with all interactions.
    luck
        Share of the variance of a single run that is luck; NaN where there is one replication.
    rows
        Rows of the design's matrices that count.
    dropped
        Rows of which a point has no value in some replication.
    reps
        Replications at each point.
    caveat
        What to beware of; None where there is nothing.
    """

    factors: tuple[str, ...]
    first: tuple[Estimate, ...]
    total: tuple[Estimate, ...]
    luck: float
    rows: int
    dropped: int
    reps: int
    caveat: Both | None


def sobol(
    a: ArrayLike,
    b: ArrayLike,
    ab: ArrayLike,
    factors: Sequence[str],
    seed: int,
    level: float = LEVEL,
    resamples: int = RESAMPLES_OF_WHOLE,
) -> Sobol:
    """Return Sobol's indices, first order and total, from the outputs of a Saltelli design.

    Parameters
    ----------
    a, b
        Outputs at the rows of matrices A and B, shape (rows,) or (rows, replications).
    ab
        Outputs at the rows of A with one column from B, shape (factors, rows) or (factors, rows,
        replications).
    factors
        Names of the factors.
    seed
        Seed of the resampling.
    level
        Level of the intervals.
    resamples
        How many samples of rows the bootstrap draws.

    Raises
    ------
    BadSample
        If shapes do not fit, or fewer than 8 whole rows are left.

    Notes
    -----
    Source: Saltelli et al., Comput. Phys. Commun. 181 (2010) 259, table 2: (b) for the first order, (f),
    which is Jansen's, for the total. Intervals are bootstrap percentiles over rows; with three replications
    or more, the jackknife over replications widens them by what luck that is common to all points does.
    For a Sobol sequence, whose rows are spread more evenly than independent ones, they are on the safe side.
    """
    stack = _stacked(a, b, ab, len(factors))
    whole = ~np.isnan(stack).any(axis=(0, 2))
    kept = stack[:, whole]
    rows, reps = kept.shape[1:]
    if rows < 8:
        raise BadSample(f"Sobol indices need 8 whole rows of the design, not {rows}")
    found, drawn = _ratios(kept), _resampled(kept, picks(rows, resamples, seed, "sobol"))
    low, high = np.quantile(drawn, [(1 - checked(level)) / 2, (1 + level) / 2], axis=0)
    reach = _luck_reach(kept, level)
    low = found - np.hypot(np.minimum(low - found, 0), reach)
    high = found + np.hypot(np.maximum(high - found, 0), reach)
    method = "bootstrap of rows" + (", jackknife of replications" if reps > 2 else "")
    dropped = int((~whole).sum())
    first, total = (
        tuple(
            Estimate(float(value), float(left), float(right), rows, level, method, dropped, seed=seed)
            for value, left, right in zip(found[kind], low[kind], high[kind], strict=True)
        )
        for kind in range(2)
    )
    return Sobol(
        tuple(factors), first, total, _luck(kept), rows, dropped, reps, told("one_rep") if reps < 2 else None
    )


def _stacked(a: ArrayLike, b: ArrayLike, ab: ArrayLike, factors: int) -> Floats:
    """Return the outputs of A, B and all mixed matrices as one array (matrices, rows, replications)."""
    parts = [np.asarray(part, dtype=np.float64) for part in (a, b, ab)]
    if parts[0].ndim == 1:
        parts = [part[..., np.newaxis] for part in parts]
    first, second, mixed = parts
    if first.shape != second.shape or mixed.shape != (factors, *first.shape):
        raise BadSample(f"outputs do not fit: A {first.shape}, B {second.shape}, mixed {mixed.shape}")
    return np.concatenate([first[np.newaxis], second[np.newaxis], mixed])


def _cross(one: Floats, other: Floats) -> Floats:
    """Return the products of two outputs over different replications, averaged; shape (..., rows).

    With one replication there is no other, and it is the plain product.
    """
    reps = one.shape[-1]
    if reps == 1:
        return np.asarray(one[..., 0] * other[..., 0], dtype=np.float64)
    alike = np.einsum("...r,...r->...", one, other)
    return np.asarray((one.sum(-1) * other.sum(-1) - alike) / (reps * (reps - 1)), dtype=np.float64)


def _terms(stack: Floats) -> tuple[Floats, Floats, Floats]:
    """Return, by row, the terms whose means make the indices: first order, total, variance."""
    level = stack[:2].mean(axis=(0, 1))
    off = stack - level
    first = _cross(np.broadcast_to(off[1], off[2:].shape), off[2:] - off[0])
    steps = off[2:] - off[0]
    return first, _cross(steps, steps) / 2, _cross(off[:2], off[:2]).mean(axis=0)


def _ratios(stack: Floats) -> Floats:
    """Return the indices, shape (2, factors): first order and total."""
    first, total, variance = (term.mean(axis=-1) for term in _terms(stack))
    return np.stack([first, total]) / variance if variance > 0 else np.full((2, len(first)), np.nan)


def _resampled(stack: Floats, rows: NDArray[np.int64]) -> Floats:
    """Return the indices of resamples of rows, shape (resamples, 2, factors)."""
    first, total, variance = _terms(stack)
    counts = np.stack([np.bincount(row, minlength=stack.shape[1]) for row in rows]) / stack.shape[1]
    spread = np.where(counts @ variance > 0, counts @ variance, np.nan)[:, np.newaxis]
    return np.stack([counts @ first.T / spread, counts @ total.T / spread], axis=1)


def _luck_reach(stack: Floats, level: float) -> Floats:
    """Return how far luck that all rows share moves the indices; zero below three replications."""
    from scipy.special import ndtri

    reps = stack.shape[2]
    if reps < 3:
        return np.zeros((2, len(stack) - 2))
    left_out = np.stack([_ratios(np.delete(stack, rep, axis=2)) for rep in range(reps)])
    spread = np.sum((left_out - left_out.mean(axis=0)) ** 2, axis=0) * (reps - 1) / reps
    return np.asarray(float(ndtri((1 + level) / 2)) * np.sqrt(spread), dtype=np.float64)


def _luck(stack: Floats) -> float:
    """Return the share of luck in the variance of a single run."""
    if stack.shape[2] < 2:
        return float("nan")
    inside = float(stack[:2].var(axis=2, ddof=1).mean())
    between = float(_terms(stack)[2].mean())
    return inside / (inside + max(between, 0.0)) if inside > 0 else 0.0


def sobol_of(
    table: "pd.DataFrame",
    points: "pd.DataFrame",
    response: str,
    factors: Sequence[str],
    seed: int,
    where: Mapping[str, Any] | None = None,
    level: float = LEVEL,
) -> Sobol:
    """Return Sobol's indices of a study with the design ``saltelli``.

    Parameters
    ----------
    table, points, response, where
        As for `sim.study.analysis.points.outputs`.
    factors
        Names of the factors, in the order of the file.
    seed, level
        As for `sobol`.

    Raises
    ------
    BadSample
        If the design has not (factors + 2) times as many points as rows.
    """
    found = outputs(table, points, response, where)
    rows, rest = divmod(len(found), len(factors) + 2)
    if rest or not rows:
        raise BadSample(f"{len(found)} points are no Saltelli design of {len(factors)} factors")
    blocks = found.reshape(len(factors) + 2, rows, -1)
    return sobol(blocks[0], blocks[1], blocks[2:], factors, seed, level)
