"""Uncovered time: how long no free fire unit could have reached a township's seat in time."""

from sim.metric.reader import Reader
from sim.metric.statuses import READY
from sim.network.roads import RoadGraph, travel_ms
from sim.network.travel import Travel
from sim.record.facts import UnitChanged
from sim.scenario.model import Scenario
from sim.terms.enums import StationKind
from sim.terms.statuses import STANDING_BY

_ON_LOAN = frozenset({STANDING_BY})
_PATIENTS = frozenset({"ambulance", "medical"})


class Coverage:
    """Follows which townships are covered 覆盖.

    A township is covered while a unit that stands ready (in quarters or standing by) could drive to its seat
    within ``dispatch.coverage``, by day, in the dry, over open roads. Units of medical stations, and those
    that can do nothing but carry patients, do not count. Units that a neighbour may lend count while they
    stand by on loan.

    Attributes
    ----------
    uncovered_ms
        For each township, how long it was not covered.
    """

    def __init__(self, scenario: Scenario) -> None:
        self._base: list[tuple[int, str] | None] = [None] * len(scenario.units)
        self._vehicle = [_fire_vehicle(scenario, unit) for unit in range(len(scenario.units))]
        stations = [scenario.stations[scenario.station_ids[unit.station]] for unit in scenario.units]
        self._lent = [scenario.is_lender(station) for station in stations]
        self._reach = _Reach(scenario)
        self._ready: dict[tuple[int, str], int] = {}
        self._covers = [0] * len(scenario.townships)
        self._since_ms = [0] * len(scenario.townships)
        self.uncovered_ms = [0] * len(scenario.townships)
        self.readers: dict[type, Reader] = {UnitChanged: self._change}

    def finish(self, t: int) -> None:
        """Take the run to end at a time."""
        for township, covers in enumerate(self._covers):
            if not covers:
                self.uncovered_ms[township] += t - self._since_ms[township]
                self._since_ms[township] = t

    def _change(self, seq: int, t: int, fact: UnitChanged) -> None:
        vehicle = self._vehicle[fact.unit]
        ready = fact.status in (_ON_LOAN if self._lent[fact.unit] else READY)
        base = (fact.node, vehicle) if vehicle is not None and ready else None
        old = self._base[fact.unit]
        if base != old:
            self._base[fact.unit] = base
            if old is not None:
                self._count(old, -1, t)
            if base is not None:
                self._count(base, +1, t)

    def _count(self, base: tuple[int, str], by: int, t: int) -> None:
        """Count a unit more or less at a base; only the first and the last there make a difference."""
        ready = self._ready.get(base, 0)
        self._ready[base] = ready + by
        if ready == 0 or ready + by == 0:
            for township in self._reach.of(base):
                self._cover(township, by, t)

    def _cover(self, township: int, by: int, t: int) -> None:
        covers = self._covers[township]
        self._covers[township] = covers + by
        if covers == 0:
            self.uncovered_ms[township] += t - self._since_ms[township]
        elif covers + by == 0:
            self._since_ms[township] = t


class _Reach:
    """The townships whose seat a vehicle reaches from a base in time; each base is worked out once."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._limit_ms = scenario.dispatch.coverage.ms
        self._seats = [scenario.node_ids[township.seat] for township in scenario.townships]
        self._graph = RoadGraph.of(scenario)
        self._travel: dict[str, Travel] = {}
        self._known: dict[tuple[int, str], list[int]] = {}

    def of(self, base: tuple[int, str]) -> list[int]:
        """Return the townships within reach of (node, vehicle)."""
        if base not in self._known:
            self._known[base] = self._find(*base)
        return self._known[base]

    def _find(self, node: int, vehicle: str) -> list[int]:
        if vehicle not in self._travel:
            arc_ms = travel_ms(self._graph, self._scenario, vehicle)
            self._travel[vehicle] = Travel(self._graph, arc_ms)
        times = [self._travel[vehicle].time(node, seat) for seat in self._seats]
        return [township for township, ms in enumerate(times) if ms is not None and ms <= self._limit_ms]


def _fire_vehicle(scenario: Scenario, unit: int) -> str | None:
    """Return the vehicle of a unit that covers places, None for one that does not."""
    row = scenario.units[unit]
    unit_type = scenario.unit_types[row.type]
    station = scenario.stations[scenario.station_ids[row.station]]
    if station.kind is StationKind.MEDICAL or _PATIENTS.issuperset(unit_type.capabilities):
        return None
    return unit_type.vehicle
