"""Where a generator truck stands at a load 接电点: what it gives there, and takes away again."""

from collections.abc import Collection

from sim.comms.energy import GENSET_START_MS, Generator
from sim.comms.mains import Mains
from sim.kernel.clock import Clock
from sim.terms.units import HOUR_MS


class Sockets:
    """What trucks do to the loads at which they stand.

    At a load without a generator the truck runs its own. Where there is one the truck keeps that one's tank
    filled out of its own, an hour of it for an hour of the load's (assumption).

    Parameters
    ----------
    clock
        Of the run.
    mains
        The power network.
    own
        Loads that have a generator themselves.
    """

    def __init__(self, clock: Clock, mains: Mains, own: Collection[int]) -> None:
        self._clock, self._mains, self._own = clock, mains, own
        self._taken: set[int] = set()

    def is_supplied(self, load: int) -> bool:
        """Whether the mains reach a load."""
        return self._mains.loads[load].supplied

    def is_taken(self, load: int) -> bool:
        """Whether a truck feeds it."""
        return load in self._taken

    def feed(self, load: int, fuel_ms: int, cause: int | None) -> int:
        """Feed a load; return the fuel that stays in the truck, in ms."""
        if load in self._own:
            self._taken.add(load)
            before_ms = self.fuel_ms(load)
            self._mains.refuel(load, fuel_ms / HOUR_MS, cause)
            return fuel_ms - (self.fuel_ms(load) - before_ms)
        if load not in self._taken:
            self._taken.add(load)
            hours = fuel_ms / HOUR_MS
            self._mains.bring_generator(load, Generator(hours, GENSET_START_MS, hours), cause)
        return 0

    def leave(self, load: int, cause: int | None) -> int:
        """Feed it no more; return the fuel that comes back to the truck, in ms."""
        self._taken.discard(load)
        if load in self._own:
            return 0
        left_ms = self.fuel_ms(load)
        self._mains.take_generator(load, cause)
        return left_ms

    def fuel_ms(self, load: int) -> int:
        """Return for how long the load has fuel, of its own or of a truck, in ms."""
        return self._mains.loads[load].store.fuel_ms(self._clock.now)
