"""The figure of a sequence: a map for each time, two to a row, one legend for all."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from sim.metric.situation import Situation, State
from sim.report import style
from sim.report.sequence import key, panel
from sim.report.sequence.times import Moment, chosen, moments
from sim.report.sequence.view import View
from sim.report.sheet import Sheet
from sim.report.words import WORDS, Both, Lang, term
from sim.scenario.model import Scenario

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH_IN: Final = 11.0
EDGE_IN: Final = 0.07
HEAD_IN: Final = 0.68
MAP_IN: Final = 4.95
KEY_IN: Final = 1.25
FOOT_IN: Final = 0.24
_LINE_IN: Final = 0.17


def sequence(
    scenario: Scenario,
    situation: Situation,
    span: tuple[datetime, int],
    lang: Lang,
    hours: Sequence[float] | None = None,
) -> "Figure":
    """Draw the maps of a run.

    Parameters
    ----------
    scenario
        What the log is a log of.
    situation
        What was so at any time; something was cut, or broke.
    span
        The date on which the run starts, and how long it lasts in ms.
    lang
        Language of the figure.
    hours
        Hours after the first cut at which a map is drawn, besides the one before it; where None, those of
        `sim.report.sequence.times.chosen`.

    Raises
    ------
    ValueError
        If nothing was cut and nothing broke: there is no sequence then.
    """
    from matplotlib.figure import Figure

    if situation.begin_ms is None:
        raise ValueError("nothing was cut: no sequence of maps")
    times = moments(situation.begin_ms, span[1], hours or chosen(situation, span[1]), span[0])
    figure = Figure(figsize=(WIDTH_IN, _height_in(len(times))), dpi=style.DPI, facecolor="white")
    view = View(Sheet.of(scenario, {}, lang, ratio=_map_width_in() / MAP_IN))
    states = [situation.at(moment.t_ms) for moment in times]
    for number, (moment, state) in enumerate(zip(times, states, strict=True)):
        _panel(figure, view, number, moment, state)
    _key(figure, view, states)
    return figure


def _height_in(maps: int) -> float:
    """Return the height of a figure; with an odd number of maps the legend stands beside the last."""
    return (maps + 1) // 2 * (HEAD_IN + MAP_IN) + (0 if maps % 2 else KEY_IN) + FOOT_IN


def _key(figure: "Figure", view: View, states: Sequence[State]) -> None:
    """Draw the legend, and the line at the foot."""
    height_in = float(figure.get_figheight())
    beside = len(states) % 2 == 1
    left, high_in = (0.52, MAP_IN) if beside else (0.012, KEY_IN - 0.1)
    ax = figure.add_axes((left, FOOT_IN / height_in, 0.99 - left, high_in / height_in))
    key.draw(ax, view, states, columns=2 if beside else 4)
    figure.text(0.008, 0.06 / height_in, view.sheet.attribution("places_note"), size=7.5, color=style.MUTED)


def _map_width_in() -> float:
    return (WIDTH_IN - 3 * EDGE_IN) / 2


def _panel(figure: "Figure", view: View, number: int, moment: Moment, state: State) -> None:
    """Draw a map with its time and counts above it, at its place in two columns."""
    height_in = float(figure.get_figheight())
    row, column = divmod(number, 2)
    left = EDGE_IN + column * (_map_width_in() + EDGE_IN)
    top = height_in - row * (HEAD_IN + MAP_IN)
    rect = (left, top - HEAD_IN - MAP_IN, _map_width_in(), MAP_IN)
    ax = figure.add_axes((rect[0] / WIDTH_IN, rect[1] / height_in, rect[2] / WIDTH_IN, rect[3] / height_in))
    panel.draw(ax, view, state)
    told = [moment.name, WORDS["panel_counts"].fill(**view.counts(state)), hazards(view, state)]
    for line, words in enumerate(told):
        size, colour = (10.5, style.INK) if line == 0 else (7.8, style.MUTED)
        y = (top - 0.1 - line * _LINE_IN - 0.06 * min(line, 1)) / height_in
        figure.text(left / WIDTH_IN, y, words.of(view.sheet.lang), size=size, color=colour, va="top")


def hazards(view: View, state: State) -> Both:
    """Return which hazards are under way, in words."""
    kinds = [term(kind) for kind in view.kinds(state)]
    if not kinds:
        return WORDS["panel_no_hazard"]
    listed = Both("、".join(kind.zh for kind in kinds), ", ".join(kind.en for kind in kinds))
    return WORDS["panel_hazards"].fill(kinds=listed)
