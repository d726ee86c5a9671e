"""The legend under the maps of a sequence: what occurs on any of them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from sim.metric.situation import State
from sim.report import legend, style
from sim.report.sequence import look
from sim.report.sequence.view import View, slowed
from sim.report.style import Mark
from sim.report.words import say

_ROW_SHARE: Final = 0.27
"""How far below each other two rows of blocks stand, as a share of the height of the legend."""

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes


def draw(ax: "Axes", view: View, states: Sequence[State], columns: int) -> None:
    """Draw what occurs, in blocks: roads, mains and word, teams, ground; so many blocks to a row."""
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
        legend.block(ax, say(title, view.sheet.lang), handles, (column / columns, 1.0 - row * _ROW_SHARE))


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


def _line(view: View, word: str, **how: Any) -> "Artist":
    from matplotlib.lines import Line2D

    return Line2D([], [], label=say(word, view.sheet.lang), **how)


def _mark(view: View, mark: Mark, word: str, edge: str = "#ffffff") -> "Artist":
    how: dict[str, Any] = {"marker": mark.marker, "markersize": mark.size, "markeredgecolor": edge}
    return _line(view, word, linestyle="none", color=mark.colour, **how)
