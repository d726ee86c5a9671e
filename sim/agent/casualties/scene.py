"""Casualties at one place 伤员集结: those who still wait there, and who takes whom."""

from sim.agent.casualties.casualty import Casualty
from sim.terms.relief import Triage


class Gathering:
    """Who waits at a place to be fetched.

    Parameters
    ----------
    call
        Number under which it is told: of the incident, or one of its own.
    place, node
        Village, and its road node.
    """

    def __init__(self, call: int, place: int, node: int) -> None:
        self.call, self.place, self.node = call, place, node
        self._here: list[Casualty] = []

    def add(self, casualty: Casualty) -> None:
        """Let somebody wait here."""
        self._here.append(casualty)

    def waiting(self) -> list[Casualty]:
        """Return those who wait here and live, the most urgent first."""
        self._here = [each for each in self._here if each.waits and each.node == self.node]
        return sorted(self._here, key=lambda each: each.urgency)

    def count(self) -> tuple[int, int]:
        """Return how many red and yellow ones wait."""
        kinds = [each.triage for each in self.waiting()]
        return kinds.count(Triage.RED), kinds.count(Triage.YELLOW)

    def take(self) -> Casualty | None:
        """Return the most urgent who must lie, who waits here no longer; None where nobody does."""
        chosen = next((each for each in self.waiting() if each.lies), None)
        if chosen is not None:
            self._here.remove(chosen)
        return chosen
