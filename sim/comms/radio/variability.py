"""How the loss varies 变异性 with the time, from place to place, and with what no description tells.

Source: G. A. Hufford (1995), The ITS Irregular Terrain Model, version 1.2.2: the algorithm, section 5, with
its constants for the seven climates.
"""

import math
from typing import Final, NamedTuple

from sim.comms.radio.attenuation import roughness_at_m
from sim.comms.radio.conditions import NO_LOCATION, NO_SITUATION, Conditions, Variability
from sim.comms.radio.profile import Pair


class _Curve(NamedTuple):
    """A figure that rises with the effective distance and settles, in dB and km."""

    c1: float
    c2: float
    x1: float
    x2: float
    x3: float

    def at(self, distance_m: float) -> float:
        """Return the figure at an effective distance."""
        km = distance_m / 1e3
        settled = (km / self.x1) ** 2
        return (self.c1 + self.c2 / (1.0 + ((km - self.x2) / self.x3) ** 2)) * settled / (1.0 + settled)


class _Swing(NamedTuple):
    """How the spread in time depends on the frequency: a base and a bump."""

    base: float
    height: float
    width: float

    def at(self, wave_number: float) -> float:
        """Return the factor for a frequency."""
        return self.base + self.height / ((self.width * math.log(0.133 * wave_number)) ** 2 + 1.0)


class _Year(NamedTuple):
    """The statistics of one climate: median, spread below and above it, and rare strong signals."""

    median: _Curve
    below: _Curve
    above: _Curve
    below_swing: _Swing
    above_swing: _Swing
    tail: float
    tail_from: float


_STEADY: Final = _Swing(1.0, 0.0, 0.0)
_YEARS: Final = (
    _Year(
        _Curve(-9.67, 12.7, 144.9, 190.3, 133.8),
        _Curve(2.13, 159.5, 762.2, 123.6, 94.5),
        _Curve(2.11, 102.3, 636.9, 134.8, 95.6),
        _STEADY, _STEADY, 1.224, 1.282,
    ),
    _Year(
        _Curve(-0.62, 9.19, 228.9, 205.2, 143.6),
        _Curve(2.66, 7.67, 100.4, 172.5, 136.4),
        _Curve(6.87, 15.53, 138.7, 143.7, 98.6),
        _STEADY, _Swing(0.93, 0.31, 2.00), 0.801, 2.161,
    ),
    _Year(
        _Curve(1.26, 15.5, 262.6, 185.2, 99.8),
        _Curve(6.11, 6.65, 138.2, 242.2, 178.6),
        _Curve(10.08, 9.60, 165.3, 225.7, 129.7),
        _STEADY, _STEADY, 1.380, 1.282,
    ),
    _Year(
        _Curve(-9.21, 9.05, 84.1, 101.1, 98.6),
        _Curve(1.98, 13.11, 139.1, 132.7, 193.5),
        _Curve(3.68, 159.3, 464.4, 93.1, 94.2),
        _STEADY, _Swing(0.93, 0.19, 1.79), 1.000, 20.0,
    ),
    _Year(
        _Curve(-0.62, 9.19, 228.9, 205.2, 143.6),
        _Curve(2.68, 7.16, 93.7, 186.8, 133.5),
        _Curve(4.75, 8.12, 93.2, 135.9, 113.4),
        _Swing(0.92, 0.25, 1.77), _Swing(0.93, 0.31, 2.00), 1.224, 1.282,
    ),
    _Year(
        _Curve(-0.39, 2.86, 141.7, 315.9, 167.4),
        _Curve(6.86, 10.38, 187.8, 169.6, 108.9),
        _Curve(8.58, 13.97, 216.0, 152.0, 122.7),
        _STEADY, _STEADY, 1.518, 1.282,
    ),
    _Year(
        _Curve(3.15, 857.9, 2222.0, 164.8, 116.3),
        _Curve(8.51, 169.8, 609.8, 119.9, 106.6),
        _Curve(8.43, 8.19, 136.2, 188.5, 122.9),
        _STEADY, _STEADY, 1.518, 1.282,
    ),
)  # fmt: skip


def deviate(pct: float) -> float:
    """Return the standard normal deviate that is exceeded in this share of cases.

    The rational approximation is part of the model: it is within 0.00045 of the exact figure.

    Examples
    --------
    >>> round(deviate(10.0), 3), round(deviate(90.0), 3), abs(deviate(50.0)) < 1e-5
    (1.282, -1.282, True)
    """
    share = pct / 100.0
    t = math.sqrt(-2.0 * math.log(min(share, 1.0 - share)))
    over = (0.010328 * t + 0.802853) * t + 2.515516698
    z = t - over / (((0.001308 * t + 0.189269) * t + 1.432788) * t + 1.0)
    return -z if share > 0.5 else z


class _Spreads(NamedTuple):
    """Standard deviations in dB: in time at the wanted quantile, from location to location, of situations."""

    time_db: float
    location_db: float
    situation_db: float


def varied_db(
    reference_db: float, distance_m: float, effective_m: Pair, roughness_m: float, wanted: Conditions
) -> float:
    """Return the attenuation that is not exceeded in the wanted shares of time, locations and situations.

    Parameters
    ----------
    reference_db
        Reference attenuation.
    distance_m
        Length of the path.
    effective_m
        Effective heights of the antennas.
    roughness_m
        Terrain irregularity.
    wanted
        The quantiles, the mode of variability and the climate.
    """
    mode = wanted.mdvar % 10
    z_time, z_location, z_situation = (
        deviate(pct) for pct in (wanted.time_pct, wanted.location_pct, wanted.situation_pct)
    )
    if mode == Variability.SINGLE_MESSAGE:
        z_time = z_location = z_situation
    elif mode == Variability.ACCIDENTAL:
        z_location = z_situation
    elif mode == Variability.MOBILE:
        z_location = z_time
    effective = _effective_distance_m(distance_m, effective_m, wanted.wave_number)
    year = _YEARS[wanted.climate - 1]
    spreads = _Spreads(
        _time_spread_db(year, effective, wanted.wave_number, z_time),
        _location_spread_db(roughness_at_m(roughness_m, distance_m), wanted),
        0.0 if wanted.mdvar >= NO_SITUATION else 5.0 + 3.0 * math.exp(-effective / 100e3),
    )
    gained_db = _gain_db(mode, spreads, z_time, z_location, z_situation)
    return _softened_db(reference_db - year.median.at(effective) - gained_db)


def _effective_distance_m(distance_m: float, effective_m: Pair, wave_number: float) -> float:
    """Return the distance at which all climates were compared."""
    far_m = math.fsum(math.sqrt(18e6 * height_m) for height_m in effective_m)
    far_m += math.pow(575.7e12 / wave_number, 1.0 / 3.0)
    return 130e3 * distance_m / far_m if distance_m < far_m else 130e3 + distance_m - far_m


def _time_spread_db(year: _Year, effective_m: float, wave_number: float, z: float) -> float:
    if z < 0.0:
        return year.below.at(effective_m) * year.below_swing.at(wave_number)
    above_db = year.above.at(effective_m) * year.above_swing.at(wave_number)
    if z <= year.tail_from:
        return above_db
    rare_db = year.tail * above_db
    return rare_db + (above_db - rare_db) * year.tail_from / z


def _location_spread_db(roughness_m: float, wanted: Conditions) -> float:
    if wanted.mdvar % NO_SITUATION >= NO_LOCATION:
        return 0.0
    waves = wanted.wave_number * roughness_m
    return 10.0 * waves / (waves + 13.0)


def _gain_db(mode: int, spreads: _Spreads, z_time: float, z_location: float, z_situation: float) -> float:
    """Return what the wanted quantiles take off the median loss."""
    time_db, location_db = spreads.time_db * z_time, spreads.location_db * z_location
    doubt = (
        spreads.situation_db**2
        + time_db**2 / (7.8 + z_situation**2)
        + location_db**2 / (24.0 + z_situation**2)
    )
    if mode == Variability.SINGLE_MESSAGE:
        return math.sqrt(spreads.time_db**2 + spreads.location_db**2 + doubt) * z_situation
    if mode == Variability.ACCIDENTAL:
        return time_db + math.sqrt(spreads.location_db**2 + doubt) * z_situation
    if mode == Variability.MOBILE:
        return math.hypot(spreads.time_db, spreads.location_db) * z_time + math.sqrt(doubt) * z_situation
    return time_db + location_db + math.sqrt(doubt) * z_situation


def _softened_db(attenuation_db: float) -> float:
    """Keep an attenuation from falling far below zero."""
    if attenuation_db >= 0.0:
        return attenuation_db
    return attenuation_db * (29.0 - attenuation_db) / (29.0 - 10.0 * attenuation_db)
