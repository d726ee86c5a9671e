"""The words of the maps and the timeline of cuts, in Chinese and English."""

from typing import Final

CUT_WORDS: Final[dict[str, tuple[str, str]]] = {
    "section_cuts": ("三断与恢复", "Cuts and recovery"),
    "caption_service": (
        "有路、有电、有讯的人口占比：从首次中断到恢复（路、讯以镇街计，电以供电负荷计）。",
        "Share of the people with a road, mains and word, from the first cut to recovery; road and word by "
        "township, mains by the load on which they live.",
    ),
    "caption_sequence": (
        "态势图：首次中断之前、之后若干小时的断路、停电、失联与队伍位置，均取自推演日志的真实情况。"
        "途中的队伍按预计用时画在路线上。雨、江河涨水、火、烈度与毒气按同一想定、种子和重复号重算。",
        "Maps of the situation before the first cut and some hours after it: closed roads, dark areas, "
        "silent places and teams, as the log tells the truth of them. A team under way stands where its own "
        "estimate of the time puts it. Rain, rivers, fire, shaking and gas are worked out anew from the same "
        "scenario, seed and replication.",
    ),
    "panel_before": ("{since}之前", "Before {since}"),
    "since_cut": ("首次中断", "the first cut"),
    "since_hazard": ("灾害发生", "the hazard began"),
    "panel_after": ("{since}后 {hours:g} 小时", "+{hours:g} h after {since}"),
    "panel_end": (
        "{since}后 {hours:.1f} 小时，推演结束",
        "+{hours:.1f} h after {since}, end of the run",
    ),
    "panel_when": ("{name}（{when}）", "{name} ({when})"),
    "panel_counts": (
        "断路 {closed} 段 · 缓行限行 {slowed} 段 · 停电 {people:,} 人 · 失联 {silent} 处 · "
        "队伍作业 {working}、途中 {moving}、待命受阻 {waiting}、通信开通 {on_air}",
        "Closed {closed} · slowed {slowed} · no mains {people:,} · silent {silent} · "
        "teams: {working} at work, {moving} moving, {waiting} waiting, {on_air} on air",
    ),
    "panel_hazards": ("灾害：{kinds}", "Hazards: {kinds}"),
    "panel_no_hazard": ("灾害：无", "Hazards: none"),
    "key_roads": ("道路", "Roads"),
    "key_cuts": ("断电与断网", "Mains and word"),
    "key_teams": ("专业队伍与应急通信", "Teams"),
    "key_ground": ("底图", "Ground"),
    "road_closed": ("中断（车辆不通）", "closed to vehicles"),
    "road_slowed": ("缓行或限行", "slowed or limited"),
    "road_open": ("畅通", "open"),
    "area_dark": ("停电范围（近似）", "without mains (approx.)"),
    "place_silent": ("失联（镇街、站、所）", "silent post or station"),
    "site_out": ("通信基站、机房退服", "site out of service"),
    "fibre_broken": ("光缆中断", "fibre broken"),
    "team_working": ("作业", "at work"),
    "team_moving": ("途中", "under way"),
    "team_waiting": ("受阻、待命、轮休", "stranded, waiting or resting"),
    "team_on_air": ("应急通信已开通", "communications team on air"),
    "team_many": ("数字：同处队数", "number: teams in one place"),
    "hazard_reach": ("灾害范围（想定）", "reach of hazard (as set)"),
    "hazard_spot": ("灾害中心、起点", "centre or origin of hazard"),
    "township_seat": ("镇街驻地", "seat of a township"),
    "places_note": (
        "色块：距各驻地、台区最近的范围（近似），不是行政界线",
        "Areas: what is nearest to each seat or transformer (approximate), not administrative borders",
    ),
}
"""Words by key: (Chinese, English)."""
