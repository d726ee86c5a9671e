"""Who carries out standing orders 指令落实: villages and key units, after a while, and who reports it."""

from collections.abc import Callable, Collection
from functools import partial
from typing import TypeAlias

from sim.agent.context import Context
from sim.comms.net import Inbox
from sim.record.control import ControlOrder, ControlReport, ControlTaken
from sim.record.message import Letter
from sim.record.rides import RideRequest
from sim.terms.ids import Address

Effect: TypeAlias = Callable[[int, bool, int], None]
"""What follows where a measure is taken, or ends: the row of the order, whether it begins, the cause."""


class Taker:
    """A village or key unit that carries out orders, once they have reached it and it has had time.

    Parameters
    ----------
    context
        Of the world.
    address
        Of its post.
    people
        Returns how many people are still there.
    effect
        What follows.
    late_ms
        Returns how long it takes to carry out an order, by its row; as long as for all where left out.

    Attributes
    ----------
    force
        Rows of the orders that are in force there.
    """

    def __init__(
        self,
        context: Context,
        address: Address,
        people: Callable[[], int],
        effect: Effect,
        late_ms: Callable[[int], int] | None = None,
    ) -> None:
        self._late_ms = late_ms or (lambda order: context.scenario.control.delay.ms)
        self.force: set[int] = set()
        self._context, self._address, self._people, self._effect = context, address, people, effect
        self._latest: dict[int, int] = {}
        context.net.join(address, partial(self._receive, context.net.inbox(address)))

    def _receive(self, inner: Inbox, letter: Letter) -> None:
        inner(letter)
        for item in letter.body:
            if type(item) is ControlOrder and item.number > self._latest.get(item.order, 0):
                self._latest[item.order] = item.number
                self._report(item, letter, done=False)
                delay_ms = self._late_ms(item.order)
                self._context.clock.call_after(delay_ms, partial(self._take, item, letter))

    def _take(self, order: ControlOrder, letter: Letter) -> None:
        """Carry an order out, unless a later one has come meanwhile."""
        if order.number < self._latest[order.order] or order.on is (order.order in self.force):
            return
        (self.force.add if order.on else self.force.discard)(order.order)
        fact = ControlTaken(self._address, order.order, order.on)
        cause = self._context.log.add(self._context.clock.now, fact, letter.seq)
        self._effect(order.order, order.on, cause)
        self._report(order, letter, done=True)

    def _report(self, order: ControlOrder, letter: Letter, done: bool) -> None:
        """Tell the one who sent the order that it is there, or carried out."""
        said = (order.order, order.township, self._address, order.on, done, self._people())
        self._context.net.send(self._address, letter.sender, (ControlReport(*said),), letter.seq)


class Township:
    """A township that hands orders down, and what villages report and ask for up 镇街中转.

    Parameters
    ----------
    context
        Of the world.
    address
        Of its post.
    to
        Returns who is to have an order, by its row.
    district
        Whom it reports to.
    """

    def __init__(
        self,
        context: Context,
        address: Address,
        to: Callable[[int], Collection[Address]],
        district: Address,
    ) -> None:
        self._context, self._address, self._to, self._district = context, address, to, district
        self._latest: dict[int, int] = {}
        context.net.join(address, partial(self._receive, context.net.inbox(address)))

    def _receive(self, inner: Inbox, letter: Letter) -> None:
        inner(letter)
        for item in letter.body:
            if type(item) is ControlOrder and item.number > self._latest.get(item.order, 0):
                self._latest[item.order] = item.number
                self.hand(item, letter.seq)
            elif isinstance(item, ControlReport | RideRequest):
                self._context.net.send(self._address, self._district, (item,), letter.seq)

    def hand(self, order: ControlOrder, cause: int | None) -> None:
        """Hand an order down."""
        for address in self._to(order.order):
            self._context.net.send(self._address, address, (order,), cause)
