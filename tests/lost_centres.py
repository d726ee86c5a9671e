"""A line whose operations centre can be lost, with an alternate, both of which decide on levels."""

from typing import Any

from drills import world
from worlds import NOTE, connected

from sim.terms.ids import Band

EOC, SECOND = (Band.POST.address(row) for row in (1, 2))
CARRIES = {"eoc": ("fixed", "cellular"), "team": ("fixed", "cellular"), "neighbour": ("fixed", "cellular")}
FIVE_HOURS = [{"at": 3, "until": 8}]


def _post(name: str, what: str, node: int) -> dict[str, Any]:
    return {"id": name, "name_zh": name, "kind": what, "node": f"N{node:02d}", **NOTE}


def lost_centre(calls: Any = (), node: int = 3, **rules: Any) -> dict[str, Any]:
    """Return a line whose operations centre at node 0 is lost from the third hour to the eighth.

    Parameters
    ----------
    calls
        Rows of ``calls.csv``.
    node
        Of the alternate.
    rules
        Of the section ``response.succession``, to replace.
    """
    reports = {"reports": {"begin": 0, "end": 24}}
    data = connected(world(calls), CARRIES, (), None, 0, 1, **reports)
    data["posts"] += [_post("EOC2", "eoc", node), _post("NB1", "neighbour", 4), _post("PT1", "team", 1)]
    succession = {"alternate": "EOC2", "lost": FIVE_HOURS, **rules}
    data["response"] = {"levels": True, "succession": succession}
    data["warning"] = {"variant": "centre", "scripted": [{"colour": "yellow", "at": 1}]}
    return data
