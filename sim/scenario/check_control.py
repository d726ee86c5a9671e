"""What no single value shows of control measures: places, kinds and sectors that are not there."""

from collections.abc import Collection

from sim.scenario.schools import SCHOOL
from sim.scenario.view import IN_YAML, View

_AT = ("control", "orders")


def check_control(view: View) -> None:
    """Tell of every fault that shows only when standing orders and the tables are seen together."""
    view.once(_AT)
    if view.setting("control", "on") is True and view.setting("comms") != "bearers":
        view.tell(("control", "on"), "control_bearers")
    if view.setting("control", "on") is True and view.setting("warning", "variant") == "none":
        view.tell(("control", "on"), "control_warned")
    kinds = view.mapping("demand", "kinds")
    for i in range(len(view.entries(*_AT))):
        if view.known("townships"):
            _names(view, i, "townships", view.ids("townships"), view.draft.tables["townships"].file)
        _names(view, i, "kinds", kinds, f"demand.kinds {IN_YAML}")
        _sector(view, i)
        order = view.mapping(*_AT, i)
        if order and order.get("colour", "none") == "none" and not order.get("level"):
            view.tell((*_AT, i, "id"), "control_when")


def _names(view: View, i: int, key: str, known: Collection[str], where: str) -> None:
    for j, name in enumerate(view.entries(*_AT, i, key)):
        if isinstance(name, str) and name not in known:
            view.tell((*_AT, i, key, j), "reference", known, table=where)


def _sector(view: View, i: int) -> None:
    sector, units = view.mapping(*_AT, i).get("sector"), view.draft.tables["key_units"]
    sectors = [str(row.get("kind")) for _, row in view.rows("key_units")]
    sectors += [SCHOOL] if view.setting("control", "schools", "on") is True else []
    if isinstance(sector, str) and sector and units.whole and sector not in sectors:
        view.tell((*_AT, i, "sector"), "control_sector", sectors)
