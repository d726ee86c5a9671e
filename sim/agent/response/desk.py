"""The staff of a post 指挥部值守: messages wait until somebody has read them."""

from collections.abc import Generator
from typing import Any, Final

from sim.agent.context import Context
from sim.comms.net import Inbox
from sim.kernel.draw import Draws
from sim.kernel.pool import Pool
from sim.record.message import Letter
from sim.record.response import DeskServed
from sim.terms.enums import Party
from sim.terms.ids import DISPATCH_CENTRE, Address, Band
from sim.terms.units import HOUR_MS, MINUTE_MS

RECENT_MS: Final = HOUR_MS
"""Who was not heard for so long does not report to the post now (assumption)."""


class Desk:
    """Officers who take in one message at a time each, in the order of arrival: a queue M/M/c.

    What is not read yet is not known: the picture of the post is as old as its queue is long.

    Parameters
    ----------
    context
        Of the world.
    address
        Of the post.
    inbox
        What is done with a message that was read.
    draws
        How long each takes.
    """

    def __init__(self, context: Context, address: Address, inbox: Inbox, draws: Draws) -> None:
        self._context, self._address, self._inbox, self._draws = context, address, inbox, draws
        self._rules = context.scenario.response.staff
        self._officers = Pool(context.clock, range(self._rules.desks.whole))
        self._heard_ms: dict[int, int] = {}
        posts = enumerate(context.scenario.posts) if context.scenario.response.joint.on else ()
        own = {Band.POST.address(row) for row, post in posts if post.kind is Party.TEAM}
        self._liaised = own | {DISPATCH_CENTRE} if context.scenario.response.joint.on else own

    def receive(self, letter: Letter) -> None:
        """Let a delivered message wait for somebody who reads it."""
        self._heard_ms[letter.sender] = self._context.clock.now
        self._context.clock.start(self._read(letter))

    def _read(self, letter: Letter) -> Generator[Any, Any, None]:
        clock = self._context.clock
        came_ms, officer = clock.now, self._officers.take()
        if officer is None:
            officer = yield self._officers.wait()
        waited_ms = clock.now - came_ms
        yield clock.wait(self._takes_ms(letter))
        self._officers.give_back(officer)
        fact = DeskServed(self._address, letter.seq, waited_ms)
        self._context.log.add(clock.now, fact, letter.seq)
        self._inbox(letter)

    def _takes_ms(self, letter: Letter) -> int:
        """Return how long a message takes: longer where too many report, less for who sits here."""
        minutes = self._draws.of_law(self._rules.law, self._rules.service.value, 0.0)
        reading = self._context.scenario.response.joint.reading.value
        share = reading if letter.sender in self._liaised else 1.0
        return round(minutes * share * self._rules.slowed(self.reports) * MINUTE_MS)

    @property
    def reports(self) -> int:
        """How many have reported within the last hour."""
        since_ms = self._context.clock.now - RECENT_MS
        return sum(ms >= since_ms for ms in self._heard_ms.values())
