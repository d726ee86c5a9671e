"""Fuling's river crossings, closed one by one and all together, against what a full road network showed.

The changes of fastest time from the seat of the district were measured on the navigation network of 2014-16,
of which the trunk graph here is a summary: hence the tolerance of 15 %.
"""

from itertools import combinations
from statistics import mean

import networkx as nx
import pytest
from scenario_maps import graph, scenario

from sim.network.roads import RoadGraph, travel_ms
from sim.network.travel import Travel

YANGTZE = ("BR01", "BR02", "BR03", "BR04")
WUJIANG = ("BR05", "BR06", "BR07", "BR08")
JIANGBEI, WULINGSHAN = "T009", "T208"
TOLERANCE = 0.15


@pytest.fixture(scope="module")
def fuling():
    return scenario("fuling")


@pytest.fixture(scope="module")
def crossings(fuling):
    """The ends of the link of each crossing."""
    return {link.bridge: (link.a, link.b) for link in fuling.links if link.bridge}


@pytest.fixture(scope="module")
def added_min(fuling, crossings):
    """Return minutes that closing crossings adds on the way from the seat of the district to each town."""
    roads = graph(fuling)
    (seat,) = [district.seat for district in fuling.districts if district.home]
    towns = [township.seat for township in fuling.townships]
    open_min = nx.single_source_dijkstra_path_length(roads, seat, weight="min")

    def added(*closed: str) -> dict[str, float]:
        cut = roads.copy()
        cut.remove_edges_from([crossings[name] for name in closed])
        now_min = nx.single_source_dijkstra_path_length(cut, seat, weight="min")
        return {town: now_min[town] - open_min[town] for town in towns}

    return added


@pytest.fixture(scope="module")
def own(fuling):
    """The program's router for fire engines, which take the measured times by day and in the dry."""
    roads = RoadGraph.of(fuling)
    return Travel(roads, travel_ms(roads, fuling, "engine"), "scipy")


def test_the_crossings_are_the_eight_that_were_measured(crossings):
    assert sorted(crossings) == sorted(YANGTZE + WUJIANG)


@pytest.mark.parametrize(
    ("closed", "town", "measured_min"), [("BR04", JIANGBEI, 13), ("BR08", WULINGSHAN, 19)]
)
def test_one_bridge_less_costs_the_town_behind_it_what_was_measured(added_min, closed, town, measured_min):
    assert added_min(closed)[town] == pytest.approx(measured_min, rel=TOLERANCE)


@pytest.mark.parametrize(("closed", "measured_min"), [(YANGTZE, 19), (YANGTZE + WUJIANG, 66)])
def test_many_bridges_less_cost_the_towns_on_the_mean_what_was_measured(added_min, closed, measured_min):
    assert mean(added_min(*closed).values()) == pytest.approx(measured_min, rel=TOLERANCE)


def test_each_crossing_closed_alone_leaves_every_town_within_reach_and_brings_none_nearer(added_min):
    for name in YANGTZE + WUJIANG:
        added = added_min(name)
        assert len(added) == 27
        assert min(added.values()) >= 0


def test_one_bridge_more_that_closes_never_brings_a_town_nearer(added_min):
    for fewer in combinations(YANGTZE, 2):
        before, after = added_min(*fewer), added_min(*fewer, "BR08")
        assert all(after[town] >= before[town] for town in before)


@pytest.mark.parametrize("closed", [*((name,) for name in YANGTZE + WUJIANG), YANGTZE, YANGTZE + WUJIANG])
def test_no_unit_becomes_unreachable_and_the_programs_own_router_says_the_same(
    fuling, own, crossings, added_min, closed
):
    shut = frozenset(number for number, link in enumerate(fuling.links) if link.bridge in closed)
    assert len(shut) == len(closed)
    number = fuling.node_ids
    (seat,) = [number[district.seat] for district in fuling.districts if district.home]
    units = [number[station.node] for station in fuling.stations]
    assert None not in own.times_to(seat, units, shut)
    towns = [township.seat for township in fuling.townships]
    for town, added in zip(towns, map(added_min(*closed).get, towns), strict=True):
        before, after = own.time(seat, number[town]), own.time(seat, number[town], shut)
        assert (after - before) / 60_000 == pytest.approx(added, abs=0.01)
