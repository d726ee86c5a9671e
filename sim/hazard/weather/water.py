"""Flash floods and floods of rivers 山洪与江河洪水: how deep water stands on roads and in stations.

A basin holds rain and drains as a linear reservoir; beyond what a side valley bears the water rises over its
low places, and with what the basin of a river holds its level rises over its banks. The form is textbook
hydrology (Maidment, Handbook of Hydrology, 1993, chapter 9), the figures are the scenario's.
"""

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from sim.hazard.demand import emergency
from sim.hazard.ground import Banks, Ground, River, Spot, Stretch, Thing
from sim.hazard.repair import steps
from sim.hazard.unfold import Changes, Emergency, Happening, Luck, Passes, Strike, Wets
from sim.hazard.weather.rain import STEP_H, STEP_MS, Sky, held
from sim.hazard.weather.waves import arrives_m
from sim.kernel.draw import Draws
from sim.scenario.hazards import Hazards
from sim.scenario.weather import Water
from sim.terms.enums import Asset, DamageKind, TelecomKind

LEVELS_MM: Final = (50, 100, 150, 200, 250, 300, 350, 400, 500, 600, 700, 800, 1000, 1500, 2000)
"""Depths that are told apart: the next above the water, so that a flood is not a hundred entries."""
WASHES_MM: Final = 1000
"""Depth over a small bridge at which it may go."""
_LOOK: Final = 5
"""Places of a road at which its distance from a river is looked at."""
_NEARBY_KM: Final = 3.0
"""Distance from a river within which the lowest road node tells how high its banks are."""
_BRIDGE_SIGMA: Final = 0.4
"""Spread of the lengths of small bridges; assumption."""
_DAMAGE: Final = {
    Asset.POWER_NODE: DamageKind.FLOODED_STATION,
    Asset.TELECOM_SITE: DamageKind.TELECOM_SITE,
}


class Spell(NamedTuple):
    """A time in which a place is under water: depth in mm after each change, by time in ms; the last is 0."""

    depths: tuple[tuple[int, int], ...]

    @property
    def deepest(self) -> tuple[int, int]:
        """When it is deepest, and how deep."""
        return max(self.depths, key=lambda entry: (entry[1], -entry[0]))


def spells(depth_mm: Sequence[float], shallow_mm: float) -> Iterator[Spell]:
    """Yield the times in which water is deeper than nobody minds, from its depth after each step.

    Depths are told by `LEVELS_MM`; a spell that lasts to the end has no last entry of 0.
    """
    found: list[tuple[int, int]] = []
    for step, depth in enumerate(depth_mm):
        now = _level_mm(depth) if depth >= shallow_mm else 0
        if now != (found[-1][1] if found else 0):
            found.append(((step + 1) * STEP_MS, now))
        if found and now == 0:
            yield Spell(tuple(found))
            found = []
    if found:
        yield Spell(tuple(found))


def _level_mm(depth_mm: float) -> int:
    return LEVELS_MM[min(bisect_left(LEVELS_MM, depth_mm), len(LEVELS_MM) - 1)]


def over_dip_mm(held_mm: Sequence[float], water: Water, rise: float) -> list[float]:
    """Return the depth of the water over a low place, from what its valley holds."""
    return [rise * max(0.0, mm - water.holds.value) for mm in held_mm]


class Flash:
    """Floods in side valleys 山洪.

    Parameters
    ----------
    settings
        Figures of the scenario.
    ground, sky, luck
        What it befalls, the rain, the streams of the hazard.
    """

    def __init__(self, settings: Hazards, ground: Ground, sky: Sky, luck: Luck) -> None:
        self._settings = settings
        self._water = settings.water
        self._ground = ground
        self._sky = sky
        self._luck = luck

    def happenings(self) -> list[Happening]:
        """Return all that they do."""
        found: list[Happening] = []
        for number, link in enumerate(self._ground.links):
            for dip, share in enumerate(self._dips(link)):
                found += self._at_dip(number, link, share, f"road/{link.id}/{dip}")
        for asset in _DAMAGE:
            for number, thing in enumerate(self._ground.assets[asset]):
                if may_flood(self._ground, asset, number):
                    found += self._at_station(asset, number, thing)
        for village, place in enumerate(self._ground.villages):
            found += self._calls(village, place)
        return found

    def _dips(self, link: Stretch) -> Iterator[float]:
        """Yield where the low places of a road are, as shares of its way."""
        draws, dips = self._luck(f"road/{link.id}/dips"), self._water.dips.value
        at_km = draws.exponential(1 / dips) if dips else link.length_km
        while at_km < link.length_km:
            yield at_km / link.length_km
            at_km += draws.exponential(1 / dips)

    def _at_dip(self, number: int, link: Stretch, share: float, name: str) -> Iterator[Happening]:
        water, draws = self._water, self._luck(name)
        rise = draws.lognormal(water.rise.value, water.rise_sigma.value)
        goes, long_m = draws.uniform() < water.washes_out.value, self._bridge_m(draws)
        depth_mm = over_dip_mm(self._held(link.at(share)), water, rise)
        for time, spell in enumerate(spells(depth_mm, water.shallow.value)):
            yield from flood(spell, number, link.nodes, f"{name}/{time}")
            t_ms, deepest_mm = spell.deepest
            if goes and deepest_mm >= WASHES_MM:
                goes = False
                work = steps(DamageKind.BRIDGE, long_m, self._settings.repair, draws)
                yield Strike(t_ms, DamageKind.BRIDGE, number, long_m, link.nodes, work, f"{name}/bridge")

    def _bridge_m(self, draws: Draws) -> int:
        return max(1, round(draws.lognormal(self._water.bridge.value, _BRIDGE_SIGMA)))

    def _at_station(self, asset: Asset, number: int, thing: Thing) -> Iterator[Happening]:
        water, name = self._water, f"{asset.value}/{thing.id}"
        draws = self._luck(name)
        low, rise = (
            draws.uniform() < water.low_lying.value,
            draws.lognormal(water.rise.value, water.rise_sigma.value),
        )
        if low:
            depth_mm = over_dip_mm(self._held(thing.at(0)), water, rise)
            yield from drowned(self._settings, asset, number, thing, depth_mm, draws, name)

    def _calls(self, village: int, place: Spot) -> Iterator[Happening]:
        """Yield the calls of people whom the water endangers."""
        water, scenario = self._water, self._ground.scenario
        row = scenario.villages[village]
        rate = water.rescues.value * row.population / 1000
        if water.kind is None or not rate:
            return
        times, gathered = self._luck(f"calls/{row.id}"), 0.0
        due = times.exponential(1.0)
        for step, mm in enumerate(self._held(place)):
            adds = rate * max(0.0, mm - water.holds.value) * STEP_H
            while gathered + adds > due:
                t_ms = round((step + (due - gathered) / adds) * STEP_MS)
                draws = self._luck(f"calls/{row.id}/{due:.9f}")
                yield Emergency(t_ms, emergency(scenario, water.kind, village, t_ms, draws))
                due += times.exponential(1.0)
            gathered += adds

    def _held(self, spot: Spot) -> list[float]:
        return held(self._sky.series(spot), self._water.drains.value)


class Rivers:
    """Floods of the rivers on the map 江河洪水.

    Parameters
    ----------
    settings
        Figures of the scenario.
    ground, sky, luck
        What they befall, the rain, the streams of the hazard.
    """

    def __init__(self, settings: Hazards, ground: Ground, sky: Sky, luck: Luck) -> None:
        self._settings = settings
        self._water = settings.water
        self._ground = ground
        self._sky = sky
        self._luck = luck

    def happenings(self) -> list[Happening]:
        """Return all that they do."""
        found: list[Happening] = []
        for river in self._ground.rivers:
            stage_m = self.stage_m(river)
            lowest_m = lowest_bank_m(self._ground, river)
            banks = Banks(river, self._water.bank.value)
            for number in roads_along(self._ground, banks):
                found += self._on_road(river, number, self._ground.links[number], stage_m, lowest_m)
            for asset in _DAMAGE:
                for number in range(len(self._ground.assets[asset])):
                    if may_flood(self._ground, asset, number):
                        found += self._in_station(river, asset, number, stage_m, lowest_m)
            if self._ground.scenario.basin.model:
                for village in villages_along(self._ground, banks):
                    found += self._in_village(river, village, stage_m, lowest_m)
        return found

    def stage_m(self, river: River) -> list[float]:
        """Return how far a river stands above its usual level, in m, after each step."""
        rains = [self._sky.series(point) for point in river.points]
        mean_mm_h = [math.fsum(rates) / len(rains) for rates in zip(*rains, strict=True)]
        rises = [self._water.river_rise.value * mm for mm in held(mean_mm_h, self._water.river_drains.value)]
        waves = arrives_m(self._ground.scenario, river.name, len(rises), self._luck)
        return [rise + wave for rise, wave in zip(rises, waves, strict=True)]

    def _freeboard_m(self, draws: Draws, height_m: float, lowest_m: float) -> float:
        """Return how far a river has to rise until it comes to a place."""
        water = self._water
        return draws.lognormal(water.freeboard.value, water.freeboard_sigma.value) + height_m - lowest_m

    def _on_road(
        self, river: River, number: int, link: Stretch, stage_m: Sequence[float], lowest_m: float
    ) -> Iterator[Happening]:
        name = f"road/{link.id}/{river.name}"
        freeboard_m = self._freeboard_m(self._luck(name), link.low_m, lowest_m)
        depth_mm = [1000 * (stage - freeboard_m) for stage in stage_m]
        for time, spell in enumerate(spells(depth_mm, self._water.shallow.value)):
            yield from flood(spell, number, link.nodes, f"{name}/{time}")

    def _in_station(
        self, river: River, asset: Asset, number: int, stage_m: Sequence[float], lowest_m: float
    ) -> Iterator[Happening]:
        thing = self._ground.assets[asset][number]
        if river.distance_km(thing.at(0)) >= self._water.bank.value:
            return
        name = f"{asset.value}/{thing.id}/{river.name}"
        draws = self._luck(name)
        freeboard_m = self._freeboard_m(draws, self._ground.heights_m[thing.nodes[0]], lowest_m)
        depth_mm = [1000 * (stage - freeboard_m) for stage in stage_m]
        yield from drowned(self._settings, asset, number, thing, depth_mm, draws, name)

    def _in_village(
        self, river: River, village: int, stage_m: Sequence[float], lowest_m: float
    ) -> Iterator[Happening]:
        """Yield when the river stands in a village, and the calls of people whom it endangers there."""
        scenario, row = self._ground.scenario, self._ground.scenario.villages[village]
        name = f"village/{row.id}/{river.name}"
        height_m = self._ground.heights_m[scenario.node_ids[row.node]]
        freeboard_m = self._freeboard_m(self._luck(name), height_m, lowest_m)
        depth_mm = [1000 * (stage - freeboard_m) for stage in stage_m]
        for time, spell in enumerate(spells(depth_mm, self._water.shallow.value)):
            yield from (Wets(t_ms, f"{name}/{time}", village, mm) for t_ms, mm in spell.depths)
        rate = scenario.basin.rescues.value * row.population / 1000 * STEP_H
        calls, kind = self._luck(f"{name}/calls"), self._water.kind
        for step, depth in enumerate(depth_mm if kind is not None else ()):
            chance, part = calls.uniform(), calls.uniform()  # one call in a quarter of an hour at most
            if depth >= self._water.shallow.value and chance < rate:
                t_ms = round((step + 1 + part) * STEP_MS)
                assert kind is not None
                birth = emergency(scenario, kind, village, t_ms, self._luck(f"{name}/calls/{step}"))
                yield Emergency(t_ms, birth, at_home=True)


def lowest_bank_m(ground: Ground, river: River) -> float:
    """Return the height of the lowest road node near a river; there its banks are lowest."""
    banks = Banks(river, _NEARBY_KM)
    places = zip(ground.nodes, ground.heights_m, strict=True)
    return min((height_m for place, height_m in places if banks.hold(place)), default=0.0)


def roads_along(ground: Ground, banks: Banks) -> list[int]:
    """Return the roads over the banks of a river that are no bridges, by row."""
    return [row for row, link in enumerate(ground.links) if not link.bridge and _passes(banks, link)]


def villages_along(ground: Ground, banks: Banks) -> list[int]:
    """Return the villages on the banks of a river, by row."""
    return [row for row, place in enumerate(ground.villages) if banks.hold(place)]


def _passes(banks: Banks, link: Stretch) -> bool:
    """Whether a link passes over the banks of a river."""
    return any(banks.hold(link.at(place / (_LOOK - 1))) for place in range(_LOOK))


def may_flood(ground: Ground, asset: Asset, number: int) -> bool:
    """Whether water puts something out of service: the cells of a place stand too high, and are too many."""
    return asset is not Asset.TELECOM_SITE or ground.scenario.telecom[number].kind is not TelecomKind.CELL


def flood(spell: Spell, link: int, nodes: tuple[int, ...], key: str) -> Iterator[Happening]:
    """Yield what a time under water does to a road."""
    (first_ms, first_mm), *later = spell.depths
    yield Strike(first_ms, DamageKind.ROAD_FLOOD, link, first_mm, nodes, (), key)
    for t_ms, depth_mm in later:
        yield Changes(t_ms, key, depth_mm) if depth_mm else Passes(t_ms, key)


def drowned(
    settings: Hazards,
    asset: Asset,
    number: int,
    thing: Thing,
    depth_mm: Sequence[float],
    draws: Draws,
    key: str,
) -> Iterator[Happening]:
    """Yield what water does to a station: it fails once, when the water first stands too deep in it."""
    fails, kind = draws.uniform() < settings.water.fails.value, _DAMAGE[asset]
    deep = [step for step, depth in enumerate(depth_mm) if depth >= settings.water.floods_at.value]
    if fails and deep:
        size = round(max(depth_mm))
        work = steps(kind, size, settings.repair, draws)
        yield Strike((deep[0] + 1) * STEP_MS, kind, number, size, thing.nodes, work, key)
