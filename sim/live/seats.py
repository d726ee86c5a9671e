"""The seats of an exercise 席位: who sees what, and who may do what."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from sim.record.facts import Deploy, Dispatch, HandOver, MoveUp, Recall
from sim.record.repair import WorkOrder
from sim.scenario.model import Scenario
from sim.terms.enums import Party
from sim.terms.errors import BadInput, Fault
from sim.terms.ids import DISPATCH_CENTRE, Band


class Role(Enum):
    """What kind of seat it is."""

    FACILITATOR = "facilitator"
    EVALUATOR = "evaluator"
    CENTRE = "centre"
    DISTRICT = "eoc"
    STATION = "station"
    TOWNSHIP = "township"


ALLOWED: Final[dict[Role, frozenset[type]]] = {
    Role.FACILITATOR: frozenset(),
    Role.EVALUATOR: frozenset(),
    Role.CENTRE: frozenset({Dispatch, Recall, MoveUp, HandOver}),
    Role.DISTRICT: frozenset({Deploy, WorkOrder}),
    Role.STATION: frozenset({Dispatch, Recall, MoveUp}),
    Role.TOWNSHIP: frozenset(),
}
"""Orders that may be given at each kind of seat."""


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
    """

    name: str
    role: Role
    zh: str
    en: str
    address: int | None = None

    @property
    def all_seeing(self) -> bool:
        """Whether the truth is shown there."""
        return self.address is None

    @property
    def decides(self) -> bool:
        """Whether orders can be given there."""
        return bool(ALLOWED[self.role])

    @property
    def orders(self) -> list[str]:
        """Kinds of orders that can be given there, as messages name them."""
        return sorted(str(kind.__struct_config__.tag) for kind in ALLOWED[self.role])  # type: ignore[attr-defined]


def seats_of(scenario: Scenario, more: tuple[str, ...] = ()) -> dict[str, Seat]:
    """Return the seats of an exercise by name.

    There are always a facilitator, an evaluator and the dispatch centre, and the district's operations centre
    where the scenario has one that decides.

    Parameters
    ----------
    scenario
        Whose exercise it is.
    more
        Ids of townships and fire stations that have seats as well.

    Raises
    ------
    BadInput
        If no township or station that keeps a picture has one of the ids.
    """
    found = [
        Seat("facilitator", Role.FACILITATOR, "导调", "Facilitator"),
        Seat("evaluator", Role.EVALUATOR, "评估", "Evaluator"),
        Seat("centre", Role.CENTRE, "119接处警中心", "119 dispatch centre", DISPATCH_CENTRE),
    ]
    eoc = next((i for i, post in enumerate(scenario.posts) if post.kind is Party.EOC), None)
    if eoc is not None and (scenario.comms == "bearers" or scenario.teams):
        row = scenario.posts[eoc]
        found.append(
            Seat("eoc", Role.DISTRICT, row.name_zh, row.name_en or row.name_zh, Band.POST.address(eoc))
        )
    found += [_place(scenario, name) for name in dict.fromkeys(more)]
    return {seat.name: seat for seat in found}


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
    expected = "a township or a fire station of a scenario with bearers"
    raise BadInput([Fault("--seat", None, None, "", repr(name), expected)])
