"""Laws of sites: their batteries follow the law they are drawn from, and a surge rises, lasts and fades."""

from math import erf, log, sqrt
from statistics import fmean, median, stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.comms.cell import (
    NO_SURGE,
    PORTABLE_STATION,
    SITE_GENERATOR,
    UAV_STATION,
    BackupLaw,
    Demand,
    Site,
    SiteRole,
    Surge,
    draw_backups,
)
from sim.comms.energy import Backup
from sim.kernel.draw import Streams
from sim.terms.units import HOUR_MS

SITES = [Site(n, 0, SiteRole.HUB if n % 5 == 0 else SiteRole.STATION) for n in range(3000)]


def battery_h(backup: Backup) -> float:
    return backup.charge_wh(0)


@pytest.fixture(scope="module")
def drawn() -> dict[int, Backup]:
    return draw_backups(SITES, Streams(1, 0)("comms/backup"))


@pytest.mark.parametrize(("role", "median_h"), [(SiteRole.STATION, 4.0), (SiteRole.HUB, 10.0)])
def test_batteries_are_lognormal_with_a_coefficient_of_variation_of_a_half(drawn, role, median_h) -> None:
    hours = [battery_h(drawn[site.id]) for site in SITES if site.role is role]
    errors = sqrt(log(1.25) / len(hours))
    assert abs(fmean(log(h / median_h) for h in hours)) < 3 * errors
    assert median(hours) == pytest.approx(median_h, rel=0.08)
    assert stdev(hours) / fmean(hours) == pytest.approx(0.5, abs=0.06)
    below = sum(h < median_h / 2 for h in hours) / len(hours)
    expected = (1 + erf(log(0.5) / sqrt(log(1.25)) / sqrt(2))) / 2
    assert below == pytest.approx(expected, abs=3 * sqrt(expected / len(hours)))


def test_one_site_in_twenty_has_a_generator(drawn) -> None:
    owns = sum(backup.fuel_h(0) == SITE_GENERATOR.tank_h for backup in drawn.values())
    assert abs(owns / 3000 - 0.05) < 3 * sqrt(0.05 * 0.95 / 3000)


def test_the_order_of_the_sites_does_not_matter(drawn) -> None:
    again = draw_backups(reversed(SITES), Streams(1, 0)("comms/backup"))
    assert [battery_h(again[n]) for n in range(3000)] == [battery_h(drawn[n]) for n in range(3000)]


def test_a_law_changes_what_it_says_and_leaves_the_luck_of_the_rest(drawn) -> None:
    stream = Streams(1, 0)("comms/backup")
    law = BackupLaw(station_h=8.0, generator_share=0.0)
    other = draw_backups(SITES, stream, law)
    assert battery_h(other[1]) == pytest.approx(2 * battery_h(drawn[1]))
    assert battery_h(other[5]) == battery_h(drawn[5])
    assert all(backup.fuel_h(0) == 0 for backup in other.values())


def test_without_variation_every_battery_has_its_median() -> None:
    law = BackupLaw(cv=0.0, generator_share=1.0)
    found = draw_backups(SITES[:2], Streams(1, 0)("comms/backup"), law)
    assert [battery_h(found[n]) for n in (0, 1)] == [10.0, 4.0]
    assert found[1].fuel_h(0) == 6.0


# --- surges


def test_voice_rises_seven_and_messages_two_times_then_fade_in_a_straight_line() -> None:
    surge = Surge(begins_ms=HOUR_MS)
    assert surge.factors(HOUR_MS - 1) == (1.0, 1.0)
    assert surge.factors(HOUR_MS) == surge.factors(5 * HOUR_MS - 1) == (7.0, 2.0)
    assert surge.factors(15 * HOUR_MS) == (4.0, 1.5)
    assert surge.factors(25 * HOUR_MS) == surge.factors(99 * HOUR_MS) == (1.0, 1.0)


def test_a_surge_may_end_at_once() -> None:
    surge = Surge(0, lasts_ms=10, fades_ms=0)
    assert (surge.factors(9)[0], surge.factors(10)[0]) == (7.0, 1.0)


@given(
    st.integers(-10, 10**9), st.floats(1, 10), st.floats(1, 10), st.integers(0, 10**8), st.integers(0, 10**8)
)
def test_a_surge_is_never_less_than_usual_nor_more_than_its_height(t, voice, message, lasts, fades) -> None:
    found = Surge(0, voice, message, lasts, fades).factors(t)
    assert 1 <= found[0] <= voice
    assert 1 <= found[1] <= message
    assert NO_SURGE.factors(t) == (1.0, 1.0)


def test_demand_grows_with_the_people() -> None:
    assert Demand.of(3600) == Demand(72.0, 3.5)


def test_what_is_brought_is_set_up_and_lasts_as_long_as_reported() -> None:
    assert PORTABLE_STATION.setup_ms == 2 * HOUR_MS
    assert 5.8 <= UAV_STATION.setup_ms / HOUR_MS <= 5.9
    assert (UAV_STATION.area_km2, UAV_STATION.endurance_ms) == (50.0, 6 * HOUR_MS)
