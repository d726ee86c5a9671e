"""Which of many factors matter at all 筛选: Morris' elementary effects, and what luck alone would show."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.report.study_words import told
from sim.report.words import Both
from sim.study.analysis.estimates import LEVEL, Estimate, checked
from sim.study.analysis.points import outputs, unit_points
from sim.study.analysis.resample import RESAMPLES_OF_WHOLE, picks
from sim.study.analysis.sample import BadSample, Floats

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Morris:
    """Elementary effects of one response, in its unit for a step over the factor's whole range.

    Attributes
    ----------
    factors
        Names of the factors.
    mu
        Mean effect.
    mu_star
        Mean size of the effect: how much the factor matters.
    sigma
        Spread of the effect: how much it depends on the other factors, or is curved.
    floor
        The mean size that luck alone would give; NaN where there is one replication.
    trajectories
        Trajectories that count for each factor: those of which its step has both ends.
    dropped
        Steps without a value at one end.
    reps
        Replications at each point.
    caveat
        What to beware of; None where there is nothing.
    """

    factors: tuple[str, ...]
    mu: tuple[Estimate, ...]
    mu_star: tuple[Estimate, ...]
    sigma: tuple[Estimate, ...]
    floor: tuple[float, ...]
    trajectories: tuple[int, ...]
    dropped: int
    reps: int
    caveat: Both | None


def morris(
    units: ArrayLike, found: ArrayLike, factors: Sequence[str], seed: int, level: float = LEVEL
) -> Morris:
    """Return Morris' measures from trajectories.

    Parameters
    ----------
    units
        Points, every factor from 0 to 1, shape (trajectories x (factors + 1), factors): in a trajectory each
        step changes one factor.
    found
        Outputs at the points, shape (points,) or (points, replications).
    factors
        Names of the factors.
    seed
        Seed of the resampling.
    level
        Level of the intervals.

    Raises
    ------
    BadSample
        If these are no trajectories, or a factor has fewer than two steps with a value.

    Notes
    -----
    Source: Morris, Technometrics 33 (1991) 161; mu* from Campolongo, Cariboni and Saltelli, Environ. Model.
    Softw. 22 (2007) 1509. Intervals are bootstrap percentiles over trajectories.
    """
    at, outs = np.asarray(units, dtype=np.float64), np.asarray(found, dtype=np.float64)
    outs = outs if outs.ndim == 2 else outs[:, np.newaxis]
    which, step, gap = _steps(at, outs, len(factors))
    columns = [
        _Effects.of(gap[which == number] / step[which == number, np.newaxis])
        for number in range(len(factors))
    ]
    short = [name for name, one in zip(factors, columns, strict=True) if len(one.means) < 2]
    if short:
        raise BadSample(f"factor {short[0]} has fewer than two steps with a value")
    mu, mu_star, sigma = (
        tuple(one.estimate(kind, seed, checked(level)) for one in columns) for kind in _KINDS
    )
    return Morris(
        tuple(factors),
        mu,
        mu_star,
        sigma,
        tuple(one.floor for one in columns),
        tuple(len(one.means) for one in columns),
        sum(one.dropped for one in columns),
        outs.shape[1],
        told("one_rep") if outs.shape[1] < 2 else None,
    )


def _steps(at: Floats, outs: Floats, factors: int) -> tuple[NDArray[np.int64], Floats, Floats]:
    """Return, by step, which factor it changes, by how much, and the change of the output by replication."""
    if at.ndim != 2 or at.shape[1] != factors or len(at) % (factors + 1) or len(at) != len(outs):
        raise BadSample(
            f"{at.shape} points and {outs.shape} outputs are no trajectories of {factors} factors"
        )
    moved = np.diff(at.reshape(-1, factors + 1, factors), axis=1).reshape(-1, factors)
    if ((moved != 0).sum(axis=1) > 1).any():
        raise BadSample("a step of a trajectory changes several factors")
    kept = (moved != 0).any(axis=1)
    gap = np.diff(outs.reshape(-1, factors + 1, outs.shape[1]), axis=1).reshape(-1, outs.shape[1])
    which = np.argmax(moved != 0, axis=1)
    return which[kept], moved.sum(axis=1)[kept], gap[kept]


def _mu(effects: Floats) -> Floats:
    return np.asarray(effects.mean(axis=-1), dtype=np.float64)


def _mu_star(effects: Floats) -> Floats:
    return np.asarray(np.abs(effects).mean(axis=-1), dtype=np.float64)


def _sigma(effects: Floats) -> Floats:
    return np.asarray(effects.std(axis=-1, ddof=1), dtype=np.float64)


_KINDS = (_mu, _mu_star, _sigma)


@dataclass(frozen=True)
class _Effects:
    """Elementary effects of one factor: means over replications, what luck alone would give, what is lost."""

    means: Floats
    floor: float
    dropped: int

    @staticmethod
    def of(effects: Floats) -> "_Effects":
        whole = ~np.isnan(effects).any(axis=1)
        kept = effects[whole]
        reps = kept.shape[1]
        floor = math.nan
        if reps > 1 and len(kept):
            errors = kept.std(axis=1, ddof=1) / math.sqrt(reps)
            floor = float(math.sqrt(2 / math.pi) * errors.mean())
        return _Effects(kept.mean(axis=1), floor, int((~whole).sum()))

    def estimate(self, kind: Any, seed: int, level: float) -> Estimate:
        n = len(self.means)
        drawn = kind(self.means[picks(n, RESAMPLES_OF_WHOLE, seed, "morris")])
        low, high = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2])
        value = float(kind(self.means))
        return Estimate(
            value, float(low), float(high), n, level, "bootstrap of trajectories", self.dropped, seed=seed
        )


def morris_of(
    table: "pd.DataFrame",
    points: "pd.DataFrame",
    response: str,
    factors: Sequence[str],
    seed: int,
    where: Mapping[str, Any] | None = None,
    levels: Mapping[str, Sequence[Any]] | None = None,
) -> Morris:
    """Return Morris' measures of a study with the design ``morris``.

    Parameters
    ----------
    table, points, response, where
        As for `sim.study.analysis.points.outputs`.
    factors
        Names of the factors.
    seed
        As for `morris`.
    levels
        As for `sim.study.analysis.points.unit_points`.
    """
    units = unit_points(points, factors, levels)
    return morris(units, outputs(table, points, response, where), factors, seed)
