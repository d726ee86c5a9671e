"""The figure of all lost time, by cause and township."""

from typing import TYPE_CHECKING, Final

from sim.metric.review.rows import by_loss
from sim.report.figures import new_figure
from sim.report.named import called
from sim.report.review.look import Look
from sim.report.review.words import COLOURS, LOSSES
from sim.report.words import Lang
from sim.terms.losses import LOST, Loss
from sim.terms.units import HOUR_MS
from sim.words import both

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST: Final = 20
_WORTH: Final = 0.01
"""Townships that lost less than this share of what the first lost are not drawn."""
_AXIS: Final = both("Time lost until the first unit was there (h), summed over incidents")
_CALLS: Final = both("{name} ({n})")
_NOTHING: Final = both("No time was lost")
_MEAN: Final = both("  {mean} min each")


def lost_by_township(look: Look) -> list[tuple[int, int, dict[Loss, int]]]:
    """Return (township, incidents, milliseconds lost by cause), those that lost most first."""
    scenario = look.scenario
    of_village = [scenario.township_ids[village.township] for village in scenario.villages]
    counts: dict[int, int] = {}
    parts: dict[int, dict[Loss, int]] = {}
    for row in look.fold.spent:
        township = of_village[row.call.fact.place]
        counts[township] = counts.get(township, 0) + 1
        mine = parts.setdefault(township, dict.fromkeys(LOST, 0))
        for loss, ms in by_loss(row.first).items():
            if loss in mine:
                mine[loss] += ms
    order = sorted(parts, key=lambda township: (-sum(parts[township].values()), township))
    return [(township, counts[township], parts[township]) for township in order]


def by_township(look: Look, lang: Lang) -> "Figure":
    """Draw how much time was lost in each township, by cause.

    Parameters
    ----------
    look
        The run.
    lang
        Language of the figure.
    """
    from matplotlib.patches import Patch

    rows = lost_by_township(look)[:MOST]
    least = max([sum(parts.values()) for *_, parts in rows], default=0) * _WORTH
    rows = [row for row in rows if sum(row[2].values()) > least]
    figure = new_figure(1.6 + 0.27 * max(len(rows), 3))
    ax = figure.add_subplot()
    far = max((sum(parts.values()) for *_, parts in rows), default=0) / HOUR_MS
    for place, (_, n, parts) in enumerate(rows):
        left = 0.0
        for loss in LOST:
            ax.barh(place, parts[loss] / HOUR_MS, left=left, color=COLOURS[loss], height=0.66)
            left += parts[loss] / HOUR_MS
        mean = f"{left * 60 / n:.1f}"
        ax.text(left, place, _MEAN.fill(mean=mean).of(lang), va="center", size=8, color="#6b7079")
    townships = look.scenario.townships
    names = [called(townships[t]) for t, *_ in rows]
    labels = [_CALLS.fill(name=name, n=row[1]).of(lang) for name, row in zip(names, rows, strict=True)]
    ax.set_yticks(range(len(rows)), labels, size=8.5)
    ax.set_ylim(max(len(rows), 1) - 0.4, -0.6)
    ax.set_xlim(0, max(far * 1.16, 0.01))
    ax.set_xlabel((_AXIS if rows else _NOTHING).of(lang))
    marks = [Patch(facecolor=COLOURS[loss], label=LOSSES[loss].of(lang)) for loss in LOST]
    figure.legend(handles=marks, loc="outside upper center", ncols=len(marks), frameon=False, fontsize=8.5)
    return figure
