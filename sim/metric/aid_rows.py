"""Rows of the tables on mutual aid, and its headline figures."""

import math
from typing import Any, NamedTuple

from sim.metric.aid import Loan, Request
from sim.metric.fold import Fold
from sim.metric.rows import seconds
from sim.metric.spread import NOTHING, known, percentile, span
from sim.terms.units import HOUR_MS, MINUTE_MS

REACHED_WITHIN_MS = 60 * MINUTE_MS
"""A caller is reached when a unit is on scene within an hour (assumption)."""


class RequestRow(NamedTuple):
    """A row of the table ``aid_requests``."""

    request: int
    call: float
    standing: float
    needs: str
    asked_s: float
    approval_s: float
    promised_s: float
    check_in_s: float
    units: int


class LoanRow(NamedTuple):
    """A row of the table ``loans``."""

    unit: str
    station: str
    request: int
    promised_s: float
    muster_s: float
    travel_s: float
    assigned: int
    released_s: float
    away_h: float
    end: str
    recalled_s: float


def request_rows(fold: Fold) -> list[RequestRow]:
    """Return a row for each request for aid, by number."""
    return [_request_row(fold, request) for _, request in sorted(fold.aid.requests.items())]


def _request_row(fold: Fold, request: Request) -> RequestRow:
    fact = request.fact
    loans = [loan for loan in fold.aid.loans if loan.request == fact.request]
    check_ins = [loan.checked_in_ms for loan in loans if loan.checked_in_ms is not None]
    return RequestRow(
        fact.request,
        NOTHING if fact.call is None else fact.call,
        float(fact.standing),
        " ".join(f"{skill}:{count}" for skill, count in fact.needs),
        seconds(request.asked_ms),
        span(request.asked_ms, request.approved_ms),
        span(request.asked_ms, loans[0].began_ms if loans else None),
        span(request.asked_ms, min(check_ins, default=None)),
        sum(loan.left_ms is not None for loan in loans),
    )


def loan_rows(fold: Fold) -> list[LoanRow]:
    """Return a row for each loan, in the order in which they were promised."""
    return [_loan_row(fold, loan) for loan in fold.aid.loans]


def _loan_row(fold: Fold, loan: Loan) -> LoanRow:
    unit, end_ms = fold.scenario.units[loan.unit], fold.end_ms or 0
    return LoanRow(
        unit.id,
        unit.station,
        loan.request,
        seconds(loan.began_ms),
        span(loan.began_ms, loan.left_ms),
        span(loan.left_ms, loan.checked_in_ms),
        loan.assigned,
        seconds(loan.released_ms),
        loan.away_ms(end_ms) / HOUR_MS,
        "never_left" if loan.left_ms is None else "out" if loan.home_ms is None else "home",
        seconds(loan.recalled_ms),
    )


def aid_summary(fold: Fold) -> dict[str, Any]:
    """Return the headline figures of mutual aid, as plain data; times are in seconds and hours."""
    requests, loans = request_rows(fold), loan_rows(fold)
    ends = [loan.end for loan in loans]
    check_ins = known(request.check_in_s for request in requests)
    first = [call.first for call in fold.responses.calls if call.first is not None]
    return {
        "requests": len(requests),
        "standing": sum(request.standing == 1 for request in requests),
        "approved": len(known(request.approval_s for request in requests)),
        "offers": fold.aid.offers,
        "declined": fold.aid.declined,
        "lent": len(loans) - ends.count("never_left"),
        "checked_in": sum(not math.isnan(loan.travel_s) for loan in loans),
        "assigned": sum(loan.assigned for loan in loans),
        "released": len(known(loan.released_s for loan in loans)),
        "home": ends.count("home"),
        "still_out": ends.count("out"),
        "unit_h": math.fsum(loan.away_h for loan in loans),
        "check_in_p50_s": percentile(check_ins, 50),
        "check_in_p90_s": percentile(check_ins, 90),
        "first_arrivals": sum(response.unit in fold.aid.lendable for response in first),
    }


def reach(fold: Fold) -> dict[str, Any]:
    """Return who was reached, as plain data.

    People reached are those who called and had a unit on scene within 60 min, counted as one each, and
    trapped people who were freed alive.
    """
    calls = fold.responses.calls
    took_ms = [
        call.first.on_scene_ms - call.began_ms
        for call in calls
        if call.first is not None and call.first.on_scene_ms is not None
    ]
    in_time = sum(ms <= REACHED_WITHIN_MS for ms in took_ms)
    home = {district.id for district in fold.scenario.districts if district.home}
    pairs = zip(fold.scenario.townships, fold.coverage.uncovered_ms, strict=True)
    uncovered = [row.population * ms / HOUR_MS for row, ms in pairs if row.district in home]
    return {
        "never_reached": len(calls) - len(took_ms),
        "callers_60min": in_time,
        "people": in_time + fold.rescue.rescued.alive,
        "uncovered_person_h": math.fsum(uncovered),
    }
