"""The words of the section on response levels, in Chinese and English."""

from typing import Final

LEVEL_WORDS: Final[dict[str, tuple[str, str]]] = {
    "section_levels": ("响应等级与指挥", "Response levels and command"),
    "caption_levels": (
        "响应等级：按真实情况应达的等级、指挥部决定的等级，以及按现行决定行动的单位占比。",
        "Response levels: the one that the truth warranted, the one that was decided, and the share of those "
        "who were to act at it that had been told.",
    ),
    "levels_told": (
        "共作出 {decisions} 次等级决定，最高 {highest} 级。等级命令 {orders} 份，{known} 份送达并执行，"
        "决定至获知中位 {p50}、九成 {p90}（分:秒）。"
        "会商 {rounds} 轮，{held} 轮达到法定人数；指挥权转移 {moves} 次。",
        "{decisions} decisions on the level, the highest {highest}. Of {orders} orders to act at a level "
        "{known} arrived and were followed, half of them within {p50} of the decision, nine of ten within "
        "{p90} (min:s). "
        "Of {rounds} consultations {held} had a quorum; command moved {moves} times.",
    ),
    "levels_desk": (
        "指挥部共办理文电 {n} 件，平均等候 {mean}，九成在 {p90} 内（分:秒）；"
        "每名值守人员对应 {span} 个报告单位，宜为 {best}。",
        "The staff of the operations centre read {n} messages; they waited {mean} on average, nine of ten at "
        "most {p90} (min:s). {span} report to each officer, where {best} would be best.",
    ),
    "levels_when": ("各级何时应启动、何时启动", "When each level was warranted, and decided"),
    "level_col": ("等级（及以上）", "Level (or higher)"),
    "warranted_col": ("应启动（时）", "Warranted (h)"),
    "decided_col": ("启动（时）", "Decided (h)"),
    "lag_col": ("滞后（时）", "Lag (h)"),
    "levels_note": (
        "时间自推演开始计；滞后为负，表示在真实情况达标之前已提级。",
        "Hours since the start. A negative lag: the level was raised before the truth warranted it.",
    ),
    "measures_taken": ("落实的措施", "Measures taken"),
    "measure_col": ("措施", "Measure"),
    "takers_col": ("次数", "Times"),
    "amount_col": ("数量", "Amount"),
    "measure_report": ("镇街加密报告", "Townships report oftener"),
    "measure_call_in": ("停休召回（人）", "Crews called in (people)"),
    "measure_muster": ("专业队伍集结", "Teams mustered"),
    "measure_seats": ("增开接警席位（席）", "More seats manned (seats)"),
    "measure_hold_back": ("一般警情分流", "Calls that are not urgent handed over"),
    "measure_scout": ("提前派出通信保障", "Silent townships looked after sooner"),
    "measure_tell": ("向毗邻区县通报", "Neighbours told"),
    "warranted_line": ("应达等级（真实）", "Warranted (truth)"),
    "decided_line": ("决定等级", "Decided"),
    "known_line": ("已获知现行决定的单位", "Told of the decision"),
    "level_axis": ("响应等级", "Level"),
    "hours_axis": ("开始后小时", "Hours since the start"),
}
"""Words by key: (Chinese, English)."""
