"""Aid from above, flights, and who commanded the fire service: what a log tells of them."""

import math
from typing import Any

from sim.metric.aid import Loans
from sim.metric.leaders import named
from sim.metric.reader import Reader
from sim.metric.spread import NOTHING
from sim.record.aid import AidOrdered
from sim.record.facts import MessageSent
from sim.record.standby import CentreLost, CentreMoved, CommandSplit, PostMoved, PostSetUp
from sim.record.upper import FlightHeld, FlightLeg, TierApproved
from sim.scenario.lenders import lenders
from sim.scenario.model import Scenario
from sim.scenario.tiers import TIERS
from sim.terms.ids import DISPATCH_CENTRE
from sim.terms.units import HOUR_MS

_HELD = ("night", "rain")


class Spans:
    """Spans of time that begin and end, in ms."""

    def __init__(self) -> None:
        self.begun_ms: int | None = None
        self.total_ms = self.count = 0

    def turn(self, t: int, on: bool) -> None:
        """Let a span begin, or end the one that is open."""
        if on and self.begun_ms is None:
            self.begun_ms, self.count = t, self.count + 1
        elif not on and self.begun_ms is not None:
            self.total_ms, self.begun_ms = self.total_ms + t - self.begun_ms, None


class Municipal:
    """Follows upper tiers, helicopters, and the command of the fire service.

    Parameters
    ----------
    scenario
        What the log is a log of.

    Attributes
    ----------
    approved
        Requests that each tier has approved.
    legs, held
        Flights: their times in ms; and how often a helicopter was held, by reason.
    lost, alone, split, away
        Spans in which the first centre was lost; in which it was, and nobody had taken command; in which two
        held that they command; and in which the second commanded.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.tiers, self.centres = scenario.upper.on, scenario.standby
        self.has_centres = scenario.standby.post is not None or bool(scenario.standby.lost)
        self._seconds = named(scenario, scenario.standby.post)
        rows = lenders(scenario)
        self._tier: dict[int, str] = {row.address: row.tier for row in rows}
        self._of_unit = {unit: row.tier for row in rows for unit in row.units}
        self.approved = dict.fromkeys(TIERS[1:], 0)
        self.ordered = 0
        self.legs: list[int] = []
        self.held = dict.fromkeys(_HELD, 0)
        self.lost, self.alone, self.split, self.away = Spans(), Spans(), Spans(), Spans()
        self.moved_ms: list[int] = []
        self.set_up_ms: list[int] = []
        self.readers: dict[type, Reader] = {
            TierApproved: self._approve,
            FlightLeg: lambda seq, t, fact: self.legs.append(fact.ms),
            FlightHeld: self._hold,
            CentreLost: self._lose,
            CentreMoved: self._move,
            CommandSplit: lambda seq, t, fact: self.split.turn(t, fact.both),
            PostMoved: self._leave,
            PostSetUp: self._set_up,
        }
        if scenario.upper.on and scenario.upper.orders:
            self.readers[MessageSent] = self._order

    def finish(self, t: int) -> None:
        """Take the run to end at a time: what goes on ends there."""
        for spans in (self.lost, self.alone, self.split, self.away):
            spans.turn(t, False)

    def _approve(self, seq: int, t: int, fact: TierApproved) -> None:
        self.approved[self._tier[fact.post]] += 1

    def _hold(self, seq: int, t: int, fact: FlightHeld) -> None:
        self.held[fact.reason] += 1

    def _order(self, seq: int, t: int, fact: MessageSent) -> None:
        self.ordered += type(fact.body[0]) is AidOrdered

    def _lose(self, seq: int, t: int, fact: CentreLost) -> None:
        self.lost.turn(t, fact.lost)
        self.alone.turn(t, fact.lost and self.away.begun_ms is None)

    def _move(self, seq: int, t: int, fact: CentreMoved) -> None:
        taken = fact.receiver != DISPATCH_CENTRE
        self.away.turn(t, taken)
        self.alone.turn(t, not taken and self.lost.begun_ms is not None)

    def _leave(self, seq: int, t: int, fact: PostMoved) -> None:
        if fact.node != fact.bound and fact.post in self._seconds:
            self.moved_ms.append(t)

    def _set_up(self, seq: int, t: int, fact: PostSetUp) -> None:
        if fact.post in self._seconds:
            self.set_up_ms.append(t)

    def summary(self, aid: Loans) -> dict[str, Any]:
        """Return the headline figures, as plain data; nothing where neither is on. Times are in hours."""
        found: dict[str, Any] = {}
        if self.tiers:
            found["upper"] = self._upper(aid)
        if self.has_centres:
            found["centres"] = self._centres()
        return found

    def _upper(self, aid: Loans) -> dict[str, Any]:
        lent = [self._of_unit[loan.unit] for loan in aid.loans if loan.left_ms is not None]
        came = [self._of_unit[loan.unit] for loan in aid.loans if loan.checked_in_ms is not None]
        by_tier = {
            tier: {"approved": self.approved[tier], "lent": lent.count(tier), "checked_in": came.count(tier)}
            for tier in TIERS[1:]
        }
        return {
            **by_tier,
            "ordered": self.ordered,
            "flights": len(self.legs),
            "flown_h": math.fsum(self.legs) / HOUR_MS,
            **{f"held_{reason}": self.held[reason] for reason in _HELD},
        }

    def _centres(self) -> dict[str, Any]:
        pairs = zip(self.moved_ms, self.set_up_ms, strict=False)
        up = [(up_ms - off_ms) / HOUR_MS for off_ms, up_ms in pairs]
        return {
            "lost": self.lost.count,
            "lost_h": self.lost.total_ms / HOUR_MS,
            "alone_h": self.alone.total_ms / HOUR_MS,
            "taken": self.away.count,
            "second_h": self.away.total_ms / HOUR_MS,
            "split_h": self.split.total_ms / HOUR_MS,
            "set_up_h": max(up, default=NOTHING),
        }
