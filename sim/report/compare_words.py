"""The words of a comparison of plans 方案比较, in Chinese and English."""

from typing import Final

COMPARE_WORDS: Final[dict[str, tuple[str, str]]] = {
    "as_is": ("现行想定", "as it is"),
    "compare_title": ("方案比较：{scenario}", "Plans compared: {scenario}"),
    # what is compared
    "m_p50": ("首车到场时间中位数", "First arrival, median"),
    "m_p90": ("首车到场时间 90% 分位", "First arrival, 90th percentile"),
    "m_within": ("首车 15 分钟内到场占比", "First arrival within 15 min"),
    "m_unreached": ("无车到场的警情", "Calls that no unit reached"),
    "m_uncovered": ("覆盖时限外的人口", "People beyond coverage"),
    "m_blind": ("值守点平均失联时长", "Out of contact, mean of posts"),
    "m_dark": ("停电人时", "People without power"),
    "m_trapped": ("被困人员获救（生还）", "Trapped people freed alive"),
    "u_min": ("分", "min"),
    "u_points": ("个百分点", "points"),
    "u_calls": ("起", "calls"),
    "u_people": ("人", "people"),
    "u_h": ("小时", "h"),
    "u_person_h": ("人·小时", "person-hours"),
    # the table
    "col_measure": ("指标", "measure"),
    "col_value": ("方案值", "plan"),
    "col_gap": ("差值", "difference"),
    "col_interval": ("{level} 区间", "{level} interval"),
    "col_n": ("对数", "pairs"),
    "col_p": ("p（Holm）", "p (Holm)"),
    "col_verdict": ("结论", "verdict"),
    "col_more": ("再做次数", "more"),
    "v_none": ("无法判断", "cannot be said"),
    "v_better": ("更好", "better"),
    "v_worse": ("更差", "worse"),
    "v_equal": ("差别可忽略", "negligible"),
    "v_same": ("完全相同", "the same"),
    "v_thin": ("证据不足", "too thin"),
    # the verdict
    "w_head": ("{name} 对比 {baseline}：{overall}", "{name} against {baseline}: {overall}"),
    "w_better": ("更好", "better"),
    "w_worse": ("更差", "worse"),
    "w_better_thin": (
        "就已能分辨的指标而言更好，其余证据不足",
        "better, as far as can be told; for the rest the evidence is too thin",
    ),
    "w_worse_thin": (
        "就已能分辨的指标而言更差，其余证据不足",
        "worse, as far as can be told; for the rest the evidence is too thin",
    ),
    "w_mixed": ("有得有失", "better in some, worse in others"),
    "w_equal": ("没有实际差别", "no difference that matters"),
    "w_same": (
        "每次重复都完全相同，这些指标分不出两者",
        "the same in every replication; nothing measured here tells them apart",
    ),
    "w_thin": (
        "看不出差别，证据不足",
        "no difference seen, and the evidence is too thin to say there is none",
    ),
    "w_none": ("成对的运行不足两对，无法判断", "fewer than two pairs of runs: nothing can be said"),
    "l_better": ("更好：{what}", "Better: {what}"),
    "l_worse": ("更差：{what}", "Worse: {what}"),
    "l_equal": ("没有实际差别：{what}", "No difference that matters: {what}"),
    "l_same": ("完全相同：{what}", "The same in every replication: {what}"),
    "l_thin": ("证据不足：{what}", "Too thin: {what}"),
    "l_none": ("没有成对数值：{what}", "No pairs of values: {what}"),
    "w_gap": (
        "{measure} {gap} {unit}（{low} 至 {high}）",
        "{measure} {gap} {unit} ({low} to {high})",
    ),
    "w_more": ("{told}，约再做 {more} 次", "{told}, about {more} more replications"),
    "w_unseen": ("{told}，目前没有差别可言", "{told}, no difference to be seen so far"),
    "w_hopeless": (
        "{told}，要 {most} 次以上，差别小到仿真难以分辨",
        "{told}, more than {most}: so small a difference that runs will hardly settle it",
    ),
    "w_next": (
        "最先可见分晓的是“{measure}”：用 --reps {reps} 再比",
        "The first to be settled would be {measure}: compare again with --reps {reps}",
    ),
    "basis_runs": (
        "n = {reps} 次重复，种子 {seed}，共同随机数；{runs} 次运行，未成功 {bad} 次",
        "n = {reps} replications, seed {seed}, common random numbers; {runs} runs, {bad} of them not ok",
    ),
    "assume": (
        "假定：{effect}；差值标准差如各指标 n 对所估；差值近似正态；配对 t 检验功效 {power}"
        "（惯例，Cohen 1988）；置信度与区间相同（{level}）",
        "Assumptions: {effect}; the standard deviation of the differences is as estimated from the pairs; "
        "differences are about normal; paired t test of power {power} (custom, Cohen 1988), at the level of "
        "the intervals ({level})",
    ),
    "assume_seen": (
        "真实差值与所见一样大",
        "the true difference is as large as the one seen",
    ),
    "assume_matters": (
        "真实差值与所见一样大；小于要紧之差（{matters}）者，证明其小也算见分晓",
        "the true difference is as large as the one seen; one smaller than what matters ({matters}) is "
        "settled also by showing that it is",
    ),
    "left_out": ("各次运行中没有、未比较：{what}", "Not compared, as no run has it: {what}"),
    "lost_note": (
        "缺一方数值、不成对的重复：{what}",
        "Replications that lack a value on one side and make no pair: {what}",
    ),
    "lost_one": ("{measure} {lost} 次", "{measure} {lost}"),
    "family_note": (
        "共 {k} 项比较：全部 {level} 区间同时成立（t，配对，Bonferroni），结论按 Holm 校正的 p 值",
        "{k} comparisons: the {level} intervals all hold at once (t, paired, Bonferroni), the verdicts go by "
        "p values after Holm",
    ),
    "means_note": (
        "到场时间与占比只计有车到场的警情；覆盖时限外的人口按时间平均；失联时长按值守点平均（方案增减值守点时，"
        "比的不是同一批点）",
        "Times and share of first arrivals are of calls that a unit reached; people beyond coverage are a "
        "mean over time; time out of contact is a mean over posts (not the same ones, where a plan adds or "
        "drops some)",
    ),
    "skew_note": (
        "差值偏态，均值区间的实际覆盖率可能低于标称值：{what}",
        "The differences are skewed, so that the interval of their mean may cover less often than it says: "
        "{what}",
    ),
    "skew_one": (
        "{measure}（约需 {need} 次重复）",
        "{measure} (it takes about {need} replications)",
    ),
    "of_plan": ("{name}，{measure}", "{name}, {measure}"),
    "same_note": ("未画（每次重复都相同）：{what}", "Not drawn, the same in every replication: {what}"),
    "more_short": ("约再 {more} 次", "{more} more"),
    "forest_title": ("{title}（与 {baseline} 的配对差）", "{title} (paired difference from {baseline})"),
    "forest_better": ("← 更好", "← better"),
    "forest_better_right": ("更好 →", "better →"),
}
