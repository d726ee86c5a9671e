"""The figure of response levels: what the truth warranted, what was decided, and who knew."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from sim.metric.levels import Levels
from sim.report.figures import new_figure
from sim.report.words import WORDS, Lang
from sim.terms.levels import LEVELS, ROMAN, rank
from sim.terms.units import HOUR_MS

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WARRANTED: Final = "#E69F00"
DECIDED: Final = "#C1121F"
KNOWN: Final = "#0072B2"


def levels(found: Levels, end_ms: int, lang: Lang) -> "Figure":
    """Draw the levels of one run.

    Parameters
    ----------
    found
        What became of levels.
    end_ms
        When the run ended.
    lang
        Language of the figure.
    """
    from matplotlib.ticker import PercentFormatter

    figure = new_figure(3.8)
    above, below = figure.subplots(2, 1, sharex=True, height_ratios=(3, 1.2))
    truth = [(each.t_ms, rank(each.level)) for each in found.warranted]
    decided = [(0, 0), *((each.t_ms, rank(each.level)) for each in found.decisions)]
    for steps, colour, word, width in (
        (truth, WARRANTED, "warranted_line", 3.2),
        (decided, DECIDED, "decided_line", 1.4),
    ):
        hours, heights = _line(steps, end_ms)
        above.step(hours, heights, where="post", color=colour, linewidth=width, label=WORDS[word].of(lang))
    above.set_yticks(range(len(LEVELS)), [ROMAN[level] for level in LEVELS])
    above.set_ylim(-0.15, len(LEVELS) - 0.8)
    above.set_ylabel(WORDS["level_axis"].of(lang))
    above.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, frameon=False, fontsize=8)
    hours, shares = _line(share_known(found), end_ms)
    below.fill_between(hours, shares, step="post", color=KNOWN, alpha=0.35, linewidth=0)
    below.set_title(WORDS["known_line"].of(lang), loc="left", fontsize=8)
    below.set_ylim(0, 1.04)
    below.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    below.set_xlim(0, end_ms / HOUR_MS)
    below.set_xlabel(WORDS["hours_axis"].of(lang))
    for ax in (above, below):
        ax.grid(color="#DDDDDD", linewidth=0.5)
        ax.set_axisbelow(True)
    return figure


def share_known(found: Levels) -> list[tuple[int, float]]:
    """Return from when on, in ms, what share of those who were to act by the last decision knew of it."""
    steps: list[tuple[int, float]] = []
    for number, decision in enumerate(found.decisions):
        last = number + 1 == len(found.decisions)
        until_ms = None if last else found.decisions[number + 1].t_ms
        key = decision.level, decision.number
        told = [receipt for (*which, _), receipt in found.receipts.items() if tuple(which) == key]
        known = sorted(each.known_ms for each in told if each.known_ms is not None)
        steps.append((decision.t_ms, 0.0))
        within = [t for t in known if until_ms is None or t < until_ms]
        steps += [(t, (i + 1) / len(told)) for i, t in enumerate(within)]
    return steps


def _line(steps: Sequence[tuple[int, float]], end_ms: int) -> tuple[list[float], list[float]]:
    """Return hours and heights of a line of steps to the end of the run."""
    last = steps[-1][1] if steps else 0.0
    whole = [*(steps or [(0, 0.0)]), (end_ms, last)]
    return [t / HOUR_MS for t, _ in whole], [height for _, height in whole]
