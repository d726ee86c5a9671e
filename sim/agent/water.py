"""Water at the scene of a fire: tanks run down, hydrants flow, tankers go back and forth."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from sim.agent.context import Context
from sim.kernel.clock import Watchdog
from sim.record.water import WaterChanged
from sim.scenario.model import Scenario
from sim.scenario.sections import UnitType
from sim.scenario.water import Water, has_hydrants
from sim.terms.units import MINUTE_MS, SECOND_MS

if TYPE_CHECKING:
    from sim.agent.unit import Unit

PUMP: Final = "engine"
"""Capability of what pumps."""
TANKER: Final = "tanker"
"""Capability of what fetches water."""
ML: Final = 1000
_ML_PER_T: Final = 1_000_000
_S_PER_MIN: Final = 60


class Sources:
    """Where a district has hydrants, and how far it is there 水源分布.

    Parameters
    ----------
    context
        Of the world.
    is_fed
        Whether the mains reach a township now.

    Attributes
    ----------
    is_dry
        Whether the hydrants of a village have no water, for a main is broken.
    drawn
        Told of what hydrants give: call, village, L/min, log entry.
    """

    def __init__(self, context: Context, is_fed: Callable[[int], bool]) -> None:
        scenario = context.scenario
        self.rules: Water = scenario.water
        self.context = context
        self._is_fed = is_fed
        has_tankers = any(TANKER in kind.capabilities for kind in _types(scenario))
        self.most_tankers = scenario.water.most_tankers.whole if has_tankers else 0
        self._has = has_hydrants(scenario)
        self._at: dict[int, list[int]] = {}
        for place, row in enumerate(scenario.villages):
            if self._has[place]:
                self._at.setdefault(scenario.node_ids[row.node], []).append(place)
        self._nodes = sorted({*self._at, *context.station_nodes})
        self.is_dry: Callable[[int], bool] = lambda place: False
        self.drawn: Callable[[int, int, int, int], None] = lambda call, place, l_min, cause: None
        self._towns = [scenario.township_ids[row.township] for row in scenario.villages]

    def hydrants_l_min(self, place: int) -> int:
        """Return what the hydrants of a village give now."""
        if not self._has[place] or self.is_dry(place):
            return 0
        rules = self.rules
        share = 1.0 if self._is_fed(self._towns[place]) else rules.dark.value
        return round(rules.hydrants.value * rules.hydrant_flow.value * share * _S_PER_MIN)

    def shuttle_l_min(self, unit: "Unit", place: int, node: int, alone: bool = False) -> int:
        """Return what a unit brings that goes back and forth, on average; nothing where no way is open.

        One that is `alone` uses up what it brought before it goes again.
        """
        vehicle, tank_ml = unit.type.vehicle, self.tank_ml(unit.capabilities)
        roads = self.context.roads
        closed = frozenset(roads.closed_to(vehicle))
        times = [roads.travel[vehicle].time(node, goal, closed) for goal in self._nodes if self._fills(goal)]
        ways = [ms for ms in times if ms is not None]
        if not ways or not tank_ml:
            return 0
        access_ms = self.context.access_ms[vehicle][place]
        drive_ms = 2 * (min(ways) + access_ms) / roads.factor(vehicle, self.context.clock.now, node)
        fill_ms = tank_ml / (self.rules.fill.value * ML) * SECOND_MS
        use_ms = tank_ml / (self.rules.flow.value * ML) * SECOND_MS if alone else self.rules.discharge.ms
        return round(tank_ml / ML / ((drive_ms + fill_ms + use_ms) / MINUTE_MS))

    def _fills(self, node: int) -> bool:
        """Whether tanks are filled at a node: at a fire station, or at hydrants that have water."""
        wet = any(not self.is_dry(place) for place in self._at.get(node, ()))
        return wet or node in self.context.station_nodes

    def tank_ml(self, capabilities: Sequence[str]) -> int:
        """Return how much a unit carries when its tank is full."""
        if TANKER in capabilities:
            return round(self.rules.tanker.value * _ML_PER_T)
        return round(self.rules.tank.value * _ML_PER_T) if PUMP in capabilities else 0


class Pumping:
    """The water of one scene.

    Parameters
    ----------
    sources
        Of the district.
    call, place, node
        Where it is.
    run_dry
        Called when the tanks there are empty, and when no more water is needed.

    Attributes
    ----------
    share
        Of the work that the water allows.
    most_tankers
        How many may be asked for: none where the district has none.
    """

    def __init__(
        self, sources: Sources, call: int, place: int, node: int, run_dry: Callable[[], None]
    ) -> None:
        self.share = 1.0
        self.most_tankers = sources.most_tankers
        self._sources = sources
        self._call, self._place, self._node = call, place, node
        self._stock_ml = self._need = self._inflow = self._since_ms = 0
        self._brought_ml = 0
        self._dry = Watchdog(sources.context.clock, run_dry)
        self._done = Watchdog(sources.context.clock, run_dry)

    def bring(self, unit: "Unit") -> None:
        """Take what is in the tank of a unit that has come; it is empty until it is filled at home."""
        if not unit.wet:
            self._brought_ml += self._sources.tank_ml(unit.capabilities)
        unit.wet = True

    def dry_ms(self, work_ms: int) -> float:
        """Return how much of the work of an incident needs no water any more."""
        return work_ms * (1 - self._sources.rules.wet.value)

    def knock_down(self, in_ms: float) -> None:
        """Be told when the part of the work that needs water will be done."""
        self._done.cancel()
        if 0 < in_ms < float("inf"):
            self._done.set(int(in_ms) + 1)

    def pace(self, crews: Sequence["Unit"], does: Sequence[str | None], cause: int) -> float:
        """Reckon anew, and return the share of the work that the water allows.

        Parameters
        ----------
        crews
            The units there.
        does
            What each of them is needed for; None for nothing. Nobody is needed where no water is.
        cause
            Log entry from which it follows.
        """
        clock, rules = self._sources.context.clock, self._sources.rules
        self._stock_ml = left_ml(self._stock_ml, self._need, self._inflow, clock.now - self._since_ms)
        self._stock_ml += self._brought_ml
        self._since_ms = clock.now
        pumps = [unit for unit, use in zip(crews, does, strict=True) if use == PUMP]
        fetch = [unit for unit, use in zip(crews, does, strict=True) if self._fetches(unit, use)]
        self._need = round(len(pumps) * rules.flow.value * _S_PER_MIN)
        self._inflow = self._sources.hydrants_l_min(self._place) if pumps else 0
        self._sources.drawn(self._call, self._place, self._inflow, cause)
        self._inflow += self._fetched(fetch)
        if not self._stock_ml and self._need > self._inflow:
            self._inflow += self._fetched(pumps[1:]) or self._fetched(pumps[:1], alone=True)
        self._tell(cause)
        return self._allow()

    def end(self, cause: int) -> None:
        """Let nobody need water any more."""
        self._dry.cancel()
        self._done.cancel()
        self.pace((), (), cause)

    def _fetched(self, units: Sequence["Unit"], alone: bool = False) -> int:
        sources, place, node = self._sources, self._place, self._node
        return sum(sources.shuttle_l_min(unit, place, node, alone) for unit in units)

    def _fetches(self, unit: "Unit", use: str | None) -> bool:
        return TANKER in unit.capabilities or (PUMP in unit.capabilities and use is None)

    def _allow(self) -> float:
        """Return the share of the work that goes on, and wake up when the tanks are empty."""
        lack = self._need - self._inflow
        self._dry.cancel()
        if lack <= 0:
            self.share = 1.0
        elif self._stock_ml:
            self.share = 1.0
            self._dry.set(-(-self._stock_ml * _S_PER_MIN // lack))
        else:
            self.share = self._inflow / self._need
        return self.share

    def _tell(self, cause: int) -> None:
        fact = WaterChanged(self._call, self._stock_ml, self._brought_ml, self._need, self._inflow)
        self._brought_ml = 0
        self._sources.context.log.add(self._since_ms, fact, cause)


def left_ml(stock_ml: int, need_l_min: int, inflow_l_min: int, ms: int) -> int:
    """Return what is left in tanks after a time; what comes beyond the need is not kept.

    Examples
    --------
    >>> left_ml(5_000_000, 840, 0, 60_000), left_ml(1000, 840, 840, 60_000), left_ml(1000, 840, 0, 60_000)
    (4160000, 1000, 0)
    """
    return max(0, stock_ml - max(0, need_l_min - inflow_l_min) * ms // _S_PER_MIN)


def _types(scenario: Scenario) -> list[UnitType]:
    return [scenario.unit_types[unit.type] for unit in scenario.units]
