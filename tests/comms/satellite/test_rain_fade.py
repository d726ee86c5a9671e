"""The fade by the rain that falls now: none without rain, never less in heavier rain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.comms.satellite.fade import FULING_CURVE, RainClimate, RainFade
from sim.comms.satellite.rain import SlantPath, rain_attenuation

CLIMATE = RainClimate()
RAIN = st.floats(0, 400)
PATHS = st.builds(
    SlantPath,
    frequency_ghz=st.floats(1, 55),
    elevation_deg=st.floats(5, 90),
    latitude_deg=st.floats(-66, 66),
    height_km=st.floats(0, 4),
    tilt_deg=st.floats(0, 90),
)


def fuling(frequency_ghz, climate=CLIMATE):
    return RainFade(SlantPath(frequency_ghz, 55.2, 29.7, 0.359), climate)


# --- how rare a rain rate is


@pytest.mark.parametrize(("percent", "rain_mm_h"), FULING_CURVE)
def test_on_its_pairs_the_curve_is_met(percent, rain_mm_h):
    assert CLIMATE.exceedance_percent(rain_mm_h) == pytest.approx(percent)


def test_without_rain_the_share_is_that_of_any_rain():
    assert CLIMATE.exceedance_percent(0) == pytest.approx(4.0)


@pytest.mark.parametrize("rain_mm_h", [138.0, 200.0, 1e6])
def test_beyond_the_curve_its_end_holds(rain_mm_h):
    assert CLIMATE.exceedance_percent(rain_mm_h) == pytest.approx(0.001)


@given(RAIN, RAIN)
def test_heavier_rain_is_never_commoner(one, other):
    light, heavy = sorted((one, other))
    assert CLIMATE.exceedance_percent(heavy) <= CLIMATE.exceedance_percent(light)


@pytest.mark.parametrize("left_out", range(len(FULING_CURVE) - 1))
def test_a_pair_that_is_left_out_is_guessed_by_the_others(left_out):
    percent, rain_mm_h = FULING_CURVE[left_out]
    others = RainClimate(curve=FULING_CURVE[:left_out] + FULING_CURVE[left_out + 1 :])
    within = 0.23 if rain_mm_h < 1 else 0.09
    assert others.exceedance_percent(rain_mm_h) == pytest.approx(percent, rel=within)


def test_the_rate_of_a_hundredth_of_a_per_cent_is_read_from_the_curve():
    assert CLIMATE.r001_mm_h == pytest.approx(56.4983)
    between = RainClimate(curve=((1.0, 3.0), (0.1, 16.0), (0.001, 144.0)))
    assert between.r001_mm_h == pytest.approx(64.0)  # halfway in roots: between 4 and 12


def test_a_curve_may_begin_with_the_hundredth():
    assert RainClimate(curve=((0.01, 56.5),)).r001_mm_h == pytest.approx(56.5)


@pytest.mark.parametrize(
    "curve",
    [
        ((1.0, 3.0), (1.0, 5.0), (0.01, 60.0)),
        ((1.0, 3.0), (0.1, 3.0), (0.01, 60.0)),
        ((1.0, 30.0), (0.01, 6.0)),
        ((5.0, 1.0), (0.01, 60.0)),
        ((1.0, 0.0), (0.01, 60.0)),
    ],
)
def test_a_curve_that_has_no_inverse_is_refused(curve):
    with pytest.raises(ValueError, match="fall"):
        RainClimate(curve=curve)


@pytest.mark.parametrize(
    ("rain_percent", "curve"),
    [
        (4.0, ()),
        (4.0, ((1.0, 3.0), (0.02, 40.0))),
        (4.0, ((1.0, 3.0), (0.0, 40.0))),
        (0.01, ((0.001, 9.0),)),
    ],
)
def test_a_curve_without_the_hundredth_is_refused(rain_percent, curve):
    with pytest.raises(ValueError, match=r"0\.01 %"):
        RainClimate(rain_percent, curve=curve)


def test_negative_rain_is_refused():
    with pytest.raises(ValueError):  # noqa: PT011 - the root of a negative number says it in its own words
        CLIMATE.exceedance_percent(-1)
    with pytest.raises(ValueError):  # noqa: PT011
        fuling(14.25).fade_db(-0.1)


# --- how much it costs


@given(PATHS, RAIN, RAIN)
def test_heavier_rain_never_costs_less(path, one, other):
    fade = RainFade(path, CLIMATE)
    light, heavy = sorted((one, other))
    assert 0 <= fade.fade_db(light) <= fade.fade_db(heavy) * (1 + 1e-9)


@given(PATHS)
def test_without_rain_nothing_is_lost(path):
    assert RainFade(path, CLIMATE).fade_db(0) == 0


@given(PATHS)
def test_the_first_drops_cost_next_to_nothing(path):
    fade = RainFade(path, CLIMATE)
    assert fade.fade_db(1e-6) <= 1e-4 * max(1.0, fade.fade_db(400))


@given(PATHS)
def test_there_is_no_step_where_the_curve_begins(path):
    fade = RainFade(path, CLIMATE)
    rain_mm_h = FULING_CURVE[0][1]
    assert fade.fade_db(rain_mm_h * 0.999999) == pytest.approx(fade.fade_db(rain_mm_h), rel=1e-4)


@pytest.mark.parametrize("frequency_ghz", [12.5, 14.25, 20.0, 29.5])
@pytest.mark.parametrize(("percent", "rain_mm_h"), FULING_CURVE)
def test_rain_of_a_rarity_costs_the_attenuation_of_that_rarity(frequency_ghz, percent, rain_mm_h):
    law = rain_attenuation(SlantPath(frequency_ghz, 55.2, 29.7, 0.359), 5.04, 56.4983)
    assert fuling(frequency_ghz).fade_db(rain_mm_h) == pytest.approx(law.exceeded_db(percent))


@given(st.floats(0.1, 400))
def test_ka_band_always_fades_more_than_ku_band_and_that_more_than_s_band(rain_mm_h):
    s, ku, ka = (fuling(frequency_ghz).fade_db(rain_mm_h) for frequency_ghz in (2.0, 14.25, 29.5))
    assert s < ku < ka


@given(st.floats(0, 1000))
def test_no_rain_takes_a_tenth_of_a_decibel_from_s_band(rain_mm_h):
    assert fuling(2.0).fade_db(rain_mm_h) < 0.1


def test_beyond_the_rarest_a_path_near_the_equator_costs_as_much_as_that():
    """There the Recommendation's formula turns down again for the rarest rain."""
    path = SlantPath(29.5, 10.0, 0.0)
    law = rain_attenuation(path, 5.04, CLIMATE.r001_mm_h)
    assert law.exceeded_db(0.001) < law.exceeded_db(0.003)
    fade = RainFade(path, CLIMATE)
    assert fade.fade_db(138) == fade.fade_db(110)
    assert fade.fade_db(138) >= max(law.exceeded_db(percent / 1000) for percent in range(1, 100)) * (1 - 1e-9)


def test_where_it_rains_most_of_the_year_light_rain_counts_as_five_per_cent():
    """The Recommendation ends at 5 %."""
    wet = RainClimate(20.0, 5.04, ((15.0, 0.5), (1.0, 12.0), (0.01, 95.0)))
    law = rain_attenuation(SlantPath(29.5, 55.2, 29.7, 0.359), 5.04, 95.0)
    fade = fuling(29.5, wet)
    assert fade.fade_db(0.5) == pytest.approx(law.exceeded_db(5))
    assert fade.fade_db(0.25) == pytest.approx(law.exceeded_db(5) / 2)


def test_above_the_rain_nothing_is_ever_lost():
    assert RainFade(SlantPath(29.5, 55.2, 29.7, 5.1), CLIMATE).fade_db(138) == 0


# --- and which rain costs so much


@given(st.floats(0.01, 40))
def test_the_rain_that_costs_so_much_is_the_lightest_that_does(fade_db):
    fade = fuling(29.5)
    rain_mm_h = fade.rain_mm_h(fade_db)
    assert fade.fade_db(rain_mm_h) >= fade_db > fade.fade_db(rain_mm_h * 0.999)


def test_no_rain_costs_more_than_the_rarest():
    fade = fuling(14.25)
    worst_db = fade.fade_db(137.9879)
    assert fade.rain_mm_h(worst_db * 1.01) is None
    assert fade.rain_mm_h(worst_db * 0.99) < 138
