"""Somebody who travels over the roads without being a unit: a courier, a team of communications."""

import operator
from collections.abc import Callable, Generator
from functools import partial
from itertools import takewhile
from typing import Any, TypeAlias

from sim.agent.air import driver_of
from sim.agent.context import Context
from sim.agent.trip import Trip
from sim.kernel.clock import Interrupt

Journey: TypeAlias = Generator[Any, Any, bool]
"""A journey; its result is whether the traveller got there."""


class Traveller:
    """Drives or walks to a node, finds out on the way what is closed, and goes round it where it can 行进.

    Parameters
    ----------
    number
        Whose eyes on the roads these are; different for everybody.
    node, vehicle
        Where the traveller starts, and what it drives.
    context
        Of the world.
    saw
        Called with link, whether it is closed, and the log entry from which that follows, when the traveller
        finds a link closed that it held for open, or open that it held for closed.
    waits
        Called with True when the traveller stands where it knows no way on, and with False when it goes on.
    sets_out
        Called with each trip on which it sets out: the first, and each after it had to look again.

    Attributes
    ----------
    driver
        Position, and what the traveller believes of the roads.
    passed
        Links that it has left behind since it last set off, and whether each was closed for vehicles.
    """

    def __init__(
        self,
        number: int,
        node: int,
        vehicle: str,
        context: Context,
        saw: Callable[[int, bool, int | None], None],
        waits: Callable[[bool], None] | None = None,
        sets_out: Callable[[Trip], None] | None = None,
    ) -> None:
        self.driver = driver_of(number, node, vehicle, context, self._see, self._poke)
        self.passed: list[tuple[int, bool]] = []
        self._context = context
        self._saw = saw
        self._waits = waits
        self._sets_out = sets_out or _nothing
        self._process: Any = None
        self._bell: Any = None
        self._poked = self._turned = False

    def go(self, goal: int, wait: bool) -> Journey:
        """Travel to a node; call it from a process of its own.

        Parameters
        ----------
        goal
            The node.
        wait
            Whether to wait where no way is known until one opens. Else the journey ends there, and where it
            meets a closed link: there may be something better than to drive on.
        """
        self._turned = False
        self._process = self._context.clock.env.active_process
        while True:
            trip = self.driver.plan(goal, 0)
            if trip is None:
                if not wait:
                    return False
                yield from self._wait_for_a_way(goal)
                continue
            ended = yield from self._ride(trip)
            if ended or self._turned or (ended is False and not wait):
                return bool(ended)

    def _ride(self, trip: Trip) -> Generator[Any, Any, bool | None]:
        """Set out; return whether the trip led to its goal or to a closed link, None if it was broken off."""
        self._sets_out(trip)
        try:
            link = yield from self.driver.ride(trip)
        except Interrupt:
            return None
        finally:
            self._poked = False
        behind = takewhile(partial(operator.ne, link), trip.links)
        self.passed = [(each, each in trip.climbed) for each in behind]
        if link is not None:
            self.driver.hear(link, True)
            self._saw(link, True, self._context.roads.last_change.get(link))
        return link is None

    def turn(self) -> None:
        """Break the journey off: it ends where the traveller is, or the wait for news at once."""
        self._turned = True
        self._poke()

    def hear(self, link: int, closed: bool) -> None:
        """Be told of a link."""
        if self.driver.hear(link, closed) or self._bell is not None:
            self._poke()

    def look_out(self) -> Generator[Any, Any, None]:
        """Wait until a link opens here, somebody tells of one, or the traveller is to turn."""
        self._bell = self._context.clock.signal()
        self.driver.look_out(True)
        yield self._bell
        self._bell = None
        self.driver.look_out(False)

    def _wait_for_a_way(self, goal: int) -> Generator[Any, Any, None]:
        """Stand until the traveller knows a way to a node."""
        if self._waits is not None:
            self._waits(True)
        while self.driver.plan(goal, 0) is None:
            yield from self.look_out()
        if self._waits is not None:
            self._waits(False)

    def _see(self, link: int, closed: bool, cause: int) -> None:
        self._saw(link, closed, cause)
        if self._bell is not None:
            self._poke()

    def _poke(self) -> None:
        if self._bell is not None:
            if not self._bell.triggered:
                self._bell.succeed()
        elif not self._poked and self.driver.trip is not None:
            self._poked = True
            self._process.interrupt()


def _nothing(trip: Trip) -> None:
    """Mind no trip."""
