"""Roads along a river that are barred before the water comes 沿江道路封控."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeAlias

from sim.agent.context import Context
from sim.agent.roads import BARRIER
from sim.picture.rivers import RiverBoard
from sim.policy.basin import BankLink, RiverPlan
from sim.record.basin import RoadBarred, RoadOrder
from sim.record.facts import RoadReport
from sim.terms.ids import DISPATCH_CENTRE, Address, Band

Hands: TypeAlias = Callable[[int, tuple[RoadOrder, ...], int], None]
"""Hands orders to a township: its row, the orders, the log entry that they follow from."""


class Barriers:
    """What townships do on the order to bar a road, or to open it again.

    Somebody is at the road a while after the order; of two orders the later one holds. The township tells the
    dispatch centre and the operations centre of every road that it has barred.

    Parameters
    ----------
    context
        Of the world.
    eoc
        The operations centre.
    """

    def __init__(self, context: Context, eoc: Address) -> None:
        self._context, self._eoc = context, eoc
        self._latest: dict[int, int] = {}
        self._barred: set[int] = set()

    def obey(self, township: int, orders: Sequence[RoadOrder], cause: int) -> None:
        """Let a township carry out orders, each once somebody is there."""
        for order in orders:
            if order.number > self._latest.get(order.link, 0):
                self._latest[order.link] = order.number
                act = partial(self._act, township, order, cause)
                self._context.clock.call_after(self._context.scenario.basin.bar.ms, act)

    def _act(self, township: int, order: RoadOrder, cause: int) -> None:
        link = order.link
        if order.number != self._latest[link] or order.bar is (link in self._barred):
            return  # called off meanwhile, or done already
        context = self._context
        seq = context.log.add(context.clock.now, RoadBarred(link, township, order.bar), cause)
        if order.bar:
            self._barred.add(link)
            context.roads.cut(link, seq, foot=True, by=BARRIER)
        else:
            self._barred.discard(link)
            context.roads.reopen(link, seq, by=BARRIER)
        closed = link in context.roads.closed  # water may stand there still, as who opens it sees
        report = RoadReport(link, closed, link not in context.roads.closed_on_foot)
        for receiver in (DISPATCH_CENTRE, self._eoc):
            context.net.send(Band.TOWNSHIP.address(township), receiver, (report,), seq)


class RoadDesk:
    """Decides which roads are to be barred, from told stages: the operations centre, or a township.

    Parameters
    ----------
    context
        Of the world.
    plan
        What is known beforehand.
    board
        What it was told.
    mine
        Whether a road is one that it decides about.
    hands
        Hands orders down.
    """

    def __init__(
        self,
        context: Context,
        plan: RiverPlan,
        board: RiverBoard,
        mine: Callable[[BankLink], bool],
        hands: Hands,
    ) -> None:
        self._context, self._plan, self._board = context, plan, board
        self._mine, self._hands = mine, hands
        self._barred: dict[str, list[BankLink]] = {}
        self._number = 0

    def look(self, cause: int) -> None:
        """Order what is due by now, and call off what is due no more, township by township."""
        orders: dict[int, list[RoadOrder]] = {}
        before = {each for links in self._barred.values() for each in links}
        for river in self._plan.rivers:
            rise_cm = self._plan.expected_cm(self._board, river, self._context.clock.now)
            self._barred[river] = [each for each in self._plan.to_bar(river, rise_cm) if self._mine(each)]
        due = {each for links in self._barred.values() for each in links}
        shut = {each.link for each in due}
        for each in sorted(before ^ due):
            if each in due or each.link not in shut:  # a road between two rivers stays barred for either
                self._number += 1
                order = RoadOrder(each.link, each in due, self._number)
                orders.setdefault(each.township, []).append(order)
        for township in sorted(orders):
            self._hands(township, tuple(orders[township]), cause)
