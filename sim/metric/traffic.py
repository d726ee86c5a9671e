"""Messages: how many were sent, taken up, delivered and lost, by whom and why; orders that never arrived."""

from dataclasses import dataclass, field
from typing import Final, NamedTuple

from sim.metric.reader import Reader
from sim.record.aid import AID_ORDERS
from sim.record.casualties import Fetch
from sim.record.control import ControlOrder
from sim.record.facts import (
    Deploy,
    Dispatch,
    HandOver,
    MessageDelivered,
    MessageDropped,
    MessageLost,
    MessageSent,
    MessageTaken,
    MoveUp,
    Order,
    Recall,
    RollCall,
)
from sim.record.headquarters import StandDown, WorkRefused
from sim.record.people import WarningOrder
from sim.record.repair import WorkOrder
from sim.record.response import CommandNotice, LevelOrder
from sim.record.rides import RideOrder
from sim.record.standby import CentreNotice
from sim.record.supplies import SUPPLY_ORDERS
from sim.record.support import TruckOrder
from sim.record.uav import UavForward, UavOrder

ORDERS: Final = (
    *(Dispatch, Recall, MoveUp, HandOver, Deploy, RollCall, WorkOrder, *AID_ORDERS),
    *(LevelOrder, CommandNotice, WarningOrder, CentreNotice),
    *(ControlOrder, RideOrder, TruckOrder, UavOrder, UavForward, Fetch, *SUPPLY_ORDERS),
    *(StandDown, WorkRefused),
)
IN_FLIGHT: Final = "in_flight"
"""What became of a message that is under way at the end."""


@dataclass(slots=True)
class Bearer:
    """What went over one bearer 承载, or over a whole network of bearers.

    Attributes
    ----------
    sent, lost
        Messages sent and given up: of a network.
    taken, overtaken
        Messages taken up; those that came by other means, or were given up, meanwhile: of a bearer.
    delivered
        Messages delivered.
    failed
        Messages lost (of a network) or dropped (of a bearer), by reason.
    delays_ms
        From sending to delivery, of those that took any time; those delivered at once are not listed.
    """

    sent: int = 0
    lost: int = 0
    taken: int = 0
    overtaken: int = 0
    delivered: int = 0
    failed: dict[str, int] = field(default_factory=dict)
    delays_ms: list[int] = field(default_factory=list)

    def fail(self, reason: str) -> None:
        """Count a failure."""
        self.failed[reason] = self.failed.get(reason, 0) + 1

    @property
    def dropped(self) -> int:
        """Messages that a bearer took and failed to deliver."""
        return sum(self.failed.values()) - self.lost

    @property
    def delays_s(self) -> list[float]:
        """From sending to delivery of every message delivered, in s, in ascending order."""
        at_once = [0.0] * (self.delivered - len(self.delays_ms))
        return at_once + [ms / 1000 for ms in sorted(self.delays_ms)]


class Undelivered(NamedTuple):
    """An order that never arrived 未送达指令; `end` is why it was lost, or ``in_flight``."""

    sent_ms: int
    order: Order
    sender: int
    receiver: int
    end: str


class Traffic:
    """Follows every message.

    Attributes
    ----------
    networks
        The network to which messages were given: all of them count here, once.
    bearers
        The means that took them up, by name, in the order of first use; none where messages are ideal.
    undelivered
        Orders that never arrived, in the order in which that became clear.
    """

    def __init__(self) -> None:
        self.networks: dict[str, Bearer] = {}
        self.bearers: dict[str, Bearer] = {}
        self.undelivered: list[Undelivered] = []
        self._under_way: dict[int, tuple[int, Bearer, MessageSent]] = {}
        self._held: dict[int, list[str]] = {}
        self.readers: dict[type, Reader] = {
            MessageSent: self._send,
            MessageDelivered: self._deliver,
            MessageLost: self._lose,
            MessageTaken: self._take,
            MessageDropped: self._drop,
        }

    def finish(self, t: int) -> None:
        """Take the run to end at a time: what is in flight stays so."""
        for sent_ms, _, fact in self._under_way.values():
            self._miss(sent_ms, fact, IN_FLIGHT)

    def _send(self, seq: int, t: int, fact: MessageSent) -> None:
        network = self.networks.get(fact.bearer)
        if network is None:
            network = self.networks[fact.bearer] = Bearer()
        network.sent += 1
        self._under_way[seq] = t, network, fact

    def _deliver(self, seq: int, t: int, fact: MessageDelivered) -> None:
        sent_ms, network, _ = self._under_way.pop(fact.message)
        network.delivered += 1
        if t != sent_ms:
            network.delays_ms.append(t - sent_ms)
        if fact.by:
            self._bring(fact, t - sent_ms)

    def _bring(self, fact: MessageDelivered, took_ms: int) -> None:
        """Book a delivery with the bearer that made it; whoever else had the message was overtaken."""
        bearer = self._bearer(fact.by)
        bearer.delivered += 1
        if took_ms:
            bearer.delays_ms.append(took_ms)
        self._overtake(fact.message, fact.by)

    def _lose(self, seq: int, t: int, fact: MessageLost) -> None:
        sent_ms, network, sent = self._under_way.pop(fact.message)
        network.lost += 1
        network.fail(fact.reason)
        self._overtake(fact.message)
        self._miss(sent_ms, sent, fact.reason)

    def _take(self, seq: int, t: int, fact: MessageTaken) -> None:
        self._bearer(fact.bearer).taken += 1
        self._held.setdefault(fact.message, []).append(fact.bearer)

    def _drop(self, seq: int, t: int, fact: MessageDropped) -> None:
        self._bearer(fact.bearer).fail(fact.reason)
        self._held[fact.message].remove(fact.bearer)

    def _bearer(self, name: str) -> Bearer:
        bearer = self.bearers.get(name)
        if bearer is None:
            bearer = self.bearers[name] = Bearer()
        return bearer

    def _overtake(self, message: int, but: str = "") -> None:
        for name in self._held.pop(message, ()):
            self.bearers[name].overtaken += name != but

    def _miss(self, sent_ms: int, fact: MessageSent, end: str) -> None:
        """Note the orders in a message that never arrived."""
        for item in fact.body:
            if isinstance(item, ORDERS):
                self.undelivered.append(Undelivered(sent_ms, item, fact.sender, fact.receiver, end))
