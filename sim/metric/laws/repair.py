"""Laws of professional teams: they work where they were sent and are, with what they have, and no more."""

from typing import Final

from sim.metric.laws.law import broken
from sim.metric.reader import Reader
from sim.record.facts import RoadCut, RoadOpened
from sim.record.hazard_facts import DamageBegan, DamageEased, RoadLimited
from sim.record.repair import CrewChanged, CrewTurned, DamageSeen, WorkDone, WorkHeld, WorkOrder
from sim.scenario.model import Scenario
from sim.scenario.work import matching
from sim.terms.enums import CrewStatus

AT_BASE, MUSTERING, EN_ROUTE, STRANDED, WALKING, SURVEYING, WORKING, STANDING_BY, RESTING, RETURNING = (
    status.value for status in list(CrewStatus)[:10]
)
REFUELLING: Final[str] = CrewStatus.REFUELLING.value
UNDER_WAY: Final = frozenset({EN_ROUTE, WALKING, RETURNING})
"""Statuses in which a team is on the road or on foot."""

_THERE = (SURVEYING, WORKING, STANDING_BY, RESTING)
_ROAD = (EN_ROUTE, WALKING, RETURNING, STRANDED)
_BASE = (AT_BASE, RESTING, REFUELLING)
NEXT: Final[dict[str, frozenset[str]]] = {
    "": frozenset({AT_BASE}),
    AT_BASE: frozenset({AT_BASE, MUSTERING}),
    MUSTERING: frozenset({MUSTERING, *_ROAD, *_THERE, *_BASE}),  # it may be whole before they leave
    EN_ROUTE: frozenset({*_ROAD, *_THERE, *_BASE}),
    WALKING: frozenset({*_ROAD, *_THERE, *_BASE}),  # the vehicle may stand at the base
    STRANDED: frozenset({*_ROAD, *_THERE, *_BASE}),
    SURVEYING: frozenset({*_ROAD, *_THERE, *_BASE}),
    WORKING: frozenset({*_ROAD, *_THERE, *_BASE}),
    STANDING_BY: frozenset({*_ROAD, *_THERE, *_BASE}),
    RESTING: frozenset({*_ROAD, *_THERE, *_BASE}),
    RETURNING: frozenset({*_ROAD, *_THERE, *_BASE}),
    REFUELLING: frozenset({*_ROAD, *_THERE, *_BASE}),
}
"""Statuses that can follow each status of a team."""

_FOOT = "foot"
_SLACK_MS = 2  # the share of each team is rounded when it is written down


class RepairLaws:
    """Follows every professional team, and the work at each damage.

    Parameters
    ----------
    scenario
        Teams, and their types.
    """

    def __init__(self, scenario: Scenario) -> None:
        types = [scenario.team_types[team.type] for team in scenario.teams]
        self._usable = [matching(team, kind).usable for team, kind in zip(scenario.teams, types, strict=True)]
        self._rates = [kind.rate.value for kind in types]
        self._vehicles = [team.vehicle for team in scenario.teams]
        self._last = [CrewChanged(team, "", -1, None, 0) for team in range(len(types))]
        self._since_ms = [0] * len(types)
        self._booked_ms = [0] * len(types)
        self._orders: list[dict[int, tuple[int, ...]]] = [{} for _ in types]
        self._need: dict[int, list[int]] = {}
        self._done: dict[tuple[int, int], int] = {}
        self._held: set[int] = set()
        self._cut_ms: dict[int, int] = {}
        self._shut_ms: dict[int, int] = {}
        self._limits: dict[int, tuple[int, tuple[str, ...]]] = {}

    @property
    def checks(self) -> dict[type, Reader]:
        """What to do at each kind of fact."""
        return {
            DamageBegan: self._begin,
            DamageEased: self._ease,
            DamageSeen: self._see,
            CrewChanged: self._change,
            CrewTurned: self._turn,
            WorkDone: self._work,
            WorkHeld: self._hold,
            RoadCut: self._cut,
            RoadOpened: self._open,
            RoadLimited: self._limit,
        }

    def order(self, order: WorkOrder) -> None:
        """Note that an order has reached a team."""
        if 0 <= order.team < len(self._orders):
            self._orders[order.team][order.damage] = order.nodes

    # --- damage ---------------------------------------------------------------------------------------------

    def _begin(self, seq: int, t: int, fact: DamageBegan) -> None:
        self._need[fact.damage] = [work_ms for _, work_ms in fact.work]

    def _see(self, seq: int, t: int, fact: DamageSeen) -> None:
        if fact.damage not in self._need:
            raise broken("seen", seq, t, f"damage {fact.damage} is seen, but it never began")

    def _hold(self, seq: int, t: int, fact: WorkHeld) -> None:
        if fact.held is (fact.damage in self._held):
            raise broken("held", seq, t, f"work at damage {fact.damage} is held twice, or let go twice")
        (self._held.add if fact.held else self._held.discard)(fact.damage)

    def _work(self, seq: int, t: int, fact: WorkDone) -> None:
        """Look whether a team that has done work was at work there, and had time and machines for it."""
        last = self._last[fact.team]
        if (last.status, last.damage) != (WORKING, fact.damage):
            raise broken("at_work", seq, t, f"team {fact.team} is not at work on damage {fact.damage}")
        elapsed_ms = t - max(self._since_ms[fact.team], self._booked_ms[fact.team])
        most_ms = elapsed_ms * last.machines * self._rates[fact.team] + _SLACK_MS
        if fact.damage in self._held or not 0 < fact.work_ms <= most_ms:
            raise broken("at_work", seq, t, f"team {fact.team} has done {fact.work_ms} ms of work too soon")
        self._booked_ms[fact.team] = t
        key = fact.damage, fact.step
        self._done[key] = self._done.get(key, 0) + fact.work_ms

    def _ease(self, seq: int, t: int, fact: DamageEased) -> None:
        if not self._last:
            return  # without teams nobody writes work down
        need_ms = self._need.get(fact.damage, [])[fact.step : fact.step + 1]
        if [self._done.get((fact.damage, fact.step), 0)] != need_ms:
            raise broken(
                "work", seq, t, f"step {fact.step} of damage {fact.damage} is done without all its work"
            )

    # --- teams ----------------------------------------------------------------------------------------------

    def _change(self, seq: int, t: int, fact: CrewChanged) -> None:
        team = fact.team
        if not 0 <= team < len(self._last):
            raise broken("crew_status", seq, t, f"team {team} does not exist")
        old = self._last[team]
        if fact.status not in NEXT[old.status]:
            raise broken("crew_status", seq, t, f"team {team} was {old.status or 'new'} and is {fact.status}")
        if not 0 <= fact.machines <= self._usable[team]:
            raise broken("usable", seq, t, f"team {team} uses {fact.machines} of {self._usable[team]}")
        if fact.status in (SURVEYING, WORKING, STANDING_BY) and not self._was_sent(fact):
            raise broken("crew_sent", seq, t, f"team {team} works at {fact.node}, where it was not sent")
        if old.status in UNDER_WAY and fact.node == old.node and not fact.path:
            self._arrive(seq, t, old)
        self._last[team], self._since_ms[team] = fact, t

    def _was_sent(self, fact: CrewChanged) -> bool:
        return fact.damage is not None and fact.node in self._orders[fact.team].get(fact.damage, ())

    def _arrive(self, seq: int, t: int, way: CrewChanged) -> None:
        """Look whether a team came over a link that was closed to it all the while."""
        began_ms = self._since_ms[way.team]
        for link in way.path:
            closed_ms = self._closed_ms(self._by(way), link)
            if closed_ms is not None and closed_ms <= began_ms < t:
                raise broken("crossed", seq, t, f"team {way.team} is there over link {link}, which is closed")

    def _turn(self, seq: int, t: int, fact: CrewTurned) -> None:
        if self._closed_ms(self._by(self._last[fact.team]), fact.link) is None:
            raise broken("turned", seq, t, f"team {fact.team} turns round at link {fact.link}, which is open")

    def _cut(self, seq: int, t: int, fact: RoadCut) -> None:
        self._cut_ms.setdefault(fact.link, t)
        if not fact.foot:
            self._shut_ms[fact.link] = t

    def _open(self, seq: int, t: int, fact: RoadOpened) -> None:
        self._cut_ms.pop(fact.link, None)
        self._shut_ms.pop(fact.link, None)

    def _limit(self, seq: int, t: int, fact: RoadLimited) -> None:
        self._limits[fact.link] = t, fact.vehicles

    def _by(self, way: CrewChanged) -> str:
        """Return by what a team goes."""
        return _FOOT if way.status == WALKING else self._vehicles[way.team]

    def _closed_ms(self, vehicle: str, link: int) -> int | None:
        """Return since when a link is closed to a kind of vehicle, or None where it is open to it."""
        limit_ms, vehicles = self._limits.get(link, (0, ()))
        cut_ms = self._shut_ms if vehicle == _FOOT else self._cut_ms
        return cut_ms.get(link, limit_ms if vehicle in vehicles else None)
