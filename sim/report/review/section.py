"""Where time was lost, in short: a section of the report of a run, and a table on the terminal."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from sim.report.parts import Column, Heading, Part, Section, Table, Text, cells
from sim.report.review.words import LOSSES
from sim.report.say import count, decimal, known, minutes, percent
from sim.report.words import Both, same
from sim.terms.losses import LOST

if TYPE_CHECKING:
    from rich.table import Table as Shown

    from sim.report.material import Material

TITLE: Final = Both("时间损失在哪里", "Where time was lost")
_TOLD: Final = Both(
    "平均每起警情：至首车到场 {first} 分，其中损失 {lost} 分（{share}）；"
    "至力量到齐 {all} 分，损失 {all_lost} 分。"
    "{never} 起始终无车到场，算到其结束或期末。",
    "Mean of an incident: {first} min to the first unit, {lost} of them lost ({share}); {all} min until all "
    "that was needed was there, {all_lost} lost. {never} were never reached and count to their end or to the "
    "end of the run.",
)
_MORE: Final = Both(
    "sanduan review 目录：逐分钟讲述最严重的警情。",
    "sanduan review DIR tells the worst incidents minute by minute.",
)
_CAUSE: Final = Both("原因", "Cause")
_FIRST: Final = Both("至首车（分/起）", "To the first unit (min each)")
_ALL: Final = Both("至到齐（分/起）", "To all units (min each)")
_EQUITY: Final = Both("城乡对比", "Town and village")
SIDE_WORDS: Final = {"town": Both("城镇", "town"), "village": Both("乡村", "village")}
_SIDE: Final = Both("地区", "Place")
_PEOPLE: Final = Both("人口", "People")
_CALLS: Final = Both("警情", "Calls")
_REACHED: Final = Both("有车到场", "Reached")
_P50: Final = Both("首车中位（分）", "Median first unit (min)")
_LOST: Final = Both("平均损失（分）", "Mean lost (min)")
_RATIO: Final = Both("乡村是城镇的（倍）", "Village over town")
_SIDES_NOTE: Final = Both(
    "城镇：街道，或镇街驻地所在路网节点上的村社；乡村：其余村社。始终未到的警情算到其结束或期末。",
    "Town: a place in a street (an urban township), or at the road node of its township's seat; "
    "village: all others. What was never reached counts to its end or to the end of the run.",
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
    title = "时间损失 time lost, 分/起 min a call: 首车 first unit / 到齐 all units"
    losses = Shown(title=title, title_justify="left", box=SIMPLE_HEAD, pad_edge=False, title_style="bold")
    for loss in LOST:
        losses.add_column(f"{LOSSES[loss].zh}\n{LOSSES[loss].en}", justify="right")
    for which in ("first", "all"):
        losses.add_row(*(minutes(told[which][f"{loss.value}_s"]) for loss in LOST))
    sides = Shown(box=SIMPLE_HEAD, pad_edge=False)
    for head in ("城乡\nplace", "人口\npeople", "警情\ncalls", "首车中位\np50 first", "损失\nlost"):
        sides.add_column(head, justify="left" if head.startswith("城乡") else "right")
    for side, name in SIDE_WORDS.items():
        row = told["equity"][side]
        figures = (minutes(row["p50_s"]), minutes(row["lost_s"]))
        sides.add_row(f"{name.zh} {name.en}", count(row["people"]), count(row["calls"]), *figures)
    ratios = (times(told["equity"]["ratio_p50"]), times(told["equity"]["ratio_lost"]))
    sides.add_row("乡村/城镇 ratio", "", "", *ratios)
    return [losses, sides]
