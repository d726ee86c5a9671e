"""What no single value shows of a second dispatch centre: posts, vehicles and places that are not there."""

from typing import Final

from sim.scenario.view import View
from sim.terms.enums import Party

_AT: Final = "standby"
_CENTRE: Final = Party.DISPATCH_CENTRE.value


def check_standby(view: View) -> None:
    """Tell of every fault that shows only when the section and the tables are seen together."""
    view.spans((_AT, "lost"), "at", "until")
    name = view.setting(_AT, "post")
    if (name is not None or view.entries(_AT, "lost")) and view.setting("comms") != "bearers":
        view.tell((_AT, "post"), "standby_bearers")
    if not isinstance(name, str):
        return
    if view.known("posts") and "kind" not in view.draft.tables["posts"].faulty:
        centres = sorted(str(row.get("id")) for _, row in view.rows("posts") if row.get("kind") == _CENTRE)
        if name not in centres[1:]:
            view.tell((_AT, "post"), "standby_post", centres[1:])
    view.drives((_AT, "vehicle"), view.setting(_AT, "vehicle"))
    view.names((_AT, "place"), view.setting(_AT, "place"), "nodes")
