"""Choices of sites raced in the simulation 方案仿真比选, on the same calls and the same luck."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from sim.metric.fold import Fold
from sim.metric.rows import call_rows
from sim.metric.spread import known, mean
from sim.run import run
from sim.scenario.model import Scenario
from sim.study.analysis.paired import Paired, paired
from sim.study.analysis.select import Selection, kn
from sim.study.place.desk import Proposal, with_stations
from sim.study.place.models import Floats
from sim.terms.units import MINUTE_MS, SECOND_MS

NOTHING = "today"
"""Name of the alternative that builds nothing."""
_S_PER_MIN = MINUTE_MS / SECOND_MS
Told = Callable[[int], None]
"""Called after each run with how many there were."""


@dataclass(frozen=True)
class Race:
    """What the simulation says of the proposals 比选结果.

    Attributes
    ----------
    names
        Of the alternatives: that of today first, then the proposals in their order.
    gains
        Each proposal less today, in minutes of mean response; negative is better.
    selection
        Which of all alternatives has the least mean response.
    """

    names: tuple[str, ...]
    gains: tuple[Paired, ...]
    selection: Selection


@dataclass(frozen=True)
class Rules:
    """How a race is run.

    Attributes
    ----------
    first, most
        Replications of every alternative before any is dropped, and after which the race ends.
    delta_min
        Smallest difference that matters, in minutes of mean response.
    seed
        Of all luck.
    days
        Length of each run; the scenario's own where None.
    """

    first: int = 10
    most: int = 40
    delta_min: float = 0.1
    seed: int = 1
    days: float | None = None


def mean_response_min(scenario: Scenario, rep: int, rules: Rules) -> float | None:
    """Return the mean time from a call to its first unit, in minutes; None where nobody was reached."""
    fold = Fold(scenario)
    run(scenario, None, rules.seed, rep, days=rules.days, keep=False, sinks=(fold,))
    response_s = mean(known(row.response_s for row in call_rows(fold)))
    return None if response_s is None else response_s / _S_PER_MIN


def race(scenario: Scenario, proposals: Sequence[Proposal], rules: Rules, told: Told) -> Race:
    """Run today's stations and each proposal until the best is known, or the budget is spent.

    Raises
    ------
    BadSample
        If a run reaches nobody, so that there is no response to compare.
    """
    names = (NOTHING, *("+".join(proposal.nodes) for proposal in proposals))
    variants = [scenario, *(with_stations(scenario, proposal.nodes) for proposal in proposals)]
    seen: dict[tuple[int, int], float] = {}

    def observe(wanted: Sequence[int], rep: int) -> Floats:
        for number in wanted:
            found = mean_response_min(variants[number], rep, rules)
            seen[number, rep] = np.nan if found is None else found
            told(len(seen))
        return np.array([seen[number, rep] for number in wanted])

    first = max(rules.first, 2)
    selection = kn(observe, len(variants), rules.delta_min, first=first, most=rules.most)
    gains = []
    for number, name in enumerate(names[1:], 1):
        reps = [rep for rep in range(selection.counts[number]) if (0, rep) in seen]
        there, today = ([seen[side, rep] for rep in reps] for side in (number, 0))
        gains.append(paired(there, today, name=name, baseline=NOTHING))
    return Race(names, tuple(gains), selection)
