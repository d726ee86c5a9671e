"""From a draft to the typed scenario; every complaint of pydantic becomes a fault with its place."""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from sim.scenario import messages
from sim.scenario.fields import TABLES, known_keys, limits, type_at
from sim.scenario.model import Scenario
from sim.scenario.quantity import Profile, Quantity
from sim.scenario.schools import with_schools
from sim.scenario.source import Draft, Faults, Found, Path_, value_in
from sim.scenario.tables import EAST, NORTH, SOUTH, WEST
from sim.scenario.yamltree import DIGITS_LIMIT

_CODES: Final[Mapping[str, str]] = {
    "float_type": "number",
    "int_type": "whole",
    "int_from_float": "whole",
    "bool_type": "boolean",
    "string_type": "text",
    "string_too_short": "some_text",
    "string_too_long": "short_text",
    "string_pattern_mismatch": "identifier",
    "enum": "one_of",
    "literal_error": "one_of",
    "tuple_type": "list",
    "dict_type": "mapping",
    "model_type": "mapping",
    "too_short": "entries_least",
    "too_long": "entries_most",
    "greater_than": "above",
    "greater_than_equal": "at_least",
    "less_than": "below",
    "less_than_equal": "at_most",
    "datetime_type": "date_time",
    "datetime_parsing": "date_time",
    "datetime_from_date_parsing": "date_time",
    "datetime_object_invalid": "date_time",
    "timezone_aware": "date_time",
    "quantity_range": "between_unit",
    "quantity_whole": "whole_unit",
    "quantity_unit": "unit",
    "quantity_bounds": "bounds",
}
_RANGE_KINDS: Final = {"greater_than", "greater_than_equal", "less_than", "less_than_equal"}
_NOT_TEXT: Final = {"number", "whole", "boolean", "date_time", "quantity"}
_LIMIT_KEYS: Final = ("gt", "ge", "lt", "le", "min_length", "max_length")
_NOT_FINITE: Final = re.compile(r"[-+]?\.?(?:inf(?:inity)?|nan)", re.IGNORECASE)
_MANY_DIGITS: Final = re.compile(r"[-+]?[0-9]{16,}")


def validated(draft: Draft, faults: Faults) -> Scenario | None:
    """Return the typed scenario, or None where it has faults, which are added.

    Parameters
    ----------
    draft
        The scenario as read.
    faults
        Where faults are gathered.
    """
    tree = draft.plain()
    try:
        return Scenario.model_validate_json(json.dumps(with_schools(tree)))
    except ValidationError as error:
        for details in error.errors(include_url=False, include_input=False):
            _Complaint(details, draft, tree, faults).tell()
        return None


class _Complaint:
    """One error of pydantic, on its way to words."""

    def __init__(self, details: ErrorDetails, draft: Draft, tree: Any, faults: Faults) -> None:
        self.draft, self.tree, self.faults = draft, tree, faults
        self.kind, self.why = details["type"], details["msg"]
        self.context: dict[str, Any] = details.get("ctx", {})
        self.of_key = bool(details["loc"]) and details["loc"][-1] == "[key]"
        self.path: Path_ = details["loc"][:-1] if self.of_key else details["loc"]

    def tell(self) -> None:
        """Add the complaint to the faults, unless the same place was already complained of."""
        found = self.draft.find(self.path)
        if found.bad or self._only_seems_short(found.value):
            return
        if self.kind == "missing":
            self._tell_missing(found)
        elif self.kind == "extra_forbidden":
            hint = self.faults.near(self.path[-1], known_keys(type_at(self.path[:-1])))
            wide = messages.wide_character(str(self.path[-1]))
            self.faults.add(found.key, self.draft.name(self.path), "known_key", hint=hint or wide)
        else:
            self._tell_value(found)

    def _only_seems_short(self, value: Any) -> bool:
        """Whether a list is long enough as written; pydantic does not count the entries it refused."""
        enough = self.context.get("min_length", 0)
        return self.kind == "too_short" and isinstance(value, dict | list) and len(value) >= enough

    def _tell_missing(self, found: Found) -> None:
        if isinstance(self.path[-1], int):
            self.faults.add(found.mark, self.draft.name(self.path), "pair", got=messages.shown(found.value))
        elif self.path[0] in TABLES and self.path[0] != "lines":
            self.faults.add(found.mark, self.draft.name(self.path), "cell")
        elif self.draft.whole:
            self.faults.add(found.key, self.draft.name(self.path), "missing")

    def _tell_value(self, found: Found) -> None:
        value = self.path[-1] if self.of_key else found.value
        if isinstance(value, dict) and self.kind.startswith("quantity_"):
            found, value = self._part_of_quantity(found)
        code, context = self._code(value)
        mark = found.key if self.of_key else found.mark
        hint = self._hint(value, code)
        name, got = self.draft.name(self.path), messages.shown(value)
        self.faults.add(mark, name, code, got=got, hint=hint, **context)

    def _part_of_quantity(self, found: Found) -> tuple[Found, Any]:
        part = {"quantity_range": "value", "quantity_whole": "value", "quantity_unit": "unit"}.get(self.kind)
        if part is None:
            part = "low" if "low" in found.value else "high"
        self.path = (*self.path, part)
        inner = self.draft.find(self.path)
        return inner, inner.value

    def _code(self, value: Any) -> tuple[str, dict[str, Any]]:
        code = _CODES.get(self.kind, "other")
        context: dict[str, Any] = {key: self.context.get(key) for key in ("low", "high", "unit")}
        context["limit"] = next(
            (self.context[key] for key in _LIMIT_KEYS if key in self.context), DIGITS_LIMIT
        )
        context["options"] = ", ".join(self._options())
        context["why"] = self.why
        if self.kind in _RANGE_KINDS:
            return self._range(code, context)
        return self._typed(code, value), context

    def _typed(self, code: str, value: Any) -> str:
        if code in {"number", "whole"} and isinstance(value, str):
            return _bad_number(code, value)
        special = {
            "one_of": ("only", len(self._options()) == 1),
            "mapping": (_figure(type_at(self.path)), True),
            "text": ("text_quoted", isinstance(value, bool | int | float)),
            "entries_least": ("entries_exact", self._has_fixed_length()),
            "entries_most": ("entries_exact", self._has_fixed_length()),
        }
        finer, applies = special.get(code, (code, False))
        return finer if applies else code

    def _has_fixed_length(self) -> bool:
        ends = limits(type_at(self.path[:-1]), str(self.path[-1]))
        return ends.get("min_length", 0) == ends.get("max_length")

    def _range(self, code: str, context: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        ends = limits(type_at(self.path[:-1]), str(self.path[-1]))
        if "ge" in ends and "le" in ends:
            return "between", {"low": ends["ge"], "high": ends["le"]}
        return code, context

    def _options(self) -> list[str]:
        wanted = str(self.context.get("expected", ""))
        return re.findall(r"'([^']*)'", wanted) or [wanted]

    def _hint(self, value: Any, code: str) -> str:
        if code == "one_of":
            return self.faults.near(value, self._options())
        if self.path[0] in TABLES and self.kind in _RANGE_KINDS and self._swapped():
            return messages.hint("swapped")
        if isinstance(value, str) and code in _NOT_TEXT:
            return messages.wide_character(value)
        return ""

    def _swapped(self) -> bool:
        """Whether longitude and latitude would each fit the range of the other."""
        place = value_in(self.tree, self.path[:-1])
        pair = place if isinstance(place, list) else [place.get("lon"), place.get("lat")]
        if len(pair) != 2 or not all(isinstance(part, int | float) for part in pair):
            return False
        return bool(SOUTH <= pair[0] <= NORTH and WEST <= pair[1] <= EAST)


def _figure(kind: Any) -> str:
    """Return the code of how a value may be written, for a type that is a mapping inside."""
    if kind is Quantity:
        return "quantity"
    return "profile" if isinstance(kind, type) and issubclass(kind, Profile) else "mapping"


def _bad_number(code: str, text: str) -> str:
    if _NOT_FINITE.fullmatch(text):
        return "finite"
    return "short_number" if _MANY_DIGITS.fullmatch(text) else code
