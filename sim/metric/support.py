"""What generator trucks did, and how long critical loads were dark, from the log."""

from dataclasses import dataclass, field
from math import fsum
from typing import Any

from sim.metric.carried import Carried
from sim.metric.reader import Reader
from sim.record.facts import MessageDelivered, MessageSent
from sim.record.support import TruckChanged, TruckOrder
from sim.scenario.model import Scenario
from sim.scenario.support import trucks
from sim.terms.support import TruckStatus
from sim.terms.units import HOUR_MS

_SUPPLYING: str = TruckStatus.SUPPLYING.value
_REFUELLING: str = TruckStatus.REFUELLING.value


@dataclass(slots=True)
class Truck:
    """What became of one truck.

    Attributes
    ----------
    spent_ms
        How long it was in each status.
    loads
        Loads that it fed, each once, in order.
    refuelled
        How often it filled up.
    """

    status: str = ""
    since_ms: int = 0
    spent_ms: dict[str, int] = field(default_factory=dict)
    loads: dict[int, None] = field(default_factory=dict)
    refuelled: int = 0

    def turn(self, t: int, status: str) -> None:
        """Let time pass until a new status."""
        self.spent_ms[self.status] = self.spent_ms.get(self.status, 0) + t - self.since_ms
        self.status, self.since_ms = status, t


class Trucks:
    """Follows generator trucks; there is nothing to follow where they are switched off.

    Parameters
    ----------
    scenario
        What the log is a log of.

    Attributes
    ----------
    trucks
        By number.
    orders
        Orders given, and those that reached a truck.
    """

    def __init__(self, scenario: Scenario) -> None:
        self._rows = trucks(scenario)
        self._scenario = scenario
        self.trucks = [Truck() for _ in self._rows]
        self.orders = Carried(TruckOrder)
        self.readers: dict[type, Reader] = {}
        if self._rows:
            self.readers = {
                TruckChanged: self._change,
                MessageSent: self._send,
                MessageDelivered: self._deliver,
            }

    def finish(self, t: int) -> None:
        """Take the run to end at a time."""
        for truck in self.trucks:
            truck.turn(t, truck.status)

    def summary(self) -> dict[str, Any]:
        """Return the headline figures under one key; nothing where trucks are switched off."""
        if not self._rows:
            return {}
        rows = [self._row(number) for number in range(len(self._rows))]
        return {
            "trucks": {
                "ordered": self.orders.ordered,
                "received": self.orders.received,
                "loads": len({load for truck in self.trucks for load in truck.loads}),
                "supplied_h": fsum(row["supplying_h"] for row in rows),
                "stranded_h": fsum(row["stranded_h"] for row in rows),
                "refuelled": sum(row["refuelled"] for row in rows),
                "each": rows,
            }
        }

    def _row(self, number: int) -> dict[str, Any]:
        truck, row = self.trucks[number], self._rows[number]
        spent = {f"{s.value}_h": truck.spent_ms.get(s.value, 0) / HOUR_MS for s in TruckStatus}
        loads = [self._scenario.loads[load].id for load in truck.loads]
        return {"truck": row.id, "team": row.team.id, "loads": loads, "refuelled": truck.refuelled, **spent}

    def _send(self, seq: int, t: int, fact: MessageSent) -> None:
        self.orders.send(seq, fact)

    def _deliver(self, seq: int, t: int, fact: MessageDelivered) -> None:
        self.orders.deliver(fact)

    def _change(self, seq: int, t: int, fact: TruckChanged) -> None:
        truck = self.trucks[fact.truck]
        truck.turn(t, fact.status)
        if fact.status == _SUPPLYING and fact.load is not None:
            truck.loads[fact.load] = None
        truck.refuelled += fact.status == _REFUELLING
