"""What a receiver holds in hand when a message has reached it."""

import msgspec

from sim.record.facts import Order, Report


class Letter(msgspec.Struct, frozen=True, gc=False):
    """A delivered message 已送达消息.

    Attributes
    ----------
    sender
        Address of the sender.
    sent_ms
        When it was sent: the age of what it tells counts from here.
    seq
        Entry of its delivery in the log: the cause of whatever follows from it.
    body
        What it tells and orders.
    """

    sender: int
    sent_ms: int
    seq: int
    body: tuple[Report | Order, ...]

    def led_to(self, seq: int) -> "Letter":
        """Return the letter for what follows from a later entry that it led to."""
        return Letter(self.sender, self.sent_ms, seq, self.body)
