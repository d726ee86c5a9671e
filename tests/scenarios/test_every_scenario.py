"""What holds for every scenario that is shipped, real or invented."""

import networkx as nx
import pytest
from scenario_maps import NAMES, ROOT, crosses, graph, km_between, scenario

from sim.scenario.assumptions import assumptions
from sim.scenario.layers import shipped
from sim.scenario.load import check
from sim.scenario.quantity import UNSAID, label_of
from sim.terms.enums import Label

TABLES = ("districts", "nodes", "links", "townships", "villages", "stations", "units", "hospitals", "pois")
MAY_BE_ABSENT = ("posts", "sites", "telecom", "fibres", "terminals", "comms_teams")
every = pytest.mark.parametrize("name", NAMES)


def test_these_are_the_scenarios_that_are_shipped():
    assert sorted(shipped()) == sorted(NAMES)


@every
def test_a_shipped_scenario_has_no_fault(name):
    assert check(name) == []


@every
def test_a_shipped_scenario_bears_the_name_of_its_folder(name):
    assert scenario(name).name == name


@every
def test_every_folder_says_where_its_figures_come_from(name):
    text = (ROOT / "scenarios" / name / "SOURCES.md").read_text(encoding="utf-8")
    assert "assumption" in text


@every
def test_a_scenario_is_data_only(name):
    kinds = {path.suffix for path in (ROOT / "scenarios" / name).iterdir()}
    assert kinds <= {".yaml", ".csv", ".geojson", ".md"}


@every
@pytest.mark.parametrize("table", [*TABLES, "lines"])
def test_every_row_is_labelled_and_sourced(name, table):
    rows = getattr(scenario(name), table)
    assert rows
    assert all(isinstance(row.label, Label) and row.source.strip() for row in rows)


@every
def test_every_professional_team_is_labelled_and_sourced_and_can_do_something(name):
    found = scenario(name)
    for row in found.teams:
        assert row.label is not Label.USER
        assert row.source.strip()
        assert row.type in found.team_types


@every
def test_nobody_who_may_hold_terminals_bears_the_id_of_somebody_else(name):
    found = scenario(name)
    tables = (found.townships, found.villages, found.stations, found.units, found.comms_teams, found.teams)
    ids = [row.id for rows in (*tables, found.posts) for row in rows]
    assert len(set(ids)) == len(ids)


@every
@pytest.mark.parametrize("table", MAY_BE_ABSENT)
def test_every_row_of_communications_is_labelled_and_sourced_where_there_is_one(name, table):
    rows = getattr(scenario(name), table)
    assert rows or scenario(name).comms == "ideal"
    assert all(row.label is not Label.USER and row.source.strip() for row in rows)


@every
@pytest.mark.parametrize("table", [*TABLES, *MAY_BE_ABSENT])
def test_a_row_never_claims_more_than_its_source(name, table):
    for row in getattr(scenario(name), table):
        if row.source.startswith(("assumption", "invented")):
            assert row.label is Label.ASSUMPTION, row.id


@every
def test_everybody_can_be_reached_by_road(name):
    roads = graph(scenario(name))
    assert nx.is_connected(roads)
    assert set(roads) == {node.id for node in scenario(name).nodes}


@every
def test_a_road_is_not_shorter_than_the_straight_line(name):
    at = {node.id: (node.lon, node.lat) for node in scenario(name).nodes}
    for link in scenario(name).links:
        # Ends were snapped to the network by up to a kilometre, lengths are rounded to ten metres.
        assert link.length_km >= 0.9 * km_between(at[link.a], at[link.b]) - 0.3, link.id


@every
def test_every_bridge_is_one_road_whose_loss_forces_a_detour(name):
    roads = graph(scenario(name))
    for link in scenario(name).links:
        if link.bridge:
            without = roads.copy()
            without.remove_edge(link.a, link.b)
            assert nx.dijkstra_path_length(without, link.a, link.b, weight="km") > 5 * link.length_km, (
                link.bridge
            )


@every
def test_every_bridge_crosses_a_river_on_the_map(name):
    at = {node.id: (node.lon, node.lat) for node in scenario(name).nodes}
    rivers = [line.points for line in scenario(name).lines if line.kind == "river"]
    for link in scenario(name).links:
        if link.bridge:
            assert any(crosses(at[link.a], at[link.b], river) for river in rivers), link.bridge


@every
def test_a_bridge_has_one_road_and_a_road_at_most_one_bridge(name):
    bridges = [link.bridge for link in scenario(name).links if link.bridge]
    assert len(bridges) == len(set(bridges)) >= 1


@every
def test_the_people_of_the_villages_are_the_people_of_their_township(name):
    counted = {township.id: 0 for township in scenario(name).townships}
    for village in scenario(name).villages:
        counted[village.township] += village.population
    assert counted == {township.id: township.population for township in scenario(name).townships}


@every
def test_the_people_of_the_townships_are_the_people_of_their_district(name):
    for district in scenario(name).districts:
        if district.home:
            own = [
                township.population
                for township in scenario(name).townships
                if township.district == district.id
            ]
            assert sum(own) == district.population


@every
def test_a_station_can_man_all_its_units_at_once(name):
    types = scenario(name).unit_types
    for station in scenario(name).stations:
        own = [types[unit.type] for unit in scenario(name).units if unit.station == station.id]
        assert own, station.id
        assert all(type_.crew_min.whole <= type_.crew.whole for type_ in own)
        assert sum(type_.crew.whole for type_ in own) <= station.crew, station.id


def _supply(name, capability, kinds):
    of = scenario(name)
    stations = {station.id for station in of.stations if station.kind in kinds}
    able = {key for key, type_ in of.unit_types.items() if capability in type_.capabilities}
    return sum(unit.station in stations and unit.type in able for unit in of.units)


@every
def test_no_incident_needs_more_than_the_forces_at_home_have(name):
    home = {"national", "township", "enterprise", "forest", "rescue", "medical"}
    for kind in scenario(name).demand.kinds.values():
        for severity in kind.severities:
            for capability, units in severity.needs.items():
                assert units <= _supply(name, capability, home), (kind.name.en, severity.id, capability)


@every
def test_the_first_alarm_never_exceeds_what_the_mildest_incident_needs(name):
    for kind in scenario(name).demand.kinds.values():
        for severity in kind.severities:
            assert all(severity.needs.get(able, 0) >= units for able, units in kind.run_card.items())


@every
def test_every_unit_type_that_a_run_card_asks_for_exists(name):
    able = {word for type_ in scenario(name).unit_types.values() for word in type_.capabilities}
    for kind in scenario(name).demand.kinds.values():
        asked = {*kind.run_card}.union(*(severity.needs for severity in kind.severities))
        assert asked <= able


@every
def test_calls_come_at_the_national_rate(name):
    kinds = scenario(name).demand.kinds
    fire_service = [kind.per_1000.value for key, kind in kinds.items() if key != "medical"]
    assert sum(fire_service) == pytest.approx(1.74)
    assert kinds["fire"].per_1000.value == pytest.approx(0.60)


@every
def test_june_to_august_bear_28_percent_of_the_calls(name):
    weights = scenario(name).demand.month_weights.values
    assert sum(weights[5:8]) / sum(weights) == pytest.approx(0.28, abs=1e-6)


@every
def test_most_calls_come_between_08_and_20_hours(name):
    weights = scenario(name).demand.hour_weights.values
    assert 0.5 < sum(weights[8:20]) / sum(weights) < 0.75


@every
def test_no_figure_is_without_a_source(name):
    """A label `user` is for whoever changes a shipped scenario; what is shipped says where it comes from."""
    for figure in assumptions(scenario(name)):
        assert figure.label is not Label.USER, figure.path
        assert figure.source.strip(), figure.path
        assert UNSAID not in figure.source, figure.path
        assert figure.unit, figure.path


@every
@pytest.mark.parametrize("table", [*TABLES, "lines"])
def test_no_row_is_without_a_source(name, table):
    assert not [row for row in getattr(scenario(name), table) if row.label is Label.USER]


@every
def test_a_figure_never_claims_more_than_its_source(name):
    for figure in assumptions(scenario(name)):
        if label_of(figure.source) is Label.ASSUMPTION:
            assert figure.label is Label.ASSUMPTION, figure.path


@every
def test_every_figure_that_is_written_down_is_sourced(name):
    lines = (ROOT / "scenarios" / name / "scenario.yaml").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if "value:" in line:
            assert "source:" in line, line
            assert "label:" in line, line
