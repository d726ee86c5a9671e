"""Results as figures: each function takes a result and hands plain rows to `sim.report`."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sim.report.discovery_figures import (
    BoxDot,
    Side,
    box_figure,
    domain_figure,
    regret_figure,
    trajectory_figure,
)
from sim.report.study_figures import (
    Bar,
    Basis,
    Candidate,
    Drawing,
    estimate_figure,
    morris_figure,
    paired_figure,
    select_figure,
    sobol_figure,
    stop_figure,
    warm_up_figure,
)
from sim.report.study_words import number
from sim.report.words import Both, Lang
from sim.study.analysis.discovery import Discovery, Limit
from sim.study.analysis.estimates import LEVEL, Estimate, mean
from sim.study.analysis.indices import Sobol
from sim.study.analysis.paired import Paired
from sim.study.analysis.robust import Robustness
from sim.study.analysis.sample import BadSample, Floats
from sim.study.analysis.screening import Morris
from sim.study.analysis.select import Selection
from sim.study.analysis.sequential import Progress, StopRule
from sim.study.analysis.series import settling, warm_up

if TYPE_CHECKING:
    import pandas as pd


def bar(label: str, one: Estimate, beside: str = "", verdict: str = "") -> Bar:
    """Return an estimate as a row of a figure."""
    return Bar(label, one.value, one.low, one.high, beside, verdict)


def _n(counts: Sequence[int]) -> int | str:
    """Return a number of values, or from how many to how many."""
    low, high = min(counts), max(counts)
    return low if low == high else f"{low}–{high}"


def _note(caveat: Both | None, lang: Lang) -> str:
    return caveat.of(lang) if caveat else ""


def _some(rows: Sequence[Any]) -> None:
    if not rows:
        raise BadSample("a figure of nothing")


def of_estimates(
    cells: Mapping[str, Estimate], response: str, seed: int, lang: Lang, axis: str = ""
) -> Drawing:
    """Draw estimates of one response, one row for each cell.

    Parameters
    ----------
    cells
        Estimates by the name of the cell, all of one level and method.
    response
        Name of the response.
    seed
        Seed of the study.
    lang
        Language of the figure.
    axis
        Label of the axis, with its unit.

    Raises
    ------
    BadSample
        If there are none.
    """
    ones = list(cells.values())
    _some(ones)
    bars = [bar(name, one, f"n = {one.n}") for name, one in cells.items()]
    failed, missing = sum(one.failed for one in ones), sum(one.missing for one in ones)
    n = _n([one.n for one in ones])
    return estimate_figure(
        bars, response, Basis(n, seed, ones[0].level, ones[0].method, failed, missing), lang, axis
    )


def of_pairs(pairs: Sequence[Paired], response: str, seed: int, lang: Lang) -> Drawing:
    """Draw paired differences of one family, with the verdict beside each.

    Parameters
    ----------
    pairs
        As `sim.study.analysis.paired.compare` returns them.
    response, seed, lang
        As for `of_estimates`.

    Raises
    ------
    BadSample
        If there are none.
    """
    _some(pairs)
    bars = [bar(pair.name, pair.mean, pair.call.words.of(lang), pair.call.verdict) for pair in pairs]
    first = pairs[0]
    control = f", {first.control.capitalize()} ({first.family})" if first.family > 1 else ""
    basis = Basis(
        _n([pair.n for pair in pairs]),
        seed,
        first.mean.level,
        f"t, paired{control}",
        missing=sum(pair.lost for pair in pairs),
    )
    return paired_figure(bars, response, first.baseline, basis, lang)


def of_progress(
    cells: Mapping[str, Progress], rule: StopRule, response: str, seed: int, lang: Lang
) -> Drawing:
    """Draw how intervals narrowed as replications grew.

    Parameters
    ----------
    cells
        Progress by the name of the cell.
    rule
        When they were to stop.
    response, seed, lang
        As for `of_estimates`.

    Raises
    ------
    BadSample
        If there are none.
    """
    _some(list(cells))
    ones = list(cells.values())
    caveats = [one.caveat.of(lang) for one in ones if one.caveat is not None]
    basis = Basis(
        _n([one.n for one in ones]),
        seed,
        rule.level,
        "t",
        missing=sum(one.estimate.missing for one in ones),
        note=caveats[0] if caveats else "",
    )
    return stop_figure(
        {name: one.widths for name, one in cells.items()}, rule.half_width, response, basis, lang
    )


def of_warm_up(series: Sequence[float], response: str, seed: int, lang: Lang) -> Drawing:
    """Draw the running mean of a long run, and where its warm-up ends.

    Parameters
    ----------
    series
        Observations in the order of time.
    response, seed, lang
        As for `of_estimates`.
    """
    found = warm_up(series)
    basis = Basis(found.n, seed, why=found.method)
    return warm_up_figure(settling(series).tolist(), found.cut, found.settled, response, basis, lang)


def of_sobol(found: Sobol, response: str, seed: int, lang: Lang) -> Drawing:
    """Draw Sobol's indices; see `of_estimates` for the rest."""
    bars = [
        [bar(name, one) for name, one in zip(found.factors, ones, strict=True)]
        for ones in (found.first, found.total)
    ]
    one = found.first[0]
    n = f"{found.rows} × {len(found.factors) + 2} × {found.reps}"
    basis = Basis(n, seed, one.level, one.method, missing=found.dropped, note=_note(found.caveat, lang))
    return sobol_figure(bars[0], bars[1], response, basis, lang)


def of_morris(found: Morris, response: str, seed: int, lang: Lang) -> Drawing:
    """Draw Morris' plane; see `of_estimates` for the rest."""
    bars = [
        [bar(name, one) for name, one in zip(found.factors, ones, strict=True)]
        for ones in (found.mu_star, found.sigma)
    ]
    one = found.mu_star[0]
    n = f"{max(found.trajectories)} × {len(found.factors) + 1} × {found.reps}"
    basis = Basis(n, seed, one.level, one.method, missing=found.dropped, note=_note(found.caveat, lang))
    return morris_figure(bars[0], bars[1], max(found.floor), response, basis, lang)


def of_trajectory(found: Discovery, case: str, seed: int, lang: Lang) -> Drawing:
    """Draw coverage against density of all boxes; `case` says what counts as a case of interest."""
    dots = [BoxDot(box.coverage, box.density) for box in found.boxes]
    return trajectory_figure(dots, found.chosen, case, _prim_basis(found, seed), lang)


def _prim_basis(found: Discovery, seed: int) -> Basis:
    return Basis(f"{found.n} ({found.cases})", seed, missing=found.left_out, why=found.method)


def of_box(found: Discovery, points: "pd.DataFrame", seed: int, lang: Lang) -> Drawing:
    """Draw the limits of the chosen box within the ranges of its factors, which `points` tell."""
    sides = [_side(limit, points[limit.factor].tolist()) for limit in found.box.limits]
    return box_figure(sides, _prim_basis(found, seed), lang)


def _side(limit: Limit, values: Sequence[Any]) -> Side:
    """Return a limit as shares of its factor's range; of words, the share of them that is inside."""
    if limit.kept:
        told = ", ".join(str(word) for word in limit.kept)
        return Side(limit.factor, 0.0, len(limit.kept) / len(set(values)), told, limit.quasi_p)
    low, high = min(values), max(values)
    left, right = max(limit.low, low), min(limit.high, high)
    told = f"{number(left)} – {number(right)}"
    span = (high - low) or 1.0
    return Side(limit.factor, (left - low) / span, (right - low) / span, told, limit.quasi_p)


def of_regret(found: Robustness, response: str, seed: int, lang: Lang) -> Drawing:
    """Draw regrets by alternative and state; see `of_estimates` for the rest."""
    worst = [bar(one.name, one.max_regret) for one in found.alternatives]
    one = found.alternatives[0].max_regret
    basis = Basis(
        found.reps, seed, one.level, one.method, missing=found.dropped, note=_note(found.caveat, lang)
    )
    return regret_figure(found.regret.tolist(), found.names, found.states, worst, response, basis, lang)


def of_domain(found: Robustness, goal: str, seed: int, lang: Lang) -> Drawing:
    """Draw in which share of states each alternative meets a goal, which is said in words.

    Raises
    ------
    BadSample
        If no goal was given when robustness was computed.
    """
    shares = [(one.name, one.domain) for one in found.alternatives if one.domain is not None]
    _some(shares)
    bars = [bar(name, share, f"({round(share.value * share.n)}/{share.n})") for name, share in shares]
    first = shares[0][1]
    return domain_figure(bars, goal, Basis(first.n, seed, first.level, first.method), lang)


def of_selection(
    found: Selection, values: Floats, names: Sequence[str], response: str, seed: int, lang: Lang
) -> Drawing:
    """Draw the alternatives of a selection with what each took, and what may be claimed.

    Parameters
    ----------
    found
        The selection.
    values
        What was observed, shape (replications, alternatives); of each alternative only as many count as the
        selection used.
    names
        Of the alternatives.
    response, seed, lang
        As for `of_estimates`.
    """
    ones = [mean(values[:count, i]) for i, count in enumerate(found.counts)]
    candidates = [
        Candidate(bar(name, one), count, _state(found, i))
        for i, (name, one, count) in enumerate(zip(names, ones, found.counts, strict=True))
    ]
    basis = Basis(found.n, seed, LEVEL, f"t; {found.method}")
    return select_figure(candidates, found.sentence(names).of(lang), response, basis, lang)


def _state(found: Selection, alternative: int) -> str:
    if found.decided and alternative == found.best:
        return "pick"
    return "left" if alternative in found.left else "out"
