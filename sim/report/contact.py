"""The figure of communications: response of each call above, below it what was out, and for how long."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sim.report import style
from sim.report.figures import new_figure
from sim.report.material import Material
from sim.report.say import known
from sim.report.sections import rows_of
from sim.report.timeline import dates
from sim.report.words import Lang, say, term
from sim.terms.enums import WordWay

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from pandas import DataFrame

ON_AIR: Final = "on_air"
COLOURS: Final[dict[str, str]] = {
    "post": "#C1121F",
    "mains": "#E69F00",
    "radio370": "#5B3A8C",
    "radio370_degraded": "#C3B1DC",
    "telecom": "#0072B2",
    "fibre": "#4A4E57",
    ON_AIR: "#009E73",
}
"""Colour of each kind of bar, in the order in which their rows stand."""
WAYS: Final[dict[WordWay, str]] = {
    WordWay.PHONE: "#0072B2",
    WordWay.WALKED: "#E69F00",
    WordWay.RELAYED: "#D55E00",
    WordWay.COURIER: "#8B0000",
    WordWay.NONE: "#7F7F7F",
}
"""Colour of a call by the way on which word of it came."""
MOST_ROWS: Final = 12
"""Rows of each kind; where there are more, those that were out for longest are drawn."""
ROW_IN: Final = 0.21
_JOINED: Final = {"radio370_degraded": "radio370"}
"""Kinds that share the rows of another."""
_TICKS_MIN: Final = (1, 2, 5, 10, 20, 30, 60, 120, 240, 480, 960, 1920, 3840)


class Bar(NamedTuple):
    """A span of a row 时段, in s since the start."""

    kind: str
    from_s: float
    until_s: float


class Bars(NamedTuple):
    """A row of bars: the kind under which it stands, its name, its bars."""

    kind: str
    name: str
    bars: tuple[Bar, ...]

    @property
    def out_s(self) -> float:
        """How long the bars last in all, in s."""
        return sum(bar.until_s - bar.from_s for bar in self.bars)


def bars_of(material: Material, lang: Lang) -> list[Bars]:
    """Return the rows of a run's figure, by kind, the first to go out first.

    Parameters
    ----------
    material
        The run.
    lang
        Language of the names.
    """
    end_s = material.header.horizon_ms / 1000
    found: dict[tuple[str, str], list[Bar]] = {}
    for row in rows_of(material.tables.spells):
        what, until_s = row["what"], row["until_s"]
        bar = Bar(what, row["from_s"], until_s if known(until_s) else end_s)
        found.setdefault((_JOINED.get(what, what), row["thing"]), []).append(bar)
    for row in rows_of(material.tables.teams):
        if known(row["on_air_s"]):
            bar = Bar(ON_AIR, row["on_air_s"], row["spent_s"] if known(row["spent_s"]) else end_s)
            found.setdefault((ON_AIR, row["team"]), []).append(bar)
    names = _names(material, lang)
    rows = [Bars(kind, names.get((kind, thing), thing), tuple(bars)) for (kind, thing), bars in found.items()]
    order = list(COLOURS)
    return sorted(rows, key=lambda row: order.index(row.kind))


def _names(material: Material, lang: Lang) -> Mapping[tuple[str, str], str]:
    found = {key: name.of(lang) for key, name in material.facilities.items()}
    for (kind, key), name in material.parties.items():
        found[ON_AIR if kind == "comms_team" else "post", key] = name.of(lang)
    return found


def longest(rows: Sequence[Bars], lang: Lang) -> list[Bars]:
    """Return the rows that are drawn: of each kind the longest out, and how many more there are."""
    found = []
    for kind in COLOURS:
        of_kind = [row for row in rows if row.kind == kind]
        kept = sorted(of_kind, key=lambda row: -row.out_s)[:MOST_ROWS]
        found += [row for row in of_kind if row in kept]
        if len(of_kind) > len(kept):
            more = say("and_more", lang).format(n=len(of_kind) - len(kept))
            found.append(Bars(kind, more, ()))
    return found


def contact(rows: Sequence[Bars], material: Material, lang: Lang) -> "Figure":
    """Draw the response time of each call over bars of what was out.

    Parameters
    ----------
    rows
        What was out, from `bars_of`.
    material
        The run.
    lang
        Language of the figure.
    """
    shown = longest(rows, lang)
    low_in = ROW_IN * max(len(shown), 2) + 0.3
    figure = new_figure(4.3 + low_in)
    top, bottom = figure.subplots(2, 1, sharex=True, height_ratios=(3.2, low_in))
    calls = material.tables.calls.merge(material.tables.word, on="call", suffixes=("", "_word"))
    _calls(top, calls, material, lang)
    _bars(bottom, shown, material, lang)
    hours = material.header.horizon_ms / 3_600_000
    dates(bottom, material.start, round(hours))
    bottom.set_xlim(_day(material, 0.0), _day(material, hours * 3600))
    return figure


def _day(material: Material, at_s: float) -> float:
    """Return a time in matplotlib's days."""
    from matplotlib.dates import date2num

    return float(date2num(material.start + timedelta(seconds=at_s)))  # type: ignore[no-untyped-call]


def _calls(ax: "Axes", calls: "DataFrame", material: Material, lang: Lang) -> None:
    """Draw a mark for each call: where it began, how long the first unit took."""
    reached = calls[calls["response_s"].notna()]
    first = _day(material, 0.0)
    for way, colour in WAYS.items():
        for local, marker in ((False, "o"), (True, "s")):
            some = reached[(reached["way"] == way.value) & (reached["local"] == local)]
            if len(some):
                ax.plot(first + some["began_s"] / 86400, some["response_s"] / 60, **_mark(marker, colour))
    ax.set_yscale("log")
    never = calls[calls["response_s"].isna()]
    _minutes(ax, reached, 1.3 if never.empty else 1.9)
    if len(never):
        ax.plot(
            first + never["began_s"] / 86400,
            [0.97] * len(never),
            **_mark("v", "none"),
            transform=ax.get_xaxis_transform(),
        )
    ax.set_ylabel(say("response_minutes", lang))
    _way_legend(ax, calls, lang)


def _mark(marker: str, colour: str) -> dict[str, Any]:
    edge = style.INK if colour == "none" else "white"
    look = {"markersize": 6.5, "markeredgewidth": 0.7, "alpha": 0.9, "zorder": 3}
    return {"linestyle": "none", "marker": marker, "color": colour, "markeredgecolor": edge, **look}


def _minutes(ax: "Axes", reached: "DataFrame", room: float) -> None:
    """Let a logarithmic axis of minutes bear round numbers, with some room above the slowest call."""
    minutes = reached["response_s"] / 60
    low = min(minutes.min(), 5.0) if len(reached) else 5.0
    high = max(minutes.max(), 30.0) if len(reached) else 30.0
    ax.set_ylim(max(low, 0.5) * 0.75, high * room)
    ticks = [tick for tick in _TICKS_MIN if low * 0.75 <= tick <= high * 1.3]
    ax.set_yticks(ticks, [str(tick) for tick in ticks])
    ax.set_yticks([], minor=True)
    for tick in ticks:
        ax.axhline(tick, color=style.FAINT, linewidth=0.7, zorder=0)


def _way_legend(ax: "Axes", calls: "DataFrame", lang: Lang) -> None:
    from matplotlib.lines import Line2D

    marks = [
        (way.value, _mark("o", colour), term(way).of(lang))
        for way, colour in WAYS.items()
        if (calls["way"] == way.value).any()
    ]
    handles = [
        Line2D([], [], **look, label=f"{name} ({(calls['way'] == way).sum()})") for way, look, name in marks
    ]
    if calls["local"].any():
        handles.append(Line2D([], [], **_mark("s", style.MUTED), label=say("local_call", lang)))
    if calls["response_s"].isna().any():
        handles.append(Line2D([], [], **_mark("v", "none"), label=say("not_reached", lang)))
    _legend_above(ax, handles)


def _bars(ax: "Axes", rows: Sequence[Bars], material: Material, lang: Lang) -> None:
    """Draw a row of bars for each thing that was out, kinds apart by a line."""
    for number, row in enumerate(rows):
        for bar in row.bars:
            begin = _day(material, bar.from_s)
            width = _day(material, bar.until_s) - begin
            ax.barh(number, width, left=begin, height=0.68, color=COLOURS[bar.kind], zorder=2)
        if number and rows[number - 1].kind != row.kind:
            ax.axhline(number - 0.5, color=style.FAINT, linewidth=0.8, zorder=0)
    ax.set_yticks(range(len(rows)), [row.name for row in rows], size=8)
    ax.set_ylim(max(len(rows), 1) - 0.4, -0.6)
    ax.grid(axis="x", color=style.FAINT, linewidth=0.7)
    ax.set_axisbelow(True)
    kinds = {bar.kind for row in rows for bar in row.bars}
    _kind_legend(ax, [kind for kind in COLOURS if kind in kinds], lang)


def _kind_legend(ax: "Axes", kinds: Sequence[str], lang: Lang) -> None:
    from matplotlib.patches import Patch

    word = {kind: ON_AIR if kind == ON_AIR else f"out_{kind}" for kind in kinds}
    patches = [Patch(facecolor=COLOURS[kind], label=say(word[kind], lang)) for kind in kinds]
    if patches:
        _legend_above(ax, patches)


def _legend_above(ax: "Axes", handles: Sequence[Any]) -> None:
    """Put a legend above the axes, in two rows where one would be too wide."""
    ncols = len(handles) if len(handles) <= 4 else (len(handles) + 1) // 2
    ax.legend(handles=handles, ncols=ncols, loc="lower left", bbox_to_anchor=(0, 1), borderaxespad=0.2)
