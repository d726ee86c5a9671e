"""The figure of a cascade: what was down and for how long, in layers, with arrows from cause to effect."""

from typing import TYPE_CHECKING, Final

from sim.metric.cascade import TURNED, Cascade, Fall
from sim.report.cascade.names import SORTS, Names
from sim.report.figures import new_figure
from sim.report.words import Lang
from sim.scenario.model import Scenario
from sim.terms.units import HOUR_MS
from sim.words import both, both_in

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ROOTS: Final = 3
"""Origins that are drawn with what follows from them, the worst first."""
MOST_ROWS: Final = 36
COLOURS: Final = dict(
    zip(
        SORTS,
        ("#5B3A8C", "#8B5E3C", "#4A4E57", "#E69F00", "#7F7F7F", "#0072B2", "#C1121F", "#009E73", "#56B4E9"),
        strict=True,
    )
)
_ROW_IN: Final = 0.22
_AXIS: Final = both_in("cascade", "Hours since the start")
_LEFT: Final = both("{n} more falls are not drawn")


def drawn(cascade: Cascade) -> list[Fall]:
    """Return the falls that a figure shows: under the worst origins, the worst first, cause above effect."""
    found: list[Fall] = []
    for root in cascade.roots()[:ROOTS]:
        _gather(cascade, root, found)
    return found[:MOST_ROWS]


def _gather(cascade: Cascade, fall: Fall, found: list[Fall]) -> None:
    found.append(fall)
    worst = sorted(fall.children, key=lambda child: (*(-x for x in cascade.tolls[child.seq].rank), child.seq))
    for child in worst:
        _gather(cascade, child, found)


def figure(scenario: Scenario, cascade: Cascade, lang: Lang) -> "Figure":
    """Draw the worst origins of a run with what follows from them.

    Parameters
    ----------
    scenario
        What the log is a log of.
    cascade
        Its falls.
    lang
        Language of the figure.
    """
    from matplotlib.patches import Patch

    rows, names = drawn(cascade), Names(scenario)
    fig = new_figure(1.3 + _ROW_IN * max(len(rows), 4))
    ax = fig.add_subplot()
    place = {fall.seq: number for number, fall in enumerate(rows)}
    for fall in rows:
        _bar(ax, fall, place, cascade.end_ms)
    ax.set_yticks(range(len(rows)), [_label(names.of(fall).of(lang)) for fall in rows], fontsize=7)
    ax.set_ylim(len(rows) - 0.4, -0.6)
    ax.set_xlim(0, max(cascade.end_ms / HOUR_MS, 1e-3))
    ax.set_xlabel(_AXIS.of(lang))
    ax.grid(axis="x", color="#DDDDDD", linewidth=0.5)
    ax.set_axisbelow(True)
    used = [sort for sort in SORTS if any(fall.thing[0] == sort for fall in rows)]
    marks = [Patch(color=COLOURS[sort], label=SORTS[sort].of(lang)) for sort in used]
    if marks:
        fig.legend(handles=marks, loc="outside upper center", ncols=len(marks), frameon=False, fontsize=8)
    if len(rows) < len(cascade.falls):
        ax.set_title(_LEFT.of(lang).format(n=len(cascade.falls) - len(rows)), fontsize=7, loc="right")
    return fig


def _bar(ax: "Axes", fall: Fall, place: dict[int, int], end_ms: int) -> None:
    """Draw how long a fall lasted, and an arrow from what it follows from."""
    row, begin = place[fall.seq], fall.from_ms / HOUR_MS
    colour = COLOURS[fall.thing[0]]
    if fall.thing[0] == TURNED:
        ax.plot([begin], [row], marker="v", color=colour, markersize=5)
    else:
        until = (end_ms if fall.until_ms is None else fall.until_ms) / HOUR_MS
        ax.barh(row, max(until - begin, 0.05), left=begin, height=0.62, color=colour)
    if fall.parent is not None:
        ax.annotate(
            "",
            xy=(begin, row - 0.3),
            xytext=(begin, place[fall.parent.seq] + 0.3),
            arrowprops={
                "arrowstyle": "-|>",
                "color": "#222222",
                "linewidth": 0.6,
                "shrinkA": 0,
                "shrinkB": 0,
            },
        )


def _label(name: str) -> str:
    """Return a name that fits beside its row."""
    return name if len(name) <= 34 else name[:33] + "…"
