"""All tasks at incidents 专业任务台账: drawn when an incident begins, done by those who are there."""

from typing import Final

from sim.agent.capability.fire import FireFace, Fronts
from sim.agent.capability.special import Doing, Special, Wanted
from sim.agent.capability.task import Task, TaskFace
from sim.agent.context import Context
from sim.agent.incident import Incident
from sim.hazard.demand import Birth
from sim.hazard.trapped import lives_ms, poisson
from sim.kernel.draw import Draws
from sim.record.capability import CapabilityDone
from sim.scenario.capability import CapabilityRule
from sim.terms.enums import Skill
from sim.terms.tasks import task_of

_IDLE: Final = 0


class Tasks:
    """Draws what incidents need, and keeps the work at it.

    Parameters
    ----------
    context
        Of the world.
    fronts
        Wildfires that are fought.

    Attributes
    ----------
    teams
        How many teams are usually sent to one incident, by capability.
    """

    def __init__(self, context: Context, fronts: Fronts) -> None:
        self._context, self._fronts = context, fronts
        self._rules = context.scenario.capability.rules
        self._kinds = sorted(context.scenario.demand.kinds)
        self.teams = {rule.capability.value: 1 for rule in self._rules}
        for rule in self._rules:
            self.teams[rule.capability.value] = max(self.teams[rule.capability.value], rule.teams.whole)
        self._faces: dict[int, TaskFace] = {}
        self._incidents: dict[int, Incident] = {}
        fronts.finish = self._put_out

    def need(self, birth: Birth) -> tuple[Birth, Special | None]:
        """Draw what an incident needs that begins now, and who is trapped at it.

        Each rule draws from a stream of its own, so that one rule more changes nothing of another.
        """
        wanted: dict[Skill, Wanted] = {}
        trapped = list(birth.trapped)
        for rule in self._rules:
            if self._meets(rule, birth) and rule.capability not in wanted:
                name = f"capability/{rule.id}/{birth.kind}/{birth.place}/{birth.t_ms}"
                found, until_ms = self._draw(rule, birth, self._context.streams(name))
                wanted |= {} if found is None else {rule.capability: found}
                trapped += until_ms
        birth = birth._replace(trapped=tuple(sorted(trapped)))
        return birth, Special(list(wanted.values()), self._work) if wanted else None

    def watch(self, incident: Incident) -> None:
        """Keep the incident whose tasks these are; to be called before it begins."""
        self._incidents[incident.call] = incident
        self._fronts.watch(incident)

    def face(self, number: int) -> TaskFace:
        """Return the work at a task; only who is there may ask."""
        if number not in self._faces:
            call, skill = task_of(number)
            self._make(self._task(call, skill))
        return self._faces[number]

    def advance(self, task: Task, cause: int | None) -> None:
        """Let a task be done."""
        face = self._faces[task.number]
        self.finish(task, face.first, cause)

    def finish(self, task: Task, team: int | None, cause: int | None) -> None:
        """Let a task be done, by a team or by others: who is there is free, and the incident goes on."""
        task.done, task.whole = 1, True
        fact = CapabilityDone(task.call, task.skill.value, team, task.frees)
        task.cause = self._context.log.add(self._context.clock.now, fact, cause)
        if task.number in self._faces:
            self._faces[task.number].close()
        incident = self._incidents[task.call]
        incident.go_on(task.cause)

    def _put_out(self, incident: Incident, cause: int) -> None:
        """Let what is left at an incident of a wildfire be done: the fire is out."""
        special = incident.special
        for task in () if special is None else special.tasks:
            if not task.whole:
                self.finish(task, None, cause)

    # --- what is drawn --------------------------------------------------------------------------------------

    def _meets(self, rule: CapabilityRule, birth: Birth) -> bool:
        kind = self._kinds[birth.kind]
        severity = self._context.kinds[birth.kind].severities[birth.severity].id
        return (
            kind in rule.kinds
            and (not rule.severities or severity in rule.severities)
            and (not rule.origins or birth.origin in rule.origins)
        )

    def _draw(self, rule: CapabilityRule, birth: Birth, luck: Draws) -> tuple[Wanted | None, list[int]]:
        """Return what a rule asks of an incident, and until when those live whom it traps."""
        meets, says = luck.uniform() < rule.share.value, luck.uniform()
        work_ms = max(1, round(luck.lognormal(rule.work.ms, rule.work_sigma.value)))
        if not meets:
            return None, []
        survival = self._context.scenario.hazards.homes.survival
        people = poisson(rule.trapped.value, luck)
        until_ms = [birth.t_ms + lives_ms(survival, luck) for _ in range(people)]
        wanted = Wanted(rule.capability, work_ms, rule.frees, _said(rule, says))
        return wanted, until_ms

    # --- work -----------------------------------------------------------------------------------------------

    def _task(self, call: int, skill: Skill) -> Task:
        """Return a task; one with nothing to do where the incident never needed it."""
        incident = self._incidents.get(call)
        special = None if incident is None else incident.special
        known = () if special is None else (*special.tasks, *special.mistaken)
        return next((task for task in known if task.skill is skill), Task(call, _IDLE, skill, 0))

    def _work(self, task: Task) -> Doing:
        return self._faces[task.number] if task.number in self._faces else self._make(task)

    def _make(self, task: Task) -> TaskFace:
        """Let a task be worked on: one that fights a wildfire at its front."""
        clock, log = self._context.clock, self._context.log
        incident = self._incidents.get(task.call)

        def changed(cause: int | None) -> None:
            if incident is not None and cause is not None:
                incident.go_on(cause)

        front = None if incident is None else self._fronts.of(incident)
        if front is not None and task.skill is Skill.FOREST_FIRE and not task.whole:
            fire = self._faces[task.number] = FireFace(task, self, clock, log, changed)
            front.join(fire)
            return fire
        self._faces[task.number] = TaskFace(task, self, clock, log, changed)
        return self._faces[task.number]


def _said(rule: CapabilityRule, luck: float) -> Skill | None:
    """Return what a caller takes it for, by a number from 0 to 1."""
    if luck < rule.said.value:
        return rule.capability
    return rule.mistaken if luck < rule.said.value + rule.wrong.value else None
