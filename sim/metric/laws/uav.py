"""Laws of UAVs: by order, within their endurance and by their light, and they see what is there."""

from typing import Final

from sim.metric.laws.law import broken
from sim.metric.reader import Reader
from sim.network.roads import pace
from sim.record.facts import MessageDelivered, MessageSent, RoadCut, RoadOpened
from sim.record.uav import UavChanged, UavMoved, UavOrder, UavSaw
from sim.scenario.gusts import gusts
from sim.scenario.model import Scenario
from sim.scenario.uav import uavs
from sim.terms.support import UavStatus
from sim.terms.units import DAY_MS

AT_BASE, PREPARING, HELD, FLYING, CHARGING, DRIVING, RETURNING = (status.value for status in UavStatus)
NEXT: Final[dict[str, frozenset[str]]] = {
    "": frozenset({AT_BASE}),
    AT_BASE: frozenset({PREPARING}),
    PREPARING: frozenset({HELD, FLYING, DRIVING}),
    HELD: frozenset({FLYING}),
    FLYING: frozenset({CHARGING}),
    CHARGING: frozenset({AT_BASE, RETURNING}),
    DRIVING: frozenset({PREPARING, RETURNING, AT_BASE}),
    RETURNING: frozenset({AT_BASE}),
}
"""Statuses that can follow each status of a UAV."""


class UavLaws:
    """Follows every UAV, and the roads that it sees; nothing where there are none.

    Parameters
    ----------
    scenario
        Teams, and how UAVs fly.
    """

    def __init__(self, scenario: Scenario) -> None:
        rows, self._flight = uavs(scenario), scenario.support.flight
        self._start_ms = pace(scenario).start_ms if rows else 0
        self._status = ["" for _ in rows]
        self._since_ms = [0 for _ in rows]
        self._orders: list[set[tuple[int, ...]]] = [set() for _ in rows]
        self._sent: dict[int, UavOrder] = {}
        self._closed: set[int] = set()
        self._nodes = [scenario.node_ids[row.team.node] for row in rows]
        self._blows = gusts(scenario) if rows and self._flight.minds_wind else None

    @property
    def checks(self) -> dict[type, Reader]:
        """What to do at each kind of fact."""
        follow: dict[type, Reader] = {UavChanged: self._change, UavSaw: self._see, UavMoved: self._move}
        if not self._status:
            return follow
        return follow | {
            MessageSent: self._send,
            MessageDelivered: self._deliver,
            RoadCut: lambda seq, t, fact: self._closed.add(fact.link),
            RoadOpened: lambda seq, t, fact: self._closed.discard(fact.link),
        }

    def _send(self, seq: int, t: int, fact: MessageSent) -> None:
        first = fact.body[0]
        if isinstance(first, UavOrder):
            self._sent[seq] = first

    def _deliver(self, seq: int, t: int, fact: MessageDelivered) -> None:
        order = self._sent.pop(fact.message, None)
        if order is not None and 0 <= order.uav < len(self._orders):
            self._orders[order.uav].add(order.links)

    def _change(self, seq: int, t: int, fact: UavChanged) -> None:
        uav = fact.uav
        if not 0 <= uav < len(self._status):
            raise broken("uav", seq, t, f"there is no UAV {uav}")
        before = self._status[uav]
        if fact.status not in NEXT[before]:
            raise broken("uav", seq, t, f"UAV {uav} is {before}, then {fact.status}")
        if fact.status != AT_BASE and fact.links not in self._orders[uav]:
            raise broken("uav_sent", seq, t, f"no order sent UAV {uav} to links {fact.links}")
        if before == FLYING:
            self._land(seq, t, fact)
        if fact.status == FLYING:
            self._take_off(seq, t, uav)
        self._status[uav], self._since_ms[uav] = fact.status, t

    def _move(self, seq: int, t: int, fact: UavMoved) -> None:
        if not 0 <= fact.uav < len(self._nodes) or self._status[fact.uav] not in (DRIVING, RETURNING):
            raise broken("uav", seq, t, f"UAV {fact.uav} moves to node {fact.node}, and nobody drives it")
        self._nodes[fact.uav] = fact.node

    def _take_off(self, seq: int, t: int, uav: int) -> None:
        if self._is_dark(t):
            raise broken("uav_limits", seq, t, f"UAV {uav} takes off in the dark")
        gust_m_s = 0.0 if self._blows is None else self._blows(self._nodes[uav], t)
        if gust_m_s > self._flight.wind.value:
            raise broken("uav_limits", seq, t, f"UAV {uav} takes off in gusts of {gust_m_s:.1f} m/s")

    def _land(self, seq: int, t: int, fact: UavChanged) -> None:
        flown_ms = t - self._since_ms[fact.uav]
        if not fact.flown_ms == flown_ms <= self._flight.endurance.ms:
            raise broken("uav_limits", seq, t, f"UAV {fact.uav} flew {flown_ms} ms, it says {fact.flown_ms}")
        if self._is_dark(t):
            raise broken("uav_limits", seq, t, f"UAV {fact.uav} lands in the dark")

    def _is_dark(self, t: int) -> bool:
        local_ms = (self._start_ms + t) % DAY_MS
        light = self._flight.first_light.ms <= local_ms <= self._flight.last_light.ms
        return not (light or self._flight.night)

    def _see(self, seq: int, t: int, fact: UavSaw) -> None:
        if not 0 <= fact.uav < len(self._status) or self._status[fact.uav] != FLYING:
            raise broken("uav_saw", seq, t, f"UAV {fact.uav} sees link {fact.link}, and does not fly")
        if fact.closed != (fact.link in self._closed):
            raise broken("uav_saw", seq, t, f"UAV {fact.uav} sees link {fact.link} as it is not")
