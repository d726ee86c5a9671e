"""Laws of the road graph: arcs, driving times, night and rain, and how a map is kept."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from road_graphs import Town, grid, towns
from worlds import line, scenario

from sim.network import cch
from sim.network.roads import Groups, Pace, RoadGraph, access_ms, foot_pace, pace, travel_ms, walk_ms
from sim.network.router import make_router
from sim.terms.units import DAY_MS, HOUR_MS, MINUTE_MS

ARRAYS = ("tail", "head", "link", "lon_deg", "lat_deg")


def arcs(graph: RoadGraph) -> list[tuple[int, int, int]]:
    return list(zip(graph.tails, graph.heads, graph.links, strict=True))


@given(towns())
@settings(max_examples=50)
def test_a_link_is_an_arc_forth_and_unless_one_way_an_arc_back(town: Town) -> None:
    expected = []
    for number, (a, b, oneway, _) in enumerate(town.links):
        expected += [(a, b, number)] if oneway else [(a, b, number), (b, a, number)]
    assert arcs(town.graph) == expected
    assert town.graph.n_arcs == len(expected)
    assert town.graph.n_links == len(town.links)


@given(towns())
@settings(max_examples=50)
def test_every_arc_leaves_one_node_and_belongs_to_one_link_by_number_of_link(town: Town) -> None:
    graph = town.graph
    by_node = (graph.leaving, graph.tails, graph.n_nodes)
    by_link = (graph.arcs_of_link, graph.links, graph.n_links)
    for groups, key, count in (by_node, by_link):
        found = [arc for group in range(count) for arc in groups[group]]
        assert sorted(found) == list(range(graph.n_arcs))
        for group in range(count):
            assert {key[arc] for arc in groups[group]} <= {group}
            links = [graph.links[arc] for arc in groups[group]]
            assert links == sorted(links)


def test_groups_may_be_empty() -> None:
    groups = Groups.of(np.array([1, 0]), np.array([2, 2]), 4)
    assert [groups[group] for group in range(4)] == [[], [], [1, 0], []]


def test_a_scenario_gives_its_rows_as_numbers() -> None:
    data = line(3)
    data["links"][1]["oneway"] = True
    data["links"][1]["a"], data["links"][1]["b"] = "N02", "N01"
    graph = RoadGraph.of(scenario(data))
    assert arcs(graph) == [(0, 1, 0), (1, 0, 0), (2, 1, 1)]
    assert graph.lon_deg.tolist() == [107.0, 107.1, 107.2]
    assert graph.lat_deg.tolist() == [29.0] * 3
    assert graph.n_nodes == 3


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"tail": [0, 2]}, "tail must be numbers from 0 to 1"),
        ({"head": [-1, 0]}, "head must be numbers from 0 to 1"),
        ({"link": [0, 1]}, "link must be numbers from 0 to 0"),
        ({"link": [0]}, "of one length"),
        ({"lat_deg": [0.0]}, "longitude and a latitude"),
        ({"lon_deg": [0.0] * 3}, "longitude and a latitude"),
    ],
)
def test_arrays_that_are_no_graph_are_refused(change: dict[str, list[float]], message: str) -> None:
    good = {"tail": [0, 1], "head": [1, 0], "link": [0, 0], "lon_deg": [0.0, 0.0], "lat_deg": [0.0, 0.0]}
    columns = [np.array(column) for column in {**good, **change}.values()]
    with pytest.raises(ValueError, match=message):
        RoadGraph(2, 1, *columns)


def test_a_vehicle_drives_at_its_own_speed_where_none_was_measured() -> None:
    world = scenario(line(3, km=9.0))
    assert travel_ms(RoadGraph.of(world), world, "engine").tolist() == [12 * MINUTE_MS] * 4


def test_where_a_speed_was_measured_a_vehicle_differs_from_it_as_from_the_reference() -> None:
    data = line(3, km=30.0)
    data["links"][0]["ref_speed_kmh"] = 60.0
    data["roads"] = {"vehicles": {"engine": {}, "truck": {"trunk": 30}}}
    world = scenario(data)
    graph = RoadGraph.of(world)
    # the reference on trunk roads is 45 km/h: an engine drives as measured, a truck at two thirds of it
    assert travel_ms(graph, world, "engine").tolist() == [30 * MINUTE_MS] * 2 + [40 * MINUTE_MS] * 2
    assert travel_ms(graph, world, "truck").tolist() == [45 * MINUTE_MS] * 2 + [60 * MINUTE_MS] * 2


def test_no_link_takes_less_than_a_millisecond() -> None:
    world = scenario(line(2, km=1e-9))
    assert travel_ms(RoadGraph.of(world), world, "engine").tolist() == [1, 1]


def test_the_way_into_a_village_is_driven_at_the_speed_on_local_roads() -> None:
    data = line(3)
    for village, km in zip(data["villages"], (0.0, 2.5, 10.0), strict=True):
        village["access_km"] = km
    data["roads"] = {"vehicles": {"engine": {}, "truck": {"local": 10}}}
    assert access_ms(scenario(data), "engine") == [0, 6 * MINUTE_MS, 24 * MINUTE_MS]
    assert access_ms(scenario(data), "truck") == [0, 15 * MINUTE_MS, HOUR_MS]


def test_a_vehicle_that_the_scenario_does_not_have_is_refused() -> None:
    world = scenario()
    with pytest.raises(KeyError, match="boat"):
        access_ms(world, "boat")
    with pytest.raises(KeyError, match="boat"):
        travel_ms(RoadGraph.of(world), world, "boat")


def test_night_runs_over_midnight_on_the_local_clock_and_rain_comes_on_top() -> None:
    data = line(start="2025-01-01T07:30:00+08:00")
    data["roads"] = {"rain": [{"begin": 0.25, "end": 1}, {"begin": 0.5, "end": 0.75}]}
    now = pace(scenario(data))
    at = {hour: now.factor(int(hour * HOUR_MS)) for hour in (0, 0.25, 0.5, 1, 12.5, 24.4, 24.5)}
    assert at[0] == 0.8  # 07:30, still night
    assert at[0.25] == 0.8 * 0.7
    assert at[0.5] == 0.7  # 08:00; two spans of rain are one rain
    assert at[1] == 1.0
    assert at[12.5] == 0.8  # 20:00
    assert at[24.4] == 0.8
    assert at[24.5] == 1.0


def test_the_clock_of_the_start_counts_to_the_millisecond() -> None:
    now = pace(scenario(line(start="2025-01-01T19:59:59.999000+08:00")))
    assert (now.factor(0), now.factor(1)) == (1.0, 0.8)


@given(st.integers(0, 3 * DAY_MS), st.integers(0, 24), st.integers(0, 24), st.integers(0, DAY_MS - 1))
@settings(max_examples=100)
def test_it_is_night_from_its_first_to_before_its_last_hour(
    t_ms: int, first: int, last: int, start_ms: int
) -> None:
    now = Pace(start_ms, first * HOUR_MS, last * HOUR_MS, 0.5, 1.0, ())
    hour = (start_ms + t_ms) % DAY_MS / HOUR_MS
    begin, end = first % 24, last % 24
    over_midnight = begin > end and (hour >= begin or hour < end)
    assert now.is_night(t_ms) == (over_midnight or begin <= hour < end)
    assert now.factor(t_ms) == now.factor(t_ms + DAY_MS) == (0.5 if now.is_night(t_ms) else 1.0)


def test_a_saved_map_is_the_same_map(tmp_path: Path) -> None:
    graph = RoadGraph.of(scenario(line(6)))
    graph.save(tmp_path / "map.npz")
    again = RoadGraph.load(tmp_path / "map.npz")
    assert (again.n_nodes, again.n_links) == (graph.n_nodes, graph.n_links)
    for name in ARRAYS:
        assert getattr(again, name).tobytes() == getattr(graph, name).tobytes()
    assert sorted(again.elimination_order.tolist()) == list(range(6))


def test_a_saved_map_routes_without_computing_its_order_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = grid(5)
    town.graph.save(tmp_path / "map.npz")
    monkeypatch.delattr(cch, "elimination_order")
    again = RoadGraph.load(tmp_path / "map.npz")
    assert make_router(again, town.arc_ms, "cch").times_to(0, [24]) == [8000]
    again.save(tmp_path / "copy.npz")
    assert (tmp_path / "copy.npz").read_bytes() == (tmp_path / "map.npz").read_bytes()


def test_where_the_hierarchy_is_not_installed_a_map_is_kept_without_its_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cch, "is_installed", lambda: False)
    town = grid(3)
    town.graph.save(tmp_path / "map.npz")
    again = RoadGraph.load(tmp_path / "map.npz")
    assert again.stored_order is None
    assert make_router(again, town.arc_ms).times_to(0, [8]) == [4000]


def test_the_places_of_the_nodes_change_no_result() -> None:
    town = grid(5)
    moved = RoadGraph.from_links(
        *zip(*[link[:2] for link in town.links], strict=True), n_nodes=25, lon=range(25), lat=range(25, 0, -1)
    )
    here, there = make_router(town.graph, town.arc_ms, "cch"), make_router(moved, town.arc_ms, "cch")
    assert here.route(3, 21) == there.route(3, 21)
    assert (here.table(range(25), range(25)) == there.table(range(25), range(25))).all()


# --- on foot


def footpath(**changes):
    data = line(4, km=2.0, **changes)
    for node, elev_m in zip(data["nodes"], (200, 800, 800, 500), strict=True):
        node["elev_m"] = elev_m
    return scenario(data)


def test_on_foot_600_m_of_climb_cost_an_hour_up_and_down_alike() -> None:
    district = footpath()
    graph = RoadGraph.of(district)
    half_h = HOUR_MS // 2  # 2 km at 4 km/h
    expected = {0: half_h + HOUR_MS, 1: half_h, 2: half_h + HOUR_MS // 2}
    taken = walk_ms(graph, district)
    assert [int(ms) for ms in taken] == [expected[link] for link in graph.links]


@given(st.floats(0.5, 8), st.floats(0.5, 8))
@settings(max_examples=30)
def test_who_walks_faster_is_never_later(one: float, other: float) -> None:
    times = []
    for speed in sorted((one, other)):
        district = footpath(bearers={"courier": {"foot_day": speed}})
        times.append(walk_ms(RoadGraph.of(district), district))
    assert (times[0] >= times[1]).all()
    assert (times[1] >= 1).all()


def test_on_foot_the_night_slows_and_the_rain_does_not() -> None:
    district = footpath(roads={"rain": [{"begin": 0, "end": 24}], "rain_factor": 0.5, "night_factor": 0.9})
    of_feet, of_vehicles = foot_pace(district), pace(district)
    day_ms, night_ms = 12 * HOUR_MS, 0
    assert of_feet.factor(day_ms) == 1.0
    assert of_feet.factor(night_ms) == 2.5 / 4
    assert of_vehicles.factor(day_ms) == 0.5
    assert of_feet.is_night(night_ms) is of_vehicles.is_night(night_ms) is True
