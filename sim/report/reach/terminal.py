"""What ``sanduan coverage`` and ``sanduan critical`` print."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from sim.record.reach import Condition, PowerLoss, Reach, RoadLoss
from sim.record.survey import Failure
from sim.report.comms.words import FAILING
from sim.report.reach.told import (
    BOUNDS_MIN,
    WHICH,
    kind_and_needs,
    median_min,
    share_within,
    unreached,
)
from sim.report.reach.words import say
from sim.report.say import DASH, count, percent
from sim.report.words import Lang, term
from sim.scenario.model import Scenario

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from sim.record.survey import Named

TOP: Final = 12
"""Rows of a ranking that are printed; the file has them all."""


def print_reach(scenario: Scenario, reach: Reach, console: "Console", lang: Lang) -> None:
    """Print the share of people within a time, for first unit and full response under each condition."""
    kind, needs = kind_and_needs(scenario, reach, lang)
    console.print(say("reach", lang, kind=kind, needs=needs), highlight=False)
    for which in WHICH:
        console.print(reach_table(scenario, reach, which, lang))
    console.print(say("note", lang), highlight=False)


def reach_table(scenario: Scenario, reach: Reach, which: str, lang: Lang) -> "Table":
    """Return one row for each condition."""
    table = _table(f"{say(which, lang)} · {say('people', lang)}", say("condition", lang))
    heads = [say("within", lang, minutes=bound) for bound in BOUNDS_MIN]
    for head in (*heads, say("median", lang), say("unreached", lang)):
        table.add_column(head, justify="right")
    for condition in Condition:
        shares = [percent(share_within(scenario, reach, condition, which, bound)) for bound in BOUNDS_MIN]
        median = median_min(scenario, reach, condition, which)
        rest = [DASH if median is None else f"{median:.1f}"]
        rest.append(count(unreached(scenario, reach, condition, which)))
        table.add_row(term(condition).of(lang), *shares, *rest)
    return table


def print_critical(
    roads: Sequence[RoadLoss],
    power: Sequence[PowerLoss],
    networks: Sequence[Failure],
    console: "Console",
    lang: Lang,
) -> None:
    """Print what is lost without each road, part of the grid and of the networks, the gravest first."""
    console.print(road_table(roads[:TOP], lang) if roads else f"{say('roads', lang)}: {say('none', lang)}")
    if power:
        console.print(power_table(power[:TOP], lang))
    if networks:
        console.print(network_table(networks[:TOP], lang))
    console.print(say("critical_note", lang), highlight=False)


def road_table(rows: Sequence[RoadLoss], lang: Lang) -> "Table":
    """Return roads and bridges with what is lost without each."""
    table = _table(say("roads", lang), say("what", lang), say("thing", lang))
    for head in ("cut_off", "slower", "engine", "seat", "hospital", "worst"):
        table.add_column(say(head, lang), justify="right")
    for row in rows:
        table.add_row(
            term(row.what).of(lang),
            called(row.thing, lang),
            count(row.cut_off),
            count(row.slower),
            *(f"{each.mean_min:.2f}" for each in row.lost),
            f"{row.worst_min:.0f}",
        )
    return table


def power_table(rows: Sequence[PowerLoss], lang: Lang) -> "Table":
    """Return parts of the grid with who goes dark without each."""
    table = _table(say("power", lang), say("what", lang), say("thing", lang))
    heads = ("dark", "critical", "dark_tied", "critical_tied")
    for head in heads:
        table.add_column(say(head, lang), justify="right")
    for row in rows:
        table.add_row(
            term(row.what).of(lang),
            called(row.thing, lang),
            *(count(getattr(row, head)) for head in heads),
        )
    return table


def network_table(rows: Sequence[Failure], lang: Lang) -> "Table":
    """Return parts of the networks with who is no longer heard without each."""
    table = _table(say("networks", lang), say("what", lang), say("thing", lang))
    for head in ("silent", "posts", "callers", "radio_posts"):
        table.add_column(say(head, lang), justify="right")
    for row in rows:
        lost = row.loss
        table.add_row(
            FAILING[row.what].of(lang),
            called(row.thing, lang),
            *map(count, (lost.people, lost.townships + lost.stations, lost.callers, lost.radio_posts)),
        )
    return table


def called(thing: "Named", lang: Lang) -> str:
    """Return the name of a thing in a language."""
    return thing.en if lang is Lang.EN else thing.zh


def _table(title: str, *heads: str) -> "Table":
    from rich.table import Table

    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    for head in heads:
        table.add_column(head, overflow="fold", min_width=8)
    return table
