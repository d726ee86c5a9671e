"""How many pairs it takes: textbook values, and what happens when so many are made."""

import math

import numpy as np
import pytest
from analysis_lab import normal
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtri

from sim.study.analysis.estimates import mean
from sim.study.analysis.paired import paired
from sim.study.analysis.verdict import more_needed, pairs_needed, pairs_to_dismiss, power_of


@pytest.mark.parametrize(
    ("effect", "power", "pairs"),
    [(0.2, 0.8, 199), (0.5, 0.8, 34), (0.8, 0.8, 15), (0.2, 0.9, 265), (0.5, 0.9, 44), (0.8, 0.9, 19)],
)
def test_small_medium_and_large_effects_take_what_the_textbook_says(effect, power, pairs):
    """Source: Cohen 1988; the paired t test of G*Power 3.1, two-sided at 5 %."""
    assert pairs_needed(1.0, effect, 0.95, power) == pairs


def test_with_many_pairs_it_is_the_formula_of_the_normal_law():
    """n = ((z_0.975 + z_0.8) sd / effect)^2, to a few pairs."""
    plain = ((ndtri(0.975) + ndtri(0.8)) * 1.0 / 0.03) ** 2
    assert pairs_needed(1.0, 0.03) == pytest.approx(plain, abs=3)
    close = [pairs_needed(1.0, 2.8016 / math.sqrt(n)) for n in (4990, 5010)]  # both sides of the short cut
    assert close[1] - close[0] == pytest.approx(20, abs=2)


@given(st.floats(0.05, 20), st.floats(0.05, 5), st.floats(0.6, 0.999))
@settings(max_examples=25)
def test_the_number_is_the_least_that_has_the_power(sd, effect, level):
    n = pairs_needed(sd, effect, level)
    assert n >= 2
    if n < 5000:
        assert power_of(n, sd, effect, level) >= 0.8
        assert n == 2 or power_of(n - 1, sd, effect, level) < 0.8


def test_a_difference_without_spread_takes_two_pairs():
    assert pairs_needed(1e-9, 1.0) == 2
    assert pairs_to_dismiss(0.0, 0.0, 1.0) == 2
    assert power_of(2, 0.0, 1.0) == 1.0


def test_so_many_pairs_find_the_difference_four_times_in_five():
    n = pairs_needed(1.0, 0.5)
    rows = normal("power", 2000, n) + 0.5
    found = [paired(row, np.zeros(n)).p_value < 0.05 for row in rows]
    assert np.mean(found) == pytest.approx(0.8, abs=0.03)


@pytest.mark.parametrize("effect", [0.0, 0.2])
def test_so_many_pairs_dismiss_what_does_not_matter_four_times_in_five(effect):
    n = pairs_to_dismiss(1.0, effect, 0.6)
    rows = normal(f"dismiss{effect}", 2000, n) + effect
    found = [paired(row, np.zeros(n), worth=0.6).call.verdict == "equal" for row in rows]
    assert np.mean(found) == pytest.approx(0.8, abs=0.04)


def test_whichever_way_takes_fewer_is_told():
    near = mean([0.9 - 1.0, 0.9 + 1.0])  # nearly what matters: it is found sooner than dismissed
    far = mean([0.1 - 1.0, 0.1 + 1.0])
    assert more_needed(near, 1.0, worth=1.0) == more_needed(near, 1.0)
    assert more_needed(far, 1.0, worth=1.0) < more_needed(far, 1.0)
