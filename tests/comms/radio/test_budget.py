"""The link budget, both ways, and the luck of standing behind a house."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.comms.radio.budget import (
    BACKPACK,
    FIXED_SITE,
    HANDHELD,
    SHADOW_SIGMA_DB,
    VEHICLE,
    Radio,
    chance,
    margin_db,
    margins,
    shadow_db,
    usable,
)
from sim.kernel.draw import Draws, Streams

losses = st.floats(60, 200)
radios = st.builds(Radio, power_w=st.floats(1, 50), gain_dbi=st.floats(-5, 10), loss_db=st.floats(0, 8))


def test_a_budget_is_what_one_reckons_by_hand():
    """36.0 dBm - 2 dBi - 3 dB body; 8 dBi - 3 dB feeder; -119 dBm and 8 dB for fading."""
    up, down = margins(FIXED_SITE, HANDHELD, 140.0)
    assert up == pytest.approx(36.0206 - 2 - 3 - 140 + 8 - 3 + 119 - 8, abs=1e-3)
    assert down == pytest.approx(46.9897 + 8 - 3 - 140 - 2 - 3 + 119 - 8, abs=1e-3)


@given(losses)
def test_the_way_up_from_a_handheld_is_the_weaker_by_the_ratio_of_the_powers(loss_db):
    up, down = margins(FIXED_SITE, HANDHELD, loss_db)
    assert down - up == pytest.approx(10 * math.log10(50 / 4))


@given(radios, losses)
def test_between_equal_radios_both_ways_are_the_same(radio, loss_db):
    up, down = margins(radio, radio, loss_db)
    assert up == down


@given(radios, radios, losses, st.floats(0, 30))
def test_a_decibel_of_loss_is_a_decibel_of_margin(sender, receiver, loss_db, more_db):
    less = margin_db(sender, receiver, loss_db + more_db)
    assert margin_db(sender, receiver, loss_db) - less == pytest.approx(more_db)


@pytest.mark.parametrize("better", [VEHICLE, BACKPACK])
def test_a_vehicle_and_a_backpack_are_heard_farther_than_a_hand(better):
    assert margin_db(better, FIXED_SITE, 140) > margin_db(HANDHELD, FIXED_SITE, 140) + 5


def test_more_power_does_not_help_to_hear():
    loud, soft = Radio(50, 3, 0), Radio(5, 3, 0)
    assert margin_db(FIXED_SITE, loud, 140) == margin_db(FIXED_SITE, soft, 140)


# --- shadows


@given(st.floats(-40, 40), st.floats(-40, 40))
def test_a_link_works_while_the_shadow_is_not_deeper_than_the_margin(margin, shadow):
    assert usable(margin, shadow) == (-shadow <= margin)


def test_a_link_without_anything_to_spare_still_works():
    assert usable(0.0, 0.0)
    assert not usable(-1e-9, 0.0)


@pytest.mark.parametrize("margin", [-9.0, -3.0, 0.0, 3.0, 9.0])
def test_links_work_as_often_as_the_normal_distribution_says(margin):
    draws = Streams(3, 0)("radio/shadow")
    works = sum(usable(margin, shadow_db(draws)) for _ in range(20_000))
    assert works / 20_000 == pytest.approx(chance(margin), abs=4 * math.sqrt(0.25 / 20_000))


def test_shadows_have_their_standard_deviation_and_no_mean():
    draws = Streams(5, 0)("radio/shadow")
    shadows = [shadow_db(draws, 4.0) for _ in range(20_000)]
    mean = math.fsum(shadows) / len(shadows)
    assert mean == pytest.approx(0, abs=4 * 4.0 / math.sqrt(20_000))
    spread = math.sqrt(math.fsum((shadow - mean) ** 2 for shadow in shadows) / len(shadows))
    assert spread == pytest.approx(4.0, rel=0.03)


def test_a_shadow_takes_one_number_of_its_stream_whatever_its_spread():
    one, other = (Streams(1, 0)("radio/shadow") for _ in range(2))
    shadow_db(one, 0.0)
    shadow_db(other, 9.0)
    assert one.uniform() == other.uniform()


class Fixed:
    """Numbers as from NumPy, all the same."""

    def __init__(self, number):
        self._number = number

    def random(self, size):
        import numpy as np

        return np.full(size, self._number)


@pytest.mark.parametrize("number", [0.0, math.nextafter(1, 0)])
def test_no_shadow_is_infinite(number):
    assert math.isfinite(shadow_db(Draws(Fixed(number))))


def test_the_chance_of_a_link_grows_with_its_margin():
    chances = [chance(margin) for margin in range(-20, 21)]
    assert chances == sorted(chances)
    assert chance(SHADOW_SIGMA_DB) == pytest.approx(0.8413, abs=1e-4)
    assert chance(2.0, sigma_db=1.0) > chance(2.0, sigma_db=9.0)
