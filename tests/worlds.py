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


ALL_PHONES = {
    "dispatch_centre": ("fixed", "cellular"),
    "eoc": ("fixed", "cellular"),
    "station": ("fixed", "cellular"),
    "township": ("fixed", "cellular"),
    "village": ("fixed", "cellular"),
    "unit": ("cellular",),
    "comms_team": ("cellular",),
}
"""What everybody carries where a test does not say otherwise."""


def connected(
    data: dict[str, Any],
    carries: dict[str, tuple[str, ...]] | None = None,
    outages: tuple[dict[str, Any], ...] = (),
    teams: dict[str, tuple[str, int]] | None = None,
    eoc: int | None = None,
    centre: int = 0,
    **bearers: Any,
) -> dict[str, Any]:
    """Return a line whose messages travel by bearers, none of which leaves anything to luck.

    Cells stand at each node, on fibres of their own to a core that never fails; no cell is ever busy, each
    satellite telephone sees the sky, batteries last for ever. Couriers take fire engines.

    Parameters
    ----------
    data
        The line.
    carries
        Terminals by holder, beyond or instead of `ALL_PHONES`.
    outages
        What fails: see `fails`.
    teams
        Kind and node of each team of communications, by id.
    eoc, centre
        Nodes of the district's operations centre, if it is to have one, and of the dispatch centre.
    bearers
        Settings to replace.
    """
    count = len(data["nodes"])
    held = {**ALL_PHONES, **(carries or {})}
    posts = [_post("DC1", "dispatch_centre", centre)] + ([] if eoc is None else [_post("EOC1", "eoc", eoc)])
    settings = {
        "public": {"load": 0, "battery_cv": 0},
        "satellite": {"outdoor": 1, "beam_load": 0, "beidou_success": 1},
        "courier": {"vehicle": "engine"},
        "radio": {"shadow_sigma": 0, "holding_cv": 0, "users": 0, "direct_range": 0},
    }
    for key, value in bearers.items():
        settings[key] = {**settings.get(key, {}), **value} if isinstance(value, dict) else value
    made = {
        "comms": "bearers",
        "bearers": {**settings, "outages": list(outages)},
        "posts": posts,
        "telecom": [_telecom("CORE", "core", 0)] + [_telecom(f"C{i:02d}", "cell", i) for i in range(count)],
        "fibres": [
            {"id": f"F{i:02d}", "a": "CORE", "b": f"C{i:02d}", "length_km": 1.0, **NOTE} for i in range(count)
        ],
        "terminals": [
            {"id": f"{holder}-{means}", "holder": holder, "bearer": means, "battery_h": 1000.0, **NOTE}
            for holder, all_means in held.items()
            for means in all_means
            if holder not in ("eoc", "comms_team") or (eoc is not None if holder == "eoc" else bool(teams))
        ],
        "comms_teams": [
            {
                "id": name,
                "name_zh": name,
                "kind": what,
                "node": f"N{node:02d}",
                "vehicle": "engine",
                **NOTE,
            }
            for name, (what, node) in (teams or {}).items()
        ],
    }
    return {**data, **made}


def fails(what: str, name: str, at_s: float = 0, until_s: float = 1e9) -> dict[str, Any]:
    """Return the failure of a thing in a span of seconds; for ever where left out."""
    return {"what": what, "target": name, "at": at_s / 3600, "until": min(until_s / 3600, 1e6)}


def _post(name: str, what: str, node: int) -> dict[str, Any]:
    return {"id": name, "name_zh": name, "kind": what, "node": f"N{node:02d}", **NOTE}


def _telecom(name: str, what: str, node: int) -> dict[str, Any]:
    return {"id": name, "name_zh": name, "kind": what, "node": f"N{node:02d}", "battery_h": 1000.0, **NOTE}
