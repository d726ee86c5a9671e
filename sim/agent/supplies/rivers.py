"""Between which places boats go 通航: those with a landing at the same river."""

import math
from collections.abc import Iterator

from sim.comms.places import distance_m
from sim.scenario.model import Scenario
from sim.scenario.tables import Line

_KM = 1000.0


class Landings:
    """Landings by node 码头.

    Parameters
    ----------
    scenario
        Its rivers and nodes; a node so near a river has a landing as `relief.landing` says.
    """

    def __init__(self, scenario: Scenario) -> None:
        limit_m = scenario.relief.landing.value * _KM
        rivers = [line for line in scenario.lines if line.kind == "river"]
        self._at = [
            frozenset(
                i for i, river in enumerate(rivers) if _distance_m(river, node.lon, node.lat) <= limit_m
            )
            for node in scenario.nodes
        ]

    def joins(self, a: int, b: int) -> bool:
        """Whether a boat gets from a node to another."""
        return not self._at[a].isdisjoint(self._at[b])


def _distance_m(river: Line, lon: float, lat: float) -> float:
    """Return how far a point is from a river, in m."""
    return min(distance_m(lon, lat, *point) for point in _nearest(river, lon, lat))


def _nearest(river: Line, lon: float, lat: float) -> Iterator[tuple[float, float]]:
    """Yield the point of each stretch that is nearest to a point, on a plane that is right nearby."""
    shrink = math.cos(math.radians(lat))
    for (a_lon, a_lat), (b_lon, b_lat) in zip(river.points, river.points[1:], strict=False):
        along = ((b_lon - a_lon) * shrink, b_lat - a_lat)
        to = ((lon - a_lon) * shrink, lat - a_lat)
        square = along[0] ** 2 + along[1] ** 2
        share = (along[0] * to[0] + along[1] * to[1]) / square if square else 0.0
        share = min(1.0, max(0.0, share))
        yield a_lon + share * (b_lon - a_lon), a_lat + share * (b_lat - a_lat)
