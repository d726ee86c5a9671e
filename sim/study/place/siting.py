"""A question of where to stand 选址问题, what an answer is, and what a choice is worth."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from sim.terms.errors import SanduanError

Floats = npt.NDArray[np.float64]
_EXACT: Final = 1e-6
"""A gap no wider than this, as a part of the value, is rounding."""


class NoSite(SanduanError):
    """No choice of sites does what is asked of them."""


@dataclass(frozen=True, eq=False)
class Siting:
    """A question of where to stand 选址问题.

    Attributes
    ----------
    cost
        From each candidate (column) to each place (row): minutes, metres; infinite where no way leads.
    weight
        How much each place counts: people, calls.
    fixed
        Candidates where somebody stands already; they come on top of those that are chosen.
    forbidden
        Candidates that may not be chosen.

    Raises
    ------
    ValueError
        If the shapes do not fit, or a cost or weight is negative or not a number.
    """

    cost: Floats
    weight: Floats
    fixed: tuple[int, ...] = ()
    forbidden: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "cost", np.asarray(self.cost, np.float64))
        object.__setattr__(self, "weight", np.asarray(self.weight, np.float64))
        if self.cost.ndim != 2 or self.weight.shape != self.cost.shape[:1]:
            raise ValueError("cost must be places by candidates, with a weight for each place")
        if np.isnan(self.cost).any() or not np.isfinite(self.weight).all():
            raise ValueError("costs and weights must be numbers")
        if (self.cost < 0).any() or (self.weight < 0).any():
            raise ValueError("costs and weights must not be negative")

    @property
    def free(self) -> list[int]:
        """Candidates that may be chosen: neither fixed nor forbidden."""
        barred = {*self.fixed, *self.forbidden}
        return [site for site in range(self.n_sites) if site not in barred]

    @property
    def n_sites(self) -> int:
        """How many candidates there are."""
        return int(self.cost.shape[1])

    def bounds(self, most: int = 1) -> tuple[Floats, Floats]:
        """Return the least and the most units at each candidate."""
        low, high = np.zeros(self.n_sites), np.full(self.n_sites, float(most))
        high[list(self.forbidden)] = 0
        low[list(self.fixed)] = 1
        high[list(self.fixed)] = max(most, 1)
        return low, high


@dataclass(frozen=True)
class Sited:
    """Where to stand, and what it is worth 选址结果.

    Attributes
    ----------
    chosen
        Candidates beside the fixed ones, in order; one stands as often in it as it has units.
    value
        Of the model's objective: mean weighted cost, sites needed, weight covered, expected weight covered.
    bound
        What no choice can better; the same as `value` but for rounding, unless time ran out.
    """

    chosen: tuple[int, ...]
    value: float
    bound: float

    @property
    def gap(self) -> float:
        """How much better another choice could be, in the unit of `value`; nought where that is rounding."""
        apart = abs(self.value - self.bound)
        return apart if apart > _EXACT * max(1.0, abs(self.value)) else 0.0


def covered(siting: Siting, radius: float, units: npt.ArrayLike, busy: float = 0.0) -> float:
    """Return the expected weight within a radius of a free unit, for given units at each candidate."""
    near = (siting.cost <= radius) @ np.rint(np.asarray(units, np.float64))
    return float((siting.weight * (1 - np.power(busy, near)))[near > 0].sum())


def mean_cost(siting: Siting, units: npt.ArrayLike) -> float:
    """Return the weighted mean cost from the nearest site with a unit; infinite where some have no way."""
    taken = np.flatnonzero(np.rint(np.asarray(units, np.float64)))
    nearest = siting.cost[:, taken].min(axis=1, initial=np.inf)
    counts = siting.weight > 0
    return float((siting.weight[counts] * nearest[counts]).sum() / siting.weight.sum())


def worst_cost(states: Sequence[Siting], units: npt.ArrayLike, least: Sequence[float]) -> float:
    """Return the mean cost of given units above the `least` of each state, in the state where it is most."""
    return max(mean_cost(state, units) - best for state, best in zip(states, least, strict=True))


def alike(state: Siting) -> list[tuple[Floats, float, float]]:
    """Return costs above the least, weight and mean least cost of places that differ only in the least.

    Raises
    ------
    NoSite
        If some place that counts cannot be reached from any candidate.
    """
    found: dict[bytes, tuple[Floats, list[tuple[float, float]]]] = {}
    for place in np.flatnonzero(state.weight):
        least = float(state.cost[place].min(initial=np.inf))
        if not np.isfinite(least):
            raise NoSite(f"no candidate has a way to place {place}")
        above = state.cost[place] - least
        found.setdefault(np.round(above, 6).tobytes(), (above, []))[1].append(
            (float(state.weight[place]), least)
        )
    return [
        (above, sum(w for w, _ in rows), sum(w * least for w, least in rows) / sum(w for w, _ in rows))
        for above, rows in found.values()
    ]


def sited(siting: Siting, solved: Floats, value: float, bound: float) -> Sited:
    """Return the units beside the fixed ones."""
    extra = np.rint(solved).astype(int)
    extra[list(siting.fixed)] -= 1
    chosen = [site for site in range(siting.n_sites) for _ in range(extra[site])]
    return Sited(tuple(chosen), value, bound)
