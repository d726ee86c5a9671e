"""Flat rows of calls, responses and units, from a fold: what tables show and the summary counts."""

import math
from datetime import timedelta
from typing import NamedTuple

from sim.metric.fold import Fold
from sim.metric.responses import Call, Response
from sim.metric.spread import NOTHING, mean, span
from sim.metric.statuses import AT_REST, UNDER_WAY
from sim.scenario.model import Scenario
from sim.terms.statuses import ON_SCENE, RESTORING, STANDING_BY, STRANDED, UNSTAFFED
from sim.terms.units import HOUR_MS


class CallRow(NamedTuple):
    """A row of the table of calls; `sim.metric.columns` says what each field means."""

    call: int
    kind: str
    severity: str
    priority: int
    place: str
    township: str
    node: str
    began_s: float
    month: int
    hour: int
    answer_s: float
    process_s: float
    queue_s: float
    turnout_s: float
    travel_s: float
    response_s: float
    full_response_s: float
    work_s: float
    end: str
    units_sent: int
    people_sent: int
    first_unit: str | float
    cross_boundary: float


class ResponseRow(NamedTuple):
    """A row of the table of responses."""

    call: int
    unit: str
    station: str
    ordered_s: float
    turned_out_s: float
    en_route_s: float
    on_scene_s: float
    left_s: float
    home_s: float
    outcome: str
    crew: int
    cross_boundary: float
    first: bool


class UnitRow(NamedTuple):
    """A row of the table of units."""

    unit: str
    station: str
    type: str
    takes_part: bool
    runs: int
    arrived: int
    busy_share: float
    on_scene_h: float
    cancelled: int
    diverted: int
    driving_h: float
    restoring_h: float
    standing_by_h: float
    unstaffed_h: float
    stranded_h: float
    turned: int


class Names:
    """Names of the things that a log knows by number."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.kinds = [(name, scenario.demand.kinds[name]) for name in scenario.kind_ids]
        townships = {township.id: township for township in scenario.townships}
        self.township = [village.township for village in scenario.villages]
        self._call_district = [townships[village.township].district for village in scenario.villages]
        stations = {station.id: station for station in scenario.stations}
        self._unit_district = [stations[unit.station].district for unit in scenario.units]

    def crosses(self, unit: int, place: int) -> bool:
        """Whether a unit is of another district than a place."""
        return self._unit_district[unit] != self._call_district[place]


def seconds(ms: int | None) -> float:
    """Return milliseconds as seconds; NaN for None."""
    return NOTHING if ms is None else ms / 1000


def call_rows(fold: Fold) -> list[CallRow]:
    """Return a row for each call, by number."""
    names = Names(fold.scenario)
    found_ms = fold.first_minutes.found_ms
    return [_call_row(names, call, found_ms(number)) for number, call in enumerate(fold.responses.calls)]


def _call_row(names: Names, call: Call, found_ms: int | None) -> CallRow:
    scenario, fact, first = names.scenario, call.fact, call.first
    name, kind = names.kinds[fact.kind]
    began = scenario.start + timedelta(milliseconds=call.began_ms)
    arrived_ms = None if first is None else first.on_scene_ms
    return CallRow(
        fact.call,
        name,
        kind.severities[fact.severity].id,
        kind.priority,
        scenario.villages[fact.place].id,
        names.township[fact.place],
        scenario.nodes[fact.node].id,
        seconds(call.began_ms),
        began.month,
        began.hour,
        span(call.began_ms if found_ms is None else found_ms, call.answered_ms),
        span(call.answered_ms, call.taken_ms),
        span(call.taken_ms, call.sent_ms),
        NOTHING if first is None else span(first.ordered_ms, first.en_route_ms),
        NOTHING if first is None else span(first.en_route_ms, arrived_ms),
        span(call.began_ms, arrived_ms),
        span(call.began_ms, call.complete_ms),
        span(arrived_ms, call.ended_ms),
        call.end,
        call.responses,
        call.people,
        NOTHING if first is None else scenario.units[first.unit].id,
        NOTHING if first is None else float(names.crosses(first.unit, fact.place)),
    )


def response_rows(fold: Fold) -> list[ResponseRow]:
    """Return a row for each response, in the order in which they began."""
    names = Names(fold.scenario)
    return [_response_row(names, fold.responses.calls, response) for response in fold.responses.responses]


def _response_row(names: Names, calls: list[Call], response: Response) -> ResponseRow:
    unit = names.scenario.units[response.unit]
    return ResponseRow(
        response.call,
        unit.id,
        unit.station,
        seconds(response.ordered_ms),
        seconds(response.turned_out_ms),
        seconds(response.en_route_ms),
        seconds(response.on_scene_ms),
        seconds(response.left_ms),
        seconds(response.home_ms),
        response.outcome,
        response.crew,
        float(names.crosses(response.unit, calls[response.call].fact.place)),
        response.first,
    )


def unit_rows(fold: Fold) -> list[UnitRow]:
    """Return a row for each unit of the scenario, by id."""
    outcomes: list[list[str]] = [[] for _ in fold.scenario.units]
    for response in fold.responses.responses:
        outcomes[response.unit].append(response.outcome)
    return [_unit_row(fold, unit, found) for unit, found in enumerate(outcomes)]


def _unit_row(fold: Fold, unit: int, outcomes: list[str]) -> UnitRow:
    row, spent_ms = fold.scenario.units[unit], fold.duty.spent_ms[unit]
    busy_ms = sum(ms for status, ms in spent_ms.items() if status and status not in AT_REST)

    def hours(*statuses: str) -> float:
        return sum(spent_ms.get(status, 0) for status in statuses) / HOUR_MS

    return UnitRow(
        row.id,
        row.station,
        row.type,
        fold.duty.takes_part(unit),
        len(outcomes),
        outcomes.count("arrived"),
        busy_ms / fold.end_ms if fold.end_ms and fold.duty.takes_part(unit) else NOTHING,
        hours(ON_SCENE),
        outcomes.count("cancelled"),
        outcomes.count("diverted"),
        hours(*sorted(UNDER_WAY)),
        hours(RESTORING),
        hours(STANDING_BY),
        hours(UNSTAFFED),
        hours(STRANDED),
        fold.duty.turned[unit],
    )


def uncovered(fold: Fold) -> list[float]:
    """Return the share of time in which each township was not covered; NaN for a run of no length."""
    return [ms / fold.end_ms if fold.end_ms else NOTHING for ms in fold.coverage.uncovered_ms]


def weighted(shares: list[float], weights: list[int]) -> float:
    """Return the mean of shares by weight; NaN where nothing has weight."""
    return (
        math.fsum(s * w for s, w in zip(shares, weights, strict=True)) / sum(weights)
        if any(weights)
        else NOTHING
    )


def mean_of(rows: list[CallRow], field: str) -> float:
    """Return the mean of a number over calls; NaN where there are none."""
    return mean([getattr(row, field) for row in rows])
