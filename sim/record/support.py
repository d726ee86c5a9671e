"""What is told, ordered and true of generator trucks 应急发电车 and of the loads that need one."""

from typing import Final, TypeAlias

from sim.record.headquarters import StandDown, WorkRefused
from sim.record.item import Item
from sim.record.repair import WorkOrder
from sim.record.uav import UavChanged, UavForward, UavMoved, UavOrder, UavReport, UavSaw


class SupplyReport(Item, frozen=True, tag="supply"):
    """Somebody tells what a load runs on 供电情况报告: `source` is a `PowerSource`.

    `left_ms` is for how long it goes on without mains, as those who tell it reckon; None for without end.
    """

    load: int
    source: str
    left_ms: int | None


class TruckReport(Item, frozen=True, tag="truck"):
    """A generator truck tells where it is and what it does 发电车报告.

    `load` is the one that it is meant for; `fuel_ms` for how long its fuel lasts; `heard_ms` when the last
    order that reached it was sent, None before any.
    """

    truck: int
    status: str
    node: int
    load: int | None
    fuel_ms: int
    heard_ms: int | None = None


class TruckOrder(Item, frozen=True, tag="genset"):
    """Go to a load and feed it 发电车调派; a later order takes its place. `avoid` are links known closed."""

    truck: int
    load: int
    node: int
    avoid: tuple[int, ...] = ()


class TruckChanged(Item, frozen=True, tag="gtk"):
    """A generator truck changes what it does 发电车状态.

    `node` is where it is or, under way, where it is bound; `load` the one that it is meant for, `fuel_ms` for
    how long the fuel lasts that it has not given to a load.
    """

    truck: int
    status: str
    node: int
    load: int | None
    fuel_ms: int


class TruckTurned(Item, frozen=True, tag="gtt"):
    """A generator truck finds a link closed and turns round at `node` 发电车遇阻."""

    truck: int
    link: int
    node: int


SupportReport: TypeAlias = SupplyReport | TruckReport | UavReport
TeamOrder: TypeAlias = WorkOrder | TruckOrder | UavOrder | UavForward | StandDown | WorkRefused
SupportFact: TypeAlias = TruckChanged | TruckTurned | UavChanged | UavSaw | UavMoved
SUPPORT_FACTS: Final = (TruckChanged, TruckTurned)
"""The facts of this module, in the order of their codes: a new one goes to the end of `facts.FACTS`."""
UAV_FACTS: Final = (UavChanged, UavSaw)
"""The same of UAVs."""
