"""What stands in the landscape goes out and comes back exactly when its power, links and cables say so."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rigs import Rig, outage, wired

from sim.comms.energy import Backup, Battery
from sim.comms.plant import RADIO, TELECOM, RadioSite
from sim.record.facts import FibreChanged, MainsChanged, SiteChanged
from sim.terms.enums import Degradation, TelecomKind
from sim.terms.units import HOUR_MS

WIDE, ALONE, DIRECT = Degradation.WIDE_AREA, Degradation.SINGLE_SITE, Degradation.DIRECT


def rig(*outages, **changes):
    return Rig(wired(bearers={"outages": [*outages], "public": {"battery_cv": 0}}, **changes))


def changes(made, network, site):
    found = made.facts(SiteChanged)
    return [(t / HOUR_MS, f.up) for t, f in found if (f.network, f.site) == (network, site)]


def levels(made):
    return [site.level for site in made.plant.sites]


def test_at_first_everything_stands_and_nothing_is_logged():
    made = rig()
    made.run_h(1)
    assert levels(made) == [WIDE, WIDE, WIDE]
    assert not made.facts(SiteChanged)


def test_a_site_lives_on_its_battery_and_comes_back_with_the_mains():
    made = rig(outage("mains", "T00", 1, 12))
    made.run_h(13)
    assert changes(made, RADIO, 0) == [(9, False), (12, True)]
    assert changes(made, TELECOM, made.sites["C00"]) == [(5, False), (12, True)]
    assert [(t / HOUR_MS, f.township, f.on) for t, f in made.facts(MainsChanged)] == [
        (1, 0, False),
        (12, 0, True),
    ]


def test_a_battery_that_outlasts_the_outage_changes_nothing():
    made = rig(outage("mains", "T00", 1, 4.9))
    made.run_h(20)
    assert not made.facts(SiteChanged)


@pytest.mark.parametrize("battery_h", [0.25, 1.0, 3.7])
def test_the_alarm_rings_exactly_at_the_end_of_the_battery(battery_h):
    data = wired(bearers={"outages": [outage("mains", "T04", 2)], "public": {"battery_cv": 0}})
    data["sites"][2]["battery_h"] = battery_h
    made = Rig(data)
    made.run_h(20)
    assert changes(made, RADIO, 2)[-1] == (pytest.approx(2 + battery_h, abs=1e-6), False)
    died_ms = made.facts(SiteChanged)[0 if battery_h < 4 else 1][0]
    assert died_ms == round((2 + battery_h) * HOUR_MS)


def test_an_outage_in_force_at_the_start_counts_from_the_start():
    made = rig(outage("mains", "T00", 0, 6))
    assert [f for _, f in made.facts(MainsChanged)] == [MainsChanged(0, False)]
    assert made.plant.is_dark_anywhere
    made.run_h(7)
    assert changes(made, TELECOM, made.sites["C00"]) == [(4, False), (6, True)]
    assert not made.plant.is_dark_anywhere


def test_by_microwave_one_site_hangs_on_another():
    made = rig(outage("backhaul", "S0", 1, 2), outage("site", "S0", 3, 4))
    made.run_h(1)
    assert levels(made) == [ALONE, ALONE, WIDE]
    made.run_h(2)
    assert levels(made) == [WIDE, WIDE, WIDE]
    made.run_h(3)
    assert levels(made) == [DIRECT, ALONE, WIDE]
    made.run_h(4)
    assert levels(made) == [WIDE, WIDE, WIDE]


def test_a_site_that_hangs_on_cells_is_alone_while_they_are_out():
    made = rig(outage("telecom", "C04", 1, 2), outage("fibre", "F5", 3, 4))
    seen = []
    for hour in (1, 2, 3, 4):
        made.run_h(hour)
        seen.append(levels(made)[2])
    assert seen == [ALONE, WIDE, ALONE, WIDE]
    assert [(t / HOUR_MS, f) for t, f in made.facts(FibreChanged)] == [
        (3, FibreChanged(5, False)),
        (4, FibreChanged(5, True)),
    ]


def test_sites_that_hang_on_each_other_in_a_ring_reach_nobody():
    made = rig()
    assert [made.bring_site(RadioSite(Backup(), None, parent=parent)) for parent in (0, 3)] == [3, 4]
    assert levels(made)[3:] == [WIDE, WIDE]
    made.plant.sites[3].parent = 4
    made.plant.touched()
    assert levels(made)[3:] == [ALONE, ALONE]


def test_a_site_that_hangs_on_nothing_is_alone():
    made = rig()
    made.bring_site(RadioSite(Backup(), None))
    assert levels(made)[3] is ALONE


def test_a_site_that_a_team_brings_is_joined_by_its_own_satellite_as_long_as_it_stands():
    made = rig(outage("fibre", "F0", 1))
    made.run_h(1)
    number = made.bring_site(RadioSite(Backup(), None, own_link=True))
    assert levels(made) == [WIDE, WIDE, ALONE, WIDE]
    made.plant.set_site(number, False)
    assert levels(made)[number] is DIRECT
    assert [up for _, up in changes(made, RADIO, number)] == [True, False]


def test_every_change_names_what_it_follows_from():
    made = rig(outage("mains", "T04", 1), outage("fibre", "F0", 2))
    made.run_h(2)
    causes = [(cause, fact) for _, t, cause, fact in made.log.entries() if t == 2 * HOUR_MS]
    (_, cut), *followers = causes
    assert cut == FibreChanged(0, False)
    first = next(seq for seq, _, _, fact in made.log.entries() if fact == cut)
    assert followers
    causes_of = {seq: cause for seq, _, cause, _ in made.log.entries()}
    for cause, _ in followers:
        assert first in (cause, causes_of[cause])


def test_terminals_of_a_township_die_after_their_hours_and_are_charged_again():
    made = rig(outage("mains", "T00", 1, 10), outage("mains", "T00", 11))
    terminal = made.plant.power(Backup(Battery.lasting(6)), 0)
    other = made.plant.power(Backup(Battery.lasting(6)), 1)
    lives = {}
    for hour in (6.99, 7, 9.99, 10, 11, 11.5, 11.7):
        made.run_h(hour)
        lives[hour] = terminal.is_live(made.clock.now)
    # an hour on the mains gives back a tenth of it: 36 minutes
    assert lives == {6.99: True, 7: False, 9.99: False, 10: True, 11: True, 11.5: True, 11.7: False}
    assert other.supplied


def test_a_terminal_that_comes_in_the_dark_begins_on_its_battery():
    made = rig(outage("mains", "T00", 0))
    assert not made.plant.power(Backup(Battery.lasting(6)), 0).supplied


def test_whoever_waits_is_told_only_when_something_may_have_come_back():
    made = rig(outage("mains", "T03", 1, 2), outage("fibre", "F1", 3, 4), outage("backhaul", "S0", 5, 6))
    any_change, back = [], []
    made.plant.on_change(lambda: any_change.append(made.clock.now / HOUR_MS))
    made.plant.on_return(lambda: back.append(made.clock.now / HOUR_MS))
    made.run_h(7)
    assert any_change == [1, 2, 3, 4, 5, 6]
    assert back == [2, 4, 6]


def test_who_listens_to_levels_is_told_how_they_are_and_then_of_each_change():
    made = rig(outage("site", "S1", 1, 2))
    told = []
    made.plant.on_level(lambda site, found: told.append((site, found)))
    assert told == [(0, WIDE), (1, WIDE), (2, WIDE)]
    made.run_h(3)
    assert told[3:] == [(1, DIRECT), (1, WIDE)]


def test_all_levels_are_true_before_anybody_is_told_of_one():
    made = rig(outage("backhaul", "S0", 1))
    seen = []
    made.plant.on_level(lambda site, found: seen.append(levels(made)))
    made.run_h(1)
    assert seen[3:] == [[ALONE, ALONE, WIDE]] * 2


def test_a_site_that_fell_for_a_moment_has_fallen():
    made = rig()
    cell, epoch = made.sites["C01"], made.plant.epoch
    assert not made.plant.has_fallen((cell,), epoch)
    made.plant.set_telecom(cell, False)
    made.plant.set_telecom(cell, True)
    assert made.plant.has_fallen((cell,), epoch)
    assert not made.plant.has_fallen((cell,), made.plant.epoch)
    assert not made.plant.has_fallen((), epoch)


THINGS = st.sampled_from(
    [
        *(("mains", "T00"), ("mains", "T04"), ("mains", "all"), ("site", "S0"), ("site", "all")),
        *(("backhaul", "S0"), ("backhaul", "S1"), ("telecom", "C04"), ("telecom", "HUB")),
        *(("fibre", "F0"), ("fibre", "F5")),
    ]
)
SPANS = st.tuples(st.integers(0, 20), st.integers(1, 20)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@settings(max_examples=60)
@given(st.lists(st.tuples(THINGS, SPANS), max_size=6))
def test_whatever_fails_is_logged_once_for_each_change_and_ends_as_it_began(planned):
    made = rig(*(outage(*thing, *span) for thing, span in planned))
    made.run_h(100)
    for kind, name in ((MainsChanged, "township"), (FibreChanged, "fibre")):
        state = {}
        for _, fact in made.facts(kind):
            key, up = getattr(fact, name), fact.on if kind is MainsChanged else fact.up
            assert up is not state.get(key, True)
            state[key] = up
        assert all(state.values())
    telecom = {}
    for _, fact in made.facts(SiteChanged):
        if fact.network == TELECOM:
            assert fact.up is not telecom.get(fact.site, True)
            telecom[fact.site] = fact.up
    assert all(telecom.values())
    assert levels(made) == [WIDE] * 3


@settings(max_examples=40)
@given(st.lists(st.tuples(THINGS, SPANS), max_size=6), st.integers(1, 45))
def test_a_thing_fails_as_long_as_any_outage_of_it_lasts(planned, hour):
    made = rig(*(outage(*thing, *span) for thing, span in planned))
    made.run_h(hour)
    down = {thing for thing, (begin, end) in planned if begin <= hour < end}
    for number in range(2):
        failed = {("site", f"S{number}"), ("site", "all")} & down
        assert made.plant.sites[number].intact is not bool(failed)
    for township in (0, 2, 4):
        failed = {("mains", f"T{township:02d}"), ("mains", "all")} & down
        assert made.plant.supply.is_supplied(township) is not bool(failed)


def test_a_failure_beyond_the_horizon_never_comes():
    made = rig(outage("site", "S0", 800), horizon=30)
    made.clock.run(made.horizon_ms - 1)
    assert not made.facts(SiteChanged)


def test_an_outage_without_length_is_none():
    made = rig(outage("fibre", "F0", 3, 3))
    made.run_h(4)
    assert not made.facts(FibreChanged)


def test_the_core_does_not_fail_even_where_all_sites_do():
    made = rig(outage("telecom", "all", 1, 2))
    made.run_h(3)
    failed = {f.site for _, f in made.facts(SiteChanged) if f.network == TELECOM}
    cores = {i for i, row in enumerate(made.scenario.telecom) if row.kind is TelecomKind.CORE}
    assert failed == set(range(len(made.scenario.telecom))) - cores
