"""Keys and values of scenario.yaml that are wrong: what is said of each."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from broken import Act, end, told, yaml

ROWS = [
    # YAML values
    pytest.param(
        [yaml("horizon: 30", "horizn: 30")],
        ["scenario.yaml:6:1: horizn: expected a known key; did you mean 'horizon'?"],
        id="unknown key",
    ),
    pytest.param(
        [yaml("urban: 40", "urbn: 40")],
        [("scenario.yaml:30:7: roads.vehicles.engine.urbn: expected a known key; did you mean 'urban'?")],
        id="unknown key deep down",
    ),
    pytest.param(
        [end("scenario.yaml", "stations: []\n")],
        ["scenario.yaml:51:1: stations: expected a known key; it is read from stations.csv"],
        id="table in scenario.yaml",
    ),
    pytest.param(
        [yaml('name: "line"\n', "")], ["scenario.yaml:1:1: name: expected this key"], id="missing key"
    ),
    pytest.param(
        [yaml('  en: "Line"\n', "")], ["scenario.yaml:2:1: title.en: expected this key"], id="missing title"
    ),
    pytest.param(
        [yaml("horizon: 30", "horizon: .nan")],
        ["scenario.yaml:6:10: horizon: expected a finite number (got '.nan')"],
        id="NaN",
    ),
    pytest.param(
        [yaml("per_1000: 1.0", "per_1000: 1e999")],
        ["scenario.yaml:13:17: demand.kinds.fire.per_1000: expected a finite number (got '1e999')"],
        id="infinity",
    ),
    pytest.param(
        [yaml("horizon: 30", "horizon: " + "9" * 5000)],
        [
            (
                "scenario.yaml:6:10: horizon: expected a number of at most 15 digits (got "
                "'99999999999999999999999999999999999999999999999…')"
            )
        ],
        id="5000 digits",
    ),
    pytest.param(
        [yaml("horizon: 30", "horizon: thirty")],
        [
            (
                "scenario.yaml:6:10: horizon: expected a number, or a mapping with value, unit, source "
                "and label (got 'thirty')"
            )
        ],
        id="text for a number",
    ),
    pytest.param(
        [yaml("horizon: 30", "horizon: ３０")],
        [
            (
                "scenario.yaml:6:10: horizon: expected a number, or a mapping with value, unit, source "
                "and label (got '３０'); '３' (U+FF13) is full-width: write '3'"
            )
        ],
        id="full-width number",
    ),
    pytest.param(
        [yaml("work_median: 30", "work_median: 30 min")],
        [
            (
                "scenario.yaml:18:20: demand.kinds.fire.work_median: expected a number, or a mapping with "
                "value, unit, source and label (got '30 min')"
            )
        ],
        id="number with unit",
    ),
    pytest.param(
        [yaml("horizon: 30", "horizon: -1")],
        ["scenario.yaml:6:10: horizon: expected a number from 0.001 to 36500 d (got -1)"],
        id="out of range",
    ),
    pytest.param(
        [yaml("urban: 40", "urban: -40")],
        [
            (
                "scenario.yaml:30:14: roads.vehicles.engine.urban: expected a number from 5 to 100 km/h "
                "(got -40)"
            )
        ],
        id="negative speed",
    ),
    pytest.param(
        [yaml("work_median: 30", "work_median: {value: 30, unit: h}")],
        ["scenario.yaml:18:38: demand.kinds.fire.work_median.unit: expected the unit min (got 'h')"],
        id="wrong unit",
    ),
    pytest.param(
        [yaml("urban: 40", "urban: {value: 300, high: 400}")],
        [
            (
                "scenario.yaml:30:33: roads.vehicles.engine.urban.high: expected low and high inside the "
                "admitted range, 5 to 100 km/h (got 400)"
            )
        ],
        id="widened range",
    ),
    pytest.param(
        [yaml("urban: 40", "urban: {source: here}")],
        ["scenario.yaml:30:7: roads.vehicles.engine.urban.value: expected this key"],
        id="quantity without value",
    ),
    pytest.param(
        [yaml("horizon: 30", "horizon: true")],
        [
            (
                "scenario.yaml:6:10: horizon: expected a number, or a mapping with value, unit, source "
                "and label (got true)"
            )
        ],
        id="boolean for a quantity",
    ),
    pytest.param(
        [yaml("town_brigades: true", "town_brigades: yes")],
        ["scenario.yaml:34:18: forces.town_brigades: expected true or false (got 'yes')"],
        id="text for a boolean",
    ),
    pytest.param(
        [yaml('en: "Line"', "en: 5")],
        ["scenario.yaml:4:7: title.en: expected a text: put it in quotes (got 5)"],
        id="number for a text",
    ),
    pytest.param(
        [yaml('name: "line"', "name:")],
        ["scenario.yaml:1:1: name: expected a text (got nothing)"],
        id="nothing for a text",
    ),
    pytest.param(
        [yaml('name: "line"', "name: my district")],
        [
            (
                "scenario.yaml:1:7: name: expected an identifier of 1 to 40 characters without spaces, "
                "commas, semicolons and dots (got 'my district')"
            )
        ],
        id="blank in an identifier",
    ),
    pytest.param(
        [yaml("priority: 3", "priority: 2.0")],
        [
            (
                "scenario.yaml:14:17: demand.kinds.fire.priority: expected a whole number in digits, "
                "without decimals and separators (got 2.0)"
            )
        ],
        id="fraction for a whole number",
    ),
    pytest.param(
        [yaml('"fixed"', "lognormel")],
        [
            (
                "scenario.yaml:19:17: demand.kinds.fire.work_law: expected one of lognormal, exponential, "
                "fixed (got 'lognormel'); did you mean 'lognormal'?"
            )
        ],
        id="unknown law",
    ),
    pytest.param(
        [yaml('title:\n  zh: "一字县"\n  en: "Line"', "title: Line")],
        ["scenario.yaml:2:8: title: expected a mapping of keys (got 'Line')"],
        id="scalar for a mapping",
    ),
    pytest.param(
        [yaml('capabilities: ["engine"]', "capabilities: {engine: 1}")],
        ["scenario.yaml:26:19: unit_types.engine.capabilities: expected a list (got a mapping)"],
        id="mapping for a list",
    ),
    pytest.param(
        [yaml('capabilities: ["engine"]', "capabilities: []")],
        [
            (
                "scenario.yaml:26:19: unit_types.engine.capabilities: expected 1 or more entries (got a "
                "list of 0)"
            )
        ],
        id="empty list",
    ),
    pytest.param(
        [yaml("  surges:", f"  month_weights: {[1] * 11}\n  surges:")],
        [
            (
                "scenario.yaml:20:18: demand.month_weights.values: expected exactly 12 entries (got a "
                "list of 11)"
            )
        ],
        id="eleven months",
    ),
    pytest.param(
        [yaml("  surges:", f"  month_weights: {[1, 1, -1] + [1] * 9}\n  surges:")],
        ["scenario.yaml:20:25: demand.month_weights.values.2: expected a number of at least 0 (got -1)"],
        id="negative weight",
    ),
    pytest.param(
        [yaml("+08:00", "")],
        [
            (
                "scenario.yaml:5:8: start: expected a date and time with its offset, such as "
                "2025-01-01T00:00:00+08:00 (got '2025-01-01T00:00:00')"
            )
        ],
        id="date without offset",
    ),
    pytest.param(
        [yaml('"2025-01-01T00:00:00+08:00"', "tomorrow")],
        [
            (
                "scenario.yaml:5:8: start: expected a date and time with its offset, such as "
                "2025-01-01T00:00:00+08:00 (got 'tomorrow')"
            )
        ],
        id="no date",
    ),
    pytest.param(
        [yaml("horizon: 30", "schema_version: 2")],
        ["scenario.yaml:6:17: schema_version: expected the value 1 (got 2)"],
        id="schema of the future",
    ),
    pytest.param(
        [yaml("town_brigades: true", "turnout: {townshp: {day: 5}}")],
        [
            (
                "scenario.yaml:34:13: forces.turnout.townshp: expected one of national, township, "
                "enterprise, forest, rescue, medical, neighbour (got 'townshp'); did you mean 'township'?"
            )
        ],
        id="unknown kind of station in turnout",
    ),
    pytest.param(
        [yaml("forces:\n  town_brigades: true", "forces:")],
        ["scenario.yaml:33:1: forces: expected a mapping of keys (got nothing)"],
        id="nothing for a mapping",
    ),
    pytest.param(
        [yaml("horizon: 30", "horizon:")],
        [
            (
                "scenario.yaml:6:1: horizon: expected a number, or a mapping with value, unit, source and "
                "label (got nothing)"
            )
        ],
        id="nothing for a quantity",
    ),
    pytest.param(
        [yaml("horizon: 30", "horizon: [30]")],
        [
            (
                "scenario.yaml:6:10: horizon: expected a number, or a mapping with value, unit, source "
                "and label (got a list of 1)"
            )
        ],
        id="list for a quantity",
    ),
    pytest.param(
        [yaml("urban: 40", "urban: {value: fast}")],
        ["scenario.yaml:30:22: roads.vehicles.engine.urban.value: expected a number (got 'fast')"],
        id="text for a quantity's value",
    ),
    pytest.param(
        [yaml("urban: 40", "urban: {value: 40, source: 2014}")],
        [
            (
                "scenario.yaml:30:34: roads.vehicles.engine.urban.source: expected a text: put it in "
                "quotes (got 2014)"
            )
        ],
        id="number for a quantity's source",
    ),
    pytest.param(
        [yaml("urban: 40", "urban: {value: 40, label: guess}")],
        [
            (
                "scenario.yaml:30:33: roads.vehicles.engine.urban.label: expected one of sourced, "
                "measured, estimate, assumption, user (got 'guess')"
            )
        ],
        id="unknown label of a quantity",
    ),
    pytest.param(
        [yaml("urban: 40", "urban: {value: 40, units: km/h}")],
        [
            (
                "scenario.yaml:30:26: roads.vehicles.engine.urban.units: expected a known key; did you "
                "mean 'unit'?"
            )
        ],
        id="unknown key of a quantity",
    ),
    pytest.param(
        [yaml("unit_types:\n  engine:", "unit_types:\n  fire engine:")],
        [
            (
                "scenario.yaml:22:3: unit_types.fire engine: expected an identifier of 1 to 40 characters "
                "without spaces, commas, semicolons and dots (got 'fire engine')"
            ),
            (
                "units.csv:2:4: type: expected an id in unit_types of scenario.yaml (got 'engine'); did "
                "you mean 'fire engine'?"
            ),
            (
                "units.csv:3:4: type: expected an id in unit_types of scenario.yaml (got 'engine'); did "
                "you mean 'fire engine'?"
            ),
        ],
        id="blank in a key",
    ),
    pytest.param(
        [yaml('zh: "一字县"', 'zh: ""')],
        ["scenario.yaml:3:7: title.zh: expected a text that is not empty (got '')"],
        id="empty name",
    ),
    pytest.param(
        [yaml("priority: 3", "priority: 10")],
        ["scenario.yaml:14:17: demand.kinds.fire.priority: expected a number from 1 to 9 (got 10)"],
        id="priority out of range",
    ),
    pytest.param(
        [yaml('{"engine": 1}', "{engine: -1}")],
        [
            (
                "scenario.yaml:17:53: demand.kinds.fire.severities.only.needs.engine: expected a number "
                "of at least 0 (got -1)"
            )
        ],
        id="negative number of units",
    ),
    pytest.param(
        [yaml("  surges:", "  mode: histrical\n  surges:")],
        [
            (
                "scenario.yaml:20:9: demand.mode: expected one of generated, historical, both (got "
                "'histrical'); did you mean 'historical'?"
            )
        ],
        id="unknown mode",
    ),
    pytest.param(
        [yaml("  surges:", "  kinds: {}\n  surges:")],
        ["scenario.yaml:20:3: demand.kinds: expected each key once; it stands already in line 8"],
        id="kinds twice",
    ),
    pytest.param(
        [yaml("forces:", "dispatch: {call_takers: two}\nforces:")],
        [
            (
                "scenario.yaml:33:25: dispatch.call_takers: expected a number, or a mapping with value, "
                "unit, source and label (got 'two')"
            )
        ],
        id="call takers as text",
    ),
    pytest.param(
        [yaml("forces:", "dispatch: {call_takers: 0}\nforces:")],
        ["scenario.yaml:33:25: dispatch.call_takers: expected a number from 1 to 500 seats (got 0)"],
        id="no call takers",
    ),
    pytest.param(
        [yaml("forces:", "dispatch: {call_takers: 2.5}\nforces:")],
        ["scenario.yaml:33:25: dispatch.call_takers: expected a whole number from 1 to 500 seats (got 2.5)"],
        id="half a call taker",
    ),
    pytest.param(
        [yaml("  surges:", f"  hour_weights: {{values: {[1] * 23}, source: x}}\n  surges:")],
        ["scenario.yaml:20:26: demand.hour_weights.values: expected exactly 24 entries (got a list of 23)"],
        id="twenty-three hours",
    ),
    pytest.param(
        [yaml("  surges:", "  month_weights: summer\n  surges:")],
        [
            (
                "scenario.yaml:20:18: demand.month_weights: expected a list of weights, or a mapping with "
                "values, source and label (got 'summer')"
            )
        ],
        id="word for weights",
    ),
    pytest.param(
        [yaml("  surges:", "  month_weights: {source: a friend}\n  surges:")],
        ["scenario.yaml:20:3: demand.month_weights.values: expected this key"],
        id="source without weights",
    ),
    pytest.param(
        [yaml("  surges:", f"  month_weights: {['8'] * 12}\n  surges:")],
        [
            f"scenario.yaml:20:{column}: demand.month_weights.values.{month}: expected a number (got '8')"
            for month, column in enumerate(range(19, 79, 5))
        ],
        id="texts for weights",
    ),
    pytest.param(
        [yaml("priority: 3", "priority: 3\n      label: sure")],
        [
            (
                "scenario.yaml:15:14: demand.kinds.fire.label: expected one of sourced, measured, estimate, "
                "assumption, user (got 'sure'); did you mean 'sourced'?"
            )
        ],
        id="unknown label of a kind",
    ),
    pytest.param(
        [yaml("priority: 3", 'priority: 3\n      source: ""')],
        ["scenario.yaml:15:15: demand.kinds.fire.source: expected a text that is not empty (got '')"],
        id="empty source of a kind",
    ),
    pytest.param(
        [yaml("horizon: 30", "horizon: 2025-01-01")],
        [
            (
                "scenario.yaml:6:10: horizon: expected a number, or a mapping with value, unit, source "
                "and label (got '2025-01-01')"
            )
        ],
        id="date for a horizon",
    ),
    pytest.param(
        [yaml("2025-01-01T00:00:00", "2025-02-30T00:00:00")],
        [
            (
                "scenario.yaml:5:8: start: expected a date and time with its offset, such as "
                "2025-01-01T00:00:00+08:00 (got '2025-02-30T00:00:00+08:00')"
            )
        ],
        id="time without a day",
    ),
    pytest.param(
        [yaml('"2025-01-01T00:00:00+08:00"', "20250101")],
        [
            (
                "scenario.yaml:5:8: start: expected a date and time with its offset, such as "
                "2025-01-01T00:00:00+08:00 (got 20250101)"
            )
        ],
        id="number for the start",
    ),
]


@pytest.mark.parametrize(("acts", "messages"), ROWS)
def test_each_fault_is_told_with_its_place(acts: Sequence[Act], messages: list[str], tmp_path: Path) -> None:
    assert told(tmp_path, acts) == messages
