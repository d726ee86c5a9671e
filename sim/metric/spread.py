"""Percentiles, shares and means, each defined once.

A percentile is linear interpolation between closest ranks (Hyndman and Fan 1996, type 7; the default of
NumPy, pandas and R). A share within a limit counts what is at or under the limit.
"""

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Final

from sim.terms.units import SECOND_MS

NOTHING: Final = math.nan
"""What stands for a figure that does not exist."""


def percentile(ordered: Sequence[float], percent: float) -> float:
    """Return a percentile of numbers in ascending order; NaN if there are none.

    Examples
    --------
    >>> percentile([1, 2, 3, 4], 50)
    2.5
    """
    if not ordered:
        return NOTHING
    place = (len(ordered) - 1) * percent / 100
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def share_within(ordered: Sequence[float], limit: float) -> float:
    """Return the share of numbers in ascending order that are at most `limit`; NaN if there are none.

    Examples
    --------
    >>> share_within([1, 2, 3, 4], 2)
    0.5
    """
    return bisect_right(ordered, limit) / len(ordered) if ordered else NOTHING


def mean(numbers: Sequence[float]) -> float:
    """Return the mean, the same on every machine; NaN if there are no numbers."""
    return math.fsum(numbers) / len(numbers) if numbers else NOTHING


def known(numbers: Iterable[float | None]) -> list[float]:
    """Return the numbers that exist, in ascending order."""
    return sorted(number for number in numbers if number is not None and not math.isnan(number))


def span(begin_ms: int | None, end_ms: int | None, unit_ms: int = SECOND_MS) -> float:
    """Return what lies between two times, in seconds or another unit; NaN where one does not exist.

    Examples
    --------
    >>> span(1000, 3500), span(None, 3500)
    (2.5, nan)
    """
    return NOTHING if begin_ms is None or end_ms is None else (end_ms - begin_ms) / unit_ms


def ratio(part: float, whole: float) -> float:
    """Return a part of a whole; NaN where there is no whole."""
    return part / whole if whole else NOTHING
