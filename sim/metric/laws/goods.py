"""Laws of what is used and sent: fuel, messages."""

from sim.metric.laws.calls import CallLaws
from sim.metric.laws.law import broken
from sim.metric.laws.repair import RepairLaws
from sim.metric.laws.roads import RoadLaws
from sim.metric.laws.units import UnitLaws
from sim.metric.reader import Reader
from sim.record.facts import (
    CallOver,
    CallReport,
    Dispatch,
    FuelChanged,
    MessageDelivered,
    MessageLost,
    MessageSent,
    MoveUp,
    ReliefWanted,
    RoadReport,
    SizeUp,
    UnitReport,
)
from sim.record.repair import CrewReport, DamageReport, WorkOrder
from sim.scenario.model import Scenario
from sim.terms.ids import DISPATCH_CENTRE, Address, Band, addressed_unit


class FuelLaws:
    """Follows the tank of every unit."""

    def __init__(self, scenario: Scenario) -> None:
        types = [scenario.unit_types[unit.type] for unit in scenario.units]
        self._full_ml = [round(unit_type.fuel.value * 1000) for unit_type in types]
        self._left_ml = list(self._full_ml)

    @property
    def checks(self) -> dict[type, Reader]:
        """What to do at each kind of fact."""
        return {FuelChanged: self._change}

    def _change(self, seq: int, t: int, fact: FuelChanged) -> None:
        if not 0 <= fact.unit < len(self._left_ml):
            raise broken("tank", seq, t, f"unit {fact.unit} does not exist")
        before_ml = self._left_ml[fact.unit]
        if fact.left_ml != before_ml + fact.filled_ml - fact.used_ml or min(fact.used_ml, fact.filled_ml) < 0:
            said = f"{before_ml} + {fact.filled_ml} - {fact.used_ml} ml, and says {fact.left_ml}"
            raise broken("fuel", seq, t, f"unit {fact.unit} has {said}")
        if not 0 <= fact.left_ml <= self._full_ml[fact.unit]:
            raise broken(
                "tank", seq, t, f"unit {fact.unit} has {fact.left_ml} of {self._full_ml[fact.unit]} ml"
            )
        self._left_ml[fact.unit] = fact.left_ml


class MessageLaws:
    """Follows every message, and what those who receive it may do from then on."""

    def __init__(self, calls: CallLaws, units: UnitLaws, roads: RoadLaws, repairs: RepairLaws) -> None:
        self._calls = calls
        self._units = units
        self._roads = roads
        self._repairs = repairs
        self._under_way: dict[int, MessageSent | None] = {}

    @property
    def checks(self) -> dict[type, Reader]:
        """What to do at each kind of fact."""
        return {MessageSent: self._send, MessageDelivered: self._deliver, MessageLost: self._lose}

    def finish(self, seq: int, t: int, in_flight: int) -> None:
        """Look whether the messages that are said to be in flight are those sent, less delivered and lost."""
        if in_flight != len(self._under_way):
            found = (
                f"{len(self._under_way)} are neither delivered nor lost, {in_flight} are said to be in flight"
            )
            raise broken("in_flight", seq, t, found)

    def _send(self, seq: int, t: int, fact: MessageSent) -> None:
        body = fact.body
        if _IDLE.issuperset(map(type, body)):
            self._under_way[seq] = None  # most messages: no law hangs on what they tell
            return
        self._under_way[seq] = fact
        for item in body:
            if type(item) is RoadReport and not item.closed:
                self._roads.hear(fact.sender, item)  # who tells that a link is open has seen it
            if type(item) is Dispatch and not self._calls.is_taken(item.call):
                raise broken(
                    "sent_to", seq, t, f"unit {item.unit} is sent to call {item.call}, not taken yet"
                )

    def _lose(self, seq: int, t: int, fact: MessageLost) -> None:
        if self._under_way.pop(fact.message, _UNKNOWN) is _UNKNOWN:
            raise broken("posted", seq, t, f"message {fact.message} is lost, but it is not under way")

    def _deliver(self, seq: int, t: int, fact: MessageDelivered) -> None:
        sent = self._under_way.pop(fact.message, _UNKNOWN)
        if sent is _UNKNOWN:
            raise broken("posted", seq, t, f"message {fact.message} is delivered, but it is not under way")
        if sent is not None:
            for item in sent.body:
                self._hear(seq, t, sent.receiver, item)

    def _hear(self, seq: int, t: int, receiver: int, item: object) -> None:
        """Let an order or a report that has arrived have its effect on what the laws allow."""
        if type(item) is CallReport:
            if takes_calls(receiver):
                self._calls.hear(seq, t, item.call)
        elif type(item) is RoadReport:
            self._roads.hear(receiver, item)
        elif type(item) is Dispatch and addressed_unit(Address(receiver)) == item.unit:
            self._units.order(item.unit, item.call)
            self._roads.order(item)
        elif type(item) is MoveUp and addressed_unit(Address(receiver)) == item.unit:
            self._units.order(item.unit, None)
        elif type(item) is WorkOrder and receiver == Band.CREW.address(item.team):
            self._repairs.order(item)


def takes_calls(address: int) -> bool:
    """Whether somebody takes calls: a dispatch centre, the first or another, or a station."""
    near = Band.STATION <= address < Band.TOWNSHIP or Band.POST <= address < Band.COMMS_TEAM
    return address == DISPATCH_CENTRE or near


_IDLE = frozenset({UnitReport, SizeUp, CallOver, ReliefWanted, CrewReport, DamageReport})
_UNKNOWN = MessageSent(-1, -1, "", ())
"""Stands for a message that was never sent, or is not under way any more."""
