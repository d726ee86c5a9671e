"""A district as a location problem: what is proposed can be run, and a new station does what it should."""

import numpy as np
import pytest
from worlds import line, scenario

from sim.scenario.load import load
from sim.study.analysis.sample import BadSample
from sim.study.place.desk import CUT_OFF_MIN, District, NoModel, merged, pattern, with_stations
from sim.study.place.models import Sited, mean_cost
from sim.study.place.race import NOTHING, Rules, race


@pytest.fixture(scope="module")
def hamlet():
    return load("hamlet")


@pytest.fixture(scope="module")
def district(hamlet):
    return District.of(hamlet)


def test_stations_that_take_part_are_fixed_and_others_are_not(hamlet, district):
    fixed = {district.candidates[i] for i in district.open_roads.fixed}
    assert fixed == {row.node for row in hamlet.stations if hamlet.takes_part(row)} & set(district.candidates)
    alone = District.of(load("hamlet", ["forces.town_brigades=false"]))
    assert len(alone.open_roads.fixed) < len(fixed)


def test_candidates_are_nodes_at_home(hamlet, district):
    home = {row.id for row in hamlet.districts if row.home}
    assert all(hamlet.nodes[hamlet.node_ids[name]].district in home for name in district.candidates)


def test_a_closed_bridge_shortens_no_way(district):
    for state in district.cut.values():
        assert (state.cost >= district.open_roads.cost).all()
        assert (state.cost > district.open_roads.cost).any()


def test_who_is_cut_off_by_a_bridge_counts_as_long_on_the_way_and_equal_states_are_one():
    links = load("hamlet").links
    named = [link.model_copy(update={"bridge": f"{link.a}{i % 2}"}) for i, link in enumerate(links)]
    first = load("hamlet").villages[0].node
    ends = [{"bridge": "B"} if first in (link.a, link.b) else {} for link in links]
    alone = [link.model_copy(update=change) for link, change in zip(named, ends, strict=True)]
    cut = load("hamlet").model_copy(update={"links": tuple(alone)})
    found = District.of(cut)
    costs = [state.cost for state in found.cut.values()]
    assert all(np.isfinite(cost).all() for cost in costs)
    assert any((cost == CUT_OFF_MIN).any() for cost in costs)
    assert len({cost.tobytes() for cost in costs}) == len(costs) <= len(links)
    robust = [each for each in found.proposals(2, 10, 0.1) if "robust" in each.models]
    assert len(robust) == 1
    assert not robust[0].gaps


def test_the_same_choice_of_two_models_is_one_proposal_with_the_gap_of_each():
    found = merged({"a": Sited((0,), 5, 4), "b": Sited((0,), 7, 7), "c": Sited((1,), 1, 1)}, ["X", "Y"])
    assert [(each.nodes, each.models, each.gaps) for each in found] == [
        (("X",), ("a", "b"), {"a": 1}),
        (("Y",), ("c",), {}),
    ]


def test_every_proposal_is_better_than_today_by_its_own_model(district):
    found = district.proposals(1, radius_min=10, busy=0.2)
    assert {name for each in found for name in each.models} >= {"p-median", "max-cover", "expected-cover"}
    assert len({each.nodes for each in found}) == len(found)
    medians = [each for each in found if "p-median" in each.models]
    assert district.mean_min(medians[0].nodes) < district.mean_min(())
    assert all(district.mean_min(each.nodes) >= district.mean_min(medians[0].nodes) for each in found)


def test_the_mean_of_today_is_that_of_the_stations_that_stand(district):
    assert district.mean_min(()) == mean_cost(district.open_roads, district.standing())
    for bridge in district.cut:
        assert district.mean_min((), bridge) >= district.mean_min(())


def test_a_new_station_is_a_copy_of_the_usual_brigade_in_another_place(hamlet):
    built, example = with_stations(hamlet, (hamlet.nodes[0].id,)), pattern(hamlet)
    new = next(row for row in built.stations if row.id == "new-1")
    assert (new.kind, new.crew) == (example.kind, example.crew)
    types = [unit.type for unit in hamlet.units if unit.station == example.id]
    assert [unit.type for unit in built.units if unit.station == "new-1"] == types
    assert built.fingerprint != hamlet.fingerprint
    assert len(built.stations) == len(hamlet.stations) + 1


def test_where_no_station_fights_fires_a_new_one_is_like_nothing():
    nobody = scenario(line()).model_copy(update={"stations": (), "units": ()})
    with pytest.raises(NoModel, match="nothing to be like"):
        District.of(nobody)


def test_a_race_meets_the_same_luck_and_names_the_best(hamlet, district):
    told = []
    found = race(hamlet, district.proposals(1, 10, 0.1)[:1], Rules(first=3, most=4, days=3), told.append)
    assert found.names[0] == NOTHING
    assert len(found.gains) == 1
    assert 3 <= found.gains[0].n <= 4
    assert told == list(range(1, sum(found.selection.counts) + 1))
    assert np.isfinite(found.selection.means).all()


def test_a_race_in_which_nobody_calls_is_refused():
    quiet = load("hamlet", ["demand.scale=0"])
    with pytest.raises(BadSample, match="no value"):
        race(quiet, District.of(quiet).proposals(1, 10, 0.1), Rules(first=2, most=2, days=1), lambda _: None)
