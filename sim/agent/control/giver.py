"""Who gives standing orders 指令下达: the operations centre, or a township, from what each was told."""

from collections.abc import Callable, Generator, Sequence
from functools import partial
from typing import Any, TypeAlias

from sim.agent.context import Context
from sim.comms.net import Inbox
from sim.record.control import ControlOrder
from sim.record.message import Letter
from sim.record.people import WarningOrder, WeatherWarning
from sim.terms.colours import COLOURS, ColoursOut
from sim.terms.enums import WarningColour
from sim.terms.ids import Address, Band
from sim.terms.levels import covers

Hands: TypeAlias = Callable[[int, ControlOrder, int | None], None]
"""Hands an order to a township: its row, the order, the log entry that it follows from."""


class Giver:
    """A post that gives the standing orders which are its to give, and ends them.

    Parameters
    ----------
    context
        Of the world.
    address
        Of the post.
    orders
        Rows of its standing orders in ``control.orders``.
    townships
        Rows of the townships for which it may give them.
    level
        Returns the response level at which it acts, as far as it knows.
    hands
        Hands an order down.

    Attributes
    ----------
    rests
        Whether a person decides for the post, or another post leads: then it gives nothing by itself.
    by_clock
        Whether its orders are numbered by the time at which they are given, not one after the other: two
        posts that give them in turn need not know each other's numbers.
    tell
        Told of each order that it gives, and what that follows from.
    """

    def __init__(
        self,
        context: Context,
        address: Address,
        orders: Sequence[int],
        townships: Sequence[int],
        level: Callable[[], int],
        hands: Hands,
    ) -> None:
        self._context, self._orders, self._townships = context, orders, townships
        self._level, self._hands = level, hands
        self._colours, self._given, self._number = ColoursOut(), dict[tuple[int, int], bool](), 0
        self._numbers: dict[tuple[int, int], int] = {}
        self._adopted: dict[int, set[int]] = {}
        self._warned_ms: dict[int, int] = {}
        self.rests: Callable[[], bool] = lambda: False
        self.by_clock = False
        self.tell: Callable[[ControlOrder, int | None], None] = lambda order, cause: None
        context.net.join(address, partial(self._receive, context.net.inbox(address)))
        if any(context.scenario.control.orders[row].level for row in orders):
            context.clock.start(self._keep_looking())

    def _receive(self, inner: Inbox, letter: Letter) -> None:
        """Take in a message as before, and look at the standing orders where it brings a warning."""
        inner(letter)
        warnings = [item for item in letter.body if type(item) is WeatherWarning]
        for item in warnings:
            self._colours.hear(item.warning, item.township, item.colour)
            self._warned_ms[item.township] = max(letter.sent_ms, self._warned_ms.get(item.township, 0))
            self._adopted.pop(item.township, None)
        if warnings:
            self.look(letter.seq)

    def heed(self, order: WarningOrder, cause: int) -> None:
        """Take in a warning that somebody called about."""
        self._colours.hear(order.warning, order.township, order.colour)
        self.look(cause)

    def look(self, cause: int | None) -> None:
        """Give every standing order that is due, and end those that are due no more."""
        for row in self._orders if not self.rests() else ():
            for township in self._for(row):
                due = self._is_due(row, township)
                if due is not self._given.get((row, township), False):
                    self._give(row, township, due, cause)

    def adopt(self, order: ControlOrder) -> bool:
        """Hold an order for given that another post gave, unless a later one is known; return whether it is.

        What was ordered by colour stands until a warning comes that is later: the other post may have been
        told of colours of which this one was not. Both must number their orders by the clock.
        """
        key = order.order, order.township
        if order.number <= self._numbers.get(key, 0):
            return False
        self._given[key], self._numbers[key] = order.on, order.number
        if order.number >= self._warned_ms.get(order.township, 0):
            self._adopted.setdefault(order.township, set()).add(order.order)
        return True

    def can(self, order: ControlOrder) -> bool:
        """Whether an order is one of its own, for a township that it is for, and changes anything."""
        mine = order.order in self._orders and order.township in self._for(order.order)
        return mine and order.on is not self._given.get((order.order, order.township), False)

    def by_hand(self, order: ControlOrder, cause: int) -> None:
        """Give an order, or end it, as the person at the post has decided; its number follows the last."""
        self._give(order.order, order.township, order.on, cause)

    def _give(self, row: int, township: int, on: bool, cause: int | None) -> None:
        now_ms = self._context.clock.now if self.by_clock else 0
        self._given[row, township], self._number = on, max(self._number + 1, now_ms)
        self._numbers[row, township] = self._number
        order = ControlOrder(row, township, on, self._number)
        self._hands(township, order, cause)
        self.tell(order, cause)

    def _for(self, row: int) -> Sequence[int]:
        """Return the townships for which it gives an order."""
        named = self._context.scenario.control.orders[row].townships
        wanted = [self._context.scenario.township_ids[name] for name in named]
        return [township for township in self._townships if not wanted or township in wanted]

    def _is_due(self, row: int, township: int) -> bool:
        order = self._context.scenario.control.orders[row]
        by_colour = order.colour is not WarningColour.NONE
        warned = by_colour and self._colours.rank(township) >= COLOURS.index(order.colour)
        if by_colour and row in self._adopted.get(township, ()):
            warned = self._given.get((row, township), False)
        return warned or covers(self._level(), order.level)

    def _keep_looking(self) -> Generator[Any, Any, None]:
        while True:
            yield self._context.clock.wait(self._context.scenario.control.look.ms)
            self.look(None)


def below(context: Context) -> list[list[Address]]:
    """Return whom each township hands orders to: its villages and key units."""
    scenario = context.scenario
    found: list[list[Address]] = [[] for _ in scenario.townships]
    for row, village in enumerate(scenario.villages):
        found[scenario.township_ids[village.township]].append(Band.VILLAGE.address(row))
    for row, unit in enumerate(scenario.key_units):
        found[scenario.township_ids[unit.township]].append(Band.KEY_UNIT.address(row))
    return found
