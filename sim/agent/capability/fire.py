"""Crews at a wildfire 森林火灾扑救: who is there, how much line they close, and when it is out."""

import math
from collections.abc import Callable, Generator, Mapping, Sequence
from typing import Any, Final

from sim.agent.capability.task import TaskFace
from sim.agent.context import Context
from sim.agent.incident import Incident
from sim.hazard.fire.fight import Fight
from sim.hazard.play import Play
from sim.record.capability import CrewsWithdrew, FireOut, LineBuilt
from sim.terms.enums import Skill
from sim.terms.units import HOUR_MS

_FOREST: Final = "forest"
_ENGINE: Final = "engine"


class FireFace(TaskFace):
    """The teams at one incident of a wildfire: they close line, and it is done when the fire is out."""

    def withdraw(self, out: bool) -> None:
        """Let the teams wait where it is safe, or work again."""
        if self.held is not out:
            self.held = out
            self._deal()

    def machines(self) -> list[tuple[int, float]]:
        """Return each team at work there, and its machines at the pace at which they work."""
        return [(crew.number, self._rates.get(crew.number, 0.0)) for crew in self._crews]

    def left_ms(self) -> int:
        """Return nothing that anybody could measure: it is done when the fire is out."""
        return 0

    def _book(self) -> None:
        """Write down no work: what crews do is told by the line."""

    def _deal(self) -> None:
        super()._deal()
        self._alarm.cancel()


class Front:
    """One wildfire as it is fought.

    Parameters
    ----------
    number
        Of the hazard.
    fight
        The fire.
    context
        Of the world.
    revise
        Lets the hazard take another course.
    finish
        Called for each incident of it when it is out, with the log entry of that.
    """

    def __init__(
        self,
        number: int,
        fight: Fight,
        context: Context,
        revise: Callable[[int, Any], None],
        finish: Callable[[Incident, int], None],
    ) -> None:
        self._number, self._fight, self._context = number, fight, context
        self._revise, self._finish = revise, finish
        self._rules = context.scenario.capability.suppression
        self._machine_m_h = _machines(context, self._rules.person.value)
        self._incidents: list[Incident] = []
        self._faces: list[FireFace] = []
        self._metres, self._hour = 0.0, 0
        self._is_out = self._is_final = self._withdrawn = False
        self._cause: int | None = None
        context.clock.start(self._burn())

    def watch(self, incident: Incident) -> None:
        """Count on those who come to an incident of it."""
        self._incidents.append(incident)
        if self._is_out and incident.special is not None:
            incident.special.settled = True

    def join(self, face: FireFace) -> None:
        """Let the teams at an incident of it fight it."""
        self._faces.append(face)
        face.withdraw(self._withdrawn)

    def _burn(self) -> Generator[Any, Any, None]:
        """Look again and again what was closed, until the fire is out."""
        clock, step_ms = self._context.clock, self._rules.step.ms
        yield clock.wait(self._fight.begin_ms + step_ms - clock.now)
        while self._fight.spreads(clock.now):
            self._work(step_ms)
            hour = self._fight.hour(clock.now)
            if self._fight.closed and hour > self._hour:
                self._revise_course(hour)
            yield clock.wait(step_ms)
        self._end()

    def _revise_course(self, hour: int) -> None:
        now = self._context.clock.now
        self._hour, self._is_final = hour, not self._fight.spreads(now)
        self._revise(self._number, self._fight.happenings(now))

    def _work(self, step_ms: int) -> None:
        """Close what those who are there have closed since the last look, where it was safe."""
        pace_m_h = self._pace()
        if pace_m_h <= 0:
            self._metres = 0.0
            return
        now, cell_m = self._context.clock.now, self._fight.cell_m
        cells = self._fight.workable(now)
        self._stand_back(not cells)
        self._metres = min(self._metres + pace_m_h * step_ms / HOUR_MS, cell_m * max(1, len(cells)))
        count = min(len(cells), int(self._metres / cell_m))
        if count:
            self._metres -= count * cell_m
            self._close(cells[:count])

    def _close(self, cells: Sequence[int]) -> None:
        now, fight = self._context.clock.now, self._fight
        fight.close(now, cells)
        fact = LineBuilt(self._number, tuple(cells), fight.burnt(now))
        self._cause = self._context.log.add(now, fact, self._cause)
        self._revise_course(fight.hour(now))

    def _stand_back(self, out: bool) -> None:
        """Let crews withdraw from where the fire comes too soon or too hot, or go back to work."""
        if out is not self._withdrawn:
            self._withdrawn = out
            fact = CrewsWithdrew(self._number, out)
            self._cause = self._context.log.add(self._context.clock.now, fact, self._cause)
            for face in self._faces:
                face.withdraw(out)

    def _pace(self) -> float:
        """Return how many metres of line those who are there would close in an hour."""
        teams = [
            machines * self._machine_m_h[team] for face in self._faces for team, machines in face.machines()
        ]
        if self._withdrawn:
            teams = [self._machine_m_h[team] for face in self._faces for team, _ in face.machines()]
        units = (self._unit(unit.capabilities) * unit.work_rate for i in self._incidents for unit in i.crews)
        return math.fsum((*teams, *units))

    def _unit(self, capabilities: Sequence[str]) -> float:
        if _FOREST in capabilities:
            return self._rules.forest_unit.value
        return self._rules.engine_unit.value if _ENGINE in capabilities else 0.0

    def _end(self) -> None:
        """Let the fire be out: whoever is there is free."""
        now, fight = self._context.clock.now, self._fight
        contained = bool(fight.closed) and now < fight.end_ms
        fact = FireOut(self._number, contained, fight.burnt(now), round(fight.cell_m))
        if fight.closed and not self._is_final and now < fight.end_ms:
            self._revise_course(fight.hour(now))
        self._is_out, out = True, self._context.log.add(now, fact, self._cause)
        for incident in self._incidents:
            if incident.special is not None:
                incident.special.settled = True
                self._finish(incident, out)


class Fronts:
    """The wildfires of a world that are fought.

    Parameters
    ----------
    fights
        By name of the hazard.
    context
        Of the world.
    play
        Through which hazards run.
    """

    def __init__(self, fights: Mapping[str, Fight], context: Context, play: Play) -> None:
        self.finish: Callable[[Incident, int], None] = lambda incident, cause: None
        self._fronts = {
            play.number(name): Front(play.number(name), fight, context, play.revise, self._finished)
            for name, fight in fights.items()
        }

    def of(self, incident: Incident) -> Front | None:
        """Return the front of the fire that an incident is of; None where it is of none."""
        return self._fronts.get(incident.birth.hazard)

    def watch(self, incident: Incident) -> None:
        """Keep an incident that is of a fire."""
        front = self.of(incident)
        if front is not None:
            front.watch(incident)

    def _finished(self, incident: Incident, cause: int) -> None:
        self.finish(incident, cause)


def _machines(context: Context, person_m_h: float) -> list[float]:
    """Return how many metres of line a machine of each team closes in an hour, at its pace for other work.

    A team works at the rate of its type, which is that of other work and does not count here.
    """
    scenario, found = context.scenario, []
    for team in scenario.teams:
        kind = scenario.team_types[team.type]
        able = Skill.FOREST_FIRE in kind.capabilities
        found.append(kind.crew.value * person_m_h / kind.rate.value if able else 0.0)
    return found
