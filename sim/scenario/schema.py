"""The JSON Schema of ``scenario.yaml`` as a user writes it, with the columns of the tables beside it."""

from typing import Any, Final

from sim.scenario.fields import REQUIRED_TABLES, TABLES
from sim.scenario.model import Scenario
from sim.scenario.quantity import COUNTED, HourProfile, MonthProfile
from sim.terms.enums import Label

_QUANTITY = "#/$defs/Quantity"
_PROFILES = {f"#/$defs/{kind.__name__}": kind for kind in (HourProfile, MonthProfile)}
_KEYS = {"required": "x-required"}
"""A scenario that extends another may leave out what the other has: `sanduan check` says what is missing."""


def schema() -> dict[str, Any]:
    """Return the JSON Schema of ``scenario.yaml``, for editors and for people.

    Returns
    -------
    dict
        Draft 2020-12. A quantity may be a number in its default unit, or a mapping. Under ``x-tables`` stand
        the files beside it: key, whether required, and the columns with type, range and meaning.
    """
    whole = Scenario.model_json_schema()
    used = whole.pop("$defs")
    sections = {key: part for key, part in whole["properties"].items() if key not in TABLES}
    needed = [key for key in whole["required"] if key not in TABLES]
    kept = _reachable(sections, used)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "sanduan scenario 想定",
        "description": whole["description"].partition("\n")[0],
        "type": "object",
        "properties": {**_layering(), **_written(sections)},
        "additionalProperties": False,
        "anyOf": [{"required": ["extends"]}, {"required": needed}],
        "$defs": {name: _written(part) for name, part in sorted(kept.items())},
        "x-tables": {file: _table(name) for name, (file, _) in TABLES.items()},
    }


def _layering() -> dict[str, Any]:
    return {
        "extends": {
            "type": "string",
            "description": "shipped scenario, or path relative to this folder, that this one is laid over",
        },
        "patch": {
            "type": "array",
            "items": {"type": "string", "pattern": "="},
            "description": "changes of the form path=value, as for --set",
        },
    }


def _written(part: Any) -> Any:
    """Replace each quantity by what a user may write for it."""
    if isinstance(part, list):
        return [_written(entry) for entry in part]
    if not isinstance(part, dict):
        return part
    if part.get("$ref") == _QUANTITY:
        return _quantity(part["default"]) if "default" in part else _ANY_QUANTITY
    if part.get("$ref") in _PROFILES:
        return _profile(part["$ref"], part["default"])
    return {_KEYS.get(key, key): _written(below) for key, below in part.items() if not _is_noise(key, below)}


_ANY_QUANTITY: Final[dict[str, Any]] = {
    "description": "a figure without a default: one of a mapping, such as by kind of incident",
    "anyOf": [{"type": "number"}, {"type": "object", "required": ["value"]}],
}


def _is_noise(key: str, below: Any) -> bool:
    """Whether an entry repeats others: the default of a whole section, a title made from a key."""
    return (key == "default" and isinstance(below, dict)) or (key == "title" and isinstance(below, str))


def _quantity(default: dict[str, Any]) -> dict[str, Any]:
    kind = "integer" if default["unit"] in COUNTED else "number"
    number = {"type": kind, "minimum": default["low"], "maximum": default["high"]}
    mapping = {
        "type": "object",
        "properties": {
            "value": number,
            "unit": {"const": default["unit"]},
            "low": number,
            "high": number,
            "label": {"enum": [label.value for label in Label]},
            "source": {"type": "string"},
        },
        "required": ["value"],
        "additionalProperties": False,
    }
    said = (
        f"in {default['unit']}; the default, {default['value']:g}, is {default['label']}: {default['source']}"
    )
    return {"description": said, "default": default["value"], "anyOf": [number, mapping]}


def _profile(reference: str, default: dict[str, Any]) -> dict[str, Any]:
    """Return what a user may write for a profile: the weights alone, or with their source."""
    weights = _PROFILES[reference].model_json_schema()["properties"]["values"]
    said = f"the default is {default['label']}: {default['source']}"
    either = [{key: value for key, value in weights.items() if key != "title"}, {"$ref": reference}]
    return {"description": said, "default": default["values"], "anyOf": either}


def _reachable(part: Any, defs: dict[str, Any]) -> dict[str, Any]:
    """Return the definitions that a part refers to, directly or not, without that of a quantity."""
    found: dict[str, Any] = {}
    waiting = [part]
    while waiting:
        for reference in _references(waiting.pop()):
            name = reference.rpartition("/")[2]
            if reference != _QUANTITY and name not in found:
                found[name] = defs[name]
                waiting.append(defs[name])
    return found


def _references(part: Any) -> list[str]:
    if isinstance(part, list):
        return [reference for entry in part for reference in _references(entry)]
    if not isinstance(part, dict):
        return []
    own = [part["$ref"]] if "$ref" in part else []
    return own + [reference for entry in part.values() for reference in _references(entry)]


def _table(name: str) -> dict[str, Any]:
    found = TABLES[name][1].model_json_schema()
    defs, required = found.get("$defs", {}), set(found["required"])
    columns = {
        key: {**_column(part, defs), "required": key in required} for key, part in found["properties"].items()
    }
    return {
        "key": name,
        "required": name in REQUIRED_TABLES,
        "description": found["description"],
        "columns": columns,
    }


def _column(part: dict[str, Any], defs: dict[str, Any]) -> dict[str, Any]:
    """Return the type of one column, with enumerations spelled out and without the null of an empty cell."""
    choices = [choice for choice in part.get("anyOf", ()) if choice.get("type") != "null"]
    merged = {**part, **(choices[0] if choices else {})}
    if "$ref" in merged:
        target = defs[merged["$ref"].rpartition("/")[2]]
        merged = {**merged, "type": target["type"], "enum": target["enum"]}
    return {key: value for key, value in merged.items() if key not in ("anyOf", "$ref", "title")}
