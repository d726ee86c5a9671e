"""Figures of scenario discovery and of robust choice, each from plain rows."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from sim.report import style
from sim.report.study_figures import BAD, MAIN, Bar, Basis, framed
from sim.report.study_words import number, tell
from sim.report.words import Lang

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_NUMBERS = 160
"""Cells of a table of regrets that are still written out."""


class BoxDot(NamedTuple):
    """One box of a peeling trajectory."""

    coverage: float
    density: float


class Side(NamedTuple):
    """What a box says of one factor: shares of its whole range, and words beside it."""

    label: str
    low: float
    high: float
    told: str
    quasi_p: float


def trajectory_figure(boxes: Sequence[BoxDot], chosen: int, case: str, basis: Basis, lang: Lang) -> "Figure":
    """Draw coverage against density of every box, and which was chosen.

    Parameters
    ----------
    boxes
        The trajectory, from the whole space on.
    chosen
        Number of the chosen box.
    case
        What counts as a case of interest, in the language of the figure.
    basis, lang
        As for `sim.report.study_figures.estimate_figure`.
    """
    figure, ax = framed(4.6, tell("prim_title", lang, case=case), basis, lang)
    ax.plot([box.coverage for box in boxes], [box.density for box in boxes], "o-", color=MAIN, markersize=4)
    best = boxes[chosen]
    ax.plot([best.coverage], [best.density], "o", color=BAD, markersize=11, fillstyle="none")
    words = f"{tell('chosen', lang)}: {best.coverage:.0%}, {best.density:.0%}"
    ax.annotate(words, best, xytext=(-8, -12), textcoords="offset points", ha="right", va="top", color=BAD)
    ax.set(xlim=(0, 1.04), ylim=(0, 1.04), xlabel=tell("coverage", lang), ylabel=tell("density", lang))
    return figure


def box_figure(sides: Sequence[Side], basis: Basis, lang: Lang) -> "Figure":
    """Draw the limits of a box, each as the part of the factor's range that is inside.

    Parameters
    ----------
    sides
        Each limited factor.
    basis, lang
        As for `sim.report.study_figures.estimate_figure`.
    """
    figure, ax = framed(1.5 + 0.42 * max(len(sides), 1), tell("limits_title", lang), basis, lang)
    for row, side in enumerate(sides):
        ax.barh(row, 1, color="#eef0f3", height=0.6)
        ax.barh(row, side.high - side.low, left=side.low, color=MAIN, height=0.6)
        words = f" {side.told}  ({side.quasi_p:.2g})" if math.isfinite(side.quasi_p) else f" {side.told}"
        ax.text(1.01, row, words, va="center", size=8.5)
    ax.set_yticks(range(len(sides)), [side.label for side in sides])
    ax.set_ylim(max(len(sides), 1) - 0.4, -0.6)
    ax.set(xlim=(0, 1), xticks=[])
    return figure


def regret_figure(
    regret: Sequence[Sequence[float]],
    names: Sequence[str],
    states: Sequence[str],
    worst: Sequence[Bar],
    response: str,
    basis: Basis,
    lang: Lang,
) -> "Figure":
    """Draw the regret of each alternative in each state, and the largest of each with its interval.

    Parameters
    ----------
    regret
        By alternative and state.
    names, states
        Of rows and columns.
    worst
        Largest regret of each alternative, in the same order.
    response, basis, lang
        As for `sim.report.study_figures.estimate_figure`.
    """
    title = tell("regret_title", lang, response=response)
    figure, ax = framed(2.1 + 0.4 * len(names), title, basis, lang)
    top = max((value for row in regret for value in row), default=0.0) or 1.0
    ax.imshow([list(row) for row in regret], aspect="auto", cmap="YlOrBr", vmin=0, vmax=top)
    if len(names) * len(states) <= MOST_NUMBERS:
        _write_cells(ax, regret, top)
    marks = [f"{name}  {_range(bar)}" for name, bar in zip(names, worst, strict=True)]
    ax.set_yticks(range(len(names)), names)
    ax.set_xticks(range(len(states)), states, rotation=30 if len(states) > 4 else 0, ha="right")
    ax.set_xlabel(tell("state", lang))
    for row, words in enumerate(marks):
        ax.text(1.01, row, words.split("  ")[1], transform=ax.get_yaxis_transform(), va="center", size=8.5)
    ax.text(1.01, -0.75, tell("worst_regret", lang), transform=ax.get_yaxis_transform(), size=8.5)
    return figure


def _write_cells(ax: "Axes", regret: Sequence[Sequence[float]], top: float) -> None:
    for row, values in enumerate(regret):
        for column, value in enumerate(values):
            ink = "white" if value > 0.6 * top else style.INK
            ax.text(column, row, number(value), ha="center", va="center", size=8, color=ink)


def _range(bar: Bar) -> str:
    return f"{number(bar.value)} [{number(bar.low)}, {number(bar.high)}]"


def domain_figure(bars: Sequence[Bar], goal: str, basis: Basis, lang: Lang) -> "Figure":
    """Draw in which share of the states each alternative meets the goal, with its interval.

    Parameters
    ----------
    bars
        Each alternative.
    goal
        The goal in words, in the language of the figure.
    basis, lang
        As for `sim.report.study_figures.estimate_figure`.
    """
    figure, ax = framed(1.5 + 0.36 * max(len(bars), 2), tell("domain_title", lang, goal=goal), basis, lang)
    for row, bar in enumerate(bars):
        _share_bar(ax, row, bar)
    ax.set_yticks(range(len(bars)), [bar.label for bar in bars])
    ax.set_ylim(len(bars) - 0.4, -0.6)
    ax.set_xlim(0, 1)
    ax.xaxis.set_major_formatter(_percent())
    return figure


def _share_bar(ax: "Axes", row: int, bar: Bar) -> None:
    ax.barh(row, bar.value, color=MAIN, height=0.55, alpha=0.75)
    ax.plot([bar.low, bar.high], [row, row], color=style.INK, linewidth=1.6)
    ax.text(
        1.01, row, f"{bar.value:.0%}  {bar.beside}", transform=ax.get_yaxis_transform(), va="center", size=8.5
    )


def _percent() -> Any:
    from matplotlib.ticker import PercentFormatter

    return PercentFormatter(1.0, decimals=0)
