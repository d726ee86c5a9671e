"""Location models 选址模型, solved to the proven optimum, or in the time given to a gap that is told.

They assume what three cuts break: roads as they are, word at once, units free by chance. What they propose
is therefore only proposed; the simulation decides between the proposals.

Source: ReVelle and Swain 1970 (p-median), Toregas et al. 1971 (set cover), Church and ReVelle 1974 (MCLP),
Daskin 1983 (MEXCLP), Kouvelis and Yu 1997 (minimax regret).
"""

import numpy as np

from sim.study.place.highs import LIMIT_S, Model, OutOfTime
from sim.study.place.median import p_median, p_median_robust, regret_robust
from sim.study.place.siting import Floats, NoSite, Sited, Siting, covered, mean_cost, sited

__all__ = [
    "LIMIT_S",
    "Floats",
    "NoSite",
    "OutOfTime",
    "Sited",
    "Siting",
    "covered",
    "expected_cover",
    "max_cover",
    "mean_cost",
    "p_median",
    "p_median_robust",
    "regret_robust",
    "set_cover",
]


def set_cover(siting: Siting, radius: float) -> Sited:
    """Return the fewest sites from which every place that counts is within a radius.

    Raises
    ------
    NoSite
        If some place that counts is within the radius of no candidate.
    """
    model = Model(siting.n_sites)
    for place in np.flatnonzero(siting.weight):
        near = np.flatnonzero(siting.cost[place] <= radius)
        model.row(near, [1.0] * len(near), 1, np.inf)
    low, high = siting.bounds()
    solved, bound = model.solve(dict.fromkeys(range(siting.n_sites), 1.0), low, high, siting.n_sites)
    found = sited(siting, solved, 0, 0)
    return Sited(found.chosen, float(len(found.chosen)), bound - len(siting.fixed))


def max_cover(siting: Siting, radius: float, p: int, limit_s: float = LIMIT_S) -> Sited:
    """Return the `p` sites that have the most weight within a radius (MCLP)."""
    return expected_cover(siting, radius, p, busy=0.0, most=1, limit_s=limit_s)


def expected_cover(
    siting: Siting,
    radius: float,
    p: int,
    busy: float,
    most: int | None = None,
    limit_s: float = LIMIT_S,
) -> Sited:
    """Return where `p` units cover the most weight, if each is busy with a probability (MEXCLP).

    Parameters
    ----------
    busy
        Probability that a unit is busy, of each alike and independent of the others.
    most
        Units that may stand at one site; all of them where left out.
    limit_s
        Seconds that HiGHS may take; what it has by then is returned with its bound.

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
    model = Model(sites + len(places) * counts)
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
    low, high = np.append(low, 0 * extra), np.append(high, extra)
    solved, bound = model.solve(gain, low, high, sites, limit_s)
    return sited(siting, solved[:sites], covered(siting, radius, solved[:sites], busy), -bound)
