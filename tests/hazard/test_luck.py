"""Two policies meet the same luck: the calls of whole runs are the same whoever decides."""

import pytest
from test_demand import THREE
from worlds import line, scenario

from sim.record.facts import IncidentBegan
from sim.run import run


def calls(policy: str = "nearest", seed: int = 1, **changes: object) -> list[tuple[int, IncidentBegan]]:
    log = run(scenario(line(demand={"kinds": THREE}, **changes)), policy, seed)
    return [(t_ms, fact) for _, t_ms, _, fact in log.entries() if isinstance(fact, IncidentBegan)]


@pytest.mark.parametrize("policy", ["run-card", "coverage"])
def test_another_policy_meets_the_same_calls(policy: str) -> None:
    assert calls() == calls(policy) != []


def test_other_forces_and_roads_meet_the_same_calls() -> None:
    cuts = [{"road": "R01", "at": 1, "until": 400}]
    assert calls() == calls(stations={1: 4, 3: 1}, cuts=cuts, dispatch={"call_takers": 1, "queue_limit": 0})


def test_another_seed_meets_other_calls() -> None:
    assert calls() != calls(seed=2)
