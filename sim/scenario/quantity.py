"""A number that knows its unit, where it comes from and how far it can be trusted."""

from functools import partial
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from sim.terms.enums import Label
from sim.terms.units import MS_PER_UNIT, to_ms


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
        return self

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
    first = source.partition(":")[0].partition(" ")[0]
    label = Label[first.upper()] if first in {"assumption", "estimate", "measured"} else Label.SOURCED
    default = Quantity(value=float(value), unit=unit, low=low, high=high, label=label, source=source)
    field: Any = Field(default=default)
    field.metadata.append(BeforeValidator(partial(_filled, default)))
    return field


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
    return {**known, "label": Label.USER.value, "source": "stated in the scenario without a source", **said}


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
