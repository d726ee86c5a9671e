"""What is told, ordered and true of response levels 响应等级, consultations 会商 and who holds command."""

from typing import Final, TypeAlias

from sim.record.item import Item
from sim.record.posts import PostFact, Relayed
from sim.record.standby import CentreNotice, CentreWatch


class DutyBrief(Item, frozen=True, tag="brief"):
    """The dispatch centre tells how it stands 信息报告: open calls, and those with missing people.

    `written` says whether it is the full report in writing, or the first by telephone.
    """

    calls: int
    missing: int
    written: bool


class Present(Item, frozen=True, tag="present"):
    """A member of a consultation answers that it takes part 参会应答."""

    number: int


class Watchword(Item, frozen=True, tag="watchword"):
    """The post that holds command tells the other one that it does 值守联络."""


class LevelOrder(Item, frozen=True, tag="level"):
    """Act at a response level from now on 启动响应: 4 is the lowest, 1 the highest, 0 ends the response.

    A later decision has a higher `number`; what stands in a plan for the level need not be said.
    """

    level: int
    number: int


class Consult(Item, frozen=True, tag="consult"):
    """Take part in a consultation 会商通知."""

    number: int


class CommandNotice(Item, frozen=True, tag="notice"):
    """Report to this post from now on 指挥权移交通知: `post` is its address."""

    post: int


class LevelDecided(Item, frozen=True, tag="lvd"):
    """A post decides on a level 响应等级决定; `reason` is that of a `LevelReason`."""

    post: int
    level: int
    number: int
    reason: str


class LevelKnown(Item, frozen=True, tag="lvk"):
    """Somebody acts at a level from now on 按级响应, because of an order that reached them."""

    address: int
    level: int
    number: int


class MeasureTaken(Item, frozen=True, tag="mst"):
    """Somebody carries out what stands in the plan for a level, or ends it 落实措施.

    `measure` is the key of the measure; `amount` counts what came (people, seats, teams) or, negative, what
    went; 1 where nothing is counted, and -1 at its end.
    """

    address: int
    measure: str
    amount: int


class ConsultationEnded(Item, frozen=True, tag="cns"):
    """A consultation ends 会商结束, or was given up because too few could be raised (`held` is false).

    `present` are the members that took part, `missing` those that could not be raised; `late_ms` is how long
    it was waited for a quorum.
    """

    number: int
    post: int
    present: tuple[int, ...]
    missing: tuple[int, ...]
    held: bool
    late_ms: int


class DeskServed(Item, frozen=True, tag="dsk"):
    """A post has read a message that waited for its staff 文电办理: `waited_ms` until somebody was free."""

    post: int
    message: int
    waited_ms: int


class CommandMoved(Item, frozen=True, tag="cmv"):
    """Command of the district goes from one post to another, as the one that takes it holds 指挥权转移."""

    sender: int
    receiver: int


ResponseReport: TypeAlias = DutyBrief | Present | Watchword | CentreWatch | Relayed
ResponseOrder: TypeAlias = LevelOrder | Consult | CommandNotice | CentreNotice
ResponseFact: TypeAlias = (
    LevelDecided | LevelKnown | MeasureTaken | ConsultationEnded | DeskServed | CommandMoved | PostFact
)
RESPONSE_FACTS: Final = (
    LevelDecided,
    LevelKnown,
    MeasureTaken,
    ConsultationEnded,
    DeskServed,
    CommandMoved,
)
"""The facts of this module, in the order of their codes: a new one goes to the end of `facts.FACTS`."""
