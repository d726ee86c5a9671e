"""How hard it blows at a place and time 阵风: of the gales that a scenario scripts, without any luck."""

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from sim.scenario.weather import Wind
from sim.terms.units import KM_PER_DEG

if TYPE_CHECKING:
    from sim.scenario.model import Scenario

Blows = Callable[[int, int], float]
"""Hardest gust in m/s at a node, at a time in ms."""


def gusts(scenario: "Scenario") -> Blows:
    """Return the gusts of a scenario: those of its hardest gale, nothing where none blows.

    A gale is as in `sim.hazard.weather.lines`: hardest in its middle and half-way through its time.
    """
    winds, nodes = scenario.hazards.winds, scenario.nodes
    here = [[_here(wind, node.lon, node.lat) for wind in winds] for node in nodes]

    def blows(node: int, t_ms: int) -> float:
        found = (_gust_at_m_s(wind, share, t_ms) for share, wind in zip(here[node], winds, strict=True))
        return max(found, default=0.0)

    return blows


def left_of(away_km: float, reach_km: float) -> float:
    """Return the share of its strength that weather has left so far from its middle.

    Examples
    --------
    >>> left_of(0.0, 20.0), round(left_of(20.0, 20.0), 3)
    (1.0, 0.607)
    """
    away = away_km / reach_km
    return math.exp(-away * away / 2)


def gust_m_s(wind: Wind, left: float, share: float) -> float:
    """Return the hardest gust of a gale where some share of its strength is left, at a share of its time.

    Gusts rise to their hardest half-way and fall again.
    """
    return wind.gust.value * left * math.sin(math.pi * share)


def _here(wind: Wind, lon: float, lat: float) -> float:
    """Return the share of its strength that a gale has at a place."""
    squeeze = math.cos(math.radians(wind.lat.value))
    east_km = (lon - wind.lon.value) * squeeze * KM_PER_DEG
    return left_of(math.hypot(east_km, (lat - wind.lat.value) * KM_PER_DEG), wind.reach.value)


def _gust_at_m_s(wind: Wind, left: float, t_ms: int) -> float:
    """Return the hardest gust at a time, nothing before and after the gale."""
    share = (t_ms - wind.begin.ms) / wind.lasts.ms
    return gust_m_s(wind, left, share) if 0 <= share <= 1 else 0.0
