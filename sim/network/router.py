"""What every router can do, and what all routers share: closures, the choice among equal routes, checks."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Container, Iterable, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import Final, Literal, Protocol, TypeAlias

import numpy as np

from sim.network.roads import IntArray, RoadGraph
from sim.terms.errors import InvariantBroken

UNREACHABLE: Final = 2**31 - 1
"""Stands for "no way" in arrays. In every router a trip of so many milliseconds, 24.8 days, is none."""

QUESTION_COST: Final = 100
SOURCE_COST: Final = 2
ROUTE_COST: Final = 2500
"""Costs of a question about times, of each source in it, and about a route, as shares of `Router.row_cost`.

Measured with the contraction hierarchy on 127 to 20,000 nodes. They decide how soon an answer comes.
"""

Way: TypeAlias = tuple[int, int, int]
"""Link, the node it leads to, and milliseconds."""

Backend: TypeAlias = Literal["auto", "cch", "scipy", "networkx"]
"""Name of a router; ``auto`` is the contraction hierarchy where it is installed, else SciPy."""


@dataclass(frozen=True, slots=True)
class Route:
    """A way from one node to another 路线.

    Attributes
    ----------
    ms
        Driving time by day and in the dry.
    links
        The links in the order in which they are driven; empty where source and target are the same.
    nodes
        The nodes passed, with both ends: one more than links.
    """

    ms: int
    links: tuple[int, ...]
    nodes: tuple[int, ...]


class Router(Protocol):
    """Fastest ways over the links that are not closed 断路.

    All routers give the same results. Of several fastest routes it is the one that, from the source on,
    always takes the link with the smallest number.

    Raises
    ------
    IndexError
        Every method, for a node or link that does not exist.
    """

    @property
    def closed(self) -> frozenset[int]:
        """The links that are closed, both ways."""
        ...

    @property
    def row_cost(self) -> int:
        """What `all_to` costs, where one question to `times_to` costs `QUESTION_COST` and `SOURCE_COST`."""
        ...

    def close(self, links: Iterable[int]) -> None:
        """Close links; one that is closed already stays so."""
        ...

    def open(self, links: Iterable[int]) -> None:
        """Open links again."""
        ...

    def set_closed(self, links: frozenset[int]) -> None:
        """Close these links and open all others. Only the difference costs time."""
        ...

    def times_to(self, target: int, sources: Sequence[int]) -> list[int | None]:
        """Return the milliseconds from each source to the target, or None where there is no way."""
        ...

    def nearest(self, target: int, sources: Sequence[int], count: int | None = None) -> list[tuple[int, int]]:
        """Return the nearest sources as (milliseconds, position in `sources`), by time, then position.

        Parameters
        ----------
        target
            The node to reach.
        sources
            The nodes to come from; a node may stand here more than once.
        count
            How many to return at most; all that have a way where left out.
        """
        ...

    def route(self, source: int, target: int) -> Route | None:
        """Return the fastest route, or None where there is no way."""
        ...

    def table(self, sources: Sequence[int], targets: Sequence[int]) -> IntArray:
        """Return milliseconds by source and target, `UNREACHABLE` where there is no way."""
        ...

    def all_to(self, target: int) -> IntArray:
        """Return the milliseconds from every node to the target, `UNREACHABLE` where there is no way."""
        ...

    def all_from(self, source: int) -> IntArray:
        """Return the milliseconds from the source to every node, `UNREACHABLE` where there is no way."""
        ...

    def fork(self) -> "Router":
        """Return another router over the same roads, all open, with closures of its own."""
        ...


class Ways:
    """The arcs that leave each node, in the order in which a route prefers them.

    Parameters
    ----------
    graph
        The roads.
    arc_ms
        Time for each arc.
    """

    def __init__(self, graph: RoadGraph, arc_ms: Sequence[int]) -> None:
        self._graph = graph
        self._arc_ms = arc_ms
        self._leaving: dict[int, list[Way]] = {}

    def leaving(self, node: int) -> list[Way]:
        """Return (link, head, milliseconds) of each arc that leaves a node, by number of link."""
        ways = self._leaving.get(node)
        if ways is None:
            graph = self._graph
            ways = [(graph.links[arc], graph.heads[arc], self._arc_ms[arc]) for arc in graph.leaving[node]]
            self._leaving[node] = ways
        return ways

    def walk(self, ends: tuple[int, int], ms_to: Callable[[int], int], closed: Container[int]) -> Route:
        """Return the fastest route that always takes the smallest link.

        Parameters
        ----------
        ends
            Source and target; there must be a way.
        ms_to
            Gives the time from a node to the target, or `UNREACHABLE`. It is asked for nodes on fastest
            routes and for their neighbours only.
        closed
            The closed links.
        """
        here, target = ends
        total = left = ms_to(here)
        links, nodes = [], [here]
        while here != target:
            for link, head, ms in self.leaving(here):
                if ms <= left and ms_to(head) == left - ms and link not in closed:
                    break
            else:
                raise InvariantBroken(f"the route stops at node {here}, {left} ms before its target")
            here, left = head, left - ms
            links.append(link)
            nodes.append(here)
        return Route(total, tuple(links), tuple(nodes))


class BaseRouter(ABC):
    """The part that all routers share.

    Parameters
    ----------
    graph
        The roads.
    arc_ms
        Time for each arc, at least 1 ms.

    Raises
    ------
    ValueError
        If there is not one time for each arc, or one is below 1 ms or not below `UNREACHABLE`.
    """

    def __init__(self, graph: RoadGraph, arc_ms: IntArray) -> None:
        if len(arc_ms) != graph.n_arcs:
            raise ValueError(f"expected one time for each of {graph.n_arcs} arcs, got {len(arc_ms)}")
        if len(arc_ms) and not (arc_ms.min() >= 1 and arc_ms.max() < UNREACHABLE):
            found = f"{arc_ms.min()} to {arc_ms.max()}"
            raise ValueError(f"times must be from 1 to {UNREACHABLE - 1} ms, got {found}")
        self.graph = graph
        self.arc_ms: list[int] = np.asarray(arc_ms, np.int64).tolist()
        self.ways = Ways(graph, self.arc_ms)
        self._closed: set[int] = set()

    @property
    def closed(self) -> frozenset[int]:
        """The links that are closed, both ways."""
        return frozenset(self._closed)

    @property
    def row_cost(self) -> int:
        """What `all_to` costs; here a search of the whole map, as any other question."""
        return 1

    def close(self, links: Iterable[int]) -> None:
        """Close links; one that is closed already stays so."""
        self._change(sorted(set(links) - self._closed))

    def open(self, links: Iterable[int]) -> None:
        """Open links again."""
        opened = set(links)
        self._check("link", opened, self.graph.n_links)
        self._change(sorted(opened & self._closed))

    def set_closed(self, links: frozenset[int]) -> None:
        """Close these links and open all others. Only the difference costs time."""
        self._change(sorted(self._closed.symmetric_difference(links)))

    def _change(self, changed: Sequence[int]) -> None:
        self._check("link", changed, self.graph.n_links)
        self._closed.symmetric_difference_update(changed)
        for link in changed:
            for arc in self.graph.arcs_of_link[link]:
                self._set_arc(arc, link in self._closed)

    def times_to(self, target: int, sources: Sequence[int]) -> list[int | None]:
        """Return the milliseconds from each source to the target, or None where there is no way."""
        self._check("node", (target, *sources), self.graph.n_nodes)
        return self._times_to(target, sources) if sources else []

    def nearest(self, target: int, sources: Sequence[int], count: int | None = None) -> list[tuple[int, int]]:
        """Return the nearest sources as (milliseconds, position in `sources`), by time, then position."""
        self._check("node", (target, *sources), self.graph.n_nodes)
        if not sources or count == 0:
            return []
        times = self._nearest_times(target, sources, count or len(sources))
        found = [(ms, position) for position, ms in enumerate(times) if ms is not None]
        return nsmallest(count or len(found), found)

    def route(self, source: int, target: int) -> Route | None:
        """Return the fastest route, or None where there is no way."""
        self._check("node", (source, target), self.graph.n_nodes)
        return Route(0, (), (source,)) if source == target else self._route(source, target)

    def table(self, sources: Sequence[int], targets: Sequence[int]) -> IntArray:
        """Return milliseconds by source and target, `UNREACHABLE` where there is no way."""
        self._check("node", (*sources, *targets), self.graph.n_nodes)
        if not sources or not targets:
            return np.zeros((len(sources), len(targets)), np.int64)
        return self._table(sources, targets)

    def all_to(self, target: int) -> IntArray:
        """Return the milliseconds from every node to the target, `UNREACHABLE` where there is no way."""
        whole: IntArray = self.table(range(self.graph.n_nodes), (target,))[:, 0]
        return whole

    def all_from(self, source: int) -> IntArray:
        """Return the milliseconds from the source to every node, `UNREACHABLE` where there is no way."""
        whole: IntArray = self.table((source,), range(self.graph.n_nodes))[0]
        return whole

    def _nearest_times(self, target: int, sources: Sequence[int], count: int) -> list[int | None]:
        """Return the times of the `count` nearest sources at least; None may stand for one further away."""
        return self._times_to(target, sources)

    @staticmethod
    def _check(what: str, numbers: Collection[int], size: int) -> None:
        if numbers and (min(numbers) < 0 or max(numbers) >= size):
            wrong = min(number for number in numbers if not 0 <= number < size)
            raise IndexError(f"no {what} {wrong}: they are numbered from 0 to {size - 1}")

    @abstractmethod
    def _set_arc(self, arc: int, closed: bool) -> None: ...

    @abstractmethod
    def _times_to(self, target: int, sources: Sequence[int]) -> list[int | None]: ...

    @abstractmethod
    def _route(self, source: int, target: int) -> Route | None: ...

    @abstractmethod
    def _table(self, sources: Sequence[int], targets: Sequence[int]) -> IntArray: ...

    @abstractmethod
    def fork(self) -> Router:
        """Return another router over the same roads, all open, with closures of its own."""


def make_router(graph: RoadGraph, arc_ms: IntArray, backend: Backend = "auto") -> Router:
    """Return a router over the roads, all open.

    Parameters
    ----------
    graph
        The roads.
    arc_ms
        Time for each arc, at least 1 ms.
    backend
        Which router; ``auto`` takes the contraction hierarchy where its package is installed, else SciPy.

    Raises
    ------
    ValueError
        If a time is below 1 ms or too long, or there is not one for each arc.
    ImportError
        If ``cch`` was asked for and its package is not installed.
    """
    from sim.network import cch

    if backend == "cch" or (backend == "auto" and cch.is_installed()):
        return cch.CchRouter(graph, arc_ms)
    if backend == "networkx":
        from sim.network.reference import ReferenceRouter

        return ReferenceRouter(graph, arc_ms)
    from sim.network.csgraph import ScipyRouter

    return ScipyRouter(graph, arc_ms)
