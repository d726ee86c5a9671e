"""The part of a study file that names the factors 因素."""

import re
from collections.abc import Mapping
from typing import Any, Final

from sim.scenario.source import Mark, Node
from sim.study.model import ROLES, Factor
from sim.study.sections import Keys
from sim.study.spread import LAWS, Law, Levels, Range, Spread

COLUMNS: Final = (
    "study",
    "point",
    "scenario",
    "policy",
    "seed",
    "rep",
    "key",
    "status",
    "response",
    "value",
    "position",
    "error",
    "changes",
)
"""Columns of the tables that are no factors."""
NO_LEVELS: Final = Levels((), ())
"""Stands for a factor whose values only the points of a list tell."""
_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}")
_SPREADS: Final = ("levels", "range", "distribution", "variants")


def read_factors(keys: Keys) -> tuple[Factor, ...]:
    """Return the factors that a file names."""
    section = keys.mapping("factors")
    if section is None:
        return ()
    found = [_factor(section, name) for name in section.content]
    _refuse_shared_paths(section, found)
    return tuple(found)


def _factor(section: Keys, name: str) -> Factor:
    keys = section.mapping(name)
    assert keys is not None
    if not _NAME.fullmatch(name) or name in COLUMNS:
        section.faults.add(keys.mark, section.name(name), "factor_id", columns=", ".join(COLUMNS))
    role = keys.one_of("role", ROLES, default=ROLES[0])
    said = [key for key in _SPREADS if keys.has(key)]
    if len(said) > 1:
        keys.fault(keys.content[said[1]], said[1], "either", options=", ".join(_SPREADS))
    path = keys.text("path", required="variants" not in said)
    variants = _variants(keys) if "variants" in said else {}
    spread = _SPREAD_OF[said[0]](keys) if said else NO_LEVELS
    keys.done()
    return Factor(name, role, path, spread, variants)


def _refuse_shared_paths(section: Keys, factors: list[Factor]) -> None:
    """Refuse that two factors change one key, as one of them would be lost."""
    owners: dict[str, str] = {}
    for factor in factors:
        changes = [change for each in factor.variants.values() for change in each]
        for path in dict.fromkeys([factor.path, *(change.partition("=")[0].strip() for change in changes)]):
            node = section.content[factor.name]
            if path and owners.setdefault(path, factor.name) != factor.name:
                section.fault(node, factor.name, "unique_path", other=owners[path])


def _levels(keys: Keys) -> Spread:
    nodes = keys.scalars("levels")
    return Levels(tuple(_value(node) for node in nodes), tuple(node.mark for node in nodes))


def _value(node: Node) -> Any:
    return node.content


def _variants(keys: Keys) -> Mapping[str, tuple[str, ...]]:
    section = keys.mapping("variants")
    assert section is not None
    if isinstance(section.node.content, dict) and not section.content:
        keys.fault(section.node, "variants", "entries_least", limit=1)
    found: dict[str, tuple[str, ...]] = {}
    for name in section.content:
        texts = []
        for number, node in section.entries(name, least=0):
            if isinstance(node.content, str):
                texts.append(node.content)
            else:
                section.fault(node, f"{name}.{number}", "assignment")
        found[name] = tuple(texts)
    return found


def _variant_names(keys: Keys) -> Spread:
    """Return the names of variants as levels; each stands where its name does."""
    node = keys.content["variants"]
    below = node.content if isinstance(node.content, dict) else {}
    marks = tuple(each.key or each.mark for each in below.values())
    return Levels(tuple(below), marks)


def _range(keys: Keys) -> Spread:
    section = keys.mapping("range")
    assert section is not None
    low, high, marks = _ends(section)
    log = section.one_of("scale", ("lin", "log"), default="lin") == "log"
    if log and low <= 0:
        section.fault(section.content.get("low", section.node), "low", "positive_low")
        log = False
    found = Range(low, high, log, section.boolean("whole"), marks)
    section.done()
    return found


def _ends(section: Keys) -> tuple[float, float, tuple[Mark, ...]]:
    low, high = section.number("low", required=True), section.number("high", required=True)
    nodes = [section.content.get(key, section.node) for key in ("low", "high")]
    if section.has("low") and section.has("high") and not low < high:
        section.fault(nodes[1], "high", "ascending", low=low)
    return low, high, (nodes[0].mark, nodes[1].mark, section.mark)


def _distribution(keys: Keys) -> Spread:
    section = keys.mapping("distribution")
    assert section is not None
    laws = ("uniform", "loguniform", *LAWS)
    law = section.one_of("law", laws, default="uniform", required=True)
    low, high, marks = _ends(section)
    if law in ("loguniform", "lognormal") and low <= 0:
        section.fault(section.content.get("low", section.node), "low", "positive_low")
        law = "uniform"
    figures = {name: _figure(section, name, low, high) for name in LAWS.get(law, ())}
    whole = section.boolean("whole")
    section.done()
    if law in LAWS:
        return Law(low, high, False, whole, marks, law=law, figures=figures)
    return Range(low, high, law == "loguniform", whole, marks)


_SMALLEST: Final = 1e-12


def _figure(section: Keys, name: str, low: float, high: float) -> float:
    """Return a parameter of a distribution; a mean, median or mode lies within the ends."""
    if name in ("sd", "sigma"):
        return section.number(name, low=_SMALLEST, default=1.0, required=True)
    found = section.number(name, default=low, required=True)
    if low < high and not low <= found <= high:
        section.fault(section.content[name], name, "inside", low=low, high=high)
        return low
    return found


_SPREAD_OF: Final = {
    "levels": _levels,
    "range": _range,
    "distribution": _distribution,
    "variants": _variant_names,
}
