"""Places and forces as GeoJSON (RFC 7946), for programs that draw maps: WGS-84, longitude first."""

from datetime import timedelta
from typing import Any

from sim.live.session import Session
from sim.report.geojson import collection, line, point, written
from sim.scenario.model import Scenario


def places(scenario: Scenario) -> bytes:
    """Return what does not move: townships, villages, stations, hospitals, posts and roads.

    Parameters
    ----------
    scenario
        Whose map it is.
    """
    nodes = {node.id: node for node in scenario.nodes}
    found = []
    tables = (("township", scenario.townships, "seat"), ("village", scenario.villages, "node"))
    for kind, rows, column in (*tables, ("post", scenario.posts, "node")):
        for row in rows:
            at = nodes[getattr(row, column)]
            found.append(point(at.lon, at.lat, _about(kind, row)))
    found += [point(row.lon, row.lat, _about("station", row)) for row in scenario.stations]
    found += [point(row.lon, row.lat, _about("hospital", row)) for row in scenario.hospitals]
    for link in scenario.links:
        about = {"kind": "road", "id": link.id, "name_zh": link.name_zh, "class": link.road_class.value}
        found.append(line((nodes[link.a], nodes[link.b]), about))
    return written(collection(found))


def _about(kind: str, row: Any) -> dict[str, Any]:
    return {"kind": kind, "id": row.id, "name_zh": row.name_zh, "name_en": row.name_en}


def forces(session: Session, address: int | None) -> bytes:
    """Return the forces as a post knows them, each with the time at which it was last told of.

    Parameters
    ----------
    session
        What is played.
    address
        Of the post; None for where they truly are.

    Raises
    ------
    LookupError
        If there is no post with a picture.
    """
    scenario = session.scenario
    picture = None if address is None else session.world.picture(address)
    if address is not None and picture is None:  # never the truth instead
        raise LookupError(f"no post at {address} keeps a picture")
    true, found = session.truth, []
    for kind, rows, states in (
        ("unit", scenario.units, true.units if picture is None else picture.units),
        ("team", scenario.comms_teams, true.teams if picture is None else picture.teams),
        ("crew", scenario.teams, true.crews if picture is None else picture.repairs.crews),
    ):
        for number in sorted(states):
            state: Any = states[number]
            node = scenario.nodes[state.node]
            told_ms = getattr(state, "told_ms", None)
            told = None if told_ms is None else scenario.start + timedelta(milliseconds=told_ms)
            about = {**_about(kind, rows[number]), "status": state.status}
            about["told"] = None if told is None else told.isoformat(timespec="seconds")
            found.append(point(node.lon, node.lat, about))
    return written(collection(found))
