"""Router over ``scipy.sparse.csgraph``: the fallback where the contraction hierarchy does not install.

It prepares nothing. A search starts at the target, on the reversed roads, and stops at a limit that doubles
until enough sources are found, so that a near source costs little. Closing a link is one write.
"""

import math
from collections.abc import Callable, Sequence

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
        found = self._search(target, count, lambda ms: ms[rows])[rows]
        return [int(ms) if ms < UNREACHABLE else None for ms in found.tolist()]

    def _route(self, source: int, target: int) -> Route | None:
        times = self._search(target, 1, lambda ms: ms[source : source + 1])
        if times[source] == math.inf:
            return None
        # beyond the limit of the search stands infinity, which no fastest route meets
        return self.ways.walk((source, target), lambda node: int(min(times[node], UNREACHABLE)), self._closed)

    def _search(self, target: int, count: int, wanted: Callable[[FloatArray], FloatArray]) -> FloatArray:
        """Return times to the target, searched until `count` of the wanted are found, or everything."""
        size = len(wanted(np.empty(self.graph.n_nodes)))
        # a disc that holds so many of the wanted, were they spread evenly, is about so many arcs wide
        limit = self._mean_ms * (2 + math.sqrt(self.graph.n_nodes * min(count, size) / size))
        while True:
            limit = min(limit, _FARTHEST_MS)
            times = self._back.times_from(target, limit)
            seen = np.isfinite(times)
            if np.count_nonzero(np.isfinite(wanted(times))) >= min(count, size) or limit == _FARTHEST_MS:
                return times
            # most of the map is seen: what is still missing is far away or cut off
            limit = limit * 2 if 4 * np.count_nonzero(seen) < len(seen) else _FARTHEST_MS

    def _table(self, sources: Sequence[int], targets: Sequence[int]) -> IntArray:
        if len(targets) < len(sources):
            return _whole(self._back.times_from(targets, _FARTHEST_MS)[:, sources].T)
        return _whole(self._forth.times_from(sources, _FARTHEST_MS)[:, targets])


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

    def times_from(self, start: int | Sequence[int], limit: float) -> FloatArray:
        # an infinite arc is beyond every limit, so a closed link is never driven
        return dijkstra(self._csr, directed=True, indices=start, limit=limit)


def _whole(times: FloatArray) -> IntArray:
    return np.where(np.isfinite(times), times, UNREACHABLE).astype(np.int64)
