"""A hospital 医院: beds, teams, power, and what it tells of them."""

import math
from collections.abc import Generator
from functools import partial
from typing import Any

import mesa

from sim.agent.casualties.casualty import Casualty
from sim.agent.casualties.transfer import Transfers
from sim.agent.context import Context
from sim.comms.mains import Mains
from sim.record.casualties import BedReport, HospitalChanged, TurnedAway
from sim.scenario.tables import Hospital as Row
from sim.terms.enums import PowerSource
from sim.terms.ids import Address, Band
from sim.terms.relief import CasualtyState, Triage


class Hospital(mesa.Agent):  # type: ignore[misc]  # mesa is untyped
    """A hospital as it is: whoever is brought there learns at its door whether it takes them.

    Red and yellow casualties need a bed. Without power only a share of beds and teams works, on which those
    who are in already come first. Teams treat the reddest first; a treatment that has begun is ended. Where
    the scenario says so, those for whom there is no bed with power are moved on to another hospital.

    Parameters
    ----------
    number, row
        Its row in ``hospitals.csv``.
    context
        Of the world.
    desk
        To whom it tells its beds.
    mains, load
        The power network, and its load there; None where it never lacks power.
    """

    def __init__(
        self,
        model: Any,
        number: int,
        row: Row,
        context: Context,
        desk: Address,
        mains: Mains | None,
        load: int | None,
    ) -> None:
        super().__init__(model)
        rules = context.scenario.casualties
        self.number, self.node = number, context.scenario.node_ids[row.node]
        self.address = Band.HOSPITAL.address(number)
        self.cause: int | None = None
        self._row, self._rules, self._context, self._desk = row, rules, context, desk
        self._mains, self._load = mains, load
        self._occupied = math.ceil(row.beds * rules.occupied.value)
        self._surge, self._surging, self._asked = round(row.beds * rules.surge.value), False, False
        self._in_bed = self._busy = 0
        self._queue: list[Casualty] = []
        self._door: list[Casualty] = []
        self._lying: dict[int, Casualty] = {}
        self._powered = True
        context.net.join(self.address, lambda letter: None)
        around = (context, number, self.address, self.node, desk)
        self.transfers = Transfers(*around, self._to_go, self._let_go) if rules.transfers else None
        if mains is not None and load is not None:
            mains.subscribe(lambda now, place, fed: self._look_at_power(), None)
        self._powered = self._has_power()
        self._log()
        context.clock.start(self._report())

    # --- what there is --------------------------------------------------------------------------------------

    @property
    def beds(self) -> int:
        """Beds that it can give to casualties now, taken or not."""
        surge = self._surge if self._surging else 0
        if self._powered:
            return self._row.beds - self._occupied + surge
        return max(0, math.floor(self._row.beds * self._rules.on_hand.value) - self._occupied)

    @property
    def free(self) -> int:
        """Beds that are free now."""
        return max(0, self.beds - self._in_bed - sum(each.lies for each in self._queue))

    @property
    def teams(self) -> int:
        """Teams that can treat now."""
        whole = max(1, round(self._row.beds / self._rules.beds_per_team.value))
        return whole if self._powered else max(1, math.floor(whole * self._rules.on_hand.value))

    def _has_power(self) -> bool:
        if self._mains is None or self._load is None:
            return True
        return self._mains.loads[self._load].source is not PowerSource.DARK

    def _look_at_power(self) -> None:
        if self._has_power() is not self._powered:
            assert self._mains is not None
            assert self._load is not None
            self._powered = not self._powered
            self.cause = self._mains.loads[self._load].cause
            self._log()
            self.tell()
            self._let_in()
            self._ask_for_transfers()

    def _log(self) -> None:
        fact = HospitalChanged(self.number, self.beds, self.teams, self._powered)
        self.cause = self._context.log.add(self._context.clock.now, fact, self.cause)

    # --- who comes ------------------------------------------------------------------------------------------

    def takes(self, casualty: Casualty) -> bool:
        """Take somebody in who is brought; whether it did."""
        if casualty.lies and not self.free:
            self._add_beds()
            fact = TurnedAway(casualty.number, self.number, self._powered)
            casualty.cause = self._context.log.add(self._context.clock.now, fact, casualty.cause)
            return False
        self._admit(casualty)
        return True

    def leave_at_door(self, casualty: Casualty) -> None:
        """Let somebody wait at the door whom no hospital takes: until there is a bed."""
        casualty.be(CasualtyState.WAITING, self.node, self.number)
        self._door.append(casualty)
        self._ask_for_transfers()

    def _admit(self, casualty: Casualty) -> None:
        if casualty.stays_until_ms is not None:
            casualty.be(CasualtyState.TREATED, self.node, self.number, bed=True)
            self._in_bed += 1
            self._let_lie(casualty, casualty.stays_until_ms)
            return
        casualty.be(CasualtyState.QUEUED, self.node, self.number, bed=casualty.lies)
        self._queue.append(casualty)
        self._treat()
        if not self.free:
            self._add_beds()
        if not self._powered:
            self._ask_for_transfers()

    def _let_in(self) -> None:
        """Let those at the door in who can be now, and begin treatments."""
        self._door = sorted((each for each in self._door if each.waits), key=lambda each: each.urgency)
        while self._door and self.free:
            self._admit(self._door.pop(0))
        self._treat()

    def _add_beds(self) -> None:
        """Begin to set up beds for the emergency, once."""
        if not self._asked:
            self._asked = True
            self._context.clock.call_after(self._rules.surge_after.ms, self._surge_now)

    def _surge_now(self) -> None:
        self._surging = True
        self._log()
        self._let_in()

    # --- treatment ------------------------------------------------------------------------------------------

    def _treat(self) -> None:
        """Let free teams begin with the most urgent of those who live."""
        self._queue = [each for each in self._queue if each.state is not CasualtyState.DEAD]
        while self._queue and self._busy < self.teams:
            casualty = min(self._queue, key=lambda each: each.urgency)
            self._queue.remove(casualty)
            self._busy += 1
            lies = casualty.lies
            self._in_bed += lies
            casualty.be(CasualtyState.TREATED, self.node, self.number, bed=lies)
            ms = getattr(self._rules, f"treat_{casualty.triage.value}").ms
            self._context.clock.call_after(ms, partial(self._treated, casualty, lies))

    def _treated(self, casualty: Casualty, lies: bool) -> None:
        """Let a team be free; whoever needs no bed goes home."""
        self._busy -= 1
        if lies:
            stay = self._rules.stay_red if casualty.triage is Triage.RED else self._rules.stay_yellow
            self._let_lie(casualty, self._context.clock.now + stay.ms)
        else:
            casualty.be(CasualtyState.DISCHARGED, self.node, self.number)
        self._let_in()

    def _let_lie(self, casualty: Casualty, until_ms: int) -> None:
        """Let somebody who was treated lie in a bed until they go home, or are moved on."""
        casualty.stays_until_ms = until_ms
        self._lying[casualty.number] = casualty
        left_ms = max(1, until_ms - self._context.clock.now)
        self._context.clock.call_after(left_ms, partial(self._discharge, casualty))
        if not self._powered:
            self._ask_for_transfers()

    def _discharge(self, casualty: Casualty) -> None:
        if self._lying.pop(casualty.number, None) is None:
            return  # they were moved on meanwhile
        self._in_bed -= 1
        casualty.be(CasualtyState.DISCHARGED, self.node, self.number)
        self._let_in()

    # --- who is moved on ------------------------------------------------------------------------------------

    def _to_go(self) -> list[Casualty]:
        """Return who is to go to another hospital: those at the door and, in the dark, those in a bed."""
        door = [each for each in self._door if each.waits and each.lies]
        beds = [*(each for each in self._queue if each.lies), *self._lying.values()]
        inside = [] if self._powered else [each for each in beds if each.state is not CasualtyState.DEAD]
        return [*door, *inside]

    def _let_go(self, casualty: Casualty) -> None:
        """Be rid of somebody, wherever they are."""
        if casualty in self._door:
            self._door.remove(casualty)
        elif casualty in self._queue:
            self._queue.remove(casualty)
        else:
            del self._lying[casualty.number]
            self._in_bed -= 1

    def _ask_for_transfers(self, again: bool = False) -> None:
        if self.transfers is not None:
            self.transfers.tell(self.cause, again)

    # --- what it tells --------------------------------------------------------------------------------------

    def word(self) -> BedReport:
        """Return what whoever stands at the door can tell of it."""
        return BedReport(self.number, self.free, self._powered)

    def tell(self) -> None:
        """Tell the desk how many beds are free."""
        self._context.net.send(self.address, self._desk, (self.word(),), self.cause)

    def _report(self) -> Generator[Any, Any, None]:
        while True:
            self.tell()
            self._ask_for_transfers(again=True)
            yield self._context.clock.wait(self._rules.bed_reports.ms)
