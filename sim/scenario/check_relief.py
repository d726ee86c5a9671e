"""What no single value shows of casualties and supplies: places that are not there, nobody who treats."""

from sim.scenario.source import Mark, Path_
from sim.scenario.view import IN_YAML, View


def check_relief(view: View) -> None:
    """Tell of every fault that shows only when tables and settings are seen together."""
    _casualties(view)
    _supplies(view)


def _casualties(view: View) -> None:
    for kind in view.mapping("casualties", "per_incident"):
        if kind not in view.mapping("demand", "kinds"):
            path = ("casualties", "per_incident", kind)
            view.tell_key(path, "reference", view.mapping("demand", "kinds"), table=f"demand.kinds {IN_YAML}")
    for i in range(len(view.entries("casualties", "scripted"))):
        _row(view, ("casualties", "scripted", i, "village"), "villages")
    if view.setting("casualties", "model") is not True:
        return
    if view.setting("forces", "medical") is True:
        view.tell(("forces", "medical"), "casualties_medical")
    if view.setting("comms") != "bearers":  # else couriers need it, and their check has told of it
        view.drives(("bearers", "courier", "vehicle"), view.setting("bearers", "courier", "vehicle"))
    hospitals = view.draft.tables["hospitals"]
    if view.known("hospitals") and not list(view.rows("hospitals")):
        view.faults.add(Mark(hospitals.file), "id", "casualties_hospital")


def _supplies(view: View) -> None:
    view.once(("relief", "stores"))
    stores = len(view.entries("relief", "stores"))
    for i in range(stores):
        _row(view, ("relief", "stores", i, "node"), "nodes")
    for j in range(len(view.entries("relief", "shelters", "dual_use"))):
        _row(view, ("relief", "shelters", "dual_use", j), "shelters")
    if view.setting("relief", "model") is True:
        view.drives(("relief", "vehicle"), view.setting("relief", "vehicle"))
        if not stores:
            view.tell(("relief", "model"), "relief_store")


def _row(view: View, path: Path_, table: str) -> None:
    """Tell of a value that is no id of a table."""
    last = path[-1]
    name = view.setting(*path) if isinstance(last, str) else view.entries(*path[:-1])[last]
    view.names(path, name, table)
