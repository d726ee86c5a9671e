"""What a post knows of control measures: who has an order, and who has carried it out 管控台账."""

from typing import NamedTuple

from sim.record.control import ControlReport


class Reported(NamedTuple):
    """What somebody last reported on an order: whether it is in force, carried out, who is still there."""

    sent_ms: int
    on: bool
    done: bool
    people: int


class ControlBoard:
    """Reports by order and address.

    Attributes
    ----------
    of
        The last that each sent on each order.
    """

    def __init__(self) -> None:
        self.of: dict[tuple[int, int], Reported] = {}

    def learn(self, item: ControlReport, sent_ms: int) -> bool:
        """Take in a report; nobody has to decide anything because of it."""
        key, now = (item.order, item.address), Reported(sent_ms, item.on, item.done, item.people)
        if key not in self.of or now[:1] + now[2:3] >= self.of[key][:1] + self.of[key][2:3]:
            self.of[key] = now
        return False

    def open(self, order: int) -> list[int]:
        """Return who has an order that is in force and has not carried it out yet, by address."""
        return sorted(at for (row, at), last in self.of.items() if row == order and last.on and not last.done)
