"""A line with a neighbour at its far end: a district with an operations centre, and who may lend to it."""

from collections.abc import Sequence
from typing import Any

from drills import Tale, world
from worlds import NOTE, connected, kind

from sim.record.aid import LoanChanged
from sim.terms.ids import Band

LONG = {"fire": kind(work_median=300)}
"""Work that keeps an engine for five hours."""
FIXED = {"approval_sigma": 0, "assembly_sigma": 0, "approval": 10, "assembly": 20, "lack": 5}
"""Aid that takes exactly 10 min to approve and 20 min to assemble; half of the units stay."""
EOC, NEIGHBOUR = Band.POST.address(1), Band.POST.address(2)
"""Posts by their rows: DC1, EOC1, NB1."""


def league(
    calls: Sequence[dict[str, str]],
    lends: int = 2,
    policy: str = "on-request",
    aid: dict[str, Any] | None = None,
    home: int = 1,
    bearers: bool = False,
    nodes: int = 5,
    kinds: dict[str, dict[str, Any]] | None = None,
    horizon: float = 1,
    **changes: Any,
) -> dict[str, Any]:
    """Return a line with `home` engines of ours at node 0, and `lends` of a neighbour's at the last node.

    Parameters
    ----------
    calls
        Rows of ``calls.csv``.
    policy, aid
        Of the section ``aid``, the rest beyond `FIXED`.
    bearers
        Whether messages travel by telephone, or are ideal.
    kinds
        Of incidents; `LONG` where left out.
    horizon
        In days.
    changes
        Keys of the scenario to replace, or of `worlds.connected` where messages travel.
    """
    last = nodes - 1
    stations = {last: lends} | ({0: home} if home else {})
    data = world(calls, stations, nodes, kinds or LONG, horizon=horizon)
    away(data, last)
    data["aid"] = {"policy": policy, **FIXED, **(aid or {})}
    if bearers:
        carries = {"neighbour": ("fixed", "cellular"), **changes.pop("carries", {})}
        data = connected(data, carries, eoc=0, **changes)
    else:
        data = {**data, "posts": [post("DC1", "dispatch_centre", 0), post("EOC1", "eoc", 0)], **changes}
    data["posts"].append(post("NB1", "neighbour", last))
    return data


def away(data: dict[str, Any], node: int) -> None:
    """Let a node, its township and its station belong to another district."""
    name = f"N{node:02d}"
    other = {**data["districts"][0], "id": "D2", "name_zh": "乙县", "home": False, "seat": name}
    data["districts"] = [*data["districts"], other]
    data["nodes"][node]["district"] = data["townships"][node]["district"] = "D2"
    for row in data["stations"]:
        if row["node"] == name:
            row |= {"kind": "neighbour", "district": "D2"}


def post(name: str, what: str, node: int) -> dict[str, Any]:
    """Return a row of ``posts.csv``."""
    return {"id": name, "name_zh": name, "kind": what, "node": f"N{node:02d}", **NOTE}


def stages(tale: Tale, unit: int) -> list[tuple[int, str]]:
    """Return the stages of a unit's loans: (time in ms, stage)."""
    return [(t, fact.stage) for t, fact in tale.all(LoanChanged) if fact.unit == unit]
