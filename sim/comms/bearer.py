"""What every bearer does, whatever carries it: whether it reaches, and how it carries one message."""

from collections.abc import Callable
from typing import NamedTuple, Protocol, TypeAlias

from sim.comms.member import Member, Parcel
from sim.terms.enums import BearerKind

Ended: TypeAlias = Callable[[str | None], None]
"""Called once when a bearer is done with a message: with None where it arrived, else with a word why not."""

Prepare: TypeAlias = Callable[[Member], None]
"""Lets what a member needs be set up."""


class Path(NamedTuple):
    """A way on which a bearer can carry now.

    Attributes
    ----------
    via
        Sites that carry it, where it has any: those at its two ends, then those of its talk group.
    answers
        Means with which the other end answers, where that may be another one.
    near
        Whether it is a way of a few minutes on foot in the same place: who has it needs no other help.
    """

    via: tuple[int, ...] = ()
    answers: BearerKind | None = None
    near: bool = False


class Bearer(Protocol):
    """A means of communication 通信手段."""

    kind: BearerKind

    def path(self, sender: Member, receiver: Member) -> Path | str:
        """Return the way from one member to another as things are now, or in one word why there is none."""
        ...

    def carry(self, parcel: Parcel, path: Path, ended: Ended) -> None:
        """Carry a message on a way that `path` gave in this millisecond; call `ended` exactly once, later."""
        ...

    @property
    def prepare(self) -> Prepare | None:
        """Told which member wanted it when there was no way: what must be set up is set up then."""
        ...


class ReadyBearer:
    """Base of bearers for which nothing is to be set up."""

    prepare: None = None


NO_TERMINAL = "no_terminal"
"""Reason: an end has no terminal, or one without power."""


def has_power(member: Member, kind: BearerKind, now_ms: int) -> bool:
    """Whether a member has a terminal of a kind that works now."""
    power = member.carries.get(kind)
    return power is not None and power.works(now_ms)
