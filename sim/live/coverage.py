"""How far free forces reach 覆盖范围: by believed places and believed roads, worked out beside the clock."""

import heapq
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sim.network.roads import RoadGraph
from sim.picture import Picture
from sim.picture.picture import ON_ITS_WAY_FREE, STANDS_READY
from sim.terms.enums import CrewStatus
from sim.terms.units import MINUTE_MS

if TYPE_CHECKING:
    from sim.live.session import Session

BANDS_MIN: Final = (5, 10, 15)
"""Minutes of driving within which a place is covered."""
_FREE: Final = STANDS_READY | ON_ITS_WAY_FREE
_CREWS_FREE: Final = frozenset({CrewStatus.AT_BASE.value, CrewStatus.RETURNING.value})


@dataclass(frozen=True, slots=True)
class Fleet:
    """Free forces of one kind of vehicle: the roads as they drive, and where they were last said to be.

    Attributes
    ----------
    graph
        The roads.
    link_ms
        Time for each link in ms.
    nodes
        Where they are.
    """

    graph: RoadGraph
    link_ms: Sequence[int]
    nodes: tuple[int, ...]


def fleets(session: "Session", picture: Picture) -> list[Fleet]:
    """Return the free units of a post, or where it knows of none, its free professional teams."""
    scenario, travel = session.scenario, session.world.context.roads.travel
    places: dict[str, set[int]] = {}
    for unit, view in sorted(picture.units.items()):
        if view.status in _FREE and view.call is None and view.order is None and not view.silent:
            vehicle = scenario.unit_types[scenario.units[unit].type].vehicle
            places.setdefault(vehicle, set()).add(view.node)
    for team, crew in sorted(picture.repairs.crews.items()) if not places else ():
        if crew.status in _CREWS_FREE and crew.order is None and not crew.silent:
            places.setdefault(scenario.teams[team].vehicle, set()).add(crew.node)
    return [
        Fleet(travel[vehicle].graph, travel[vehicle].link_ms, tuple(sorted(nodes)))
        for vehicle, nodes in sorted(places.items())
    ]


def reached(found: Sequence[Fleet], closed: frozenset[int]) -> dict[int, int]:
    """Return the least time in ms in which each node can be reached, of those within the widest band."""
    best: dict[int, int] = {}
    for fleet in found:
        for node, ms in _spread(fleet, closed).items():
            best[node] = min(ms, best.get(node, ms))
    return best


def _spread(fleet: Fleet, closed: frozenset[int]) -> Mapping[int, int]:
    """Return the times from the nearest place of a fleet: Dijkstra with all its places for sources."""
    graph, limit_ms = fleet.graph, BANDS_MIN[-1] * MINUTE_MS
    best, waiting = dict.fromkeys(fleet.nodes, 0), [(0, node) for node in fleet.nodes]
    while waiting:
        ms, node = heapq.heappop(waiting)
        if ms > best[node]:
            continue
        for arc in graph.leaving[node]:
            link, head = int(graph.links[arc]), int(graph.heads[arc])
            there = ms + fleet.link_ms[link]
            if link not in closed and there <= limit_ms and there < best.get(head, limit_ms + 1):
                best[head] = there
                heapq.heappush(waiting, (there, head))
    return best


def banded(times: Mapping[int, int]) -> list[list[int]]:
    """Return [node, band] of each node that is reached: the least minutes of `BANDS_MIN` that suffice.

    Examples
    --------
    >>> banded({4: 0, 2: 301_000})
    [[2, 10], [4, 5]]
    """
    return [
        [node, next(band for band in BANDS_MIN if ms <= band * MINUTE_MS)]
        for node, ms in sorted(times.items())
    ]


class Coverage:
    """Works out what is covered, in a thread of its own, whenever somebody who looks at it asks.

    What is worked on is taken from the picture when it is asked: the thread sees neither picture nor world.
    """

    def __init__(self) -> None:
        self._pool: ThreadPoolExecutor | None = None
        self._asked: dict[int, tuple[object, int, Future[list[list[int]]]]] = {}

    def ask(self, session: "Session", address: int) -> dict[str, Any]:
        """Return what is covered as a post knows it, or that it is being worked out.

        Parameters
        ----------
        session
            The exercise.
        address
            Of the post.
        """
        picture = session.world.picture(address)
        found = [] if picture is None else fleets(session, picture)
        closed = frozenset() if picture is None else picture.closed
        state = (tuple(fleet.nodes for fleet in found), closed)
        known = self._asked.get(address)
        if known is None or (known[0] != state and known[2].done()):
            self._pool = self._pool or ThreadPoolExecutor(1, "coverage")
            work = self._pool.submit(lambda: banded(reached(found, closed)))
            known = self._asked[address] = state, session.now_ms, work
        if not known[2].done():
            return {"ready": False}
        return {"ready": known[0] == state, "t": known[1], "nodes": known[2].result(), "bands": BANDS_MIN}

    def forget(self) -> None:
        """Forget what was worked out: another branch is played now."""
        self._asked.clear()

    def close(self) -> None:
        """Let go of the thread."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
