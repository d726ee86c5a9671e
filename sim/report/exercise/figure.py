"""Figures of an exercise: what was done at which seat, and the band of what might have come of it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from sim.report.exercise.debrief import Debrief, Place
from sim.report.figures import new_figure
from sim.report.say import known
from sim.report.style import CATEGORIES, FAINT, INK, MUTED
from sim.report.words import Both, Lang
from sim.terms.units import HOUR_MS
from sim.words import both, both_in

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_HOURS: Final = both_in("cascade", "Hours since the start")
_NOTES: Final = both("Observations")
_MARKS: Final = {"good": "#1d6b3a", "bad": "#b00020", "": MUTED}
_BLUE, _ORANGE = CATEGORIES[0], CATEGORIES[1]
_ACROSS: Final = 3


def process(debrief: Debrief, lang: Lang) -> "Figure":
    """Draw seats as lanes: when people sat there, what they ordered, and what evaluators noted."""
    places = [place for place in debrief.places if place.address is not None]
    figure = new_figure(1.3 + 0.42 * (len(places) + 1))
    ax = figure.add_subplot()
    for lane, place in enumerate(places):
        _lane(ax, -lane, place, debrief)
    for note in debrief.observations:
        colour = _MARKS[note["mark"]]
        ax.plot(note["t_ms"] / HOUR_MS, -len(places), marker="D", color=colour, markersize=5, linestyle="")
    names = [*(place.called.of(lang) for place in places), _NOTES.of(lang)]
    ax.set_yticks([-lane for lane in range(len(names))], names, size=8.5)
    ax.set_ylim(-len(places) - 0.6, 0.6)
    ax.set_xlim(0, max(debrief.reached_ms, 1) / HOUR_MS * 1.01)
    ax.tick_params(axis="y", length=0)
    ax.set_xlabel(_HOURS.of(lang))
    return figure


def _lane(ax: "Axes", y: float, place: Place, debrief: Debrief) -> None:
    assert place.address is not None
    post = debrief.posts.of(place.address)
    ax.axhline(y, color=FAINT, linewidth=0.8, zorder=0)
    for since, until in post.seats:
        end_ms = debrief.reached_ms if until is None else until
        ax.barh(y, (end_ms - since) / HOUR_MS, left=since / HOUR_MS, height=0.5, color="#cfe0ee", zorder=1)
    mine = [order for order in post.orders if order.person]
    for arrived, marker, colour in ((True, "|", _BLUE), (False, "x", _ORANGE)):
        at = [order.t_ms / HOUR_MS for order in mine if (order.arrived_ms is not None) is arrived]
        ax.plot(at, [y] * len(at), marker=marker, color=colour, linestyle="", markersize=9, zorder=2)


def bands(outlook: Mapping[str, Any], lang: Lang) -> "Figure":
    """Draw, for each figure, the band of other lucks with what people did and doctrine policies on it."""
    rows = [row for row in outlook["rows"] if row["band"] is not None and _spreads(row)]
    down = max(1, -(-len(rows) // _ACROSS))
    figure = new_figure(0.5 + 1.15 * down)
    axes = figure.subplots(down, _ACROSS, squeeze=False)
    for place, ax in enumerate(axes.flat):
        if place < len(rows):
            _one(ax, rows[place], lang)
        else:
            ax.set_axis_off()
    return figure


def _spreads(row: Mapping[str, Any]) -> bool:
    """Whether there is anything to see: not the same figure everywhere."""
    values = [*row["band"], *(row[key] for key in ("played", "doctrine") if row[key] is not None)]
    return bool(max(values) > min(values))


def _one(ax: "Axes", row: Mapping[str, Any], lang: Lang) -> None:
    least, low, median, high, most = row["band"]
    ax.plot([least, most], [0, 0], color=MUTED, linewidth=1, zorder=1)
    ax.barh(0, high - low, left=low, height=0.5, color="#cfd6de", zorder=2)
    ax.plot([median, median], [-0.25, 0.25], color="white", linewidth=2.4, zorder=3)
    for key, marker, colour in (("doctrine", "s", _BLUE), ("played", "o", _ORANGE)):
        if row[key] is not None and known(row[key]):
            ax.plot(row[key], 0, marker=marker, color=colour, markersize=7, zorder=4, clip_on=False)
    unit = "" if row["unit"] == "1" else f" ({row['unit']})"
    ax.set_title(f"{Both(row['zh'], row['en']).of(lang)}{unit}", size=8.5, color=INK, loc="left")
    ax.set_yticks([])
    ax.set_ylim(-0.7, 0.7)
    ax.spines["left"].set_visible(False)
    ax.tick_params(labelsize=8)
    _room(ax, [least, most, *(row[key] for key in ("played", "doctrine") if row[key] is not None)])


def _room(ax: "Axes", values: Sequence[float]) -> None:
    least, most = min(values), max(values)
    edge = 0.06 * (most - least)
    ax.set_xlim(least - edge, most + edge)
