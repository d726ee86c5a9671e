"""Whole runs of the simulator share the calls among the units as Larson's hypercube model says.

A run has luck: a few calls more here, a little work more there. The model solved for the rates that came by
chance says what that luck does, and it is taken out (a control) before the run is held to the model.
"""

from collections.abc import Sequence
from functools import cache, partial
from math import fsum
from typing import Any, NamedTuple, cast

import numpy as np
import pytest
from exact import Hypercube, hypercube, instances
from queues import Visits, agrees, spot, visits, work

from sim.picture import CallView, Picture
from sim.policy import Nearest, Plan
from sim.terms.enums import CallStage

CALLS = {
    ("two_unit", "zero"): 30_000,
    ("two_unit", "inf"): 30_000,
    ("three_unit_ten_atom", "zero"): 20_000,
    ("three_unit_ten_atom", "inf"): 25_000,
    ("five_unit_grid", "zero"): 25_000,
    ("five_unit_grid", "inf"): 30_000,
    ("eight_unit_random", "zero"): 20_000,
    ("eight_unit_random", "inf"): 25_000,
    ("five_unit_hetero_mu", "zero"): 25_000,
}
"""Enough for three standard errors to stay inside the tolerances."""
ALWAYS = [
    ("two_unit", "inf"),
    ("three_unit_ten_atom", "zero"),
    ("eight_unit_random", "inf"),
    ("five_unit_hetero_mu", "zero"),
]
"""Those that every run of the tests plays; the others take minutes more and teach the same."""


class Preferring(Nearest):
    """Send the unit that comes first in the list of the call's village."""

    def __init__(self, prefer: Sequence[Sequence[int]], plan: Plan) -> None:
        super().__init__(plan)
        self._prefer = prefer

    def choose(self, picture: Picture, call: CallView, skill: str, count: int) -> list[int]:
        ready = picture.available.get(call.node, ())
        return [unit for unit in self._prefer[call.place] if unit in ready][:count]


class Played(NamedTuple):
    """An instance as the simulator played it, its solution, and the solution for the luck it had."""

    case: dict[str, Any]
    expected: dict[str, Any]
    seen: Visits
    workloads: list[float]
    fractions: np.ndarray
    exact: Hypercube
    lucky: Hypercube


def play(name: str, line: str, calls: int, rep: int = 0) -> Played:
    case = instances()[name]
    total = fsum(case["lam"])
    limit = {} if line == "inf" else {"queue_limit": 0}
    minutes = calls / total
    made = spot(case["lam"], case["mu"], [(1, work(1))], **limit)
    seen = visits(made, minutes, partial(Preferring, case["pref"]), rep=rep)
    fractions = np.zeros((len(case["mu"]), len(case["lam"])))
    came, done, spent = np.zeros(len(case["lam"])), np.zeros(len(case["mu"])), np.zeros(len(case["mu"]))
    for visit in seen.calls:
        came[visit.place] += 1
        if visit.unit is not None:
            done[visit.unit] += 1
            spent[visit.unit] += visit.work / case["mu"][visit.unit]
            fractions[visit.unit, visit.place] += visit.ordered == visit.taken
    workloads = [seen.busy[unit] / minutes for unit in range(len(case["mu"]))]
    exact = hypercube(case["lam"], case["pref"], case["mu"], line == "inf")
    lucky = hypercube(list(came / minutes), case["pref"], list(done / spent), line == "inf")
    return Played(case, case["expected"][line], seen, workloads, fractions / came.sum(), exact, lucky)


class Case(NamedTuple):
    """An instance that is played once, when the first test asks for it."""

    name: str
    line: str

    @property
    def played(self) -> Played:
        return _played(self)


@cache
def _played(case: Case) -> Played:
    return play(case.name, case.line, CALLS[case])


@pytest.fixture(
    scope="module",
    params=[pytest.param(Case(*key), marks=() if key in ALWAYS else pytest.mark.slow) for key in CALLS],
    ids="-".join,
)
def case(request: pytest.FixtureRequest) -> Case:
    return cast(Case, request.param)


def test_units_are_as_busy_as_the_model_says(case: Case) -> None:
    played = case.played
    found = np.array(played.workloads) - played.lucky.workloads + played.exact.workloads
    assert np.abs(found - played.expected["workloads"]).max() < 0.01


def test_units_are_sent_to_each_village_as_often_as_the_model_says(case: Case) -> None:
    played = case.played
    found = played.fractions - played.lucky.fractions + played.exact.fractions
    assert np.abs(found - played.expected["dispatch_fraction"]).max() < 0.005


def test_calls_that_find_every_unit_busy_wait_or_are_lost_as_the_model_says(case: Case) -> None:
    played = case.played
    waits = [visit.ordered - visit.taken for visit in played.seen.calls if visit.ordered is not None]
    if "Wq" in played.expected:
        assert len(waits) == len(played.seen.calls)
        assert agrees([wait > 0 for wait in waits], played.expected["P_wait"])
        assert agrees(waits, played.expected["Wq"])
    else:
        assert max(waits) == 0
        lost = [visit.stage == CallStage.HANDED_OVER.value for visit in played.seen.calls]
        assert agrees(lost, played.expected["P_all_busy"])


def test_who_is_sent_where_makes_the_mean_travel_time_of_the_model(case: Case) -> None:
    played = case.played
    if played.case["tt"] is None:
        pytest.skip("the instance has no travel times")
    sent = [visit for visit in played.seen.calls if visit.unit is not None and visit.ordered == visit.taken]
    served = np.array(played.expected["dispatch_fraction"])
    exact = (served * played.case["tt"]).sum() / served.sum()
    assert exact == pytest.approx(played.expected.get("mean_travel_time_served", exact))
    assert agrees([played.case["tt"][visit.unit][visit.place] for visit in sent], exact)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "line"), list(CALLS))
def test_many_calls_agree_with_the_model_without_taking_luck_out(name: str, line: str) -> None:
    played = play(name, line, 300_000)
    assert np.abs(np.array(played.workloads) - played.expected["workloads"]).max() < 0.01
    assert np.abs(played.fractions - played.expected["dispatch_fraction"]).max() < 0.005
