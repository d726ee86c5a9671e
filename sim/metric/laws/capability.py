"""Laws of capabilities: what needs one is not finished without it; line around a fire is closed once."""

from sim.metric.laws.law import broken
from sim.metric.reader import Reader
from sim.record.capability import (
    CapabilityDone,
    CapabilityNeeded,
    CrewsWithdrew,
    FireOut,
    LineBuilt,
)
from sim.record.facts import CallEnded
from sim.record.repair import WorkDone
from sim.scenario.model import Scenario
from sim.terms.enums import CallStage, Skill
from sim.terms.tasks import is_task, task_number

_CLOSED = CallStage.CLOSED.value


class CapabilityLaws:
    """Follows what incidents need beyond engines, who does it, and wildfires that are fought.

    Parameters
    ----------
    scenario
        Teams, and what they can do.
    """

    def __init__(self, scenario: Scenario) -> None:
        types = [scenario.team_types[team.type] for team in scenario.teams]
        self._skills = [frozenset(skill.value for skill in kind.capabilities) for kind in types]
        self._lacking: dict[int, set[str]] = {}
        self._left_ms: dict[int, int] = {}
        self._closed: dict[int, set[int]] = {}
        self._burnt: dict[int, int] = {}
        self._out: dict[int, bool] = {}
        self._over: set[int] = set()

    @property
    def checks(self) -> dict[type, Reader]:
        """What to do at each kind of fact."""
        return {
            CapabilityNeeded: self._need,
            CapabilityDone: self._done,
            CallEnded: self._end,
            WorkDone: self._work,
            LineBuilt: self._line,
            CrewsWithdrew: self._withdraw,
            FireOut: self._put_out,
        }

    def _need(self, seq: int, t: int, fact: CapabilityNeeded) -> None:
        lacking = self._lacking.setdefault(fact.call, set())
        if fact.capability in lacking:
            raise broken("capable", seq, t, f"call {fact.call} needs {fact.capability} twice")
        lacking.add(fact.capability)
        self._left_ms[task_number(fact.call, Skill(fact.capability))] = fact.work_ms

    def _work(self, seq: int, t: int, fact: WorkDone) -> None:
        if is_task(fact.damage):
            self._left_ms[fact.damage] = self._left_ms.get(fact.damage, 0) - fact.work_ms

    def _done(self, seq: int, t: int, fact: CapabilityDone) -> None:
        lacking = self._lacking.get(fact.call, set())
        if fact.capability not in lacking:
            raise broken("capable", seq, t, f"call {fact.call} does not need {fact.capability}")
        if fact.team is None:
            able = fact.capability == Skill.FOREST_FIRE.value and bool(self._over)
        else:
            left_ms = self._left_ms[task_number(fact.call, Skill(fact.capability))]
            able = fact.capability in self._skills[fact.team] and left_ms == 0
        if not able:
            raise broken("capable", seq, t, f"{fact.capability} at call {fact.call} is done by nobody able")
        lacking.discard(fact.capability)

    def _end(self, seq: int, t: int, fact: CallEnded) -> None:
        lacking = self._lacking.pop(fact.call, set())
        if fact.stage == _CLOSED and lacking:
            raise broken("capable", seq, t, f"call {fact.call} is closed without {sorted(lacking)}")

    def _line(self, seq: int, t: int, fact: LineBuilt) -> None:
        closed = self._closed.setdefault(fact.hazard, set())
        twice = closed.intersection(fact.cells)
        if fact.hazard in self._over or twice or fact.burnt < self._burnt.get(fact.hazard, 0):
            raise broken("line", seq, t, f"line at fire {fact.hazard} is closed twice, or too late")
        closed.update(fact.cells)
        self._burnt[fact.hazard] = fact.burnt

    def _withdraw(self, seq: int, t: int, fact: CrewsWithdrew) -> None:
        if self._out.get(fact.hazard, False) is fact.out:
            raise broken("line", seq, t, f"crews at fire {fact.hazard} withdraw twice, or come back twice")
        self._out[fact.hazard] = fact.out

    def _put_out(self, seq: int, t: int, fact: FireOut) -> None:
        if fact.hazard in self._over or (fact.contained and not self._closed.get(fact.hazard)):
            raise broken("line", seq, t, f"fire {fact.hazard} is out twice, or contained without a line")
        self._over.add(fact.hazard)
