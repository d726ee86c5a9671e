"""Who knows Mesa, SALib or the EMA Workbench can use the model from there, and gets the figures of a run."""

import pytest

from sim import load, run, summary
from sim.metric.fold import fold
from sim.metric.tables import contents

# --- Mesa


@pytest.fixture(scope="module")
def day():
    """Return what Mesa's collector saw of two days of the hamlet, hour by hour."""
    from experiments.with_mesa import watched

    return watched(calls=10.0, days=2.0)


def test_a_step_is_an_hour_and_the_world_says_when_it_is_over(day):
    assert day["hour"].tolist() == list(range(1, 49))


def test_the_collector_sees_what_a_run_tells(day):
    log = run(load("hamlet", ["demand.scale=10"]), "nearest", days=2.0)
    rows = contents(fold(log))["timeline"]
    open_at_end = [row[2] for row in rows]
    assert day["open_calls"].tolist() == open_at_end
    assert max(open_at_end) > 0


def test_batch_run_gives_the_same_figures_whatever_mesas_seed():
    from experiments.with_mesa import batch

    found = batch([1.0, 10.0], reps=2)
    assert sorted((row["calls"], row["rep"], row["hour"]) for row in found) == [
        (calls, rep, 24) for calls in (1.0, 10.0) for rep in (0, 1)
    ]
    again = batch([1.0, 10.0], reps=2)
    keys = ("calls", "rep", "hour", "open_calls", "busy")
    assert [[row[key] for key in keys] for row in found] == [[row[key] for key in keys] for row in again]


def test_the_agents_of_a_world_can_be_asked_with_mesas_sets():
    from experiments.with_mesa import Hamlet
    from sim.agent.unit import Unit

    world = Hamlet(calls=10.0)
    world.step()
    units = world.agents_by_type[Unit]
    assert sorted(unit.unique_id for unit in units) == sorted(unit.unique_id for unit in world.units)
    assert set(world.agents.get("unique_id")) >= {unit.unique_id for unit in world.units}
    world.close()
    assert len(world.agents) == 0


# --- SALib


def test_a_point_of_salib_is_a_run():
    from experiments.with_salib import PROBLEM, response_min

    values = [4.0, 20.0, 0.8]
    changes = [f"{path}={value}" for path, value in zip(PROBLEM["names"], values, strict=True)]
    told = summary(run(load("hamlet", changes), days=5))["response"]["p50_s"]
    assert response_min(values, days=5) == pytest.approx(told / 60)


def test_salib_finds_what_moves_the_response():
    pytest.importorskip("SALib", reason="SALib is not installed")
    from experiments.with_salib import indices, told

    found = indices(4, days=5)
    assert len(found["S1"]) == len(found["ST"]) == 3
    assert max(found["ST"]) > 0
    assert [line.split()[0] for line in told(found)] == [
        "demand.scale",
        "dispatch.answer",
        "roads.night_factor",
    ]


# --- EMA Workbench


def test_an_experiment_of_the_workbench_is_a_run():
    from experiments.with_ema_workbench import responses

    told = summary(
        run(load("hamlet", ["demand.scale=4", "dispatch.answer=20", "forces.town_brigades=false"]), days=5)
    )
    found = responses(4.0, 20.0, False, days=5)
    assert found["median_min"] == pytest.approx(told["response"]["p50_s"] / 60)
    assert found["late_share"] == pytest.approx(1 - told["response"]["share_15min"])


def test_the_workbench_crosses_scenarios_with_policies():
    pytest.importorskip("ema_workbench", reason="the EMA Workbench is not installed")
    from experiments.with_ema_workbench import experiments

    table, outcomes = experiments(3)
    assert len(table) == len(outcomes["median_min"]) == 6
    assert sorted(set(table["policy"])) == ["with the brigade", "without"]
    row = table.iloc[0]
    from experiments.with_ema_workbench import responses

    again = responses(row["calls"], row["answer"], row["brigade"])
    assert outcomes["median_min"][0] == pytest.approx(again["median_min"])
