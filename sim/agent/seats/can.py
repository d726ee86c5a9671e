"""Whether an order about relief, people or power speaks of what there is, as far as the post knows."""

from sim.agent.sense import are_links
from sim.picture import Picture
from sim.picture.supplies import MODES
from sim.record.casualties import Fetch
from sim.record.people import WarningOrder
from sim.record.rides import RideOrder
from sim.record.supplies import OpenShelter, Supply
from sim.scenario.model import Scenario
from sim.terms.control import BusStatus
from sim.terms.enums import WarningColour
from sim.terms.ids import Band, UnitId, unit_address

_IDLE: str = BusStatus.IDLE.value


def can_fetch(scenario: Scenario, picture: Picture, order: Fetch) -> bool:
    """Whether an ambulance that has reported can fetch casualties that were told of, for a hospital."""
    wounded = picture.care.wounded.get(order.call)
    if wounded is None or (wounded.place, wounded.node) != (order.place, order.node):
        return False
    known = order.unit in picture.care.ambulances and order.to == unit_address(UnitId(order.unit))
    return known and 0 <= order.hospital < len(scenario.hospitals) and are_links(scenario, order.avoid)


def can_supply(scenario: Scenario, picture: Picture, order: Supply) -> bool:
    """Whether a store said that it has the goods and a carrier, and a place that it lacks something."""
    store, where = picture.supplies.stores.get(order.store), place_node(scenario, order.place)
    if store is None or order.mode not in MODES or order.place not in picture.supplies.needs:
        return False
    enough = all(0 <= want <= max(0, have) for want, have in zip(order.goods, store.stocks, strict=True))
    free = store.carriers[MODES.index(order.mode)] > 0 and any(order.goods) and enough
    there = order.to == Band.STORE.address(order.store) and order.node == where
    return free and there and are_links(scenario, order.avoid)


def place_node(scenario: Scenario, place: int) -> int | None:
    """Return the node of a place that supplies go to: villages by row, then shelters; None for no place."""
    ids = [row.node for row in scenario.villages] + [row.node for row in scenario.shelters]
    return scenario.node_ids[ids[place]] if 0 <= place < len(ids) else None


def opens_by_order(scenario: Scenario, shelter: int) -> bool:
    """Whether a shelter is a dual-use place, which opens by order."""
    rules, rows = scenario.relief.shelters, scenario.shelters
    return 0 <= shelter < len(rows) and (rules.all_dual_use or rows[shelter].id in rules.dual_use)


def can_open(scenario: Scenario, picture: Picture, order: OpenShelter) -> bool:
    """Whether a dual-use place was not ordered to open yet."""
    fresh = order.shelter not in picture.supplies.opened
    there = order.to == Band.SHELTER.address(order.shelter)
    return fresh and there and opens_by_order(scenario, order.shelter)


def can_ride(picture: Picture, order: RideOrder) -> bool:
    """Whether a vehicle said that it is free, and a village that people wait there."""
    bus, wanted = picture.rides.buses.get(order.bus), picture.rides.wanted.get(order.village)
    free = bus is not None and bus.status == _IDLE and bus.village is None
    return free and wanted is not None and wanted[1] > 0


def can_warn(townships: frozenset[int], order: WarningOrder) -> bool:
    """Whether a colour is named, and one of the townships; its number it gets when it is issued."""
    colour = order.colour in WarningColour._value2member_map_
    return colour and order.township in townships and (order.warning, order.attempt) == (0, 0)
