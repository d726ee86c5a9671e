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
    picture, sign = Picture(0), Band.SITE_COMMANDER.address(call)
    sent: dict[int, tuple[int, MessageSent]] = {}
    here: set[int] = set()
    leader: int | None = None
    begun: IncidentBegan | None = None
    for seq, t, _, fact in entries:
        picture.now_ms = t
        if isinstance(fact, IncidentBegan) and fact.call == call:
            begun = fact
        elif isinstance(fact, UnitChanged) and fact.call == call and fact.status == "on_scene":
            here.add(fact.unit)
        elif isinstance(fact, CommandChanged) and fact.call == call:
            if leader is None and fact.unit is not None:
                assert begun is not None
                picture = Picture(0)
                picture.learn(Letter(0, t, seq, (CallReport(call, begun.kind, begun.place, begun.node),)))
            leader = None if fact.unit is None else unit_address(UnitId(fact.unit))
        elif isinstance(fact, MessageSent):
            sent[seq] = (t, fact)
            unit = addressed_unit(Address(fact.sender))
            if leader is not None and unit in here and fact.receiver == DISPATCH_CENTRE:
                picture.learn(Letter(leader, t, seq, fact.body))
            if fact.sender == leader and isinstance(fact.body[0], Recall):
                picture.note(fact.body[0])
        elif isinstance(fact, MessageDelivered) and leader is not None:
            sent_ms, message = sent[fact.message]
            if message.receiver in (sign, leader):
                picture.learn(Letter(message.sender, sent_ms, seq, message.body))
        if isinstance(fact, MessageSent) and fact.receiver == DISPATCH_CENTRE:
            report, unit = fact.body[0], addressed_unit(Address(fact.sender))
            if unit in here and isinstance(report, UnitReport) and report.status != "on_scene":
                here.discard(unit)  # that was its last word on scene
    return picture
