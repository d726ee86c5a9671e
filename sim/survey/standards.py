"""Stations held against their standards 建标152-2017、GB/T 35547-2017: area, five minutes, people, vehicles.

The district is looked at as it is drawn, by day, in the dry, with everybody at home. Each village belongs to
the station whose engine is there first, by the time from the order. What is told of areas is an estimate,
since villages have none of their own: the area of a township is shared evenly among its villages.
"""

import math
from collections.abc import Mapping
from typing import Final, NamedTuple

from sim.network.roads import RoadGraph, access_ms, travel_ms
from sim.network.travel import Travel
from sim.scenario.model import Scenario
from sim.scenario.sections import Turnout
from sim.scenario.tables import Station
from sim.survey.reach import engine_vehicle
from sim.terms.enums import StationKind
from sim.terms.units import MINUTE_MS
from sim.words import both, both_in

REACH_MS: Final = 5 * MINUTE_MS
"""An urban station is at the edge of its area five minutes after the order. Source: 建标152-2017."""
SUBURBAN_KM2: Final = 15.0
"""Area of an ordinary station in the suburbs. Source: 建标152-2017 article 14."""
_JB: Final = "建标152-2017"
_GB: Final = "assumption: GB/T 35547-2017 as commonly quoted; its text was not at hand"


class Class(NamedTuple):
    """What a standard asks of a class of station.

    Attributes
    ----------
    zh, en
        Its name.
    people, vehicles
        The fewest on a shift, and the fewest vehicles held; None where the standard was not found to say.
    area_km2
        The largest area; None where there is no limit.
    source
        Where that stands.
    """

    zh: str
    en: str
    people: int
    vehicles: int | None
    area_km2: float | None
    source: str


URBAN: Final[Mapping[str, Class]] = {
    "special": Class(
        *both("special"), 45, 7, 7.0, f"{_JB}; vehicles: edition of 2006; area as of level 1: assumption"
    ),
    "1st": Class(*both("level 1"), 30, 4, 7.0, f"{_JB}; vehicles: edition of 2006"),
    "2nd": Class(*both("level 2"), 15, 2, 4.0, f"{_JB}; vehicles: edition of 2006"),
    "small": Class(*both_in("survey", "small"), 15, None, 2.0, _JB),
}
"""Classes of national stations by their grade in ``stations.csv``."""
TOWN: Final[tuple[Class, ...]] = (
    Class(*both("level 1"), 15, 2, None, _GB),
    Class(*both("level 2"), 10, 1, None, _GB),
    Class(*both("volunteer"), 8, 1, None, _GB),
)
"""Classes of township brigades, the highest first."""
CLAIMS: Final[Mapping[str, int]] = {"grade1": 0, "grade2": 1, "grade3": 2}
"""What the grade of a brigade in ``stations.csv`` claims, as a place in `TOWN`."""


class Found(NamedTuple):
    """A station as the standards see it.

    Attributes
    ----------
    asked
        Of its class; None where its grade is of no class.
    people, vehicles
        On a shift; fire vehicles held, of whatever type.
    area_km2, residents
        Of the villages that it reaches before any other station: an estimate.
    in_reach
        Of those residents, the share to whom it gets within `REACH_MS` of the order; NaN without any.
    farthest_ms
        From the order to the last of its villages; None where it has none that it can reach.
    earned
        Of a township brigade: the highest class for which it has people and vehicles; None for none.
    """

    station: Station
    asked: Class | None
    people: int
    vehicles: int
    area_km2: float
    residents: int
    in_reach: float
    farthest_ms: int | None
    earned: Class | None

    @property
    def has_people(self) -> bool:
        """Whether it has the people of its class."""
        return self.asked is not None and self.people >= self.asked.people

    @property
    def has_vehicles(self) -> bool:
        """Whether it has the vehicles of its class."""
        return self.asked is not None and self.vehicles >= (self.asked.vehicles or 0)

    @property
    def fits(self) -> bool | None:
        """Whether its area is within the limit of its class; None where there is no limit."""
        limit = None if self.asked is None else self.asked.area_km2
        return None if limit is None else self.area_km2 <= limit

    @property
    def is_in_time(self) -> bool:
        """Whether it gets to all its villages in time."""
        return self.farthest_ms is not None and self.farthest_ms <= REACH_MS


def standards(scenario: Scenario) -> list[Found]:
    """Return the national stations and township brigades that take part, by kind and id.

    Parameters
    ----------
    scenario
        The district.
    """
    rows = [row for row in scenario.stations if _counts(scenario, row)]
    if not rows:
        return []
    mine = _areas(scenario, rows)
    found = [_found(scenario, row, mine[number]) for number, row in enumerate(rows)]
    order = [StationKind.NATIONAL, StationKind.TOWNSHIP]
    return sorted(found, key=lambda each: (order.index(each.station.kind), each.station.id))


def earned(people: int, vehicles: int) -> Class | None:
    """Return the highest class of township brigade for which there are people and vehicles.

    Examples
    --------
    >>> earned(15, 1).en
    'level 2'
    """
    return next((each for each in TOWN if people >= each.people and vehicles >= (each.vehicles or 0)), None)


class _Village(NamedTuple):
    """A village that a station reaches first: how long after the order, who lives there, how large it is."""

    after_ms: int
    people: int
    area_km2: float


def _counts(scenario: Scenario, row: Station) -> bool:
    return row.kind in (StationKind.NATIONAL, StationKind.TOWNSHIP) and scenario.takes_part(row)


def _areas(scenario: Scenario, rows: list[Station]) -> list[list[_Village]]:
    """Return the villages of the home districts that each station reaches first."""
    vehicle = engine_vehicle(scenario)
    graph = RoadGraph.of(scenario)
    travel, access = Travel(graph, travel_ms(graph, scenario, vehicle)), access_ms(scenario, vehicle)
    nodes = [scenario.node_ids[row.node] for row in rows]
    starts = [scenario.forces.turnout.get(row.kind, Turnout()).day.ms for row in rows]
    town = {row.id: row for row in scenario.townships}
    home = {district.id for district in scenario.districts if district.home}
    crowd = dict.fromkeys(town, 0)
    for village in scenario.villages:
        crowd[village.township] += 1
    found: list[list[_Village]] = [[] for _ in rows]
    for place, village in enumerate(scenario.villages):
        if town[village.township].district not in home:
            continue
        times = travel.times_to(scenario.node_ids[village.node], nodes, frozenset())
        timed = zip(starts, times, strict=True)
        ways = [(start + ms, i) for i, (start, ms) in enumerate(timed) if ms is not None]
        if ways:
            ms, first = min(ways)
            area = town[village.township].area_km2 / crowd[village.township]
            found[first].append(_Village(ms + access[place], village.population, area))
    return found


def _found(scenario: Scenario, row: Station, villages: list[_Village]) -> Found:
    vehicles = sum(unit.station == row.id for unit in scenario.units)
    residents = sum(village.people for village in villages)
    near = sum(village.people for village in villages if village.after_ms <= REACH_MS)
    town = row.kind is StationKind.TOWNSHIP
    claim = CLAIMS.get(row.grade)
    return Found(
        station=row,
        asked=(None if claim is None else TOWN[claim]) if town else URBAN.get(row.grade),
        people=row.crew,
        vehicles=vehicles,
        area_km2=math.fsum(village.area_km2 for village in villages),
        residents=residents,
        in_reach=near / residents if residents else math.nan,
        farthest_ms=max((village.after_ms for village in villages), default=None),
        earned=earned(row.crew, vehicles) if town else None,
    )
