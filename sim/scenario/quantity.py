"""A number that knows its unit, where it comes from and how far it can be trusted."""

from collections.abc import Collection, Mapping
from functools import partial
from typing import Annotated, Any, ClassVar, Final, NamedTuple, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from sim.terms.enums import Label
from sim.terms.units import MS_PER_UNIT, to_ms

COUNTED: Final = frozenset({"people", "seats", "calls", "units"})
"""Units of what comes in whole numbers only."""
UNSAID: Final = "stated in the scenario without a source"
"""Source of a figure for which the user gave none."""


class Frozen(BaseModel):
    """Base of everything in a scenario: strict types, no unknown keys, never changed after it is read."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)


class Quantity(Frozen):
    """A number with unit, admitted range, source and label.

    Attributes
    ----------
    value
        The number, in `unit`.
    unit
        The unit, as in ``s min h km/h 1/(1000 people year)``.
    low, high
        The range that makes sense; a study varies the quantity within it.
    label
        How far the number can be trusted.
    source
        Standard, paper, statistic, or the words that say why it was assumed.
    """

    value: float
    unit: str
    low: float
    high: float
    label: Annotated[Label, Field(strict=False)]
    source: str

    @model_validator(mode="after")
    def _within_range(self) -> Self:
        if not self.low <= self.value <= self.high:
            raise _refusal("range", self)
        if self.is_count and not self.value.is_integer():
            raise _refusal("whole", self)
        return self

    @property
    def whole(self) -> int:
        """The value of a count as a whole number."""
        return int(self.value)

    @property
    def is_count(self) -> bool:
        """Whether the quantity counts what cannot be divided."""
        return self.unit in COUNTED

    @property
    def ms(self) -> int:
        """The duration in milliseconds.

        Raises
        ------
        KeyError
            If the unit is not one of time.
        """
        return to_ms(self.value, self.unit)

    @property
    def is_time(self) -> bool:
        """Whether the quantity is a duration."""
        return self.unit in MS_PER_UNIT


def quantity(value: float, unit: str, low: float, high: float, source: str) -> Any:
    """Declare a field of type `Quantity` with its default, range and source.

    A source that starts with ``assumption`` labels the default as an assumption, one that starts with
    ``estimate`` as an estimate, one that starts with ``measured`` as measured; any other as sourced.

    Parameters
    ----------
    value, unit, low, high
        The default and its admitted range, in `unit`.
    source
        Where the default comes from.

    Returns
    -------
    Any
        A pydantic field.
    """
    label = label_of(source)
    default = Quantity(value=float(value), unit=unit, low=low, high=high, label=label, source=source)
    field: Any = Field(default=default)
    field.metadata.append(BeforeValidator(partial(_filled, default)))
    return field


def label_of(source: str) -> Label:
    """Return the label that the first word of a source of the program's own asks for.

    Examples
    --------
    >>> label_of("assumption: common practice").value, label_of("NFPA 1710: 64 s to process").value
    ('assumption', 'sourced')
    """
    first = source.partition(":")[0].partition(" ")[0]
    return Label[first.upper()] if first in {"assumption", "estimate", "measured"} else Label.SOURCED


def _filled(default: Quantity, raw: Any) -> Any:
    """Complete what the user wrote for a quantity with the unit, range and label of its default."""
    if isinstance(raw, bool) or not isinstance(raw, int | float | dict):
        return raw
    if raw == default.value:
        return default
    said = raw if isinstance(raw, dict) else {"value": raw}
    if said.get("unit", default.unit) != default.unit:
        raise _refusal("unit", default)
    if not _range_inside(said, default):
        raise _refusal("bounds", default)
    known = {"unit": default.unit, "low": default.low, "high": default.high}
    return {**known, "label": Label.USER.value, "source": UNSAID, **said}


def _range_inside(said: dict[str, Any], default: Quantity) -> bool:
    """Whether a stated range narrows the admitted one; a range that is no number is refused by its type."""
    low, high = said.get("low", default.low), said.get("high", default.high)
    if not (isinstance(low, int | float) and isinstance(high, int | float)):
        return True
    return default.low <= low <= high <= default.high


def _refusal(what: str, admitted: Quantity) -> PydanticCustomError:
    """Return an error whose wording is left to whoever shows it to the user."""
    context: dict[str, Any] = {"low": admitted.low, "high": admitted.high, "unit": admitted.unit}
    return PydanticCustomError(f"quantity_{what}", "a number from {low} to {high} {unit}", context)


class Section(Frozen):
    """A part of ``scenario.yaml``; its quantities may be written as bare numbers in their default unit."""


class Admitted(NamedTuple):
    """Unit and range of a figure that is no `Quantity`; of each number in it, if it holds several."""

    unit: str
    low: int
    high: int


class Vouched(Section):
    """A section that holds figures which are no quantities, with one label and one source for all of them.

    Attributes
    ----------
    vouched
        The fields for which label and source stand, with their units and ranges.
    label
        How far those figures can be trusted.
    source
        Where they come from.
    """

    vouched: ClassVar[Mapping[str, Admitted]] = {}

    label: Annotated[Label, Field(strict=False)] = Label.USER
    source: Annotated[str, Field(min_length=1)] = UNSAID


WEIGHT: Final = Admitted("1", 0, 1_000_000)
Weight = Annotated[float, Field(ge=WEIGHT.low, le=WEIGHT.high)]


class Profile(Vouched):
    """How something spreads over the months or hours 分布: weights, of which only the proportions count.

    A bare list is read as weights without a source.
    """

    vouched: ClassVar[Mapping[str, Admitted]] = {"values": WEIGHT}

    values: tuple[Weight, ...]

    @model_validator(mode="before")
    @classmethod
    def _written(cls, raw: Any) -> Any:
        said = {"values": raw} if isinstance(raw, list) else raw
        if isinstance(said, dict) and isinstance(said.get("values"), list):
            return {**said, "values": tuple(said["values"])}  # strict types know no list
        return said


class MonthProfile(Profile):
    """Weights of the twelve months, from January 月分布."""

    values: Annotated[tuple[Weight, ...], Field(min_length=12, max_length=12)]


class HourProfile(Profile):
    """Weights of the twenty-four hours of the day, from midnight 时分布."""

    values: Annotated[tuple[Weight, ...], Field(min_length=24, max_length=24)]


def vouched_fields(kind: Any) -> Collection[str]:
    """Return the fields of a type that its label and source stand for.

    Examples
    --------
    >>> [list(vouched_fields(kind)) for kind in (Quantity, HourProfile, int)]
    [['value'], ['values'], []]
    """
    if kind is Quantity:
        return ("value",)
    return kind.vouched if isinstance(kind, type) and issubclass(kind, Vouched) else ()
