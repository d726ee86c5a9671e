"""What may be said of a difference, in words, and how many more replications would let one say more."""

import math
from dataclasses import dataclass
from typing import Final

from sim.report.study_words import told
from sim.report.words import Both
from sim.study.analysis.estimates import Estimate

POWER: Final = 0.8
"""With which probability the replications that are asked for would settle a difference as large as the one
seen: the customary 80 %. Source: Cohen, Statistical Power Analysis (2nd ed., 1988)."""


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

    It is the number with which a true difference as large as the one seen, or as `worth` if that is larger,
    would be found with the probability `POWER`. None if no difference is seen and every one matters.
    """
    from scipy.special import ndtri

    effect = max(abs(gap.value), worth)
    if effect == 0:
        return None
    reach = float(ndtri((1 + gap.level) / 2) + ndtri(POWER)) * sd / effect
    return _about(max(reach * reach - gap.n, 1))


def _about(number: float) -> int:
    """Round up to two digits: what is only about right should look it.

    Examples
    --------
    >>> _about(7.2), _about(123.0), _about(1999.0)
    (8, 130, 2000)
    """
    unit: int = 10 ** max(math.ceil(math.log10(number)) - 2, 0)
    return math.ceil(number / unit) * unit
