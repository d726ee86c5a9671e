"""Router over a customizable contraction hierarchy (package ``routingkit-cch``), the fast one.

The order of elimination is computed once for a map. Closing a link re-computes only the part of the hierarchy
that it touches. Everything that the package asks of its caller stands here: identifiers are checked before
(it panics), queries are dropped before weights change, and changes wait until the next query.

Source: J. Dibbelt, B. Strasser, D. Wagner, Customizable Contraction Hierarchies, ACM JEA 21 (2016) 1.5.
"""

from collections.abc import Sequence
from importlib.util import find_spec
from operator import eq
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from sim.network.roads import IntArray, RoadGraph
from sim.network.router import UNREACHABLE, BaseRouter, Route

if TYPE_CHECKING:
    import routingkit_cch

_Path: TypeAlias = tuple[int, list[int], list[int]]
"""Milliseconds, nodes, arcs."""


def is_installed() -> bool:
    """Whether the package is there."""
    return find_spec("routingkit_cch") is not None


def elimination_order(graph: RoadGraph) -> IntArray:
    """Return an order of elimination of the nodes, by nested cuts of the map where places are known."""
    import routingkit_cch

    tails, heads = graph.tails, graph.heads
    lat, lon = graph.lat_deg.tolist(), graph.lon_deg.tolist()
    return np.asarray(routingkit_cch.compute_order_inertial(graph.n_nodes, tails, heads, lat, lon), np.int64)


class CchRouter(BaseRouter):
    """Fastest ways by a customizable contraction hierarchy.

    Parameters
    ----------
    graph, arc_ms
        The roads and the time for each arc.
    hierarchy
        The hierarchy of another router over the same graph, to share; made anew where left out.
    """

    def __init__(
        self, graph: RoadGraph, arc_ms: IntArray, hierarchy: "routingkit_cch.CCH | None" = None
    ) -> None:
        super().__init__(graph, arc_ms)
        import routingkit_cch

        self._kit = routingkit_cch
        self._hierarchy = hierarchy or routingkit_cch.CCH(
            graph.elimination_order.tolist(), graph.tails, graph.heads, False
        )
        self._metric = routingkit_cch.CCHMetric(self._hierarchy, self.arc_ms)
        self._updater = routingkit_cch.CCHMetricPartialUpdater(self._hierarchy)
        self._changes: dict[int, int] = {}
        self._rivals: dict[int, list[tuple[int, int]]] = {}
        self._drop_queries()

    @property
    def row_cost(self) -> int:
        """What `all_to` costs: it grows with the map, while a question about few nodes hardly does."""
        return self.graph.n_nodes

    def fork(self) -> "CchRouter":
        """Return another router over the same roads, all open, with closures of its own."""
        twin = CchRouter(self.graph, np.asarray(self.arc_ms, np.int64), self._hierarchy)
        twin.ways, twin._rivals = self.ways, self._rivals  # they know nothing of closures
        return twin

    def _drop_queries(self) -> None:
        self._many: routingkit_cch.CCHManyToOne | None = None
        self._one: routingkit_cch.CCHQuery | None = None
        self._from_all: routingkit_cch.CCHManyToOne | None = None
        self._to_all: routingkit_cch.CCHOneToMany | None = None

    def _set_arc(self, arc: int, closed: bool) -> None:
        self._changes[arc] = UNREACHABLE if closed else self.arc_ms[arc]

    def _refresh(self) -> None:
        """Bring the hierarchy up to date with the closures."""
        if self._changes:
            self._drop_queries()
            self._updater.apply(self._metric, self._changes)
            self._changes = {}

    def _times_to(self, target: int, sources: Sequence[int]) -> list[int | None]:
        self._refresh()
        if self._many is None:
            self._many = self._kit.CCHManyToOne(self._metric, list(sources))
        else:
            self._many.repin_sources(list(sources))
        return self._many.distances_to(target)

    def all_to(self, target: int) -> IntArray:
        """Return the milliseconds from every node to the target, `UNREACHABLE` where there is no way."""
        self._check("node", (target,), self.graph.n_nodes)
        self._refresh()
        if self._from_all is None:
            self._from_all = self._kit.CCHManyToOne(self._metric, list(range(self.graph.n_nodes)))
        return _whole(self._from_all.distances_to(target))

    def all_from(self, source: int) -> IntArray:
        """Return the milliseconds from the source to every node, `UNREACHABLE` where there is no way."""
        self._check("node", (source,), self.graph.n_nodes)
        self._refresh()
        if self._to_all is None:
            self._to_all = self._kit.CCHOneToMany(self._metric, list(range(self.graph.n_nodes)))
        return _whole(self._to_all.distances_from(source))

    def _table(self, sources: Sequence[int], targets: Sequence[int]) -> IntArray:
        self._refresh()
        if len(targets) < len(sources):
            many = self._kit.CCHManyToOne(self._metric, list(sources))
            return np.stack([_whole(many.distances_to(target)) for target in targets], axis=1)
        spread = self._kit.CCHOneToMany(self._metric, list(targets))
        return np.stack([_whole(spread.distances_from(source)) for source in sources])

    def _route(self, source: int, target: int) -> Route | None:
        found = self._path(source, target)
        if found is None:
            return None
        if self._has_rival(found, target):
            return self._preferred(found, target)
        ms, nodes, arcs = found
        links = self.graph.links
        return Route(ms, tuple([links[arc] for arc in arcs]), tuple(nodes))

    def _path(self, source: int, target: int) -> _Path | None:
        """Return some fastest route: its time, nodes and arcs."""
        self._refresh()
        if self._one is None:
            self._one = self._kit.CCHQuery(self._metric)
        found = self._one.run(source, target)
        ms = found.distance
        return None if ms is None else (ms, found.node_path, found.arc_path)

    def _has_rival(self, path: _Path, target: int) -> bool:
        """Whether a route as fast as this one may leave it by a link with a smaller number."""
        left, nodes, arcs = path
        known, arc_ms = self._rivals, self.arc_ms
        heads, needed, before = [], [], -1
        for node, arc in zip(nodes, arcs, strict=False):
            rivals = known.get(arc)
            for head, ms in self._rivals_of(arc) if rivals is None else rivals:
                if head != before:  # nobody turns back on a fastest route
                    heads.append(head)
                    needed.append(left - ms)
            before = node
            left -= arc_ms[arc]
        return bool(heads) and any(map(eq, self._times_to(target, heads), needed))

    def _rivals_of(self, arc: int) -> list[tuple[int, int]]:
        """Return head and time of each arc that a route would prefer to this one, closed or not."""
        ways, taken = self.ways.leaving(self.graph.tails[arc]), self.graph.links[arc]
        rivals = [(head, ms) for link, head, ms in ways if link < taken]
        self._rivals[arc] = rivals
        return rivals

    def _preferred(self, path: _Path, target: int) -> Route:
        """Return the route that always takes the smallest link, where several are as fast."""
        known: dict[int, int] = {}
        self._look_around(path, target, known)

        def ms_to(node: int) -> int:
            if node not in known:
                # an equally fast route led off the path: learn where it goes
                on = self._path(node, target)
                known[node] = UNREACHABLE
                if on is not None:
                    self._look_around(on, target, known)
            return known[node]

        return self.ways.walk((path[1][0], target), ms_to, self._closed)

    def _look_around(self, path: _Path, target: int, known: dict[int, int]) -> None:
        """Learn the times of the nodes on a path to the target and of their neighbours."""
        left, nodes, arcs = path
        for node, arc in zip(nodes, arcs, strict=False):
            known[node] = left
            left -= self.arc_ms[arc]
        known[target] = 0
        leaving = self.ways.leaving
        beside = list({head: None for node in nodes for _, head, _ in leaving(node) if head not in known})
        for node, ms in zip(beside, self._times_to(target, beside) if beside else (), strict=True):
            known[node] = UNREACHABLE if ms is None else ms


def _whole(times: list[int | None]) -> IntArray:
    try:
        return np.array(times, np.int64)
    except TypeError:  # some have no way
        return np.array([UNREACHABLE if ms is None else ms for ms in times], np.int64)
