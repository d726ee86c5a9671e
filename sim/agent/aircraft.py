"""A helicopter on loan 航空救援直升机: a unit that flies, and says that it cannot where it cannot."""

from collections.abc import Generator
from typing import Any, Final

from sim.agent.air import Pilot, Sky
from sim.agent.lent import LentUnit
from sim.agent.patient import Patient
from sim.agent.statuses import AT_REST
from sim.agent.unit import Life
from sim.record.facts import Dispatch
from sim.terms.statuses import RESTORING, STANDING_BY, STRANDED

PAUSE: Final = 3
"""Looks at the sky for which a crew rests that has refused to fly (assumption)."""


class LentAircraft(LentUnit):
    """A helicopter with its crew 直升机组, lent as other units are.

    While it may not fly where it stands by it rests, and is not ready. Ordered to a call that it cannot
    reach before dark it rests too, instead of promising to come. Kept on the ground on its way it says that
    it is stranded.

    Parameters
    ----------
    others
        As of a unit on loan.
    """

    def __init__(self, *others: Any) -> None:
        super().__init__(*others)
        sky = self._context.sky
        assert sky is not None, "only where something flies are there helicopters"
        self._sky: Sky = sky
        driver = (self.number, self.station.node, self.type.vehicle, self._context, self._see, self._poke)
        self._driver = self._pilot = Pilot(sky, *driver)
        self._pilot.held = self._hold
        self.where = self._pilot.where
        self._patient = Patient(self._context, self._pilot)
        self._before: str | None = None
        self._context.clock.start(self._watch())

    def _accept_dispatch(self, order: Dispatch, cause: int) -> bool:
        """Fly, or rest and so say that it does not."""
        if self.status != STANDING_BY or not self._pilot.stays(order.node):
            return super()._accept_dispatch(order, cause)
        self._rest_for(PAUSE * self._sky.air.look.ms, cause)
        return True

    def _drive(self, status: str, goal: int, access_ms: int) -> Generator[Any, Any, bool]:
        """Fly, once it may, where it stands at rest till then."""
        while self.status in AT_REST and (reason := self._pilot.stays(goal)) is not None:
            yield from self._pilot.hold(reason)
        arrived = yield from super()._drive(status, goal, access_ms)
        return arrived

    def _recover(self) -> Life:
        """Rest until it may fly."""
        while self._pilot.stays(self._driver.node) is not None:
            yield self._context.clock.wait(self._sky.air.look.ms)
        yield from super()._recover()

    def _watch(self) -> Life:
        """Look at the sky now and then while it stands by."""
        while True:
            yield self._context.clock.wait(self._sky.air.look.ms)
            idle = self.status == STANDING_BY and self._order is None
            if idle and self._pilot.stays(self._driver.node) is not None:
                self._rest_for(0, self.cause)

    def _rest_for(self, ms: int, cause: int) -> None:
        self._rested_ms = self._context.clock.now + ms
        self._change(RESTORING, self._driver.node, cause)
        self._poke()

    def _hold(self, on: bool) -> None:
        """Say that it is kept on the ground on its way, and that it goes on."""
        if on and self.status not in AT_REST:
            self._before = self.status
            self._change(STRANDED, self._driver.node, self.cause)
        elif not on and self._before is not None and self.status == STRANDED:
            trip = self._driver.trip
            self._change(self._before, self._driver.node if trip is None else trip.goal, self.cause)
            self._before = None
