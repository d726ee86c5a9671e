"""From what a form sends to an order: places and known closures are filled in from the post's own picture."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from sim.live.session import Refused
from sim.picture import Picture
from sim.record.facts import Deploy, Dispatch, HandOver, MoveUp, Order, Recall
from sim.record.repair import WorkOrder
from sim.record.support import TruckOrder
from sim.record.uav import UavOrder
from sim.scenario.loads import load_nodes
from sim.scenario.model import Scenario

Form = Mapping[str, Any]
"""What somebody filled in: ``{"kind": "dispatch", "unit": 3, "call": 0}``."""


def order_of(form: Form, picture: Picture, scenario: Scenario) -> Order:
    """Return the order that a form means, by what the post knows.

    Raises
    ------
    Refused
        If the form is of no kind, lacks a number, or speaks of what the post does not know.
    """
    make = _FORMS.get(form.get("kind")) if isinstance(form.get("kind"), str) else None  # type: ignore[arg-type]
    if make is None:
        raise Refused("no such order 无此指令")
    return make(form, picture, scenario)


def _number(form: Form, key: str) -> int:
    value = form.get(key)
    if type(value) is not int or not 0 <= value < 2**31:
        raise Refused(f"{key} must be a number 须为编号")
    return value


def _avoid(picture: Picture) -> tuple[int, ...]:
    return tuple(sorted(picture.closed))


def _dispatch(form: Form, picture: Picture, scenario: Scenario) -> Order:
    call = picture.calls.get(_number(form, "call"))
    if call is None:
        raise Refused("the post knows of no such call 本席未掌握该警情")
    relieves = None if form.get("relieves") is None else _number(form, "relieves")
    return Dispatch(_number(form, "unit"), call.call, call.node, call.place, _avoid(picture), relieves)


def _recall(form: Form, picture: Picture, scenario: Scenario) -> Order:
    view = picture.units.get(_number(form, "unit"))
    if view is None or view.call is None:
        raise Refused("the post knows of no call that it serves 该车组未承担警情")
    return Recall(view.unit, view.call, _avoid(picture))


def _move_up(form: Form, picture: Picture, scenario: Scenario) -> Order:
    return MoveUp(_number(form, "unit"), _number(form, "station"), _avoid(picture))


def _hand_over(form: Form, picture: Picture, scenario: Scenario) -> Order:
    return HandOver(_number(form, "call"))


def _deploy(form: Form, picture: Picture, scenario: Scenario) -> Order:
    township = _number(form, "township")
    if township >= len(scenario.townships):
        raise Refused("no such township 无此镇街")
    node = scenario.node_ids[scenario.townships[township].seat]
    return Deploy(_number(form, "team"), township, node, _avoid(picture))


def _work(form: Form, picture: Picture, scenario: Scenario) -> Order:
    view = picture.repairs.damages.get(_number(form, "damage"))
    if view is None:
        raise Refused("the post knows of no such damage 本席未掌握该险情")
    nodes = view.nodes
    if form.get("node") is not None:
        first = _number(form, "node")
        nodes = (first, *(node for node in nodes if node != first))
    return WorkOrder(_number(form, "team"), view.damage, nodes, _avoid(picture))


def _genset(form: Form, picture: Picture, scenario: Scenario) -> Order:
    load = _number(form, "load")
    if load not in picture.support.supplies:
        raise Refused("the post was told nothing of that load 本席未掌握该负荷")
    return TruckOrder(_number(form, "truck"), load, load_nodes(scenario)[load], _avoid(picture))


def _uav(form: Form, picture: Picture, scenario: Scenario) -> Order:
    return UavOrder(_number(form, "uav"), (_number(form, "link"),), _avoid(picture))


_FORMS: Final[dict[str, Callable[[Form, Picture, Scenario], Order]]] = {
    "dispatch": _dispatch,
    "recall": _recall,
    "moveup": _move_up,
    "handover": _hand_over,
    "deploy": _deploy,
    "work": _work,
    "genset": _genset,
    "scout": _uav,
}
"""Forms by the tag of the order that they make."""
