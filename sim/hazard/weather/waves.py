"""Flood waves that come down from gauges upstream 上游洪水波.

A wave is scripted at the uppermost gauge of a river. It passes every other gauge later, by the difference of
their ways, and reaches the district after the whole way; each gauge says which share of a rise there arrives
(travel and attenuation as in textbook routing, Maidment, Handbook of Hydrology, 1993, chapter 10).
"""

from collections.abc import Sequence
from itertools import pairwise

from sim.hazard.unfold import Luck
from sim.hazard.weather.rain import STEP_H
from sim.scenario.basin import GaugeRow
from sim.scenario.model import Scenario


def head_of(scenario: Scenario, river: str) -> GaugeRow | None:
    """Return the uppermost gauge of a river, or None where there is none."""
    rows = [row for row in scenario.gauges if row.river == river]
    return max(rows, key=lambda row: row.travel_h, default=None)


def rise_m(scenario: Scenario, gauge: GaugeRow, t_h: float) -> float:
    """Return how far the river has risen at a gauge above its usual stage."""
    head = head_of(scenario, gauge.river)
    if head is None or not scenario.basin.model:
        return 0.0
    stages = [(row.at_h, row.rise_m) for row in scenario.stages if row.river == gauge.river]
    risen_m = between(stages, t_h - (head.travel_h - gauge.travel_h))
    return scenario.basin.scale.value * risen_m * head.keeps / gauge.keeps


def between(stages: Sequence[tuple[float, float]], t_h: float) -> float:
    """Return the rise at a time, on the straight line between two rows; nought before and after all rows.

    Examples
    --------
    >>> [between([(1.0, 0.0), (3.0, 4.0)], t_h) for t_h in (0.5, 2.0, 3.0, 3.5)]
    [0.0, 2.0, 4.0, 0.0]
    """
    for (begin_h, begin_m), (end_h, end_m) in pairwise(stages):
        if begin_h <= t_h <= end_h:
            return begin_m + (end_m - begin_m) * (t_h - begin_h) / (end_h - begin_h)
    return 0.0


def arrives_m(scenario: Scenario, river: str, steps: int, luck: Luck) -> list[float]:
    """Return what a wave adds to the stage of a river in the district, in m, after each step.

    It errs by a factor of its own from what the gauge foretells, which nobody knows beforehand.
    """
    head = head_of(scenario, river)
    if head is None or not scenario.basin.model:
        return [0.0] * steps
    factor = luck(f"wave/{river}").lognormal(head.keeps, scenario.basin.error.value)
    times_h = ((step + 1) * STEP_H - head.travel_h for step in range(steps))
    return [factor * rise_m(scenario, head, t_h) for t_h in times_h]
