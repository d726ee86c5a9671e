"""The legend of a survey's map, with the time and how many are heard above it."""

from typing import TYPE_CHECKING, Any

from sim.record.survey import Survey
from sim.report import legend, style
from sim.report.comms import style as marks
from sim.report.comms.told import heading
from sim.report.comms.words import LEVELS, WORDS, say
from sim.report.sheet import Sheet
from sim.report.words import Lang
from sim.terms.enums import TelecomKind

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes


def draw_key(ax: "Axes", sheet: Sheet, survey: Survey) -> None:
    """Draw the heading of a survey, and below it what the marks of its map mean."""
    lang = sheet.lang
    ax.set_axis_off()
    head = heading(sheet.scenario, survey, lang)
    title, _, when = head.title.partition("  ")
    told = head.told
    lines = [title, when, f"{told[0]}  {told[1]}", f"{told[2]}", told[3]]
    for number, line in enumerate(lines):
        look: dict[str, Any] = {"size": 11.0 if not number else 8.8, "color": style.INK}
        ax.text(0.0, 0.99 - number * 0.052, line, transform=ax.transAxes, va="top", **look)
    legend.block(ax, say("map_nodes", lang), _node_handles(lang), (-0.02, 0.71))
    legend.block(ax, say("map_sites", lang), _site_handles(survey, lang), (0.61, 0.71))
    legend.block(ax, say("map_public", lang), _public_handles(lang), (-0.02, 0.36), columns=2)


def _line(colour: str, width: float, label: str, **look: Any) -> "Artist":
    from matplotlib.lines import Line2D

    return Line2D([], [], color=colour, linewidth=width, label=label, **look)


def _point(mark: style.Mark, label: str, **look: Any) -> "Artist":
    from matplotlib.lines import Line2D

    shown: dict[str, Any] = {"markersize": mark.size, "markeredgecolor": "#ffffff", **look}
    return Line2D([], [], linestyle="none", marker=mark.marker, color=mark.colour, label=label, **shown)


def _node_handles(lang: Lang) -> "list[Artist]":
    nodes = [_point(style.Mark("o", colour, 6.0), say(word, lang)) for word, colour in marks.REACH.items()]
    return [*nodes, _line(marks.REACH["node_weak"], 0.9, say("best", lang))]


def _site_handles(survey: Survey, lang: Lang) -> "list[Artist]":
    """Return a mark for each level, those that no site has left out, and for the links of sites."""
    found = {state.level for state in survey.sites}
    sites = [_point(mark, LEVELS[level].of(lang)) for level, mark in marks.SITES.items() if level in found]
    dashes: dict[str, Any] = {"linestyle": (0, (3, 1.5))}
    return [
        *sites,
        _line(marks.BACKHAUL, 1.7, say("backhaul", lang), **dashes),
        _line(marks.CUT, 1.7, say("backhaul_lost", lang), **dashes),
    ]


def _public_handles(lang: Lang) -> "list[Artist]":
    from matplotlib.patches import Patch

    names = {TelecomKind.CORE: "core", TelecomKind.HUB: "hub", TelecomKind.CELL: "cell"}
    crossed: dict[str, Any] = {"markeredgecolor": marks.OUT.colour, "markeredgewidth": 2.0}
    ring: dict[str, Any] = {"markerfacecolor": "none", "markeredgecolor": style.INK, "markersize": 11.0}
    return [
        *(_point(mark, WORDS[names[kind]].of(lang)) for kind, mark in marks.TELECOM.items()),
        _point(marks.OUT, say("out", lang), **crossed),
        _line(marks.TRUNK, 2.4, say("trunk_fibre", lang)),
        _line(marks.ACCESS, 1.2, say("access_fibre", lang)),
        _line(marks.CUT, 1.8, say("cut_fibre", lang), linestyle=(0, (2, 1.2))),
        _point(marks.CENTRE, say("centre", lang), **ring),
        Patch(facecolor="#C4C8CE", edgecolor=marks.DARK, hatch="////", label=say("dark", lang)),
    ]
