"""The weather of a scenario as communications feel it 天气: rain by place, and what may fly in it."""

from collections.abc import Iterator
from functools import partial

from sim.comms.directory import nearest_townships
from sim.comms.mesh import FlyingWeather, Mesh
from sim.comms.mesh_link import MeshNode
from sim.comms.places import distance_m
from sim.comms.plant import Plant
from sim.kernel.clock import Clock
from sim.scenario.model import Scenario


class Weather:
    """Rain over the district, or over some of its townships, as the scenario says 降雨.

    Parameters
    ----------
    scenario
        Its spans of rain.
    clock
        Of the run.
    """

    def __init__(self, scenario: Scenario, clock: Clock) -> None:
        self._clock = clock
        ids = scenario.township_ids
        self._spans = [
            (rain.begin.ms, rain.end.ms, rain.rate.value, frozenset(ids[name] for name in rain.townships))
            for rain in scenario.roads.rain
        ]
        by_place = any(rain.townships for rain in scenario.roads.rain)
        self._township_of = nearest_townships(scenario) if by_place else []
        self._places = [(node.lon, node.lat) for node in scenario.nodes]
        self._nearest: dict[tuple[float, float], int] = {}
        self._grounding_mm_h = scenario.bearers.flight.rain.value

    def rain_mm_h(self, node: int) -> float:
        """Return how hard it rains at a node now: the most of the spans that hold the time and the place."""
        return max(self._rates(node), default=0.0)

    def ground(self, mesh: Mesh, plant: Plant, horizon_ms: int) -> None:
        """Let relays of a mesh land where it rains too hard for them, now and as spans begin and end."""
        times = {t_ms for begin_ms, end_ms, *_ in self._spans for t_ms in (begin_ms, end_ms)}
        mesh.set_weather(self._clock.now, self._for_flying)
        for t_ms in sorted(times):
            if self._clock.now < t_ms < horizon_ms:
                self._clock.call_after(t_ms - self._clock.now, partial(self._turn, mesh, plant))

    def _turn(self, mesh: Mesh, plant: Plant) -> None:
        """Let the weather change, and whoever leans on the mesh look again if that changed anything."""
        before = mesh.revision
        mesh.set_weather(self._clock.now, self._for_flying)
        if mesh.revision != before:
            plant.touched()

    def _for_flying(self, node: MeshNode) -> FlyingWeather:
        heavy = self.rain_mm_h(self._node_at(node.lon, node.lat)) >= self._grounding_mm_h
        return FlyingWeather(heavy_rain=heavy)

    def _node_at(self, lon: float, lat: float) -> int:
        """Return the node of the road graph that is nearest to a place."""
        known = self._nearest.get((lon, lat))
        if known is None:
            apart = [(distance_m(lon, lat, *place), node) for node, place in enumerate(self._places)]
            known = self._nearest[lon, lat] = min(apart)[1]
        return known

    def _rates(self, node: int) -> Iterator[float]:
        now = self._clock.now
        for begin_ms, end_ms, rate_mm_h, townships in self._spans:
            if begin_ms <= now < end_ms and (not townships or self._township_of[node] in townships):
                yield rate_mm_h
