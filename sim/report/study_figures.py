"""Figures of studies, each from plain rows: estimates, differences, stopping, warm-up, indices, selection.

Every figure says below itself on how many values it rests, with which seed, and what its intervals are.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from sim.report import style
from sim.report.figures import new_figure
from sim.report.say import DASH
from sim.report.study_words import level_told, method_told, number, tell
from sim.report.words import Lang

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Drawing: TypeAlias = "Figure"
"""What every function here returns, for those who may not import matplotlib."""
GOOD, BAD, OPEN, MAIN = style.CATEGORIES[2], style.CATEGORIES[1], style.MUTED, style.CATEGORIES[0]
VERDICT_COLOURS: Final = {"better": GOOD, "worse": BAD, "less": MAIN, "more": MAIN}
ROW_IN: Final = 0.34
"""Height of one row of a figure, in inches."""


@dataclass(frozen=True)
class Basis:
    """What a figure rests on; it stands below the figure.

    Attributes
    ----------
    n
        How many values: a number, or words where it differs from row to row.
    seed
        Seed of the study.
    level, method
        Of the intervals; an empty method says that there is none, and `why`.
    failed, missing
        Runs without a value.
    note
        What else must be said, such as a caveat, in the language of the figure.
    why
        Why there is no interval.
    """

    n: int | str
    seed: int
    level: float = 0.95
    method: str = ""
    failed: int = 0
    missing: int = 0
    note: str = ""
    why: str = ""

    def told(self, lang: Lang) -> str:
        """Return it in words."""
        if self.method:
            interval = tell(
                "interval", lang, level=level_told(self.level), method=method_told(self.method, lang)
            )
        else:
            interval = tell("no_interval", lang, why=method_told(self.why, lang) or DASH)
        parts = [tell("basis", lang, n=self.n, seed=self.seed, interval=interval)]
        parts += [tell("failed", lang, failed=self.failed)] if self.failed else []
        parts += [tell("missing", lang, missing=self.missing)] if self.missing else []
        return " · ".join(parts) + (f"\n{self.note}" if self.note else "")


class Bar(NamedTuple):
    """One figure with its interval, and words beside it."""

    label: str
    value: float
    low: float
    high: float
    beside: str = ""
    verdict: str = ""


def framed(height_in: float, title: str, basis: Basis, lang: Lang) -> "tuple[Figure, Axes]":
    """Return a figure with its title, and below it what it rests on."""
    figure = new_figure(height_in)
    figure.supxlabel(basis.told(lang), size=8, color=style.MUTED, x=0.01, ha="left")
    ax = figure.add_subplot()
    ax.set_title(title, loc="left", size=11, color=style.INK)
    return figure, ax


def span_of(bars: Sequence[Bar], also: Sequence[float] = ()) -> tuple[float, float]:
    """Return the ends of an axis that shows every finite end, with a margin."""
    ends = [end for bar in bars for end in bar[1:4] if math.isfinite(end)]
    low, high = min([*ends, *also], default=0.0), max([*ends, *also], default=1.0)
    margin = 0.06 * (high - low) or 0.5 * abs(high) or 0.5
    return low - margin, high + margin


def draw_bars(
    ax: "Axes", bars: Sequence[Bar], span: tuple[float, float], offset: float = 0.0, **look: Any
) -> None:
    """Draw values with their intervals, from top to bottom; an open side runs to the edge, with an arrow."""
    for row, bar in enumerate(bars):
        colour = look.get("color") or VERDICT_COLOURS.get(bar.verdict, OPEN if bar.verdict else MAIN)
        low, high = max(bar.low, span[0]), min(bar.high, span[1])
        ax.plot([low, high], [row + offset] * 2, color=colour, linewidth=2.2, solid_capstyle="butt")
        for end, edge, marker in ((bar.low, low, "<"), (bar.high, high, ">")):
            if not math.isfinite(end):
                ax.plot([edge], [row + offset], marker, color=colour, markersize=6)
        ax.plot([bar.value], [row + offset], "o", color=colour, markersize=6, zorder=5)
        if bar.beside:
            ax.text(1.01, row + offset, bar.beside, transform=ax.get_yaxis_transform(), va="center", size=8)


def set_rows(ax: "Axes", bars: Sequence[Bar], span: tuple[float, float]) -> None:
    """Give axes a row for each bar, with its label, from top to bottom."""
    ax.set_yticks(range(len(bars)), [bar.label for bar in bars])
    ax.set_ylim(len(bars) - 0.4, -0.6)
    ax.set_xlim(*span)
    ax.grid(axis="x", color=style.FAINT, linewidth=0.7)
    ax.set_axisbelow(True)


def _tall(rows: int) -> float:
    return 1.5 + ROW_IN * max(rows, 2)


def estimate_figure(bars: Sequence[Bar], response: str, basis: Basis, lang: Lang, axis: str = "") -> "Figure":
    """Draw estimates with their intervals, one row for each cell.

    Parameters
    ----------
    bars
        Each cell; `Bar.beside` may say its n.
    response
        Name of the response, in the language of the figure.
    basis
        What the figure rests on.
    lang
        Language of the figure.
    axis
        Label of the axis, with its unit.
    """
    figure, ax = framed(_tall(len(bars)), tell("estimate_title", lang, response=response), basis, lang)
    span = span_of(bars)
    draw_bars(ax, bars, span)
    set_rows(ax, bars, span)
    ax.set_xlabel(axis or response)
    return figure


def paired_figure(bars: Sequence[Bar], response: str, baseline: str, basis: Basis, lang: Lang) -> "Figure":
    """Draw paired differences from a baseline, coloured by their verdicts.

    Parameters
    ----------
    bars
        Each alternative: its difference, `Bar.verdict`, and the verdict in words beside it.
    response, baseline
        Names, in the language of the figure.
    basis, lang
        As for `estimate_figure`.
    """
    title = tell("paired_title", lang, response=response, baseline=baseline)
    figure, ax = framed(_tall(len(bars)), title, basis, lang)
    span = span_of(bars, also=(0.0,))
    ax.axvline(0, color=style.INK, linewidth=1)
    draw_bars(ax, bars, span)
    set_rows(ax, bars, span)
    ax.set_xlabel(tell("paired_axis", lang, baseline=baseline))
    return figure


def stop_figure(
    widths: Mapping[str, Sequence[tuple[int, float]]], target: float, response: str, basis: Basis, lang: Lang
) -> "Figure":
    """Draw how intervals narrowed as replications grew, with the half-width that was asked for.

    Parameters
    ----------
    widths
        For each cell the (replications, half-width) of each look.
    target
        Half-width to reach.
    response, basis, lang
        As for `estimate_figure`.
    """
    figure, ax = framed(4.2, tell("stop_title", lang, response=response), basis, lang)
    for colour, (name, looks) in zip(_colours(len(widths)), widths.items(), strict=True):
        counts, halves = [n for n, _ in looks], [half for _, half in looks]
        ax.plot(counts, halves, "o-", color=colour, markersize=3.5, label=name)
    ax.axhline(target, color=BAD, linestyle="--", linewidth=1)
    label = tell("target", lang, target=number(target))
    ax.text(
        1.0, target, label, transform=ax.get_yaxis_transform(), ha="right", va="bottom", color=BAD, size=9
    )
    ax.set(xlabel=tell("replications", lang), ylabel=tell("half_width", lang))
    ax.set_ylim(bottom=0)
    if widths:
        ax.legend(loc="best")
    return figure


def _colours(count: int) -> list[str]:
    return [style.CATEGORIES[number % len(style.CATEGORIES)] for number in range(count)]


def warm_up_figure(
    means: Sequence[float], cut: int, settled: bool, response: str, basis: Basis, lang: Lang
) -> "Figure":
    """Draw the running mean of one long run, and where its warm-up ends.

    Parameters
    ----------
    means
        Running mean after each observation.
    cut
        How many observations are warm-up.
    settled
        Whether its end was seen.
    response, basis, lang
        As for `estimate_figure`.
    """
    figure, ax = framed(3.6, tell("warm_title", lang, response=response), basis, lang)
    ax.plot(range(1, len(means) + 1), means, color=MAIN, linewidth=1.4)
    ax.axvspan(0, cut, color=style.FAINT, zorder=0)
    words = tell("warm_cut", lang, cut=cut) if settled else tell("warm_open", lang)
    ax.annotate(
        words,
        (cut, 0.96),
        xycoords=("data", "axes fraction"),
        xytext=(5, 0),
        textcoords="offset points",
        va="top",
        size=9,
    )
    ax.set(xlabel=tell("observation", lang), ylabel=tell("running_mean", lang), xlim=(0, len(means)))
    return figure


def sobol_figure(
    first: Sequence[Bar], total: Sequence[Bar], response: str, basis: Basis, lang: Lang
) -> "Figure":
    """Draw first-order and total Sobol indices of each factor with their intervals.

    Parameters
    ----------
    first, total
        One entry for each factor, in the same order.
    response, basis, lang
        As for `estimate_figure`.
    """
    figure, ax = framed(_tall(len(first)), tell("sobol_title", lang, response=response), basis, lang)
    span = span_of([*first, *total], also=(0.0, 1.0))
    for bars, offset, colour in ((first, -0.14, MAIN), (total, 0.14, BAD)):
        draw_bars(ax, bars, span, offset, color=colour)
    set_rows(ax, first, span)
    ax.set_xlabel(tell("sobol_axis", lang))
    for key, colour in (("first", MAIN), ("total", BAD)):
        ax.plot([], [], "o-", color=colour, label=tell(key, lang))
    ax.legend(loc="lower right", ncols=2, bbox_to_anchor=(1, 1))
    return figure


def morris_figure(
    mu_star: Sequence[Bar], sigma: Sequence[Bar], floor: float, response: str, basis: Basis, lang: Lang
) -> "Figure":
    """Draw Morris' plane: how much each factor matters, and how much that depends on the others.

    Parameters
    ----------
    mu_star, sigma
        One entry for each factor, in the same order.
    floor
        What luck alone would give; NaN where that is not known.
    response, basis, lang
        As for `estimate_figure`.
    """
    figure, ax = framed(4.6, tell("morris_title", lang, response=response), basis, lang)
    for across, up in zip(mu_star, sigma, strict=True):
        ax.plot([across.low, across.high], [up.value] * 2, color=style.FAINT, linewidth=2, zorder=1)
        ax.plot([across.value] * 2, [up.low, up.high], color=style.FAINT, linewidth=2, zorder=1)
        ax.plot([across.value], [up.value], "o", color=MAIN, zorder=3)
        ax.annotate(across.label, (across.value, up.value), xytext=(5, 4), textcoords="offset points", size=9)
    wide = max((one.value for one in mu_star), default=0.0)
    high = max([0.05 * wide, *(one.high for one in sigma)])  # rounding alone does not fill the plane
    if math.isfinite(floor):
        ax.axvspan(0, floor, color="#f3f4f6", zorder=0)
    if math.isfinite(floor) and floor > 0.02 * wide:
        ax.annotate(
            tell("luck_floor", lang),
            (floor, 0.98),
            xycoords=("data", "axes fraction"),
            xytext=(-3, 0),
            textcoords="offset points",
            ha="right",
            va="top",
            size=8,
            rotation=90,
            color=style.MUTED,
        )
    ax.set(xlabel=tell("mu_star", lang), ylabel=tell("sigma", lang))
    ax.set_xlim(left=0)
    ax.set_ylim(0, 1.05 * high or 1.0)
    return figure


class Candidate(NamedTuple):
    """One alternative of a selection: its figure with an interval, observations, and how it ended."""

    bar: Bar
    n: int
    state: str
    """``pick``, ``left`` or ``out``."""


def select_figure(
    candidates: Sequence[Candidate], claim: str, response: str, basis: Basis, lang: Lang
) -> "Figure":
    """Draw the alternatives of a selection, with the observations each took, and what may be claimed.

    Parameters
    ----------
    candidates
        Each alternative.
    claim
        The result in one sentence, with its probability, in the language of the figure.
    response, basis, lang
        As for `estimate_figure`.
    """
    colours = {"pick": GOOD, "left": MAIN, "out": OPEN}
    bars = [one.bar._replace(beside=f"{tell(one.state, lang)}  n = {one.n}") for one in candidates]
    figure, ax = framed(
        _tall(len(bars)), f"{tell('select_title', lang, response=response)}\n{claim}", basis, lang
    )
    span = span_of(bars)
    for row, one in enumerate(candidates):
        draw_bars(ax, [bars[row]], span, row, color=colours[one.state])
    set_rows(ax, bars, span)
    ax.set_xlabel(response)
    return figure
