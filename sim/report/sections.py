"""The sections of a report that show what happened."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from sim.report import style
from sim.report.material import Material
from sim.report.parts import (
    Cell,
    Column,
    Folded,
    Heading,
    Key,
    Part,
    Picture,
    Section,
    Table,
    Text,
    cells,
    columns,
)
from sim.report.say import DASH, clock, count, decimal, known, minutes, part, percent
from sim.report.words import WORDS, Both, same, term
from sim.terms.enums import StationKind

if TYPE_CHECKING:
    from pandas import DataFrame

FEW: Final = 10
"""Fewer calls than this make a 90th percentile a matter of luck; it is marked."""
BOUNDS_MIN: Final = (*style.SHARES_MIN, 30)
"""Bounds of the pieces of a township's bar, in minutes."""
BAR_COLOURS: Final = (*(style.colour_of(bound) for bound in BOUNDS_MIN), style.RAMP[-1], style.NO_CALLS)
"""Colours of the pieces: up to each bound, beyond the last, and no unit arrived."""

Images = Mapping[str, Mapping[str, str]]
"""Figures by name and language, as URIs."""


def picture(images: Images, name: str) -> list[Part]:
    """Return a figure with its caption, or nothing if it was not drawn."""
    drawn = images.get(name)
    return [Picture(dict(drawn), WORDS[f"caption_{name}"])] if drawn else []


def rows_of(table: "DataFrame") -> list[dict[str, Any]]:
    """Return the rows of a table as dictionaries."""
    return [{str(key): value for key, value in row.items()} for row in table.to_dict("records")]


def where(images: Images) -> Section:
    """Return the section with the map."""
    return Section(WORDS["section_map"], picture(images, "map"))


def response(material: Material, images: Images) -> Section:
    """Return the section on response times and their segments; in words where nobody was reached."""
    if not material.summary["response"]["reached"]:
        told = WORDS["nobody_reached"].fill(calls=len(material.tables.calls))
        return Section(WORDS["section_response"], [Text(told), *(Text(words) for words in trapped(material))])
    rows = []
    for row in rows_of(material.tables.segments):
        times = [clock(row[f"{name}_s"]) for name in ("mean", "p50", "p80", "p90", "p95", "max")]
        rows.append(cells(WORDS[row["segment"]], count(row["n"]), *times, _goal(row)))
    heads = columns(
        segment="w", n="n", mean="n", p50_col="n", p80="n", p90_col="n", p95="n", max="n", goal="w"
    )
    parts: list[Part] = [
        *picture(images, "curves"),
        *picture(images, "segments"),
        Table(heads, tuple(rows)),
        Text(WORDS["segments_note"], "note"),
        *(Text(words) for words in trapped(material)),
    ]
    return Section(WORDS["section_response"], parts)


def trapped(material: Material) -> list[Both]:
    """Return what became of trapped people in a sentence; nothing where nobody was trapped."""
    told = material.summary.get("trapped")
    return [] if told is None else [WORDS["trapped_told"].fill(**told)]


def _goal(row: Mapping[str, Any]) -> Both:
    if not known(row["goal_s"]):
        return same(DASH)
    return WORDS["goal_told"].fill(
        goal=clock(row["goal_s"]), share=percent(row["goal_share"], 0), met=percent(row["met_share"])
    )


def by_township(material: Material) -> Section:
    """Return the table of townships, slowest first."""
    table = material.tables.townships.sort_values(
        ["p50_response_s", "township"], ascending=[False, True], na_position="last"
    )
    bars = bars_of(material.tables.calls)
    rows = tuple(
        (*_township(material, row), Cell(same(""), bars.get(row["township"], ()))) for row in rows_of(table)
    )
    heads = columns(
        township="w", population="n", calls="n", p50_min="n", p90_min="n", within_10="n", uncovered="n"
    )
    heads += (Column(WORDS["spread"], "b"),)
    ids = tuple(f"township-{township}" for township in table["township"])
    parts: list[Part] = [Text(WORDS["townships_told"]), bar_key(), Table(heads, rows, ids=ids)]
    return Section(WORDS["section_townships"], [*parts, Text(WORDS["few_note"].fill(few=FEW), "note")])


def _township(material: Material, row: Mapping[str, Any]) -> tuple[Cell, ...]:
    few = "*" if 0 < row["reached"] < FEW else ""
    return cells(
        material.townships[row["township"]],
        count(row["population"]),
        count(row["calls"]),
        minutes(row["p50_response_s"]) + few,
        minutes(row["p90_response_s"]) + few,
        percent(row["share_10min"], 0),
        percent(row["uncovered_share"]),
    )


def bars_of(calls: "DataFrame") -> dict[str, tuple[tuple[str, str], ...]]:
    """Return, for each township with calls, its calls by class of response time: (percent, colour) pieces."""
    import numpy as np

    classes = np.searchsorted(BOUNDS_MIN, calls["response_s"] / 60, side="left")
    classes = np.where(calls["response_s"].isna(), len(BOUNDS_MIN) + 1, classes)
    found = {}
    for township, group in calls.assign(step=classes).groupby("township", observed=True)["step"]:
        counts = np.bincount(group, minlength=len(BAR_COLOURS))
        pieces = zip(counts / counts.sum(), BAR_COLOURS, strict=True)
        found[str(township)] = tuple((f"{100 * share:.2f}", colour) for share, colour in pieces if share)
    return found


def bar_key() -> Key:
    """Return the meaning of the colours of a bar."""
    span = same("{a}–{b} {u}")
    bounds = (0, *BOUNDS_MIN)
    words = [span.fill(a=a, b=b, u=WORDS["minutes"]) for a, b in zip(bounds, BOUNDS_MIN, strict=False)]
    words += [same("> {b} {u}").fill(b=BOUNDS_MIN[-1], u=WORDS["minutes"]), WORDS["no_calls"]]
    return Key(tuple(zip(BAR_COLOURS, words, strict=True)))


def by_kind(material: Material) -> Section:
    """Return the table of the kinds of incident that occurred, the most urgent first."""
    table = material.tables.kinds.sort_values(["priority", "kind"])
    rows = tuple(
        cells(
            material.kinds[row["kind"]],
            count(row["priority"]),
            count(row["calls"]),
            minutes(row["p50_response_s"]),
            minutes(row["p90_response_s"]),
            percent(row["share_10min"], 0),
            minutes(row["p50_work_s"]),
            decimal(row["mean_units"]),
            decimal(row["mean_people"]),
        )
        for row in rows_of(table[table["calls"] > 0])
    )
    heads = columns(
        kind="w",
        priority="n",
        calls="n",
        p50_min="n",
        p90_min="n",
        within_10="n",
        work_min="n",
        units_sent="n",
        people="n",
    )
    return Section(WORDS["section_kinds"], [Table(heads, rows)])


def by_station(material: Material, images: Images) -> Section:
    """Return the workload of the stations that take part, busiest first."""
    table = material.tables.stations.sort_values(["busy_share", "station"], ascending=[False, True])
    rows = tuple(
        cells(
            material.stations[row["station"]],
            term(StationKind(row["kind"])),
            count(row["units"]),
            count(row["runs"]),
            count(row["arrived"]),
            count(row["cross_boundary"]),
            percent(row["busy_share"]),
        )
        for row in rows_of(table[table["units"] > 0])
    )
    heads = columns(station="w", station_kind="w", units="n", runs="n", arrived="n", abroad="n", busy="n")
    folded = Folded(WORDS["stations_folded"].fill(n=len(rows)), Table(heads, rows))
    return Section(WORDS["section_stations"], [*picture(images, "workload"), folded])


def over_time(material: Material, images: Images) -> Section:
    """Return the run over time, who waited for whom, and what became of the messages."""
    return Section(
        WORDS["section_time"],
        [
            *picture(images, "timeline"),
            Heading(WORDS["waiting"]),
            _waiting(material.summary["waiting"], material.summary["calls"]["total"]),
            Heading(WORDS["messages"]),
            _messages(material),
        ],
    )


def cuts(images: Images) -> list[Section]:
    """Return the section on what was cut and came back in a list, which is empty where nothing was cut."""
    parts = [*picture(images, "service"), *picture(images, "sequence")]
    return [Section(WORDS["section_cuts"], parts)] if parts else []


def _waiting(told: Mapping[str, Any], calls: int) -> Table:
    rows = tuple(
        cells(
            WORDS[f"waiting_{queue}"],
            part(told[queue]["calls"], calls),
            *(clock(told[queue][f"{name}_s"]) for name in ("mean", "p90", "max")),
            count(told[queue]["never_sent"]) if "never_sent" in told[queue] else DASH,
        )
        for queue in ("for_call_taker", "for_unit")
    )
    return Table(columns(queue_of="w", waited_of="n", mean="n", p90_col="n", max="n", never_sent="n"), rows)


def _messages(material: Material) -> Table:
    counted = ("sent", "delivered", "lost", "in_flight")
    rows = tuple(
        cells(row["bearer"], *(count(row[name]) for name in counted), decimal(row["mean_delay_s"]))
        for row in rows_of(material.tables.messages)
        if known(row["sent"])
    )
    return Table(columns(bearer="w", sent="n", delivered="n", lost="n", in_flight="n", delay_s="n"), rows)
