"""A league with tiers above it: a municipality, a nation, and helicopters that one of them lends."""

from collections.abc import Sequence
from typing import Any

from leagues import league, post
from worlds import NOTE

from sim.terms.ids import Band

MUNICIPALITY, NATION = Band.POST.address(2), Band.POST.address(4)
"""Posts by their rows: DC1, EOC1, MU1, NB1, UN1."""
SURE = {"approval": 30, "approval_sigma": 0, "assembly": 60, "assembly_sigma": 0, "keep": 0}
"""A tier that takes exactly 30 min to approve and 60 min to assemble, and keeps nothing."""


def tiered(
    calls: Sequence[dict[str, str]],
    municipal: int = 2,
    national: int = 0,
    flies: bool = False,
    upper: dict[str, Any] | None = None,
    air: dict[str, Any] | None = None,
    **options: Any,
) -> dict[str, Any]:
    """Return a league of seven nodes: ours from 0, a neighbour at 4, the municipality at 5, the nation at 6.

    Parameters
    ----------
    municipal, national
        Engines of each tier; no tier where it has none.
    flies
        Whether the municipality's units fly, at 200 km/h with 5 min to start and land.
    upper, air
        Keys of the section to replace.
    options
        As for `leagues.league`, which makes the neighbour.
    """
    data = league(calls, nodes=7, **{"lends": 1, **options})
    _move_neighbour(data)
    section: dict[str, Any] = {"on": True, **(upper or {})}
    rows = (("municipal", "MU1", 5, municipal), ("national", "UN1", 6, national))
    for tier, name, node, units in rows:
        if units:
            section[tier] = {**SURE, "district": f"D{node}", **section.get(tier, {})}
            _add(data, name, node, units, "copter" if flies and tier == "municipal" else "engine")
    if flies:
        _fly(data, section, air or {})
    return {**data, "upper": section}


def _move_neighbour(data: dict[str, Any]) -> None:
    """Let the neighbour of the league stand at node 4 instead of the last."""
    for table, key in (("stations", "node"), ("posts", "node"), ("districts", "seat")):
        for row in data[table]:
            if row[key] == "N06":
                row[key] = "N04"
    for table in ("nodes", "townships"):
        data[table][4]["district"], data[table][6]["district"] = "D2", "D1"


def _add(data: dict[str, Any], name: str, node: int, units: int, kind: str) -> None:
    """Add a district of its own with a post and a station."""
    at, district = f"N{node:02d}", f"D{node}"
    other = {**data["districts"][0], "id": district, "name_zh": name, "home": False, "seat": at}
    data["districts"] = [*data["districts"], other]
    data["nodes"][node]["district"] = data["townships"][node]["district"] = district
    data["posts"].append(post(name, "neighbour", node))
    station = {**data["stations"][0], "id": f"X{node:02d}", "kind": "neighbour", "district": district}
    data["stations"] = [*data["stations"], {**station, "node": at, "crew": 6 * units}]
    data["units"] = [
        *data["units"],
        *(
            {"id": f"X{node:02d}{j}", "name_zh": "上级", "station": f"X{node:02d}", "type": kind, **NOTE}
            for j in range(units)
        ),
    ]


def _fly(data: dict[str, Any], section: dict[str, Any], air: dict[str, Any]) -> None:
    """Let there be helicopters that can do what engines do."""
    name = {"zh": "直升机", "en": "helicopter"}
    kind = {"name": name, "capabilities": ["engine"], "vehicle": "copter", "crew": 4, "crew_min": 2}
    data["unit_types"] = {**data["unit_types"], "copter": kind}
    vehicles = {"engine": {}, "light": {"trunk": 55, "local": 30}, "copter": {"local": 4}}
    data["roads"] = {**data.get("roads", {}), "vehicles": vehicles}
    section["air"] = {"vehicle": "copter", "speed": 200, "lift": 5, **air}
