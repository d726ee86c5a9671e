"""What is told, ordered and true of vehicles that carry people away 乘车转移."""

from typing import Final, TypeAlias

from sim.record.control import CONTROL_FACTS, ControlFact, ControlOrder, ControlReport
from sim.record.item import Item


class RideRequest(Item, frozen=True, tag="rrq"):
    """A village asks for vehicles: so many people wait there 请求派车."""

    village: int
    people: int


class RideOrder(Item, frozen=True, tag="rid"):
    """Fetch people from a village, trip after trip, until nobody waits there 派车指令."""

    bus: int
    village: int


class BusReport(Item, frozen=True, tag="bur"):
    """A vehicle tells what it does and where 车辆报告.

    `left` is how many still wait at `village`, if it comes from there.
    """

    bus: int
    status: str
    node: int
    village: int | None = None
    left: int = 0


class BusChanged(Item, frozen=True, tag="buc"):
    """A vehicle changes what it does 车辆状态改变; `aboard` are the people in it."""

    bus: int
    status: str
    node: int
    aboard: int


class Boarded(Item, frozen=True, tag="brd"):
    """People of a group get into a vehicle 上车."""

    bus: int
    group: int
    people: int


class GotOff(Item, frozen=True, tag="gof"):
    """People of a group get off a vehicle 下车, at a shelter or where it can go no further."""

    bus: int
    group: int
    people: int
    node: int


CareReport: TypeAlias = ControlReport | RideRequest | BusReport
CareOrder: TypeAlias = ControlOrder | RideOrder
CareFact: TypeAlias = ControlFact | BusChanged | Boarded | GotOff
CARE_FACTS: Final = (*CONTROL_FACTS, BusChanged, Boarded, GotOff)
"""The facts of measures and vehicles by their codes: a new one goes to the end of `facts.FACTS`."""
