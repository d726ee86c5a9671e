"""The words of the section on control measures, in Chinese and English."""

from typing import Final

CONTROL_WORDS: Final[dict[str, tuple[str, str]]] = {
    "section_control": ("禁停撤疏与重点单位", "Control measures and key units"),
    "control_told": (
        "预置指令 {orders} 条，下达 {given} 条。落实（处/应达）："
        "禁 {forbid}、停 {stop}、撤 {evacuate}、疏 {disperse}；"
        "接到撤离或禁入指令 {ordered} 人；因管控未发警情 {averted} 起。"
        "受灾村社受威胁 {there} 人，成灾时仍在险处 {way} 人。",
        "{given} of {orders} standing orders were given. Carried out, of the places that were to: entry "
        "forbidden {forbid}, work and school stopped {stop}, evacuation {evacuate}, crowds dispersed "
        "{disperse}; {ordered} people were told to leave or to stay away; calls that did not come about: "
        "{averted}. Where a hazard struck {there} people at risk live, of whom {way} were still in its way.",
    ),
    "control_units": (
        "重点单位 {units} 家，获知预警 {warned} 家；"
        "所在地受灾 {struck} 家，其时在内 {way} 人（不管控则 {would} 人）。",
        "Key units: {units}, of which {warned} had a warning; {struck} were struck, with {way} people in "
        "them ({would} without measures).",
    ),
    "rides_told": (
        "转运车辆 {vehicles} 辆，动用 {used} 辆、{trips} 趟，运送 {carried} 人；{asked} 个村社请求派车；"
        "候车中位 {p50} 分；候车未果改步行 {vain} 人，中途下车步行 {on} 人。",
        "Vehicles: {vehicles}, of which {used} made {trips} trips and carried {carried} people; {asked} "
        "villages asked for them; half of those who rode waited {p50} min or less; {vain} people waited in "
        "vain and walked, {on} got off on the way and walked on.",
    ),
    "control_note": (
        "依从率与落实用时为假设，见文末“依据”。指令按通信实际送达逐级落实，未达之处无措施。",
        "Compliance and delays are assumptions, listed at the end. Orders go down by what carries them; "
        "where none arrived nothing was done.",
    ),
    "table_measures": ("管控措施", "control measures"),
    "table_key_units": ("重点单位", "key units"),
    "table_buses": ("转运车辆", "vehicles for people"),
    "standing_order": ("预置指令", "Standing order"),
    "measure_kind": ("措施", "Measure"),
    "given_by": ("下达", "Given by"),
    "by_district": ("区", "district"),
    "by_township": ("镇街", "township"),
    "towns_given": ("镇街", "Townships"),
    "places_asked": ("应达", "Places"),
    "places_taken": ("落实", "Carried out"),
    "p50_taken": ("中位（分）", "Median (min)"),
    "p90_taken": ("九成（分）", "90 % (min)"),
    "places_known": ("区已掌握", "Known to the district"),
    "calls_averted": ("未发警情", "Calls averted"),
}
"""Words by key: (Chinese, English)."""
