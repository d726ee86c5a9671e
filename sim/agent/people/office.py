"""The weather office 气象台: it issues warnings, and tells the operations centre by what carries."""

from collections.abc import Callable, Iterable
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import TypeAlias

from sim.agent.context import Context
from sim.hazard.forecast import Bulletin
from sim.record.people import WarningIssued, WeatherWarning
from sim.terms.ids import WEATHER_OFFICE, Address

Says: TypeAlias = Callable[[Iterable[Bulletin]], list[Bulletin]]
"""Returns what is issued where the forecast says something: the same, unless other grounds hold."""
Published: TypeAlias = Callable[[WarningIssued, int], None]
"""Told of a warning that is out, and of the log entry that says so."""


class WeatherOffice:
    """Issues warnings, lowers and lifts them; all of one time are told in one message.

    It stands beside the operations centre, and reaches it by telephone; where that fails somebody goes there
    (assumption). What it publishes goes to telephones besides.

    Parameters
    ----------
    context
        Of the world.
    to
        The operations centre.
    found
        What is issued, by time.
    published
        Lets a warning go to the telephones of those it is for.

    Attributes
    ----------
    says
        Weighs what the forecast says against other grounds for a warning, where there are any.
    """

    def __init__(
        self,
        context: Context,
        to: Address,
        found: Iterable[Bulletin],
        published: Published,
    ) -> None:
        self._context, self._to, self._published = context, to, published
        self._issued = 0
        self.says: Says = list
        for t_ms, bulletins in groupby(found, attrgetter("t_ms")):
            context.clock.call_after(t_ms, partial(self._issue, tuple(bulletins)))

    def next_number(self) -> int:
        """Return the number of the next warning, whoever issues it."""
        self._issued += 1
        return self._issued - 1

    def _issue(self, bulletins: tuple[Bulletin, ...]) -> None:
        self.issue(self.says(bulletins), None)

    def issue(self, bulletins: Iterable[Bulletin], cause: int | None) -> None:
        """Issue warnings now, and tell the operations centre of them in one message, if there are any."""
        context, figures, body = self._context, self._context.scenario.warning, list[WeatherWarning]()
        for bulletin in bulletins:
            leave = figures.leave(bulletin.colour)
            said = (self.next_number(), bulletin.colour.value, bulletin.township, leave)
            fact = WarningIssued(*said)
            seq = context.log.add(context.clock.now, fact, cause)
            self._published(fact, seq)
            body.append(WeatherWarning(*said))
        if body:
            context.net.send(WEATHER_OFFICE, self._to, tuple(body), seq)
