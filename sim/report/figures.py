"""Figures of a run, each from tables alone: response-time curves, where the minutes go, workload."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from sim.report import style
from sim.report.words import Lang, say, term
from sim.terms.enums import StationKind

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.ticker import Formatter, Locator
    from pandas import DataFrame, Series

WIDTH_IN: Final = 9.0
PARTS: Final = ("answer", "process", "queue", "turnout", "travel")
"""Segments of a response, in the order in which they follow each other."""
PART_COLOURS: Final = ("#56B4E9", "#0072B2", "#CC79A7", "#E69F00", "#D55E00")
MOST_KINDS: Final = 6
MOST_STATIONS: Final = 40


def new_figure(height_in: float) -> "Figure":
    """Return an empty figure of the width of the page."""
    from matplotlib.figure import Figure

    return Figure(figsize=(WIDTH_IN, height_in), dpi=style.DPI, facecolor="white", layout="constrained")


def _common(calls: "DataFrame") -> list[str]:
    """Return the kinds with the most calls, most frequent first, ties by name."""
    counts = calls.groupby("kind", observed=True).size()
    return sorted(counts.index, key=lambda kind: (-int(counts[kind]), kind))[:MOST_KINDS]


def response_curves(calls: "DataFrame", kind_names: dict[str, str], lang: Lang) -> "Figure":
    """Draw the cumulative share of calls by response time, in total and by kind.

    Parameters
    ----------
    calls
        One row for each call, with ``kind`` and ``response_s`` (missing where no unit arrived).
    kind_names
        Name of each kind in the language of the figure.
    lang
        Language of the figure.
    """
    figure = new_figure(4.6)
    ax = figure.add_subplot()
    reached = calls[calls["response_s"].notna()]
    far = _axis_end(reached["response_s"] / 60)
    for number, kind in enumerate(_common(reached)):
        minutes = reached.loc[reached["kind"] == kind, "response_s"] / 60
        label = f"{kind_names[kind]} (n = {len(minutes)})"
        _steps(ax, minutes, far, color=style.CATEGORIES[number], linewidth=1.3, label=label)
    if len(reached):
        total = reached["response_s"] / 60
        label = f"{say('all_calls', lang)} (n = {len(total)})"
        _steps(ax, total, far, color=style.INK, linewidth=2.6, label=label)
        _share_lines(ax, total, lang)
    ax.set(xlim=(0, far), ylim=(0, 1.06), xlabel=say("response_axis", lang), ylabel=say("share_axis", lang))
    ax.yaxis.set_major_formatter(_percent())
    ax.legend(*_legend_last_first(ax), loc="lower right")
    return figure


def _legend_last_first(ax: "Axes") -> "tuple[list[Artist], list[str]]":
    handles, labels = ax.get_legend_handles_labels()
    return [*handles[-1:], *handles[:-1]], [*labels[-1:], *labels[:-1]]


def _percent() -> "Formatter":
    from matplotlib.ticker import PercentFormatter

    return PercentFormatter(1.0, decimals=0)


def _axis_end(minutes: "Series[float]") -> float:
    """Return where the time axis ends: past 98 % of the calls, never short of 20 min."""
    return 20.0 if minutes.empty else max(20.0, math.ceil(float(minutes.quantile(0.98)) / 5) * 5.0)


def _steps(ax: "Axes", minutes: "Series[float]", far: float, **look: Any) -> None:
    """Draw an empirical distribution as steps from (0, 0) to the end of the axis."""
    ordered = sorted(minutes)
    rise = [(number + 1) / len(ordered) for number in range(len(ordered))]
    ax.step([0.0, *ordered, max(far, ordered[-1])], [0.0, *rise, 1.0], where="post", **look)


def _share_lines(ax: "Axes", minutes: "Series[float]", lang: Lang) -> None:
    """Mark the share of calls within each of the usual response times."""
    for bound in style.SHARES_MIN:
        share = float((minutes <= bound).mean())
        ax.axvline(bound, color=style.FAINT, linewidth=1, zorder=0)
        ax.plot([bound], [share], "o", color=style.INK, markersize=4.5, zorder=6)
        ax.annotate(
            f"{share:.0%}",
            (bound, share),
            xytext=(-4, 4),
            textcoords="offset points",
            ha="right",
            size=9,
            zorder=7,
            bbox={"boxstyle": "round,pad=0.1", "facecolor": "white", "alpha": 0.75, "linewidth": 0},
        )
        unit = f" {say('minutes', lang)}" if bound == style.SHARES_MIN[-1] else ""
        ax.text(bound, 1.055, f"{bound}{unit}", ha="center", va="top", size=8, color=style.MUTED)


def segment_bars(calls: "DataFrame", kind_names: dict[str, str], lang: Lang) -> "Figure":
    """Draw where the minutes of a mean response go, in total and by kind, as stacked bars.

    Parameters
    ----------
    calls
        One row for each call, with ``kind``, ``response_s`` and the segments ``answer_s`` to ``travel_s``.
    kind_names, lang
        As for `response_curves`.
    """
    reached = calls.dropna(subset=[f"{part}_s" for part in PARTS])
    groups = [(say("all_calls", lang), reached)]
    groups += [(kind_names[kind], reached[reached["kind"] == kind]) for kind in _common(reached)]
    figure = new_figure(1.5 + 0.36 * len(groups))
    ax = figure.add_subplot()
    for row, (_, group) in enumerate(groups):
        _stack(ax, row, group)
    ax.set_yticks(range(len(groups)), [f"{name} (n = {len(group)})" for name, group in groups])
    ax.invert_yaxis()
    ax.set_xlim(0, max(1.0, 1.08 * ax.dataLim.x1))
    ax.set_xlabel(say("mean_axis", lang))
    ax.legend(
        _swatches(), [say(part, lang) for part in PARTS], ncols=5, loc="lower left", bbox_to_anchor=(0, 1)
    )
    return figure


def _swatches() -> "list[Artist]":
    from matplotlib.patches import Patch

    return [Patch(facecolor=colour) for colour in PART_COLOURS]


def _stack(ax: "Axes", row: int, group: "DataFrame") -> None:
    left = 0.0
    for part, colour in zip(PARTS, PART_COLOURS, strict=True):
        mean = float(group[f"{part}_s"].mean()) / 60 if len(group) else 0.0
        ax.barh(row, mean, left=left, color=colour, height=0.62)
        left += mean
    ax.text(left, row, f"  {left:.1f}", va="center", size=9)


def workload(stations: "DataFrame", names: dict[str, str], lang: Lang) -> "Figure":
    """Draw the share of time that the units of each station were busy, busiest first.

    Parameters
    ----------
    stations
        One row for each station, with ``station``, ``kind``, ``units``, ``runs`` and ``busy_share``; those
        without units take no part and are left out.
    names
        Name of each station in the language of the figure.
    lang
        Language of the figure.
    """
    present = stations[stations["units"] > 0]
    order = present.sort_values(["busy_share", "station"], ascending=[False, True]).head(MOST_STATIONS)
    kinds = [StationKind(kind) for kind in order["kind"]]
    figure = new_figure(1.0 + 0.235 * max(len(order), 2))
    ax = figure.add_subplot()
    rows = range(len(order))
    ax.barh(rows, order["busy_share"], color=[style.STATIONS[kind].colour for kind in kinds], height=0.66)
    for row, share, runs in zip(rows, order["busy_share"], order["runs"], strict=True):
        ax.text(share, row, f"  {share:.1%}  ({runs})", va="center", size=8, color=style.MUTED)
    ax.set_yticks(rows, [names[station] for station in order["station"]], size=8.5)
    ax.invert_yaxis()
    ax.margins(y=0.01)
    ax.set_xlim(0, max(0.01, 1.12 * float(order["busy_share"].max() if len(order) else 0)))
    ax.xaxis.set_major_locator(_whole_percents())
    ax.xaxis.set_major_formatter(_percent())
    ax.set_xlabel(say("busy_axis", lang))
    _kind_legend(ax, kinds, lang)
    return figure


def _whole_percents() -> "Locator":
    from matplotlib.ticker import MaxNLocator

    return MaxNLocator(8, steps=[1, 2, 5, 10])


def _kind_legend(ax: "Axes", kinds: Sequence[StationKind], lang: Lang) -> None:
    from matplotlib.patches import Patch

    shown = {kind: mark for kind, mark in style.STATIONS.items() if kind in kinds}
    patches = [Patch(facecolor=mark.colour, label=term(kind).of(lang)) for kind, mark in shown.items()]
    ax.legend(handles=patches, loc="lower right")
