"""The legend under the maps of a sequence: what occurs on any of them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sim.metric.situation import State
from sim.report import legend, style
from sim.report.sequence import look
from sim.report.sequence.view import View, slowed
from sim.report.style import Mark
from sim.report.words import say

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes


def draw(ax: "Axes", view: View, states: Sequence[State]) -> None:
    """Draw four blocks side by side: roads, mains and word, teams, ground."""
    ax.set_axis_off()
    blocks = {
        "key_roads": _roads(view, states),
        "key_cuts": _cuts(view, states),
        "key_teams": _teams(view),
        "key_ground": _ground(view, states),
    }
    for number, (title, handles) in enumerate(blocks.items()):
        legend.block(ax, say(title, view.sheet.lang), handles, (number / len(blocks), 1.0))


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
    from matplotlib.patches import Patch

    made: list[Artist] = [
        Patch(
            facecolor="#B4B8C0",
            edgecolor=look.DARK_EDGE,
            linewidth=0,
            hatch=look.HATCH,
            label=say("area_dark", view.sheet.lang),
        ),
        _mark(view, look.SILENT, "place_silent"),
    ]
    if any(view.sites_out(state) for state in states):
        made.append(_mark(view, look.SITE_OUT, "site_out"))
    if any(state.fibres for state in states):
        made.append(_line(view, "fibre_broken", color=look.FIBRE, linewidth=1.3, linestyle=(0, (1, 1.2))))
    return made


def _teams(view: View) -> "list[Artist]":
    from matplotlib.lines import Line2D

    made: list[Artist] = [_mark(view, mark, f"team_{doing}") for doing, mark in look.TEAMS.items()]
    number = Line2D([], [], linestyle="none", label=say("team_many", view.sheet.lang))
    return [*made, number]


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
