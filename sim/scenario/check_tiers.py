"""What no single value shows of aid from above: tiers without a district, and what cannot fly."""

from typing import Final

from sim.scenario.tiers import TIERS
from sim.scenario.view import View
from sim.terms.enums import StationKind

_AT: Final = "upper"


def check_tiers(view: View) -> None:
    """Tell of every fault that shows only when the section and the tables are seen together."""
    if view.setting(_AT, "on") is not True:
        return
    if view.setting("aid", "policy") == "none":
        view.tell((_AT, "on"), "upper_policy")
    for tier in TIERS[1:]:
        _district(view, tier)
    _air(view)


def _district(view: View, tier: str) -> None:
    """Let a tier's district be one of the tables, and not the home one."""
    name = view.setting(_AT, tier, "district")
    if not isinstance(name, str) or not view.known("districts"):
        return
    others = [str(row.get("id")) for _, row in view.rows("districts") if row.get("home") is not True]
    if name not in others:
        view.tell((_AT, tier, "district"), "upper_district", others)


def _air(view: View) -> None:
    """Let what flies be a vehicle, land at nodes, and be lent."""
    flies = view.setting(_AT, "air", "vehicle")
    view.drives((_AT, "air", "vehicle"), flies)
    for i, pad in enumerate(view.entries(_AT, "air", "pads")):
        view.names((_AT, "air", "pads", i), pad, "nodes")
    if isinstance(flies, str) and view.known("stations"):
        _owners(view, flies)


def _owners(view: View, flies: str) -> None:
    """Let units that fly be those of others: the district has none of its own."""
    types = view.mapping("unit_types")
    airborne = {
        name for name, kind in types.items() if isinstance(kind, dict) and kind.get("vehicle") == flies
    }
    stations = {row.get("id"): row.get("kind") for _, row in view.rows("stations")}
    for number, row in view.rows("units"):
        kind = stations.get(row.get("station"), StationKind.NEIGHBOUR.value)
        if row.get("type") in airborne and kind != StationKind.NEIGHBOUR.value:
            view.tell(("units", number, "type"), "upper_own")
    for number, row in view.rows("teams"):
        if row.get("vehicle") == flies:
            view.tell(("teams", number, "vehicle"), "upper_team")
    if view.setting("bearers", "courier", "vehicle") == flies:
        view.tell(("bearers", "courier", "vehicle"), "upper_team")
