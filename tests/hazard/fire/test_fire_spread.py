"""Laws of spread: the published rate along each way, sooner with the wind and uphill, round bare land."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.hazard.fire.land import Grid, Land
from sim.hazard.fire.spread import arrivals_min, force, slope_factor, still_m_min, wind_factor
from sim.hazard.ground import Spot
from sim.scenario.perils import Wildfire

HALF = 10
GRID = Grid(Spot(0, 0), 0.1, HALF)
CELLS = GRID.side**2


def fire(**changes):
    return Wildfire.model_validate({"wind": 0, "temperature": 30, "humidity": 40, "lasts": 100, **changes})


def level(height_m=lambda x, y: 0.0, fuel=lambda x, y: 1.0):
    """Return land whose height and fuel are functions of cells east and north of the start."""
    cells = [divmod(cell, GRID.side) for cell in range(CELLS)]
    where = [(column - HALF, row - HALF) for row, column in cells]
    return Land(GRID, tuple(height_m(x, y) for x, y in where), tuple(fuel(x, y) for x, y in where))


def at(reached, x, y):
    return reached[(y + HALF) * GRID.side + x + HALF]


def spread(land=None, paces=None, **changes):
    return arrivals_min(land or level(), fire(**changes), paces or [1.0] * CELLS)


@pytest.mark.parametrize(("wind_m_s", "beaufort"), [(0.0, 0), (1.55, 1.5), (5.5, 3.5), (20.7, 8.5)])
def test_the_force_of_the_wind_is_that_of_the_scale(wind_m_s, beaufort):
    """Upper ends of the forces 1, 3 and 8: the scale goes on where halves are rounded."""
    assert force(wind_m_s) == pytest.approx(beaufort, abs=0.05)


def test_the_rate_on_level_land_without_wind_is_the_published_one():
    assert still_m_min(30, 0, 40) == pytest.approx(0.0299 * 30 + 0.009 * 60 - 0.304)
    still = at(spread(), 5, 0)
    assert still == pytest.approx(500 / still_m_min(30, 0, 40))
    assert still_m_min(-20, 0, 100) == 0.01


@pytest.mark.parametrize(("humidity", "temperature"), [(20, 30), (40, 40)])
def test_it_is_faster_where_it_is_drier_or_hotter(humidity, temperature):
    assert at(spread(humidity=humidity, temperature=temperature), 5, 0) < at(spread(), 5, 0)


@pytest.mark.parametrize(("heading", "x", "y"), [(0, 0, 5), (90, 5, 0), (180, 0, -5), (270, -5, 0)])
def test_the_wind_hastens_it_by_the_published_factor_whither_it_blows(heading, x, y):
    reached = spread(wind=4, heading=heading)
    rate = still_m_min(30, 4, 40)
    assert at(reached, x, y) == pytest.approx(500 / (rate * math.exp(0.1783 * 4)))
    assert at(reached, -x, -y) == pytest.approx(500 / (rate * math.exp(-0.1783 * 4)))
    assert at(reached, y, x) == pytest.approx(at(reached, -y, -x))


def test_uphill_it_is_faster_by_the_published_factor_and_downhill_slower():
    reached = spread(level(height_m=lambda x, y: 30.0 * x))
    rate = still_m_min(30, 0, 40)
    assert at(reached, 4, 0) == pytest.approx(400 / (rate * math.exp(3.533 * 0.3**1.2)))
    assert at(reached, -4, 0) > 400 / rate


@given(st.floats(-3, 3), st.floats(0, 2))
def test_steeper_is_never_slower_and_up_and_down_undo_each_other(rise, more):
    assert slope_factor(rise + more) >= slope_factor(rise)
    assert slope_factor(rise) * slope_factor(-rise) == pytest.approx(1)
    assert slope_factor(0.0) == wind_factor(0.0) == 1


def test_it_goes_round_what_does_not_burn():
    wall = level(fuel=lambda x, y: 0.0 if x == 3 and y < 8 else 1.0)
    reached = spread(wall)
    assert at(reached, 3, 0) == math.inf
    assert at(spread(), 5, 0) < at(reached, 5, 0) < math.inf
    assert at(spread(level(fuel=lambda x, y: 0.0 if x == 3 else 1.0)), 5, 0) == math.inf


def test_fuel_twice_as_quick_halves_the_time():
    assert at(spread(level(fuel=lambda x, y: 2.0)), 6, 6) == pytest.approx(at(spread(), 6, 6) / 2)


def test_it_ends_when_it_ends():
    whole, short = spread(wind=2), spread(wind=2, lasts=3)
    assert [minute if minute <= 180 else math.inf for minute in whole] == short
    assert short.count(math.inf) > 0


@settings(max_examples=25)
@given(st.lists(st.floats(0.3, 3), min_size=CELLS, max_size=CELLS), st.floats(0, 6), st.floats(0, 360))
def test_each_cell_but_the_first_burns_after_a_neighbour_and_more_wind_or_pace_never_delays_it(
    paces, wind, heading
):
    reached = spread(paces=paces, wind=wind, heading=heading)
    for cell, minute in enumerate(reached):
        row, column = divmod(cell, GRID.side)
        near = [
            reached[r * GRID.side + c]
            for r in range(max(0, row - 1), min(GRID.side, row + 2))
            for c in range(max(0, column - 1), min(GRID.side, column + 2))
            if (r, c) != (row, column)
        ]
        assert minute == 0 if cell == GRID.start else minute > min(near)
    quicker = spread(paces=[2 * pace for pace in paces], wind=wind, heading=heading)
    assert all(b <= a for a, b in zip(reached, quicker, strict=True))
