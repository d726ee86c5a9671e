"""What no single value shows of earthquakes, fires and releases: places outside, kinds that are unknown."""

import math
from typing import Final

from sim.scenario.source import Path_
from sim.scenario.view import IN_YAML, View

FAR_KM: Final = {"quakes": 300.0, "wildfires": 10.0, "releases": 10.0}
"""How far from the nearest node each may be: beyond, it does nothing here, and is taken to be misplaced."""
KINDS: Final = (("homes", "kind"), ("burning", "kind"), ("gassing", "kind"), ("gassing", "patients"))
"""Keys of ``hazards`` that name a kind of incident."""
_KM_PER_DEG: Final = 111.2


def check_perils(view: View) -> None:
    """Tell of every fault of earthquakes, fires and releases that no value shows alone."""
    for key, far_km in FAR_KM.items():
        view.once(("hazards", key))
        for i in range(len(view.entries("hazards", key))):
            near_district(view, ("hazards", key, i), far_km)
    for keys in KINDS:
        kind_is_known(view, ("hazards", *keys))


def near_district(view: View, path: Path_, far_km: float) -> None:
    """Tell of a place, ``lon`` and ``lat`` at a path, that is too far from every node of the roads."""
    lon, lat = view.number(*path, "lon"), view.number(*path, "lat")
    if lon is None or lat is None or not view.mapping(*path):
        return
    squeeze = math.cos(math.radians(lat))
    places = [(row.get("lon"), row.get("lat")) for _, row in view.rows("nodes")]
    known = [(x, y) for x, y in places if isinstance(x, int | float) and isinstance(y, int | float)]
    near = min((math.hypot((x - lon) * squeeze, y - lat) for x, y in known), default=0.0)
    if near * _KM_PER_DEG > far_km:
        view.tell((*path, "lon"), "in_district", far=far_km)


def kind_is_known(view: View, path: Path_) -> None:
    """Tell of a kind of incident at a path that is none of the scenario's."""
    name, kinds = view.setting(*path), view.mapping("demand", "kinds")
    if isinstance(name, str) and name not in kinds:
        view.tell(path, "reference", kinds, table=f"demand.kinds {IN_YAML}")
