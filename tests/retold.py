"""The picture of the dispatch centre, told again from a log: from what was delivered and what was ordered."""

from collections.abc import Iterable
from typing import Any

from sim.picture import Picture
from sim.record.facts import (
    CallReport,
    CallTaken,
    Dispatch,
    Fact,
    HandOver,
    MessageDelivered,
    MessageSent,
    MoveUp,
    Recall,
)
from sim.record.message import Letter
from sim.terms.ids import DISPATCH_CENTRE

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
            if isinstance(message.body[0], CallReport):
                ringing[message.body[0].call] = letter  # in the picture when a call-taker has asked
            else:
                picture.learn(letter)
        elif isinstance(fact, CallTaken):
            picture.learn(ringing.pop(fact.call))
    return picture
