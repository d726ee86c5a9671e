"""Laws of the public network: a site serves if it stands, has power and is joined to the core, else not."""

from __future__ import annotations

from itertools import pairwise
from math import erf, log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.comms.cell import (
    PORTABLE_STATION,
    UAV_STATION,
    BackupLaw,
    Demand,
    ServiceClass,
    Site,
    SiteRole,
    Surge,
    draw_backups,
)
from sim.comms.energy import PORTABLE_GENERATOR, Backup, Battery, Generator
from sim.comms.erlang import erlang_b
from sim.comms.fibre import Fibre, FibreLink, ring
from sim.comms.public_net import PublicNet, ServiceChange
from sim.comms.supply import ScriptedSupply, SupplyEvent
from sim.kernel.clock import Clock
from sim.kernel.draw import Streams
from sim.terms.units import HOUR_MS

VOICE, MESSAGE = ServiceClass.VOICE, ServiceClass.MESSAGE
HUB, STATION = SiteRole.HUB, SiteRole.STATION


def h(hours: float) -> int:
    return round(hours * HOUR_MS)


def town(battery_h: float = 4.0, hub_h: float = 10.0, demand=None) -> PublicNet:
    """Core 0; hubs 1 and 2 on a ring; stations 11 on hub 1, 12 and 22 on hub 2; each of its place.

    Links 0, 1, 2 are the ring 0-1-2-0, link 10 + n leads to station n. Place 12 is served by 12 and 22.
    """
    sites = [Site(n, n, HUB) for n in (1, 2)]
    sites += [Site(11, 11, serves=(11,)), Site(12, 12, serves=(12,)), Site(22, 22, serves=(12,))]
    cables = [*ring(0, [0, 1, 2]), FibreLink(21, 1, 11), FibreLink(22, 2, 12), FibreLink(32, 2, 22)]
    lasts = {site.id: hub_h if site.role is HUB else battery_h for site in sites}
    backups = {site: Backup(Battery.lasting(hours)) for site, hours in lasts.items()}
    return PublicNet(sites, Fibre(cables, core=0), backups, demand)


# --- power


def test_everything_serves_at_first_and_that_is_not_news() -> None:
    net = town()
    assert net.advance(0) == ()
    assert [net.serving(0, place) for place in (11, 12, 99)] == [(11,), (12, 22), ()]
    assert net.next_change_ms(0) is None


def test_a_station_without_mains_serves_until_its_battery_is_empty_and_again_when_the_mains_return() -> None:
    net = town()
    net.supply_changed(h(1), 11, False)
    assert net.next_change_ms(h(1)) == h(5)
    assert net.is_covered(h(5) - 1, 11)
    assert not net.is_covered(h(5), 11)
    net.supply_changed(h(7), 11, True)
    assert net.advance(h(7)) == (ServiceChange(h(5), 11, False), ServiceChange(h(7), 11, True))
    assert net.advance(h(7)) == ()


def test_mains_of_a_place_without_sites_concern_nobody() -> None:
    net = town()
    net.supply_changed(0, 99, False)
    assert net.next_change_ms(0) is None


def test_a_hub_that_dies_takes_its_stations_with_it() -> None:
    net = town(hub_h=2.0)
    net.supply_changed(0, 2, False)
    assert net.advance(h(2)) == tuple(ServiceChange(h(2), site, False) for site in (2, 12, 22))
    assert net.has_power(h(2), 12)
    assert not net.is_serving(h(2), 12)
    assert net.is_covered(h(2), 11)


def test_an_alarm_that_was_overtaken_is_not_told() -> None:
    net = town()
    net.supply_changed(0, 11, False)
    net.supply_changed(h(1), 11, True)
    assert net.next_change_ms(h(1)) is None
    assert net.is_covered(h(50), 11)
    assert net.advance(h(50)) == ()


def test_a_generator_that_a_crew_brings_restores_a_station_after_half_an_hour_until_its_fuel_is_gone() -> (
    None
):
    net = town(battery_h=0.0)
    net.supply_changed(0, 11, False)
    net.bring_generator(h(2), 11, PORTABLE_GENERATOR)
    assert net.next_change_ms(h(2)) == h(2.5)
    assert net.refuel(h(5), 11, 100.0) == 2.5
    assert net.advance(h(20)) == tuple(
        ServiceChange(h(t), 11, s) for t, s in ((0, False), (2.5, True), (11, False))
    )
    assert net.refuel(h(20), 11, 1.0) == 1.0
    assert net.is_serving(h(20.5), 11)
    net.take_generator(h(21), 11)
    assert not net.is_serving(h(21), 11)


def test_a_script_of_the_mains_drives_the_network() -> None:
    clock, net = Clock(), town()
    ScriptedSupply(clock, [SupplyEvent(h(1), 11, False), SupplyEvent(h(8), 11, True)]).subscribe(
        net.supply_changed
    )
    clock.run(h(24))
    assert net.advance(clock.now) == (ServiceChange(h(5), 11, False), ServiceChange(h(8), 11, True))


# --- cables and walls


def test_a_ring_survives_one_cut_and_a_second_takes_all_behind_it() -> None:
    net = town()
    net.cut(1, 2)
    assert net.advance(1) == ()
    net.cut(2, 1)
    assert net.advance(2) == tuple(ServiceChange(2, site, False) for site in (2, 12, 22))
    net.mend(3, 2)
    assert net.advance(3) == tuple(ServiceChange(3, site, True) for site in (2, 12, 22))


def test_a_station_on_one_cable_dies_with_it_at_once() -> None:
    net = town()
    net.cut(5, 21)
    assert net.advance(5) == (ServiceChange(5, 11, False),)
    assert net.has_power(5, 11)


def test_what_is_destroyed_serves_again_only_when_it_is_rebuilt() -> None:
    net = town()
    net.destroy(1, 2)
    net.destroy(1, 11)
    net.supply_changed(2, 11, True)
    net.mend(3, 21)
    assert [net.is_serving(4, site) for site in (2, 11, 12, 22)] == [False] * 4
    net.rebuild(5, 2)
    assert [net.is_serving(5, site) for site in (2, 11, 12, 22)] == [True, False, True, True]
    net.rebuild(6, 11)
    assert net.is_serving(6, 11)


def test_fibre_is_searched_only_when_a_cable_or_a_hub_changes() -> None:
    net = town()
    fibre = net._fibre
    for t in range(50):
        net.supply_changed(h(t), 11, t % 10 == 9)
        net.serving(h(t), 12), net.blocking(h(t), 12, VOICE), net.advance(h(t))
    assert fibre.searches == 1
    net.cut(h(50), 0)
    net.destroy(h(51), 1)
    assert fibre.searches == 3


# --- what is brought


@pytest.mark.parametrize(("kind", "set_up_h"), [(PORTABLE_STATION, 2.0), (UAV_STATION, 5.9)])
def test_what_is_brought_serves_from_its_set_up_to_the_end_of_its_endurance_without_cable_or_mains(
    kind, set_up_h
) -> None:
    net = town()
    for link in range(3):
        net.cut(0, link)
    net.deploy(h(1), 100, kind, serves=(11, 12))
    net.advance(h(1))
    assert net.advance(h(30)) == (
        ServiceChange(h(1 + set_up_h), 100, True),
        ServiceChange(h(1 + set_up_h + 6), 100, False),
    )
    assert net.serving(h(30), 11) == ()


def test_fuel_lets_a_portable_station_serve_on() -> None:
    net = town()
    net.deploy(0, 100, PORTABLE_STATION, serves=(12,))
    assert net.serving(h(2), 12) == (12, 22, 100)
    assert net.refuel(h(5), 100, 9.0) == 3.0
    assert net.is_serving(h(11) - 1, 100)
    assert not net.is_serving(h(11), 100)


def test_nothing_is_left_of_a_station_that_went_home() -> None:
    net = town()
    net.deploy(0, 5, PORTABLE_STATION, serves=(12,))
    assert net.serving(h(3), 12) == (5, 12, 22)
    net.withdraw(h(3), 5)
    assert net.advance(h(3))[-1] == ServiceChange(h(3), 5, False)
    assert net.serving(h(3), 12) == (12, 22)
    assert net.next_change_ms(h(3)) is None
    with pytest.raises(KeyError):
        net.is_serving(h(3), 5)


def test_what_makes_no_sense_is_refused() -> None:
    net = town()
    with pytest.raises(ValueError, match="already"):
        net.deploy(0, 11, UAV_STATION, (11,))
    with pytest.raises(ValueError, match="not brought"):
        net.withdraw(0, 11)
    with pytest.raises(ValueError, match="already"):
        PublicNet([Site(1, 0), Site(1, 0)], Fibre([], 0), {1: Backup()})
    with pytest.raises(KeyError):
        PublicNet([Site(1, 0)], Fibre([], 0), {})
    with pytest.raises(KeyError):
        net.destroy(0, 99)
    net.advance(5)
    with pytest.raises(ValueError, match="before 5 ms"):
        net.advance(4)


# --- whom it turns away


def test_people_share_themselves_among_the_sites_that_serve_them_and_crowd_those_that_are_left() -> None:
    net = town(demand={12: Demand(80.0, 4.0)})
    assert [net.offered_erlang(0, site, VOICE) for site in (11, 12, 22)] == [0.0, 40.0, 40.0]
    assert net.blocking(0, 12, VOICE) == erlang_b(60, 40.0)
    net.destroy(1, 22)
    assert [net.offered_erlang(1, site, VOICE) for site in (12, 22)] == [80.0, 0.0]
    assert net.blocking(1, 12, VOICE) == erlang_b(60, 80.0)
    assert net.offered_erlang(1, 12, MESSAGE) == 4.0


def test_whoever_hears_two_sites_is_on_either_as_often() -> None:
    sites = [Site(1, 0, serves=(7, 8)), Site(2, 0, serves=(7,), channels=20)]
    fibre = Fibre([FibreLink(n, 0, n) for n in (1, 2)], core=0)
    net = PublicNet(sites, fibre, {1: Backup(), 2: Backup()}, {7: Demand(40, 0), 8: Demand(50, 0)})
    assert net.blocking(0, 7, VOICE) == pytest.approx((erlang_b(60, 70.0) + erlang_b(20, 20.0)) / 2)
    assert net.blocking(0, 8, VOICE) == erlang_b(60, 70.0)


def test_a_surge_of_seven_times_blocks_most_calls_and_hardly_a_message() -> None:
    """As Chengdu after Wenchuan 2008: voice 7 times, short messages 2 times."""
    net = town(demand={11: Demand.of(1500)})
    usual = net.blocking(0, 11, VOICE)
    net.begin_surge(0, Surge(0))
    assert usual < 1e-4
    assert net.blocking(0, 11, VOICE) == pytest.approx(erlang_b(60, 210.0)) == pytest.approx(0.72, abs=0.01)
    assert net.blocking(0, 11, MESSAGE) < 1e-3
    assert net.blocking(h(24), 11, VOICE) == pytest.approx(usual)


def test_where_nobody_serves_every_attempt_fails() -> None:
    net = town()
    net.destroy(0, 11)
    assert [net.blocking(0, 11, service) for service in ServiceClass] == [1.0, 1.0]


def test_a_flying_station_takes_over_part_of_the_load() -> None:
    net = town(demand={12: Demand(240.0, 1.0)})
    before = net.blocking(0, 12, VOICE)
    net.deploy(0, 100, UAV_STATION, (12,))
    assert net.blocking(h(6), 12, VOICE) < before
    assert net.offered_erlang(h(6), 100, VOICE) == pytest.approx(80.0)


@given(st.floats(10, 6000), st.integers(0, 48))
def test_messages_are_never_blocked_more_than_voice_where_anything_is_blocked(
    people: float, t_h: int
) -> None:
    net = town(demand={11: Demand.of(people)})
    net.begin_surge(0, Surge(0))
    voice, messages = (net.blocking(h(t_h), 11, service) for service in (VOICE, MESSAGE))
    assert messages <= max(voice, 1e-6)


# --- laws over whole histories

PLACES, LINKS, ALL = [1, 2, 11, 12, 22], [0, 1, 2, 21, 22, 32], [1, 2, 11, 12, 22]
times = st.integers(0, h(30))
histories = st.lists(
    st.one_of(
        st.tuples(times, st.sampled_from(["dark", "supplied"]), st.sampled_from(PLACES)),
        st.tuples(times, st.sampled_from(["cut", "mend"]), st.sampled_from(LINKS)),
        st.tuples(times, st.sampled_from(["destroy", "rebuild"]), st.sampled_from(ALL)),
    ),
    max_size=14,
).map(sorted)


def act(net: PublicNet, t: int, what: str, which: int) -> None:
    if what in ("dark", "supplied"):
        net.supply_changed(t, which, what == "supplied")
    else:
        getattr(net, what)(t, which)


JOINS = {11: ((21, 1),), 12: ((22, 2),), 22: ((32, 2),)}  # station: its link and hub


def expected(history, t: int) -> dict[int, bool]:
    """Who serves, told anew from all that has happened, by a separate account of the same town."""
    broken, ruins = set(), set()
    power = {site: Backup(Battery.lasting(10.0 if site < 3 else 4.0)) for site in ALL}
    for when, what, which in history:
        if when <= t:
            if what in ("dark", "supplied"):
                power[which].set_supplied(when, what == "supplied")
            changed = {
                "cut": broken.add,
                "mend": broken.discard,
                "destroy": ruins.add,
                "rebuild": ruins.discard,
            }
            changed.get(what, lambda _: None)(which)
    live = {site: power[site].is_live(t) and site not in ruins for site in ALL}
    direct = {1: 0 not in broken, 2: 2 not in broken}
    joined = {hub: direct[hub] or (direct[3 - hub] and live[3 - hub] and 1 not in broken) for hub in (1, 2)}
    found = {hub: live[hub] and joined[hub] for hub in (1, 2)}
    for station, ((link, hub),) in JOINS.items():
        found[station] = live[station] and link not in broken and found[hub]
    return found


@given(histories, times)
def test_a_site_serves_if_it_stands_has_power_and_is_joined_to_the_core(history, t) -> None:
    net = town()
    for happening in history:
        if happening[0] <= t:
            act(net, *happening)
    assert {site: net.is_serving(t, site) for site in ALL} == expected(history, t)


@given(histories)
def test_nothing_is_restored_faster_than_power_fibre_or_walls_are(history) -> None:
    """What comes back does so in the very moment of a repair; and news of one site alternate."""
    net = town()
    for happening in history:
        act(net, *happening)
    news = net.advance(h(60))
    repairs = {t for t, what, _ in history if what in ("supplied", "mend", "rebuild")}
    assert all(change.t_ms in repairs for change in news if change.serving)
    assert [change.t_ms for change in news] == sorted(change.t_ms for change in news)
    for site in ALL:
        said = [True, *(change.serving for change in news if change.site == site)]
        assert all(a is not b for a, b in pairwise(said))
        assert said[-1] is net.is_serving(h(60), site)


@given(histories, st.lists(times, max_size=6))
def test_asking_changes_nothing_but_who_has_heard(history, questions) -> None:
    asked, quiet, heard = town(), town(), []
    for happening in sorted([*history, *((t, "ask", 0) for t in questions)]):
        if happening[1] == "ask":
            heard += asked.advance(happening[0])
            asked.next_change_ms(happening[0])
        else:
            act(asked, *happening)
            act(quiet, *happening)
    assert tuple(heard) + asked.advance(h(60)) == quiet.advance(h(60))


@given(histories, times)
def test_a_longer_battery_never_takes_service_away(history, t) -> None:
    short, long = town(2.0, 5.0), town(3.0, 9.0)
    for happening in history:
        if happening[0] <= t:
            act(short, *happening)
            act(long, *happening)
    assert all(long.is_serving(t, site) >= short.is_serving(t, site) for site in ALL)


@given(histories, times, st.sampled_from(LINKS))
def test_one_cut_more_never_adds_service(history, t, link) -> None:
    whole, worse = town(), town()
    worse.cut(0, link)
    for happening in history:
        if happening[0] <= t and happening[1:] != ("mend", link):
            act(whole, *happening)
            act(worse, *happening)
    assert all(whole.is_serving(t, site) >= worse.is_serving(t, site) for site in ALL)


@given(histories)
def test_the_next_change_of_power_comes_when_it_was_said(history) -> None:
    net = town()
    for happening in history:
        act(net, *happening)
    now = max((t for t, *_ in history), default=0)
    said = net.next_change_ms(now)
    power = [net.has_power(now, site) for site in ALL]
    later = h(90) if said is None else said - 1
    assert [net.has_power(max(now, later), site) for site in ALL] == power


# --- calibration in the sense of the published tables: a loss of power alone


def district(count: int, law: BackupLaw, rep: int) -> PublicNet:
    """Stations on two hubs of a ring; the hubs have power throughout, so that only batteries count."""
    sites = [Site(n, 1 if n in (1, 2) else 0, HUB if n in (1, 2) else STATION) for n in range(1, count + 3)]
    cables = ring(0, [0, 1, 2]) + [FibreLink(100 + n, 1 + n % 2, n) for n in range(3, count + 3)]
    return PublicNet(sites, Fibre(cables, 0), draw_backups(sites, Streams(9, rep)("backup"), law))


def share_out(net: PublicNet, t_ms: int, count: int) -> float:
    return sum(not net.is_serving(t_ms, n) for n in range(3, count + 3)) / count


@pytest.mark.parametrize("generator_share", [0.0, 0.05])
def test_in_a_loss_of_power_alone_sites_go_out_as_their_batteries_say(generator_share: float) -> None:
    count = 2000
    net = district(count, BackupLaw(generator_share=generator_share), 0)
    net.supply_changed(0, 0, False)
    for t_h in (1.0, 2.0, 3.0, 4.0, 6.0):
        law = (1 + erf(log(t_h / 4.0) / sqrt(log(1.25)) / sqrt(2))) / 2
        share = law * (1 - generator_share)  # 6 h of fuel: those still run
        error = sqrt(share * (1 - share) / count)
        found = share_out(net, h(t_h), count)
        print(f"{t_h} h: {found:.4f} out, law {share:.4f} +- {error:.4f}")
        assert abs(found - share) <= 3 * error


def test_half_of_the_sites_without_mains_are_out_after_four_hours() -> None:
    net = district(2000, BackupLaw(generator_share=0.0), 1)
    net.supply_changed(0, 0, False)
    assert share_out(net, h(4), 2000) == pytest.approx(0.5, abs=0.035)


def test_sites_come_back_with_the_mains_and_never_before() -> None:
    """Power returns to a hundred places one after the other; at no time do more sites serve than may."""
    sites = [Site(n, n) for n in range(1, 101)]
    cables = [FibreLink(n, 0, n) for n in range(1, 101)]
    backups = draw_backups(sites, Streams(9, 2)("backup"), BackupLaw(generator_share=0.0))
    lasts_h = {n: backups[n].charge_wh(0) for n in backups}
    net = PublicNet(sites, Fibre(cables, 0), backups)
    back_h = {n: 5.0 + 0.25 * n for n in range(1, 101)}
    for n in back_h:
        net.supply_changed(0, n, False)
    for n, t_h in back_h.items():
        net.supply_changed(h(t_h), n, True)
    news = net.advance(h(40))
    came = {change.site: change.t_ms for change in news if change.serving}
    assert came == {n: h(t_h) for n, t_h in back_h.items() if lasts_h[n] < t_h}
    assert len(came) > 80


def test_a_site_with_a_generator_outlasts_one_without() -> None:
    sites, cables = [Site(1, 0), Site(2, 0)], [FibreLink(n, 0, n) for n in (1, 2)]
    backups = {1: Backup(Battery.lasting(4.0)), 2: Backup(Battery.lasting(4.0), Generator(6.0))}
    net = PublicNet(sites, Fibre(cables, 0), backups)
    net.supply_changed(0, 0, False)
    died = {change.site: change.t_ms for change in net.advance(h(48))}
    assert died[1] == h(4)
    assert died[2] == h(10) + 15_000
