"""Have we run enough? Replications until an interval is as narrow as it was asked to be 序贯停止."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from sim.report.study_words import told
from sim.report.words import Both
from sim.study.analysis.estimates import LEVEL, Estimate, checked, mean
from sim.study.analysis.sample import BadSample, Sample

LEAST: Final = 30
"""Replications before the first look: with 5, intervals that stop themselves cover 87 % instead of 95 on
exponential outputs, with 30 they cover 91.5. Label: measured."""
COCHRAN: Final = 25
"""A mean needs this many times the squared skewness in values before its interval can be trusted. Source:
Cochran, Sampling Techniques (3rd ed., 1977), section 2.15."""


@dataclass(frozen=True)
class StopRule:
    """When a cell has enough replications 停止规则.

    Attributes
    ----------
    half_width
        Half-width to reach, in the unit of the response.
    first
        Replications before the first look, at least `LEAST`.
    step
        Replications from one look to the next.
    most
        Where it ends, reached or not.
    level
        Level of the interval.

    Raises
    ------
    BadSample
        If a number makes no sense.
    """

    half_width: float
    first: int = LEAST
    step: int = 10
    most: int = 1000
    level: float = LEVEL

    def __post_init__(self) -> None:
        checked(self.level)
        if not 0 < self.half_width < math.inf:
            raise BadSample(f"a half-width is above 0, not {self.half_width}")
        if not LEAST <= self.first <= self.most or self.step < 1:
            raise BadSample(
                f"a stop rule begins with {LEAST} replications or more, not {self.first} of {self.most}"
            )

    def looks(self, n: int) -> list[int]:
        """Return after how many replications one looks, up to `n` and never past `most`."""
        return [*range(self.first, min(n, self.most) + 1, self.step)]


@dataclass(frozen=True)
class Progress:
    """How far a cell is 进度.

    Attributes
    ----------
    enough
        Whether it may stop.
    reached
        Whether two looks one after the other found the interval narrow enough: with a single look, one that
        by chance saw too small a variance would stop too early.
    n
        Replications after which it may stop; where it may not, all there are.
    estimate
        The mean of those n, with its interval.
    more
        About how many more it will take; 0 where it is enough.
    widths
        (replications, half-width) of each look, for a figure.
    caveat
        What to beware of; None where there is nothing.
    """

    enough: bool
    reached: bool
    n: int
    estimate: Estimate
    more: int
    widths: tuple[tuple[int, float], ...]
    caveat: Both | None


def progress(values: ArrayLike, rule: StopRule) -> Progress:
    """Return how far a cell is, by the replications there are.

    Parameters
    ----------
    values
        Values in the order of the replications; NaN where a run failed or has no such figure: it takes part
        in the count of replications, not in the mean.
    rule
        When to stop.

    Notes
    -----
    Whoever adds replications one step at a time stops where this function, given more of them at once, says
    it would have stopped: looks lie at the same replications, and only what came before a look counts.
    """
    row = np.asarray(values, dtype=np.float64)
    seen: list[tuple[int, float]] = []
    for n in rule.looks(len(row)):
        seen.append((n, mean(row[:n], rule.level).half_width))
        if len(seen) > 1 and max(width for _, width in seen[-2:]) <= rule.half_width:
            return _told(row[:n], rule, seen, True)
    return _told(row[: rule.most], rule, seen, False)


def _told(row: ArrayLike, rule: StopRule, seen: list[tuple[int, float]], reached: bool) -> Progress:
    values = np.asarray(row, dtype=np.float64)
    found = mean(values, rule.level)
    enough = reached or len(values) >= rule.most
    more = 0 if enough else _more(len(values), found.half_width, rule)
    return Progress(enough, reached, len(values), found, more, tuple(seen), caveat(values))


def _more(n: int, half_width: float, rule: StopRule) -> int:
    """Return about how many more replications there will be: whole steps, and a second look."""
    if n < rule.first:
        return rule.first + rule.step - n
    if math.isinf(half_width):
        return rule.most - n
    wanted = n * (half_width / rule.half_width) ** 2
    steps = max(math.ceil((wanted - n) / rule.step), 0) + (half_width > rule.half_width)
    return min(max(steps, 1) * rule.step, rule.most - n)


def skewness(values: ArrayLike) -> float:
    """Return the skewness of a sample; 0 where nothing varies or there are fewer than three values."""
    of = Sample.of(values).values
    if len(of) < 3 or np.ptp(of) == 0:
        return 0.0
    off = of - of.mean()
    return float(np.mean(off**3) / np.mean(off**2) ** 1.5)


def caveat(values: ArrayLike) -> Both | None:
    """Return the warning that skewed outputs need; None where the interval of the mean can be trusted.

    Notes
    -----
    Measured over 1,000 trials of a nominal level of 95 %: normal outputs are covered 94 to 95 % of the time,
    exponential ones 91.5 % from 30 replications on, lognormal ones of sigma 1 only 73 % (from 5) to 87 %
    (from 50). Intervals of quantiles hold whatever the law.
    """
    of = Sample.of(values)
    skew, need = skewness(of.values), enough_for(of.values)
    return None if need <= of.n else told("skewed", skew=f"{skew:.1f}", n=of.n, need=need)


def enough_for(values: ArrayLike) -> int:
    """Return how many replications the interval of a mean takes to be trusted, by the skewness seen.

    Examples
    --------
    >>> enough_for([-1.0, 0.0, 1.0])
    0
    """
    skew = skewness(Sample.of(values).values)
    return math.ceil(COCHRAN * skew * skew)
