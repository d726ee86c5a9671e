"""From what a form sends to an order: places and known closures are filled in from the post's own picture."""

from typing import Final

from sim.live.form import Form, Maker, avoid, number, numbers, yes
from sim.live.orders_aid import AID_FORMS
from sim.live.orders_people import PEOPLE_FORMS
from sim.live.session import Refused
from sim.picture import Picture
from sim.record.facts import Deploy, Dispatch, HandOver, MoveUp, Order, Recall
from sim.record.headquarters import StandDown, WorkRefused
from sim.record.repair import WorkOrder
from sim.record.support import TruckOrder
from sim.record.uav import UavOrder
from sim.scenario.loads import load_nodes
from sim.scenario.model import Scenario
from sim.words import both


def order_of(form: Form, picture: Picture, scenario: Scenario) -> Order:
    """Return the order that a form means, by what the post knows.

    Raises
    ------
    Refused
        If the form is of no kind, lacks a number, or speaks of what the post does not know.
    """
    make = _FORMS.get(form.get("kind")) if isinstance(form.get("kind"), str) else None  # type: ignore[arg-type]
    if make is None:
        raise Refused(both("no such order").en_zh)
    return make(form, picture, scenario)


def _dispatch(form: Form, picture: Picture, scenario: Scenario) -> Order:
    call = picture.calls.get(number(form, "call"))
    if call is None:
        raise Refused(both("the post knows of no such call").en_zh)
    relieves = None if form.get("relieves") is None else number(form, "relieves")
    return Dispatch(number(form, "unit"), call.call, call.node, call.place, avoid(picture), relieves)


def _recall(form: Form, picture: Picture, scenario: Scenario) -> Order:
    view = picture.units.get(number(form, "unit"))
    if view is None or view.call is None:
        raise Refused(both("the post knows of no call that it serves").en_zh)
    return Recall(view.unit, view.call, avoid(picture))


def _move_up(form: Form, picture: Picture, scenario: Scenario) -> Order:
    return MoveUp(number(form, "unit"), number(form, "station"), avoid(picture))


def _hand_over(form: Form, picture: Picture, scenario: Scenario) -> Order:
    return HandOver(number(form, "call"))


def _deploy(form: Form, picture: Picture, scenario: Scenario) -> Order:
    township = number(form, "township")
    if township >= len(scenario.townships):
        raise Refused(both("no such township").en_zh)
    node = scenario.node_ids[scenario.townships[township].seat]
    return Deploy(number(form, "team"), township, node, avoid(picture))


def _work(form: Form, picture: Picture, scenario: Scenario) -> Order:
    damage, team = number(form, "damage"), number(form, "team")
    asked, view = picture.repairs.asked.get(team), picture.repairs.damages.get(damage)
    if asked is not None and asked.damage == damage:
        return asked
    nodes = picture.repairs.asked_at(damage) if view is None else view.nodes
    if not nodes:
        raise Refused(both("the post knows of no such damage").en_zh)
    if form.get("node") is not None:
        first = number(form, "node")
        nodes = (first, *(node for node in nodes if node != first))
    return WorkOrder(team, damage, nodes, avoid(picture))


def _stand(form: Form, picture: Picture, scenario: Scenario) -> Order:
    return StandDown(number(form, "team"), yes(form, "rest"), avoid(picture))


def _refuse(form: Form, picture: Picture, scenario: Scenario) -> Order:
    return WorkRefused(number(form, "team"), number(form, "damage"))


def _genset(form: Form, picture: Picture, scenario: Scenario) -> Order:
    load = number(form, "load")
    if load not in picture.support.supplies:
        raise Refused(both("the post was told nothing of that load").en_zh)
    return TruckOrder(number(form, "truck"), load, load_nodes(scenario)[load], avoid(picture))


def _uav(form: Form, picture: Picture, scenario: Scenario) -> Order:
    links = numbers(form, "links") if "links" in form else (number(form, "link"),)
    return UavOrder(number(form, "uav"), links, avoid(picture))


_FORMS: Final[dict[str, Maker]] = {
    "dispatch": _dispatch,
    "recall": _recall,
    "moveup": _move_up,
    "handover": _hand_over,
    "deploy": _deploy,
    "work": _work,
    "stand": _stand,
    "wref": _refuse,
    "genset": _genset,
    "scout": _uav,
    **AID_FORMS,
    **PEOPLE_FORMS,
}
"""Forms by the tag of the order that they make."""
