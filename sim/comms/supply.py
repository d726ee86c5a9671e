"""Which places the mains reach: the door at which a power network stands."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, Protocol, TypeAlias

from sim.kernel.clock import Clock

SupplyListener: TypeAlias = Callable[[int, int, bool], None]
"""Told the time in ms, the place, and whether it is supplied from then on."""
Done: TypeAlias = Callable[[], None]
"""Told that all has been told that changes now."""


class Supply(Protocol):
    """Which places the mains reach 市电: where a power network stands."""

    def is_supplied(self, place: int) -> bool:
        """Whether a place is supplied now."""
        ...

    def subscribe(self, listener: SupplyListener, done: Done | None = None) -> None:
        """Tell a listener of every change from now on, in the order of the places; then that this was all."""
        ...

    def cause_of(self, place: int) -> int | None:
        """Return the log entry from which the last change at a place follows, or None."""
        ...

    def within(self, township: int) -> Sequence[int]:
        """Return the places in a township, itself among them."""
        ...


class SupplyEvent(NamedTuple):
    """The mains go or come at a place 停电、复电.

    Attributes
    ----------
    t_ms
        When, in ms since the start.
    place
        Where.
    supplied
        What is true from then on.
    """

    t_ms: int
    place: int
    supplied: bool


class ScriptedSupply:
    """Mains that follow a script 脚本供电; what the script does not name is supplied.

    Parameters
    ----------
    clock
        Of the run.
    script
        Events in any order; of several for one place and time the last counts. Those not later than now
        are true before anybody subscribes.
    """

    def __init__(self, clock: Clock, script: Iterable[SupplyEvent]) -> None:
        self._clock = clock
        last = {(event.t_ms, event.place): event.supplied for event in script}
        self._script = [SupplyEvent(t_ms, place, last[t_ms, place]) for t_ms, place in sorted(last)]
        self._done = 0
        self._supplied: dict[int, bool] = {}
        self._listeners: list[SupplyListener] = []
        self._done_with: list[Done] = []
        self._happen()

    def is_supplied(self, place: int) -> bool:
        """Whether a place is supplied now."""
        return self._supplied.get(place, True)

    def subscribe(self, listener: SupplyListener, done: Done | None = None) -> None:
        """Tell a listener of every change from now on, in the order of the places; then that this was all."""
        self._listeners.append(listener)
        self._done_with += [] if done is None else [done]

    def cause_of(self, place: int) -> int | None:
        """Return None: a script follows from nothing."""
        return None

    def within(self, township: int) -> Sequence[int]:
        """Return the township alone."""
        return (township,)

    def _happen(self) -> None:
        """Let happen what is due, then wait for the next."""
        now = self._clock.now
        while self._done < len(self._script) and self._script[self._done].t_ms <= now:
            self._tell(self._script[self._done])
            self._done += 1
        for done in self._done_with:
            done()
        if self._done < len(self._script):
            self._clock.call_after(self._script[self._done].t_ms - now, self._happen)

    def _tell(self, event: SupplyEvent) -> None:
        if event.supplied is not self.is_supplied(event.place):
            self._supplied[event.place] = event.supplied
            for listener in self._listeners:
                listener(self._clock.now, event.place, event.supplied)
