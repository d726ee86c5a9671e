"""Where time was lost, in short: a section of the report of a run, and a table on the terminal."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from sim.report.parts import Column, Heading, Part, Section, Table, Text, cells
from sim.report.review.words import LOSSES
from sim.report.say import count, decimal, known, minutes, percent
from sim.report.words import Both, same
from sim.terms.losses import LOST
from sim.words import both, both_in

if TYPE_CHECKING:
    from rich.table import Table as Shown

    from sim.report.material import Material

_ALL_UNITS: Final = both_in("review", "all units")
_FIRST_UNIT: Final = both_in("review", "first unit")
_MIN_A_CALL: Final = both("min a call")
_TIME_LOST: Final = both("time lost")

TITLE: Final = both("Where time was lost")
_TOLD: Final = both(
    "Mean of an incident: {first} min to the first unit, {lost} of them lost ({share}); "
    "{all} min until all that was needed was there, {all_lost} lost. {never} were never "
    "reached and count to their end or to the end of the run."
)
_MORE: Final = both("sanduan review DIR tells the worst incidents minute by minute.")
_CAUSE: Final = both("Cause")
_FIRST: Final = both("To the first unit (min each)")
_ALL: Final = both("To all units (min each)")
_EQUITY: Final = both("Town and village")
SIDE_WORDS: Final = {"town": both("town"), "village": both("village")}
_SIDE: Final = both_in("review", "Place")
_PEOPLE: Final = both_in("review", "People")
_CALLS: Final = both_in("review", "Calls")
_REACHED: Final = both_in("review", "Reached")
_P50: Final = both("Median first unit (min)")
_LOST: Final = both("Mean lost (min)")
_RATIO: Final = both("Village over town")
_SIDES_NOTE: Final = both(
    "Town: a place in a street (an urban township), or at the road node of its "
    "township's seat; village: all others. What was never reached counts to its end or "
    "to the end of the run."
)


def times(value: float | None) -> str:
    """Return how many times as much something is, with two decimals."""
    return f"{value:.2f}" if value is not None and known(value) else "–"


def lost_time(material: "Material") -> list[Section]:
    """Return the section on lost time in a list, which is empty where there were no calls."""
    told = material.summary["lost"]
    if not material.summary["calls"]["total"]:
        return []
    parts: list[Part] = [
        Text(headline(told)),
        _causes(told),
        Heading(_EQUITY),
        _equity(told["equity"]),
        Text(_SIDES_NOTE, "note"),
        Text(_MORE, "note"),
    ]
    return [Section(TITLE, parts)]


def headline(told: Mapping[str, Any]) -> Both:
    """Return the means in two sentences."""
    first, whole = told["first"], told["all"]
    return _TOLD.fill(
        first=minutes(first["whole_s"]),
        lost=minutes(first["lost_s"]),
        share=percent(first["lost_share"]),
        all=minutes(whole["whole_s"]),
        all_lost=minutes(whole["lost_s"]),
        never=told["never_reached"],
    )


def _causes(told: Mapping[str, Any]) -> Table:
    rows = tuple(
        cells(name, *(decimal(_minutes(told[which][f"{loss.value}_s"])) for which in ("first", "all")))
        for loss, name in LOSSES.items()
    )
    return Table((Column(_CAUSE, "w"), Column(_FIRST, "n"), Column(_ALL, "n")), rows)


def _minutes(seconds: float | None) -> float | None:
    return None if seconds is None else seconds / 60


def _equity(told: Mapping[str, Any]) -> Table:
    rows = [
        cells(
            name,
            count(told[side]["people"]),
            count(told[side]["calls"]),
            count(told[side]["reached"]),
            minutes(told[side]["p50_s"]),
            minutes(told[side]["lost_s"]),
        )
        for side, name in SIDE_WORDS.items()
    ]
    ratios = (times(told["ratio_p50"]), times(told["ratio_lost"]))
    rows.append(cells(_RATIO, same(""), same(""), same(""), *ratios))
    heads = (_PEOPLE, _CALLS, _REACHED, _P50, _LOST)
    return Table((Column(_SIDE, "w"), *(Column(head, "n") for head in heads)), tuple(rows))


def printed(material: "Material") -> "list[Shown]":
    """Return what a run prints of lost time: means by cause, and town against village."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table as Shown

    told = material.summary["lost"]
    if not material.summary["calls"]["total"]:
        return []
    title = f"{_TIME_LOST.zh_en}, {_MIN_A_CALL.zh_en}: {_FIRST_UNIT.zh_en} / {_ALL_UNITS.zh_en}"
    losses = Shown(title=title, title_justify="left", box=SIMPLE_HEAD, pad_edge=False, title_style="bold")
    for loss in LOST:
        losses.add_column(f"{LOSSES[loss].zh}\n{LOSSES[loss].en}", justify="right")
    for which in ("first", "all"):
        losses.add_row(*(minutes(told[which][f"{loss.value}_s"]) for loss in LOST))
    sides = Shown(box=SIMPLE_HEAD, pad_edge=False)
    heads = (
        both("place").stacked,
        both_in("command.cli_new", "people").stacked,
        both_in("review", "calls").stacked,
        both("p50 first").stacked,
        both_in("review", "lost").stacked,
    )
    for place, head in enumerate(heads):
        sides.add_column(head, justify="right" if place else "left")
    for side, name in SIDE_WORDS.items():
        row = told["equity"][side]
        figures = (minutes(row["p50_s"]), minutes(row["lost_s"]))
        sides.add_row(f"{name.zh} {name.en}", count(row["people"]), count(row["calls"]), *figures)
    ratios = (times(told["equity"]["ratio_p50"]), times(told["equity"]["ratio_lost"]))
    sides.add_row(both("ratio").zh_en, "", "", *ratios)
    return [losses, sides]
