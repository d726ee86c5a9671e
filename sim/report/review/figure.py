"""The figure of one incident: lanes of word, centre, units and roads, under a band of lost time."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from sim.metric.responses import Response
from sim.metric.review.split import Stretch
from sim.report.figures import new_figure
from sim.report.review.look import Look
from sim.report.review.story import CENTRE, ROAD, UNIT, WORD, Line
from sim.report.review.words import COLOURS, LOSSES
from sim.report.style import FAINT, INK
from sim.report.words import Both, Lang
from sim.terms.units import MINUTE_MS
from sim.words import both, both_in

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_UNITS: Final = 8
DEPTH: Final = 4
"""How many numbers may stand above one another in a lane, where events follow closely."""
_GAP: Final = 0.016
"""Least distance of two numbers side by side, as a share of the axis."""
_LANES: Final[dict[str, Both]] = {
    WORD: both("word of it"),
    CENTRE: both("centre, orders"),
    UNIT: both("units"),
    ROAD: both_in("review", "roads"),
}
_BANDS: Final = (both_in("review", "to the first unit"), both("to all units"))
_AXIS: Final = both("Minutes since it began ({began}); numbers are lines of the story")
_DRIVE: Final = both_in("review", "under way")
_THERE: Final = both("on scene")
_UNIT_COLOURS: Final = {"turnout": "#aab0ba", "drive": "#dcc9a3", "scene": "#8B5E3C"}


def swim_lanes(look: Look, call: int, lang: Lang) -> "Figure":
    """Draw an incident as swim lanes, with lost time coloured by cause.

    Parameters
    ----------
    look
        The run; the incident must be one that is told.
    call
        Number of the call.
    lang
        Language of the figure.
    """
    row, lines = look.spent(call), look.stories[call]
    ends_ms = look.fold.end_ms if row.call.ended_ms is None else row.call.ended_ms
    assert ends_ms is not None
    responses = [r for r in look.fold.responses.responses if r.call == call and _begun(r) < ends_ms][
        :MOST_UNITS
    ]
    began_ms = row.call.began_ms
    end_ms = max([line.t_ms for line in lines] + [began_ms + row.whole_ms])
    far = max((end_ms - began_ms) / MINUTE_MS, 1.0) * 1.02
    lanes = {lane: [line for line in lines if line.lane == lane and line.number] for lane in _LANES}
    lanes = {lane: mine for lane, mine in lanes.items() if mine}
    figure = new_figure(1.9 + 0.36 * len(responses) + 0.62 * len(lanes) + 0.7)
    ax = figure.add_subplot()
    ticks = _bands(ax, (row.first, row.whole), began_ms, lang)
    at = -float(len(ticks))
    for lane, mine in lanes.items():
        _lane(ax, at, mine, began_ms, far)
        ticks.append((at - 0.55, _LANES[lane].of(lang)))
        at -= 1.9
    for response in responses:
        _response(ax, at + 0.35, response, began_ms, end_ms)
        ticks.append((at + 0.35, _short(look.names.unit(response.unit).of(lang))))
        at -= 0.9
    ax.set_yticks([y for y, _ in ticks], [name for _, name in ticks], size=8.5)
    ax.set_ylim(at + 0.7, 0.6)
    ax.set_xlim(-0.01 * far, far)
    ax.tick_params(axis="y", length=0)
    ax.set_xlabel(_AXIS.fill(began=look.date(began_ms)).of(lang))
    _key(figure, lang, [*row.whole], bool(responses))
    return figure


def _bands(
    ax: "Axes", both: Sequence[Sequence[Stretch]], began_ms: int, lang: Lang
) -> list[tuple[float, str]]:
    """Draw where time went until the first unit and until all were there; return their names by height."""
    bands = both if list(both[0]) != list(both[1]) else both[:1]
    for place, stretches in enumerate(bands):
        for each in stretches:
            span = (each.until_ms - each.from_ms) / MINUTE_MS
            left = (each.from_ms - began_ms) / MINUTE_MS
            ax.barh(-place, span, left=left, color=COLOURS[each.loss], height=0.7)
    return [(-float(place), _BANDS[place].of(lang)) for place in range(len(bands))]


def _lane(ax: "Axes", at: float, lines: Sequence[Line], began_ms: int, far: float) -> None:
    """Draw the events of a lane: a dot for each, and its number where there is room."""
    ax.axhline(at + 0.25, color=FAINT, linewidth=0.6, zorder=0)
    free = [-far] * DEPTH
    for line in lines:
        x = (line.t_ms - began_ms) / MINUTE_MS
        level = next((i for i, used in enumerate(free) if x - used >= _GAP * far), None)
        ax.plot([x], [at + 0.12], "|", color=INK, markersize=4, zorder=3)
        if level is not None:
            free[level] = x + _GAP * far * (len(str(line.number)) > 1) * 0.5
            y = at - 0.12 - 0.34 * level
            ax.text(x, y, str(line.number), size=7, ha="center", va="center", color=INK, zorder=4)


def _response(ax: "Axes", at: float, response: Response, began_ms: int, end_ms: int) -> None:
    """Draw what a unit did for the incident: turnout, under way, on scene."""
    begin = _begun(response)
    left_ms = end_ms if response.left_ms is None else min(response.left_ms, end_ms)
    arrived_ms = left_ms if response.on_scene_ms is None else response.on_scene_ms
    out_ms = left_ms if response.en_route_ms is None else response.en_route_ms
    spans = (("turnout", begin, out_ms), ("drive", out_ms, arrived_ms), ("scene", arrived_ms, left_ms))
    for key, from_ms, until_ms in spans:
        if until_ms > from_ms:
            span, left = (until_ms - from_ms) / MINUTE_MS, (from_ms - began_ms) / MINUTE_MS
            ax.barh(at, span, left=left, color=_UNIT_COLOURS[key], height=0.55)


def _begun(response: Response) -> int:
    """Return when a unit began to turn out, or to drive where it was under way already."""
    begun_ms = response.en_route_ms if response.turned_out_ms is None else response.turned_out_ms
    assert begun_ms is not None
    return begun_ms


def _key(figure: "Figure", lang: Lang, stretches: Sequence[Stretch], units: bool) -> None:
    from matplotlib.patches import Patch

    used = {each.loss for each in stretches}
    order = [loss for loss in LOSSES if loss in used]
    marks = [Patch(facecolor=COLOURS[loss], label=LOSSES[loss].of(lang)) for loss in order]
    if units:
        names = (_DRIVE, _THERE)
        colours = (_UNIT_COLOURS["drive"], _UNIT_COLOURS["scene"])
        marks += [Patch(facecolor=c, label=n.of(lang)) for n, c in zip(names, colours, strict=True)]
    figure.legend(handles=marks, loc="outside upper center", ncols=5, frameon=False, fontsize=8.5)


def _short(name: str) -> str:
    """Return a name that fits beside its row."""
    return name if len(name) <= 30 else name[:29] + "…"
