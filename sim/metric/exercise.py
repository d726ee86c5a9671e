"""How posts did in an exercise, from the log alone: first picture, decisions, fate of orders."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, get_args

from sim.record.facts import (
    CallAnswered,
    CallReport,
    CallTaken,
    Dispatch,
    Fact,
    MessageDelivered,
    MessageLost,
    MessageSent,
    Order,
    OrderGiven,
    RoadReport,
    RollCall,
    SituationReport,
)
from sim.record.hazard_facts import DamageBegan
from sim.record.people import WarningOrder
from sim.record.posts import PostLost
from sim.record.repair import DamageReport, WorkOrder
from sim.record.response import CommandMoved
from sim.record.rows import Cause
from sim.record.seat_facts import SeatChanged, Word
from sim.record.standby import CentreLost, CentreMoved
from sim.terms.ids import DISPATCH_CENTRE, Band

ORDERS: Final = frozenset(get_args(Order)) - {RollCall, WarningOrder}
"""What counts as an order of a post: not a roll call, nor the attempts of a call-and-answer warning."""
_PICTURE: Final = (RoadReport, DamageReport, SituationReport)
"""Reports that tell a post of what is cut or broken, or how a township stands."""
CALL: Final = "call"
DAMAGE: Final = "damage"
_Key = tuple[str, int]


@dataclass(slots=True)
class Sent:
    """An order that a post sent 指令.

    Attributes
    ----------
    t_ms, arrived_ms
        When it was sent, and when it came; None where it has not come.
    to
        Address.
    kind
        Its tag.
    person
        Whether a person gave it.
    by
        The bearer that brought it; where it was lost, why.
    lost
        Whether it is known to be lost.
    """

    t_ms: int
    to: int
    kind: str
    person: bool
    arrived_ms: int | None = None
    by: str = ""
    lost: bool = False


@dataclass(slots=True)
class Choice:
    """Something that a post had to decide on: when it knew, and when it first gave an order about it."""

    what: str
    number: int
    known_ms: int
    decided_ms: int | None = None
    person: bool = False


@dataclass(slots=True)
class PostFile:
    """What a post did 席位记录.

    Attributes
    ----------
    address
        Of the post.
    picture_ms
        When the first report came that told it of a cut, damage or a township; None where none came.
    choices
        What it had to decide on, in the order in which it knew.
    orders
        What it ordered, in the order of time.
    seats
        Spans in which a person sat there: from, and until in ms (None: until the end).
    heard
        When each other address was first heard there.
    words
        How many messages in words of their own people sent from there.
    led
        Of a post that takes over from another: spans in which it led, as `seats`.
    took_ms
        From the loss of the other until it took command, each time.
    """

    address: int
    picture_ms: int | None = None
    choices: list[Choice] = field(default_factory=list)
    orders: list[Sent] = field(default_factory=list)
    seats: list[tuple[int, int | None]] = field(default_factory=list)
    heard: dict[int, int] = field(default_factory=dict)
    words: int = 0
    led: list[tuple[int, int | None]] = field(default_factory=list)
    took_ms: list[int] = field(default_factory=list)

    def due_ms(self, known_ms: int) -> int | None:
        """Return since when a post that takes over was to decide on what it knew; None where it never led."""
        ends = ((begin, end) for begin, end in self.led if end is None or end > known_ms)
        return next((max(begin, known_ms) for begin, _ in ends), None)


class Posts:
    """Follows posts through a log; a sink.

    Attributes
    ----------
    files
        Of every address that was told something or ordered something.
    first_harm_ms
        When something first broke or closed by a hazard; None where nothing did.
    """

    def __init__(self) -> None:
        self.files: dict[int, PostFile] = {}
        self.first_harm_ms: int | None = None
        self._given: set[int] = set()
        self._under_way: dict[int, MessageSent] = {}
        self._orders: dict[int, list[Sent]] = {}
        self._calls: dict[int, int] = {}
        self._takers: dict[int, int] = {}
        self._choices: dict[tuple[int, _Key], Choice] = {}
        self._lost_ms: dict[int, int] = {}
        self._centre: int = DISPATCH_CENTRE

    def __call__(
        self, first_seq: int, times: Sequence[int], causes: Sequence[Cause], facts: Sequence[Fact]
    ) -> None:
        """Read a batch of entries."""
        for seq, (t, cause, fact) in enumerate(zip(times, causes, facts, strict=True), first_seq):
            kind = type(fact)
            if kind is MessageSent:
                self._send(seq, t, cause, fact)  # type: ignore[arg-type]
            elif kind is MessageDelivered:
                self._deliver(seq, t, fact)  # type: ignore[arg-type]
            elif kind is MessageLost:
                self._lose(fact)  # type: ignore[arg-type]
            else:
                self._other(seq, t, cause, fact)

    def of(self, address: int) -> PostFile:
        """Return what a post did."""
        return self.files.setdefault(address, PostFile(address))

    def _other(self, seq: int, t: int, cause: Cause, fact: Fact) -> None:
        if isinstance(fact, OrderGiven):
            self._given.add(seq)
        elif isinstance(fact, SeatChanged):
            self._seat(t, fact)
        elif isinstance(fact, CallAnswered) and cause in self._calls:
            self._takers[fact.call] = self._calls[cause]
        elif isinstance(fact, CallTaken):
            self._learn(self._takers.get(fact.call, self._centre), CALL, fact.call, t)
        elif isinstance(fact, CommandMoved | CentreMoved):
            self._move(t, fact)
        elif isinstance(fact, PostLost | CentreLost) and fact.lost:
            self._lost_ms[fact.post] = t
        elif isinstance(fact, DamageBegan) and self.first_harm_ms is None:
            self.first_harm_ms = t

    def _move(self, t: int, fact: CommandMoved | CentreMoved) -> None:
        """Let a post lead in the place of another, or no more."""
        if type(fact) is CentreMoved:
            self._centre = fact.receiver
        gives, takes = self.of(fact.sender), self.of(fact.receiver)
        if gives.led and gives.led[-1][1] is None:
            gives.led[-1] = gives.led[-1][0], t
            return
        takes.led.append((t, None))
        if fact.sender in self._lost_ms:
            takes.took_ms.append(t - self._lost_ms.pop(fact.sender))

    def _seat(self, t: int, fact: SeatChanged) -> None:
        seats = self.of(fact.address).seats
        if fact.taken:
            seats.append((t, None))
        elif seats and seats[-1][1] is None:
            seats[-1] = seats[-1][0], t

    def _send(self, seq: int, t: int, cause: Cause, fact: MessageSent) -> None:
        self._under_way[seq] = fact
        person = cause in self._given
        self._given.discard(cause if cause is not None else -1)
        for item in fact.body:
            kind = type(item)
            if kind in ORDERS:
                order = Sent(t, fact.receiver, str(item.__struct_config__.tag), person)
                self.of(fact.sender).orders.append(order)
                self._orders.setdefault(seq, []).append(order)
                self._decide(fact.sender, item, t, person)
            elif kind is Word:
                self.of(fact.sender).words += 1

    def _decide(self, sender: int, item: object, t: int, person: bool) -> None:
        """Note that an order is about something that the post knew of."""
        key: _Key | None = None
        if isinstance(item, Dispatch):
            key = CALL, item.call
        elif isinstance(item, WorkOrder):
            key = DAMAGE, item.damage
        choice = None if key is None else self._choices.get((sender, key))
        if choice is not None and choice.decided_ms is None:
            choice.decided_ms, choice.person = t, person

    def _deliver(self, seq: int, t: int, fact: MessageDelivered) -> None:
        sent = self._under_way.pop(fact.message)
        for order in self._orders.pop(fact.message, ()):
            order.arrived_ms, order.by = t, fact.by
        if sent.receiver != DISPATCH_CENTRE and sent.receiver < Band.POST:
            return
        post = self.of(sent.receiver)
        post.heard.setdefault(sent.sender, t)
        for item in sent.body:
            if isinstance(item, CallReport) and sent.receiver >= Band.POST:
                self._calls[seq] = sent.receiver  # a second dispatch centre, if it answers
            if post.picture_ms is None and isinstance(item, _PICTURE):
                post.picture_ms = t
            if isinstance(item, DamageReport) and not item.whole and item.capability:
                self._learn(sent.receiver, DAMAGE, item.damage, t)

    def _learn(self, address: int, what: str, number: int, t: int) -> None:
        key = address, (what, number)
        if key not in self._choices:
            self._choices[key] = Choice(what, number, t)
            self.of(address).choices.append(self._choices[key])

    def _lose(self, fact: MessageLost) -> None:
        self._under_way.pop(fact.message, None)
        for order in self._orders.pop(fact.message, ()):
            order.lost, order.by = True, fact.reason
