"""How soon engines could be where: first unit and full response by day, by night, in rain 到达覆盖.

The district is looked at as it is drawn, with everybody at home and word at once: what the map allows, not
what a run brings. Each station sends the vehicles that its people can man, in the order of its units. The
full response 力量到齐 is there when those who have arrived fill the run card of a kind of incident.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from sim.network.roads import RoadGraph, access_ms, travel_ms
from sim.network.travel import OPEN, Travel
from sim.record.reach import Arrival, Condition, Reach
from sim.scenario.model import Scenario
from sim.scenario.sections import Turnout
from sim.scenario.tables import Station
from sim.terms.enums import StationKind
from sim.terms.errors import SanduanError
from sim.terms.needs import Needs, fill

FIGHTERS: Final = frozenset({StationKind.NATIONAL, StationKind.TOWNSHIP, StationKind.ENTERPRISE})
"""Stations whose crews may fill a run card; neighbours come on top where they are sent without asking."""


class NoEngine(SanduanError):
    """No fire station with a unit takes part, so that nobody could be anywhere."""


class NoKind(SanduanError):
    """The scenario has no incident of that kind."""


class _Crew(NamedTuple):
    """A unit that may go: its station's row among those that take part, its vehicle, what it can do."""

    home: int
    vehicle: str
    skills: Sequence[str]


def home_villages(scenario: Scenario) -> tuple[int, ...]:
    """Return the rows of the villages in the home districts."""
    home = {district.id for district in scenario.districts if district.home}
    town = {row.id: row.district in home for row in scenario.townships}
    return tuple(i for i, village in enumerate(scenario.villages) if town[village.township])


def stations_that_go(scenario: Scenario) -> list[Station]:
    """Return the fire stations that take part.

    Raises
    ------
    NoEngine
        If none does.
    """
    manned = {unit.station for unit in scenario.units}
    found = [
        row
        for row in scenario.stations
        if row.id in manned and scenario.takes_part(row) and not scenario.is_lender(row)
        if row.kind in FIGHTERS or row.kind is StationKind.NEIGHBOUR
    ]
    if not found:
        raise NoEngine(f"no fire station with a unit takes part in {scenario.name}: there is no reach to map")
    return found


def engine_vehicle(scenario: Scenario) -> str:
    """Return what engines drive, a key of ``roads.vehicles``."""
    types = [scenario.unit_types[unit.type] for unit in scenario.units]
    return next((kind.vehicle for kind in types if "engine" in kind.capabilities), types[0].vehicle)


def usual_kind(scenario: Scenario) -> str:
    """Return the kind of incident that is mapped unless another is asked for: the most urgent."""
    return min(scenario.demand.kinds, key=lambda kind: (scenario.demand.kinds[kind].priority, kind))


def reach(scenario: Scenario, kind: str | None = None) -> Reach:
    """Return how soon units could be at every node and village.

    Parameters
    ----------
    scenario
        The district.
    kind
        Kind of incident whose run card is to be filled; `usual_kind` where left out.

    Raises
    ------
    NoEngine
        If no fire station takes part.
    NoKind
        If the scenario has no such incident.
    """
    kind = usual_kind(scenario) if kind is None else kind
    if kind not in scenario.demand.kinds:
        raise NoKind(f"no incident {kind!r} in {scenario.name}; there are {', '.join(scenario.demand.kinds)}")
    needs = tuple(sorted(scenario.demand.kinds[kind].run_card.items()))
    rows = home_villages(scenario)
    found = Reach(kind, needs, {}, {}, rows)
    asked = _Asked(scenario, needs)
    at = [scenario.node_ids[scenario.villages[row].node] for row in rows]
    for condition in Condition:
        found.nodes[condition] = [asked.arrival(node, condition, None) for node in range(len(scenario.nodes))]
        found.villages[condition] = [
            asked.arrival(node, condition, row) for node, row in zip(at, rows, strict=True)
        ]
    return found


class _Asked:
    """Knows the crews and their ways, and answers when they could be where."""

    def __init__(self, scenario: Scenario, needs: Needs) -> None:
        self._needs = needs
        self._skills = {skill for skill, _ in needs}
        stations = stations_that_go(scenario)
        self._crews = _crews(scenario, stations)
        self._starts = [scenario.forces.turnout.get(row.kind, Turnout()) for row in stations]
        self._nodes = [scenario.node_ids[row.node] for row in stations]
        self._night, self._rain = scenario.roads.night_factor.value, scenario.roads.rain_factor.value
        graph = RoadGraph.of(scenario)
        self._travel: dict[str, Travel] = {}
        self._access: dict[str, list[int]] = {}
        for vehicle in sorted({crew.vehicle for crew in self._crews}):
            travel = Travel(graph, travel_ms(graph, scenario, vehicle))
            travel.prepare(self._nodes)
            self._travel[vehicle], self._access[vehicle] = travel, access_ms(scenario, vehicle)

    def arrival(self, node: int, condition: Condition, village: int | None) -> Arrival:
        """Return when units could be at a node, or at the homes of a village there."""
        pace = (self._night if condition.is_night else 1.0) * (self._rain if condition.is_wet else 1.0)
        timed: list[tuple[int, int]] = []
        ways = {name: travel.times_to(node, self._nodes, OPEN) for name, travel in self._travel.items()}
        for number, crew in enumerate(self._crews):
            drive = ways[crew.vehicle][crew.home]
            if drive is not None:
                drive += 0 if village is None else self._access[crew.vehicle][village]
                start = self._starts[crew.home]
                ready = start.night.ms if condition.is_night else start.day.ms
                timed.append((ready + round(drive / pace), number))
        timed.sort()
        return self._filled(timed)

    def _filled(self, timed: Sequence[tuple[int, int]]) -> Arrival:
        """Return when the first comes that is needed, and when nobody more is."""
        able = [(ms, self._crews[number].skills) for ms, number in timed]
        able = [(ms, skills) for ms, skills in able if self._skills.intersection(skills)]
        for count in range(1, len(able) + 1):
            _, short = fill(self._needs, [skills for _, skills in able[:count]])
            if not any(short.values()):
                return Arrival(able[0][0], able[count - 1][0])
        return Arrival(able[0][0] if able else None, None)


def _crews(scenario: Scenario, stations: Sequence[Station]) -> list[_Crew]:
    """Return the units that the people of each station can man at one time, as stations lend their people."""
    place = {row.id: number for number, row in enumerate(stations)}
    left = {row.id: row.crew for row in stations}
    found = []
    for unit in scenario.units:
        if unit.station in place:
            kind = scenario.unit_types[unit.type]
            people = min(round(kind.crew.value), left[unit.station])
            if people >= kind.crew_min.value:
                left[unit.station] -= people
                found.append(_Crew(place[unit.station], kind.vehicle, kind.capabilities))
    return found
