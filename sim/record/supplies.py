"""What is told, ordered and true of relief supplies 救灾物资 and of shelters that open 避难场所启用.

Places are villages by row, then shelters. Goods are (water, food, tents): person-days of water and food,
places in tents.
"""

from typing import Final, TypeAlias

from sim.record.item import Item

Amounts: TypeAlias = tuple[int, int, int]
"""Of water and food person-days, of tents places."""


class SupplyNeed(Item, frozen=True, tag="wants"):
    """A place tells what it lacks for the next days, for how many 需求报告; nobody: no more."""

    place: int
    people: int
    wants: Amounts


class StoreReport(Item, frozen=True, tag="store"):
    """A store tells its stocks, and free carriers by mode 库存报告."""

    store: int
    stocks: Amounts
    carriers: tuple[int, int, int, int]


class ConsignmentReport(Item, frozen=True, tag="consr"):
    """Somebody tells what became of a consignment 投送结果; `order` is the entry of the order's delivery."""

    store: int
    place: int
    mode: str
    goods: Amounts
    outcome: str


class ShelterReport(Item, frozen=True, tag="shelr"):
    """A shelter tells how many are in it, for how many it has room, and whether it is open 场所情况."""

    shelter: int
    people: int
    room: int
    open: bool


class Supply(Item, frozen=True, tag="bring"):
    """Bring goods from a store to a place 调运指令."""

    to: int
    store: int
    place: int
    node: int
    mode: str
    goods: Amounts
    avoid: tuple[int, ...] = ()


class OpenShelter(Item, frozen=True, tag="opens"):
    """Open a dual-use place as a shelter 平急两用场所启用指令."""

    to: int
    shelter: int


class PlaceNeeds(Item, frozen=True, tag="pln"):
    """So many people of a place live on what is there from now on 断供人口; nobody: no more."""

    place: int
    people: int
    stocks: Amounts


class PlaceLacks(Item, frozen=True, tag="pll"):
    """So many people of a place have none of some goods from now on 缺供."""

    place: int
    goods: str
    people: int


class ConsignmentSent(Item, frozen=True, tag="cons"):
    """Goods leave a store 物资发出; numbers rise from nought."""

    consignment: int
    store: int
    place: int
    mode: str
    goods: Amounts


class ConsignmentEnded(Item, frozen=True, tag="cone"):
    """Goods come to their place, or back to their store 物资送达或退回."""

    consignment: int
    outcome: str


class ShelterChanged(Item, frozen=True, tag="shel"):
    """A shelter has room for so many from now on 场所容量改变; none while it is not open."""

    shelter: int
    room: int
    open: bool
    powered: bool


SupplyItem: TypeAlias = SupplyNeed | StoreReport | ConsignmentReport | ShelterReport
SupplyOrder: TypeAlias = Supply | OpenShelter
SupplyFact: TypeAlias = PlaceNeeds | PlaceLacks | ConsignmentSent | ConsignmentEnded | ShelterChanged
SUPPLY_REPORTS: Final = (SupplyNeed, StoreReport, ConsignmentReport, ShelterReport)
SUPPLY_ORDERS: Final = (Supply, OpenShelter)
SUPPLY_FACTS: Final = (PlaceNeeds, PlaceLacks, ConsignmentSent, ConsignmentEnded, ShelterChanged)
"""The facts of this module, in the order of their codes: a new one goes to the end of `facts.FACTS`."""
