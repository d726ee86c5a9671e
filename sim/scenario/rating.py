"""Templates of evaluation as data 评估模板: what is rated, by which scale, and which figure speaks for it."""

from pathlib import Path
from typing import Annotated, Final, Self

from pydantic import Field, ValidationError, model_validator

from sim.scenario.quantity import Frozen
from sim.scenario.sections import Title
from sim.scenario.source import Faults
from sim.scenario.textfile import read_text
from sim.scenario.yamltree import parse
from sim.terms.errors import BadInput, Fault

TEMPLATES: Final = Path(__file__).parent / "evaluation"
LIMIT_MB: Final = 1
_Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,39}$")]


class Grade(Frozen):
    """A step of a scale 等级, and how many of a hundred points it is worth."""

    id: _Id
    name: Title
    points: Annotated[float, Field(ge=0, le=100)]
    means: Title | None = None


class Criterion(Frozen):
    """Something that is rated 评估要点.

    Attributes
    ----------
    id, name
        By which it is called.
    weight
        Against the others.
    figure
        Name of the figure of the log that speaks for it; empty where only people can tell.
    steps
        Bounds of the figure between one grade and the next, the best first: one less than there are grades.
        Ascending where less is better, descending where more is.
    source
        Of the steps.
    """

    id: _Id
    name: Title
    weight: Annotated[float, Field(gt=0, le=100)] = 1.0
    figure: str = ""
    steps: tuple[float, ...] = ()
    source: str = ""

    @property
    def more_is_better(self) -> bool:
        """Whether a larger figure is a better one."""
        return len(self.steps) > 1 and self.steps[0] > self.steps[-1]

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if bool(self.figure) != bool(self.steps):
            raise ValueError("a figure and its steps belong together")
        if self.figure and not self.source:
            raise ValueError("steps need a source, or 'assumption: ...'")
        if list(self.steps) not in (sorted(self.steps), sorted(self.steps, reverse=True)):
            raise ValueError("steps rise, or fall")
        return self


class Group(Frozen):
    """Criteria that belong together."""

    name: Title
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1)]


class Template(Frozen):
    """A template of evaluation 评估模板; its words are our own, after the outline of what it names."""

    id: _Id
    title: Title
    source: Title
    scale: Annotated[tuple[Grade, ...], Field(min_length=2, max_length=9)]
    groups: Annotated[tuple[Group, ...], Field(min_length=1)]

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """All that is rated, in order."""
        return tuple(each for group in self.groups for each in group.criteria)

    def grade(self, name: str) -> Grade | None:
        """Return a step of the scale."""
        return next((grade for grade in self.scale if grade.id == name), None)

    def suggested(self, criterion: Criterion, value: float | None) -> Grade | None:
        """Return the grade that a figure speaks for; None where there is none.

        Examples
        --------
        >>> template = shipped_templates()["hseep"]
        >>> criterion = next(each for each in template.criteria if each.figure == "first_unit_min")
        >>> template.suggested(criterion, 5.0).id, template.suggested(criterion, 500.0).id
        ('P', 'U')
        """
        if value is None or not criterion.steps:
            return None
        sign = -1 if criterion.more_is_better else 1
        return self.scale[sum(sign * value > sign * step for step in criterion.steps)]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        names = [each.id for each in self.criteria]
        if len(set(names)) < len(names) or len({grade.id for grade in self.scale}) < len(self.scale):
            raise ValueError("an id stands twice")
        wrong = [each.id for each in self.criteria if each.steps and len(each.steps) != len(self.scale) - 1]
        if wrong:
            raise ValueError(f"{wrong[0]}: steps must be one fewer than grades ({len(self.scale) - 1})")
        return self


def read_template(path: Path) -> Template:
    """Read a template.

    Raises
    ------
    BadInput
        If anything is wrong with the file.
    """
    faults, shown = Faults(), str(path)
    if not path.is_file():
        raise BadInput([Fault(shown, None, None, "", "", "a template of evaluation, YAML")])
    text = read_text(path, shown, LIMIT_MB, faults)
    root = None if text is None else parse(text, shown, faults)
    if faults or root is None:
        raise BadInput(list(faults) or [Fault(shown, None, None, "", "", "a mapping")])
    try:
        return Template.model_validate(root.plain(), strict=False)
    except ValidationError as error:
        raise BadInput([_fault(shown, each) for each in error.errors(include_url=False)]) from None


def _fault(shown: str, error: object) -> Fault:
    """Return an error of pydantic as a fault that names the key."""
    assert isinstance(error, dict)
    path = ".".join(str(part) for part in error["loc"])
    given = error.get("input")
    return Fault(shown, None, None, path, str(given)[:60], error["msg"])


def shipped_templates() -> dict[str, Template]:
    """Return the templates that come with the program, by id."""
    found = [read_template(path) for path in sorted(TEMPLATES.glob("*.yaml"))]
    return {template.id: template for template in found}
