"""What neighbouring districts have to do at home 毗邻区县自身受灾: true of them, and told by them."""

from typing import Final, TypeAlias

from sim.record.item import Item


class OwnLoad(Item, frozen=True, tag="own"):
    """A neighbour's duty desk tells its post how many of its own calls wait for a unit 本地待派警情."""

    waiting: int


class RecallNotice(Item, frozen=True, tag="rcn"):
    """A neighbour calls a lent unit back at a time, or takes that back (None) 召回预告."""

    to: int
    origin: int
    unit: int
    at_ms: int | None


class OwnCallBegan(Item, frozen=True, tag="ocb"):
    """A neighbour has a call of its own 毗邻区县本地警情: `post` is its address, `number` its own count."""

    post: int
    number: int
    needs: tuple[tuple[str, int], ...]


class OwnCallEnded(Item, frozen=True, tag="oce"):
    """The units of a neighbour are back from a call of its own."""

    post: int
    number: int


class OwnDuty(Item, frozen=True, tag="odu"):
    """A neighbour's unit is engaged at home, or no more 本地勤务: at a call, or lost to the storm (None)."""

    unit: int
    number: int | None
    on: bool


class RequestWeighed(Item, frozen=True, tag="rwe"):
    """A neighbour that is under load itself has weighed a request 权衡本地灾情后受理."""

    post: int
    request: int


OwnStormFact: TypeAlias = OwnCallBegan | OwnCallEnded | OwnDuty | RequestWeighed
OWN_STORM_FACTS: Final = (OwnCallBegan, OwnCallEnded, OwnDuty, RequestWeighed)
"""The facts of this module, in the order of their codes: a new one goes to the end of `facts.FACTS`."""
