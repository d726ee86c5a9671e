"""The operations centre is lost 指挥部失效: by script, or because people leave a building without power."""

from functools import partial

from sim.agent.command import CommandPost
from sim.agent.context import Context
from sim.agent.response.headquarters import Headquarters
from sim.agent.response.succession import Succession
from sim.agent.standby import Holds, Lost, WhileInCommand
from sim.comms.district_line import DistrictLine
from sim.comms.member import Member
from sim.comms.supply import Supply
from sim.kernel.clock import Watchdog
from sim.record.posts import PostLost
from sim.terms.units import MINUTE_MS

PACK_MS = 10 * MINUTE_MS
"""From the word that one leaves until nobody is there (assumption)."""


class Leaving:
    """The operations centre as a place where people are, or are not.

    While it is lost none of its terminals works, no courier finds it, and nobody there decides or speaks. It
    then holds what it held before. Those who leave a dark building tell the alternate to take command, if
    anything still carries that; else it will notice the silence.

    Parameters
    ----------
    context
        Of the world.
    centre
        The operations centre.
    member
        What it talks with.
    lead
        Who decides on levels there.
    succession
        The watch that the alternate keeps; None where there is no alternate.

    Attributes
    ----------
    lost
        Whether nobody is there.
    """

    def __init__(
        self,
        context: Context,
        centre: CommandPost,
        member: Member,
        lead: Headquarters,
        succession: Succession | None,
    ) -> None:
        self._context, self._centre, self._lead, self._succession = context, centre, lead, succession
        self._rules = context.scenario.response.succession
        self._here, self._member, self._home = Holds(True), member, member.home
        self._scripted = self._dark = False
        for means in sorted(member.carries):
            member.carries[means] = Lost(member.carries[means], self)
        centre.deciders[:] = [WhileInCommand(each, self._here) for each in centre.deciders]
        for gone in self._rules.lost:
            context.clock.call_after(gone.at.ms, partial(self._script, True))
            context.clock.call_after(gone.until.ms, partial(self._script, False))
        self._leave_dark = Watchdog(context.clock, self._go)

    @property
    def lost(self) -> bool:
        """Whether nobody is there."""
        return not self._here.now

    def keep_silent(self, line: DistrictLine) -> None:
        """Let nobody speak for it while it is lost."""
        line.is_lost = lambda: self.lost

    def mind(self, supply: Supply, place: int) -> None:
        """Let people leave when the place that feeds it was dark for long, and come back with power."""
        self._supply, self._place = supply, place
        supply.subscribe(self._power)
        if not supply.is_supplied(place):
            self._power(self._context.clock.now, place, False)

    # --- leaving and coming back ----------------------------------------------------------------------------

    def _power(self, now_ms: int, place: int, supplied: bool) -> None:
        if place != self._place:
            return
        if supplied:
            self._leave_dark.cancel()
            if self._succession is not None:
                self._succession.given = False
            if self._dark:
                self._dark = False
                self._change("dark", self._supply.cause_of(place))
        elif not self._dark:
            self._leave_dark.set(max(1, self._rules.dark.ms))

    def _go(self) -> None:
        """Tell the alternate, pack, and leave unless the power comes back first."""
        cause = self._supply.cause_of(self._place)
        if self._succession is not None and not self.lost:
            self._succession.order(cause)
        self._context.clock.call_after(PACK_MS, partial(self._leave, cause))

    def _leave(self, cause: int | None) -> None:
        if not self._supply.is_supplied(self._place):
            self._dark = True
            self._change("dark", cause)

    def _script(self, lost: bool) -> None:
        self._scripted = lost
        self._change("script", None)

    def _change(self, reason: str, cause: int | None) -> None:
        """Be lost, or be there again; what is lost for two reasons is there when both are over."""
        lost = self._scripted or self._dark
        if lost is self.lost:
            return
        self._here.now, self._member.home = not lost, None if lost else self._home
        self._lead.in_command = not lost
        fact = PostLost(self._centre.address, lost, reason)
        seq = self._context.log.add(self._context.clock.now, fact, cause)
        if not lost:
            self._lead.listen_anew()
            self._centre.think(seq)
