"""Rain falls where the scenario says: it fades satellites and grounds relays there, and nowhere else."""

import pytest
from rigs import Rig, wired
from worlds import scenario

from sim.comms.mesh_link import TETHERED, VEHICLE, MeshNode
from sim.comms.weather import Weather
from sim.network.roads import pace
from sim.terms.enums import BearerKind
from sim.terms.units import HOUR_MS, MINUTE_MS

VSAT = BearerKind.VSAT


def raining(*windows, **bearers):
    """Return a line in which it rains, each window given by its hours, rate and townships."""
    spans = [
        {"begin": begin, "end": end, "rate": rate, "townships": [f"T{i:02d}" for i in over]}
        for begin, end, rate, *over in windows
    ]
    data = wired(bearers=bearers)
    data["roads"] = {**data["roads"], "rain": spans}
    return data


def seen(made, at_h, nodes=range(5)):
    """Return how hard it rains at each node at an hour."""
    weather = Weather(made.scenario, made.clock)
    made.clock.run(round(at_h * HOUR_MS))
    return [weather.rain_mm_h(node) for node in nodes]


@pytest.mark.parametrize(
    ("at_h", "rates"),
    [(0.5, [0, 0, 0, 0, 0]), (1, [0, 30, 0, 30, 0]), (2, [10, 30, 10, 30, 10]), (3, [10] * 5), (4, [0] * 5)],
)
def test_it_rains_as_hard_as_the_heaviest_of_the_windows_over_a_place(at_h, rates):
    assert seen(Rig(raining((1, 3, 30, 1, 3), (2, 4, 10))), at_h) == rates


def test_a_node_without_a_village_has_the_rain_of_the_township_whose_seat_is_nearest():
    data = raining((0, 5, 30, 1))
    data["nodes"].append({**data["nodes"][0], "id": "N99", "lon": 107.11, "kind": "junction"})
    assert Rig(data).scenario.node_ids["N99"] == 5
    assert seen(Rig(data), 1, [0, 1, 5]) == [0, 30, 30]


def test_a_satellite_station_fades_in_the_rain_that_falls_on_it():
    made = Rig(raining((1, 3, 120, 1), satellite={"vsat_band": "Ka"}))
    ends = [made.member(node, VSAT) for node in (0, 1, 2)]
    for end in ends:
        made.bearer(VSAT).prepare(end)
    made.run_h(2)
    assert made.path(VSAT, ends[0], ends[2]).answers is VSAT
    assert made.path(VSAT, ends[1], ends[0]) == "rained_out"
    made.run_h(3)
    assert made.path(VSAT, ends[1], ends[0]).answers is VSAT


def flown(data, at_h):
    """Return which relays, over nodes 1 and 3, and which vehicle, at node 1, work at an hour."""
    made = Rig(data)
    for number, (node, kind) in enumerate([(1, TETHERED), (3, TETHERED), (1, VEHICLE)]):
        row = made.scenario.nodes[node]
        made.comms.mesh.deploy(0, MeshNode(number, kind, row.lon, row.lat))
    made.run_h(at_h)
    return made.comms.mesh.working(made.clock.now)


def test_relays_land_where_it_rains_hard_and_are_set_up_again_after_it():
    data = raining((1, 3, 8, 1))
    assert flown(data, 0.9) == (0, 1, 2)
    assert flown(data, 1) == flown(data, 3) == (1, 2)
    assert flown(data, 3 + TETHERED.setup_ms / HOUR_MS) == (0, 1, 2)
    assert flown(raining((0, 5, 8)), 1) == (2,)


def test_a_relay_beside_the_roads_has_the_rain_of_the_nearest_node():
    made = Rig(raining((0, 5, 8, 1)))
    for number, lon in enumerate((107.12, 107.16)):
        made.comms.mesh.deploy(0, MeshNode(number, TETHERED, lon, 29.01))
    made.run_h(1)
    assert made.comms.mesh.working(made.clock.now) == (1,)


@pytest.mark.parametrize(("rate", "limit", "flies"), [(7.9, 8, True), (8, 8, False), (8, 20, True)])
def test_how_hard_it_may_rain_is_a_figure_of_the_scenario(rate, limit, flies):
    assert (0 in flown(raining((0, 5, rate, 1), flight={"rain": limit}), 1)) is flies


def test_whoever_waits_is_told_when_a_relay_lands_and_nobody_where_none_flies():
    made, told = Rig(raining((1, 3, 30))), []
    made.plant.on_change(lambda: told.append(made.clock.now))
    made.run_h(2)
    assert told == []
    row = made.scenario.nodes[0]
    made = Rig(raining((1, 3, 30)))
    made.plant.on_change(lambda: told.append(made.clock.now))
    made.comms.mesh.deploy(0, MeshNode(7, TETHERED, row.lon, row.lat))
    made.run_h(2)
    assert told == [HOUR_MS]


def test_only_rain_over_the_whole_district_slows_traffic():
    found = pace(scenario(raining((1, 3, 30, 1), (2, 4, 10))))
    assert [found.is_raining(round(h * HOUR_MS) + MINUTE_MS) for h in (0, 1, 2, 3, 4)] == [
        False,
        False,
        True,
        True,
        False,
    ]
