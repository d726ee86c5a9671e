"""Router over ``scipy.sparse.csgraph``: the fallback where the contraction hierarchy does not install.

It prepares nothing. A search starts at the target, on the reversed roads, and stops at a limit that doubles
until enough sources are found, so that a near source costs little. Closing a link is one write.
"""

import math
from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from sim.network.roads import FloatArray, IntArray, RoadGraph
from sim.network.router import UNREACHABLE, BaseRouter, Route

_FARTHEST_MS = UNREACHABLE - 1


class ScipyRouter(BaseRouter):
    """Fastest ways by Dijkstra's search with a doubling limit."""

    def __init__(self, graph: RoadGraph, arc_ms: IntArray) -> None:
        super().__init__(graph, arc_ms)
        self._forth = _Matrix(graph.tail, graph.head, self.arc_ms, graph.n_nodes)
        self._back = _Matrix(graph.head, graph.tail, self.arc_ms, graph.n_nodes)
        self._mean_ms = sum(self.arc_ms) / max(1, len(self.arc_ms))

    def fork(self) -> "ScipyRouter":
        """Return another router over the same roads, all open, with closures of its own."""
        return ScipyRouter(self.graph, np.asarray(self.arc_ms, np.int64))

    def _set_arc(self, arc: int, closed: bool) -> None:
        self._forth.set_arc(arc, math.inf if closed else self.arc_ms[arc])
        self._back.set_arc(arc, math.inf if closed else self.arc_ms[arc])

    def _times_to(self, target: int, sources: Sequence[int]) -> list[int | None]:
        return self._nearest_times(target, sources, len(sources))

    def _nearest_times(self, target: int, sources: Sequence[int], count: int) -> list[int | None]:
        rows = np.asarray(sources)
        found = self._search(target, rows, min(count, len(rows)))[rows]
        return [int(ms) if ms < UNREACHABLE else None for ms in found.tolist()]

    def _route(self, source: int, target: int) -> Route | None:
        times = self._search(target, np.array([source]), 1)
        if times[source] == math.inf:
            return None
        # beyond the limit of the search all seems unreachable, and no fastest route leads there
        return self.ways.walk((source, target), _whole(times).item, self._closed)

    def _search(self, target: int, sources: IntArray, count: int) -> FloatArray:
        """Return the times to the target, infinite beyond a limit that holds `count` of the sources."""
        # were the sources spread evenly, a disc of so many of them would be about so many arcs wide
        limit = self._mean_ms * (2 + math.sqrt(self.graph.n_nodes * count / len(sources)))
        start = np.asarray(target)
        seen_before = 0
        while limit < _FARTHEST_MS:
            times = self._back.times_from(start, limit)
            if np.count_nonzero(np.isfinite(times[sources])) >= count:
                return times
            seen = int(np.count_nonzero(np.isfinite(times)))
            # nothing new, or much of the map seen: what is missing is far away or cut off
            limit = limit * 2 if seen_before < seen < self.graph.n_nodes // 4 else _FARTHEST_MS
            seen_before = seen
        return self._back.times_from(start, _FARTHEST_MS)

    def _table(self, sources: Sequence[int], targets: Sequence[int]) -> IntArray:
        if len(targets) < len(sources):
            return _whole(self._some(self._back.times_from(np.asarray(targets), _FARTHEST_MS), sources).T)
        return _whole(self._some(self._forth.times_from(np.asarray(sources), _FARTHEST_MS), targets))

    def _some(self, times: FloatArray, nodes: Sequence[int]) -> FloatArray:
        """Return the columns of some nodes; all without a copy."""
        return times if nodes == range(self.graph.n_nodes) else times[:, nodes]


class _Matrix:
    """The arcs as a sparse matrix by their start, with the place where each arc stands."""

    def __init__(self, start: IntArray, end: IntArray, arc_ms: Sequence[int], n_nodes: int) -> None:
        order = np.argsort(start, kind="stable")
        first = np.concatenate([[0], np.cumsum(np.bincount(start, minlength=n_nodes))])
        self._place: list[int] = np.argsort(order, kind="stable").tolist()
        self._csr = csr_array(
            (np.asarray(arc_ms, np.float64)[order], end[order].astype(np.int32), first.astype(np.int32)),
            shape=(n_nodes, n_nodes),
        )

    def set_arc(self, arc: int, ms: float) -> None:
        self._csr.data[self._place[arc]] = ms

    def times_from(self, start: IntArray, limit: float) -> FloatArray:
        # an infinite arc is beyond every limit, so a closed link is never driven
        return dijkstra(self._csr, directed=True, indices=start, limit=limit)


def _whole(times: FloatArray) -> IntArray:
    return np.minimum(times, UNREACHABLE).astype(np.int64)
