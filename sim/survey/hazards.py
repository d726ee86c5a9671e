"""What hazards are like on the ground at a time of a run 灾害场.

Hazards are drawn before anybody acts, from streams that the seed and the replication name. So their rain,
gas and shaking are known of any run from its scenario, seed and replication; a wildfire needs besides what
crews closed, which the log tells.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, partial
from typing import Final

from sim.hazard.every import LuckOf, lucks
from sim.hazard.fire.land import Grid
from sim.hazard.fire.model import fuelbed
from sim.hazard.fire.spread import spread
from sim.hazard.gas.release import STEP_MS as PLUME_STEP_MS
from sim.hazard.gas.release import Plume
from sim.hazard.ground import Ground, Spot
from sim.hazard.quake.shaking import FELT, epicentral, intensity_between
from sim.hazard.quake.shocks import Shock, sequence
from sim.hazard.weather.model import sky
from sim.hazard.weather.rain import STEP_MS, Sky
from sim.hazard.weather.water import Rivers
from sim.kernel.draw import Streams
from sim.record.hazard_fields import Bounds, Epicentre, Field, Look, Seen
from sim.record.header import Header
from sim.scenario.model import Scenario
from sim.scenario.perils import Release, Wildfire
from sim.terms.enums import HazardKind
from sim.terms.units import HOUR_MS, KM_PER_DEG, MINUTE_MS

COLUMNS: Final = 44
"""Columns of the grid over a piece of land."""
PLUME_HALF: Final = 60
"""Cells from a release to each side of its grid."""
_UNBURNT: Final = -1.0


def seen(header: Header, scenario: Scenario, fought: Iterable[tuple[int, int, Sequence[int]]] = ()) -> Look:
    """Return what tells how the hazards of a run lie over the land; for `fought` see `Hazards`."""
    return Hazards(scenario, header.seed, header.rep, header.horizon_ms, fought).at


class Hazards:
    """The hazards of a run, as they lie over the land.

    Parameters
    ----------
    scenario, seed, rep, horizon_ms
        Of the run.
    fought
        What crews closed around wildfires: when in ms, which wildfire (by the order in which they began),
        and the cells.
    """

    def __init__(
        self,
        scenario: Scenario,
        seed: int,
        rep: int,
        horizon_ms: int,
        fought: Iterable[tuple[int, int, Sequence[int]]] = (),
    ) -> None:
        self._scenario, self._settings = scenario, scenario.hazards
        self._horizon_ms = horizon_ms
        self._luck_of: LuckOf = lucks(Streams(seed, rep))
        self._fought = tuple(fought)
        self._seen: dict[tuple[int, Bounds], Seen] = {}

    def at(self, t_ms: int, bounds: Bounds) -> Seen:
        """Return what hazards are like at a time, over a piece of land."""
        key = t_ms, bounds
        if key not in self._seen:
            parts = (self._rain, self._quakes, self._fires, self._plumes)
            fields = tuple(field for part in parts for field in part(t_ms, bounds))
            flames_h = self._settings.burning.flames.ms / HOUR_MS
            self._seen[key] = Seen(fields, self._rises_m(t_ms), self._epicentres(t_ms), flames_h)
        return self._seen[key]

    @cached_property
    def _ground(self) -> Ground:
        return Ground.of(self._scenario)

    # --- rain and rivers ------------------------------------------------------------------------------------

    @cached_property
    def _sky(self) -> Sky:
        return sky(self._settings, self._ground, self._luck_of, self._horizon_ms)

    def _rain(self, t_ms: int, bounds: Bounds) -> Iterator[Field]:
        if any(storm.begin_ms <= t_ms < storm.end_ms for storm in self._sky.storms):
            yield self._over(HazardKind.RAINSTORM, bounds, lambda place: self._sky.rate_mm_h(place, t_ms))

    @cached_property
    def _stages_m(self) -> dict[int, list[float]]:
        rows = [number for number, line in enumerate(self._scenario.lines) if line.kind == "river"]
        rivers = Rivers(self._settings, self._ground, self._sky, self._luck_of(HazardKind.RIVER_FLOOD.value))
        return {row: rivers.stage_m(river) for row, river in zip(rows, self._ground.rivers, strict=True)}

    def _rises_m(self, t_ms: int) -> dict[int, float]:
        step = t_ms // STEP_MS - 1
        if step < 0 or not self._settings.rainstorms:
            return {}
        return {row: stages[min(step, len(stages) - 1)] for row, stages in self._stages_m.items()}

    # --- earthquakes ----------------------------------------------------------------------------------------

    @cached_property
    def _shocks(self) -> list[tuple[Shock, float]]:
        """Every shock with the direction of its fault, the greatest first."""
        found = []
        for number, quake in enumerate(self._settings.quakes):
            draws = self._luck_of(f"quake/{quake.id or number}")("aftershocks")
            epicentre = self._ground.spot(quake.lon.value, quake.lat.value)
            shocks = sequence(quake, epicentre, self._settings.shaking, draws)
            found += [(shock, quake.strike.value) for shock in shocks if shock.t_ms < self._horizon_ms]
        return sorted(found, key=lambda pair: -pair[0].magnitude)

    def _quakes(self, t_ms: int, bounds: Bounds) -> Iterator[Field]:
        so_far = [pair for pair in self._shocks if pair[0].t_ms <= t_ms]
        if so_far:
            yield self._over(HazardKind.EARTHQUAKE, bounds, lambda place: _hardest(so_far, place))

    def _epicentres(self, t_ms: int) -> tuple[Epicentre, ...]:
        shocks = [shock for shock, _ in self._shocks if shock.t_ms <= t_ms]
        return tuple(Epicentre(*self._degrees(shock.epicentre), shock.magnitude) for shock in shocks)

    # --- wildfires ------------------------------------------------------------------------------------------

    @cached_property
    def _burning(self) -> list[tuple[Wildfire, Grid, list[float]]]:
        """Every wildfire with its grid, and when it comes to each cell, in the order of beginning."""
        named = [
            (fire.begin.ms, f"wildfire/{fire.id or number}", fire)
            for number, fire in enumerate(self._settings.wildfires)
            if fire.begin.ms < self._horizon_ms
        ]
        rows = sorted(named, key=lambda row: row[:2])
        return [(fire, *self._spread(fire, name, rank)) for rank, (_, name, fire) in enumerate(rows)]

    def _spread(self, fire: Wildfire, name: str, rank: int) -> tuple[Grid, list[float]]:
        land, paces = fuelbed(self._settings, self._ground, fire, self._luck_of(name))
        closed: dict[int, None] = {}
        found = spread(land, fire, paces)
        for t_ms, which, cells in self._fought:
            if which == rank:
                closed |= dict.fromkeys(cells)
                found = spread(land, fire, paces, closed, found, (t_ms - fire.begin.ms) / MINUTE_MS)
        return land.grid, found.minutes

    def _fires(self, t_ms: int, bounds: Bounds) -> Iterator[Field]:
        for fire, grid, minutes in self._burning:
            if fire.begin.ms <= t_ms:
                now = (t_ms - fire.begin.ms) / MINUTE_MS
                ages_h = [(now - minute) / 60 if minute <= now else _UNBURNT for minute in minutes]
                yield self._on(HazardKind.WILDFIRE, grid, ages_h.__getitem__)

    # --- gas ------------------------------------------------------------------------------------------------

    @cached_property
    def _gas(self) -> list[tuple[Release, Plume]]:
        found = []
        for number, release in enumerate(self._settings.releases):
            source = self._ground.spot(release.lon.value, release.lat.value)
            luck = self._luck_of(f"release/{release.id or number}")
            found.append((release, Plume(release, source, luck("wind"))))
        return found

    def _plumes(self, t_ms: int, bounds: Bounds) -> Iterator[Field]:
        for release, plume in self._gas:
            since_ms = t_ms - release.begin.ms
            if 0 <= since_ms < release.lasts.ms and plume.reach_km > 0:
                grid = Grid(plume.source, plume.reach_km / PLUME_HALF, PLUME_HALF)
                thick = partial(_thickness, plume, since_ms // PLUME_STEP_MS, grid, release.limit.value)
                yield self._on(HazardKind.CHEMICAL, grid, thick)

    # --- grids ----------------------------------------------------------------------------------------------

    def _over(self, kind: HazardKind, bounds: Bounds, value: Callable[[Spot], float]) -> Field:
        """Return a field over a piece of land, its cells about as wide as high."""
        west, south, east, north = bounds
        squeeze = math.cos(math.radians((south + north) / 2))
        rows = max(2, round(COLUMNS * (north - south) / ((east - west) * squeeze)))
        lons, lats = _even(west, east, COLUMNS), _even(south, north, rows)
        values = (tuple(value(self._ground.spot(lon, lat)) for lon in lons) for lat in lats)
        return Field(kind, lons, lats, tuple(values))

    def _on(self, kind: HazardKind, grid: Grid, value: Callable[[int], float]) -> Field:
        """Return a field on the grid of a hazard."""
        span = range(grid.side)
        lons = tuple(self._degrees(grid.place(column))[0] for column in span)
        lats = tuple(self._degrees(grid.place(row * grid.side))[1] for row in span)
        values = (tuple(value(row * grid.side + column) for column in span) for row in span)
        return Field(kind, lons, lats, tuple(values))

    def _degrees(self, place: Spot) -> tuple[float, float]:
        """Return the longitude and latitude of a place."""
        lon, lat = self._ground.origin
        squeeze = math.cos(math.radians(lat))
        return lon + place.x_km / (KM_PER_DEG * squeeze), lat + place.y_km / KM_PER_DEG


def _even(first: float, last: float, count: int) -> tuple[float, ...]:
    return tuple(first + (last - first) * number / (count - 1) for number in range(count))


def _thickness(plume: Plume, step: int, grid: Grid, limit_mg_m3: float, cell: int) -> float:
    """Return how thick a gas is in a cell, as a multiple of the limit."""
    return plume.mg_m3(step, grid.place(cell)) / limit_mg_m3


def _hardest(shocks: Iterable[tuple[Shock, float]], place: Spot) -> float:
    """Return the hardest shaking of a place, on usual ground; shocks come with the greatest first."""
    hardest = FELT
    for shock, strike_deg in shocks:
        if epicentral(shock.magnitude) <= hardest:
            break  # a smaller one shakes no place harder
        hardest = max(hardest, intensity_between(shock.magnitude, shock.epicentre, strike_deg, place))
    return hardest
