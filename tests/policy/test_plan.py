"""What a policy knows beforehand stands on paper, and rankings of stations are right under any closures."""

import dataclasses

import pytest
from drills import world
from hypothesis import given
from hypothesis import strategies as st
from rooms import needing, plan
from worlds import scenario

from sim.policy import POLICIES
from sim.policy.plan import Ranking
from sim.scenario.policy_name import SHIPPED
from sim.terms.units import MINUTE_MS

STATIONS = {0: 2, 4: 1}


def made(**changes):
    return scenario(world([], STATIONS, **changes))


def test_the_plan_lists_units_and_stations_by_number():
    found = plan(made())
    assert found.homes == [0, 0, 1]
    assert found.station_nodes == [0, 4]
    assert found.vehicles == ["engine"] * 3
    assert found.capabilities == [("engine",)] * 3


def test_units_that_take_no_part_can_do_nothing():
    data = world([], STATIONS)
    data["stations"][1]["kind"] = "neighbour"
    assert plan(scenario(data)).capabilities == [("engine",), ("engine",), ()]


def test_run_cards_and_urgency_stand_by_number_of_kind_without_what_is_not_needed():
    kinds = {
        "b": needing(ladder=1, engine=2) | {"priority": 2},
        "a": needing(engine=1, pump=0),
    }
    found = plan(made(kinds=kinds))
    assert found.run_cards == [(("engine", 1),), (("engine", 2), ("ladder", 1))]
    assert found.priorities == [3, 2]


def test_only_townships_at_home_are_to_be_covered():
    data = world([], STATIONS)
    data["districts"].append({**data["districts"][0], "id": "D2", "home": False})
    data["townships"][3]["district"] = "D2"
    assert [area.node for area in plan(scenario(data)).areas] == [0, 1, 2, 4]


def test_a_plan_holds_the_time_of_cover_and_the_limit_of_the_queue():
    found = plan(made(dispatch={"coverage": 10, "queue_limit": 7}))
    assert found.coverage_ms == 10 * MINUTE_MS
    assert found.queue_limit == 7


def test_a_plan_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        plan(made()).coverage_ms = 1


def test_the_policies_have_names():
    assert sorted(POLICIES) == ["coverage", "nearest", "run-card", "second-alarm"] == sorted(SHIPPED)


@given(st.sets(st.integers(0, 4), min_size=1), st.integers(0, 4), st.frozensets(st.integers(0, 3)))
def test_a_ranking_is_the_reachable_nodes_by_time_whatever_is_closed(nodes, target, closed):
    travel = plan(made()).travel["engine"]
    ranking = Ranking(travel, list(nodes))
    times = [(travel.time(node, target, closed), node) for node in nodes]
    expected = sorted((ms, node) for ms, node in times if ms is not None)
    assert ranking.to(target, closed) == expected
    assert ranking.to(target, closed) == expected
    assert {node for node in range(5) if ranking.knows(node)} == nodes
