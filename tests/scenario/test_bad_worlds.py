"""Worlds of which each part is right but not the whole: what is said of each."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from broken import Act, end, gone, row, told, yaml

CAPABLE = 'capabilities: ["engine"]'
NODE = "N0{0},点{0},township,107.3,29.0,200.0,D1,assumption,test\n"
ROWS = [
    # seen together
    pytest.param(
        [row("nodes.csv", 4, "N02", "N01")],
        [
            "nodes.csv:4:1: id: expected each id once; it stands already in nodes.csv:3 (got 'N01')",
            "roads.csv:3:3: b: expected an id in nodes.csv (got 'N02'); did you mean 'N01'?",
            "townships.csv:4:5: seat: expected an id in nodes.csv (got 'N02'); did you mean 'N01'?",
            "villages.csv:4:4: node: expected an id in nodes.csv (got 'N02'); did you mean 'N01'?",
        ],
        id="duplicate id",
    ),
    pytest.param(
        [row("villages.csv", 3, "N01", "N1")],
        ["villages.csv:3:4: node: expected an id in nodes.csv (got 'N1'); did you mean 'N01'?"],
        id="dangling node",
    ),
    pytest.param(
        [row("stations.csv", 2, "D1", "D2")],
        ["stations.csv:2:4: district: expected an id in districts.csv (got 'D2')"],
        id="dangling district",
    ),
    pytest.param(
        [row("villages.csv", 3, "T01", "T91")],
        [("villages.csv:3:3: township: expected an id in townships.csv (got 'T91'); did you mean 'T01'?")],
        id="dangling township",
    ),
    pytest.param(
        [row("units.csv", 3, "S00", "S01")],
        ["units.csv:3:3: station: expected an id in stations.csv (got 'S01'); did you mean 'S00'?"],
        id="dangling station",
    ),
    pytest.param(
        [row("units.csv", 2, "engine", "engin")],
        [
            (
                "units.csv:2:4: type: expected an id in unit_types of scenario.yaml (got 'engin'); did "
                "you mean 'engine'?"
            )
        ],
        id="unknown type of unit",
    ),
    pytest.param(
        [yaml(CAPABLE, f"vehicle: truck\n    {CAPABLE}")],
        [
            (
                "scenario.yaml:26:14: unit_types.engine.vehicle: expected an id in roads.vehicles of "
                "scenario.yaml (got 'truck')"
            )
        ],
        id="unknown vehicle",
    ),
    pytest.param(
        [yaml("    engine:\n      urban: 40", "    truck:\n      urban: 40")],
        [
            (
                "scenario.yaml:23:5: unit_types.engine.vehicle: expected an id in roads.vehicles of "
                "scenario.yaml (got 'engine')"
            ),
            "teams.csv:2:12: vehicle: expected an id in roads.vehicles of scenario.yaml (got 'engine')",
        ],
        id="unknown vehicle by default",
    ),
    pytest.param(
        [yaml("run_card:\n        engine: 1", "run_card:\n        enginee: 1")],
        [
            (
                "scenario.yaml:16:9: demand.kinds.fire.run_card.enginee: expected a capability of one of "
                "the unit types (got 'enginee'); did you mean 'engine'?"
            )
        ],
        id="capability nobody has",
    ),
    pytest.param(
        [yaml('{"engine": 1}', "{ladder: 1}")],
        [
            (
                "scenario.yaml:17:45: demand.kinds.fire.severities.only.needs.ladder: expected a "
                "capability of one of the unit types (got 'ladder')"
            )
        ],
        id="need nobody has",
    ),
    pytest.param(
        [yaml('"R00"', "R07")],
        [("scenario.yaml:35:17: cuts.0.road: expected an id in roads.csv (got 'R07'); did you mean 'R01'?")],
        id="cut of an unknown road",
    ),
    pytest.param(
        [yaml('"kinds": ["fire"]', "kinds: [fires]")],
        [
            (
                "scenario.yaml:20:56: demand.surges.0.kinds.0: expected an id in demand.kinds of "
                "scenario.yaml (got 'fires'); did you mean 'fire'?"
            )
        ],
        id="surge of an unknown kind",
    ),
    pytest.param(
        [yaml('"kinds": ["fire"]', "townships: [T00, T09]")],
        [
            (
                "scenario.yaml:20:65: demand.surges.0.townships.1: expected an id in townships.csv (got "
                "'T09'); did you mean 'T02'?"
            )
        ],
        id="surge in an unknown township",
    ),
    pytest.param(
        [row("calls.csv", 2, "V01", "V9")],
        ["calls.csv:2:2: village: expected an id in villages.csv (got 'V9')"],
        id="call at an unknown village",
    ),
    pytest.param(
        [row("calls.csv", 2, "fire", "flood")],
        ["calls.csv:2:3: kind: expected an id in demand.kinds of scenario.yaml (got 'flood')"],
        id="call of an unknown kind",
    ),
    pytest.param(
        [row("calls.csv", 2, "only", "big")],
        ["calls.csv:2:4: severity: expected an id in demand.kinds.fire.severities (got 'big')"],
        id="call of an unknown severity",
    ),
    pytest.param(
        [row("calls.csv", 2, "01:00:00", "1 o'clock")],
        [
            (
                "calls.csv:2:1: at: expected an ISO 8601 date and time, or hh:mm:ss since the start (got "
                '"1 o\'clock")'
            )
        ],
        id="call at no time",
    ),
    pytest.param(
        [row("calls.csv", 2, "01:00:00", "2024-12-31T23:59:59")],
        [
            (
                "calls.csv:2:1: at: expected a time not before the start of the scenario, "
                "2025-01-01T00:00:00+08:00 (got '2024-12-31T23:59:59')"
            )
        ],
        id="call before the start",
    ),
    pytest.param(
        [yaml("  surges:", "  mode: historical\n  surges:"), gone("calls.csv")],
        ["calls.csv: expected at least one call, as demand.mode is historical"],
        id="calls wanted but none given",
    ),
    pytest.param(
        [end("nodes.csv", NODE.format(3))],
        ["nodes.csv:5:1: id: expected a node with at least one link (got 'N03')"],
        id="isolated node",
    ),
    pytest.param(
        [
            end("nodes.csv", NODE.format(3) + NODE.format(4)),
            end("roads.csv", "R03,N03,N04,trunk,1,assumption,test\n"),
        ],
        [
            (
                "nodes.csv:5:1: id: expected a road graph in one piece, but no way leads from N00 to this "
                "node and 1 other (got 'N03')"
            )
        ],
        id="two pieces",
    ),
    pytest.param(
        [
            row("roads.csv", 1, "id,", "oneway,id,"),
            row("roads.csv", 2, "R00", ",R00"),
            row("roads.csv", 3, "R01", "true,R01"),
        ],
        [
            (
                "nodes.csv:4:1: id: expected a road graph in one piece, but no way leads from this node "
                "to N00 (got 'N02')"
            )
        ],
        id="no way back",
    ),
    pytest.param(
        [end("roads.csv", "R03,N02,N02,trunk,1,assumption,test\n")],
        ["roads.csv:4:3: b: expected two different nodes (got 'N02')"],
        id="link to itself",
    ),
    pytest.param(
        [end("stations.csv", "S01,站1,national,D1,N01,12,107.1,29.0,assumption,test\n")],
        [("stations.csv:3:1: id: expected at least one unit at a station that takes part (got 'S01')")],
        id="station without units",
    ),
    pytest.param(
        [row("stations.csv", 2, ",12,", ",3,")],
        [
            (
                "stations.csv:2:6: crew: expected a crew of at least 4, which unit U000 of type engine "
                "needs (got 3)"
            )
        ],
        id="crew too small",
    ),
    pytest.param(
        [yaml(CAPABLE, f"crew_min: 7\n    {CAPABLE}")],
        ["scenario.yaml:26:15: unit_types.engine.crew_min: expected at most the crew, 6 (got 7)"],
        id="crew_min above crew",
    ),
    pytest.param(
        [row("districts.csv", 2, "true", "false")],
        ["districts.csv: home: expected at least one district with home = true"],
        id="no home",
    ),
    pytest.param(
        [
            row("villages.csv", 2, "10000", "0"),
            row("villages.csv", 3, "10000", "0"),
            row("villages.csv", 4, "10000", "0"),
        ],
        ["villages.csv: population: expected somebody living in at least one village"],
        id="nobody lives anywhere",
    ),
    pytest.param(
        [yaml('"end": 5', "end: 0.5")],
        ["scenario.yaml:20:30: demand.surges.0.end: expected an end after the begin, 1 h (got 0.5)"],
        id="surge ends before it begins",
    ),
    pytest.param(
        [yaml('"until": 9', "until: 5")],
        ["scenario.yaml:35:40: cuts.0.until: expected an end after the begin, 5 h (got 5)"],
        id="cut ends before it begins",
    ),
    pytest.param(
        [yaml('{"begin": 1, "end": 2}', "{begin: 3, end: {value: 2, source: s, label: user}}")],
        ["scenario.yaml:32:26: roads.rain.0.end: expected an end after the begin, 3 h (got 2)"],
        id="rain without end of sense",
    ),
    pytest.param(
        [yaml('{"begin": 1, "end": 2}', "{begin: 1, end: 2, townships: [T00, T77]}")],
        ["scenario.yaml:32:46: roads.rain.0.townships.1: expected an id in townships.csv (got 'T77')"],
        id="rain on a township that is not there",
    ),
    pytest.param(
        [yaml("  surges:", f"  month_weights: {[0] * 12}\n  surges:")],
        [
            (
                "scenario.yaml:20:18: demand.month_weights: expected at least one weight above zero (got "
                "a list of 12)"
            )
        ],
        id="no weight",
    ),
    pytest.param(
        [yaml('"id": "only",', "id: only, weight: 0,")],
        [
            (
                "scenario.yaml:17:19: demand.kinds.fire.severities: expected at least one weight above "
                "zero (got a list of 1)"
            )
        ],
        id="severities without weight",
    ),
    pytest.param(
        [yaml('[{"id": "only", ', '[{id: only, needs: {}}, {"id": "only", ')],
        [
            (
                "scenario.yaml:17:50: demand.kinds.fire.severities.only.id: expected each id once; it "
                "stands already in scenario.yaml:17 (got 'only')"
            )
        ],
        id="severity twice",
    ),
    pytest.param(
        [yaml("work_law:", "transport: true\n      work_law:"), gone("hospitals.csv"), gone("loads.csv")],
        [
            (
                "scenario.yaml:19:18: demand.kinds.fire.transport: expected at least one hospital in "
                "hospitals.csv, as kind fire has transport = true (got true)"
            )
        ],
        id="transport without hospital",
    ),
    pytest.param(
        [row("units.csv", 3, "U001", "U000")],
        ["units.csv:3:1: id: expected each id once; it stands already in units.csv:2 (got 'U000')"],
        id="id twice in units",
    ),
    pytest.param(
        [row("roads.csv", 3, "R01", "R00")],
        ["roads.csv:3:1: id: expected each id once; it stands already in roads.csv:2 (got 'R00')"],
        id="id twice in roads",
    ),
    pytest.param(
        [row("villages.csv", 3, "V01", "V00"), row("villages.csv", 4, "V02", "V00")],
        [
            "calls.csv:2:2: village: expected an id in villages.csv (got 'V01'); did you mean 'V00'?",
            ("villages.csv:3:1: id: expected each id once; it stands already in villages.csv:2 (got 'V00')"),
            ("villages.csv:4:1: id: expected each id once; it stands already in villages.csv:2 (got 'V00')"),
        ],
        id="id three times",
    ),
    pytest.param(
        [
            end("stations.csv", "S01,邻站,neighbour,D1,N01,12,107.1,29.0,assumption,test\n"),
            yaml("town_brigades: true", "neighbours: true"),
        ],
        [("stations.csv:3:1: id: expected at least one unit at a station that takes part (got 'S01')")],
        id="neighbours without units once they take part",
    ),
    pytest.param(
        [row("districts.csv", 2, "N00", "X")],
        ["districts.csv:2:4: seat: expected an id in nodes.csv (got 'X')"],
        id="all seats unknown",
    ),
    pytest.param(
        [yaml('"begin": 1, "end": 5', "begin: 1000001, end: 5")],
        [
            (
                "scenario.yaml:20:20: demand.surges.0.begin: expected a number from 0 to 1000000 h (got "
                "1000001)"
            ),
            ("scenario.yaml:20:34: demand.surges.0.end: expected an end after the begin, 1000001 h (got 5)"),
        ],
        id="begin beyond the end of time",
    ),
]


@pytest.mark.parametrize(("acts", "messages"), ROWS)
def test_each_fault_is_told_with_its_place(acts: Sequence[Act], messages: list[str], tmp_path: Path) -> None:
    assert told(tmp_path, acts) == messages
