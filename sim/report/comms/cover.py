"""Coverage of each radio site, one small map for each."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from sim.record.survey import Coverage, SiteLink, SiteState, Survey
from sim.report import layers, style
from sim.report.comms import style as marks
from sim.report.comms.words import LEVELS, name_of, say
from sim.report.geo import Point
from sim.report.say import percent
from sim.report.sheet import Sheet
from sim.report.words import Lang
from sim.scenario.model import Scenario

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLUMNS: Final = 3
PANEL_IN: Final = 3.6
MOST: Final = 24
"""How many sites are drawn, in their order."""


def coverage_maps(scenario: Scenario, survey: Survey, lang: Lang) -> "Figure":
    """Draw, for each radio site, which nodes it covers while it works.

    Parameters
    ----------
    scenario, survey
        What was surveyed, and what was found.
    lang
        Language of the figure.
    """
    from matplotlib.figure import Figure

    sites = survey.sites[:MOST]
    columns = min(COLUMNS, max(1, len(sites)))
    rows = max(1, math.ceil(len(sites) / columns))
    size = (max(2, columns) * PANEL_IN, rows * PANEL_IN + 0.75)
    figure = Figure(figsize=size, dpi=style.DPI, facecolor="white")
    sheet = Sheet.of(scenario, {}, lang, ratio=1.0)
    width, height = PANEL_IN / size[0], PANEL_IN / size[1]
    for number, state in enumerate(sites):
        left, top = number % columns * width, 1 - 0.75 / size[1] - number // columns * height
        ax = figure.add_axes((left + 0.012, top - height + 0.012, width - 0.024, height - 0.33 / size[1]))
        _panel(ax, sheet, survey, state)
    _heading(figure, lang)
    return figure


def _heading(figure: "Figure", lang: Lang) -> None:
    from matplotlib.lines import Line2D

    high = figure.get_size_inches()[1]
    figure.text(0.014, 1 - 0.12 / high, say("coverage_note", lang), size=10, va="top", color=style.INK)
    shown = [
        Line2D([], [], linestyle="none", marker="o", color=colour, label=say(word, lang))
        for word, colour in marks.PANEL.items()
    ]
    spot = (0.005, 1 - 0.36 / high)
    figure.legend(
        handles=shown, loc="upper left", bbox_to_anchor=spot, ncols=4, fontsize=9, borderaxespad=0.0
    )


def _panel(ax: "Axes", sheet: Sheet, survey: Survey, state: SiteState) -> None:
    lang = sheet.lang
    layers.ground(ax, sheet, sheet.frame, bare=True)
    links = [link for link in survey.links if link.site == state.site.id]
    for word, points in _groups(sheet, links).items():
        if points:
            look: dict[str, Any] = {"markersize": 4.5, "markeredgecolor": "#ffffff", "markeredgewidth": 0.4}
            ax.plot(*zip(*points, strict=True), "o", color=marks.PANEL[word], zorder=4.4, gid=word, **look)
    mark, place = marks.SITES[state.level], sheet.plane.at(state.lon, state.lat)
    white: dict[str, Any] = {"markersize": mark.size, "markeredgecolor": "#ffffff"}
    ax.plot(*place, mark.marker, color=mark.colour, zorder=5, gid="site", **white)
    layers.scale_bar(ax, sheet, sheet.frame, lift=5.0)
    held, carried = (row for row in survey.coverage if row.whole == state.site)
    told = say("panel", lang, handheld=_share(held), vehicle=_share(carried))
    name = f"{name_of(state.site, lang)} · {LEVELS[state.level].of(lang)}"
    ax.set_title(f"{name}\n{told}", fontsize=8.5, loc="left", pad=3, color=style.INK)


def _share(row: Coverage) -> str:
    return percent(row.people_both, 0)


def _groups(sheet: Sheet, links: Sequence[SiteLink]) -> dict[str, list[Point]]:
    """Return the nodes by what the site is worth to them."""
    found: dict[str, list[Point]] = {word: [] for word in reversed(marks.PANEL)}
    for link in links:
        found[_worth(link)].append(sheet.nodes[link.node])
    return found


def _worth(link: SiteLink) -> str:
    if link.handheld_db >= 0:
        return "by_handheld"
    if link.vehicle_db >= 0:
        return "by_vehicle"
    return "hears_only" if max(link.handheld_down_db, link.vehicle_down_db) >= 0 else "node_none"
