"""The legend under the maps of a sequence: what occurs on any of them."""

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from sim.metric.situation import State
from sim.report import legend, style
from sim.report.sequence import ground, hazard_look, look
from sim.report.sequence.view import View, slowed
from sim.report.style import Mark
from sim.report.words import WORDS, say
from sim.terms.enums import HazardKind

ROW_IN: Final = 1.24
"""How far below each other two rows of blocks stand, in inches."""

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes


def draw(ax: "Axes", view: View, states: Sequence[State], columns: int, height_in: float) -> None:
    """Draw what occurs, in blocks: roads, mains and word, teams, ground; so many to a row, hazards below.

    `height_in` is that of the axes, in inches.
    """
    ax.set_axis_off()
    blocks = {
        "key_roads": _roads(view, states),
        "key_cuts": _cuts(view, states),
        "key_teams": _teams(view, states),
        "key_ground": _ground(view, states),
    }
    shown = [(title, handles) for title, handles in blocks.items() if handles]
    for number, (title, handles) in enumerate(shown):
        row, column = divmod(number, columns)
        spot = column / columns, 1.0 - row * ROW_IN / height_in
        legend.block(ax, say(title, view.sheet.lang), handles, spot)
    if perils := hazards(view, states):
        spot = 0.0, 1.0 - math.ceil(len(shown) / columns) * ROW_IN / height_in
        legend.block(ax, say("key_hazards", view.sheet.lang), perils, spot, columns=columns)


def _roads(view: View, states: Sequence[State]) -> "list[Artist]":
    made = [_line(view, "road_open", color=look.OPEN, linewidth=1.3)]
    if any(slowed(state) for state in states):
        made.append(
            _line(
                view, "road_slowed", color=look.SLOWED, linewidth=look.SLOWED_WIDTH, linestyle=(0, (3.2, 1.1))
            )
        )
    if any(state.closed for state in states):
        cross = {"marker": look.CLOSED_MARK.marker, "markersize": look.CLOSED_MARK.size}
        made.append(
            _line(view, "road_closed", color=look.CLOSED, linewidth=2.4, markeredgecolor="#ffffff", **cross)
        )
    return made[::-1]


def _cuts(view: View, states: Sequence[State]) -> "list[Artist]":
    made: list[Artist] = []
    if any(view.dark(state) for state in states):
        made.append(_patch(view, "area_dark"))
    if any(view.silent(state) for state in states):
        made.append(_mark(view, look.SILENT, "place_silent"))
    if any(view.sites_out(state) for state in states):
        made.append(_mark(view, look.SITE_OUT, "site_out"))
    if any(state.fibres for state in states):
        made.append(_line(view, "fibre_broken", color=look.FIBRE, linewidth=1.3, linestyle=(0, (1, 1.2))))
    return made


def _patch(view: View, word: str) -> "Artist":
    from matplotlib.patches import Patch

    look_of: dict[str, Any] = {
        "facecolor": "#B4B8C0",
        "edgecolor": look.DARK_EDGE,
        "linewidth": 0,
        "hatch": look.HATCH,
    }
    return Patch(label=say(word, view.sheet.lang), **look_of)


def _teams(view: View, states: Sequence[State]) -> "list[Artist]":
    out = [counted for state in states for counted in view.teams(state).items()]
    doings = {doing for (doing, _), _ in out}
    made = [_mark(view, mark, f"team_{doing}") for doing, mark in look.TEAMS.items() if doing in doings]
    if any(number > 1 for _, number in out):
        made.append(_line(view, "team_many", linestyle="none"))
    return made


def _ground(view: View, states: Sequence[State]) -> "list[Artist]":
    spots = [spot for state in states for spot in view.spots(state)]
    made: list[Artist] = []
    if any(spot.reach_km is not None for spot in spots):
        made.append(_line(view, "hazard_reach", color=look.HAZARD, linewidth=1.2, linestyle=(0, (5, 3))))
    if spots:
        made.append(_mark(view, look.SPOT, "hazard_spot"))
    made.append(_mark(view, Mark("o", "#ffffff", 3.4), "township_seat", edge=style.INK))
    if any(line.kind == "river" for line in view.scenario.lines):
        made.append(_line(view, "river", color=style.RIVER, linewidth=4.0))
    if view.sheet.borders:
        made.append(_line(view, "border", color=style.MUTED, linewidth=1.2, linestyle=style.BORDER_DASHES))
    return made


def hazards(view: View, states: Sequence[State]) -> "list[Artist]":
    """Return what stands for the hazards that are seen on any of the maps."""
    return [*_fields(view, states), *_on_roads(view, states)]


def _fields(view: View, states: Sequence[State]) -> "Iterator[Artist]":
    most: dict[HazardKind, float] = {}
    for field in (field for state in states for field in view.seen(state).fields):
        most[field.kind] = max(field.most, most.get(field.kind, 0.0))
    for mm_h, colour in zip(hazard_look.RAIN_MM_H, hazard_look.RAIN, strict=True):
        if most.get(HazardKind.RAINSTORM, 0.0) > mm_h:
            name = WORDS["hazard_rain"].fill(mm_h=mm_h).of(view.sheet.lang)
            yield _fill(name, colour, hazard_look.RAIN_ALPHA)
    if any(ground.rises(view, view.seen(state)) for state in states):
        name = WORDS["hazard_risen"].fill(m=hazard_look.RISEN_M).of(view.sheet.lang)
        yield _named(name, color=hazard_look.RISEN, linewidth=4.5)
    if HazardKind.WILDFIRE in most:
        yield _fill(say("hazard_burning", view.sheet.lang), hazard_look.BURNING)
        yield _fill(say("hazard_burnt", view.sheet.lang), hazard_look.BURNT)
    if most.get(HazardKind.CHEMICAL, 0.0) > 1:
        yield _fill(say("hazard_gas", view.sheet.lang), hazard_look.GAS, 0.6)
    if HazardKind.EARTHQUAKE in most:
        yield _line(view, "hazard_intensity", color=hazard_look.QUAKE, linewidth=1.1)
        yield _mark(view, hazard_look.EPICENTRE, "hazard_epicentre")


def _on_roads(view: View, states: Sequence[State]) -> "Iterator[Artist]":
    if any(ground.slides(view, state) for state in states):
        yield _mark(view, hazard_look.SLIDE, "hazard_slide")
    for kind, colour in hazard_look.ON_ROADS.items():
        if any(ground.links(state, kind) for state in states):
            yield _line(view, f"hazard_{kind.value}", color=colour, linewidth=5.0, alpha=0.55)


def _fill(name: str, colour: str, alpha: float = 1.0) -> "Artist":
    from matplotlib.patches import Patch

    return Patch(label=name, facecolor=colour, alpha=alpha)


def _line(view: View, word: str, **how: Any) -> "Artist":
    return _named(say(word, view.sheet.lang), **how)


def _named(name: str, **how: Any) -> "Artist":
    from matplotlib.lines import Line2D

    return Line2D([], [], label=name, **how)


def _mark(view: View, mark: Mark, word: str, edge: str = "#ffffff") -> "Artist":
    how: dict[str, Any] = {"marker": mark.marker, "markersize": mark.size, "markeredgecolor": edge}
    return _line(view, word, linestyle="none", color=mark.colour, **how)
