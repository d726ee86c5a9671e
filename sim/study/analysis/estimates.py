"""How large it is, and how sure one can be 区间估计: means, shares, quantiles, any statistic."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from sim.study.analysis.resample import RESAMPLES, picks
from sim.study.analysis.sample import BadSample, Floats, Sample, factors_of, rows_of, sample

if TYPE_CHECKING:
    import pandas as pd

LEVEL: Final = 0.95
"""Level of an interval where none is asked for."""

Values: TypeAlias = "ArrayLike | Sample"
"""What can be estimated from: a sample, or numbers of which those that are NaN are missing."""


@dataclass(frozen=True)
class Estimate:
    """A figure with its confidence interval 估计值与置信区间.

    Attributes
    ----------
    value
        The estimate, in the unit of the response; NaN where there is none.
    low, high
        Ends of the interval; infinite where the sample is too small to bound that side.
    n
        How many values it rests on.
    level
        Level of the interval.
    method
        How the interval was found.
    failed, missing
        Runs without a value, as for `Sample`.
    seed
        Seed of the resampling; None where nothing was drawn.
    """

    value: float
    low: float
    high: float
    n: int
    level: float
    method: str
    failed: int = 0
    missing: int = 0
    seed: int | None = None

    @property
    def half_width(self) -> float:
        """Half the width of the interval."""
        return (self.high - self.low) / 2


def t_width(values: Floats, level: float) -> float:
    """Return the half-width of Student's interval of a mean; infinite below two values."""
    from scipy.special import stdtrit

    n = len(values)
    if n < 2:
        return math.inf
    return float(stdtrit(n - 1, (1 + level) / 2)) * float(np.std(values, ddof=1)) / math.sqrt(n)


def checked(level: float) -> float:
    """Return a level.

    Raises
    ------
    BadSample
        If it does not lie between 0 and 1.
    """
    if not 0 < level < 1:
        raise BadSample(f"a level lies between 0 and 1, not at {level}")
    return level


def mean(values: Values, level: float = LEVEL) -> Estimate:
    """Return the mean with Student's t interval.

    Notes
    -----
    The interval covers less often than it says where values are few and skewed; see
    `sim.study.analysis.sequential.caveat`.

    Examples
    --------
    >>> one = mean([1.0, 2.0, 3.0])
    >>> one.value, round(one.half_width, 3), one.n, one.method
    (2.0, 2.484, 3, 't')
    """
    of = Sample.of(values)
    half = t_width(of.values, checked(level))
    middle = float(np.mean(of.values)) if of.n else math.nan
    low, high = (middle - half, middle + half) if of.n else (-math.inf, math.inf)
    return Estimate(middle, low, high, of.n, level, "t", of.failed, of.missing)


def proportion(hits: int, n: int, level: float = LEVEL) -> Estimate:
    """Return a share with Wilson's score interval.

    Parameters
    ----------
    hits, n
        How often it happened, of how many.
    level
        Level of the interval.

    Raises
    ------
    BadSample
        If there are more hits than trials, or fewer than none.

    Notes
    -----
    Source: Wilson, J. Amer. Statist. Assoc. 22 (1927) 209.

    Examples
    --------
    >>> one = proportion(0, 10)
    >>> one.value, one.low, round(one.high, 4)
    (0.0, 0.0, 0.2775)
    """
    from scipy.special import ndtri

    if not 0 <= hits <= n:
        raise BadSample(f"{hits} hits of {n}")
    z2 = float(ndtri((1 + checked(level)) / 2)) ** 2
    if n == 0:
        return Estimate(math.nan, 0.0, 1.0, 0, level, "Wilson")
    share = hits / n
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = math.sqrt(z2 * share * (1 - share) / n + z2 * z2 / (4 * n * n)) / (1 + z2 / n)
    low = 0.0 if hits == 0 else middle - half
    high = 1.0 if hits == n else middle + half
    return Estimate(share, low, high, n, level, "Wilson")


def share(values: Values, at_most: float, level: float = LEVEL) -> Estimate:
    """Return the share of values that are at most a bound, with Wilson's interval."""
    of = Sample.of(values)
    found = proportion(int((of.values <= at_most).sum()), of.n, level)
    return replace(found, failed=of.failed, missing=of.missing)


def order_bounds(n: int, q: float, level: float) -> tuple[int, int]:
    """Return between which values of an ordered sample a quantile lies, counted from one.

    Returns
    -------
    low, high
        0 and n + 1 stand for minus and plus infinity.

    Examples
    --------
    >>> order_bounds(20, 0.5, 0.95), order_bounds(20, 0.9, 0.95)
    ((6, 15), (15, 21))
    """
    from scipy.special import bdtr

    below = bdtr(np.arange(n + 1), n, q)
    tail = (1 - level) / 2
    low = int(np.searchsorted(below, tail, side="right"))
    high = int(np.searchsorted(below, 1 - tail, side="left")) + 1
    return low, high


def quantile(values: Values, q: float, level: float = LEVEL) -> Estimate:
    """Return a quantile with the interval of order statistics, which no law of the values can spoil.

    Parameters
    ----------
    values
        Numbers, or a sample.
    q
        Which quantile, between 0 and 1: 0.5 is the median.
    level
        The interval covers at least as often as this.

    Raises
    ------
    BadSample
        If `q` does not lie between 0 and 1.

    Notes
    -----
    Source: David and Nagaraja, Order Statistics (3rd ed., 2003), section 7.1. The number of values below the
    quantile is binomial. A side that the sample is too small to bound is infinite.
    """
    if not 0 < q < 1:
        raise BadSample(f"a quantile lies between 0 and 1, not at {q}")
    of = Sample.of(values)
    ordered = np.concatenate(([-math.inf], np.sort(of.values), [math.inf]))
    low, high = order_bounds(of.n, q, checked(level))
    middle = float(np.quantile(of.values, q)) if of.n else math.nan
    ends = float(ordered[low]), float(ordered[high])
    return Estimate(middle, *ends, of.n, level, "order statistics", of.failed, of.missing)


Statistic: TypeAlias = "Callable[[Floats], Floats]"
"""A figure of a sample, taken along the last axis of an array: of shape (..., n) it makes (...)."""


def bootstrap(
    values: Values, statistic: Statistic, seed: int, level: float = LEVEL, resamples: int = RESAMPLES
) -> Estimate:
    """Return any statistic with its bias-corrected and accelerated bootstrap interval (BCa).

    Parameters
    ----------
    values
        Numbers, or a sample.
    statistic
        Takes an array of shape (..., n) and returns one of shape (...), like ``lambda x: x.std(axis=-1)``.
    seed
        Seed of the resampling.
    level
        Level of the interval.
    resamples
        How many samples are drawn.

    Notes
    -----
    Source: Efron, J. Amer. Statist. Assoc. 82 (1987) 171. Own, because resamples of SciPy's bootstrap change
    with the version of NumPy: these come from a named stream of the kernel.
    """
    of = Sample.of(values)
    value = float(statistic(of.values)) if of.n else math.nan
    if of.n < 2:
        return Estimate(value, -math.inf, math.inf, of.n, level, "BCa bootstrap", of.failed, of.missing, seed)
    drawn = np.sort(statistic(of.values[picks(of.n, resamples, seed, "bca")]))
    left_out = statistic(np.stack([np.delete(of.values, i) for i in range(of.n)]))
    low, high = np.quantile(drawn, _bca_places(value, drawn, left_out, checked(level)))
    return Estimate(value, float(low), float(high), of.n, level, "BCa bootstrap", of.failed, of.missing, seed)


def _bca_places(value: float, drawn: Floats, left_out: Floats, level: float) -> Floats:
    """Return at which quantiles of the resamples the interval ends."""
    from scipy.special import ndtr, ndtri

    below = (np.sum(drawn < value) + np.sum(drawn <= value)) / 2
    bias = ndtri(np.clip(below / len(drawn), 1 / len(drawn), 1 - 1 / len(drawn)))
    off = left_out.mean() - left_out
    spread = float(np.sum(off**2))
    bend = float(np.sum(off**3)) / (6 * spread**1.5) if spread else 0.0
    ends = bias + ndtri(np.array([(1 - level) / 2, (1 + level) / 2]))
    places: Floats = ndtr(bias + ends / (1 - bend * ends))
    return places


def estimates(
    table: "pd.DataFrame",
    by: Sequence[str] | None = None,
    quantiles: Sequence[float] = (0.5,),
    level: float = LEVEL,
    where: Mapping[str, Any] | None = None,
) -> "pd.DataFrame":
    """Return mean and quantiles of every response in every cell, as a tidy table.

    Parameters
    ----------
    table
        Table of a study.
    by
        Columns that tell the cells apart; scenario, policy, point and all factors where left out.
    quantiles
        Which quantiles over replications are wanted beside the mean.
    level
        Level of the intervals.
    where
        Values that other columns must have.

    Returns
    -------
    DataFrame
        One row for each cell, response and statistic, with the columns of `by`, ``response``, ``statistic``
        (``mean``, ``p50`` and so on), ``value``, ``low``, ``high``, ``n``, ``level``, ``method``, ``failed``,
        ``missing``. A cell whose runs all failed has a row too.
    """
    import pandas as pd

    keys = list(by) if by is not None else ["scenario", "policy", "point", *factors_of(table)]
    found = []
    for response in dict.fromkeys(table["response"]):
        rows = rows_of(table, response, where)
        for cell, group in rows.groupby(keys, sort=False, dropna=False, observed=True):
            told = dict(zip(keys, cell if isinstance(cell, tuple) else (cell,), strict=True))
            for name, one in _several(sample(group, response), quantiles, level):
                found.append({**told, "response": response, "statistic": name, **_columns(one)})
    return pd.DataFrame(found)


def _several(of: Sample, quantiles: Sequence[float], level: float) -> list[tuple[str, Estimate]]:
    ranks = [(f"p{100 * q:g}", quantile(of, q, level)) for q in quantiles]
    return [("mean", mean(of, level)), *ranks]


def _columns(one: Estimate) -> dict[str, Any]:
    return {name: value for name, value in vars(one).items() if name != "seed"}
