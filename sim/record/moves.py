"""Facts of couriers on the way, and of command on scene 传信行进与指挥权."""

from sim.record.item import Item


class CourierMoved(Item, frozen=True, tag="cm"):
    """A courier sets off on a stretch of the way with a message, by vehicle or on foot 传信行进.

    `node` is where it begins and `bound` where it means to end, `path` the links between (empty where no link
    of the scenario can close).
    """

    message: int
    foot: bool
    node: int
    bound: int
    path: tuple[int, ...] = ()


class CommandChanged(Item, frozen=True, tag="co"):
    """A unit on scene takes command of it 指挥权交接; None where all have left and the call is open.

    Command ends with the call, which is said once, by the end of the call.
    """

    call: int
    unit: int | None
