"""What a receiver holds in hand when a message has reached it."""

from typing import NamedTuple

import msgspec

from sim.record.facts import Order, Report


class Letter(NamedTuple):
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


_DECODER: msgspec.msgpack.Decoder[Order] = msgspec.msgpack.Decoder(Order)


def encode_order(order: Order) -> bytes:
    """Return the canonical bytes of an order, as a journal keeps it.

    Examples
    --------
    >>> from sim.record.facts import HandOver
    >>> decode_order(encode_order(HandOver(3)))
    HandOver(call=3)
    """
    return msgspec.msgpack.encode(order)


def decode_order(data: bytes) -> Order:
    """Return the order that canonical bytes hold.

    Raises
    ------
    msgspec.MsgspecError
        If they hold none.
    """
    return _DECODER.decode(data)
