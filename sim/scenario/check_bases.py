"""What no single value shows of forward bases: stations and units that are not there, or are there twice."""

from typing import Final

from sim.scenario.view import View

_AT: Final = "bases"


def check_bases(view: View) -> None:
    """Tell of every fault that shows only when the bases and the tables are seen together."""
    view.once((_AT,))
    view.spans((_AT,), "at", "until")
    stations, units = view.ids("stations"), view.ids("units")
    seen: dict[str, str] = {}
    for i in range(len(view.entries(_AT))):
        station = view.mapping(_AT, i).get("station")
        if isinstance(station, str) and view.known("stations") and station not in stations:
            view.tell((_AT, i, "station"), "reference", stations, table="stations.csv")
        for j, unit in enumerate(view.entries(_AT, i, "units")):
            if not isinstance(unit, str) or not view.known("units"):
                continue
            if unit not in units:
                view.tell((_AT, i, "units", j), "reference", units, table="units.csv")
            elif unit in seen:
                view.tell((_AT, i, "units", j), "unique_id", where=seen[unit])
            seen.setdefault(unit, view.place((_AT, i, "units", j)))
