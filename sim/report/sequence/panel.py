"""One map of the sequence."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from sim.metric.situation import State
from sim.report import layers, style
from sim.report.geo import Box, Point
from sim.report.sequence import ground, look
from sim.report.sequence.view import View, slowed
from sim.report.style import Mark

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_WHITE: Final = "#ffffff"
_NEAR_PT: Final = 4.0
"""Around the seat of a township this much is kept free of names."""


def draw(ax: "Axes", view: View, state: State) -> None:
    """Draw what is so at one time, from the ground up."""
    frame, seen = view.sheet.frame, view.seen(state)
    layers.ground(ax, view.sheet, frame, bare=True)
    _dark(ax, view, state)
    ground.under(ax, view, seen, state)
    _roads(ax, view, state)
    _fibres(ax, view, state)
    _spots(ax, view, state)
    _seats(ax, view)
    marks = [*_closed(ax, view, state), *_plant(ax, view, state), *_teams(ax, view, state)]
    shown = [box for box in marks if box is not None]
    shown += ground.over(ax, view, seen, state)
    scale = layers.scale_bar(ax, view.sheet, frame, shown, lift=4.2)
    _names(ax, view, state, [scale, layers.north(ax, view.sheet, frame), *shown])


# --- ground -------------------------------------------------------------------------------------------------


def _dark(ax: "Axes", view: View, state: State) -> None:
    """Hatch what is nearest to the places without mains."""
    from matplotlib.patches import Polygon

    for number in view.dark(state):
        for ring in view.areas[number]:
            fill: dict[str, Any] = {"facecolor": look.DARK, "alpha": 0.42, "zorder": 1.5, "gid": "dark"}
            ax.add_patch(Polygon(ring, edgecolor="none", **fill))
            ax.add_patch(
                Polygon(ring, fill=False, edgecolor=look.DARK_EDGE, hatch=look.HATCH, linewidth=0, zorder=1.6)
            )


def _roads(ax: "Axes", view: View, state: State) -> None:
    """Draw open roads fine and grey, and over them what is slowed and what is closed."""
    from matplotlib.collections import LineCollection

    sheet, slow = view.sheet, slowed(state)
    links = sheet.scenario.links
    seen = [road for road in links if Box.around(sheet.link(road)).grown(0.1).overlaps(sheet.frame)]
    for road_class, width in look.WIDTHS.items():
        ways = [sheet.link(road) for road in seen if road.road_class is road_class]
        ax.add_collection(LineCollection(ways, colors=look.OPEN, linewidths=width, zorder=3.0))
    _over(ax, view, slow, look.SLOWED, look.SLOWED_WIDTH, (0, (3.2, 1.1)))
    _over(ax, view, sorted(state.closed), look.CLOSED, look.CLOSED_WIDTH, "-")


def _over(ax: "Axes", view: View, links: Sequence[int], colour: str, width: float, dashes: Any) -> None:
    from matplotlib.collections import LineCollection

    ways = [view.sheet.link(view.scenario.links[link]) for link in links]
    level = 3.91 if colour == look.SLOWED else 3.93  # above the veil beyond the border
    edge = LineCollection(ways, colors=_WHITE, linewidths=width + look.CASE_WIDTH, zorder=level)
    core = LineCollection(ways, colors=colour, linewidths=width, linestyles=[dashes], zorder=level + 0.01)
    core.set_gid("closed" if colour == look.CLOSED else "slowed")
    ax.add_collection(edge)
    ax.add_collection(core)


def _fibres(ax: "Axes", view: View, state: State) -> None:
    for ends in view.fibres(state):
        xs, ys = zip(*ends, strict=True)
        ax.plot(xs, ys, color=look.FIBRE, linewidth=1.3, linestyle=(0, (1, 1.2)), zorder=3.96, gid="fibre")


def _spots(ax: "Axes", view: View, state: State) -> None:
    """Ring the reach of hazards under way, and mark their middle."""
    from matplotlib.patches import Circle

    for spot in view.spots(state):
        if spot.reach_km is not None:
            ring: dict[str, Any] = {"edgecolor": look.HAZARD, "linewidth": 1.2, "linestyle": (0, (5, 3))}
            ax.add_patch(Circle(spot.point, spot.reach_km, fill=False, zorder=4.1, gid="reach", **ring))
        _mark(ax, look.SPOT, spot.point, "spot")


def _seats(ax: "Axes", view: View) -> None:
    xs, ys = zip(*view.sheet.seats, strict=True)
    edge: dict[str, Any] = {"markeredgecolor": style.INK, "markeredgewidth": 0.7}
    ax.plot(xs, ys, "o", markersize=2.8, color=_WHITE, zorder=4.2, **edge)


# --- marks --------------------------------------------------------------------------------------------------


def _mark(ax: "Axes", mark: Mark, point: Point, gid: str, zorder: float = 5.0) -> Box | None:
    """Draw a mark beside its place; return the box that it covers, in pixels, if it is on the map."""
    x, y = layers.at(ax, point)
    east, north = look.BESIDE_PT.get(gid, (0.0, 0.0))
    scale = style.DPI / layers.POINT_PER_INCH
    spot = layers.to_km(ax, (x + east * scale, y + north * scale))
    if not _inside(ax).holds((x, y)):
        return None
    edge: dict[str, Any] = {"markeredgecolor": _WHITE, "markeredgewidth": 0.7, "linestyle": "none"}
    ax.plot(*spot, mark.marker, color=mark.colour, markersize=mark.size, zorder=zorder, gid=gid, **edge)
    return layers.pixels(ax, spot, mark.size + 1)


def _inside(ax: "Axes") -> Box:
    return Box(*ax.get_window_extent().extents)


def _closed(ax: "Axes", view: View, state: State) -> list[Box | None]:
    """Cross out the middle of each closed road."""
    found = []
    for link in sorted(state.closed):
        (x0, y0), (x1, y1) = view.sheet.link(view.scenario.links[link])
        found.append(_mark(ax, look.CLOSED_MARK, ((x0 + x1) / 2, (y0 + y1) / 2), "cross", 4.6))
    return found


def _plant(ax: "Axes", view: View, state: State) -> list[Box | None]:
    """Mark sites out of service, and posts that cannot be heard."""
    found = [_mark(ax, look.SITE_OUT, point, "site", 4.8) for point in view.sites_out(state)]
    silent = dict.fromkeys(view.silent(state).values())
    return found + [_mark(ax, look.SILENT, point, "silent", 5.2) for point in silent]


def _teams(ax: "Axes", view: View, state: State) -> list[Box | None]:
    """Draw the teams that are out, those in one place as one mark with their number; and ways ahead."""
    for post in (*state.crews.values(), *state.teams.values()):
        if post.eta_ms:
            _ahead(ax, view.path(post))
    found = []
    for (doing, point), number in view.teams(state).items():
        box = _mark(ax, look.TEAMS[doing], point, doing, 5.4)
        found.append(box)
        if number > 1 and box is not None:
            spot = layers.to_km(ax, (box.east + 4, box.centre[1]))
            text = layers.write(ax, str(number), spot, size=6.5, color=look.TEAMS[doing].colour, gid="count")
            found.append(layers.size(text))
    return found


def _ahead(ax: "Axes", path: Sequence[Point]) -> None:
    if len(path) > 1:
        xs, ys = zip(*path, strict=True)
        ax.plot(xs, ys, color=look.TEAMS["moving"].colour, linewidth=0.9, alpha=0.7, zorder=3.97, gid="ahead")


# --- names --------------------------------------------------------------------------------------------------


def _names(ax: "Axes", view: View, state: State, taken: Sequence[Box]) -> None:
    """Write the names of townships in the dark or out of contact, then of rivers, then of other townships."""
    sheet = view.sheet
    struck = _struck(view, state)
    wanted = [
        (sheet.name(town), point, number in struck)
        for number, (town, point) in enumerate(zip(view.scenario.townships, sheet.seats, strict=True))
        if sheet.frame.holds(point)
    ]
    used = [*taken, *(layers.pixels(ax, point, _NEAR_PT) for _, point, _ in wanted)]
    struck_names = [(name, point) for name, point, is_struck in wanted if is_struck]
    others = [(name, point) for name, point, is_struck in wanted if not is_struck]
    rivers = layers.river_names(sheet, sheet.frame)
    for gid, some, colour in (
        ("township-name", struck_names, style.INK),
        ("river-name", rivers, style.RIVER_INK),
        ("township-name", others, style.MUTED),
    ):
        used += layers.spread(ax, some, used, gid=gid, size=look.NAME_PT, color=colour)


def _struck(view: View, state: State) -> frozenset[int]:
    """Return the townships whose seat is dark or not heard."""
    dark = {view.supplied[number].township for number in view.dark(state)}
    silent = view.silent(state)
    return frozenset(
        number for number, town in enumerate(view.scenario.townships) if number in dark or town.id in silent
    )
