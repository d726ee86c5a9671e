"""Rows of the tables on damage and professional teams."""

import math
from itertools import pairwise
from typing import Any, Final, NamedTuple

from sim.metric.fold import Fold
from sim.metric.repairs import Repair
from sim.metric.spread import known, mean, percentile, ratio, span
from sim.scenario.hazards import INJECTED
from sim.scenario.work import matching
from sim.terms.enums import CrewStatus, DamageKind
from sim.terms.units import HOUR_MS

NOTHING: Final = math.nan


class Chain(NamedTuple):
    """The parts of the time until the first step of a repair is done, in order: they add up to it."""

    seen_h: float
    word_h: float
    order_h: float
    receipt_h: float
    muster_h: float
    travel_h: float
    access_h: float
    survey_h: float
    work_h: float


class DamageRow(NamedTuple):
    """A row of the table ``damages``."""

    damage: int
    kind: str
    asset: str
    target: str
    size: int
    hazard: float
    began_s: float
    seen_h: float
    word_h: float
    order_h: float
    receipt_h: float
    muster_h: float
    travel_h: float
    access_h: float
    survey_h: float
    work_h: float
    eased_h: float
    whole_h: float
    held_h: float
    teams: int
    need_h: float
    done_h: float
    first_team: str


class CrewRow(NamedTuple):
    """A row of the table ``crews``."""

    team: str
    type: str
    owner: str
    people: int
    operators: int
    machines: int
    operated: int
    manned: int
    usable: int
    idle: int
    spare: int
    orders: int
    turned: int
    muster_h: float
    road_h: float
    walking_h: float
    stranded_h: float
    survey_h: float
    working_h: float
    standing_by_h: float
    resting_h: float
    refuelling_h: float
    at_base_h: float
    machine_h: float
    done_h: float
    utilisation: float
    machine_share: float


def damage_rows(fold: Fold) -> list[DamageRow]:
    """Return a row for each damage, by number."""
    return [_damage_row(fold, repair) for repair in fold.repairs.damages]


def _damage_row(fold: Fold, repair: Repair) -> DamageRow:
    scenario, began = fold.scenario, repair.began
    kind = DamageKind(began.kind)
    rows: Any = getattr(scenario, INJECTED[kind.asset], ())
    first = repair.first
    return DamageRow(
        began.damage,
        began.kind,
        kind.asset.value,
        rows[began.target].id if began.target < len(rows) else str(began.target),
        began.size,
        NOTHING if began.hazard is None else began.hazard,
        repair.began_ms / 1000,
        *chain(repair),
        span(repair.began_ms, repair.eased_ms, HOUR_MS),
        span(repair.began_ms, repair.whole_ms, HOUR_MS),
        repair.held_ms / HOUR_MS,
        len(repair.errands),
        sum(work_ms for _, work_ms in began.work) / HOUR_MS,
        sum(repair.done_ms.values()) / HOUR_MS,
        "" if first is None else scenario.teams[first].id,
    )


def chain(repair: Repair) -> Chain:
    """Return how long a damage waited for each thing, as far as it came, by the team that worked first."""
    errand = repair.sent
    times = (
        repair.began_ms,
        repair.seen_ms,
        repair.heard_ms,
        errand.ordered_ms,
        errand.taken_ms,
        errand.out_ms,
        errand.there_ms,
        errand.work_ms,
        repair.eased_ms,
    )
    seen, word, order, receipt, muster, way, survey, work = (span(*pair, HOUR_MS) for pair in pairwise(times))
    access = NOTHING if math.isnan(way) else errand.stranded_ms / HOUR_MS
    return Chain(seen, word, order, receipt, muster, way - access, access, survey, work)


def crew_rows(fold: Fold) -> list[CrewRow]:
    """Return a row for each professional team, in the order of the table."""
    return [_crew_row(fold, team) for team in range(len(fold.scenario.teams))]


def _crew_row(fold: Fold, number: int) -> CrewRow:
    team, service = fold.scenario.teams[number], fold.repairs.crews[number]
    kind = fold.scenario.team_types[team.type]
    match, end_ms = matching(team, kind), fold.end_ms or 0

    def spent_h(*statuses: CrewStatus) -> float:
        return sum(service.by_status.get(status.value, 0) for status in statuses) / HOUR_MS

    return CrewRow(
        team.id,
        team.type,
        team.owner,
        team.people,
        team.operators,
        *match,
        match.usable,
        match.machines - match.usable,
        max(0, team.operators // team.shifts - match.machines * kind.operators.whole),
        service.orders,
        service.turned,
        spent_h(CrewStatus.MUSTERING),
        spent_h(CrewStatus.EN_ROUTE, CrewStatus.RETURNING),
        spent_h(CrewStatus.WALKING),
        spent_h(CrewStatus.STRANDED),
        spent_h(CrewStatus.SURVEYING),
        spent_h(CrewStatus.WORKING),
        spent_h(CrewStatus.STANDING_BY),
        spent_h(CrewStatus.RESTING),
        spent_h(CrewStatus.REFUELLING),
        spent_h(CrewStatus.AT_BASE),
        service.machine_ms / HOUR_MS,
        service.done_ms / HOUR_MS,
        ratio(service.by_status.get(CrewStatus.WORKING.value, 0), end_ms),
        ratio(service.machine_ms, end_ms * match.machines),
    )


def repair_summary(fold: Fold) -> dict[str, Any]:
    """Return the headline figures of repairs, as plain data; times are in hours."""
    damages, crews = damage_rows(fold), crew_rows(fold)
    eased = known(row.eased_h for row in damages)
    return {
        "damages": len(damages),
        "eased": len(eased),
        "whole": sum(not math.isnan(row.whole_h) for row in damages),
        "seen": sum(not math.isnan(row.seen_h) for row in damages),
        "worked_on": sum(bool(row.first_team) for row in damages),
        "eased_mean_h": mean(eased),
        "eased_p90_h": percentile(eased, 90),
        "whole_mean_h": mean(known(row.whole_h for row in damages)),
        "chain_mean_h": {name: mean(known(getattr(row, name) for row in damages)) for name in Chain._fields},
        "teams": len(crews),
        "machines": sum(row.machines for row in crews),
        "usable_machines": sum(row.usable for row in crews),
        "machine_h": math.fsum(row.machine_h for row in crews),
        "utilisation": mean(known(row.utilisation for row in crews)),
    }
