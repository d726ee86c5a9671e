"""The legend of the map: classes of response time, roads, stations."""

from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

from sim.report import style
from sim.report.sheet import Sheet
from sim.report.words import say, term

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D

TEXT_PT: Final = 8.8


def draw(ax: "Axes", sheet: Sheet, measure: str) -> None:
    """Draw the three legends, one above the other."""
    ax.set_axis_off()
    block(ax, say(f"map_{measure}", sheet.lang), time_handles(sheet), (-0.02, 1.0))
    block(ax, say("legend_roads", sheet.lang), road_handles(sheet), (0.5, 1.0))
    block(ax, say("legend_stations", sheet.lang), station_handles(sheet), (-0.02, 0.46), columns=2)


def block(
    ax: "Axes", title: str, handles: "list[Artist]", spot: tuple[float, float], *, columns: int = 1
) -> None:
    """Draw one legend, its upper left corner at a spot of the axes."""
    from matplotlib.legend import Legend

    made = Legend(
        ax,
        handles,
        [str(handle.get_label()) for handle in handles],
        title=title,
        loc="upper left",
        bbox_to_anchor=spot,
        fontsize=TEXT_PT,
        title_fontsize=TEXT_PT + 1,
        alignment="left",
        ncols=columns,
        columnspacing=1.2,
        handlelength=1.9,
        labelspacing=0.42,
        borderaxespad=0.0,
    )
    ax.add_artist(made)


def time_handles(sheet: Sheet) -> "list[Artist]":
    """Return a patch for each class of response time, and one for townships where nobody arrived."""
    from matplotlib.patches import Patch

    unit = say("minutes", sheet.lang)
    bounds = [0.0, *style.STEPS_MIN]
    spans = [f"{low:g}–{high:g} {unit}" for low, high in pairwise(bounds)]
    labels = [*spans, f"> {bounds[-1]:g} {unit}", say("no_calls", sheet.lang)]
    colours = [*style.RAMP, style.NO_CALLS]
    pairs = zip(colours, labels, strict=True)
    return [Patch(facecolor=colour, edgecolor=style.FAINT, label=label) for colour, label in pairs]


def road_handles(sheet: Sheet) -> "list[Artist]":
    """Return a line for each class of road that the scenario has, then bridges, rivers and borders."""
    present = {road.road_class for road in sheet.scenario.links}
    made: list[Artist] = [
        _line(stroke.outer, stroke.width, term(road_class).of(sheet.lang), stroke.inner)
        for road_class, stroke in reversed(style.ROADS.items())
        if road_class in present
    ]
    if any(road.bridge for road in sheet.scenario.links):
        made.append(_line(style.INK, 4.2, say("bridge", sheet.lang), "#ffffff"))
    if any(line.kind == "river" for line in sheet.scenario.lines):
        made.append(_line(style.RIVER, 4.5, say("river", sheet.lang)))
    if sheet.borders:
        made.append(_line(style.MUTED, 1.2, say("border", sheet.lang), dashes=style.BORDER_DASHES))
    return made


def _line(
    colour: str,
    width: float,
    label: str,
    inner: str = "",
    dashes: tuple[float, tuple[int, ...]] | Literal["-"] = "-",
) -> "Line2D":
    from matplotlib.lines import Line2D
    from matplotlib.patheffects import Normal, Stroke

    core = [Stroke(linewidth=width - 1.8, foreground=inner)] if inner else []
    return Line2D(
        [], [], color=colour, linewidth=width, label=label, linestyle=dashes, path_effects=[Normal(), *core]
    )


def station_handles(sheet: Sheet) -> "list[Artist]":
    """Return a mark for each kind of station that takes part."""
    from matplotlib.lines import Line2D

    taking = {station.kind for station in sheet.scenario.stations if sheet.scenario.takes_part(station)}
    return [
        Line2D(
            [],
            [],
            linestyle="none",
            marker=mark.marker,
            markersize=mark.size,
            color=mark.colour,
            markeredgecolor="#ffffff",
            label=term(kind).of(sheet.lang),
        )
        for kind, mark in style.STATIONS.items()
        if kind in taking
    ]
