"""Hazards on a map of the sequence: rain, rivers in flood, slides, fire, shaking and gas where they are.

What is broken stands in the log. Rain, fire, shaking and gas are handed in as fields, for the log tells only
when they begin and end.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from sim.metric.situation import State
from sim.record.hazard_fields import Field, Seen
from sim.report import layers, style
from sim.report.geo import Box, Point
from sim.report.sequence import hazard_look as look
from sim.report.sequence.view import View
from sim.report.style import Mark
from sim.terms.enums import DamageKind, HazardKind

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_WHITE: Final = "#ffffff"


def under(ax: "Axes", view: View, seen: Seen, state: State) -> None:
    """Draw what lies under the roads, and what stands on them."""
    for field in seen.fields:
        if field.kind in _UNDER:
            _UNDER[field.kind](ax, view, field, seen)
    _rivers(ax, view, seen)
    _on_roads(ax, view, state)


def over(ax: "Axes", view: View, seen: Seen, state: State) -> list[Box]:
    """Draw the marks of slides and shocks, and name lines of intensity; return what they cover, in pixels."""
    covered = [_slide(ax, point) for point in slides(view, state) if view.sheet.frame.holds(point)]
    for number, shock in enumerate(seen.epicentres):
        point = view.sheet.plane.at(shock.lon, shock.lat)
        if view.sheet.frame.holds(point):
            mark = look.AFTERSHOCK if number else look.EPICENTRE
            _mark(ax, mark, point, "epicentre")
            covered.append(layers.pixels(ax, point, mark.size))
    for field in seen.fields:
        if field.kind is HazardKind.EARTHQUAKE:
            covered += _shaking(ax, view, field, covered)
    return covered


def slides(view: View, state: State) -> list[Point]:
    """Return the middles of the links on which a slide lies, each once."""
    return [_middle(view, link) for link in links(state, DamageKind.SLIDE)]


def links(state: State, kind: DamageKind) -> list[int]:
    """Return the links that are broken in a way, each once, in their order."""
    return sorted({broken.target for broken in state.broken.values() if broken.kind == kind.value})


def rises(view: View, seen: Seen) -> dict[str, float]:
    """Return the rivers in flood by name, in the language of the map, and how far they have risen in m."""
    rows = view.scenario.lines
    return {view.sheet.name(rows[row]): m for row, m in seen.rises_m.items() if m >= look.RISEN_M}


def _middle(view: View, link: int) -> Point:
    (x0, y0), (x1, y1) = view.sheet.link(view.scenario.links[link])
    return (x0 + x1) / 2, (y0 + y1) / 2


# --- fields -------------------------------------------------------------------------------------------------


def _plane(view: View, field: Field) -> tuple[list[float], list[float]]:
    """Return where the columns and rows of a field lie on the plane."""
    at = view.sheet.plane.at
    return [at(lon, field.lats[0])[0] for lon in field.lons], [
        at(field.lons[0], lat)[1] for lat in field.lats
    ]


def _rain(ax: "Axes", view: View, field: Field, seen: Seen) -> None:
    levels = [*look.RAIN_MM_H, max(field.most, look.RAIN_MM_H[-1]) + 1]
    if field.most > levels[0]:
        grid = _plane(view, field)
        fill: dict[str, Any] = {"levels": levels, "colors": look.RAIN, "alpha": look.RAIN_ALPHA}
        ax.contourf(*grid, field.values, zorder=1.2, **fill).set_gid("rain")
        line: dict[str, Any] = {"levels": levels[:-1], "colors": look.RAIN[2], "linewidths": 0.5}
        ax.contour(*grid, field.values, zorder=1.3, **line)


def _fire(ax: "Axes", view: View, field: Field, seen: Seen) -> None:
    """Fill the cells that have burnt, and over them those that burn."""
    from matplotlib.collections import PolyCollection

    xs, ys = (_edges(line) for line in _plane(view, field))
    for least_h, most_h, colour, gid in (
        (seen.flames_h, float("inf"), look.BURNT, "burnt"),
        (0.0, seen.flames_h, look.BURNING, "burning"),
    ):
        squares = [
            [(xs[j], ys[i]), (xs[j + 1], ys[i]), (xs[j + 1], ys[i + 1]), (xs[j], ys[i + 1])]
            for i, row in enumerate(field.values)
            for j, age_h in enumerate(row)
            if least_h <= age_h < most_h
        ]
        if squares:
            made = PolyCollection(squares, facecolors=colour, edgecolors=colour, linewidths=0.2, zorder=2.8)
            made.set_gid(gid)
            ax.add_collection(made)


def _edges(middles: Sequence[float]) -> list[float]:
    """Return the edges of even cells by their middles."""
    half = (middles[1] - middles[0]) / 2
    return [middles[0] - half, *((a + b) / 2 for a, b in pairwise(middles)), middles[-1] + half]


def _gas(ax: "Axes", view: View, field: Field, seen: Seen) -> None:
    if field.most > 1:
        grid, levels = _plane(view, field), [1.0, max(field.most, 1.0) + 1]
        ax.contourf(*grid, field.values, levels=levels, colors=[look.GAS], alpha=0.6, zorder=2.8).set_gid(
            "gas"
        )


_UNDER: Final = {
    HazardKind.RAINSTORM: _rain,
    HazardKind.WILDFIRE: _fire,
    HazardKind.CHEMICAL: _gas,
}


def _shaking(ax: "Axes", view: View, field: Field, taken: Sequence[Box]) -> list[Box]:
    """Draw the lines of intensity, each with its degree; return what the degrees cover, in pixels."""
    levels = [degree for degree in look.DEGREES if degree < field.most]
    if not levels:
        return []
    line: dict[str, Any] = {"levels": levels, "colors": look.QUAKE, "linewidths": 1.1}
    drawn = ax.contour(*_plane(view, field), field.values, zorder=4.05, **line)
    drawn.set_gid("intensity")
    found: list[Box] = []
    for degree, lines in zip(levels, drawn.allsegs, strict=True):
        points = [(float(x), float(y)) for points in lines for x, y in points]
        found += _degree(ax, view, look.DEGREES[degree], points, [*taken, *found])
    return found


def _degree(ax: "Axes", view: View, name: str, points: Sequence[Point], taken: Sequence[Box]) -> list[Box]:
    """Write a degree on its line, at the northernmost free point on the map; return what it covers."""
    inner = view.sheet.frame.grown(-view.sheet.frame.width * 0.03)
    for point in sorted((point for point in points if inner.holds(point)), key=lambda point: -point[1]):
        text = layers.write(ax, name, point, size=7.5, color=look.QUAKE, gid="degree")
        box = layers.size(text).grown(2)
        if not any(box.overlaps(other) for other in taken):
            return [box]
        text.remove()
    return []


# --- rivers and roads ---------------------------------------------------------------------------------------


def _rivers(ax: "Axes", view: View, seen: Seen) -> None:
    for row, risen_m in seen.rises_m.items():
        if risen_m >= look.RISEN_M:
            xs, ys = zip(*view.sheet.path(view.scenario.lines[row]), strict=True)
            line: dict[str, Any] = {"color": look.RISEN, "linewidth": look.RISEN_WIDTH}
            ax.plot(xs, ys, solid_capstyle="round", zorder=2.1, gid="risen", **line)


def _on_roads(ax: "Axes", view: View, state: State) -> None:
    from matplotlib.collections import LineCollection

    for kind, colour in look.ON_ROADS.items():
        ways = [view.sheet.link(view.scenario.links[link]) for link in links(state, kind)]
        made = LineCollection(ways, colors=colour, linewidths=look.ON_ROADS_WIDTH, alpha=0.55, zorder=3.9)
        made.set_gid(kind.value)
        ax.add_collection(made)


# --- marks --------------------------------------------------------------------------------------------------


def _slide(ax: "Axes", point: Point) -> Box:
    x, y = layers.at(ax, point)
    east, north = (pt * style.DPI / layers.POINT_PER_INCH for pt in look.SLIDE_BESIDE_PT)
    spot = layers.to_km(ax, (x + east, y + north))
    _mark(ax, look.SLIDE, spot, "slide")
    return layers.pixels(ax, spot, look.SLIDE.size + 1)


def _mark(ax: "Axes", mark: Mark, point: Point, gid: str) -> None:
    edge: dict[str, Any] = {"markeredgecolor": _WHITE, "markeredgewidth": 0.6, "linestyle": "none"}
    ax.plot(*point, mark.marker, color=mark.colour, markersize=mark.size, zorder=4.5, gid=gid, **edge)
