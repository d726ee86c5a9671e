"""Is A better than B? Differences in pairs, on common random numbers 配对比较."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from sim.report.study_words import level_told, number, told
from sim.report.words import Both
from sim.study.analysis.estimates import LEVEL, Estimate, mean, quantile
from sim.study.analysis.families import adjusted, each_level
from sim.study.analysis.sample import BadSample, Floats, Grid, Sample, factors_of, grid, told_cell
from sim.study.analysis.verdict import Call, call

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Paired:
    """How much an alternative differs from the baseline 配对差.

    Attributes
    ----------
    name, baseline
        The alternative, and what it is compared with.
    mean
        Mean of the differences, alternative less baseline, with Student's interval.
    median
        Their median, with the interval of order statistics, which no law of the differences can spoil.
    p_value
        Of Student's test of no difference, two-sided, adjusted for the family.
    sd
        Standard deviation of the differences.
    reduction
        By which factor pairing shrinks the variance of the difference against independent samples; NaN where
        it cannot be known, infinite where the difference never varies.
    lost
        Replications of which one side or both have no value, and that therefore make no pair.
    family
        How many comparisons were judged together.
    control
        How the family is held to its level.
    call
        What may be said of it.
    """

    name: str
    baseline: str
    mean: Estimate
    median: Estimate
    p_value: float
    sd: float
    reduction: float
    lost: int
    family: int
    control: str
    call: Call

    @property
    def n(self) -> int:
        """How many pairs there are."""
        return self.mean.n

    def sentence(self, unit: Both | None = None) -> Both:
        """Return the answer in one sentence, with its interval and what it rests on.

        Parameters
        ----------
        unit
            Unit of the response, put behind the difference.
        """
        gap = self.mean
        return told(
            "sentence",
            name=self.name,
            baseline=self.baseline,
            call=self.call.words,
            gap=number(gap.value),
            unit=Both(" " + unit.zh, " " + unit.en) if unit else "",
            level=level_told(gap.level),
            low=number(gap.low),
            high=number(gap.high),
            n=self.n,
            lost=told("lost_pairs", lost=self.lost) if self.lost else "",
        )


def paired(
    one: ArrayLike,
    other: ArrayLike,
    name: str = "A",
    baseline: str = "B",
    level: float = LEVEL,
    smaller_is_better: bool = True,
    worth: float = 0.0,
) -> Paired:
    """Compare two alternatives that met the same luck.

    Parameters
    ----------
    one, other
        Values of the alternative and of the baseline by replication, in the same order; NaN where a run
        failed or has no such figure.
    name, baseline
        What they are called.
    level
        Level of intervals and verdict.
    smaller_is_better
        Whether less is better, as with minutes; otherwise more is.
    worth
        Smallest difference that matters to whoever asks, in the unit of the response; 0 where every
        difference does.

    Raises
    ------
    BadSample
        If the two are of different lengths.
    """
    a, b = np.asarray(one, dtype=np.float64), np.asarray(other, dtype=np.float64)
    if a.shape != b.shape or a.ndim != 1:
        raise BadSample(f"pairs need two rows of the same length, not {a.shape} and {b.shape}")
    both = ~(np.isnan(a) | np.isnan(b))
    a, b = a[both], b[both]
    lost = int((~both).sum())
    gaps = Sample(a - b, missing=lost)
    middle, p_value, sd = mean(gaps, level), _p_value(gaps.values), _sd(gaps.values)
    return Paired(
        name=name,
        baseline=baseline,
        mean=middle,
        median=quantile(gaps, 0.5, level),
        p_value=p_value,
        sd=sd,
        reduction=variance_reduction(a, b),
        lost=lost,
        family=1,
        control="none",
        call=call(middle, sd, p_value, 1 - level, smaller_is_better, worth),
    )


def _sd(gaps: Floats) -> float:
    return float(np.std(gaps, ddof=1)) if len(gaps) > 1 else math.nan


def _p_value(gaps: Floats) -> float:
    """Return the two-sided p value of Student's test that the mean is zero."""
    from scipy.special import stdtr

    n = len(gaps)
    if n < 2:
        return math.nan
    middle, error = float(np.mean(gaps)), float(np.std(gaps, ddof=1)) / math.sqrt(n)
    if error == 0:
        return 1.0 if middle == 0 else 0.0
    return 2 * float(stdtr(n - 1, -abs(middle) / error))


def variance_reduction(one: Floats, other: Floats) -> float:
    """Return by which factor pairing shrinks the variance of a difference.

    It is the sum of both variances, which independent samples would have, over the variance of the
    differences: as many times fewer replications are needed for the same half-width.

    Examples
    --------
    >>> variance_reduction(np.array([1.0, 2.0, 3.0]), np.array([2.0, 3.0, 5.0]))
    10.0
    """
    if len(one) < 2:
        return math.nan
    apart = float(np.var(one, ddof=1) + np.var(other, ddof=1))
    together = float(np.var(one - other, ddof=1))
    if together > 0:
        return apart / together
    return math.inf if apart > 0 else math.nan


def compare(
    table: "pd.DataFrame",
    response: str,
    by: str | Sequence[str] = "policy",
    baseline: Any = None,
    *,
    control: str = "holm",
    level: float = LEVEL,
    smaller_is_better: bool = True,
    worth: float = 0.0,
    where: Mapping[str, Any] | None = None,
) -> list[Paired]:
    """Compare every alternative with a baseline, as one family.

    Parameters
    ----------
    table
        Table of a study.
    response
        What is compared.
    by
        Column or columns that tell the alternatives apart.
    baseline
        Value, or tuple of values, of the baseline; the first of the table where left out.
    control
        How the family is held to its level, one of `sim.study.analysis.families.CONTROLS`. The intervals of
        the means all hold at once (Bonferroni) unless it is ``none``; the verdict of Holm's control goes by
        its p value, which may say a little more than they do.
    level
        Level of the family.
    smaller_is_better, worth
        As for `paired`.
    where
        Values that other columns must have.

    Returns
    -------
    list
        One entry for each alternative but the baseline, in the order of the table. Where there are several
        scenarios, policies or points beside the alternatives, the difference of a replication is its mean
        over all of them: they share their luck, so only replications count as independent.

    Raises
    ------
    BadSample
        If there is no such baseline, or nothing to compare it with.
    """
    keys = [by] if isinstance(by, str) else list(by)
    rest = [key for key in _others(table, keys) if key not in keys]
    found = grid(table, response, [*keys, *rest], where)
    sides = _sides(found, len(keys))
    first = next(iter(sides)) if baseline is None else baseline
    first = first if isinstance(first, tuple) else (first,)
    if first not in sides or len(sides) < 2:
        known = ", ".join(told_cell(keys, side) for side in sides)
        raise BadSample(f"no alternatives to {told_cell(keys, first)}: there are {known}")
    pairs = [
        paired(
            *_by_rep(found.values, side, sides[first]),
            told_cell(keys, name),
            told_cell(keys, first),
            each_level(level, len(sides) - 1, control),
            smaller_is_better,
            worth,
        )
        for name, side in sides.items()
        if name != first
    ]
    return as_family(pairs, control, level, smaller_is_better, worth)


def _others(table: "pd.DataFrame", keys: Sequence[str]) -> list[str]:
    """Return the columns that tell apart what is not compared: a point only if its factors are not."""
    factors = factors_of(table)
    if not any(key == "point" or key in factors for key in keys):
        return ["scenario", "policy", "point"]
    return ["scenario", "policy", *([] if "point" in keys else factors)]


Side = dict[tuple[Any, ...], int]
"""Columns of a grid, by what else tells them apart."""


def _sides(found: Grid, depth: int) -> dict[tuple[Any, ...], Side]:
    sides: dict[tuple[Any, ...], Side] = {}
    for column, cell in enumerate(found.cells):
        sides.setdefault(cell[:depth], {})[cell[depth:]] = column
    return sides


def _by_rep(values: Floats, one: Side, other: Side) -> tuple[Floats, Floats]:
    """Return both sides by replication, each the mean over all cells that both have."""
    shared = [cell for cell in one if cell in other]
    if not shared:
        raise BadSample("the alternatives have no scenario, policy and point in common")
    columns = [[side[cell] for cell in shared] for side in (one, other)]
    return values[:, columns[0]].mean(axis=1), values[:, columns[1]].mean(axis=1)


def as_family(
    pairs: Sequence[Paired],
    control: str = "holm",
    level: float = LEVEL,
    smaller_is_better: bool = True,
    worth: float = 0.0,
) -> list[Paired]:
    """Return comparisons judged as one family: p values adjusted, verdicts taken by them.

    Parameters
    ----------
    pairs
        Comparisons as `paired` makes them, with intervals at the level that `each_level` tells.
    control
        One of `sim.study.analysis.families.CONTROLS`.
    level
        Level of the family.
    smaller_is_better, worth
        As for `paired`.
    """
    raw = np.array([1.0 if math.isnan(pair.p_value) else pair.p_value for pair in pairs])
    return [
        replace(
            pair,
            p_value=float(p),
            family=len(pairs),
            control=control,
            call=call(pair.mean, pair.sd, float(p), 1 - level, smaller_is_better, worth),
        )
        for pair, p in zip(pairs, adjusted(raw, control), strict=True)
    ]
