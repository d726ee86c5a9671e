"""A task at an incident 专业任务: what takes a capability there, who works on it, and what is left."""

import math
from collections.abc import Callable
from typing import Final

from sim.agent.face import Face, Ledger
from sim.hazard.damage import Step
from sim.kernel.clock import Clock
from sim.record.capability import NeedReport
from sim.record.log import Log
from sim.terms.enums import Skill
from sim.terms.tasks import task_number

_ROOM: Final = 1_000_000
"""All machines that come find room to work at an incident (assumption)."""


class Task:
    """What takes a capability at an incident; as errands of teams go it is in one step.

    Parameters
    ----------
    call, node
        The incident, and where it is.
    skill
        What it takes.
    work_ms
        For one machine or gang of a standard rate; 0 where there is nothing to do in truth.
    frees
        Whether trapped people are freed by it.

    Attributes
    ----------
    number
        As teams know it.
    whole
        Whether it is done.
    cause
        Log entry of the last that happened to it.
    """

    def __init__(self, call: int, node: int, skill: Skill, work_ms: int, frees: bool = False) -> None:
        self.call, self.node, self.skill, self.frees = call, node, skill, frees
        self.number = task_number(call, skill)
        self.done = 0
        self.whole = work_ms == 0
        self.cause: int | None = None
        self._step = Step(skill.value, work_ms, _ROOM)

    @property
    def step(self) -> Step | None:
        """What is to be done; None once it is done."""
        return None if self.whole else self._step

    def told(self, left_ms: int | None = None) -> tuple[NeedReport, ...]:
        """Return what those who are there tell of it."""
        left = None if self.whole else left_ms
        return (NeedReport(self.call, self.skill.value, self.node, self.whole, left),)


class TaskFace(Face):
    """The teams at one task.

    Parameters
    ----------
    task
        What is to be done.
    ledger
        In which it stands.
    clock, log
        Of the run.
    changed
        Told that somebody begins or ends to work there, and the log entry from which that follows.
    """

    def __init__(
        self,
        task: Task,
        ledger: Ledger,
        clock: Clock,
        log: Log,
        changed: Callable[[int | None], None],
    ) -> None:
        super().__init__(task, ledger, clock, log, task.told)
        self._changed = changed
        self._was_worked = False

    @property
    def is_worked(self) -> bool:
        """Whether somebody who can works on it now."""
        return math.fsum(self._rates.values()) > 0

    @property
    def first(self) -> int | None:
        """The team that works there and came first; None where none does."""
        working = (crew.number for crew in self._crews if self._rates.get(crew.number, 0.0) > 0)
        return next(working, None)

    def _deal(self) -> None:
        super()._deal()
        if self.is_worked is not self._was_worked:
            self._was_worked = self.is_worked
            cause = self._crews[-1].cause if self._crews else self.damage.cause
            self._changed(cause)
