"""The Irregular Terrain Model gives what NTIA's own program gives, and what NTIA publishes."""

from itertools import pairwise

import pytest
from radio_references import MODES, over_area, over_profile, over_published_area, published, rows

from sim.comms.radio.conditions import Climate, Conditions, Siting, Variability
from sim.comms.radio.itm import area, known_path, point_to_point
from sim.comms.radio.loss import reach_m
from sim.comms.radio.profile import Profile

P2P = rows("itm_p2p_370mhz_reference.csv")
AREA = rows("itm_area_370mhz_reference.csv")
TOLERANCE_DB = 0.05


def name(row):
    return f"case {row['case']}"


@pytest.mark.parametrize("row", P2P, ids=name)
def test_over_a_profile_the_loss_is_that_of_the_reference_program(row):
    ours = over_profile(row)
    assert ours.loss_db == pytest.approx(float(row["A_db"]), abs=TOLERANCE_DB)
    assert ours.reference_db == pytest.approx(float(row["A_ref_db"]), abs=TOLERANCE_DB)
    assert ours.free_space_db == pytest.approx(float(row["A_fs_db"]), abs=1e-5)
    assert ours.roughness_m == pytest.approx(float(row["delta_h_m"]), abs=1e-3)
    assert MODES[ours.mode.value] == row["mode"]


@pytest.mark.parametrize("row", AREA, ids=name)
def test_over_an_area_the_loss_is_that_of_the_reference_program(row):
    ours = over_area(row)
    assert ours.loss_db == pytest.approx(float(row["A_db"]), abs=TOLERANCE_DB)
    assert ours.reference_db == pytest.approx(float(row["A_ref_db"]), abs=TOLERANCE_DB)
    assert ours.free_space_db == pytest.approx(float(row["A_fs_db"]), abs=1e-5)
    assert MODES[ours.mode.value] == row["mode"]


def test_no_case_is_missing():
    assert (len(P2P), len(AREA)) == (60, 50)


def test_all_cases_together_are_ten_times_nearer_than_they_must_be():
    off = [abs(over_profile(row).loss_db - float(row["A_db"])) for row in P2P]
    off += [abs(over_area(row).loss_db - float(row["A_db"])) for row in AREA]
    assert max(off) < 0.005


def test_over_published_profiles_the_loss_is_the_published_one():
    cases = [row for row in published("itm_ntia_p2p.csv") if "omitted" not in row["pfl_elev_m"]]
    if not cases:
        pytest.skip("the published vectors are not there: ../shared/data/validation/radio")
    assert len(cases) == 4
    for row in cases:
        assert over_profile(row).loss_db == pytest.approx(float(row["A_db"]), abs=0.01)


def test_over_published_areas_the_loss_is_the_published_one_as_far_as_it_is_printed():
    cases = published("itm_ntia_area.csv")
    if not cases:
        pytest.skip("the published vectors are not there: ../shared/data/validation/radio")
    assert len(cases) == 5
    for row in cases:
        assert over_published_area(row).loss_db == pytest.approx(float(row["A__db"]), abs=0.05)


# --- what a coverage circle hides

WORN = Conditions(n0=360, climate=Climate.CONTINENTAL_SUBTROPICAL, mdvar=Variability.MOBILE)
SITED = (Siting.VERY_CAREFUL, Siting.RANDOM)


def loss_db(distance_m, roughness_m):
    return area(distance_m, roughness_m, (30, 1.5), WORN, SITED).loss_db


@pytest.mark.parametrize(("roughness_m", "km"), [(90, 25.7), (200, 18.5), (500, 3.7)])
def test_the_same_radio_on_the_same_mast_reaches_far_less_in_rough_country(roughness_m, km):
    reach = reach_m(142, lambda distance_m: loss_db(max(distance_m, 1000), roughness_m))
    assert reach == pytest.approx(1000 * km, abs=100)


@pytest.mark.parametrize(("roughness_m", "km"), [(90, 27), (200, 19), (500, 4)])
def test_the_radii_found_between_the_points_of_the_table_are_the_published_ones(roughness_m, km):
    """27, 19 and 4 km: straight lines between 2, 5, 10, 20 and 40 km cross 142 dB a little farther out."""
    points = [(at, loss_db(1000 * at, roughness_m)) for at in (2, 5, 10, 20, 40)]
    ((near, low), (far, high)) = next(pair for pair in pairwise(points) if pair[0][1] <= 142 < pair[1][1])
    assert round(near + (142 - low) / (high - low) * (far - near)) == km


# --- scatter, checked where other programs differ


def test_ends_too_low_for_scatter_are_heard_by_diffraction_however_far():
    """Below r = 0.2 there is no frequency gain, and the published algorithm leaves scatter out."""
    far = area(727_973, 0, (3, 1.5), Conditions(f_mhz=20, n0=250, vertical=False))
    assert far.mode == "diffraction"
    assert far.reference_db > 200


def test_far_beyond_the_horizon_the_loss_grows_slowly_by_scatter():
    near, far = (area(km * 1000, 90, (30, 30), Conditions()) for km in (300, 400))
    assert near.mode == far.mode == "troposcatter"
    assert 0 < far.reference_db - near.reference_db < 10


# --- ways through the model that the tables do not go, checked with a second program

VALLEY = [200 + 4 * ((number - 9) / 9) ** 2 for number in range(19)]


def test_ends_that_see_each_other_only_by_a_dip_are_taken_as_higher_than_they_are():
    """Figure: itmlogic 1.2 with its index corrected."""
    profile = Profile(1000, VALLEY)
    found = point_to_point(profile, (1.5, 1.5), Conditions(f_mhz=2000))
    assert found.reference_db == pytest.approx(21.0219, abs=0.02)
    path = known_path(profile, (1.5, 1.5), Conditions(f_mhz=2000))
    assert min(path.effective_m) > 1.5 + 8 / 3
    assert path.horizon_m == pytest.approx(profile.distance_m, rel=0.01)


@pytest.mark.parametrize(
    ("antennas", "roughness_m", "distance_m", "care", "wanted", "reference_db"),
    [
        ((10, 10), 90, 2102.43, (2, 0), (20, 400, 81, 5), 23.3359),
        ((1.5, 3), 30, 1642.955, (1, 1), (100, 350, 81, 0.001), 23.5739),
    ],
)
def test_where_two_rays_would_fall_the_curve_within_the_horizon_is_a_logarithm(
    antennas, roughness_m, distance_m, care, wanted, reference_db
):
    """Figures: itmlogic 1.2."""
    sitings = Siting(care[0]), Siting(care[1])
    found = area(distance_m, roughness_m, antennas, Conditions(*wanted, vertical=False), sitings)
    assert found.reference_db == pytest.approx(reference_db, abs=0.02)


def test_the_frequency_gain_at_the_farther_of_two_distances_serves_for_both_where_it_is_large():
    """At the nearer distance both ends would be too low for one of their own. Figure: itmlogic 1.2."""
    found = area(600_000, 0, (8, 1), Conditions(f_mhz=20, n0=300))
    assert found.mode == "troposcatter"
    assert found.reference_db == pytest.approx(127.6411, abs=0.02)
