"""Colours and marks of hazards on the maps of a sequence."""

from collections.abc import Mapping
from typing import Final

from sim.report.style import Mark
from sim.terms.enums import DamageKind

RAIN_MM_H: Final = (2.5, 8.0, 16.0, 30.0)
"""Lower edges of the classes of rain: those by which the China Meteorological Administration tells moderate,
heavy and torrential rain by the hour 中雨、大雨、暴雨; the last is an assumption."""
RAIN: Final = ("#BFE3F2", "#7FC4E8", "#3F92D2", "#1B4F9C")
RAIN_ALPHA: Final = 0.62
RISEN_M: Final = 1.0
"""A river that stands this far above its usual level is drawn as in flood; assumption."""
RISEN: Final = "#173F8A"
RISEN_WIDTH: Final = 5.5
DEGREES: Final = {6: "VI", 7: "VII", 8: "VIII", 9: "IX", 10: "X", 11: "XI"}
"""Intensities 烈度 whose lines are drawn; nothing breaks below VI on usual ground."""
QUAKE: Final = "#9B2C0F"
EPICENTRE: Final = Mark("*", QUAKE, 13.0)
AFTERSHOCK: Final = Mark("*", QUAKE, 5.5)
BURNT: Final = "#4A3228"
BURNING: Final = "#FF4D00"
GAS: Final = "#C7B700"
ON_ROADS: Final[Mapping[DamageKind, str]] = {
    DamageKind.ROAD_FLOOD: "#2F7FE0",
    DamageKind.SMOKE: "#8A6F5C",
    DamageKind.CORDON: "#B09A00",
}
"""Colour under a link by what is the matter with it."""
ON_ROADS_WIDTH: Final = 7.0
SLIDE: Final = Mark("<", "#7B4B1E", 6.5)
SLIDE_BESIDE_PT: Final = (0.0, -7.5)
