"""The road graph 路网 as plain arrays, the times of a vehicle on it, and its pace by night and in rain."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from sim.network.slope import climbed_ms
from sim.terms.units import DAY_MS, HOUR_MS, SECOND_MS

if TYPE_CHECKING:  # a stored map loads without the machinery that reads scenarios
    from sim.scenario.model import Scenario
    from sim.scenario.tables import Road

IntArray: TypeAlias = npt.NDArray[np.int64]
"""Whole numbers: rows of tables, or milliseconds."""
FloatArray: TypeAlias = npt.NDArray[np.float64]
"""Degrees."""
_CLIMB_MS = HOUR_MS / 600
"""Time for a metre of climb."""
_COLUMNS = ("tail", "head", "link", "lon_deg", "lat_deg")


@dataclass(frozen=True, eq=False)
class RoadGraph:
    """Nodes, and arcs between them; a link 路段 that leads both ways is two arcs.

    Attributes
    ----------
    n_nodes, n_links
        How many there are; they are numbered from zero, as the rows of the scenario's tables.
    tail, head
        Node where each arc starts, and where it ends.
    link
        Link that each arc belongs to.
    lon_deg, lat_deg
        Place of each node, WGS-84. Only the speed of routing depends on it, never a result.
    stored_order
        Order of elimination of the nodes, where it was computed before (see `elimination_order`).

    Examples
    --------
    >>> graph = RoadGraph.from_links([0, 1], [1, 2], n_nodes=3, oneway=[False, True])
    >>> graph.tail.tolist(), graph.head.tolist(), graph.link.tolist()
    ([0, 1, 1], [1, 0, 2], [0, 0, 1])
    """

    n_nodes: int
    n_links: int
    tail: IntArray
    head: IntArray
    link: IntArray
    lon_deg: FloatArray
    lat_deg: FloatArray
    stored_order: IntArray | None = None

    def __post_init__(self) -> None:
        if len({len(self.tail), len(self.head), len(self.link)}) > 1:
            raise ValueError("tail, head and link must be of one length")
        if len(self.lon_deg) != self.n_nodes or len(self.lat_deg) != self.n_nodes:
            raise ValueError("each node needs a longitude and a latitude")
        for name, row, size in (("tail", self.tail, self.n_nodes), ("head", self.head, self.n_nodes)):
            _check_rows(name, row, size)
        _check_rows("link", self.link, self.n_links)

    @classmethod
    def of(cls, scenario: "Scenario") -> "RoadGraph":
        """Return the graph of a scenario's roads; numbers of nodes and links are their rows there."""
        number = scenario.node_ids
        return cls.from_links(
            [number[road.a] for road in scenario.links],
            [number[road.b] for road in scenario.links],
            n_nodes=len(scenario.nodes),
            oneway=[road.oneway for road in scenario.links],
            lon=[node.lon for node in scenario.nodes],
            lat=[node.lat for node in scenario.nodes],
        )

    @classmethod
    def from_links(
        cls,
        a: npt.ArrayLike,
        b: npt.ArrayLike,
        *,
        n_nodes: int,
        oneway: npt.ArrayLike | None = None,
        lon: npt.ArrayLike | None = None,
        lat: npt.ArrayLike | None = None,
    ) -> "RoadGraph":
        """Return the graph of links given by their two ends.

        Parameters
        ----------
        a, b
            Node at each end of each link; a one-way link leads from `a` to `b`.
        n_nodes
            How many nodes there are.
        oneway
            Whether each link leads one way only; all lead both ways where left out.
        lon, lat
            Place of each node in degrees; all at one place where left out.
        """
        ends_a, ends_b = np.asarray(a, np.int64), np.asarray(b, np.int64)
        back = np.ones(len(ends_a), np.bool_) if oneway is None else ~np.asarray(oneway, np.bool_)
        # the arc forth stands before the arc back: interleave both, then leave out what is one-way
        kept = np.column_stack([np.ones(len(back), np.bool_), back]).ravel()
        link = np.repeat(np.arange(len(ends_a), dtype=np.int64), 2)
        return cls(
            n_nodes,
            len(ends_a),
            np.column_stack([ends_a, ends_b]).ravel()[kept],
            np.column_stack([ends_b, ends_a]).ravel()[kept],
            link[kept],
            np.zeros(n_nodes) if lon is None else np.asarray(lon, np.float64),
            np.zeros(n_nodes) if lat is None else np.asarray(lat, np.float64),
        )

    @property
    def n_arcs(self) -> int:
        """How many arcs there are."""
        return len(self.tail)

    @cached_property
    def tails(self) -> list[int]:
        """Tail of each arc, as Python integers."""
        return _plain(self.tail)

    @cached_property
    def heads(self) -> list[int]:
        """Head of each arc, as Python integers."""
        return _plain(self.head)

    @cached_property
    def links(self) -> list[int]:
        """Link of each arc, as Python integers."""
        return _plain(self.link)

    @cached_property
    def leaving(self) -> "Groups":
        """The arcs that leave each node, by number of link."""
        return Groups.of(np.lexsort((self.link, self.tail)), self.tail, self.n_nodes)

    @cached_property
    def arcs_of_link(self) -> "Groups":
        """The arcs of each link."""
        return Groups.of(np.argsort(self.link, kind="stable"), self.link, self.n_links)

    @cached_property
    def elimination_order(self) -> IntArray:
        """The order of elimination that the contraction hierarchy needs, computed once for a map.

        Raises
        ------
        ImportError
            If it is not stored and the package that computes it is not installed.
        """
        if self.stored_order is not None:
            return self.stored_order
        from sim.network.cch import elimination_order

        return elimination_order(self)

    def save(self, path: Path) -> None:
        """Write the graph to a NumPy archive, the native form of a map, with its order of elimination.

        The order is left out where the package that computes it is not installed.
        """
        from sim.network.cch import is_installed

        columns = {name: getattr(self, name) for name in _COLUMNS}
        if self.stored_order is not None or is_installed():
            columns["order"] = self.elimination_order
        with path.open("wb") as file:
            np.savez(file, size=np.array([self.n_nodes, self.n_links], np.int64), **columns)

    @classmethod
    def load(cls, path: Path) -> "RoadGraph":
        """Read a graph that `save` wrote."""
        with np.load(path, allow_pickle=False) as file:
            n_nodes, n_links = file["size"].tolist()
            tail, head, link, lon_deg, lat_deg = (file[name] for name in _COLUMNS)
            return cls(n_nodes, n_links, tail, head, link, lon_deg, lat_deg, file.get("order"))


class Groups:
    """Arcs in groups, one for each node or link, behind one another in one list."""

    __slots__ = ("_arcs", "_start")

    def __init__(self, start: list[int], arcs: list[int]) -> None:
        self._start = start
        self._arcs = arcs

    @classmethod
    def of(cls, order: npt.NDArray[np.intp], key: IntArray, groups: int) -> "Groups":
        """Return the arcs, already ordered by their key."""
        start = np.concatenate([[0], np.cumsum(np.bincount(key, minlength=groups))])
        return cls(start.tolist(), order.tolist())

    def __getitem__(self, group: int) -> list[int]:
        """Return the arcs of one group."""
        return self._arcs[self._start[group] : self._start[group + 1]]


def _plain(row: IntArray) -> list[int]:
    plain: list[int] = row.tolist()
    return plain


def _check_rows(name: str, row: IntArray, size: int) -> None:
    if len(row) and not (row.min() >= 0 and row.max() < size):
        raise ValueError(f"{name} must be numbers from 0 to {size - 1}")


def travel_ms(graph: RoadGraph, scenario: "Scenario", vehicle: str) -> IntArray:
    """Return the time that a vehicle needs for each arc, by day and in the dry.

    Where the speed of a link was measured, a vehicle differs from it as its speed on that class of road
    differs from the reference speed; elsewhere it drives at its own speed for the class. Where
    ``roads.slope.on``, heavy vehicles climb no faster than their power allows.

    Parameters
    ----------
    graph
        The graph of the scenario's roads.
    scenario
        Lengths, classes and speeds.
    vehicle
        A key of ``roads.vehicles``.

    Returns
    -------
    IntArray
        Milliseconds for each arc, at least one.

    Raises
    ------
    KeyError
        If the scenario has no such vehicle.
    """
    roads = scenario.links
    link_ms = [max(1, _drive_ms(road.length_km, _speed_kmh(scenario, vehicle, road))) for road in roads]
    return climbed_ms(graph, scenario, vehicle, np.asarray(link_ms, np.int64)[graph.link])


def walk_ms(graph: RoadGraph, scenario: "Scenario") -> IntArray:
    """Return the time of somebody on foot for each arc, by day: distance, and an hour for 600 m of climb.

    Up and down count alike, since nobody knows here which way a link falls between its ends.

    Parameters
    ----------
    graph
        The graph of the scenario's roads.
    scenario
        Lengths, heights of the nodes, speed on foot.

    Returns
    -------
    IntArray
        Milliseconds for each arc, at least one. Source: Naismith (1892) for the climb.
    """
    foot_kmh = scenario.bearers.courier.foot_day.value
    height_m = {node.id: node.elev_m for node in scenario.nodes}
    link_ms = [
        max(
            1,
            _drive_ms(road.length_km, foot_kmh) + round(abs(height_m[road.a] - height_m[road.b]) * _CLIMB_MS),
        )
        for road in scenario.links
    ]
    return np.asarray(link_ms, np.int64)[graph.link]


def foot_pace(scenario: "Scenario") -> "Pace":
    """Return how fast people on foot are by night; rain does not slow them (assumption)."""
    courier, of_vehicles = scenario.bearers.courier, pace(scenario)
    night = courier.foot_night.value / courier.foot_day.value
    return replace(of_vehicles, night=night, rain=1.0)


def access_ms(scenario: "Scenario", vehicle: str) -> list[int]:
    """Return the time from the road node of each village to its homes 进村时间, at the speed on local roads.

    Raises
    ------
    KeyError
        If the scenario has no such vehicle.
    """
    local_kmh = scenario.roads.vehicles[vehicle].local.value
    return [_drive_ms(village.access_km, local_kmh) for village in scenario.villages]


def _speed_kmh(scenario: "Scenario", vehicle: str, road: "Road") -> float:
    own = scenario.roads.vehicles[vehicle].of(road.road_class)
    if road.ref_speed_kmh is None:
        return own
    return road.ref_speed_kmh * (own / scenario.roads.reference.of(road.road_class))


def _drive_ms(length_km: float, speed_kmh: float) -> int:
    return round(length_km / speed_kmh * HOUR_MS)


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast vehicles are at a time, as a share of their speed by day and in the dry 昼夜与雨天系数.

    A trip of `ms` that starts at `t_ms` takes ``round(ms / pace.factor(t_ms))``.

    Attributes
    ----------
    start_ms
        Local time of day when the scenario starts.
    night_from_ms, night_until_ms
        Local time of day at which night begins and ends; no night where both are the same.
    night, rain
        Speed at night as a share of that by day, and in rain as a share of that in the dry.
    rain_ms
        Spans of rain over the whole district, from the first up to before the second time since the start.
    """

    start_ms: int
    night_from_ms: int
    night_until_ms: int
    night: float
    rain: float
    rain_ms: Sequence[tuple[int, int]]

    def factor(self, t_ms: int) -> float:
        """Return the share of the speed by day and in the dry at a time since the start."""
        return self.share(t_ms, self.is_raining(t_ms))

    def share(self, t_ms: int, raining: bool) -> float:
        """Return the same where one knows whether it rains."""
        night = self.night if self.is_night(t_ms) else 1.0
        return night * self.rain if raining else night

    def is_night(self, t_ms: int) -> bool:
        """Whether it is night on the local clock."""
        since_dusk_ms = (self.start_ms + t_ms - self.night_from_ms) % DAY_MS
        return since_dusk_ms < (self.night_until_ms - self.night_from_ms) % DAY_MS

    def is_raining(self, t_ms: int) -> bool:
        """Whether a span of rain holds the time."""
        return any(begin <= t_ms < end for begin, end in self.rain_ms)


def pace(scenario: "Scenario") -> Pace:
    """Return how fast vehicles are in a scenario by night and in rain."""
    roads, start = scenario.roads, scenario.start
    second = (start.hour * 60 + start.minute) * 60 + start.second
    return Pace(
        second * SECOND_MS + start.microsecond // 1000,
        roads.night_from.ms,
        roads.night_until.ms,
        roads.night_factor.value,
        roads.rain_factor.value,
        tuple((rain.begin.ms, rain.end.ms) for rain in roads.rain if not rain.townships),
    )
