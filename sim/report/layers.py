"""Layers of the map, from the ground up. Each draws one thing and, where it matters, says what it covers."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from sim.report import style
from sim.report.geo import Box, Point, cells, clockwise, edge_point, nice_length
from sim.report.labels import Name, place
from sim.report.sheet import Sheet
from sim.report.words import say
from sim.scenario.tables import Road, Station

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text

SEAT_PT: Final = 4.2
LABEL_PT: Final = 9.0
FAR_PX: Final = 16.0
"""A name farther than this from its point is joined to it by a thin line."""
POINT_PER_INCH: Final = 72.0


def ground(ax: "Axes", sheet: Sheet, frame: Box, bare: bool = False) -> None:
    """Draw what lies under the marks, and set the limits to `frame`; bare is without roads and seats."""
    ax.set(xlim=(frame.west, frame.east), ylim=(frame.south, frame.north), xticks=[], yticks=[])
    ax.set_aspect("equal", adjustable="box")
    ax.set_facecolor("#f7f8f9")
    for spine in ax.spines.values():
        spine.set(visible=True, color=style.FAINT)
    _cells(ax, sheet, frame)
    _rivers(ax, sheet)
    if not bare:
        links = sheet.scenario.links
        seen = [road for road in links if Box.around(sheet.link(road)).grown(0.1).overlaps(frame)]
        _roads(ax, sheet, seen)
        _bridges(ax, sheet, seen)
        _seats(ax, sheet)
    _border(ax, sheet)


def _cells(ax: "Axes", sheet: Sheet, frame: Box) -> None:
    """Colour what is nearest to each seat: within the border, or in the whole frame where there is none."""
    from matplotlib.patches import Polygon

    whole = Box.around([*sheet.frame.corners, *frame.corners]).corners
    for ring in sheet.rings or [list(whole)]:
        for township, cell in zip(sheet.scenario.townships, cells(sheet.seats, ring), strict=True):
            fill = style.colour_of(sheet.minutes.get(township.id))
            if cell:
                ax.add_patch(Polygon(cell, facecolor=fill, edgecolor="#ffffff", linewidth=0.9, zorder=1))


def _border(ax: "Axes", sheet: Sheet) -> None:
    """Draw the border, and fade what lies beyond it."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path as Outline

    if sheet.rings:
        beyond = sheet.frame.grown(sheet.frame.width)
        rings = [list(beyond.corners), *(clockwise(ring) for ring in sheet.rings)]
        veil = Outline.make_compound_path(*(Outline([*ring, ring[0]], closed=True) for ring in rings))
        ax.add_patch(PathPatch(veil, facecolor="#ffffff", alpha=0.6, edgecolor="none", zorder=3.8))
    for line in sheet.borders:
        xs, ys = zip(*line, strict=True)
        ax.plot(xs, ys, color=style.MUTED, linewidth=1.2, linestyle=style.BORDER_DASHES, zorder=3.9)


def _rivers(ax: "Axes", sheet: Sheet) -> None:
    for line in sheet.scenario.lines:
        if line.kind == "river":
            xs, ys = zip(*sheet.path(line), strict=True)
            ax.plot(xs, ys, color=style.RIVER, linewidth=4.5, solid_capstyle="round", zorder=2)


def _roads(ax: "Axes", sheet: Sheet, roads: Sequence[Road]) -> None:
    from matplotlib.collections import LineCollection

    for layer, (road_class, stroke) in enumerate(style.ROADS.items()):
        ways = [sheet.link(road) for road in roads if road.road_class is road_class]
        for colour, width in ((stroke.outer, stroke.width), (stroke.inner, stroke.width - 1.8)):
            if colour:
                ax.add_collection(
                    LineCollection(ways, colors=colour, linewidths=width, zorder=3 + layer / 10)
                )


def _bridges(ax: "Axes", sheet: Sheet, roads: Sequence[Road]) -> None:
    from matplotlib.collections import LineCollection

    ways = [sheet.link(road) for road in roads if road.bridge]
    ax.add_collection(LineCollection(ways, colors=style.INK, linewidths=4.2, zorder=3.6))
    ax.add_collection(LineCollection(ways, colors="#ffffff", linewidths=1.6, zorder=3.7))


def _seats(ax: "Axes", sheet: Sheet) -> None:
    xs, ys = zip(*sheet.seats, strict=True)
    ax.plot(xs, ys, "o", markersize=SEAT_PT, color="#ffffff", markeredgecolor=style.INK, zorder=4)


def stations(ax: "Axes", sheet: Sheet, frame: Box, hidden: Box | None = None) -> list[Box]:
    """Draw the stations that take part, by kind; return the boxes they cover, in pixels.

    Parameters
    ----------
    ax, sheet, frame
        Where and from what to draw.
    hidden
        A part, in km, that another map shows: its stations are left out.
    """
    covered = []
    inside = frame.grown(-frame.width * 0.02)
    for station in sheet.scenario.stations:
        point = sheet.plane.at(station.lon, station.lat)
        if (
            sheet.scenario.takes_part(station)
            and inside.holds(point)
            and not (hidden and hidden.holds(point))
        ):
            covered.append(_station(ax, station, point))
    return covered


def _station(ax: "Axes", station: Station, point: Point) -> Box:
    mark = style.STATIONS[station.kind]
    ax.plot(
        *point,
        mark.marker,
        markersize=mark.size,
        color=mark.colour,
        markeredgecolor="#ffffff",
        markeredgewidth=0.9,
        zorder=5,
    )
    return pixels(ax, point, mark.size)


def pixels(ax: "Axes", point: Point, size_pt: float) -> Box:
    """Return the box of a mark in pixels."""
    x, y = at(ax, point)
    half = size_pt * style.DPI / POINT_PER_INCH / 2
    return Box(x - half, y - half, x + half, y + half)


def window(ax: "Axes", sheet: Sheet, core: Box) -> Box:
    """Draw the outline of the part that has a map of its own; return its box in pixels."""
    from matplotlib.patches import Rectangle

    corner = (core.west, core.south)
    ax.add_patch(
        Rectangle(corner, core.width, core.height, fill=False, edgecolor=style.INK, linewidth=1.3, zorder=6)
    )
    return _topixels(ax, core)


def _topixels(ax: "Axes", box: Box) -> Box:
    return Box(*at(ax, (box.west, box.south)), *at(ax, (box.east, box.north)))


def at(ax: "Axes", point: Point) -> Point:
    """Return a point of the plane in pixels."""
    x, y = ax.transData.transform(point)
    return float(x), float(y)


def to_km(ax: "Axes", pixels: Point) -> Point:
    """Return a point in pixels on the plane, in km."""
    x, y = ax.transData.inverted().transform(pixels)
    return float(x), float(y)


def size(text: "Text") -> Box:
    """Return the box of a text that is drawn, in pixels."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    figure = text.get_figure(root=True)
    assert figure is not None
    known = isinstance(figure.canvas, FigureCanvasAgg)  # a canvas keeps its renderer, which is slow to make
    canvas = figure.canvas if known else FigureCanvasAgg(figure)
    renderer = canvas.get_renderer()  # type: ignore[attr-defined]
    extent = text.get_window_extent(renderer)
    return Box(*extent.extents)


def write(ax: "Axes", words: str, spot: Point, **look: Any) -> "Text":
    """Write on the map, on a ground of pale white."""
    ground = {"boxstyle": "round,pad=0.12", "facecolor": "#ffffff", "alpha": 0.72, "linewidth": 0}
    style_of = {"size": LABEL_PT, "color": style.INK, "ha": "center", "va": "center", "zorder": 8, **look}
    return ax.text(*spot, words, bbox=ground, **style_of)


def scale_bar(ax: "Axes", sheet: Sheet, frame: Box, taken: Sequence[Box] = (), lift: float = 3.4) -> Box:
    """Draw the scale bar in a lower corner, the left one if it is free; return its box, in pixels.

    Its length stands so many ticks above it: more on small maps.
    """
    length = nice_length(frame.width / 4)
    y, tick = frame.south + frame.height * 0.035, frame.height * 0.008
    corners = (frame.west + frame.width * 0.03, frame.east - frame.width * 0.03 - length)
    spans = [(x, _topixels(ax, Box(x, y, x + length, y + tick * (lift + 2.6))).grown(6)) for x in corners]
    x, box = next((span for span in spans if not any(span[1].overlaps(other) for other in taken)), spans[0])
    ends = ([x, x, x + length, x + length], [y + tick, y, y, y + tick])
    ax.plot(*ends, color=style.INK, linewidth=1.6, zorder=8, gid="scale-bar")
    write(ax, f"{length:g} {say('km', sheet.lang)}", (x + length / 2, y + tick * lift), size=8.5)
    return box


def north(ax: "Axes", sheet: Sheet, frame: Box) -> Box:
    """Draw the north arrow, upper left; return the box it covers, in pixels."""
    x, y = frame.west + frame.width * 0.045, frame.north - frame.height * 0.03
    foot = (x, y - frame.height * 0.05)
    arrow = {"arrowstyle": "-|>,head_width=0.35,head_length=0.7", "color": style.INK, "linewidth": 1.4}
    ax.annotate("", xy=(x, y), xytext=foot, arrowprops=arrow, zorder=8)
    text = write(ax, say("north", sheet.lang), (x, foot[1] - frame.height * 0.014))
    return Box.around([at(ax, (x, y)), *size(text).corners]).grown(6)


def title(ax: "Axes", sheet: Sheet, frame: Box) -> Box:
    """Write the title of an inset, upper left; return the box it covers, in pixels."""
    spot = (frame.west + frame.width * 0.03, frame.north - frame.height * 0.03)
    return size(write(ax, say("inset", sheet.lang), spot, ha="left", va="top", size=9.5)).grown(3)


def names(
    ax: "Axes",
    sheet: Sheet,
    frame: Box,
    taken: Sequence[Box],
    *,
    hidden: Box | None = None,
    neighbours: bool = False,
) -> list[Box]:
    """Write the names of townships, rivers, and neighbours at the edge, so that no name covers another.

    The boxes that are taken then are returned, in pixels.

    Parameters
    ----------
    ax, sheet, frame
        Where and from what to draw.
    taken
        Boxes that must stay free, in pixels.
    hidden
        A part, in km, whose names stand on another map.
    neighbours
        Whether to write the names of neighbouring districts.
    """
    wanted = [
        (_label(sheet, township.id, sheet.name(township)), point)
        for township, point in zip(sheet.scenario.townships, sheet.seats, strict=True)
        if frame.holds(point) and not (hidden and hidden.holds(point))
    ]
    used = [*taken, *(pixels(ax, point, SEAT_PT + 1) for _, point in wanted)]
    if neighbours:
        used += _neighbours(ax, sheet, frame)
    used += spread(ax, wanted, used, gid="township-name")
    rivers = [wish for wish in river_names(sheet, frame) if not (hidden and hidden.holds(wish[1]))]
    return used + spread(ax, rivers, used, gid="river-name", color=style.RIVER_INK)


def _label(sheet: Sheet, township: str, name: str) -> str:
    minutes = sheet.minutes.get(township)
    return name if minutes is None or style.step_of(minutes) is None else f"{name} {minutes:.0f}"


def _neighbours(ax: "Axes", sheet: Sheet, frame: Box) -> list[Box]:
    """Write each neighbour's name where the way to its seat leaves the map."""
    inner = frame.grown(-frame.width * 0.05)
    written = []
    for district in sheet.scenario.districts:
        if not district.home and district.seat in sheet.nodes:
            spot = edge_point(sheet.nodes[district.seat], inner)
            text = write(ax, sheet.name(district), spot, color=style.MUTED, size=10.5, gid="neighbour-name")
            written.append(size(text))
    return written


def river_names(sheet: Sheet, frame: Box) -> list[tuple[str, Point]]:
    """Return each river's name with the middle of what can be seen of it."""
    rivers = [(line, sheet.path(line)) for line in sheet.scenario.lines if line.kind == "river"]
    seen = [(line, [point for point in path if frame.holds(point)]) for line, path in rivers]
    return [(sheet.name(line), path[len(path) // 2]) for line, path in seen if path]


def spread(ax: "Axes", wanted: Sequence[tuple[str, Point]], taken: Sequence[Box], **look: Any) -> list[Box]:
    """Write each name at the free place nearest to its point; return the boxes they take."""
    texts = [write(ax, words, point, **look) for words, point in wanted]
    scale = style.DPI / POINT_PER_INCH
    asked = [
        Name(at(ax, point), box.width + 2, box.height + 1, SEAT_PT * scale / 2)
        for (_, point), box in zip(wanted, map(size, texts), strict=True)
    ]
    inside = Box(*ax.get_window_extent().extents).grown(-2)
    boxes = place(asked, taken, inside)
    for text, name, box in zip(texts, asked, boxes, strict=True):
        if box is None:
            text.remove()
        else:
            _move(ax, text, name, box)
    return [box for box in boxes if box is not None]


def _move(ax: "Axes", text: "Text", name: Name, box: Box) -> None:
    """Put a name in its box, joined to its point by a line where it is far."""
    text.set_position(to_km(ax, box.centre))
    nearest = (min(max(name.anchor[0], box.west), box.east), min(max(name.anchor[1], box.south), box.north))
    if math.dist(nearest, name.anchor) > FAR_PX:
        xs, ys = zip(to_km(ax, name.anchor), to_km(ax, nearest), strict=True)
        ax.plot(xs, ys, color=style.MUTED, linewidth=0.7, zorder=4.5)
