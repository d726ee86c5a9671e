"""Casualties whom a hospital sends on to another 转院: it has no power, or no bed for those at its door."""

from collections.abc import Callable, Sequence
from typing import Final

from sim.agent.casualties.casualty import Casualty
from sim.agent.context import Context
from sim.record.casualties import CasualtyMovedOn, CasualtyReport
from sim.terms.ids import Address
from sim.terms.relief import Triage, transfer_number


class Transfers:
    """Who waits in a hospital, or at its door, to be brought to another; crews fetch them as from a scene.

    The hospital asks the medical desk whenever the numbers change. Who is being treated is not moved.

    Parameters
    ----------
    context
        Of the world.
    hospital, address, node
        Row of the hospital, its address, and where it stands.
    desk
        Whom it asks.
    waiting
        Returns who is to go, in any order.
    let_go
        Lets the hospital be rid of one of them.
    """

    def __init__(
        self,
        context: Context,
        hospital: int,
        address: Address,
        node: int,
        desk: Address,
        waiting: Callable[[], Sequence[Casualty]],
        let_go: Callable[[Casualty], None],
    ) -> None:
        self.number: Final = transfer_number(hospital)
        self._context, self._hospital, self._address = context, hospital, address
        self._node, self._desk, self._waiting, self._let_go = node, desk, waiting, let_go
        self._told = 0, 0
        villages = [context.scenario.node_ids[row.node] for row in context.scenario.villages]
        self._place = villages.index(node) if node in villages else 0

    def count(self) -> tuple[int, int]:
        """Return how many red and yellow ones are to go."""
        kinds = [each.triage for each in self._waiting()]
        return kinds.count(Triage.RED), kinds.count(Triage.YELLOW)

    def take(self) -> Casualty | None:
        """Return the most urgent, who leaves the hospital now; None where nobody is to go."""
        chosen = min(self._waiting(), key=lambda each: each.urgency, default=None)
        if chosen is not None:
            self._let_go(chosen)
            fact = CasualtyMovedOn(chosen.number, self._hospital)
            chosen.cause = self._context.log.add(self._context.clock.now, fact, chosen.cause)
            self._told = self.count()  # the crew tells the desk
        return chosen

    def tell(self, cause: int | None, again: bool = False) -> None:
        """Ask the desk, where the numbers are others than it was told, or again while anybody is to go."""
        red, yellow = self.count()
        if (red, yellow) != self._told or (again and red + yellow):
            self._told = red, yellow
            body = (CasualtyReport(self.number, self._place, self._node, red, yellow),)
            self._context.net.send(self._address, self._desk, body, cause)
