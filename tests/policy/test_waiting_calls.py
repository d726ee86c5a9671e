"""Laws of many calls that wait: not asking where nobody can be free changes nothing that is ordered."""

import pytest

from sim.policy.run_card import RunCard
from sim.record.log import Log
from sim.run import run
from sim.scenario.load import load

BUSY = {
    "many calls": ("hamlet", ["demand.scale=400", "horizon=1"]),
    "closed roads": ("hamlet-rain", ["horizon=1"]),
}


class AlwaysAsks(RunCard):
    """The same policy, which finds units in a way of its own, so that it is always asked."""

    name = "run-card"

    def candidates(self, picture, call, skill, count):  # type: ignore[no-untyped-def]
        """Return what the policy would."""
        self.asked = getattr(self, "asked", 0) + 1
        return super().candidates(picture, call, skill, count)


class Counts(RunCard):
    """The policy as it is, which counts how often it looks for units."""

    name = "run-card"
    looked = 0

    def _on_their_way(self, picture, skill):  # type: ignore[no-untyped-def]
        Counts.looked += 1
        return super()._on_their_way(picture, skill)


def busy(kind: str, policy: type[RunCard]) -> Log:
    name, sets = BUSY[kind]
    return run(load(name, sets), policy, seed=1, rep=0)


@pytest.mark.parametrize("kind", sorted(BUSY))
def test_the_log_is_the_same_whether_or_not_hopeless_calls_are_asked_about(kind: str) -> None:
    quick, slow = busy(kind, RunCard), busy(kind, AlwaysAsks)
    assert [*quick.entries()] == [*slow.entries()]
    assert len(quick) > 500


def test_a_policy_that_finds_units_otherwise_is_always_asked() -> None:
    plan = _plan()
    assert RunCard(plan)._finds_as_here
    assert Counts(plan)._finds_as_here
    assert not AlwaysAsks(plan)._finds_as_here


def _plan():  # type: ignore[no-untyped-def]
    plans = []

    class Keeps(RunCard):
        name = "run-card"

        def __init__(self, plan) -> None:  # type: ignore[no-untyped-def]
            super().__init__(plan)
            plans.append(plan)

    run(load("hamlet", ["horizon=1"]), Keeps, seed=1, rep=0, days=0.01)
    return plans[0]
