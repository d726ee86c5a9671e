"""Pumps at flooded roads 道路排涝: what they pump, how deep the water stands then, and what nature adds."""

import math
from bisect import bisect_left
from collections.abc import Callable
from typing import Final

from sim.agent.context import Context
from sim.agent.face import Face, Worker
from sim.hazard.damage import Damage, Damages, Step
from sim.hazard.repair import PUMPING
from sim.hazard.weather.water import LEVELS_MM
from sim.record.facts import Report
from sim.record.utilities import WaterPumped
from sim.scenario.utilities import Pumps
from sim.terms.enums import DamageKind
from sim.terms.units import HOUR_MS

_LITRES: Final = 1000
"""In a cubic metre; and square metres a millimetre deep in one too."""


class Pool:
    """A flooded place as those who pump there see it: done once it is dry, or the water has gone.

    Parameters
    ----------
    damage
        The flood.
    """

    def __init__(self, damage: Damage) -> None:
        self._damage = damage
        self.number = damage.number

    @property
    def done(self) -> int:
        """Steps that are done: none, for the only one ends it."""
        return self._damage.done

    @property
    def cause(self) -> int | None:
        """Log entry of the last that happened to it."""
        return self._damage.cause

    @property
    def whole(self) -> bool:
        """Whether nothing is left to pump."""
        return self._damage.whole or not self._damage.size

    @property
    def step(self) -> Step | None:
        """The pumping; None where the flood cannot be pumped."""
        return self._damage.step


class Basin(Face):
    """The pumps at one flooded place.

    What is left is the water that stands there, as the work of one standard pump. It is told anew at each of
    the depths that are told apart; what nature adds or takes meanwhile comes on top.

    Parameters
    ----------
    damage, damages
        The flood, and the ledger in which it stands.
    context
        Of the world.
    says
        What those who are there tell of it.
    """

    def __init__(
        self, damage: Damage, damages: Damages, context: Context, says: Callable[[int], tuple[Report, ...]]
    ) -> None:
        super().__init__(Pool(damage), damages, context.clock, context.log, says)
        self._flood, self._ledger = damage, damages
        rules = context.scenario.utilities.pumps
        self._litres_ms = rules.rate.value * _LITRES / HOUR_MS
        self._ms_mm = mm_ms(rules)
        self._seen_mm = damage.size
        self._left_ms = damage.size * self._ms_mm

    @property
    def depth_mm(self) -> int:
        """How deep water stands, as those who measure it say."""
        return math.ceil(self._left_ms / self._ms_mm)

    def measure(self) -> None:
        """Write down what was pumped until now."""
        self._book()

    def rise(self) -> None:
        """Be told that the water has risen or fallen by nature."""
        size = self._flood.size
        self._left_ms = max(0, self._left_ms + (size - self._seen_mm) * self._ms_mm) if size else 0
        self._seen_mm = size
        if size:
            self._wake()
        else:
            self.close()

    def _credit(self, crew: Worker, work_ms: int) -> None:
        done_ms = min(work_ms, self._left_ms)
        if done_ms > 0:
            self._left_ms -= done_ms
            litres = round(done_ms * self._litres_ms)
            fact = WaterPumped(crew.number, self._flood.number, litres, self.depth_mm)
            self._log.add(self._clock.now, fact, crew.cause)

    def _next_ms(self) -> int:
        """Return the pumping down to the next of the depths that are told apart."""
        place = bisect_left(LEVELS_MM, self._flood.size)
        below_mm = LEVELS_MM[place - 1] if place else 0
        return max(0, self._left_ms - below_mm * self._ms_mm)

    def _finish(self) -> None:
        """Let the water stand at the next depth, or be gone."""
        self._book()
        self._seen_mm = level_mm(self.depth_mm)
        self._ledger.resize(self._flood, self._seen_mm)
        if self._seen_mm:
            self._wake()
        else:
            self.close()


class Drainage:
    """All flooded places that pumps may drain 排涝体系.

    Parameters
    ----------
    context
        Of the world.
    damages
        The ledger of what is broken.
    """

    def __init__(self, context: Context, damages: Damages) -> None:
        self._context, self._damages = context, damages
        self._rules: Pumps = context.scenario.utilities.pumps
        self._nature_mm: dict[int, int] = {}
        self._basins: dict[int, Basin] = {}
        damages.takes = self.takes
        damages.watch(self._note)

    def takes(self, kind: DamageKind, size: int) -> tuple[Step, ...]:
        """Return what can be done about damage: pumping where a road is flooded."""
        if kind is not DamageKind.ROAD_FLOOD:
            return ()
        return (Step(PUMPING, size * mm_ms(self._rules), self._rules.most.whole),)

    def pool(self, damage: Damage, says: Callable[[int], tuple[Report, ...]]) -> Face | None:
        """Return the work at a flooded road, None at other damage."""
        if damage.kind is not DamageKind.ROAD_FLOOD:
            return None
        basin = self._basins[damage.number] = Basin(damage, self._damages, self._context, says)
        return basin

    def move(self, damage: Damage, size: int) -> None:
        """Let a flood be so deep by nature; one that was pumped rises or falls as much as it does."""
        was_mm = self._nature_mm.get(damage.number, damage.size)
        self._nature_mm[damage.number] = size
        basin = self._basins.get(damage.number)
        if basin is not None:
            basin.measure()
        if damage.kind is not DamageKind.ROAD_FLOOD or was_mm == damage.size:
            self._damages.resize(damage, size)
        else:
            self._damages.resize(damage, level_mm(max(0, damage.size + size - was_mm)))
        if basin is not None and not damage.whole:
            basin.rise()

    def _note(self, damage: Damage) -> None:
        self._nature_mm.setdefault(damage.number, damage.size)


def level_mm(depth_mm: int) -> int:
    """Return the depth as it is told: the next of those that are told apart, none where it is dry.

    Examples
    --------
    >>> [level_mm(depth_mm) for depth_mm in (0, 1, 120, 5000)]
    [0, 50, 150, 2000]
    """
    return LEVELS_MM[min(bisect_left(LEVELS_MM, depth_mm), len(LEVELS_MM) - 1)] if depth_mm else 0


def mm_ms(rules: Pumps) -> int:
    """Return how long one standard pump takes for a millimetre of water, in ms."""
    return max(1, round(rules.area.value / _LITRES / rules.rate.value * HOUR_MS))
