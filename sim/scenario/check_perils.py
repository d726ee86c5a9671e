"""What no single value shows of earthquakes, fires and releases: places outside, kinds that are unknown."""

from typing import Final

from sim.scenario.check_hazards import kind_is_known, near_district
from sim.scenario.view import View

FAR_KM: Final = {"quakes": 300.0, "wildfires": 10.0, "releases": 10.0}
"""How far from the nearest node each may be: beyond, it does nothing here, and is taken to be misplaced."""
KINDS: Final = (("homes", "kind"), ("burning", "kind"), ("gassing", "kind"), ("gassing", "patients"))
"""Keys of ``hazards`` that name a kind of incident."""


def check_perils(view: View) -> None:
    """Tell of every fault of earthquakes, fires and releases that no value shows alone."""
    for key, far_km in FAR_KM.items():
        view.once(("hazards", key))
        for i in range(len(view.entries("hazards", key))):
            near_district(view, ("hazards", key, i), far_km)
    for keys in KINDS:
        kind_is_known(view, ("hazards", *keys))
