"""The invented hamlet, struck by what a test says, with luck that a test can look into."""

import json
from collections.abc import Callable
from functools import cache
from typing import Any

from sim.hazard.every import hazards
from sim.hazard.ground import Ground
from sim.hazard.unfold import Emergency, Hazard, Luck, Strike
from sim.kernel.draw import Streams
from sim.scenario.load import load
from sim.scenario.model import Scenario
from sim.terms.units import HOUR_MS

HORIZON_MS = 72 * HOUR_MS
MIDDLE = {"lon": 107.97, "lat": 29.99}
"""Between the two ends of the hamlet's bridge."""


@cache
def _plain() -> bytes:
    return load("hamlet-silent").canonical


def struck(**sections: Any) -> Scenario:
    """Return the hamlet with its networks, with keys of its section ``hazards`` replaced."""
    data = json.loads(_plain())
    data["hazards"] = {**data["hazards"], **sections}
    return Scenario.model_validate_json(json.dumps(data))


def drawn(of: Scenario, rep: int = 0, horizon_ms: int = HORIZON_MS) -> list[Hazard]:
    """Return the hazards of a scenario in a replication."""
    return hazards(of, Streams(1, rep), horizon_ms)


def ground(of: Scenario) -> Ground:
    """Return what hazards stand on."""
    return Ground.of(of)


def luck(rep: int = 0) -> Luck:
    """Return the streams of a hazard."""
    streams = Streams(1, rep)
    return lambda purpose: streams(f"test/{purpose}")


def strikes(found: list[Hazard], keep: Callable[[Strike], bool] = lambda strike: True) -> list[Strike]:
    """Return what breaks, in the order of the hazards."""
    acts = (act for hazard in found for act in hazard.happenings)
    return [act for act in acts if isinstance(act, Strike) and keep(act)]


def calls(found: list[Hazard]) -> list[Emergency]:
    """Return who calls, in the order of the hazards."""
    return [act for hazard in found for act in hazard.happenings if isinstance(act, Emergency)]
