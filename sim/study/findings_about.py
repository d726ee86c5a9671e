"""Findings that every study has: each takes what there is of it and a response, and tells what is known."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from sim.metric.columns import COLUMNS
from sim.metric.fold import fold
from sim.metric.tables import contents
from sim.record.file import read_log
from sim.report.parts import Column, Table, cells
from sim.report.say import DASH
from sim.report.study_figures import Drawing
from sim.report.study_page import Finding
from sim.report.study_words import STUDY_WORDS, number
from sim.report.study_words import told as words
from sim.report.words import Both, Lang
from sim.study.analysis import shown
from sim.study.analysis.estimates import Estimate, mean, quantile
from sim.study.analysis.indices import sobol_of
from sim.study.analysis.paired import Paired, compare
from sim.study.analysis.sample import BadSample, Floats, Sample, grid, sample, told_cell
from sim.study.analysis.screening import morris_of
from sim.study.analysis.sequential import StopRule, caveat, progress
from sim.study.analysis.series import warm_up
from sim.study.analysis.verdict import Call
from sim.study.answers import Ground, plain_name
from sim.study.asked import MOST_CELLS
from sim.study.logs import logs_of
from sim.study.schedule import Run
from sim.study.told import Told


def file_name(kind: str, response: Told, beside: str = "") -> str:
    """Return the name of a finding's files."""
    return plain_name(f"{kind}-{response.name}" + (f"-{beside}" if beside else ""))


def tabled(heads: Sequence[tuple[str, str]], rows: Sequence[Sequence[Both | str]]) -> Table:
    """Return a table with the words of its heads, each with its look."""
    columns = tuple(Column(STUDY_WORDS[key], look) for key, look in heads)
    return Table(columns, tuple(cells(*row) for row in rows))


def ranged(one: Estimate) -> str:
    """Return an interval in brackets."""
    return f"[{number(one.low)}, {number(one.high)}]"


# --- how large is it


def estimated(of: Ground, response: Told) -> list[Finding]:
    """Return mean and median of a response in every cell."""
    samples = _samples(of, response)
    level = of.asked.level
    means = {name: mean(one, level) for name, one in samples.items()}
    rows = [
        [name, str(one.n), number(one.value), ranged(one), *_median(samples[name], level), _lacking(one)]
        for name, one in means.items()
    ]
    heads = [("cell", ""), ("n", "n"), ("mean", "n"), ("mean_interval", "w"), ("median", "n")]
    table = tabled([*heads, ("median_interval", "w"), ("lacking", "n")], rows)
    cautions = [found for one in samples.values() if (found := caveat(one.values)) is not None]
    title = words("estimate_title", response=response.axis)
    drawn = _estimates_drawn(of, response, means) if len(means) <= MOST_CELLS else None
    return [Finding(file_name("estimates", response), title, tuple(cautions[:1]), table, drawn)]


def _samples(of: Ground, response: Told) -> dict[str, Sample]:
    """Return the sample of each cell by its name; the whole table is one where nothing tells cells apart."""
    names = list(of.asked.cells)
    if not names:
        return {of.plan.study.id: sample(of.table, response.name)}
    groups = of.table.groupby(names, sort=False, observed=True)
    found: dict[str, Sample] = {}
    for cell, rows in groups:
        found[told_cell(names, cell if isinstance(cell, tuple) else (cell,))] = sample(rows, response.name)
    return found


def _median(of: Sample, level: float) -> tuple[str, str]:
    found = quantile(of, 0.5, level)
    return number(found.value), ranged(found)


def _lacking(one: Estimate) -> str:
    """Return how many runs failed and how many have no such figure; nothing where none."""
    return f"{one.failed} + {one.missing}" if one.failed or one.missing else ""


def _estimates_drawn(of: Ground, response: Told, means: Mapping[str, Estimate]) -> Callable[[Lang], Drawing]:
    return lambda lang: shown.of_estimates(
        means, response.label.of(lang), of.seed, lang, response.axis.of(lang)
    )


# --- is one better than another


def compared(of: Ground, response: Told) -> list[Finding]:
    """Return how much every alternative differs from the baseline, in pairs and as one family."""
    pairs = _pairs(of, response)
    sentences = tuple(
        Both(f"{response.label.zh}：{told.zh}", f"{response.label.en}: {told.en}")
        for told in (pair.sentence(response.gap_unit) for pair in pairs)
    )
    rows = [
        [pair.name, str(pair.n), number(pair.mean.value), ranged(pair.mean), _p(pair), _times(pair)]
        for pair in pairs
    ]
    verdicts = [
        STUDY_WORDS["thin_short"] if pair.call.verdict == "thin" else pair.call.words for pair in pairs
    ]
    heads = [("alternative", ""), ("pairs", "n"), ("difference", "n"), ("interval_col", "w"), ("p", "n")]
    table = tabled(
        [*heads, ("reduction", "n"), ("verdict", "w")],
        [[*row, verdict] for row, verdict in zip(rows, verdicts, strict=True)],
    )
    title = words("paired_title", response=response.axis, baseline=pairs[0].baseline)
    drawn = _pairs_drawn(of, response, pairs) if len(pairs) <= MOST_CELLS else None
    return [Finding(file_name("compared", response), title, sentences, table, drawn)]


def _pairs(of: Ground, response: Told) -> list[Paired]:
    asked = of.asked
    found = compare(
        of.table,
        response.name,
        list(asked.by),
        asked.baseline,
        control=asked.control,
        level=asked.level,
        smaller_is_better=response.smaller_is_better,
        worth=response.worth,
    )
    return [_without_judgement(pair) for pair in found] if response.better == "neither" else found


def _without_judgement(pair: Paired) -> Paired:
    """Return a comparison that says more or less instead of better or worse."""
    if pair.call.verdict not in ("better", "worse"):
        return pair
    key = "less" if pair.mean.value < 0 else "more"
    return replace(pair, call=Call(key, None, STUDY_WORDS[key]))


def _p(pair: Paired) -> str:
    return "< 0.001" if pair.p_value < 0.001 else f"{pair.p_value:.3f}"


def _times(pair: Paired) -> str:
    return DASH if math.isnan(pair.reduction) else f"{number(pair.reduction)} ×"


def _pairs_drawn(of: Ground, response: Told, pairs: Sequence[Paired]) -> Callable[[Lang], Drawing]:
    return lambda lang: shown.of_pairs(pairs, response.axis.of(lang), of.seed, lang)


# --- have we run enough


def progressed(of: Ground, response: Told) -> list[Finding]:
    """Return how the interval of the watched response narrowed in every cell."""
    rule = of.plan.study.replications
    stop = StopRule(response.shown(rule.half_width), rule.first, rule.step, rule.most, rule.level)
    found = {name: progress(rows, stop) for name, rows in _by_rep(of, response).items()}
    rows: list[list[Both | str]] = [
        [name, str(one.n), number(one.estimate.half_width), STUDY_WORDS["yes" if one.reached else "no"]]
        for name, one in found.items()
    ]
    table = tabled([("cell", ""), ("n", "n"), ("half_width", "n"), ("reached", "w")], rows)
    title = words("stop_title", response=response.axis)
    few = dict(list(found.items())[:8])
    return [
        Finding(
            file_name("stopping", response),
            title,
            tuple(one.caveat for one in list(found.values())[:1] if one.caveat is not None),
            table,
            lambda lang: shown.of_progress(few, stop, response.axis.of(lang), of.seed, lang),
        )
    ]


def _by_rep(of: Ground, response: Told) -> dict[str, Floats]:
    """Return the values of each cell by replication."""
    names = [*of.asked.cells] or ["scenario"]
    found = grid(of.table, response.name, names)
    return {told_cell(names, cell): found.values[:, at] for at, cell in enumerate(found.cells)}


# --- does a run settle


def warmed(of: Ground) -> list[Finding]:
    """Return where the warm-up of the first run ends, by its busy units; nothing where no logs were kept."""
    plan = of.plan
    path = logs_of(of.folder, plan).path(plan.task(Run(0, 0)))
    if not path.is_file():
        return []
    rows = contents(fold(read_log(path)))["timeline"]
    column = list(COLUMNS["timeline"]).index("mean_busy")
    series = [float(row[column]) for row in rows]
    title = words("warm_title", response=STUDY_WORDS["busy_units"])
    try:
        found = warm_up(series)
    except BadSample as error:
        return [Finding("warm-up", title, (words("cannot", why=str(error)),))]
    told = words("warm_cut", cut=found.cut) if found.settled else STUDY_WORDS["warm_open"]
    return [Finding("warm-up", title, (told,), None, _warm_up_drawn(of, series))]


def _warm_up_drawn(of: Ground, series: Sequence[float]) -> Callable[[Lang], Drawing]:
    return lambda lang: shown.of_warm_up(series, STUDY_WORDS["busy_units"].of(lang), of.seed, lang)


# --- which factor matters


def lines(of: Ground) -> list[tuple[str, dict[str, Any]]]:
    """Return each scenario with each policy, and the words that tell it from others."""
    pairs = of.table[["scenario", "policy"]].drop_duplicates().itertuples(index=False, name=None)
    found = [dict(zip(("scenario", "policy"), pair, strict=True)) for pair in pairs]
    return [("" if len(found) == 1 else ", ".join(one.values()), one) for one in found]


def titled(key: str, beside: str, **values: object) -> Both:
    """Return a title, with the scenario and policy that it is about where there are several."""
    title = words(key, **values)
    return Both(f"{title.zh}（{beside}）", f"{title.en} ({beside})") if beside else title


def sobol_found(of: Ground, response: Told) -> list[Finding]:
    """Return Sobol's indices of a response for every scenario and policy."""
    return [_sobol_finding(of, response, *line) for line in lines(of)]


def _sobol_finding(of: Ground, response: Told, beside: str, where: Mapping[str, Any]) -> Finding:
    one = sobol_of(of.table, of.points(), response.name, of.asked.factors, of.seed, where, of.asked.level)
    rows = [
        [name, *_value(first), *_value(total)]
        for name, first, total in zip(one.factors, one.first, one.total, strict=True)
    ]
    heads = [("factor", ""), ("first", "n"), ("interval_col", "w"), ("total", "n"), ("interval_col", "w")]
    luck = None if math.isnan(one.luck) else words("luck_share", luck=f"{100 * one.luck:.0f} %")
    return Finding(
        file_name("sobol", response, beside),
        titled("sobol_title", beside, response=response.label),
        tuple(each for each in (luck, one.caveat) if each is not None),
        tabled(heads, rows),
        lambda lang: shown.of_sobol(one, response.label.of(lang), of.seed, lang),
    )


def morris_found(of: Ground, response: Told) -> list[Finding]:
    """Return Morris' measures of a response for every scenario and policy, the weightiest factor first."""
    return [_morris_finding(of, response, *line) for line in lines(of)]


def _morris_finding(of: Ground, response: Told, beside: str, where: Mapping[str, Any]) -> Finding:
    one = morris_of(of.table, of.points(), response.name, of.asked.factors, of.seed, where)
    columns = zip(one.factors, one.mu_star, one.mu, one.sigma, one.floor, strict=True)
    weighty = sorted(columns, key=lambda row: -row[1].value)
    rows = [
        [name, *_value(star), *_value(mu), *_value(sigma), number(floor)]
        for name, star, mu, sigma, floor in weighty
    ]
    heads = [("factor", ""), ("mu_star", "n"), ("interval_col", "w"), ("mu", "n"), ("interval_col", "w")]
    heads += [("sigma", "n"), ("interval_col", "w"), ("luck_floor", "n")]
    return Finding(
        file_name("morris", response, beside),
        titled("morris_title", beside, response=response.axis),
        (one.caveat,) if one.caveat is not None else (),
        tabled(heads, rows),
        lambda lang: shown.of_morris(one, response.axis.of(lang), of.seed, lang),
    )


def _value(one: Estimate) -> tuple[str, str]:
    return number(one.value), ranged(one)


OF_DESIGN: Final = {"saltelli": sobol_found, "morris": morris_found}
"""What a design is for."""
