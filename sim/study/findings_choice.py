"""Findings that a study file asks for: boxes in which it goes wrong, robust choices, the best of several."""

from typing import TYPE_CHECKING

import numpy as np

from sim.report.study_page import Finding
from sim.report.study_words import number
from sim.report.study_words import told as words
from sim.report.words import Both
from sim.study.analysis import shown
from sim.study.analysis.discovery import Box, Discovery, Limit, prim
from sim.study.analysis.points import outputs
from sim.study.analysis.robust import Robustness, robustness_of
from sim.study.analysis.sample import BadSample, Floats, grid, told_cell
from sim.study.analysis.select import FIRST_STAGE, columns_of, kn
from sim.study.answers import Ground
from sim.study.findings_about import file_name, lines, ranged, tabled, titled
from sim.study.told import Told

if TYPE_CHECKING:
    import pandas as pd


def discovered(of: Ground, response: Told) -> list[Finding]:
    """Return under which conditions a response crosses a bound, for every scenario and policy."""
    wanted = of.plan.study.analysis.discovery
    assert wanted is not None
    _, side, raw = wanted
    bound = response.shown(raw)
    case = words(f"case_{side}", response=response.label, bound=number(bound), unit=response.unit)
    found = []
    for beside, where in lines(of):
        points = of.points().drop_duplicates("point")
        values = outputs(of.table, points, response.name, where).mean(axis=1)
        hit = np.where(np.isnan(values), np.nan, values > bound if side == "above" else values < bound)
        factors = points[list(of.asked.factors)]
        one = prim(factors, hit)
        found += _box_findings(of, one, factors, case, beside, response)
    return found


def _box_findings(
    of: Ground, one: Discovery, factors: "pd.DataFrame", case: Both, beside: str, response: Told
) -> list[Finding]:
    heads = [("factor", ""), ("from_col", "n"), ("to_col", "n"), ("quasi_p", "n")]
    rows = [[limit.factor, *_ends(limit), f"{limit.quasi_p:.2g}"] for limit in one.box.limits]
    title = titled("prim_title", beside, case=case)
    return [
        Finding(
            file_name("discovery", response, beside),
            title,
            (_box_told(one.box, one, case),),
            tabled(heads, rows),
            lambda lang: shown.of_trajectory(one, case.of(lang), of.seed, lang),
        ),
        Finding(
            file_name("box", response, beside),
            titled("limits_title", beside),
            draw=lambda lang: shown.of_box(one, factors, of.seed, lang),
        ),
    ]


def _ends(limit: Limit) -> tuple[str, str]:
    if limit.kept:
        return ", ".join(str(word) for word in limit.kept), ""
    return number(limit.low), number(limit.high)


def _box_told(box: Box, one: Discovery, case: Both) -> Both:
    return words(
        "box_told",
        case=case,
        cases=one.cases,
        n=one.n,
        coverage=f"{box.coverage:.0%}",
        density=f"{box.density:.0%}",
        held=box.n,
    )


# --- choices


def robust(of: Ground, response: Told) -> list[Finding]:
    """Return how alternatives do over all scenarios and uncertainties."""
    wanted = of.plan.study.analysis.robustness
    assert wanted is not None
    if not (of.asked.by and of.asked.states):
        raise BadSample("it takes alternatives (policies, levers) and states (scenarios, uncertainties)")
    goal = None if wanted[1] is None else response.shown(wanted[1])
    one = robustness_of(
        of.table,
        response.name,
        of.asked.by,
        of.asked.states,
        of.seed,
        goal=goal,
        smaller_is_better=response.smaller_is_better,
        level=of.asked.level,
    )
    found = [_regret_finding(of, one, response)]
    return found if goal is None else [*found, _domain_finding(of, one, response, goal)]


def _regret_finding(of: Ground, one: Robustness, response: Told) -> Finding:
    heads = [("alternative", ""), ("mean", "n"), ("worst", "n"), ("worst_regret", "n"), ("interval_col", "w")]
    rows = [
        [
            each.name,
            number(each.mean),
            number(each.worst),
            number(each.max_regret.value),
            ranged(each.max_regret),
        ]
        for each in one.alternatives
    ]
    best = min(one.alternatives, key=lambda each: (each.max_regret.value, each.name))
    sentence = words(
        "robust_told",
        name=best.name,
        regret=number(best.max_regret.value),
        unit=response.unit,
        share=f"{best.chosen_share:.0%}",
    )
    return Finding(
        file_name("regret", response),
        words("regret_title", response=response.axis),
        tuple(each for each in (sentence, one.caveat) if each is not None),
        tabled(heads, rows),
        lambda lang: shown.of_regret(one, response.axis.of(lang), of.seed, lang),
    )


def _domain_finding(of: Ground, one: Robustness, response: Told, goal: float) -> Finding:
    key = "goal_most" if response.smaller_is_better else "goal_least"
    told = words(key, response=response.label, goal=number(goal), unit=response.unit)
    return Finding(
        file_name("domain", response),
        words("domain_title", goal=told),
        draw=lambda lang: shown.of_domain(one, told.of(lang), of.seed, lang),
    )


def selected(of: Ground, response: Told) -> list[Finding]:
    """Return which alternative is best, and with what probability that is right, by what was run."""
    wanted = of.plan.study.analysis.selection
    assert wanted is not None
    if not of.asked.by:
        raise BadSample("a selection needs alternatives: policies or levers")
    values, names = _alternatives(of, response)
    one = kn(
        columns_of(values),
        len(names),
        response.shown(wanted[1]),
        level=of.asked.level,
        first=min(FIRST_STAGE, len(values)),
        smaller_is_better=response.smaller_is_better,
    )
    sentence = one.sentence(names)
    told = Both(f"{response.axis.zh}：{sentence.zh}", f"{response.axis.en}: {sentence.en}")
    heads = [("alternative", ""), ("mean", "n"), ("n", "n"), ("dropped_at", "n")]
    rows = [
        [name, number(middle), str(n), "" if at is None else str(at)]
        for name, middle, n, at in zip(names, one.means, one.counts, one.dropped_at, strict=True)
    ]
    return [
        Finding(
            file_name("selection", response),
            words("select_title", response=response.axis),
            (told,),
            tabled(heads, rows),
            lambda lang: shown.of_selection(one, values, names, response.axis.of(lang), of.seed, lang),
        )
    ]


def _alternatives(of: Ground, response: Told) -> tuple[Floats, list[str]]:
    """Return a response by replication and alternative, each the mean over all states of the world."""
    by, states = list(of.asked.by), list(of.asked.states)
    found = grid(of.table, response.name, [*by, *states])
    columns: dict[str, list[int]] = {}
    for at, cell in enumerate(found.cells):
        columns.setdefault(told_cell(by, cell[: len(by)]), []).append(at)
    means = [found.values[:, places].mean(axis=1) for places in columns.values()]
    return np.stack(means, axis=1), list(columns)
