"""The figures of communications, worked out anew in the plainest way, as a check on the folds."""

from typing import Any

from naive import Entries

from sim.record.facts import (
    CallAnswered,
    CallReport,
    Deploy,
    Dispatch,
    HandOver,
    MessageDelivered,
    MessageDropped,
    MessageLost,
    MessageSent,
    MessageTaken,
    MoveUp,
    ReachChanged,
    Recall,
    RollCall,
    UnitChanged,
)
from sim.record.repair import WorkOrder

ORDERS = (Dispatch, Recall, MoveUp, HandOver, Deploy, RollCall, WorkOrder)


def of(entries: Entries, kind: type, **what: Any) -> list[tuple[int, Any]]:
    """Return time and fact of the entries of a kind with some fields given."""
    found = [(t, fact) for _, t, _, fact in entries if type(fact) is kind]
    return [(t, fact) for t, fact in found if all(getattr(fact, key) == value for key, value in what.items())]


def delays(entries: Entries, bearer: str) -> list[float]:
    """Return the delays in s of the messages that a bearer delivered, in ascending order."""
    found = of(entries, MessageDelivered, by=bearer)
    return sorted((t - entries[fact.message][1]) / 1000 for t, fact in found)


def kept(entries: Entries, bearer: str) -> int:
    """Return how many messages a bearer holds at the end: taken, and without any later end."""
    left = 0
    for seq, _, _, fact in entries:
        if type(fact) is MessageTaken and fact.bearer == bearer:
            later = [f for s, _, _, f in entries if s > seq and getattr(f, "message", None) == fact.message]
            ends = [f for f in later if type(f) in (MessageDelivered, MessageLost)]
            ends += [f for f in later if type(f) is MessageDropped and f.bearer == bearer]
            left += not ends
    return left


def undelivered(entries: Entries) -> list[tuple[int, str, int]]:
    """Return (time, kind, receiver) of the orders in messages that were never delivered."""
    arrived = {fact.message for _, _, _, fact in entries if type(fact) is MessageDelivered}
    found = []
    for seq, t, _, fact in entries:
        if type(fact) is MessageSent and seq not in arrived:
            orders = [item for item in fact.body if isinstance(item, ORDERS)]
            found += [(t, type(item).__name__, fact.receiver) for item in orders]
    return found


def blind_ms(entries: Entries, address: int, end_ms: int) -> int:
    """Return how many of the run's milliseconds a post was out of contact, step by step."""
    up, since_ms, total_ms = True, 0, 0
    for t, fact in [*of(entries, ReachChanged, address=address), (end_ms, None)]:
        total_ms += 0 if up else t - since_ms
        up, since_ms = (True if fact is None else fact.up), t
    return total_ms


def chain(entries: Entries, call: int) -> list[str]:
    """Return the bearers that brought word of a call to whoever answered, going back from cause to cause."""
    at = next((seq for seq, _, _, f in entries if type(f) is CallAnswered and f.call == call), None)
    found: list[str] = []
    while at is not None:
        _, _, cause, fact = entries[at]
        if type(fact) is MessageDelivered:
            found.insert(0, fact.by)
        at = cause
    return found


def answered_at(entries: Entries, call: int) -> int:
    """Return the address at which a call was answered."""
    cause = next(cause for _, _, cause, f in entries if type(f) is CallAnswered and f.call == call)
    assert cause is not None
    receiver: int = entries[entries[cause][3].message][3].receiver
    return receiver


def centre_ms(entries: Entries, call: int) -> int | None:
    """Return when the dispatch centre first heard of a call."""
    for t, fact in of(entries, MessageDelivered):
        sent = entries[fact.message][3]
        if sent.receiver == 1 and any(isinstance(i, CallReport) and i.call == call for i in sent.body):
            return t
    return None


def order_of(entries: Entries, unit: int, call: int) -> tuple[str, int]:
    """Return bearer and sender of the order upon which a unit first moved for a call."""
    for _, _, cause, fact in entries:
        if type(fact) is UnitChanged and (fact.unit, fact.call) == (unit, call) and cause is not None:
            before = entries[cause][3]
            if type(before) is MessageDelivered:
                return before.by, entries[before.message][3].sender
    raise AssertionError(f"unit {unit} never moved for call {call}")
