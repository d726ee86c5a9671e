"""When the waves of an earthquake arrive, and when word of them could 地震波到时与预警时间.

Both kinds of wave go straight from the hypocentre, at one speed each. The P wave breaks nothing; the warning
is as early as the stations that it must reach first are near.
"""

import math
from collections.abc import Iterable
from typing import NamedTuple

from sim.hazard.ground import Ground, Spot
from sim.hazard.quake.shocks import Shock
from sim.scenario.seismic import EarlyWarning
from sim.terms.enums import Asset, TelecomKind
from sim.terms.units import SECOND_MS


class Waves(NamedTuple):
    """The waves of one earthquake.

    Attributes
    ----------
    shock
        The earthquake.
    figures
        Speeds, depth and delays.
    """

    shock: Shock
    figures: EarlyWarning

    def p_ms(self, place: Spot) -> int:
        """Return when the P wave is at a place, in ms after the earthquake."""
        return self._ms(place, self.figures.p_speed.value)

    def s_ms(self, place: Spot) -> int:
        """Return when the S wave is at a place, in ms after the earthquake."""
        return self._ms(place, self.figures.s_speed.value)

    def detected_ms(self, stations: Iterable[Spot]) -> int | None:
        """Return when as many stations as needed have the P wave; None where there are not as many."""
        arrivals, needed = sorted(map(self.p_ms, stations)), self.figures.needed.whole
        return arrivals[needed - 1] if len(arrivals) >= needed else None

    def told_ms(self, detected_ms: int) -> int:
        """Return when telephones ring, in ms after the earthquake."""
        return detected_ms + self.figures.process.ms + self.figures.deliver.ms

    def _ms(self, place: Spot, speed_km_s: float) -> int:
        far_km = math.hypot(self.shock.epicentre.to(place), self.figures.depth.value)
        return round(far_km / speed_km_s * SECOND_MS)


def stations(ground: Ground, figures: EarlyWarning) -> dict[int, Spot]:
    """Return the telecom sites that bear a seismometer, by row, with their places.

    Parameters
    ----------
    ground
        Where the sites stand.
    figures
        Which are named, or how far apart they are.
    """
    found: dict[int, Spot] = {}
    for number, site in enumerate(ground.assets[Asset.TELECOM_SITE]):
        if ground.scenario.telecom[number].kind is TelecomKind.CORE:
            continue  # it stands for the network outside
        place = site.ends[0]
        apart = all(place.to(other) >= figures.spacing.value for other in found.values())
        if site.id in figures.stations if figures.stations else apart:
            found[number] = place
    return found
