"""Capabilities that incidents needed 专业能力: when that was known, who was sent, who came, what is done."""

from dataclasses import dataclass
from typing import Any, Final

from sim.metric.column import Column
from sim.metric.leaders import leaders
from sim.metric.reader import Reader
from sim.metric.spread import known, percentile
from sim.record.capability import CapabilityDone, CapabilityNeeded, FireOut, LineBuilt, NeedReport
from sim.record.facts import CallEnded, MessageDelivered, MessageSent
from sim.record.hazard_facts import HazardBegan
from sim.record.repair import CrewChanged, WorkOrder
from sim.scenario.model import Scenario
from sim.scenario.work import matching
from sim.terms.enums import CallStage, CrewStatus, Skill
from sim.terms.tasks import is_task, task_number
from sim.terms.units import SECOND_MS
from sim.words import both

_THERE: Final = frozenset(
    {CrewStatus.SURVEYING.value, CrewStatus.WORKING.value, CrewStatus.STANDING_BY.value}
)
_SQUARE_M_PER_HA: Final = 10_000
_OPEN: Final = CallStage.OPEN.value
REASONS: Final = ("unable", "unknown", "unsent", "unreached", "unfinished")
"""Why something was never done: no team can do it; nobody told; none was sent; none came; too little time."""

COLUMNS = {
    "capabilities": {
        "call": Column("1", *both("number of the call")),
        "capability": Column("", *both("capability that it needs")),
        "began_s": Column("s", *both("beginning of the incident, since the start")),
        "known_s": Column("s", *both("from then until the district was told")),
        "sent_s": Column("s", *both("until a team was ordered")),
        "there_s": Column("s", *both("until a team was there")),
        "done_s": Column("s", *both("until it was done")),
        "reason": Column("", *both("why it was never done; empty where it was")),
    }
}
"""The table of capabilities that incidents needed, where any did."""


@dataclass(slots=True)
class Need:
    """A capability that an incident needed; times in ms since the start, None for never."""

    call: int
    skill: str
    began_ms: int
    known_ms: int | None = None
    sent_ms: int | None = None
    there_ms: int | None = None
    done_ms: int | None = None
    handed_over: bool = False


@dataclass(slots=True)
class Fought:
    """A wildfire that crews could slow: when it began, its cells, closed and burnt, and how it ended."""

    began_ms: int
    cell_m: float
    closed: int = 0
    burnt: int = 0
    contained: bool = False
    out_ms: int | None = None

    @property
    def burnt_ha(self) -> float:
        """What has burnt, in hectares."""
        return self.burnt * self.cell_m**2 / _SQUARE_M_PER_HA

    def told(self) -> dict[str, Any]:
        """Return its figures; what has burnt is known once it is out."""
        return {
            "burnt_ha": None if self.out_ms is None else self.burnt_ha,
            "line_m": self.closed * self.cell_m,
            "contained": int(self.contained),
            "out_s": None if self.out_ms is None else (self.out_ms - self.began_ms) / SECOND_MS,
        }


class Capabilities:
    """Follows what incidents need beyond engines.

    Parameters
    ----------
    scenario
        Teams, and who sends them.

    Attributes
    ----------
    needs
        By number of the task.
    fires
        Wildfires that were fought, by number of the hazard.
    vain
        Orders to go where the capability was not needed.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.needs: dict[int, Need] = {}
        self.fires: dict[int, Fought] = {}
        self.vain = 0
        self._leaders = leaders(scenario)
        self._able = _able(scenario)
        self._cell_m = scenario.hazards.burning.cell.value
        self._told: dict[int, list[int]] = {}
        self._raging_ms: dict[int, int] = {}
        self.readers: dict[type, Reader] = {
            CapabilityNeeded: self._need,
            CapabilityDone: self._do,
            CallEnded: self._end,
            CrewChanged: self._change,
            MessageSent: self._send,
            MessageDelivered: self._deliver,
            HazardBegan: self._rage,
            LineBuilt: self._line,
            FireOut: self._out,
        }

    def finish(self, t: int) -> None:
        """Take the run to end at a time; there is nothing to close."""

    def reason(self, need: Need) -> str:
        """Return why something was never done; empty where it was, or where others took the call over."""
        if need.done_ms is not None or need.handed_over:
            return ""
        unable = need.skill not in self._able and need.there_ms is None
        missing = (unable, need.known_ms is None, need.sent_ms is None, need.there_ms is None)
        return next((why for why, so in zip(REASONS, missing, strict=False) if so), REASONS[-1])

    def rows(self) -> list[tuple[Any, ...]]:
        """Return a row for each need, as `COLUMNS` says."""
        return [
            (
                need.call,
                need.skill,
                need.began_ms / SECOND_MS,
                *(_after_s(need, name) for name in ("known", "sent", "there", "done")),
                self.reason(need),
            )
            for _, need in sorted(self.needs.items())
        ]

    def summary(self) -> dict[str, Any]:
        """Return the headline figures by capability; nothing where no incident needed any."""
        if not self.needs and not self.fires:
            return {}
        by_skill: dict[str, list[Need]] = {}
        for _, need in sorted(self.needs.items()):
            by_skill.setdefault(need.skill, []).append(need)
        order = [skill.value for skill in Skill if skill.value in by_skill]
        return {
            "capabilities": {
                "by_skill": {skill: self._of(by_skill[skill]) for skill in order},
                "vain": self.vain,
                "fires": {str(hazard): fire.told() for hazard, fire in sorted(self.fires.items())},
            }
        }

    def _of(self, needs: list[Need]) -> dict[str, Any]:
        reasons = [self.reason(need) for need in needs]
        return {
            "needed": len(needs),
            **{f"{name}_n": _count(needs, name) for name in ("known", "sent", "there", "done")},
            **{
                f"{name}_p50_s": percentile(known(_after_s(need, name) for need in needs), 50)
                for name in ("known", "sent", "there", "done")
            },
            "handed_over": sum(need.handed_over for need in needs),
            "never": sum(bool(reason) for reason in reasons),
            "reasons": {reason: reasons.count(reason) for reason in REASONS if reason in reasons},
        }

    # --- what is read ---------------------------------------------------------------------------------------

    def _need(self, seq: int, t: int, fact: CapabilityNeeded) -> None:
        number = task_number(fact.call, Skill(fact.capability))
        self.needs[number] = Need(fact.call, fact.capability, t)

    def _do(self, seq: int, t: int, fact: CapabilityDone) -> None:
        self.needs[task_number(fact.call, Skill(fact.capability))].done_ms = t

    def _end(self, seq: int, t: int, fact: CallEnded) -> None:
        if fact.stage == CallStage.HANDED_OVER.value:
            for need in self.needs.values():
                need.handed_over |= need.call == fact.call

    def _change(self, seq: int, t: int, fact: CrewChanged) -> None:
        need = self.needs.get(-1 if fact.damage is None else fact.damage)
        if need is not None and need.there_ms is None and fact.status in _THERE:
            need.there_ms = t

    def _send(self, seq: int, t: int, fact: MessageSent) -> None:
        for item in fact.body:
            if type(item) is WorkOrder and is_task(item.damage):
                self._order(t, item)
            elif type(item) is NeedReport and fact.receiver in self._leaders and not item.over:
                number = task_number(item.call, Skill(item.capability))
                self._told.setdefault(seq, []).append(number)

    def _order(self, t: int, order: WorkOrder) -> None:
        need = self.needs.get(order.damage)
        if need is None:
            self.vain += 1
        elif need.sent_ms is None:
            need.sent_ms = t

    def _deliver(self, seq: int, t: int, fact: MessageDelivered) -> None:
        for number in self._told.pop(fact.message, ()):
            need = self.needs.get(number)
            if need is not None and need.known_ms is None:
                need.known_ms = t

    def _rage(self, seq: int, t: int, fact: HazardBegan) -> None:
        self._raging_ms[fact.hazard] = t

    def _fire(self, hazard: int) -> Fought:
        return self.fires.setdefault(hazard, Fought(self._raging_ms.get(hazard, 0), self._cell_m))

    def _line(self, seq: int, t: int, fact: LineBuilt) -> None:
        fire = self._fire(fact.hazard)
        fire.closed, fire.burnt = fire.closed + len(fact.cells), fact.burnt

    def _out(self, seq: int, t: int, fact: FireOut) -> None:
        fire = self._fire(fact.hazard)
        fire.burnt, fire.contained, fire.out_ms = fact.burnt, fact.contained, t


def _able(scenario: Scenario) -> frozenset[str]:
    """Return what teams with a machine that they can use can do."""
    found = set()
    for team in scenario.teams:
        kind = scenario.team_types[team.type]
        if matching(team, kind).usable:
            found |= {skill.value for skill in kind.capabilities}
    return frozenset(found)


def _after_s(need: Need, name: str) -> float | None:
    t = getattr(need, f"{name}_ms")
    return None if t is None else (t - need.began_ms) / SECOND_MS


def _count(needs: list[Need], name: str) -> int:
    return sum(getattr(need, f"{name}_ms") is not None for need in needs)
