"""How hard the ground shakes 地震烈度: by distance along and across the fault, and as an acceleration.

Isoseismals are ellipses. The lengths of their half axes are those of Wang Suyun, Yu Yanxiang, Gao Ajia, Yan
Xiujie (2000), Development of attenuation relations for ground motion in China, Earthquake Research in China
16(2), 99-106, for western China, to which the hills of south-west China belong. Intensities are those of
GB/T 17742-2020 (中国地震烈度表), as is the step to acceleration. The area of degree VI and above
comes out within 25 % of that published for four earthquakes in Sichuan and Yunnan, of magnitude 6.0 to 6.8;
small earthquakes are felt over a larger area than this law says.
"""

import math
from typing import Final, NamedTuple

from sim.hazard.ground import Spot

FELT: Final = 4.0
"""Intensity 烈度 below which nothing breaks, and which is not told from lower ones."""
_GROWTH: Final = 1.398
"""Degrees for each unit of magnitude."""


class _Axis(NamedTuple):
    """I = base + growth M - fall lg(R + near) along one axis; R in km."""

    base: float
    fall: float
    near_km: float

    def reach_km(self, magnitude: float, intensity: float) -> float:
        """Return the distance at which an intensity is left; below nought where it never was."""
        exponent = (self.base + _GROWTH * magnitude - intensity) / self.fall
        return math.pow(10.0, exponent) - self.near_km


_LONG: Final = _Axis(5.253, 4.164, 26.0)
_SHORT: Final = _Axis(2.019, 2.943, 8.0)
_HALVINGS: Final = 14
"""To less than a thousandth of a degree."""


def epicentral(magnitude: float) -> float:
    """Return the intensity in the middle of an earthquake.

    Examples
    --------
    >>> round(epicentral(6.8), 2)
    8.87
    """
    return max(FELT, _LONG.base + _GROWTH * magnitude - _LONG.fall * math.log10(_LONG.near_km))


def half_axes_km(magnitude: float, intensity: float) -> tuple[float, float]:
    """Return how far an intensity reaches along the fault and across it, in km; nought where it is not met.

    Examples
    --------
    >>> [round(axis_km, 1) for axis_km in half_axes_km(6.0, 6.0)]
    [42.4, 23.4]
    """
    a_km, b_km = _LONG.reach_km(magnitude, intensity), _SHORT.reach_km(magnitude, intensity)
    return (a_km, b_km) if a_km > 0 and b_km > 0 else (0.0, 0.0)


def area_km2(magnitude: float, intensity: float) -> float:
    """Return the area in which an intensity is met or exceeded, in km2."""
    along_km, across_km = half_axes_km(magnitude, intensity)
    return math.pi * along_km * across_km


def intensity_at(magnitude: float, along_km: float, across_km: float) -> float:
    """Return the intensity at a distance, measured along the fault and across it, in km.

    It is that of the ellipse on which the place lies, found by halving.
    """
    high, low = epicentral(magnitude), FELT
    if not _reaches(magnitude, low, along_km, across_km):
        return FELT
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if _reaches(magnitude, middle, along_km, across_km):
            low = middle
        else:
            high = middle
    return low


def intensity_between(magnitude: float, epicentre: Spot, strike_deg: float, place: Spot) -> float:
    """Return the intensity at a place.

    Parameters
    ----------
    magnitude, epicentre
        Of the earthquake.
    strike_deg
        Direction of the fault, in degrees from north to east.
    place
        Where somebody feels it.
    """
    dx_km, dy_km = place.x_km - epicentre.x_km, place.y_km - epicentre.y_km
    sin, cos = math.sin(math.radians(strike_deg)), math.cos(math.radians(strike_deg))
    return intensity_at(magnitude, dx_km * sin + dy_km * cos, dx_km * cos - dy_km * sin)


def acceleration_m_s2(intensity: float) -> float:
    """Return the peak acceleration of the ground for an intensity, in m/s2 峰值加速度.

    Source: GB/T 17742-2020, I = 3.17 lg a + 6.59.

    Examples
    --------
    >>> [round(acceleration_m_s2(degree), 2) for degree in (7, 8, 9)]
    [1.35, 2.78, 5.76]
    """
    return math.pow(10.0, (intensity - 6.59) / 3.17)


def _reaches(magnitude: float, intensity: float, along_km: float, across_km: float) -> bool:
    """Whether a place lies inside the ellipse of an intensity."""
    a_km, b_km = half_axes_km(magnitude, intensity)
    if not (a_km and b_km):
        return along_km == across_km == 0
    return (along_km / a_km) ** 2 + (across_km / b_km) ** 2 <= 1
