"""The staff of a post 指挥部值守: messages wait until somebody has read them."""

from collections.abc import Generator
from typing import Any

from sim.agent.context import Context
from sim.comms.net import Inbox
from sim.kernel.draw import Draws
from sim.kernel.pool import Pool
from sim.record.message import Letter
from sim.record.response import DeskServed
from sim.terms.ids import Address
from sim.terms.units import MINUTE_MS


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

    def receive(self, letter: Letter) -> None:
        """Let a delivered message wait for somebody who reads it."""
        self._context.clock.start(self._read(letter))

    def _read(self, letter: Letter) -> Generator[Any, Any, None]:
        clock = self._context.clock
        came_ms, officer = clock.now, self._officers.take()
        if officer is None:
            officer = yield self._officers.wait()
        waited_ms = clock.now - came_ms
        yield clock.wait(self._takes_ms())
        self._officers.give_back(officer)
        fact = DeskServed(self._address, letter.seq, waited_ms)
        self._context.log.add(clock.now, fact, letter.seq)
        self._inbox(letter)

    def _takes_ms(self) -> int:
        return round(self._draws.of_law(self._rules.law, self._rules.service.value, 0.0) * MINUTE_MS)
