"""The map of the district: rivers, roads, bridges, stations, and townships coloured by response time."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from sim.report import layers, legend, style
from sim.report.geo import Box
from sim.report.sheet import Sheet
from sim.report.words import Lang
from sim.scenario.model import Scenario

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SIZE_IN: Final = (11.0, 8.0)
MAIN: Final = (0.006, 0.035, 0.684, 0.96)
INSET: Final = (0.702, 0.535, 0.292, 0.46)
LEGEND: Final = (0.702, 0.035, 0.292, 0.48)
LEGEND_ALONE: Final = (0.702, 0.515, 0.292, 0.48)


def district_map(
    scenario: Scenario, minutes: Mapping[str, float | None], lang: Lang = Lang.ZH, measure: str = "p50"
) -> "Figure":
    """Draw the district with its townships coloured by response time.

    Parameters
    ----------
    scenario
        The scenario, for everything but the colours.
    minutes
        Response time of each township, by its id, in minutes; None or missing where no unit arrived.
    lang
        Language of names and legend.
    measure
        ``p50`` or ``p90``: what `minutes` is, for the legend.

    Returns
    -------
    Figure
        Equal kilometres along both axes; a dense city core has a map of its own at the side.
    """
    from matplotlib.figure import Figure

    figure = Figure(figsize=SIZE_IN, dpi=style.DPI, facecolor="white")
    sheet = Sheet.of(scenario, minutes, lang, ratio=_ratio(MAIN))
    core = sheet.core(_ratio(INSET))
    _main_map(figure.add_axes(MAIN), sheet, core)
    if core is not None:
        _inset_map(figure.add_axes(INSET), sheet, core)
    legend.draw(figure.add_axes(LEGEND if core else LEGEND_ALONE), sheet, measure)
    figure.text(0.008, 0.011, sheet.attribution(), size=7.5, color="#6b7079")
    return figure


def _ratio(rect: tuple[float, float, float, float]) -> float:
    return rect[2] * SIZE_IN[0] / (rect[3] * SIZE_IN[1])


def _main_map(ax: "Axes", sheet: Sheet, core: Box | None) -> None:
    layers.ground(ax, sheet, sheet.frame)
    shown = layers.stations(ax, sheet, sheet.frame, hidden=core)
    scale = layers.scale_bar(ax, sheet, sheet.frame, shown)
    north = layers.north(ax, sheet, sheet.frame)
    taken = [scale, north, *shown]
    if core is not None:
        taken.append(layers.window(ax, sheet, core))
    layers.names(ax, sheet, sheet.frame, taken, hidden=core, neighbours=True)


def _inset_map(ax: "Axes", sheet: Sheet, core: Box) -> None:
    layers.ground(ax, sheet, core)
    shown = layers.stations(ax, sheet, core)
    title = layers.title(ax, sheet, core)
    scale = layers.scale_bar(ax, sheet, core, shown)
    layers.names(ax, sheet, core, [title, scale, *shown])
