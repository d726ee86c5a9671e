"""Rows of the tables on response levels, and their headline figures."""

import math
from typing import Any, NamedTuple

from sim.metric.fold import Fold
from sim.metric.parties import party
from sim.metric.spread import known, mean, percentile
from sim.terms.levels import ROMAN, rank
from sim.terms.units import SECOND_MS


class LevelRow(NamedTuple):
    """A row of the table of levels."""

    number: int
    level: int
    post: str
    kind: str
    decided_s: float
    sent_s: float
    known_s: float
    delay_s: float


class RoundRow(NamedTuple):
    """A row of the table of consultations."""

    number: int
    post: str
    ended_s: float
    held: bool
    present: int
    missing: int
    late_s: float


def level_rows(fold: Fold) -> list[LevelRow]:
    """Return a row for each decision and each one who was to act at it, in the order of sending."""
    first = reversed(fold.levels.decisions)  # two posts may decide alike while they do not hear each other
    decided = {(each.level, each.number): each.t_ms / SECOND_MS for each in first}
    rows = []
    for (level, number, address), receipt in fold.levels.receipts.items():
        who, known_ms = party(fold.scenario, address), receipt.known_ms
        known_s = math.nan if known_ms is None else known_ms / SECOND_MS
        at_s = decided[level, number]
        rows.append(
            LevelRow(
                number,
                level,
                who.id,
                who.kind.value,
                at_s,
                receipt.sent_ms / SECOND_MS,
                known_s,
                known_s - at_s,
            )
        )
    return rows


def round_rows(fold: Fold) -> list[RoundRow]:
    """Return a row for each consultation, in the order of their ends."""
    return [
        RoundRow(
            fact.number,
            party(fold.scenario, fact.post).id,
            t / SECOND_MS,
            fact.held,
            len(fact.present),
            len(fact.missing),
            fact.late_ms / SECOND_MS,
        )
        for t, fact in fold.levels.rounds
    ]


def level_summary(fold: Fold) -> dict[str, Any]:
    """Return the headline figures of response levels, as plain data, or nothing where there are none.

    Times are in seconds since the start, delays in seconds.
    """
    if not fold.levels.active:
        return {}
    levels, rows = fold.levels, level_rows(fold)
    highest = max((each.level for each in levels.decisions), key=rank, default=0)
    delays = known(row.delay_s for row in rows)
    waits = [wait / SECOND_MS for wait in levels.waits_ms]
    return {
        "levels": {
            "decisions": len(levels.decisions),
            "highest": highest,
            "by_level": {ROMAN[level]: _by_level(fold, level) for level in (4, 3, 2, 1)},
            "orders": len(rows),
            "known": len(delays),
            "known_p50_s": percentile(delays, 50),
            "known_p90_s": percentile(delays, 90),
            "rounds": len(levels.rounds),
            "rounds_held": sum(each.fact.held for each in levels.rounds),
            "round_late_mean_s": mean([each.fact.late_ms / SECOND_MS for each in levels.rounds]),
            "desk_messages": len(waits),
            "reports_per_officer": _span(fold),
            "desk_wait_mean_s": mean(waits),
            "desk_wait_p90_s": percentile(waits, 90),
            "transfers": len(levels.moves),
            "measures": {
                name: {"takers": takers, "amount": amount}
                for name, (takers, amount) in sorted(levels.measures.items())
            },
        }
    }


def _span(fold: Fold) -> float:
    """Return how many report to each officer of the staff, of those who are told of levels 管理幅度."""
    told = {address for _, _, address in fold.levels.receipts}
    return len(told) / fold.scenario.response.staff.desks.value


def _by_level(fold: Fold, level: int) -> dict[str, float]:
    """Return when a level, or a higher one, was first warranted and first decided, and the lag."""
    least = rank(level)
    found = (each.t_ms / SECOND_MS for each in fold.levels.warranted if rank(each.level) >= least)
    warranted_s = next(found, math.nan)
    found = (each.t_ms / SECOND_MS for each in fold.levels.decisions if rank(each.level) >= least)
    decided_s = next(found, math.nan)
    return {"warranted_s": warranted_s, "decided_s": decided_s, "lag_s": decided_s - warranted_s}
