"""What is true of an operations centre that is lost, and word that is passed on once 指挥部失效."""

from typing import Final, TypeAlias

from sim.record.casualties import CasualtyMovedOn
from sim.record.item import Item
from sim.record.seismic import QuakeAired


class PostLost(Item, frozen=True, tag="ptl"):
    """The operations centre is lost, or there again 指挥部失效、恢复.

    `reason` is ``script``, or ``dark``: those in a building without power have left it.
    """

    post: int
    lost: bool
    reason: str


class StoodIn(Item, frozen=True, tag="dep"):
    """Somebody who cannot raise a township turns to the one that stands in for it 镇街代管."""

    absent: int
    deputy: int


class Relayed(Item, frozen=True, tag="origin"):
    """What a message tells was passed on 转报: `number` is that of the message that told it first.

    Whoever has passed on that number passes it on no more.
    """

    number: int


PostFact: TypeAlias = PostLost | StoodIn
POST_FACTS: Final = (PostLost, CasualtyMovedOn, QuakeAired, StoodIn)
"""What came with these, in the order of their codes: a new one goes to the end of `facts.FACTS`."""
