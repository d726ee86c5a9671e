"""Tropospheric scatter 对流层散射: what comes from far beyond the horizon.

Source: G. A. Hufford (1995), The ITS Irregular Terrain Model, version 1.2.2: the algorithm.
"""

import math
from typing import Final, NamedTuple

from sim.comms.radio.profile import Pair

_SCALES: Final = ((25.0, 24.0), (80.0, 45.0), (177.0, 68.0), (395.0, 80.0), (705.0, 105.0))
_DISTANCES: Final = ((133.4, 0.332e-3, -10.0), (104.6, 0.212e-3, -2.5), (71.8, 0.157e-3, 5.0))


class Geometry(NamedTuple):
    """What scatter depends on besides the distance; the fields are those of `attenuation.Path`."""

    wave_number: float
    curvature: float
    refractivity: float
    effective_m: Pair
    angles_rad: Pair
    horizons_m: Pair
    bend_rad: float


def attenuations_db(path: Geometry, near_m: float, far_m: float) -> tuple[float | None, float | None]:
    """Return the attenuation at two distances in dB; None where the ends are too low for scatter.

    The frequency gain at the greater distance, where it is over 15 dB, serves for both.
    """
    far_gain_db = _frequency_gain_db(path, far_m)
    if far_gain_db is None:
        return None, None
    near_gain_db = far_gain_db if far_gain_db > 15.0 else _frequency_gain_db(path, near_m)
    if near_gain_db is None or near_gain_db > 15.0:
        near_gain_db = far_gain_db
    return _scatter_db(path, near_m, near_gain_db), _scatter_db(path, far_m, far_gain_db)


def _scatter_db(path: Geometry, distance_m: float, gain_db: float) -> float:
    """Return the attenuation by scatter."""
    angle_rad = path.bend_rad + distance_m * path.curvature
    across_m = angle_rad * distance_m
    air_db = 0.1 * (path.refractivity - 301.0) * math.exp(-across_m / 40e3)
    return (
        _distance_db(across_m) + 10.0 * math.log10(47.7 * path.wave_number * angle_rad**4) - air_db + gain_db
    )


def _distance_db(across_m: float) -> float:
    """Return the attenuation function F of the angular distance."""
    a, b, c = _DISTANCES[0 if across_m <= 10e3 else 1 if across_m <= 70e3 else 2]
    return a + b * across_m + c * math.log10(across_m)


def _frequency_gain_db(path: Geometry, distance_m: float) -> float | None:
    """Return the frequency gain function H_0; None where both ends are too low for it."""
    one_m, other_m = path.effective_m
    angle_rad = path.angles_rad[0] + path.angles_rad[1] + distance_m * path.curvature
    r1 = 2.0 * path.wave_number * angle_rad * one_m
    r2 = 2.0 * path.wave_number * angle_rad * other_m
    if r1 < 0.2 and r2 < 0.2:
        return None
    uneven_m = path.horizons_m[0] - path.horizons_m[1]
    ratio = other_m / one_m if uneven_m >= 0.0 else one_m / other_m
    uneven_m = abs(uneven_m)
    asymmetry = (distance_m - uneven_m) / (distance_m + uneven_m)
    q = min(max(0.1, ratio / asymmetry), 10.0)
    height_m = (distance_m - uneven_m) * (distance_m + uneven_m) * angle_rad * 0.25 / distance_m
    eta = _efficiency(path.refractivity, height_m)
    mean_db = 0.5 * (_gain_db(r1, eta) + _gain_db(r2, eta))
    skew = math.log10(max(0.1, asymmetry)) * math.log10(q)
    skew_db = 6.0 * (0.6 - math.log10(max(eta, 1.0))) * skew
    gain_db = max(mean_db + min(mean_db, skew_db), 0.0)
    return gain_db if eta >= 1.0 else eta * gain_db + (1.0 - eta) * _thin_air_gain_db(r1, r2)


def _efficiency(refractivity: float, height_m: float) -> float:
    """Return the scatter efficiency eta_s at the height where the two horizons' rays cross."""
    air = (5.67e-6 * refractivity - 2.32e-3) * refractivity + 0.031
    return height_m / 1.756e3 * (1.0 + air * math.exp(-(min(1.7, height_m / 8e3) ** 6)))


def _gain_db(r: float, eta: float) -> float:
    """Interpolate the frequency gain of one end between whole efficiencies from 1 to 5."""
    low = min(max(int(eta), 1), 5)
    gain_db = _whole_gain_db(r, low)
    if low == 5 or eta <= low:
        return gain_db
    part = eta - low
    return (1.0 - part) * gain_db + part * _whole_gain_db(r, low + 1)


def _whole_gain_db(r: float, eta: int) -> float:
    a, b = _SCALES[eta - 1]
    inverse = 1.0 / (r * r)
    return 10.0 * math.log10(1.0 + (a * inverse + b) * inverse)


def _thin_air_gain_db(r1: float, r2: float) -> float:
    """Return the frequency gain for an efficiency of nought."""
    root = math.sqrt(2.0)
    ends = ((1.0 + root / r1) * (1.0 + root / r2)) ** 2
    return 10.0 * math.log10(ends * (r1 + r2) / (r1 + r2 + 2.0 * root))
