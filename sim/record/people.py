"""What is told, ordered and true of warnings 预警叫应 and of people at risk 受威胁群众."""

from typing import Final, TypeAlias

from sim.record.item import Item


class WarningOrder(Item, frozen=True, tag="warn"):
    """Warn those below you, and confirm 预警叫应指令; `leave` is whether people at risk are to leave.

    The colour ``none`` lifts the warning 解除. Of two for one township that of the higher number holds.
    `attempt` counts how often the receiver was called, from nought.
    """

    warning: int
    colour: str
    township: int
    leave: bool
    attempt: int = 0


class WarningAck(Item, frozen=True, tag="wack"):
    """A post confirms that it has a warning 回应确认; `address` is that of the post that has it."""

    warning: int
    address: int


class WarningIssued(Item, frozen=True, tag="wi"):
    """A warning is issued for a township 发布预警, or another colour of it; ``none`` lifts it 解除.

    Numbers rise from nought.
    """

    warning: int
    colour: str
    township: int
    leave: bool


class WeatherWarning(Item, frozen=True, tag="warning"):
    """The weather office tells the operations centre of a warning that it has issued 气象预警."""

    warning: int
    colour: str
    township: int
    leave: bool


class CallUnanswered(Item, frozen=True, tag="wu"):
    """A post is called, and nobody answers 无人应答."""

    warning: int
    address: int
    attempt: int


class GroupTold(Item, frozen=True, tag="gt"):
    """A group of households learns of a warning 群众获知预警.

    `by` says how; `source` is the telecom site that carried it where it came as a broadcast, the group of the
    neighbour who told it, its own number where its leader knocked, else the address of its village's post.
    """

    group: int
    warning: int
    by: str
    source: int


class PeopleMoved(Item, frozen=True, tag="pm"):
    """People of a group change state 群众状态改变; `node` is where they are.

    `shelter` is the row of the one that they enter or leave, if any.
    """

    group: int
    was: str
    now: str
    people: int
    node: int
    shelter: int | None = None


class LinkWalked(Item, frozen=True, tag="lw"):
    """People of a group set foot on a link 徒步进入路段."""

    group: int
    link: int


class PeopleSpared(Item, frozen=True, tag="ps"):
    """A hazard strikes where people had left 避险成功: nobody of so many is there any more."""

    place: int
    people: int


PeopleReport: TypeAlias = WarningAck | WeatherWarning
PeopleFact: TypeAlias = WarningIssued | CallUnanswered | GroupTold | PeopleMoved | LinkWalked | PeopleSpared
PEOPLE_FACTS: Final = (WarningIssued, CallUnanswered, GroupTold, PeopleMoved, LinkWalked, PeopleSpared)
"""The facts of this module, in the order of their codes: a new one goes to the end of `facts.FACTS`."""
