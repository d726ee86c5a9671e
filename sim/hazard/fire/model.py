"""What a wildfire does 森林火灾影响: smoke on roads, lines and masts in the flames, villages that call.

A hazard is drawn before anybody acts. Where a scenario lets crews slow it, what it still does is drawn anew
from the same luck whenever they have closed a piece of line (`sim.hazard.fire.fight`).
"""

import math
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from typing import Final, NamedTuple, TypeAlias

from sim.hazard.demand import emergency
from sim.hazard.fire.land import Grid, Land, land
from sim.hazard.fire.smoke import CLEAR_M, IN_FLAMES_M, changes, sources, worst_sight_m
from sim.hazard.fire.spread import arrivals_min
from sim.hazard.ground import Ground, Spot, Stretch, Thing, nearest
from sim.hazard.repair import steps
from sim.hazard.unfold import Changes, Emergency, Happening, Hazard, Luck, Passes, Phase, Strike, in_order
from sim.scenario.hazards import Hazards
from sim.scenario.perils import Wildfire
from sim.terms.enums import Asset, DamageKind, HazardKind
from sim.terms.units import HOUR_MS, MINUTE_MS

LuckOf: TypeAlias = Callable[[str], Luck]
"""Returns the streams of a hazard by its name."""
_SMOKE_KM: Final = 12.0
"""Smoke is looked for no further from where the fire starts; assumption."""
_SAMPLE_KM: Final = 0.5
_POLE_M: Final = 500
"""A pole falls on each such length of line in the flames; assumption."""
_KIND: Final = {
    Asset.POWER_LINE: DamageKind.POLE,
    Asset.POWER_NODE: DamageKind.EQUIPMENT,
    Asset.FIBRE: DamageKind.FIBRE,
    Asset.TELECOM_SITE: DamageKind.TELECOM_SITE,
    Asset.RADIO_SITE: DamageKind.RADIO_SITE,
}
"""How each asset breaks in the flames."""


class Burnt(NamedTuple):
    """A fire as it spreads.

    Attributes
    ----------
    grid
        The cells.
    minutes
        When each begins to burn, since the fire began; infinite where it never does.
    ways
        Remembers which cells lie on a straight way, for whoever looks again and again; None for others.
    """

    grid: Grid
    minutes: Sequence[float]
    ways: MutableMapping[tuple[Spot, Spot], Sequence[int]] | None = None

    def by_hour(self, hours: int) -> list[list[int]]:
        """Return the cells that begin to burn in each hour."""
        found: list[list[int]] = [[] for _ in range(hours)]
        for cell, minute in enumerate(self.minutes):
            if minute < hours * 60:
                found[int(minute // 60)].append(cell)
        return found

    def along(self, a: Spot, b: Spot) -> list[float]:
        """Return when the fire comes to each cell on a straight way, for those that it comes to."""
        cells = None if self.ways is None else self.ways.get((a, b))
        if cells is None:
            cells = self._on_way(a, b)
            if self.ways is not None:
                self.ways[a, b] = cells
        return [self.minutes[cell] for cell in cells if self.minutes[cell] < math.inf]

    def _on_way(self, a: Spot, b: Spot) -> list[int]:
        count = max(1, math.ceil(a.to(b) / self.grid.cell_km))
        cells = dict.fromkeys(self.grid.cell(a.between(b, step / count)) for step in range(count + 1))
        return [cell for cell in cells if cell is not None]

    @property
    def area_ha(self) -> float:
        """What burns in all, in hectares."""
        burnt = sum(1 for minute in self.minutes if minute < math.inf)
        return burnt * self.grid.cell_km**2 * 100


class Blaze(NamedTuple):
    """A fire with its figures, its ground, how it spreads and its luck: what the parts of the model share."""

    settings: Hazards
    ground: Ground
    fire: Wildfire
    burnt: Burnt
    luck: Luck

    def t_ms(self, minutes: float) -> int:
        """Return when so many minutes have passed since it began, in ms since the start."""
        return self.fire.begin.ms + round(minutes * MINUTE_MS)


def wildfires(settings: Hazards, ground: Ground, luck_of: LuckOf, horizon_ms: int) -> Iterator[Hazard]:
    """Yield the wildfires of a scenario; for the parameters see `sim.hazard.quake.model.quakes`."""
    for place, fire in enumerate(settings.wildfires):
        name = f"wildfire/{fire.id or place}"
        if fire.begin.ms >= horizon_ms:
            continue
        luck = luck_of(name)
        parts = Blaze(settings, ground, fire, burn(settings, ground, fire, luck), luck)
        found = happenings(parts, sights(parts))
        last_ms = max([fire.begin.ms + fire.lasts.ms, *(happening.t_ms for happening in found)])
        phases = (Phase(fire.begin.ms, True), Phase(last_ms, False))
        yield Hazard(HazardKind.WILDFIRE, name, in_order([*phases, *found]))


def burn(settings: Hazards, ground: Ground, fire: Wildfire, luck: Luck) -> Burnt:
    """Return how a fire spreads.

    Parameters
    ----------
    settings, ground, fire
        The fire and what it burns on.
    luck
        Streams of the hazard: each cell takes one number.
    """
    found, paces = fuelbed(settings, ground, fire, luck)
    return Burnt(found.grid, arrivals_min(found, fire, paces))


def fuelbed(settings: Hazards, ground: Ground, fire: Wildfire, luck: Luck) -> tuple[Land, list[float]]:
    """Return the land that a fire burns on, and each cell's luck; for the parameters see `burn`."""
    start = ground.spot(fire.lon.value, fire.lat.value)
    found, draws = land(ground, start, fire.reach.value, settings.burning), luck("spread")
    return found, [draws.lognormal(1.0, settings.burning.spread_sigma.value) for _ in found.fuel]


def happenings(parts: Blaze, seen: Sequence[Sequence[float]]) -> list[Happening]:
    """Return what a fire does to roads, networks and villages, given how far one sees on each road."""
    return [*_smoke(parts, seen), *_in_flames(parts), *_calls(parts)]


# --- smoke on roads 道路烟雾 --------------------------------------------------------------------------------


def sights(
    parts: Blaze, before: Sequence[Sequence[float]] = (), anew: range | None = None
) -> list[Sequence[float]]:
    """Return how far one sees on each road, in m by hour; empty for roads that lie too far away.

    Parameters
    ----------
    parts
        The fire: what burns in an hour smokes in that hour.
    before
        What was seen, or thought to be, before it was fought.
    anew
        The hours that are worked out anew; all where left out.
    """
    burning, grid = parts.settings.burning, parts.burnt.grid
    hours = max(1, math.ceil(parts.fire.lasts.ms / HOUR_MS))
    span = range(hours) if anew is None else range(hours)[anew.start : anew.stop]
    cells = parts.burnt.by_hour(hours)
    smoke = {hour: sources(grid, cells[hour], burning) for hour in span}
    found: list[Sequence[float]] = []
    for number, link in enumerate(parts.ground.links):
        sights_m = list(before[number]) if before else _clear(parts, link, hours)
        flames = {int(minute // 60) for minute in parts.burnt.along(*link.ends)} if sights_m else set()
        places = [place for place in _samples(link) if place.to(grid.middle) <= _SMOKE_KM] if sights_m else []
        for hour in span if sights_m else ():
            sights_m[hour] = IN_FLAMES_M if hour in flames else _sight(parts, smoke[hour], places)
        found.append(sights_m)
    return found


def _clear(parts: Blaze, link: Stretch, hours: int) -> list[float]:
    """Return clear sight for each hour on a road that smoke or flames can come to; nothing for others."""
    near = any(place.to(parts.burnt.grid.middle) <= _SMOKE_KM for place in _samples(link))
    return [math.inf] * hours if near or parts.burnt.along(*link.ends) else []


def _smoke(parts: Blaze, seen: Sequence[Sequence[float]]) -> Iterator[Happening]:
    """Yield how sight on roads changes, in steps of an hour."""
    for number, sights_m in enumerate(seen):
        if sights_m:
            yield from _on_road(parts, number, sights_m)


def _sight(parts: Blaze, smoke: Sequence[tuple[Spot, float]], places: Sequence[Spot]) -> float:
    fire = parts.fire
    return worst_sight_m(parts.settings.burning, fire.wind.value, fire.heading.value, smoke, places)


def _on_road(parts: Blaze, number: int, sights_m: Sequence[float]) -> Iterator[Happening]:
    link, count, key = parts.ground.links[number], 0, ""
    for hour, size in changes(sights_m):
        t_ms = parts.fire.begin.ms + hour * HOUR_MS
        if size >= CLEAR_M:
            yield Passes(t_ms, key)
            key, count = "", count + 1
        elif key:
            yield Changes(t_ms, key, size)
        else:
            key = f"road/{link.id}/{count}"
            yield Strike(t_ms, DamageKind.SMOKE, number, size, link.nodes, (), key)


def _samples(link: Stretch) -> list[Spot]:
    count = max(1, math.ceil(link.ends[0].to(link.ends[1]) / _SAMPLE_KM))
    return [link.at(step / count) for step in range(count + 1)]


# --- in the flames 过火设施 --------------------------------------------------------------------------------


def _in_flames(parts: Blaze) -> Iterator[Strike]:
    """Yield the lines and masts that the flames take."""
    for asset, kind in _KIND.items():
        for number, thing in enumerate(parts.ground.assets[asset]):
            minutes = parts.burnt.along(*thing.ends)
            name = f"{asset.value}/{thing.id}"
            draws = parts.luck(name)
            if draws.uniform() < parts.settings.burning.takes.value and minutes:
                size = _size(thing, kind, len(minutes) * parts.settings.burning.cell.value)
                work = steps(kind, size, parts.settings.repair, draws)
                yield Strike(parts.t_ms(min(minutes)), kind, number, size, thing.nodes, work, name)


def _size(thing: Thing, kind: DamageKind, burnt_m: float) -> int:
    """Return how much of a thing is broken: poles, metres of fibre, or the one thing that it is."""
    if kind is DamageKind.POLE:
        return max(1, round(burnt_m / _POLE_M))
    return max(1, round(min(burnt_m, 1000 * thing.length_km))) if kind is DamageKind.FIBRE else 1


# --- calls 报警 --------------------------------------------------------------------------------------------


def _calls(parts: Blaze) -> Iterator[Emergency]:
    """Yield the call that tells of the fire, and one from each place that the flames come near to."""
    kind, scenario = parts.settings.burning.kind, parts.ground.scenario
    if kind is None:
        return
    first = nearest(parts.ground.villages, parts.burnt.grid.middle)
    for village, minute in {**_threatened(parts), first: 0.0}.items():
        draws, t_ms = parts.luck(f"call/{scenario.villages[village].id}"), parts.t_ms(minute)
        yield Emergency(t_ms, emergency(scenario, kind, village, t_ms, draws))


def _threatened(parts: Blaze) -> dict[int, float]:
    """Return the villages that flames come near to, and when in minutes; of those at a node, the largest."""
    grid, near_km = parts.burnt.grid, parts.settings.burning.threat.value
    flames = [
        (minute, grid.place(cell)) for cell, minute in enumerate(parts.burnt.minutes) if minute < math.inf
    ]
    found = {}
    far_km = math.sqrt(2) * (grid.half + 1) * grid.cell_km + near_km
    for village in _largest(parts.ground):
        place = parts.ground.villages[village]
        if grid.middle.to(place) > far_km:
            continue
        minutes = [minute for minute, where in flames if where.to(place) <= near_km]
        if minutes:
            found[village] = min(minutes)
    return found


def _largest(ground: Ground) -> list[int]:
    """Return the largest village at each node, in the order of the villages."""
    of_node: dict[str, int] = {}
    villages = ground.scenario.villages
    for number, row in enumerate(villages):
        if row.node not in of_node or row.population > villages[of_node[row.node]].population:
            of_node[row.node] = number
    return sorted(of_node.values())
