"""Whether the places of a scenario lie together: a slip in a longitude puts one in another country."""

import math
from collections.abc import Iterator, Mapping
from typing import Any, Final

from sim.scenario import messages
from sim.scenario.view import View

FAR_DEG: Final = 5.0
"""Degrees of latitude: over 500 km, more than any district is wide."""
_TABLES: Final = ("nodes", "stations", "hospitals", "pois", "sites", "power_nodes", "terrain")


def check_places(view: View) -> None:
    """Tell of every place that is far from the middle of the road nodes."""
    places = [place for _, row in view.rows("nodes") if (place := _place(row))]
    if not places:
        return
    middle = _median([lon for lon, _ in places]), _median([lat for _, lat in places])
    for table in _TABLES:
        for number, column, swapped in _strays(view, table, middle):
            found = view.draft.find((table, number, column))
            got = messages.shown(view.draft.tables[table].rows[number][column])
            hint = messages.hint("swapped") if swapped else ""
            context = {"lon": middle[0], "lat": middle[1]}
            view.faults.add(found.mark, column, "together", got=got, hint=hint, **context)


def _strays(view: View, table: str, middle: tuple[float, float]) -> Iterator[tuple[int, str, bool]]:
    for number, row in view.rows(table) if table in view.draft.tables else ():
        place = _place(row)
        column = _astray(place, middle) if place else ""
        if place and column:
            yield number, column, not _astray((place[1], place[0]), middle)


def _place(row: Mapping[str, Any]) -> tuple[float, float] | None:
    """Return longitude and latitude, or None where their own checks have something to say of them."""
    lon, lat = row.get("lon"), row.get("lat")
    if not (isinstance(lon, int | float) and isinstance(lat, int | float)):
        return None
    return (lon, lat) if abs(lon) <= 180 and abs(lat) <= 90 else None


def _astray(place: tuple[float, float], middle: tuple[float, float]) -> str:
    """Return the coordinate that leads astray, or nothing."""
    east = math.remainder(place[0] - middle[0], 360.0) * math.cos(math.radians(middle[1]))
    if abs(east) > FAR_DEG:
        return "lon"
    return "lat" if abs(place[1] - middle[1]) > FAR_DEG else ""


def _median(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]
