"""Orders of one kind, and which of them reached somebody."""

from typing import Any, Generic, TypeVar

from sim.record.facts import MessageDelivered, MessageSent

OrderT = TypeVar("OrderT")


class Carried(Generic[OrderT]):
    """Counts the orders of a kind, and of kinds made from it.

    Parameters
    ----------
    kind
        Of order.

    Attributes
    ----------
    ordered, received
        Orders given, and those that reached whom they are for.
    """

    def __init__(self, kind: type[OrderT]) -> None:
        self.ordered = self.received = 0
        self._kind = kind
        self._under_way: dict[int, OrderT] = {}

    def send(self, seq: int, fact: MessageSent) -> None:
        """Take note of a message, if it is such an order."""
        first: Any = fact.body[0]
        if isinstance(first, self._kind):
            self.ordered += 1
            self._under_way[seq] = first

    def deliver(self, fact: MessageDelivered) -> OrderT | None:
        """Return the order that arrives now, or None where it is something else."""
        order = self._under_way.pop(fact.message, None)
        self.received += order is not None
        return order
