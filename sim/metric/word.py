"""How word came: of each call to whoever answered it, of each order to the unit that obeyed it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

from sim.record.facts import (
    CallAnswered,
    CallReport,
    Deploy,
    Dispatch,
    Fact,
    IncidentBegan,
    MessageDelivered,
    MessageSent,
    UnitChanged,
)
from sim.record.rows import Cause
from sim.terms.enums import BearerKind, WordWay
from sim.terms.ids import DISPATCH_CENTRE, Address, Band
from sim.terms.statuses import ON_SCENE

COURIER = BearerKind.COURIER.value
_Reader: TypeAlias = Callable[[int, int, Cause, Any], None]


class Hop(NamedTuple):
    """Word of a call where it arrived: with whom, when, and by which means, from the caller on."""

    receiver: int
    at_ms: int
    chain: tuple[str, ...]


@dataclass(slots=True)
class Word:
    """How word of a call came 报警途径: times in ms since the start, None where it did not come.

    Attributes
    ----------
    hop
        The word upon which the call was answered.
    centre_ms
        When the dispatch centre first heard of it.
    """

    began_ms: int
    hop: Hop | None = None
    centre_ms: int | None = None

    @property
    def way(self) -> WordWay:
        """The way on which word came."""
        return WordWay.NONE if self.hop is None else way_of(self.hop.chain)

    @property
    def is_local(self) -> bool:
        """Whether a station answered the call on its own 属地自主响应."""
        band = None if self.hop is None else Band.split(Address(self.hop.receiver))
        return band is not None and band[0] is Band.STATION


class Arrival(NamedTuple):
    """A unit on the scene of a call, and the means by which its order came to it, from whom."""

    unit: int
    call: int
    by: str
    sender: int


_FOLLOWED = frozenset({CallReport, Dispatch, Deploy})
"""What is followed from its sending to its arrival."""


def way_of(chain: tuple[str, ...]) -> WordWay:
    """Return the way on which word came by a chain of bearers, from the caller on.

    Examples
    --------
    >>> way_of(("fixed",)).value, way_of(("courier", "radio370")).value
    ('phone', 'relayed')
    """
    if COURIER in chain[1:]:
        return WordWay.COURIER
    if chain[:1] != (COURIER,):
        return WordWay.PHONE
    return WordWay.WALKED if len(chain) == 1 else WordWay.RELAYED


class Words:
    """Follows reports of calls, and orders to go to them, from entry to the entry it follows from.

    It needs the cause of each entry, and is called only where messages may fail: an ideal network brings all
    word at once.

    Attributes
    ----------
    calls
        Word of every call, by number.
    arrivals
        Units that came to a call, in their order.
    goals
        Township to which each team of communications was first sent, by number, once the order had come.
    """

    def __init__(self) -> None:
        self.calls: list[Word] = []
        self.arrivals: list[Arrival] = []
        self.goals: dict[int, int] = {}
        self._sent: dict[int, tuple[Cause, MessageSent]] = {}
        self._came: dict[int, Hop] = {}
        self._orders: dict[int, tuple[str, int]] = {}
        self._obeyed: dict[tuple[int, int], tuple[str, int]] = {}
        self._readers: dict[type, _Reader] = {
            IncidentBegan: self._begin,
            MessageSent: self._send,
            MessageDelivered: self._deliver,
            CallAnswered: self._answer,
            UnitChanged: self._change,
        }

    def __call__(
        self, first_seq: int, times: Sequence[int], causes: Sequence[Cause], facts: Sequence[Fact]
    ) -> None:
        """Take in a batch of entries."""
        readers = self._readers
        for seq, (t, cause, fact) in enumerate(zip(times, causes, facts, strict=True), first_seq):
            reader = readers.get(type(fact))
            if reader is not None:
                reader(seq, t, cause, fact)

    def _begin(self, seq: int, t: int, cause: Cause, fact: IncidentBegan) -> None:
        self.calls.append(Word(t))

    def _send(self, seq: int, t: int, cause: Cause, fact: MessageSent) -> None:
        if type(fact.body[0]) in _FOLLOWED:
            self._sent[seq] = cause, fact

    def _deliver(self, seq: int, t: int, cause: Cause, fact: MessageDelivered) -> None:
        cause_of_sending, sent = self._sent.pop(fact.message, (None, None))
        if sent is None:
            return
        item = sent.body[0]
        if isinstance(item, Dispatch):
            self._orders[seq] = fact.by, sent.sender
        elif isinstance(item, Deploy):
            self.goals.setdefault(item.team, item.township)
        elif isinstance(item, CallReport):
            before = self._came.get(-1 if cause_of_sending is None else cause_of_sending)
            chain = () if before is None else before.chain
            self._came[seq] = Hop(sent.receiver, t, (*chain, fact.by))
            self._tell_centre(item.call, sent.receiver, t)

    def _tell_centre(self, call: int, receiver: int, t: int) -> None:
        word = self.calls[call]
        centre = receiver == DISPATCH_CENTRE or Band.POST <= receiver < Band.COMMS_TEAM
        if centre and word.centre_ms is None:
            word.centre_ms = t

    def _answer(self, seq: int, t: int, cause: Cause, fact: CallAnswered) -> None:
        self.calls[fact.call].hop = None if cause is None else self._came.get(cause)

    def _change(self, seq: int, t: int, cause: Cause, fact: UnitChanged) -> None:
        if fact.call is None:
            return
        journey = fact.unit, fact.call
        if cause in self._orders:  # a change that follows from an order; later ones only repeat it
            self._obeyed[journey] = self._orders[cause]
        if fact.status == ON_SCENE:
            self.arrivals.append(Arrival(*journey, *self._obeyed.pop(journey, ("", DISPATCH_CENTRE))))
