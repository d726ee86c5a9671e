"""What a survey says is what the world would do."""

import math

import pytest
from surveys import SCRIPTED, Reach, scenario, survey, taken, with_outages

from sim.record.survey import QUICK, Contact, Failing
from sim.survey import OutOfSpan, world_at
from sim.survey.build import survey_of as taken_of
from sim.survey.contact import contact, hears
from sim.survey.failures import failures
from sim.survey.ground import Ground
from sim.terms.enums import BearerKind, Degradation, Party, SiteKind, TeamKind
from sim.terms.ids import Band

RADIO, FIXED, TIANTONG = map(QUICK.index, (BearerKind.RADIO, BearerKind.FIXED, BearerKind.TIANTONG))
QUIET = ("bearers.reports.begin=0", "bearers.reports.end=0")


def townships(of):
    """Return the contacts of each township, by its id."""
    return {post.post.id: post for post in of.posts if post.kind is Party.TOWNSHIP}


# --- who is heard


def test_as_planned_every_township_of_fuling_is_heard_by_radio_and_by_line():
    posts = townships(taken("fuling"))
    assert len(posts) == 27
    assert all(post.contacts[RADIO] is post.contacts[FIXED] is Contact.BOTH for post in posts.values())


def test_as_planned_every_village_and_every_station_of_fuling_is_heard():
    found = taken("fuling")
    assert sum(row.heard for row in found.villages) == sum(row.villages for row in found.villages) == 433
    assert all(post.is_heard for post in found.posts)
    assert sum(row.callers for row in found.villages) == sum(row.people for row in found.villages)


def test_in_the_storm_wulingshan_is_not_heard_by_radio_but_by_short_message():
    post = townships(taken("fuling-storm", 20))["T208"]
    assert post.post.zh == "武陵山乡"
    assert not post.contacts[RADIO].is_heard
    assert post.is_heard
    assert post.contacts[QUICK.index(BearerKind.BEIDOU)] is Contact.BOTH


def test_the_hill_above_the_wujiang_takes_the_radio_of_three_townships_along():
    silent = {
        key for key, post in townships(taken("fuling-storm", 20)).items() if not post.contacts[RADIO].is_heard
    }
    assert silent == {"T013", "T131", "T208"}


def test_a_survey_agrees_with_a_fresh_world_on_who_is_heard():
    found, reach = taken("hamlet-silent", 12), Reach(scenario("hamlet-silent"), 12)
    heard = [post.post.id for post in found.posts if post.kind is Party.TOWNSHIP and post.is_heard]
    assert heard == [scenario("hamlet-silent").townships[i].id for i in sorted(reach.townships)]
    assert sum(row.heard for row in found.villages) == len(reach.villages)
    assert sum(row.people_heard for row in found.villages) == sum(reach.people[i] for i in reach.villages)
    assert sum(row.callers for row in found.villages) == sum(reach.people[i] for i in reach.callers)


def test_who_is_not_heard_by_a_means_is_told_why_and_who_is_heard_is_not():
    for post in (*taken("fuling-storm", 20).posts, *taken("hamlet-silent", 12).posts):
        for state, reason in zip(post.contacts, post.reasons, strict=True):
            assert bool(reason) is not state.is_heard


def test_a_terminal_whose_battery_is_empty_is_no_way_and_no_missing_terminal():
    post = townships(taken("hamlet-silent", 12))["T2"]
    assert (post.contacts[FIXED], post.reasons[FIXED]) == (Contact.NO_POWER, "no_power")
    assert (post.contacts[RADIO], post.reasons[RADIO]) == (Contact.NO_WAY, "site_down")
    assert post.contacts[TIANTONG] is Contact.BOTH
    assert townships(taken("hamlet-silent", 12))["T1"].contacts[TIANTONG] is Contact.NO_TERMINAL


def test_a_portable_satellite_station_in_its_boxes_is_to_be_set_up():
    district = next(post for post in taken("hamlet-silent").posts if post.kind is Party.EOC)
    assert district.contacts[QUICK.index(BearerKind.VSAT)] is Contact.TO_SET_UP


def test_without_any_terminal_nobody_is_heard():
    found = taken("hamlet")
    assert not any(post.is_heard for post in found.posts)
    assert {state for post in found.posts for state in post.contacts} == {Contact.NO_TERMINAL}
    assert not any(any(each.loss) for each in found.failures)
    assert found.centre.id == "dispatch_centre"


def test_a_means_outside_the_plan_of_a_post_still_brings_it_word():
    world = world_at(scenario("hamlet-silent", "bearers.pace.township=[courier, voice]"), 0)
    ground = Ground.of(world)
    name, member = ground.posts[0]
    assert name.id == "T1"
    assert contact(ground, member, BearerKind.FIXED) == (Contact.DOWN, "not_in_plan")
    assert contact(ground, member, BearerKind.RADIO) == (Contact.DOWN, "not_in_plan")
    world.close()


def test_a_means_outside_the_plan_of_the_centre_only_leads_to_it():
    world = world_at(scenario("hamlet-silent", "bearers.pace.dispatch_centre=[fixed, courier]"), 0)
    ground = Ground.of(world)
    _, member = ground.posts[0]
    assert contact(ground, member, BearerKind.RADIO) == (Contact.UP, "")
    assert contact(ground, member, BearerKind.FIXED) == (Contact.BOTH, "")
    world.close()


# --- single points of failure


@pytest.mark.parametrize("at_h", [0, 12, 27])
def test_losses_agree_with_a_world_of_its_own_for_each_failure(at_h):
    of = scenario("hamlet-silent")
    before = Reach(of, at_h)
    asked = 0
    for each in taken("hamlet-silent", at_h).failures:
        if each.what is not Failing.MAINS_LATER:
            fails = {"what": SCRIPTED[each.what], "target": each.thing.id, "at": at_h}
            after = Reach(with_outages(of, fails), at_h)
            assert tuple(each.loss[:5]) == before.lost(after), each
            asked += 1
    assert asked >= 20 if at_h == 0 else asked >= 10


@pytest.mark.parametrize("township", ["T2", "T3"])
def test_once_its_batteries_are_empty_a_township_has_lost_what_the_survey_said(township):
    of = scenario("hamlet-silent", *QUIET)
    found = next(
        each.loss
        for each in taken("hamlet-silent", 40, *QUIET).failures
        if each.what is Failing.MAINS_LATER and each.thing.id == township
    )
    dark = with_outages(of, {"what": "mains", "target": township, "at": 40})
    assert tuple(found[:5]) == Reach(of, 71).lost(Reach(dark, 71))
    assert found.townships == 1


def test_without_the_mains_of_the_dispatch_centre_all_are_silent_in_the_end():
    found = taken("fuling")
    gravest = found.failures[0]
    assert (gravest.what, gravest.thing.id) == (Failing.MAINS_LATER, "T006")
    assert gravest.loss.people == sum(row.people for row in found.villages)
    assert gravest.loss.townships == 27


@pytest.mark.parametrize(("name", "at_h"), [("fuling", 0), ("fuling-storm", 20), ("hamlet-silent", 12)])
def test_failures_are_ranked_by_who_is_lost(name, at_h):
    ranked = [tuple(each.loss) for each in taken(name, at_h).failures]
    assert ranked == sorted(ranked, reverse=True)
    keys = [(each.what, each.thing.id) for each in taken(name, at_h).failures]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(("name", "at_h"), [("fuling", 0), ("fuling-storm", 20), ("hamlet-silent", 12)])
def test_empty_batteries_never_lose_less_than_the_mains_alone(name, at_h):
    losses = {(each.what, each.thing.id): each.loss for each in taken(name, at_h).failures}
    for (what, township), loss in losses.items():
        if what is Failing.MAINS:
            later = losses[Failing.MAINS_LATER, township]
            assert all(now <= then for now, then in zip(loss, later, strict=True))


def test_a_cut_of_one_fibre_of_a_ring_silences_nobody():
    losses = {each.thing.id: each.loss for each in taken("fuling").failures if each.what is Failing.FIBRE}
    rings = [key for key in losses if key[:2] in ("FN", "FW", "FE")]
    assert len(rings) == 12
    assert not any(any(losses[key]) for key in rings)


def test_what_has_failed_cannot_fail_again():
    found = taken("fuling-storm", 20)
    things = {(each.what, each.thing.id) for each in found.failures}
    gone = {
        (Failing.SITE, "HS18"),
        (Failing.BACKHAUL, "HS11"),
        (Failing.FIBRE, "FE2"),
        (Failing.FIBRE, "FE3"),
        (Failing.MAINS, "T208"),
        (Failing.TELECOM, "CELL-T208"),
    }
    assert not gone & things
    assert (Failing.SITE, "HS06") in things  # it stands, without power
    assert (Failing.MAINS_LATER, "T208") in things


def test_supposing_failures_leaves_the_world_as_it_was():
    world = world_at(scenario("fuling-storm"), 20)
    assert world.comms is not None
    ground, plant = Ground.of(world), world.comms.plant

    def state():
        sites = [
            (site.level, site.intact, site.linked, site.backup.book(ground.now_ms)) for site in plant.sites
        ]
        telecom = [
            plant.public.has_power(ground.now_ms, i)
            for i, row in enumerate(ground.scenario.telecom)
            if row.kind.value != "core"
        ]
        carried = [[*member.carries.items()] for _, member in ground.posts]
        autonomy = [power.autonomy_ms(ground.now_ms) for held in carried for _, power in held]
        return sites, telecom, carried, autonomy, plant.is_dark_anywhere, world.comms.net.in_flight

    before = state()
    first = failures(ground)
    assert state() == before
    assert failures(ground) == first
    world.run(world.horizon_ms)
    world.close()


def test_a_world_that_was_surveyed_goes_on_as_one_that_was_not():
    def end(look):
        world = world_at(scenario("hamlet-silent"), 9)
        if look:
            failures(Ground.of(world))
        world.run(world.horizon_ms)
        units = [(unit.status, unit.where()) for unit in world.units]
        levels = [site.level for site in world.comms.plant.sites]
        flying = world.comms.net.in_flight
        world.close()
        return units, levels, flying

    assert end(True) == end(False)


# --- the rest


def test_the_same_arguments_give_the_same_survey_and_another_seed_another():
    of = scenario("hamlet-silent")
    assert survey(of, 12) == taken("hamlet-silent", 12)
    assert survey(of, 12, seed=2).links != taken("hamlet-silent", 12).links
    assert survey(of, 12, rep=1).autonomy != taken("hamlet-silent", 12).autonomy


def test_batteries_run_down_and_mains_that_are_there_count_as_gone_from_now_on():
    early, late = (
        {(row.what, row.thing.id, row.bearer): row for row in taken("fuling-storm", at_h).autonomy}
        for at_h in (7, 12)
    )
    for key, row in late.items():
        if not row.on_mains and not early[key].on_mains:
            assert row.hours <= early[key].hours
    site = early["site", "HS08", ""]
    assert (site.on_mains, site.live, site.hours) == (True, True, 8.0)
    dead = {(row.what, row.thing.id): row for row in taken("fuling-storm", 20).autonomy}["site", "HS06"]
    assert (dead.on_mains, dead.live, dead.hours) == (False, False, 0.0)


def test_the_centre_lasts_as_long_as_its_battery_and_its_generator():
    rows = {row.bearer: row for row in taken("hamlet-silent").autonomy if row.what == "dispatch_centre"}
    assert rows["tiantong"].hours == pytest.approx(24 + 8 + 1, abs=0.02)
    assert rows["fixed"].hours == pytest.approx(1 + 8, abs=0.02)


def test_the_mains_of_a_survey_are_those_of_the_script():
    assert set(taken("fuling-storm", 20).dark) == {"T013", "T121", "T131", "T206", "T208"}
    assert taken("fuling").dark == ()


@pytest.mark.parametrize(("name", "at_h"), [("fuling", 0), ("fuling-storm", 20), ("hamlet-silent", 12)])
def test_no_radio_covers_more_both_ways_than_one_way_nor_more_by_hand_than_in_a_vehicle(name, at_h):
    rows = taken(name, at_h).coverage
    for held, carried in zip(rows[::2], rows[1::2], strict=True):
        assert held.whole == carried.whole
        assert (held.vehicle, carried.vehicle) == (False, True)
        for row in (held, carried):
            assert row.people_both <= min(row.people_up, row.people_down)
            assert row.nodes_both <= min(row.nodes_up, row.nodes_down)
            assert all(0 <= share <= 1 for share in row[3:])
        assert all(a <= b for a, b in zip(held[3:], carried[3:], strict=True))


def test_a_network_covers_no_less_than_each_of_its_sites_and_less_once_sites_are_lost():
    rows = {(row.whole.id, row.vehicle): row for row in taken("fuling-storm", 20).coverage}
    sites = [site.site.id for site in taken("fuling-storm", 20).sites]
    for vehicle in (False, True):
        planned = rows["planned", vehicle]
        assert all(rows[site, vehicle].people_both <= planned.people_both for site in sites)
        assert rows["wide_area", vehicle].nodes_both <= rows["now", vehicle].nodes_both <= planned.nodes_both
    assert rows["wide_area", False].nodes_both < rows["planned", False].nodes_both


def test_shares_of_nodes_are_those_of_the_margins():
    found = taken("fuling")
    for row in found.coverage:
        margins = [
            link.vehicle_db if row.vehicle else link.handheld_db
            for link in found.links
            if link.site == row.whole.id
        ]
        if margins:
            assert row.nodes_both == pytest.approx(math.fsum(db >= 0 for db in margins) / len(margins))


def test_levels_and_states_are_those_of_the_storm():
    found = taken("fuling-storm", 20)
    levels = {state.site.id: state.level for state in found.sites}
    assert levels["HS18"] is levels["HS06"] is Degradation.DIRECT
    assert levels["HS11"] is levels["HS24"] is Degradation.SINGLE_SITE
    assert [fibre.id for fibre in found.fibres if not fibre.whole] == ["FE2", "FE3", "FE4"]
    cores = [state for state in found.telecom if state.kind.value == "core"]
    assert all(state.serving and state.powered for state in cores)
    assert any(state.powered and not state.serving for state in found.telecom)


def test_a_site_that_a_team_has_set_up_is_surveyed_under_the_name_of_the_team():
    of = scenario("hamlet-silent")
    world = world_at(of, 12)
    node, township = of.node_ids["H04"], world.comms.net.members[Band.TOWNSHIP.address(1)]
    assert not hears(Ground.of(world), township, BearerKind.RADIO)
    world.staff.field.switch(TeamKind.RADIO, 2, node, township, True)
    found = taken_of(Ground.of(world), 12, 1, 0)
    brought = [state for state in found.sites if state.kind is SiteKind.PORTABLE]
    assert [(state.site.id, state.level, state.backhaul) for state in brought] == [
        ("CT3", Degradation.WIDE_AREA, "")
    ]
    assert (brought[0].lon, brought[0].lat) == (of.nodes[node].lon, of.nodes[node].lat)
    lost = {each.what: each.loss for each in found.failures if each.thing.id == "CT3"}
    assert lost[Failing.SITE].radio_posts == 4
    assert not any(lost[Failing.BACKHAUL])  # a site of its own goes on trunking on its own
    assert not [row for row in found.autonomy if row.thing.id == "CT3"]
    assert {row.whole.id for row in found.coverage} >= {"CT3", "planned"}
    world.close()


@pytest.mark.parametrize("at_h", [-1, 72.01, math.nan, math.inf])
def test_a_time_outside_the_scenario_is_refused(at_h):
    with pytest.raises(OutOfSpan, match="expected hours from 0 to 72"):
        survey(scenario("hamlet-silent"), at_h)


def test_what_happens_at_a_time_has_happened():
    assert taken("hamlet-silent", 8).dark == ("T2", "T3")
    assert survey(scenario("hamlet-silent"), 7.9999).dark == ()


def test_progress_is_told_to_the_end():
    told = []
    survey(scenario("hamlet-silent"), 50, progress=lambda done, all_: told.append((done, all_)))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1][0] == told[-1][1]


def test_loads_with_a_backup_are_told_with_what_they_run_on():
    rows = {row.thing.id: row for row in taken("hamlet-silent", 12).autonomy if row.source}
    assert set(rows) == {"LD-DC1", "LD-EOC1", "LD-HO1", "LD-PU1", "LD-SH1"}
    shelter, hospital, pump = (rows[name] for name in ("LD-SH1", "LD-HO1", "LD-PU1"))
    assert (shelter.on_mains, shelter.live, shelter.source, shelter.township) == (
        *(False, True, "generator", "T2"),
    )
    assert shelter.hours == pytest.approx(2 + 1 / 6, abs=0.01)
    assert (hospital.on_mains, hospital.source, hospital.hours) == (
        True,
        "mains",
        pytest.approx(3.25, abs=0.01),
    )
    assert pump.hours == 0
    late = {row.thing.id: row for row in taken("hamlet-silent", 15).autonomy if row.source}
    assert (late["LD-SH1"].live, late["LD-SH1"].source) == (False, "dark")
