"""The one clock of a run: integer milliseconds since the start, over a SimPy environment."""

from collections.abc import Callable, Generator
from typing import Any, TypeAlias

import simpy

Behaviour: TypeAlias = Generator[simpy.Event, Any, None]
"""A behaviour 行为: a generator that yields what it waits for."""


class Clock:
    """Simulated time, and everything that waits for it.

    Notes
    -----
    Events of the same millisecond happen in the order in which they were scheduled. `run` stops before the
    ordinary events at its end, so that what is stamped with that time from outside acts first, live and in
    a replay alike.

    Attributes
    ----------
    wait
        Returns an event that happens after a delay in milliseconds, for a behaviour to yield.
    """

    def __init__(self) -> None:
        self.env = simpy.Environment(initial_time=0)
        self.wait: Callable[[int], simpy.Timeout] = self.env.timeout

    @property
    def now(self) -> int:
        """Milliseconds since the start."""
        # not through SimPy's own property: this is asked for sixty times for each call
        return self.env._now  # type: ignore[return-value]  # every delay that enters is an int

    def signal(self) -> simpy.Event:
        """Return an event that happens when someone calls its ``succeed``."""
        return self.env.event()

    def start(self, behaviour: Behaviour) -> simpy.Process:
        """Let a behaviour live; the process can be interrupted."""
        return self.env.process(behaviour)

    def call_after(self, delay_ms: int, action: Callable[[], None]) -> None:
        """Do something once, later. It cannot be cancelled: `Watchdog` can."""
        self.env.timeout(delay_ms).callbacks.append(lambda _: action())

    def run(self, until_ms: int) -> None:
        """Let time pass until just before the ordinary events at `until_ms`."""
        self.env.run(until=until_ms)


class Watchdog:
    """One renewable alarm of one owner: setting it again forgets the time it was set to before.

    A SimPy time-out cannot be cancelled, so only the one set last is listened to.
    """

    __slots__ = ("_action", "_clock", "_set")

    def __init__(self, clock: Clock, action: Callable[[], None]) -> None:
        self._clock = clock
        self._action = action
        self._set: simpy.Event | None = None

    def set(self, delay_ms: int) -> None:
        """Ring after a delay, and no more at the time set before."""
        self._set = timeout = self._clock.wait(delay_ms)
        timeout.callbacks.append(self._ring)

    def cancel(self) -> None:
        """Do not ring."""
        self._set = None

    def _ring(self, timeout: simpy.Event) -> None:
        if timeout is self._set:
            self._set = None
            self._action()


Interrupt = simpy.Interrupt
"""Thrown into a behaviour when something cuts it short."""
