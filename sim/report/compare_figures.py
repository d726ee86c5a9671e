"""The figure of a comparison of plans 方案比较图: differences with intervals, a panel for each measure."""

from collections.abc import Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, Final, NamedTuple

from sim.report import style
from sim.report.figures import new_figure
from sim.report.study_figures import ROW_IN, Bar, Basis, draw_bars, set_rows, span_of
from sim.report.study_words import tell
from sim.report.words import Lang

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PANEL_IN: Final = 0.62
"""Height of a panel beside its rows, in inches."""
LABEL_WIDE: Final = 26
"""Letters in a line of a plan's name."""


class Panel(NamedTuple):
    """One measure: its name with the unit, a bar for each plan, and whether less of it is better."""

    title: str
    bars: Sequence[Bar]
    smaller_is_better: bool


def forest_figure(panels: Sequence[Panel], title: str, basis: Basis, lang: Lang) -> "Figure":
    """Draw the differences of plans from what they are compared with, coloured by their verdicts.

    Parameters
    ----------
    panels
        At least one; each has an axis of its own, as their units differ.
    title
        In the language of the figure.
    basis
        What the figure rests on.
    lang
        Language of the figure.
    """
    heights = [PANEL_IN + ROW_IN * len(panel.bars) for panel in panels]
    figure = new_figure(1.1 + sum(heights))
    figure.suptitle(title, size=11, color=style.INK, x=0.01, ha="left")
    figure.supxlabel(basis.told(lang), size=8, color=style.MUTED, x=0.01, ha="left")
    axes = figure.subplots(len(panels), 1, squeeze=False, height_ratios=heights)[:, 0]
    for ax, panel in zip(axes, panels, strict=True):
        _draw_panel(ax, panel, lang)
    return figure


def _wrapped(bar: Bar) -> Bar:
    """Return a bar whose label leaves room for the figure: a Chinese character is as wide as two letters."""
    width = LABEL_WIDE if bar.label.isascii() else LABEL_WIDE // 2
    lines = wrap(bar.label, width, max_lines=2, placeholder="…")
    return bar._replace(label="\n".join(lines))


def _draw_panel(ax: "Axes", panel: Panel, lang: Lang) -> None:
    span, bars = span_of(panel.bars, also=(0.0,)), [_wrapped(bar) for bar in panel.bars]
    ax.axvline(0, color=style.INK, linewidth=1)
    draw_bars(ax, bars, span)
    set_rows(ax, bars, span)
    ax.set_ylim(len(panel.bars) - 0.45, -0.55)
    ax.tick_params(labelsize=8)
    ax.set_title(panel.title, loc="left", size=9, color=style.INK)
    side = "forest_better" if panel.smaller_is_better else "forest_better_right"
    ax.set_title(tell(side, lang), loc="right", size=8, color=style.MUTED)
