"""A courier 徒步传信: when somebody who carries word on foot or by vehicle arrives."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from sim.terms.units import DAY_MS, HOUR_MS, MINUTE_MS


class WalkLeg(NamedTuple):
    """A part of the way on foot 徒步路段.

    Attributes
    ----------
    length_km
        Along the path, in km.
    climb_m
        Ascent in the direction in which it is walked, in m.
    """

    length_km: float
    climb_m: float = 0.0


class DriveLeg(NamedTuple):
    """A part of the way by vehicle 乘车路段.

    Attributes
    ----------
    travel_ms
        Time on the road, in ms.
    """

    travel_ms: int


@dataclass(frozen=True, slots=True)
class CourierPace:
    """How fast couriers walk, and when they set off 徒步速度.

    Attributes
    ----------
    day_km_h, night_km_h
        On the level by day and at night, in km/h. Source: assumption (2-5; 1.5-3).
    climb_m_per_h
        Ascent that adds an hour, in m. Source: Naismith's rule; its use at night is an assumption.
    decision_ms
        From the need for a courier until he sets off, in ms. Source: assumption.
    night_from_ms, night_until_ms
        Local time of day at which night begins and ends, in ms; no night where both are the same. Source:
        NFRA yearly statistics, day window 08-20.
    start_ms
        Local time of day at the start of the run, in ms.

    Raises
    ------
    ValueError
        If a speed is not positive or a time is negative.
    """

    day_km_h: float = 4.0
    night_km_h: float = 2.5
    climb_m_per_h: float = 600.0
    decision_ms: int = 30 * MINUTE_MS
    night_from_ms: int = 20 * HOUR_MS
    night_until_ms: int = 8 * HOUR_MS
    start_ms: int = 0

    def __post_init__(self) -> None:
        times = self.decision_ms, self.night_from_ms, self.night_until_ms, self.start_ms
        if min(self.day_km_h, self.night_km_h, self.climb_m_per_h) <= 0 or min(times) < 0:
            raise ValueError(f"speeds are positive and times not negative: {self}")

    def walk_h(self, leg: WalkLeg, night: bool) -> float:
        """Return how long a leg takes if it is day, or night, all the time, in h.

        Examples
        --------
        >>> CourierPace().walk_h(WalkLeg(10.0, 300.0), night=False)
        3.0
        """
        return (
            leg.length_km / (self.night_km_h if night else self.day_km_h) + leg.climb_m / self.climb_m_per_h
        )

    def arrival_ms(self, need_ms: int, legs: Iterable[WalkLeg | DriveLeg]) -> int:
        """Return when a courier arrives who was needed at a time, in ms.

        Parameters
        ----------
        need_ms
            When the need arose, in ms since the start; he sets off after the decision.
        legs
            The way, in its order. On foot he is slower for as long as it is night.

        Raises
        ------
        ValueError
            If a leg has a negative length, climb or time.
        """
        now_ms = need_ms + self.decision_ms
        for leg in legs:
            if min(leg) < 0:
                raise ValueError(f"a leg has nothing negative: {leg}")
            now_ms = now_ms + leg.travel_ms if isinstance(leg, DriveLeg) else self._walked_ms(now_ms, leg)
        return now_ms

    def _walked_ms(self, from_ms: int, leg: WalkLeg) -> int:
        """Return when a leg is done, through as many dusks and dawns as there are on the way."""
        left = 1.0
        while True:
            night, turn_ms = self._light(from_ms)
            whole_ms = self.walk_h(leg, night) * HOUR_MS
            if left * whole_ms <= turn_ms - from_ms:
                return from_ms + round(left * whole_ms)
            left -= (turn_ms - from_ms) / whole_ms
            from_ms = turn_ms

    def _light(self, t_ms: int) -> tuple[bool, int]:
        """Return whether it is night, and when that ends."""
        length_ms = (self.night_until_ms - self.night_from_ms) % DAY_MS
        since_dusk_ms = (self.start_ms + t_ms - self.night_from_ms) % DAY_MS
        if since_dusk_ms < length_ms:
            return True, t_ms + length_ms - since_dusk_ms
        return False, t_ms + DAY_MS - since_dusk_ms
