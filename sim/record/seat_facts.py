"""What is true of the seats of an exercise 席位, and what people say to one another there."""

from typing import Final, TypeAlias

from sim.record.item import Item


class Word(Item, frozen=True, tag="word"):
    """Somebody says something in words of their own 口头或文字通报: no picture is built from it.

    `bearer` is what alone may carry it, and `precedence` how urgent it is; empty for whatever is usual.
    """

    text: str
    bearer: str = ""
    precedence: str = ""


class SeatChanged(Item, frozen=True, tag="seat"):
    """A person takes a seat, and the policy of that post rests; or hands it back 接管与交还.

    `address` is that of the post.
    """

    address: int
    taken: bool


class WordGiven(Item, frozen=True, tag="wg"):
    """A person lets one who has an address tell another something 人工通报或导调注入.

    `address` is that of the sender, `to` that of the receiver. It travels by what carries messages between
    them, and may be late or lost. `bearer` and `precedence` are those of the `Word`; `inject` is the number
    of the line of the exercise's script that it comes from, if any.
    """

    address: int
    to: int
    text: str
    bearer: str = ""
    precedence: str = ""
    inject: str = ""


class InjectStruck(Item, frozen=True, tag="inj"):
    """An exercise's script breaks something 导调注入影响: `what` is a kind of damage, `target` its row.

    `size` is in the unit of the kind; it is whole again of itself at `until_ms`, or when somebody mends it
    where that is None.
    """

    inject: str
    what: str
    target: int
    size: int
    until_ms: int | None = None


SeatFact: TypeAlias = SeatChanged | WordGiven | InjectStruck
SEAT_FACTS: Final = (SeatChanged, WordGiven)
"""The facts of this module, in the order of their codes: a new one goes to the end of `facts.FACTS`."""
