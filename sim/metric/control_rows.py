"""Flat rows of control measures, and their headline figures."""

from typing import Any, NamedTuple

from sim.metric.control import Given
from sim.metric.fold import Fold
from sim.metric.spread import percentile, ratio
from sim.terms.control import Measure
from sim.terms.ids import Band
from sim.terms.units import SECOND_MS


class MeasureRow(NamedTuple):
    """A row of the table of measures; `sim.metric.control_columns` says what each field means."""

    order: str
    measure: str
    by: str
    townships: int
    places: int
    taken: int
    p50_s: float
    p90_s: float
    known: int
    averted: int


def measure_rows(fold: Fold) -> list[MeasureRow]:
    """Return a row for each standing order, in their order; none where measures are off."""
    if not fold.controls.active:
        return []
    found = []
    for order, given in zip(fold.scenario.control.orders, fold.controls.given, strict=True):
        delays = sorted(_delays_s(fold, given))
        found.append(
            MeasureRow(
                order.id,
                order.measure.value,
                order.by,
                len(given.first_ms),
                len(given.asked),
                len(given.taken),
                percentile(delays, 50),
                percentile(delays, 90),
                len(given.done),
                given.averted,
            )
        )
    return found


def _delays_s(fold: Fold, given: Given) -> list[float]:
    return [(t_ms - given.first_ms[_township(fold, at)]) / SECOND_MS for at, t_ms in given.taken.items()]


def _township(fold: Fold, address: int) -> int:
    scenario = fold.scenario
    if address < Band.KEY_UNIT:
        return scenario.township_ids[scenario.villages[address - Band.VILLAGE].township]
    return scenario.township_ids[scenario.key_units[address - Band.KEY_UNIT].township]


def in_the_way(fold: Fold) -> dict[str, int]:
    """Return how many people at risk lived where a hazard struck the road, and how many were at home then."""
    crowd = fold.crowd
    there = sum(group.people for group in crowd.groups if group.village in crowd.struck_ms)
    return {"there": there, "in_the_way": there - sum(crowd.left_by_then.values())}


def control_summary(fold: Fold) -> dict[str, Any]:
    """Return the headline figures of control measures; empty where there are none."""
    if not fold.controls.active:
        return {}
    controls, rows = fold.controls, measure_rows(fold)
    people = [group.people for group in fold.crowd.groups]
    return {
        "control": {
            "orders": len(rows),
            "given": sum(row.townships > 0 for row in rows),
            "by_measure": {measure.value: _of(rows, measure) for measure in Measure},
            "ordered_people": sum(people[number] for number in sorted(controls.groups)),
            "averted": sum(row.averted for row in rows),
            **in_the_way(fold),
            "units": len(fold.scenario.key_units),
            "units_warned": len(controls.warned),
            "units_struck": len(controls.present),
            "units_there": sum(controls.present.values()),
            "units_in_the_way": sum(controls.in_the_way.values()),
        }
    }


def _of(rows: list[MeasureRow], measure: Measure) -> dict[str, float]:
    own = [row for row in rows if row.measure == measure.value]
    places, taken = sum(row.places for row in own), sum(row.taken for row in own)
    return {"places": places, "taken": taken, "share": ratio(taken, places)}
