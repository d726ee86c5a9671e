"""What a post knows of casualties, ambulances and beds 伤员与床位台账: what was told, and nothing else."""

from dataclasses import dataclass, field

from sim.record.casualties import AmbulanceReport, BedReport, CasualtyItem, CasualtyReport, Fetch
from sim.terms.relief import AmbulanceStatus

_FINDING = frozenset({AmbulanceStatus.EN_ROUTE.value, AmbulanceStatus.LOADING.value})


@dataclass(slots=True)
class WoundedView:
    """Casualties at a place as last told; `red` and `yellow` wait to be fetched."""

    call: int
    place: int
    node: int
    red: int
    yellow: int
    told_ms: int


@dataclass(slots=True)
class AmbulanceView:
    """An ambulance as last told, with the order to which it has not answered."""

    unit: int
    status: str
    node: int
    call: int | None
    told_ms: int
    order: Fetch | None = None
    ordered_ms: int = 0


@dataclass(slots=True)
class BedView:
    """A hospital as last told; `bound` are the times of orders to bring somebody there."""

    free: int
    powered: bool
    told_ms: int
    bound: list[int] = field(default_factory=list)

    @property
    def left(self) -> int:
        """Free beds as told, less those whom the post has sent there since."""
        return self.free - sum(t_ms >= self.told_ms for t_ms in self.bound)


class CareView:
    """Casualties by call, ambulances by unit, hospitals by row.

    Attributes
    ----------
    wounded, ambulances, beds
        What was told of each.
    """

    def __init__(self) -> None:
        self.wounded: dict[int, WoundedView] = {}
        self.ambulances: dict[int, AmbulanceView] = {}
        self.beds: dict[int, BedView] = {}

    def learn(self, item: CasualtyItem, sent_ms: int) -> bool:
        """Take in what is told; whether a decision may hang on it."""
        if isinstance(item, CasualtyReport):
            return self._count(item.call, item.place, item.node, (item.red, item.yellow), sent_ms)
        if isinstance(item, BedReport):
            view = self.beds.get(item.hospital)
            if view is not None and sent_ms < view.told_ms:
                return False  # an older word that was overtaken
            bound = [] if view is None else [t_ms for t_ms in view.bound if t_ms >= sent_ms]
            self.beds[item.hospital] = BedView(item.free, item.powered, sent_ms, bound)
            return True
        return self._ambulance(item, sent_ms)

    def note(self, order: Fetch, now_ms: int) -> None:
        """Remember an order that the post itself gives now."""
        view = self.ambulances[order.unit]
        view.order, view.ordered_ms = order, now_ms
        if order.hospital in self.beds:
            self.beds[order.hospital].bound.append(now_ms)

    def sent_to(self, call: int, now_ms: int, lost_ms: int) -> int:
        """Return how many ambulances are on their way to a call, or there, as far as the post knows."""
        views = self.ambulances.values()
        return sum(
            (view.order.call == call and now_ms - view.ordered_ms < lost_ms)
            if view.order is not None
            else (view.call == call and view.status in _FINDING)
            for view in views
        )

    def _count(self, call: int, place: int, node: int, number: tuple[int, int], sent_ms: int) -> bool:
        view = self.wounded.get(call)
        if view is not None and sent_ms < view.told_ms:
            return False
        self.wounded[call] = WoundedView(call, place, node, *number, sent_ms)
        return True

    def _ambulance(self, item: AmbulanceReport, sent_ms: int) -> bool:
        view = self.ambulances.get(item.unit)
        if view is None:
            view = AmbulanceView(item.unit, item.status, item.node, item.call, sent_ms)
            self.ambulances[item.unit] = view
        elif sent_ms < view.told_ms:
            return False
        if view.order is not None and sent_ms >= view.ordered_ms:
            view.order = None
        view.status, view.node, view.call, view.told_ms = item.status, item.node, item.call, sent_ms
        wounded = None if item.call is None else self.wounded.get(item.call)
        if wounded is not None and item.left is not None:
            self._count(wounded.call, wounded.place, wounded.node, item.left, sent_ms)
        return True
