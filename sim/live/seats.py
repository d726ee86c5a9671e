"""The seats of an exercise 席位: who sees what, and who may do what."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Final

from sim.record.aid import (
    AidOrdered,
    CommitResource,
    ReleaseResource,
    RequestResource,
    RequisitionResource,
    ResponseToRequestResource,
)
from sim.record.casualties import Fetch
from sim.record.control import ControlOrder
from sim.record.facts import Deploy, Dispatch, HandOver, MoveUp, Recall
from sim.record.headquarters import StandDown, WorkRefused
from sim.record.people import WarningOrder
from sim.record.repair import WorkOrder
from sim.record.response import CommandNotice, LevelOrder
from sim.record.rides import RideOrder
from sim.record.standby import CentreNotice
from sim.record.supplies import OpenShelter, Supply
from sim.record.support import TruckOrder
from sim.record.uav import UavOrder
from sim.scenario.exercise import SeatRow
from sim.scenario.model import Scenario
from sim.terms.enums import Party
from sim.terms.errors import BadInput, Fault
from sim.terms.ids import DISPATCH_CENTRE, Band
from sim.words import Both, both


class Role(Enum):
    """What kind of seat it is."""

    FACILITATOR = "facilitator"
    EVALUATOR = "evaluator"
    CENTRE = "centre"
    DISTRICT = "eoc"
    STATION = "station"
    TOWNSHIP = "township"
    TEAM = "team"
    NEIGHBOUR = "neighbour"
    OBSERVER = "observer"


ALLOWED: Final[dict[Role, frozenset[type]]] = {
    Role.FACILITATOR: frozenset(),
    Role.EVALUATOR: frozenset(),
    Role.CENTRE: frozenset(
        {Dispatch, Recall, MoveUp, HandOver, RequestResource, ReleaseResource, Fetch, Supply, OpenShelter}
        | {CentreNotice}
    ),
    Role.DISTRICT: frozenset(
        {Deploy, WorkOrder, TruckOrder, UavOrder, Supply, OpenShelter}
        | {RideOrder, ControlOrder, LevelOrder, WarningOrder, CommandNotice}
        | {RequestResource, RequisitionResource, CommitResource, ResponseToRequestResource}
    ),
    Role.STATION: frozenset({Dispatch, Recall, MoveUp}),
    Role.TOWNSHIP: frozenset(),
    Role.TEAM: frozenset({WorkOrder, StandDown, WorkRefused}),
    Role.NEIGHBOUR: frozenset({ResponseToRequestResource, CommitResource, ReleaseResource, AidOrdered}),
    Role.OBSERVER: frozenset(),
}
"""Orders that may be given at each kind of seat, as far as the scenario knows of what they are about."""
_POSTS: Final = {Party.EOC: Role.DISTRICT, Party.TEAM: Role.TEAM, Party.NEIGHBOUR: Role.NEIGHBOUR}


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat 席位.

    Attributes
    ----------
    name
        By which it stands in the journal.
    role
        What kind it is.
    zh, en
        What it is called.
    address
        Of its post; None for those who see the truth.
    without
        Orders that the scenario does not let this seat give, though others of its kind may.
    """

    name: str
    role: Role
    zh: str
    en: str
    address: int | None = None
    without: frozenset[type] = field(default=frozenset())

    @property
    def allowed(self) -> frozenset[type]:
        """Orders that can be given there."""
        return ALLOWED[self.role] - self.without

    @property
    def speaks(self) -> bool:
        """Whether somebody may tell others something there."""
        return self.role is Role.FACILITATOR or (self.address is not None and self.role is not Role.OBSERVER)

    @property
    def all_seeing(self) -> bool:
        """Whether the truth is shown there."""
        return self.address is None

    @property
    def decides(self) -> bool:
        """Whether orders can be given there."""
        return bool(self.allowed)


def tags_of(kinds: Iterable[type]) -> list[str]:
    """Return the names of kinds of orders, as messages name them."""
    return sorted(str(kind.__struct_config__.tag) for kind in kinds)  # type: ignore[attr-defined]


def seats_of(scenario: Scenario, more: tuple[str, ...] = ()) -> dict[str, Seat]:
    """Return the seats of an exercise by name.

    There are always a facilitator, an evaluator and the dispatch centre, and the district's operations centre
    where the scenario has one that decides; so are an alternate of either that is to take over. Besides those
    that its section `exercise` declares.

    Parameters
    ----------
    scenario
        Whose exercise it is.
    more
        Ids of townships, fire stations and posts that have seats as well.

    Raises
    ------
    BadInput
        If nobody who keeps a picture has one of the ids, or a seat that is declared cannot be.
    """
    found = [
        Seat("facilitator", Role.FACILITATOR, *both("Facilitator")),
        Seat("evaluator", Role.EVALUATOR, *both("Evaluator")),
        Seat("centre", Role.CENTRE, *both("119 dispatch centre"), DISPATCH_CENTRE),
    ]
    eoc = next((i for i, post in enumerate(scenario.posts) if post.kind is Party.EOC), None)
    if eoc is not None and (scenario.comms == "bearers" or scenario.teams):
        row = scenario.posts[eoc]
        found.append(
            Seat("eoc", Role.DISTRICT, row.name_zh, row.name_en or row.name_zh, Band.POST.address(eoc))
        )
    found += [_place(scenario, name) for name in _alternates(scenario)]
    found += [_declared(scenario, row) for row in scenario.exercise.seats]
    found += [_place(scenario, name) for name in dict.fromkeys(more)]
    return {seat.name: seat for seat in found}


def _alternates(scenario: Scenario) -> list[str]:
    """Return the ids of the posts that are to take over from the operations and the dispatch centre."""
    if scenario.comms != "bearers":
        return []
    levels, named = scenario.response.levels, scenario.response.succession.alternate
    return [name for name in (named if levels else None, scenario.standby.post) if name is not None]


def _place(scenario: Scenario, name: str) -> Seat:
    """Return the seat at a township or a fire station."""
    if scenario.comms == "bearers":
        if name in scenario.township_ids:
            number = scenario.township_ids[name]
            town = scenario.townships[number]
            english = town.name_en or town.name_zh
            return Seat(name, Role.TOWNSHIP, town.name_zh, english, Band.TOWNSHIP.address(number))
        if name in scenario.station_ids:
            number = scenario.station_ids[name]
            station = scenario.stations[number]
            if scenario.takes_part(station) and station.kind.is_ours_for_fire:
                english = station.name_en or station.name_zh
                return Seat(name, Role.STATION, station.name_zh, english, Band.STATION.address(number))
        for number, post in enumerate(scenario.posts):
            role = Role.CENTRE if name == scenario.standby.post else _POSTS.get(post.kind)
            if name == post.id and role is not None and _keeps_a_picture(scenario, number):
                english = post.name_en or post.name_zh
                return Seat(name, role, post.name_zh, english, Band.POST.address(number))
    expected = "a township, a fire station or a post of a scenario with bearers"
    raise BadInput([Fault("--seat", None, None, "", repr(name), expected)])


def _keeps_a_picture(scenario: Scenario, number: int) -> bool:
    """Whether anybody is at a post: at a second operations centre only where it is to take over."""
    centres = [i for i, post in enumerate(scenario.posts) if post.kind is Party.EOC]
    rules = scenario.response
    takes_over = rules.levels and rules.succession.alternate == scenario.posts[number].id
    return number not in centres[1:] or takes_over


def _declared(scenario: Scenario, row: SeatRow) -> Seat:
    """Return a seat that the scenario declares."""
    role = Role(row.role)
    second = scenario.standby.post is not None and scenario.standby.post in (row.post, row.id)
    if (role is Role.CENTRE and not second) or (role is Role.OBSERVER and row.post is None):
        seat = Seat(row.id, role, *both("119 dispatch centre"), DISPATCH_CENTRE)
    else:
        seat = _place(scenario, row.post or row.id)
        if role not in (seat.role, Role.OBSERVER):
            raise _bad(row, "role", f"{seat.role.value}, the kind of its post, or observer")
    seen = both("{seat} (observer)").fill(seat=Both(seat.zh, seat.en))
    zh = row.zh or (seen.zh if role is Role.OBSERVER else seat.zh)
    en = row.en or (seen.en if role is Role.OBSERVER else seat.en)
    return replace(seat, name=row.id, role=role, zh=zh, en=en, without=_without(row, role))


def _without(row: SeatRow, role: Role) -> frozenset[type]:
    """Return the orders that a declared seat may not give, of those of its kind."""
    if row.orders is None:
        return frozenset()
    tags = {str(kind.__struct_config__.tag): kind for kind in ALLOWED[role]}  # type: ignore[attr-defined]
    if not set(row.orders) <= tags.keys():
        raise _bad(row, "orders", "some of " + (", ".join(sorted(tags)) or "none"))
    return ALLOWED[role] - {tags[order] for order in row.orders}


def _bad(row: SeatRow, key: str, expected: str) -> BadInput:
    path = f"exercise.seats.{row.id}.{key}"
    return BadInput([Fault("scenario.yaml", None, None, path, str(getattr(row, key)), expected)])
