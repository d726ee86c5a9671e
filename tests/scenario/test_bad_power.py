"""A power network that is wrong: what is said of each table, all at once, with file, line, key and value."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from broken import Act, end, gone, good, row, told, yaml

from sim.scenario.load import check, load
from sim.terms.enums import LoadKind, PowerNodeKind

LABEL = "assumption,made for a test"
ROWS = [
    pytest.param(
        [row("power_nodes.csv", 2, "source", "substation")],
        ["power_nodes.csv: kind: expected at least one node of kind source"],
        id="no source at all",
    ),
    pytest.param(
        [end("power_nodes.csv", f"SX,岛,substation,110,107.0,29.0,N00,{LABEL}\n")],
        [
            (
                "power_nodes.csv:5:1: id: expected a node to which lines lead from a source; none leads "
                "here (got 'SX')"
            )
        ],
        id="a feeder with no source",
    ),
    pytest.param(
        [
            end("power_nodes.csv", f"SX,岛,substation,110,107.0,29.0,N00,{LABEL}\n"),
            end("power_nodes.csv", f"SY,岛,area,110,107.0,29.0,N00,{LABEL}\n"),
            end("power_lines.csv", f"PL9,SX,SY,10,1,{LABEL},,,\n"),
        ],
        [
            (
                "power_nodes.csv:5:1: id: expected a node to which lines lead from a source; none leads "
                "here, nor to 1 other (got 'SX')"
            )
        ],
        id="an island",
    ),
    pytest.param(
        [row("power_nodes.csv", 3, "substation", "pole")],
        [("power_nodes.csv:3:3: kind: expected one of source, substation, switching, area (got 'pole')")],
        id="node of an unknown kind",
    ),
    pytest.param(
        [row("power_nodes.csv", 3, "N00", "N77")],
        ["power_nodes.csv:3:7: node: expected an id in nodes.csv (got 'N77')"],
        id="node beside no road",
    ),
    pytest.param(
        [row("power_lines.csv", 3, "TA", "TB")],
        ["power_lines.csv:3:3: b: expected an id in power_nodes.csv (got 'TB')"],
        id="line that ends at nothing",
    ),
    pytest.param(
        [row("power_lines.csv", 3, ",TA,", ",SS,")],
        ["power_lines.csv:3:3: b: expected two different nodes (got 'SS')"],
        id="line that ends where it begins",
    ),
    pytest.param(
        [row("power_lines.csv", 2, "5.0", "-5")],
        ["power_lines.csv:2:5: length_km: expected a number above 0 (got -5)"],
        id="line of negative length",
    ),
    pytest.param(
        [row("power_lines.csv", 2, "110.0", "0")],
        ["power_lines.csv:2:4: kv: expected a number above 0 (got 0)"],
        id="line without voltage",
    ),
    pytest.param(
        [row("power_lines.csv", 4, "true,remote,10.0", "false,remote,10.0")],
        [
            (
                "power_lines.csv:4:9: switching: expected a tie (normally_open = true), as only those are "
                "switched (got 'remote')"
            ),
            (
                "power_lines.csv:4:10: delay_min: expected a tie (normally_open = true), as only those are "
                "switched (got 10.0)"
            ),
        ],
        id="a switch that is no tie",
    ),
    pytest.param(
        [row("power_lines.csv", 4, "remote", "magic")],
        [("power_lines.csv:4:9: switching: expected one of automatic, remote, by_hand (got 'magic')")],
        id="a tie that nobody can switch",
    ),
    pytest.param(
        [row("power_lines.csv", 3, "PL2", "PL1")],
        [
            (
                "power_lines.csv:3:1: id: expected each id once; it stands already in power_lines.csv:2 "
                "(got 'PL1')"
            )
        ],
        id="line twice",
    ),
    pytest.param(
        [row("loads.csv", 3, ",SS,", ",SX,")],
        ["loads.csv:3:5: at: expected an id in power_nodes.csv (got 'SX')"],
        id="load on nothing",
    ),
    pytest.param(
        [row("loads.csv", 3, "H1", "H9")],
        ["loads.csv:3:4: target: expected an id in hospitals.csv (got 'H9')"],
        id="load of a hospital that is not there",
    ),
    pytest.param(
        [row("loads.csv", 4, "T00", "")],
        ["loads.csv:4:4: target: expected an id in townships.csv, as a township stands there (got '')"],
        id="load of nobody",
    ),
    pytest.param(
        [row("loads.csv", 2, "pump,,", "pump,P1,")],
        ["loads.csv:2:4: target: expected nothing here, as a pump stands in no table (got 'P1')"],
        id="pump of a table",
    ),
    pytest.param(
        [row("loads.csv", 4, "township,T00", "hospital,H1")],
        [
            (
                "loads.csv:4:4: target: expected each hospital once; this one stands already in "
                "loads.csv:3 (got 'H1')"
            )
        ],
        id="hospital on two nodes",
    ),
    pytest.param(
        [row("loads.csv", 5, ",TA,,", ",TA,6,")],
        [
            (
                "loads.csv:5:6: generator_h: expected nothing here, as the backup of a radio_site stands "
                "in sites.csv (got 6)"
            )
        ],
        id="backup of a site in the wrong table",
    ),
    pytest.param(
        [row("loads.csv", 3, ",SS,3.0,", ",SS,-3,")],
        ["loads.csv:3:6: generator_h: expected a number from 0 to 1000 (got -3)"],
        id="tank of less than nothing",
    ),
    pytest.param(
        [row("loads.csv", 3, "hospital", "palace")],
        [
            (
                "loads.csv:3:3: kind: expected one of hospital, post, station, pump, shelter, telecom, "
                "radio_site, township, area (got 'palace')"
            )
        ],
        id="load of an unknown kind",
    ),
    pytest.param(
        [yaml('"what": "mains", "target": "T00"', "what: power_line, target: PL7")],
        [
            (
                "scenario.yaml:41:40: bearers.outages.0.target: expected an id in power_lines.csv "
                "(got 'PL7'); did you mean 'PL3'?"
            )
        ],
        id="outage of a line that is not there",
    ),
    pytest.param(
        [
            yaml('"what": "mains", "target": "T00"', "what: power_node, target: all"),
            *map(gone, ("power_nodes.csv", "power_lines.csv", "loads.csv")),
        ],
        [],
        id="outage of all nodes, of which there are none",
    ),
]


@pytest.mark.parametrize(("acts", "messages"), ROWS)
def test_each_fault_of_power_is_told_with_its_place(
    acts: Sequence[Act], messages: list[str], tmp_path: Path
) -> None:
    assert told(tmp_path, acts) == messages


def test_fuel_must_fit_into_its_tank(tmp_path: Path) -> None:
    folder = good(tmp_path / "w")
    assert [str(fault) for fault in check(folder, ["loads.L2.fuel_h=3.5"])] == [
        "--set: loads.L2.fuel_h: expected at most what the tank holds, 3 h (got 3.5)"
    ]
    assert load(folder, ["loads.L2.fuel_h=2.5"]).loads[1].fuel_h == 2.5


def test_all_faults_of_power_are_told_at_once(tmp_path: Path) -> None:
    acts = [
        row("power_nodes.csv", 2, "source", "substation"),
        row("power_lines.csv", 2, "5.0", "-5"),
        row("loads.csv", 3, "H1", "H9"),
        row("loads.csv", 5, ",TA,,", ",TA,6,"),
    ]
    assert [each.partition(":")[0] for each in told(tmp_path, acts)] == [
        *("loads.csv", "loads.csv", "power_lines.csv", "power_nodes.csv")
    ]


def test_what_a_table_that_cannot_be_read_would_say_is_not_guessed(tmp_path: Path) -> None:
    texts = told(tmp_path, [row("power_nodes.csv", 3, "N00", "N00,more")])
    assert texts == ["power_nodes.csv:3: expected 9 cells, as in the header (got 10)"]


@pytest.mark.parametrize("kind", LoadKind)
def test_a_load_stands_in_a_table_of_the_scenario_or_in_none(kind: LoadKind) -> None:
    assert kind.table in {"", "hospitals", "posts", "stations", "telecom", "sites", "townships", "nodes"}
    assert not kind.own_backup or kind.table in {"telecom", "sites"}
    assert kind.is_people is (kind in (LoadKind.TOWNSHIP, LoadKind.AREA))
    assert kind.zh


@pytest.mark.parametrize("kind", PowerNodeKind)
def test_every_kind_of_node_has_a_chinese_name(kind: PowerNodeKind) -> None:
    assert kind.zh
