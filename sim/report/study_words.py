"""The words of studies, in Chinese and English: verdicts, caveats, and what stands on their figures."""

from typing import Final

from sim.report.compare_words import COMPARE_WORDS
from sim.report.words import Both, Lang

_WORDS: Final[dict[str, tuple[str, str]]] = {
    # verdicts
    "better": ("更好", "better"),
    "worse": ("更差", "worse"),
    "equal": ("没有实际差别", "no difference that matters"),
    "less": ("更少", "less"),
    "more": ("更多", "more"),
    "same": ("完全相同", "the same in every replication"),
    "thin": (
        "证据不足：再做约 {more} 次重复可见分晓",
        "too thin: about {more} more replications would settle it",
    ),
    "thin_short": ("证据不足", "too thin"),
    "thin_level": ("证据不足：目前看不出差别", "too thin: no difference to be seen so far"),
    "none": ("成对的运行不足两对，无法判断", "fewer than two pairs: nothing can be said"),
    "sentence": (
        "{name} 与 {baseline} 相比：{call}。差值 {gap}{unit}（{level} 区间 {low} 至 {high}，{n} 对{lost}）。",
        "{name} against {baseline}: {call}. Difference {gap}{unit} "
        "({level} interval {low} to {high}, {n} pairs{lost}).",
    ),
    "lost_pairs": ("，另有 {lost} 对不全", "; {lost} more incomplete"),
    # caveats
    "skewed": (
        "输出偏态（偏度 {skew}），{n} 次重复的均值区间实际覆盖率可能低于标称值；"
        "约需 {need} 次，或改看中位数等分位数",
        "the outputs are skewed (skewness {skew}): with {n} replications the interval of the mean may cover "
        "less often than it says; it takes about {need}, or look at the median or another quantile",
    ),
    "one_rep": (
        "每点只有一次重复：偶然因素与因素作用无法分开",
        "one replication at each point: luck cannot be told from the factors",
    ),
    "noisy_regret": (
        "各情景只有一次重复：遗憾值偏高",
        "one replication in each state: regrets are overstated",
    ),
    "cannot": ("尚无法计算：{why}", "not to be had yet: {why}"),
    "nothing": ("还没有运行结果", "no run has ended yet"),
    "no_answer": ("见下列各图表", "see the tables and figures below"),
    "luck_share": (
        "单次运行的方差中，偶然因素占 {luck}",
        "of the variance of a single run, {luck} is luck",
    ),
    "box_told": (
        "{case}：{n} 个设计点中有 {cases} 个；框内 {held} 个点，覆盖其中 {coverage}，密度 {density}",
        "{case}: {cases} of {n} points; the box holds {held} points, {coverage} of those cases, "
        "and {density} of it are cases",
    ),
    "case_above": ("{response}高于 {bound} {unit}", "{response} above {bound} {unit}"),
    "case_below": ("{response}低于 {bound} {unit}", "{response} below {bound} {unit}"),
    "goal_most": ("{response}不超过 {goal} {unit}", "{response} at most {goal} {unit}"),
    "goal_least": ("{response}不低于 {goal} {unit}", "{response} at least {goal} {unit}"),
    "robust_told": (
        "最大遗憾最小者：{name}（{regret} {unit}；重抽样中有 {share} 选中它）",
        "least largest regret: {name} ({regret} {unit}; chosen in {share} of the resamples)",
    ),
    # tables
    "cell": ("组合", "cell"),
    "alternative": ("方案", "alternative"),
    "factor": ("因素", "factor"),
    "n": ("n", "n"),
    "pairs": ("对数", "pairs"),
    "mean": ("均值", "mean"),
    "mean_interval": ("均值区间", "its interval"),
    "median": ("中位数", "median"),
    "median_interval": ("中位数区间", "its interval"),
    "lacking": ("失败+无值", "failed + no value"),
    "difference": ("差值", "difference"),
    "interval_col": ("区间", "interval"),
    "p": ("p（校正后）", "p, adjusted"),
    "reduction": ("配对降方差", "variance saved"),
    "verdict": ("结论", "verdict"),
    "reached": ("达到目标", "target reached"),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    "mu": ("带符号平均 μ", "mean effect, μ"),
    "from_col": ("自", "from"),
    "to_col": ("至", "to"),
    "quasi_p": ("准 p 值", "quasi-p"),
    "worst": ("最差", "worst"),
    "dropped_at": ("淘汰于第几次", "dropped at"),
    "caution": (
        "区间只含重复之间的偶然差异；模型与数据的假定见各想定的 SOURCES.md。",
        "Intervals hold the luck between replications only; what model and data assume, SOURCES.md of each "
        "scenario says.",
    ),
    "credits": (
        "由 sanduan 三断 生成；每次运行可由其 key、种子和重复号复算。",
        "Made by sanduan; every run can be made again from its key, seed and replication.",
    ),
    "subtitle": (
        "{id} · 种子 {seed} · {cells} 个组合 · {runs} 次运行，其中未成功 {bad} 次",
        "{id} · seed {seed} · {cells} cells · {runs} runs, {bad} of them not ok",
    ),
    # figures
    "basis": ("n = {n} · 种子 {seed} · {interval}", "n = {n} · seed {seed} · {interval}"),
    "interval": ("{level} 区间（{method}）", "{level} interval ({method})"),
    "no_interval": ("{why}，无区间", "{why}; no interval"),
    "failed": ("失败 {failed} 次", "{failed} failed"),
    "missing": ("无数值 {missing} 次", "{missing} without a value"),
    "estimate_title": ("{response}：估计值", "{response}: estimates"),
    "paired_title": ("{response}：与 {baseline} 的配对差", "{response}: paired difference from {baseline}"),
    "paired_axis": (
        "差值（左侧小于、右侧大于 {baseline}）",
        "Difference (left: less than {baseline}; right: more)",
    ),
    "stop_title": ("{response}：区间半宽随重复次数的变化", "{response}: half-width as replications grow"),
    "replications": ("重复次数", "Replications"),
    "half_width": ("区间半宽", "Half-width of the interval"),
    "target": ("目标 {target}", "target {target}"),
    "stopped": ("到此为止：{n}", "enough: {n}"),
    "warm_title": ("{response}：预热检验", "{response}: warm-up check"),
    "busy_units": ("忙碌车组数，逐小时（第一次运行）", "Busy units, hour by hour (first run)"),
    "observation": ("观测序号", "Observation"),
    "running_mean": ("移动均值", "Running mean"),
    "warm_cut": ("预热止于 {cut}", "warm-up ends at {cut}"),
    "warm_open": ("未见稳定", "not seen to settle"),
    "sobol_title": ("{response}：Sobol 指数", "{response}: Sobol indices"),
    "first": ("一阶", "first order"),
    "total": ("总效应", "total"),
    "sobol_axis": ("占方差的份额", "Share of the variance"),
    "morris_title": ("{response}：Morris 筛选", "{response}: Morris screening"),
    "mu_star": ("平均影响 μ*", "Mean size of the effect, μ*"),
    "sigma": ("影响的离散度 σ", "Spread of the effect, σ"),
    "luck_floor": ("仅由偶然即可达到", "what luck alone would give"),
    "prim_title": ("情景发现（PRIM）：{case}", "Scenario discovery (PRIM): {case}"),
    "coverage": ("覆盖度：所关心情形中被框住的份额", "Coverage: share of the cases inside the box"),
    "density": ("密度：框内属于所关心情形的份额", "Density: share of the box that are cases"),
    "chosen": ("选定的框", "the box chosen"),
    "limits_title": ("框的范围（阴影为全范围，括号内为准 p 值）", "Limits of the box (quasi-p in brackets)"),
    "regret_title": ("{response}：各情景下的遗憾值", "{response}: regret in each state"),
    "state": ("情景", "State of the world"),
    "worst_regret": ("最大遗憾", "Largest regret"),
    "domain_title": ("达标情景的份额：{goal}", "Share of states that meet the goal: {goal}"),
    "select_title": ("{response}：选优", "{response}: selection of the best"),
    "best_told": (
        "选定 {best}：最优者领先其余 {delta} 以上时，选对的概率不低于 {level}",
        "{best} chosen: right with probability {level} or more, if the best leads by {delta} or more",
    ),
    "likely_told": ("选定 {best}；估计选对的概率 {level}", "{best} chosen; estimated to be right: {level}"),
    "open_told": ("尚未选定：{left} 个方案仍未分出", "not decided: {left} alternatives are left"),
    "left": ("留存", "left"),
    "out": ("淘汰", "dropped"),
    "pick": ("选定", "chosen"),
    **COMPARE_WORDS,
}

STUDY_WORDS: Final[dict[str, Both]] = {key: Both(*words) for key, words in _WORDS.items()}
"""Every word by its key."""

_METHODS: Final = {
    "order statistics": "次序统计量",
    "BCa bootstrap": "BCa 自助法",
    "bootstrap of rows": "按行自助法",
    "bootstrap of trajectories": "按轨迹自助法",
    "bootstrap of replications": "按重复自助法",
    "jackknife of replications": "按重复刀切法",
    "batch means": "批均值",
    "lag-one correlation": "一阶相关",
    "first stage": "首阶段",
    "budget": "预算",
    "subset selection": "子集选择",
    "paired": "配对",
    "peel": "每次剥离",
    "mass at least": "占比不低于",
    "Holm": "Holm 校正",
    "Bonferroni": "Bonferroni 校正",
}
"""Names of methods in Chinese, as they occur in the methods of results."""


def method_told(method: str, lang: Lang) -> str:
    """Return the method of a result in a language.

    Examples
    --------
    >>> method_told("KN, first stage 20", Lang.ZH)
    'KN, 首阶段 20'
    """
    if lang is Lang.ZH:
        for en, zh in _METHODS.items():
            method = method.replace(en, zh)
    return method


def told(key: str, **values: object) -> Both:
    """Return words with their gaps filled.

    Raises
    ------
    KeyError
        If there are no such words, or a gap is left open.

    Examples
    --------
    >>> told("target", target=3).en
    'target 3'
    """
    return STUDY_WORDS[key].fill(**values)


def tell(key: str, lang: Lang, **values: object) -> str:
    """Return words in one language, with their gaps filled.

    Examples
    --------
    >>> tell("better", Lang.ZH)
    '更好'
    """
    return told(key, **values).of(lang)


def number(value: float) -> str:
    """Return a figure with three digits, never as a power of ten below a million.

    Examples
    --------
    >>> number(1234.5), number(0.01234), number(-3.0), number(float("inf"))
    ('1234', '0.0123', '-3', '∞')
    """
    if value in (float("inf"), float("-inf")):
        return "∞" if value > 0 else "-∞"
    return f"{value:.0f}" if 1000 <= abs(value) < 1e6 else f"{value:.3g}"


def level_told(level: float) -> str:
    """Return a level as a percentage.

    Examples
    --------
    >>> level_told(0.95), level_told(0.99167)
    ('95 %', '99.17 %')
    """
    return f"{100 * level:.4g} %"
