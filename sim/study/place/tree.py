"""Choices of sites searched as a tree 分支定界: a branch in which none can be best is left out whole.

What a site saves never grows by others that are chosen beside it. So the choices of a branch save at most
what its sites save, each by itself, beside those that the branch has chosen already.

Source: Nemhauser, Wolsey and Fisher 1978 (submodular functions, of which the p-median is their example).
"""

import math
import time
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from sim.study.place.choices import Ways, units_of, worth_trying
from sim.study.place.highs import OutOfTime
from sim.study.place.siting import Floats, Sited, Siting, worst_cost

MOST_SEARCHED: Final = 400_000_000
"""More choices than these are not searched."""
_PAIR: Final = 2
_BLOCK: Final = 4_096
_SAME: Final = 1e-9
_Pairs = tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]


class _State(NamedTuple):
    """A state of the world under some sites that are chosen.

    Attributes
    ----------
    nearest
        Cost of each place from the nearest of them, or from where somebody stands.
    above
        Mean cost above what the state allows at best.
    saves
        What each further candidate would save by itself, of the mean.
    """

    nearest: Floats
    above: float
    saves: Floats


def best_in_tree(
    states: Sequence[Siting], p: int, least: Sequence[float], start: Sited, until: float
) -> Sited | None:
    """Return the choice whose mean cost above the `least` of each state is least in its worst state.

    Parameters
    ----------
    states
        The same places and candidates under different costs.
    p
        How many are chosen; at least two.
    least
        What is taken off the mean cost of each state.
    start
        A choice that is known; only choices no worse are looked for.
    until
        When to give up, on the monotonic clock.

    Returns
    -------
    Sited or None
        None where the question is none for a tree: too many choices, or places that may be left no way.

    Raises
    ------
    OutOfTime
        If the time was up before all branches were seen.
    """
    kept = worth_trying(states, p)
    ways = [Ways.of(state) for state in states]
    if p < _PAIR or math.comb(len(kept), p) > MOST_SEARCHED:
        return None
    if not all(np.isfinite(way.capped[kept]).all() for way in ways):
        return None
    tree = _Tree(ways, kept, p, least, until)
    tree.take(start.value, start.chosen)
    tree.search()
    value = worst_cost(states, units_of(states[0], tree.chosen), least)
    return Sited(tree.chosen, value, value)


class _Tree:
    """A search for the least worst choice; candidates that save most by themselves come first."""

    def __init__(
        self, ways: Sequence[Ways], kept: Sequence[int], p: int, least: Sequence[float], until: float
    ) -> None:
        saves = (ways[0].capped[list(kept)] @ ways[0].share).argsort(kind="stable")
        self.sites = [kept[number] for number in saves]
        self.by_site = [np.ascontiguousarray(way.capped[self.sites]) for way in ways]
        self.shares, self.least = [way.share for way in ways], least
        self.p, self.until = p, until
        self.value, self.chosen = math.inf, ()  # type: tuple[float, tuple[int, ...]]
        self.empty = [way.capped.max(axis=0, initial=0.0) for way in ways]

    def take(self, value: float, chosen: tuple[int, ...]) -> None:
        """Take a choice where it is better, of equals the first."""
        if value < self.value - _SAME or (value <= self.value + _SAME and chosen < self.chosen):
            self.value, self.chosen = value, chosen

    def search(self) -> None:
        """See every branch that may hold a choice as good as the best so far."""
        self._below((), self.empty)

    def _below(self, prefix: tuple[int, ...], nearest: Sequence[Floats]) -> None:
        begin, wanted = (prefix[-1] + 1 if prefix else 0), self.p - len(prefix)
        states = self._states(nearest, begin)
        if self._is_hopeless(states, wanted):
            return
        if wanted == _PAIR:
            self._pairs(prefix, begin, states)
            return
        for number in range(begin, len(self.sites) - wanted + 1):
            if time.monotonic() > self.until:
                raise OutOfTime("the tree of choices was not seen whole in time")
            below = [np.minimum(one, rows[number]) for one, rows in zip(nearest, self.by_site, strict=True)]
            self._below((*prefix, number), below)

    def _states(self, nearest: Sequence[Floats], begin: int) -> list[_State]:
        """Return every state under the sites that a branch has chosen."""
        found = []
        for one, rows, share, best in zip(nearest, self.by_site, self.shares, self.least, strict=True):
            saves = np.maximum(one - rows[begin:], 0.0) @ share
            found.append(_State(one, float(one @ share) - best, saves))
        return found

    def _is_hopeless(self, states: Sequence[_State], wanted: int) -> bool:
        """Whether in some state all further sites together save too little, or there are too few."""
        if len(states[0].saves) < wanted:
            return True
        return any(
            state.above - float(np.partition(state.saves, -wanted)[-wanted:].sum()) > self.value + _SAME
            for state in states
        )

    def _pairs(self, prefix: tuple[int, ...], begin: int, states: Sequence[_State]) -> None:
        """Try every pair of further sites that may save enough in each state."""
        firsts, seconds = self._may_do(states)
        for start in range(0, len(firsts), _BLOCK):
            pair = firsts[start : start + _BLOCK] + begin, seconds[start : start + _BLOCK] + begin
            self._try(prefix, pair, states)

    def _may_do(self, states: Sequence[_State]) -> _Pairs:
        needed = [state.above - self.value - _SAME for state in states]
        alive = np.ones(len(states[0].saves), bool)
        for state, least in zip(states, needed, strict=True):
            alive &= state.saves + state.saves.max() >= least
        sites, enough = np.flatnonzero(alive), np.array(True)
        for state, least in zip(states, needed, strict=True):
            saves = state.saves[sites]
            enough = enough & (saves[:, None] + saves[None, :] >= least)
        first, second = np.nonzero(np.triu(enough, 1))
        return sites[first], sites[second]

    def _try(self, prefix: tuple[int, ...], pair: _Pairs, states: Sequence[_State]) -> None:
        """Take the best of some pairs; one is left out as soon as a state makes it worse than the best."""
        worst = np.full(len(pair[0]), -np.inf)
        for state, rows, share, best in zip(states, self.by_site, self.shares, self.least, strict=True):
            reached = np.minimum(np.minimum(rows[pair[0]], rows[pair[1]]), state.nearest) @ share
            worst = np.maximum(worst, reached - best)
            good = worst <= self.value + _SAME
            pair, worst = (pair[0][good], pair[1][good]), worst[good]
        for number in np.flatnonzero(worst <= worst.min(initial=np.inf) + _SAME).tolist():
            chosen = (*prefix, int(pair[0][number]), int(pair[1][number]))
            self.take(float(worst[number]), tuple(sorted(self.sites[each] for each in chosen)))
