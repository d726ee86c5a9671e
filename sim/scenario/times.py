"""When a call of the past came, in the model's own time."""

import re
from datetime import datetime, timedelta
from typing import Final

from sim.terms.units import HOUR_MS, MINUTE_MS, SECOND_MS

_SINCE_START: Final = re.compile(r"([0-9]{1,6}):([0-5][0-9]):([0-5][0-9])")
_MILLISECOND: Final = timedelta(milliseconds=1)


def since_start_ms(at: str, start: datetime) -> int:
    """Return a time as milliseconds since the start; negative if it is before it.

    Parameters
    ----------
    at
        ISO 8601 date and time (in the zone of `start` where it names none), or ``hh:mm:ss`` since the start,
        where the hours may be more than 24.
    start
        The start of the scenario, with its zone.

    Raises
    ------
    ValueError
        If `at` is neither.

    Examples
    --------
    >>> start = datetime.fromisoformat("2025-01-01T08:00:00+08:00")
    >>> since_start_ms("2025-01-01T08:00:01", start), since_start_ms("30:00:00", start)
    (1000, 108000000)
    """
    if found := _SINCE_START.fullmatch(at):
        hours, minutes, seconds = map(int, found.groups())
        return hours * HOUR_MS + minutes * MINUTE_MS + seconds * SECOND_MS
    moment = datetime.fromisoformat(at)
    return ((moment if moment.tzinfo else moment.replace(tzinfo=start.tzinfo)) - start) // _MILLISECOND
