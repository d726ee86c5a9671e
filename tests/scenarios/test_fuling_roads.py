"""The roads of Fuling against the network on which they were measured."""

from statistics import median, quantiles

import networkx as nx
import pytest
from scenario_maps import SHARED, graph, matrix, nodes_of, rows, scenario

needs_source = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the source data of Fuling are not beside this checkout"
)


@pytest.fixture(scope="module")
def fuling():
    return scenario("fuling")


@pytest.fixture(scope="module")
def roads(fuling):
    return graph(fuling)


@pytest.fixture(scope="module")
def driven(roads):
    """Minutes and kilometres of the fastest route of every pair of the source's places."""
    found = {}
    for a in {a for a, _ in matrix("od_time_min_ref.csv")}:
        minutes, paths = nx.single_source_dijkstra(roads, a, weight="min")
        for b, path in paths.items():
            found[a, b] = (minutes[b], nx.path_weight(roads, path, "km"))
    return found


def _spread(ratios):
    cuts = quantiles(ratios, n=20, method="inclusive")
    return cuts[0], median(ratios), cuts[-1]


@needs_source
def test_every_length_time_and_class_is_the_measured_one(fuling):
    source = {frozenset((row["u"], row["v"])): row for row in rows("trunk_edges.csv")}
    assert len(source) == len(fuling.links)
    for link in fuling.links:
        row = source[frozenset((link.a, link.b))]
        assert link.length_km == float(row["length_km"])
        assert link.length_km / link.ref_speed_kmh * 60 == pytest.approx(float(row["time_min_ref"]), rel=1e-6)
        assert link.road_class.value == row["road_class"]
        assert link.bridge == row["bridge"]
        assert link.bridge or link.name_zh == row["road_name"]


@needs_source
def test_a_length_that_was_not_measured_is_not_labelled_so(fuling):
    clamped = {
        frozenset((row["u"], row["v"]))
        for row in rows("trunk_edges.csv")
        if not row["length_source"].startswith("measured")
    }
    assert {frozenset((link.a, link.b)) for link in fuling.links if link.label != "measured"} == clamped


@needs_source
def test_the_times_of_all_pairs_are_those_of_the_full_network(driven):
    ratios = [driven[pair][0] / minutes for pair, minutes in matrix("od_time_min_ref.csv").items()]
    assert len(ratios) == 33 * 32
    low, middle, high = _spread(ratios)
    assert middle == pytest.approx(1.00, abs=0.05)
    assert 0.90 <= low <= high <= 1.15


@needs_source
def test_the_lengths_of_all_pairs_are_mostly_those_of_the_full_network(driven):
    low, middle, _ = _spread([driven[pair][1] / km for pair, km in matrix("od_length_km.csv").items()])
    assert middle == pytest.approx(1.00, abs=0.05)
    assert low >= 0.90


@needs_source
def test_the_lengths_between_the_seats_of_fuling_are_those_of_the_full_network(fuling, driven):
    seats = {township.seat for township in fuling.townships}
    measured = {pair: km for pair, km in matrix("od_length_km.csv").items() if seats.issuperset(pair)}
    low, middle, high = _spread([driven[pair][1] / km for pair, km in measured.items()])
    assert len(measured) == 27 * 26
    assert middle == pytest.approx(1.00, abs=0.05)
    assert 0.90 <= low <= high <= 1.15


@needs_source
@pytest.mark.xfail(
    strict=True,
    reason="the 95th percentile is 1.210, 83 of 1056 pairs are over 1.15, for on the trunk graph as "
    "measured some drive a longer road in nearly the same time, and others have no road as short",
)
def test_the_lengths_to_the_neighbours_too_are_those_of_the_full_network(driven):
    _, _, high = _spread([driven[pair][1] / km for pair, km in matrix("od_length_km.csv").items()])
    assert high <= 1.15


def test_without_town_brigades_the_median_seat_is_22_minutes_from_a_national_station_and_the_worst_82(
    fuling, roads
):
    minutes = nx.multi_source_dijkstra_path_length(roads, nodes_of(fuling, "national"), weight="min")
    to_seats = sorted(minutes[township.seat] for township in fuling.townships)
    assert median(to_seats) == pytest.approx(22.2, abs=0.1)
    assert to_seats[-1] == pytest.approx(82.4, abs=0.1)


def test_a_town_brigade_stands_in_every_town_that_no_national_station_covers(fuling, roads):
    manned = nodes_of(fuling, "national", "township")
    minutes = nx.multi_source_dijkstra_path_length(roads, manned, weight="min")
    assert max(minutes[township.seat] for township in fuling.townships) < 5


def test_an_engine_takes_the_measured_time_by_day_and_in_the_dry(fuling, roads):
    from sim.network.roads import RoadGraph, travel_ms

    own = RoadGraph.of(fuling)
    measured = [roads[link.a][link.b]["min"] * 60_000 for link in fuling.links]
    for link, ms in zip(own.link, travel_ms(own, fuling, "engine"), strict=True):
        assert ms == pytest.approx(measured[link], abs=1)


def test_a_light_vehicle_is_faster_than_an_engine_everywhere(fuling):
    from sim.network.roads import RoadGraph, travel_ms

    own = RoadGraph.of(fuling)
    assert (travel_ms(own, fuling, "light") < travel_ms(own, fuling, "engine")).all()


def test_without_the_yangtze_bridges_the_north_bank_is_a_day_trip(fuling, roads):
    cut = roads.copy()
    cut.remove_edges_from(
        [(link.a, link.b) for link in fuling.links if link.bridge in {"BR01", "BR02", "BR03", "BR04"}]
    )
    assert nx.dijkstra_path_length(roads, "T006", "T009", weight="km") < 9
    assert nx.dijkstra_path_length(cut, "T006", "T009", weight="km") > 100
