"""How hard it blows at a place and time 阵风: of the gales that a scenario scripts, without any luck."""

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from sim.scenario.weather import Wind

if TYPE_CHECKING:
    from sim.scenario.model import Scenario

Blows = Callable[[int, int], float]
"""Hardest gust in m/s at a node, at a time in ms."""
_KM_PER_DEG: Final = math.pi * 6371.0088 / 180


def gusts(scenario: "Scenario") -> Blows:
    """Return the gusts of a scenario: those of its hardest gale, nothing where none blows.

    A gale is as in `sim.hazard.weather.lines`: hardest in its middle and half-way through its time.
    """
    winds, nodes = scenario.hazards.winds, scenario.nodes
    here = [[_here(wind, node.lon, node.lat) for wind in winds] for node in nodes]

    def blows(node: int, t_ms: int) -> float:
        found = (share * _gust_m_s(wind, t_ms) for share, wind in zip(here[node], winds, strict=True))
        return max(found, default=0.0)

    return blows


def _here(wind: Wind, lon: float, lat: float) -> float:
    """Return the share of its strength that a gale has at a place."""
    squeeze = math.cos(math.radians(wind.lat.value))
    east_km = (lon - wind.lon.value) * squeeze * _KM_PER_DEG
    away = math.hypot(east_km, (lat - wind.lat.value) * _KM_PER_DEG) / wind.reach.value
    return math.exp(-away * away / 2)


def _gust_m_s(wind: Wind, t_ms: int) -> float:
    """Return the hardest gust in the middle of a gale at a time, nothing before and after it."""
    share = (t_ms - wind.begin.ms) / wind.lasts.ms
    return wind.gust.value * math.sin(math.pi * share) if 0 <= share <= 1 else 0.0
