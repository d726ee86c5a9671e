"""The schema for editors, and the list of what a scenario rests on."""

import json
from pathlib import Path
from typing import Any

from broken import good
from worlds import scenario

from sim.scenario.assumptions import assumptions, row_labels
from sim.scenario.fields import REQUIRED_TABLES, TABLES
from sim.scenario.load import load
from sim.scenario.quantity import Quantity
from sim.scenario.schema import schema


def references(part: Any) -> list[str]:
    """Return every reference in a schema."""
    if isinstance(part, list):
        return [reference for entry in part for reference in references(entry)]
    if not isinstance(part, dict):
        return []
    own = [part["$ref"]] if "$ref" in part else []
    return own + [reference for entry in part.values() for reference in references(entry)]


def test_the_schema_is_plain_json_and_whole() -> None:
    found = schema()
    assert json.loads(json.dumps(found)) == found
    assert {reference.rpartition("/")[2] for reference in references(found)} == set(found["$defs"])


def test_the_schema_has_every_key_a_user_may_write_and_no_table() -> None:
    keys = set(schema()["properties"])
    assert {"extends", "patch", "schema_version", "horizon", "demand", "unit_types", "cuts"} <= keys
    assert not keys & set(TABLES)


def test_a_quantity_may_be_a_number_or_a_mapping_with_the_default_unit() -> None:
    number, mapping = schema()["properties"]["horizon"]["anyOf"]
    assert number == {"type": "number", "minimum": 0.001, "maximum": 36500}
    assert set(mapping["properties"]) == set(Quantity.model_fields)
    assert mapping["properties"]["unit"] == {"const": "d"}


def test_what_is_counted_is_a_whole_number_in_the_schema() -> None:
    number, mapping = schema()["$defs"]["UnitType"]["properties"]["crew"]["anyOf"]
    assert number == mapping["properties"]["value"] == {"type": "integer", "minimum": 0, "maximum": 30}


def test_a_profile_may_be_a_list_or_a_mapping_with_its_source() -> None:
    weights = schema()["$defs"]["Demand"]["properties"]["month_weights"]
    bare, mapping = weights["anyOf"]
    assert (bare["type"], bare["minItems"], bare["maxItems"]) == ("array", 12, 12)
    assert mapping == {"$ref": "#/$defs/MonthProfile"}
    assert schema()["$defs"]["MonthProfile"]["properties"]["values"] == bare
    assert len(weights["default"]) == 12


def test_what_is_missing_in_a_layer_is_no_fault_of_the_schema() -> None:
    found = schema()
    assert {"required": ["extends"]} in found["anyOf"]
    assert all("required" not in part for part in found["$defs"].values())
    assert found["$defs"]["Cut"]["x-required"] == ["road"]


def test_the_schema_describes_each_table() -> None:
    tables = schema()["x-tables"]
    assert list(tables) == [file for file, _ in TABLES.values()]
    assert [table["key"] for table in tables.values() if table["required"]] == list(REQUIRED_TABLES)
    columns = tables["roads.csv"]["columns"]
    assert columns["road_class"]["enum"] == ["expressway", "urban", "trunk", "secondary", "local"]
    assert columns["ref_speed_kmh"] == {
        "default": None,
        "description": "measured mean speed; else by class",
        "exclusiveMinimum": 0,
        "maximum": 130,
        "required": False,
        "type": "number",
    }
    assert all("type" in column for table in tables.values() for column in table["columns"].values())


def test_every_figure_is_listed_once_with_label_and_source(tmp_path: Path) -> None:
    found = assumptions(load(good(tmp_path / "w")))
    paths = [figure.path for figure in found]
    assert len(paths) == len(set(paths))
    assert {"horizon", "roads.rain.0.end", "demand.kinds.fire.severities.only.work", "cuts.0.until"} <= set(
        paths
    )
    assert {"demand.month_weights.values", "demand.kinds.fire.run_card", "dispatch.queue_limit"} <= set(paths)
    assert {"demand.kinds.fire.priority", "demand.kinds.fire.severities.only.needs"} <= set(paths)
    assert all(figure.source and figure.label and figure.unit for figure in found)


def test_the_list_depends_on_the_content_only() -> None:
    first = scenario()
    turned = json.loads(first.canonical)
    turned["demand"] = dict(reversed(turned["demand"].items()))
    assert assumptions(scenario(turned)) == assumptions(first)


def test_keys_of_stations_are_listed_by_their_names(tmp_path: Path) -> None:
    found = load(good(tmp_path / "w"), ["forces.turnout.township.day=5"])
    assert "forces.turnout.township.day" in [figure.path for figure in assumptions(found)]


def test_rows_are_counted_by_label(tmp_path: Path) -> None:
    found = row_labels(load(good(tmp_path / "w"), ["stations.S00.crew=9"]))
    assert found["nodes"] == {"assumption": 3}
    assert found["stations"] == {"user": 1}
    assert "calls" not in found
