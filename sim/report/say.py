"""How numbers are written in a report: a share with what it is a share of, a dash where there is none."""

import math
from typing import Final

DASH: Final = "–"
"""What stands where there is no number."""


def known(value: float | None) -> bool:
    """Whether there is a number."""
    return value is not None and not math.isnan(value)


def minutes(seconds: float | None) -> str:
    """Return a time in minutes with one decimal.

    Examples
    --------
    >>> minutes(582.0), minutes(None)
    ('9.7', '–')
    """
    return f"{seconds / 60:.1f}" if seconds is not None and known(seconds) else DASH


def clock(seconds: float | None) -> str:
    """Return a time as minutes and seconds, from an hour on as hours, minutes and seconds.

    Examples
    --------
    >>> clock(64.4), clock(3661.0), clock(float("nan"))
    ('1:04', '1:01:01', '–')
    """
    if seconds is None or not known(seconds):
        return DASH
    whole = round(seconds)
    hours, rest = divmod(whole, 3600)
    return f"{hours}:{rest // 60:02d}:{rest % 60:02d}" if hours else f"{rest // 60}:{rest % 60:02d}"


def percent(share: float | None, digits: int = 1) -> str:
    """Return a share as a percentage.

    Examples
    --------
    >>> percent(0.1234), percent(1.0, 0), percent(None)
    ('12.3%', '100%', '–')
    """
    return f"{share:.{digits}%}" if share is not None and known(share) else DASH


def part(count: int, whole: int) -> str:
    """Return a share with its numerator and denominator.

    Examples
    --------
    >>> part(3, 4), part(0, 0)
    ('75.0% (3/4)', '– (0/0)')
    """
    return f"{percent(count / whole if whole else None)} ({count}/{whole})"


def count(number: float) -> str:
    """Return a whole number with its thousands apart.

    Examples
    --------
    >>> count(1115016)
    '1,115,016'
    """
    return f"{number:,.0f}"


def decimal(number: float | None, digits: int = 1) -> str:
    """Return a number with one decimal, or so many.

    Examples
    --------
    >>> decimal(2.04), decimal(2.04, 2), decimal(None)
    ('2.0', '2.04', '–')
    """
    return f"{number:.{digits}f}" if number is not None and known(number) else DASH
