"""Stations against their standards, as a table on the terminal and as rows for a file."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from sim.report.say import DASH, count, decimal, known, percent
from sim.survey.standards import Class, Found
from sim.terms.enums import StationKind
from sim.terms.units import MINUTE_MS
from sim.words import both, both_in

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

_PEOPLE_AND_VEHICLES_OF_T: Final = both("people and vehicles of the grade claimed")
_EDGE_IN_5_MIN: Final = both("edge in 5 min")
_AREA: Final = both("area")
_SOURCE: Final = both_in("report", "source")

COLUMNS: Final = (
    "station",
    "name_zh",
    "kind",
    "grade",
    "class",
    "people",
    "people_least",
    "vehicles",
    "vehicles_least",
    "area_km2",
    "area_most_km2",
    "residents",
    "share_in_5min",
    "farthest_min",
    "class_earned",
    "source",
)
"""Columns of the file."""
NOTE: Final = both(
    "areas are estimates: a township's area shared evenly among its villages, each with "
    "the station that is there first; times run from the order to the farthest village "
    "(turnout and travel, by day, in the dry)."
).stacked
_OK: Final = {True: "✓", False: "✗", None: ""}


def print_standards(found: Sequence[Found], console: "Console") -> None:
    """Print what the standards say of each station, in both languages.

    Parameters
    ----------
    found
        As `sim.survey.standards.standards` returns it.
    console
        Where to print.
    """
    urban = [each for each in found if each.station.kind is StationKind.NATIONAL]
    towns = [each for each in found if each.station.kind is StationKind.TOWNSHIP]
    if urban:
        console.print(urban_table(urban))
    if towns:
        console.print(town_table(towns))
    console.print(NOTE, highlight=False)
    sources = dict.fromkeys(each.asked.source for each in found if each.asked is not None)
    console.print("\n".join(f"{_SOURCE.zh_en}: {source}" for source in sources), highlight=False)
    console.print(told(found), highlight=False)


def told(found: Sequence[Found]) -> str:
    """Return how many stations keep which rule, on two lines."""
    urban = [each for each in found if each.station.kind is StationKind.NATIONAL]
    towns = [each for each in found if each.station.kind is StationKind.TOWNSHIP]
    fit, timely = sum(each.fits is True for each in urban), sum(each.is_in_time for each in urban)
    whole = sum(each.has_people and each.has_vehicles for each in towns)
    return (
        f"建标152: {_AREA.zh_en} {fit}/{len(urban)}, {_EDGE_IN_5_MIN.zh_en} {timely}/{len(urban)}\n"
        f"GB/T 35547: {_PEOPLE_AND_VEHICLES_OF_T.zh_en} {whole}/{len(towns)}"
    )


def urban_table(found: Sequence[Found]) -> "Table":
    """Return the national stations against 建标152."""
    table = _table(both("national stations, JianBiao 152").zh_en)
    for each in found:
        area = f"{decimal(each.area_km2)}{_limit(each.asked)}{_OK[each.fits]}"
        reach = f"{percent(each.in_reach, 0) if known(each.in_reach) else DASH}{_OK[each.is_in_time]}"
        table.add_row(*_common(each), area, reach, _farthest(each))
    return table


def town_table(found: Sequence[Found]) -> "Table":
    """Return the township brigades against GB/T 35547."""
    table = _table(both("township brigades").zh_en, both("earned").stacked)
    for each in found:
        reach = percent(each.in_reach, 0) if known(each.in_reach) else DASH
        table.add_row(*_common(each), decimal(each.area_km2), reach, _farthest(each), _earned(each))
    return table


def rows(found: Sequence[Found]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of the file, in the order of `COLUMNS`; None for what there is not."""
    for each in found:
        asked, row = each.asked, each.station
        yield (
            row.id,
            row.name_zh,
            row.kind.value,
            row.grade,
            None if asked is None else asked.en,
            each.people,
            None if asked is None else asked.people,
            each.vehicles,
            None if asked is None else asked.vehicles,
            round(each.area_km2, 3),
            None if asked is None else asked.area_km2,
            each.residents,
            round(each.in_reach, 4) if known(each.in_reach) else None,
            None if each.farthest_ms is None else round(each.farthest_ms / MINUTE_MS, 2),
            None if each.earned is None else each.earned.en,
            None if asked is None else asked.source,
        )


def _common(each: Found) -> tuple[str, ...]:
    least = "" if each.asked is None else f"≥{each.asked.people}"
    most = "" if each.asked is None or each.asked.vehicles is None else f"≥{each.asked.vehicles}"
    return (
        f"{each.station.id} {each.station.name_zh}",
        _name(each.asked),
        f"{count(each.people)}{least}{_OK[each.has_people]}",
        f"{count(each.vehicles)}{most}{_OK[each.has_vehicles]}",
    )


def _name(asked: Class | None) -> str:
    return DASH if asked is None else f"{asked.zh} {asked.en}"


def _earned(each: Found) -> str:
    return DASH if each.earned is None else each.earned.zh


def _limit(asked: Class | None) -> str:
    return "" if asked is None or asked.area_km2 is None else f"≤{asked.area_km2:g}"


def _farthest(each: Found) -> str:
    return DASH if each.farthest_ms is None else decimal(each.farthest_ms / MINUTE_MS)


def _table(title: str, *more: str) -> "Table":
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, pad_edge=False, title_style="bold")
    table.add_column(both("station").zh_en, no_wrap=True, max_width=22)
    table.add_column(both("class").zh_en, no_wrap=True)
    for head in (
        both_in("report", "people").stacked,
        both_in("report", "held").stacked,
        both("km²").stacked,
        both("5 min").stacked,
        both_in("report.standards", "min").stacked,
    ):
        table.add_column(head, justify="right", no_wrap=True)
    for head in more:
        table.add_column(head, no_wrap=True)
    return table
