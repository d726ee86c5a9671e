"""How fast a heavy vehicle can climb 爬坡: the steady speed at which all its power goes into the slope."""

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from sim.terms.units import HOUR_MS

if TYPE_CHECKING:
    from sim.network.roads import IntArray, RoadGraph
    from sim.scenario.model import Scenario

_G: Final = 9.81
_KMH: Final = 3.6
_M_PER_KM: Final = 1000.0


def crawl_kmh(grade: float, power_w_kg: float, rolling: float) -> float:
    """Return the steady speed up a grade, in km/h: power over weight times slope and rolling resistance.

    Air is left out, as it counts for little at the speeds of a climb.

    Parameters
    ----------
    grade
        Rise over the length of the road; at least 0.
    power_w_kg
        Power at the wheels by mass, W/kg.
    rolling
        Rolling resistance as a share of weight.

    Notes
    -----
    Source: equilibrium of forces, as the speeds of trucks on grades are worked out in AASHTO, A Policy on
    Geometric Design of Highways and Streets (Green Book), chapter 3.

    Examples
    --------
    >>> round(crawl_kmh(0.06, 6.6, 0.015)), round(crawl_kmh(0.10, 8.3, 0.015))
    (32, 27)
    """
    sine = min(1.0, max(0.0, grade))
    return _KMH * power_w_kg / (_G * (sine + rolling * math.sqrt(1 - sine * sine)))


def climbed_ms(graph: "RoadGraph", scenario: "Scenario", vehicle: str, arc_ms: "IntArray") -> "IntArray":
    """Return the time for each arc where slopes slow a vehicle; as given where they do not.

    A link climbs evenly between the heights of its ends (assumption: what rises and falls between is not
    known). Down it is no slower and no faster than on the level (assumption).

    Parameters
    ----------
    graph, scenario, vehicle
        As for `sim.network.roads.travel_ms`.
    arc_ms
        Milliseconds for each arc on the level.
    """
    slope = scenario.roads.slope
    if not slope.on or vehicle not in slope.heavy:
        return arc_ms
    heights = [node.elev_m for node in scenario.nodes]
    lengths = [link.length_km for link in scenario.links]
    least = []
    for tail, head, link in zip(graph.tails, graph.heads, graph.links, strict=True):
        grade = (heights[head] - heights[tail]) / (_M_PER_KM * lengths[link])
        kmh = crawl_kmh(grade, slope.power.value, slope.rolling.value)
        least.append(round(lengths[link] / kmh * HOUR_MS) if grade > 0 else 0)
    return np.maximum(arc_ms, np.asarray(least, np.int64))
