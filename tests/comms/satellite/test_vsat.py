"""VSAT stations: set up, fuelled, in sight of the satellite, and in rain that their margin bears."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.comms.satellite.fade import RainClimate
from sim.comms.satellite.geometry import Place
from sim.comms.satellite.vsat import (
    KA_PORTABLE,
    KA_VEHICLE,
    KU_PORTABLE,
    KU_VEHICLE,
    LinkState,
    LinkStatus,
    Vsat,
    VsatLink,
)
from sim.terms.units import HOUR_MS, MINUTE_MS

PLACE = Place(29.7, 107.39, 0.36)
CLIMATE = RainClimate()
LATE_MS = 2 * HOUR_MS
RAIN = st.floats(0, 300)
KINDS = [KU_PORTABLE, KA_PORTABLE, KU_VEHICLE, KA_VEHICLE]
LINKS = {kind: VsatLink(kind, PLACE, CLIMATE) for kind in KINDS}
DOWN = {LinkStatus.RAINED_OUT, LinkStatus.SETTING_UP, LinkStatus.NO_POWER, LinkStatus.HIDDEN}


def in_rain(kind, rain_mm_h):
    return LINKS[kind].state(rain_mm_h, begun_ms=0, now_ms=LATE_MS, fuel_h=None)


# --- margins and rate


@pytest.mark.parametrize(
    ("fade_db", "rate_mbit_s"), [(0, 4), (8, 4), (13, 2.44), (18, 0.88), (18.01, 0), (50, 0)]
)
def test_the_rate_falls_while_the_adaptive_margin_is_used_and_then_is_gone(fade_db, rate_mbit_s):
    assert KA_PORTABLE.rate_at(fade_db) == pytest.approx(rate_mbit_s)


@pytest.mark.parametrize(("fade_db", "rate_mbit_s"), [(0, 4), (6, 4), (6.001, 0), (20, 0)])
def test_without_adaptive_coding_a_link_is_whole_or_gone(fade_db, rate_mbit_s):
    assert KU_PORTABLE.rate_at(fade_db) == rate_mbit_s


@given(st.floats(0, 60), st.floats(0, 60), st.floats(0, 20), st.floats(0, 20))
def test_more_fade_never_gives_more_rate_and_more_margin_never_less(fade_db, more_db, margin_db, adaptive_db):
    kind = Vsat(margin_db=margin_db, adaptive_db=adaptive_db)
    assert 0 <= kind.rate_at(fade_db + more_db) <= kind.rate_at(fade_db) <= kind.rate_mbit_s
    assert replace(kind, margin_db=margin_db + more_db).rate_at(fade_db) >= kind.rate_at(fade_db)


@pytest.mark.parametrize(
    ("es_n0_db", "efficiency"),
    [(7.91, 2.228), (6.62, 1.981), (5.18, 1.655), (4.03, 1.487), (1.0, 0.989), (-0.3, 0.789), (-2.35, 0.490)],
)
def test_the_straight_line_is_near_the_modes_of_the_broadcasting_standard(es_n0_db, efficiency):
    """ETSI EN 302 307: threshold and efficiency of 8PSK 3/4 and 2/3, QPSK 5/6, 3/4, 1/2, 2/5 and 1/4."""
    kind = Vsat(margin_db=0.0, adaptive_db=10.26)
    share = kind.rate_at(7.91 - es_n0_db) / kind.rate_mbit_s
    assert share == pytest.approx(efficiency / 2.228, abs=0.052)


# --- rain


@given(RAIN, RAIN)
def test_heavier_rain_never_gives_more_rate(one, other):
    light, heavy = sorted((one, other))
    for kind in KINDS:
        assert in_rain(kind, heavy).rate_mbit_s <= in_rain(kind, light).rate_mbit_s


@pytest.mark.parametrize(
    ("rain_mm_h", "ku", "ka"),
    [
        (0, LinkStatus.CLEAR, LinkStatus.CLEAR),
        (3.2, LinkStatus.CLEAR, LinkStatus.CLEAR),
        (9, LinkStatus.CLEAR, LinkStatus.ADAPTED),
        (18.2, LinkStatus.CLEAR, LinkStatus.RAINED_OUT),
        (34.3, LinkStatus.RAINED_OUT, LinkStatus.RAINED_OUT),
        (200, LinkStatus.RAINED_OUT, LinkStatus.RAINED_OUT),
    ],
)
def test_the_rain_of_the_disaster_takes_ka_band_first_and_then_ku_band(rain_mm_h, ku, ka):
    assert (in_rain(KU_PORTABLE, rain_mm_h).status, in_rain(KA_PORTABLE, rain_mm_h).status) == (ku, ka)


def test_ka_band_fails_in_lighter_rain_than_ku_band():
    ku, ka = LINKS[KU_PORTABLE].rain_out_mm_h(), LINKS[KA_PORTABLE].rain_out_mm_h()
    assert 15 < ka < 16
    assert 23 < ku < 24


@pytest.mark.parametrize("kind", KINDS)
def test_a_link_ends_at_the_rain_that_ends_it(kind):
    rain_mm_h = LINKS[kind].rain_out_mm_h()
    assert in_rain(kind, rain_mm_h * 0.999).carries
    assert not in_rain(kind, rain_mm_h * 1.001).carries


def test_a_margin_that_no_rain_uses_up_has_no_such_rain():
    assert VsatLink(Vsat(margin_db=40.0), PLACE, CLIMATE).rain_out_mm_h() is None


@given(st.floats(0.01, 300))
def test_under_a_lower_rain_height_the_same_rain_costs_less(rain_mm_h):
    winter = VsatLink(KA_PORTABLE, PLACE, RainClimate(rain_height_km=3.0))
    assert (
        winter.state(rain_mm_h, 0, LATE_MS, None).rate_mbit_s >= in_rain(KA_PORTABLE, rain_mm_h).rate_mbit_s
    )
    assert winter.rain_out_mm_h() > LINKS[KA_PORTABLE].rain_out_mm_h()


def test_negative_rain_is_refused_by_a_link_that_is_up():
    with pytest.raises(ValueError):  # noqa: PT011 - the root of a negative number says it in its own words
        in_rain(KU_PORTABLE, -1)


# --- set-up, fuel and sight


@pytest.mark.parametrize(("kind", "minutes"), list(zip(KINDS, (15, 15, 5, 5), strict=True)))
def test_a_link_is_up_when_its_set_up_is_done(kind, minutes):
    begun_ms = 1234
    ready_ms = kind.ready_ms(begun_ms)
    assert ready_ms == begun_ms + minutes * MINUTE_MS
    assert LINKS[kind].state(0, begun_ms, ready_ms - 1, 5) == LinkState(LinkStatus.SETTING_UP, 0)
    assert LINKS[kind].state(0, begun_ms, ready_ms, 5) == LinkState(LinkStatus.CLEAR, 4.0)


def test_a_link_without_fuel_is_dead_and_one_on_the_mains_needs_none():
    link = LINKS[KU_PORTABLE]
    assert link.state(0, 0, LATE_MS, 0.0) == LinkState(LinkStatus.NO_POWER, 0)
    assert link.state(0, 0, LATE_MS, 1e-6).carries
    assert link.state(0, 0, LATE_MS, None).carries


def test_a_tank_lasts_seven_hours():
    assert KU_PORTABLE.dry_ms(HOUR_MS, KU_PORTABLE.tank_h) == 8 * HOUR_MS


@pytest.mark.parametrize(("horizon_deg", "hidden"), [(0, False), (55, False), (55.3, True), (90, True)])
def test_a_station_under_a_cliff_never_has_a_link(horizon_deg, hidden):
    link = VsatLink(KU_PORTABLE, PLACE, CLIMATE, horizon_deg)
    state = link.state(0, 0, LATE_MS, None)
    assert (state.status is LinkStatus.HIDDEN) is hidden
    assert state.carries is not hidden
    assert (link.rain_out_mm_h() == 0) is hidden


@given(RAIN, st.integers(0, LATE_MS), st.none() | st.floats(0, 8))
def test_a_link_carries_something_exactly_where_its_status_says_so(rain_mm_h, now_ms, fuel_h):
    for link in LINKS.values():
        state = link.state(rain_mm_h, 0, now_ms, fuel_h)
        assert state.carries is (state.status not in DOWN)
        assert (state.rate_mbit_s == link.kind.rate_mbit_s) is (state.status is LinkStatus.CLEAR)


@given(RAIN, st.floats(0.1, 8), st.floats(0.1, 8))
def test_a_fuller_tank_never_worsens_a_link(rain_mm_h, one, other):
    link = LINKS[KA_VEHICLE]
    assert link.state(rain_mm_h, 0, LATE_MS, one) == link.state(rain_mm_h, 0, LATE_MS, other)
    assert link.state(rain_mm_h, 0, LATE_MS, 0).rate_mbit_s == 0


def test_a_hop_takes_a_quarter_of_a_second():
    assert LINKS[KU_PORTABLE].hop_ms == 245
    assert VsatLink(Vsat(satellite_lon_deg=140.0), PLACE, CLIMATE).hop_ms == 252


def test_states_bear_chinese_names():
    assert len({status.zh for status in LinkStatus}) == len(LinkStatus) == 6
