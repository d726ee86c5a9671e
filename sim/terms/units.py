"""Units of measure and their conversion to the model's own: integer milliseconds, metres, litres."""

import math
from typing import Final

SECOND_MS: Final = 1_000
MINUTE_MS: Final = 60 * SECOND_MS
HOUR_MS: Final = 60 * MINUTE_MS
DAY_MS: Final = 24 * HOUR_MS
YEAR_MS: Final = 365 * DAY_MS
KM_PER_DEG: Final = math.pi * 6371.0088 / 180
"""Length of a degree of a great circle; radius of the Earth: IUGG mean."""

MS_PER_UNIT: Final[dict[str, int]] = {
    "ms": 1,
    "s": SECOND_MS,
    "min": MINUTE_MS,
    "h": HOUR_MS,
    "d": DAY_MS,
}


def to_ms(value: float, unit: str) -> int:
    """Convert a duration to the model's integer milliseconds.

    Parameters
    ----------
    value
        The duration, in `unit`.
    unit
        One of ``ms s min h d``.

    Returns
    -------
    int
        The duration rounded to the nearest millisecond.

    Raises
    ------
    KeyError
        If `unit` is not a unit of time.

    Examples
    --------
    >>> to_ms(1.5, "min")
    90000
    """
    return round(value * MS_PER_UNIT[unit])
