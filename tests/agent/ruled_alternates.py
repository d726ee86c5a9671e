"""A line with standing orders whose operations centre is lost, and an alternate that leads meanwhile."""

from collections.abc import Mapping
from typing import Any

from test_control import order, ruled_data
from worlds import NOTE

from sim.terms.ids import Band

EOC, SECOND = (Band.POST.address(row) for row in (1, 2))
TOWN, VILLAGE = Band.TOWNSHIP.address(0), Band.VILLAGE.address(0)
BACK_H = 8
LOST = [{"at": 3, "until": BACK_H}]


def ruled_alternate(
    *orders: Any, times: Any, lost: Any = LOST, more: Mapping[str, Any] | None = None, **rules: Any
) -> dict[str, Any]:
    """Return a line of villages with an alternate, as plain data.

    Parameters
    ----------
    orders
        Standing orders; one to evacuate from orange on where left out.
    times
        Hours and colours of warnings for the first township.
    lost
        When the operations centre is lost.
    more
        Sections and tables to replace besides.
    rules
        Of the section ``response.succession``, to replace.
    """
    succession = {"alternate": "EOC2", "all": True, "lost": lost, **rules}
    changes = {"response": {"levels": True, "succession": succession}, **(more or {})}
    data = ruled_data(*(orders or (order(),)), times=times, **changes)
    place = {"name_zh": "备用指挥部", "kind": "eoc", "node": "N03"}
    data["posts"] = [*data["posts"], {"id": "EOC2", **place, **NOTE}]
    return data
