"""Small scenarios made in Python, for tests that need a world of known shape."""

import copy
import json
from typing import Any

from sim.scenario.model import Scenario

NOTE = {"label": "assumption", "source": "made for a test"}


def kind(**changes: Any) -> dict[str, Any]:
    """Return one kind of incident: one engine, half an hour of work, always the same."""
    base = {
        "name": {"zh": "火灾", "en": "fire"},
        "per_1000": 1.0,
        "priority": 3,
        "run_card": {"engine": 1},
        "severities": [{"id": "only", "needs": {"engine": 1}}],
        "work_median": 30,
        "work_law": "fixed",
    }
    return {**base, **changes}


def line(
    nodes: int = 5, stations: dict[int, int] | None = None, km: float = 10.0, **changes: Any
) -> dict[str, Any]:
    """Return the plain data of a scenario: nodes in a row, a village at each, stations with engines.

    Parameters
    ----------
    nodes
        How many nodes.
    stations
        Engines by node; two engines at node 0 where left out.
    km
        Length of each link.
    changes
        Keys of the scenario to replace.
    """
    stations = {0: 2} if stations is None else stations
    here = {"lon": 107.0, "lat": 29.0}
    data: dict[str, Any] = {
        "name": "line",
        "title": {"zh": "一字县", "en": "Line"},
        "start": "2025-01-01T00:00:00+08:00",
        "horizon": 30,
        "demand": {"kinds": {"fire": kind()}},
        "unit_types": {"engine": {"name": {"zh": "水罐车", "en": "engine"}, "capabilities": ["engine"]}},
        "districts": [
            {
                "id": "D1",
                "name_zh": "甲区",
                "home": True,
                "seat": "N00",
                "area_km2": 100.0,
                "population": 10000,
                **NOTE,
            }
        ],
        "nodes": [
            {
                "id": f"N{i:02d}",
                "name_zh": f"节点{i}",
                "kind": "township",
                "lon": 107.0 + i * 0.1,
                "lat": 29.0,
                "elev_m": 200.0,
                "district": "D1",
                **NOTE,
            }
            for i in range(nodes)
        ],
        "links": [
            {
                "id": f"R{i:02d}",
                "a": f"N{i:02d}",
                "b": f"N{i + 1:02d}",
                "road_class": "trunk",
                "length_km": km,
                **NOTE,
            }
            for i in range(nodes - 1)
        ],
        "townships": [
            {
                "id": f"T{i:02d}",
                "name_zh": f"镇{i}",
                "code": f"50010200{i:04d}",
                "kind": "town",
                "seat": f"N{i:02d}",
                "district": "D1",
                "population": 10000,
                "area_km2": 20.0,
                **NOTE,
            }
            for i in range(nodes)
        ],
        "villages": [
            {
                "id": f"V{i:02d}",
                "name_zh": f"村{i}",
                "township": f"T{i:02d}",
                "node": f"N{i:02d}",
                "population": 10000,
                "access_km": 0.0,
                **NOTE,
            }
            for i in range(nodes)
        ],
        "stations": [
            {
                "id": f"S{node:02d}",
                "name_zh": f"站{node}",
                "kind": "national",
                "district": "D1",
                "node": f"N{node:02d}",
                "crew": engines * 6,
                **here,
                **NOTE,
            }
            for node, engines in stations.items()
        ],
        "units": [
            {
                "id": f"U{node:02d}{j}",
                "name_zh": f"车{node}-{j}",
                "station": f"S{node:02d}",
                "type": "engine",
                **NOTE,
            }
            for node, engines in stations.items()
            for j in range(engines)
        ],
    }
    return {**data, **changes}


def scenario(data: dict[str, Any] | None = None) -> Scenario:
    """Read plain data as the loader does."""
    return Scenario.model_validate_json(json.dumps(copy.deepcopy(data if data is not None else line())))
