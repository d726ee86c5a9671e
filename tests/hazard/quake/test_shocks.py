"""Laws of aftershocks: Omori's for their times, Gutenberg and Richter's for sizes, Båth's for the largest."""

from math import log
from statistics import mean, median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.hazard.ground import Spot
from sim.hazard.quake.shocks import expected_aftershocks, fault_km, omori_day, sequence
from sim.kernel.draw import Streams
from sim.scenario.perils import Quake, Shaking
from sim.terms.units import DAY_MS, HOUR_MS

HERE = Spot(3, 4)
USUAL = Shaking()


def quake(magnitude=7.0, **changes):
    return Quake.model_validate({"magnitude": magnitude, "lon": 107.4, "lat": 29.7, "begin": 5, **changes})


def shocks(rep=0, magnitude=7.0, shaking=USUAL, **changes):
    return sequence(quake(magnitude, **changes), HERE, shaking, Streams(1, rep)("aftershocks"))


@pytest.fixture(scope="module")
def many():
    """The aftershocks of 200 earthquakes of magnitude 7."""
    return [shocks(rep)[1:] for rep in range(200)]


def test_the_main_shock_comes_first_when_and_where_it_is_scripted():
    assert shocks()[0] == (5 * HOUR_MS, 7.0, HERE)


def test_there_are_as_many_as_expected_on_the_mean(many):
    expected = expected_aftershocks(7.0, USUAL)
    assert expected == pytest.approx(10 ** (0.91 * 1.8))
    assert mean(map(len, many)) == pytest.approx(expected, rel=3 / (200 * expected) ** 0.5)


def test_one_on_the_mean_is_at_or_above_baths_magnitude(many):
    """The law of sizes ends at the main shock, which takes away what lies beyond: 10^-1.2b of them."""
    large = [sum(shock.magnitude >= 5.8 for shock in each) for each in many]
    assert mean(large) == pytest.approx(1 - 10 ** (-0.91 * 1.2), abs=0.2)


def test_none_is_larger_than_the_main_shock_or_smaller_than_the_least(many):
    magnitudes = [shock.magnitude for each in many for shock in each]
    assert 4 <= min(magnitudes) <= max(magnitudes) <= 7


def test_each_magnitude_less_brings_as_many_more_as_gutenberg_and_richter_say(many):
    """Aki's estimate of b, from the mean above the least; few reach the end of the law."""
    above = mean(shock.magnitude - 4 for each in many for shock in each)
    assert 1 / (above * log(10)) == pytest.approx(0.91, abs=0.04)


def test_half_have_come_when_omori_says_so(many):
    days = [(shock.t_ms - 5 * HOUR_MS) / DAY_MS for each in many for shock in each]
    assert median(days) == pytest.approx(omori_day(0.5, USUAL), rel=0.1)


def test_they_spread_along_the_fault(many):
    along = [
        (shock.epicentre.x_km - 3 + shock.epicentre.y_km - 4) / 2**0.5 for each in many for shock in each
    ]
    across = [
        (shock.epicentre.x_km - 3 - shock.epicentre.y_km + 4) / 2**0.5 for each in many for shock in each
    ]
    assert max(map(abs, along)) <= fault_km(7.0) / 2 + 1e-9
    assert mean(map(abs, along)) == pytest.approx(fault_km(7.0) / 4, rel=0.1)
    assert mean(x * x for x in across) ** 0.5 == pytest.approx(0.15 * fault_km(7.0), rel=0.1)


@given(st.floats(0, 1), st.sampled_from([0.7, 1.0, 1.08, 1.6]))
def test_the_times_run_from_the_main_shock_to_the_end(share, p):
    shaking = Shaking.model_validate({"p": p})
    assert -1e-9 <= omori_day(share, shaking) <= 30 + 1e-6
    assert omori_day(share, shaking) <= omori_day(min(1.0, share + 0.01), shaking) + 1e-9


def test_the_law_for_p_of_one_is_the_limit_of_that_for_others():
    one, near = (Shaking.model_validate({"p": p}) for p in (1.0, 1.0001))
    assert omori_day(0.4, one) == pytest.approx(omori_day(0.4, near), rel=0.01)


@pytest.mark.parametrize("shaking", [{"aftershocks": False}, {"least": 7.0}])
def test_there_may_be_none(shaking):
    assert len(shocks(shaking=Shaking.model_validate(shaking))) == 1


@settings(max_examples=20)
@given(st.integers(0, 1000))
def test_they_come_in_order_and_another_place_of_the_main_shock_moves_them_all(rep):
    here = shocks(rep)
    assert [shock.t_ms for shock in here] == sorted(shock.t_ms for shock in here)
    there = sequence(quake(), Spot(13, 4), USUAL, Streams(1, rep)("aftershocks"))
    assert [(shock.t_ms, shock.magnitude) for shock in here] == [(s.t_ms, s.magnitude) for s in there]
    for a, b in zip(here, there, strict=True):
        assert b.epicentre.x_km - a.epicentre.x_km == pytest.approx(10)
