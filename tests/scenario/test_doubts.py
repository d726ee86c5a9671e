"""What is assumed is listed by a stated rule: what is off last, tables by people, figures by the chain."""

import pytest
from worlds import line, scenario

from sim.scenario.assumptions import assumptions
from sim.scenario.doubts import CHAIN, DOUBTFUL, OTHER, doubts, stage_of
from sim.scenario.load import load
from sim.terms.enums import Label


@pytest.fixture(scope="module")
def hamlet():
    return load("hamlet")


@pytest.fixture(scope="module")
def listed(hamlet):
    return doubts(hamlet)


def by_path(found):
    return {one.path: one for one in found}


def test_every_doubtful_figure_is_listed_once(hamlet, listed):
    figures = sorted(one.path for one in assumptions(hamlet) if one.label in DOUBTFUL)
    assert sorted(one.path for one in listed if one.people is None) == figures


def test_nothing_that_is_sourced_or_measured_is_listed(listed):
    assert {one.label for one in listed} <= set(DOUBTFUL)


def test_what_is_switched_off_comes_last(listed):
    used = [one.used for one in listed]
    assert used == sorted(used, reverse=True)
    assert not all(used)


def test_tables_come_before_figures_and_by_people(listed):
    used = [one for one in listed if one.used]
    people = [one.people for one in used if one.people is not None]
    assert [one.people is None for one in used] == sorted(one.people is None for one in used)
    assert people == sorted(people, reverse=True)


def test_figures_follow_the_chain_of_response(listed):
    places = [[*CHAIN, OTHER].index(one.stage) for one in listed if one.used and one.people is None]
    assert places == sorted(places)
    assert places[0] < places[-1]


def test_of_a_link_what_is_said_of_all_comes_before_what_is_said_of_one_kind(listed):
    paths = [one.path for one in listed if one.people is None]
    one_kind = next(path for path in paths if path.startswith("demand.kinds."))
    assert paths.index("demand.scale") < paths.index(one_kind)


def test_a_part_that_is_switched_on_counts_as_used(hamlet):
    on = load("hamlet", ["water.model=true"])
    before = [one for one in doubts(hamlet) if one.path.startswith("water.")]
    after = [one for one in doubts(on) if one.path.startswith("water.")]
    assert before
    assert not any(one.used for one in before)
    assert all(one.used for one in after)


def test_figures_of_pumps_count_where_there_are_pumps_with_mains_or_without():
    for change, of_pumps in (("utilities.pumps.on=true", True), ("utilities.model=true", False)):
        assert by_path(doubts(load("hamlet", [change])))["utilities.pumps.rate"].used is of_pumps


def test_a_switch_inside_a_section_needs_that_of_the_section(hamlet):
    on = load("hamlet", ["capability.suppression.model=true"])
    found = [one for one in doubts(on) if one.path.startswith("capability.suppression.")]
    assert found
    assert not any(one.used for one in found)


def test_networks_count_only_where_they_are_played():
    ideal, played = load("hamlet-silent", ["comms=ideal"]), load("hamlet-silent")
    assert not by_path(doubts(ideal))["terminals.csv"].used
    assert by_path(doubts(played))["terminals.csv"].used
    assert not by_path(doubts(ideal))["bearers.retry"].used
    assert by_path(doubts(played))["bearers.retry"].used


def test_a_type_without_a_unit_has_no_say():
    data = line()
    data["unit_types"]["spare"] = next(iter(data["unit_types"].values()))
    found = doubts(scenario(data))
    spare = [one for one in found if one.path.startswith("unit_types.spare.")]
    assert not any(one.used for one in spare)
    assert any(one.used for one in found if one.path.startswith("unit_types."))
    assert spare


def test_turnout_counts_for_kinds_of_station_that_take_part():
    world = load("three-cuts-all")
    kinds = {row.kind.value for row in world.stations if world.takes_part(row)}
    turnout = [one for one in doubts(world) if one.path.startswith("forces.turnout.")]
    assert turnout
    assert all(one.used == (one.path.split(".")[2] in kinds) for one in turnout)


def test_people_on_a_table_are_those_of_its_doubtful_rows(hamlet):
    villages = [row.population for row in hamlet.villages if row.label in DOUBTFUL]
    listed = [one.people for one in doubts(hamlet) if one.path == "villages.csv"]
    assert sum(listed) == sum(villages) > 0


def test_a_table_without_people_has_the_share_of_its_rows():
    data = line()
    for number, row in enumerate(data["stations"]):
        row["label"] = "sourced" if number else "assumption"
    world = scenario(data)
    everybody = sum(village.population for village in world.villages)
    rows = by_path(doubts(world))["stations.csv"]
    assert rows.people == round(everybody / len(world.stations))
    assert rows.value == f"1 / {len(world.stations)}"


def test_the_longest_beginning_tells_the_link():
    assert stage_of("bearers.caller.walk").en == "word"
    assert stage_of("bearers.expiry").en == "network"
    assert stage_of("hazards.repair.rate").en == "repair"
    assert stage_of("hazards.water.drains").en == "hazard"
    assert stage_of("demand.kinds.fire.work_median").en == "work"
    assert stage_of("demanding") is OTHER


def test_a_figure_of_the_users_without_a_source_is_listed():
    found = by_path(doubts(load("hamlet", ["demand.scale=3"])))["demand.scale"]
    assert found.label is Label.USER
    assert (found.value, found.range) == ("3", "0 – 1,000")


def test_nothing_is_listed_twice(listed):
    names = [(one.path, one.label) for one in listed]
    assert len(names) == len(set(names))
