"""The mains 市电: which loads the power network reaches, and what each of them runs on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Protocol

from sim.comms.energy import Backup, Generator
from sim.comms.power_net import PowerNet
from sim.comms.supply import Done, SupplyListener
from sim.kernel.clock import Clock, Watchdog
from sim.record.log import Log
from sim.record.power_facts import LoadChanged, LoadFuelled
from sim.terms.enums import LoadKind, PowerSource
from sim.terms.units import HOUR_MS


class Store(Protocol):
    """What feeds a load that the mains do not reach, and how much of it is left."""

    def refuel(self, now_ms: int, hours: float) -> float:
        """Fill the tank; return the hours taken."""
        ...

    def bring_generator(self, now_ms: int, generator: Generator) -> None:
        """Connect a generator, with the fuel that it brings."""
        ...

    def take_generator(self, now_ms: int) -> None:
        """Take the generator away, with its fuel."""
        ...

    def fuel_ms(self, now_ms: int) -> int:
        """Return for how long the fuel lasts, in ms."""
        ...

    def autonomy_ms(self, now_ms: int) -> int | None:
        """Return how long it lives from now on without mains; None for without end."""
        ...


class NoStore:
    """Nothing to fall back on, or nothing that is followed here."""

    def refuel(self, now_ms: int, hours: float) -> float:
        """Take nothing."""
        return 0.0

    def bring_generator(self, now_ms: int, generator: Generator) -> None:
        """Connect nothing."""

    def take_generator(self, now_ms: int) -> None:
        """Take nothing away."""

    def fuel_ms(self, now_ms: int) -> int:
        """Return 0."""
        return 0

    def autonomy_ms(self, now_ms: int) -> int | None:
        """Return 0."""
        return 0


@dataclass(slots=True)
class Load:
    """What hangs on a node of the power network 负荷.

    Attributes
    ----------
    kind
        What it is.
    at
        Node of the power network.
    township
        Row of the township in which it stands; with a scripted loss of the mains there it has none.
    store
        What it has against an outage. That of a telecom or radio site is its own affair: whether it serves,
        the communications tell.
    settle
        Told, with the log entry of it, that something was done to its store, where that is needed.
    supplied
        Whether the mains reach it.
    source
        What it runs on.
    cause
        Log entry from which that follows.
    """

    kind: LoadKind
    at: int
    township: int | None
    store: Store
    settle: Callable[[int | None], None] | None = None
    supplied: bool = True
    source: PowerSource = PowerSource.MAINS
    cause: int | None = None

    @property
    def is_fed(self) -> bool:
        """Whether its sockets have power; of a load whose backup is its own affair, from the mains."""
        if self.kind.own_backup:
            return self.source is PowerSource.MAINS
        return self.source is not PowerSource.DARK


class Mains:
    """The power network with all that hangs on it: the `Supply` of whatever stands at its loads.

    A place is a township by its row, or any other load by the number of townships and its own.

    Parameters
    ----------
    clock, log
        Of the run.
    net
        The power network.
    loads
        By row of ``loads.csv``.
    townships
        How many there are.

    Attributes
    ----------
    net, loads
        As they are.
    """

    def __init__(self, clock: Clock, log: Log, net: PowerNet, loads: Sequence[Load], townships: int) -> None:
        self.net = net
        self.loads = list(loads)
        self._clock = clock
        self._log = log
        self._townships = townships
        self._load_of = {load.township: i for i, load in enumerate(loads) if load.kind is LoadKind.TOWNSHIP}
        self._without = [False] * townships
        self._listeners: list[SupplyListener] = []
        self._done_with: list[Done] = []
        self._on_source: list[Callable[[int], None]] = []
        self._told = False
        self._alarm = Watchdog(clock, self._look)
        net.on_change(self._follow)
        self._follow()

    # --- what is true --------------------------------------------------------------------------------------

    def is_supplied(self, place: int) -> bool:
        """Whether the sockets of a place have power; of a post with a generator, also from that."""
        load = self._load_at(place)
        return not self._without[place] if load is None else self.loads[load].is_fed

    def subscribe(self, listener: SupplyListener, done: Done | None = None) -> None:
        """Tell a listener of every change from now on, in the order of the loads; then that this was all."""
        self._listeners.append(listener)
        self._done_with += [] if done is None else [done]

    def on_source(self, listener: Callable[[int], None]) -> None:
        """Tell a listener of each load that runs on something else, once all of that moment is logged."""
        self._on_source.append(listener)

    def cause_of(self, place: int) -> int | None:
        """Return the log entry from which the last change at a place follows, or None."""
        load = self._load_at(place)
        return None if load is None else self.loads[load].cause

    def within(self, township: int) -> Sequence[int]:
        """Return the places in a township, itself first."""
        others = (i for i, load in enumerate(self.loads) if load.township == township)
        return [township, *(self.place(i) for i in others if self.loads[i].kind is not LoadKind.TOWNSHIP)]

    def place(self, load: int) -> int:
        """Return the place of a load."""
        found = self.loads[load]
        if found.kind is LoadKind.TOWNSHIP and found.township is not None:
            return found.township
        return self._townships + load

    def fuel_h(self, load: int) -> float:
        """Return for how many hours the fuel of a load's generator lasts."""
        return self.loads[load].store.fuel_ms(self._clock.now) / HOUR_MS

    def autonomy_ms(self, load: int) -> int | None:
        """Return how long a load lives from now on without mains; None for without end."""
        return self.loads[load].store.autonomy_ms(self._clock.now)

    def backed(self, place: int) -> tuple[bool, int | None]:
        """Return whether the mains reach a place, and how long it lives from now on without them, in ms."""
        load = self._load_at(place)
        if load is None:
            return not self._without[place], 0
        return self.loads[load].supplied, self.autonomy_ms(load)

    # --- what is done to it --------------------------------------------------------------------------------

    def set_mains(self, township: int, on: bool, cause: int | None = None) -> None:
        """Let all of a township be without mains, whatever the network reaches, or no more."""
        self._without[township] = not on
        if township not in self._load_of:
            self._tell(township, on)
        self._feed(lambda load: cause)

    def refuel(self, load: int, hours: float, cause: int | None = None) -> float:
        """Fill the tank of a load's generator, as far as it holds.

        Returns
        -------
        float
            The hours that went in; 0 where there is no generator.

        Raises
        ------
        ValueError
            If the hours are negative.
        """
        before_ms = self.loads[load].store.fuel_ms(self._clock.now)
        poured_h = self.loads[load].store.refuel(self._clock.now, hours)
        self._fuelled(load, before_ms, cause)
        return poured_h

    def bring_generator(self, load: int, generator: Generator, cause: int | None = None) -> None:
        """Connect a generator to a load that has none, with the fuel that it brings.

        Raises
        ------
        ValueError
            If there is one already.
        """
        before_ms = self.loads[load].store.fuel_ms(self._clock.now)
        self.loads[load].store.bring_generator(self._clock.now, generator)
        self._fuelled(load, before_ms, cause)

    def take_generator(self, load: int, cause: int | None = None) -> None:
        """Take the generator of a load away, with its fuel."""
        before_ms = self.loads[load].store.fuel_ms(self._clock.now)
        self.loads[load].store.take_generator(self._clock.now)
        self._fuelled(load, before_ms, cause)

    # --- what becomes of it --------------------------------------------------------------------------------

    def _load_at(self, place: int) -> int | None:
        return self._load_of.get(place) if place < self._townships else place - self._townships

    def _follow(self) -> None:
        self._feed(lambda load: self.net.cause_of(load.at))

    def _feed(self, cause: Callable[[Load], int | None]) -> None:
        """Let the loads have mains or not, all of them, before anybody is told."""
        touched = []
        for number, load in enumerate(self.loads):
            cut = load.township is not None and self._without[load.township]
            on = not cut and self.net.is_live(load.at)
            if on is not load.supplied:
                load.supplied, load.cause = on, cause(load)
                if isinstance(load.store, Backup):
                    load.store.set_supplied(self._clock.now, on)  # those of sites hear it from the plant
                touched.append(number)
        self._note(touched)

    def _look(self) -> None:
        """Find out which batteries or tanks are empty, and which generators have started."""
        self._note(range(len(self.loads)))

    def _fuelled(self, load: int, before_ms: int, cause: int | None) -> None:
        """Log what came to a tank or went with it; what it brings about follows from that."""
        found = self.loads[load]
        left_ms = found.store.fuel_ms(self._clock.now)
        if left_ms != before_ms:
            fact = LoadFuelled(load, left_ms - before_ms, left_ms)
            found.cause = cause = self._log.add(self._clock.now, fact, cause)
        if found.settle is not None:
            found.settle(cause)
        self._note([load])

    def _note(self, touched: Sequence[int]) -> None:
        """Log what loads run on, if that is new; only then tell those who may act on it."""
        fed = {number: self.loads[number].is_fed for number in touched}
        changed = [number for number in touched if self._is_new(number)]
        for number in changed:
            load = self.loads[number]
            fact = LoadChanged(number, load.source.value, load.store.fuel_ms(self._clock.now))
            load.cause = self._log.add(self._clock.now, fact, load.cause)
        for number in changed:
            if self.loads[number].is_fed is not fed[number]:
                self._tell(self.place(number), self.loads[number].is_fed)
        told, self._told = self._told, False
        for done in self._done_with if told else ():
            done()
        for listener, number in product(self._on_source, changed):
            listener(number)
        self._set_alarm()

    def _is_new(self, number: int) -> bool:
        """Bring what a load runs on up to date, and return whether it is something else."""
        load, before = self.loads[number], self.loads[number].source
        if isinstance(load.store, Backup):
            load.source = load.store.source(self._clock.now)
        else:
            load.source = PowerSource.MAINS if load.supplied else PowerSource.OWN
        return load.source is not before

    def _tell(self, place: int, fed: bool) -> None:
        self._told = True
        for listener in self._listeners:
            listener(self._clock.now, place, fed)

    def _set_alarm(self) -> None:
        """Wake up when the next battery or tank is empty, or the next generator has started.

        One that does so in this very moment, at which something else was looked at, is looked at as well.
        """
        now = self._clock.now
        stores = [(load, load.store) for load in self.loads if isinstance(load.store, Backup)]
        ahead = [end_ms for _, store in stores if (end_ms := store.source_until_ms(now)) is not None]
        ahead += [now for load, store in stores if store.source(now) is not load.source]
        if ahead:
            self._alarm.set(min(ahead) - now)
        else:
            self._alarm.cancel()
