"""Slopes slow heavy vehicles up, never down, and only where asked for."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from worlds import line, scenario

from sim.network.roads import RoadGraph, travel_ms
from sim.network.slope import crawl_kmh
from sim.terms.units import HOUR_MS


def hilly(rise_m, on=True, **slope):
    """Return three places in a row, the second higher than the first by some metres, the third as high."""
    data = line(3)
    for node, height in zip(data["nodes"], (100.0, 100.0 + rise_m, 100.0 + rise_m), strict=True):
        node["elev_m"] = height
    return scenario({**data, "roads": {**data.get("roads", {}), "slope": {"on": on, **slope}}})


def times(world, vehicle="engine"):
    graph = RoadGraph.of(world)
    found = travel_ms(graph, world, vehicle).tolist()
    return dict(zip(zip(graph.tails, graph.heads, strict=True), found, strict=True))


def test_a_steep_link_takes_longer_up_than_down_and_level_ones_stay():
    flat, steep = times(hilly(0)), times(hilly(1000))
    assert steep[0, 1] > flat[0, 1]
    assert {arc: ms for arc, ms in steep.items() if arc != (0, 1)} == {
        arc: ms for arc, ms in flat.items() if arc != (0, 1)
    }


def test_the_time_up_is_that_of_the_steady_climb():
    world = hilly(1000)
    length_km = world.links[0].length_km
    slope = world.roads.slope
    kmh = crawl_kmh(1 / length_km, slope.power.value, slope.rolling.value)
    assert times(world)[0, 1] == round(length_km / kmh * HOUR_MS)


def test_off_or_for_light_vehicles_slopes_change_nothing():
    assert times(hilly(1000, on=False)) == times(hilly(0))
    assert times(hilly(1000, heavy=[])) == times(hilly(0))
    assert not scenario(line(3)).roads.slope.on


def test_a_gentle_slope_slows_nobody():
    assert times(hilly(5)) == times(hilly(0))


@given(st.floats(0, 0.5), st.floats(0, 0.5), st.floats(2, 40))
def test_the_steeper_the_slower_and_the_more_power_the_faster(one, other, power):
    low, high = sorted((one, other))
    assert crawl_kmh(low, power, 0.015) >= crawl_kmh(high, power, 0.015) > 0
    assert crawl_kmh(low, 2 * power, 0.015) == pytest.approx(2 * crawl_kmh(low, power, 0.015))


def test_a_wall_is_climbed_as_slowly_as_straight_up():
    assert crawl_kmh(3.0, 9.81, 0.015) == pytest.approx(3.6)
    assert math.isfinite(crawl_kmh(-1, 8, 0.015))
