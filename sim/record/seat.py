"""What people do in an exercise: who decides for a post, and what they order; the entries of a journal."""

from typing import Final, TypeAlias

import msgspec

from sim.record.facts import FACTS, OrderGiven
from sim.record.seat_facts import InjectStruck, SeatChanged, WordGiven

Act: TypeAlias = OrderGiven | SeatChanged | WordGiven | InjectStruck
"""What a person does at a time: an entry of the journal, and of the log."""
ACTS: Final = (OrderGiven, SeatChanged, WordGiven, InjectStruck)

_ENCODER = msgspec.json.Encoder()
_DECODER: Final[msgspec.json.Decoder[Act]] = msgspec.json.Decoder(Act)
assert set(ACTS) <= set(FACTS)


def encode_act(act: Act) -> bytes:
    """Return an act as canonical JSON."""
    return _ENCODER.encode(act)


def decode_act(data: bytes | str) -> Act:
    """Return the act that JSON holds: ``["og",["dispatch",0,1,4,4,[],null],1]``, for example.

    Raises
    ------
    BadAct
        If it holds none.
    """
    try:
        return _DECODER.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise BadAct(str(error)) from None


class BadAct(ValueError):
    """Bytes that are no act of a person."""
