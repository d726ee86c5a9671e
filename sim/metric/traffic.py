"""Messages: how many were sent, delivered and lost, by bearer."""

from dataclasses import dataclass

from sim.metric.reader import Reader
from sim.record.facts import MessageDelivered, MessageLost, MessageSent


@dataclass(slots=True)
class Bearer:
    """What went over one bearer 承载: messages sent, delivered, lost; how long the delivered took in all."""

    sent: int = 0
    delivered: int = 0
    lost: int = 0
    delay_ms: int = 0


class Traffic:
    """Follows every message.

    Attributes
    ----------
    bearers
        By name, in the order of first use.
    """

    def __init__(self) -> None:
        self.bearers: dict[str, Bearer] = {}
        self._under_way: dict[int, tuple[int, Bearer]] = {}
        self.readers: dict[type, Reader] = {
            MessageSent: self._send,
            MessageDelivered: self._deliver,
            MessageLost: self._lose,
        }

    def finish(self, t: int) -> None:
        """Take the run to end at a time: what is in flight stays so."""

    def _send(self, seq: int, t: int, fact: MessageSent) -> None:
        bearer = self.bearers.get(fact.bearer)
        if bearer is None:
            bearer = self.bearers[fact.bearer] = Bearer()
        bearer.sent += 1
        self._under_way[seq] = t, bearer

    def _deliver(self, seq: int, t: int, fact: MessageDelivered) -> None:
        sent_ms, bearer = self._under_way.pop(fact.message)
        bearer.delivered += 1
        bearer.delay_ms += t - sent_ms

    def _lose(self, seq: int, t: int, fact: MessageLost) -> None:
        self._under_way.pop(fact.message)[1].lost += 1
