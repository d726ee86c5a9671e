"""What a post knows of mutual aid 跨区增援态势: requests, what came of them, units on loan."""

from collections.abc import Callable
from dataclasses import dataclass, field

from sim.record.aid import (
    AidOrder,
    AidOrdered,
    AidReport,
    CommitResource,
    DeploymentStatus,
    ReleaseResource,
    RequestResource,
    RequisitionResource,
    ResponseToRequestResource,
)
from sim.record.own_storm import OwnLoad, RecallNotice
from sim.terms.aid import LoanStage

_GONE = frozenset({LoanStage.RELEASED.value, LoanStage.HOME.value})
_HOME: str = LoanStage.HOME.value


@dataclass(slots=True)
class RequestView:
    """What a post knows of a request for aid 增援请求.

    Attributes
    ----------
    asks
        The request as it was last sent or heard.
    told_ms
        When the post first sent it or heard of it.
    own
        Whether the post itself needs the aid.
    asked, taken
        To whom the post has sent it, and what it has requisitioned from whom, each with the time.
    offered, committed
        What each neighbour has offered, and what it has promised to send.
    passed
        Neighbours whose promise the post has passed on to the one who asked.
    answered
        Whether the post has told the one who asked that this is all there is.
    over
        Whether nobody is left to be asked, or nothing is lacking.
    direct
        Whether the post asks neighbours itself although it has an operations centre for that.
    ordered
        Whether the post was ordered to lend, its reserve among it.
    ordered_from
        Neighbours that the post itself has ordered to lend.
    """

    asks: RequestResource
    told_ms: int
    own: bool
    asked: dict[int, int] = field(default_factory=dict)
    taken: dict[int, tuple[int, tuple[int, ...]]] = field(default_factory=dict)
    offered: dict[int, tuple[int, ...]] = field(default_factory=dict)
    committed: dict[int, tuple[int, ...]] = field(default_factory=dict)
    wanted: tuple[int, ...] | None = None
    passed: set[int] = field(default_factory=set)
    answered: bool = False
    over: bool = False
    direct: bool = False
    ordered: bool = False
    ordered_from: set[int] = field(default_factory=set)

    @property
    def coming(self) -> list[int]:
        """Units that were promised, in the order of the promises."""
        return [unit for units in self.committed.values() for unit in units]


class Aid:
    """Requests and loans as one post knows them.

    Parameters
    ----------
    owner
        Address of the post.

    Attributes
    ----------
    requests
        By number, in the order in which the post heard of them.
    lent
        Units that the post itself has promised to others, and that are not home yet.
    releasing
        Units that the post has released, and that have not said so yet, with the time.
    gone
        Units that were on loan and are no more, with the time at which they said so.
    declined
        When each neighbour last said that it has nothing to lend.
    recalled
        Units that a neighbour calls back, with the time.
    waiting
        Calls of the post's own that wait for a unit, where it is a neighbour with a storm of its own.
    """

    def __init__(self, owner: int = 0) -> None:
        self._owner = owner
        self.requests: dict[int, RequestView] = {}
        self.lent: set[int] = set()
        self.releasing: dict[int, int] = {}
        self.gone: dict[int, int] = {}
        self.declined: dict[int, int] = {}
        self.recalled: dict[int, int] = {}
        self.waiting = 0
        self._load_ms = -1

    @property
    def guests(self) -> frozenset[int]:
        """Units that others have promised to the post, whether they have come or not."""
        return frozenset(unit for view in self.requests.values() for unit in view.coming)

    def note(self, order: AidOrder, now_ms: int) -> None:
        """Remember what the post itself says now."""
        if isinstance(order, ReleaseResource):
            self.releasing[order.unit] = now_ms
        elif isinstance(order, RequestResource):
            self.requests.setdefault(order.request, RequestView(order, now_ms, True)).asked[order.to] = now_ms
        elif isinstance(order, RequisitionResource):
            self.requests[order.request].taken[order.to] = now_ms, order.units
        elif isinstance(order, ResponseToRequestResource):
            self.requests[order.request].answered = True
        elif isinstance(order, AidOrdered):
            self.requests[order.request].ordered_from.add(order.to)
        elif isinstance(order, RecallNotice):
            self._recall(order, now_ms)
        else:
            self._promise(order)

    def _promise(self, order: CommitResource) -> None:
        """Remember a promise: of a neighbour its own, of others one that they pass on."""
        view = self.requests[order.request]
        if order.origin != self._owner:
            view.passed.add(order.origin)
        else:
            view.committed[order.origin] = order.units
            view.answered = True
            self.lent.update(order.units)
            self.gone = {unit: at_ms for unit, at_ms in self.gone.items() if unit not in order.units}

    def learn(self, item: AidOrder | AidReport, sent_ms: int) -> bool:
        """Take in what is told; whether a decision may hang on it."""
        return _LEARN[type(item)](self, item, sent_ms)

    def has_left(self, item: DeploymentStatus) -> bool:
        """Whether a unit of others says that it is on loan no more."""
        return item.stage in _GONE and item.unit not in self.lent

    def _request(self, item: RequestResource, sent_ms: int) -> bool:
        view = self.requests.setdefault(item.request, RequestView(item, sent_ms, False))
        view.asks = item
        view.passed.clear()  # who asks again has not heard
        view.answered = False
        return True

    def _ordered(self, item: AidOrdered, sent_ms: int) -> bool:
        """Take an order for a request from whoever is to be told; what was promised already still counts."""
        asks = RequestResource(
            item.to,
            item.origin,
            item.request,
            item.needs,
            item.station,
            item.call,
            item.node,
            item.place,
            avoid=item.avoid,
        )
        self._request(asks, sent_ms)
        self.requests[item.request].ordered = True
        return True

    def _response(self, item: ResponseToRequestResource, sent_ms: int) -> bool:
        view = self.requests.get(item.request)
        if view is None:
            return False
        if view.own and not view.direct and not item.units:
            view.over = True
        if not item.units:
            self.declined[item.origin] = sent_ms
        view.offered.setdefault(item.origin, item.units)
        return True

    def _requisition(self, item: RequisitionResource, sent_ms: int) -> bool:
        view = self.requests.get(item.request)
        if view is not None:
            view.wanted, view.answered = item.units, False
        return view is not None

    def _commit(self, item: CommitResource, sent_ms: int) -> bool:
        view = self.requests.get(item.request)
        if view is not None:
            view.committed[item.origin] = item.units
        return view is not None

    def _status(self, item: DeploymentStatus, sent_ms: int) -> bool:
        if item.stage == _HOME:
            self.lent.discard(item.unit)
        if item.stage in _GONE:
            self.releasing.pop(item.unit, None)
            self.recalled.pop(item.unit, None)
            self.gone[item.unit] = sent_ms
        return True

    def _recall(self, item: RecallNotice, sent_ms: int) -> bool:
        if item.at_ms is None:
            self.recalled.pop(item.unit, None)
        else:
            self.recalled[item.unit] = item.at_ms
        return True

    def _load(self, item: OwnLoad, sent_ms: int) -> bool:
        fresh = sent_ms >= self._load_ms
        if fresh:
            self.waiting, self._load_ms = item.waiting, sent_ms
        return fresh

    def _nothing(self, item: ReleaseResource, sent_ms: int) -> bool:
        return False  # it is meant for a unit


_LEARN: dict[type, Callable[..., bool]] = {
    RequestResource: Aid._request,
    ResponseToRequestResource: Aid._response,
    RequisitionResource: Aid._requisition,
    CommitResource: Aid._commit,
    ReleaseResource: Aid._nothing,
    AidOrdered: Aid._ordered,
    DeploymentStatus: Aid._status,
    RecallNotice: Aid._recall,
    OwnLoad: Aid._load,
}
