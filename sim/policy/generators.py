"""Which load gets a generator truck 应急发电车调派: decided from what was told of loads and trucks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sim.network.travel import Travel
from sim.picture import Picture
from sim.picture.support import SupplyView, TruckView
from sim.record.support import TruckOrder
from sim.terms.support import TruckStatus

_AT_HAND = frozenset(status.value for status in (TruckStatus.AT_BASE, TruckStatus.RETURNING))
_BUSY = frozenset(
    status.value
    for status in (
        TruckStatus.MUSTERING,
        TruckStatus.EN_ROUTE,
        TruckStatus.STRANDED,
        TruckStatus.CONNECTING,
        TruckStatus.SUPPLYING,
    )
)


@dataclass(frozen=True, slots=True)
class GeneratorPlan:
    """What the district knows beforehand of its critical loads and its trucks.

    Attributes
    ----------
    ranks, nodes
        Of each critical load, by number: its place in the order of loads, and where it is reached.
    homes, vehicles
        Of each truck, by number: its base, and what it drives.
    travel
        Fastest ways by kind of vehicle.
    ahead_ms
        A load whose own supply lasts longer than this is not sent a truck yet.
    """

    ranks: dict[int, int]
    nodes: dict[int, int]
    homes: Sequence[int]
    vehicles: Sequence[str]
    travel: dict[str, Travel]
    ahead_ms: int


class SendGenerators:
    """Send a truck to each critical load that is said to be without mains 保电.

    What comes first by rank goes first, then what goes dark first. To it goes the truck that is there first
    by the roads as they are believed; where none is at hand, that of the load that matters least, if it
    matters less. A load of which nobody told that it is without mains gets none.

    Parameters
    ----------
    plan
        What the district knows beforehand.
    """

    def __init__(self, plan: GeneratorPlan) -> None:
        self.plan = plan

    def decide(self, picture: Picture) -> Iterator[TruckOrder]:
        """Yield the orders to give now."""
        while (order := self.next_order(picture)) is not None:
            yield order

    def next_order(self, picture: Picture) -> TruckOrder | None:
        """Return the most urgent order that can be given, or None."""
        meant = picture.support.meant()
        for view in sorted(self.wanting(picture), key=self._urgency):
            if view.load in meant:
                continue
            truck = self.choose(picture, view.load)
            if truck is not None:
                avoid = tuple(sorted(picture.closed))
                return TruckOrder(truck, view.load, self.plan.nodes[view.load], avoid)
        return None

    def wanting(self, picture: Picture) -> Iterator[SupplyView]:
        """Yield what is known of critical loads that are without mains, and go dark soon or are dark."""
        for load in sorted(picture.support.supplies):
            view = picture.support.supplies[load]
            ends_ms = view.ends_ms()
            soon = ends_ms is not None and ends_ms - picture.now_ms <= self.plan.ahead_ms
            if soon and load in self.plan.ranks:
                yield view

    def choose(self, picture: Picture, load: int) -> int | None:
        """Return the truck to send to a load, or None where none can be sent."""
        idle, taken = [], []
        for truck in range(len(self.plan.homes)):
            view = picture.support.trucks.get(truck)
            if view is not None and view.silent:
                continue
            ms = self._travel_ms(picture, truck, view, load)
            if ms is None:
                continue
            if view is None or (view.goes_to is None and view.status in _AT_HAND):
                idle.append((ms, truck))
            elif self._may_leave(view, load):
                taken.append((-self._rank(view.goes_to), ms, truck))
        return min(idle)[1] if idle else min(taken)[2] if taken else None

    def _may_leave(self, view: TruckView, load: int) -> bool:
        """Whether a truck that is at work, and has answered, is meant for what matters less."""
        busy = view.order is None and view.status in _BUSY
        return busy and self._rank(view.goes_to) > self.plan.ranks[load]

    def _rank(self, load: int | None) -> int:
        return self.plan.ranks.get(-1 if load is None else load, 0)

    def _urgency(self, view: SupplyView) -> tuple[int, int, int]:
        return self.plan.ranks[view.load], view.ends_ms() or 0, view.load

    def _travel_ms(self, picture: Picture, truck: int, view: TruckView | None, load: int) -> float | None:
        here = self.plan.homes[truck] if view is None else view.node
        travel = self.plan.travel[self.plan.vehicles[truck]]
        return travel.time(here, self.plan.nodes[load], picture.closed)
