"""Whether an order speaks of what there is, as far as the post that is to give it knows."""

from sim.picture import Picture
from sim.record.facts import UNIT_ORDERS, Deploy, Dispatch, HandOver, MoveUp, Order
from sim.record.repair import WorkOrder
from sim.record.support import TruckOrder
from sim.record.uav import UavForward, UavOrder
from sim.scenario.loads import load_nodes
from sim.scenario.model import Scenario
from sim.terms.enums import UnitStatus


def can_send(picture: Picture, scenario: Scenario, order: Order) -> bool:
    """Whether a post that sends units can give an order.

    An order about a unit, a call, a station or a road that it does not know cannot be given; nor can a call
    be handed over at which somebody works.
    """
    if isinstance(order, HandOver):
        return order.call in picture.calls and not _anyone_works_at(picture, order.call)
    if not isinstance(order, UNIT_ORDERS) or order.unit not in picture.units:
        return False
    if isinstance(order, MoveUp):
        known = 0 <= order.station < len(scenario.stations)
    elif isinstance(order, Dispatch):
        known = _knows_where(picture, order)
    else:
        known = True
    return known and are_links(scenario, order.avoid)


def can_deploy(picture: Picture, scenario: Scenario, order: Order) -> bool:
    """Whether a district can send a team of communications to a township, or a professional team to damage.

    A team of communications goes to one township, and damage must be known, with the place to work at.
    """
    if isinstance(order, Deploy):
        known = _can_set_up(picture, scenario, order)
    elif isinstance(order, WorkOrder):
        view = picture.repairs.damages.get(order.damage)
        known = 0 <= order.team < len(scenario.teams) and view is not None
        known = known and view is not None and bool(order.nodes) and set(order.nodes) <= set(view.nodes)
    elif isinstance(order, TruckOrder):
        known = order.truck in picture.support.trucks and _is_load_at(scenario, order)
    elif isinstance(order, UavOrder):
        known = order.uav in picture.uavs.uavs and bool(order.links) and are_links(scenario, order.links)
        known = known and (not isinstance(order, UavForward) or 0 <= order.node < len(scenario.nodes))
    else:
        return False
    return known and are_links(scenario, order.avoid)


def _is_load_at(scenario: Scenario, order: TruckOrder) -> bool:
    """Whether an order names a load, and the node from which it is reached."""
    return 0 <= order.load < len(scenario.loads) and load_nodes(scenario)[order.load] == order.node


def _can_set_up(picture: Picture, scenario: Scenario, order: Deploy) -> bool:
    """Whether an order names a team, a township with its seat, and the team is not meant for another."""
    if not (0 <= order.team < len(scenario.comms_teams) and 0 <= order.township < len(scenario.townships)):
        return False
    view = picture.teams.get(order.team)
    free = view is None or view.township in (None, order.township)
    return free and order.node == scenario.node_ids[scenario.townships[order.township].seat]


def are_links(scenario: Scenario, links: tuple[int, ...]) -> bool:
    """Whether all of these are links of the scenario."""
    return all(0 <= link < len(scenario.links) for link in links)


def _knows_where(picture: Picture, order: Dispatch) -> bool:
    """Whether an order sends a unit to an open call, where that is, and to relieve another unit there."""
    call, relieves = picture.calls.get(order.call), order.relieves
    if call is None or (call.node, call.place) != (order.node, order.place):
        return False
    return relieves is None or (relieves in call.units and relieves != order.unit)


def _anyone_works_at(picture: Picture, call: int) -> bool:
    """Whether a unit is on the scene of an open call, as far as the post knows."""
    units = picture.calls[call].units.values()
    return any(unit.status == UnitStatus.ON_SCENE.value for unit in units)
