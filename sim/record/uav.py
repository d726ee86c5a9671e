"""What is told, ordered and true of UAVs that look at roads 无人机侦测."""

from sim.record.item import Item


class UavReport(Item, frozen=True, tag="uavr"):
    """The crew of a UAV tells what it does 无人机报告.

    `links` are those that it is to look at; `heard_ms` when the last order that reached it was sent, None
    before any.
    """

    uav: int
    status: str
    links: tuple[int, ...]
    heard_ms: int | None = None


class UavOrder(Item, frozen=True, tag="scout"):
    """Look at links from above, in this order 无人机侦察令; `avoid` are links that are believed closed."""

    uav: int
    links: tuple[int, ...]
    avoid: tuple[int, ...] = ()


class UavForward(UavOrder, frozen=True, tag="scoutf"):
    """Drive to a forward node by open roads and look at links from there 前出侦察令."""

    node: int = 0


class UavMoved(Item, frozen=True, tag="uavm"):
    """The crew of a UAV stands at a node now, from which it starts 发射点."""

    uav: int
    node: int


class UavChanged(Item, frozen=True, tag="uavc"):
    """A UAV and its crew change what they do 无人机状态.

    `links` are those that it is to look at; `flown_ms` is for how long it was in the air on the flight that
    ends with this.
    """

    uav: int
    status: str
    links: tuple[int, ...]
    flown_ms: int = 0


class UavSaw(Item, frozen=True, tag="uavs"):
    """A UAV sees a whole link: whether it is closed for vehicles 无人机查看路段."""

    uav: int
    link: int
    closed: bool
