"""How the crew of a UAV drives to a forward place 前出发射, and back, by the roads as they are."""

from collections.abc import Callable, Generator
from typing import Any, TypeAlias

from sim.agent.context import Context
from sim.agent.traveller import Traveller

Drive: TypeAlias = Generator[Any, Any, bool]
"""A drive; its result is whether the crew is there."""


class Van:
    """The vehicle of a crew, at its base until it is driven.

    Parameters
    ----------
    number, node, vehicle
        Whose eyes these are, where it stands, and what it is.
    context
        Of the world.
    saw
        Told of a link that is not as the crew believed, and the log entry from which that follows.
    """

    def __init__(
        self,
        number: int,
        node: int,
        vehicle: str,
        context: Context,
        saw: Callable[[int, bool, int | None], None],
    ) -> None:
        self._traveller = Traveller(number, node, vehicle, context, saw)

    @property
    def node(self) -> int:
        """The node to which the crew is nearest."""
        return self._traveller.driver.where()

    def is_at(self, node: int) -> bool:
        """Whether it stands at a node, and not on the way from there."""
        driver = self._traveller.driver
        return driver.node == node and not driver.off_ms

    def go(self, node: int, avoid: frozenset[int]) -> Drive:
        """Drive to a node by whatever way is known; give up where none is any more."""
        traveller = self._traveller
        traveller.driver.avoid |= avoid
        while traveller.driver.plan(node, 0) is not None:
            there = yield from traveller.go(node, wait=False)
            if there:
                return True
        return False

    def come_home(self, node: int) -> Drive:
        """Drive home, however long it takes until there is a way; then forget what was closed."""
        there = yield from self._traveller.go(node, wait=True)
        self._traveller.driver.avoid = frozenset()
        return there
