"""Which of k alternatives is best, and with what probability that is right 排序与选优."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from sim.report.study_words import level_told, number, told
from sim.report.words import Both
from sim.study.analysis.estimates import LEVEL, checked
from sim.study.analysis.sample import BadSample, Floats

if TYPE_CHECKING:
    import pandas as pd

FIRST_STAGE = 20
"""Replications of every alternative before any is dropped."""

Observe: TypeAlias = Callable[[Sequence[int], int], "ArrayLike | None"]
"""Runs one replication: given the alternatives that are wanted, and its number (from 0), it returns a value
for each, or None where there are no more. The same number means the same luck, for every alternative."""


@dataclass(frozen=True)
class Selection:
    """What ranking and selection found 选优结果.

    Attributes
    ----------
    best
        Number of the alternative that is chosen; where it is not decided yet, of the one that leads.
    left
        Alternatives that may still be the best, in their order.
    decided
        Whether one is left, or the budget is spent.
    means
        Mean of each alternative over the replications that it had.
    counts
        Replications of each alternative.
    dropped_at
        After how many replications each was dropped; None for those that are left.
    level
        Probability of correct selection that is claimed; of OCBA, estimated.
    delta
        Smallest difference that matters, for which it is claimed; 0 where none was needed.
    method
        How it was found.
    smaller_is_better
        Whether less is better.
    """

    best: int
    left: tuple[int, ...]
    decided: bool
    means: tuple[float, ...]
    counts: tuple[int, ...]
    dropped_at: tuple[int | None, ...]
    level: float
    delta: float
    method: str
    smaller_is_better: bool

    @property
    def n(self) -> int:
        """Observations in all."""
        return sum(self.counts)

    def sentence(self, names: Sequence[str]) -> Both:
        """Return what may be claimed, in one sentence."""
        if not self.decided:
            return told("open_told", left=len(self.left))
        key = "best_told" if self.delta else "likely_told"
        values = {"best": names[self.best], "level": level_told(self.level), "delta": number(self.delta)}
        return told(key, **values)

    def frame(self, names: Sequence[str]) -> "pd.DataFrame":
        """Return the alternatives as a tidy table, one row for each."""
        import pandas as pd

        return pd.DataFrame(
            {
                "alternative": list(names),
                "mean": self.means,
                "n": self.counts,
                "dropped_at": self.dropped_at,
                "left": [i in self.left for i in range(len(names))],
                "chosen": [self.decided and i == self.best for i in range(len(names))],
                "level": self.level,
                "method": self.method,
            }
        )


def columns_of(values: ArrayLike) -> Observe:
    """Return an observer of what was already run.

    Parameters
    ----------
    values
        Shape (replications, alternatives), such as `sim.study.analysis.sample.grid` makes; NaN where a run
        failed or was not made. Observation ends with the first replication of which an alternative that is
        wanted has no value: to skip it would choose luck by its outcome.
    """
    rows = np.asarray(values, dtype=np.float64)

    def observe(wanted: Sequence[int], rep: int) -> Floats | None:
        if rep >= len(rows) or np.isnan(rows[rep, list(wanted)]).any():
            return None
        return rows[rep, list(wanted)]

    return observe


class _Seen:
    """Observations so far, as costs: less is better. Means and squares are kept up to date (Welford)."""

    def __init__(self, observe: Observe, k: int, smaller_is_better: bool) -> None:
        self.observe, self.sign = observe, 1.0 if smaller_is_better else -1.0
        self.counts = np.zeros(k, dtype=np.int64)
        self.means, self.squares = np.zeros(k), np.zeros(k)

    def more(self, wanted: Sequence[int]) -> Floats | None:
        """Observe a replication of alternatives that had equally many; None where there is no more."""
        found = self.observe(wanted, int(self.counts[wanted[0]]))
        if found is None:
            return None
        at, costs = np.array(wanted), self.sign * np.asarray(found, dtype=np.float64)
        if not np.isfinite(costs).all():
            failed = at[~np.isfinite(costs)].tolist()
            raise BadSample(f"replication {self.counts[at[0]]} has no value for alternatives {failed}")
        self.counts[at] += 1
        off = costs - self.means[at]
        self.means[at] += off / self.counts[at]
        self.squares[at] += off * (costs - self.means[at])
        return costs

    def first_stage(self, n0: int) -> Floats:
        """Observe every alternative n0 times; shape (n0, alternatives)."""
        everyone = range(len(self.counts))
        if len(everyone) < 2 or n0 < 2:
            raise BadSample("to select takes two alternatives and two replications of each")
        rows = [self.more(everyone) for _ in range(n0)]
        whole = [row for row in rows if row is not None]
        if len(whole) < n0:
            raise BadSample(f"the first stage needs {n0} whole replications of every alternative")
        return np.array(whole)

    @property
    def sds(self) -> Floats:
        """Standard deviation of each alternative."""
        return np.asarray(np.sqrt(self.squares / (self.counts - 1)), dtype=np.float64)

    def result(self, left: Sequence[int], **rest: Any) -> Selection:
        """Return what was found, with the best of those that are left."""
        best = min(left, key=lambda alternative: (self.means[alternative], alternative))
        counts = tuple(self.counts.tolist())
        means = tuple((self.sign * self.means).tolist())
        dropped = tuple(None if i in left else counts[i] for i in range(len(counts)))
        return Selection(best, tuple(left), means=means, counts=counts, dropped_at=dropped, **rest)


def difference_variances(values: Floats) -> Floats:
    """Return the variances of all differences of alternatives, shape (k, k), from values (n, k)."""
    gaps = values[:, :, np.newaxis] - values[:, np.newaxis, :]
    return np.asarray(gaps.var(axis=0, ddof=1), dtype=np.float64)


def kn(
    observe: Observe,
    k: int,
    delta: float,
    *,
    level: float = LEVEL,
    first: int = FIRST_STAGE,
    most: int = 100_000,
    smaller_is_better: bool = True,
) -> Selection:
    """Select the best of k alternatives by the fully sequential procedure KN, on common random numbers.

    Parameters
    ----------
    observe
        Runs one replication of some alternatives; see `columns_of` for what was already run.
    k
        How many alternatives.
    delta
        Smallest difference that matters (indifference zone 无差别区间), in the unit of the response.
    level
        Probability of correct selection, wherever the best is best by `delta` or more.
    first
        Replications of each before any is dropped.
    most
        Replications after which it stops undecided.
    smaller_is_better
        Whether less is better.

    Returns
    -------
    Selection
        Not decided where observations ended, or `most` was reached, before one was left.

    Raises
    ------
    BadSample
        If `delta` is not above 0, the first stage is not whole, or a replication has no value: leaving it
        out would choose luck by its outcome.

    Notes
    -----
    Source: Kim and Nelson, ACM Trans. Model. Comput. Simul. 11 (2001) 251, with c = 1. It works with
    variances of differences, so common random numbers save observations and keep what it claims. It is meant
    for normal values: give it means over days rather than single calls.
    """
    if not delta > 0:
        raise BadSample(f"the smallest difference that matters is above 0, not {delta}")
    seen = _Seen(observe, k, smaller_is_better)
    variances = difference_variances(seen.first_stage(first))
    shape = ((2 * (1 - checked(level)) / (k - 1)) ** (-2 / (first - 1)) - 1) * (first - 1)
    left, n = list(range(k)), first
    while len(left := _screened(seen.means, left, shape * variances, delta, n)) > 1:
        if n >= most or seen.more(left) is None:
            break
        n += 1
    rest = {"level": level, "delta": delta, "smaller_is_better": smaller_is_better}
    return seen.result(left, decided=len(left) == 1, method=f"KN, first stage {first}", **rest)


def _screened(means: Floats, left: Sequence[int], reach: Floats, delta: float, n: int) -> list[int]:
    """Return the alternatives that none of the others left beats by more than its allowance."""
    now = np.array(left)
    allowed = np.maximum(reach[np.ix_(now, now)] / delta - delta * n, 0) / (2 * n)
    stays = (means[now][:, np.newaxis] - means[now] <= allowed).all(axis=1)
    return [alternative for alternative, stay in zip(left, stays, strict=True) if stay]


def subset(values: ArrayLike, *, level: float = LEVEL, smaller_is_better: bool = True) -> Selection:
    """Return the alternatives that may be the best, by what was run: the best is among them.

    Parameters
    ----------
    values
        Shape (replications, alternatives), replications on common random numbers; those that are not whole
        are left out.
    level
        Probability that the best is among those returned.
    smaller_is_better
        Whether less is better.

    Raises
    ------
    BadSample
        If there are fewer than two alternatives, or than two whole replications.

    Notes
    -----
    Source: Nelson, Swann, Goldsman and Song, Operations Research 49 (2001) 950, screening, with paired
    variances and Bonferroni's inequality, which holds on common random numbers. No smallest difference is
    needed; with few replications all may be left.
    """
    from scipy.special import stdtrit

    rows = np.asarray(values, dtype=np.float64)
    kept = rows[~np.isnan(rows).any(axis=1)]
    seen = _Seen(columns_of(kept), rows.shape[1], smaller_is_better)
    costs = seen.first_stage(len(kept))
    n, k = costs.shape
    quantile = float(stdtrit(n - 1, 1 - (1 - checked(level)) / (k - 1)))
    allowed = quantile * np.sqrt(difference_variances(costs) / n)
    means = costs.mean(axis=0)
    stays = (means[:, np.newaxis] - means <= allowed).all(axis=1)
    left = np.flatnonzero(stays).tolist()
    return seen.result(
        left,
        decided=len(left) == 1,
        level=level,
        delta=0.0,
        method="subset selection, paired",
        smaller_is_better=smaller_is_better,
    )


def ocba_shares(means: ArrayLike, sds: ArrayLike, smaller_is_better: bool = True) -> Floats:
    """Return the share of the budget that each alternative should have.

    Parameters
    ----------
    means, sds
        Mean and standard deviation of each alternative, shape (k,).
    smaller_is_better
        Whether less is better.

    Returns
    -------
    array
        Shares, shape (k,); they add up to 1.

    Notes
    -----
    Source: Chen, Lin, Yücesan and Chick, Discrete Event Dyn. Syst. 10 (2000) 251, theorem 1.

    Examples
    --------
    >>> ocba_shares([1.0, 2.0, 3.0], [1.0, 1.0, 1.0]).round(3).tolist()
    [0.452, 0.438, 0.11]
    """
    costs = np.asarray(means, dtype=np.float64) * (1 if smaller_is_better else -1)
    spread = np.maximum(np.asarray(sds, dtype=np.float64), 1e-12)
    best = int(np.argmin(costs))
    others = np.arange(len(costs)) != best
    gaps = costs - costs[best]
    gaps[others] = np.maximum(gaps[others], 1e-9 * max(float(spread.max()), 1e-12))
    shares = np.zeros(len(costs))
    shares[others] = (spread[others] / gaps[others]) ** 2
    shares[best] = spread[best] * math.sqrt(float(np.sum((shares[others] / spread[others]) ** 2)))
    return np.asarray(shares / shares.sum(), dtype=np.float64)


def ocba(
    observe: Observe,
    k: int,
    budget: int,
    *,
    first: int = FIRST_STAGE,
    step: int = 0,
    smaller_is_better: bool = True,
) -> Selection:
    """Spend a budget of observations where it helps most to find the best of k (OCBA).

    Parameters
    ----------
    observe
        Runs one replication of some alternatives; the next number of each, whatever the others had.
    k
        How many alternatives.
    budget
        Observations in all.
    first
        Replications of each before any is favoured.
    step
        Observations from one allocation to the next; k where left out.
    smaller_is_better
        Whether less is better.

    Returns
    -------
    Selection
        `Selection.level` is the approximate probability of correct selection (APCS), estimated from what was
        seen, not promised beforehand. It takes alternatives as independent, so common random numbers make it
        an understatement.

    Raises
    ------
    BadSample
        If the budget does not pay for the first stage.

    Notes
    -----
    Source: as for `ocba_shares`.
    """
    if budget < k * first:
        raise BadSample(f"a budget of {budget} does not pay for {first} replications of {k} alternatives")
    seen = _Seen(observe, k, smaller_is_better)
    seen.first_stage(first)
    spent, open_ = k * first, True
    while spent < budget and open_:
        ration = min(step or k, budget - spent)
        for alternative in _rationed(seen, spent + ration, ration):
            open_ = seen.more([alternative]) is not None and open_
            spent += 1
    method = f"OCBA, first stage {first}, budget {budget}"
    rest = {"delta": 0.0, "method": method, "smaller_is_better": smaller_is_better}
    return seen.result(range(k), decided=open_, level=apcs(seen.means, seen.sds, seen.counts), **rest)


def _rationed(seen: _Seen, total: int, ration: int) -> list[int]:
    """Return which alternatives get the next observations: those furthest below their share first."""
    counts = seen.counts.copy()
    wanted = ocba_shares(seen.means, seen.sds) * total
    chosen = []
    for _ in range(ration):
        alternative = int(np.argmax(wanted - counts))
        counts[alternative] += 1
        chosen.append(alternative)
    return chosen


def apcs(costs: ArrayLike, sds: ArrayLike, counts: ArrayLike) -> float:
    """Return the approximate probability of correct selection, a lower bound by Bonferroni's inequality.

    Parameters
    ----------
    costs, sds, counts
        Mean, standard deviation and number of observations of each alternative, shape (k,); less is better.
    """
    from scipy.special import ndtr

    means = np.asarray(costs, dtype=np.float64)
    errors = np.asarray(sds, dtype=np.float64) ** 2 / np.asarray(counts, dtype=np.float64)
    best = int(np.argmin(means))
    others = np.arange(len(means)) != best
    spread = np.sqrt(np.maximum(errors[others] + errors[best], 1e-300))
    return max(1 - float(np.sum(ndtr(-(means[others] - means[best]) / spread))), 0.0)
