"""The picture of the dispatch centre, told again from a log: from what was delivered and what was ordered."""

from collections.abc import Iterable
from typing import Any

from sim.picture import Picture
from sim.record.facts import (
    CallReport,
    CallTaken,
    CommandChanged,
    Dispatch,
    Fact,
    HandOver,
    IncidentBegan,
    MessageDelivered,
    MessageSent,
    MoveUp,
    Recall,
    UnitChanged,
    UnitReport,
)
from sim.record.message import Letter
from sim.terms.ids import DISPATCH_CENTRE, Address, Band, UnitId, addressed_unit, unit_address

ORDERS = (Dispatch, Recall, MoveUp, HandOver)


def state(picture: Picture) -> dict[str, Any]:
    """Return all that a picture shows."""
    return {
        "calls": {
            number: (c.kind, c.place, c.node, c.told_ms, c.needs, sorted(c.units), dict(c.weary))
            for number, c in picture.calls.items()
        },
        "units": {
            number: (u.status, u.node, u.call, u.told_ms, u.order)
            for number, u in sorted(picture.units.items())
        },
        "available": {node: list(units) for node, units in sorted(picture.available.items())},
        "under way": sorted(picture.under_way),
        "closed": sorted(picture.closed),
        "orphans": dict(sorted(picture.orphans.items())),
    }


def retold(entries: Iterable[tuple[int, int, int | None, Fact]]) -> Picture:
    """Return the picture that the messages of a log make: delivered to the centre, or orders that it sent."""
    picture = Picture(DISPATCH_CENTRE)
    sent: dict[int, tuple[int, MessageSent]] = {}
    ringing: dict[int, Letter] = {}
    for seq, t, _, fact in entries:
        picture.now_ms = t
        if isinstance(fact, MessageSent):
            sent[seq] = (t, fact)
            if fact.sender == DISPATCH_CENTRE and isinstance(fact.body[0], ORDERS):
                picture.note(fact.body[0])
        elif isinstance(fact, MessageDelivered) and sent[fact.message][1].receiver == DISPATCH_CENTRE:
            sent_ms, message = sent[fact.message]
            letter = Letter(message.sender, sent_ms, seq, message.body)
            if isinstance(message.body[0], CallReport) and len(message.body) == 1:
                ringing[message.body[0].call] = letter  # in the picture when a call-taker has asked
            else:
                picture.learn(letter)
        elif isinstance(fact, CallTaken):
            picture.learn(ringing.pop(fact.call))
    return picture


def retold_command(entries: Iterable[tuple[int, int, int | None, Fact]], call: int) -> Picture:
    """Return the picture of the commander of a call that the words of a log make.

    They are what units say that come to the scene, are there, or leave; what is delivered to the call sign
    or to the vehicle that leads; and the orders that it gives. What its crew knew of the roads is left out.
    """
    scene = _Scene(call)
    for seq, t, _, fact in entries:
        scene.picture.now_ms = t
        scene.take(seq, t, fact)
    return scene.picture


class _Scene:
    """What was said at the scene of a call, and to whoever led there."""

    def __init__(self, call: int) -> None:
        self.picture = Picture(0)
        self._call = call
        self._sign = Band.SITE_COMMANDER.address(call)
        self._sent: dict[int, tuple[int, MessageSent]] = {}
        self._here: set[int] = set()
        self._leader: int | None = None
        self._begun: IncidentBegan | None = None

    def take(self, seq: int, t: int, fact: Fact) -> None:
        if isinstance(fact, MessageSent):
            self._sent[seq] = (t, fact)
            self._say(seq, t, fact)
        elif isinstance(fact, MessageDelivered):
            self._deliver(seq, fact)
        elif getattr(fact, "call", None) == self._call:
            self._change(seq, t, fact)

    def _change(self, seq: int, t: int, fact: Fact) -> None:
        if isinstance(fact, IncidentBegan):
            self._begun = fact
        elif isinstance(fact, UnitChanged) and fact.status == "on_scene":
            self._here.add(fact.unit)
        elif isinstance(fact, CommandChanged):
            if self._leader is None and fact.unit is not None:
                assert self._begun is not None
                begun, self.picture = self._begun, Picture(0)
                report = CallReport(self._call, begun.kind, begun.place, begun.node)
                self.picture.learn(Letter(0, t, seq, (report,)))
            self._leader = None if fact.unit is None else unit_address(UnitId(fact.unit))

    def _say(self, seq: int, t: int, fact: MessageSent) -> None:
        unit, report = addressed_unit(Address(fact.sender)), fact.body[0]
        to_centre = fact.receiver == DISPATCH_CENTRE and unit in self._here
        if self._leader is not None and to_centre:
            self.picture.learn(Letter(self._leader, t, seq, fact.body))
        if fact.sender == self._leader and isinstance(report, Recall):
            self.picture.note(report)
        if to_centre and isinstance(report, UnitReport) and report.status != "on_scene":
            self._here.remove(unit)  # that was its last word on scene

    def _deliver(self, seq: int, fact: MessageDelivered) -> None:
        sent_ms, message = self._sent[fact.message]
        if self._leader is not None and message.receiver in (self._sign, self._leader):
            self.picture.learn(Letter(message.sender, sent_ms, seq, message.body))
