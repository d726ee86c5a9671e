"""The part of the fold on vehicles that carry people: who waited, who was carried, who walked in the end."""

from typing import Any

from sim.metric.reader import Reader
from sim.metric.spread import percentile
from sim.record.facts import MessageSent
from sim.record.people import PeopleMoved
from sim.record.rides import Boarded, BusChanged, GotOff, RideRequest
from sim.scenario.model import Scenario
from sim.terms.control import BusStatus
from sim.terms.enums import PeopleState
from sim.terms.units import MINUTE_MS


class Rides:
    """Follows vehicles; empty where there are none to follow.

    Parameters
    ----------
    scenario
        What the log is a log of.

    Attributes
    ----------
    active
        Whether vehicles carry people at all.
    asked
        Villages that asked for vehicles.
    carried
        People by vehicle, each time that they got in.
    trips
        Trips with people aboard, by vehicle.
    waits_min
        How long people waited until they got in, a figure for each person.
    gave_up, walked_on
        People who waited in vain, and those who got off before a shelter.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.active = scenario.control.rides.on
        self.asked: set[int] = set()
        self.carried = [0] * len(scenario.buses)
        self.trips = [0] * len(scenario.buses)
        self.waits_min: list[float] = []
        self.gave_up = self.walked_on = 0
        self._doors = {scenario.node_ids[row.node] for row in scenario.shelters}
        self._since: dict[int, list[tuple[int, int]]] = {}
        self.readers: dict[type, Reader] = {}
        if self.active:
            self.readers = {
                MessageSent: self._ask,
                PeopleMoved: self._move,
                Boarded: self._board,
                GotOff: self._get_off,
                BusChanged: self._change,
            }

    def finish(self, end_ms: int) -> None:
        """Take the run to end at a time."""

    def _ask(self, seq: int, t: int, fact: MessageSent) -> None:
        item = fact.body[0]
        if type(item) is RideRequest and item.people:
            self.asked.add(item.village)

    def _move(self, seq: int, t: int, fact: PeopleMoved) -> None:
        if fact.now == PeopleState.AWAITING.value:
            self._since.setdefault(fact.group, []).append((fact.people, t))
        elif fact.was == PeopleState.AWAITING.value:
            waiting = self._since[fact.group]
            people, since_ms = waiting.pop(
                next(i for i, each in enumerate(waiting) if each[0] == fact.people)
            )
            if fact.now == PeopleState.RIDING.value:
                self.waits_min += [(t - since_ms) / MINUTE_MS] * people
            elif fact.now != PeopleState.RETURNING.value:
                self.gave_up += people

    def _board(self, seq: int, t: int, fact: Boarded) -> None:
        self.carried[fact.bus] += fact.people

    def _get_off(self, seq: int, t: int, fact: GotOff) -> None:
        if fact.node not in self._doors:
            self.walked_on += fact.people

    def _change(self, seq: int, t: int, fact: BusChanged) -> None:
        self.trips[fact.bus] += fact.status == BusStatus.CARRYING.value

    def summary(self) -> dict[str, Any]:
        """Return the headline figures; empty where no vehicles carry people."""
        if not self.active:
            return {}
        waits_min = sorted(self.waits_min)
        return {
            "rides": {
                "vehicles": len(self.carried),
                "used": sum(trips > 0 for trips in self.trips),
                "villages_asked": len(self.asked),
                "carried": sum(self.carried),
                "trips": sum(self.trips),
                "wait_p50_min": percentile(waits_min, 50),
                "wait_p90_min": percentile(waits_min, 90),
                "gave_up": self.gave_up,
                "walked_on": self.walked_on,
            }
        }
