"""The words of hazards on the maps of a sequence, in Chinese and English."""

from typing import Final

from sim.words import Both, both

HAZARD_WORDS: Final[dict[str, Both]] = {
    "key_hazards": both("Hazards"),
    "hazard_rain": both("rain of {mm_h:g} mm/h and more"),
    "hazard_risen": both("river risen by {m:g} m and more"),
    "hazard_slide": both("slide on a road"),
    "hazard_road_flood": both("water on a road"),
    "hazard_smoke": both("smoke on a road"),
    "hazard_cordon": both("road within a cordon"),
    "hazard_burning": both("burning"),
    "hazard_burnt": both("burnt"),
    "hazard_gas": both("gas above the limit"),
    "hazard_intensity": both("intensity, on usual ground"),
    "hazard_epicentre": both("epicentre (small: aftershocks)"),
    "ground_slides": both("slides on {n:g} roads"),
    "ground_road_flood": both("water on {n:g}"),
    "ground_smoke": both("smoke on {n:g}"),
    "ground_cordon": both("cordon on {n:g}"),
    "ground_rain": both("rain up to {n:.0f} mm/h"),
    "ground_fire": both("burnt {n:.0f} ha"),
    "ground_quake": both("magnitude {n:.1f}"),
    "ground_aftershocks": both("aftershocks {n:g}"),
    "ground_river": both("{name} +{n:.1f} m"),
}
"""Words by key: (Chinese, English)."""
