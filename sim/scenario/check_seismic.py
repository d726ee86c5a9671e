"""What no single value shows of earthquake early warning: its networks, and sites that are not there."""

from sim.scenario.view import View

_AT = ("early_warning", "stations")


def check_seismic(view: View) -> None:
    """Tell of every fault of earthquake early warning that no value shows alone."""
    if view.setting("early_warning", "on") is True and view.setting("comms") != "bearers":
        view.tell(("early_warning", "on"), "early_warning_bearers")
    known = view.ids("telecom")
    for i, name in enumerate(view.entries(*_AT)):
        if isinstance(name, str) and view.known("telecom") and name not in known:
            view.tell((*_AT, i), "early_warning_station")
