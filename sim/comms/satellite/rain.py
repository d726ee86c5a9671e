"""Rain on a slant path 雨衰: specific attenuation (ITU-R P.838-3) and what is exceeded (ITU-R P.618-14).

Sources: Recommendation ITU-R P.838-3 (2005), equations 2 to 5 with the regression coefficients of its tables
1 to 4; Recommendation ITU-R P.618-14 (2023), section 2.2.1.1, whose steps the functions name. Rain height
(ITU-R P.839) and rain rate (ITU-R P.837) come in as figures of the place; the digital maps are not ours.
"""

import math
from dataclasses import dataclass
from typing import Final, NamedTuple

EARTH_RADIUS_KM: Final = 8500.0
"""Effective radius of the Earth for refracted paths (P.618-14, list of parameters)."""
_EXACT = 0.01
_TROPICS_DEG = 36.0


class Regression(NamedTuple):
    """Coefficients of one quantity of P.838-3 over the logarithm of the frequency.

    Attributes
    ----------
    bells
        Height, middle and width (a_j, b_j, c_j) of each bell curve.
    slope, offset
        Of the straight line under the bells (m, c).
    """

    bells: tuple[tuple[float, float, float], ...]
    slope: float
    offset: float

    def at(self, frequency_ghz: float) -> float:
        """Return the sum of the bells and the line at a frequency."""
        log_f = math.log10(frequency_ghz)
        bells = math.fsum(a * math.exp(-(((log_f - b) / c) ** 2)) for a, b, c in self.bells)
        return bells + self.slope * log_f + self.offset


LOG_K_H: Final = Regression(
    (
        (-5.33980, -0.10008, 1.13098),
        (-0.35351, 1.26970, 0.45400),
        (-0.23789, 0.86036, 0.15354),
        (-0.94158, 0.64552, 0.16817),
    ),
    -0.18961,
    0.71147,
)
"""Decimal logarithm of k, horizontal polarization (P.838-3, table 1)."""
LOG_K_V: Final = Regression(
    (
        (-3.80595, 0.56934, 0.81061),
        (-3.44965, -0.22911, 0.51059),
        (-0.39902, 0.73042, 0.11899),
        (0.50167, 1.07319, 0.27195),
    ),
    -0.16398,
    0.63297,
)
"""Decimal logarithm of k, vertical polarization (P.838-3, table 2)."""
ALPHA_H: Final = Regression(
    (
        (-0.14318, 1.82442, -0.55187),
        (0.29591, 0.77564, 0.19822),
        (0.32177, 0.63773, 0.13164),
        (-5.37610, -0.96230, 1.47828),
        (16.1721, -3.29980, 3.43990),
    ),
    0.67849,
    -1.95537,
)
"""Exponent alpha, horizontal polarization (P.838-3, table 3)."""
ALPHA_V: Final = Regression(
    (
        (-0.07771, 2.33840, -0.76284),
        (0.56727, 0.95545, 0.54039),
        (-0.20238, 1.14520, 0.26809),
        (-48.2991, 0.791669, 0.116226),
        (48.5833, 0.791459, 0.116479),
    ),
    -0.053739,
    0.83433,
)
"""Exponent alpha, vertical polarization (P.838-3, table 4)."""


def coefficients(frequency_ghz: float, elevation_deg: float, tilt_deg: float) -> tuple[float, float]:
    """Return k and alpha of the specific attenuation k R**alpha.

    Parameters
    ----------
    frequency_ghz
        From 1 to 1000 GHz.
    elevation_deg
        Of the path above the horizon.
    tilt_deg
        Of the polarization against the horizon: 0 horizontal, 90 vertical, 45 circular.

    Notes
    -----
    Source: P.838-3, equations 2 to 5.
    """
    k_h, k_v = math.pow(10, LOG_K_H.at(frequency_ghz)), math.pow(10, LOG_K_V.at(frequency_ghz))
    alpha_h, alpha_v = ALPHA_H.at(frequency_ghz), ALPHA_V.at(frequency_ghz)
    mix = math.cos(math.radians(elevation_deg)) ** 2 * math.cos(2 * math.radians(tilt_deg))
    k = (k_h + k_v + (k_h - k_v) * mix) / 2
    weighed = k_h * alpha_h + k_v * alpha_v + (k_h * alpha_h - k_v * alpha_v) * mix
    return k, weighed / (2 * k)


def specific_attenuation_db_km(
    rain_mm_h: float, frequency_ghz: float, elevation_deg: float, tilt_deg: float
) -> float:
    """Return the attenuation by rain per kilometre of path 特征衰减, in dB/km (P.838-3, equation 1)."""
    k, alpha = coefficients(frequency_ghz, elevation_deg, tilt_deg)
    return k * math.pow(rain_mm_h, alpha)


@dataclass(frozen=True, slots=True)
class SlantPath:
    """A path from a station up to a satellite 斜路径.

    Attributes
    ----------
    frequency_ghz
        From 1 to 55 GHz.
    elevation_deg
        Above the horizon, more than 0 up to 90 degrees.
    latitude_deg
        Of the station, north positive.
    height_km
        Of the station above the sea, in km.
    tilt_deg
        Of the polarization: 0 horizontal, 90 vertical, 45 circular (assumption where it is not known).
    """

    frequency_ghz: float
    elevation_deg: float
    latitude_deg: float
    height_km: float = 0.0
    tilt_deg: float = 45.0

    def __post_init__(self) -> None:
        """Refuse what the Recommendations do not cover.

        Raises
        ------
        ValueError
            If the frequency or the elevation is out of range.
        """
        if not 1 <= self.frequency_ghz <= 55:
            raise ValueError(f"a frequency from 1 to 55 GHz, not {self.frequency_ghz}")
        if not 0 < self.elevation_deg <= 90:
            raise ValueError(f"an elevation from more than 0 to 90 degrees, not {self.elevation_deg}")


@dataclass(frozen=True, slots=True)
class RainAttenuation:
    """How often the rain on one slant path attenuates how much 雨衰超越概率.

    Attributes
    ----------
    at_hundredth_db
        Attenuation exceeded for 0.01 % of an average year, in dB.
    beta
        Correction for latitude and elevation (P.618-14, step 10), for percentages under 1.
    sine
        Of the elevation.
    """

    at_hundredth_db: float
    beta: float
    sine: float

    def exceeded_db(self, percent: float) -> float:
        """Return the attenuation exceeded for a percentage of an average year, in dB.

        Parameters
        ----------
        percent
            From 0.001 to 5.

        Raises
        ------
        ValueError
            If `percent` is out of the range of the Recommendation.
        """
        if not 0.001 <= percent <= 5:
            raise ValueError(f"a percentage from 0.001 to 5, not {percent}")
        if self.at_hundredth_db == 0:
            return 0.0
        rarer = math.log(percent / _EXACT)
        return self.at_hundredth_db * math.exp(-rarer * self._exponent(percent))

    def slope(self, percent: float) -> float:
        """Return the derivative of ln(attenuation) by ln(percentage): negative where rarer is stronger."""
        grows = 0.033 + (self.beta * percent * self.sine if percent < 1 else 0.0)
        return -self._exponent(percent) - math.log(percent / _EXACT) * grows

    def _exponent(self, percent: float) -> float:
        corrected = self.beta * (1 - percent) * self.sine if percent < 1 else 0.0
        return 0.655 + 0.033 * math.log(percent) - 0.045 * math.log(self.at_hundredth_db) - corrected


def rain_attenuation(path: SlantPath, rain_height_km: float, r001_mm_h: float) -> RainAttenuation:
    """Return the statistics of rain attenuation on a path 雨衰统计.

    Parameters
    ----------
    path
        From the station up.
    rain_height_km
        Mean height of the rain above the sea, in km (ITU-R P.839).
    r001_mm_h
        Rain rate exceeded for 0.01 % of an average year, in mm/h (ITU-R P.837).

    Notes
    -----
    Source: P.618-14, section 2.2.1.1.
    """
    sine = math.sin(math.radians(path.elevation_deg))
    exceeded_db = _at_hundredth_db(path, rain_height_km - path.height_km, r001_mm_h)
    return RainAttenuation(exceeded_db, _beta(path, sine), sine)


def _at_hundredth_db(path: SlantPath, depth_km: float, r001_mm_h: float) -> float:
    """Take steps 2 to 9, with the depth of the rain above the station."""
    if depth_km <= 0 or r001_mm_h <= 0:
        return 0.0
    gamma = specific_attenuation_db_km(r001_mm_h, path.frequency_ghz, path.elevation_deg, path.tilt_deg)
    ground_km = slant_km(path.elevation_deg, depth_km) * math.cos(math.radians(path.elevation_deg))
    within_km = ground_km * _horizontal_share(ground_km, gamma, path.frequency_ghz)
    wet_km = _wet_km(path.elevation_deg, depth_km, within_km)
    return gamma * wet_km * _vertical_share(path, wet_km, gamma)


def slant_km(elevation_deg: float, depth_km: float) -> float:
    """Return the length of a path below the rain height, so much above the station (P.618-14, step 2)."""
    sine = math.sin(math.radians(elevation_deg))
    if elevation_deg >= 5:
        return depth_km / sine
    return 2 * depth_km / (math.sqrt(sine**2 + 2 * depth_km / EARTH_RADIUS_KM) + sine)


def _horizontal_share(ground_km: float, gamma: float, frequency_ghz: float) -> float:
    """Step 6: horizontal reduction factor, because a heavy shower is small."""
    small = 0.78 * math.sqrt(ground_km * gamma / frequency_ghz)
    return 1 / (1 + small - 0.38 * (1 - math.exp(-2 * ground_km)))


def _wet_km(elevation_deg: float, depth_km: float, within_km: float) -> float:
    """Step 7: length of the path that leaves the rain through its side, or through its top."""
    elevation = math.radians(elevation_deg)
    through_side = math.atan2(depth_km, within_km) > elevation
    return within_km / math.cos(elevation) if through_side else depth_km / math.sin(elevation)


def _vertical_share(path: SlantPath, wet_km: float, gamma: float) -> float:
    """Step 7: vertical adjustment factor."""
    chi = max(0.0, _TROPICS_DEG - abs(path.latitude_deg))
    steep = 31 * (1 - math.exp(-path.elevation_deg / (1 + chi)))
    grows = steep * math.sqrt(wet_km * gamma) / path.frequency_ghz**2 - 0.45
    return 1 / (1 + math.sqrt(math.sin(math.radians(path.elevation_deg))) * grows)


def _beta(path: SlantPath, sine: float) -> float:
    """Step 10, for percentages under 1."""
    latitude = abs(path.latitude_deg)
    if latitude >= _TROPICS_DEG:
        return 0.0
    low = 0.0 if path.elevation_deg >= 25 else 1.8 - 4.25 * sine
    return 0.005 * (_TROPICS_DEG - latitude) + low
