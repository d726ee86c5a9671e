"""Flat rows of warnings, people at risk and shelters, and their headline figures."""

import math
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sim.metric.fold import Fold
from sim.metric.people import STATES, Issued, Told
from sim.metric.spread import NOTHING, percentile, ratio, share_within
from sim.scenario.groups import Group, is_urban
from sim.terms.enums import PeopleState, ToldBy, WarningColour
from sim.terms.ids import Band
from sim.terms.units import MINUTE_MS

MINUTES = (15, 30, 60)
"""Times after a warning within which people are counted who have heard of it."""


class WarningRow(NamedTuple):
    """A row of the table of warnings; `sim.metric.people_columns` says what each field means."""

    warning: int
    township: str
    colour: str
    leave: bool
    issued_s: float
    confirmed_s: float
    in_time: bool
    villages: int
    villages_in_time: int
    villages_confirmed: int


class VillageRow(NamedTuple):
    """A row of the table of villages with people at risk."""

    village: str
    township: str
    urban: bool
    at_risk: int
    warned: int
    p50_s: float
    unaware: int
    stayed: int
    cut_off: int
    sheltered: int
    returned: int
    struck_s: float
    left_by_then: float


class ShelterRow(NamedTuple):
    """A row of the table of shelters."""

    shelter: str
    capacity: int
    people: int
    share: float


def warning_rows(fold: Fold) -> list[WarningRow]:
    """Return a row for each warning, in the order of issue."""
    return [_warning(fold, issued) for issued in fold.crowd.issued]


def _warning(fold: Fold, issued: Issued) -> WarningRow:
    scenario, fact, figures = fold.scenario, issued.fact, fold.scenario.warning
    due = figures.due_red if fact.colour == WarningColour.RED.value else figures.due
    last_ms = issued.t_ms + due.ms
    town = scenario.townships[fact.township]
    own = [i for i, village in enumerate(scenario.villages) if village.township == town.id]
    heard = [issued.confirmed_ms.get(Band.VILLAGE.address(village)) for village in own]
    confirmed_ms = issued.confirmed_ms.get(Band.TOWNSHIP.address(fact.township))
    return WarningRow(
        fact.warning,
        town.id,
        fact.colour,
        fact.leave,
        issued.t_ms / 1000,
        NOTHING if confirmed_ms is None else (confirmed_ms - issued.t_ms) / 1000,
        confirmed_ms is not None and confirmed_ms <= last_ms,
        len(own),
        sum(t_ms is not None and t_ms <= last_ms for t_ms in heard),
        sum(t_ms is not None for t_ms in heard),
    )


def village_rows(fold: Fold) -> list[VillageRow]:
    """Return a row for each village with people at risk, by id."""
    by_village: dict[int, list[Group]] = {}
    for group in fold.crowd.groups:
        by_village.setdefault(group.village, []).append(group)
    return [_village(fold, village, by_village[village]) for village in sorted(by_village)]


def _village(fold: Fold, village: int, groups: Sequence[Group]) -> VillageRow:
    crowd, row = fold.crowd, fold.scenario.villages[village]
    count = {state: sum(crowd.states[g.number].get(state, 0) for g in groups) for state in STATES}
    struck_ms = crowd.struck_ms.get(village)
    return VillageRow(
        row.id,
        row.township,
        is_urban(fold.scenario, village),
        sum(group.people for group in groups),
        sum(group.people for group in groups if group.number in crowd.told),
        percentile(_delays_min(fold, groups), 50) * 60,
        count[PeopleState.UNAWARE.value],
        count[PeopleState.STAYED.value],
        count[PeopleState.CUT_OFF.value],
        sum(crowd.most_sheltered[g.number] for g in groups),
        count[PeopleState.RETURNED.value],
        NOTHING if struck_ms is None else struck_ms / 1000,
        NOTHING if struck_ms is None else crowd.left_by_then[village],
    )


def shelter_rows(fold: Fold) -> list[ShelterRow]:
    """Return a row for each shelter, by id."""
    rows = zip(fold.scenario.shelters, fold.crowd.most, strict=True)
    return [ShelterRow(row.id, row.capacity, people, ratio(people, row.capacity)) for row, people in rows]


def _ordered(fold: Fold) -> tuple[dict[int, int], list[Group]]:
    """Return when people of each township were first to leave, and the groups in those townships."""
    first: dict[int, int] = {}
    for issued in fold.crowd.issued:
        if issued.fact.leave:
            first.setdefault(issued.fact.township, issued.t_ms)
    return first, [group for group in fold.crowd.groups if _township(fold, group) in first]


def _township(fold: Fold, group: Group) -> int:
    return fold.scenario.township_ids[fold.scenario.villages[group.village].township]


def _delays_min(fold: Fold, groups: Iterable[Group]) -> list[float]:
    """Return for each person who has heard how long after the first warning to leave, in min, in order."""
    first, _ = _ordered(fold)
    found: list[float] = []
    for group in groups:
        told = fold.crowd.told.get(group.number)
        if told is not None:
            delay_min = (told.t_ms - first[_township(fold, group)]) / MINUTE_MS
            found += [delay_min] * group.people
    return sorted(found)


def _reach(fold: Fold, groups: Sequence[Group]) -> dict[str, Any]:
    """Return how many people are to leave, which share heard and left, and how soon they heard."""
    people = sum(group.people for group in groups)
    delays_min = _delays_min(fold, groups)
    in_time = {
        f"warned_{minutes}min": ratio(share_within(delays_min, minutes) * len(delays_min), people)
        if delays_min
        else ratio(0, people)
        for minutes in MINUTES
    }
    safe = sum(fold.crowd.most_sheltered[group.number] for group in groups)
    return {
        "people": people,
        **in_time,
        "warned": ratio(len(delays_min), people),
        "warned_p50_min": percentile(delays_min, 50),
        "warned_p90_min": percentile(delays_min, 90),
        "sheltered": ratio(safe, people),
    }


def _unconfirmed(fold: Fold, warnings: Sequence[WarningRow]) -> dict[str, int | None]:
    """Return how many townships and villages were called, and how many did not confirm in time."""
    asked = sum(row.villages for row in warnings)
    figures: dict[str, int | None] = {
        "townships_asked": len(warnings),
        "townships_unconfirmed": sum(not row.in_time for row in warnings),
        "villages_asked": asked,
        "villages_unconfirmed": asked - sum(row.villages_in_time for row in warnings),
    }
    return dict.fromkeys(figures) if fold.scenario.warning.variant == "broadcast" else figures


def people_summary(fold: Fold) -> dict[str, Any]:
    """Return the headline figures of warnings and people at risk; empty where nobody is warned."""
    if not fold.scenario.warning.tells_people:
        return {}
    crowd, (_, ordered), warnings = fold.crowd, _ordered(fold), warning_rows(fold)
    urban = [group for group in ordered if is_urban(fold.scenario, group.village)]
    rural = [group for group in ordered if not is_urban(fold.scenario, group.village)]
    shelters = shelter_rows(fold)
    told: dict[int, Told] = crowd.told
    struck = [village for village in crowd.struck_ms if any(g.village == village for g in ordered)]
    there = sum(group.people for group in ordered if group.village in crowd.struck_ms)
    figures = {
        "variant": fold.scenario.warning.variant,
        "at_risk": sum(group.people for group in crowd.groups),
        "groups": len(crowd.groups),
        "warnings": len(warnings),
        "lifted": sum(row.colour == WarningColour.NONE.value for row in warnings),
        "to_leave": _reach(fold, ordered),
        "communities": _reach(fold, urban),
        "villages": _reach(fold, rural),
        "by": {
            by.value: sum(g.people for g in ordered if g.number in told and told[g.number].by == by.value)
            for by in ToldBy
        },
        **_unconfirmed(fold, warnings),
        "states": {state: sum(count.get(state, 0) for count in crowd.states) for state in STATES},
        "left_before_struck": ratio(sum(crowd.left_by_then[village] for village in struck), there),
        "spared": crowd.spared,
        "shelters_used": sum(row.people > 0 for row in shelters),
        "fullest_shelter": max((row.share for row in shelters if not math.isnan(row.share)), default=NOTHING),
    }
    return {"people": figures}
