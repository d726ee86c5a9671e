"""Drills: small worlds in which calls come at exact times and nothing is left to luck, and their logs."""

from collections.abc import Sequence
from typing import Any

from worlds import NOTE, kind, line, scenario

from sim.record.facts import CallEnded, Dispatch, Fact, MessageDelivered, MessageSent, UnitChanged
from sim.record.log import Log
from sim.run import run

DAY = "2025-01-01T08:00:00+08:00"
NIGHT = "2025-01-01T20:00:00+08:00"
TAKEN_MS = 65_000
"""From the birth of a call to its being taken: 5 s to answer, 60 s to ask."""
OUT_MS = 45_000
"""Turnout by day."""
LINK_MS = 800_000
"""10 km of trunk road at 45 km/h by day and in the dry."""


def clock(at_s: float) -> str:
    """Return seconds since the start as a row of ``calls.csv`` has them."""
    at = int(at_s)
    return f"{at // 3600:02d}:{at // 60 % 60:02d}:{at % 60:02d}"


def call(at_s: float, node: int, what: str = "fire", severity: str = "") -> dict[str, str]:
    """Return a call from the village at a node."""
    return {"at": clock(at_s), "village": f"V{node:02d}", "kind": what, "severity": severity}


def world(
    calls: Sequence[dict[str, str]],
    stations: dict[int, int] | None = None,
    nodes: int = 5,
    kinds: dict[str, dict[str, Any]] | None = None,
    **changes: Any,
) -> dict[str, Any]:
    """Return a line of nodes 10 km apart, by day, with engines by node (one at node 0 where left out)."""
    still = {"sigma": 0}
    data = line(nodes, {0: 1} if stations is None else stations)
    data |= {
        "start": DAY,
        "horizon": 1,
        "calls": list(calls),
        "demand": {"mode": "historical", "kinds": {"fire": kind()} if kinds is None else kinds},
        "dispatch": {"process_law": "fixed"},
        "forces": {"turnout": {"national": still}},
    }
    return {**data, **changes}


def slide(link: int, at_s: float, until_s: float = 1e9, told_after_s: float = 1e9) -> dict[str, Any]:
    """Return a cut of a link that people on foot climb over."""
    return {**cut(link, at_s, until_s, told_after_s), "foot": True}


def cut(link: int, at_s: float, until_s: float = 1e9, told_after_s: float = 1e9) -> dict[str, Any]:
    """Return the cut of a link; nobody tells the centre where left out."""
    hours = [min(s / 3600, 1e6) for s in (at_s, until_s, told_after_s)]
    return dict(zip(("at", "until", "told_after"), hours, strict=True)) | {"road": f"R{link:02d}"}


def bypass(km: float, a: int, b: int, name: str = "X0") -> dict[str, Any]:
    """Return one more trunk road between two nodes; its number is the next after those of the line."""
    return {"id": name, "a": f"N{a:02d}", "b": f"N{b:02d}", "road_class": "trunk", "length_km": km, **NOTE}


def hospital(node: int) -> dict[str, Any]:
    """Return a hospital at a node."""
    place = {"node": f"N{node:02d}", "lon": 107.0, "lat": 29.0}
    return {"id": f"H{node:02d}", "name_zh": "医院", "level": "2", "beds": 10, **place, **NOTE}


class Tale:
    """What a log tells, by name.

    Parameters
    ----------
    data
        The world's plain data.
    policy, options
        As for `run`.
    """

    def __init__(self, data: dict[str, Any], policy: Any = "run-card", **options: Any) -> None:
        self.log: Log = run(scenario(data), policy, **options)
        self.entries = list(self.log.entries())

    def all(self, what: type[Any]) -> list[tuple[int, Any]]:
        """Return the facts of a kind, each with its time."""
        return [(t, fact) for _, t, _, fact in self.entries if isinstance(fact, what)]

    def way(self, unit: int) -> list[tuple[int, str]]:
        """Return what a unit does after the roll call: (time, status)."""
        changes = [(t, fact.status) for t, fact in self.all(UnitChanged) if fact.unit == unit]
        return changes[1:]

    def first(self, unit: int, status: str, nth: int = 0) -> int:
        """Return when a unit enters a status after the roll call, the first or a later time."""
        return [t for t, s in self.way(unit) if s == status][nth]

    def ended(self, number: int = 0) -> tuple[int, str]:
        """Return when and how a call ends."""
        return next((t, fact.stage) for t, fact in self.all(CallEnded) if fact.call == number)

    def told(self, what: type[Any]) -> list[tuple[int, int, Any]]:
        """Return the reports or orders of a kind that were sent: (time, receiver, item)."""
        return [
            (t, fact.receiver, item)
            for t, fact in self.all(MessageSent)
            for item in fact.body
            if isinstance(item, what)
        ]

    def arrived(self, what: type[Any]) -> list[tuple[int, int, str, Any]]:
        """Return the reports or orders of a kind that were delivered: (time, receiver, bearer, item)."""
        sent = {seq: fact for seq, _, _, fact in self.entries if isinstance(fact, MessageSent)}
        return [
            (t, sent[fact.message].receiver, fact.by, item)
            for t, fact in self.all(MessageDelivered)
            for item in sent[fact.message].body
            if isinstance(item, what)
        ]

    def sent_by(self, sender: int) -> list[tuple[int, Any]]:
        """Return the reports and orders that one has sent: (time, item)."""
        return [(t, item) for t, fact in self.all(MessageSent) if fact.sender == sender for item in fact.body]

    def sent_to(self, number: int = 0) -> list[tuple[int, int]]:
        """Return the orders to go to a call: (time, unit)."""
        return [(t, order.unit) for t, _, order in self.told(Dispatch) if order.call == number]

    def responses(self) -> dict[int, int | None]:
        """Return, for each call, the time of the first unit on its scene."""
        return responses(self.log)


def responses(log: Log) -> dict[int, int | None]:
    """Return, for each call of a log, when the first unit came to its scene; None where nobody came."""
    came: dict[int, int | None] = {}
    for _, t, _, fact in log.entries():
        if isinstance(fact, CallEnded):
            came.setdefault(fact.call, None)
        elif isinstance(fact, UnitChanged) and fact.status == "on_scene" and fact.call is not None:
            came.setdefault(fact.call, t)
    return came


def plain(log: Log) -> list[tuple[int, int, int | None, Fact]]:
    """Return the entries of a log, without its header."""
    return list(log.entries())
