"""What is true of the seats of an exercise 席位, and what people say to one another there."""

from typing import Final, TypeAlias

from sim.record.item import Item


class Word(Item, frozen=True, tag="word"):
    """Somebody says something in words of their own 口头或文字通报: no picture is built from it."""

    text: str


class SeatChanged(Item, frozen=True, tag="seat"):
    """A person takes a seat, and the policy of that post rests; or hands it back 接管与交还.

    `address` is that of the post.
    """

    address: int
    taken: bool


class WordGiven(Item, frozen=True, tag="wg"):
    """A person lets one who has an address tell another something 人工通报或导调注入.

    `address` is that of the sender, `to` that of the receiver. It travels by what carries messages between
    them, and may be late or lost.
    """

    address: int
    to: int
    text: str


SeatFact: TypeAlias = SeatChanged | WordGiven
SEAT_FACTS: Final = (SeatChanged, WordGiven)
"""The facts of this module, in the order of their codes: a new one goes to the end of `facts.FACTS`."""
