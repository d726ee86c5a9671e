"""What one review shows: the run, its incidents the worst first, and the stories of those that are told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from sim.metric.fold import Fold
from sim.metric.review.rows import Spent, by_loss, lost_ms, worst_first
from sim.report.review.names import Names
from sim.report.review.spoken import spoken, waits_of
from sim.report.review.story import Line, minutes
from sim.report.review.words import LOSSES
from sim.report.words import Both, same
from sim.scenario.model import Scenario
from sim.terms.ids import Band
from sim.terms.losses import LOST
from sim.words import both, both_in

SHOWN = 10
"""Incidents in the table of the worst."""


@dataclass(frozen=True)
class Look:
    """A run as a review sees it.

    Attributes
    ----------
    fold
        The fold of the log.
    stories
        The lines of each incident that is told, by number of the call, in the order in which they are told.
    """

    fold: Fold
    stories: Mapping[int, Sequence[Line]]

    @property
    def scenario(self) -> Scenario:
        """The scenario."""
        return self.fold.scenario

    @cached_property
    def worst(self) -> list[Spent]:
        """All incidents, the worst first."""
        return worst_first(self.fold.spent)

    @cached_property
    def names(self) -> Names:
        """What things are called."""
        return Names(self.scenario)

    def spent(self, call: int) -> Spent:
        """Return where the time of a call went."""
        return self.fold.spent[call]

    def clock(self, t_ms: int) -> str:
        """Return a time as a date and a clock, to the second."""
        return f"{self._at(t_ms):%m-%d %H:%M:%S}"

    def date(self, t_ms: int) -> str:
        """Return a time with its year, to the minute."""
        return f"{self._at(t_ms):%Y-%m-%d %H:%M}"

    def _at(self, t_ms: int) -> datetime:
        return self.scenario.start + timedelta(milliseconds=t_ms)


_HEAD = both("{date}: {kind} ({severity}) at {place}. {first}{whole}")
_FIRST = both("The first unit ({unit}) was there after {n} min")
_NEVER = both("No unit came in the {n} min until it ended, or the run did")
_WHOLE = both(", all that was needed after {n} min.")
_SHORT = both("; all that was needed was never there at once.")
_FIRST_UNIT = both("the first unit was there")
_ALL_UNITS = both("all that was needed was there")
_END = both("it ended")
_AROUND = both(
    "When it began, {roads} links were closed in the district, {dark} townships had no "
    "mains, and {silent} posts were out of contact with the dispatch centre."
)


def summary(look: Look, call: int) -> list[Both]:
    """Return an incident in a few sentences: what, when, how late, where the time went, what was cut."""
    row = look.spent(call)
    told = [_head(look, row), _split(row, whole=False)]
    if row.whole_ms != row.first_ms:
        told.append(_split(row, whole=True))
    told += waits_of(look.fold, call)
    state = look.fold.situation.at(row.call.began_ms)
    posts = [address for address in state.silent if address >= Band.STATION]
    return [*told, _AROUND.fill(roads=len(state.closed), dark=len(state.dark), silent=len(posts))]


def _head(look: Look, row: Spent) -> Both:
    fact, first = row.call.fact, row.call.first
    if first is None:
        came, whole = _NEVER.fill(n=minutes(row.first_ms)), Both("。", ".")
    else:
        came = _FIRST.fill(unit=look.names.unit(first.unit), n=minutes(row.first_ms))
        whole = _SHORT if row.call.complete_ms is None else _WHOLE.fill(n=minutes(row.whole_ms))
    return _HEAD.fill(
        date=look.date(row.call.began_ms),
        place=look.names.place(fact.place),
        kind=look.names.kind(fact.kind),
        severity=look.names.severity(fact.kind, fact.severity),
        first=came,
        whole=whole,
    )


def _split(row: Spent, whole: bool) -> Both:
    stretches = row.whole if whole else row.first
    reached = (row.call.complete_ms if whole else row.call.first) is not None
    until = (_ALL_UNITS if whole else _FIRST_UNIT) if reached else _END
    return spoken(stretches, until)


HEADS = (
    both("Rank"),
    both_in("review", "Call"),
    both("Began"),
    both("Kind"),
    both_in("relief", "Place"),
    both("To first"),
    both_in("review", "Lost"),
    *(LOSSES[loss] for loss in LOST),
    both("To all"),
)
"""Heads of the table of the worst incidents; times in minutes."""


SHORT_HEADS = (*HEADS[:3], HEADS[4], *HEADS[5:7], both("Chiefly"), HEADS[-1])
"""Heads of the same table for a screen of 80 columns: the cause of most of the loss instead of all."""


def short_table(look: Look) -> list[list[Both]]:
    """Return the rows of the table of the worst incidents for a narrow screen."""
    return [_short(row, found) for row, found in zip(table(look), look.worst[:SHOWN], strict=True)]


def _short(cells: list[Both], row: Spent) -> list[Both]:
    parts = by_loss(row.first)
    chief = max(LOST, key=lambda loss: parts[loss])
    return [*cells[:3], cells[4], *cells[5:7], LOSSES[chief] if parts[chief] else same("–"), cells[-1]]


def table(look: Look) -> list[list[Both]]:
    """Return the rows of the table of the worst incidents."""
    return [_row(look, rank, row) for rank, row in enumerate(look.worst[:SHOWN], 1)]


def _row(look: Look, rank: int, row: Spent) -> list[Both]:
    fact, parts = row.call.fact, by_loss(row.first)
    never, short = row.call.first is None, row.call.complete_ms is None
    return [
        same(str(rank)),
        same(str(fact.call)),
        same(look.clock(row.call.began_ms)[:-3]),
        look.names.kind(fact.kind),
        look.names.place(fact.place),
        same((">" if never else "") + minutes(row.first_ms)),
        same(minutes(lost_ms(row.first))),
        *(same(minutes(parts[loss]) if parts[loss] else "–") for loss in LOST),
        same((">" if short else "") + minutes(row.whole_ms)),
    ]
