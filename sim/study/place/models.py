"""Location models 选址模型, solved to the proven optimum by HiGHS.

They assume what three cuts break: roads as they are, word at once, units free by chance. What they propose
is therefore only proposed; the simulation decides between the proposals.

Source: ReVelle and Swain 1970 (p-median), Toregas et al. 1971 (set cover), Church and ReVelle 1974 (MCLP),
Daskin 1983 (MEXCLP), Kouvelis and Yu 1997 (minimax regret).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from sim.terms.errors import SanduanError

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Floats = npt.NDArray[np.float64]
Terms = tuple[list[int], list[int], list[float]]
_GAP: Final = 1e-9
"""Relative gap at which an optimum counts as proven."""


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
        What no choice can better; the same as `value` but for rounding.
    """

    chosen: tuple[int, ...]
    value: float
    bound: float


def p_median(siting: Siting, p: int) -> Sited:
    """Return the `p` sites whose nearest is nearest on average, weighted.

    Raises
    ------
    NoSite
        If some place that counts cannot be reached from enough candidates, or there are too few.
    """
    return p_median_robust([siting], p)


def p_median_robust(states: Sequence[Siting], p: int, regret: Sequence[float] | None = None) -> Sited:
    """Return the `p` sites whose mean weighted cost is least in the worst of several states of the world.

    Parameters
    ----------
    states
        The same places and candidates under different costs: roads open, a bridge gone.
    p
        How many sites to choose beside the fixed ones.
    regret
        The best that each state allows, to make the worst regret least instead of the worst cost.

    Raises
    ------
    NoSite
        As `p_median`.
    """
    first, sites = states[0], states[0].n_sites
    model = _Model(sites + 1)
    worst = sites
    low, high = first.bounds()
    for number, state in enumerate(states):
        _assign(model, state, worst, 0.0 if regret is None else regret[number])
    model.row(range(sites), [1.0] * sites, p + len(first.fixed), p + len(first.fixed))
    solved, bound = model.solve({worst: 1.0}, low, high, integral=sites)
    return _sited(first, solved[:sites], _worst(states, solved[:sites], regret), bound)


def set_cover(siting: Siting, radius: float) -> Sited:
    """Return the fewest sites from which every place that counts is within a radius.

    Raises
    ------
    NoSite
        If some place that counts is within the radius of no candidate.
    """
    model = _Model(siting.n_sites)
    for place in np.flatnonzero(siting.weight):
        near = np.flatnonzero(siting.cost[place] <= radius)
        model.row(near, [1.0] * len(near), 1, np.inf)
    low, high = siting.bounds()
    solved, bound = model.solve(dict.fromkeys(range(siting.n_sites), 1.0), low, high, siting.n_sites)
    found = _sited(siting, solved, 0, 0)
    return Sited(found.chosen, float(len(found.chosen)), bound - len(siting.fixed))


def max_cover(siting: Siting, radius: float, p: int) -> Sited:
    """Return the `p` sites that have the most weight within a radius (MCLP)."""
    return expected_cover(siting, radius, p, busy=0.0, most=1)


def expected_cover(siting: Siting, radius: float, p: int, busy: float, most: int | None = None) -> Sited:
    """Return where `p` units cover the most weight, if each is busy with a probability (MEXCLP).

    Parameters
    ----------
    busy
        Probability that a unit is busy, of each alike and independent of the others.
    most
        Units that may stand at one site; all of them where left out.

    Raises
    ------
    ValueError
        If `busy` is not from 0 to below 1.
    """
    if not 0 <= busy < 1:
        raise ValueError(f"busy must be from 0 to below 1, not {busy}")
    sites, units = siting.n_sites, p + len(siting.fixed)
    counts = units if busy else 1  # where nobody is busy a second unit adds nothing
    places = np.flatnonzero(siting.weight)
    model = _Model(sites + len(places) * counts)
    gain: dict[int, float] = {}
    for row, place in enumerate(places):
        near = np.flatnonzero(siting.cost[place] <= radius)
        covers = [sites + row * counts + k for k in range(counts)]
        model.row([*near, *covers], [1.0] * len(near) + [-1.0] * counts, 0, np.inf)
        for k, column in enumerate(covers):
            gain[column] = -float(siting.weight[place]) * (1 - busy) * busy**k
    model.row(range(sites), [1.0] * sites, units, units)
    low, high = siting.bounds(p if most is None else most)
    extra = np.ones(model.width - sites)
    solved, bound = model.solve(gain, np.append(low, 0 * extra), np.append(high, extra), integral=sites)
    return _sited(siting, solved[:sites], covered(siting, radius, solved[:sites], busy), -bound)


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


class _Model:
    """Rows of a linear model, as they are found; its first columns are the candidates."""

    def __init__(self, width: int) -> None:
        self.width = width
        self._terms: Terms = ([], [], [])
        self._low: list[float] = []
        self._high: list[float] = []

    def columns(self, count: int) -> range:
        """Add columns between 0 and 1, and return them."""
        self.width += count
        return range(self.width - count, self.width)

    def row(self, columns: Any, factors: Sequence[float], low: float, high: float) -> None:
        """Hold a sum between two bounds."""
        number = len(self._low)
        for column, factor in zip(columns, factors, strict=True):
            self._terms[0].append(number)
            self._terms[1].append(int(column))
            self._terms[2].append(factor)
        self._low.append(low)
        self._high.append(high)

    def matrix(self) -> "csr_array":
        """Return all rows."""
        from scipy.sparse import coo_array

        rows, columns, factors = self._terms
        return coo_array((factors, (rows, columns)), shape=(len(self._low), self.width)).tocsr()

    def solve(self, cost: dict[int, float], low: Floats, high: Floats, integral: int) -> tuple[Floats, float]:
        """Return the best values of the columns, and a bound of the objective.

        Columns beyond those of `low` and `high` are at most 1; only the first `integral` are whole numbers.

        Raises
        ------
        NoSite
            If no values keep all rows.
        """
        from scipy.optimize import Bounds, LinearConstraint, milp

        spare = self.width - len(low)
        objective, whole = np.zeros(self.width), np.zeros(self.width, np.int64)
        objective[list(cost)] = list(cost.values())
        whole[:integral] = 1
        found = milp(
            objective,
            integrality=whole,
            bounds=Bounds(np.append(low, np.zeros(spare)), np.append(high, np.full(spare, np.inf))),
            constraints=LinearConstraint(self.matrix(), self._low, self._high),
            options={"mip_rel_gap": _GAP},
        )
        if found.x is None:
            raise NoSite(
                "no choice of sites does what is asked: too few may be chosen, or a place has no way"
            )
        return np.asarray(found.x, np.float64), float(found.mip_dual_bound)


def _assign(model: _Model, state: Siting, worst: int, regret: float) -> None:
    """Let each place that counts be served by one site that is chosen, and the worst state be no better."""
    total, given = float(state.weight.sum()), 0.0
    terms = [(worst, -1.0)]
    for row, weight, least in _alike(state):
        near = _worth_asking(row, state.fixed)
        serves = model.columns(len(near))
        model.row(serves, [1.0] * len(near), 1, 1)
        for site, column in zip(near, serves, strict=True):
            model.row([column, site], [1.0, -1.0], -np.inf, 0)
        terms += [
            (column, float(weight / total * row[site])) for site, column in zip(near, serves, strict=True)
        ]
        given += weight / total * least
    columns, factors = zip(*terms, strict=True)
    model.row(columns, factors, -np.inf, regret - given)


def _alike(state: Siting) -> list[tuple[Floats, float, float]]:
    """Return costs above the least, weight and mean least cost of places that differ only in the least."""
    found: dict[bytes, tuple[Floats, list[tuple[float, float]]]] = {}
    for place in np.flatnonzero(state.weight):
        least = float(state.cost[place].min(initial=np.inf))
        if not np.isfinite(least):
            raise NoSite(f"no candidate has a way to place {place}")
        above = np.round(state.cost[place] - least, 6)
        found.setdefault(above.tobytes(), (above, []))[1].append((float(state.weight[place]), least))
    return [
        (above, sum(w for w, _ in rows), sum(w * least for w, least in rows) / sum(w for w, _ in rows))
        for above, rows in found.values()
    ]


def _worth_asking(row: Floats, fixed: Sequence[int]) -> list[int]:
    """Return the candidates that may serve a place: the nearest that is fixed, and all that are nearer."""
    ways = [int(site) for site in np.flatnonzero(np.isfinite(row))]
    standing = [site for site in ways if site in fixed]
    if not standing:
        return ways
    nearest = min(standing, key=lambda site: (row[site], site))
    return [site for site in ways if site == nearest or row[site] < row[nearest]]


def _worst(states: Sequence[Siting], units: Floats, regret: Sequence[float] | None) -> float:
    best = [0.0] * len(states) if regret is None else regret
    return max(mean_cost(state, units) - least for state, least in zip(states, best, strict=True))


def _sited(siting: Siting, solved: Floats, value: float, bound: float) -> Sited:
    """Return the units beside the fixed ones."""
    extra = np.rint(solved).astype(int)
    extra[list(siting.fixed)] -= 1
    chosen = [site for site in range(siting.n_sites) for _ in range(extra[site])]
    return Sited(tuple(chosen), value, bound)
