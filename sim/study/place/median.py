"""The p-median, and that of several states of the world 中位选址: every choice tried, a tree, or HiGHS.

Candidates that no best choice needs are left out first. States are taken into the model one by one, as a
choice fares worst in them (row generation): most states are never the worst.

Source: ReVelle and Swain 1970 (p-median), Kouvelis and Yu 1997 (minimax regret).
"""

import math
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Final

import numpy as np

from sim.study.place.choices import (
    all_choices,
    are_few,
    best_of_all,
    exchanged,
    least_worst,
    units_of,
    worth_trying,
)
from sim.study.place.highs import LIMIT_S, Model, OutOfTime
from sim.study.place.siting import Floats, NoSite, Sited, Siting, alike, mean_cost, sited, worst_cost
from sim.study.place.tree import best_in_tree

_LEAST_S: Final = 1.0
_CLOSED: Final = 1e-8
"""A relative gap that counts as none."""


def p_median(siting: Siting, p: int, limit_s: float = LIMIT_S) -> Sited:
    """Return the `p` sites whose nearest is nearest on average, weighted.

    Parameters
    ----------
    limit_s
        Seconds that HiGHS may take; what it has by then is returned with its bound.

    Raises
    ------
    NoSite
        If some place that counts cannot be reached from enough candidates, or there are too few.
    """
    if are_few(len(siting.free), p):
        return best_of_all(siting, all_choices(siting.free, p))
    until = time.monotonic() + limit_s
    start = _start([siting], p, [0.0])
    try:
        return _best([siting], p, [0.0], start, until)
    except OutOfTime:
        return replace(exchanged([siting], p, [0.0]), bound=0.0)


def p_median_robust(
    states: Sequence[Siting], p: int, regret: Sequence[float] | None = None, limit_s: float = LIMIT_S
) -> Sited:
    """Return the `p` sites whose mean weighted cost is least in the worst of several states of the world.

    Parameters
    ----------
    states
        The same places and candidates under different costs: roads open, a bridge gone.
    p
        How many sites to choose beside the fixed ones.
    regret
        The best that each state allows, to make the worst regret least instead of the worst cost.
    limit_s
        As for `p_median`.

    Raises
    ------
    NoSite
        As `p_median`.
    """
    least = [0.0] * len(states) if regret is None else regret
    if are_few(len(states[0].free), p):
        return least_worst(states, all_choices(states[0].free, p), least)
    return _generated(states, p, least, limit_s)


def regret_robust(states: Sequence[Siting], p: int, limit_s: float = LIMIT_S) -> Sited:
    """Return the `p` sites that are least worse than the best of each state, where they are most so.

    What is not proven of the best of a state is not proven of the answer either: its value is the worst that
    its regret can be, against what no choice betters in that state.

    Raises
    ------
    NoSite
        As `p_median`.
    """
    if are_few(len(states[0].free), p):
        choices = all_choices(states[0].free, p)
        return least_worst(states, choices, [best_of_all(state, choices).value for state in states])
    return _Regrets(states, p, time.monotonic() + limit_s).least()


class _Regrets:
    """The search for the least regret: the best of a state is proven only where the answer hangs on it."""

    def __init__(self, states: Sequence[Siting], p: int, until: float) -> None:
        self.states, self.p, self.until = states, p, until
        usual = p_median(states[0], p, _left(until) / 2)
        self.best = [usual, *(self._guess(state, usual) for state in states[1:])]

    def _guess(self, state: Siting, usual: Sited) -> Sited:
        """Return a good choice of a state; none is better than the usual best, where no way is shorter."""
        floor = usual.bound if (state.cost >= self.states[0].cost).all() else 0.0
        try:
            return replace(exchanged([state], self.p, [0.0]), bound=floor)
        except NoSite:
            return p_median(state, self.p, _left(self.until))

    def least(self) -> Sited:
        """Return the choice of least regret, with its regret against what no choice betters in each state."""
        found, asked = self._found(), {0}
        while True:
            worst = self._most_in_doubt(found)
            if worst is None or worst in asked or time.monotonic() > self.until:
                units = units_of(self.states[0], found.chosen)
                return replace(found, value=worst_cost(self.states, units, [one.bound for one in self.best]))
            asked.add(worst)
            before = self.best[worst].value
            self.best[worst] = p_median(self.states[worst], self.p, _left(self.until))
            if self.best[worst].value < before - _CLOSED:
                found = self._found()

    def _found(self) -> Sited:
        """Return the least worst choice above the best known; no choice has less regret than its bound."""
        return _generated(self.states, self.p, [one.value for one in self.best], _left(self.until))

    def _most_in_doubt(self, found: Sited) -> int | None:
        """Return the state whose best, if it were as good as is not excluded, would make the regret most."""
        units = units_of(self.states[0], found.chosen)
        doubt = [
            (mean_cost(state, units) - best.bound, -number)
            for number, (state, best) in enumerate(zip(self.states, self.best, strict=True))
        ]
        most, number = max(doubt)
        return None if most <= found.bound + _CLOSED * max(1.0, abs(most)) else -number


def _left(until: float) -> float:
    return max(_LEAST_S, until - time.monotonic())


def _generated(states: Sequence[Siting], p: int, least: Sequence[float], limit_s: float) -> Sited:
    """Return the least worst choice, by models of those states in which a choice was worst."""
    until, asked = time.monotonic() + limit_s, [0]
    best = _start(states, p, least)
    while True:
        try:
            found = _best([states[n] for n in asked], p, [least[n] for n in asked], best, until)
        except OutOfTime:
            return best
        units = units_of(states[0], found.chosen)
        value = worst_cost(states, units, least)
        chosen = found.chosen if value < best.value else best.chosen
        best = Sited(chosen, min(value, best.value), max(found.bound, best.bound))
        worst = max(range(len(states)), key=lambda n: (mean_cost(states[n], units) - least[n], -n))
        if (
            worst in asked
            or time.monotonic() > until
            or best.value - best.bound <= _CLOSED * max(1.0, best.value)
        ):
            return best
        asked.append(worst)


def _start(states: Sequence[Siting], p: int, least: Sequence[float]) -> Sited:
    """Return a choice to begin with; none that is worth anything where none is found."""
    try:
        return exchanged(states, p, least)
    except NoSite:
        return Sited((), math.inf, -math.inf)


def _best(states: Sequence[Siting], p: int, least: Sequence[float], start: Sited, until: float) -> Sited:
    """Return the least worst choice of a few states: of a tree where that is small enough, else by HiGHS."""
    with suppress(OutOfTime):
        found = best_in_tree(states, p, least, start, time.monotonic() + _left(until) / 2)
        if found is not None:
            return found
    return _solved(states, p, least, _left(until))


def _solved(states: Sequence[Siting], p: int, least: Sequence[float], limit_s: float) -> Sited:
    """Return the least worst choice of a few states, by HiGHS."""
    kept = [*worth_trying(states, p), *states[0].fixed]
    fixed = tuple(range(len(kept) - len(states[0].fixed), len(kept)))
    few = [Siting(state.cost[:, kept], state.weight, fixed) for state in states]
    sites = len(kept)
    model = Model(sites + 1)
    for state, best in zip(few, least, strict=True):
        _assign(model, state, sites, best)
    model.row(range(sites), [1.0] * sites, p + len(fixed), p + len(fixed))
    low, high = few[0].bounds()
    units, bound = model.solve({sites: 1.0}, *_unbounded(low, high), integral=sites, limit_s=limit_s)
    found = sited(few[0], units[:sites], worst_cost(few, units[:sites], least), bound)
    return replace(found, chosen=tuple(sorted(kept[site] for site in found.chosen)))


def _unbounded(low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """Return bounds with those of the worst state added, which may be below nought of what is no regret."""
    return np.append(low, -np.inf), np.append(high, np.inf)


def _assign(model: Model, state: Siting, worst: int, least: float) -> None:
    """Let each place that counts be served by one site that is chosen, and the worst state be no better."""
    total, given = float(state.weight.sum()), 0.0
    terms = [(worst, -1.0)]
    for row, weight, nearest in alike(state):
        near = _worth_asking(row, state.fixed)
        serves = model.columns(len(near))
        model.row(serves, [1.0] * len(near), 1, 1)
        for site, column in zip(near, serves, strict=True):
            model.row([column, site], [1.0, -1.0], -np.inf, 0)
        terms += [
            (column, float(weight / total * row[site])) for site, column in zip(near, serves, strict=True)
        ]
        given += weight / total * nearest
    columns, factors = zip(*terms, strict=True)
    model.row(columns, factors, -np.inf, least - given)


def _worth_asking(row: Floats, fixed: Sequence[int]) -> list[int]:
    """Return the candidates that may serve a place: the nearest that is fixed, and all that are nearer."""
    ways = [int(site) for site in np.flatnonzero(np.isfinite(row))]
    standing = [site for site in ways if site in fixed]
    if not standing:
        return ways
    nearest = min(standing, key=lambda site: (row[site], site))
    return [site for site in ways if site == nearest or row[site] < row[nearest]]
