"""What is told, ordered and true of a second dispatch centre 备用接处警中心."""

from typing import Final, TypeAlias

from sim.record.item import Item


class CentreWatch(Item, frozen=True, tag="cwt"):
    """The dispatch centre tells the second one that it is there 值守联络; its open calls follow."""


class CentreNotice(Item, frozen=True, tag="cnotice"):
    """Report to this centre from now on 接处警指挥权通知: `post` is its address.

    A later notice has a higher `number`.
    """

    post: int
    number: int


class CentreMoved(Item, frozen=True, tag="ctm"):
    """Command of the fire service goes from one centre to another 接处警指挥权转移, as its taker holds."""

    sender: int
    receiver: int


class CentreLost(Item, frozen=True, tag="ctl"):
    """A dispatch centre is lost, by script, or works again 接处警中心失效: `post` is its address."""

    post: int
    lost: bool


class CommandSplit(Item, frozen=True, tag="cms"):
    """Two centres both hold that they command 双重指挥, or no longer do."""

    first: int
    second: int
    both: bool


class PostMoved(Item, frozen=True, tag="pmv"):
    """A post that a vehicle bears sets off from a node, or stands there 车载指挥所机动; `bound`: its goal."""

    post: int
    node: int
    bound: int


class PostSetUp(Item, frozen=True, tag="psu"):
    """A post that a vehicle bears has set up its satellite station 动中通开通."""

    post: int
    node: int


StandbyFact: TypeAlias = CentreMoved | CentreLost | CommandSplit | PostMoved | PostSetUp
STANDBY_FACTS: Final = (CentreMoved, CentreLost, CommandSplit, PostMoved, PostSetUp)
"""The facts of this module, in the order of their codes: a new one goes to the end of `facts.FACTS`."""
