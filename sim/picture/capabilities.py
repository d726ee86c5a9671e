"""What a post knows of capabilities that incidents need beyond engines 专业力量需求."""

from dataclasses import dataclass

from sim.record.capability import NeedReport
from sim.terms.enums import Skill
from sim.terms.tasks import task_number


@dataclass(slots=True)
class NeedView:
    """A capability that an incident is said to need.

    Attributes
    ----------
    call, skill
        The incident, and what it needs.
    nodes
        Where: one node.
    told_ms
        When that was said.
    left_ms
        What is left for one machine or gang of a standard rate, as those who work there said; None before.
    """

    call: int
    skill: str
    nodes: tuple[int, ...]
    told_ms: int
    left_ms: int | None = None

    @property
    def number(self) -> int:
        """Number of the task, by which teams know it."""
        return task_number(self.call, Skill(self.skill))


class Capabilities:
    """Needs as one post knows them.

    Attributes
    ----------
    needs
        Those that are not over, by number of the task, in the order in which the post heard of them.
    """

    def __init__(self) -> None:
        self.needs: dict[int, NeedView] = {}
        self._over: set[int] = set()

    def learn(self, item: NeedReport, sent_ms: int) -> bool:
        """Take in word of a need; whether a decision may hang on it."""
        found = NeedView(item.call, item.capability, (item.node,), sent_ms, item.left_ms)
        number = found.number
        if item.over:
            self._over.add(number)
            return self.needs.pop(number, None) is not None
        old = self.needs.get(number)
        if number in self._over or (old is not None and sent_ms < old.told_ms):
            return False  # an older word that was overtaken
        found.left_ms = item.left_ms if old is None or item.left_ms is not None else old.left_ms
        self.needs[number] = found
        return old is None
