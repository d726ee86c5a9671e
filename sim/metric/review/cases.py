"""What a review needs to know of each incident beyond its responses: word, orders, ways; a sink of a log."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

from sim.metric.leaders import dispatchers
from sim.metric.review.boards import Boards
from sim.record.facts import (
    CallAnswered,
    CallReport,
    CallTaken,
    Dispatch,
    Fact,
    IncidentBegan,
    MessageDelivered,
    MessageLost,
    MessageSent,
    MessageTaken,
    RoadReport,
    SizeUp,
    UnitChanged,
    UnitReport,
    UnitTurned,
)
from sim.record.hazard_facts import PeopleTrapped
from sim.record.rows import Cause
from sim.scenario.model import Scenario
from sim.terms.statuses import EN_ROUTE, STRANDED

_Reader: TypeAlias = Callable[[int, int, Cause, Any], None]


class Plan(NamedTuple):
    """How a unit meant to go to a call when it set out: the links, and how long it expected to take."""

    at_ms: int
    path: tuple[int, ...]
    eta_ms: int


@dataclass(slots=True)
class Sent:
    """An order to go to a call 出动指令, from its sending until it was delivered or lost (`until_ms`)."""

    unit: int
    sent_ms: int
    until_ms: int | None = None


@dataclass(slots=True)
class Case:
    """What is known of an incident beyond its call and its responses.

    Attributes
    ----------
    word_ms, taker
        When the word came upon which the call was answered, and the address to which; None where it did not.
    answered_ms, taken_ms
        When it was answered, and taken.
    centre_ms, sized_ms
        When a dispatch centre was first told of it, and of what it needs.
    trapped
        People trapped there.
    orders
        Orders to go there.
    plans
        The way that each unit meant to take, at each setting out.
    """

    word_ms: int | None = None
    taker: int | None = None
    answered_ms: int | None = None
    taken_ms: int | None = None
    centre_ms: int | None = None
    sized_ms: int | None = None
    trapped: int = 0
    orders: list[Sent] = field(default_factory=list)
    plans: dict[int, list[Plan]] = field(default_factory=dict)


class Cases:
    """Follows word of incidents, orders, ways, and who stood ready.

    Attributes
    ----------
    cases
        By number of the call.
    boards
        Who stood ready, in truth and as the dispatch centres were told.
    blocked
        For each unit, when it turned round at a closed link, or knew no way on.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.cases: list[Case] = []
        self.boards = Boards(len(scenario.units))
        self.blocked: list[list[int]] = [[] for _ in scenario.units]
        self._centres = dispatchers(scenario)
        self._told: dict[int, tuple[int, MessageSent]] = {}
        self._came: dict[int, tuple[int, int]] = {}
        self._under_way: dict[int, list[Sent]] = {}
        self._readers: dict[type, _Reader] = {
            IncidentBegan: lambda seq, t, cause, fact: self.cases.append(Case()),
            PeopleTrapped: self._trap,
            CallAnswered: self._answer,
            CallTaken: self._take_call,
            MessageSent: self._send,
            MessageTaken: lambda seq, t, cause, fact: self.boards.take(t, fact.message),
            MessageDelivered: self._deliver,
            MessageLost: self._lose,
            UnitChanged: self._change,
            UnitTurned: lambda seq, t, cause, fact: self.blocked[fact.unit].append(t),
        }

    def __call__(
        self, first_seq: int, times: Sequence[int], causes: Sequence[Cause], facts: Sequence[Fact]
    ) -> None:
        """Take in a batch of entries."""
        readers, boards = self._readers, self.boards
        for seq, (t, cause, fact) in enumerate(zip(times, causes, facts, strict=True), first_seq):
            reader = readers.get(type(fact))
            if reader is not None:
                if boards.unsettled:
                    boards.settle(t)
                reader(seq, t, cause, fact)

    # --- messages ------------------------------------------------------------------------------------------

    def _send(self, seq: int, t: int, cause: Cause, fact: MessageSent) -> None:
        item = fact.body[0]
        if fact.sender in self._centres:
            self.boards.order(t, seq, item)  # type: ignore[arg-type]  # it looks itself at what it is
        if type(item) is Dispatch:
            order = Sent(item.unit, t)
            self.cases[item.call].orders.append(order)
            self._under_way[seq] = [order]
        elif fact.receiver in self._centres or type(item) is CallReport:
            self._told[seq] = t, fact

    def _lose(self, seq: int, t: int, cause: Cause, fact: MessageLost) -> None:
        self._told.pop(fact.message, None)
        self._end_orders(fact.message, t)

    def _end_orders(self, message: int, t: int) -> None:
        for order in self._under_way.pop(message, ()):
            order.until_ms = t

    def _deliver(self, seq: int, t: int, cause: Cause, fact: MessageDelivered) -> None:
        self.boards.take(t, fact.message)  # an ideal network delivers at once, and takes nothing before
        self._end_orders(fact.message, t)
        sent_ms, sent = self._told.pop(fact.message, (0, None))
        if sent is None:
            return
        for item in sent.body:
            kind = type(item)
            if kind is CallReport:
                self._came[seq] = t, sent.receiver
            if sent.receiver in self._centres:
                self._tell_centre(t, sent_ms, item)

    def _tell_centre(self, t: int, sent_ms: int, item: Any) -> None:
        kind = type(item)
        if kind is UnitReport:
            self.boards.hear(t, sent_ms, item)
        elif kind is RoadReport:
            self.boards.hear_road(t, item)
        elif kind is CallReport or kind is SizeUp:
            case = self.cases[item.call]
            name = "centre_ms" if kind is CallReport else "sized_ms"
            if getattr(case, name) is None:
                setattr(case, name, t)

    # --- calls and units -----------------------------------------------------------------------------------

    def _trap(self, seq: int, t: int, cause: Cause, fact: PeopleTrapped) -> None:
        self.cases[fact.call].trapped = len(fact.until_ms)

    def _answer(self, seq: int, t: int, cause: Cause, fact: CallAnswered) -> None:
        case = self.cases[fact.call]
        case.answered_ms = t
        case.word_ms, case.taker = self._came.get(-1 if cause is None else cause, (None, None))

    def _take_call(self, seq: int, t: int, cause: Cause, fact: CallTaken) -> None:
        self.cases[fact.call].taken_ms = t

    def _change(self, seq: int, t: int, cause: Cause, fact: UnitChanged) -> None:
        self.boards.stand(t, fact.unit, fact.status, fact.node)
        if fact.status == EN_ROUTE and fact.call is not None:
            plans = self.cases[fact.call].plans.setdefault(fact.unit, [])
            plans.append(Plan(t, fact.path, fact.eta_ms))
        elif fact.status == STRANDED:
            self.blocked[fact.unit].append(t)
