"""A network is put together as its tables and settings say."""

from statistics import fmean, pstdev

import pytest
from rigs import Rig, outage, wired

from sim.comms.bearer import Path
from sim.comms.public_build import crowd_factor, outside
from sim.comms.radio_build import radio_sites
from sim.comms.weather import Weather
from sim.record.facts import SiteChanged
from sim.terms.enums import BearerKind, Party, Precedence
from sim.terms.units import HOUR_MS, MINUTE_MS

FIXED, CELL, VSAT, COURIER = BearerKind.FIXED, BearerKind.CELLULAR, BearerKind.VSAT, BearerKind.COURIER


def test_every_means_has_a_bearer_but_that_of_couriers_which_needs_the_roads():
    made = Rig()
    assert set(made.comms.bearers) == set(BearerKind) - {COURIER}
    assert all(bearer.kind is kind for kind, bearer in made.comms.bearers.items())


def patience(made, party, precedence):
    return made.comms.net._patience(party, precedence)


def test_people_try_as_often_as_they_call_and_others_until_their_message_expires():
    settings = {"caller": {"attempts": 4, "interval": 2}, "retry": 7, "expiry": 10, "expiry_routine": 1}
    made = Rig(wired(bearers=settings))
    people = patience(made, Party.PUBLIC, Precedence.EMERGENCY)
    assert (people.retry_ms, people.expiry_ms, people.tries) == (2 * MINUTE_MS, 8 * MINUTE_MS, 4)
    expiries_h = {Precedence.COMMAND: 10, Precedence.EMERGENCY: 10, Precedence.ROUTINE: 1}
    for precedence, expiry_h in expiries_h.items():
        post = patience(made, Party.STATION, precedence)
        assert (post.retry_ms, post.expiry_ms, post.tries) == (7 * MINUTE_MS, expiry_h * HOUR_MS, 1)


def test_the_rain_is_that_of_the_scenario_and_the_harder_of_two():
    spans = [{"begin": 1, "end": 5, "rate": 20}, {"begin": 3, "end": 4, "rate": 60}]
    made = Rig(wired(roads={"rain": spans}))
    weather, seen = Weather(made.scenario, made.clock), []
    for hour in (0.5, 1, 3.5, 4, 5):
        made.run_h(hour)
        seen.append(weather.rain_mm_h(0))
    assert seen == [0, 20, 60, 20, 0]


def test_of_two_crowds_the_larger_counts():
    made = Rig(
        wired(bearers={"crowds": [{"begin": 1, "end": 5, "factor": 2}, {"begin": 3, "end": 4, "factor": 7}]})
    )
    assert [crowd_factor(made.scenario, round(h * HOUR_MS)) for h in (0, 1, 3, 4, 5)] == [1, 2, 7, 2, 1]


@pytest.mark.parametrize(("band", "rate_mm_h", "carries"), [("Ku", 20, True), ("Ka", 20, False)])
def test_a_station_in_ka_fades_out_where_one_in_ku_still_carries(band, rate_mm_h, carries):
    made = Rig(
        wired(
            roads={"rain": [{"begin": 0, "end": 24, "rate": rate_mm_h}]},
            bearers={"satellite": {"vsat_band": band, "vsat_set_up": 0, "vsat_margin": 8}},
        )
    )
    one, other = made.member(0, VSAT), made.member(1, FIXED)
    made.bearer(VSAT).prepare(one)
    made.run_h(1)
    assert isinstance(made.path(VSAT, one, other), Path) is carries


# --- the public network


def test_without_a_public_network_telephones_never_fail():
    data = wired()
    data["telecom"] = data["fibres"] = []
    data["sites"] = data["losses"] = []
    made = Rig(data)
    assert outside(made.scenario) == frozenset(range(5))
    assert made.path(FIXED, made.member(0, FIXED), made.member(4, FIXED)) == Path((), FIXED)


def test_each_node_at_home_is_served_by_the_nearest_cells():
    data = wired()
    data["telecom"] = [row for row in data["telecom"] if row["id"] not in ("C01", "C03", "C04")]
    data["fibres"] = [row for row in data["fibres"] if row["b"] not in ("C01", "C03", "C04")]
    data["sites"][2]["backhaul"] = "C02"
    made = Rig(data)
    post = made.member(0, CELL)
    cells = [made.path(CELL, made.member(node, CELL), post).via[0] for node in range(5)]
    names = [made.scenario.telecom[cell].id for cell in cells]
    assert names == ["C00", "C00", "C02", "C02", "C02"]


def test_batteries_age_unevenly_about_what_the_table_says():
    hours = []
    for seed in range(1, 31):
        data = wired(bearers={"outages": [outage("mains", "all", 0)], "public": {"battery_cv": 0.5}})
        made = Rig(data, seed)
        made.run_h(40)
        cells = [made.sites[f"C{i:02d}"] for i in range(5)]
        died = {f.site: t / HOUR_MS for t, f in made.facts(SiteChanged) if f.network == "telecom"}
        hub_h = died[made.sites["HUB"]]
        hours += [died[cell] for cell in cells if died[cell] < hub_h]
    assert 2.5 < fmean(hours) < 5
    assert pstdev(hours) > 0.5


def test_a_site_with_a_generator_lives_on_and_one_without_a_township_is_never_without_power():
    data = wired(bearers={"outages": [outage("mains", "all", 1)], "public": {"battery_cv": 0}})
    for row in data["telecom"]:
        row["generator_h"] = {"C01": 10, "HUB": 100}.get(row["id"], 0)
        if row["id"] == "C02":
            row["township"] = ""
    made = Rig(data)
    made.run_h(60)
    died = {f.site: t / HOUR_MS for t, f in made.facts(SiteChanged) if f.network == "telecom"}
    assert died[made.sites["C00"]] == 5
    assert 11 <= died[made.sites["C01"]] <= 16
    assert made.sites["C02"] not in died


def test_several_cores_count_as_one():
    data = wired()
    other = {**data["telecom"][0], "id": "CORE2", "node": "N04"}
    data["telecom"].append(other)
    data["fibres"].append({**data["fibres"][0], "id": "F9", "a": "C04", "b": "CORE2"})
    data["bearers"] = {"outages": [outage("fibre", "F0", 1), outage("fibre", "F9", 2)]}
    made = Rig(data)
    ends = made.member(0, CELL), made.member(4, CELL)
    made.run_h(1)
    assert isinstance(made.path(CELL, *ends), Path)
    made.run_h(2)
    assert made.path(CELL, *ends) == "no_service"


# --- the radio network


def test_a_site_hangs_on_the_core_on_cells_or_on_another_site():
    made = Rig()
    first, second, third = radio_sites(made.scenario)
    assert (first.own_link, first.telecom, first.parent) == (True, made.sites["CORE"], None)
    assert (second.own_link, second.telecom, second.parent) == (False, None, 0)
    assert (third.own_link, third.telecom, third.parent) == (False, made.sites["C04"], None)
    assert [site.township for site in (first, second, third)] == [0, 2, 4]
