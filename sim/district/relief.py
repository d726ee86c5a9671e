"""The relief 地形 of a new district: heights of its nodes and slopes of the land along its roads."""

import math
from collections.abc import Callable
from itertools import product
from typing import Final, NamedTuple

from sim.district.build import District
from sim.district.extract import Point
from sim.district.measure import Nearest
from sim.terms.errors import BadInput, Fault

Height = Callable[[float, float], float]
"""Gives the height of a longitude and a latitude in m, or raises `BadInput`."""
_LOOKS: Final = (1 / 6, 1 / 2, 5 / 6)
"""Where along a link the slope of the land is looked at."""
_ARM_DEG: Final = 1 / 1200
"""Half the width over which a slope is measured: three arc-seconds, about 90 m; assumption."""
_M_PER_DEG: Final = 111_195.0
MOST_FILLED: Final = 0.02
"""Share of the nodes that may lie at gaps of the terrain; assumption."""
_FAR_M: Final = 50_000.0


class Relief(NamedTuple):
    """Heights and slopes of a new district.

    Attributes
    ----------
    heights_m
        Of each node.
    slopes_deg
        Mean slope of the land along each link, in their order.
    source
        Name of the file or folder that they were read from.
    filled
        Nodes at gaps of the terrain, with the height of the nearest node whose height is known.
    """

    heights_m: dict[int, float]
    slopes_deg: list[float]
    source: str
    filled: tuple[int, ...] = ()


def relief_of(district: District, height: Height, source: str) -> Relief:
    """Return the relief of a district.

    Parameters
    ----------
    district
        The district.
    height
        Gives the height of a place.
    source
        Where heights come from, as it is named in the tables.

    Raises
    ------
    BadInput
        If the heights of more than `MOST_FILLED` of the nodes are not known; the first such is named.
    """
    points, heights = district.points, dict[int, float]()
    missed: dict[int, BadInput] = {}
    for node, at in sorted(points.items()):
        try:
            heights[node] = round(height(*at), 1)
        except BadInput as why:
            missed[node] = why
    if len(missed) > MOST_FILLED * len(points):
        first = min(missed)
        raise BadInput([_told(points[first], missed[first], f"{len(missed)} of {len(points)}", height)])
    known = Nearest({node: points[node] for node in heights})
    heights |= {node: heights[known.to(points[node], _FAR_M) or min(heights)] for node in missed}
    slopes = [_slope_deg(points[link.a], points[link.b], height) for link in district.links]
    return Relief(heights, slopes, source, tuple(missed))


def _told(at: Point, why: BadInput, how_many: str, height: Height) -> Fault:
    first = why.faults[0]
    hint = "longitude and latitude swapped?" if _is_known(height, at[1], at[0]) else first.hint
    said = f"{first.expected}; {how_many} nodes lie like this"
    return Fault(first.file, None, None, "--dem", first.value, said, hint)


def _is_known(height: Height, lon: float, lat: float) -> bool:
    try:
        return math.isfinite(height(lon, lat))
    except BadInput:
        return False


def _slope_deg(a: Point, b: Point, height: Height) -> float:
    """Return the mean slope of the land along a straight line, in degrees."""
    squeeze = math.cos(math.radians(a[1]))
    found = [
        _steepness((a[0] + s * (b[0] - a[0]), a[1] + s * (b[1] - a[1])), squeeze, height) for s in _LOOKS
    ]
    return round(math.degrees(math.atan(math.fsum(found) / len(found))), 1)


def _steepness(at: Point, squeeze: float, height: Height) -> float:
    """Return rise over run of the land at a place; nought where the land around it is not known."""
    arms = {(x, y): (at[0] + x * _ARM_DEG, at[1] + y * _ARM_DEG) for x, y in product((-1, 0, 1), repeat=2)}
    if not all(_is_known(height, *arms[arm]) for arm in ((1, 0), (-1, 0), (0, 1), (0, -1))):
        return 0.0
    east = (height(*arms[1, 0]) - height(*arms[-1, 0])) / (2 * _ARM_DEG * _M_PER_DEG * squeeze)
    north = (height(*arms[0, 1]) - height(*arms[0, -1])) / (2 * _ARM_DEG * _M_PER_DEG)
    return math.hypot(east, north)
