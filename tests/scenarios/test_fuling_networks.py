"""The networks of Fuling: made by the rules that SOURCES.md states, and as robust as it says."""

import csv
import re
from collections import Counter
from itertools import pairwise
from math import ceil

import networkx as nx
import pytest
from networks import chain, fibres, joined, kind, ring
from scenario_maps import ROOT, SHARED, graph, scenario

from sim.terms.enums import BearerKind, Party, TeamKind, TelecomKind

SOURCES = (ROOT / "scenarios" / "fuling" / "SOURCES.md").read_text(encoding="utf-8")
HANDHELD_DB = 147
"""Loss that a handheld bridges: 36 dBm - 2 dBi - 3 dB up to 8 dBi - 3 dB and -111 dBm."""
ABOVE_THE_WUJIANG = "HS18"


@pytest.fixture(scope="module")
def fuling():
    return scenario("fuling")


@pytest.fixture(scope="module")
def roads(fuling):
    return graph(fuling)


def test_the_tables_have_the_rows_that_the_page_of_sources_says(fuling):
    files = {
        "posts.csv": fuling.posts, "sites.csv": fuling.sites, "radio_loss.csv": fuling.losses,
        "telecom.csv": fuling.telecom, "fibre.csv": fuling.fibres, "terminals.csv": fuling.terminals,
        "comms_teams.csv": fuling.comms_teams,
    }  # fmt: skip
    for file, rows in files.items():
        (stated,) = re.findall(rf"\| `{re.escape(file)}` \| ([\d,]+) \|", SOURCES)
        assert int(stated.replace(",", "")) == len(rows), file


# --- posts


def test_the_professional_teams_are_those_of_the_plan(fuling):
    teams = [post for post in fuling.posts if post.kind is Party.TEAM]
    assert len(teams) == 8
    assert sum("named by the work plan" in post.source for post in teams) == 2
    home = {node.id for node in fuling.nodes if node.district == "500102"}
    assert {post.node for post in teams} <= home


def test_a_neighbours_headquarters_is_at_its_seat(fuling):
    seats = {district.seat for district in fuling.districts if not district.home}
    assert {post.node for post in fuling.posts if post.kind is Party.NEIGHBOUR} == seats


# --- cells, hubs and fibres


def test_a_cell_has_one_channel_for_25_people_in_tens_and_at_least_60(fuling):
    people = Counter()
    for village in fuling.villages:
        people[village.node] += village.population
    for row in kind(fuling, TelecomKind.CELL):
        if row.township:
            assert row.channels == max(60, 10 * ceil(people[row.node] / 250)), row.id
    assert len(people) == 44


def test_each_twentieth_cell_has_a_generator(fuling):
    own = [row for row in kind(fuling, TelecomKind.CELL) if row.township]
    assert [row.generator_h for row in own] == [6 if i % 20 == 0 else 0 for i in range(1, len(own) + 1)]
    assert {row.battery_h for row in own} == {4}


def test_a_hub_carries_the_channels_of_all_that_hang_on_it(fuling):
    spurs = fibres(fuling, cut=ring(fuling))
    channels = {row.id: row.channels for row in kind(fuling, TelecomKind.CELL)}
    for hub in kind(fuling, TelecomKind.HUB):
        behind = nx.node_connected_component(spurs, hub.id) - {hub.id}
        assert hub.channels == sum(channels[name] for name in behind), hub.id


def test_no_single_fibre_of_a_ring_silences_anybody(fuling):
    everybody = {row.id for row in fuling.telecom}
    assert len(ring(fuling)) == 13
    for span in ring(fuling):
        assert joined(fuling, fibres(fuling, cut={span})) == everybody, span


def test_there_are_three_rings_over_the_two_cores(fuling):
    trunk = {row.id for row in fuling.telecom if row.kind is not TelecomKind.CELL}
    rings = nx.cycle_basis(fibres(fuling).subgraph(trunk), "CORE-T006")
    assert len(rings) == 3
    assert all("CORE-T006" in found or "CORE-T014" in found for found in rings)
    hubs = {row.id for row in kind(fuling, TelecomKind.HUB)}
    assert {name for found in rings for name in found} >= hubs
    assert len(hubs) == 9


def _way(roads, of, fibre):
    """Return the nodes of the road graph along which a fibre runs."""
    at = {row.id: row.node for row in of.telecom}
    return nx.dijkstra_path(roads, at[fibre.a], at[fibre.b], weight="km")


def test_a_fibre_is_as_long_as_the_shortest_way_by_road(fuling, roads):
    for fibre in fuling.fibres:
        km = nx.path_weight(roads, _way(roads, fuling, fibre), "km")
        assert fibre.length_km == pytest.approx(km or 0.5, abs=0.006), fibre.id


def test_no_single_road_along_which_fibres_run_cuts_a_hub_off(fuling, roads):
    along = {}
    for fibre in fuling.fibres:
        for end in pairwise(_way(roads, fuling, fibre)):
            along.setdefault(frozenset(end), set()).add(fibre.id)
    hubs = {row.id for row in kind(fuling, TelecomKind.HUB)}
    for road, cut in along.items():
        assert hubs <= joined(fuling, fibres(fuling, cut=cut)), sorted(road)


def test_a_spur_leads_to_the_next_place_on_the_shortest_way_to_the_nearest_hub(fuling, roads):
    spurs = {fibre.a: fibre for fibre in fuling.fibres if fibre.id.startswith("FS-")}
    heads = {row.node for row in fuling.telecom if row.kind is not TelecomKind.CELL}
    at = {row.id: row.node for row in fuling.telecom}
    cells = {row.node for row in kind(fuling, TelecomKind.CELL)}
    km, paths = nx.multi_source_dijkstra(roads, heads, weight="km")
    for row in kind(fuling, TelecomKind.CELL):
        if row.township and km[row.node]:
            onward = next(node for node in reversed(paths[row.node][:-1]) if node in cells)
            assert at[spurs[row.id].b] == onward, row.id


# --- 370 MHz


@pytest.fixture(scope="module")
def loss_db(fuling):
    return {(row.site, row.node): row.loss_db for row in fuling.losses}


def _heard(fuling, loss_db, without=frozenset()):
    """Return the seats that a handheld is heard from by a site that is joined to the network."""
    live = [site.id for site in fuling.sites if not without & set(chain(fuling, site))]
    return {t.id for t in fuling.townships if any(loss_db[site, t.seat] <= HANDHELD_DB for site in live)}


def test_there_is_a_loss_for_every_site_and_node(fuling, loss_db):
    assert loss_db.keys() == {(site.id, node.id) for site in fuling.sites for node in fuling.nodes}


def test_every_seat_is_heard_while_all_sites_stand(fuling, loss_db):
    assert _heard(fuling, loss_db) == {township.id for township in fuling.townships}


def test_without_the_hill_site_above_the_wujiang_three_townships_fall_silent(fuling, loss_db):
    names = {township.id: township.name_zh for township in fuling.townships}
    silent = names.keys() - _heard(fuling, loss_db, frozenset({ABOVE_THE_WUJIANG}))
    assert {names[township] for township in silent} == {"白涛街道", "罗云镇", "武陵山乡"}


def test_the_loss_of_any_other_site_silences_fewer(fuling, loss_db):
    for site in fuling.sites:
        if site.id != ABOVE_THE_WUJIANG:
            silent = len(fuling.townships) - len(_heard(fuling, loss_db, frozenset({site.id})))
            assert silent <= 2, site.id


def test_the_hill_site_above_the_wujiang_stands_above_the_wujiang(fuling):
    from scenario_maps import km_between

    (site,) = [site for site in fuling.sites if site.id == ABOVE_THE_WUJIANG]
    (river,) = [line.points for line in fuling.lines if line.name_zh == "乌江"]
    assert min(km_between((site.lon, site.lat), point) for point in river) < 5
    assert site.elev_m > 1000


def test_three_sites_hang_on_another_by_microwave(fuling):
    telecom = {row.id for row in fuling.telecom}
    assert {s.id: s.backhaul for s in fuling.sites if s.backhaul not in telecom} == {
        "HS06": ABOVE_THE_WUJIANG, "HS23": "HS08", "HS24": "HS11",
    }  # fmt: skip


@pytest.mark.skipif(not SHARED.is_dir(), reason="the source data of Fuling are not beside this checkout")
def test_the_hill_sites_are_candidates_of_the_source(fuling):
    with (SHARED / "radio_candidate_sites.csv").open(encoding="utf-8", newline="") as file:
        at = {row["id"]: (float(row["lon"]), float(row["lat"])) for row in csv.DictReader(file)}
    hills = {site.id: (site.lon, site.lat) for site in fuling.sites if site.id.startswith("HS")}
    assert len(hills) == 8
    assert hills == {name: at[name] for name in hills}


# --- terminals and teams


def _holders(fuling, bearer, ids):
    return {t.holder for t in fuling.terminals if t.bearer is bearer and t.holder in ids}


def test_villages_with_satellite_telephones_are_those_at_600_m_and_as_many_as_stated(fuling):
    height = {node.id: node.elev_m for node in fuling.nodes}
    wanted = {
        village.id
        for village in fuling.villages
        if not village.name_zh.endswith("社区") and height[village.node] >= 600
    }
    held = _holders(fuling, BearerKind.TIANTONG, {village.id for village in fuling.villages})
    assert held == wanted
    (count, total, share) = re.findall(r"(\d+) of (\d+), ([\d.]+) %\. The national", SOURCES)[0]
    assert (int(count), int(total)) == (len(held), len(fuling.villages))
    assert float(share) == pytest.approx(100 * len(held) / len(fuling.villages), abs=0.05)


def test_every_township_has_a_satellite_telephone_and_those_in_the_mountains_beidou(fuling):
    seats = {township.id: township.seat for township in fuling.townships}
    height = {node.id: node.elev_m for node in fuling.nodes}
    assert _holders(fuling, BearerKind.TIANTONG, seats) == seats.keys()
    high = {township for township, seat in seats.items() if height[seat] >= 600}
    assert _holders(fuling, BearerKind.BEIDOU, seats) == high
    assert len(high) == 7


def test_half_of_the_townships_have_a_generator_for_all_that_they_talk_with(fuling):
    hours = {}
    for terminal in fuling.terminals:
        hours.setdefault(terminal.holder, set()).add(terminal.generator_h)
    in_order = [hours[t.id] for t in sorted(fuling.townships, key=lambda t: t.code)]
    assert in_order == [{0}, {6}] * 13 + [{0}]


def test_the_national_stations_have_satellite_telephones_and_no_others(fuling):
    stations = {station.id: station.kind.value for station in fuling.stations}
    held = _holders(fuling, BearerKind.TIANTONG, stations)
    assert held == {name for name, kind_ in stations.items() if kind_ == "national"}


@pytest.mark.parametrize("party", ["dispatch_centre", "eoc"])
def test_who_commands_has_everything_and_power_for_a_working_day(fuling, party):
    own = [terminal for terminal in fuling.terminals if terminal.holder == party]
    assert {t.bearer.value for t in own} == {"fixed", "radio370", "vsat", "tiantong", "beidou", "cellular"}
    assert all(terminal.generator_h == 8 for terminal in own)


def test_the_pool_of_teams_stands_at_the_seat(fuling):
    assert Counter(team.kind for team in fuling.comms_teams) == {
        TeamKind.RADIO: 2, TeamKind.VSAT: 2, TeamKind.UAV_CELL: 1, TeamKind.MESH: 2, TeamKind.SCOUT: 3,
    }  # fmt: skip
    assert {team.node for team in fuling.comms_teams} == {"T006"}
