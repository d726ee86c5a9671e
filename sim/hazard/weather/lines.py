"""What wind, ice and lightning do to lines and masts 大风、冰冻、雷击.

A line fails at the first moment at which the load is more than its weakest kilometre bears; how much that is
was drawn before. So more wind fails the same lines sooner, and others besides.

Sources: fragility of lines by kilometre, lognormal in the gust or in the radial ice, as is usual (Panteli et
al. 2017, IEEE Transactions on Power Systems 32, 3747-3757), figures assumed; strokes into a line: IEEE Std
1410-2010, N = Ng (28 h^0.6 + b) / 10 for 100 km; into a mast: IEC 62305-2, area of a disc of three heights,
doubled on a hilltop; flashes by rain: Petersen and Rutledge (1998), J. Geophys. Res. 103, 14025-14040.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from statistics import NormalDist
from typing import Final, TypeAlias

from sim.hazard.ground import Ground, Spot, Thing
from sim.hazard.repair import steps
from sim.hazard.unfold import Happening, Luck, Strike
from sim.hazard.weather.rain import STEP_H, STEP_MS, Sky
from sim.scenario.gusts import gust_m_s, left_of
from sim.scenario.hazards import Hazards
from sim.scenario.weather import Front, Ice, Lines, Wind
from sim.terms.enums import Asset, DamageKind

Load: TypeAlias = Callable[[Spot, float], float]
"""Load at a place, at a share of the time that the weather lasts."""
_STEPS: Final = 48
"""Moments in which weather is looked at while it lasts."""
_POINTS: Final = (0.0, 0.25, 0.5, 0.75, 1.0)
"""Places of a line at which the load is looked at."""
_NORMAL: Final = NormalDist()
_KG_KM2_PER_MM: Final = 1e6
_HILLTOP: Final = 2.0
_MORE_POLES: Final = 0.5
"""Chance that a failing line loses one pole more than it has lost already; assumption."""
_TREE_M3: Final = 20.0
"""Branches and earth to clear for a tree over the road; assumption."""


def fails(load: float, median: float, sigma: float) -> float:
    """Return the chance that a kilometre of a line does not bear a load.

    Examples
    --------
    >>> round(fails(25, 40, 0.229), 3), fails(40, 40, 0.229), fails(0, 40, 0.229)
    (0.02, 0.5, 0.0)
    """
    return _NORMAL.cdf(math.log(load / median) / sigma) if load > 0 else 0.0


def line_fails(load: float, median: float, sigma: float, length_km: float) -> float:
    """Return the chance that a line does not bear a load: that any of its kilometres does not."""
    stays = 1 - fails(load, median, sigma)
    return 1 - math.pow(stays, length_km)


def strokes_per_flash_density(height_m: float) -> float:
    """Return the strokes into a kilometre of a line for each flash on a square kilometre.

    Examples
    --------
    >>> round(strokes_per_flash_density(10), 4)
    0.1115
    """
    return 28 * math.pow(height_m, 0.6) / 10 / 100


def mast_area_km2(height_m: float) -> float:
    """Return the area from which a mast on a hilltop draws lightning."""
    return _HILLTOP * math.pi * (3 * height_m / 1000) ** 2


class Weather:
    """A front that passes over lines and roads.

    Parameters
    ----------
    front
        Its time and place.
    settings
        Figures of the scenario.
    ground, luck
        What it befalls, and the streams of the hazard.
    """

    def __init__(self, front: Front, settings: Hazards, ground: Ground, luck: Luck) -> None:
        self.front = front
        self._settings = settings
        self._ground = ground
        self._luck = luck
        self._middle = ground.spot(front.lon.value, front.lat.value)

    def here(self, place: Spot) -> float:
        """Return the share of its strength that is left at a place."""
        return left_of(place.to(self._middle), self.front.reach.value)

    def lines(self, load: Load, median: float, sigma: float) -> Iterator[Happening]:
        """Yield the lines that do not bear it, each at the first moment at which it does not."""
        for number, line in enumerate(self._ground.assets[Asset.POWER_LINE]):
            draws = self._luck(f"power_line/{line.id}")
            bears, poles = draws.uniform(), 1
            while draws.uniform() < _MORE_POLES:
                poles += 1
            work = steps(DamageKind.POLE, poles, self._settings.repair, draws)
            for step in range(1, _STEPS + 1):
                worst = max(load(line.at(point), step / _STEPS) for point in _POINTS)
                if line_fails(worst, median, sigma, line.length_km) > bears:
                    t_ms = self._t_ms(step)
                    yield Strike(
                        t_ms, DamageKind.POLE, number, poles, line.nodes, work, f"power_line/{line.id}"
                    )
                    break

    def trees(self, load: Load, lines: Lines) -> Iterator[Happening]:
        """Yield the trees that fall over roads, as gusts grow."""
        for number, link in enumerate(self._ground.links):
            draws = self._luck(f"road/{link.id}")
            bears, share = draws.exponential(1.0), draws.uniform()
            size = max(1, round(draws.lognormal(_TREE_M3, 1.0)))
            work = steps(DamageKind.DEBRIS, size, self._settings.repair, draws)
            for step in range(1, _STEPS + 1):
                risk = fails(
                    load(link.at(share), step / _STEPS), lines.wind_median.value, lines.wind_sigma.value
                )
                if 2 * risk * lines.trees.value * link.length_km > bears:
                    name = f"road/{link.id}"
                    yield Strike(self._t_ms(step), DamageKind.DEBRIS, number, size, link.nodes, work, name)
                    break

    def _t_ms(self, step: int) -> int:
        return self.front.begin.ms + step * self.front.lasts.ms // _STEPS


def blow(wind: Wind, settings: Hazards, ground: Ground, luck: Luck) -> list[Happening]:
    """Return what a gale breaks: gusts rise to their hardest half-way and fall again."""
    weather, lines = Weather(wind, settings, ground, luck), settings.lines

    def load_m_s(place: Spot, share: float) -> float:
        return gust_m_s(wind, weather.here(place), share)

    median, sigma = lines.wind_median.value, lines.wind_sigma.value
    return [*weather.lines(load_m_s, median, sigma), *weather.trees(load_m_s, lines)]


def freeze(ice: Ice, settings: Hazards, ground: Ground, luck: Luck) -> list[Happening]:
    """Return the lines that ice breaks: it grows evenly, on what stands high enough."""
    weather, lines = Weather(ice, settings, ground, luck), settings.lines
    high = {
        place
        for place, height_m in zip(ground.nodes, ground.heights_m, strict=True)
        if height_m >= ice.above.value
    }

    def ice_mm(place: Spot, share: float) -> float:
        near = ground.nodes[ground.nearest_node(place)]
        return ice.thickness.value * weather.here(place) * share if near in high else 0.0

    return list(weather.lines(ice_mm, lines.ice_median.value, lines.ice_sigma.value))


class Lightning:
    """Lightning from the cells of rainstorms 雷击.

    Parameters
    ----------
    settings
        Figures of the scenario.
    ground, sky, luck
        What it strikes, the rain, the streams of the hazard.
    """

    def __init__(self, settings: Hazards, ground: Ground, sky: Sky, luck: Luck) -> None:
        self._settings = settings
        self._ground = ground
        self._sky = sky
        self._luck = luck

    def happenings(self) -> list[Happening]:
        """Return the lines and masts that it puts out of service."""
        lines, found = self._settings.lines, list[Happening]()
        per_km = strokes_per_flash_density(lines.line_height.value) * lines.stays.value
        for number, line in enumerate(self._ground.assets[Asset.POWER_LINE]):
            found += self._into(DamageKind.LINE, number, line, per_km * line.length_km)
        for number, site in enumerate(self._ground.assets[Asset.RADIO_SITE]):
            mast_m = self._ground.scenario.sites[number].mast_m
            found += self._into(
                DamageKind.RADIO_SITE, number, site, mast_area_km2(mast_m) * lines.mast_fails.value
            )
        return found

    def flashes_km2(self, rain_mm_h: Sequence[float]) -> list[float]:
        """Return the flashes on a square kilometre up to the end of each step."""
        per_mm, total, found = _KG_KM2_PER_MM / self._settings.lines.flash.value, 0.0, list[float]()
        for rate in rain_mm_h:
            total += rate * STEP_H * per_mm
            found.append(total)
        return found

    def _into(self, kind: DamageKind, number: int, thing: Thing, per_flash: float) -> Iterator[Happening]:
        """Yield the first stroke that something does not bear."""
        name = f"{kind.asset.value}/{thing.id}"
        draws = self._luck(name)
        bears = draws.exponential(1.0)
        for step, density in enumerate(self.flashes_km2(self._sky.series(thing.at(0.5)))):
            if density * per_flash > bears:
                work = steps(kind, 1, self._settings.repair, draws)
                yield Strike((step + 1) * STEP_MS, kind, number, 1, thing.nodes, work, name)
                return
