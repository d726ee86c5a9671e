"""Figures of reach that tables and pages share: shares of people within a time, medians, names."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from sim.record.reach import Arrival, Condition, Reach
from sim.report.words import Lang
from sim.scenario.model import Scenario
from sim.terms.units import MINUTE_MS

BOUNDS_MIN: Final = (5.0, 10.0, 15.0, 30.0, 60.0)
"""Times within which the share of people is told, in minutes."""
WHICH: Final = ("first", "full")
"""What can be told of an arrival."""


def minutes(arrival: Arrival, which: str) -> float | None:
    """Return a time of an arrival in minutes, None where there is none."""
    ms = arrival.first_ms if which == "first" else arrival.full_ms
    return None if ms is None else ms / MINUTE_MS


def people(scenario: Scenario, reach: Reach) -> list[int]:
    """Return the people of each village that is told of."""
    return [scenario.villages[row].population for row in reach.rows]


def share_within(
    scenario: Scenario, reach: Reach, condition: Condition, which: str, bound_min: float
) -> float:
    """Return the share of people who are reached within a time; NaN where nobody lives."""
    counts, arrivals = people(scenario, reach), reach.villages[condition]
    told = [(count, minutes(each, which)) for count, each in zip(counts, arrivals, strict=True)]
    inside = sum(count for count, took in told if took is not None and took <= bound_min)
    return inside / sum(counts) if sum(counts) else float("nan")


def median_min(scenario: Scenario, reach: Reach, condition: Condition, which: str) -> float | None:
    """Return the time within which half of the people are reached; None where half never are."""
    counts, arrivals = people(scenario, reach), reach.villages[condition]
    times = [minutes(each, which) for each in arrivals]
    known = sorted((took, n) for took, n in zip(times, counts, strict=True) if took is not None)
    reached = np.cumsum([n for _, n in known])
    place = int(np.searchsorted(reached, sum(counts) / 2))
    return known[place][0] if place < len(known) else None


def unreached(scenario: Scenario, reach: Reach, condition: Condition, which: str) -> int:
    """Return the people who are never reached."""
    counts = people(scenario, reach)
    return sum(
        n for n, each in zip(counts, reach.villages[condition], strict=True) if minutes(each, which) is None
    )


def kind_and_needs(scenario: Scenario, reach: Reach, lang: Lang) -> tuple[str, str]:
    """Return the name of the kind of incident, and its run card in words."""
    name = scenario.demand.kinds[reach.kind].name
    needs = ", ".join(f"{n} {_vehicle(scenario, skill, lang)}" for skill, n in reach.needs)
    return (name.en if lang is Lang.EN else name.zh), needs


def _vehicle(scenario: Scenario, skill: str, lang: Lang) -> str:
    """Return what a capability is called: in Chinese by the type of unit of its name, if there is one."""
    kind = scenario.unit_types.get(skill)
    return skill if kind is None or lang is Lang.EN else kind.name.zh


def cases() -> Iterator[tuple[str, Condition]]:
    """Yield everything that is mapped: first unit and full response under each condition."""
    for which in WHICH:
        for condition in Condition:
            yield which, condition


def node_minutes(reach: Reach, condition: Condition, which: str) -> Sequence[float | None]:
    """Return the minutes to each road node."""
    return [minutes(each, which) for each in reach.nodes[condition]]
