"""Storms, grounds and lucks that tests of weather share."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from worlds import NOTE, line, scenario

from sim.hazard.every import hazards
from sim.hazard.ground import Ground
from sim.hazard.unfold import Hazard, Luck
from sim.hazard.weather.rain import Sky, Storm
from sim.kernel.draw import Draws, Streams
from sim.scenario.model import Scenario
from sim.scenario.weather import Rainstorm
from sim.terms.units import HOUR_MS

MIDDLE = {"lon": 107.2, "lat": 29.0}
"""The middle of the line of five nodes, which lie a tenth of a degree apart."""
RIVER = {"name_zh": "小河", "kind": "river", "points": [[107.0, 29.001], [107.4, 29.001]], **NOTE}
HOUR = HOUR_MS


def luck(seed: int = 1, name: str = "x") -> Luck:
    streams = Streams(seed, 0)

    def draws(purpose: str) -> Draws:
        return streams(f"{name}/{purpose}")

    return draws


def wet(nodes: int = 5, river: bool = False, **hazard: Any) -> Scenario:
    """Return a line of nodes with heights, two days long, with hazards."""
    data = line(nodes, horizon=2)
    for i, node in enumerate(data["nodes"]):
        node["lon"], node["elev_m"] = 107.0 + 0.1 * i, 200.0 + 10 * i
    if river:
        data["lines"] = [RIVER]
    data["hazards"] = hazard
    return scenario(data)


def ground(**hazard: Any) -> Ground:
    return Ground.of(wet(**hazard))


def storm(seed: int = 1, **row: Any) -> Storm:
    written = json.dumps({"lasts": 24, **MIDDLE, **row})
    return Storm(Rainstorm.model_validate_json(written), ground(), luck(seed))


def sky(hours: int = 48, seed: int = 1, **row: Any) -> Sky:
    return Sky([storm(seed, **row)], hours * HOUR)


def drawn(world: Scenario, seed: int = 1) -> dict[str, Hazard]:
    return {hazard.name: hazard for hazard in hazards(world, Streams(seed, 0), world.horizon.ms)}


def published(name: str) -> list[dict[str, str]]:
    """Return the rows of a published table, which is not ours to ship."""
    shared = Path(__file__).resolve().parents[3] / "../shared/data/validation"
    if not (shared / name).is_file():
        pytest.skip(f"the published table is not there: ../shared/data/validation/{name}")
    with (shared / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
