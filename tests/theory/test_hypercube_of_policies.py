"""Every dispatch policy that ships shares the calls among the units as the hypercube model says.

On a line so short that ways take no time to speak of, the nearest ready unit is the first of each village's
list that is free: then all shipped rules send the same, and the model's answer is exact for each of them.
"""

from math import fsum

import numpy as np
import pytest
from exact import hypercube
from queues import MONTHS, TIRELESS, YEAR_MIN, visits, work
from worlds import kind, line, scenario

from sim.policy import POLICIES

STATIONS = (0, 2, 5)
PEOPLE = (20_000, 5_000, 10_000, 30_000, 15_000, 20_000, 10_000)
LOAD = 1.5
"""Calls in a minute, of a mean minute of work each: the three units are busy half of the time."""


def short_line():
    """Seven villages on four metres of road, with an engine at three of them."""
    data = line(nodes=len(PEOPLE), stations=dict.fromkeys(STATIONS, 1), km=0.0005)
    for village, people in zip(data["villages"], PEOPLE, strict=True):
        village["population"] = people
    engine = data["unit_types"]["engine"]
    data["unit_types"] = {"engine": {**engine, "fuel_rate": 0, "refill": 0, "refuel": 0}}
    per_1000 = 1000 / sum(PEOPLE) * YEAR_MIN * LOAD / 100
    kinds = {"fire": kind(per_1000=per_1000, **work(1))}
    data["demand"] = {"month_weights": MONTHS, "scale": 100, "kinds": kinds}
    data["dispatch"] = {"answer": 0, "process_median": 0, "process_law": "fixed", "call_takers": 100}
    data["forces"] = {**TIRELESS, "turnout": {"national": {"day": 0, "night": 0, "sigma": 0}}}
    return scenario(data)


def exact(rates):
    """Solve the model: units in the order of their distance, the lower number first among equals."""
    prefer = [
        sorted(range(len(STATIONS)), key=lambda unit: (abs(STATIONS[unit] - node), unit))
        for node in range(len(PEOPLE))
    ]
    return hypercube(rates, prefer, [1.0] * len(STATIONS), True)


def played(policy, calls):
    """Return workloads and dispatch fractions of a run, and what the luck of its calls would make of both."""
    minutes = calls / LOAD
    seen = visits(short_line(), minutes, policy)
    fractions, came, spent = np.zeros((len(STATIONS), len(PEOPLE))), np.zeros(len(PEOPLE)), 0.0
    busy = np.zeros(len(STATIONS))
    for visit in seen.calls:
        came[visit.place] += 1
        spent += visit.work
        busy[visit.unit] += visit.ended - visit.ordered  # a unit may be sent on before it is at home
        fractions[visit.unit, visit.place] += visit.ordered == visit.taken
    slow = spent / len(seen.calls)
    lucky = exact(list(came / minutes * slow))
    return busy / minutes, fractions / came.sum(), lucky


def expected():
    rates = [LOAD * people / sum(PEOPLE) for people in PEOPLE]
    return exact(rates)


@pytest.mark.parametrize("policy", sorted(POLICIES))
def test_a_shipped_policy_loads_units_and_sends_them_as_the_model_says(policy):
    workloads, fractions, lucky = played(policy, 10_000)
    model = expected()
    assert np.abs(workloads - lucky.workloads).max() < 0.01
    off = fractions - np.array(lucky.fractions) + np.array(model.fractions)
    assert np.abs(off - model.fractions).max() < 0.005


def test_the_model_would_not_bear_another_order_of_units():
    _, fractions, _ = played("nearest", 3_000)
    rates = [LOAD * people / sum(PEOPLE) for people in PEOPLE]
    other = hypercube(rates, [[2, 1, 0]] * len(PEOPLE), [1.0] * len(STATIONS), True)
    assert np.abs(fractions - other.fractions).max() > 0.05
    assert fsum(map(fsum, other.fractions)) < 1


@pytest.mark.slow
@pytest.mark.parametrize("policy", sorted(POLICIES))
def test_many_calls_agree_with_the_model_without_taking_luck_out(policy):
    workloads, fractions, _ = played(policy, 300_000)
    model = expected()
    print(policy, np.abs(workloads - model.workloads).max(), np.abs(fractions - model.fractions).max())
    assert np.abs(workloads - model.workloads).max() < 0.01
    assert np.abs(fractions - model.fractions).max() < 0.005
