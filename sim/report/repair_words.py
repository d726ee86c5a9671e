"""The words of the section on repairs, in Chinese and English."""

from typing import Final

REPAIR_WORDS: Final[dict[str, tuple[str, str]]] = {
    "section_repairs": ("险情与抢修", "Damage and repair"),
    "repairs_told": (
        "共 {damages} 处险情，{seen} 处被发现，{worked} 处有队伍作业，{eased} 处初步恢复，{whole} 处修复。"
        "从发生到初步恢复平均 {eased_h} 小时，九成在 {p90_h} 小时内。"
        "{teams} 支专业队伍共 {machines} 台（套）机具，其中 {usable} 台（套）有人能用；"
        "机具作业 {machine_h} 台时。",
        "{damages} cases of damage: {seen} were seen, {worked} were worked on, {eased} were eased in a first "
        "step, {whole} are whole. From the beginning to the first step it took {eased_h} h on average, at "
        "most {p90_h} h in nine of ten cases. {teams} professional teams have {machines} machines, {usable} "
        "of which have people who can use them; machines worked for {machine_h} h.",
    ),
    "where_time_went": ("时间用在何处（平均，小时）", "Where the time went (mean, h)"),
    "where_time_note": (
        "按最先作业的队伍计；各段相加即为发生至初步恢复。某段为“—”表示没有险情走到这一步。",
        "Of the team that worked first; together they are the time until the first step was done. A dash "
        "means that no damage came so far.",
    ),
    "chain_seen": ("发现", "Seen"),
    "chain_word": ("上报", "Told"),
    "chain_order": ("派工", "Ordered"),
    "chain_receipt": ("收令", "Received"),
    "chain_muster": ("集结", "Mustered"),
    "chain_travel": ("行进", "On the way"),
    "chain_access": ("受阻", "Before closed roads"),
    "chain_survey": ("勘查", "Surveyed"),
    "chain_work": ("作业", "At work"),
    "each_damage": ("逐处险情（{n} 处）", "Each damage ({n})"),
    "damage_kind": ("险情", "Damage"),
    "damage_target": ("对象", "Where"),
    "damage_size": ("规模", "Size"),
    "began_h": ("发生（时）", "Began (h)"),
    "heard_after_h": ("获知（时）", "Known after (h)"),
    "eased_after_h": ("初步恢复（时）", "Eased after (h)"),
    "whole_after_h": ("修复（时）", "Whole after (h)"),
    "first_team": ("首到队伍", "First team"),
    "teams_at_work": ("出动的专业队伍", "Teams that were sent"),
    "no_teams_sent": ("没有队伍出动。", "No team was sent."),
    "team_name": ("专业队伍", "Team"),
    "orders_taken": ("派工", "Orders"),
    "road_time_h": ("行车（时）", "On the road (h)"),
    "stranded_time_h": ("受阻（时）", "Stranded (h)"),
    "working_time_h": ("作业（时）", "At work (h)"),
    "resting_time_h": ("轮休（时）", "Resting (h)"),
    "utilised": ("作业占比", "Share at work"),
    "mismatch": (
        "人装适配：有机具而无人能用，或有人而无机具",
        "Machines without people, and people without machines",
    ),
    "no_mismatch": ("每支队伍的机具都有人能用。", "Every team can use all its machines."),
    "machines_held": ("机具", "Machines"),
    "machines_operated": ("操作手可开", "Operators for"),
    "machines_manned": ("人员可配", "People for"),
    "machines_usable": ("可用", "Usable"),
    "machines_idle": ("闲置机具", "Idle machines"),
    "operators_spare": ("富余操作手", "Spare operators"),
}
"""Words by key: (Chinese, English)."""
