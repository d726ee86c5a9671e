"""What a post knows of control measures: who has an order, and who has carried it out 管控台账."""

from typing import NamedTuple

from sim.record.control import ControlOrder, ControlReport


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
    given
        The post's own last order by row and township: whether it is in force, and when it was given.
    """

    def __init__(self) -> None:
        self.of: dict[tuple[int, int], Reported] = {}
        self.given: dict[tuple[int, int], tuple[bool, int]] = {}

    def note(self, order: ControlOrder, now_ms: int) -> None:
        """Remember an order that the post itself gives now."""
        self.given[order.order, order.township] = order.on, now_ms

    def learn(self, item: ControlReport, sent_ms: int) -> bool:
        """Take in a report; nobody has to decide anything because of it."""
        key, now = (item.order, item.address), Reported(sent_ms, item.on, item.done, item.people)
        if key not in self.of or now[:1] + now[2:3] >= self.of[key][:1] + self.of[key][2:3]:
            self.of[key] = now
        return False

    def open(self, order: int) -> list[int]:
        """Return who has an order that is in force and has not carried it out yet, by address."""
        return sorted(at for (row, at), last in self.of.items() if row == order and last.on and not last.done)
