"""What is asked, promised and true of mutual aid 跨区增援, in the messages of EDXL-RM 1.0.

Source: OASIS Emergency Data Exchange Language Resource Messaging (EDXL-RM) 1.0, 2008-11-01, section 3.3.
A request is named by its number. `to` and `origin` are the addresses of who receives and who speaks.
"""

from typing import Final, TypeAlias

from sim.record.item import Item
from sim.record.own_storm import OwnLoad, RecallNotice


class RequestResource(Item, frozen=True, tag="rr"):
    """Lend us units 请求增援: (capability, units) pairs `needs`, for a call or ahead of any.

    They are to check in at one of our stations (`station`). With `standing` the call is one for which there
    is a standing agreement: units go to it straight away. `avoid` are links known closed.
    """

    to: int
    origin: int
    request: int
    needs: tuple[tuple[str, int], ...]
    station: int
    call: int | None = None
    node: int = 0
    place: int = 0
    standing: bool = False
    avoid: tuple[int, ...] = ()


class ResponseToRequestResource(Item, frozen=True, tag="rrr"):
    """A neighbour offers units 应答, none where it declines; or a post has found all there are."""

    to: int
    origin: int
    request: int
    units: tuple[int, ...]


class RequisitionResource(Item, frozen=True, tag="rqr"):
    """Of what was offered these units are wanted 调用."""

    to: int
    origin: int
    request: int
    units: tuple[int, ...]
    avoid: tuple[int, ...] = ()


class CommitResource(Item, frozen=True, tag="cr"):
    """These units come 确认派出: `origin` is the neighbour whose they are, also where others pass it on."""

    to: int
    origin: int
    request: int
    units: tuple[int, ...]


class ReleaseResource(Item, frozen=True, tag="rel"):
    """A unit is needed no more, and goes home 解除增援; `to` is the unit itself."""

    to: int
    unit: int
    avoid: tuple[int, ...] = ()


class AidOrdered(Item, frozen=True, tag="ao"):
    """The municipality orders a neighbour to send units, its reserve among them 调令; else as a request.

    `origin` is the post that the neighbour is to tell what comes.
    """

    to: int
    origin: int
    request: int
    needs: tuple[tuple[str, int], ...]
    station: int
    call: int | None = None
    node: int = 0
    place: int = 0
    avoid: tuple[int, ...] = ()


class DeploymentStatus(Item, frozen=True, tag="rds"):
    """A unit tells how its loan stands 部署状态 (ReportResourceDeploymentStatus)."""

    unit: int
    stage: str


class AidNeeded(Item, frozen=True, tag="an"):
    """The dispatch centre asks for aid 提出增援需求, for a call told of at a time, or ahead of any."""

    request: int
    call: int | None
    since_ms: int
    needs: tuple[tuple[str, int], ...]
    standing: bool = False


class AidApproved(Item, frozen=True, tag="aa"):
    """The home district's operations centre lets neighbours be asked 批准增援请求."""

    request: int


class LoanChanged(Item, frozen=True, tag="lc"):
    """The loan of a unit changes its stage 借调状态; `node` is where the unit is."""

    unit: int
    request: int
    stage: str
    node: int


AidOrder: TypeAlias = (
    RequestResource
    | ResponseToRequestResource
    | RequisitionResource
    | CommitResource
    | ReleaseResource
    | AidOrdered
    | RecallNotice
)
AID_ORDERS: Final = (
    RequestResource,
    ResponseToRequestResource,
    RequisitionResource,
    CommitResource,
    ReleaseResource,
    AidOrdered,
    RecallNotice,
)
"""What posts say to each other and to units about aid; each names its receiver."""
AidReport: TypeAlias = DeploymentStatus | OwnLoad
AID_REPORTS: Final = (DeploymentStatus, OwnLoad)
"""What units and stations of those who lend tell."""
AidFact: TypeAlias = AidNeeded | AidApproved | LoanChanged
AID_FACTS: Final = (AidNeeded, AidApproved, LoanChanged)
"""The facts of this module, in the order of their codes: a new one goes to the end of `facts.FACTS`."""
