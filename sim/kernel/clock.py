"""The one clock of a run: integer milliseconds since the start, over a SimPy environment."""

from collections.abc import Callable, Generator
from heapq import heappop
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
    now
        Milliseconds since the start. A plain number and no property, because it is asked for sixty times for
        each call; only `run` sets it.
    wait
        Returns an event that happens after a delay in milliseconds, for a behaviour to yield.
    """

    def __init__(self) -> None:
        self.env = simpy.Environment(initial_time=0)
        self.now = 0
        self.wait: Callable[[int], simpy.Timeout] = self.env.timeout

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
        """Let time pass until just before the ordinary events at `until_ms`.

        Raises
        ------
        ValueError
            If that is not later than now.

        Notes
        -----
        What ``simpy.Environment.run`` does, with neither a call for each event nor an event that stops it.
        """
        if until_ms <= self.now:
            raise ValueError(f"until ({until_ms}) must be later than now ({self.now})")
        env, queue = self.env, self.env._queue
        while queue and queue[0][0] < until_ms:
            now, _, _, event = heappop(queue)
            env._now = self.now = now  # type: ignore[assignment]  # every delay that enters is an int
            callbacks, event.callbacks = event.callbacks, None  # type: ignore[assignment]  # as SimPy does it
            for callback in callbacks:
                callback(event)
            if not event._ok and not hasattr(event, "_defused"):
                raise event._value
        env._now = self.now = until_ms


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
