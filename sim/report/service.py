"""The figure of service 保障率: shares of the people with a road, mains and word, over the hours of a run."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from sim.metric.service import POWER, ROAD, WORD, Level
from sim.report import style
from sim.report.figures import new_figure
from sim.report.words import Both, Lang
from sim.terms.units import HOUR_MS
from sim.words import both, both_in

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

NAMES: Final[dict[str, Both]] = {
    ROAD: both("Road (to the district seat in at most twice the usual time)"),
    POWER: both("Power (mains at home)"),
    WORD: both("Word (the township is heard)"),
}
COLOURS: Final = {ROAD: "#8B5E3C", POWER: "#E69F00", WORD: "#0072B2"}
_WIDTHS: Final = {ROAD: 3.4, POWER: 2.0, WORD: 0.9}
"""So that lines which lie on one another are all seen."""
_BAND_ALPHA: Final = 0.12
_HOURS: Final = both_in("cascade", "Hours since the start")
_SHARE: Final = both("Share of the people")


class Curve(NamedTuple):
    """A run, or the mean of several.

    Attributes
    ----------
    name
        What it is.
    levels
        Its levels.
    least, most
        Of several runs, the least and the greatest share at each of the same times; empty for one run.
    """

    name: Both
    levels: Sequence[Level]
    least: Sequence[Level] = ()
    most: Sequence[Level] = ()


def service(levels: Sequence[Level], lang: Lang) -> "Figure":
    """Draw the three shares of one run."""
    figure = new_figure(3.4)
    ax = figure.add_subplot()
    for key, name in NAMES.items():
        _step(ax, levels, key, COLOURS[key], name.of(lang), _WIDTHS[key])
    _frame(ax, levels, lang)
    ax.set_xlabel(_HOURS.of(lang))
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3, frameon=False, fontsize=8)
    return figure


def side_by_side(curves: Sequence[Curve], note: Both, lang: Lang) -> "Figure":
    """Draw several runs on the same luck, a panel for each service; where known, with bands around means.

    Parameters
    ----------
    curves
        The runs, in the order of the legend; their horizons are alike.
    note
        What the figure rests on: seed, replications, interval.
    lang
        Language of the figure.
    """
    figure = new_figure(7.6)
    panels = figure.subplots(3, 1, sharex=True)
    colours = [*style.CATEGORIES, "#000000", "#7F7F7F"]
    for ax, (key, name) in zip(panels, NAMES.items(), strict=True):
        for number, curve in enumerate(curves):
            colour = colours[number % len(colours)]
            _band(ax, curve, key, colour)
            _step(ax, curve.levels, key, colour, curve.name.of(lang))
        _frame(ax, curves[0].levels, lang)
        lowest = min(getattr(level, key) for curve in curves for level in curve.least or curve.levels)
        bottom = math.floor(10 * lowest - 0.2) / 10  # small losses of many people are to be seen
        ax.set_ylim(bottom, 1 + 0.06 * (1 - bottom))
        ax.set_title(name.of(lang), loc="left", fontsize=9)
    panels[-1].set_xlabel(_HOURS.of(lang), loc="left")  # the note stands to the right of it
    handles, labels = panels[0].get_legend_handles_labels()
    columns = min(4, len(labels))
    figure.legend(handles, labels, loc="outside upper center", ncols=columns, frameon=False, fontsize=8)
    figure.text(0.995, 0.004, note.of(lang), ha="right", va="bottom", fontsize=7)
    return figure


def _band(ax: "Axes", curve: Curve, key: str, colour: str) -> None:
    """Fill what lies between the least and the greatest of several runs."""
    if curve.least:
        hours = [level.t_ms / HOUR_MS for level in curve.least]
        low, high = ([getattr(level, key) for level in levels] for levels in (curve.least, curve.most))
        ax.fill_between(
            hours, low, high, step="post", color=colour, alpha=_BAND_ALPHA, linewidth=0, gid="band"
        )


def _step(ax: "Axes", levels: Sequence[Level], key: str, colour: str, label: str, width: float = 1.4) -> None:
    hours = [level.t_ms / HOUR_MS for level in levels]
    shares = [getattr(level, key) for level in levels]
    ax.step(hours, shares, where="post", color=colour, label=label, linewidth=width)


def _frame(ax: "Axes", levels: Sequence[Level], lang: Lang) -> None:
    from matplotlib.ticker import PercentFormatter

    ax.set_xlim(0, levels[-1].t_ms / HOUR_MS)
    ax.set_ylim(-0.02, 1.04)
    ax.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    ax.set_ylabel(_SHARE.of(lang))
    ax.grid(color="#DDDDDD", linewidth=0.5)
    ax.set_axisbelow(True)
