"""The storm over a neighbouring district, and the calls that it has of its own 毗邻区县自身受灾."""

import math
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import NamedTuple

from sim.hazard.demand import emergency
from sim.hazard.surges import Surges
from sim.kernel.draw import Draws, Streams
from sim.scenario.model import Scenario
from sim.terms.needs import Needs
from sim.terms.units import HOUR_MS, YEAR_MS


class OwnCall(NamedTuple):
    """A call of a neighbour's own: when it comes, which units it needs, and the work on scene."""

    t_ms: int
    needs: Needs
    work_ms: int


def home_rain(
    scenario: Scenario, rain: Callable[[int, int], float] | None, horizon_ms: int
) -> tuple[float, ...]:
    """Return the mean rain over the seats of our townships, hour by hour, in mm/h; none without a storm."""
    home = {district.id for district in scenario.districts if district.home}
    seats = [scenario.node_ids[row.seat] for row in scenario.townships if row.district in home]
    if rain is None or not seats:
        return ()
    middles = range(HOUR_MS // 2, horizon_ms + HOUR_MS, HOUR_MS)
    return tuple(math.fsum(rain(seat, t_ms) for seat in seats) / len(seats) for t_ms in middles)


class OwnStorm:
    """How hard it rains on a neighbour, and when its own calls come.

    A part of its rain is ours, some hours later; the rest is as much rain at another time. Calls are a
    Poisson process of piecewise constant rate: those of its people in a year, even over the year, times our
    surges and the rain of the hour.

    Parameters
    ----------
    scenario
        Kinds, rates and people.
    district
        Id of the neighbour.
    ours
        Rain on us by hour, in mm/h.
    streams
        Of the replication.
    horizon_ms
        Calls from then on are left out.

    Attributes
    ----------
    lag_ms
        How much later than us it is hit.
    """

    def __init__(
        self, scenario: Scenario, district: str, ours: Sequence[float], streams: Streams, horizon_ms: int
    ) -> None:
        rules, demand = scenario.aid.neighbours, scenario.demand
        self._scenario, self._horizon_ms = scenario, horizon_ms
        self._times, self._marks = (streams(f"aid/own/{district}/{what}") for what in ("times", "call"))
        self._kinds = [name for name in scenario.kind_ids if demand.kinds[name].enabled]
        self._surges = [Surges(demand.surges, name) for name in self._kinds]
        people = next(row.population for row in scenario.districts if row.id == district)
        per_hour = people / 1000 * demand.scale.value * rules.calls.value * HOUR_MS / YEAR_MS
        self._usual = [demand.kinds[name].per_1000.value * per_hour for name in self._kinds]
        self._per_rain = rules.per_rain.value
        course = streams(f"aid/own/{district}/course")
        self.lag_ms = round(rules.lag.ms + rules.lag_spread.ms * (2 * course.uniform() - 1))
        self._rain = self._course(ours, course)

    def _course(self, ours: Sequence[float], course: Draws) -> tuple[float, ...]:
        """Return the rain on the neighbour by hour, in mm/h."""
        rules = self._scenario.aid.neighbours
        strength = course.lognormal(rules.strength.value, rules.strength_sigma.value)
        alike, count = rules.correlation.value, len(ours)
        later, other = round(self.lag_ms / HOUR_MS), int(course.uniform() * count)
        return tuple(
            strength * (alike * _at(ours, hour - later) + (1 - alike) * ours[(hour - other) % count])
            for hour in range(count)
        )

    def rain_mm_h(self, t_ms: int) -> float:
        """Return how hard it rains on the neighbour."""
        return _at(self._rain, t_ms // HOUR_MS)

    def per_hour(self, t_ms: int) -> float:
        """Return how many calls of its own it has in an hour, at a time."""
        return math.fsum(self._rates(t_ms))

    def _rates(self, t_ms: int) -> list[float]:
        """Return the calls per hour of each kind."""
        wet = 1 + self._per_rain * self.rain_mm_h(t_ms)
        pairs = zip(self._usual, self._surges, strict=True)
        return [usual * wet * surges.everywhere(t_ms - self.lag_ms) for usual, surges in pairs]

    def next_call(self, now_ms: int) -> OwnCall | None:
        """Return the next call after a time, drawn now; None where there is none before the horizon."""
        need, t_ms = self._times.exponential(1.0), now_ms
        while t_ms < self._horizon_ms:
            edge_ms = (t_ms // HOUR_MS + 1) * HOUR_MS
            rate = self.per_hour(t_ms)
            most = rate * (edge_ms - t_ms) / HOUR_MS
            if need < most:
                return self._born(t_ms + max(1, int(need / rate * HOUR_MS)))
            need, t_ms = need - most, edge_ms
        return None

    def _born(self, t_ms: int) -> OwnCall:
        """Draw of which kind a call is, how bad and how much work."""
        kind = self._kinds[self._marks.pick(list(accumulate(self._rates(t_ms))))]
        birth = emergency(self._scenario, kind, 0, t_ms, self._marks)
        return OwnCall(t_ms, birth.needs, birth.work_ms)


def _at(rain: Sequence[float], hour: int) -> float:
    """Return the rain of an hour; none before the first and after the last."""
    return rain[hour] if 0 <= hour < len(rain) else 0.0
