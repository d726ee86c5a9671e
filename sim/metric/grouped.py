"""Rows of segments, townships, kinds and stations: rows of calls and units, grouped."""

import math
from collections.abc import Sequence
from typing import Any

from sim.metric.columns import GOALS, SEGMENTS
from sim.metric.fold import Fold
from sim.metric.rows import CallRow, ResponseRow, UnitRow, mean_of, uncovered
from sim.metric.spread import NOTHING, known, mean, percentile, share_within

MINUTES = (5, 8, 10, 15)
"""Limits for which the share of calls reached in time is told."""
Row = tuple[Any, ...]


def spread(ordered: Sequence[float]) -> Row:
    """Return count, mean, 50th, 80th, 90th and 95th percentile and maximum of numbers in ascending order."""
    points = [percentile(ordered, p) for p in (50, 80, 90, 95, 100)]
    return (len(ordered), mean(ordered), *points)


def reached(rows: Sequence[CallRow]) -> Row:
    """Return how many calls a unit reached, median and 90th percentile of the response, shares in time."""
    times = known(row.response_s for row in rows)
    within = [share_within(times, minutes * 60) for minutes in MINUTES]
    return (len(times), percentile(times, 50), percentile(times, 90), *within)


def segment_rows(calls: Sequence[CallRow]) -> list[Row]:
    """Return a row for each stage of the response."""
    rows = []
    for segment in SEGMENTS:
        times = known(getattr(call, f"{segment}_s") for call in calls)
        goal = GOALS.get(segment)
        against = (
            (NOTHING,) * 3 if goal is None else (goal.seconds, goal.share, share_within(times, goal.seconds))
        )
        rows.append((segment, *spread(times), *against))
    return rows


def township_rows(fold: Fold, calls: Sequence[CallRow]) -> list[Row]:
    """Return a row for each township of the scenario, by id."""
    groups: dict[str, list[CallRow]] = {township.id: [] for township in fold.scenario.townships}
    for call in calls:
        groups[call.township].append(call)
    found = zip(fold.scenario.townships, uncovered(fold), strict=True)
    return [(t.id, t.population, len(groups[t.id]), *reached(groups[t.id]), share) for t, share in found]


def kind_rows(fold: Fold, calls: Sequence[CallRow]) -> list[Row]:
    """Return a row for each kind of incident of the scenario, by id."""
    groups: dict[str, list[CallRow]] = {kind: [] for kind in fold.scenario.kind_ids}
    for call in calls:
        groups[call.kind].append(call)
    return [_kind_row(fold, kind, group) for kind, group in groups.items()]


def _kind_row(fold: Fold, kind: str, group: list[CallRow]) -> Row:
    work_s = percentile(known(call.work_s for call in group), 50)
    sent = mean_of(group, "units_sent"), mean_of(group, "people_sent")
    return (kind, fold.scenario.demand.kinds[kind].priority, len(group), *reached(group), work_s, *sent)


def station_rows(fold: Fold, units: Sequence[UnitRow], responses: Sequence[ResponseRow]) -> list[Row]:
    """Return a row for each station of the scenario, by id."""
    groups: dict[str, list[UnitRow]] = {station.id: [] for station in fold.scenario.stations}
    for unit in units:
        groups[unit.station].append(unit)
    abroad = dict.fromkeys(groups, 0)
    for response in responses:
        abroad[response.station] += response.cross_boundary == 1 and response.outcome == "arrived"
    return [
        (station.id, station.kind.value, station.district, *_work(groups[station.id]), abroad[station.id])
        for station in fold.scenario.stations
    ]


def _work(units: list[UnitRow]) -> Row:
    """Return how many units take part, their runs, arrivals, mean busy share, and hours on scene."""
    present = [unit for unit in units if unit.takes_part]
    runs, arrived = sum(unit.runs for unit in present), sum(unit.arrived for unit in present)
    busy = mean([unit.busy_share for unit in present])
    return (len(present), runs, arrived, busy, math.fsum(unit.on_scene_h for unit in present))
