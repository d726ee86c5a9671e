"""The headline figures of a run, as plain data that JSON can hold."""

import math
from typing import Any

from sim.metric import (
    aid_rows,
    comms_rows,
    control_rows,
    grouped,
    level_rows,
    people_rows,
    power_rows,
    repair_rows,
    rows,
)
from sim.metric.columns import SEGMENTS
from sim.metric.comms_summary import communications, demand_digest
from sim.metric.fold import Fold, Readable, fold
from sim.metric.review.rows import lost
from sim.metric.rows import CallRow, UnitRow
from sim.metric.service import SERVICES
from sim.metric.spread import known, mean, percentile, ratio
from sim.terms.enums import CallStage
from sim.terms.units import DAY_MS, SECOND_MS

DENOMINATOR = "calls that a unit reached"
"""What shares of calls reached in time are shares of."""


def summary(log: Readable, folded: Fold | None = None) -> dict[str, Any]:
    """Return the headline figures of a run.

    Parameters
    ----------
    log
        In memory or in a file.
    folded
        The fold of the log, where it was made already: then the log is not read again.

    Returns
    -------
    dict
        Strings, numbers, lists and dictionaries; None for a figure that does not exist. Times are in seconds.
    """
    found = fold(log) if folded is None else folded
    calls, units = rows.call_rows(found), rows.unit_rows(found)
    figures = {
        **_origin(log, found),
        "calls": _ends(calls),
        "response": _response(calls),
        "segments": _segments(calls),
        "sent": {
            "units_per_call": rows.mean_of(calls, "units_sent"),
            "people_per_call": rows.mean_of(calls, "people_sent"),
        },
        "waiting": _waiting(found, calls),
        "workload": _workload(units),
        "coverage": _coverage(found),
        "cross_boundary_share": mean(known(call.cross_boundary for call in calls)),
        "move_ups": found.responses.move_ups,
        "turned_back": sum(found.duty.turned),
        "messages": {row.bearer: row._asdict() for row in comms_rows.message_rows(found)},
        "communications": communications(found),
        "power": power_rows.power(found),
        "service": _service(found),
        **_trapped(found),
        "first_minutes": found.first_minutes.summary(),
        "water": found.water.summary(),
        "repairs": repair_rows.repair_summary(found),
        "aid": aid_rows.aid_summary(found),
        "reach": aid_rows.reach(found),
        **level_rows.level_summary(found),
        "lost": lost(found),
        **people_rows.people_summary(found),
        **found.municipal.summary(found.aid),
        **control_rows.control_summary(found),
        **found.rides.summary(),
        **found.trucks.summary(),
        **found.uavs.summary(),
        **found.casualties.summary(),
        **found.wants.summary(),
        **found.capabilities.summary(),
        **found.alarms.summary(),
        **found.utilities.summary(),
        **found.lending.summary(),
        **found.successions.summary(),
        **found.rivers.summary(),
    }
    plain: dict[str, Any] = _plain(figures)
    return plain


def _origin(log: Readable, found: Fold) -> dict[str, Any]:
    """Return what the run was a function of."""
    header = log.header
    return {
        "scenario": found.scenario.name,
        "title": found.scenario.title.model_dump(),
        "policy": header.policy,
        "seed": header.seed,
        "rep": header.rep,
        "days": header.horizon_ms / DAY_MS,
        "start": header.start,
        "program": header.program,
        "fingerprint": header.fingerprint,
        "digest": log.digest,
        "demand_digest": demand_digest(found),
    }


def _ends(calls: list[CallRow]) -> dict[str, int]:
    ends = [call.end for call in calls]
    stages = (CallStage.CLOSED, CallStage.HANDED_OVER, CallStage.OPEN)
    return {"total": len(calls), **{stage.value: ends.count(stage.value) for stage in stages}}


def _response(calls: list[CallRow]) -> dict[str, Any]:
    reached, p50_s, p90_s, *within = grouped.reached(calls)
    shares = {f"share_{m}min": share for m, share in zip(grouped.MINUTES, within, strict=True)}
    return {"reached": reached, "p50_s": p50_s, "p90_s": p90_s, **shares, "denominator": DENOMINATOR}


def _segments(calls: list[CallRow]) -> dict[str, dict[str, float]]:
    found = {}
    for segment in SEGMENTS:
        times = known(getattr(call, f"{segment}_s") for call in calls)
        found[segment] = {"n": len(times), "p50_s": percentile(times, 50), "p90_s": percentile(times, 90)}
    return found


def _waiting(found: Fold, calls: list[CallRow]) -> dict[str, Any]:
    """Return how many calls waited for a call-taker, and for a unit, and how long those waited."""
    late = (wait for wait in _waits_for_taker(found, calls) if wait > 0)
    never = sum(1 for call in found.responses.calls if call.taken_ms is not None and call.sent_ms is None)
    return {
        "for_call_taker": _queue(known(late)),
        "for_unit": {
            **_queue(known(call.queue_s for call in calls if call.queue_s > 0)),
            "never_sent": never,
        },
    }


def _waits_for_taker(found: Fold, calls: list[CallRow]) -> list[float]:
    """Return how long each call rang beyond the time to answer, once word of it had come."""
    answer_s = found.scenario.dispatch.answer.ms / SECOND_MS
    words = comms_rows.word_rows(found)
    if not words:
        return [call.answer_s - answer_s for call in calls]
    return [row.answer_s - row.word_s - answer_s for row in words if not row.local]


def _queue(waits: list[float]) -> dict[str, float]:
    return {
        "calls": len(waits),
        "mean_s": mean(waits),
        "p90_s": percentile(waits, 90),
        "max_s": percentile(waits, 100),
    }


def _workload(units: list[UnitRow]) -> dict[str, Any]:
    present = [unit for unit in units if unit.takes_part]
    busiest = max(present, key=lambda unit: (unit.busy_share, unit.runs), default=None)
    return {
        "units": len(present),
        "runs": sum(unit.runs for unit in present),
        "mean_busy_share": mean([unit.busy_share for unit in present]),
        "max_busy_share": math.nan if busiest is None else busiest.busy_share,
        "busiest_unit": None if busiest is None else busiest.unit,
        "on_scene_h_per_run": ratio(
            math.fsum(u.on_scene_h for u in present), sum(u.arrived for u in present)
        ),
    }


def _coverage(found: Fold) -> dict[str, Any]:
    shares = rows.uncovered(found)
    people = [township.population for township in found.scenario.townships]
    return {
        "limit_s": found.scenario.dispatch.coverage.ms / SECOND_MS,
        "uncovered_share": rows.weighted(shares, people),
        "weighted_by": "population of the townships",
        "townships_never_covered": sum(share == 1 for share in shares),
    }


def _service(found: Fold) -> dict[str, dict[str, float]]:
    """Return for how many hours, on average over the people, each service was gone, and its lowest share."""
    return {
        name: {
            "lost_h": found.service.lost_h(name),
            "least": min(getattr(level, name) for level in found.service.levels),
        }
        for name in SERVICES
    }


def _trapped(found: Fold) -> dict[str, Any]:
    """Return what became of trapped people, where there were any."""
    rescued = found.rescue.rescued
    return {"trapped": rescued._asdict()} if rescued.trapped else {}


def _plain(value: Any) -> Any:
    """Return the value with None for NaN, which JSON does not know."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return None if isinstance(value, float) and math.isnan(value) else value
