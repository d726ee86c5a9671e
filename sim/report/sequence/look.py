"""Colours and marks of the maps of a sequence; every mark differs from the others by shape as well."""

from typing import Final

from sim.report.sequence.view import MOVING, ON_AIR, WAITING, WORKING
from sim.report.style import Mark
from sim.terms.enums import RoadClass

CLOSED: Final = "#C1121F"
SLOWED: Final = "#E08A00"
OPEN: Final = "#A3A8B1"
DARK: Final = "#5A6170"
DARK_EDGE: Final = "#2B2F36"
HATCH: Final = "////"
FIBRE: Final = "#7A3E9D"
HAZARD: Final = "#0B7A75"
CLOSED_WIDTH: Final = 2.4
SLOWED_WIDTH: Final = 1.7
CASE_WIDTH: Final = 1.4
"""By how much the white edge of a closed or slowed road is wider than the road."""
WIDTHS: Final = {
    RoadClass.LOCAL: 0.5,
    RoadClass.SECONDARY: 0.7,
    RoadClass.URBAN: 0.8,
    RoadClass.TRUNK: 1.1,
    RoadClass.EXPRESSWAY: 2.0,
}
"""Width of an open road by its class."""

CLOSED_MARK: Final = Mark("X", CLOSED, 6.5)
SILENT: Final = Mark("p", "#7A3E9D", 7.5)
SITE_OUT: Final = Mark("v", "#3F4A8A", 6.5)
TEAMS: Final = {
    WORKING: Mark("s", "#007A5A", 7.0),
    MOVING: Mark(">", "#0072B2", 7.0),
    WAITING: Mark("D", "#B3400E", 5.6),
    ON_AIR: Mark("^", "#0072B2", 7.5),
}
SPOT: Final = Mark("*", HAZARD, 11.0)
BESIDE_PT: Final = {
    "silent": (-5.5, 5.5),
    "site": (-5.5, -4.5),
    WORKING: (6.0, 5.0),
    MOVING: (0.0, 0.0),
    WAITING: (6.0, -5.0),
    ON_AIR: (0.0, 8.5),
}
"""Where a mark stands beside its place, in points east and north, so that none covers another."""
NAME_PT: Final = 7.0
