"""What a post of two knows of command 指挥权: whether it leads, and whether it may take command."""

from typing import NamedTuple


class Command(NamedTuple):
    """What a post of two knows of command.

    Attributes
    ----------
    leads
        Whether it leads, as far as it knows.
    lost
        Whether nobody is there, so that nothing goes out.
    first
        Whether it is the first of the two, which leads as long as it is there and heard.
    other
        Address of the other; None where there is no other.
    heard_ms
        When what last reached the second from the first was sent; None where nothing did, and at the first.
    may_take
        Whether command can be taken here now.
    """

    leads: bool
    lost: bool
    first: bool
    other: int | None
    heard_ms: int | None
    may_take: bool
