"""Fade by the rain that falls now 实时雨衰: from a rain rate to how rare it is, and on to the attenuation.

The Recommendations say how much attenuation is exceeded for how much of a year, not how much a shower costs.
The step between (assumption): an attenuation is as rare as the rain rate that causes it, so the attenuation
now is the one that is exceeded as often as the rain rate now.
"""

import math
from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from sim.comms.satellite.rain import RainAttenuation, SlantPath, rain_attenuation

FULING_CURVE: Final = (
    (3.0, 0.4938),
    (1.0, 3.1767),
    (0.3, 9.0106),
    (0.1, 18.1943),
    (0.03, 34.2806),
    (0.01, 56.4983),
    (0.003, 92.0484),
    (0.001, 137.9879),
)
"""Per cent of a year and rain rate exceeded, mm/h, at 29.70 N 107.39 E (ITU-R P.837-7, by itur 0.4.0)."""
_RAREST, _COMMONEST = 0.001, 5.0
_HUNDREDTH = 0.01
_HALVINGS = 60


@dataclass(frozen=True, slots=True)
class RainClimate:
    """How often it rains how hard at a place 降雨气候; the defaults are those of Fuling 涪陵.

    Attributes
    ----------
    rain_percent
        Share of the year in which it rains at all, in per cent: 4.0 (ITU-R P.837-7: 3.9984).
    rain_height_km
        Mean height of the rain above the sea: 5.04 km (ITU-R P.839-4).
    curve
        Pairs of a percentage of the year and the rain rate exceeded in it, in mm/h; the percentages fall from
        less than `rain_percent` to 0.01 or less, the rates rise.

    Notes
    -----
    Between the pairs, the logarithm of the percentage is linear in the square root of the rain rate: if one
    pair of Fuling's is left out, the others give the percentage at its rain rate within 9 %, but within 23 %
    under 1 mm/h.
    """

    rain_percent: float = 4.0
    rain_height_km: float = 5.04
    curve: tuple[tuple[float, float], ...] = FULING_CURVE
    _roots: tuple[float, ...] = field(init=False, repr=False, compare=False)
    _logs: tuple[float, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse a curve that has no inverse, or does not reach the hundredth of a per cent.

        Raises
        ------
        ValueError
            If the percentages do not fall, the rates do not rise, or 0.01 % lies outside of them.
        """
        points = [(self.rain_percent, 0.0), *self.curve]
        if any(rarer >= p or heavier <= rain for (p, rain), (rarer, heavier) in pairwise(points)):
            raise ValueError("percentages must fall from rain_percent, and rain rates rise from 0 mm/h")
        if not 0 < points[-1][0] <= _HUNDREDTH < points[0][0]:
            raise ValueError("the curve must go from more than 0.01 % of the year down to 0.01 % or less")
        object.__setattr__(self, "_roots", tuple(math.sqrt(rain) for _, rain in points))
        object.__setattr__(self, "_logs", tuple(math.log(percent) for percent, _ in points))

    @property
    def r001_mm_h(self) -> float:
        """Rain rate exceeded for 0.01 % of the year, in mm/h."""
        log = math.log(_HUNDREDTH)
        right = next(index for index, rarer in enumerate(self._logs) if rarer <= log)
        part = (log - self._logs[right - 1]) / (self._logs[right] - self._logs[right - 1])
        return (self._roots[right - 1] + part * (self._roots[right] - self._roots[right - 1])) ** 2

    def exceedance_percent(self, rain_mm_h: float) -> float:
        """Return the percentage of the year with heavier rain; beyond the curve, that of its end.

        Raises
        ------
        ValueError
            If the rain rate is negative.
        """
        root = min(math.sqrt(rain_mm_h), self._roots[-1])
        right = max(1, bisect_left(self._roots, root))
        part = (root - self._roots[right - 1]) / (self._roots[right] - self._roots[right - 1])
        return math.exp(self._logs[right - 1] + part * (self._logs[right] - self._logs[right - 1]))


class RainFade:
    """Attenuation of one path by the rain that falls now 雨衰: none without rain, never less in heavier rain.

    Parameters
    ----------
    path
        From the station to the satellite.
    climate
        Of the place of the station.

    Notes
    -----
    Lighter rain than the first of the curve costs in proportion. Heavier rain than the last, or than the one
    from which on the Recommendation no longer grows (near the equator), costs as much as that one.

    Examples
    --------
    >>> ku = RainFade(SlantPath(14.25, 55.2, 29.7, 0.36), RainClimate())
    >>> [round(ku.fade_db(rain_mm_h), 1) for rain_mm_h in (0, 9, 18.2, 56.5)]
    [0.0, 2.6, 4.8, 13.2]
    """

    __slots__ = ("_law", "_least", "_percent", "_slight_db", "_slight_mm_h")

    def __init__(self, path: SlantPath, climate: RainClimate) -> None:
        self._law = rain_attenuation(path, climate.rain_height_km, climate.r001_mm_h)
        self._percent = climate.exceedance_percent
        self._least = _rarest(self._law)
        self._slight_mm_h = climate.curve[0][1]
        self._slight_db = self._exceeded_db(self._slight_mm_h)

    def fade_db(self, rain_mm_h: float) -> float:
        """Return the attenuation while it rains so hard at the station, in dB.

        Raises
        ------
        ValueError
            If the rain rate is negative.
        """
        if 0 <= rain_mm_h < self._slight_mm_h:
            return self._slight_db * rain_mm_h / self._slight_mm_h
        return self._exceeded_db(rain_mm_h)

    def rain_mm_h(self, fade_db: float) -> float | None:
        """Return the lightest rain that attenuates by so much, in mm/h; None where no rain does.

        A question for reports and preparation: it costs sixty of the others.
        """
        low, high = 0.0, 1000.0
        if self.fade_db(high) < fade_db:
            return None
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            low, high = (middle, high) if self.fade_db(middle) < fade_db else (low, middle)
        return high

    def _exceeded_db(self, rain_mm_h: float) -> float:
        percent = self._percent(rain_mm_h)
        return self._law.exceeded_db(min(max(percent, self._least), _COMMONEST))


def _rarest(law: RainAttenuation) -> float:
    """Return the percentage down to which rarer is stronger."""
    if law.at_hundredth_db == 0 or law.slope(_RAREST) <= 0:
        return _RAREST
    low, high = math.log(_RAREST), 0.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if law.slope(math.exp(middle)) > 0 else (low, middle)
    return math.exp(high)
