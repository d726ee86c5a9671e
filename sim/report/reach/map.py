"""Maps of equal times 等时图, and of the roads that matter most."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from sim.record.reach import Condition, Reach, RoadLoss
from sim.report import layers, legend, style
from sim.report.geo import Box, Point
from sim.report.reach.terminal import called
from sim.report.reach.told import kind_and_needs, node_minutes
from sim.report.reach.words import say
from sim.report.say import count
from sim.report.sheet import Sheet
from sim.report.words import Lang, term
from sim.scenario.model import Scenario

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MAP_IN: Final = (6.6, 5.4)
HEAD_IN: Final = 0.28
TITLE_IN: Final = 0.42
KEY_IN: Final = 0.62
EDGE_IN: Final = 0.1
GRAIN: Final = 360
"""Cells along the width of a map of equal times."""
RANKED: Final = 15
"""How many roads are numbered on the map."""


def time_map(scenario: Scenario, reach: Reach, which: str, lang: Lang) -> "Figure":
    """Draw how soon the first unit, or all that is needed, could be where: a map for each condition.

    Parameters
    ----------
    scenario, reach
        What was surveyed, and what was found.
    which
        ``first`` or ``full``.
    lang
        Language of the figure.
    """
    from matplotlib.figure import Figure

    width, height = 2 * MAP_IN[0] + 3 * EDGE_IN, 2 * (MAP_IN[1] + HEAD_IN) + TITLE_IN + KEY_IN
    figure = Figure(figsize=(width, height), dpi=style.DPI, facecolor="white")
    sheet = Sheet.of(scenario, {}, lang, ratio=MAP_IN[0] / MAP_IN[1])
    nearest = _nearest(sheet)
    kind, needs = kind_and_needs(scenario, reach, lang)
    title = f"{say('map', lang, what=say(which, lang), kind=kind)}  ({needs})  {say('scale', lang)}"
    figure.text(EDGE_IN / width, 1 - 0.3 / height, title, size=12.5, color=style.INK)
    for number, condition in enumerate(Condition):
        row, column = divmod(number, 2)
        left = EDGE_IN + column * (MAP_IN[0] + EDGE_IN)
        top = height - TITLE_IN - row * (MAP_IN[1] + HEAD_IN)
        ax = figure.add_axes(
            (left / width, (top - HEAD_IN - MAP_IN[1]) / height, MAP_IN[0] / width, MAP_IN[1] / height)
        )
        figure.text(left / width, (top - HEAD_IN + 0.07) / height, term(condition).of(lang), size=10.5)
        _times(ax, sheet, nearest, node_minutes(reach, condition, which))
    _key(figure, sheet, width, height)
    return figure


def _key(figure: "Figure", sheet: Sheet, width: float, height: float) -> None:
    handles = [*legend.time_handles(sheet)[:-1], *legend.station_handles(sheet)]
    never = legend.time_handles(sheet)[-1]
    never.set_label(say("never", sheet.lang))
    figure.legend(
        handles=[*handles[: len(style.RAMP)], never, *handles[len(style.RAMP) :]],
        loc="lower left",
        bbox_to_anchor=(EDGE_IN / width, 0.2 / height),
        ncols=len(handles) + 1,
        fontsize=8,
        frameon=False,
        handlelength=1.3,
        columnspacing=1.0,
        borderaxespad=0,
    )
    figure.text(EDGE_IN / width, 0.06 / height, sheet.attribution("node_note"), size=7.5, color=style.MUTED)


def _nearest(sheet: Sheet) -> "np.ndarray[tuple[int, int], np.dtype[np.int64]]":
    """Return the node that is nearest to each cell of the map, from south to north."""
    from scipy.spatial import cKDTree

    frame, rows = sheet.frame, round(GRAIN * sheet.frame.height / sheet.frame.width)
    xs = frame.west + (np.arange(GRAIN) + 0.5) * frame.width / GRAIN
    ys = frame.south + (np.arange(rows) + 0.5) * frame.height / rows
    points = np.array([sheet.nodes[node.id] for node in sheet.scenario.nodes])
    _, found = cKDTree(points).query(np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2))
    return np.asarray(found, np.int64).reshape(rows, GRAIN)


def _times(
    ax: "Axes",
    sheet: Sheet,
    nearest: "np.ndarray[tuple[int, int], np.dtype[np.int64]]",
    minutes: Sequence[float | None],
) -> None:
    """Draw one map of equal times."""
    from matplotlib.colors import ListedColormap

    layers.ground(ax, sheet, sheet.frame)
    step = [style.step_of(value) for value in minutes]
    colours = [*style.RAMP, style.NO_CALLS]
    index = np.array([len(style.RAMP) if number is None else number for number in step])
    frame = sheet.frame
    ax.imshow(
        index[nearest],
        origin="lower",
        extent=(frame.west, frame.east, frame.south, frame.north),
        cmap=ListedColormap(colours),
        vmin=-0.5,
        vmax=len(colours) - 0.5,
        interpolation="nearest",
        zorder=1.5,
    )
    ax.set(xlim=(frame.west, frame.east), ylim=(frame.south, frame.north))
    shown = layers.stations(ax, sheet, frame)
    taken = [layers.scale_bar(ax, sheet, frame, shown), layers.north(ax, sheet, frame), *shown]
    layers.names(ax, sheet, frame, taken)


def critical_map(scenario: Scenario, losses: Sequence[RoadLoss], lang: Lang) -> "Figure":
    """Draw the roads and bridges without which most is lost, numbered by rank.

    Parameters
    ----------
    scenario, losses
        What was surveyed, and what was found, the gravest first.
    lang
        Language of the figure.
    """
    from matplotlib.figure import Figure

    size = (11.0, 8.4)
    figure = Figure(figsize=size, dpi=style.DPI, facecolor="white")
    ax = figure.add_axes((0.008, 0.035, 0.66, 0.915))
    sheet = Sheet.of(scenario, {}, lang, ratio=0.66 * size[0] / (0.915 * size[1]))
    figure.text(0.01, 0.965, say("critical_map", lang), size=13, color=style.INK)
    layers.ground(ax, sheet, sheet.frame)
    taken = [layers.scale_bar(ax, sheet, sheet.frame), layers.north(ax, sheet, sheet.frame)]
    taken += _ranked(ax, sheet, losses[:RANKED])
    layers.names(ax, sheet, sheet.frame, taken)
    _list(figure, losses[:RANKED], lang)
    figure.text(0.01, 0.011, sheet.attribution(), size=7.5, color=style.MUTED)
    return figure


def _ranked(ax: "Axes", sheet: Sheet, losses: Sequence[RoadLoss]) -> list[Box]:
    """Draw the links of each loss, and its rank at the middle of the first; return the boxes, in pixels."""
    from matplotlib.collections import LineCollection

    spots: list[tuple[str, Point]] = []
    for rank, row in enumerate(losses, 1):
        ways = [sheet.link(sheet.scenario.links[number]) for number in row.links]
        ax.add_collection(LineCollection(ways, colors=_colour(row), linewidths=4.6, zorder=4.2 - rank / 100))
        (x, y), (u, v) = ways[0]
        spots.append((str(rank), ((x + u) / 2, (y + v) / 2)))
    return layers.spread(ax, spots, [], gid="rank", size=9)


def _colour(row: RoadLoss) -> str:
    return "#A4133C" if row.cut_off else "#B45F00"


def _list(figure: "Figure", losses: Sequence[RoadLoss], lang: Lang) -> None:
    """Write the ranking beside the map."""
    y = 0.945
    for rank, row in enumerate(losses, 1):
        told = [f"{say('cut_off', lang)} {count(row.cut_off)}"] if row.cut_off else []
        if row.slower:
            told.append(f"{say('slower', lang)} {count(row.slower)}")
        told.append(f"{say('worst', lang)} {row.worst_min:.0f}")
        name = f"{rank}  {term(row.what).of(lang)} {called(row.thing, lang)}"
        figure.text(0.68, y, _short(name), size=8.8, color=_colour(row), va="top")
        figure.text(0.698, y - 0.022, " · ".join(told), size=7.8, color=style.MUTED, va="top")
        y -= 0.058


def _short(text: str, most: int = 46) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
