"""A station: people, and the units that they man."""

from typing import TYPE_CHECKING, Any

import mesa

from sim.scenario.tables import Station as StationRow

if TYPE_CHECKING:
    from sim.agent.unit import Unit


class Station(mesa.Agent):  # type: ignore[misc]  # mesa is untyped
    """A fire station or other base 站点.

    Attributes
    ----------
    number
        Row in ``stations.csv``.
    node
        Where it stands on the road graph.
    people
        People in it now, who are on no unit.
    """

    def __init__(self, model: Any, number: int, row: StationRow, node: int) -> None:
        super().__init__(model)
        self.number = number
        self.row = row
        self.node = node
        self.people = row.crew
        self.units: list[Unit] = []

    def lend(self, unit: "Unit") -> int:
        """Man a unit with as many of its crew as are there; 0 if they are too few for it to go out."""
        people = min(unit.crew, self.people)
        if people < unit.crew_min:
            return 0
        self.people -= people
        self._review(unit)
        return people

    def take_back(self, people: int, unit: "Unit") -> None:
        """Let the people of a unit come home."""
        self.people += people
        self._review(unit)

    def reinforce(self, people: int) -> None:
        """Let people come who are off duty, or go home again (negative)."""
        self.people += people
        self._review(None)

    def _review(self, but: "Unit | None") -> None:
        """Tell the other units at home whether they can still be manned."""
        for unit in self.units:
            if unit is not but:
                unit.staff(self.people >= unit.crew_min)
