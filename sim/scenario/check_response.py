"""What no single value shows of response levels: nobody who decides, kinds and posts that are not there."""

from sim.scenario.view import IN_YAML, View
from sim.terms.enums import Party

_EOC = Party.EOC.value
_AT = "response"


def check_response(view: View) -> None:
    """Tell of every fault that shows only when the section on response and the tables are seen together."""
    if view.setting(_AT, "levels") is not True:
        return
    if view.setting("comms") != "bearers":
        view.tell((_AT, "levels"), "response_bearers")
    kinds = view.mapping("demand", "kinds")
    for i, kind in enumerate(view.entries(_AT, "missing")):
        if isinstance(kind, str) and kind not in kinds:
            view.tell((_AT, "missing", i), "reference", kinds, table=f"demand.kinds {IN_YAML}")
    _posts(view)
    _plans(view)


def _posts(view: View) -> None:
    """Let there be an operations centre that decides, and a second one where an alternate is named."""
    if not view.known("posts") or "kind" in view.draft.tables["posts"].faulty:
        return
    centres = sorted(str(row.get("id")) for _, row in view.rows("posts") if row.get("kind") == _EOC)
    if not centres:
        view.tell((_AT, "levels"), "response_eoc")
    alternate = view.setting(_AT, "succession", "alternate")
    if isinstance(alternate, str) and alternate not in centres[1:]:
        view.tell((_AT, "succession", "alternate"), "response_alternate", centres[1:])
    view.spans((_AT, "succession", "lost"), "at", "until")
    _vehicle(view, alternate)


def _vehicle(view: View, alternate: object) -> None:
    """Let a vehicle be one that the roads know, bear an alternate, and go to a node of the map."""
    vehicle, place = (view.setting(_AT, "succession", key) for key in ("vehicle", "place"))
    view.drives((_AT, "succession", "vehicle"), vehicle)
    if vehicle is not None and alternate is None:
        view.tell((_AT, "succession", "vehicle"), "response_vehicle")
    view.names((_AT, "succession", "place"), place, "nodes")


def _plans(view: View) -> None:
    tables = {"report": "townships", "call_in": "stations", "muster": "teams"}
    for i in range(len(view.entries(_AT, "plans"))):
        plan = view.mapping(_AT, "plans", i)
        table = tables.get(str(plan.get("measure")))
        if table is None or not view.known(table):
            continue
        ids = view.ids(table)
        if isinstance(plan.get("id"), str) and plan["id"] not in ids:
            view.tell((_AT, "plans", i, "id"), "reference", ids, table=f"{table}.csv")
