"""The words of hazards on the maps of a sequence, in Chinese and English."""

from typing import Final

HAZARD_WORDS: Final[dict[str, tuple[str, str]]] = {
    "key_hazards": ("灾害", "Hazards"),
    "hazard_rain": ("雨强 {mm_h:g} 毫米/时以上", "rain of {mm_h:g} mm/h and more"),
    "hazard_risen": ("江河涨水 {m:g} 米以上", "river risen by {m:g} m and more"),
    "hazard_slide": ("滑坡压路", "slide on a road"),
    "hazard_road_flood": ("路面积水", "water on a road"),
    "hazard_smoke": ("道路烟雾", "smoke on a road"),
    "hazard_cordon": ("警戒封控路段", "road within a cordon"),
    "hazard_burning": ("正在燃烧", "burning"),
    "hazard_burnt": ("过火", "burnt"),
    "hazard_gas": ("毒气超过限值", "gas above the limit"),
    "hazard_intensity": ("烈度等值线（一般场地）", "intensity, on usual ground"),
    "hazard_epicentre": ("震中（小星：余震）", "epicentre (small: aftershocks)"),
    "ground_slides": ("滑坡压路 {n:g} 段", "slides on {n:g} roads"),
    "ground_road_flood": ("积水 {n:g} 段", "water on {n:g}"),
    "ground_smoke": ("烟雾 {n:g} 段", "smoke on {n:g}"),
    "ground_cordon": ("封控 {n:g} 段", "cordon on {n:g}"),
    "ground_rain": ("雨强最大 {n:.0f} 毫米/时", "rain up to {n:.0f} mm/h"),
    "ground_fire": ("过火 {n:.0f} 公顷", "burnt {n:.0f} ha"),
    "ground_quake": ("震级 {n:.1f}", "magnitude {n:.1f}"),
    "ground_aftershocks": ("余震 {n:g} 次", "aftershocks {n:g}"),
    "ground_river": ("{name}涨 {n:.1f} 米", "{name} +{n:.1f} m"),
}
"""Words by key: (Chinese, English)."""
