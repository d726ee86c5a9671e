"""What units do all day: time in each status, and how busy the force is hour by hour."""

from sim.metric.reader import Reader
from sim.metric.statuses import AT_REST
from sim.record.facts import CallEnded, IncidentBegan, UnitChanged, UnitTurned
from sim.scenario.model import Scenario
from sim.terms.enums import CallStage
from sim.terms.statuses import UNKNOWN
from sim.terms.units import HOUR_MS


class Duty:
    """Follows what each unit does.

    Attributes
    ----------
    spent_ms
        For each unit, time in each status.
    turned
        For each unit, how often it met a closed road and turned round.
    hours
        For each hour, the last perhaps begun only: calls that began, calls open at its end, busy units at
        its end, mean busy units.
    """

    def __init__(self, scenario: Scenario) -> None:
        count = len(scenario.units)
        self.spent_ms: list[dict[str, int]] = [{} for _ in range(count)]
        self.turned = [0] * count
        self.hours: list[tuple[int, int, int, float]] = []
        self._status = [UNKNOWN] * count
        self._since_ms = [0] * count
        self._busy = self._open = self._born = 0
        self._busy_ms = 0
        self._counted_ms = 0
        self._hour_ends_ms = HOUR_MS
        self.readers: dict[type, Reader] = {
            IncidentBegan: self._begin,
            CallEnded: self._end,
            UnitChanged: self._change,
            UnitTurned: self._turn,
        }

    def takes_part(self, unit: int) -> bool:
        """Whether a unit ever reported."""
        return self._status[unit] != UNKNOWN

    def _begin(self, seq: int, t: int, fact: IncidentBegan) -> None:
        self._pass(t)
        self._born += 1
        self._open += 1

    def _end(self, seq: int, t: int, fact: CallEnded) -> None:
        self._pass(t)
        self._open -= fact.stage != CallStage.OPEN.value

    def _turn(self, seq: int, t: int, fact: UnitTurned) -> None:
        self.turned[fact.unit] += 1

    def _change(self, seq: int, t: int, fact: UnitChanged) -> None:
        unit, status = fact.unit, fact.status
        before = self._status[unit]
        if before != status:
            self._book(unit, t)
            self._status[unit] = status
            was, is_now = before not in AT_REST and before != UNKNOWN, status not in AT_REST
            if was != is_now:
                self._pass(t)
                self._busy += is_now - was

    def _book(self, unit: int, t: int) -> None:
        spent, status = self.spent_ms[unit], self._status[unit]
        spent[status] = spent.get(status, 0) + t - self._since_ms[unit]
        self._since_ms[unit] = t

    def finish(self, t: int) -> None:
        """Take the run to end at a time."""
        for unit in range(len(self._status)):
            self._book(unit, t)
        self._pass(t)
        if t % HOUR_MS:
            self._close_hour(t % HOUR_MS)

    def _pass(self, t: int) -> None:
        """Let time pass, hour by hour."""
        while t >= self._hour_ends_ms:
            self._count(self._hour_ends_ms)
            self._close_hour(HOUR_MS)
            self._hour_ends_ms += HOUR_MS
        self._count(t)

    def _count(self, t: int) -> None:
        self._busy_ms += self._busy * (t - self._counted_ms)
        self._counted_ms = t

    def _close_hour(self, length_ms: int) -> None:
        self.hours.append((self._born, self._open, self._busy, self._busy_ms / length_ms))
        self._born = self._busy_ms = 0
