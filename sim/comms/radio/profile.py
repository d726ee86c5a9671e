"""What the Irregular Terrain Model reads off a terrain profile: horizons, a smoothed line, roughness.

Source: G. A. Hufford (1995), The ITS Irregular Terrain Model, version 1.2.2: the algorithm;
G. A. Hufford, A. G. Longley and W. A. Kissick (1982), NTIA Report 82-100.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

Pair: TypeAlias = tuple[float, float]
"""A figure for the transmitter's end and one for the receiver's."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Heights of the terrain 地形剖面 at equal steps from the transmitter to the receiver.

    Attributes
    ----------
    step_m
        Between two heights.
    heights_m
        Above sea level; at least three.
    """

    step_m: float
    heights_m: Sequence[float]

    @property
    def distance_m(self) -> float:
        """From end to end."""
        return self.step_m * (len(self.heights_m) - 1)


def horizons(profile: Profile, antennas_m: Pair, curvature: float) -> tuple[Pair, Pair]:
    """Find the radio horizon 视距 of each end: its elevation angle and how far away it is.

    Where the ends see each other, each is the other's horizon.

    Parameters
    ----------
    profile
        The terrain.
    antennas_m
        Heights above ground.
    curvature
        Of the effective earth, per metre.

    Returns
    -------
    tuple
        The angles in radians, and the distances in metres.
    """
    heights, step_m, distance_m = profile.heights_m, profile.step_m, profile.distance_m
    top, other_top = heights[0] + antennas_m[0], heights[-1] + antennas_m[1]
    bend = 0.5 * curvature
    rise = (other_top - top) / distance_m
    angle, other_angle = rise - bend * distance_m, -rise - bend * distance_m
    at_m = other_at_m = distance_m
    for number in range(1, len(heights) - 1):
        height, near_m = heights[number], number * step_m
        far_m = distance_m - near_m
        seen = (height - top) / near_m - bend * near_m
        if seen > angle:
            angle, at_m = seen, near_m
        other_seen = (height - other_top) / far_m - bend * far_m
        if other_seen > other_angle:
            other_angle, other_at_m = other_seen, far_m
    return (angle, other_angle), (at_m, other_at_m)


def line_through(heights: Sequence[float], step_m: float, begin_m: float, end_m: float) -> Pair:
    """Fit a straight line to a part of a profile by least squares, and read it at both ends of the whole.

    Parameters
    ----------
    heights, step_m
        The whole profile.
    begin_m, end_m
        The part that counts; widened where it holds fewer than two heights.
    """
    last = len(heights) - 1
    first = int(max(begin_m / step_m, 0.0))
    stop = last - int(max(last - end_m / step_m, 0.0))
    if stop <= first:
        first, stop = max(first - 1, 0), min(stop + 1, last)
    steps = stop - first
    middle = 0.5 * (first + stop)
    # by the rule of trapezoids: the outermost two heights count half
    total = 0.5 * (heights[first] + heights[stop])
    moment = 0.5 * (heights[stop] - heights[first]) * 0.5 * steps
    for number in range(first + 1, stop):
        total += heights[number]
        moment += heights[number] * (number - middle)
    mean = total / steps
    slope = 12.0 * moment / ((steps * steps + 2.0) * steps)
    return mean - slope * middle, mean + slope * (last - middle)


def roughness_m(profile: Profile, begin_m: float, end_m: float) -> float:
    """Return the terrain irregularity 地形不规则度 delta h: the interdecile range about a fitted line.

    It is what would be found over a long path, of which the part from `begin_m` to `end_m` shows less.
    """
    begin, end = begin_m / profile.step_m, end_m / profile.step_m
    if end - begin < 2.0:
        return 0.0
    tenth = min(max(4, int(0.1 * (end - begin + 8.0))), 25)
    samples = _resampled(profile.heights_m, begin, end, 10 * tenth - 5)
    last = len(samples) - 1
    low, high = line_through(samples, 1.0, 0.0, last)
    slope = (high - low) / last
    off = sorted([height - low - slope * number for number, height in enumerate(samples)], reverse=True)
    decile_range = off[tenth - 1] - off[len(off) - tenth]
    return decile_range / (1.0 - 0.8 * math.exp(-(end_m - begin_m) / 50e3))


def _resampled(heights: Sequence[float], begin: float, end: float, count: int) -> list[float]:
    """Read `count` heights at equal steps between two positions, by linear interpolation."""
    stride, most = (end - begin) / (count - 1), len(heights) - 2
    samples = []
    for number in range(count):
        position = begin + number * stride
        left = min(max(math.ceil(position) - 1, int(begin)), most)
        samples.append(heights[left] + (heights[left + 1] - heights[left]) * (position - left))
    return samples


def mean_height_m(heights: Sequence[float]) -> float:
    """Return the mean height of the middle eight tenths of a profile."""
    margin = int(0.1 * (len(heights) - 1))
    middle = heights[margin : len(heights) - margin]
    return math.fsum(middle) / len(middle)
