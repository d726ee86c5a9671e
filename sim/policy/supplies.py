"""Who is brought what, from where and by what 物资投送; which shelters open: rules over what was told."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sim.network.travel import Travel
from sim.picture import Picture
from sim.picture.supplies import MODES, NeedView, StoreView
from sim.record.facts import Order
from sim.record.supplies import Amounts, OpenShelter, Supply
from sim.scenario.relief import Relief
from sim.terms.ids import Band
from sim.terms.relief import Mode


@dataclass(frozen=True, slots=True)
class SupplyPlan:
    """What the district knows beforehand of its stores, places and shelters.

    Attributes
    ----------
    stores, places
        Nodes of the stores, and of all places: villages by row, then shelters.
    villages
        How many of the places are villages.
    road, foot
        Fastest ways of trucks and of porters.
    sails
        Returns whether a boat gets from a node to another, by the map.
    shelters
        Capacity of each shelter, township in which it lies, and whether it must be opened.
    rules
        Loads, weights, limits.
    """

    stores: Sequence[int]
    places: Sequence[int]
    villages: int
    road: Travel
    foot: Travel
    sails: Callable[[int, int], bool]
    shelters: Sequence[tuple[int, int, bool]]
    rules: Relief

    @property
    def payload_kg(self) -> Mapping[Mode, float]:
        """What one carrier of each mode bears."""
        rules = self.rules
        loads = (rules.truck_load, rules.boat_load, rules.foot_load, rules.air_load)
        return {mode: load.value for mode, load in zip(Mode, loads, strict=True)}


class BringSupplies:
    """Bring each place what it said it lacks, most people first, by the cheapest way that is known.

    By truck where a road is believed open; else by boat where both ends lie at a river, on foot where it is
    not too far, by air where there is an aircraft. Who has told nothing is sent nothing.

    Parameters
    ----------
    plan
        What is known beforehand.
    """

    def __init__(self, plan: SupplyPlan) -> None:
        self.plan = plan

    def decide(self, picture: Picture) -> Iterator[Order]:
        """Yield the orders to give now."""
        yield from self._openings(picture)
        while (order := self.next_order(picture)) is not None:
            yield order

    def next_order(self, picture: Picture) -> Supply | None:
        """Return the most urgent order that can be given, or None."""
        needs = sorted(picture.supplies.needs.values(), key=lambda need: (-need.people, need.place))
        for need in needs:
            lacking = self._lacking(picture, need)
            if any(lacking):
                order = self._order(picture, need.place, lacking)
                if order is not None:
                    return order
        return None

    def _lacking(self, picture: Picture, need: NeedView) -> Amounts:
        if need.people == 0:
            return 0, 0, 0
        coming = picture.supplies.under_way(need.place, picture.now_ms, self.plan.rules.lost.ms)
        water, food, tents = (max(0, want - come) for want, come in zip(need.wants, coming, strict=True))
        return water, food, tents

    def _order(self, picture: Picture, place: int, lacking: Amounts) -> Supply | None:
        """Return an order to bring a place what it lacks, as far as a carrier bears it."""
        node = self.plan.places[place]
        for mode in Mode:
            if picture.supplies.failed(place, mode, picture.now_ms, self.plan.rules.lost.ms):
                continue
            for row in self._stores(picture, mode, node):
                goods = self._fit(mode, lacking, picture.supplies.stores[row])
                if any(goods):
                    closed = tuple(sorted(picture.closed_on_foot if mode is Mode.FOOT else picture.closed))
                    return Supply(Band.STORE.address(row), row, place, node, mode.value, goods, closed)
        return None

    def _stores(self, picture: Picture, mode: Mode, node: int) -> list[int]:
        """Return the stores that have a free carrier of a mode, and a way for it, the nearest first."""
        found = []
        for row, store in sorted(picture.supplies.stores.items()):
            ms = self._way_ms(picture, mode, self.plan.stores[row], node)
            if store.carriers[MODES.index(mode.value)] > 0 and ms is not None:
                found.append((ms, row))
        return [row for _, row in sorted(found)]

    def _way_ms(self, picture: Picture, mode: Mode, start: int, node: int) -> float | None:
        """Return how long it takes as far as is known, None where there is no way; by air all are alike."""
        if mode is Mode.TRUCK:
            return self.plan.road.time(start, node, picture.closed)
        if mode is Mode.FOOT:
            ms = self.plan.foot.time(start, node, picture.closed_on_foot)
            return None if ms is None or ms > self.plan.rules.foot_limit.ms else ms
        return 0.0 if mode is Mode.AIR or self.plan.sails(start, node) else None

    def _fit(self, mode: Mode, lacking: Amounts, store: StoreView) -> Amounts:
        """Return what of it is in store and fits one carrier, of each good the same share."""
        rules = self.plan.rules
        wanted = [min(want, max(0, have)) for want, have in zip(lacking, store.stocks, strict=True)]
        weights = (rules.water_weight.value, rules.food_weight.value, rules.tent_weight.value)
        kg = math.fsum(weight * want for weight, want in zip(weights, wanted, strict=True))
        share = min(1.0, self.plan.payload_kg[mode] / kg) if kg else 0.0
        water, food, tents = (math.floor(share * want) for want in wanted)
        return water, food, tents

    # --- shelters -------------------------------------------------------------------------------------------

    def _openings(self, picture: Picture) -> Iterator[OpenShelter]:
        """Open dual-use places where people were told to leave, and next to what is nearly full."""
        asked = self._warned(picture)
        for row, (_, township, shut) in enumerate(self.plan.shelters):
            if shut and row not in picture.supplies.opened and township in asked:
                yield OpenShelter(Band.SHELTER.address(row), row)
        for row, told in sorted(picture.supplies.shelters.items()):
            if told.open and told.people >= self.plan.rules.shelters.nearly_full.value * told.room:
                following = self._next_to(picture, row)
                if following is not None:
                    yield OpenShelter(Band.SHELTER.address(following), following)

    def _warned(self, picture: Picture) -> frozenset[int]:
        """Return the townships that the post has called about a warning."""
        called = (address for each in picture.warnings.of.values() for address in each.called)
        return frozenset(address - Band.TOWNSHIP for address in called if address >= Band.TOWNSHIP)

    def _next_to(self, picture: Picture, full: int) -> int | None:
        """Return the nearest place that was not ordered to open, where none next to it is opening."""
        nodes = self.plan.places[self.plan.villages :]
        opening = [row for row in picture.supplies.opened if not self._is_told_open(picture, row)]
        if opening:
            return None
        rows = [
            row
            for row, (_, _, shut) in enumerate(self.plan.shelters)
            if shut and row not in picture.supplies.opened
        ]
        ways = [(self.plan.foot.time(nodes[full], nodes[row], picture.closed_on_foot), row) for row in rows]
        return min(((ms, row) for ms, row in ways if ms is not None), default=(0, None))[1]

    def _is_told_open(self, picture: Picture, row: int) -> bool:
        told = picture.supplies.shelters.get(row)
        return told is not None and told.open
