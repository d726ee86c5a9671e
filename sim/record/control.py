"""What is told, ordered and true of control measures 禁停撤疏 and of vehicles that carry people."""

from typing import Final, TypeAlias

from sim.record.item import Item


class ControlOrder(Item, frozen=True, tag="control"):
    """Put a standing order into force in a township, or end it 管控指令.

    `order` is its row in ``control.orders``; of two for one order that of the higher number holds.
    """

    order: int
    township: int
    on: bool
    number: int


class ControlReport(Item, frozen=True, tag="ctr"):
    """A village or key unit has an order 收令回告, or, where `done`, has carried it out 落实回告.

    `people` are those who are still there, as far as it knows: people at risk, or those in the unit.
    """

    order: int
    township: int
    address: int
    on: bool
    done: bool
    people: int


class ControlTaken(Item, frozen=True, tag="ctt"):
    """A measure takes effect in a village or key unit, or ends there 管控措施生效."""

    address: int
    order: int
    on: bool


class GroupOrdered(Item, frozen=True, tag="go"):
    """A group of households is told of an order to leave or to stay away, or of its end 群众获知管控令.

    `by` says how, as for a warning; `source` is the address of its village's post.
    """

    group: int
    order: int
    on: bool
    by: str
    source: int


class CallAverted(Item, frozen=True, tag="cav"):
    """Nobody calls, for a measure kept people from where it would have happened 因管控未发."""

    place: int
    kind: int
    order: int


ControlFact: TypeAlias = ControlTaken | GroupOrdered | CallAverted
CONTROL_FACTS: Final = (ControlTaken, GroupOrdered, CallAverted)
"""The facts of this module, in the order of their codes."""
