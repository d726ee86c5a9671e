"""The map of a survey: what covers each node, sites and backhaul, fibre, cells out, townships in the dark."""

from typing import TYPE_CHECKING, Any

from sim.record.survey import SiteLink, SiteState, Survey
from sim.report import layers, style
from sim.report.comms import style as marks
from sim.report.comms.key import draw_key
from sim.report.comms.words import name_of
from sim.report.geo import Box, Point, cells
from sim.report.maps import INSET, MAIN, SIZE_IN
from sim.report.sheet import Sheet
from sim.report.style import Mark
from sim.report.words import Lang
from sim.scenario.model import Scenario
from sim.terms.enums import Degradation, TelecomKind

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

KEY = (0.702, 0.02, 0.292, 0.505)
KEY_ALONE = (0.702, 0.47, 0.292, 0.505)


class Plot:
    """A survey on the plane.

    Parameters
    ----------
    sheet, survey
        The scenario on the plane, and what was found.

    Attributes
    ----------
    sites
        Place of each radio site, by its id.
    best
        For each node that is covered, the link that is worth most to a handheld there.
    """

    def __init__(self, sheet: Sheet, survey: Survey) -> None:
        self.sheet, self.survey = sheet, survey
        self.levels = {state.site.id: state.level for state in survey.sites}
        self.sites = {state.site.id: sheet.plane.at(state.lon, state.lat) for state in survey.sites}
        self.telecom = {row.id: sheet.nodes[row.node] for row in sheet.scenario.telecom}
        self.best: dict[str, SiteLink] = {}
        for link in survey.links:
            held = self.best.get(link.node)
            if self._rank(link) is not None and (held is None or self._rank(link) > self._rank(held)):
                self.best[link.node] = link

    def reach(self, node: str) -> str:
        """Return what covers a node, as a word."""
        link = self.best.get(node)
        if link is None:
            return "node_none"
        if self.levels[link.site] is not Degradation.WIDE_AREA:
            return "node_single"
        return "node_wide" if link.handheld_db >= marks.STRONG_DB else "node_weak"

    def home(self) -> list[str]:
        """Return the nodes that are shown, in order."""
        return [node.id for node in self.sheet.scenario.nodes if node.id in self._known]

    @property
    def _known(self) -> dict[str, None]:
        if not self.survey.links:
            home = {district.id for district in self.sheet.scenario.districts if district.home}
            return {node.id: None for node in self.sheet.scenario.nodes if node.district in home}
        return {link.node: None for link in self.survey.links}

    def _rank(self, link: SiteLink) -> Any:
        """Return what a link is worth now, wide area before its margin; None for nothing."""
        level = self.levels[link.site]
        if level is Degradation.DIRECT or link.handheld_db < 0:
            return None
        return level is Degradation.WIDE_AREA, link.handheld_db


def network_map(scenario: Scenario, survey: Survey, lang: Lang) -> "Figure":
    """Draw the network as it is.

    Parameters
    ----------
    scenario, survey
        What was surveyed, and what was found.
    lang
        Language of names and legend.

    Returns
    -------
    Figure
        Equal kilometres along both axes; a dense city core has a map of its own at the side.
    """
    from matplotlib.figure import Figure

    figure = Figure(figsize=SIZE_IN, dpi=style.DPI, facecolor="white")
    sheet = Sheet.of(scenario, {}, lang, ratio=_ratio(MAIN))
    plot, core = Plot(sheet, survey), sheet.core(_ratio(INSET))
    _main(figure.add_axes(MAIN), plot, core)
    if core is not None:
        _inset(figure.add_axes(INSET), plot, core)
    draw_key(figure.add_axes(KEY if core else KEY_ALONE), sheet, survey)
    figure.text(0.008, 0.011, sheet.attribution(), size=7.5, color=style.MUTED)
    return figure


def _ratio(rect: tuple[float, float, float, float]) -> float:
    return rect[2] * SIZE_IN[0] / (rect[3] * SIZE_IN[1])


def _main(ax: "Axes", plot: Plot, core: Box | None) -> None:
    sheet = plot.sheet
    covered = _ground(ax, plot, sheet.frame, core)
    taken = [
        layers.scale_bar(ax, sheet, sheet.frame, covered),
        layers.north(ax, sheet, sheet.frame),
        *covered,
    ]
    if core is not None:
        taken.append(layers.window(ax, sheet, core))
    _names(ax, plot, sheet.frame, taken, core)


def _inset(ax: "Axes", plot: Plot, core: Box) -> None:
    covered = _ground(ax, plot, core, None)
    title = layers.title(ax, plot.sheet, core)
    scale = layers.scale_bar(ax, plot.sheet, core, covered)
    _names(ax, plot, core, [title, scale, *covered], None)


def _names(ax: "Axes", plot: Plot, frame: Box, taken: list[Box], hidden: Box | None) -> None:
    """Write the names of radio sites, then those of places around them."""
    sites = [
        (name_of(state.site, plot.sheet.lang), plot.sites[state.site.id])
        for state in plot.survey.sites
        if frame.holds(plot.sites[state.site.id]) and not (hidden and hidden.holds(plot.sites[state.site.id]))
    ]
    used = [*taken, *layers.spread(ax, sites, taken, gid="site-name", color=marks.SITE_INK, size=8.0)]
    layers.names(ax, plot.sheet, frame, used, hidden=hidden, neighbours=hidden is not None)


def _ground(ax: "Axes", plot: Plot, frame: Box, hidden: Box | None) -> list[Box]:
    """Draw everything but names; return the boxes that marks cover, in pixels."""
    layers.ground(ax, plot.sheet, frame, bare=True)
    _dark(ax, plot, frame)
    _cables(ax, plot)
    _spokes(ax, plot)
    _backhaul(ax, plot)
    _nodes(ax, plot)
    _centre(ax, plot, hidden)
    return [*_telecom(ax, plot, frame, hidden), *_sites(ax, plot, frame, hidden)]


def _centre(ax: "Axes", plot: Plot, hidden: Box | None) -> None:
    """Ring the dispatch centre, where the scenario says where it stands."""
    for post in plot.sheet.scenario.posts:
        point = plot.sheet.nodes[post.node]
        if post.id == plot.survey.centre.id and not (hidden and hidden.holds(point)):
            ring: dict[str, Any] = {"markerfacecolor": "none", "markeredgewidth": 1.8, "gid": "centre"}
            mark = marks.CENTRE
            size, colour = mark.size, mark.colour
            ax.plot(*point, mark.marker, markersize=size, markeredgecolor=colour, zorder=5.1, **ring)


def _dark(ax: "Axes", plot: Plot, frame: Box) -> None:
    """Hatch the townships without mains."""
    from matplotlib.patches import Polygon

    sheet = plot.sheet
    whole = Box.around([*sheet.frame.corners, *frame.corners]).corners
    for ring in sheet.rings or [list(whole)]:
        for township, cell in zip(sheet.scenario.townships, cells(sheet.seats, ring), strict=True):
            if township.id in plot.survey.dark and cell:
                ax.add_patch(
                    Polygon(cell, facecolor="#C4C8CE", edgecolor=marks.DARK, hatch="////", linewidth=0.6,
                            zorder=1.5, gid="dark")
                )  # fmt: skip


def _line(ax: "Axes", one: Point, other: Point, **look: Any) -> None:
    ax.plot(*zip(one, other, strict=True), **look)


def _cables(ax: "Axes", plot: Plot) -> None:
    kinds = {state.site.id: state.kind for state in plot.survey.telecom}
    for cable in plot.survey.fibres:
        trunk = TelecomKind.CELL not in (kinds[cable.a], kinds[cable.b])
        colour = marks.CUT if not cable.whole else marks.TRUNK if trunk else marks.ACCESS
        dashes = "-" if cable.whole else (0, (2, 1.6))
        width = 2.4 if trunk else 0.9
        ends = plot.telecom[cable.a], plot.telecom[cable.b]
        _line(
            ax, *ends, color=colour, linewidth=width, linestyle=dashes, zorder=3.2 + 0.2 * trunk, gid="fibre"
        )


def _spokes(ax: "Axes", plot: Plot) -> None:
    for node, link in plot.best.items():
        ends = plot.sheet.nodes[node], plot.sites[link.site]
        _line(
            ax, *ends, color=marks.REACH[plot.reach(node)], linewidth=0.5, alpha=0.45, zorder=2.6, gid="spoke"
        )


def _backhaul(ax: "Axes", plot: Plot) -> None:
    for state in plot.survey.sites:
        far = plot.telecom.get(state.backhaul) or plot.sites.get(state.backhaul)
        if far is not None:
            colour = marks.BACKHAUL if _is_joined(state) else marks.CUT
            look: dict[str, Any] = {"linewidth": 1.7, "zorder": 4.2, "gid": "backhaul"}
            _line(ax, plot.sites[state.site.id], far, color=colour, linestyle=(0, (5, 2)), **look)


def _is_joined(state: SiteState) -> bool:
    return state.level is Degradation.WIDE_AREA


def _nodes(ax: "Axes", plot: Plot) -> None:
    groups: dict[str, list[Point]] = {word: [] for word in marks.REACH}
    for node in plot.home():
        groups[plot.reach(node)].append(plot.sheet.nodes[node])
    for word, points in groups.items():
        if points:
            look: dict[str, Any] = {"markersize": 4.8, "markeredgecolor": "#ffffff", "markeredgewidth": 0.5}
            ax.plot(*zip(*points, strict=True), "o", color=marks.REACH[word], zorder=4.4, gid=word, **look)


def _telecom(ax: "Axes", plot: Plot, frame: Box, hidden: Box | None) -> list[Box]:
    """Draw cores, hubs and cells beside their nodes; those out of service are crossed out."""
    covered = []
    for state in plot.survey.telecom:
        x, y = plot.telecom[state.site.id]
        point = (x, y - frame.height * 0.011) if state.kind is TelecomKind.CELL else (x, y)
        if not frame.holds(point) or (hidden and hidden.holds(point)):
            continue
        mark = marks.TELECOM[state.kind]
        _mark(ax, mark, point, 4.6, state.kind.value)
        covered.append(layers.pixels(ax, point, mark.size))
        if not state.serving:
            out = marks.OUT
            ax.plot(
                *point,
                out.marker,
                color=out.colour,
                markersize=out.size,
                markeredgewidth=2.0,
                zorder=4.9,
                gid="out",
            )
            covered.append(layers.pixels(ax, point, out.size))
    return covered


def _sites(ax: "Axes", plot: Plot, frame: Box, hidden: Box | None) -> list[Box]:
    covered = []
    for state in plot.survey.sites:
        point = plot.sites[state.site.id]
        if frame.holds(point) and not (hidden and hidden.holds(point)):
            mark = marks.SITES[state.level]
            _mark(ax, mark, point, 5.2, "site")
            covered.append(layers.pixels(ax, point, mark.size))
    return covered


def _mark(ax: "Axes", mark: Mark, point: Point, zorder: float, gid: str) -> None:
    look: dict[str, Any] = {"markersize": mark.size, "markeredgecolor": "#ffffff", "markeredgewidth": 0.8}
    ax.plot(*point, mark.marker, color=mark.colour, zorder=zorder, gid=gid, **look)
