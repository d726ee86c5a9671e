"""Rain attenuation against the ITU's validation examples, and against a reference program at Fuling."""

import csv
from math import log, radians, sin, sqrt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.comms.satellite.geometry import Place, hop_ms, look
from sim.comms.satellite.rain import (
    RainAttenuation,
    SlantPath,
    coefficients,
    rain_attenuation,
    slant_km,
    specific_attenuation_db_km,
)

HERE = Path(__file__).resolve()
EXAMPLES = "../shared/data/validation/satellite"
FULING_HEIGHT_KM = 0.359
R001_MM_H, RAIN_HEIGHT_KM = 56.4983, 5.03954
FREQUENCIES = st.floats(1, 55)
ELEVATIONS = st.floats(1, 90)


def rows(file):
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def examples(name):
    """Read the ITU's examples, which are not ours to ship; skip where they are not."""
    file = HERE.parents[2] / EXAMPLES / name
    if not file.is_file():
        pytest.skip(f"the validation examples are not there: {EXAMPLES}/{name}")
    return [{key: float(value) for key, value in row.items()} for row in rows(file)]


FULING = rows(HERE.parent / "data/fuling_itur_0_4_0.csv")


def at_fuling(quantity):
    return [row for row in FULING if row["quantity"].startswith(quantity)]


def fuling(frequency_ghz, elevation_deg):
    path = SlantPath(frequency_ghz, elevation_deg, 29.7, FULING_HEIGHT_KM)
    return rain_attenuation(path, RAIN_HEIGHT_KM, R001_MM_H)


# --- against the ITU's examples (CG-3M3J-13-ValEx, revision 8.3.0)


def test_all_64_examples_of_slant_paths_are_met_to_a_millionth():
    cases = examples("p618_14_rain_attenuation.csv")
    assert len(cases) == 64
    for case in cases:
        path = SlantPath(case["f_ghz"], case["elev_deg"], case["lat"], case["hs_km"], case["tau_deg"])
        law = rain_attenuation(path, case["hR_km"], case["R001_mm_h"])
        assert law.exceeded_db(case["p_pct"]) == pytest.approx(case["A_rain_db"], rel=1e-6), case["case"]


def test_all_16_examples_of_specific_attenuation_are_met_to_a_millionth():
    cases = examples("p838_3_specific_attenuation.csv")
    assert len(cases) == 16
    for case in cases:
        path = case["f_ghz"], case["elev_deg"], case["tau_deg"]
        k, alpha = coefficients(*path)
        assert k == pytest.approx(case["k"], rel=1e-6)
        assert alpha == pytest.approx(case["alpha"], rel=1e-6)
        assert specific_attenuation_db_km(case["R_mm_h"], *path) == pytest.approx(
            case["gamma_db_km"], rel=1e-6
        )


@pytest.mark.parametrize(
    ("path", "rain_height_km", "r001_mm_h", "percent", "exceeded_db"),
    [
        (SlantPath(14.25, 31.07699124, 51.5, 0.031382984, 0), 2.45273333, 26.48052, 1, 0.495317069),
        (SlantPath(29, 22.27833468, 22.9, 0, 0), 4.15877867, 50.639304, 0.01, 59.62576355),
        (SlantPath(29, 85.80459566, 3.133, 0.051251456, 90), 4.9579744, 99.15117186, 0.1, 48.81996807),
        (SlantPath(14.25, 20.14335809, 9.05, 2.539861878, 90), 4.78390667, 42.91007183, 0.001, 17.44199306),
    ],
)
def test_four_of_the_examples_are_met(path, rain_height_km, r001_mm_h, percent, exceeded_db):
    """Cases 1, 37, 57 and 52: outside the tropics, low in them, high in them, on a mountain."""
    law = rain_attenuation(path, rain_height_km, r001_mm_h)
    assert law.exceeded_db(percent) == pytest.approx(exceeded_db, rel=1e-6)


@pytest.mark.parametrize(
    ("frequency_ghz", "tilt_deg", "k", "alpha"),
    [(14.25, 0, 0.03975488, 1.12418043), (29, 0, 0.22106804, 0.95320005)],
)
def test_two_of_the_examples_of_coefficients_are_met(frequency_ghz, tilt_deg, k, alpha):
    found = coefficients(frequency_ghz, 31.07699124, tilt_deg)
    assert found == pytest.approx((k, alpha), rel=1e-6)


@pytest.mark.parametrize(
    ("frequency_ghz", "k_h", "alpha_h", "k_v", "alpha_v"),
    [
        (1, 0.0000259, 0.9691, 0.0000308, 0.8592),
        (5, 0.0002162, 1.6969, 0.0002428, 1.5317),
        (10, 0.01217, 1.2571, 0.01129, 1.2156),
        (20, 0.09164, 1.0568, 0.09611, 0.9847),
        (30, 0.2403, 0.9485, 0.2291, 0.9129),
        (50, 0.6600, 0.8084, 0.6472, 0.7871),
        (100, 1.3671, 0.6815, 1.3680, 0.6765),
    ],
)
def test_coefficients_are_those_that_the_recommendation_prints(frequency_ghz, k_h, alpha_h, k_v, alpha_v):
    """Seven rows of P.838-3, table 5, within the rounding of their print."""
    assert coefficients(frequency_ghz, 0.0, 0.0) == pytest.approx((k_h, alpha_h), rel=3e-4)
    assert coefficients(frequency_ghz, 0.0, 90.0) == pytest.approx((k_v, alpha_v), rel=3e-4)


# --- against the reference program, at Fuling


@pytest.mark.parametrize("row", at_fuling("A_rain"))
def test_rain_attenuation_at_fuling_is_that_of_the_reference_program(row):
    law = fuling(float(row["f_ghz"]), float(row["elev_deg"]))
    assert law.exceeded_db(float(row["p_pct_or_R"])) == pytest.approx(float(row["value"]), abs=0.002)


@pytest.mark.parametrize("row", at_fuling("gamma_R"))
def test_specific_attenuation_at_fuling_is_that_of_the_reference_program(row):
    found = specific_attenuation_db_km(float(row["p_pct_or_R"]), float(row["f_ghz"]), 50.0, 45.0)
    assert found == pytest.approx(float(row["value"]), abs=1.01e-5)


@pytest.mark.parametrize(
    ("percent", "by_band"),
    [
        (1, [0.0, 0.8, 1.1, 2.4, 5.4]),
        (0.3, [0.0, 1.9, 2.6, 5.5, 11.7]),
        (0.1, [0.0, 3.5, 4.8, 9.9, 20.5]),
        (0.03, [0.0, 6.4, 8.6, 17.0, 34.0]),
        (0.01, [0.0, 10.0, 13.2, 25.5, 49.3]),
    ],
)
def test_bands_at_fuling_have_the_attenuations_of_the_domain_table(percent, by_band):
    found = [fuling(ghz, 55.2).exceeded_db(percent) for ghz in (2.0, 12.5, 14.25, 20.0, 29.5)]
    assert found == pytest.approx(by_band, abs=0.051)


# --- look angles


@pytest.mark.parametrize("row", rows(HERE.parent / "data/geo_look_angles_fuling.csv"))
def test_look_angles_are_those_of_the_table(row):
    seen = look(Place(float(row["site_lat"]), float(row["site_lon"])), float(row["sat_lon_deg_E"]))
    assert seen.elevation_deg == pytest.approx(float(row["elevation_deg"]), abs=0.001)
    assert seen.azimuth_deg == pytest.approx(float(row["azimuth_deg"]), abs=0.001)
    assert seen.elevation_deg == pytest.approx(float(row["itur_elevation_deg"]), abs=0.01)
    assert 245 <= hop_ms(seen.range_km, seen.range_km) <= 252


# --- laws


@given(FREQUENCIES, ELEVATIONS, st.floats(0, 90), st.floats(0.1, 200), st.floats(0, 100))
def test_heavier_rain_never_attenuates_less_per_kilometre(frequency_ghz, elevation_deg, tilt_deg, rain, more):
    path = frequency_ghz, elevation_deg, tilt_deg
    assert specific_attenuation_db_km(rain, *path) <= specific_attenuation_db_km(rain + more, *path)


@given(FREQUENCIES, ELEVATIONS)
def test_circular_polarization_lies_between_the_two_plane_ones(frequency_ghz, elevation_deg):
    k = {tilt: coefficients(frequency_ghz, elevation_deg, tilt)[0] for tilt in (0, 45, 90)}
    low, high = sorted((k[0], k[90]))
    assert low * (1 - 1e-12) <= k[45] <= high * (1 + 1e-12)


@given(st.floats(10, 90), st.floats(36, 66), st.floats(0.01, 5), st.floats(1, 10))
def test_outside_the_tropics_what_is_rarer_is_stronger(elevation_deg, latitude_deg, percent, rarer):
    law = rain_attenuation(SlantPath(14.25, elevation_deg, latitude_deg), 4.0, 50.0)
    assert law.exceeded_db(max(0.001, percent / rarer)) >= law.exceeded_db(percent)


@given(st.floats(10, 90), st.floats(0, 66), st.floats(0.0011, 4.9))
def test_the_slope_is_the_derivative(elevation_deg, latitude_deg, percent):
    law = rain_attenuation(SlantPath(29.5, elevation_deg, latitude_deg), 5.0, 60.0)
    if abs(percent - 1) < 0.01:
        return
    low, high = percent * 0.9999, percent * 1.0001
    steep = log(law.exceeded_db(high) / law.exceeded_db(low)) / log(high / low)
    assert law.slope(percent) == pytest.approx(steep, abs=1e-3)


@given(st.floats(1, 90), FREQUENCIES)
def test_at_its_own_percentage_the_law_gives_its_own_figure(elevation_deg, frequency_ghz):
    law = rain_attenuation(SlantPath(frequency_ghz, elevation_deg, 29.7), 5.04, 56.5)
    assert law.exceeded_db(0.01) == law.at_hundredth_db > 0


@pytest.mark.parametrize("latitude_deg", [10.0, 29.7, -29.7, 50.0])
def test_the_law_has_no_step_at_one_per_cent(latitude_deg):
    law = rain_attenuation(SlantPath(29.5, 40.0, latitude_deg), 5.0, 60.0)
    assert law.exceeded_db(0.9999999) == pytest.approx(law.exceeded_db(1), rel=1e-6)


@given(st.floats(0.1, 4.99), st.floats(0.1, 6))
def test_a_low_path_leaves_the_rain_of_a_round_earth(elevation_deg, depth_km):
    """The law of cosines with the effective radius of 8500 km."""
    low_km = 8500 * sin(radians(elevation_deg))
    exact_km = sqrt(low_km**2 + 2 * 8500 * depth_km + depth_km**2) - low_km
    assert slant_km(elevation_deg, depth_km) == pytest.approx(exact_km, rel=1e-3)


@given(st.floats(5, 90), st.floats(0.1, 6))
def test_from_five_degrees_on_the_earth_is_flat(elevation_deg, depth_km):
    assert slant_km(elevation_deg, depth_km) * sin(radians(elevation_deg)) == pytest.approx(depth_km)


def test_an_attenuation_has_no_great_step_at_five_degrees():
    below, above = (
        rain_attenuation(SlantPath(14.25, elevation_deg, 50.0), 3.0, 30.0).exceeded_db(0.01)
        for elevation_deg in (4.9999, 5.0)
    )
    assert below == pytest.approx(above, rel=0.02)


@pytest.mark.parametrize(("rain_height_km", "r001_mm_h"), [(0.3, 60.0), (0.2, 60.0), (5.0, 0.0)])
def test_above_the_rain_or_without_rain_nothing_is_lost(rain_height_km, r001_mm_h):
    law = rain_attenuation(SlantPath(29.5, 50.0, 29.7, 0.3), rain_height_km, r001_mm_h)
    assert [law.exceeded_db(percent) for percent in (0.001, 0.01, 1, 5)] == [0, 0, 0, 0]


def test_north_and_south_are_alike():
    north, south = (rain_attenuation(SlantPath(29.5, 50.0, lat), 5.0, 60.0) for lat in (20.0, -20.0))
    assert north == south


@pytest.mark.parametrize("percent", [0.0009, 5.1, 0.0, -1.0, float("nan")])
def test_a_percentage_out_of_range_is_refused(percent):
    with pytest.raises(ValueError, match="percentage"):
        RainAttenuation(10.0, 0.0, 0.8).exceeded_db(percent)


@pytest.mark.parametrize("frequency_ghz", [0.9, 56.0, float("nan")])
def test_a_frequency_out_of_range_is_refused(frequency_ghz):
    with pytest.raises(ValueError, match="GHz"):
        SlantPath(frequency_ghz, 50.0, 29.7)


@pytest.mark.parametrize("elevation_deg", [0.0, -3.0, 90.5])
def test_an_elevation_out_of_range_is_refused(elevation_deg):
    with pytest.raises(ValueError, match="elevation"):
        SlantPath(14.25, elevation_deg, 29.7)
