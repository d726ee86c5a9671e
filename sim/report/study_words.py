"""The words of studies, in Chinese and English: verdicts, caveats, and what stands on their figures."""

from typing import Final

from sim.report.compare_words import COMPARE_WORDS
from sim.report.words import Both, Lang
from sim.words import both, both_in, same

_WORDS: Final[dict[str, Both]] = {
    # verdicts
    "better": both("better"),
    "worse": both("worse"),
    "equal": both("no difference that matters"),
    "less": both("less"),
    "more": both_in("report.more", "more"),
    "same": both("the same in every replication"),
    "thin": both("too thin: about {more} more replications would settle it"),
    "thin_short": both("too thin"),
    "thin_level": both("too thin: no difference to be seen so far"),
    "none": both("fewer than two pairs: nothing can be said"),
    "sentence": both(
        "{name} against {baseline}: {call}. Difference {gap}{unit} ({level} interval {low} "
        "to {high}, {n} pairs{lost})."
    ),
    "lost_pairs": both("; {lost} more incomplete"),
    # caveats
    "skewed": both(
        "the outputs are skewed (skewness {skew}): with {n} replications the interval of the "
        "mean may cover less often than it says; it takes about {need}, or look at the "
        "median or another quantile"
    ),
    "one_rep": both("one replication at each point: luck cannot be told from the factors"),
    "noisy_regret": both("one replication in each state: regrets are overstated"),
    "cannot": both("not to be had yet: {why}"),
    "nothing": both("no run has ended yet"),
    "no_answer": both("see the tables and figures below"),
    "luck_share": both("of the variance of a single run, {luck} is luck"),
    "box_told": both(
        "{case}: {cases} of {n} points; the box holds {held} points, {coverage} of those "
        "cases, and {density} of it are cases"
    ),
    "case_above": both("{response} above {bound} {unit}"),
    "case_below": both("{response} below {bound} {unit}"),
    "goal_most": both("{response} at most {goal} {unit}"),
    "goal_least": both("{response} at least {goal} {unit}"),
    "robust_told": both("least largest regret: {name} ({regret} {unit}; chosen in {share} of the resamples)"),
    # tables
    "cell": both("cell"),
    "alternative": both("alternative"),
    "factor": both("factor"),
    "n": same("n"),
    "pairs": both_in("report", "pairs"),
    "mean": both_in("report", "mean"),
    "mean_interval": both_in("report", "its interval"),
    "median": both("median"),
    "median_interval": both_in("report.median_interval", "its interval"),
    "lacking": both("failed + no value"),
    "difference": both_in("report", "difference"),
    "interval_col": both("interval"),
    "p": both("p, adjusted"),
    "reduction": both("variance saved"),
    "verdict": both_in("report", "verdict"),
    "reached": both("target reached"),
    "yes": both("yes"),
    "no": both("no"),
    "mu": both("mean effect, μ"),
    "from_col": both_in("report", "from"),
    "to_col": both("to"),
    "quasi_p": both("quasi-p"),
    "worst": both("worst"),
    "dropped_at": both("dropped at"),
    "caution": both(
        "Intervals hold the luck between replications only; what model and data assume, "
        "SOURCES.md of each scenario says."
    ),
    "credits": both("Made by sanduan; every run can be made again from its key, seed and replication."),
    "subtitle": both("{id} · seed {seed} · {cells} cells · {runs} runs, {bad} of them not ok"),
    # figures
    "basis": both("n = {n} · seed {seed} · {interval}"),
    "interval": both("{level} interval ({method})"),
    "no_interval": both("{why}; no interval"),
    "failed": both("{failed} failed"),
    "missing": both("{missing} without a value"),
    "estimate_title": both("{response}: estimates"),
    "paired_title": both("{response}: paired difference from {baseline}"),
    "paired_axis": both("Difference (left: less than {baseline}; right: more)"),
    "stop_title": both("{response}: half-width as replications grow"),
    "replications": both_in("command", "Replications"),
    "half_width": both("Half-width of the interval"),
    "target": both("target {target}"),
    "stopped": both("enough: {n}"),
    "warm_title": both("{response}: warm-up check"),
    "busy_units": both("Busy units, hour by hour (first run)"),
    "observation": both("Observation"),
    "running_mean": both("Running mean"),
    "warm_cut": both("warm-up ends at {cut}"),
    "warm_open": both("not seen to settle"),
    "sobol_title": both("{response}: Sobol indices"),
    "first": both("first order"),
    "total": both_in("report", "total"),
    "sobol_axis": both("Share of the variance"),
    "morris_title": both("{response}: Morris screening"),
    "mu_star": both("Mean size of the effect, μ*"),
    "sigma": both("Spread of the effect, σ"),
    "luck_floor": both("what luck alone would give"),
    "prim_title": both("Scenario discovery (PRIM): {case}"),
    "coverage": both("Coverage: share of the cases inside the box"),
    "density": both("Density: share of the box that are cases"),
    "chosen": both("the box chosen"),
    "limits_title": both("Limits of the box (quasi-p in brackets)"),
    "regret_title": both("{response}: regret in each state"),
    "state": both("State of the world"),
    "worst_regret": both("Largest regret"),
    "domain_title": both("Share of states that meet the goal: {goal}"),
    "select_title": both("{response}: selection of the best"),
    "best_told": both(
        "{best} chosen: right with probability {level} or more, if the best leads by {delta} or more"
    ),
    "likely_told": both("{best} chosen; estimated to be right: {level}"),
    "open_told": both("not decided: {left} alternatives are left"),
    "left": both_in("report", "left"),
    "out": both("dropped"),
    "pick": both("chosen"),
    **COMPARE_WORDS,
}

STUDY_WORDS: Final[dict[str, Both]] = dict(_WORDS)
"""Every word by its key."""

_METHODS: Final = (
    both("order statistics"),
    both("BCa bootstrap"),
    both("bootstrap of rows"),
    both("bootstrap of trajectories"),
    both("bootstrap of replications"),
    both("jackknife of replications"),
    both("batch means"),
    both("lag-one correlation"),
    both("first stage"),
    both("budget"),
    both("subset selection"),
    both("paired"),
    both("peel"),
    both("mass at least"),
    both("Holm"),
    both("Bonferroni"),
)
"""Names of methods in Chinese, as they occur in the methods of results."""


def method_told(method: str, lang: Lang) -> str:
    """Return the method of a result in a language.

    Examples
    --------
    >>> method_told("KN, first stage 20", Lang.ZH)
    'KN, 首阶段 20'
    """
    if lang is Lang.ZH:
        for zh, en in _METHODS:
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
