"""A pool: things that are lent one at a time, and the queue of those who wait for one."""

import heapq
from collections.abc import Iterable
from itertools import count
from typing import Any, Generic, Protocol, TypeVar, cast

import simpy
from simpy.events import URGENT

from sim.kernel.clock import Clock


class Ordered(Protocol):
    """What can be put in order, such as numbers."""

    def __lt__(self, other: Any, /) -> bool:
        """Whether it comes before another."""
        ...


Item = TypeVar("Item", bound=Ordered)


class Turn(simpy.Event):
    """A place in the queue of a pool: it happens, with the thing itself, when it is one's turn 排队号."""

    def call(self, item: object) -> None:
        """Let it be this one's turn now, before the ordinary events of this millisecond."""
        self._ok, self._value = True, item
        self.env.schedule(self, URGENT)


class Pool(Generic[Item]):
    """Things that are lent one at a time 资源池, for example call-takers or engines.

    Of the free things the smallest is lent first. Of those who wait, the one with the smallest priority comes
    first, then the one who has waited longest. What is given back changes hands at once, so that a thing is
    never free while someone waits for it.

    Parameters
    ----------
    clock
        On which those who wait live.
    items
        What is lent; each must be different from the others, and none may be None.

    Notes
    -----
    Whoever finds a free thing has it without an event, and whoever waits costs one: this is why it is faster
    than ``simpy.Resource``, which has two events for each.

    Examples
    --------
    >>> clock = Clock()
    >>> desks = Pool(clock, [1])
    >>> def visit(name):
    ...     desk = desks.take()
    ...     if desk is None:
    ...         desk = yield desks.wait()
    ...     yield clock.wait(10)
    ...     print(name, desk, clock.now)
    ...     desks.give_back(desk)
    >>> visits = [clock.start(visit(name)) for name in ("Li", "Wang")]
    >>> clock.run(60)
    Li 1 10
    Wang 1 20
    """

    def __init__(self, clock: Clock, items: Iterable[Item]) -> None:
        self._clock = clock
        self._free = sorted(items)
        self._waiting: list[tuple[int, int, Turn]] = []
        self._numbers = count()

    @property
    def free(self) -> int:
        """How many things are free."""
        return len(self._free)

    @property
    def waiting(self) -> int:
        """How many wait."""
        return len(self._waiting)

    def take(self) -> Item | None:
        """Take the smallest of the free things; None where none is free."""
        return heapq.heappop(self._free) if self._free else None

    def wait(self, priority: int = 0) -> Turn:
        """Queue up for a thing, where `take` found none: the turn, to be yielded, brings it.

        Parameters
        ----------
        priority
            The smallest is the most urgent.
        """
        turn = Turn(self._clock.env)
        heapq.heappush(self._waiting, (priority, next(self._numbers), turn))
        return turn

    def leave(self, turn: Turn) -> None:
        """Wait no longer, because of an interrupt; a thing that the turn has just brought goes back."""
        if turn.triggered:
            self.give_back(cast(Item, turn.value))
        else:
            self._waiting = [place for place in self._waiting if place[2] is not turn]
            heapq.heapify(self._waiting)

    def withdraw(self, item: Item) -> bool:
        """Take a free thing out of the pool for good; whether it was free."""
        if item not in self._free:
            return False
        self._free.remove(item)
        heapq.heapify(self._free)
        return True

    def give_back(self, item: Item) -> None:
        """Hand a thing to whoever's turn it is, or put it to the free ones."""
        if self._waiting:
            heapq.heappop(self._waiting)[2].call(item)
        else:
            heapq.heappush(self._free, item)
