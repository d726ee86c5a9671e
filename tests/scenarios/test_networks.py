"""What holds for the public network, the radio sites and the terminals of every scenario that has them."""

from collections import Counter

import networkx as nx
import pytest
from networks import chain, fibres, joined, kind, ring
from scenario_maps import NAMES, scenario

from sim.scenario.assumptions import assumptions
from sim.terms.enums import BearerKind, Party, TelecomKind

talking = pytest.mark.parametrize("name", [name for name in NAMES if scenario(name).telecom])


def test_whoever_cuts_networks_has_networks():
    for name in NAMES:
        of = scenario(name)
        assert bool(of.telecom) == bool(of.sites) == bool(of.terminals) == bool(of.posts)
        assert of.telecom or of.comms == "ideal"


@talking
def test_there_is_one_centre_or_a_second_one_of_each_kind_and_a_headquarters_for_each_neighbour(name):
    kinds = Counter(post.kind for post in scenario(name).posts)
    neighbours = sum(not district.home for district in scenario(name).districts)
    centres = 1 if scenario(name).standby.post is None else 2
    found = kinds[Party.DISPATCH_CENTRE], kinds[Party.EOC], kinds[Party.NEIGHBOUR]
    leading = 1 if scenario(name).response.succession.alternate is None else 2
    assert found == (centres, leading, neighbours)


@talking
def test_every_village_every_seat_and_every_post_has_a_cell_at_its_node(name):
    of = scenario(name)
    cells = {row.node for row in kind(of, TelecomKind.CELL)}
    assert {village.node for village in of.villages} <= cells
    assert {township.seat for township in of.townships} <= cells
    assert {post.node for post in of.posts} <= cells


@talking
def test_a_cell_is_fed_by_the_township_of_its_villages_and_by_nobody_here_outside(name):
    of = scenario(name)
    home = {village.node: village.township for village in of.villages}
    for row in kind(of, TelecomKind.CELL):
        assert row.township == home.get(row.node, ""), row.id


@talking
def test_every_end_of_a_fibre_exists_and_every_site_has_a_way_to_a_core(name):
    of = scenario(name)
    known = {row.id for row in of.telecom}
    assert all({row.a, row.b} <= known and row.a != row.b for row in of.fibres)
    assert joined(of, fibres(of)) == known


@talking
def test_no_two_fibres_join_the_same_sites(name):
    pairs = [frozenset((row.a, row.b)) for row in scenario(name).fibres]
    assert len(pairs) == len(set(pairs))


@talking
def test_a_cut_spur_silences_what_hangs_on_it(name):
    of = scenario(name)
    spurs = {row.id for row in of.fibres} - ring(of)
    for spur in spurs:
        silent = {row.id for row in of.telecom} - joined(of, fibres(of, cut={spur}))
        assert silent, spur
        assert all(row.kind is TelecomKind.CELL for row in of.telecom if row.id in silent), spur


@talking
def test_a_hub_lives_longer_than_a_cell(name):
    of = scenario(name)
    cells = max(row.battery_h for row in kind(of, TelecomKind.CELL))
    assert all(row.battery_h > cells for row in of.telecom if row.kind is not TelecomKind.CELL)


@talking
def test_every_radio_site_hangs_on_the_public_network_in_the_end(name):
    of = scenario(name)
    known = {row.id for row in of.telecom}
    assert of.sites
    assert all(chain(of, site)[-1] in known for site in of.sites)


@talking
def test_everybody_has_a_way_to_talk(name):
    of = scenario(name)
    held = {}
    for terminal in of.terminals:
        held.setdefault(terminal.holder, []).append(terminal.bearer)
    for party in (Party.STATION, Party.UNIT, Party.VILLAGE, Party.NEIGHBOUR, Party.COMMS_TEAM):
        assert BearerKind.CELLULAR in held[party.value], party
    for township in of.townships:
        own = held.get("township", []) + held.get(township.id, [])
        assert {BearerKind.FIXED, BearerKind.CELLULAR, BearerKind.RADIO} <= set(own), township.id


@talking
def test_nobody_has_two_terminals_of_a_kind(name):
    pairs = Counter((terminal.holder, terminal.bearer) for terminal in scenario(name).terminals)
    assert max(pairs.values()) == 1


@talking
def test_every_team_carries_what_it_is_for(name):
    of = scenario(name)
    held = {(terminal.holder, terminal.bearer.value) for terminal in of.terminals}
    wanted = {"scout": "tiantong", "vsat": "vsat", "mesh": "mesh", "uav_cell": "mesh"}
    for team in of.comms_teams:
        if team.kind.value in wanted:
            assert (team.id, wanted[team.kind.value]) in held, team.id


@talking
def test_whatever_fails_is_back_or_never_back_within_the_scenario(name):
    of = scenario(name)
    for outage in of.bearers.outages:
        assert 0 < outage.at.value < outage.until.value, outage.target
        assert outage.at.value < of.horizon.value * 24, outage.target


@talking
def test_no_two_figures_bear_one_name(name):
    """Also where one thing fails twice: an outage goes by an id of its own, or by its position."""
    names = [figure.path for figure in assumptions(scenario(name))]
    assert len(names) == len(set(names))


# --- the hamlet


def test_the_banks_of_the_hamlet_are_joined_by_the_fibre_over_the_bridge_only():
    of = scenario("hamlet-silent")
    assert ring(of) == {"F01"}
    north = joined(of, fibres(of, cut={"F01"}))
    at = {row.id: row.node for row in of.telecom}
    assert {at[name] for name in north} == {"H01", "H02", "H06", "H09", "H12"}
    assert nx.is_tree(fibres(of))


def test_the_silent_hamlet_is_the_hamlet_with_networks_that_fail():
    whole, silent = scenario("hamlet"), scenario("hamlet-silent")
    same = {"roads", "dispatch", "forces", "unit_types", "cuts", "nodes", "links", "villages", "units"}
    assert whole.model_dump(include=same) == silent.model_dump(include=same)
    assert (whole.comms, silent.comms) == ("ideal", "bearers")
    assert {outage.what for outage in silent.bearers.outages} == {"fibre", "mains", "site"}


def test_several_calls_of_the_hamlet_fall_into_its_silence():
    from sim.record.facts import IncidentBegan
    from sim.run import run

    of = scenario("hamlet-silent")
    log = run(of.model_copy(update={"comms": "ideal"}), seed=1)
    hours = [t / 3.6e6 for _, t, _, fact in log.entries() if isinstance(fact, IncidentBegan)]
    assert 30 <= len(hours) <= 120
    assert sum(12 <= hour < 24 for hour in hours) >= 5
