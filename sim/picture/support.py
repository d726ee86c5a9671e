"""What a post knows of loads without mains, and of the generator trucks that feed them 应急供电态势."""

from collections.abc import Iterator
from dataclasses import dataclass

from sim.record.support import SupplyReport, TruckOrder, TruckReport
from sim.terms.enums import PowerSource
from sim.terms.support import TruckStatus

_MAINS: str = PowerSource.MAINS.value
_LISTENS = frozenset(
    status.value
    for status in (
        TruckStatus.MUSTERING,
        TruckStatus.EN_ROUTE,
        TruckStatus.STRANDED,
        TruckStatus.RETURNING,
    )
)


@dataclass(slots=True)
class SupplyView:
    """What a post knows of the supply of one load: as it was told, and when.

    Attributes
    ----------
    left_ms
        For how long it goes on without mains from then on; None for without end.
    """

    load: int
    source: str
    left_ms: int | None
    told_ms: int

    def ends_ms(self) -> int | None:
        """Return when its own supply ends, as far as was told; None for never, or while it has mains."""
        if self.source == _MAINS or self.left_ms is None:
            return None
        return self.told_ms + self.left_ms


@dataclass(slots=True)
class TruckView:
    """What a post knows of a generator truck.

    Attributes
    ----------
    status, node, load, fuel_ms
        As it said last.
    order, ordered_ms
        The post's own last order, as long as it has not answered it; and when that was.
    silent
        Whether an order found no means to it, and it has not been heard since 失联.
    """

    truck: int
    status: str
    node: int
    told_ms: int
    load: int | None = None
    fuel_ms: int | None = None
    order: TruckOrder | None = None
    ordered_ms: int = 0
    silent: bool = False

    @property
    def goes_to(self) -> int | None:
        """The load for which it is meant, by its own word or by an order that it has not answered."""
        return self.load if self.order is None else self.order.load


class SupportView:
    """Loads and trucks as one post knows them.

    Attributes
    ----------
    supplies
        By load: those of which it was told.
    trucks
        By number: those that have reported, or were given orders.
    """

    def __init__(self) -> None:
        self.supplies: dict[int, SupplyView] = {}
        self.trucks: dict[int, TruckView] = {}

    def meant(self) -> dict[int, TruckView]:
        """Return the truck that is meant for each load; one that cannot be raised is not counted on."""
        views = (self.trucks[truck] for truck in sorted(self.trucks))
        return {view.goes_to: view for view in views if view.goes_to is not None and not view.silent}

    def under_way(self) -> Iterator[int]:
        """Yield the trucks that want to know how the roads are."""
        for truck in sorted(self.trucks):
            view = self.trucks[truck]
            if view.status in _LISTENS or view.order is not None:
                yield truck

    def note(self, order: TruckOrder, now_ms: int) -> None:
        """Remember an order that the post itself gives now."""
        view = self.trucks.get(order.truck)
        if view is None:
            view = self.trucks[order.truck] = TruckView(order.truck, "", order.node, now_ms)
        view.order, view.ordered_ms, view.silent = order, now_ms, False

    def miss(self, order: TruckOrder) -> bool:
        """Remember that an order found no means to its truck; whether it was the last one."""
        view = self.trucks[order.truck]
        missed = view.order is order
        view.silent = view.silent or missed
        return missed

    def learn_supply(self, item: SupplyReport, sent_ms: int) -> bool:
        """Take in word of a load; whether a decision may hang on it."""
        view = self.supplies.get(item.load)
        if view is not None and sent_ms < view.told_ms:
            return False
        self.supplies[item.load] = SupplyView(item.load, item.source, item.left_ms, sent_ms)
        return view is None or item.source != _MAINS or view.source != item.source

    def learn_truck(self, item: TruckReport, sent_ms: int) -> bool:
        """Take in word of a truck; whether a decision may hang on it."""
        view = self.trucks.get(item.truck)
        if view is None:
            view = self.trucks[item.truck] = TruckView(item.truck, "", item.node, sent_ms)
        elif sent_ms < view.told_ms:
            return False
        before = view.status, view.goes_to, view.silent
        if view.order is not None and item.heard_ms is not None and item.heard_ms >= view.ordered_ms:
            view.order = None
        view.status, view.node, view.load = item.status, item.node, item.load
        view.fuel_ms, view.told_ms, view.silent = item.fuel_ms, sent_ms, False
        return before != (view.status, view.goes_to, view.silent)
