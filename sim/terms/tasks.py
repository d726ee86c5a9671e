"""Numbers of tasks at incidents 专业任务: what a team has for an errand besides damage."""

from typing import Final

from sim.terms.enums import Skill

FIRST_TASK: Final = 10_000_000
"""Errands below it are damage, by number."""
_ROOM: Final = 64
_SKILLS: Final = tuple(Skill)


def task_number(call: int, skill: Skill) -> int:
    """Return the number of the task that takes a capability at an incident.

    Examples
    --------
    >>> task_of(task_number(7, Skill.HAZMAT)) == (7, Skill.HAZMAT)
    True
    """
    return FIRST_TASK + call * _ROOM + _SKILLS.index(skill)


def task_of(number: int) -> tuple[int, Skill]:
    """Return the incident of a task, and the capability that it takes."""
    call, skill = divmod(number - FIRST_TASK, _ROOM)
    return call, _SKILLS[skill]


def is_task(number: int | None) -> bool:
    """Whether an errand is a task at an incident, and not damage."""
    return number is not None and number >= FIRST_TASK
