"""A line of five villages with networks, hospitals, ambulances, a store and shelters, for tests of relief."""

from typing import Any

from drills import hospital
from rigs import wired
from worlds import NOTE, scenario

from sim.record.facts import Fact
from sim.run import run
from sim.scenario.model import Scenario

TERMINALS = [
    {"id": f"{holder}-{means}", "holder": holder, "bearer": means, "battery_h": 6, **NOTE}
    for holder in ("facility", "village")
    for means in ("fixed", "cellular")
]
SURE = {"red": 1, "yellow": 0, "green": 0, "black": 0, "red_sigma": 0, "yellow_sigma": 0}
"""Everybody is red, and lasts equally long."""
STORE = {"id": "ST", "name": {"zh": "库", "en": "store"}, "node": "N00"}


def hurt(at_h: float, node: int, people: int) -> dict[str, Any]:
    """Return a mass casualty incident of the scenario."""
    return {"at": at_h, "village": f"V{node:02d}", "people": people}


def beds(node: int, number: int) -> dict[str, Any]:
    """Return a hospital at a node."""
    return {**hospital(node), "beds": number}


def data(
    ambulances: int = 1,
    hospitals: tuple[tuple[int, int], ...] = ((3, 40),),
    casualties: dict[str, Any] | None = None,
    relief: dict[str, Any] | None = None,
    **changes: Any,
) -> dict[str, Any]:
    """Return the plain data: nothing happens but what is asked for; ambulances stand at node 0."""
    found = wired(horizon=2)
    found["terminals"] = [*found["terminals"], *TERMINALS]
    found["demand"] = {**found["demand"], "scale": 0}
    found["hospitals"] = [beds(node, number) for node, number in hospitals]
    types = {"ambulance": {"name": {"zh": "救护车", "en": "ambulance"}, "capabilities": ["ambulance"]}}
    found["unit_types"] = {**found["unit_types"], "ambulance": {**types["ambulance"], "vehicle": "light"}}
    base = {**found["stations"][0], "id": "M00", "name_zh": "急救站", "kind": "medical"}
    found["stations"] = [*found["stations"], base]
    fleet = [
        {"id": f"A{i}", "name_zh": "救护车", "station": "M00", "type": "ambulance", **NOTE}
        for i in range(ambulances)
    ]
    found["units"] = [*found["units"], *fleet]
    found["casualties"] = {"model": casualties is not None, **(casualties or {})}
    found["relief"] = {"model": relief is not None, "stores": [STORE], **(relief or {})}
    return {**found, **changes}


class Lived:
    """What happens in a world: entries (number, time in ms, cause, fact)."""

    def __init__(self, of: dict[str, Any], seed: int = 1) -> None:
        self.scenario: Scenario = scenario(of)
        self.log = run(self.scenario, seed=seed)
        self.entries = list(self.log.entries())

    def all(self, *kinds: type[Fact]) -> list[tuple[int, Any]]:
        """Return the facts of some kinds, each with its time."""
        return [(t, fact) for _, t, _, fact in self.entries if type(fact) in kinds]
