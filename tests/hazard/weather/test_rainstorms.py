"""Laws of rain: its depth is what falls on the mean, its luck is its own, a basin loses what it sheds."""

from itertools import pairwise
from math import exp, fsum
from statistics import fmean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from skies import HOUR, MIDDLE, ground, luck, sky, storm, wet

from sim.hazard.every import rain
from sim.hazard.ground import Spot
from sim.hazard.weather.rain import STEP_H, STEP_MS, Sky, held
from sim.kernel.draw import Streams

HERE = ground().spot(**MIDDLE)


def depth_mm(over: Sky, spot: Spot = HERE) -> float:
    return fsum(over.series(spot)) * STEP_H


def test_what_falls_in_the_middle_is_the_depth_on_the_mean():
    fell = [depth_mm(sky(seed=seed, depth=240, cell_rate=12)) for seed in range(60)]
    assert fmean(fell) == pytest.approx(240, rel=0.05)
    assert max(fell) - min(fell) > 20  # and no two storms are the same


def test_steady_rain_alone_is_the_depth_exactly_and_has_no_luck():
    one, other = (sky(seed=seed, depth=120, cell_share=0) for seed in (1, 2))
    assert depth_mm(one) == pytest.approx(120, rel=0.002)
    assert one.series(HERE) == other.series(HERE)


def test_steady_rain_fades_outwards_as_a_bell():
    over, reach_km = sky(depth=120, cell_share=0, reach=20), 20.0
    there = Spot(HERE.x_km, HERE.y_km + reach_km)
    assert depth_mm(over, there) == pytest.approx(120 * exp(-0.5), rel=0.002)


def test_it_is_hardest_at_its_peak():
    series = sky(depth=120, cell_share=0, peak=0.25, lasts=24).series(HERE)
    hardest = max(range(len(series)), key=series.__getitem__)
    assert hardest * STEP_MS == pytest.approx(6 * HOUR, abs=STEP_MS)


def test_no_rain_falls_before_its_begin_and_after_its_end():
    over = sky(begin=10, lasts=12)
    begin, end = 10 * HOUR // STEP_MS, (22 + 1) * HOUR // STEP_MS
    assert not any(over.series(HERE)[:begin])
    assert not any(over.series(HERE)[end + 1 :])
    assert any(over.series(HERE)[begin:end])


def test_a_deeper_storm_is_the_same_storm_only_heavier():
    one, other = (sky(depth=depth) for depth in (100, 250))
    pairs = list(zip(one.series(HERE), other.series(HERE), strict=True))
    assert all(heavy == pytest.approx(2.5 * light) for light, heavy in pairs)


def test_cells_move_with_the_storm():
    cells = storm(heading=90, speed=30, cell_rate=20).cells
    assert len(cells) > 300
    assert fmean(cell.drift.x_km for cell in cells) == pytest.approx(30, rel=0.05)
    assert fmean(cell.drift.y_km for cell in cells) == pytest.approx(0, abs=1.5)
    assert all(one.born_h <= two.born_h for one, two in pairwise(cells))


def test_a_cell_that_passes_rains_in_one_place_after_the_other():
    over = sky(cell_share=1, cell_rate=0.2, heading=90, speed=40, reach=5)
    cell = over.storms[0].cells[0]
    at = [
        Spot(cell.at.x_km + away, cell.at.y_km + away * cell.drift.y_km / cell.drift.x_km) for away in (-8, 8)
    ]
    west, east = (over.series(spot) for spot in at)
    hardest = [max(range(len(rain)), key=rain.__getitem__) for rain in (west, east)]
    assert hardest[0] < hardest[1]


def test_two_storms_add_up():
    one, two = storm(1), storm(2, begin=6)
    both, alone = Sky([one, two], 48 * HOUR), [Sky([each], 48 * HOUR) for each in (one, two)]
    summed = [a + b for a, b in zip(*(each.series(HERE) for each in alone), strict=True)]
    assert both.series(HERE) == pytest.approx(summed)


def test_the_rain_that_is_asked_for_is_that_of_the_quarter_of_an_hour():
    over = sky()
    series = over.series(HERE)
    hardest = max(range(len(series)), key=series.__getitem__)
    assert over.rate_mm_h(HERE, hardest * STEP_MS) == series[hardest]
    assert over.rate_mm_h(HERE, (hardest + 1) * STEP_MS - 1) == series[hardest]
    assert over.rate_mm_h(HERE, 1000 * HOUR) == series[-1]


@settings(max_examples=25)
@given(st.lists(st.floats(0, 200), max_size=60), st.floats(0.5, 50))
def test_a_basin_never_holds_more_than_fell_nor_less_than_nothing(rates, drains_h):
    fallen = 0.0
    for rate, mm in zip(rates, held(rates, drains_h), strict=True):
        fallen += rate * STEP_H
        assert 0 <= mm <= fallen + 1e-9


def test_a_basin_in_steady_rain_holds_as_much_as_drains():
    assert held([10.0] * 400, 3.0)[-1] == pytest.approx(30.0)
    emptied = held([0.0] * 4, 3.0)
    assert emptied == [0.0] * 4


def test_the_rain_of_a_world_is_that_of_its_hazards_and_none_without_a_storm():
    world = wet(rainstorms=[{"lasts": 24, **MIDDLE}])
    falls = rain(world, Streams(1, 0), world.horizon.ms)
    assert falls is not None
    assert any(falls(2, hour * HOUR) > 0 for hour in range(24))
    assert falls(2, 40 * HOUR) == 0
    assert rain(wet(), Streams(1, 0), HOUR) is None


def test_luck_of_cells_is_one_stream():
    assert storm(5).cells == storm(5).cells != storm(6).cells
    assert luck(5)("cells").uniform() == luck(5)("cells").uniform()
