"""What happened at some incidents, each entry with what it follows from: a second reading of a log."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, TypeAlias

from sim.record.facts import (
    CallAnswered,
    CallEnded,
    CallOver,
    CallReport,
    CallTaken,
    Dispatch,
    Fact,
    IncidentBegan,
    MessageDelivered,
    MessageDropped,
    MessageLost,
    MessageSent,
    MessageTaken,
    Recall,
    ReliefWanted,
    RoadCut,
    RoadOpened,
    RoadReport,
    SizeUp,
    UnitChanged,
    UnitReport,
    UnitTurned,
)
from sim.record.hazard_facts import DamageBegan, HazardBegan
from sim.record.moves import CommandChanged, CourierMoved
from sim.record.rows import Cause
from sim.scenario.model import Scenario
from sim.terms.ids import Address, addressed_unit
from sim.terms.statuses import EN_ROUTE, ON_SCENE, STRANDED, TURNING_OUT

_Reader: TypeAlias = Callable[[int, int, Cause, Any], None]
_SERVES: Final = frozenset({TURNING_OUT, EN_ROUTE, STRANDED, ON_SCENE})
_ABOUT: Final = (CallReport, Dispatch, Recall, SizeUp, CallOver, ReliefWanted)


Root: TypeAlias = Fact | UnitReport | RoadReport
"""What an event may follow from that is not in its story."""


@dataclass(slots=True)
class Passage:
    """What became of one message about an incident 消息经过.

    Attributes
    ----------
    item
        What it is told for: the report or order about the incident, or of a closed road.
    sender, receiver
        Addresses of its ends.
    sent_ms, until_ms
        When it was sent, and when it was delivered or lost; None where it was under way to the end.
    by
        The bearer that brought it; empty where none did.
    lost
        Why it was lost; empty where it was not.
    tried
        Bearers that took it, each with why it failed, empty where it did not.
    walks
        Stretches of a courier's way: when, on foot or not, from node, to node.
    """

    item: Any
    sender: int
    receiver: int
    sent_ms: int
    until_ms: int | None = None
    by: str = ""
    lost: str = ""
    tried: list[tuple[str, str]] = field(default_factory=list)
    walks: list[tuple[int, bool, int, int]] = field(default_factory=list)


class Event(NamedTuple):
    """Something that happened at an incident.

    Attributes
    ----------
    seq, t_ms
        Entry of the log, and when.
    after
        Entry of the event in the same story that it follows from; None where that is outside it.
    fact
        The entry.
    passage
        What became of the message, where the entry is the sending or the end of one.
    roots
        What it follows from outside the story: damage, hazards, closures of roads, reports of units.
    """

    seq: int
    t_ms: int
    after: int | None
    fact: Fact
    passage: Passage | None = None
    roots: tuple[Root, ...] = ()


class Chronicle:
    """Gathers what happened at some incidents; a sink of a log.

    Parameters
    ----------
    scenario
        What the log is a log of.
    calls
        Numbers of the calls to follow.
    moments
        Times of which it is asked what each unit did.

    Attributes
    ----------
    duties
        At each of the moments, status and call of each unit.
    """

    def __init__(self, scenario: Scenario, calls: Iterable[int], moments: Iterable[int] = ()) -> None:
        self.duties: dict[int, list[tuple[str, int | None]]] = {}
        self._rows: dict[int, list[tuple[int, int, Fact, Passage | None]]] = {call: [] for call in calls}
        self._causes: list[Cause] = []
        self._roots: dict[int, Root] = {}
        self._reports: dict[int, UnitReport | RoadReport] = {}
        self._cut: dict[int, int] = {}
        self._turns: dict[int, int] = {}
        self._open: dict[int, tuple[int, Passage]] = {}
        self._serves: dict[int, int] = {}
        self._now: list[tuple[str, int | None]] = [("", None) for _ in scenario.units]
        self._moments = sorted(set(moments), reverse=True)
        self._readers: dict[type, _Reader] = {
            **dict.fromkeys(
                (CallAnswered, CallTaken, CallEnded, CommandChanged, IncidentBegan), self._of_call
            ),
            **dict.fromkeys((HazardBegan, DamageBegan), self._root),
            MessageSent: self._send,
            MessageTaken: self._try,
            MessageDropped: self._drop,
            MessageDelivered: self._end,
            MessageLost: self._end,
            CourierMoved: self._walk,
            RoadCut: self._close,
            RoadOpened: self._reopen,
            UnitChanged: self._change,
            UnitTurned: self._turn,
        }

    def __call__(
        self, first_seq: int, times: Sequence[int], causes: Sequence[Cause], facts: Sequence[Fact]
    ) -> None:
        """Take in a batch of entries."""
        self._causes.extend(causes)
        for seq, (t, cause, fact) in enumerate(zip(times, causes, facts, strict=True), first_seq):
            while self._moments and self._moments[-1] < t:
                self.duties[self._moments.pop()] = list(self._now)
            reader = self._readers.get(type(fact))
            if reader is not None:
                reader(seq, t, cause, fact)

    def story(self, call: int) -> list[Event]:
        """Return what happened at one of the calls, in order, up to its end."""
        rows = self._rows[call]
        ends = [t for _, t, fact, _ in rows if type(fact) is CallEnded]
        told = {seq for seq, *_ in rows}
        found = []
        for seq, t, fact, passage in rows:
            if not ends or t <= ends[0]:
                after, roots = self._above(seq, told)
                found.append(Event(seq, t, after, fact, passage, roots))
        return found

    def _above(self, seq: int, told: set[int]) -> tuple[int | None, tuple[Root, ...]]:
        """Return the event that an entry follows from, and what there is between them that tells why."""
        roots: list[Root] = []
        after = self._climb(self._causes[seq], told, roots)
        if seq in self._turns:  # it turned at a link that had closed, whatever had sent it there
            self._climb(self._turns[seq], told, roots)
        return after, tuple(dict.fromkeys(roots))

    def _climb(self, at: Cause, told: set[int], roots: list[Root]) -> Cause:
        """Go from an entry up to the first that is told; note what is passed that tells why."""
        while at is not None and at not in told:
            if at in self._roots:
                roots.append(self._roots[at])
            at = self._causes[at]
        return at

    # --- what is kept ---------------------------------------------------------------------------------------

    def _keep(self, call: int, seq: int, t: int, fact: Fact, passage: Passage | None = None) -> None:
        if call in self._rows:
            self._rows[call].append((seq, t, fact, passage))

    def _of_call(self, seq: int, t: int, cause: Cause, fact: Any) -> None:
        self._keep(fact.call, seq, t, fact)

    def _root(self, seq: int, t: int, cause: Cause, fact: Fact) -> None:
        self._roots[seq] = fact

    def _close(self, seq: int, t: int, cause: Cause, fact: RoadCut) -> None:
        self._roots[seq] = fact
        self._cut.setdefault(fact.link, seq)

    def _reopen(self, seq: int, t: int, cause: Cause, fact: RoadOpened) -> None:
        self._cut.pop(fact.link, None)

    # --- messages ------------------------------------------------------------------------------------------

    def _send(self, seq: int, t: int, cause: Cause, fact: MessageSent) -> None:
        reports = [item for item in fact.body if isinstance(item, RoadReport | UnitReport)]
        if reports:
            self._reports[seq] = reports[-1]  # of a unit that tells of a road, the road
        found = self._about(fact)
        if found is not None:
            call, item = found
            passage = Passage(item, fact.sender, fact.receiver, t)
            self._open[seq] = call, passage
            self._keep(call, seq, t, fact, passage)

    def _about(self, fact: MessageSent) -> tuple[int, Any] | None:
        """Return the followed call that a message is about, and the item that says so."""
        for item in fact.body:
            if isinstance(item, _ABOUT) and item.call in self._rows:
                return item.call, item
        unit = addressed_unit(Address(fact.sender))
        call = None if unit is None else self._serves.get(unit)
        if call is None:
            return None
        for item in fact.body:
            stuck = type(item) is UnitReport and item.status == STRANDED
            if stuck or (type(item) is RoadReport and item.closed):
                return call, item
        return None

    def _try(self, seq: int, t: int, cause: Cause, fact: MessageTaken) -> None:
        if fact.message in self._open:
            self._open[fact.message][1].tried.append((fact.bearer, ""))

    def _drop(self, seq: int, t: int, cause: Cause, fact: MessageDropped) -> None:
        if fact.message in self._open:
            tried = self._open[fact.message][1].tried
            tried[:] = [(by, fact.reason if by == fact.bearer and not why else why) for by, why in tried]

    def _walk(self, seq: int, t: int, cause: Cause, fact: CourierMoved) -> None:
        if fact.message in self._open:
            self._open[fact.message][1].walks.append((t, fact.foot, fact.node, fact.bound))

    def _end(self, seq: int, t: int, cause: Cause, fact: MessageDelivered | MessageLost) -> None:
        report = self._reports.pop(fact.message, None)
        if report is not None and isinstance(fact, MessageDelivered):
            self._roots[seq] = report
        if fact.message in self._open:
            call, passage = self._open.pop(fact.message)
            passage.until_ms = t
            if isinstance(fact, MessageDelivered):
                passage.by = fact.by
            else:
                passage.lost = fact.reason
            self._keep(call, seq, t, fact, passage)

    # --- units ---------------------------------------------------------------------------------------------

    def _change(self, seq: int, t: int, cause: Cause, fact: UnitChanged) -> None:
        self._now[fact.unit] = fact.status, fact.call
        before = self._serves.get(fact.unit)
        if before is not None and (fact.call != before or fact.status not in _SERVES):
            del self._serves[fact.unit]
            self._keep(before, seq, t, fact)
        if fact.call in self._rows and fact.status in _SERVES:
            assert fact.call is not None
            self._serves[fact.unit] = fact.call
            self._keep(fact.call, seq, t, fact)

    def _turn(self, seq: int, t: int, cause: Cause, fact: UnitTurned) -> None:
        call = self._serves.get(fact.unit)
        if call is not None:
            if fact.link in self._cut:
                self._turns[seq] = self._cut[fact.link]
            self._keep(call, seq, t, fact)
