"""Warnings of rain 暴雨预警: what forecasters say of each township, drawn before anybody acts.

They know what has fallen, and foresee what falls in the hours to come, with an error of its own for each
township and time. The colour is the highest whose rain is reached or foreseen. It rises at once; it falls,
and is lifted in the end, when less has been foreseen for some time: so there are false alarms, and misses.
"""

from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import Final, NamedTuple

from sim.kernel.draw import Streams
from sim.scenario.model import Scenario
from sim.scenario.people import Warnings
from sim.terms.colours import COLOURS
from sim.terms.enums import WarningColour
from sim.terms.units import HOUR_MS

_STEP_MS: Final = HOUR_MS // 4
_STEPS: Final = HOUR_MS // _STEP_MS


class Bulletin(NamedTuple):
    """A warning that is issued for a township, lowered or lifted.

    Attributes
    ----------
    t_ms
        When.
    township
        Its row.
    colour
        Its colour.
    """

    t_ms: int
    township: int
    colour: WarningColour


def bulletins(
    scenario: Scenario, streams: Streams, rain: Callable[[int, int], float] | None, horizon_ms: int
) -> list[Bulletin]:
    """Return all warnings of a run, scripted ones and those of rain, by time and township.

    Parameters
    ----------
    scenario
        Thresholds, lead time, error, script.
    streams
        The luck of the replication, of which ``warning/forecast/*`` is used.
    rain
        Rain in mm/h by node and time in ms, None without any.
    horizon_ms
        Until when.
    """
    found = list(_scripted(scenario))
    if rain is not None and scenario.warning.from_rain:
        for township in home_townships(scenario):
            found += _of_rain(scenario, streams, rain, township, horizon_ms)
    return sorted(b for b in found if b.t_ms < horizon_ms)


def home_townships(scenario: Scenario) -> list[int]:
    """Return the rows of the townships of the home districts."""
    home = {row.id for row in scenario.districts if row.home}
    return [number for number, row in enumerate(scenario.townships) if row.district in home]


def _scripted(scenario: Scenario) -> Iterator[Bulletin]:
    for row in scenario.warning.scripted:
        named = [scenario.township_ids[name] for name in row.townships]
        for township in named or home_townships(scenario):
            yield Bulletin(row.at.ms, township, row.colour)


def _of_rain(
    scenario: Scenario,
    streams: Streams,
    rain: Callable[[int, int], float],
    township: int,
    horizon_ms: int,
) -> Iterator[Bulletin]:
    """Yield the warnings for one township, by the rain at its seat."""
    figures, row = scenario.warning, scenario.townships[township]
    node, draws = scenario.node_ids[row.seat], streams(f"warning/forecast/{row.id}")
    steps = range(-(-horizon_ms // _STEP_MS) + 1)
    fell = [0.0, *accumulate(rain(node, step * _STEP_MS) / _STEPS for step in steps)]
    rank, lower_ms = 0, None
    for t_ms in range(0, horizon_ms, figures.interval.ms):
        error = draws.lognormal(1.0, figures.error.value)
        now = _rank(fell, t_ms // _STEP_MS, error, figures)
        lower_ms = None if now >= rank else t_ms if lower_ms is None else lower_ms
        if now > rank or (lower_ms is not None and t_ms - lower_ms >= figures.lower_after.ms):
            rank, lower_ms = now, None
            yield Bulletin(t_ms, township, COLOURS[rank])


def _rank(fell: list[float], step: int, error: float, figures: Warnings) -> int:
    """Return the place of the highest colour whose rain is reached or foreseen, nought for none."""
    limits = (
        (figures.blue.value, 12),
        (figures.yellow.value, 6),
        (figures.orange.value, 3),
        (figures.red.value, 3),
    )
    ranks = [
        rank
        for rank, (limit_mm, hours) in enumerate(limits, 1)
        if _amount_mm(fell, step, hours, error, figures.lead.ms) >= limit_mm
    ]
    return max(ranks, default=0)


def _amount_mm(fell: list[float], step: int, hours: int, error: float, lead_ms: int) -> float:
    """Return the rain of a span that ends with what is foreseen: measured before, with an error after."""
    ahead = min(hours * _STEPS, lead_ms // _STEP_MS)
    begin, last = max(0, step - hours * _STEPS + ahead), len(fell) - 1
    foreseen = fell[min(step + ahead, last)] - fell[min(step, last)]
    return fell[min(step, last)] - fell[min(begin, last)] + error * foreseen
