"""What a post knows of relief supplies 物资台账: need, stocks and consignments as told, own orders."""

from dataclasses import dataclass, field

from sim.record.supplies import (
    Amounts,
    ConsignmentReport,
    OpenShelter,
    ShelterReport,
    StoreReport,
    Supply,
    SupplyItem,
    SupplyNeed,
    SupplyOrder,
)
from sim.terms.relief import Mode, Outcome

MODES = [mode.value for mode in Mode]


@dataclass(slots=True)
class NeedView:
    """What a place said it lacks."""

    place: int
    people: int
    wants: Amounts
    told_ms: int


@dataclass(slots=True)
class StoreView:
    """Stocks and free carriers of a store as told, less what was ordered since."""

    stocks: list[int]
    carriers: list[int]
    told_ms: int


@dataclass(slots=True)
class OrderView:
    """An order to bring supplies, and when word came of what became of it."""

    order: Supply
    ordered_ms: int
    ended_ms: int | None = None
    outcome: str = ""


@dataclass(slots=True)
class SupplyView:
    """Need by place, stores by row, shelters by row, orders given.

    Attributes
    ----------
    needs, stores, shelters
        As last told.
    orders
        Orders to bring supplies, in their order.
    opened
        When each dual-use place was ordered to open.
    """

    needs: dict[int, NeedView] = field(default_factory=dict)
    stores: dict[int, StoreView] = field(default_factory=dict)
    shelters: dict[int, ShelterReport] = field(default_factory=dict)
    orders: list[OrderView] = field(default_factory=list)
    opened: dict[int, int] = field(default_factory=dict)
    _shelter_ms: dict[int, int] = field(default_factory=dict)

    def learn(self, item: SupplyItem, sent_ms: int) -> bool:
        """Take in what is told; whether a decision may hang on it."""
        if isinstance(item, SupplyNeed):
            need = self.needs.get(item.place)
            if need is None or sent_ms >= need.told_ms:
                self.needs[item.place] = NeedView(item.place, item.people, item.wants, sent_ms)
        elif isinstance(item, StoreReport):
            store = self.stores.get(item.store)
            if store is None or sent_ms >= store.told_ms:
                self.stores[item.store] = StoreView(list(item.stocks), list(item.carriers), sent_ms)
        elif isinstance(item, ShelterReport):
            if sent_ms >= self._shelter_ms.get(item.shelter, 0):
                self.shelters[item.shelter], self._shelter_ms[item.shelter] = item, sent_ms
        else:
            self._end(item, sent_ms)
        return True

    def note(self, order: SupplyOrder, now_ms: int) -> None:
        """Remember an order that the post itself gives now."""
        if isinstance(order, OpenShelter):
            self.opened[order.shelter] = now_ms
            return
        self.orders.append(OrderView(order, now_ms))
        store = self.stores[order.store]
        store.carriers[MODES.index(order.mode)] -= 1
        for i, amount in enumerate(order.goods):
            store.stocks[i] -= amount

    def under_way(self, place: int, now_ms: int, lost_ms: int) -> Amounts:
        """Return what a place did not count in its last word: on the way, or come since, as is known."""
        told_ms = self.needs[place].told_ms
        found = [0, 0, 0]
        for view in self.orders:
            if view.order.place != place or view.outcome == Outcome.RETURNED.value:
                continue
            pending = view.ended_ms is None and now_ms - view.ordered_ms < lost_ms
            if pending or (view.ended_ms is not None and view.ended_ms > told_ms):
                found = [have + more for have, more in zip(found, view.order.goods, strict=True)]
        return found[0], found[1], found[2]

    def failed(self, place: int, mode: Mode, now_ms: int, for_ms: int) -> bool:
        """Whether a way to a place has failed lately."""
        return any(
            view.order.place == place
            and view.order.mode == mode.value
            and view.outcome == Outcome.RETURNED.value
            and view.ended_ms is not None
            and now_ms - view.ended_ms < for_ms
            for view in self.orders
        )

    def _end(self, item: ConsignmentReport, sent_ms: int) -> None:
        for view in self.orders:
            order = view.order
            same = (order.store, order.place, order.mode) == (item.store, item.place, item.mode)
            if same and view.ended_ms is None:
                view.ended_ms, view.outcome = sent_ms, item.outcome
                return
