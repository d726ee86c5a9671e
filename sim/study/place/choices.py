"""Every choice of sites tried 穷举, soonest where there are few; and candidates never worth a try."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from sim.study.place.siting import Floats, NoSite, Sited, Siting, alike, mean_cost, worst_cost

Choices = npt.NDArray[np.int32]
"""Shape (choices, sites): the candidates of each choice, in rising order."""
MOST_TRIED: Final = 4_000_000
"""More choices than these are not tried one by one."""
_BLOCK: Final = 1_024
"""So many choices at a time stay near the processor."""
_FIRST: Final = 4_096
"""So many of the most promising choices are tried before others are left out."""
_SAME: Final = 1e-9
_FAR: Final = 1e6
_ROUNDS: Final = 3
"""How often each site of a choice may be exchanged."""


def worth_trying(states: Sequence[Siting], p: int) -> list[int]:
    """Return the candidates of which some choice of `p` is best in every way that a choice can be.

    Left out is a candidate to which another is at least as near to every place that counts, in every state,
    or that shortens no way as somebody stands nearer already: with the other in its stead no choice is worse.

    Parameters
    ----------
    states
        The same places and candidates under different costs.
    p
        How many are chosen; so many candidates stay, if there are.
    """
    free = states[0].free
    table = np.unique(np.vstack([_capped(state) for state in states])[:, free], axis=0)
    order = np.argsort(np.where(np.isfinite(table), table, 1e9).sum(axis=0), kind="stable")
    better = np.empty((len(free), len(table)))
    kept: list[int] = []
    rest: list[int] = []
    for number in order.tolist():
        column = table[:, number]
        if (better[: len(kept)] <= column).all(axis=1).any():
            rest.append(free[number])
            continue
        better[len(kept)] = column
        kept.append(free[number])
    return sorted([*kept, *rest[: max(0, p - len(kept))]])


def _capped(state: Siting) -> Floats:
    """Return from each candidate to each place that counts, no more than from where somebody stands."""
    cost = state.cost[state.weight > 0]
    standing = cost[:, list(state.fixed)].min(axis=1, initial=np.inf)
    return np.asarray(np.minimum(cost, standing[:, None]), np.float64)


def are_few(sites: int, p: int) -> bool:
    """Whether all choices of `p` of so many sites can be tried."""
    return math.comb(sites, p) <= MOST_TRIED


def all_choices(sites: Sequence[int], p: int) -> Choices:
    """Return every choice of `p` sites; the first that could stand first.

    Raises
    ------
    NoSite
        If there are fewer sites.
    """
    if len(sites) < p:
        raise NoSite(f"no choice of sites does what is asked: {p} of {len(sites)}")
    found = np.zeros((1, 0), np.int32)
    last = np.full(1, -1, np.int32)
    for _ in range(p):
        more = len(sites) - 1 - last
        ends = np.cumsum(more)
        steps = np.arange(ends[-1]) - np.repeat(ends - more, more)
        last = (np.repeat(last, more) + 1 + steps).astype(np.int32)
        found = np.column_stack([np.repeat(found, more, axis=0), last])
    return np.asarray(sites, np.int32)[found]


@dataclass(frozen=True, eq=False)
class Ways:
    """A state of the world, made ready for many choices: places that are alike are one."""

    by_site: Floats
    standing: Floats
    share: Floats

    @classmethod
    def of(cls, state: Siting) -> "Ways":
        """Return a state made ready."""
        rows = alike(state)
        cost = np.array([above + least for above, _, least in rows])
        weight = np.array([weight for _, weight, _ in rows])
        standing = cost[:, list(state.fixed)].min(axis=1, initial=np.inf)
        return cls(np.ascontiguousarray(cost.T), standing, weight / float(state.weight.sum()))

    @property
    def capped(self) -> Floats:
        """From each candidate, no more than from where somebody stands."""
        return np.minimum(self.by_site, self.standing)

    def means(self, choices: Choices) -> Floats:
        """Return the mean cost of each choice."""
        found, by_site = np.full(len(choices), self.standing @ self.share), self.capped
        for start in range(0, len(choices) if choices.shape[1] else 0, _BLOCK):
            block = choices[start : start + _BLOCK]
            nearest = by_site[block[:, 0]]
            for column in block.T[1:]:
                np.minimum(nearest, by_site[column], out=nearest)
            found[start : start + _BLOCK] = nearest @ self.share
        return found

    def bounds(self, choices: Choices) -> Floats:
        """Return the least that each choice can cost: sites shorten ways no more than each does alone."""
        finite = np.where(np.isfinite(self.by_site), self.by_site, 0.0).max(axis=0)
        standing = np.where(np.isfinite(self.standing), self.standing, finite)
        gains = np.maximum(standing - self.by_site, 0.0) @ self.share
        most = float(standing @ self.share) - _SAME
        return np.asarray(most - gains[choices].sum(axis=1), np.float64)

    def pruned(self, choices: Choices, worst: Floats, least: float, most: float) -> tuple[Choices, Floats]:
        """Return the choices that can be best in the worst of this state and those before, with that worst.

        Parameters
        ----------
        worst
            Of each choice in the states before.
        least
            What the best choice costs in this state.
        most
            Choices worse than this are left out.
        """
        kept = np.maximum(self.bounds(choices) - least, worst) <= most + _SAME
        return choices[kept], np.maximum(self.means(choices[kept]) - least, worst[kept])


def best_of_all(siting: Siting, choices: Choices) -> Sited:
    """Return the choice of the least mean cost; of several the first.

    Raises
    ------
    NoSite
        If each leaves a place that counts without any way.
    """
    ways = Ways.of(siting)
    if len(choices) > _FIRST:
        bounds = ways.bounds(choices)
        first = np.argpartition(bounds, _FIRST)[:_FIRST]
        choices = choices[bounds <= ways.means(choices[first]).min() + _SAME]
    chosen = _least(choices, ways.means(choices))
    return proven(chosen, mean_cost(siting, units_of(siting, chosen)))


def least_worst(states: Sequence[Siting], choices: Choices, least: Sequence[float]) -> Sited:
    """Return the choice whose mean cost above the `least` of each state is least in its worst state.

    States are asked in the order in which the best choice so far fares worst in them; what is worse in one
    than that choice in all is left out at once.

    Raises
    ------
    NoSite
        If each leaves a place that counts without any way, in some state.
    """
    worst, rest = np.full(len(choices), -np.inf), list(range(len(states)))
    best, asked = proven((), np.inf), 0
    while True:
        choices, worst = Ways.of(states[asked]).pruned(choices, worst, least[asked], best.value)
        rest.remove(asked)
        lead = _least(choices, worst)
        units = units_of(states[0], lead)
        value = worst_cost(states, units, least)
        best = proven(lead, value) if value < best.value else best
        if not rest or worst.min() >= best.value - _SAME:
            break
        keep = worst <= best.value + _SAME
        choices, worst = choices[keep], worst[keep]
        asked = max(rest, key=lambda n: (mean_cost(states[n], units) - least[n], -n))
    if not math.isfinite(best.value):
        raise NoSite("no choice of sites leaves every place a way in every state")
    return best


def exchanged(states: Sequence[Siting], p: int, least: Sequence[float]) -> Sited:
    """Return a good choice, not proven to be the best: sites added one by one, then exchanged for others.

    Its `bound` is no more than that nothing is known.

    Raises
    ------
    NoSite
        If it finds none that leaves every place a way.
    """
    ways, free = [Ways.of(state) for state in states], states[0].free
    chosen: list[int] = []

    def better(kept: Sequence[int]) -> int:
        worst = np.full(len(free), -np.inf)
        for way, best in zip(ways, least, strict=True):
            nearest = way.by_site[list(kept)].min(axis=0, initial=np.inf)
            by_site = np.minimum(way.by_site[free], np.minimum(nearest, way.standing))
            worst = np.maximum(worst, np.minimum(by_site, _FAR) @ way.share - best)
        worst[[free.index(site) for site in kept]] = np.inf
        return free[int(worst.argmin())]

    for _ in range(p):
        chosen.append(better(chosen))
    for _ in range(_ROUNDS * p):  # the one that has stood longest makes room for the best in its stead
        chosen = [*chosen[1:], better(chosen[1:])]
    found = tuple(sorted(chosen))
    value = worst_cost(states, units_of(states[0], found), least)
    if not math.isfinite(value):
        raise NoSite("no choice of sites was found that leaves every place a way")
    return Sited(found, value, -math.inf)


def _least(choices: Choices, values: Floats) -> tuple[int, ...]:
    """Return the first choice whose value is least, but for rounding."""
    least = float(values.min())
    if not math.isfinite(least):
        raise NoSite("no choice of sites does what is asked: a place has no way")
    return tuple(choices[int(np.argmax(values <= least + _SAME))].tolist())


def units_of(siting: Siting, chosen: Sequence[int]) -> Floats:
    """Return the units at each candidate, those that stand and those that are chosen."""
    units = np.zeros(siting.n_sites)
    units[[*siting.fixed, *chosen]] = 1
    return units


def proven(chosen: tuple[int, ...], value: float) -> Sited:
    """Return an answer that nothing betters, as everything was tried."""
    return Sited(chosen, value, value)
