"""Under which conditions does it go wrong? Scenario discovery with PRIM, the patient rule induction method.

PRIM peels thin slices off the space of factors so that what is left holds ever more of the cases of interest,
and tells of each box how many of the cases it holds (coverage) and how much of it is cases (density).

Own, because EMA Workbench, whose PRIM most people use, brings scikit-learn, statsmodels, seaborn and
Platypus with the line that runs on Python 3.11 (2.5), and its present line (3) asks for 3.12. What
is needed here is two pages. On the same points both find the same boxes, to a point or so.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.study.analysis.sample import BadSample

if TYPE_CHECKING:
    import pandas as pd

PEEL: Final = 0.05
"""Share of a box that one peel may take. Source: Friedman and Fisher, Stat. Comput. 9 (1999) 123: patient is
0.05 to 0.1."""
LEAST_MASS: Final = 0.05
"""Smallest share of all points that a box may hold: with less, its density is chance."""

Mask: TypeAlias = NDArray[np.bool_]
Column: TypeAlias = "NDArray[np.float64] | NDArray[np.object_]"


@dataclass(frozen=True)
class Limit:
    """What a box says of one factor.

    Attributes
    ----------
    factor
        Its name.
    low, high
        Both ends, which belong to the box; infinite where a side is open, NaN for words.
    kept
        For a factor of words: those inside the box.
    quasi_p
        Probability of as many cases in the box as there are, were its cases drawn at the density of the box
        without this limit: one that adds nothing has a large one. Not a p value of a test, since the same
        points made the box. Source: Bryant and Lempert, Technol. Forecast. Soc. Change 77 (2010) 34.
    """

    factor: str
    low: float
    high: float
    kept: tuple[Any, ...] = ()
    quasi_p: float = math.nan

    def holds(self, column: Column) -> Mask:
        """Return which values of a factor lie inside."""
        if self.kept:
            return np.isin(column, np.array(self.kept, dtype=column.dtype))
        return np.asarray((column >= self.low) & (column <= self.high), dtype=np.bool_)


@dataclass(frozen=True)
class Box:
    """One box of a peeling trajectory.

    Attributes
    ----------
    limits
        What it says, factors in the order of the design; factors that it does not limit have no entry.
    coverage
        Share of all cases that it holds 覆盖度.
    density
        Share of its points that are cases 密度.
    mass
        Share of all points that it holds.
    n, cases
        Points in it, and cases among them.
    """

    limits: tuple[Limit, ...]
    coverage: float
    density: float
    mass: float
    n: int
    cases: int

    @property
    def score(self) -> float:
        """Harmonic mean of coverage and density: high only where both are."""
        both = self.coverage + self.density
        return 2 * self.coverage * self.density / both if both else 0.0


@dataclass(frozen=True)
class Discovery:
    """What PRIM found 情景发现.

    Attributes
    ----------
    boxes
        The trajectory, from the whole space on.
    chosen
        Number of the box with the highest score; whoever reads may prefer another.
    n, cases
        All points, and cases among them.
    left_out
        Points without a value: they are neither cases nor not.
    method
        How boxes were found.
    """

    boxes: tuple[Box, ...]
    chosen: int
    n: int
    cases: int
    left_out: int
    method: str

    @property
    def box(self) -> Box:
        """The chosen box."""
        return self.boxes[self.chosen]

    def frame(self) -> "pd.DataFrame":
        """Return the trajectory as a tidy table: one row for each box."""
        import pandas as pd

        columns = ("coverage", "density", "mass", "n", "cases", "score")
        rows = [
            {**{name: getattr(box, name) for name in columns}, "limited": len(box.limits)}
            for box in self.boxes
        ]
        return pd.DataFrame(rows)


@dataclass(frozen=True)
class _Space:
    """The points, and which of them are cases."""

    names: tuple[str, ...]
    columns: tuple[Column, ...]
    hit: Mask
    peel: float
    least: int


def prim(
    points: "pd.DataFrame", hit: ArrayLike, peel: float = PEEL, least_mass: float = LEAST_MASS
) -> Discovery:
    """Find the boxes in which cases of interest gather.

    Parameters
    ----------
    points
        One row for each point, one column for each factor: numbers, or words (also true and false).
    hit
        For each point whether it is a case of interest: 1 or 0, or NaN where the run has no value.
    peel
        Share of a box that one peel may take.
    least_mass
        Smallest share of all points that a box may hold.

    Raises
    ------
    BadSample
        If there are no cases, nothing but cases, or a value for another number of points.

    Notes
    -----
    Source: Friedman and Fisher, Stat. Comput. 9 (1999) 123. Of all peels the one is made that gains most
    density for each point given up; at the end, slices are pasted back for as long as density rises.
    """
    marks = np.asarray(hit, dtype=np.float64)
    if marks.shape != (len(points),):
        raise BadSample(f"{len(points)} points, and {marks.shape} marks of cases")
    known = ~np.isnan(marks)
    space = _space(points[known], marks[known] > 0, peel, least_mass)
    cases = int(space.hit.sum())
    if cases in (0, len(space.hit)):
        raise BadSample(f"{cases} of {len(space.hit)} points are cases: there is nothing to tell apart")
    boxes = tuple(_described(space, limits) for limits in _trajectory(space))
    chosen = max(range(len(boxes)), key=lambda number: (boxes[number].score, -number))
    method = f"PRIM, peel {peel:g}, mass at least {least_mass:g}"
    return Discovery(boxes, chosen, len(space.hit), cases, int((~known).sum()), method)


def _space(points: "pd.DataFrame", hit: Mask, peel: float, least_mass: float) -> _Space:
    columns = tuple(_column(points[name].tolist()) for name in points.columns)
    least = max(math.ceil(least_mass * len(hit)), 1)
    return _Space(tuple(map(str, points.columns)), columns, hit, peel, least)


def _column(values: Sequence[Any]) -> Column:
    """Return a factor's values as numbers, or as words where one of them is a word, true or false."""
    if all(isinstance(value, int | float) and not isinstance(value, bool) for value in values):
        return np.array(values, dtype=np.float64)
    return np.array(values, dtype=np.object_)


Limits: TypeAlias = dict[int, Limit]


def _inside(space: _Space, limits: Limits, but: int | None = None) -> Mask:
    """Return which points lie in a box, or in it without one of its limits."""
    inside = np.ones(len(space.hit), dtype=np.bool_)
    for factor, limit in limits.items():
        if factor != but:
            inside &= limit.holds(space.columns[factor])
    return inside


def _trajectory(space: _Space) -> Iterator[Limits]:
    """Yield the limits of each box: peeled for as long as one may, then pasted."""
    limits: Limits = {}
    while True:
        yield limits
        peeled = _best_peel(space, limits)
        if peeled is None:
            break
        limits = peeled
    while (pasted := _best_paste(space, limits)) is not None:
        limits = pasted
        yield limits


def _best_peel(space: _Space, limits: Limits) -> Limits | None:
    """Return the box after the peel that gains most density for each point given up; None where none does."""
    inside = _inside(space, limits)
    n, density = int(inside.sum()), float(space.hit[inside].mean())
    best, gain = None, 0.0
    for factor, column in enumerate(space.columns):
        for limit in _peels(space, factor, column[inside], limits.get(factor)):
            kept = inside & limit.holds(column)
            left = int(kept.sum())
            if space.least <= left < n and (rise := _rise(space, kept, density, n)) > gain:
                best, gain = {**limits, factor: limit}, rise
    return best


def _rise(space: _Space, kept: Mask, density: float, n: int) -> float:
    return (float(space.hit[kept].mean()) - density) / (n - int(kept.sum()))


def _peels(space: _Space, factor: int, values: Column, now: Limit | None) -> Iterator[Limit]:
    """Yield a factor's limit after each peel that it allows: a slice off either end, or a word."""
    name = space.names[factor]
    if values.dtype == np.object_:
        words = sorted(set(values.tolist()), key=str)
        for word in words:
            rest = tuple(one for one in words if one != word)
            if rest:
                yield Limit(name, math.nan, math.nan, rest)
        return
    now = now or Limit(name, -math.inf, math.inf)
    ordered = np.sort(np.asarray(values, dtype=np.float64))
    slice_ = max(int(space.peel * len(ordered)), 1)
    above, below = ordered[ordered > ordered[slice_ - 1]], ordered[ordered < ordered[-slice_]]
    if len(above):
        yield replace(now, low=float(above[0]))
    if len(below):
        yield replace(now, high=float(below[-1]))


def _best_paste(space: _Space, limits: Limits) -> Limits | None:
    """Return the box after the paste that raises density most; None where none does."""
    inside = _inside(space, limits)
    best, most = None, float(space.hit[inside].mean())
    for factor in limits:
        outside = _inside(space, limits, but=factor) & ~inside
        for limit in _pastes(space, factor, outside, int(inside.sum()), limits[factor]):
            density = float(space.hit[_inside(space, {**limits, factor: limit})].mean())
            if density > most:
                best, most = {**limits, factor: limit}, density
    return best


def _pastes(space: _Space, factor: int, outside: Mask, n: int, now: Limit) -> Iterator[Limit]:
    """Yield a factor's limit after each paste that it allows."""
    values = space.columns[factor][outside]
    if now.kept:
        for word in sorted(set(values.tolist()), key=str):
            yield replace(now, kept=tuple(sorted((*now.kept, word), key=str)))
        return
    slice_ = max(int(space.peel * n), 1)
    below, above = np.sort(values[values < now.low]), np.sort(values[values > now.high])
    if len(below):
        yield replace(now, low=float(below[-min(slice_, len(below))]))
    if len(above):
        yield replace(now, high=float(above[min(slice_, len(above)) - 1]))


def _described(space: _Space, limits: Limits) -> Box:
    inside = _inside(space, limits)
    n, cases = int(inside.sum()), int(space.hit[inside].sum())
    told = tuple(
        replace(limits[factor], quasi_p=_quasi_p(space, limits, factor, n, cases))
        for factor in sorted(limits)
    )
    return Box(told, cases / int(space.hit.sum()), cases / n, n / len(space.hit), n, cases)


def _quasi_p(space: _Space, limits: Limits, factor: int, n: int, cases: int) -> float:
    from scipy.special import bdtrc

    density = float(space.hit[_inside(space, limits, but=factor)].mean())
    return 1.0 if cases == 0 else float(bdtrc(cases - 1, n, density))
