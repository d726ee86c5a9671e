"""A wildfire that is fought 林火扑救: line is closed cell by cell, and the rest spreads from the same luck.

Cells that crews close do not burn. What the fire would have done before that is done; what it still does is
worked out anew, with the same weather, land and luck.
"""

import math
from collections.abc import Callable, Iterable, Sequence

from sim.hazard.fire.model import Blaze, Burnt, fuelbed, happenings, sights
from sim.hazard.fire.spread import beside, spread
from sim.hazard.ground import Ground, Spot
from sim.hazard.unfold import Happening, Luck, Phase, in_order
from sim.scenario.capability import Suppression
from sim.scenario.hazards import Hazards
from sim.scenario.model import Scenario
from sim.scenario.perils import Wildfire
from sim.terms.units import HOUR_MS, MINUTE_MS

_S_PER_MIN = 60


def intensity_kw_m(rate_m_min: float, load_kg_m2: float, heat_kj_kg: float) -> float:
    """Return the intensity of a fire's edge, in kW/m (Byram 1959).

    Examples
    --------
    >>> round(intensity_kw_m(2, 1.5, 18600))
    930
    """
    return heat_kj_kg * load_kg_m2 * rate_m_min / _S_PER_MIN


class Fight:
    """One wildfire as crews close line around it.

    Parameters
    ----------
    settings, ground, fire, luck
        The fire and what it burns on, as for `sim.hazard.fire.model.burn`.
    rules
        Where it is safe to work.

    Attributes
    ----------
    closed
        Cells that crews have closed, in order.
    """

    def __init__(
        self, settings: Hazards, ground: Ground, fire: Wildfire, luck: Luck, rules: Suppression
    ) -> None:
        self._settings, self._ground, self._fire, self._luck, self._rules = (
            settings,
            ground,
            fire,
            luck,
            rules,
        )
        self._land, self._paces = fuelbed(settings, ground, fire, luck)
        self._spread = spread(self._land, fire, self._paces)
        self._ways: dict[tuple[Spot, Spot], Sequence[int]] = {}
        self._seen = sights(self._parts())
        self.closed: dict[int, None] = {}

    @property
    def begin_ms(self) -> int:
        """When the fire begins, in ms since the start."""
        return self._fire.begin.ms

    @property
    def end_ms(self) -> int:
        """When it is over if nobody contains it, in ms since the start."""
        return self._fire.begin.ms + self._fire.lasts.ms

    @property
    def cell_m(self) -> float:
        """Side of a cell."""
        return self._settings.burning.cell.value

    @property
    def minutes(self) -> list[float]:
        """When the fire comes to each cell, in minutes since it began, as far as it was fought by now."""
        return self._spread.minutes

    def since(self, t_ms: int) -> float:
        """Return a time in minutes since the fire began."""
        return (t_ms - self._fire.begin.ms) / MINUTE_MS

    def hour(self, t_ms: int) -> int:
        """Return how many whole hours the fire has burnt at a time."""
        return max(0, (t_ms - self._fire.begin.ms) // HOUR_MS)

    def burnt(self, t_ms: int) -> int:
        """Return how many cells have burnt by a time."""
        now = self.since(t_ms)
        return sum(minute <= now for minute in self.minutes)

    def spreads(self, t_ms: int) -> bool:
        """Whether it comes to any other cell after a time."""
        now = self.since(t_ms)
        return any(now < minute < math.inf for minute in self.minutes)

    def workable(self, t_ms: int) -> list[int]:
        """Return the cells at its edge that crews can close now, in the order in which they do.

        The fire comes there next, not too soon, and not too hot. Crews anchor at the heel, where it comes
        last, and lengthen the line from its ends along the flanks, there first where the fire comes first.
        """
        now, most = self.since(t_ms), self._rules.intensity.value
        soonest = now + self._rules.margin.ms / MINUTE_MS
        found = []
        for cell, minute in enumerate(self.minutes):
            if soonest <= minute < math.inf and self._is_edge(cell, now) and self._heat(cell) <= most:
                joins = any(other in self.closed for other in beside(self._land.grid, cell))
                found.append((not joins, minute if joins else -minute, cell))
        return [cell for *_, cell in sorted(found)]

    def close(self, t_ms: int, cells: Iterable[int]) -> None:
        """Close cells at a time: from then on the fire goes round them."""
        self.closed |= dict.fromkeys(cells)
        now = self.since(t_ms)
        self._spread = spread(self._land, self._fire, self._paces, self.closed, self._spread, now)

    def happenings(self, t_ms: int) -> tuple[Happening, ...]:
        """Return what the fire still does after a time, as far as it was fought by then.

        Smoke is worked out anew for the next hour alone while it spreads: whoever fights it asks again in
        that hour.
        """
        hour, parts = self.hour(t_ms) + 1, self._parts()
        last = hour + 1 if self.spreads(t_ms) else math.ceil(self._fire.lasts.ms / HOUR_MS)
        self._seen = sights(parts, self._seen, range(hour, max(hour, last)))
        left = [each for each in happenings(parts, self._seen) if each.t_ms > t_ms]
        last_ms = max([t_ms + 1, *(each.t_ms for each in left)])
        return in_order([*left, Phase(max(last_ms, self.end_ms if self.spreads(t_ms) else 0), False)])

    def _heat(self, cell: int) -> float:
        load, heat = self._settings.burning.load.value, self._rules.heat.value
        return intensity_kw_m(self._spread.rates_m_min[cell], load, heat)

    def _is_edge(self, cell: int, now: float) -> bool:
        minutes = self.minutes
        return any(minutes[other] <= now for other in beside(self._land.grid, cell))

    def _parts(self) -> Blaze:
        burnt = Burnt(self._land.grid, self._spread.minutes, self._ways)
        return Blaze(self._settings, self._ground, self._fire, burnt, self._luck)


def fights(scenario: Scenario, luck_of: Callable[[str], Luck], horizon_ms: int) -> dict[str, Fight]:
    """Return the wildfires of a scenario that crews can slow, by the name of the hazard."""
    rules, settings = scenario.capability.suppression, scenario.hazards
    if not (scenario.capability.model and rules.model and settings.wildfires):
        return {}
    ground, found = Ground.of(scenario), {}
    for place, fire in enumerate(settings.wildfires):
        name = f"wildfire/{fire.id or place}"
        if fire.begin.ms < horizon_ms:
            found[name] = Fight(settings, ground, fire, luck_of(name), rules)
    return found
