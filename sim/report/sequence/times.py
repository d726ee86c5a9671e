"""When a map of the sequence is drawn, and what that time is called."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sim.metric.situation import Situation
from sim.report.words import WORDS, Both
from sim.terms.errors import BadInput, Fault
from sim.terms.units import HOUR_MS

HOURS: Final = ((6.0, 24.0, 72.0), (1.0, 6.0, 24.0), (0.25, 1.0, 6.0))
"""Hours after the first cut at which a map is drawn, besides the one before it.

The first of them are those of a disaster; the others are for a road that is open again an hour later.
"""
MOST: Final = 9
_HOUR: Final = re.compile(r"\d{1,5}(\.\d{1,3})?")


CUT: Final = "cut"
HAZARD: Final = "hazard"
"""What hours are counted from: the first cut or, where nothing was cut, the first hazard."""


class Moment(NamedTuple):
    """A time at which a map is drawn, in ms since the start, and its name."""

    t_ms: int
    name: Both


def starts(situation: Situation) -> int | None:
    """Return when the first cut was or, where nothing was cut, when the first hazard began; else None."""
    return situation.hazard_ms if situation.begin_ms is None else situation.begin_ms


def chosen(situation: Situation, end_ms: int) -> tuple[float, ...]:
    """Return the first of `HOURS` of which any shows something that is cut; the last where none does.

    Where nothing ever was cut, it is those of a disaster.

    Parameters
    ----------
    situation
        What was so at any time; something was cut or broke, or a hazard began.
    end_ms
        The end of the run.
    """
    if situation.begin_ms is None:
        return HOURS[0]
    begin_ms = situation.begin_ms
    for hours in HOURS:
        times = (min(end_ms, begin_ms + round(hour * HOUR_MS)) for hour in hours)
        if not all(situation.at(t_ms).is_whole for t_ms in times):
            return hours
    return HOURS[-1]


def moments(
    begin_ms: int, end_ms: int, hours: Sequence[float], start: datetime, after: str = CUT
) -> list[Moment]:
    """Return the times of a sequence: before the first cut, then those hours after it.

    Hours that lie beyond the end of the run become its end, once.

    Parameters
    ----------
    begin_ms, end_ms
        The first cut, and the end of the run.
    hours
        Hours after the first cut.
    start
        The date on which the run starts.
    after
        What the hours are counted from, `CUT` or `HAZARD`.
    """
    since = WORDS[f"since_{after}"]
    found = [Moment(begin_ms - 1, WORDS["panel_before"].fill(since=since))]
    for hour in sorted(dict.fromkeys(hours)):
        t_ms = begin_ms + round(hour * HOUR_MS)
        if t_ms >= end_ms:
            name = WORDS["panel_end"].fill(since=since, hours=(end_ms - begin_ms) / HOUR_MS)
            found.append(Moment(end_ms, name))
            break
        found.append(Moment(t_ms, WORDS["panel_after"].fill(since=since, hours=hour)))
    return [Moment(moment.t_ms, _dated(moment, start)) for moment in found]


def _dated(moment: Moment, start: datetime) -> Both:
    when = start + timedelta(milliseconds=max(0, moment.t_ms + 1))  # the ms before a cut is that of the cut
    return WORDS["panel_when"].fill(name=moment.name, when=f"{when:%m-%d %H:%M}")


def parse(text: str) -> tuple[float, ...]:
    """Return hours from a text such as ``6,24,72``.

    Raises
    ------
    BadInput
        If it is no list of one to nine positive numbers.

    Examples
    --------
    >>> parse("6, 24,72.5")
    (6.0, 24.0, 72.5)
    """
    pieces = [piece.strip() for piece in text.split(",")]
    hours = tuple(float(piece) if _HOUR.fullmatch(piece) else 0.0 for piece in pieces)
    if len(hours) > MOST or not all(hours):
        expected = f"one to {MOST} hours above 0 with commas between, as 6,24,72"
        raise BadInput([Fault("--map-hours", None, None, "", repr(text), expected)])
    return hours
