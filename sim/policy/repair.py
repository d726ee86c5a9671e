"""Which team mends what first 抢修派遣: rules over what the district was told, none over what is true."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from sim.network.approach import Approach, drive, walk_in
from sim.network.travel import Travel
from sim.picture import Picture
from sim.picture.repairs import CrewView, DamageView
from sim.policy.access import Access
from sim.record.facts import Order
from sim.record.repair import WorkOrder
from sim.scenario.hazards import Repair
from sim.scenario.teams import RepairRules
from sim.scenario.work import machines_at_once, usual_h
from sim.terms.enums import Asset, CrewStatus, DamageKind, Skill
from sim.terms.units import HOUR_MS

NOTHING_CRITICAL: Final = 9
"""Rank of a place where nothing critical stands."""
DETOUR_SHARE: Final = 0.1
"""People at the ends of a road count so much where they can be reached by other roads (assumption)."""

_FREE = frozenset({CrewStatus.AT_BASE.value, CrewStatus.RETURNING.value, CrewStatus.WALKING.value, ""})
_AWAY = frozenset({CrewStatus.RESTING.value, CrewStatus.REFUELLING.value})
_STRANDED: str = CrewStatus.STRANDED.value
_AT_BASE = frozenset({CrewStatus.AT_BASE.value, ""})


@dataclass(frozen=True, slots=True)
class RepairPlan:
    """What the district knows beforehand of its teams and of what they mend.

    Attributes
    ----------
    homes, vehicles, skills, machines, rates, on_foot, ready_ms
        Of each team, by number: its base, what it drives, what it can do, machines on paper, what one of them
        does, the share that is left on foot, and the time from an order until it leaves.
    travel, foot
        Fastest ways by kind of vehicle, and on foot.
    access
        The map, and who lives where.
    people
        People who live at each node, where any do.
    ranks
        Rank of the critical place at a node, where there is one; the lowest comes first.
    served
        People who hang on an asset, by (asset, row), where that is known; else those who live beside it.
    rules
        How long the district waits, how far teams walk.
    repair
        How much work is usual.
    """

    homes: Sequence[int]
    vehicles: Sequence[str]
    skills: Sequence[tuple[str, ...]]
    machines: Sequence[int]
    rates: Sequence[float]
    on_foot: Sequence[float]
    ready_ms: Sequence[int]
    travel: Mapping[str, Travel]
    foot: Travel
    access: Access
    people: Mapping[int, int]
    ranks: Mapping[int, int]
    served: Mapping[tuple[str, int], int]
    rules: RepairRules
    repair: Repair


class Match(NamedTuple):
    """A team that could mend a damage.

    Attributes
    ----------
    team, damage
        Their numbers.
    travel_ms
        Until the team is there, from now on.
    hours
        Until the next step is done, by this team alone.
    people, rank
        People who gain by it, and the first rank of what gains by it.
    road
        Whether it is a road.
    goal
        The node at which the team would work.
    """

    team: int
    damage: int
    travel_ms: int
    hours: float
    people: float
    rank: int
    road: bool
    goal: int


class PeopleFirst:
    """Mend first what helps most people for each hour of a team 按人口效益.

    Parameters
    ----------
    plan
        What the district knows beforehand.
    """

    name = "people-first"

    def __init__(self, plan: RepairPlan) -> None:
        self.plan = plan
        self._worth: dict[tuple[str, int, tuple[int, ...]], tuple[float, int]] = {}
        self._worth_under: frozenset[int] | None = None

    def decide(self, picture: Picture) -> Iterator[Order]:
        """Yield the orders to give now; after each it is looked anew at what lacks and who is free."""
        while (order := self.next_order(picture)) is not None:
            yield order

    def key(self, match: Match) -> tuple[float, ...]:
        """Return what puts matches in order: the least is taken first."""
        return (-match.people / match.hours, match.hours, match.damage, match.team)

    def next_order(self, picture: Picture) -> WorkOrder | None:
        """Return the most urgent order that can be given, or None."""
        matches = list(self.matches(picture))
        if not matches:
            return None
        best = min(matches, key=self.key)
        nodes = picture.repairs.damages[best.damage].nodes
        ordered = (best.goal, *(node for node in nodes if node != best.goal))
        return WorkOrder(best.team, best.damage, ordered, tuple(sorted(picture.closed)))

    def matches(self, picture: Picture) -> Iterator[Match]:
        """Yield each free team with each damage that lacks what it can do and that it can reach."""
        meant = picture.repairs.meant()
        damages = picture.repairs.damages.values()
        lacking = [view for view in damages if self.lacks(picture, view, meant.get(view.damage, ()))]
        wanted = {view.capability for view in lacking}
        for team, skills in enumerate(self.plan.skills):
            if wanted.isdisjoint(skills):
                continue
            crew = picture.repairs.crews.get(team)
            for view in self.open_to(picture, team, crew, lacking):
                match = self.match(picture, team, crew, view)
                if match is not None:
                    yield match

    def open_to(
        self, picture: Picture, team: int, crew: CrewView | None, lacking: Sequence[DamageView]
    ) -> Iterable[DamageView]:
        """Return the damage to which a team may be sent, if it can work and is not needed elsewhere."""
        if self.machines(crew, team) == 0 or not (crew is None or self.is_heard(crew)):
            return ()
        return lacking if self.is_free(picture, crew) else self.more_urgent(picture, crew, lacking)

    # --- what it stands on ----------------------------------------------------------------------------------

    def lacks(self, picture: Picture, view: DamageView, meant: Iterable[CrewView]) -> bool:
        """Whether a damage has fewer machines, at work or on their way, than could work there at once.

        Parameters
        ----------
        picture, view
            What is known of the damage.
        meant
            The teams that are meant for it.
        """
        if not view.capability:
            return False
        there = sum(
            self.machines(crew, crew.team)
            for crew in meant
            if view.capability in self.plan.skills[crew.team] and not self.is_away(picture, crew)
        )
        return there < machines_at_once(self.plan.repair, view.capability)

    def machines(self, crew: CrewView | None, team: int) -> int:
        """Return the machines that a team can use: as it said, else as on paper."""
        told = None if crew is None else crew.machines
        return self.plan.machines[team] if told is None else told

    def is_free(self, picture: Picture, crew: CrewView | None) -> bool:
        """Whether a team can be given an order, as far as is known."""
        if crew is None or self.is_stuck(picture, crew):
            return True
        return crew.damage is None and crew.status in _FREE

    def is_heard(self, crew: CrewView) -> bool:
        """Whether a team has answered the last order, and none has failed to find it."""
        return not crew.silent and crew.order is None

    def more_urgent(
        self, picture: Picture, crew: CrewView | None, lacking: Sequence[DamageView]
    ) -> Iterable[DamageView]:
        """Return what a team may be called to from its work.

        It widens a road on which one gets through, or mends a gas main that is shut off.
        """
        now = None if crew is None or crew.damage is None else picture.repairs.damages.get(crew.damage)
        if now is not None and now.capability == Skill.GAS_MENDING.value:
            return [view for view in lacking if view.capability == Skill.GAS.value]
        if now is not None and self.is_passable(picture, now):
            return [view for view in lacking if not self.is_passable(picture, view)]
        return ()

    def is_passable(self, picture: Picture, view: DamageView) -> bool:
        """Whether a damage is on a road on which one gets through, as far as is known."""
        return DamageKind(view.kind).asset is Asset.ROAD and view.target not in picture.closed

    def is_away(self, picture: Picture, crew: CrewView) -> bool:
        """Whether a team that is meant for a damage does nothing for it now, nor soon."""
        return crew.order is None and (crew.status in _AWAY or self.is_stuck(picture, crew))

    def is_stuck(self, picture: Picture, crew: CrewView) -> bool:
        """Whether a team has stood before closed roads for longer than the district bears."""
        patience_ms = self.plan.rules.patience.ms
        return crew.status == _STRANDED and picture.now_ms - crew.since_ms >= patience_ms

    def match(self, picture: Picture, team: int, crew: CrewView | None, view: DamageView) -> Match | None:
        """Return a team as it would mend a damage, or None where it cannot, or has found that it cannot."""
        plan = self.plan
        if view.capability not in plan.skills[team]:
            return None
        if crew is not None and (crew.damage == view.damage or view.damage in crew.refused):
            return None
        way = self.way(picture, team, plan.homes[team] if crew is None else crew.node, view)
        if way is None:
            return None
        ready_ms = plan.ready_ms[team] if crew is None or crew.status in _AT_BASE else 0
        rate = self.machines(crew, team) * plan.rates[team] * (plan.on_foot[team] if way.walk_ms else 1.0)
        travel_ms = ready_ms + way.total_ms
        hours = travel_ms / HOUR_MS + self.work_h(view) / rate
        people, rank = self.worth(picture, view)
        road = DamageKind(view.kind).asset is Asset.ROAD
        return Match(team, view.damage, travel_ms, max(hours, 0.01), people, rank, road, way.goal)

    def way(self, picture: Picture, team: int, here: int, view: DamageView) -> Approach | None:
        """Return how a team would get to a damage by the roads as they are believed."""
        plan = self.plan
        travel = plan.travel[plan.vehicles[team]]
        way = drive(travel, here, view.nodes, picture.closed)
        if way is None and plan.on_foot[team] > 0:
            limit_ms = plan.rules.walk_limit.ms
            shut = picture.closed_on_foot
            way = walk_in(travel, plan.foot, here, view.nodes, picture.closed, shut, limit_ms)
        return way

    def work_h(self, view: DamageView) -> float:
        """Return the hours of one standard machine that the next step takes, as far as anyone knows."""
        if view.left_ms is not None:
            return view.left_ms / HOUR_MS
        return usual_h(self.plan.repair, DamageKind(view.kind), view.size, view.capability)

    def worth(self, picture: Picture, view: DamageView) -> tuple[float, int]:
        """Return how many people gain by a repair, and the first rank of what gains by it."""
        if picture.closed != self._worth_under:
            self._worth_under = picture.closed
            self._worth.clear()
        about = view.kind, view.target, view.nodes
        if about not in self._worth:
            self._worth[about] = self._find_worth(picture, view)
        return self._worth[about]

    def _find_worth(self, picture: Picture, view: DamageView) -> tuple[float, int]:
        plan = self.plan
        beside = sum(plan.people.get(node, 0) for node in view.nodes)
        rank = min((plan.ranks.get(node, NOTHING_CRITICAL) for node in view.nodes), default=NOTHING_CRITICAL)
        asset = DamageKind(view.kind).asset
        if asset is not Asset.ROAD:
            return plan.served.get((asset.value, view.target), beside), rank
        side = plan.access.opens(view.target, picture.closed | {view.target}, NOTHING_CRITICAL)
        return side.people + DETOUR_SHARE * beside, min(side.rank, rank)


class NearestFirst(PeopleFirst):
    """Mend first what a team is soonest at, whoever gains by it 就近抢修."""

    name = "nearest"

    def key(self, match: Match) -> tuple[float, ...]:
        """Return what puts matches in order: the least is taken first."""
        return (match.travel_ms, match.damage, match.team)


class RoadsFirst(PeopleFirst):
    """Open roads before all else, then what helps most people for each hour 先通路."""

    name = "roads-first"

    def key(self, match: Match) -> tuple[float, ...]:
        """Return what puts matches in order: the least is taken first."""
        return (not match.road, *super().key(match))


class CriticalFirst(PeopleFirst):
    """Mend first what hospitals, command and hubs hang on, then what helps most people 先保要害."""

    name = "critical-first"

    def key(self, match: Match) -> tuple[float, ...]:
        """Return what puts matches in order: the least is taken first."""
        return (match.rank, *super().key(match))


REPAIR_POLICIES: Final[dict[str, Callable[[RepairPlan], PeopleFirst]]] = {
    policy.name: policy for policy in (PeopleFirst, NearestFirst, RoadsFirst, CriticalFirst)
}
"""The rules by name."""
