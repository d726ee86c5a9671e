"""What to choose if nobody knows which future comes 稳健决策: regret, worst case, domain criterion."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from sim.report.study_words import told
from sim.report.words import Both
from sim.study.analysis.estimates import LEVEL, Estimate, checked, proportion
from sim.study.analysis.resample import RESAMPLES_OF_WHOLE, picks
from sim.study.analysis.sample import BadSample, Floats, grid, told_cell

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Robust:
    """How an alternative does over all states of the world.

    Attributes
    ----------
    name
        The alternative.
    mean, worst
        Its mean over the states (each as likely as another), and its value in the worst of them.
    max_regret, mean_regret
        Largest and mean regret 遗憾值: by how much another alternative would have been better in a state.
    domain
        Domain criterion 达标域: share of the states in which it meets the goal, with Wilson's interval; None
        where no goal was given.
    chosen_share
        In how many of the resamples of replications it has the smallest largest regret: near 1, luck does not
        decide whether it is chosen. NaN where there is one replication.
    by
        Criteria by which it is the choice: among ``mean``, ``worst``, ``max_regret``, ``domain``.
    """

    name: str
    mean: float
    worst: float
    max_regret: Estimate
    mean_regret: Estimate
    domain: Estimate | None
    chosen_share: float
    by: tuple[str, ...]


@dataclass(frozen=True)
class Robustness:
    """Alternatives over states of the world.

    Attributes
    ----------
    alternatives
        Each alternative.
    names, states
        Of the rows and columns of `regret`.
    regret
        Regret of each alternative in each state, shape (alternatives, states).
    reps
        Replications, of which each counts only where it has a value everywhere.
    dropped
        Replications that do not.
    caveat
        What to beware of; None where there is nothing.
    """

    alternatives: tuple[Robust, ...]
    names: tuple[str, ...]
    states: tuple[str, ...]
    regret: Floats
    reps: int
    dropped: int
    caveat: Both | None

    def frame(self) -> "pd.DataFrame":
        """Return the alternatives as a tidy table, one row for each."""
        import pandas as pd

        return pd.DataFrame([_row(one) for one in self.alternatives])


def _row(one: Robust) -> dict[str, Any]:
    figures = {
        "alternative": one.name,
        "mean": one.mean,
        "worst": one.worst,
        "max_regret": one.max_regret.value,
        "max_regret_low": one.max_regret.low,
        "max_regret_high": one.max_regret.high,
        "mean_regret": one.mean_regret.value,
        "chosen_share": one.chosen_share,
    }
    if one.domain is not None:
        figures |= {"domain": one.domain.value, "domain_low": one.domain.low, "domain_high": one.domain.high}
    return {**figures, "best_by": ", ".join(one.by)}


def regrets(values: ArrayLike, smaller_is_better: bool = True) -> Floats:
    """Return the regret of each alternative in each state.

    Parameters
    ----------
    values
        Shape (..., alternatives, states).
    smaller_is_better
        Whether less is better.

    Examples
    --------
    >>> regrets([[1.0, 9.0], [4.0, 5.0]]).tolist()
    [[0.0, 4.0], [3.0, 0.0]]
    """
    costs = np.asarray(values, dtype=np.float64) * (1 if smaller_is_better else -1)
    return np.asarray(costs - costs.min(axis=-2, keepdims=True), dtype=np.float64)


def robustness(
    values: ArrayLike,
    names: Sequence[str],
    states: Sequence[str],
    seed: int,
    *,
    goal: float | None = None,
    smaller_is_better: bool = True,
    level: float = LEVEL,
) -> Robustness:
    """Return how alternatives do over states of the world.

    Parameters
    ----------
    values
        Shape (replications, alternatives, states), or (alternatives, states) for one; NaN where a run has no
        value.
    names, states
        Of the alternatives and of the states.
    seed
        Seed of the resampling of replications, which are drawn for all alternatives and states at once: they
        share their luck.
    goal
        What a state's mean must keep to for the domain criterion: at most this, or at least this where more
        is better.
    smaller_is_better
        Whether less is better.
    level
        Level of the intervals.

    Raises
    ------
    BadSample
        If no replication is whole, or shapes do not fit.

    Notes
    -----
    Source: Savage, J. Amer. Statist. Assoc. 46 (1951) 55 for regret; Starr, Product Design and Decision
    Theory (1963) for the domain criterion. The largest of noisy regrets is overstated: with few replications,
    look at `Robust.chosen_share` before believing a choice.
    """
    cube = np.asarray(values, dtype=np.float64)
    cube = cube if cube.ndim == 3 else cube[np.newaxis]
    if cube.shape[1:] != (len(names), len(states)):
        raise BadSample(f"values of shape {cube.shape} for {len(names)} alternatives, {len(states)} states")
    whole = ~np.isnan(cube).any(axis=(1, 2))
    kept = cube[whole]
    if not len(kept):
        raise BadSample("no replication has a value for every alternative in every state")
    drawn = _drawn(kept, seed, smaller_is_better)
    means, regret = kept.mean(axis=0), regrets(kept.mean(axis=0), smaller_is_better)
    figures = _figures(means, regret, smaller_is_better, goal)
    shares = _chosen(drawn) if len(kept) > 1 else np.full(len(names), np.nan)
    alternatives = tuple(
        Robust(
            name,
            float(figures["mean"][i]),
            float(figures["worst"][i]),
            _interval(regret[i].max(), drawn[:, i].max(axis=-1), len(kept), checked(level), seed),
            _interval(regret[i].mean(), drawn[:, i].mean(axis=-1), len(kept), level, seed),
            _domain(means[i], goal, smaller_is_better, level),
            float(shares[i]),
            _best_by(figures, i, smaller_is_better),
        )
        for i, name in enumerate(names)
    )
    warned = told("noisy_regret") if len(kept) < 2 else None
    dropped = int((~whole).sum())
    return Robustness(alternatives, tuple(names), tuple(states), regret, len(kept), dropped, warned)


def _drawn(kept: Floats, seed: int, smaller_is_better: bool) -> Floats:
    """Return the regrets of resamples of replications, shape (resamples, alternatives, states)."""
    reps = len(kept)
    rows = picks(reps, RESAMPLES_OF_WHOLE, seed, "robust")
    weights = np.stack([np.bincount(row, minlength=reps) for row in rows]) / reps
    return regrets(np.tensordot(weights, kept, axes=1), smaller_is_better)


def _chosen(drawn: Floats) -> Floats:
    """Return how often each alternative has the smallest largest regret."""
    winners = np.argmin(drawn.max(axis=-1), axis=1)
    return np.asarray(np.bincount(winners, minlength=drawn.shape[1]) / len(drawn), dtype=np.float64)


def _interval(value: float, drawn: Floats, n: int, level: float, seed: int) -> Estimate:
    low, high = (-np.inf, np.inf) if n < 2 else np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2])
    return Estimate(float(value), float(low), float(high), n, level, "bootstrap of replications", seed=seed)


def _domain(means: Floats, goal: float | None, smaller_is_better: bool, level: float) -> Estimate | None:
    if goal is None:
        return None
    return proportion(int(_meets(means, goal, smaller_is_better).sum()), len(means), level)


def _meets(means: Floats, goal: float, smaller_is_better: bool) -> Floats:
    return np.asarray(means <= goal if smaller_is_better else means >= goal, dtype=np.float64)


def _figures(means: Floats, regret: Floats, smaller_is_better: bool, goal: float | None) -> dict[str, Floats]:
    """Return every criterion by alternative."""
    worst = means.max(axis=1) if smaller_is_better else means.min(axis=1)
    figures = {"mean": means.mean(axis=1), "worst": worst, "max_regret": regret.max(axis=1)}
    if goal is not None:
        figures["domain"] = _meets(means, goal, smaller_is_better).mean(axis=1)
    return figures


def _best_by(figures: Mapping[str, Floats], number: int, smaller_is_better: bool) -> tuple[str, ...]:
    """Return the criteria by which none does better than this alternative."""
    less = {"mean": smaller_is_better, "worst": smaller_is_better, "max_regret": True, "domain": False}
    best = {name: row.min() if less[name] else row.max() for name, row in figures.items()}
    return tuple(name for name, row in figures.items() if row[number] == best[name])


def robustness_of(
    table: "pd.DataFrame",
    response: str,
    levers: Sequence[str],
    uncertainties: Sequence[str],
    seed: int,
    *,
    goal: float | None = None,
    smaller_is_better: bool = True,
    where: Mapping[str, Any] | None = None,
    level: float = LEVEL,
) -> Robustness:
    """Return how the alternatives of a study do over its states of the world.

    Parameters
    ----------
    table, response, where
        As for `sim.study.analysis.sample.sample`.
    levers
        Columns that tell the alternatives apart, such as ``policy`` and the factors that are levers.
    uncertainties
        Columns that tell the states apart, such as ``scenario`` and the factors that are uncertainties.
    seed, goal, smaller_is_better, level
        As for `robustness`.

    Raises
    ------
    BadSample
        If an alternative was not run in every state.
    """
    found = grid(table, response, [*levers, *uncertainties], where)
    parts = [(cell[: len(levers)], cell[len(levers) :]) for cell in found.cells]
    names, states = (list(dict.fromkeys(side)) for side in zip(*parts, strict=True))
    column = {part: number for number, part in enumerate(parts)}
    lacking = [(name, state) for name in names for state in states if (name, state) not in column]
    if lacking:
        name, state = lacking[0]
        raise BadSample(f"{told_cell(levers, name)} was not run in {told_cell(uncertainties, state)}")
    order = [[column[name, state] for state in states] for name in names]
    cube = found.values[:, order]
    return robustness(
        cube,
        [told_cell(levers, name) for name in names],
        [told_cell(uncertainties, state) for state in states],
        seed,
        goal=goal,
        smaller_is_better=smaller_is_better,
        level=level,
    )
