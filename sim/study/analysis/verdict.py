"""What may be said of a difference, in words, and how many more replications would let one say more."""

import math
from dataclasses import dataclass
from typing import Final

from sim.report.study_words import told
from sim.report.words import Both
from sim.study.analysis.estimates import LEVEL, Estimate

POWER: Final = 0.8
"""With which probability the replications that are asked for would settle a difference as large as the one
seen: the customary 80 %. Source: Cohen, Statistical Power Analysis (2nd ed., 1988)."""
_MANY: Final = 5000
"""From so many pairs on Student's t is the normal law with half a squared quantile more."""
_SURE: Final = 1e5
"""Standard errors away from zero beyond which nobody need compute a probability."""


@dataclass(frozen=True)
class Call:
    """A verdict 结论.

    Attributes
    ----------
    verdict
        ``better``, ``worse``, ``equal`` (any difference is smaller than what matters), ``same`` (no
        replication differs), ``thin`` (the evidence is) or ``none`` (there are no two pairs).
    more
        About how many more replications would settle it; None where nothing is open or none can be told.
    words
        The verdict in Chinese and English.
    """

    verdict: str
    more: int | None
    words: Both


def call(
    gap: Estimate, sd: float, p_value: float, alpha: float, smaller_is_better: bool = True, worth: float = 0.0
) -> Call:
    """Return what may be said of a mean difference.

    Parameters
    ----------
    gap
        Mean difference with its interval.
    sd
        Standard deviation of the differences.
    p_value
        Of the test that there is none, adjusted for the family.
    alpha
        Level of that test.
    smaller_is_better
        Whether a negative difference is good.
    worth
        Smallest difference that matters.
    """
    if gap.n < 2:
        return _plain("none")
    if sd == 0 and gap.value == 0:
        return _plain("same")
    if -worth < gap.low and gap.high < worth:
        return _plain("equal")
    if p_value < alpha:
        return _plain("better" if (gap.value < 0) is smaller_is_better else "worse")
    more = more_needed(gap, sd, worth)
    return (
        _plain("thin_level", "thin") if more is None else Call("thin", more, told("thin", more=f"{more:,}"))
    )


def _plain(key: str, verdict: str = "") -> Call:
    return Call(verdict or key, None, told(key))


def more_needed(gap: Estimate, sd: float, worth: float = 0.0) -> int | None:
    """Return about how many more replications would settle a difference: two digits, at least one.

    If the true difference is the one seen, then with so many either it would be found with the probability
    `POWER`, or, where it is smaller than `worth`, it would be shown to be so with that probability: whichever
    takes fewer. None if no difference is seen and every one matters.
    """
    effect = abs(gap.value)
    ways = [pairs_needed(sd, effect, gap.level)] if effect > 0 else []
    ways += [pairs_to_dismiss(sd, effect, worth, gap.level)] if effect < worth else []
    return _about(max(min(ways) - gap.n, 1)) if ways else None


def pairs_needed(sd: float, effect: float, level: float = LEVEL, power: float = POWER) -> int:
    """Return how many pairs find a mean difference by Student's two-sided test.

    Parameters
    ----------
    sd
        Standard deviation of the differences.
    effect
        The true mean difference, positive.
    level
        Of confidence: 1 less the level of the test.
    power
        Probability of finding it.

    Notes
    -----
    The power of the test is a noncentral t; the search begins a little below the normal approximation,
    ``((z_level + z_power) sd / effect)^2``. Source: Cohen, Statistical Power Analysis (2nd ed., 1988),
    chapter 2.

    Examples
    --------
    >>> [pairs_needed(1.0, effect) for effect in (0.2, 0.5, 0.8)]
    [199, 34, 15]
    """
    from scipy.special import ndtri

    z = float(ndtri((1 + level) / 2))
    reach = (z + float(ndtri(power))) * sd / effect
    if reach * reach > _MANY:
        return math.ceil(reach * reach + z * z / 2)
    n = max(math.floor(0.95 * reach * reach), 2)
    while power_of(n, sd, effect, level) < power:
        n += 1
    return n


def power_of(n: int, sd: float, effect: float, level: float = LEVEL) -> float:
    """Return the probability that Student's two-sided test finds a mean difference in n pairs.

    Parameters
    ----------
    n
        Pairs, at least 2.
    sd, effect, level
        As for `pairs_needed`.
    """
    from scipy.special import nctdtr, stdtrit

    if effect * math.sqrt(n) >= _SURE * sd:
        return 1.0
    away, edge = effect * math.sqrt(n) / sd, float(stdtrit(n - 1, (1 + level) / 2))
    return 1 - float(nctdtr(n - 1, away, edge)) + float(nctdtr(n - 1, away, -edge))


def pairs_to_dismiss(
    sd: float, effect: float, worth: float, level: float = LEVEL, power: float = POWER
) -> int:
    """Return how many pairs show a mean difference to be smaller than what matters.

    Parameters
    ----------
    sd, level
        As for `pairs_needed`.
    effect
        The true mean difference, its sign aside; smaller than `worth`.
    worth
        Smallest difference that matters.
    power
        Probability that the whole interval of the mean lies within plus and minus `worth`.

    Notes
    -----
    Two one-sided tests, their power by the normal law with Student's quantiles. Source: Schuirmann,
    J. Pharmacokinet. Biopharm. 15 (1987) 657.
    """
    low = high = 2
    while _dismissed(high, sd, effect, worth, level) < power:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        enough = _dismissed(middle, sd, effect, worth, level) >= power
        low, high = (low, middle) if enough else (middle, high)
    return high


def _dismissed(n: int, sd: float, effect: float, worth: float, level: float) -> float:
    from scipy.special import ndtr, stdtrit

    error, edge = max(sd / math.sqrt(n), 1e-300), float(stdtrit(n - 1, (1 + level) / 2))
    sides = [float(ndtr((worth + sign * effect) / error - edge)) for sign in (-1, 1)]
    return math.fsum(sides) - 1


def _about(number: float) -> int:
    """Round up to two digits: what is only about right should look it.

    Examples
    --------
    >>> _about(7.2), _about(123.0), _about(1999.0)
    (8, 130, 2000)
    """
    unit: int = 10 ** max(math.ceil(math.log10(number)) - 2, 0)
    return math.ceil(number / unit) * unit
