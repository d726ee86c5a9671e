"""The dispatch centre: call-takers, a picture, and a policy that decides from the picture."""

from collections.abc import Iterable, Iterator
from typing import Any

from sim.agent.command import Decider
from sim.agent.context import Context
from sim.agent.sending import SendingPost
from sim.agent.sense import can_send
from sim.kernel.pool import Pool
from sim.record.facts import CallReport, Dispatch, HandOver, MoveUp, Order, Recall
from sim.record.message import Letter
from sim.terms.enums import UnitStatus
from sim.terms.ids import DISPATCH_CENTRE, PUBLIC, Address, UnitId, unit_address

_LISTENS = frozenset(
    status.value
    for status in (
        UnitStatus.TURNING_OUT,
        UnitStatus.EN_ROUTE,
        UnitStatus.RETURNING,
        UnitStatus.MOVING_UP,
        UnitStatus.STRANDED,
    )
)
"""Statuses of units that are on the road or about to be, and want to know how it is."""


class DispatchCentre(SendingPost):
    """The fire dispatch centre 119 接处警中心.

    Calls wait for a call-taker, are answered and asked about, and only then are in the picture. Whenever a
    message changes the picture, the policy decides once, after all messages of that millisecond. Those on
    scene who tell of a call say what it needs: nobody need ask.

    Parameters
    ----------
    context
        Of the world.
    policy
        Who decides.
    address
        Of the centre.
    """

    usual = frozenset({Dispatch, Recall, MoveUp, HandOver})

    def __init__(
        self, model: Any, context: Context, policy: Decider, address: Address = DISPATCH_CENTRE
    ) -> None:
        super().__init__(model, address, context, policy)
        self._takers = Pool(context.clock, range(context.scenario.dispatch.call_takers.whole))
        self._leaving: set[int] = set()
        self._answer_ms = context.scenario.dispatch.answer.ms
        self._process_ms = context.scenario.dispatch.process_median.ms
        context.net.join(address, self.receive)

    def receive(self, letter: Letter) -> None:
        """Take in a delivered message."""
        if type(letter.body[0]) is CallReport and len(letter.body) == 1:
            self._context.clock.start(self._take(letter))
        else:
            self._learn(letter)

    def knows(self, order: Order) -> bool:
        """Whether an order is about units and calls that the centre knows."""
        return can_send(self.picture, self._context.scenario, order)

    def man(self, seats: Iterable[int]) -> None:
        """Man more seats; one that was to be left stays manned."""
        for seat in seats:
            if seat in self._leaving:
                self._leaving.discard(seat)
            else:
                self._takers.give_back(seat)

    def clear(self, seats: Iterable[int]) -> None:
        """Leave seats; where somebody is asked, after that."""
        self._leaving |= {seat for seat in seats if not self._takers.withdraw(seat)}

    def _learn(self, letter: Letter) -> None:
        """Take in what is told, and pass on what concerns those on the road."""
        self.learn(letter)
        self.pass_on_roads(letter, self._on_the_road())
        self.pass_on_damage(letter)

    def _on_the_road(self) -> Iterator[Address]:
        """Yield the addresses of the units that are on the road, or about to be, as far as is known."""
        for number in sorted(self.picture.units):
            if self.picture.units[number].status in _LISTENS:
                yield unit_address(UnitId(number))

    def _take(self, letter: Letter) -> Any:
        """Ring until a call-taker is free, who answers, asks and notes."""
        context, report = self._context, letter.body[0]
        assert isinstance(report, CallReport)
        taker = self._takers.take()
        if taker is None:
            taker = yield self._takers.wait()
        if self._answer_ms:
            yield context.clock.wait(self._answer_ms)
        incident, cause, ask_ms = context.incidents.get(report.call), letter.seq, self._process_ms
        if incident is not None and not incident.answered:
            ask_ms = incident.birth.process_ms
        cause = cause if incident is None else incident.answer(cause)
        yield context.clock.wait(ask_ms)
        cause = cause if incident is None else incident.take(cause)  # unless others have meanwhile
        self._learn(letter.led_to(cause))
        if incident is not None and incident.said:  # asked, whoever is on the line answers
            at = incident.birth.place if letter.sender == PUBLIC else None
            context.net.send(letter.sender, self.address, incident.said, cause, at=at)
        if taker in self._leaving:
            self._leaving.discard(taker)
        else:
            self._takers.give_back(taker)
