"""What is true of aid from above and of those who fly 上级增援与航空救援."""

from typing import Final, TypeAlias

from sim.record.item import Item


class TierApproved(Item, frozen=True, tag="tap"):
    """An upper tier lets its reserves be asked 上级批准: `post` is its address."""

    post: int
    request: int


class FlightHeld(Item, frozen=True, tag="flh"):
    """A helicopter does not fly on, or not at all 停飞: `who` is its address, `node` the nearest to it.

    `reason` is ``night`` or ``rain``.
    """

    who: int
    node: int
    reason: str


class FlightLeg(Item, frozen=True, tag="flg"):
    """A helicopter has flown from one node to another, or to where it landed near it 飞行航段.

    `ms` is how long it was in the air until now, and `rain` the hardest rain it met, in mm/h times 100.
    """

    who: int
    node: int
    bound: int
    ms: int
    rain: int


class BaseFuelled(Item, frozen=True, tag="bfu"):
    """A unit fills up from the drums of a forward base 前置点加油; `left_ml` is what is left there."""

    base: int
    unit: int
    ml: int
    left_ml: int


UpperFact: TypeAlias = TierApproved | FlightHeld | FlightLeg | BaseFuelled
UPPER_FACTS: Final = (TierApproved, FlightHeld, FlightLeg, BaseFuelled)
"""The facts of this module, in the order of their codes: a new one goes to the end of `facts.FACTS`."""
