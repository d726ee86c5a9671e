"""The patient on board of an ambulance, until a hospital takes the patient in."""

from collections.abc import Callable, Generator
from typing import Any

from sim.agent.context import Context
from sim.agent.driver import Driver


class Patient:
    """Whether a patient is on board, and which hospitals have sent this one on.

    Parameters
    ----------
    context
        Of the world.
    driver
        Of the ambulance, who knows the way.

    Attributes
    ----------
    aboard
        Whether there is one.
    """

    def __init__(self, context: Context, driver: Driver) -> None:
        self.aboard = False
        self._context, self._driver = context, driver
        self._seen: list[int] = []

    def transport(
        self,
        drive: Callable[[int], Generator[Any, Any, bool]],
        hand_over: Callable[[int], Generator[Any, Any, None]],
    ) -> Generator[Any, Any, None]:
        """Take the patient to a hospital; one without power sends it on, as long as there is another.

        Parameters
        ----------
        drive
            Drives to a node; its result is whether the unit is there, or must look again.
        hand_over
            Hands the patient over at a node.
        """
        hospital = self._next_hospital()
        while hospital is not None:
            arrived = yield from drive(hospital)
            if not arrived:
                return
            self._seen.append(hospital)
            another = None if self._context.takes_patients(hospital) else self._next_hospital()
            if another is None:
                yield from hand_over(hospital)
            hospital = another
        self.leave()

    def leave(self) -> None:
        """Be without a patient."""
        self.aboard = False
        self._seen.clear()

    def _next_hospital(self) -> int | None:
        """Return the nearest hospital, by what the crew believes, that has not sent this patient on."""
        return self._driver.nearest([node for node in self._context.hospitals if node not in self._seen])
