"""Laws of earthquakes: what a larger one breaks, what an aftershock adds, whose luck is whose."""

from itertools import pairwise

import pytest
from perils import HORIZON_MS, MIDDLE, calls, drawn, strikes, struck

from sim.hazard.quake.homes import share_at_home, share_fallen
from sim.hazard.quake.model import slides_per_km
from sim.hazard.unfold import Phase
from sim.scenario.perils import Homes
from sim.terms.enums import Asset, DamageKind, HazardKind
from sim.terms.units import HOUR_MS

STRONG = {"magnitude": 7.3, "begin": 2, **MIDDLE}
ALONE = {"aftershocks": False}
HELP = {"kind": "rescue"}


def quake(rep=0, shaking=ALONE, homes=HELP, **changes):
    return drawn(struck(quakes=[{**STRONG, **changes}], shaking=shaking, homes=homes), rep)


def broken(found):
    """Return what broke, whatever its luck of repair."""
    return {strike.key for strike in strikes(found)}


@pytest.fixture(scope="module")
def strong():
    return quake()


@pytest.fixture(scope="module")
def long():
    """With its aftershocks."""
    return quake(shaking={})


def test_it_breaks_roads_networks_and_homes_at_its_own_time(strong):
    (hazard,) = strong
    assert hazard.kind is HazardKind.EARTHQUAKE
    assert {strike.kind.asset for strike in strikes(strong)} >= {Asset.ROAD, Asset.FIBRE, Asset.TELECOM_SITE}
    assert {strike.t_ms for strike in strikes(strong)} == {2 * HOUR_MS}
    assert all(call.t_ms > 2 * HOUR_MS and call.birth.t_ms == call.t_ms for call in calls(strong))


def test_each_strike_has_a_name_of_its_own_and_hits_something_that_is_there(strong):
    keys = [strike.key for strike in strikes(strong)]
    assert len(keys) == len(set(keys))
    rows = {Asset.ROAD: 14}
    for strike in strikes(strong):
        assert 0 <= strike.target < rows.get(strike.kind.asset, 40)
        assert strike.size > 0
        assert strike.nodes
        assert strike.steps


def test_a_larger_earthquake_breaks_whatever_a_smaller_one_does():
    sizes = [quake(magnitude=magnitude) for magnitude in (4.8, 6.3, 7.0, 7.6)]
    for smaller, larger in pairwise(sizes):
        assert broken(smaller) <= broken(larger)
        assert len(calls(smaller)) <= len(calls(larger))
    assert not broken(sizes[0])
    assert len(broken(sizes[-1])) > 10


def test_an_earthquake_far_away_breaks_nothing():
    assert not broken(quake(lon=110.5, lat=29.99))


def test_another_replication_has_other_luck(strong):
    assert broken(quake(1)) != broken(strong)


def test_it_strikes_one_network_alike_whatever_the_others_can_bear():
    weak = quake(shaking={**ALONE, "telecom": 0.5, "fibre": 90})
    usual = quake()
    assert {s for s in strikes(weak) if s.kind.asset is Asset.ROAD} == {
        s for s in strikes(usual) if s.kind.asset is Asset.ROAD
    }
    assert calls(weak) == calls(usual)
    assert sum(strike.kind is DamageKind.TELECOM_SITE for strike in strikes(weak)) > sum(
        strike.kind is DamageKind.TELECOM_SITE for strike in strikes(usual)
    )


def test_a_bridge_closes_once_it_is_shaken_harder_than_it_bears():
    weak = strikes(quake(shaking={**ALONE, "bridge": 0.1, "bridge_sigma": 0}), _is_bridge)
    assert [(strike.key, strike.size) for strike in weak] == [("road/R02/bridge", 590)]
    assert not strikes(quake(shaking={**ALONE, "bridge": 90, "bridge_sigma": 0}), _is_bridge)


def _is_bridge(strike):
    return strike.kind is DamageKind.BRIDGE


def test_aftershocks_are_hazards_of_their_own_that_follow_from_the_main_shock(long, strong):
    main, *after = long
    assert main.happenings == strong[0].happenings
    assert [hazard.parent for hazard in after] == ["quake/0"] * len(after)
    assert len({hazard.name for hazard in long}) == len(long) > 3
    for hazard in long:
        assert isinstance(hazard.happenings[0], Phase)
        assert isinstance(hazard.happenings[-1], Phase)
        assert hazard.happenings[0].begins
        assert not hazard.happenings[-1].begins
    assert all(hazard.happenings[0].t_ms < HORIZON_MS for hazard in long)


def test_what_the_main_shock_has_broken_no_aftershock_breaks_again(long):
    once = [s.key for s in strikes(long) if s.kind is not DamageKind.SLIDE]
    assert len(once) == len(set(once))
    seen = [(strike.kind, strike.key) for strike in strikes(long)]
    assert len(seen) == len(set(seen))


def test_a_second_shock_brings_down_further_slides(long, strong):
    for_good = {"slides": 1.0}
    one = strikes(quake(shaking={**ALONE, **for_good}))
    more = strikes(quake(shaking={**for_good, "least": 3}))
    assert {s.key for s in one if s.kind is DamageKind.SLIDE} < {
        s.key for s in more if s.kind is DamageKind.SLIDE
    }


def test_slides_grow_by_the_figure_with_each_degree_and_need_shaking():
    settings = struck().hazards
    assert slides_per_km(8, settings) == pytest.approx(10**0.9 * slides_per_km(7, settings))
    assert slides_per_km(5.9, settings) == 0


# --- homes -------------------------------------------------------------------------------------------------


def test_who_is_trapped_lives_for_a_time_that_is_drawn_from_the_shock_on(strong):
    trapped = [until_ms for call in calls(strong) for until_ms in call.birth.trapped]
    assert len(trapped) >= len(calls(strong)) > 5
    assert all(until_ms > 2 * HOUR_MS for until_ms in trapped)
    assert all(call.birth.trapped == tuple(sorted(call.birth.trapped)) for call in calls(strong))


def test_nobody_calls_where_the_scenario_has_no_kind_of_incident_for_it():
    assert not calls(quake(homes={}))


def test_by_night_more_people_are_trapped_than_by_day():
    """The hamlet starts at midnight."""
    night = quake(homes={**HELP, "caught": 1, "freed": 0})
    day = quake(begin=12, homes={**HELP, "caught": 1, "freed": 0})
    counts = [sum(len(call.birth.trapped) for call in calls(found)) for found in (night, day)]
    assert counts[0] > 1.4 * counts[1] > 0


def test_neighbours_who_free_everybody_leave_nobody_trapped():
    assert not calls(quake(homes={**HELP, "freed": 1}))


@pytest.mark.parametrize(("hour", "share"), [(0, 0.95), (6, 0.95), (7, 0.5), (21, 0.5), (22, 0.95)])
def test_people_are_at_home_at_night(hour, share):
    assert share_at_home(hour, Homes()) == share


def test_more_homes_fall_the_harder_it_shakes_and_half_of_them_at_the_figure():
    shares = [share_fallen(degree, Homes()) for degree in (4, 6, 8, 10, 12)]
    assert shares == sorted(shares)
    assert share_fallen(11.4, Homes()) == pytest.approx(0.5)
    assert share_fallen(7, Homes()) < 1e-5


def test_as_many_homes_fall_as_the_law_says():
    """In villages that all shake alike, at a site that does not differ, without neighbours or luck."""
    weak = {**HELP, "falls": 9, "falls_sigma": 1, "caught": 1, "freed": 0, "household": 20, "home_night": 1}
    (found,) = quake(shaking={**ALONE, "site_sigma": 0}, homes=weak, magnitude=8)
    there = 20_000 / 20
    fallen = len(calls([found]))
    assert fallen == pytest.approx(there * share_fallen(10.5, struck(homes=weak).hazards.homes), rel=0.15)
