"""Units at forward bases 前置车组: they come back there between calls, and fill up from its drums."""

from typing import Any

from sim.agent.context import Context
from sim.agent.lodging import LodgingUnit
from sim.agent.station import Station
from sim.agent.unit import Unit
from sim.policy.forward import Ahead
from sim.record.upper import BaseFuelled
from sim.scenario.model import Scenario
from sim.scenario.tables import UnitRow
from sim.terms.ids import UnitId


class Bases:
    """The forward bases of a world, with what fuel is left at each, in ml.

    Parameters
    ----------
    scenario
        Which bases there are.

    Attributes
    ----------
    ahead
        What the centre knows beforehand.
    of_unit
        Base of each unit that has one, by number.
    left_ml
        Fuel at each.
    """

    def __init__(self, scenario: Scenario) -> None:
        number = {unit.id: row for row, unit in enumerate(scenario.units)}
        self.ahead = []
        self.of_unit: dict[int, int] = {}
        self.left_ml = [round(1000 * base.fuel.value) for base in scenario.bases]
        for row, base in enumerate(scenario.bases):
            station, units = scenario.station_ids[base.station], [number[unit] for unit in base.units]
            node = scenario.node_ids[scenario.stations[station].node]
            self.ahead.append(Ahead(station, node, units, base.at.ms, base.until.ms))
            self.of_unit |= dict.fromkeys(units, row)

    def unit(self, model: Any, number: UnitId, row: UnitRow, station: Station, context: Context) -> Unit:
        """Return a unit of the district: one of a base comes back there."""
        if number in self.of_unit:
            return BasedUnit(self, model, number, row, station, context)
        return Unit(model, number, row, station, context)


class BasedUnit(LodgingUnit):
    """A unit with a forward base.

    Parameters
    ----------
    bases
        Of the world.
    others
        As of a unit.
    """

    def __init__(self, bases: Bases, *others: Any) -> None:
        super().__init__(*others)
        self._bases = bases
        self._base = bases.of_unit[self.number]

    def _missing_ml(self) -> int:
        """Return what fits into the tank now."""
        full_ml = round(self.type.fuel.value * 1000)
        return full_ml - self._tank.left_ml + self._tank.used_ml(self._context.clock.now)

    def _may_refuel(self) -> bool:
        """Whether the drums hold what the tank lacks; else it goes home next, where there is a pump."""
        enough = self._missing_ml() <= self._bases.left_ml[self._base]
        if not enough:
            self._spent = True
        return enough

    def _refuel(self) -> None:
        """Fill up from the drums."""
        missing_ml, base = self._missing_ml(), self._base
        self._bases.left_ml[base] -= missing_ml
        super()._refuel()
        fact = BaseFuelled(base, self.number, missing_ml, self._bases.left_ml[base])
        self._context.log.add(self._context.clock.now, fact, self.cause)
