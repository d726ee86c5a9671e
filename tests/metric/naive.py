"""The figures of a log, worked out anew in the plainest way, as a check on the folds."""

from itertools import pairwise
from typing import Any

from sim.record.facts import (
    CallAnswered,
    CallEnded,
    CallTaken,
    Dispatch,
    IncidentBegan,
    MessageSent,
    UnitChanged,
)

Entries = list[tuple[int, int, int | None, Any]]
NOT_BUSY = {"in_quarters", "standing_by", "unstaffed"}


def first(entries: Entries, kind: type, call: int) -> float | None:
    """Return the time in seconds of the first fact of a kind about a call."""
    return next((t / 1000 for _, t, _, fact in entries if type(fact) is kind and fact.call == call), None)


def changes(entries: Entries, **what: Any) -> list[tuple[int, UnitChanged]]:
    """Return the changes of status with some fields given."""
    found = [(t, fact) for _, t, _, fact in entries if isinstance(fact, UnitChanged)]
    return [(t, fact) for t, fact in found if all(getattr(fact, key) == value for key, value in what.items())]


def orders(entries: Entries, call: int, unit: int | None = None) -> list[float]:
    """Return when units were ordered to a call."""
    sent = [
        (t, item) for _, t, _, f in entries if isinstance(f, MessageSent) and f.sender == 1 for item in f.body
    ]
    here = [(t, item) for t, item in sent if isinstance(item, Dispatch) and item.call == call]
    return [t / 1000 for t, item in here if unit is None or item.unit == unit]


def segments(entries: Entries, call: int) -> dict[str, float | None]:
    """Return the stages of a call."""
    began, taken = first(entries, IncidentBegan, call), first(entries, CallTaken, call)
    answered, ended = first(entries, CallAnswered, call), first(entries, CallEnded, call)
    arrivals = changes(entries, status="on_scene", call=call)
    sent = orders(entries, call)
    found = {"answer_s": _less(answered, began), "process_s": _less(taken, answered)}
    found["queue_s"] = _less(sent[0] if sent else None, taken)
    if not arrivals:
        return found
    arrived, unit = arrivals[0][0] / 1000, arrivals[0][1].unit
    set_out = [t / 1000 for t, _ in changes(entries, status="en_route", call=call, unit=unit)]
    ordered = [t for t in orders(entries, call, unit) if t <= set_out[0]][-1]
    found["turnout_s"], found["travel_s"] = set_out[0] - ordered, arrived - set_out[0]
    found["response_s"], found["work_s"] = _less(arrived, began), _less(ended, arrived)
    return found


def _less(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one - other


def spent(entries: Entries, unit: int, end_ms: int) -> dict[str, int]:
    """Return how long a unit was in each status, in ms."""
    mine = [*changes(entries, unit=unit), (end_ms, None)]
    found: dict[str, int] = {}
    for (t, fact), (following, _) in pairwise(mine):
        assert fact is not None
        found[fact.status] = found.get(fact.status, 0) + following - t
    return found


def busy_at(entries: Entries, t: int) -> int:
    """Return how many units are busy just before a time."""
    latest: dict[int, str] = {}
    for _, at, _, fact in entries:
        if isinstance(fact, UnitChanged) and at < t:
            latest[fact.unit] = fact.status
    return sum(status not in NOT_BUSY for status in latest.values())


def open_at(entries: Entries, t: int) -> int:
    """Return how many calls are open just before a time."""
    began = sum(isinstance(fact, IncidentBegan) and at < t for _, at, _, fact in entries)
    ended = sum(isinstance(f, CallEnded) and f.stage != "open" and at < t for _, at, _, f in entries)
    return began - ended


def ready_nodes(entries: Entries) -> list[tuple[int, set[int]]]:
    """Return, for each time at which it changes, the nodes at which units stand ready."""
    where: dict[int, int] = {}
    found = [(0, set[int]())]
    for t, fact in changes(entries):
        where.pop(fact.unit, None)
        if fact.status in {"in_quarters", "standing_by"}:
            where[fact.unit] = fact.node
        found.append((t, set(where.values())))
    return found
