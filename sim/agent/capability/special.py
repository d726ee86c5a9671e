"""What one incident needs beyond engines 专业能力需求: known to who is there, and partly to who calls."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from sim.agent.capability.task import Task
from sim.record.capability import CapabilityNeeded, NeedReport
from sim.terms.enums import Skill


class Wanted(NamedTuple):
    """A capability that an incident needs, as it was drawn at its birth.

    Attributes
    ----------
    skill
        The capability.
    work_ms
        Of one machine or gang of a standard rate.
    frees
        Whether trapped people are freed by it.
    said
        What whoever calls says that it takes; None where they do not know.
    """

    skill: Skill
    work_ms: int
    frees: bool
    said: Skill | None

    def fact(self, call: int) -> CapabilityNeeded:
        """Return it as it stands in the log."""
        said = "" if self.said is None else self.said.value
        return CapabilityNeeded(call, self.skill.value, self.work_ms, said)


class Doing(Protocol):
    """The work at a task: whether anybody is at it."""

    @property
    def is_worked(self) -> bool:
        """Whether somebody who can works on it now."""
        ...

    def close(self) -> None:
        """Let all who are there go."""
        ...


class Special:
    """The tasks of one incident.

    As long as a task is neither done nor worked on, engines hold: they cordon off and secure, and their work
    goes on no further. Nor does the incident end before all is done.

    Parameters
    ----------
    wanted
        What was drawn.
    work
        Returns the work at a task.

    Attributes
    ----------
    tasks
        What is to be done in truth.
    mistaken
        What whoever calls takes it for, and it is not.
    settled
        Whether nothing is left to do for engines either: a wildfire that is out.
    """

    def __init__(self, wanted: Sequence[Wanted], work: Callable[[Task], Doing]) -> None:
        self.wanted = tuple(wanted)
        self.tasks: list[Task] = []
        self.mistaken: list[Task] = []
        self.settled = False
        self._work = work

    def begin(self, call: int, node: int) -> list[CapabilityNeeded]:
        """Let the incident begin; return what is true of it from now on."""
        self.tasks = [Task(call, node, each.skill, each.work_ms, each.frees) for each in self.wanted]
        real = {each.skill for each in self.wanted}
        believed = dict.fromkeys(each.said for each in self.wanted if each.said not in real)
        self.mistaken = [Task(call, node, skill, 0) for skill in believed if skill is not None]
        return [each.fact(call) for each in self.wanted]

    @property
    def is_done(self) -> bool:
        """Whether every task is done."""
        return all(task.whole for task in self.tasks)

    @property
    def holds(self) -> bool:
        """Whether engines can only hold: a task waits for those who can do it."""
        return any(not task.whole and not self._work(task).is_worked for task in self.tasks)

    @property
    def is_worked(self) -> bool:
        """Whether a team works at any task."""
        return any(not task.whole and self._work(task).is_worked for task in self.tasks)

    def give_up(self, cause: int) -> None:
        """Let nothing be left to do for teams, as somebody else has taken the incident over."""
        for task in self.tasks:
            if not task.whole:
                task.done, task.whole, task.cause = 1, True, cause
                self._work(task).close()

    def said(self) -> tuple[NeedReport, ...]:
        """Return what whoever calls says that it takes, right or wrong."""
        named = {each.said for each in self.wanted}
        told = [task for task in (*self.tasks, *self.mistaken) if task.skill in named]
        return tuple(NeedReport(task.call, task.skill.value, task.node) for task in told)

    def told(self) -> tuple[NeedReport, ...]:
        """Return what a crew on scene sees that it takes, and that it does not take."""
        return tuple(report for task in (*self.tasks, *self.mistaken) for report in task.told())
