"""What a factor may be: levels, a range, a distribution, or variants of several changes at once.

Each can be asked for a value at a place between 0 and 1, which is how random and quasi-random designs draw
it, and for a grid of values, which is what factorial designs cross.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import NormalDist
from typing import Final, Protocol, TypeAlias

from sim.scenario.source import Mark

Value: TypeAlias = str | int | float | bool
"""A value of a factor: that of a key of the scenario, or the name of a variant."""

_DIGITS: Final = 9
"""Significant digits of a drawn value: a last bit that differs between machines changes no scenario."""
_BETWEEN: Final = 0.381966
"""A place between the ends, at no round number."""


class Spread(Protocol):
    """The values that a factor may take."""

    @property
    def own_levels(self) -> int:
        """How many values there are; 0 where there are more than can be counted."""
        ...

    def at(self, u: float) -> Value:
        """Return the value at a place from 0 to 1."""
        ...

    def grid(self, levels: int) -> Sequence[Value]:
        """Return the levels, or as many as are asked for where there are no levels of its own."""
        ...

    def tried(self) -> Sequence[tuple[Value, Mark]]:
        """Return the values to check against the scenario, each with its place in the study file."""
        ...

    def holds(self, value: Value) -> bool:
        """Whether a value is one of them."""
        ...

    def told(self) -> str:
        """Return the values in words."""
        ...


@dataclass(frozen=True)
class Levels:
    """A few values, in the order of the file."""

    values: tuple[Value, ...]
    marks: tuple[Mark, ...]

    @property
    def own_levels(self) -> int:
        """How many values there are."""
        return len(self.values)

    def at(self, u: float) -> Value:
        """Return the value at a place from 0 to 1; each has the same share."""
        return self.values[min(int(u * len(self.values)), len(self.values) - 1)]

    def grid(self, levels: int) -> Sequence[Value]:
        """Return the levels."""
        return self.values

    def tried(self) -> Sequence[tuple[Value, Mark]]:
        """Return each level with its place."""
        return list(zip(self.values, self.marks, strict=True))

    def holds(self, value: Value) -> bool:
        """Whether a value is one of the levels."""
        return any(type(value) is type(one) and value == one for one in self.values)

    def told(self) -> str:
        """Return the levels in words."""
        return ", ".join(
            str(value).lower() if isinstance(value, bool) else str(value) for value in self.values
        )


@dataclass(frozen=True)
class Range:
    """All numbers from `low` to `high`, even on a linear or a logarithmic scale."""

    low: float
    high: float
    log: bool = False
    whole: bool = False
    marks: tuple[Mark, ...] = ()
    own_levels: int = 0

    def at(self, u: float) -> Value:
        """Return the number at a place from 0 to 1."""
        if self.log:
            low, high = math.log(self.low), math.log(self.high)
            return tidy(math.exp(low + u * (high - low)), self)
        return tidy(self.low + u * (self.high - self.low), self)

    def grid(self, levels: int) -> Sequence[Value]:
        """Return numbers from end to end, evenly spaced on the scale."""
        return distinct(self.at(i / (levels - 1)) for i in range(levels))

    def tried(self) -> Sequence[tuple[Value, Mark]]:
        """Return both ends, each with its place, and a number between, which may not be admitted."""
        return list(zip((self.at(0), self.at(1), self.at(_BETWEEN)), self.marks, strict=True))

    def holds(self, value: Value) -> bool:
        """Whether a value is a number from end to end."""
        return (
            isinstance(value, int | float) and not isinstance(value, bool) and self.low <= value <= self.high
        )

    def told(self) -> str:
        """Return the range in words."""
        return f"{self.low:.10g} to {self.high:.10g}"


@dataclass(frozen=True)
class Law(Range):
    """Numbers from `low` to `high` that follow a distribution, cut off at both ends.

    Attributes
    ----------
    law
        ``normal`` (mean, sd), ``lognormal`` (median, sigma of the logarithm) or ``triangular`` (mode).
    figures
        The parameters by name.
    """

    law: str = "normal"
    figures: Mapping[str, float] = field(default_factory=dict)

    def at(self, u: float) -> Value:
        """Return the quantile at a place from 0 to 1, of the distribution as it is cut off."""
        found = _INVERSES[self.law](self, u)
        return tidy(min(max(found, self.low), self.high), self)

    def grid(self, levels: int) -> Sequence[Value]:
        """Return quantiles in the middles of as many parts of equal probability."""
        return distinct(self.at((i + 0.5) / levels) for i in range(levels))


def _cut_normal(bell: NormalDist, low: float, high: float, u: float) -> float:
    """Return a quantile of a normal distribution between two ends."""
    first, last = bell.cdf(low), bell.cdf(high)
    share = first + u * (last - first)
    if 0 < share < 1:
        return bell.inv_cdf(share)
    return low if u < 0.5 else high


def _normal(law: Law, u: float) -> float:
    return _cut_normal(NormalDist(law.figures["mean"], law.figures["sd"]), law.low, law.high, u)


def _lognormal(law: Law, u: float) -> float:
    bell = NormalDist(math.log(law.figures["median"]), law.figures["sigma"])
    return math.exp(_cut_normal(bell, math.log(law.low), math.log(law.high), u))


def _triangular(law: Law, u: float) -> float:
    low, mode, high = law.low, law.figures["mode"], law.high
    if u * (high - low) < mode - low:
        return low + math.sqrt(u * (high - low) * (mode - low))
    return high - math.sqrt((1 - u) * (high - low) * (high - mode))


_INVERSES: Final = {"normal": _normal, "lognormal": _lognormal, "triangular": _triangular}
LAWS: Final = {"normal": ("mean", "sd"), "lognormal": ("median", "sigma"), "triangular": ("mode",)}
"""The parameters of each distribution, beside `low` and `high`."""


def tidy(number: float, of: Range) -> Value:
    """Return a number as it goes into a scenario: whole if it counts things, else with nine digits.

    Examples
    --------
    >>> tidy(1 / 3, Range(0, 1)), tidy(2.4, Range(0, 9, whole=True))
    (0.333333333, 2)
    """
    if of.whole:
        return round(number)
    return min(max(float(f"{number:.{_DIGITS}g}"), of.low), of.high)


def distinct(values: Iterable[Value]) -> list[Value]:
    """Return values without repetitions, in their order."""
    return list(dict.fromkeys(values))
