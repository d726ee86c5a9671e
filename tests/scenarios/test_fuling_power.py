"""Fuling's synthetic power network: whole, labelled as what it is, robust where it is meant to be."""

from collections import Counter

import networkx as nx
import pytest
from scenario_maps import NAMES, scenario

from sim.comms.mains_build import grid_of
from sim.scenario.loads import load_people
from sim.terms.enums import Label, LoadKind, PowerNodeKind, Switching, TelecomKind

FULING = scenario("fuling")
NUMBERS = {row.id: i for i, row in enumerate(FULING.power_nodes)}
LINES = {(row.a, row.b): i for i, row in enumerate(FULING.power_lines)}


def dark_without(*broken: str) -> set[str]:
    """Return the nodes that are dark once ties have closed that close by themselves."""
    grid = grid_of(FULING)
    for name in broken:
        grid.set_node(NUMBERS[name], False)
    for number, row in enumerate(FULING.power_lines):
        if row.normally_open and row.switching is not Switching.BY_HAND and grid.bridges_dark(number):
            grid.switch(number, True)
    return {name for name, i in NUMBERS.items() if not grid.live[i]}


def test_everything_has_power_as_planned():
    assert dark_without() == set()
    assert Counter(row.kind for row in FULING.power_nodes) == {
        PowerNodeKind.SOURCE: 2,
        PowerNodeKind.SUBSTATION: 26,
        PowerNodeKind.SWITCHING: 3,
        PowerNodeKind.AREA: 25,
    }


@pytest.mark.parametrize("station", ["S220A", "S220B", "S220C", "S220D"])
def test_the_loss_of_one_220_kv_station_leaves_in_the_dark_only_what_hangs_on_it_alone(station):
    alone = {"S220B": {"SW-T014"}, "S220C": {"SW-T012", "A-V5224"}}
    assert dark_without(station) == {station} | alone.get(station, set())


def test_the_loss_of_a_110_kv_substation_takes_all_below_it():
    below = {"S35-T131", "S35-T206", "A-HS06"}
    assert dark_without("S110-T121") == {"S110-T121", *below}


def test_each_110_kv_substation_has_two_lines_one_of_them_open():
    for row in FULING.power_nodes:
        if row.id.startswith("S110"):
            lines = [line for line in FULING.power_lines if line.b == row.id and line.kv == 110]
            assert sorted(line.normally_open for line in lines) == [False, True]
            assert {line.switching for line in lines if line.normally_open} == {Switching.AUTOMATIC}


def test_without_its_ties_the_network_below_220_kv_is_a_forest():
    graph = nx.Graph((row.a, row.b) for row in FULING.power_lines if not row.normally_open and row.kv < 220)
    assert nx.is_forest(graph)


def test_nobody_claims_that_the_network_is_real():
    for row in (*FULING.power_nodes, *FULING.power_lines):
        assert row.label is Label.ASSUMPTION
        assert "synthetic" in row.source or "assumption" in row.source
    assert {row.label for row in FULING.loads} == {Label.ASSUMPTION, Label.ESTIMATE}


def test_every_person_hangs_on_one_load():
    assert sum(load_people(FULING)) == sum(row.population for row in FULING.townships)
    assert all(n >= 0 for n in load_people(FULING))


def test_everything_that_can_go_dark_is_a_load():
    targets = {kind: {row.target for row in FULING.loads if row.kind is kind} for kind in LoadKind}
    assert targets[LoadKind.TOWNSHIP] == {row.id for row in FULING.townships}
    seats = {row.seat for row in FULING.townships}
    assert targets[LoadKind.AREA] == {row.node for row in FULING.villages} - seats
    cells = {row.id for row in FULING.telecom if row.kind is not TelecomKind.CORE and row.township}
    assert targets[LoadKind.TELECOM] == cells
    hills = {row.id for row in FULING.sites} - {"RS01"}
    assert targets[LoadKind.RADIO_SITE] == hills


def test_hospitals_have_the_fuel_that_the_code_asks_of_their_class():
    level = {row.id: row.level for row in FULING.hospitals}
    for row in FULING.loads:
        if row.kind is LoadKind.HOSPITAL:
            wanted = {"三": 24, "二": 12}.get(level[row.target][0], 3)
            assert (row.generator_h, row.ups_h, row.start_s) == (wanted, 0.25, 15)


def test_a_line_is_not_shorter_than_the_way_between_its_ends():
    from sim.comms.places import distance_m

    at = {row.id: (row.lon, row.lat) for row in FULING.power_nodes}
    for row in FULING.power_lines:
        straight_km = distance_m(*at[row.a], *at[row.b]) / 1000
        assert row.length_km >= straight_km * 0.95


@pytest.mark.parametrize("name", NAMES)
def test_every_row_of_power_is_labelled_and_sourced_where_there_is_one(name):
    of = scenario(name)
    rows = (*of.power_nodes, *of.power_lines, *of.loads)
    assert all(row.label is not Label.USER and row.source.strip() for row in rows)
    assert bool(rows) is (name != "two-counties")
