"""Laws of generator trucks: they feed only where they stand, by order, and with the fuel that they have."""

from typing import Final

from sim.metric.laws.law import broken
from sim.metric.reader import Reader
from sim.record.facts import MessageDelivered, MessageSent, RoadCut, RoadOpened
from sim.record.hazard_facts import RoadLimited
from sim.record.power_facts import LoadFuelled
from sim.record.support import TruckChanged, TruckOrder, TruckTurned
from sim.scenario.model import Scenario
from sim.scenario.support import trucks
from sim.terms.support import TruckStatus

AT_BASE, MUSTERING, EN_ROUTE, STRANDED, CONNECTING, SUPPLYING, RETURNING, REFUELLING = (
    status.value for status in TruckStatus
)
_ROAD = (EN_ROUTE, STRANDED, RETURNING)
NEXT: Final[dict[str, frozenset[str]]] = {
    "": frozenset({AT_BASE}),
    AT_BASE: frozenset({MUSTERING}),
    MUSTERING: frozenset({EN_ROUTE}),
    EN_ROUTE: frozenset({*_ROAD, CONNECTING}),
    STRANDED: frozenset({*_ROAD, CONNECTING}),
    CONNECTING: frozenset({*_ROAD, SUPPLYING}),
    SUPPLYING: frozenset(_ROAD),
    RETURNING: frozenset({*_ROAD, REFUELLING, AT_BASE}),
    REFUELLING: frozenset({*_ROAD, AT_BASE}),
}
"""Statuses that can follow each status of a truck."""


class TruckLaws:
    """Follows every generator truck, and the fuel that it gives; nothing where there are none.

    Parameters
    ----------
    scenario
        Teams, and their types.
    """

    def __init__(self, scenario: Scenario) -> None:
        rows = trucks(scenario)
        self._tank_ms = [scenario.team_types[row.team.type].fuel.ms for row in rows]
        self._last = [TruckChanged(truck, "", -1, None, 0) for truck in range(len(rows))]
        self._orders: list[dict[int, int]] = [{} for _ in rows]
        self._sent: dict[int, TruckOrder] = {}
        self._left_ms: dict[int, int] = {}
        self._closed: dict[int, int] = {}

    @property
    def checks(self) -> dict[type, Reader]:
        """What to do at each kind of fact."""
        follow: dict[type, Reader] = {TruckChanged: self._change, TruckTurned: self._turn}
        if not self._last:
            return follow
        return follow | {
            MessageSent: self._send,
            MessageDelivered: self._deliver,
            LoadFuelled: self._fuelled,
            RoadCut: self._cut,
            RoadLimited: self._cut,
            RoadOpened: self._open,
        }

    def _send(self, seq: int, t: int, fact: MessageSent) -> None:
        if type(fact.body[0]) is TruckOrder:
            self._sent[seq] = fact.body[0]

    def _deliver(self, seq: int, t: int, fact: MessageDelivered) -> None:
        order = self._sent.pop(fact.message, None)
        if order is not None and 0 <= order.truck < len(self._orders):
            self._orders[order.truck][order.load] = order.node

    def _change(self, seq: int, t: int, fact: TruckChanged) -> None:
        if not 0 <= fact.truck < len(self._last):
            raise broken("truck", seq, t, f"there is no truck {fact.truck}")
        before = self._last[fact.truck]
        if fact.status not in NEXT[before.status]:
            raise broken("truck", seq, t, f"truck {fact.truck} is {before.status}, then {fact.status}")
        if not 0 <= fact.fuel_ms <= self._tank_ms[fact.truck]:
            raise broken("truck_fuel", seq, t, f"truck {fact.truck} has fuel for {fact.fuel_ms} ms")
        if fact.load is not None and fact.load not in self._orders[fact.truck]:
            raise broken("truck_sent", seq, t, f"truck {fact.truck} was not sent to load {fact.load}")
        self._stand(seq, t, before, fact)
        self._last[fact.truck] = fact

    def _stand(self, seq: int, t: int, before: TruckChanged, fact: TruckChanged) -> None:
        """Let a truck begin to feed a load at which it stands, or feed it no more."""
        if before.status == SUPPLYING and before.load is not None:
            self._left_ms.pop(before.load, None)
        if fact.status not in (CONNECTING, SUPPLYING):
            return
        assert fact.load is not None, "it was sent, as was looked at before"
        node = self._orders[fact.truck][fact.load]
        if fact.node != node:
            raise broken("truck_there", seq, t, f"truck {fact.truck} is at {fact.node}, not at {node}")
        if fact.status == SUPPLYING:
            if fact.load in self._left_ms:
                raise broken("truck_there", seq, t, f"two trucks feed load {fact.load}")
            self._left_ms[fact.load] = fact.fuel_ms

    def _fuelled(self, seq: int, t: int, fact: LoadFuelled) -> None:
        """Look that fuel comes to a load only from a truck that is there, and no more than it has."""
        left_ms = self._left_ms.get(fact.load)
        if fact.added_ms > 0 and left_ms is None:
            raise broken("truck_there", seq, t, f"no truck is at load {fact.load}")
        if left_ms is not None:
            self._left_ms[fact.load] = left_ms - fact.added_ms
            if left_ms < fact.added_ms:
                raise broken("truck_fuel", seq, t, f"load {fact.load} gets more than the truck has")

    def _cut(self, seq: int, t: int, fact: RoadCut | RoadLimited) -> None:
        self._closed[fact.link] = t

    def _open(self, seq: int, t: int, fact: RoadOpened) -> None:
        self._closed[fact.link] = t

    def _turn(self, seq: int, t: int, fact: TruckTurned) -> None:
        if fact.link not in self._closed or fact.truck >= len(self._last):
            raise broken("truck", seq, t, f"truck {fact.truck} turns at link {fact.link}, never closed")
