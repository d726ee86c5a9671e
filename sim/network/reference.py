"""Router over NetworkX: slow and plain. It is there to test the others against, and to install anywhere."""

from collections.abc import Sequence
from typing import Any

import networkx as nx
import numpy as np

from sim.network.roads import IntArray, RoadGraph
from sim.network.router import UNREACHABLE, BaseRouter, Route


class ReferenceRouter(BaseRouter):
    """Fastest ways by ``networkx.single_source_dijkstra_path_length`` on the reversed roads."""

    def __init__(self, graph: RoadGraph, arc_ms: IntArray) -> None:
        super().__init__(graph, arc_ms)
        self._roads: nx.MultiDiGraph[int] = nx.MultiDiGraph()
        self._roads.add_nodes_from(range(graph.n_nodes))
        for arc in range(graph.n_arcs):
            self._set_arc(arc, False)

    def fork(self) -> "ReferenceRouter":
        """Return another router over the same roads, all open, with closures of its own."""
        return ReferenceRouter(self.graph, np.asarray(self.arc_ms, np.int64))

    def _set_arc(self, arc: int, closed: bool) -> None:
        head, tail = self.graph.heads[arc], self.graph.tails[arc]
        if closed:
            self._roads.remove_edge(head, tail, key=arc)
        else:
            self._roads.add_edge(head, tail, key=arc, ms=self.arc_ms[arc])

    def _all_to(self, target: int) -> dict[int, int]:
        found: dict[int, Any] = nx.single_source_dijkstra_path_length(
            self._roads, target, cutoff=UNREACHABLE - 1, weight="ms"
        )
        return found

    def _times_to(self, target: int, sources: Sequence[int]) -> list[int | None]:
        times = self._all_to(target)
        return [times.get(source) for source in sources]

    def _route(self, source: int, target: int) -> Route | None:
        times = self._all_to(target)
        if source not in times:
            return None
        return self.ways.walk((source, target), lambda node: times.get(node, UNREACHABLE), self._closed)

    def _table(self, sources: Sequence[int], targets: Sequence[int]) -> IntArray:
        columns = [self._all_to(target) for target in targets]
        rows = [[column.get(source, UNREACHABLE) for column in columns] for source in sources]
        return np.array(rows, np.int64)
