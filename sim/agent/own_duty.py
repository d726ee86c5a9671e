"""A neighbouring district at work for itself 毗邻区县自身处警: its calls, losses, and how it weighs ours."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from sim.agent.command import CommandPost
from sim.agent.considers import Considers
from sim.agent.context import Context
from sim.agent.lent import LentUnit
from sim.hazard.own_storm import OwnCall, OwnStorm
from sim.kernel.draw import Draws
from sim.policy.own_storm import LendOwn
from sim.record.own_storm import OwnCallBegan, OwnCallEnded, OwnDuty, OwnLoad, RequestWeighed
from sim.scenario.lenders import LenderRow
from sim.terms.ids import Address, Band
from sim.terms.needs import fill
from sim.terms.units import HOUR_MS

_LOSS_MM = 100


class _Waiting(NamedTuple):
    """A call of a neighbour's own that no unit has gone to, and its entry in the log."""

    number: int
    call: OwnCall
    seq: int


class DutyDesk:
    """Who takes a neighbour's own calls and sends its units, at its first station 毗邻区县本地接警.

    It knows the units that are at home, sends to each call those that it needs as far as they are there, and
    lets the call wait where none is. It tells the post of its district how many calls wait; units tell the
    post themselves whether they can go. Units on loan are not its to send.

    Parameters
    ----------
    lender
        The neighbour.
    units
        Its units.
    storm
        The storm over it and its calls.
    context
        Of the world.
    """

    def __init__(
        self, lender: LenderRow, units: Sequence[LentUnit], storm: OwnStorm, context: Context
    ) -> None:
        self._lender, self._units, self._storm, self._context = lender, units, storm, context
        self._address: Address = Band.STATION.address(units[0].station.number)
        self._rules = context.scenario.aid.neighbours
        self._waiting: list[_Waiting] = []
        self._count = self._told = 0
        rows = context.scenario.units
        self._luck = [context.streams(f"aid/own/{rows[unit.number].id}/loss") for unit in units]
        self._bears_mm = [self._draw_mm(number) for number in range(len(units))]
        for unit in units:
            unit.back_home = self._serve
        self._await_call()
        context.clock.call_after(HOUR_MS, self._look_at_losses)

    # --- its own calls --------------------------------------------------------------------------------------

    def _await_call(self) -> None:
        call = self._storm.next_call(self._context.clock.now)
        if call is not None:
            self._context.clock.call_after(call.t_ms - self._context.clock.now, partial(self._take, call))

    def _take(self, call: OwnCall) -> None:
        """Take a call that units of the tables can serve; what takes others is theirs."""
        self._await_call()
        skills = {skill for unit in self._units for skill in unit.capabilities}
        if not any(skill in skills for skill, _ in call.needs):
            return
        fact = OwnCallBegan(self._lender.address, self._count, call.needs)
        seq = self._context.log.add(self._context.clock.now, fact, None)
        self._waiting.append(_Waiting(self._count, call, seq))
        self._count += 1
        self._serve(seq)

    def _serve(self, cause: int) -> None:
        """Send whoever is at home to calls that wait, the oldest first; tell the post what still waits."""
        for waiting in list(self._waiting):
            units = self._fit(waiting.call)
            if units:
                self._waiting.remove(waiting)
                for unit in units:
                    self._engage(unit, waiting.number, waiting.seq)
                busy_ms = self._rules.drive.ms + waiting.call.work_ms
                self._context.clock.call_after(busy_ms, partial(self._end, waiting, units))
        if len(self._waiting) != self._told:
            self._told = len(self._waiting)
            self._context.net.send(self._address, self._lender.address, (OwnLoad(self._told),), cause)

    def _fit(self, call: OwnCall) -> list[LentUnit]:
        """Return units at home that a call needs."""
        idle = [unit for unit in self._units if unit.is_idle]
        does, _ = fill(call.needs, [unit.capabilities for unit in idle])
        return [unit for unit, use in zip(idle, does, strict=True) if use is not None]

    def _end(self, waiting: _Waiting, units: Sequence[LentUnit]) -> None:
        fact = OwnCallEnded(self._lender.address, waiting.number)
        seq = self._context.log.add(self._context.clock.now, fact, waiting.seq)
        for unit in units:
            self._free(unit, waiting.number, seq)
        self._serve(seq)

    # --- its own losses -------------------------------------------------------------------------------------

    def _draw_mm(self, number: int) -> float:
        """Return how much more rain a unit bears."""
        per_mm = self._rules.loss.value / _LOSS_MM
        return self._luck[number].exponential(1 / per_mm) if per_mm else float("inf")

    def _look_at_losses(self) -> None:
        """Lose units at home to the rain of the past hour; one that is away or engaged was not there."""
        self._context.clock.call_after(HOUR_MS, self._look_at_losses)
        rain_mm = self._storm.rain_mm_h(self._context.clock.now - HOUR_MS)
        for number, unit in enumerate(self._units):
            self._bears_mm[number] -= rain_mm
            if self._bears_mm[number] <= 0:
                self._bears_mm[number] = self._draw_mm(number)
                if unit.is_idle:
                    seq = self._engage(unit, None, None)
                    self._context.clock.call_after(self._rules.lost_for.ms, partial(self._find, unit, seq))

    def _find(self, unit: LentUnit, cause: int) -> None:
        """Have a unit back that was lost."""
        self._serve(self._free(unit, None, cause))

    def _engage(self, unit: LentUnit, number: int | None, cause: int | None) -> int:
        seq = self._context.log.add(self._context.clock.now, OwnDuty(unit.number, number, True), cause)
        unit.serve_home(True, seq)
        return seq

    def _free(self, unit: LentUnit, number: int | None, cause: int) -> int:
        seq = self._context.log.add(self._context.clock.now, OwnDuty(unit.number, number, False), cause)
        unit.serve_home(False, seq)
        return seq


def weighing(post: CommandPost, policy: LendOwn, district: str, context: Context) -> None:
    """Let a neighbour with a storm of its own weigh a request before it answers 权衡.

    It takes the longer the larger the share of its units that its post believes to be engaged. What a
    standing agreement covers is not weighed.

    Parameters
    ----------
    post, policy
        Of the neighbour.
    district
        Its id.
    context
        Of the world.
    """
    rules = context.scenario.aid.neighbours

    def lasts_ms(draws: Draws) -> float:
        return policy.engaged(post.picture) * draws.lognormal(rules.weighing.ms, rules.weighing_sigma.value)

    Considers(
        post,
        context,
        f"aid/own/{district}/weighing",
        lasts_ms,
        partial(RequestWeighed, post.address),
        lambda request: not request.standing,
    )
