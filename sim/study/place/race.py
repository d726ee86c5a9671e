"""Choices of sites raced in the simulation 方案仿真比选, on the same calls and the same luck."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from sim.metric.comms_rows import post_rows
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
from sim.words import both

NOTHING = "today"
"""Name of the alternative that builds nothing."""
_S_PER_MIN = MINUTE_MS / SECOND_MS
Told = Callable[[int], None]
"""Called after each run with how many there were."""


class Measure(NamedTuple):
    """What a race is about; less is better.

    Attributes
    ----------
    zh, en, unit
        What it is called, and its unit.
    of
        Returns it for a run; None where the run does not tell.
    """

    zh: str
    en: str
    unit: str
    of: Callable[[Fold], float | None]


@dataclass(frozen=True)
class Race:
    """What the simulation says of the proposals 比选结果.

    Attributes
    ----------
    names
        Of the alternatives: that of today first, then the proposals in their order.
    gains
        Each proposal less today, in the unit of the measure; negative is better.
    selection
        Which of all alternatives has the least.
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
        Smallest difference that matters, in the unit of the measure.
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


def mean_response_min(fold: Fold) -> float | None:
    """Return the mean time from a call to its first unit, in minutes; None where nobody was reached."""
    response_s = mean(known(row.response_s for row in call_rows(fold)))
    return None if response_s is None else response_s / _S_PER_MIN


def out_of_contact_h(fold: Fold) -> float | None:
    """Return the hours that posts were out of contact, in all; None where networks are ideal."""
    rows = post_rows(fold)
    return math.fsum(row.blind_h for row in rows) if rows else None


RESPONSE: Final = Measure(*both("mean response"), "min", mean_response_min)
CONTACT: Final = Measure(*both("hours out of contact, all posts"), "h", out_of_contact_h)


def race(
    scenario: Scenario,
    proposals: Sequence[Proposal],
    rules: Rules,
    told: Told,
    built: Callable[[Scenario, tuple[str, ...]], Scenario] = with_stations,
    measure: Measure = RESPONSE,
) -> Race:
    """Run the district of today and with each proposal until the best is known, or the budget is spent.

    Parameters
    ----------
    scenario, proposals, rules
        What is raced, and how.
    told
        Called after each run with how many there were.
    built
        Returns the scenario with what a proposal names.
    measure
        What decides.

    Raises
    ------
    BadSample
        If a run does not tell the measure: nobody was reached, or networks are ideal.
    """
    names = (NOTHING, *("+".join(proposal.nodes) for proposal in proposals))
    variants = [scenario, *(built(scenario, proposal.nodes) for proposal in proposals)]
    seen: dict[tuple[int, int], float] = {}

    def observe(wanted: Sequence[int], rep: int) -> Floats:
        for number in wanted:
            fold = Fold(variants[number])
            run(variants[number], None, rules.seed, rep, days=rules.days, keep=False, sinks=(fold,))
            found = measure.of(fold)
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
