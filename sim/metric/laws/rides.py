"""Laws of vehicles that carry people: nobody is aboard twice, and no more than there are seats."""

from sim.metric.laws.law import broken
from sim.metric.reader import Reader
from sim.record.facts import MessageDelivered, MessageSent
from sim.record.people import PeopleMoved
from sim.record.rides import Boarded, BusChanged, GotOff, RideOrder
from sim.scenario.model import Scenario
from sim.terms.control import BusStatus
from sim.terms.enums import PeopleState
from sim.terms.ids import Band

_RIDING: str = PeopleState.RIDING.value


class RideLaws:
    """Follows who is in which vehicle.

    Parameters
    ----------
    scenario
        Its vehicles.
    """

    def __init__(self, scenario: Scenario) -> None:
        self._is_on = scenario.control.rides.on
        self._seats = [row.seats for row in scenario.buses]
        self._aboard: list[dict[int, int]] = [{} for _ in scenario.buses]
        self._riding: dict[int, int] = {}
        self._sent: dict[int, int] = {}
        self._ordered: set[int] = set()

    @property
    def checks(self) -> dict[type, Reader]:
        """What to do at each kind of fact."""
        own: dict[type, Reader] = {
            Boarded: self._board,
            GotOff: self._get_off,
            BusChanged: self._change,
        }
        follows: dict[type, Reader] = {
            MessageSent: self._send,
            MessageDelivered: self._deliver,
            PeopleMoved: self._move,
        }
        return own | follows if self._is_on else own

    def _send(self, seq: int, t: int, fact: MessageSent) -> None:
        if type(fact.body[0]) is RideOrder:
            self._sent[seq] = fact.receiver - Band.BUS

    def _deliver(self, seq: int, t: int, fact: MessageDelivered) -> None:
        if fact.message in self._sent:
            self._ordered.add(self._sent.pop(fact.message))

    def _board(self, seq: int, t: int, fact: Boarded) -> None:
        if not 0 <= fact.bus < len(self._seats) or fact.bus not in self._ordered:
            raise broken("seats", seq, t, f"vehicle {fact.bus} takes people in without an order")
        aboard = self._aboard[fact.bus]
        aboard[fact.group] = aboard.get(fact.group, 0) + fact.people
        if fact.people <= 0 or sum(aboard.values()) > self._seats[fact.bus]:
            said = (
                f"{sum(aboard.values())} people are in vehicle {fact.bus}, of {self._seats[fact.bus]} seats"
            )
            raise broken("seats", seq, t, said)

    def _get_off(self, seq: int, t: int, fact: GotOff) -> None:
        known = 0 <= fact.bus < len(self._seats)
        left = self._aboard[fact.bus].get(fact.group, 0) - fact.people if known else -1
        if fact.people <= 0 or left < 0:
            raise broken("seats", seq, t, f"group {fact.group} has no {fact.people} in vehicle {fact.bus}")
        self._aboard[fact.bus][fact.group] = left

    def _change(self, seq: int, t: int, fact: BusChanged) -> None:
        known = 0 <= fact.bus < len(self._seats)
        here = sum(self._aboard[fact.bus].values()) if known else -1
        moves = fact.status == BusStatus.IDLE.value or fact.bus in self._ordered
        if fact.aboard != here or not moves:
            raise broken("seats", seq, t, f"vehicle {fact.bus} is {fact.status} with {fact.aboard} people")

    def _move(self, seq: int, t: int, fact: PeopleMoved) -> None:
        """Let only who got in ride, and only who got off do anything else."""
        if _RIDING not in (fact.was, fact.now):
            return
        change = fact.people if fact.now == _RIDING else -fact.people
        riding = self._riding[fact.group] = self._riding.get(fact.group, 0) + change
        inside = sum(aboard.get(fact.group, 0) for aboard in self._aboard)
        if (riding > inside) if fact.now == _RIDING else (riding < inside):
            raise broken("seats", seq, t, f"{riding} of group {fact.group} ride, {inside} are in vehicles")
