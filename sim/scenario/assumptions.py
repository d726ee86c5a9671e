"""What a scenario rests on: every quantity with its label and source, and the rows of the tables by label."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from sim.scenario.fields import TABLES
from sim.scenario.model import Scenario
from sim.scenario.quantity import Quantity


def assumptions(scenario: Scenario) -> list[tuple[str, Quantity]]:
    """Return every quantity of a scenario with its dotted path, in an order that depends on the content only.

    Parameters
    ----------
    scenario
        The scenario.

    Returns
    -------
    list of (str, Quantity)
        Sections in the order of the model, keys of mappings sorted, entries of lists by id or position. The
        paths are those that ``--set`` takes.
    """
    found: list[tuple[str, Quantity]] = []
    for name in type(scenario).model_fields:
        if name not in TABLES:
            found += _quantities(name, getattr(scenario, name))
    return found


def _quantities(path: str, value: Any) -> Iterator[tuple[str, Quantity]]:
    if isinstance(value, Quantity):
        yield path, value
        return
    for key, below in _parts(value):
        yield from _quantities(f"{path}.{key}", below)


def _parts(value: Any) -> list[tuple[str, Any]]:
    if isinstance(value, BaseModel):
        return [(name, getattr(value, name)) for name in type(value).model_fields]
    if isinstance(value, dict):
        named = [(str(getattr(key, "value", key)), below) for key, below in value.items()]
        return sorted(named, key=lambda part: part[0])
    if isinstance(value, tuple):
        return [(str(getattr(below, "id", i)), below) for i, below in enumerate(value)]
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
