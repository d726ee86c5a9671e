"""A self-organising mesh 自组网: which nodes work, who hears whom, and the way from one to another.

Edges are looked at only when a node moves, dies, comes up or is grounded by the weather, and then only the
edges of that node; the loss between two nodes is asked for once for each pair of positions.
"""

from bisect import insort
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from itertools import pairwise
from typing import Final, NamedTuple

from sim.comms.mesh_link import LinkBudget, Loss, MeshNode, line_of_sight

_NEVER: Final = 2**63


class FlyingWeather(NamedTuple):
    """What decides whether a UAV may fly 飞行天气.

    Attributes
    ----------
    gust_m_s
        Gusts, in m/s.
    heavy_rain
        Whether rain is heavy.
    """

    gust_m_s: float = 0.0
    heavy_rain: bool = False


class MeshPath(NamedTuple):
    """A way through the mesh 路径.

    Attributes
    ----------
    nodes
        Ids of the nodes passed, with both ends.
    margin_db
        That of its weakest edge, in dB; infinite for the way of a node to itself.
    """

    nodes: tuple[int, ...]
    margin_db: float

    @property
    def hops(self) -> int:
        """How many edges it has."""
        return len(self.nodes) - 1


@dataclass(slots=True)
class _Station:
    """A node; from when (None for not at all) until when it works; whether it died or waits for weather."""

    node: MeshNode
    up_ms: int | None = None
    down_ms: int = _NEVER
    failed: bool = False
    grounded: bool = False

    def works(self, now_ms: int) -> bool:
        return self.up_ms is not None and self.up_ms <= now_ms < self.down_ms

    def next_ms(self, now_ms: int) -> int:
        """Return when it begins or ceases to work."""
        if self.up_ms is None or max(now_ms, self.up_ms) >= self.down_ms:
            return _NEVER
        return self.up_ms if now_ms < self.up_ms else self.down_ms

    def may_fly(self, weather: FlyingWeather) -> bool:
        limit_m_s = self.node.kind.gust_limit_m_s
        return limit_m_s is None or not (weather.heavy_rain or weather.gust_m_s > limit_m_s)


class Mesh:
    """Nodes that find one another by themselves 自组网.

    Parameters
    ----------
    budget
        The radio.
    loss
        Loss between two nodes, in dB, the same both ways and for as long as neither moves; None for that of
        free space where they see each other over a smooth Earth.

    Attributes
    ----------
    revision
        Rises whenever the edges may have changed: what was derived from them may be kept until then.

    Raises
    ------
    KeyError
        Every method, for a node that is not there.
    ValueError
        Every method, for a time before that of an earlier question.

    Examples
    --------
    >>> from sim.comms.mesh_link import HANDHELD
    >>> mesh = Mesh()
    >>> for number in range(3):
    ...     mesh.deploy(0, MeshNode(number, HANDHELD, 107.39 + number * 0.09, 29.70))
    >>> mesh.path(0, 0, 2), mesh.path(HANDHELD.setup_ms, 0, 2).nodes
    (None, (0, 1, 2))
    """

    def __init__(self, budget: LinkBudget | None = None, loss: Loss | None = None) -> None:
        self.budget = budget or LinkBudget()
        self.revision = 0
        self._loss = loss or line_of_sight(self.budget.frequency_mhz)
        self._weather: Callable[[MeshNode], FlyingWeather] = lambda node: FlyingWeather()
        self._stations: dict[int, _Station] = {}
        self._margins: dict[int, dict[int, float]] = {}
        self._heard: dict[int, list[int]] = {}  # only of nodes that work
        self._trees: dict[int, dict[int, int]] = {}
        self._parts: tuple[tuple[int, ...], ...] | None = None
        self._now = 0
        self._due_ms = _NEVER

    # --- what happens to nodes

    def deploy(self, now_ms: int, node: MeshNode) -> None:
        """Let a node arrive; it works when it is set up.

        Raises
        ------
        ValueError
            If there is one of this id.
        """
        self._settle(now_ms)
        if node.id in self._stations:
            raise ValueError(f"there is a node {node.id} already")
        self._stations[node.id] = _Station(node)
        self._margins[node.id] = {}
        self._launch(node.id)

    def remove(self, now_ms: int, node: int) -> None:
        """Take a node home."""
        self._settle(now_ms)
        self._forget_edges(node)
        self._disconnect(node)
        del self._stations[node], self._margins[node]

    def move(self, now_ms: int, node: int, lon: float, lat: float, height_m: float | None = None) -> None:
        """Bring a node to another place; one that does not rove is set up again there, on what it has left.

        Parameters
        ----------
        now_ms
            When, in ms.
        node
            Its id.
        lon, lat
            In degrees.
        height_m
            Of the antenna above ground, in m; None leaves it as it is.
        """
        self._settle(now_ms)
        station = self._stations[node]
        kept = station.node.height_m if height_m is None else height_m
        station.node = replace(station.node, lon=lon, lat=lat, height_m=kept)
        self._forget_edges(node)
        self._disconnect(node)
        if station.up_ms is not None and not station.node.kind.roving:
            station.up_ms = now_ms + station.node.kind.setup_ms
        self._look(node)

    def fail(self, now_ms: int, node: int) -> None:
        """Let a node die."""
        self._settle(now_ms)
        station = self._stations[node]
        station.failed, station.up_ms = True, None
        self._look(node)

    def renew(self, now_ms: int, node: int) -> None:
        """Give a node a full battery or tank, and mend it if it has died.

        One on the ground that works does so without a break; any other, and one that flies, is set up again.
        """
        self._settle(now_ms)
        station = self._stations[node]
        station.failed = False
        if station.works(now_ms) and station.node.kind.gust_limit_m_s is None:
            station.down_ms = now_ms + station.node.kind.endurance_ms
        else:
            self._disconnect(node)
            self._launch(node)

    def set_weather(self, now_ms: int, weather: FlyingWeather | Callable[[MeshNode], FlyingWeather]) -> None:
        """Let the weather change: UAVs land, and those that wait on the ground start afresh when they may.

        Parameters
        ----------
        now_ms
            When, in ms.
        weather
            Everywhere, or what returns that at a node as it is from now on until the next change.
        """
        self._settle(now_ms)
        self._weather = weather if callable(weather) else lambda node: weather
        for node in sorted(self._stations):
            station = self._stations[node]
            if station.grounded and self._may_fly(station):
                self._launch(node)
            elif station.next_ms(now_ms) != _NEVER and not self._may_fly(station):
                station.grounded, station.up_ms = True, None
                self._look(node)

    # --- who hears whom

    def next_change_ms(self, now_ms: int) -> int | None:
        """Return when a node next begins or ceases to work if nothing else happens; None for never."""
        self._settle(now_ms)
        next_ms = min((station.next_ms(now_ms) for station in self._stations.values()), default=_NEVER)
        return None if next_ms == _NEVER else next_ms

    def working(self, now_ms: int) -> tuple[int, ...]:
        """Return the nodes that work, in the order of their ids."""
        self._settle(now_ms)
        return tuple(sorted(self._heard))

    def neighbours(self, now_ms: int, node: int) -> tuple[int, ...]:
        """Return the nodes that a node hears, in the order of their ids; none while it does not work."""
        self._settle(now_ms)
        return tuple(self._heard.get(self._stations[node].node.id, ()))

    def margin_db(self, a: int, b: int) -> float:
        """Return the margin of the edge between two nodes where they stand, working or not, in dB."""
        row = self._margins[a]
        if b not in row:
            first, second = self._stations[min(a, b)].node, self._stations[max(a, b)].node
            row[b] = self.budget.margin_db(first.kind, second.kind, self._loss(first, second))
            self._margins[b][a] = row[b]
        return row[b]

    def partitions(self, now_ms: int) -> tuple[tuple[int, ...], ...]:
        """Return the working nodes in groups that reach one another, by their smallest ids 分区."""
        self._settle(now_ms)
        if self._parts is None:
            seen: set[int] = set()
            found = []
            for node in sorted(self._heard):
                if node not in seen:
                    found.append(tuple(sorted(self._tree(node))))
                    seen.update(found[-1])
            self._parts = tuple(found)
        return self._parts

    def path(self, now_ms: int, source: int, target: int) -> MeshPath | None:
        """Return the way with the fewest hops; of several that with the smallest ids from the source on."""
        self._settle(now_ms)
        if self._stations[source].node.id not in self._heard:
            return None
        return self._walk(self._tree(source), self._stations[target].node.id)

    def widest_path(self, now_ms: int, source: int, target: int) -> MeshPath | None:
        """Return the way whose weakest edge is the strongest; of several that with the fewest hops."""
        self._settle(now_ms)
        width_db = self._width_db(self._stations[source].node.id, self._stations[target].node.id)
        if width_db is None:
            return None
        return self._walk(self._search(source, lambda a, b: self.margin_db(a, b) >= width_db), target)

    # --- inside

    def _launch(self, node: int) -> None:
        """Set up a node with a full battery or tank, unless it has died, or wait for weather to fly."""
        station = self._stations[node]
        setup_ms, endurance_ms = station.node.kind.setup_ms, station.node.kind.endurance_ms
        station.grounded = not self._may_fly(station)
        idle = station.failed or station.grounded
        station.up_ms = None if idle else self._now + setup_ms
        station.down_ms = self._now + setup_ms + endurance_ms
        self._look(node)

    def _may_fly(self, station: _Station) -> bool:
        return station.may_fly(self._weather(station.node))

    def _look(self, node: int) -> None:
        """Bring the edges of a node to what it does now."""
        station = self._stations[node]
        self._due_ms = min(self._due_ms, station.next_ms(self._now))
        if station.works(self._now) and node not in self._heard:
            self._connect(node)
        elif not station.works(self._now):
            self._disconnect(node)

    def _settle(self, now_ms: int) -> None:
        """Let come up and die what does so by itself."""
        if now_ms < self._now:
            raise ValueError(f"{now_ms} ms is before {self._now} ms, up to which all is known")
        self._now = now_ms
        if now_ms >= self._due_ms:
            self._due_ms = _NEVER
            for node in sorted(self._stations):
                self._look(node)

    def _connect(self, node: int) -> None:
        near = [other for other in sorted(self._heard) if self.margin_db(node, other) > 0]
        for other in near:
            insort(self._heard[other], node)
        self._heard[node] = near
        self._renew_derived()

    def _disconnect(self, node: int) -> None:
        if node in self._heard:
            for other in self._heard.pop(node):
                self._heard[other].remove(node)
            self._renew_derived()

    def _forget_edges(self, node: int) -> None:
        for other in self._margins[node]:
            del self._margins[other][node]
        self._margins[node] = {}

    def _renew_derived(self) -> None:
        self.revision += 1
        self._trees.clear()
        self._parts = None

    def _tree(self, source: int) -> dict[int, int]:
        """Return who was reached from whom, with the fewest hops from the source."""
        if source not in self._trees:
            self._trees[source] = self._search(source, lambda a, b: True)
        return self._trees[source]

    def _search(self, source: int, admits: Callable[[int, int], bool]) -> dict[int, int]:
        """Search in breadth, neighbours in the order of their ids: each node, and whence it was reached."""
        reached = {source: source}
        queue = deque((source,))
        while queue:
            node = queue.popleft()
            for other in self._heard[node]:
                if other not in reached and admits(node, other):
                    reached[other] = node
                    queue.append(other)
        return reached

    def _walk(self, tree: dict[int, int], target: int) -> MeshPath | None:
        """Return the way to the target, from its end."""
        if target not in tree:
            return None
        nodes = [target]
        while tree[nodes[-1]] != nodes[-1]:
            nodes.append(tree[nodes[-1]])
        nodes.reverse()
        margins = [self.margin_db(a, b) for a, b in pairwise(nodes)]
        return MeshPath(tuple(nodes), min(margins, default=float("inf")))

    def _width_db(self, source: int, target: int) -> float | None:
        """Return the margin of the weakest edge on the best way, always going on over the strongest edge."""
        done: set[int] = set()
        heap = [(-float("inf"), source)] if source in self._heard else []
        while heap:
            width, node = heappop(heap)
            if node == target:
                return -width
            if node not in done:
                done.add(node)
                for other in self._heard[node]:
                    heappush(heap, (max(width, -self.margin_db(node, other)), other))
        return None
