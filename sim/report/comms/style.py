"""Colours and marks of a survey's maps, told apart without colour too."""

from typing import Final

from sim.report.style import Mark
from sim.terms.enums import Degradation, TelecomKind

REACH: Final[dict[str, str]] = {
    "node_wide": "#0072B2",
    "node_weak": "#7DBBE5",
    "node_single": "#E69F00",
    "node_none": "#D55E00",
}
"""Colours of nodes by what covers them."""
STRONG_DB: Final = 10.0
"""Margin from which a node counts as well covered, in dB."""
SITES: Final[dict[Degradation, Mark]] = {
    Degradation.WIDE_AREA: Mark("^", "#004B7A", 11.0),
    Degradation.SINGLE_SITE: Mark("^", "#E69F00", 11.0),
    Degradation.CONVENTIONAL: Mark("^", "#B07AA1", 11.0),
    Degradation.DIRECT: Mark("X", "#C1121F", 11.0),
}
TELECOM: Final[dict[TelecomKind, Mark]] = {
    TelecomKind.CORE: Mark("D", "#3B1F5B", 7.5),
    TelecomKind.HUB: Mark("s", "#6A3D9A", 6.5),
    TelecomKind.CELL: Mark("s", "#A88BC4", 3.6),
}
OUT: Final = Mark("x", "#C1121F", 6.5)
"""A telecom site that is out of service."""
CENTRE: Final = Mark("o", "#20242b", 15.0)
"""Ring around the dispatch centre."""
SITE_INK: Final = "#004B7A"
TRUNK: Final = "#6A3D9A"
ACCESS: Final = "#B9A2D3"
CUT: Final = "#C1121F"
BACKHAUL: Final = "#2F6E4F"
DARK: Final = "#8A8F98"
PANEL: Final[dict[str, str]] = {
    "by_handheld": "#0072B2",
    "by_vehicle": "#7DBBE5",
    "hears_only": "#F0C94A",
    "node_none": "#D5D8DD",
}
"""Colours of nodes by what a single site is worth to them."""
