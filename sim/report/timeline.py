"""The run over time: calls, open calls and busy units by hour or day; calls by hour of the day."""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from sim.report import style
from sim.report.figures import new_figure
from sim.report.words import Lang, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.image import AxesImage
    from matplotlib.ticker import Locator
    from numpy import ndarray
    from pandas import DataFrame

SHORT_RUN_H: Final = 96
"""Runs up to this long are drawn hour by hour, longer ones day by day."""
LONG_RUN_D: Final = 62
"""Runs longer than this have one row for each month in the table of hours, others one for each day."""


def timeline(hours: "DataFrame", start: datetime, lang: Lang) -> "Figure":
    """Draw the calls, open calls and busy units over time, and a table of calls by hour of the day.

    Parameters
    ----------
    hours
        One row for each hour of the run, with ``calls``, and ``open`` calls and ``busy`` units at its end.
    start
        When the run starts.
    lang
        Language of the figure.
    """
    short = len(hours) <= SHORT_RUN_H
    figure = new_figure(6.4)
    top, middle, bottom = figure.subplots(3, 1, height_ratios=(1.2, 1.2, 1.8))
    steps = hours if short else _by_day(hours)
    edges = _edges(start, len(hours), len(steps))
    _bars(top, edges, steps, say("calls_per_hour" if short else "calls_per_day", lang))
    _lines(middle, edges, steps, "at_hours" if short else "highest", lang)
    top.tick_params(labelbottom=False)
    for ax in (top, middle):
        ax.set_xlim(edges[0], edges[-1])
        dates(ax, start, len(hours))
        ax.yaxis.set_major_locator(_whole())
    figure.colorbar(
        _heat(bottom, hours, start, lang), ax=bottom, label=say("calls", lang), pad=0.01, ticks=_whole()
    )
    return figure


def _edges(start: datetime, hours: int, steps: int) -> list[float]:
    """Return the beginnings of the steps and the end of the last, in matplotlib's days."""
    from matplotlib.dates import date2num

    first = float(date2num(start))  # type: ignore[no-untyped-call]
    length = 1 / 24 if steps == hours else 1.0
    return [first + length * number for number in range(steps)] + [first + hours / 24]


def _whole() -> "Locator":
    from matplotlib.ticker import MaxNLocator

    return MaxNLocator(5, integer=True)


def _by_day(hours: "DataFrame") -> "DataFrame":
    """Sum the calls of each 24 hours and keep the peaks of the rest."""
    day = hours.reset_index(drop=True).index // 24
    return hours.groupby(day).agg({"calls": "sum", "open": "max", "busy": "max"})


def _bars(ax: "Axes", edges: list[float], steps: "DataFrame", label: str) -> None:
    widths = [0.9 * (after - before) for before, after in pairwise(edges)]
    ax.bar(edges[:-1], steps["calls"], width=widths, align="edge", color=style.CATEGORIES[0])
    ax.set_ylabel(label)


def dates(ax: "Axes", start: datetime, hours: int) -> None:
    """Set an axis of dates in the time zone of the scenario.

    Parameters
    ----------
    ax
        The axis.
    start
        When the run starts.
    hours
        How long it is.
    """
    from matplotlib.dates import AutoDateLocator, DateFormatter

    pattern = "%m-%d %H:%M" if hours <= SHORT_RUN_H else "%Y-%m" if hours > 4 * LONG_RUN_D * 24 else "%m-%d"
    zone = start.tzinfo
    ax.xaxis.set_major_locator(AutoDateLocator(tz=zone, minticks=4, maxticks=9))  # type: ignore[no-untyped-call]
    ax.xaxis.set_major_formatter(DateFormatter(pattern, tz=zone))  # type: ignore[no-untyped-call]


def _lines(ax: "Axes", edges: list[float], steps: "DataFrame", label: str, lang: Lang) -> None:
    looks = (("busy", "busy_units", style.CATEGORIES[1]), ("open", "open_calls", style.INK))
    for column, word, colour in looks:
        values = [*steps[column], steps[column].iloc[-1]]
        ax.step(edges, values, where="post", color=colour, linewidth=1.3, label=say(word, lang))
    ax.set_ylim(bottom=0)
    ax.set_ylabel(say(label, lang))
    ax.legend(ncols=2, loc="lower right", bbox_to_anchor=(1, 0.98), borderaxespad=0.1)


def _heat(ax: "Axes", hours: "DataFrame", start: datetime, lang: Lang) -> "AxesImage":
    table, labels = hour_table(list(hours["calls"]), start)
    top = max(1, table.max())
    image = ax.imshow(table, aspect="auto", cmap="YlOrBr", interpolation="nearest", vmin=0, vmax=top)
    ax.set_xticks(range(0, 24, 3), [f"{hour:02d}" for hour in range(0, 24, 3)])
    every = max(1, len(labels) // 12)
    ax.set_yticks(range(0, len(labels), every), labels[::every])
    ax.set_xlabel(say("hour_axis", lang))
    return image


def hour_table(calls: list[int], start: datetime) -> "tuple[ndarray, list[str]]":
    """Return calls by month or day (rows) and hour of the day (columns), and the names of the rows.

    Parameters
    ----------
    calls
        Calls in each hour of the run.
    start
        When the run starts.
    """
    import numpy as np

    pattern = "%Y-%m" if len(calls) > LONG_RUN_D * 24 else "%m-%d"
    times = [start + timedelta(hours=number) for number in range(len(calls))]
    labels = list(dict.fromkeys(time.strftime(pattern) for time in times))
    row = {label: number for number, label in enumerate(labels)}
    table = np.zeros((len(labels), 24), dtype=int)
    for time, count in zip(times, calls, strict=True):
        table[row[time.strftime(pattern)], time.hour] += count
    return table, labels
