"""Colours, marks and sizes shared by all figures.

Colours of response time are ColorBrewer's YlOrBr, those of categories Okabe and Ito's: both are told apart by
people with any common form of colour blindness. Stations differ by shape as well.
"""

import math
from dataclasses import dataclass
from typing import Final

from sim.terms.enums import RoadClass, StationKind

DPI: Final = 100
"""Pixels to the inch while a figure is laid out; how it is saved is another matter."""
INK: Final = "#20242b"
MUTED: Final = "#6b7079"
FAINT: Final = "#d5d8dd"
RIVER: Final = "#8fb9dd"
RIVER_INK: Final = "#2b6ca3"
BORDER_DASHES: Final = (0, (6, 2, 1, 2))
NO_CALLS: Final = "#eceef1"

CATEGORIES: Final = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#8C6BB1", "#7F7F7F")
"""Colours of kinds of incident, in the order of the kinds."""

STEPS_MIN: Final = (5.0, 8.0, 10.0, 15.0, 20.0, 30.0, 60.0)
"""Bounds of the classes of response time on a map, in minutes; the same in every report, so that maps
compare."""
RAMP: Final = ("#FFFBD9", "#FFEFB0", "#FEDF8C", "#FDCB6B", "#FBB050", "#EE8F4A", "#CF6C3C", "#A04A30")
"""One colour for each class of response time, from short to long."""

SHARES_MIN: Final = (5, 8, 10, 15)
"""Response times, in minutes, within which the share of calls is reported."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a class of road is drawn: an outer line, and on it an inner one where `inner` is not empty."""

    outer: str
    width: float
    inner: str = ""


ROADS: Final[dict[RoadClass, Stroke]] = {
    RoadClass.LOCAL: Stroke("#7d828b", 0.7),
    RoadClass.SECONDARY: Stroke("#6b7079", 1.0),
    RoadClass.URBAN: Stroke("#4a4e57", 1.2),
    RoadClass.TRUNK: Stroke("#3c414a", 1.6),
    RoadClass.EXPRESSWAY: Stroke("#0b6b53", 3.4, "#bfe8d6"),
}
"""Strokes by class, in the order of drawing: the most important road lies on top."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of a kind of station: matplotlib's marker, colour and size in points."""

    marker: str
    colour: str
    size: float


STATIONS: Final[dict[StationKind, Mark]] = {
    StationKind.NATIONAL: Mark("*", "#C1121F", 15.0),
    StationKind.TOWNSHIP: Mark("^", "#1D3557", 8.0),
    StationKind.ENTERPRISE: Mark("s", "#5B3A8C", 7.0),
    StationKind.FOREST: Mark("D", "#0B5D3B", 6.5),
    StationKind.RESCUE: Mark("P", "#B3400E", 9.0),
    StationKind.MEDICAL: Mark("X", "#00668A", 8.5),
    StationKind.NEIGHBOUR: Mark("o", "#4A4E57", 7.0),
}
"""Marks by kind of station, in the order of the legend."""


def step_of(minutes: float | None) -> int | None:
    """Return the class of a response time, or None where there is none.

    Examples
    --------
    >>> step_of(5.0), step_of(5.1), step_of(600.0), step_of(None)
    (0, 1, 7, None)
    """
    if minutes is None or math.isnan(minutes):
        return None
    return sum(minutes > bound for bound in STEPS_MIN)


def colour_of(minutes: float | None) -> str:
    """Return the colour of a response time; grey where there is none."""
    step = step_of(minutes)
    return NO_CALLS if step is None else RAMP[step]
