"""A number that knows its unit, where it comes from and how far it can be trusted."""

from functools import partial
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

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
            raise ValueError(f"a number from {self.low:g} to {self.high:g} {self.unit}")
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
    first = source.split(":")[0].split()[0]
    label = Label(first) if first in {"assumption", "estimate", "measured"} else Label.SOURCED
    default = Quantity(value=value, unit=unit, low=low, high=high, label=label, source=source)
    field = Field(default=default)
    field.metadata.append(BeforeValidator(partial(_filled, default)))
    return field


def _filled(default: Quantity, raw: Any) -> Any:
    """Complete what the user wrote for a quantity with the unit, range and label of its default."""
    if isinstance(raw, bool) or not isinstance(raw, int | float | dict):
        return raw
    if raw == default.value:
        return default
    said = raw if isinstance(raw, dict) else {"value": raw}
    known = {"unit": default.unit, "low": default.low, "high": default.high}
    return {**known, "label": Label.USER.value, "source": "stated in the scenario without a source", **said}


class Section(Frozen):
    """A part of ``scenario.yaml``; its quantities may be written as bare numbers in their default unit."""
