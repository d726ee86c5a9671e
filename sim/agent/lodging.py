"""A unit that stands by away from home 驻外待命: between calls it goes back there, and rests there."""

from typing import Any

from sim.agent.statuses import AT_REST
from sim.agent.unit import Life, Unit
from sim.record.facts import CallOver, Dispatch, MoveUp, Recall, Report
from sim.terms.statuses import MOVING_UP, RESTORING, STANDING_BY


class LodgingUnit(Unit):
    """A unit with a place away from its station: a loan's staging place, or a forward base.

    Parameters
    ----------
    others
        As of a unit.
    """

    def __init__(self, *others: Any) -> None:
        super().__init__(*others)
        self._lodging: int | None = None
        self._rested_ms, self._low = 0, False

    def _obey(self, order: Dispatch | MoveUp | Recall, cause: int) -> None:
        if self.status == STANDING_BY:
            self._fatigue.out_since_ms = self._context.clock.now  # who stands by rests as in quarters
        super()._obey(order, cause)

    def _next(self) -> Life:
        """Return what the unit does next: it goes back to where it stands by, not home."""
        if self._lodging is not None and self._order is None and self.status not in AT_REST:
            if self.status == RESTORING:
                return self._recover()
            if self._spent:
                self._lodging = None
            elif not self._patient.aboard:
                self._order = MoveUp(self.number, self._lodging)
                return self._move_up(self._order)
        return super()._next()

    def _move_up(self, order: MoveUp) -> Life:
        if order.station == self.station.number:
            self._lodging = None
            yield from super()._move_up(order)
            return
        goal = self._context.station_nodes[order.station]
        arrived = yield from self._drive(MOVING_UP, goal, 0)
        if arrived:
            self._order, self._lodging = None, order.station
            self._rest()
            yield from self._recover()

    def _rest(self) -> None:
        """Begin to refill, refuel and rest where it stands by, if it must."""
        now = self._context.clock.now
        self._low = self._tank.is_low(now) and self._may_refuel()
        busy_ms = self._refill_ms * self.wet + self._refuel_ms * self._low + self._fatigue.rest_ms(now)
        self.wet = False
        self._rested_ms = now + busy_ms
        if busy_ms:
            self._change(RESTORING, self._driver.node, self.cause)

    def _may_refuel(self) -> bool:
        """Whether there is fuel where it stands by."""
        return True

    def _refuel(self) -> None:
        """Fill up where it stands by."""
        self.book_fuel(fill=True)

    def _recover(self) -> Life:
        """Wait until that is done, then stand by."""
        left_ms = self._rested_ms - self._context.clock.now
        if left_ms > 0:
            yield self._context.clock.wait(left_ms)
        if self._low:
            self._low = False
            self._refuel()
        assert self._lodging is not None
        self._context.lodge(self.number, self._lodging)
        self._change(STANDING_BY, self._driver.node, self.cause)

    def _change(
        self,
        status: str,
        bound: int,
        cause: int | None,
        eta_ms: int = 0,
        path: tuple[int, ...] = (),
        tell: tuple[Report, ...] = (),
    ) -> None:
        """Enter a status; on the way back from a call it serves no call."""
        if status == MOVING_UP and self.call is not None:
            tell = (*tell, CallOver(self.call)) if self._over else tell
            self._over, self.call = False, None
        super()._change(status, bound, cause, eta_ms, path, tell)
