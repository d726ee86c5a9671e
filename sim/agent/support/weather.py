"""When a UAV may fly 无人机飞行条件: by day, unless it has other eyes, not in hard rain or wind."""

from sim.agent.air import Rain
from sim.network.roads import pace
from sim.scenario.gusts import gusts
from sim.scenario.model import Scenario
from sim.terms.units import DAY_MS


class FlyingWeather:
    """Light, rain and wind, as a crew sees them.

    Parameters
    ----------
    scenario
        Limits, the local time, and scripted rain.
    rain
        Of rainstorms; None without any. Scripted rain counts as falling everywhere (assumption).
    """

    def __init__(self, scenario: Scenario, rain: Rain | None) -> None:
        self._flight, self._scripted = scenario.support.flight, scenario.roads.rain
        self._start_ms = pace(scenario).start_ms
        self._rain = rain
        self._gusts = gusts(scenario) if self._flight.minds_wind else None

    def rains(self, node: int, t_ms: int) -> bool:
        """Whether it rains beyond the limit at a node at a time."""
        if self._rain is not None:
            return self._rain(node, t_ms) > self._flight.rain.value
        limit = self._flight.rain.value
        return any(each.begin.ms <= t_ms < each.end.ms and each.rate.value > limit for each in self._scripted)

    def blows(self, node: int, t_ms: int) -> bool:
        """Whether gusts are beyond the limit at a node at a time; never where nobody minds the wind."""
        return self._gusts is not None and self._gusts(node, t_ms) > self._flight.wind.value

    def turns_home(self, node: int, t_ms: int) -> bool:
        """Whether a UAV over a node breaks its flight off, for rain or wind."""
        return self.rains(node, t_ms) or self.blows(node, t_ms)

    def is_dark(self, t_ms: int) -> bool:
        """Whether it is before first light or after last light, and the UAV needs light."""
        local_ms = (self._start_ms + t_ms) % DAY_MS
        light = self._flight.first_light.ms <= local_ms <= self._flight.last_light.ms
        return not (light or self._flight.night)

    def forbids_flight(self, node: int, t_ms: int, ms: int) -> bool:
        """Whether a flight of so many ms does not start at a node now, for rain, wind or the dark."""
        return self.is_dark(t_ms) or self.is_dark(t_ms + ms) or self.turns_home(node, t_ms)
