"""The dispatch centre: call-takers, a picture, and a policy that decides from the picture."""

from collections.abc import Iterable
from typing import Any, Protocol

import mesa

from sim.agent.context import Context
from sim.kernel.pool import Pool
from sim.picture import Picture
from sim.record.facts import CallAnswered, CallReport, CallTaken, HandOver, Order, RoadReport
from sim.record.message import Letter
from sim.terms.enums import UnitStatus
from sim.terms.errors import SanduanError
from sim.terms.ids import DISPATCH_CENTRE, PUBLIC, UnitId, unit_address

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
_RESTLESS = 2_000


class RestlessPolicy(SanduanError):
    """A policy that never comes to rest would hold the clock for ever."""


class Decider(Protocol):
    """Whoever decides for a post: a policy, or a person 决策者."""

    def decide(self, picture: Picture) -> Iterable[Order]:
        """Return the orders to give now; each is in the picture before the next is asked for."""
        ...


class DispatchCentre(mesa.Agent):  # type: ignore[misc]  # mesa is untyped
    """The fire dispatch centre 119 接处警中心.

    Calls wait for a call-taker, are answered and asked about, and only then are in the picture. Whenever a
    message changes the picture, the policy decides once, after all messages of that millisecond.

    Attributes
    ----------
    picture
        What the centre knows.
    """

    def __init__(self, model: Any, context: Context, policy: Decider) -> None:
        super().__init__(model)
        self.picture = Picture(DISPATCH_CENTRE)
        self._context = context
        self._policy = policy
        self._takers = Pool(context.clock, range(context.scenario.dispatch.call_takers.whole))
        self._answer_ms = context.scenario.dispatch.answer.ms
        self._will_decide = False
        self._decided_ms, self._decisions = -1, 0
        self.last_cause: int | None = None
        context.net.join(DISPATCH_CENTRE, self.receive)

    def receive(self, letter: Letter) -> None:
        """Take in a delivered message."""
        if type(letter.body[0]) is CallReport:
            self._context.clock.start(self._take(letter))
        else:
            self._learn(letter)

    def issue(self, order: Order, cause: int | None) -> None:
        """Give an order."""
        self.picture.now_ms = self._context.clock.now
        self.picture.note(order)
        receiver = PUBLIC if isinstance(order, HandOver) else unit_address(UnitId(order.unit))
        self._context.net.send(DISPATCH_CENTRE, receiver, (order,), cause)

    def decide(self) -> None:
        """Let the policy decide from the picture as it is now.

        Raises
        ------
        RestlessPolicy
            If it gives orders without end in one millisecond.
        """
        now = self._context.clock.now
        self._decisions = self._decisions + 1 if now == self._decided_ms else 0
        if self._decisions > _RESTLESS:
            raise RestlessPolicy(f"the policy goes on giving orders at {now} ms: each brings about the next")
        self._will_decide, self._decided_ms = False, now
        self.picture.now_ms = now
        for order in self._policy.decide(self.picture):
            self.issue(order, self.last_cause)

    def _learn(self, letter: Letter) -> None:
        """Bring the picture up to date, and think about it if it changed."""
        self.picture.now_ms = self._context.clock.now
        if self.picture.learn(letter):
            self.last_cause = letter.seq
            if not self._will_decide:
                self._will_decide = True
                self._context.clock.call_after(0, self.decide)
        for item in letter.body:
            if type(item) is RoadReport:
                self._pass_on(item, letter)

    def _pass_on(self, report: RoadReport, letter: Letter) -> None:
        """Tell the units on the road what one has told of it."""
        for number in sorted(self.picture.units):
            address = unit_address(UnitId(number))
            if self.picture.units[number].status in _LISTENS and address != letter.sender:
                self._context.net.send(DISPATCH_CENTRE, address, (report,), letter.seq)

    def _take(self, letter: Letter) -> Any:
        """Ring until a call-taker is free, who answers, asks and notes."""
        context, report = self._context, letter.body[0]
        assert isinstance(report, CallReport)
        taker = self._takers.take()
        if taker is None:
            taker = yield self._takers.wait()
        if self._answer_ms:
            yield context.clock.wait(self._answer_ms)
        answered = context.log.add(context.clock.now, CallAnswered(report.call), letter.seq)
        yield context.clock.wait(context.incidents[report.call].birth.process_ms)
        taken = context.log.add(context.clock.now, CallTaken(report.call), answered)
        self._learn(letter.led_to(taken))
        self._takers.give_back(taker)
