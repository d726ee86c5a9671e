"""The words of the section on capabilities that incidents needed, in Chinese and English."""

from typing import Final

CAPABILITY_WORDS: Final[dict[str, tuple[str, str]]] = {
    "section_capabilities": ("专业能力需求与处置", "Capabilities that incidents needed"),
    "capabilities_told": (
        "{needed} 项需求：{known} 项报到指挥部，{sent} 项派出队伍，{there} 项有队伍到场，{done} 项完成，"
        "{never} 项至期末未完成；误报派出 {vain} 次。",
        "{needed} needs: the district was told of {known}, sent teams to {sent}, teams came to {there}, "
        "{done} were done, {never} were not by the end; orders to go where it was not needed: {vain}.",
    ),
    "capability_col": ("专业能力", "Capability"),
    "needed_col": ("需求", "Needed"),
    "known_after_col": ("获知（分）", "Known (min)"),
    "sent_after_col": ("派出（分）", "Sent (min)"),
    "there_after_col": ("到场（分）", "On scene (min)"),
    "done_after_col": ("完成（分）", "Done (min)"),
    "finished_col": ("完成项", "Finished"),
    "never_col": ("未完成", "Never"),
    "reason_col": ("未完成原因", "Why never"),
    "reason_unable": ("无胜任队伍", "no team able"),
    "reason_unknown": ("指挥部未获知", "district not told"),
    "reason_unsent": ("未派出", "none sent"),
    "reason_unreached": ("未到场", "none came"),
    "reason_unfinished": ("在场未完成", "not finished"),
    "capabilities_note": (
        "时间为自灾情发生起的中位数，仅计发生该步骤的需求。无该能力者到场，车组只能警戒稳控，灾情不得结案。"
        "各类灾情需何能力、工作量为假定，见下表“假定”。",
        "Times are medians since the beginning of the incident, of the needs that came so far. Without that "
        "capability on scene units hold, and the incident does not end. Which incidents need what, and how "
        "much work it is, are assumptions; see their table.",
    ),
    "fire_told": (
        "山火 {name}：过火 {ha} 公顷，闭合隔离带 {line} 米，{end}。",
        "Wildfire {name}: {ha} ha burnt, {line} m of line closed, {end}.",
    ),
    "fire_contained": ("{hours} 小时后合围", "contained after {hours} h"),
    "fire_burnt_out": ("{hours} 小时后自行熄灭，未合围", "out after {hours} h, not contained"),
    "fire_burning": ("至期末仍在燃烧", "still burning at the end"),
}
"""Words by key: (Chinese, English)."""
