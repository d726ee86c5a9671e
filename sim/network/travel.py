"""Travel times as agents and policies ask for them: the same few places again and again, under a few masks.

A mask is the set of links that somebody holds for closed: the truth, or what a post believes. Each mask in
use has a lane with a router of its own, so that truth and beliefs alternate without undoing one another's
work; when a mask changes, only the links that changed are recomputed.

A place that is asked for often gets a row with the times to, or from, every node. A question then costs a
look-up. A row is made when the questions asked so far would have paid for it, on a small map at once.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import Final

import numpy as np

from sim.network.roads import IntArray, RoadGraph
from sim.network.router import (
    QUESTION_COST,
    ROUTE_COST,
    SOURCE_COST,
    UNREACHABLE,
    Backend,
    Route,
    Router,
    Ways,
    make_router,
)

OPEN: Final[frozenset[int]] = frozenset()
"""No link is closed."""

_LANES: Final = 6
_ROWS_BYTES: Final = 50_000_000


class Travel:
    """Times and routes of one class of vehicle 通行时间.

    Parameters
    ----------
    graph
        The roads.
    arc_ms
        Time of the vehicle for each arc, at least 1 ms, the same for both arcs of a link.
    backend
        Which router to use, see `make_router`.

    Attributes
    ----------
    link_ms
        Time of the vehicle for each link.

    Raises
    ------
    ValueError
        If the times are refused by the router, or differ between the arcs of a link.

    Notes
    -----
    `closed` is the mask of the one who asks. Results depend on it alone, never on what was asked before.

    Examples
    --------
    >>> graph = RoadGraph.from_links([0, 1, 0], [1, 2, 2], n_nodes=3)
    >>> travel = Travel(graph, np.array([5, 5, 5, 5, 30, 30]))
    >>> travel.time(0, 2), travel.time(0, 2, frozenset({1})), travel.time(0, 2, frozenset({1, 2}))
    (10, 30, None)
    >>> travel.route(0, 2).links
    (0, 1)
    """

    def __init__(self, graph: RoadGraph, arc_ms: IntArray, backend: Backend = "auto") -> None:
        router = make_router(graph, arc_ms, backend)
        self.graph = graph
        self.link_ms = _by_link(graph, arc_ms)
        self._ways = Ways(graph, arc_ms.tolist())
        rows = _ROWS_BYTES // (4 * max(1, graph.n_nodes))
        # half of the memory is for the open map, whose rows last for the whole run
        self._open = _Lane(router, self._ways, OPEN, rows // 4)
        self._rows_per_lane = rows // 4 // _LANES
        self._lanes: OrderedDict[frozenset[int], _Lane] = OrderedDict()
        self._mask, self._lane = OPEN, self._open

    def time(self, source: int, target: int, closed: frozenset[int] = OPEN) -> int | None:
        """Return the milliseconds from source to target, or None where there is no way."""
        lane = self._lane if closed is self._mask else self._switch(closed)
        row = lane.to.known.get(target)
        if row is not None:
            ms = row[source]
            return None if ms == UNREACHABLE else ms
        return lane.times_to(target, (source,))[0]

    def times_to(
        self, target: int, sources: Sequence[int], closed: frozenset[int] = OPEN
    ) -> list[int | None]:
        """Return the milliseconds from each source to the target, or None where there is no way."""
        lane = self._lane if closed is self._mask else self._switch(closed)
        return lane.times_to(target, sources)

    def route(self, source: int, target: int, closed: frozenset[int] = OPEN) -> Route | None:
        """Return the fastest route, or None where there is no way."""
        lane = self._lane if closed is self._mask else self._switch(closed)
        return lane.route(source, target)

    def prepare(self, nodes: Iterable[int]) -> None:
        """Make the rows of places that will be asked for often, such as stations, on the open map."""
        for node in dict.fromkeys(nodes):
            self._open.to.learn(node)
            self._open.come_from.learn(node)

    def _switch(self, closed: frozenset[int]) -> "_Lane":
        """Make the lane of a mask the current one."""
        self._mask, self._lane = closed, self._lane_of(closed)
        return self._lane

    def _lane_of(self, closed: frozenset[int]) -> "_Lane":
        if not closed:
            return self._open
        lane = self._lanes.pop(closed, None) or self._new_lane(closed)
        self._lanes[closed] = lane
        return lane

    def _new_lane(self, closed: frozenset[int]) -> "_Lane":
        """Return a lane without rows; beyond a few masks, that which was not used for longest gives way."""
        if len(self._lanes) < _LANES:
            router = self._open.router.fork()
        else:
            router = self._lanes.popitem(last=False)[1].router
        router.set_closed(closed)
        return _Lane(router, self._ways, closed, self._rows_per_lane)


class _Lane:
    """One mask: its router, and the rows that were learnt under it."""

    def __init__(self, router: Router, ways: Ways, closed: frozenset[int], max_rows: int) -> None:
        self.router = router
        self.to = _Rows(router.all_to, router.row_cost, max_rows)
        self.come_from = _Rows(router.all_from, router.row_cost, max_rows)
        self._ways = ways
        self._closed = closed

    def times_to(self, target: int, sources: Sequence[int]) -> list[int | None]:
        row = self.to.known.get(target)
        if row is not None:
            return [None if row[source] == UNREACHABLE else row[source] for source in sources]
        known = self.come_from.known
        strange = [source for source in sources if source not in known]
        if strange:
            return self._ask(target, sources, strange)
        found = [known[source][target] for source in sources]
        return [None if ms == UNREACHABLE else ms for ms in found]

    def route(self, source: int, target: int) -> Route | None:
        row = self.to.pay(target, ROUTE_COST)
        if row is None:
            return self.router.route(source, target)
        if row[source] == UNREACHABLE:
            return None
        return self._ways.walk((source, target), row.__getitem__, self._closed)

    def _ask(self, target: int, sources: Sequence[int], strange: Sequence[int]) -> list[int | None]:
        """Ask the router, unless it is time to make the row of the target."""
        price = QUESTION_COST + SOURCE_COST * len(strange)
        if self.to.pay(target, price) is not None:
            return self.times_to(target, sources)
        for source in strange:
            self.come_from.pay(source, price // len(strange))
        return self.router.times_to(target, sources)


class _Rows:
    """Times to, or from, every node for the places that were asked for often.

    Parameters
    ----------
    search
        Gives the row of a place.
    price
        What a row costs.
    max_rows
        How many to keep; beyond, the one made first gives way.
    """

    def __init__(self, search: Callable[[int], IntArray], price: int, max_rows: int) -> None:
        self.known: dict[int, Sequence[int]] = {}
        self._search = search
        self._price = price
        self._max_rows = max(2, max_rows)
        self._paid: dict[int, int] = {}

    def pay(self, place: int, price: int) -> Sequence[int] | None:
        """Return the row of a place if it is there, or if its questions have now paid for it."""
        row = self.known.get(place)
        if row is not None:
            return row
        paid = self._paid.get(place, 0) + price
        self._paid[place] = paid
        return self.learn(place) if paid > self._price else None

    def learn(self, place: int) -> Sequence[int]:
        """Make the row of a place, unless it is there."""
        if place in self.known:
            return self.known[place]
        if len(self.known) >= self._max_rows:
            gone = next(iter(self.known))
            del self.known[gone]
            self._paid[gone] = 0
        row = self._search(place).astype(np.int32)
        # a memoryview gives Python integers, at a fifth of the memory of a list
        self.known[place] = row.data
        return self.known[place]


def _by_link(graph: RoadGraph, arc_ms: IntArray) -> list[int]:
    link_ms = np.zeros(graph.n_links, np.int64)
    link_ms[graph.link] = arc_ms
    if (link_ms[graph.link] != arc_ms).any():
        raise ValueError("both arcs of a link must take the same time")
    plain: list[int] = link_ms.tolist()
    return plain
