"""What a scenario rests on: every figure with its label and source, and the rows of the tables by label."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from pydantic import BaseModel

from sim.scenario.fields import TABLES
from sim.scenario.model import Scenario
from sim.scenario.quantity import Quantity, Vouched
from sim.terms.enums import Label


class Figure(NamedTuple):
    """A figure of ``scenario.yaml`` with its origin.

    Attributes
    ----------
    path
        Where it stands, as ``--set`` takes it.
    text
        The figure, as ``--set`` takes it: a number, a list of weights, units by capability.
    unit
        Unit of each number in it.
    low, high
        The range that makes sense for each number in it.
    label
        How far it can be trusted.
    source
        Where it comes from.
    """

    path: str
    text: str
    unit: str
    low: float
    high: float
    label: Label
    source: str


def assumptions(scenario: Scenario) -> list[Figure]:
    """Return every figure of a scenario, in an order that depends on the content only.

    Parameters
    ----------
    scenario
        The scenario.

    Returns
    -------
    list of Figure
        Sections in the order of the model, keys of mappings sorted, entries of lists by id or position.
    """
    found: list[Figure] = []
    for name in type(scenario).model_fields:
        if name not in TABLES:
            found += _figures(name, getattr(scenario, name))
    return found


def _figures(path: str, value: Any) -> Iterator[Figure]:
    if isinstance(value, Quantity):
        origin = (value.unit, value.low, value.high, value.label, value.source)
        yield Figure(path, _text(value.value), *origin)
        return
    if isinstance(value, Vouched):
        for name, admitted in value.vouched.items():
            text = _text(getattr(value, name))
            yield Figure(f"{path}.{name}", text, *admitted, value.label, value.source)
    for key, below in _parts(value):
        yield from _figures(f"{path}.{key}", below)


def _text(figure: Any) -> str:
    if isinstance(figure, dict):
        return "{" + ", ".join(f"{key}: {figure[key]}" for key in sorted(figure)) + "}"
    if isinstance(figure, tuple):
        return "[" + ", ".join(map(_text, figure)) + "]"
    return f"{figure:.10g}"


def _parts(value: Any) -> list[tuple[str, Any]]:
    if isinstance(value, BaseModel):
        return [(name, getattr(value, name)) for name in type(value).model_fields]
    if isinstance(value, dict):
        named = [(str(getattr(key, "value", key)), below) for key, below in value.items()]
        return sorted(named, key=lambda part: part[0])
    if isinstance(value, tuple):
        return [(str(getattr(below, "id", None) or i), below) for i, below in enumerate(value)]
    return []


def row_labels(scenario: Scenario) -> dict[str, dict[str, int]]:
    """Return how many rows of each table bear each label; tables without rows or labels are left out.

    Parameters
    ----------
    scenario
        The scenario.
    """
    counts = {
        name: Counter(row.label.value for row in getattr(scenario, name) if hasattr(row, "label"))
        for name in TABLES
    }
    return {name: dict(sorted(count.items())) for name, count in counts.items() if count}
