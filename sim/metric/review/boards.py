"""Which units stood ready when: in truth, and on the board of the dispatch centre."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from sim.metric.statuses import READY
from sim.record.facts import UNIT_ORDERS as _UNIT_ORDERS
from sim.record.facts import Order, RoadReport, UnitReport

_NOWHERE: Final = -1
"""Stands for "not ready" where else the node stands at which a unit is ready."""


class Places:
    """Where one unit stood ready, as it changes: a step function of time."""

    __slots__ = ("nodes", "times")

    def __init__(self) -> None:
        self.times: list[int] = []
        self.nodes: list[int] = []

    def note(self, t: int, node: int) -> None:
        """Let the unit stand ready at a node from now on, or nowhere (-1)."""
        if node != (self.nodes[-1] if self.nodes else _NOWHERE):
            self.times.append(t)
            self.nodes.append(node)

    @property
    def last(self) -> int | None:
        """Where it stands ready by the latest note; None if it does not."""
        return self.nodes[-1] if self.nodes and self.nodes[-1] != _NOWHERE else None

    def at(self, t: int) -> int | None:
        """Return the node at which it stands ready after all that happens at a time; None if it does not."""
        place = bisect_right(self.times, t)
        node = self.nodes[place - 1] if place else _NOWHERE
        return None if node == _NOWHERE else node

    def changes(self, from_ms: int, until_ms: int) -> Sequence[int]:
        """Return when it changes between two times."""
        return self.times[bisect_right(self.times, from_ms) : bisect_right(self.times, until_ms)]


class Boards:
    """Follows which units stand ready, in truth and as the dispatch centre has been told.

    On the board a unit stands ready from the report that says so until another report or an order of the
    centre. An order that no bearer takes at once marks all who were said to stand ready in the same place as
    out of contact 失联, until they are heard: the centre counts on them no more.

    Attributes
    ----------
    truth, told
        For each unit, where it stood ready in truth, and on the board.
    """

    def __init__(self, units: int) -> None:
        self.truth = [Places() for _ in range(units)]
        self.told = [Places() for _ in range(units)]
        self._said_ms = [_NOWHERE] * units
        self._ordered_ms = [_NOWHERE] * units
        self._roads: list[tuple[int, int, bool]] = []
        self._fresh: dict[int, tuple[int, int, int]] = {}

    def stand(self, t: int, unit: int, status: str, node: int) -> None:
        """Let a unit enter a status."""
        self.truth[unit].note(t, node if status in READY else _NOWHERE)

    def hear(self, t: int, sent_ms: int, report: UnitReport) -> None:
        """Let the centre be told of a unit; an older word that was overtaken changes nothing."""
        unit = report.unit
        if sent_ms < self._said_ms[unit]:
            return
        self._said_ms[unit] = sent_ms
        free = report.status in READY and report.call is None and sent_ms >= self._ordered_ms[unit]
        self.told[unit].note(t, report.node if free else _NOWHERE)

    def order(self, t: int, seq: int, order: Order) -> None:
        """Let the centre give a unit an order."""
        if isinstance(order, _UNIT_ORDERS):
            node = self.told[order.unit].last
            self._ordered_ms[order.unit] = t
            self.told[order.unit].note(t, _NOWHERE)
            self._fresh[seq] = t, order.unit, _NOWHERE if node is None else node

    def take(self, t: int, message: int) -> None:
        """Let a bearer take a message: who is to get it can be raised."""
        if self._fresh and self._fresh.get(message, (_NOWHERE,))[0] == t:
            del self._fresh[message]

    def settle(self, t: int) -> None:
        """Let time have passed: who is to get an order that no bearer took is out of contact."""
        for seq in [seq for seq, (sent_ms, *_) in self._fresh.items() if sent_ms < t]:
            sent_ms, _, node = self._fresh.pop(seq)
            if node != _NOWHERE:
                self._silence(sent_ms, node)

    @property
    def unsettled(self) -> bool:
        """Whether an order was given of which nobody knows yet if a bearer takes it."""
        return bool(self._fresh)

    def hear_road(self, t: int, report: RoadReport) -> None:
        """Let the centre be told of a link."""
        self._roads.append((t, report.link, report.closed))

    def closed(self, t: int) -> frozenset[int]:
        """Return the links that the centre holds for closed after all that happens at a time."""
        found: dict[int, bool] = {}
        for told_ms, link, closed in self._roads:
            if told_ms > t:
                break
            found[link] = closed
        return frozenset(link for link, closed in found.items() if closed)

    def changes(self, units: Iterable[int], from_ms: int, until_ms: int) -> Iterator[int]:
        """Yield when truth or board change for some units between two times."""
        for unit in units:
            yield from self.truth[unit].changes(from_ms, until_ms)
            yield from self.told[unit].changes(from_ms, until_ms)
        yield from (t for t, _, _ in self._roads if from_ms < t <= until_ms)

    def _silence(self, t: int, node: int) -> None:
        for places in self.told:
            if places.last == node:
                places.note(t, _NOWHERE)
