"""What ``sanduan comms`` prints, in at most 100 columns: who is reached, what hangs on what."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from sim.record.survey import QUICK, Autonomy, Coverage, Failing, Failure, PostContacts, Survey
from sim.report.comms.told import by_kind, heading, means_of
from sim.report.comms.words import CONTACTS, FAILING, LEVELS, MEANS, SIGNS, name_of, say
from sim.report.say import DASH, count, decimal, percent
from sim.report.words import Lang
from sim.scenario.model import Scenario
from sim.terms.enums import Party, PowerSource, TelecomKind

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

WIDTH: Final = 100
GRAVEST: Final = 15
"""How many single points of failure are shown."""
FEW: Final = 8
"""How many of radio alone."""
SHORTEST: Final = 10
"""How many groups of cells are shown, those that last the shortest."""

_MAINS: Final = (Failing.MAINS, Failing.MAINS_LATER)


def print_survey(scenario: Scenario, survey: Survey, console: "Console", lang: str = "zh") -> None:
    """Print a survey: contacts, single points of failure, autonomy, coverage.

    Parameters
    ----------
    scenario, survey
        What was surveyed, and what was found.
    console
        Where to print.
    lang
        ``zh`` or ``en``: language of names and headings.
    """
    words = Lang(lang)
    head = heading(scenario, survey, words)
    console.print(f"{head.title}  seed {survey.seed}  rep {survey.rep}", highlight=False)
    console.print("  ".join(head.told), highlight=False)
    for table in tables(survey, words):
        console.print(table, width=min(WIDTH, console.width))
    signs = "  ".join(f"{sign} {CONTACTS[state].of(words)}" for state, sign in SIGNS.items() if sign)
    console.print(signs, highlight=False)


def tables(survey: Survey, lang: Lang) -> "list[Table]":
    """Return everything there is to print."""
    _, stations, others = by_kind(survey)
    found = [townships(survey, lang)]
    found += [
        posts(survey, rows, say(title, lang), lang)
        for rows, title in ((stations, "stations"), (others, "others"))
        if rows
    ]
    alone = [each for each in survey.failures if each.loss.radio_posts and each.what not in _MAINS]
    radio = sorted(alone, key=lambda each: -each.loss.radio_posts)
    found += [
        failures(survey.failures, say("failures", lang), GRAVEST, lang),
        failures(radio, say("radio_failures", lang), FEW, lang),
    ]
    fed = loads(survey, lang)
    autonomy = [sites(survey, lang), *([] if fed is None else [fed]), terminals(survey, lang)]
    return [*found, *autonomy, coverage(survey, lang)]


def townships(survey: Survey, lang: Lang) -> "Table":
    """Return the means of each township, each with how many of its villages are heard by it."""
    shown, rows = means_of(survey), by_kind(survey)[0]
    table = _table(f"{say('matrix', lang)}: {say('townships', lang)}")
    table.add_column(say("township", lang), no_wrap=True)
    for number in shown:
        table.add_column(MEANS[QUICK[number]].of(lang), justify="right", no_wrap=True)
    table.add_column(say("villages_heard", lang), justify="right", no_wrap=True)
    table.add_column(say("mains", lang), justify="right", no_wrap=True)
    for post, below in zip(rows, survey.villages, strict=True):
        cells = [
            f"{SIGNS[post.contacts[number]]} {below.by_means[number] or DASH:>3}".strip() for number in shown
        ]
        mains = say("off" if post.post.id in survey.dark else "on", lang)
        table.add_row(
            _name(post, lang), *cells, f"{below.heard}/{below.villages}", mains, style=_style(post.is_heard)
        )
    return table


def posts(survey: Survey, rows: Sequence[PostContacts], title: str, lang: Lang) -> "Table":
    """Return the means of some posts."""
    shown = means_of(survey)
    table = _table(title)
    table.add_column(say("post", lang))
    for number in shown:
        table.add_column(MEANS[QUICK[number]].of(lang), justify="center", no_wrap=True)
    for post in rows:
        signs = [SIGNS[post.contacts[number]] for number in shown]
        table.add_row(_cut(_name(post, lang)), *signs, style=_style(post.is_heard))
    return table


def _name(post: PostContacts, lang: Lang) -> str:
    return name_of(post.post, lang)


def _style(heard: bool) -> str:
    return "" if heard else "bold red"


def failures(ranked: Sequence[Failure], title: str, most: int, lang: Lang) -> "Table":
    """Return the gravest single points of failure, of some that are ranked."""
    grave = [each for each in ranked if any(each.loss)][:most]
    table = _table(f"{title} ({len(grave)}/{len(ranked)})")
    table.add_column("", no_wrap=True)
    table.add_column(say("thing", lang), max_width=34)
    heads = ("people", "villages", "township", "stations", "callers_lost", "radio_lost")
    for head in heads:
        table.add_column(say(head, lang), justify="right", no_wrap=True)
    for each in grave:
        table.add_row(*_failure(each, lang))
    if not grave:
        table.caption = say("none_lost", lang)
    return table


def _failure(each: Failure, lang: Lang) -> "list[str | Text]":
    name = name_of(each.thing, lang)
    lost = [count(number) if number else DASH for number in each.loss]
    return [FAILING[each.what].of(lang), _cut(f"{each.thing.id} {name}"), *lost]


def sites(survey: Survey, lang: Lang) -> "Table":
    """Return how long radio sites, hubs, and the cells that last the shortest live without mains."""
    rows = [row for row in survey.autonomy if row.what in ("site", TelecomKind.HUB.value)]
    cells = [row for row in survey.autonomy if row.what == TelecomKind.CELL.value]
    rows += sorted(cells, key=lambda row: (_sortable(row), row.thing.id))[:SHORTEST]
    table = _table(f"{say('autonomy_sites', lang)} ({len(rows)}/{len(rows) + max(0, len(cells) - SHORTEST)})")
    table.add_column(say("site", lang))
    for head in ("mains", "hours"):
        table.add_column(say(head, lang), justify="right", no_wrap=True)
    for row in rows:
        mains = say("on" if row.on_mains else "off", lang)
        name = _cut(f"{row.thing.id} {name_of(row.thing, lang)}")
        table.add_row(name, mains, _hours(row, lang), style=_style(row.live))
    return table


def _sortable(row: Autonomy) -> float:
    return float("inf") if row.hours is None else row.hours


def _hours(row: Autonomy, lang: Lang) -> str:
    return decimal(row.hours) if row.live else say("dead", lang)


def loads(survey: Survey, lang: Lang) -> "Table | None":
    """Return what the loads that live the shortest without mains run on now; None where there are none."""
    rows = sorted((row for row in survey.autonomy if row.source), key=lambda row: (row.live, _sortable(row)))
    if not rows:
        return None
    table = _table(f"{say('autonomy_loads', lang)} ({min(len(rows), SHORTEST)}/{len(rows)})")
    table.add_column(say("load", lang))
    for head in ("mains", "runs_on", "hours"):
        table.add_column(say(head, lang), justify="right", no_wrap=True)
    for row in rows[:SHORTEST]:
        mains, source = say("on" if row.on_mains else "off", lang), PowerSource(row.source)
        runs_on = source.zh if lang is Lang.ZH else source.value
        name = _cut(f"{row.thing.id} {name_of(row.thing, lang)}")
        table.add_row(name, mains, runs_on, _hours(row, lang), style=_style(row.live))
    return table


def terminals(survey: Survey, lang: Lang) -> "Table":
    """Return how long terminals of the centre, the district and the townships live without mains."""
    shown = means_of(survey)
    table = _table(say("autonomy_posts", lang))
    table.add_column(say("post", lang))
    table.add_column(say("mains", lang), justify="right")
    for number in shown:
        table.add_column(MEANS[QUICK[number]].of(lang), justify="right", no_wrap=True)
    kinds = [kind.value for kind in (Party.DISPATCH_CENTRE, Party.EOC, Party.TOWNSHIP)]
    rows: dict[str, dict[str, Autonomy]] = {}
    for row in survey.autonomy:
        if row.what in kinds:
            rows.setdefault(row.thing.id, {})[row.bearer] = row
    for held in rows.values():
        first = next(iter(held.values()))
        hours = [_held(held.get(QUICK[number].value), lang) for number in shown]
        mains = say("on" if first.on_mains else "off", lang)
        table.add_row(_cut(name_of(first.thing, lang)), mains, *hours)
    return table


def _held(row: Autonomy | None, lang: Lang) -> str:
    return "" if row is None else _hours(row, lang)


def coverage(survey: Survey, lang: Lang) -> "Table":
    """Return the shares of people and nodes that each site and the network cover."""
    table = _table(say("coverage", lang))
    table.add_column(say("site", lang))
    table.add_column(say("level", lang), no_wrap=True)
    for terminal in ("handheld", "vehicle"):
        for way in ("up", "down", "both"):
            table.add_column(f"{say(terminal, lang)}\n{say(way, lang)}", justify="right", no_wrap=True)
        table.add_column(f"{say(terminal, lang)}\n{say('of_nodes', lang)}", justify="right", no_wrap=True)
    for held, carried in zip(survey.coverage[::2], survey.coverage[1::2], strict=True):
        level = "" if held.level is None else LEVELS[held.level].of(lang)
        table.add_row(_cut(name_of(held.whole, lang)), level, *_shares(held), *_shares(carried))
    return table


def _shares(row: Coverage) -> list[str]:
    return [percent(share, 0) for share in (row.people_up, row.people_down, row.people_both, row.nodes_both)]


def _cut(name: str) -> "Text":
    """Return a name that is cut before any number is, where the screen is narrow."""
    from rich.text import Text

    return Text(name, no_wrap=True, overflow="ellipsis")


def _table(title: str) -> "Table":
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    look: dict[str, Any] = {"box": SIMPLE_HEAD, "pad_edge": False, "collapse_padding": True}
    return Table(title=title, title_justify="left", title_style="bold", **look)
