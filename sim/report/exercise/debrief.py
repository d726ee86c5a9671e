"""Everything that the report of an exercise is made of, gathered by who holds the file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sim.report.material import Material
from sim.report.review.names import Names
from sim.report.words import Both, same
from sim.scenario.rating import Criterion, Grade, Template

if TYPE_CHECKING:
    from sim.metric.exercise import Posts
    from sim.metric.fold import Fold
    from sim.metric.indicators import Found


@dataclass(frozen=True)
class Place:
    """A seat 席位: its name in the journal, what it is called, and the address of its post, if it has one."""

    name: str
    called: Both
    address: int | None = None


@dataclass(frozen=True)
class Done:
    """Something that was done or noted at a time 过程记录.

    Attributes
    ----------
    t_ms
        When, in milliseconds since the start.
    seat
        Name of the seat.
    kind
        ``order``, ``word``, ``inject``, ``seat``, ``mark``, ``observation`` or ``control``.
    words
        What.
    what_came
        What became of it; empty where nothing can.
    """

    t_ms: int
    seat: str
    kind: str
    words: Both
    what_came: Both = field(default_factory=lambda: same(""))


@dataclass(frozen=True)
class Debrief:
    """An exercise as its report sees it 推演复盘材料.

    Attributes
    ----------
    material, fold, posts
        What its log says, until the time that it reached.
    file
        Name of its file.
    reached_ms
        How far it came.
    places
        Its seats.
    done
        What was done and noted, by time.
    found
        Indicators.
    template
        By which it is rated.
    ratings
        Grade and words by criterion, as evaluators gave them.
    observations, findings
        What evaluators noted, as plain data.
    outlooks
        Answers to "what if", as plain data.
    doctrine
        Row by figure: what people did, and doctrine policies with the same luck from the start.
    branches
        The family of files, as plain data.
    refused
        How many actions were refused.
    """

    material: Material
    fold: "Fold"
    posts: "Posts"
    file: str
    reached_ms: int
    places: Sequence[Place]
    done: Sequence[Done]
    found: "Sequence[Found]"
    template: Template
    ratings: Mapping[str, tuple[str, str]]
    observations: Sequence[Mapping[str, Any]]
    findings: Sequence[Mapping[str, Any]]
    outlooks: Sequence[Mapping[str, Any]]
    doctrine: Sequence[Mapping[str, Any]]
    branches: Sequence[Mapping[str, Any]]
    refused: int

    @cached_property
    def names(self) -> Names:
        """What there is is called."""
        return Names(self.material.scenario)

    @cached_property
    def values(self) -> dict[str, float | None]:
        """One value for each indicator, by which a template is judged."""
        from sim.metric.indicators import overall

        return overall(self.found)

    def clock(self, t_ms: int) -> str:
        """Return a time of day, with the day of the exercise."""
        at = self.material.start + timedelta(milliseconds=t_ms)
        day = (at.date() - self.material.start.date()).days + 1
        return f"D{day} {at:%H:%M:%S}"

    def seat(self, name: str) -> Both:
        """Return what a seat is called."""
        return next((place.called for place in self.places if place.name == name), same(name))

    def post(self, address: int) -> Both:
        """Return what a post is called: as its seat, where it has one."""
        seat = next((place.called for place in self.places if place.address == address), None)
        return self.names.somebody(address) if seat is None else seat

    def graded(self, criterion: Criterion) -> tuple[Grade | None, Grade | None]:
        """Return the grade that evaluators gave, and the one that the log suggests."""
        given = self.ratings.get(criterion.id)
        suggested = self.template.suggested(criterion, self.values.get(criterion.figure))
        return None if given is None else self.template.grade(given[0]), suggested

    @cached_property
    def points(self) -> tuple[float | None, int, int]:
        """Weighted mean of a hundred points, how many criteria it rests on, and how many people graded."""
        pairs = [(each, self.graded(each)) for each in self.template.criteria]
        graded = [(each.weight, given or suggested) for each, (given, suggested) in pairs]
        counted = [(weight, grade.points) for weight, grade in graded if grade is not None]
        people = sum(given is not None for _, (given, _) in pairs)
        if not counted:
            return None, 0, people
        total = sum(weight * points for weight, points in counted)
        return total / sum(weight for weight, _ in counted), len(counted), people
