"""Flat rows of power: what each load lacked, and how many people had none, hour by hour."""

import math
from collections.abc import Iterator
from typing import Any, NamedTuple

from sim.metric.fold import Fold
from sim.metric.power import DARK, GENERATOR, MAINS, Stretch
from sim.metric.spread import NOTHING, ratio
from sim.terms.enums import LoadKind
from sim.terms.units import HOUR_MS


class LoadRow(NamedTuple):
    """A row of the table of loads; `sim.metric.power_columns` says what each field means."""

    load: str
    kind: str
    target: str
    people: int
    outages: int
    off_mains_h: float
    generator_h: float
    dark_spells: float
    dark_h: float
    dark_share: float
    longest_dark_h: float
    dark_at_end: float


class HourRow(NamedTuple):
    """A row of the table of power."""

    hour: int
    people_dark: int
    mean_people_dark: float
    loads_dark: int
    loads_on_backup: int


def load_rows(fold: Fold) -> list[LoadRow]:
    """Return a row for each load, by id."""
    return [_load_row(fold, number) for number in range(len(fold.scenario.loads))]


def _load_row(fold: Fold, number: int) -> LoadRow:
    row, stretches = fold.scenario.loads[number], [s for s in fold.power.stretches[number] if s.until_ms]
    lacking = [s for s in stretches if s.source != MAINS]
    first = [s for i, s in enumerate(stretches) if s.source != MAINS and _follows_mains(stretches, i)]
    return LoadRow(
        row.id,
        row.kind.value,
        row.target,
        fold.power.people[number],
        len(first),
        _hours(lacking),
        _hours([s for s in stretches if s.source == GENERATOR]),
        *(_dark(fold, stretches) if not row.kind.own_backup else [NOTHING] * 5),
    )


def _follows_mains(stretches: list[Stretch], place: int) -> bool:
    return place == 0 or stretches[place - 1].source == MAINS


def _dark(fold: Fold, stretches: list[Stretch]) -> tuple[float, float, float, float, float]:
    """Return how often, how long in h and as a share, how long at most, and whether at the end."""
    dark = [s for s in stretches if s.source == DARK and s.until_ms > s.from_ms]
    hours = _hours(dark)
    longest_h = max((_hours([s]) for s in dark), default=0.0)
    at_end = bool(dark) and dark[-1].until_ms == fold.end_ms
    return len(dark), hours, ratio(hours * HOUR_MS, fold.end_ms or 0), longest_h, float(at_end)


def _hours(stretches: list[Stretch]) -> float:
    return sum(s.until_ms - s.from_ms for s in stretches) / HOUR_MS


def hour_rows(fold: Fold) -> list[HourRow]:
    """Return a row for each hour of the run, where the scenario has loads."""
    hours = math.ceil((fold.end_ms or 0) / HOUR_MS) if fold.scenario.loads else 0
    at_end, dark_ms = [0] * hours, [0] * hours
    loads_dark, on_backup = [0] * hours, [0] * hours
    for load, source, begin_ms, until_ms, hour in _pieces(fold):
        people = fold.power.people[load] if source == DARK else 0
        dark_ms[hour] += people * (until_ms - begin_ms)
        if until_ms == min((hour + 1) * HOUR_MS, fold.end_ms or 0):
            at_end[hour] += people
            loads_dark[hour] += source == DARK
            on_backup[hour] += source != DARK
    spans = [min(HOUR_MS, (fold.end_ms or 0) - hour * HOUR_MS) for hour in range(hours)]
    return [HourRow(h, at_end[h], dark_ms[h] / spans[h], loads_dark[h], on_backup[h]) for h in range(hours)]


def _pieces(fold: Fold) -> Iterator[tuple[int, str, int, int, int]]:
    """Yield (load, source, begin, end, hour) for each hour in which a load was without mains."""
    for load, stretches in enumerate(fold.power.stretches):
        for source, from_ms, until_ms in stretches:
            begin_ms = from_ms
            while source != MAINS and begin_ms < until_ms:
                hour = begin_ms // HOUR_MS
                end_ms = min(until_ms, (hour + 1) * HOUR_MS)
                yield load, source, begin_ms, end_ms, hour
                begin_ms = end_ms


def power(fold: Fold) -> dict[str, Any] | None:
    """Return the headline figures of power; None where the scenario has no loads."""
    if not fold.scenario.loads:
        return None
    loads, hours = load_rows(fold), hour_rows(fold)
    dark = [row for row in loads if row.dark_spells > 0]
    by_kind = {}
    for kind in LoadKind:
        of_kind = [row for row in loads if row.kind == kind.value]
        if of_kind:
            by_kind[kind.value] = {
                "loads": len(of_kind),
                "lost_mains": sum(row.outages > 0 for row in of_kind),
                "ever_dark": sum(row.dark_spells > 0 for row in of_kind),
                "dark_h": math.fsum(row.dark_h for row in of_kind if row.dark_spells > 0),
            }
    return {
        "people": sum(fold.power.people),
        "people_ever_dark": sum(row.people for row in dark),
        "peak_people_dark": max((row.people_dark for row in hours), default=0),
        "people_dark_at_end": sum(row.people for row in dark if row.dark_at_end),
        "person_hours_dark": math.fsum(row.people * row.dark_h for row in dark),
        "loads": by_kind,
    }
