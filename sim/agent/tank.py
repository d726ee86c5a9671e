"""Fuel and fatigue of one unit: what its engine uses, and when its crew or its tank is at the end."""

from sim.scenario.sections import Forces, UnitType
from sim.terms.units import HOUR_MS

_RESERVE = 0.1
_LOW = 0.25


class Tank:
    """The fuel of one unit 油箱, in millilitres, and how long its engine has run since it was reckoned.

    Notes
    -----
    Beyond the tank, a crew fills up at a roadside pump: the litres are counted, the minutes are not.
    """

    def __init__(self, unit_type: UnitType) -> None:
        self._full_ml = round(unit_type.fuel.value * 1000)
        self._ml_per_h = round(unit_type.fuel_rate.value * 1000)
        self.left_ml = self._full_ml
        self._since_ms: int | None = None
        self._run_ms = 0

    def run(self, now_ms: int, running: bool) -> None:
        """Note that the engine runs from now on, or stands still."""
        if self._since_ms is not None:
            self._run_ms += now_ms - self._since_ms
        self._since_ms = now_ms if running else None

    def used_ml(self, now_ms: int) -> int:
        """Fuel used until now since the tank was last reckoned."""
        runs_ms = 0 if self._since_ms is None else now_ms - self._since_ms
        return (self._run_ms + runs_ms) * self._ml_per_h // HOUR_MS

    def lasts_until(self, now_ms: int) -> float:
        """Time at which only the reserve for the way home is left, if the engine runs on."""
        if self._ml_per_h == 0:
            return float("inf")
        from_ms = now_ms if self._since_ms is None else self._since_ms
        spare_ml = self.left_ml - self.used_ml(from_ms) - self._full_ml * _RESERVE
        return from_ms + max(0.0, spare_ml) * HOUR_MS / self._ml_per_h

    def is_low(self, now_ms: int) -> bool:
        """Whether less than a quarter is left."""
        return self.left_ml - self.used_ml(now_ms) < self._full_ml * _LOW

    def reckon(self, now_ms: int, fill: bool) -> tuple[int, int]:
        """Book what was used, and fill up if asked or if need be; return (used, filled) in millilitres."""
        self.run(now_ms, self._since_ms is not None)
        used_ml, self._run_ms = self.used_ml(now_ms), 0
        missing_ml = self._full_ml - self.left_ml + used_ml
        filled_ml = missing_ml if fill or used_ml > self.left_ml else 0
        self.left_ml += filled_ml - used_ml
        return used_ml, filled_ml


class Fatigue:
    """How long a crew has worked since it last rested 疲劳.

    Parameters
    ----------
    forces
        Rest, operational period and shift of the scenario.
    start_ms
        Local time of day at which the scenario starts, so that shifts change at their hour.
    """

    def __init__(self, forces: Forces, start_ms: int) -> None:
        self._limit_ms = forces.work_before_rest.ms
        self._rest_ms = forces.rest.ms
        self._period_ms = forces.operational_period.ms
        self._shift_ms = forces.shift.ms
        self._offset_ms = start_ms - forces.shift_start.ms
        self._worked_ms = 0
        self._shift = 0
        self.out_since_ms = 0

    def work(self, ms: int) -> None:
        """Add work on a scene."""
        self._worked_ms += ms

    def spent_at(self) -> int:
        """Time at which the crew has been out for a full operational period."""
        return self.out_since_ms + self._period_ms

    def rest_ms(self, now_ms: int) -> int:
        """Return how long the crew must rest now, and let it do so; a crew of a new shift is fresh."""
        shift = (now_ms + self._offset_ms) // self._shift_ms
        fresh = shift != self._shift
        self._shift = shift
        if not fresh and self._worked_ms < self._limit_ms:
            return 0
        self._worked_ms = 0
        return 0 if fresh else self._rest_ms
