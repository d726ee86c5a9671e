"""The forces of a new district: its fire stations, what stands in them, hospitals and their ambulances."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sim.district.extract import Facility, Names, Point
from sim.district.measure import Nearest, distance_m
from sim.district.people import FARTHEST_M, Settled
from sim.terms.enums import StationKind

_SAME_M: Final = 150.0
"""A facility drawn as a building and as a point within it is one; assumption."""
PER_AMBULANCE: Final = 50_000
"""People to an ambulance; assumption, as in the scenario fuling."""
BEDS: Final = 100
"""Beds of a hospital of which the map does not say; assumption."""
MAIN_UNITS: Final[Mapping[str, int]] = {
    "engine": 3,
    "tanker": 1,
    "ladder": 1,
    "rescue": 2,
    "hazmat": 1,
}
OTHER_UNITS: Final[Mapping[str, int]] = {"engine": 2, "rescue": 1}
BRIGADE_UNITS: Final[Mapping[str, int]] = {"brigade_engine": 2}
"""Units of the main station, of others, and of volunteers; assumption, after Fuling's stations."""


@dataclass(frozen=True)
class Station:
    """A station of the new district 站点.

    Attributes
    ----------
    facility
        What the map shows, or what was assumed; then `assumed`.
    units
        How many of each type stand there.
    """

    facility: Facility
    kind: StationKind
    node: int
    units: Mapping[str, int]
    assumed: bool = False


@dataclass(frozen=True)
class Hospital:
    """A hospital of the new district, with its ambulances 医院与急救站."""

    facility: Facility
    node: int
    ambulances: int


def reached(facilities: list[Facility], doors: Nearest) -> list[tuple[Facility, int]]:
    """Return the facilities that a road leads near, each once, with its node."""
    found: list[tuple[Facility, int]] = []
    for facility in facilities:
        node = doors.to(facility.at, FARTHEST_M)
        twin = any(distance_m(facility.at, other.at) < _SAME_M for other, _ in found)
        if node is not None and not twin:
            found.append((facility, node))
    return found


def stations(found: list[tuple[Facility, int]], main: Settled) -> list[Station]:
    """Return the fire stations; where the map has none, one is assumed at the main place.

    The one nearest to the main place is the main one. The others are those of volunteers where their names
    or tags say so.
    """
    if not found:
        facility = Facility("assumed", "fire_station", Names(), main.place.at)
        return [Station(facility, StationKind.NATIONAL, main.node, MAIN_UNITS, assumed=True)]
    first = min(found, key=lambda each: (distance_m(each[0].at, main.place.at), each[0].id))
    return [_station(facility, node, facility is first[0]) for facility, node in found]


def _station(facility: Facility, node: int, is_main: bool) -> Station:
    if is_main:
        return Station(facility, StationKind.NATIONAL, node, MAIN_UNITS)
    if facility.volunteers:
        return Station(facility, StationKind.TOWNSHIP, node, BRIGADE_UNITS)
    return Station(facility, StationKind.NATIONAL, node, OTHER_UNITS)


def hospitals(found: list[tuple[Facility, int]], people: int) -> list[Hospital]:
    """Return the hospitals, the ambulances dealt out to them in turn, one at least to each."""
    fleet = max(len(found), -(-people // PER_AMBULANCE))
    shares = [fleet // len(found) + (i < fleet % len(found)) for i in range(len(found))]
    return [Hospital(facility, node, share) for (facility, node), share in zip(found, shares, strict=True)]


def offset_h(at: Point) -> int:
    """Return the hours ahead of Greenwich of a place, outside of China by its longitude (assumption).

    Examples
    --------
    >>> offset_h((107.4, 29.7)), offset_h((9.5, 47.1))
    (8, 1)
    """
    in_china = 73 <= at[0] <= 136 and 3 <= at[1] <= 54
    return 8 if in_china else round(at[0] / 15)
