"""Forms about people: response levels, warnings, control measures, vehicles, casualties, relief supplies."""

from typing import Final

from sim.agent.seats.can import place_node
from sim.live.form import Form, Maker, avoid, number, numbers, word, yes
from sim.live.session import Refused
from sim.picture import Picture
from sim.record.casualties import Fetch
from sim.record.control import ControlOrder
from sim.record.facts import Order
from sim.record.people import WarningOrder
from sim.record.response import CommandNotice, LevelOrder
from sim.record.rides import RideOrder
from sim.record.standby import CentreNotice
from sim.record.supplies import OpenShelter, Supply
from sim.scenario.model import Scenario
from sim.terms.ids import Band, UnitId, unit_address
from sim.terms.relief import Mode
from sim.words import both


def _level(form: Form, picture: Picture, scenario: Scenario) -> Order:
    return LevelOrder(number(form, "level"), 0)


def _warn(form: Form, picture: Picture, scenario: Scenario) -> Order:
    return WarningOrder(0, word(form, "colour"), number(form, "township"), yes(form, "leave"))


def _control(form: Form, picture: Picture, scenario: Scenario) -> Order:
    return ControlOrder(number(form, "order"), number(form, "township"), yes(form, "on"), 0)


def _ride(form: Form, picture: Picture, scenario: Scenario) -> Order:
    return RideOrder(number(form, "bus"), number(form, "village"))


def _fetch(form: Form, picture: Picture, scenario: Scenario) -> Order:
    wounded, unit = picture.care.wounded.get(number(form, "call")), number(form, "unit")
    if wounded is None:
        raise Refused(both("the post knows of no such casualties").en_zh)
    where = (wounded.call, wounded.place, wounded.node, number(form, "hospital"))
    return Fetch(unit_address(UnitId(unit)), unit, *where, avoid(picture))


def _supply(form: Form, picture: Picture, scenario: Scenario) -> Order:
    store, place, mode = number(form, "store"), number(form, "place"), word(form, "mode")
    node, goods = place_node(scenario, place), numbers(form, "goods")
    if node is None or len(goods) != 3 or store >= len(scenario.relief.stores):
        raise Refused(both("no such store or place").en_zh)
    closed = tuple(sorted(picture.closed_on_foot)) if mode == Mode.FOOT.value else avoid(picture)
    water, food, tents = goods
    return Supply(Band.STORE.address(store), store, place, node, mode, (water, food, tents), closed)


def _open(form: Form, picture: Picture, scenario: Scenario) -> Order:
    shelter = number(form, "shelter")
    if shelter >= len(scenario.shelters):
        raise Refused(both("no such shelter").en_zh)
    return OpenShelter(Band.SHELTER.address(shelter), shelter)


def _take_district(form: Form, picture: Picture, scenario: Scenario) -> Order:
    return CommandNotice(picture.owner)


def _take_centre(form: Form, picture: Picture, scenario: Scenario) -> Order:
    return CentreNotice(picture.owner, 0)


PEOPLE_FORMS: Final[dict[str, Maker]] = {
    "level": _level,
    "warn": _warn,
    "control": _control,
    "rid": _ride,
    "fetch": _fetch,
    "bring": _supply,
    "opens": _open,
    "notice": _take_district,
    "cnotice": _take_centre,
}
"""Forms by the tag of the order that they make."""
