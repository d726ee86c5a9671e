"""Which team goes to which incident that needs more than engines 专业队伍派遣, by what was told."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from sim.network.approach import Approach, drive, walk_in
from sim.picture import Picture
from sim.picture.capabilities import NeedView
from sim.picture.repairs import CrewView
from sim.policy.repair import RepairPlan
from sim.record.repair import WorkOrder
from sim.terms.enums import CrewStatus, Skill
from sim.terms.tasks import is_task

_AWAY: Final = frozenset({CrewStatus.RESTING.value, CrewStatus.REFUELLING.value})
_STRANDED: Final[str] = CrewStatus.STRANDED.value
_AT_BASE: Final = frozenset({CrewStatus.AT_BASE.value, ""})
_LIFE: Final = (
    Skill.MINE_RESCUE.value,
    Skill.FLOOD_RESCUE.value,
    Skill.MOUNTAIN_CAVE.value,
    Skill.MEDICAL.value,
    Skill.HAZMAT.value,
    Skill.FOREST_FIRE.value,
)
"""Those who save lives directly come first (assumption)."""


class Choice(NamedTuple):
    """A team that could go to an incident, in the order in which such are taken."""

    rank: int
    travel_ms: int
    task: int
    team: int
    goal: int


class NearestAble:
    """Send the team that is believed able and soonest there, by the roads as they are believed 就近能胜任者.

    A team that mends damage is called away from it; one that stands before closed roads for longer than the
    district bears is sent elsewhere, and another in its place. A team without a machine that it can use is
    not sent, once it has said so.

    Parameters
    ----------
    plan
        What the district knows beforehand of its teams.
    teams
        How many teams at most go to one incident, by capability; one where nothing is said.
    """

    name = "nearest-able"

    def __init__(self, plan: RepairPlan, teams: dict[str, int]) -> None:
        self.plan, self._teams = plan, teams

    def decide(self, picture: Picture) -> Iterator[WorkOrder]:
        """Yield the orders to give now; after each it is looked anew at who is wanted and who is free."""
        while choices := list(self._choices(picture)):
            best = min(choices)
            yield WorkOrder(best.team, best.task, (best.goal,), tuple(sorted(picture.closed)))

    def _choices(self, picture: Picture) -> Iterator[Choice]:
        meant = picture.repairs.meant()
        for number, need in picture.capabilities.needs.items():
            there = sum(not self._is_away(picture, crew) for crew in meant.get(number, ()))
            if there >= self._teams.get(need.skill, 1):
                continue
            for team, skills in enumerate(self.plan.skills):
                crew = picture.repairs.crews.get(team)
                if need.skill in skills and self._can_go(picture, crew, team, number):
                    yield from self._choice(picture, need, crew, team)

    def _choice(self, picture: Picture, need: NeedView, crew: CrewView | None, team: int) -> Iterator[Choice]:
        plan = self.plan
        way = self._way(picture, team, plan.homes[team] if crew is None else crew.node, need)
        if way is not None:
            ready_ms = plan.ready_ms[team] if crew is None or crew.status in _AT_BASE else 0
            rank = _LIFE.index(need.skill) if need.skill in _LIFE else len(_LIFE)
            yield Choice(rank, ready_ms + way.total_ms, need.number, team, way.goal)

    def _can_go(self, picture: Picture, crew: CrewView | None, team: int, number: int) -> bool:
        """Whether a team can be sent to a task, as far as is known."""
        if crew is None:
            return self.plan.machines[team] > 0
        if crew.silent or crew.order is not None or crew.damage == number:
            return False
        able = self.plan.machines[team] if crew.machines is None else crew.machines
        busy = is_task(crew.damage) and not self._is_stuck(picture, crew)
        return able > 0 and not busy and crew.status not in _AWAY

    def _is_away(self, picture: Picture, crew: CrewView) -> bool:
        """Whether a team that is meant for a task does nothing for it now, nor soon."""
        return crew.order is None and (crew.status in _AWAY or self._is_stuck(picture, crew))

    def _is_stuck(self, picture: Picture, crew: CrewView) -> bool:
        patience_ms = self.plan.rules.patience.ms
        return crew.status == _STRANDED and picture.now_ms - crew.since_ms >= patience_ms

    def _way(self, picture: Picture, team: int, here: int, need: NeedView) -> Approach | None:
        """Return how a team would get there by the roads as they are believed, perhaps on foot at the end."""
        plan = self.plan
        travel = plan.travel[plan.vehicles[team]]
        way = drive(travel, here, need.nodes, picture.closed)
        if way is None and plan.on_foot[team] > 0:
            shut, limit_ms = picture.closed_on_foot, plan.rules.walk_limit.ms
            way = walk_in(travel, plan.foot, here, need.nodes, picture.closed, shut, limit_ms)
        return way
