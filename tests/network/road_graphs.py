"""Small road graphs for tests: one drawn by Hypothesis, and an answer found by trying every route."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from hypothesis import strategies as st

from sim.network.roads import IntArray, RoadGraph
from sim.network.router import Backend, Route, Router, make_router

BACKENDS: tuple[Backend, ...] = ("cch", "scipy", "networkx")


@dataclass(frozen=True)
class Town:
    """Links as (end, other end, one-way, milliseconds), and which of them are closed."""

    n_nodes: int
    links: tuple[tuple[int, int, bool, int], ...]
    closed: frozenset[int] = frozenset()

    @property
    def graph(self) -> RoadGraph:
        a, b, oneway, _ = zip(*self.links, strict=True) if self.links else ((), (), (), ())
        return RoadGraph.from_links(a, b, n_nodes=self.n_nodes, oneway=oneway)

    @property
    def arc_ms(self) -> IntArray:
        link_ms = np.array([ms for *_, ms in self.links], np.int64)
        return link_ms[self.graph.link]

    @property
    def nodes(self) -> range:
        return range(self.n_nodes)

    def router(self, backend: Backend, closed: frozenset[int] | None = None) -> Router:
        router = make_router(self.graph, self.arc_ms, backend)
        router.set_closed(self.closed if closed is None else closed)
        return router

    def without(self, closed: frozenset[int]) -> "Town":
        return replace(self, closed=closed)

    def best(self, source: int, target: int) -> Route | None:
        """Return the fastest route, the smallest links first, found by trying every route."""
        return min(
            self._routes((source,), (), 0, target), key=lambda route: (route.ms, route.links), default=None
        )

    def _routes(
        self, nodes: tuple[int, ...], links: tuple[int, ...], ms: int, target: int
    ) -> Iterator[Route]:
        if nodes[-1] == target:
            yield Route(ms, links, nodes)
            return
        for number, (a, b, oneway, link_ms) in enumerate(self.links):
            for tail, head in ((a, b),) if oneway else ((a, b), (b, a)):
                if tail == nodes[-1] and head not in nodes and number not in self.closed:
                    yield from self._routes((*nodes, head), (*links, number), ms + link_ms, target)


@st.composite
def towns(draw: st.DrawFn, max_nodes: int = 6, max_links: int = 9, max_ms: int = 4) -> Town:
    """Draw a town with loops, parallel and one-way links, closures, and, times being short, many ties."""
    n_nodes = draw(st.integers(1, max_nodes))
    node = st.integers(0, n_nodes - 1)
    link = st.tuples(node, node, st.booleans(), st.integers(1, max_ms))
    links = tuple(draw(st.lists(link, max_size=max_links)))
    closed = draw(st.frozensets(st.integers(0, len(links) - 1))) if links else frozenset()
    return Town(n_nodes, links, closed)


def grid(side: int, ms: int = 1000) -> Town:
    """Return streets in squares, all of one length, so that ties are everywhere."""
    east = [(node, node + 1, False, ms) for node in range(side * side) if (node + 1) % side]
    south = [(node, node + side, False, ms) for node in range(side * (side - 1))]
    return Town(side * side, tuple(east + south))
