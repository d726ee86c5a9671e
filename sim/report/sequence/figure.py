"""The figure of a sequence: a map for each time, two to a row, one legend for all."""

import math
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from sim.metric.situation import Situation, State
from sim.record.hazard_fields import Look
from sim.report import style
from sim.report.sequence import key, panel
from sim.report.sequence.times import CUT, HAZARD, Moment, chosen, moments, starts
from sim.report.sequence.told import on_the_ground
from sim.report.sequence.view import View
from sim.report.sheet import Sheet
from sim.report.words import WORDS, Both, Lang, term
from sim.scenario.model import Scenario

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH_IN: Final = 11.0
EDGE_IN: Final = 0.07
HEAD_IN: Final = 0.85
MAP_IN: Final = 4.95
KEY_IN: Final = 1.25
_COLUMNS: Final = 4
_HAZARDS_IN: Final = 0.42
_ROW_IN: Final = 0.2
"""Heights that hazards add to a legend below the maps, at all and for each row of them."""
FOOT_IN: Final = 0.24
_LINE_IN: Final = 0.17
_LINES: Final = 4
"""Lines for which a head has room."""
_SMALL: Final = 7.8
_DOT: Final = " · "


def sequence(
    scenario: Scenario,
    situation: Situation,
    span: tuple[datetime, int],
    lang: Lang,
    hours: Sequence[float] | None = None,
    seen: Look | None = None,
) -> "Figure":
    """Draw the maps of a run.

    Parameters
    ----------
    scenario
        What the log is a log of.
    situation
        What was so at any time; something was cut or broke, or a hazard began.
    span
        The date on which the run starts, and how long it lasts in ms.
    lang
        Language of the figure.
    hours
        Hours after the first cut at which a map is drawn, besides the one before it; where None, those of
        `sim.report.sequence.times.chosen`.
    seen
        Tells what hazards are like at a time; where None, the maps show what the log tells of them.

    Raises
    ------
    ValueError
        If nothing was cut, nothing broke and no hazard began: there is no sequence then.
    """
    from matplotlib.figure import Figure

    begin_ms = starts(situation)
    if begin_ms is None:
        raise ValueError("nothing was cut and no hazard began: no sequence of maps")
    after = CUT if situation.begin_ms is not None else HAZARD
    times = moments(begin_ms, span[1], hours or chosen(situation, span[1]), span[0], after)
    view = View(Sheet.of(scenario, {}, lang, ratio=_map_width_in() / MAP_IN), seen)
    states = [situation.at(moment.t_ms) for moment in times]
    key_in = KEY_IN + _hazards_in(len(key.hazards(view, states)))
    figure = Figure(figsize=(WIDTH_IN, MAP_IN), dpi=style.DPI, facecolor="white")
    told = [_told(figure, view, *each) for each in zip(times, states, strict=True)]
    head_in = HEAD_IN + _LINE_IN * max(0, *(len(lines) - _LINES for lines in told))
    figure.set_figheight(_height_in(len(times), head_in, key_in))
    for number, (lines, state) in enumerate(zip(told, states, strict=True)):
        _panel(figure, view, (number, head_in), lines, state)
    _key(figure, view, states, key_in)
    return figure


def _told(figure: "Figure", view: View, moment: Moment, state: State) -> list[str]:
    """Return the lines above a map: its time, counts, hazards, and what these do on the ground."""
    counts, ground = WORDS["panel_counts"].fill(**view.counts(state)), on_the_ground(view, state)
    told = [words.of(view.sheet.lang) for words in (counts, hazards(view, state), ground)]
    wrapped = [line for words in told for line in _wrapped(figure, words) if line]
    return [moment.name.of(view.sheet.lang), *wrapped]


def _wrapped(figure: "Figure", words: str) -> list[str]:
    """Return words as lines that are no wider than a map, broken where one figure ends."""
    lines = [""]
    for part in words.split(_DOT):
        longer = f"{lines[-1]}{_DOT}{part}" if lines[-1] else part
        if lines[-1] and _width_in(figure, longer) > _map_width_in():
            lines.append(part)
        else:
            lines[-1] = longer
    return lines


def _width_in(figure: "Figure", words: str) -> float:
    """Return how wide words are in the small size."""
    text = figure.text(0, 0, words, size=_SMALL)
    wide_in = float(text.get_window_extent().width) / figure.dpi
    text.remove()
    return wide_in


def _hazards_in(entries: int) -> float:
    return _HAZARDS_IN + _ROW_IN * math.ceil(entries / _COLUMNS) if entries else 0.0


def _height_in(maps: int, head_in: float, key_in: float) -> float:
    """Return the height of a figure; with an odd number of maps the legend stands beside the last."""
    return (maps + 1) // 2 * (head_in + MAP_IN) + (0 if maps % 2 else key_in) + FOOT_IN


def _key(figure: "Figure", view: View, states: Sequence[State], key_in: float) -> None:
    """Draw the legend, and the line at the foot."""
    height_in = float(figure.get_figheight())
    beside = len(states) % 2 == 1
    left, high_in = (0.52, MAP_IN) if beside else (0.012, key_in - 0.1)
    ax = figure.add_axes((left, FOOT_IN / height_in, 0.99 - left, high_in / height_in))
    key.draw(ax, view, states, columns=2 if beside else _COLUMNS, height_in=high_in)
    figure.text(0.008, 0.06 / height_in, view.sheet.attribution("places_note"), size=7.5, color=style.MUTED)


def _map_width_in() -> float:
    return (WIDTH_IN - 3 * EDGE_IN) / 2


def _panel(
    figure: "Figure", view: View, where: tuple[int, float], lines: Sequence[str], state: State
) -> None:
    """Draw a map with its lines above it, at its number in two columns and below a head of so many inches."""
    height_in = float(figure.get_figheight())
    (row, column), head_in = divmod(where[0], 2), where[1]
    left = EDGE_IN + column * (_map_width_in() + EDGE_IN)
    top = height_in - row * (head_in + MAP_IN)
    rect = (left, top - head_in - MAP_IN, _map_width_in(), MAP_IN)
    ax = figure.add_axes((rect[0] / WIDTH_IN, rect[1] / height_in, rect[2] / WIDTH_IN, rect[3] / height_in))
    panel.draw(ax, view, state)
    for line, words in enumerate(lines):
        size, colour = (10.5, style.INK) if line == 0 else (_SMALL, style.MUTED)
        y = (top - 0.1 - line * _LINE_IN - 0.06 * min(line, 1)) / height_in
        figure.text(left / WIDTH_IN, y, words, size=size, color=colour, va="top")


def hazards(view: View, state: State) -> Both:
    """Return which hazards are under way, in words."""
    kinds = [term(kind) for kind in view.kinds(state)]
    if not kinds:
        return WORDS["panel_no_hazard"]
    listed = Both("、".join(kind.zh for kind in kinds), ", ".join(kind.en for kind in kinds))
    return WORDS["panel_hazards"].fill(kinds=listed)
