"""Who keeps a shelter 避难场所管理: opens it when ordered, and takes in as many as it has room for now."""

import math
from collections.abc import Callable
from typing import Any

import mesa

from sim.agent.context import Context
from sim.agent.supplies.place import Place
from sim.record.facts import RollCall
from sim.record.message import Letter
from sim.record.supplies import OpenShelter, ShelterChanged, ShelterReport
from sim.scenario.people import Shelter as Row
from sim.terms.ids import Address, Band


class Keeper(mesa.Agent):  # type: ignore[misc]  # mesa is untyped
    """The keeper of a shelter.

    Parameters
    ----------
    number, row
        Its row in ``shelters.csv``.
    context
        Of the world.
    desk
        To whom it tells how full it is.
    place
        Its supplies.
    powered
        Returns whether it has power.
    """

    def __init__(
        self,
        model: Any,
        number: int,
        row: Row,
        context: Context,
        desk: Address,
        place: Place,
        powered: Callable[[], bool],
    ) -> None:
        super().__init__(model)
        rules = context.scenario.relief.shelters
        self.number, self.place, self.people = number, place, 0
        self.is_open = not (rules.all_dual_use or row.id in rules.dual_use)
        self.address = Band.SHELTER.address(number)
        self._capacity, self._rules, self._has_power = row.capacity, rules, powered
        self._context, self._desk = context, desk
        self._powered, self._opening = powered(), False
        self._cause: int | None = None
        self._nearly = False
        self._laid_in = False
        context.net.join(self.address, self.receive)
        self._log(None)

    @property
    def room(self) -> int:
        """For how many people there is room now, with those who are in."""
        if not self.is_open:
            return 0
        return self._capacity if self._powered else math.floor(self._capacity * self._rules.dark_room.value)

    def receive(self, letter: Letter) -> None:
        """Take in a delivered message: open, if that is asked and not done."""
        asked = any(isinstance(item, OpenShelter) for item in letter.body)
        if asked and not (self.is_open or self._opening):
            self._opening, self._cause = True, letter.seq
            self._context.clock.call_after(self._rules.opens_in.ms, self._open)
        elif any(isinstance(item, RollCall) for item in letter.body):
            self.tell()

    def _open(self) -> None:
        self.is_open = True
        self._log(self._cause)
        self.tell()

    def take(self, people: int) -> bool:
        """Take people in, all or nobody; whether it did."""
        if self.people + people > self.room:
            return False
        self.people += people
        self._use(self._cause)
        nearly = self.people >= self._rules.nearly_full.value * self.room
        if nearly and not self._nearly:
            self._nearly = True
            self.tell()
        return True

    def look(self) -> None:
        """Look whether there is power: it decides on room, and on water."""
        if self._has_power() is not self._powered:
            self._powered = not self._powered
            self._log(None)
            self.tell()
            self._use(self._cause)

    def _use(self, cause: int | None) -> None:
        """Let those inside use up what is here; the first of them find what was laid in."""
        if not self._laid_in and self.people:
            self._laid_in = True
            days = self._rules.stock.value
            self.place.lay_in((days, days), self._capacity)
        self.place.use([0 if self._powered else self.people, self.people, 0], cause)

    def _log(self, cause: int | None) -> None:
        fact = ShelterChanged(self.number, self.room, self.is_open, self._powered)
        self._cause = self._context.log.add(self._context.clock.now, fact, cause)

    def tell(self) -> None:
        """Tell the desk how full it is."""
        report = ShelterReport(self.number, self.people, self.room, self.is_open)
        self._context.net.send(self.address, self._desk, (report,), self._cause)
