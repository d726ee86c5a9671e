"""What UAVs did, and what they saw and told, from the log."""

from dataclasses import dataclass, field
from math import fsum
from typing import Any

from sim.metric.reader import Reader
from sim.record.facts import MessageDelivered, MessageSent, RoadReport
from sim.record.uav import UavChanged, UavOrder, UavSaw
from sim.scenario.model import Scenario
from sim.scenario.uav import uavs
from sim.terms.ids import Address, Band
from sim.terms.support import UavStatus
from sim.terms.units import HOUR_MS

_HELD: str = UavStatus.HELD.value
_FLYING: str = UavStatus.FLYING.value


@dataclass(slots=True)
class Flights:
    """What became of one UAV.

    Attributes
    ----------
    flights, flown_ms, held_ms
        How often and how long it flew, and how long it waited for light and weather.
    seen, closed
        Links that it saw, and that were closed then, each once.
    sent, delivered, changed
        Its reports of links: sent, arrived, and of these the ones that told the district something else than
        the order that it flew by believed.
    """

    status: str = ""
    since_ms: int = 0
    flights: int = 0
    flown_ms: int = 0
    held_ms: int = 0
    sent: int = 0
    delivered: int = 0
    changed: int = 0
    seen: dict[int, None] = field(default_factory=dict)
    closed: dict[int, None] = field(default_factory=dict)
    believed: frozenset[int] = frozenset()

    def turn(self, t: int, status: str) -> None:
        """Let time pass until a new status."""
        if self.status == _FLYING:
            self.flown_ms += t - self.since_ms
        elif self.status == _HELD:
            self.held_ms += t - self.since_ms
        self.flights += status == _FLYING != self.status
        self.status, self.since_ms = status, t


class Scouting:
    """Follows UAVs; there is nothing to follow where they are switched off.

    Parameters
    ----------
    scenario
        What the log is a log of.

    Attributes
    ----------
    uavs
        By number.
    ordered, received
        Orders given, and those that reached a crew.
    """

    def __init__(self, scenario: Scenario) -> None:
        self._rows = uavs(scenario)
        self.uavs = [Flights() for _ in self._rows]
        self.ordered = self.received = 0
        self._orders: dict[int, UavOrder] = {}
        self._told: dict[int, tuple[int, RoadReport]] = {}
        self.readers: dict[type, Reader] = {}
        if self._rows:
            self.readers = {
                UavChanged: self._change,
                UavSaw: self._see,
                MessageSent: self._send,
                MessageDelivered: self._deliver,
            }

    def finish(self, t: int) -> None:
        """Take the run to end at a time."""
        for uav in self.uavs:
            uav.turn(t, uav.status)

    def summary(self) -> dict[str, Any]:
        """Return the headline figures under one key; nothing where UAVs are switched off."""
        if not self._rows:
            return {}
        rows = [self._row(number) for number in range(len(self._rows))]
        totals = {key: fsum(row[key] for row in rows) for key in ("flown_h", "held_h")}
        counts = {key: sum(row[key] for row in rows) for key in ("flights", "sent", "delivered", "changed")}
        seen = {link for uav in self.uavs for link in uav.seen}
        told = {"ordered": self.ordered, "received": self.received, "seen": len(seen)}
        return {"uavs": {**told, **counts, **totals, "each": rows}}

    def _row(self, number: int) -> dict[str, Any]:
        uav, row = self.uavs[number], self._rows[number]
        return {
            "uav": row.id,
            "team": row.team.id,
            "flights": uav.flights,
            "flown_h": uav.flown_ms / HOUR_MS,
            "held_h": uav.held_ms / HOUR_MS,
            "seen": len(uav.seen),
            "closed": len(uav.closed),
            "sent": uav.sent,
            "delivered": uav.delivered,
            "changed": uav.changed,
        }

    def _send(self, seq: int, t: int, fact: MessageSent) -> None:
        first = fact.body[0]
        if isinstance(first, UavOrder):
            self.ordered += 1
            self._orders[seq] = first
        elif type(first) is RoadReport:
            found = Band.split(Address(fact.sender))
            if found is not None and found[0] is Band.UAV:
                self._told[seq] = found[1], first
                self.uavs[found[1]].sent += 1

    def _deliver(self, seq: int, t: int, fact: MessageDelivered) -> None:
        order, told = self._orders.pop(fact.message, None), self._told.pop(fact.message, None)
        if order is not None:
            self.received += 1
            self.uavs[order.uav].believed = frozenset(order.avoid)
        elif told is not None:
            number, report = told
            uav = self.uavs[number]
            uav.delivered += 1
            uav.changed += report.closed != (report.link in uav.believed)

    def _see(self, seq: int, t: int, fact: UavSaw) -> None:
        uav = self.uavs[fact.uav]
        uav.seen[fact.link] = None
        if fact.closed:
            uav.closed[fact.link] = None

    def _change(self, seq: int, t: int, fact: UavChanged) -> None:
        self.uavs[fact.uav].turn(t, fact.status)
