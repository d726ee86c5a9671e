"""What a map of the sequence shows of a state: places without mains, marks of teams, counts."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final, NamedTuple, Protocol

from sim.metric.parties import party
from sim.metric.situation import Post, State
from sim.record.hazard_fields import Look, Seen
from sim.report.geo import Point, cells
from sim.report.sheet import Sheet
from sim.scenario.loads import load_people
from sim.scenario.model import Scenario
from sim.scenario.quantity import Quantity
from sim.terms.enums import CrewStatus, HazardKind, LoadKind, TeamStatus
from sim.terms.ids import Address, Band

WORKING: Final = "working"
MOVING: Final = "moving"
WAITING: Final = "waiting"
ON_AIR: Final = "on_air"
DOINGS: Final[Mapping[str, str]] = {
    CrewStatus.SURVEYING.value: WORKING,
    CrewStatus.WORKING.value: WORKING,
    CrewStatus.EN_ROUTE.value: MOVING,
    CrewStatus.WALKING.value: MOVING,
    CrewStatus.RETURNING.value: MOVING,
    CrewStatus.MUSTERING.value: WAITING,
    CrewStatus.STRANDED.value: WAITING,
    CrewStatus.STANDING_BY.value: WAITING,
    CrewStatus.RESTING.value: WAITING,
    CrewStatus.REFUELLING.value: WAITING,
    TeamStatus.SETTING_UP.value: WORKING,
    TeamStatus.ON_AIR.value: ON_AIR,
    TeamStatus.SPENT.value: WAITING,
}
"""What a team that is out does, by its status; who is at base is not on the map."""
_HELD: Final = frozenset({Band.TOWNSHIP, Band.STATION, Band.POST})
"""Bands whose silence is shown: posts that stay in one place."""
_SPOTS: Final[Mapping[str, HazardKind]] = {
    "rainstorms": HazardKind.RAINSTORM,
    "winds": HazardKind.WIND,
    "ices": HazardKind.ICE,
    "quakes": HazardKind.EARTHQUAKE,
    "wildfires": HazardKind.WILDFIRE,
    "releases": HazardKind.CHEMICAL,
}
"""Hazards that a scenario sets at a place, by their key."""
_SEEN: Final = frozenset({HazardKind.RAINSTORM, HazardKind.EARTHQUAKE, HazardKind.WILDFIRE})
"""Hazards that need no mark where they are drawn as they are."""


class _Set(Protocol):
    @property
    def begin(self) -> Quantity: ...
    @property
    def lon(self) -> Quantity: ...
    @property
    def lat(self) -> Quantity: ...


class Supplied(NamedTuple):
    """People in one place who have mains together or not at all 供电片区.

    Attributes
    ----------
    point
        Where, on the plane.
    people
        How many.
    township
        The township of which it is the seat; None for an area of its own.
    loads
        Loads that stand for them.
    """

    point: Point
    people: int
    township: int | None
    loads: tuple[int, ...]


class Spot(NamedTuple):
    """A hazard that a scenario sets at a place: its kind, the place, its reach in km or None."""

    kind: HazardKind
    point: Point
    reach_km: float | None


@dataclass(frozen=True)
class View:
    """A scenario as the maps of a sequence show it; `area_of` and the rest do not change with time.

    Parameters
    ----------
    sheet
        The scenario on the plane.
    hazards
        Tells what hazards are like; None where only the log does.
    """

    sheet: Sheet
    hazards: Look | None = None

    @property
    def scenario(self) -> Scenario:
        """The scenario."""
        return self.sheet.scenario

    # --- mains ----------------------------------------------------------------------------------------------

    @cached_property
    def supplied(self) -> list[Supplied]:
        """Places where people have mains or have none, seats of townships first."""
        people, loads = load_people(self.scenario), self._loads(LoadKind.TOWNSHIP)
        areas = [row.target for row in self.scenario.loads if row.kind is LoadKind.AREA]
        seats = [
            Supplied(
                self.sheet.nodes[town.seat],
                people[loads[town.id][0]] if town.id in loads else town.population,
                number,
                tuple(loads.get(town.id, ())),
            )
            for number, town in enumerate(self.scenario.townships)
        ]
        rows = self._loads(LoadKind.AREA)
        return seats + [
            Supplied(self.sheet.nodes[node], people[rows[node][0]], None, tuple(rows[node]))
            for node in dict.fromkeys(areas)
            if people[rows[node][0]]
        ]

    def _loads(self, kind: LoadKind) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, row in enumerate(self.scenario.loads):
            if row.kind is kind:
                found.setdefault(row.target, []).append(number)
        return found

    @cached_property
    def areas(self) -> list[list[list[Point]]]:
        """What is nearest to each of `supplied`: its rings, within the border or in the whole frame."""
        points = [place.point for place in self.supplied]
        rings = self.sheet.rings or [list(self.sheet.frame.corners)]
        split = [cells(points, ring) for ring in rings]
        return [[pieces[number] for pieces in split if pieces[number]] for number in range(len(points))]

    def dark(self, state: State) -> list[int]:
        """Return the numbers of the places without mains."""
        return [
            number
            for number, place in enumerate(self.supplied)
            if place.township in state.dark or any(load in state.loads for load in place.loads)
        ]

    # --- word -----------------------------------------------------------------------------------------------

    def silent(self, state: State) -> dict[str, Point]:
        """Return the posts that cannot be heard, by id, with their places."""
        found = {}
        for address in state.silent:
            band = Band.split(Address(address))
            if band is not None and band[0] in _HELD:
                somebody = party(self.scenario, address).id
                found[somebody] = self._posts[somebody]
        return found

    @cached_property
    def _posts(self) -> dict[str, Point]:
        sheet, scenario = self.sheet, self.scenario
        found = {row.id: sheet.nodes[row.node] for row in scenario.posts}
        found |= {row.id: sheet.plane.at(row.lon, row.lat) for row in scenario.stations}
        return found | {row.id: sheet.nodes[row.seat] for row in scenario.townships}

    def sites_out(self, state: State) -> list[Point]:
        """Return the places of sites out of service; those that teams brought are not among them."""
        found = []
        for network, site in state.sites:
            if network == "telecom" and site < len(self.scenario.telecom):
                found.append(self.sheet.nodes[self.scenario.telecom[site].node])
            elif network != "telecom" and site < len(self.scenario.sites):
                row = self.scenario.sites[site]
                found.append(self.sheet.plane.at(row.lon, row.lat))
        return list(dict.fromkeys(found))

    def fibres(self, state: State) -> list[tuple[Point, Point]]:
        """Return the ends of the fibres that are broken."""
        at = {row.id: self.sheet.nodes[row.node] for row in self.scenario.telecom}
        rows = [self.scenario.fibres[fibre] for fibre in state.fibres]
        return [(at[row.a], at[row.b]) for row in rows]

    # --- teams ----------------------------------------------------------------------------------------------

    def teams(self, state: State) -> dict[tuple[str, Point], int]:
        """Return how many teams that are out do what, and where."""
        found: dict[tuple[str, Point], int] = {}
        for post in (*state.crews.values(), *state.teams.values()):
            doing = DOINGS.get(post.status)
            if doing is not None:
                spot = doing, self.place(post, state.t_ms)
                found[spot] = found.get(spot, 0) + 1
        return found

    def place(self, post: Post, t_ms: int) -> Point:
        """Return where a team is; under way, as far along its path as its own estimate of the time says."""
        path = self.path(post)
        share = min(1.0, (t_ms - post.since_ms) / post.eta_ms) if post.eta_ms else 1.0
        return _along(path, share)

    def path(self, post: Post) -> list[Point]:
        """Return the way that a team means to go, as points; only its node where it tells no way."""
        nodes, links = self.scenario.nodes, self.scenario.links
        here = nodes[post.node].id
        found = [self.sheet.nodes[here]]
        for link in reversed(post.path):
            ends = links[link].a, links[link].b
            if here not in ends:
                break
            here = ends[1] if here == ends[0] else ends[0]
            found.append(self.sheet.nodes[here])
        return found[::-1]

    # --- hazards --------------------------------------------------------------------------------------------

    def seen(self, state: State) -> Seen:
        """Return what hazards are like on the map; nothing where only the log tells of them."""
        if self.hazards is None:
            return Seen()
        frame = self.sheet.frame
        west, south = self.sheet.plane.degrees((frame.west, frame.south))
        east, north = self.sheet.plane.degrees((frame.east, frame.north))
        return self.hazards(state.t_ms, (west, south, east, north))

    def spots(self, state: State) -> list[Spot]:
        """Return the hazards under way that the scenario sets at a place; not those seen as they are."""
        if self.hazards is not None:
            return [spot for spot in self._spots(state) if spot.kind not in _SEEN]
        return self._spots(state)

    def _spots(self, state: State) -> list[Spot]:
        under_way = {tuple(peril) for peril in state.hazards.values()}
        return [
            Spot(kind, self.sheet.plane.at(row.lon.value, row.lat.value), _reach_km(row))
            for kind, row in self._set
            if (kind.value, row.begin.ms) in under_way
        ]

    @property
    def _set(self) -> "list[tuple[HazardKind, _Set]]":
        hazards = self.scenario.hazards
        return [(kind, row) for key, kind in _SPOTS.items() for row in getattr(hazards, key)]

    def kinds(self, state: State) -> list[HazardKind]:
        """Return the kinds of hazard that are under way, each once, in the order of the kinds."""
        under_way = [peril.kind for peril in state.hazards.values()]
        return [kind for kind in HazardKind if kind.value in under_way]

    # --- all of it ------------------------------------------------------------------------------------------

    def counts(self, state: State) -> dict[str, int]:
        """Return what there is of everything, by its name in the line above a map."""
        doings = dict.fromkeys((WORKING, MOVING, WAITING, ON_AIR), 0)
        for (doing, _), number in self.teams(state).items():
            doings[doing] += number
        return {
            "closed": len(state.closed),
            "slowed": len(slowed(state)),
            "people": sum(self.supplied[number].people for number in self.dark(state)),
            "silent": len(self.silent(state)),
            **doings,
        }


def _reach_km(row: object) -> float | None:
    reach = getattr(row, "reach", None)
    return None if reach is None else float(reach.value)


def slowed(state: State) -> list[int]:
    """Return the links that are open, but not to all vehicles or not at their full speed."""
    return sorted(link for link in {**state.slowed, **state.limited} if link not in state.closed)


def _along(path: list[Point], share: float) -> Point:
    """Return the point at a share of the length of a way."""
    lengths = [math.dist(a, b) for a, b in pairwise(path)]
    left = share * math.fsum(lengths)
    for (a, b), length in zip(pairwise(path), lengths, strict=True):
        if left < length:
            part = left / length
            return a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])
        left -= length
    return path[-1]
